"""The forms that articles are numbered in, remembered from their provisions.

A provision keeps the form of its number as it is written. What is new takes the form of
its surroundings: that of the article it stands in, else the usual one of all the articles,
else the style's. A form that was chosen by a setting goes before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, takewhile
from typing import Final

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
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, LITERAL, MIXED_WIDTH
from amendtool.articles.styles import DraftingStyle
from amendtool.values import dataclass

_FIRST = Number.of(1)
UNSAID: Final = NumberForm(LITERAL)
"""The form of a new number of which nothing is said: it takes that of its surroundings."""
UNSAID_APART: Final = NumberForm(LITERAL, suffix=" ")
"""The same in a list of which some tell another form: it takes that of the other lists."""
_UNSAID: Final = (UNSAID, UNSAID_APART)


def without_forms(body: Body) -> Body:
    """A body with nothing remembered of how its provisions were numbered."""
    found = tuple([each if isinstance(each, str) else formless(each) for each in body])
    return body if all(a is b for a, b in zip(found, body, strict=True)) else found


def meant(body: Body, style: DraftingStyle) -> Body:
    """The text of a whole article, with the forms that it is meant to be numbered in.

    One whose first paragraph has its number, which nobody needs to write, is meant to be numbered
    as it is written; else see :func:`departing`.
    """
    first = body[0] if body else ""
    if isinstance(first, str) or first.form is None or first.form.silent:
        return departing(body, style)
    return told_body(body, style.default)


def departing(body: Body, style: DraftingStyle, depth: int = 0) -> Body:
    """A body that remembers the forms that are not the style's own; ``depth`` is 0 for paragraphs.

    Text in the style's own forms says nothing of how its provisions are to be numbered, whatever
    the width of its digits; a mark of another look is meant.
    """
    own = style.default.item_form(depth) if depth else style.default.paragraph
    return tuple(
        [
            each
            if isinstance(each, str)
            else replace(
                each,
                form=None if _is_typed(each.form, own, each.number) else each.form,
                body=departing(each.body, style, depth + 1),
            )
            for each in body
        ]
    )


_DIGITS: Final = (DECIMAL, FULL_WIDTH, MIXED_WIDTH)


def _is_typed(form: NumberForm | None, own: NumberForm, number: Number) -> bool:
    """Whether a form is ``own`` as people type it, in digits of another width perhaps."""
    if form is None:
        return True
    if (form.prefix, form.suffix) != (own.prefix, own.suffix):
        return False
    pairs = [(form.numeral, own.numeral)]
    if number.branches:
        # (1A) is no other way to type (1-1).
        if (form.branch, form.branch_outside) != (own.branch, own.branch_outside):
            return False
        pairs.append((form.branch_numeral, own.branch_numeral))
    return all(one is other or (one in _DIGITS and other in _DIGITS) for one, other in pairs)


def departures(
    charter: Charter, style: DraftingStyle, written: DraftingStyle, *, kept: bool = False
) -> Charter:
    """``charter``, which prints in the style ``written``, with the forms that depart in ``style``.

    It prints the same marks in ``style``, and keeps no form that prints as its level does there.
    What parts a mark from its text is that of the level, where the mark does not tell it. Where
    a setting has chosen the form of a level nothing departs; with ``kept`` what the files hold
    of it is kept all the same.
    """

    def own(form: NumberForm, level: NumberForm, number: Number | None) -> NumberForm | None:
        if number is None or form is level or form.told(number) == level.printed(number):
            return None
        told = form.tells_gap or form.gap == level.gap
        return form if told else replace(form, gap=level.gap)

    def article(each: Article) -> Article:
        if each.status is Status.RESERVED:
            # Of itself a deleted article prints no stop behind its number: Article 5 (Deleted).
            shown, level = written.placeholder(each.form), style.placeholder(None)
        else:
            shown, level = written.printed_article(each.form), style.article
        form = own(shown, level, each.number)
        if written is style and (form is not None or (kept and each.status is Status.RESERVED)):
            form = each.form
        body = departing_body(each.body, style, written, kept=kept)
        if form is each.form and body is each.body:
            return each
        return replace(each, form=form, body=body)

    def chapter(each: Chapter) -> Chapter:
        depth = len(charter.outer_chapters(each.key))
        shown, level = written.printed_title(depth, each.form), style.title_form(depth)
        form = own(shown, level, each.number)
        return each if form is each.form else replace(each, form=form)

    return replace(
        charter,
        articles=tuple(map(article, charter.articles)),
        supplementary=tuple(map(article, charter.supplementary)),
        chapters=tuple(map(chapter, charter.chapters)),
    )


def departing_body(
    body: Body,
    style: DraftingStyle,
    written: DraftingStyle | None = None,
    depth: int = 0,
    *,
    kept: bool = False,
) -> Body:
    """A body, which prints in ``written``, with the forms that depart in ``style``.

    ``depth`` is 0 for paragraphs. A first paragraph keeps the form that tells that it prints its
    number. The body itself where nothing of it is to be left out. See :func:`departures`.
    """
    written = written or style
    same = True
    found: list[str | Provision] = []
    for position, each in enumerate(body):
        if isinstance(each, str):
            found.append(each)
            continue
        form = each.form
        if depth:
            level, shown = style.item_form(depth), written.printed_item(depth, form)
            chosen = depth <= style.items_chosen
        else:
            level, shown = style.paragraph, written.printed_paragraph(form)
            chosen = style.paragraph_chosen
        first = not depth and not position and each.number == _FIRST
        if first and (form is None or form.silent):
            form = None  # printing none is told by no form, whoever chose that of the level
        elif chosen and kept:
            # What the files hold beside the setting is kept; what prints as it does is nothing.
            usual = form is not None and form.printed(each.number) == level.printed(each.number)
            form = None if usual and not first else form
        elif first:
            form = level if chosen else form
        elif chosen or shown is level or shown.printed(each.number) == level.printed(each.number):
            form = None
        else:
            form = shown
        inner = each.body
        if each.items:
            inner = departing_body(each.body, style, written, depth + 1, kept=kept)
        if form is not each.form or inner is not each.body:
            same = False
            each = replace(each, form=form, body=inner)
        found.append(each)
    return body if same else tuple(found)


def unsaid_body(body: Body) -> Body:
    """The body of a new text: where it tells no form, that of the surroundings is to be taken.

    Where some of a list tell theirs the others do not follow them: 3. among (1), (2) and (4).
    """
    row = provisions_of(body)
    mixed = any(each.form is None for each in row) and any(each.form is not None for each in row)
    form = UNSAID_APART if mixed else UNSAID
    return tuple(
        [
            each
            if isinstance(each, str)
            else replace(each, form=each.form or form, body=unsaid_body(each.body))
            for each in body
        ]
    )


def unsaid(provision: Provision) -> Provision:
    """A new provision, whose form and those in it that are not told are to be taken."""
    return replace(provision, form=provision.form or UNSAID, body=unsaid_body(provision.body))


def told_body(body: Body, style: DraftingStyle, depth: int = 0) -> Body:
    """A body that tells the form of each number, also where that is as its level is printed.

    So nothing of it takes the form of what stands around it. A first paragraph that prints none
    is told by a silent form.
    """
    found: list[str | Provision] = []
    for position, each in enumerate(body):
        if isinstance(each, str):
            found.append(each)
            continue
        form = each.form or (style.item_form(depth) if depth else style.paragraph)
        if each.form is None and not depth and not position and each.number == _FIRST:
            form = replace(form, silent=True)
        found.append(replace(each, form=form, body=told_body(each.body, style, depth + 1)))
    return tuple(found)


def formless(provision: Provision) -> Provision:
    """A provision with nothing remembered of how it and those in it were numbered."""
    body = without_forms(provision.body)
    if provision.form is None and body is provision.body:
        return provision
    return Provision(number=provision.number, body=body)


def restates(text: Body, body: Body, style: DraftingStyle, depth: int = 0) -> bool:
    """Whether the ``text`` of an operation says what ``body`` says already, its marks included.

    A mark of which the text says nothing is no other one.
    """
    if len(text) != len(body):
        return False
    for one, other in zip(text, body, strict=True):
        if isinstance(one, str) or isinstance(other, str):
            if one != other:
                return False
            continue
        if one.number != other.number or not restates(one.body, other.body, style, depth + 1):
            return False
        if one.form is not None and one.mark != other.mark:
            own = style.item_form(depth) if depth else style.paragraph
            if other.form is not None or own.printed(other.number) != one.mark:
                return False
    return True


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
        """The body of an article, each number whose form is unsaid in that of its surroundings.

        A ``new`` text prints the number of its first paragraph where that is written in it.
        """
        paragraphs = provisions_of(body)
        written = new and bool(paragraphs) and paragraphs[0].form not in (None, *_UNSAID)
        row: list[Provision] = []
        for position, paragraph in enumerate(paragraphs):
            form = paragraph.form
            if position == 0 and paragraph.number == _FIRST:
                # Whether it prints its number is the habit of the article, not of a
                # paragraph that comes to stand first.
                form = form if written else self._first(len(paragraphs))
            elif form in _UNSAID:
                known = self.near.paragraph or self.everywhere.paragraph
                form = None if self.style.paragraph_chosen else usual(known)
            gap = paragraph.gap
            if paragraph.form is UNSAID:
                gap = _gap_beside([each for each in paragraphs if not _goes_without(each)])
            form = self._in_width(form, paragraph.number)
            row.append(replace(paragraph, form=form, gap=gap, body=self.items(paragraph.body, 1)))
        return with_provisions(body, row)

    def _first(self, count: int) -> NumberForm | None:
        near = self.near.first or self.near.alone
        if any(near.values()) and (count == 1 or self.near.first or usual(near) is not None):
            return usual(near)
        return usual(self.everywhere.first) if count > 1 else None

    def items(self, body: Body, depth: int) -> Body:
        """A body whose provisions are items at ``depth``."""
        items = provisions_of(body)
        if not items:
            return body
        # A list in a form of its own goes on in that.
        siblings: Counter[NumberForm | None] = Counter(
            item.form for item in items if item.form not in _UNSAID
        )
        apart = self._items(depth)
        return with_provisions(
            body,
            [
                replace(
                    item,
                    form=self._in_width(
                        item.form
                        if item.form not in _UNSAID
                        else usual(siblings or apart if item.form == UNSAID else apart),
                        item.number,
                    ),
                    gap=_gap_beside(items) if item.form is UNSAID else item.gap,
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


def _goes_without(paragraph: Provision) -> bool:
    """Whether a paragraph is a first one whose number is not printed."""
    return paragraph.number == _FIRST and paragraph.form is None


def _gap_beside(row: Sequence[Provision]) -> str | None:
    """What parts the marks of most provisions in a row from their texts; None on a tie."""
    gaps = Counter(each.gap for each in row if each.form is not UNSAID)
    found = gaps.most_common(2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return found[0][0]


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
                article = replace(article, body=departing_body(body, style, kept=True))
            found.append(article)
        rows.append(_labelled(found, standing, style))
    chapters = _chapters_labelled(present, proposed)
    # A label that speaks for several deleted articles changes when one of them goes, too.
    same = all(
        one is other
        for row, was in zip(rows, (proposed.articles, proposed.supplementary), strict=True)
        for one, other in zip(row, was, strict=True)
    )
    if same and chapters is proposed.chapters:
        return proposed
    return replace(proposed, articles=rows[0], supplementary=rows[1], chapters=chapters)


def _labelled(
    row: Sequence[Article], standing: Mapping[str, Article], style: DraftingStyle
) -> tuple[Article, ...]:
    """A row whose new articles are numbered as the nearest one in their chapter.

    That is the one before, else the one behind. One that is printed as it stands whatever its
    number is tells nothing. A form that departs no more is that of the level.
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
    return tuple(_ranges([_as_level(each, standing.get(each.key), style) for each in found]))


def _as_level(article: Article, old: Article | None, style: DraftingStyle) -> Article:
    """An article whose form came to print what its level does: by a new number, or restored.

    A deleted article prints its number as it is cited, so ``Section 3.02.`` departs for one and
    for an article in force does not.
    """
    form = article.form
    if form is None or article.number is None:
        return article
    if old is not None and (old.number, old.status) == (article.number, article.status):
        return article
    reserved = article.status is Status.RESERVED
    level = style.placeholder(None) if reserved else style.article
    same = (form.silent, form.told(article.number), form.gap, form.opens) == (
        level.silent, level.told(article.number), level.gap, level.opens
    )  # fmt: skip
    return replace(article, form=None) if same else article


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
