"""The forms that articles are numbered in, remembered from their provisions.

A provision keeps the form of its number as it is written. What is new takes the form of
its surroundings: that of the article it stands in, else the usual one of all the articles,
else the style's. A form that was chosen by a setting goes before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from amendtool.articles.charter import Article, Charter, Item, Paragraph
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle

_Provision = TypeVar("_Provision", Paragraph, Item)
_FIRST = Number.of(1)


def without_forms(provisions: tuple[_Provision, ...]) -> tuple[_Provision, ...]:
    """Paragraphs or items with nothing remembered of how they were numbered."""
    return tuple(
        replace(provision, form=None, items=without_forms(provision.items))
        for provision in provisions
    )


@dataclass(slots=True)
class Habits:
    """How often each form is used in some articles, by level.

    None stands for the form of the style, where a charter was made without files. ``first``
    counts whether the first of several paragraphs has its number printed, ``alone`` whether
    the only one has.
    """

    paragraph: Counter[NumberForm | None] = field(default_factory=Counter)
    items: dict[int, Counter[NumberForm | None]] = field(default_factory=dict)
    first: Counter[NumberForm | None] = field(default_factory=Counter)
    alone: Counter[NumberForm | None] = field(default_factory=Counter)

    @classmethod
    def of(cls, articles: Iterable[Article]) -> Habits:
        """The habits of ``articles``."""
        habits = cls()
        for article in articles:
            paragraphs = article.paragraphs
            for position, paragraph in enumerate(paragraphs):
                if position == 0 and paragraph.number == _FIRST:
                    counted = habits.first if len(paragraphs) > 1 else habits.alone
                    counted[paragraph.form] += 1
                else:
                    habits.paragraph[paragraph.form] += 1
                habits.count_items(paragraph.items, 1)
        return habits

    def count_items(self, items: tuple[Item, ...], depth: int) -> None:
        """Count the forms of a list and of those in it."""
        for item in items:
            self.items.setdefault(depth, Counter())[item.form] += 1
            self.count_items(item.items, depth + 1)


def usual(counted: Counter[NumberForm | None]) -> NumberForm | None:
    """The form that is used most; the style's on a tie."""
    most = max(counted.values(), default=0)
    found = [form for form, count in counted.items() if count == most]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Forms:
    """Which forms new provisions take: those of ``near`` where it has any, else of ``all``."""

    style: DraftingStyle
    near: Habits
    everywhere: Habits

    def paragraphs(self, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        """The paragraphs of an article, each new number in its form."""
        row = []
        for position, paragraph in enumerate(paragraphs):
            form = paragraph.form
            if position == 0 and paragraph.number == _FIRST:
                # Whether it prints its number is the habit of the article, not of a
                # paragraph that comes to stand first.
                form = self._first(len(paragraphs))
            elif form is None and not self.style.paragraph_chosen:
                form = usual(self.near.paragraph or self.everywhere.paragraph)
            row.append(replace(paragraph, form=form, items=self.items(paragraph.items, 1)))
        return tuple(row)

    def _first(self, count: int) -> NumberForm | None:
        near = self.near.first or self.near.alone
        if any(near.values()) and (count == 1 or self.near.first or usual(near) is not None):
            return usual(near)
        return usual(self.everywhere.first) if count > 1 else None

    def items(self, items: tuple[Item, ...], depth: int) -> tuple[Item, ...]:
        """A list of items at ``depth``."""
        if not items:
            return items
        # A list in a form of its own goes on in that.
        siblings: Counter[NumberForm | None] = Counter(
            item.form for item in items if item.form is not None
        )
        return tuple(
            replace(
                item,
                form=item.form or usual(siblings or self._items(depth)),
                items=self.items(item.items, depth + 1),
            )
            for item in items
        )

    def _items(self, depth: int) -> Counter[NumberForm | None]:
        if depth <= self.style.items_chosen:
            return Counter()
        return self.near.items.get(depth) or self.everywhere.items.get(depth) or Counter()


def formed(present: Charter, proposed: Charter, style: DraftingStyle) -> Charter:
    """``proposed`` with every new number in the form of its surroundings."""
    standing = present.by_key()
    everywhere: Habits | None = None
    rows: list[tuple[Article, ...]] = []
    for row in (proposed.articles, proposed.supplementary):
        found: list[Article] = []
        for article in row:
            old = standing.get(article.key)
            if old is None or old.paragraphs is not article.paragraphs:
                everywhere = everywhere or Habits.of(present.every_article())
                near = Habits.of([old] if old is not None else [])
                forms = Forms(style, near, everywhere)
                article = replace(article, paragraphs=forms.paragraphs(article.paragraphs))
            found.append(article)
        rows.append(tuple(found))
    if everywhere is None:
        return proposed
    return replace(proposed, articles=rows[0], supplementary=rows[1])


def differing(charter: Charter, style: DraftingStyle) -> Iterator[tuple[str, str, str]]:
    """The articles numbered otherwise than most: key, the mark they use, the usual mark."""
    everywhere = Habits.of(charter.every_article())
    paragraph = style.paragraph if style.paragraph_chosen else usual(everywhere.paragraph)
    items = {
        depth: style.item_form(depth) if depth <= style.items_chosen else usual(counted)
        for depth, counted in everywhere.items.items()
    }
    for article in charter.every_article():
        habits = Habits.of([article])
        for form in habits.paragraph:
            if (form or style.paragraph) != (paragraph or style.paragraph):
                two = Number.of(2)
                yield (
                    article.key,
                    (form or style.paragraph).write(two),
                    (paragraph or style.paragraph).write(two),
                )
        for depth, counted in habits.items.items():
            usually = items[depth] or style.item_form(depth)
            for form in counted:
                used = form or style.item_form(depth)
                if used != usually:
                    yield article.key, used.write(_FIRST), usually.write(_FIRST)
