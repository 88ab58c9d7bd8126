"""A document beside what was read from it: which lines belong together, and what is in doubt."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from amendtool.errors import Place
from amendtool.importing.blocks import LeftOut
from amendtool.importing.document import Imported
from amendtool.messages import say
from amendtool.render.charter.lines import make_export
from amendtool.render.imported import ImportPage, ImportRow, ShownLine, UnreadText
from amendtool.repository.workspace import Workspace
from amendtool.workflow.importing.print_account import house_of

_AHEAD: Final = 60
"""So many blocks are looked at for the one that a line comes from."""
_SURE: Final = 12
"""Characters that are the same and no chance, where a line is not the whole of a block."""
_LONG: Final = 200
"""A heading is shorter, in characters."""
_MARKUP: Final = frozenset(("style", "script", "title", "head"))
"""What marks a text up, and is nothing that a page could show."""
_TO_INDENT: Final = {"docx": 360, "odt": 360}
"""How far in a paragraph stands for one step on the page, in the unit of its format."""


def import_page(imported: Imported, *, workspace: Workspace | None, summary: Sequence[str],
                ) -> ImportPage:  # fmt: skip
    """The page of an import: the blocks of the document, each with the lines that come from it.

    What was left out and what is in doubt stands at its place; what belongs to the document as
    a whole stands first.
    """
    export = make_export(
        imported.charter, style=imported.printed, house=house_of(imported, workspace), title=""
    )
    report = imported.report
    blocks = imported.source
    lines = [line for line in export.lines if line.text.strip()]
    groups = _groups([block.whole for block in blocks], [line.text for line in lines])
    places = [blocks[group[0]].place for group, _ in groups]
    doubts = _at_places(places, [(one.place, one) for one in report.doubts])
    lost = _at_places(places, [(one.place, one) for one in report.lost])
    shown = [
        one
        for one in report.left_out
        if one.kind not in _MARKUP and not one.kind.startswith("markup: ")
    ]
    left_out = _at_places(places, [(one.place, one) for one in shown])
    step = _TO_INDENT.get(report.format, 2)
    rows = [
        ImportRow(
            place="",
            left_out=_unprinted(left_out.get(-1, ())),
            doubts=(*lost.get(-1, ()), *doubts.get(-1, ())),
        ),
        *(
            ImportRow(
                place=_shown(places[at]),
                source=tuple(
                    ShownLine(
                        text=blocks[one].text,
                        generated=blocks[one].generated,
                        heading=blocks[one].level is not None,
                        indent=max(blocks[one].indent // step, 0),
                    )
                    for one in group
                ),
                left_out=_unprinted(left_out.get(at, ())),
                result=tuple(lines[one] for one in own),
                doubts=(*lost.get(at, ()), *doubts.get(at, ())),
            )
            for at, (group, own) in enumerate(groups)
        ),
    ]
    return ImportPage(
        file=report.file,
        language=imported.printed.language,
        rows=tuple(row for row in rows if row.source or row.left_out or row.doubts),
        summary=tuple(summary),
        settings=tuple(
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in imported.drafting
        ),
    )


_Found = TypeVar("_Found")
_NOTES: Final = ("footnote", "endnote")


def _solid(text: str) -> str:
    return "".join(text.split())


def _groups(sources: Sequence[str], results: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """The blocks in groups, each with the lines that come from it, both in their order.

    A line comes from the next block that holds its text, or that it holds: lines that were
    broken are joined, a heading and its number are printed as one. One that is found nowhere
    stays with the block of the line before it.
    """
    solid = [_solid(one) for one in sources]
    left = [len(one) for one in solid]
    """How much of each block no line has come from yet."""
    owner: list[int] = []
    joined_to = list(range(len(sources)))
    at = 0
    for result in map(_solid, results):
        found = _found(solid, left, result, at)
        if found is not None:
            first, last = found
            for one in range(first + 1, last + 1):
                joined_to[one] = joined_to[first]
                left[one] = 0
            left[first] -= len(result)
            at = last
        owner.append(at)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for one, head in enumerate(joined_to):
        groups.setdefault(head, ([], []))[0].append(one)
    for number, one in enumerate(owner):
        if joined_to:
            groups[joined_to[one]][1].append(number)
    return list(groups.values())


def _found(
    solid: Sequence[str], left: Sequence[int], result: str, start: int
) -> tuple[int, int] | None:
    """The first and the last of the blocks that a line comes from."""
    ahead = [
        at
        for at in range(start, min(start + _AHEAD, len(solid)))
        if left[at] * 2 > min(len(result), len(solid[at]))
    ]
    same = next((at for at in ahead if solid[at] == result), None)
    if same is not None and (same <= start + 3 or len(result) >= _SURE):
        return same, same
    for at in ahead:
        near = at <= start + 2
        if result in solid[at] and (near or len(result) >= _SURE):
            return at, at
        # A heading may stand before its number there, and behind it here.
        if near and len(result) < _LONG and _alike(solid[at], result):
            return at, at
        if (joint := _joined(solid, at, result, near=near)) is not None:
            return at, joint
    for at in ahead:
        if min(len(result), len(solid[at])) > _SURE and solid[at][-_SURE:] == result[-_SURE:]:
            return at, at
    return None


def _joined(solid: Sequence[str], at: int, result: str, *, near: bool) -> int | None:
    """The last of the blocks from one on that a line holds; None where it does not begin so."""
    block = solid[at]
    place = result.find(block) if block and (near or len(block) >= _SURE) else -1
    if place < 0:
        return None
    last, end = at, place + len(block)
    while last + 1 < len(solid) and solid[last + 1]:
        after = result.find(solid[last + 1], end)
        if after < 0 or after - end > _SURE:
            break
        last, end = last + 1, after + len(solid[last + 1])
    return last if last > at or end >= len(result) - 2 or place <= _SURE else None


def _alike(one: str, other: str) -> bool:
    """Whether two headings are of nearly the same characters, in whatever order."""
    same = (Counter(one) & Counter(other)).total()
    return same >= 0.75 * max(len(one), len(other), 1)


def _key(place: Place) -> tuple[str, int] | None:
    number = (place.path or "").rpartition(" ")[2]
    line = place.line or (int(number) if number.isdigit() else None)
    return None if line is None else (place.file or "", line)


def _at_places(
    places: Sequence[Place], found: Sequence[tuple[Place, _Found]]
) -> Mapping[int, list[_Found]]:
    """What belongs to each place: the last one that is not behind it; -1 for none."""
    exact: dict[tuple[str | None, str], int] = {}
    lines: dict[str, list[tuple[int, int]]] = {}
    for at, place in enumerate(places):
        if place.path:
            exact.setdefault((place.file, place.path), at)
        if (key := _key(place)) is not None and not (place.path or "").startswith(_NOTES):
            lines.setdefault(key[0], []).append((key[1], at))
    for row in lines.values():
        row.sort()
    rows: dict[int, list[_Found]] = {}
    for place, one in found:
        key = _key(place)
        at = exact.get((place.file, place.path or ""), -1)
        if at < 0 and key is not None and lines.get(key[0]):
            before = bisect_right(lines[key[0]], (key[1], len(places))) - 1
            at = lines[key[0]][before][1] if before >= 0 else -1
        rows.setdefault(at, []).append(one)
    return rows


def _unprinted(rows: Sequence[LeftOut]) -> tuple[UnreadText, ...]:
    return tuple(
        UnreadText(kind=one.said, text=" ".join(one.text.split()), why=one.why) for one in rows
    )


def _shown(place: Place) -> str:
    return say("line {line}", line=place.line) if place.line else place.inside
