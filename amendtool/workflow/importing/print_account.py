"""What the imported articles print otherwise than the document did, sign by sign.

The account of an import counts the characters of texts; labels, dashes, stops and brackets are
printed by forms and settings, and a count of characters does not see which of them come back.
So the articles are printed, and the document and its print are laid side by side: every sign in
its order, white space apart, which is layout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from amendtool.articles.languages import LANGUAGES
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HOUSES, STYLE_HOUSES, HeadingPlace, HouseStyle, NumberPlace
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import doubt
from amendtool.importing.document import Imported
from amendtool.messages import say
from amendtool.render.charter.lines import units_of
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass

_ALIKE: Final = 10
"""So many signs that are the same tell that document and print go on together."""
_NEAR: Final = 240
"""How far either is searched for that, first."""
_SHOWN: Final = 40
"""So much of a departure is told."""
_END: Final = "\0" * _ALIKE
_TOLD: Final = frozenset(
    ("another-chapter", "article-without-text", "deleted-range", "kept-as-text", "marks-otherwise",
     "not-structured")
)  # fmt: skip
"""Doubts that say already that a label, or a whole article, prints otherwise."""


@dataclass(frozen=True, slots=True)
class PrintDeparture:
    """What the document has at a place, and what print has there."""

    source: str
    printed: str
    place: Place
    line: str
    """The line of the document that it begins in."""


def house_of(imported: Imported, workspace: Workspace | None) -> HouseStyle:
    """The house style that imported articles are printed in, with the headings where they stood."""
    style = imported.printed
    if workspace is not None and workspace.config.language == style.language:
        house = workspace.config.house
    else:
        house = HOUSES[STYLE_HOUSES.get(imported.style.name) or LANGUAGES[style.language].house]
    told = dict(imported.drafting)
    return house.placed(
        HeadingPlace(str(told["heading"])) if "heading" in told else None,
        NumberPlace(str(told["number"])) if "number" in told else None,
    )


def departures_in_print(imported: Imported, house: HouseStyle) -> Iterator[PrintDeparture]:
    """Where the print of the imported articles departs from the document, in its order.

    ``house`` is the house style that they are printed in.
    """
    printer = Printer(style=imported.printed, house=house)
    lines = (line for unit in units_of(imported.charter, printer, "") for line in unit.lines)
    blocks = imported.source
    source = _solid("".join(block.whole for block in blocks))
    printed = _solid("".join(line.text for line in lines))
    if source == printed:
        return
    starts = [0, *accumulate(len(_solid(block.whole)) for block in blocks)]
    for at, end, begin, stop in _apart(source + _END, printed + _END):
        found = min(bisect_right(starts, at), len(blocks)) - 1
        block = blocks[found]
        yield PrintDeparture(
            source[at:end], printed[begin:stop], block.place, block.whole.strip()[:_SHOWN]
        )


def printed_otherwise(imported: Imported, house: HouseStyle) -> Iterator[Problem]:
    """A doubt for each kind of departure, at the first place of it; those told already are not."""
    told = {one.place for one in imported.report.doubts if one.code in _TOLD}
    kinds: dict[tuple[str, str], list[PrintDeparture]] = {}
    for each in departures_in_print(imported, house):
        if each.place not in told:
            kinds.setdefault((each.source, each.printed), []).append(each)
    for (source, printed), row in kinds.items():
        story = say("{told}: {line!r}", told=_said(source, printed), line=row[0].line)
        if len(row) > 1:
            story = say("{told}, and so at {count} further places", told=story, count=len(row) - 1)
        yield doubt(
            "prints-otherwise",
            story,
            say("compare with the original; set it right in the clause file or in [drafting]"),
            row[0].place,
        )


def _said(source: str, printed: str) -> str:
    one, other = _short(source), _short(printed)
    if not printed:
        return say("{one!r} of this line of the document does not stand there in print", one=one)
    if not source:
        return say("{other!r} stands here in print, and not in the document", other=other)
    return say("{one!r} of this line of the document is {other!r} in print", one=one, other=other)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _solid(text: str) -> str:
    return "".join(text.split())


def _apart(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which two texts with one end differ: from and to in each."""
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            same = _same(one, i, other, j)
            i, j = i + same, j + same
            continue
        near = _NEAR
        while (found := _together(one, i, other, j, near)) is None:
            if near > max(len(one), len(other)):
                found = (len(one), len(other))
                break
            near *= 8
        yield i, min(found[0], len(one) - _ALIKE), j, min(found[1], len(other) - _ALIKE)
        i, j = found


def _same(one: str, i: int, other: str, j: int) -> int:
    """How many signs from two places on are the same."""
    step, count = 1 << 16, 0
    while step:
        if one[i + count : i + count + step] == other[j + count : j + count + step] and (
            i + count + step <= len(one) and j + count + step <= len(other)
        ):
            count += step
        else:
            step >>= 1
    return count


def _together(one: str, i: int, other: str, j: int, near: int) -> tuple[int, int] | None:
    """The next two places from which both go on alike: those with the least in front of them."""
    first: dict[str, int] = {}
    for at in range(i, min(i + near, len(one) - _ALIKE + 1)):
        first.setdefault(one[at : at + _ALIKE], at)
    best: tuple[int, int] | None = None
    for at in range(j, min(j + near, len(other) - _ALIKE + 1)):
        if best is not None and at - j >= best[0] - i + best[1] - j:
            break
        there = first.get(other[at : at + _ALIKE])
        if there is not None and (best is None or there - i + at - j < best[0] - i + best[1] - j):
            best = there, at
    return best
