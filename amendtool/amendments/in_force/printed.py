"""A text on a day as it is printed: what stands beside it at its place, with its note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from amendtool.amendments.in_force.beside import BesideKind, BesideText, InnerText, TextOnDay
from amendtool.amendments.in_force.rows import free_number, put_behind
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Charter, Provision, Status
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL
from amendtool.values import dataclass

_SAYS_NONE: Final = NumberForm(DECIMAL, silent=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNote:
    """A note in print, and where its text stands: an article, or a paragraph or item in one."""

    beside: BesideText
    words: str
    spot: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text on a day as it is printed: its articles, and the notes in them, in their order."""

    charter: Charter
    notes: tuple[PrintedNote, ...]

    def of(self, key: str) -> str:
        """The key under which an article in print is known: its own, or whose text it is."""
        whole = (each for each in self.notes if each.spot == Spot(key=key))
        return next((each.beside.article.key for each in whole), key)


def printed(
    text: TextOnDay,
    note: Callable[[BesideText], str],
    *,
    above: bool = False,
    omitted: str = "",
    pending: bool = True,
) -> PrintedText:
    """The text on a day with what stands beside it, each at its place and with its note.

    ``note`` gives the words of a note, which stands behind the text or ``above`` it. ``omitted``
    is the label of an article whose text was never published. Without ``pending`` what is not in
    force yet is left out.
    """
    charter = text.charter
    notes: list[PrintedNote] = []
    beside = [each for each in text.beside if pending or each.kind is not BesideKind.PENDING]
    for each in beside:
        if each.inner is None:
            continue
        words = note(each)
        article = charter.by_key()[each.article.key]
        body, spot = _noted_inside(
            article.body, Spot(key=article.key), each.inner, each.kind, words, above=above
        )
        charter = _exchanged(charter, replace(article, body=body))
        notes.append(PrintedNote(beside=each, words=words, spot=spot))
    for each in beside:
        if each.inner is not None:
            continue
        words = note(each)
        article = _noted(each.article, words, omitted, above=above)
        row = charter.supplementary if each.supplementary else charter.articles
        at, chapter = _place(charter, row, each)
        key = _free_key(charter, each.article.key)
        number = free_number({own.number for own in row}, article.number)
        placed = replace(article, key=key, number=number, chapter=chapter)
        changed = (*row[:at], placed, *row[at:])
        charter = (
            replace(charter, supplementary=changed)
            if each.supplementary
            else replace(charter, articles=changed)
        )
        notes.append(PrintedNote(beside=each, words=words, spot=Spot(key=key)))
    order = {each.key: at for at, each in enumerate(charter.every_article())}
    return PrintedText(
        charter=charter, notes=tuple(sorted(notes, key=lambda each: order[each.spot.key]))
    )


def _noted_inside(
    body: Body, owner: Spot, inner: InnerText, kind: BesideKind, words: str, *, above: bool
) -> tuple[Body, Spot]:
    """A body with a note at one of its provisions, or with one more that has a note."""
    if owner == inner.owner:
        noted = replace(inner.provision, body=_with_note(inner.provision.body, words, above=above))
        if kind is not BesideKind.LEAVING:
            if owner.paragraph is None and _goes_without_saying(body, inner):
                noted = replace(noted, form=_SAYS_NONE)
            made, number = put_behind(body, inner.behind, noted)
            return made, owner.below(number)
        made = tuple(
            noted if isinstance(each, Provision) and each.number == inner.provision.number else each
            for each in body
        )
        return made, owner.below(inner.provision.number)
    found: list[str | Provision] = []
    spot = owner
    for each in body:
        if isinstance(each, Provision) and _leads(owner.below(each.number), inner.owner):
            inside, spot = _noted_inside(
                each.body, owner.below(each.number), inner, kind, words, above=above
            )
            each = replace(each, body=inside)
        found.append(each)
    return tuple(found), spot


def _goes_without_saying(body: Body, inner: InnerText) -> bool:
    """Whether it is a first paragraph, the number of which is not printed, once more."""
    first = next((each for each in body if isinstance(each, Provision)), None)
    return (
        first is not None
        and first.form is None
        and inner.provision.form is None
        and first.number == inner.behind == inner.provision.number
    )


def _leads(spot: Spot, to: Spot) -> bool:
    """Whether a place is one, or holds it."""
    numbers = (to.paragraph, *to.items)
    own: tuple[Number | None, ...] = (spot.paragraph, *spot.items)
    return numbers[: len(own)] == own


def _noted(article: Article, words: str, omitted: str, *, above: bool) -> Article:
    body = article.body or ((omitted,) if omitted else ())
    return replace(article, body=_with_note(body, words, above=above), status=Status.TEXT)


def _with_note(body: Body, words: str, *, above: bool) -> Body:
    first, last = (body[0], body[-1]) if body else (None, None)
    if above:
        return (f"{words}\n{first}", *body[1:]) if isinstance(first, str) else (words, *body)
    return (*body[:-1], f"{last}\n{words}") if isinstance(last, str) else (*body, words)


def _place(
    charter: Charter, row: tuple[Article, ...], beside: BesideText
) -> tuple[int, str | None]:
    """The place in its row, and the chapter that it stands in there."""
    known = {each.key for each in (*charter.chapters, *charter.blocks)}
    home = beside.article.chapter if beside.article.chapter in known else None
    where = {each.key: at for at, each in enumerate(row)}
    there = [key for key in reversed(beside.behind) if key in where]
    same = [key for key in there if row[where[key]].chapter == home]
    if same:
        return where[same[0]] + 1, home
    of_home = [at for at, each in enumerate(row) if each.chapter == home]
    if of_home:
        return of_home[0], home
    if there:
        return where[there[0]] + 1, row[where[there[0]]].chapter
    return 0, row[0].chapter if row else home


def _free_key(charter: Charter, key: str) -> str:
    taken = {*charter.by_key(), *(each.key for each in (*charter.chapters, *charter.blocks))}
    found, nth = key, 1
    while found in taken:
        nth += 1
        found = f"{key}~{nth}"
    return found


def _exchanged(charter: Charter, article: Article) -> Charter:
    def row(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        return tuple(article if each.key == article.key else each for each in articles)

    return replace(
        charter, articles=row(charter.articles), supplementary=row(charter.supplementary)
    )
