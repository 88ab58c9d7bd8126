"""The forms that articles are numbered in, remembered from their provisions.

A provision keeps the form of its number as it is written. What is new takes the form of
its surroundings: that of the article it stands in, else the usual one of all the articles,
else the style's. A form that was chosen by a setting goes before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile

from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    goes_unnumbered,
    provisions_of,
    with_provisions,
)
from amendtool.articles.numbers import Number, NumberForm, SpanForm
from amendtool.articles.numerals import FULL_WIDTH, LITERAL, MIXED_WIDTH
from amendtool.articles.styles import DraftingStyle

_FIRST = Number.of(1)


def without_forms(body: Body) -> Body:
    """A body with nothing remembered of how its provisions were numbered."""
    return tuple(
        [each if isinstance(each, str) else formless(each) for each in body],
    )


def departing(body: Body, style: DraftingStyle, depth: int = 0) -> Body:
    """A body that remembers the forms that are not the style's own; ``depth`` is 0 for paragraphs.

    Text in the style's own forms says nothing of how its provisions are to be numbered; a mark
    of another look is meant.
    """
    own = style.default.item_form(depth) if depth else style.default.paragraph
    return tuple(
        [
            each
            if isinstance(each, str)
            else replace(
                each,
                form=None if each.form == own else each.form,
                body=departing(each.body, style, depth + 1),
            )
            for each in body
        ]
    )


def formless(provision: Provision) -> Provision:
    """A provision with nothing remembered of how it and those in it were numbered."""
    return Provision(number=provision.number, body=without_forms(provision.body))


@dataclass(slots=True)
class FormHabits:
    """How often each form is used in some articles, by level.

    None stands for the form of the style, where a charter was made without files. ``first``
    counts whether the first of several paragraphs has its number printed, ``alone`` whether
    the only one has.
    """

    paragraph: Counter[NumberForm | None] = field(default_factory=Counter)
    items: dict[int, Counter[NumberForm | None]] = field(default_factory=dict)
    first: Counter[NumberForm | None] = field(default_factory=Counter)
    alone: Counter[NumberForm | None] = field(default_factory=Counter)
    wide: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By what stands around them, the numbers above nine in full-width digits less those in
    half-width ones: ９ alone does not tell whether １０ or 10 follows."""

    @classmethod
    def of(cls, articles: Iterable[Article]) -> FormHabits:
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
                habits._count_width(paragraph)
                habits.count_items(paragraph.items, 1)
        return habits

    def count_items(self, items: tuple[Provision, ...], depth: int) -> None:
        """Count the forms of a list and of those in it."""
        for item in items:
            self.items.setdefault(depth, Counter())[item.form] += 1
            self._count_width(item)
            self.count_items(item.items, depth + 1)

    def _count_width(self, provision: Provision) -> None:
        form = provision.form
        if form is not None and provision.number.main > 9:
            numeral = form.numeral
            self.wide[form.prefix, form.suffix] += (numeral is FULL_WIDTH) - (
                numeral is MIXED_WIDTH
            )


def usual(counted: Counter[NumberForm | None]) -> NumberForm | None:
    """The form that is used most; the style's on a tie."""
    most = max(counted.values(), default=0)
    found = [form for form, count in counted.items() if count == most]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Forms:
    """Which forms new provisions take: those of ``near`` where it has any, else of ``all``."""

    style: DraftingStyle
    near: FormHabits
    everywhere: FormHabits

    def paragraphs(self, body: Body, *, new: bool = False) -> Body:
        """The body of an article, each new number in its form.

        A ``new`` article keeps the marks that it is written with where its first paragraph has
        one, for nobody needs to write that; and marks of items that no list has yet.
        """
        paragraphs = provisions_of(body)
        written = new and bool(paragraphs) and paragraphs[0].form is not None
        if new and not written:
            body = self._like_the_others(body, 0)
            paragraphs = provisions_of(body)
        row: list[Provision] = []
        for position, paragraph in enumerate(paragraphs):
            form = paragraph.form
            if position == 0 and paragraph.number == _FIRST:
                # Whether it prints its number is the habit of the article, not of a
                # paragraph that comes to stand first.
                form = form if written else self._first(len(paragraphs))
            elif form is None and not self.style.paragraph_chosen:
                form = usual(self.near.paragraph or self.everywhere.paragraph)
            form = self._in_width(form, paragraph.number)
            row.append(replace(paragraph, form=form, body=self.items(paragraph.body, 1)))
        return with_provisions(body, row)

    def _first(self, count: int) -> NumberForm | None:
        near = self.near.first or self.near.alone
        if any(near.values()) and (count == 1 or self.near.first or usual(near) is not None):
            return usual(near)
        return usual(self.everywhere.first) if count > 1 else None

    def _like_the_others(self, body: Body, depth: int) -> Body:
        """A body without the forms of its own at depths that have a form already."""
        known = depth == 0 or bool(self.everywhere.items.get(depth))
        return tuple(
            [
                each
                if isinstance(each, str)
                else replace(
                    each,
                    form=None if known else each.form,
                    body=self._like_the_others(each.body, depth + 1),
                )
                for each in body
            ]
        )

    def items(self, body: Body, depth: int) -> Body:
        """A body whose provisions are items at ``depth``."""
        items = provisions_of(body)
        if not items:
            return body
        # A list in a form of its own goes on in that.
        siblings: Counter[NumberForm | None] = Counter(
            item.form for item in items if item.form is not None
        )
        return with_provisions(
            body,
            [
                replace(
                    item,
                    form=self._in_width(
                        item.form or usual(siblings or self._items(depth)), item.number
                    ),
                    body=self.items(item.body, depth + 1),
                )
                for item in items
            ],
        )

    def _in_width(self, form: NumberForm | None, number: Number) -> NumberForm | None:
        """``form``, full-width above nine where the articles are so."""
        if form is None or form.numeral is not MIXED_WIDTH or number.main <= 9:
            return form
        wide = self.everywhere.wide[form.prefix, form.suffix] > 0
        return replace(form, numeral=FULL_WIDTH) if wide else form

    def _items(self, depth: int) -> Counter[NumberForm | None]:
        if depth <= self.style.items_chosen:
            return Counter()
        return self.near.items.get(depth) or self.everywhere.items.get(depth) or Counter()


def formed(
    present: Charter, proposed: Charter, style: DraftingStyle, new: Collection[str] = ()
) -> Charter:
    """``proposed`` with every new number in the form of its surroundings.

    ``new`` are the keys of the articles that an amendment has the text of.
    """
    standing = present.by_key()
    everywhere: FormHabits | None = None
    rows: list[tuple[Article, ...]] = []
    for row in (proposed.articles, proposed.supplementary):
        found: list[Article] = []
        for article in row:
            old = standing.get(article.key)
            if old is None or old.body is not article.body:
                everywhere = everywhere or FormHabits.of(present.every_article())
                near = FormHabits.of([old] if old is not None else [])
                forms = Forms(style, near, everywhere)
                body = forms.paragraphs(article.body, new=article.key in new)
                article = replace(article, body=body)
            found.append(article)
        rows.append(_labelled(found, standing))
    chapters = _chapters_labelled(present, proposed)
    if everywhere is None and chapters is proposed.chapters:
        return proposed
    return replace(proposed, articles=rows[0], supplementary=rows[1], chapters=chapters)


def _labelled(row: Sequence[Article], standing: Mapping[str, Article]) -> tuple[Article, ...]:
    """A row whose new articles are numbered as the nearest one in their chapter.

    That is the one before, else the one behind. One that is printed as it stands whatever its
    number is tells nothing.
    """
    found = list(row)
    for at, article in enumerate(found):
        old = standing.get(article.key)
        vacant = old is not None and old.status is Status.RESERVED
        if vacant and article.status is not Status.RESERVED and _is_of_a_range(article.form):
            found[at] = replace(article, form=None)
            continue
        if old is not None or article.form is not None:
            continue
        before = (each for each in reversed(found[:at]) if _is_beside(each, article))
        behind = (
            each for each in found[at + 1 :] if _is_beside(each, article) and each.key in standing
        )
        nearest = next(chain(before, behind), None)
        if nearest is not None and _can_go_on(nearest.form):
            found[at] = replace(article, form=nearest.form)
    return tuple(_ranges(found))


def _is_beside(each: Article, article: Article) -> bool:
    """Whether an article in the same chapter has a number to be like."""
    return each.chapter == article.chapter and not goes_unnumbered(each)


def _ranges(row: Sequence[Article]) -> Iterator[Article]:
    """A row in which one label speaks for as many deleted articles as there still are behind it."""
    spoken_for = 0
    for at, article in enumerate(row):
        form = article.form
        silent = _is_told_elsewhere(article)
        if isinstance(form, SpanForm):
            behind = takewhile(_is_told_elsewhere, row[at + 1 :])
            spoken_for = sum(1 for _ in behind)
            kept = replace(form, span=spoken_for) if spoken_for else None
            article = article if kept == form else replace(article, form=kept)
        elif silent and not spoken_for:
            article = replace(article, form=None)
        else:
            spoken_for = spoken_for - 1 if silent else 0
        yield article


def _is_told_elsewhere(article: Article) -> bool:
    """Whether a deleted article prints no number, since a label before it speaks for it."""
    silent = article.form is not None and article.form.silent
    return silent and article.status is Status.RESERVED and article.heading is None


def _chapters_labelled(present: Charter, proposed: Charter) -> tuple[Chapter, ...]:
    """The chapters, the new ones numbered as their nearest sibling."""
    standing = {chapter.key for chapter in present.chapters}
    if all(chapter.key in standing for chapter in proposed.chapters):
        return proposed.chapters
    found = list(proposed.chapters)
    for at, chapter in enumerate(found):
        if chapter.key in standing or chapter.form is not None:
            continue
        row = (*reversed(found[:at]), *found[at + 1 :])
        siblings = (each for each in row if each.parent == chapter.parent)
        nearest = next((each for each in siblings if each.key in standing), None)
        if nearest is not None and _can_go_on(nearest.form):
            found[at] = replace(chapter, form=nearest.form)
    return tuple(found)


def _is_of_a_range(form: NumberForm | None) -> bool:
    """Whether a deleted article is told by one label with others."""
    return form is not None and (form.silent or isinstance(form, SpanForm))


def _can_go_on(form: NumberForm | None) -> bool:
    return form is not None and form.numeral is not LITERAL and not isinstance(form, SpanForm)


def differing(charter: Charter, style: DraftingStyle) -> Iterator[tuple[str, str, str]]:
    """The articles numbered otherwise than most: key, the mark they use, the usual mark.

    Where no form is used more than the others, none is usual.
    """
    everywhere = FormHabits.of(charter.every_article())
    for article in charter.every_article():
        habits = FormHabits.of([article])
        levels = [(0, habits.paragraph, everywhere.paragraph)]
        levels += [(n, row, everywhere.items[n]) for n, row in habits.items.items()]
        for depth, here, all_of_them in levels:
            chosen = depth <= style.items_chosen if depth else style.paragraph_chosen
            own = style.item_form(depth) if depth else style.paragraph
            form = None if chosen else usual(all_of_them)
            if not chosen and form is None and not all_of_them[None]:
                continue
            number = _FIRST if depth else Number.of(2)
            most = (form or own).write(number)
            for used in dict.fromkeys((one or own).write(number) for one in here):
                if used != most:
                    yield article.key, used, most
