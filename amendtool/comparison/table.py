"""The comparison table as a value: rows, cells, blocks, runs.

Renderers print it and decide nothing. Everything that is printed stands in the runs,
markers and brackets included, so that a renderer only lays out. The source of the rules is
``docs/table-conventions.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is changed (underlined in print) or not; never empty."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One printed paragraph of a cell.

    ``level`` is the depth of indentation: 0 for everything but items (1) and sub-items
    (2 and more); an unnumbered text below an item has the item's kind and level.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The text of all runs together."""
        return "".join(run.text for run in self.runs)


Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the key of its (first) provision and the two cells."""

    kind: RowKind
    key: str
    present: Cell
    proposed: Cell
    keys: tuple[str, ...] = ()
    """The keys of all provisions that the row stands for; a collapsed range has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A comparison table.

    ``language`` is a BCP 47 tag (``en``, ``ja``), ``title`` the caption (the title of the
    articles), ``columns`` the two heads, ``note`` the line above the table or None.
    """

    language: str
    title: str
    columns: tuple[str, str]
    rows: tuple[Row, ...]
    note: str | None = None

    def blocks(self) -> Iterator[Block]:
        """Every block of the table, row by row, the present cell first."""
        for row in self.rows:
            yield from row.present
            yield from row.proposed
