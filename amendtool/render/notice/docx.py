"""A document around the table as a Word file; the table looks as it does alone.

Every block has a named style, so that a secretary restyles the whole document at once.
Numbers are text, as in the source: a copy or a conversion cannot renumber them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align
from amendtool.render.notice.model import (
    Comparison,
    FactList,
    Heading,
    Layout,
    Notice,
    NoticeBlock,
    NoticeLine,
    NoticeParagraph,
    NumberedList,
    Title,
)
from amendtool.render.table.docx import table_elements, table_styles
from amendtool.render.typography import check_characters, em_width
from amendtool.render.word import (
    EM,
    JC,
    USUAL,
    assemble,
    heading_style,
    layout,
    letters,
    low_paragraph,
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

_ASIDE = 9, 20
"""Where facts at the side begin, as a part of the width of the text."""
_WIDEST_TERM = 18
_DEPTH = 2 * EM
"""How far a list stands in from the text around it, and its text from its numbers."""


def to_docx(document: Notice, *, moment: datetime | None = None) -> bytes:
    """``document`` as an A4 file without metadata; the same arguments give the same bytes.

    Raises :class:`InputError` for a character in the table that XML cannot hold.
    """
    table = document.table
    if table is not None:
        check_characters(table)
    own = [] if table is None else table_styles(table)
    look = USUAL if table is None else table.look
    return assemble(
        list(_NoticeWriter(document).body()),
        styles=[*_styles(document), *own],
        title=document.title,
        language=document.language,
        moment=moment,
        look=look,
    )


def to_docx_in_model(document: Notice, model: WordModel) -> bytes:
    """``document`` in the styles and on the paper of ``model``, whose own text goes.

    The table is as wide as the text there. Raises as :func:`to_docx` does.
    """
    table = document.table
    if table is not None:
        check_characters(table)
    width = model.text_width()
    own = [] if table is None else table_styles(table)
    body = list(_NoticeWriter(document, width).body())
    return model.with_body(body, [*_styles(document), *own])


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


class _NoticeWriter:
    """Makes the paragraphs of one document."""

    def __init__(self, document: Notice, width: int | None = None) -> None:
        """``width`` is that of the text, where it is not that of the paper of the house style."""
        self.document = document
        look = USUAL if document.table is None else document.table.look
        self.width = text_width(look) if width is None else width
        self.own_width = width
        self.language = language_of(document.language)

    def body(self) -> Iterator[etree._Element]:
        blocks = self.document.blocks
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                yield from self.block(block, with_next=isinstance(following, Comparison))
        if not blocks or isinstance(blocks[-1], Comparison):
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
    ) -> etree._Element:
        run = text_run(text, east_asian=self.language.wide)
        return w("p", layout(named=name, keep_next=keep_next, indent=indent), run)
