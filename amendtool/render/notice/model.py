"""A document around the comparison table or the articles, as a value: a row of blocks.

Made by :mod:`amendtool.render.notice.markup` from what a template says, printed by the
renderers beside it. A line feed in a text is a line break in print.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from amendtool.comparison.table import Align, Table
from amendtool.render.charter.model import Export
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number in the text; ``level`` 1 to 3, 1 the outermost."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line that is no running text: a date, an addressee, 記, 以上."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class NoticeParagraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """One entry of a numbered list; ``number`` is printed as it is: ``(1)``."""

    number: str
    blocks: tuple[NoticeBlock, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A numbered list; its entries may hold lists again."""

    entries: tuple[NumberedEntry, ...]


class Layout(StrEnum):
    """How facts are set."""

    LINES = "lines"
    """One line each: the term, a space, the value."""
    COLUMNS = "columns"
    """Terms in one column, values in another."""
    ASIDE = "aside"
    """Two columns in the right half of the page, as 会社名 and 代表者名 above a disclosure."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value: a date of the schedule, the name of the company."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class FactList:
    """A row of facts."""

    facts: tuple[Fact, ...]
    layout: Layout = Layout.LINES


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison table, with its note line."""

    table: Table


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, with nothing else on it: a title, and lines below."""

    blocks: tuple[Title | NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid, with where its text stands."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """A plain table: a row of heads, and rows with as many cells; ``widths`` are parts."""

    heads: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WholeArticles:
    """The whole articles, with their title and their list of revisions."""

    export: Export


NoticeBlock = (
    Title
    | Heading
    | NoticeLine
    | NoticeParagraph
    | NumberedList
    | FactList
    | Comparison
    | Cover
    | PageBreak
    | Grid
    | WholeArticles
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A document; ``language`` is a BCP 47 tag, that of the template."""

    language: str
    blocks: tuple[NoticeBlock, ...]

    @property
    def title(self) -> str:
        """The title, or else that of the cover, or the first heading; '' for none."""
        covers = [
            each for block in self.blocks if isinstance(block, Cover) for each in block.blocks
        ]
        for kind in (Title, Heading):
            for block in (*self.blocks, *covers):
                if isinstance(block, kind):
                    return block.text.replace("\n", " ")
        return ""

    @property
    def table(self) -> Table | None:
        """The comparison table in it; there is one at most."""
        tables = (block.table for block in self.blocks if isinstance(block, Comparison))
        return next(tables, None)

    @property
    def articles(self) -> Export | None:
        """The whole articles in it; they stand in it once at most."""
        found = (block.export for block in self.blocks if isinstance(block, WholeArticles))
        return next(found, None)


def texts(document: Notice) -> Iterator[str]:
    """Every text around the table and the articles, in reading order."""
    yield from _texts(document.blocks)


def _texts(blocks: tuple[NoticeBlock, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Title | Heading | NoticeLine | NoticeParagraph):
            yield block.text
        elif isinstance(block, NumberedList):
            for entry in block.entries:
                yield entry.number
                yield from _texts(entry.blocks)
        elif isinstance(block, FactList):
            for fact in block.facts:
                yield fact.term
                yield fact.value
        elif isinstance(block, Cover):
            yield from (each.text for each in block.blocks)
        elif isinstance(block, Grid):
            for row in (block.heads, *block.rows):
                yield from (cell.text for cell in row)
