"""Every reference of a charter with what it means, and what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from amendtool.articles.addresses import Address, Spot
from amendtool.articles.charter import Charter
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.cited_annexes import cites_annexes
from amendtool.articles.references.document_levels import known
from amendtool.articles.references.reference import Category, Doubt, Reference
from amendtool.articles.references.resolver import Index, Resolved, resolve
from amendtool.articles.references.style_words import read_in
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One reference met in the articles.

    ``address`` is where it stands, ``text`` the whole text there. ``resolved`` has a value
    for each member of an internal reference, and is empty for the others and those of a past
    day; ``targets`` are all provisions that it means, in order, each article of a range among
    them.
    """

    standing: Standing
    address: Address
    text: str
    reference: Reference
    resolved: tuple[Resolved, ...]
    targets: tuple[tuple[Spot, Address], ...]


def list_references(charter: Charter, style: DraftingStyle) -> Iterator[Listed]:
    """Every reference in the order of the articles, those in the titles of annexes among them."""
    index = Index(charter, style)
    titled = {row[0].key: key for key in index.annexes if (row := charter.in_block(key))}
    for article in charter.every_article():
        context = Context()
        for standing, text in (
            *_title(charter, article.key, titled.get(article.key)),
            *texts_of(article),
        ):
            read, context = read_in(text, style, context, standing.spot)
            references = known(index, read, standing.spot, text=cites_annexes(standing, text))
            for reference in references:
                internal = (
                    reference.category is Category.INTERNAL and reference.doubt is not Doubt.PAST
                )
                resolved = resolve(index, standing, reference) if internal else ()
                yield Listed(
                    standing=standing,
                    address=index.address(standing.spot),
                    text=text,
                    reference=reference,
                    resolved=resolved,
                    targets=tuple(
                        (spot, index.address(spot)) for each in resolved for spot in each.targets
                    ),
                )


def _title(charter: Charter, key: str, annex: str | None) -> Iterator[tuple[Standing, str]]:
    """The title of the annex that an article begins: 別表第１（第５条関係）."""
    if annex is not None:
        title = next(block.heading or "" for block in charter.blocks if block.key == annex)
        yield Standing(spot=Spot(key=key), part="heading"), title


def sentence_at(text: str, offset: int, style: DraftingStyle) -> str:
    """The sentence of ``text`` that the character at ``offset`` stands in."""
    ends = _ends(text, style.sentence_end)
    at = bisect_right(ends, offset)
    start = ends[at - 1] if at else 0
    end = ends[at] if at < len(ends) else len(text)
    return text[start:end].strip(" \n")


# The citations of one text are asked about one after the other.
@lru_cache(maxsize=16)
def _ends(text: str, pattern: re.Pattern[str]) -> list[int]:
    return [match.end() for match in pattern.finditer(text)]
