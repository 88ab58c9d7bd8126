"""The table as a Word document that a secretary can restyle and paste into the notice.

``word`` makes the document around it. The rows of the table are written as markup, row by row:
an element made by itself takes ten times as long, and no tree of the whole is needed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Final

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import BlockKind, Cell, Row, RowBreak, RowKind, Run, Table
from amendtool.render.typography import (
    ITEM_KINDS,
    Laid,
    check_characters,
    em_width,
    is_short,
    laid_out,
    printed_lines,
    remarks_cell,
)
from amendtool.render.word import (
    CELL_SIDE,
    JC,
    assemble,
    cell_margins,
    elements_of,
    em,
    layout,
    letters,
    low_paragraph,
    markup,
    run_opening,
    style,
    text_markup,
    text_run,
    text_width,
    w,
)


def _style_name(kind: BlockKind) -> str:
    match kind:
        case BlockKind.CHAPTER:
            return "Chapter Heading"
        case BlockKind.HEADING:
            return "Article Heading"
        case BlockKind.NUMBER:
            return "Article Number"
        case BlockKind.PARAGRAPH:
            return "Paragraph"
        case BlockKind.ITEM:
            return "Item"
        case BlockKind.SUBITEM:
            return "Sub-item"
        case BlockKind.LABEL:
            return "Label"


STYLES = {kind: _style_name(kind) for kind in BlockKind}
"""The paragraph style of each kind of block, under the name that Word shows."""

TITLE_STYLE = "Title"
NOTE_STYLE = "Table Note"
HEAD_STYLE = "Table Head"

_CELL_TOP = 57
_FEW_LINES = 12
"""A row of so many lines, a quarter of a page, goes to the next page as a whole."""
_HEAD_AND_TEXT = 3
"""A row of so many lines does so anyway: a heading and what must not be parted from it."""
_UNSEEN = {"val": "thick", "sz": "6", "space": "0", "color": "FFFFFF"}
"""Covers the line below the part above. At the foot of a page nothing covers that one, so that
the frame is closed there; of two lines that meet the stronger style is drawn, and the wider."""
_BELOW_HEADS = {"val": "thick", "sz": "8", "space": "0", "color": "auto"}
"""Stands against it, where a page begins with such a part."""
_REMARKS = 6
_NO_REMARKS = 11
"""What part of the width a column for remarks has, with remarks and empty."""


def to_docx(table: Table, *, moment: datetime | None = None) -> bytes:
    """``table`` as an A4 document: the note line and the table, nothing else.

    The column heads are repeated on every page. Rows may break across pages, but for those of
    a few lines (how few, the look says), so that no heading is parted from its text; the line
    of a chapter stays with the row below it. Parts of an article that stand side by side are
    rows without a line between them but at the foot of a page. The document properties hold the
    title, the language and ``moment`` (by default the first day of 1980; a time without a zone is
    UTC), and nothing of who made it, where or with what. The same arguments give the same bytes on
    any day. Raises :class:`InputError` for a character that XML cannot hold.

    A caption above a text that may go on over the page is a row of its own, which stays with the
    text. No other paragraph in a cell is kept with the next: Word takes that for the whole row,
    and a table of which every row begins so would leave its page.
    """
    check_characters(table)
    writer = _TableWriter(table, text_width(table.look))
    return assemble(
        # Word wants a paragraph after a table; it is as low as a paragraph can be.
        chain(_title(table), writer.note(), writer.table(), [low_paragraph()]),
        styles=[*_title_styles(table), *_styles(table, writer.usual)],
        title=table.title,
        language=table.language,
        moment=moment,
        look=table.look,
    )


# --- styles and settings ---------------------------------------------------------------


def _title_styles(table: Table) -> list[etree._Element]:
    """The style of the title, where the table has one above it."""
    if not (table.look.title_line and table.title):
        return []
    size = round(2 * table.look.font_size)
    placed = layout(keep_next=True, before=0, after=240, align="center")
    return [style(TITLE_STYLE, placed, letters(size + 3), own=False)]


def _title(table: Table) -> list[etree._Element]:
    """The title, where the table has one above it; a notice has titles of its own."""
    if not (table.look.title_line and table.title):
        return []
    run = text_run(table.title, east_asian=language_of(table.language).wide)
    return [w("p", layout(named=TITLE_STYLE), run)]


def table_styles(table: Table) -> list[etree._Element]:
    """The styles of the note line and of what stands in the cells."""
    return _styles(table, _item_indents(table))


def _styles(table: Table, indents: Mapping[BlockKind, tuple[int, int]]) -> list[etree._Element]:
    return [
        style(NOTE_STYLE, layout(keep_next=True, after=60, align="right")),
        style(HEAD_STYLE, layout(keep_next=True, align="center")),
        *(style(STYLES[kind], _block_layout(table, kind, indents)) for kind in BlockKind),
    ]


def _block_layout(
    table: Table, kind: BlockKind, indents: Mapping[BlockKind, tuple[int, int]]
) -> etree._Element:
    text = "both" if language_of(table.language).wide else "left"
    match kind:
        case BlockKind.CHAPTER:
            return layout(align="center")
        case BlockKind.HEADING | BlockKind.NUMBER:
            return layout()
        case BlockKind.PARAGRAPH:
            # Later lines stand in by one character, under the text of no number.
            step = em(table.look)
            indent = (step, step) if table.look.hanging_indent else None
            return layout(align=text, indent=indent)
        case BlockKind.ITEM | BlockKind.SUBITEM:
            return layout(indent=indents[kind], align=text)
        case BlockKind.LABEL:
            return layout(align=JC[table.look.label_align])


def _item_indents(table: Table) -> dict[BlockKind, tuple[int, int]]:
    """The indent of each style of items: the one that most of ``table`` need, so few their own."""
    size = em(table.look)
    found: dict[BlockKind, Counter[tuple[int, int]]] = {kind: Counter() for kind in ITEM_KINDS}
    for row in table.rows:
        for cell in (row.present, row.proposed):
            if any(block.kind in ITEM_KINDS for block in cell):
                for laid in laid_out(cell):
                    if laid.block.kind in ITEM_KINDS:
                        found[laid.block.kind][_indent(laid, size)] += 1
    usual = {BlockKind.ITEM: (size, 0), BlockKind.SUBITEM: (2 * size, 0)}
    return {
        kind: indents.most_common(1)[0][0] if indents else usual[kind]
        for kind, indents in found.items()
    }


def _indent(laid: Laid, em: int) -> tuple[int, int]:
    """How far the lines of an item stand in, and by how much its first line less."""
    left = laid.block.level * em + round(em_width(laid.above) * em)
    return left, round(em_width(laid.own) * em)


# --- the body --------------------------------------------------------------------------


def table_elements(table: Table, *, width: int | None = None) -> list[etree._Element]:
    """The note line and the table, in the styles of :func:`table_styles`.

    ``width`` is that of the text, where it is not that of the paper of the house style.
    """
    writer = _TableWriter(table, text_width(table.look) if width is None else width)
    return [*writer.note(), *elements_of("".join(writer.table()))]


class _TableWriter:
    """Writes the markup of one table."""

    def __init__(self, table: Table, width: int) -> None:
        self.value = table
        self.east_asian = language_of(table.language).wide
        self.em = em(table.look)
        self.widths = _widths(table, width)
        self.usual = _item_indents(table)
        self.openings: dict[tuple[bool, bool, bool], str] = {}
        """How the markup of a run begins: changed, as a whole, in the present column."""

    def note(self) -> list[etree._Element]:
        """The line above the table, where it has one."""
        return [self.line(NOTE_STYLE, self.value.note)] if self.value.note else []

    def table(self) -> Iterator[str]:
        """The table, row by row; what stands before and behind the rows is a piece too."""
        table = self.value
        heads = " / ".join(table.heads)
        lines = (self.line(HEAD_STYLE, head) for head in table.heads)
        border = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        apart = any(len(row.facing) > 1 for row in table.rows)
        below_heads = (("bottom", _BELOW_HEADS),) if apart else ()
        head = markup(
            w(
                "tblPr",
                w("tblW", w=str(sum(self.widths)), type="dxa"),
                w("tblBorders", *(w(side, **border) for side in sides)),
                w("tblLayout", type="fixed"),
                cell_margins(_CELL_TOP),
                w("tblLook", val="0020", firstRow="1"),
                w("tblCaption", val=table.title),
                w("tblDescription", val=f"{table.title}: {heads}"),
            ),
            w("tblGrid", *(w("gridCol", w=str(width)) for width in self.widths)),
            w(
                "tr",
                w("trPr", w("cantSplit"), w("tblHeader")),
                *(
                    _cell(width, line, borders=below_heads)
                    for width, line in zip(self.widths, lines, strict=True)
                ),
            ),
        )
        yield f"<w:tbl>{head}"
        for position, row in enumerate(table.rows):
            yield from self.rows(row, above=self.stays_above(position))
        yield "</w:tbl>"

    def rows(self, row: Row, *, above: bool) -> Iterator[str]:
        """The rows of an article as markup: one, or as many as parts face each other.

        A caption whose text may go on over the page is a row by itself and stays with it.
        """
        first, *others = row.parts()
        parted = self.parted_caption(first)
        parts = (*(parted or (first,)), *others)
        for at, part in enumerate(parts):
            inner = [
                side for side, outer in (("top", 0), ("bottom", len(parts) - 1)) if at != outer
            ]
            yield self.row(part, above=above or (at == 0 and bool(parted)), inner=inner)

    def parted_caption(self, row: Row) -> tuple[Row, Row] | None:
        """The captions of a row and what stands below them, where a page may end in the row.

        What faces a caption and is none, as the label of a new provision, stands beside it.
        """
        if self.value.look.row_break is RowBreak.LONG or self.is_whole(row):
            return None
        tops = [_caption(cell) for cell in (row.present, row.proposed)]
        if not any(tops):
            return None
        left, right = (
            top or int(cell[:1] != () and cell[0].kind is BlockKind.LABEL)
            for top, cell in zip(tops, (row.present, row.proposed), strict=True)
        )
        if len(row.present) == left and len(row.proposed) == right:
            return None
        return (
            replace(row, present=row.present[:left], proposed=row.proposed[:right]),
            replace(row, present=row.present[left:], proposed=row.proposed[right:], remarks=()),
        )

    def stays_above(self, position: int) -> bool:
        """Whether the row is the line of a chapter that another row follows."""
        kinds = [row.kind for row in self.value.rows[position : position + 2]]
        return kinds[0] is RowKind.CHAPTER and len(kinds) > 1 and kinds[1] is not RowKind.CHAPTER

    def is_whole(self, row: Row) -> bool:
        """Whether the row stays on one page: it is a label, or about a few lines."""
        few = _FEW_LINES if self.value.look.row_break is RowBreak.LONG else _HEAD_AND_TEXT
        cells = (row.present, row.proposed, remarks_cell(row))
        return is_short(row) or all(
            self.is_at_most(few, cell, width)
            for cell, width in zip(cells, (*self.widths, 1), strict=False)
        )

    def is_at_most(self, lines: int, cell: Cell, width: int) -> bool:
        """Whether a cell comes to so many ``lines``, near enough, and no more.

        No character is wider than an em, so most cells are told by the length of their texts.
        """
        room = max((width - 2 * CELL_SIDE) / self.em, 1)
        texts = [block.text for block in printed_lines(cell)]
        if sum(max(1, math.ceil(len(text) / room)) for text in texts) <= lines:
            return True
        widths = (em_width(text, monospaced=self.east_asian) for text in texts)
        return sum(max(1, math.ceil(width / room)) for width in widths) <= lines

    def row(self, row: Row, *, above: bool, inner: Sequence[str] = ()) -> str:
        """The markup of a row; on the ``inner`` sides of it no line is to be seen."""
        cells = self.value.in_order((row.present, True), (row.proposed, False))
        filled = [*cells, (remarks_cell(row), False)] if self.value.remarks is not None else cells
        written = [
            f"{_cell_opening(width, inner=tuple(inner))}"
            f"{self.paragraphs(cell, above=above, removed=removed)}</w:tc>"
            for width, (cell, removed) in zip(self.widths, filled, strict=True)
        ]
        short = _UNPARTED if self.is_whole(row) else ""
        return f"<w:tr>{short}{''.join(written)}</w:tr>"

    def paragraphs(self, cell: Cell, *, above: bool, removed: bool) -> str:
        # A cell holds at least one paragraph.
        blocks = [self.block(laid, above=above, removed=removed) for laid in laid_out(cell)]
        return "".join(blocks) or "<w:p/>"

    def block(self, laid: Laid, *, above: bool, removed: bool) -> str:
        block = laid.block
        indent = None
        if block.kind in ITEM_KINDS:
            own = _indent(laid, self.em)
            indent = None if own == self.usual[block.kind] else own
        placed = _placed(STYLES[block.kind], keep_next=above, indent=indent)
        runs = [self.run(run, removed=removed) for run in block.runs]
        return f"<w:p>{placed}{''.join(runs)}</w:p>"

    def run(self, run: Run, *, removed: bool) -> str:
        kind = run.changed, run.whole, removed
        opening = self.openings.get(kind)
        if opening is None:
            marks = self.value.look.marks_of(run, removed=removed)
            opening = run_opening(east_asian=self.east_asian, set_off=frozenset(marks))
            self.openings[kind] = opening
        return f"{opening}{text_markup(run.text)}</w:r>"

    def line(self, style: str, text: str) -> etree._Element:
        marks = self.value.look.marks_of(Run(text), removed=False)
        run = text_run(text, east_asian=self.east_asian, set_off=marks)
        return w("p", layout(named=style), run)


_UNPARTED: Final = markup(w("trPr", w("cantSplit")))


@lru_cache(maxsize=256)
def _placed(named: str, *, keep_next: bool, indent: tuple[int, int] | None) -> str:
    """The markup of how a paragraph is laid out: of few kinds, whatever the table holds."""
    return markup(layout(named=named, keep_next=keep_next, indent=indent))


@lru_cache(maxsize=256)
def _cell_opening(width: int, *, inner: tuple[str, ...]) -> str:
    """How the markup of a cell begins; its paragraphs and ``</w:tc>`` follow."""
    return f"<w:tc>{markup(*_cell(width, inner=inner))}"


def _caption(cell: Cell) -> int:
    """How many blocks the caption is that a cell begins with: none where its number goes on."""
    if len(cell) > 1 and cell[0].kind is BlockKind.HEADING and cell[1].joint is None:
        return 1
    return 0


def _widths(table: Table, whole: int) -> tuple[int, ...]:
    """The widths of the columns from left to right; a column for remarks is a narrow one."""
    if table.remarks is None:
        return whole // 2, whole // 2
    aside = whole // (_REMARKS if any(row.remarks for row in table.rows) else _NO_REMARKS)
    return (whole - aside) // 2, (whole - aside) // 2, aside


def _cell(
    width: int,
    *paragraphs: etree._Element,
    borders: Sequence[tuple[str, Mapping[str, str]]] = (),
    inner: Sequence[str] = (),
) -> etree._Element:
    # Neither a line nor the room around one: the parts read on as paragraphs do.
    borders = (*borders, *((side, _UNSEEN) for side in inner if side == "top"))
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=str(width), type="dxa"),
            *([w("tcBorders", *(w(side, **line) for side, line in borders))] if borders else []),
            *([w("tcMar", *(w(side, w="0", type="dxa") for side in inner))] if inner else []),
        ),
        *paragraphs,
    )
