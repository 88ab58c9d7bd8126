"""The comparison table as a value: rows, cells, blocks, runs.

Renderers print it and decide nothing. Everything that is printed stands in the runs,
markers and brackets included, so that a renderer only lays out. The source of the rules is
``docs/table-conventions.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from amendtool.values import dataclass

_T = TypeVar("_T")


class RowKind(StrEnum):
    """What an amendment does to the provision of a row."""

    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    RENUMBERED = "renumbered"
    UNCHANGED = "unchanged"
    CHAPTER = "chapter"


class BlockKind(StrEnum):
    """The part of a provision that a block prints, one line or paragraph of a cell."""

    CHAPTER = "chapter"
    HEADING = "heading"
    NUMBER = "number"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    LABEL = "label"


class Order(StrEnum):
    """Which column stands on the left."""

    PRESENT_FIRST = "present-first"
    PROPOSED_FIRST = "proposed-first"


class Mark(StrEnum):
    """How changed words are set off in print."""

    UNDERLINE = "underline"
    DOUBLE = "double"
    STRIKE = "strike"
    BOLD = "bold"
    RED = "red"


class Align(StrEnum):
    """Where a line stands between the edges of its cell."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Paper(StrEnum):
    """The sheets that a table is printed on; B is the Japanese (JIS) series."""

    A4 = "A4"
    A3 = "A3"
    B5 = "B5"
    B4 = "B4"
    LETTER = "Letter"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the upright sheet in tenths of a millimetre."""
        return {
            "A4": (2100, 2970),
            "A3": (2970, 4200),
            "B5": (1820, 2570),
            "B4": (2570, 3640),
            "Letter": (2159, 2794),
        }[self.value]


class Orientation(StrEnum):
    """Whether the sheet stands or lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class RowBreak(StrEnum):
    """Where a page may end within the table."""

    LONG = "long"
    """In rows of more than a quarter of a page; others go to the next page as a whole."""
    ANYWHERE = "anywhere"
    """In every row of more than a few lines, so that no page is left half empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a table looks like on paper; it changes no word of it.

    ``whole_marks`` are the marks of a provision that comes, goes or moves as a whole, where
    the house style sets these apart; ``removed_marks`` those of everything changed in the
    present column, where they are others than in the proposed one; ``font_size`` is in
    points; ``title_line`` puts the title above the table in Word too, where a page of HTML
    has it anyway; ``hanging_indent`` has the later lines of a paragraph stand in.
    """

    marks: tuple[Mark, ...] = (Mark.UNDERLINE,)
    whole_marks: tuple[Mark, ...] = (Mark.UNDERLINE,)
    label_align: Align = Align.CENTRE
    font: str = "Times New Roman"
    japanese_font: str = "ＭＳ 明朝"
    font_size: float = 10.5
    paper: Paper = Paper.A4
    orientation: Orientation = Orientation.PORTRAIT
    removed_marks: tuple[Mark, ...] = ()
    title_line: bool = False
    hanging_indent: bool = False
    row_break: RowBreak = RowBreak.LONG

    def marks_of(self, run: Run, *, removed: bool = False) -> tuple[Mark, ...]:
        """The marks that ``run`` is printed with; ``removed`` in the present column."""
        if not run.changed:
            return ()
        if removed and self.removed_marks:
            return self.removed_marks
        return self.whole_marks if run.whole else self.marks


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is changed (underlined in print) or not; never empty.

    ``whole`` is a changed run of a provision that comes, goes or moves as a whole; it is
    set only where the house style marks such runs in another way.
    """

    text: str
    changed: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One printed paragraph of a cell.

    ``level`` is the depth of indentation: 0 for everything but items (1) and sub-items
    (2 and more); an unnumbered text below an item has the item's kind and level. A block with
    a ``joint`` goes on in the line of the one before it, behind the joint: 第５条　当会社は….
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0
    joint: Run | None = None

    @property
    def text(self) -> str:
        """The text of all runs together."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the key of its (first) provision and the two cells.

    ``facing`` says which blocks of a changed article stand beside each other: pairs of how
    many blocks of the present and of the proposed cell, from the top. Together they are all
    blocks of both cells; without any the cells stand beside each other as wholes.
    """

    kind: RowKind
    key: str
    present: Cell
    proposed: Cell
    keys: tuple[str, ...] = ()
    """The keys of all provisions that the row stands for; a collapsed range has several."""
    remarks: tuple[str, ...] = ()
    """What the column for remarks says, line by line; empty where there is no such column."""
    facing: tuple[tuple[int, int], ...] = ()

    def parts(self) -> tuple[Row, ...]:
        """The row in the parts that stand side by side; the remarks are in the first one."""
        found: list[Row] = []
        left = right = 0
        for present, proposed in self.facing:
            part = replace(
                self,
                present=self.present[left : left + present],
                proposed=self.proposed[right : right + proposed],
                remarks=() if found else self.remarks,
                facing=(),
            )
            left, right = left + present, right + proposed
            found.append(part)
        return tuple(found) or (self,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A comparison table.

    ``language`` is a BCP 47 tag (``en``, ``ja``), ``title`` the caption (the title of the
    articles), ``columns`` the heads of the present and of the proposed column, whatever their
    ``order``, ``note`` the line above the table or None, ``remarks`` the head of a third
    column, for the remarks of the rows, or None.
    """

    language: str
    title: str
    columns: tuple[str, str]
    rows: tuple[Row, ...]
    note: str | None = None
    order: Order = Order.PRESENT_FIRST
    remarks: str | None = None
    look: Look = Look()

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of all columns, from left to right."""
        remarks = () if self.remarks is None else (self.remarks,)
        return (*self.in_order(*self.columns), *remarks)

    def in_order(self, present: _T, proposed: _T) -> tuple[_T, _T]:
        """What belongs to the two columns, from left to right."""
        if self.order is Order.PROPOSED_FIRST:
            return proposed, present
        return present, proposed

    def blocks(self) -> Iterator[Block]:
        """Every block of the table, row by row, the present cell first."""
        for row in self.rows:
            yield from row.present
            yield from row.proposed
