"""Sound numbers for an edited text: a number used twice, a gap, a number that goes back.

Whoever numbers by hand makes such mistakes. The order of the provisions tells what was meant,
so the sound numbers are those that count up, with the branches and the gaps that are meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from amendtool.articles.charter import Article, Item, Paragraph
from amendtool.articles.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One provision of an edited row, in the order of the document.

    ``printed`` is its number in print; ``was`` its number in the present row, ``place`` its
    place there (both None for a new provision).
    """

    key: str
    printed: Number | None
    place: int | None = None
    was: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A number in an edited text that cannot be meant, and what it becomes.

    ``code`` is ``edited-number-twice``, ``edited-number-gap`` or ``edited-number-order``. What
    only follows from an earlier flaw, because all numbers behind it move by the same step, is
    none.
    """

    code: str
    key: str
    printed: Number
    sound: Number


def sound_numbers(
    edited: Sequence[Entry], *, known: Collection[Number] = (), any_start: bool = False
) -> tuple[list[Number | None], list[Flaw]]:
    """The numbers of a row as they should be, and what is wrong with those in print.

    ``known`` are the numbers of the present row: a gap that stood between two neighbours
    before is meant, and so is a branch whose stem was not there. With ``any_start`` the first
    number need not be 1.
    """
    result: list[Number | None] = []
    flaws: list[Flaw] = []
    often = {n for n, count in Counter(entry.printed for entry in edited).items() if count > 1}
    shift = 0
    last: Entry | None = None
    number: Number | None = None
    for entry in edited:
        printed = entry.printed
        if printed is None:
            result.append(None)
            continue
        if last is None or number is None or last.printed is None:
            kept = any_start or entry.was == printed
            sound = printed if kept else Number((1, *printed.branches))
        else:
            sound = _next(last, number, entry, printed, known)
        step = sound.main - printed.main
        if (step != shift and sound != printed) or sound.branches != printed.branches:
            behind = last is None or last.printed is None or printed > last.printed
            code = (
                "edited-number-twice"
                if printed in often
                else "edited-number-gap"
                if behind
                else "edited-number-order"
            )
            flaws.append(Flaw(code=code, key=entry.key, printed=printed, sound=sound))
        shift = step
        result.append(sound)
        last, number = entry, sound
    return result, flaws


def _next(
    last: Entry, number: Number, entry: Entry, printed: Number, known: Collection[Number]
) -> Number:
    """The number that follows ``number``, of a provision printed as ``printed``."""
    assert last.printed is not None
    neighbours = last.place is not None and entry.place == last.place + 1 and entry.was is not None
    if not printed.branches:
        gap = printed.main - last.printed.main - 1
        meant = (
            neighbours
            and last.was is not None
            and entry.was is not None
            and entry.was.main - last.was.main - 1 == gap > 0
        )
        return Number.of(number.main + 1 + (gap if meant else 0))
    main = number.main
    if printed.main > last.printed.main and entry.was is not None:
        stems = {Number(entry.was.parts[:end]) for end in range(1, len(entry.was.parts))}
        if not stems <= set(known):
            main += printed.main - last.printed.main  # a branch that stands without its stem
    wanted = Number((main, *printed.branches))
    follows = wanted in (number.next() if number.branches else number, number.branch())
    if wanted > number and (follows or neighbours or len(printed.branches) > 1):
        return wanted
    if wanted > number and main != number.main:
        return wanted
    return number.next() if number.branches else number.branch()


def sound_rows(article: Article, present: Article | None) -> Article:
    """The article with paragraphs and items that count up.

    Branch numbers are kept only where the present article has them: the others were given
    to numbers that stood twice.
    """
    meant = set(_numbers(present.paragraphs)) if present is not None else set()
    return replace(article, paragraphs=_paragraphs(article.paragraphs, meant))


def _numbers(row: Sequence[Paragraph | Item]) -> list[Number]:
    return [n for each in row for n in (each.number, *_numbers(each.items))]


def _counted(row: Sequence[Paragraph | Item], meant: Collection[Number]) -> list[Number]:
    found: list[Number] = []
    for each in row:
        last = found[-1] if found else None
        if each.number.branches and each.number in meant and last is not None:
            found.append(last.next() if last.branches else last.branch())
        else:
            found.append(Number.of(last.main + 1 if last else 1))
    return found


def _paragraphs(row: Sequence[Paragraph], meant: Collection[Number]) -> tuple[Paragraph, ...]:
    return tuple(
        replace(each, number=number, items=_items(each.items, meant))
        for each, number in zip(row, _counted(row, meant), strict=True)
    )


def _items(row: Sequence[Item], meant: Collection[Number]) -> tuple[Item, ...]:
    return tuple(
        replace(each, number=number, items=_items(each.items, meant))
        for each, number in zip(row, _counted(row, meant), strict=True)
    )
