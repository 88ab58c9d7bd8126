"""A document around the table or the articles as a Word file; both look as they do alone.

Every block has a named style, so that a secretary restyles the whole document at once.
Numbers are text, as in the source: a copy or a conversion cannot renumber them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align, Look
from amendtool.render.charter.docx import articles_elements, articles_styles
from amendtool.render.charter.model import check_lines
from amendtool.render.notice.model import (
    Comparison,
    Cover,
    FactList,
    Grid,
    GridCell,
    Heading,
    Layout,
    Notice,
    NoticeBlock,
    NoticeLine,
    NoticeParagraph,
    NumberedList,
    PageBreak,
    Title,
    WholeArticles,
)
from amendtool.render.table.docx import table_elements, table_styles
from amendtool.render.typography import check_characters, em_width
from amendtool.render.word import (
    EM,
    JC,
    USUAL,
    assemble,
    cell_margins,
    heading_style,
    kept_with_next,
    layout,
    letters,
    low_paragraph,
    on_new_page,
    stand_clear,
    style,
    text_run,
    text_width,
    w,
)
from amendtool.render.word_model import WordModel

TITLE_STYLE = "Title"
BODY_STYLE = "Body Text"
LINE_STYLES = {
    Align.LEFT: "Document Line",
    Align.CENTRE: "Document Line Centred",
    Align.RIGHT: "Document Line Right",
}
NUMBERED_STYLE = "Numbered Paragraph"
CONTINUED_STYLE = "Numbered Paragraph Continued"
FACT_STYLE = "Fact"
COVER_TITLE_STYLE = "Cover Title"
COVER_STYLES = {
    Align.LEFT: "Cover Line",
    Align.CENTRE: "Cover Line Centred",
    Align.RIGHT: "Cover Line Right",
}
GRID_STYLE = "Grid"

_ASIDE = 9, 20
"""Where facts at the side begin, as a part of the width of the text."""
_WIDEST_TERM = 18
_CLEAR = 480
"""The room between the articles and what certifies them."""
_COVER_TOP = 4200
"""Where the title of a cover stands: about a third down the page."""
_DEPTH = 2 * EM
"""How far a list stands in from the text around it, and its text from its numbers."""


def to_docx(document: Notice, *, moment: datetime | None = None) -> bytes:
    """``document`` as an A4 file without metadata; the same arguments give the same bytes.

    Raises :class:`InputError` for a character in the table that XML cannot hold.
    """
    _check(document)
    return assemble(
        list(_NoticeWriter(document).body()),
        styles=[*_styles(document), *_inner_styles(document)],
        title=document.title,
        language=document.language,
        moment=moment,
        look=_look(document),
    )


def to_docx_in_model(document: Notice, model: WordModel) -> bytes:
    """``document`` in the styles and on the paper of ``model``, whose own text goes.

    The table is as wide as the text there. Raises as :func:`to_docx` does.
    """
    _check(document)
    width = model.text_width()
    body = list(_NoticeWriter(document, width).body())
    return model.with_body(body, [*_styles(document), *_inner_styles(document)])


def _check(document: Notice) -> None:
    """Raise InputError for a character in the table or the articles that XML cannot hold."""
    if document.table is not None:
        check_characters(document.table)
    if document.articles is not None:
        check_lines(document.articles)


def _look(document: Notice) -> Look:
    """The paper and the fonts: those of the table, or of the articles."""
    if document.table is not None:
        return document.table.look
    return USUAL if document.articles is None else document.articles.look


def _inner_styles(document: Notice) -> list[etree._Element]:
    """The styles of the table and of the articles in a document."""
    found = [] if document.table is None else table_styles(document.table)
    return found + ([] if document.articles is None else articles_styles(document.articles))


def _styles(document: Notice) -> Iterator[etree._Element]:
    wide = language_of(document.language).wide
    text, after = ("both", 60) if wide else ("left", 120)
    title = layout(keep_next=True, before=240, after=240, align="center")
    yield style(TITLE_STYLE, title, letters(28, every_script=False), own=False)
    for level in (1, 2, 3):
        run = letters(24 if level == 1 else 21, every_script=False)
        yield heading_style(level, run, before=240, after=120)
    yield style(BODY_STYLE, layout(after=after, align=text), own=False)
    for align, name in LINE_STYLES.items():
        # 記 stands clear of the text on both sides.
        before = after if align is Align.CENTRE else None
        yield style(name, layout(before=before, after=after, align=JC[align]))
    for name in (NUMBERED_STYLE, CONTINUED_STYLE):
        indent = (_DEPTH, _DEPTH if name == NUMBERED_STYLE else 0)
        yield style(name, layout(after=after, indent=indent, align=text))
    yield style(FACT_STYLE, layout(after=40))
    if any(isinstance(each, Cover) for each in document.blocks):
        cover = layout(before=_COVER_TOP, after=1200, align="center")
        yield style(COVER_TITLE_STYLE, cover, letters(48, every_script=False))
        for align, name in COVER_STYLES.items():
            size = w("rPr", w("sz", val="28"), w("szCs", val="28"))
            yield style(name, layout(after=240, align=JC[align]), size)
    if any(isinstance(each, Grid) for each in document.blocks):
        yield style(GRID_STYLE, layout())


class _NoticeWriter:
    """Makes the paragraphs of one document."""

    def __init__(self, document: Notice, width: int | None = None) -> None:
        """``width`` is that of the text, where it is not that of the paper of the house style."""
        self.document = document
        self.width = text_width(_look(document)) if width is None else width
        self.own_width = width
        self.language = language_of(document.language)

    def body(self) -> Iterator[etree._Element]:
        blocks = self.document.blocks
        above: NoticeBlock | None = None
        certified = False
        for block, following in pairwise((*blocks, None)):
            if block is None:
                continue
            announces = isinstance(following, Comparison | Grid)
            elements = list(self.block(block, with_next=announces))
            if isinstance(above, Cover | PageBreak) and elements:
                if isinstance(block, Comparison | Grid):
                    elements.insert(0, low_paragraph())  # a table cannot begin a page by itself
                on_new_page(elements[0])
            if isinstance(above, WholeArticles) and elements:
                stand_clear(elements[0], _CLEAR)
            if certified and following is not None:
                # The seal under a certificate is never alone on a page.
                for element in elements:
                    kept_with_next(element)
            yield from elements
            certified = certified or isinstance(block, WholeArticles)
            above = block
        if not blocks or isinstance(blocks[-1], Comparison | Grid):
            # Word wants a paragraph after a table.
            yield low_paragraph()

    def block(self, block: NoticeBlock, *, with_next: bool) -> Iterator[etree._Element]:
        match block:
            case Title(text):
                yield self.paragraph(TITLE_STYLE, text)
            case Heading(text, level):
                yield self.paragraph(f"heading {level}", text)
            case NoticeLine(text, align):
                yield self.paragraph(LINE_STYLES[align], text)
            case NoticeParagraph(text):
                # What announces the table stays with it.
                yield self.paragraph(BODY_STYLE, text, keep_next=with_next)
            case NumberedList():
                yield from self.numbered(block, 0)
            case FactList():
                yield from self.facts(block)
            case Comparison(table):
                yield from table_elements(table, width=self.own_width)
            case Cover(lines):
                for line in lines:
                    if isinstance(line, Title):
                        yield self.paragraph(COVER_TITLE_STYLE, line.text)
                    else:
                        yield self.paragraph(COVER_STYLES[line.align], line.text)
            case PageBreak():
                return
            case Grid():
                yield self.grid(block)
            case WholeArticles(export):
                yield from articles_elements(export)

    def grid(self, block: Grid) -> etree._Element:
        """A plain table as wide as the text; its heads stand on every page."""
        border = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        parts = sum(block.widths)
        widths = [self.width * part // parts for part in block.widths]
        rows = [self.row(block.heads, widths, head=True)]
        rows += [self.row(each, widths) for each in block.rows]
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblW", w=str(sum(widths)), type="dxa"),
                w("tblBorders", *(w(side, **border) for side in sides)),
                w("tblLayout", type="fixed"),
                cell_margins(57),
                w("tblLook", val="0020", firstRow="1"),
            ),
            w("tblGrid", *(w("gridCol", w=str(each)) for each in widths)),
            *rows,
        )

    def row(
        self, cells: Sequence[GridCell], widths: Sequence[int], *, head: bool = False
    ) -> etree._Element:
        placed = w("trPr", w("cantSplit"), *([w("tblHeader")] if head else []))
        return w(
            "tr",
            placed,
            *(
                w(
                    "tc",
                    w("tcPr", w("tcW", w=str(width), type="dxa")),
                    self.paragraph(
                        GRID_STYLE,
                        cell.text,
                        align="center" if head else JC[cell.align],
                    ),
                )
                for cell, width in zip(cells, widths, strict=True)
            ),
        )

    def numbered(self, block: NumberedList, left: int) -> Iterator[etree._Element]:
        """A list; ``left`` is where the text around it begins."""
        widest = max(em_width(entry.number) for entry in block.entries)
        own = max(_DEPTH, math.ceil(widest + 0.5) * EM)
        inner = left + own
        for entry in block.entries:
            first, *rest = entry.blocks
            if isinstance(first, NoticeParagraph):
                text = f"{entry.number}\t{first.text}"
            else:
                text, rest = entry.number, [first, *rest]
            indent = None if (inner, own) == (_DEPTH, _DEPTH) else (inner, own)
            yield self.paragraph(NUMBERED_STYLE, text, indent=indent)
            for each in rest:
                if isinstance(each, NoticeParagraph):
                    indent = None if inner == _DEPTH else (inner, 0)
                    yield self.paragraph(CONTINUED_STYLE, each.text, indent=indent)
                elif isinstance(each, NumberedList):
                    yield from self.numbered(each, inner)

    def facts(self, block: FactList) -> Iterator[etree._Element]:
        # They stay on one page: a schedule of two days is read at one glance.
        gap, indent = self.language.term_gap, None
        if block.layout is not Layout.LINES:
            widest = max(em_width(fact.term) for fact in block.facts)
            own = math.ceil(min(widest, _WIDEST_TERM) + 1) * EM
            aside = self.width * _ASIDE[0] // _ASIDE[1]
            left = (aside if block.layout is Layout.ASIDE else EM) + own
            gap, indent = "\t", (left, own)
        for position, fact in enumerate(block.facts, 1):
            text = f"{fact.term}{gap}{fact.value}"
            more = position < len(block.facts)
            yield self.paragraph(FACT_STYLE, text, keep_next=more, indent=indent)

    def paragraph(
        self,
        name: str,
        text: str,
        *,
        keep_next: bool = False,
        indent: tuple[int, int] | None = None,
        align: str = "",
    ) -> etree._Element:
        run = text_run(text, east_asian=self.language.wide)
        placed = layout(named=name, keep_next=keep_next, indent=indent, align=align)
        return w("p", placed, run)
