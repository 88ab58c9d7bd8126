"""The parts of a table that its style may tell apart: first row, last column, bands, corners.

ECMA-376, 17.7.6: a style says of each part how its text looks, and the table which of the parts
count (``w:tblLook``). Where a cell is in several of them, a corner counts before a column, a
column before a row, and a row before a band.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from amendtool.importing.word.looks import RunLooks
from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.package import W
from amendtool.importing.word.xml import owner_of, style_of_table, whole_of
from amendtool.values import dataclass

_FLAGS: Final = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100,
    "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip
"""The bits of the old form of ``w:tblLook``, by the attributes of the newer one."""
_USUAL: Final = 0x04A0
"""What Word takes for a table that says nothing: first row, first column, bands of rows."""


class TableParts:
    """The parts of tables that cells are in, each table looked at once."""

    def __init__(self, looks: RunLooks) -> None:
        self._looks = looks
        self._known: dict[etree._Element, Mapping[etree._Element, tuple[str, ...]]] = {}

    def of(self, element: etree._Element) -> tuple[str, ...]:
        """The parts that the cell around an element is in, the strongest last; () for none."""
        table, cell = owner_of(element, "tbl"), owner_of(element, "tc")
        if table is None or cell is None or not self._looks.says_of_parts(style_of_table(table)):
            return ()
        if table not in self._known:
            self._known[table] = dict(_cells(table, self._looks.bands_of(style_of_table(table))))
        return self._known[table].get(cell, ())


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a cell stands: its row and column, and whether these are the last."""

    row: int
    column: int
    last_row: bool
    last_column: bool


def _cells(
    table: etree._Element, bands: tuple[int, int]
) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    rows = [row for row in table.iter(f"{W}tr") if owner_of(row, "tbl") is table]
    flags = _flags(table)
    for at, row in enumerate(rows):
        cells = [cell for cell in row.iter(f"{W}tc") if owner_of(cell, "tr") is row]
        column = 0
        for each in cells:
            spot = _Spot(at, column, row is rows[-1], each is cells[-1])
            yield each, tuple(_parts(spot, flags, bands))
            span = each.find(f"{W}tcPr")
            wide = whole_of(value_of(span, "gridSpan")) if span is not None else None
            column += max(wide or 1, 1)


def _parts(spot: _Spot, flags: int, bands: tuple[int, int]) -> Iterator[str]:
    first_row = spot.row == 0 and flags & _FLAGS["firstRow"]
    last_row = spot.last_row and flags & _FLAGS["lastRow"]
    first_column = spot.column == 0 and flags & _FLAGS["firstColumn"]
    last_column = spot.last_column and flags & _FLAGS["lastColumn"]
    yield "wholeTable"
    if not flags & _FLAGS["noVBand"] and not first_column and not last_column:
        counted = spot.column - bool(flags & _FLAGS["firstColumn"])
        yield f"band{counted // bands[1] % 2 + 1}Vert"
    if not flags & _FLAGS["noHBand"] and not first_row and not last_row:
        counted = spot.row - bool(flags & _FLAGS["firstRow"])
        yield f"band{counted // bands[0] % 2 + 1}Horz"
    if first_row:
        yield "firstRow"
    if last_row:
        yield "lastRow"
    if first_column:
        yield "firstCol"
    if last_column:
        yield "lastCol"
    for row, column, name in (
        (first_row, last_column, "neCell"), (first_row, first_column, "nwCell"),
        (last_row, last_column, "seCell"), (last_row, first_column, "swCell"),
    ):  # fmt: skip
        if row and column:
            yield name


def _flags(table: etree._Element) -> int:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return _USUAL
    try:
        flags = int(look.get(f"{W}val", "0"), 16)
    except ValueError:
        flags = 0
    for name, bit in _FLAGS.items():
        said = look.get(f"{W}{name}")
        if said is not None:
            flags = flags | bit if said in ("1", "true", "on") else flags & ~bit
    return flags
