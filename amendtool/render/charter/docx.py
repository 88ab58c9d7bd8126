"""The whole articles as a Word document; its changes, if it has any, as tracked changes.

Chapters and articles are Word's own headings, so that the navigation pane shows them. A
tracked paragraph has its mark inserted or deleted too (ISO/IEC 29500-1, 17.13.5.15 and
17.13.5.20): Word then takes the whole paragraph away, and leaves no empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Final

from docx.oxml.ns import qn
from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Look
from amendtool.errors import InputError, Problem
from amendtool.render.charter.model import Export, Line, LineKind, Piece, State, check_lines
from amendtool.render.typography import em_width, unprintable
from amendtool.render.word import (
    assemble,
    base_styles,
    em,
    low_paragraph,
    style,
    style_id,
    text_run,
    w,
)

TITLE_STYLE: Final = "Title"
STYLES: Final = {
    LineKind.PARAGRAPH: "Paragraph",
    LineKind.ITEM: "Item",
    LineKind.LABEL: "Label",
    LineKind.TEXT: "Body Text",
    LineKind.REVISION: "Revision",
}
"""The paragraph style of each kind of line but the headings, under the name that Word shows."""

_DEEPEST = 9
_ELEMENTS = {State.INSERTED: "ins", State.DELETED: "del"}


def to_docx(export: Export, *, moment: datetime | None = None) -> bytes:
    """``export`` as an upright A4 document with headings and without metadata.

    Chapters are headings by their depth, articles one level below the deepest chapter, and
    at least ``Heading 2``. ``moment`` is the date in the document properties. The same
    arguments give the same bytes. Raises :class:`InputError` for a character that XML cannot
    hold.
    """
    check_lines(export)
    if found := unprintable(export.author):
        raise InputError(
            Problem(
                code="unprintable-character",
                message=f"the author holds {found}, which no document can hold",
                hint="leave the character out",
            )
        )
    look = export.look
    writer = _Writer(export, look)
    body = list(writer.body())
    if not export.lines or export.lines[-1].state is not State.KEPT:
        # The last mark of a document cannot go, so one that may go is not the last.
        body.append(low_paragraph())
    return assemble(
        body,
        styles=[*base_styles(export.language, look), *_styles(export, look)],
        title=export.title,
        language=export.language,
        moment=moment,
        look=look,
    )


def article_level(export: Export) -> int:
    """The level of the headings of articles: below all chapters, and at least 2."""
    chapters = [line.level for line in export.lines if line.kind is LineKind.CHAPTER]
    return min(max(chapters, default=1) + 1, _DEEPEST)


def _styles(export: Export, look: Look) -> Iterator[etree._Element]:
    wide = language_of(export.language).wide
    text, after = ("both", "0") if wide else ("left", "60")
    size = round(2 * look.font_size)
    yield style(
        TITLE_STYLE,
        w("pPr", w("keepNext"), w("spacing", before="0", after="360"), w("jc", val="center")),
        _letters(size + 9),
        own=False,
    )
    articles = article_level(export)
    for level in range(1, articles + 1):
        chapter = level < articles
        yield style(
            f"heading {level}",
            w(
                "pPr",
                w("keepNext"),
                w("keepLines"),
                w("spacing", before="360" if chapter else "240", after="120" if chapter else "60"),
                w("jc", val="center" if chapter else "left"),
                w("outlineLvl", val=str(level - 1)),
            ),
            _letters(size + 3 if level == 1 else size),
            own=False,
        )
    for kind, name in STYLES.items():
        yield style(
            name,
            w("pPr", w("spacing", after=after), w("jc", val=text)),
            own=kind is not LineKind.TEXT,
        )


def _letters(half_points: int) -> etree._Element:
    size = str(half_points)
    return w("rPr", w("b"), w("bCs"), w("sz", val=size), w("szCs", val=size))


class _Writer:
    """Makes the paragraphs of one document."""

    def __init__(self, export: Export, look: Look) -> None:
        self.export = export
        self.em = em(look)
        self.articles = article_level(export)
        self.ids = count(1)
        self.marks = {"author": export.author}
        if (changed := export.changed) is not None:
            when = changed.astimezone(UTC) if changed.tzinfo else changed
            self.marks["date"] = f"{when:%Y-%m-%dT%H:%M:%SZ}"
        # Under the marker of its item stands a text that has none itself.
        self.above: dict[int, str] = {}

    def body(self) -> Iterator[etree._Element]:
        if self.export.title:
            title = Line(kind=LineKind.TEXT, pieces=(Piece(self.export.title),))
            yield self.paragraph(title, TITLE_STYLE)
        for line in self.export.lines:
            yield self.paragraph(line, self.style_of(line), *self.indent(line))

    def style_of(self, line: Line) -> str:
        if line.kind is LineKind.CHAPTER:
            return f"heading {min(line.level, _DEEPEST - 1)}"
        if line.kind is LineKind.ARTICLE:
            return f"heading {self.articles}"
        return STYLES[line.kind]

    def indent(self, line: Line) -> Iterator[etree._Element]:
        """The indent of an item: its lines begin where its text does, behind the marker."""
        if line.kind is not LineKind.ITEM:
            return
        if line.marker:
            self.above[line.level] = line.marker
        above = em_width(self.above.get(line.level, ""))
        left = round((line.level + above) * self.em)
        hanging = round(em_width(line.marker) * self.em)
        yield w("ind", left=str(left), hanging=str(hanging))

    def paragraph(self, line: Line, name: str, *layout: etree._Element) -> etree._Element:
        properties = w("pPr", w("pStyle", val=style_id(name)), *layout)
        if line.state is not State.KEPT:
            properties.append(w("rPr", self.change(line.state)))
        return w("p", properties, *map(self.piece, line.pieces))

    def piece(self, piece: Piece) -> etree._Element:
        run = text_run(piece.text, east_asian=language_of(self.export.language).wide)
        if piece.state is State.KEPT:
            return run
        if piece.state is State.DELETED:
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        change = self.change(piece.state)
        change.append(run)
        return change

    def change(self, state: State) -> etree._Element:
        return w(_ELEMENTS[state], id=str(next(self.ids)), **self.marks)
