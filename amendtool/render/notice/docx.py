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
from amendtool.render.notice.model import (
    Align,
    Block,
    Comparison,
    Document,
    Facts,
    Heading,
    Layout,
    Line,
    Numbered,
    Paragraph,
    Title,
)
from amendtool.render.table.docx import table_elements, table_styles
from amendtool.render.typography import check_characters, em_width
from amendtool.render.word import (
    EM,
    USUAL,
    assemble,
    base_styles,
    low_paragraph,
    style,
    style_id,
    text_run,
    text_width,
    w,
)

TITLE_STYLE = "Title"
HEADING_STYLES = ("heading 1", "heading 2", "heading 3")
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


def to_docx(document: Document, *, moment: datetime | None = None) -> bytes:
    """``document`` as an A4 file without metadata; the same arguments give the same bytes.

    Raises :class:`InputError` for a character in the table that XML cannot hold.
    """
    table = document.table
    if table is not None:
        check_characters(table)
    own = [] if table is None else table_styles(table)
    look = USUAL if table is None else table.look
    return assemble(
        list(_Writer(document).body()),
        styles=[*base_styles(document.language, look), *_styles(document), *own],
        title=document.title,
        language=document.language,
        moment=moment,
        look=look,
    )


def _styles(document: Document) -> Iterator[etree._Element]:
    wide = language_of(document.language).wide
    text, after = ("both", "60") if wide else ("left", "120")
    yield style(
        TITLE_STYLE,
        w("pPr", w("keepNext"), w("spacing", before="240", after="240"), w("jc", val="center")),
        w("rPr", w("b"), w("sz", val="28"), w("szCs", val="28")),
        own=False,
    )
    for level, name in enumerate(HEADING_STYLES):
        size = "24" if level == 0 else "21"
        yield style(
            name,
            w(
                "pPr",
                w("keepNext"),
                w("keepLines"),
                w("spacing", before="240", after="120"),
                w("outlineLvl", val=str(level)),
            ),
            w("rPr", w("b"), w("sz", val=size), w("szCs", val=size)),
            own=False,
        )
    body = w("pPr", w("spacing", after=after), w("jc", val=text))
    yield style(BODY_STYLE, body, own=False)
    for align, name in LINE_STYLES.items():
        jc = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}[align]
        # 記 stands clear of the text on both sides.
        room = {"before": after, "after": after} if align is Align.CENTRE else {"after": after}
        yield style(name, w("pPr", w("spacing", **room), w("jc", val=jc)))
    for name in (NUMBERED_STYLE, CONTINUED_STYLE):
        hanging = str(_DEPTH if name == NUMBERED_STYLE else 0)
        indent = w("ind", left=str(_DEPTH), hanging=hanging)
        yield style(name, w("pPr", w("spacing", after=after), indent, w("jc", val=text)))
    yield style(FACT_STYLE, w("pPr", w("spacing", after="40")))


class _Writer:
    """Makes the paragraphs of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = language_of(document.language)

    def body(self) -> Iterator[etree._Element]:
        blocks = self.document.blocks
        for block, following in pairwise((*blocks, None)):
            if block is not None:
                yield from self.block(block, with_next=isinstance(following, Comparison))
        if not blocks or isinstance(blocks[-1], Comparison):
            # Word wants a paragraph after a table.
            yield low_paragraph()

    def block(self, block: Block, *, with_next: bool) -> Iterator[etree._Element]:
        match block:
            case Title(text):
                yield self.paragraph(TITLE_STYLE, text)
            case Heading(text, level):
                yield self.paragraph(HEADING_STYLES[level - 1], text)
            case Line(text, align):
                yield self.paragraph(LINE_STYLES[align], text)
            case Paragraph(text):
                # What announces the table stays with it.
                keep = [w("keepNext")] if with_next else []
                yield self.paragraph(BODY_STYLE, text, *keep)
            case Numbered():
                yield from self.numbered(block, 0)
            case Facts():
                yield from self.facts(block)
            case Comparison(table):
                yield from table_elements(table)

    def numbered(self, block: Numbered, left: int) -> Iterator[etree._Element]:
        """A list; ``left`` is where the text around it begins."""
        widest = max(em_width(entry.number) for entry in block.entries)
        own = max(_DEPTH, math.ceil(widest + 0.5) * EM)
        inner = left + own
        for entry in block.entries:
            first, *rest = entry.blocks
            if isinstance(first, Paragraph):
                text = f"{entry.number}\t{first.text}"
            else:
                text, rest = entry.number, [first, *rest]
            indent = self.indent(inner, own, (_DEPTH, _DEPTH))
            yield self.paragraph(NUMBERED_STYLE, text, *indent)
            for each in rest:
                if isinstance(each, Paragraph):
                    indent = self.indent(inner, 0, (_DEPTH, 0))
                    yield self.paragraph(CONTINUED_STYLE, each.text, *indent)
                elif isinstance(each, Numbered):
                    yield from self.numbered(each, inner)

    def facts(self, block: Facts) -> Iterator[etree._Element]:
        # They stay on one page: a schedule of two days is read at one glance.
        above = [[w("keepNext")] for _ in block.facts[1:]] + [[]]
        if block.layout is Layout.LINES:
            for fact, kept in zip(block.facts, above, strict=True):
                yield self.paragraph(
                    FACT_STYLE, f"{fact.term}{self.language.term_gap}{fact.value}", *kept
                )
            return
        widest = max(em_width(fact.term) for fact in block.facts)
        own = math.ceil(min(widest, _WIDEST_TERM) + 1) * EM
        table = self.document.table
        width = text_width(USUAL if table is None else table.look)
        aside = width * _ASIDE[0] // _ASIDE[1]
        left = (aside if block.layout is Layout.ASIDE else EM) + own
        for fact, kept in zip(block.facts, above, strict=True):
            indent = self.indent(left, own, (0, 0))
            yield self.paragraph(FACT_STYLE, f"{fact.term}\t{fact.value}", *kept, *indent)

    def indent(self, left: int, hanging: int, usual: tuple[int, int]) -> list[etree._Element]:
        if (left, hanging) == usual:
            return []
        return [w("ind", left=str(left), hanging=str(hanging))]

    def paragraph(self, name: str, text: str, *layout: etree._Element) -> etree._Element:
        run = text_run(text, east_asian=self.language.wide)
        return w("p", w("pPr", w("pStyle", val=style_id(name)), *layout), run)
