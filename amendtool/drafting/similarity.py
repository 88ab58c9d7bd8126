"""How alike two texts are: pairs of neighbouring words in common, numbers of provisions apart.

References are neutralised first: where an edited document renumbered its articles, the same
sentence cites 第14条 on one side and 第15条 on the other. Two texts are as alike as the share
of neighbouring words (in Japanese, characters) that they have in common (Dice's coefficient
over multisets), which does not depend on their order and is quick to count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from amendtool.articles.charter import Article, Status, body_texts
from amendtool.articles.references.meaning import read_in
from amendtool.articles.references.memory import Context
from amendtool.articles.references.reference import Category
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import DraftingStyle

_WORDS = re.compile(r"[A-Za-z0-9À-ɏ]+|[^\sA-Za-z0-9À-ɏ]")
NEUTRAL = "\ufffc"
"""What stands for a reference: a character that no article holds."""

Pair = tuple[str, str]


def dice(one: Counter[Pair], other: Counter[Pair]) -> float:
    """How much two multisets have in common: 0 for nothing, 1 for the same."""
    sizes = one.total() + other.total()
    return 2 * common(one, other) / sizes if sizes else 1.0


def common(one: Counter[Pair], other: Counter[Pair]) -> int:
    """How many members two multisets share."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(count, large[pair]) for pair, count in small.items() if pair in large)


def pairs_of(texts: Iterable[str]) -> Counter[Pair]:
    """The neighbouring words of texts; the ends of a text count as words."""
    found: Counter[Pair] = Counter()
    for text in texts:
        words = ["", *_WORDS.findall(text.lower()), ""]
        if len(words) > 2:
            found.update(pairwise(words))
    return found


@dataclass(eq=False)
class Print:
    """An article as it is compared: without its number and with its references neutralised.

    ``plain`` is its text as it stands; what is equal there needs no reading of references.
    """

    article: Article
    style: DraftingStyle
    supplementary: bool = False

    @cached_property
    def plain(self) -> tuple[object, ...]:
        """The whole of the article but its key, number and chapter."""
        article = self.article
        return (article.heading, article.status, article.paragraphs, self.supplementary)

    @cached_property
    def neutral(self) -> tuple[object, ...]:
        """The same with every reference neutralised, numbers of items kept."""
        shape = tuple(str(standing) for standing, _ in texts_of(self.article))
        return (self.article.status, self.texts, shape, self.supplementary)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text of the article, the heading first, with references neutralised."""
        context = Context()
        found: list[str] = []
        for standing, text in texts_of(self.article):
            references, context = read_in(text, self.style, context, standing.spot)
            position, kept = 0, ""
            for reference in references:
                if reference.category is Category.INTERNAL:
                    kept += text[position : reference.start] + NEUTRAL
                    position = reference.end
            found.append(kept + text[position:])
        return tuple(found)

    @cached_property
    def body(self) -> Counter[Pair]:
        """The neighbouring words of its paragraphs."""
        return pairs_of(self.texts[1:] if self.article.heading is not None else self.texts)

    @cached_property
    def heading(self) -> Counter[Pair]:
        """The neighbouring words of its heading."""
        return pairs_of([self.article.heading or ""])

    @property
    def has_text(self) -> bool:
        """Whether its text is given."""
        return self.article.status is Status.TEXT

    @property
    def opening(self) -> str:
        """Its first text without the heading, for a key; '' where there is none."""
        return next((text for p in self.article.paragraphs for text in body_texts(p)), "")
