"""The whole articles as a Word document; its changes, if it has any, as tracked changes.

Chapters and articles are Word's own headings, so that the navigation pane shows them. A
tracked paragraph has its mark inserted or deleted too (ISO/IEC 29500-1, 17.13.5.15 and
17.13.5.20): Word then takes the whole paragraph away, and leaves no empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Look, Mark
from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.render.charter.model import Export, ExportLine, LineKind, Piece, State, check_lines
from amendtool.render.typography import em_width, unprintable
from amendtool.render.word import (
    JC,
    Tracking,
    assemble,
    em,
    heading_style,
    layout,
    letters,
    low_paragraph,
    style,
    text_run,
    w,
)
from amendtool.render.word_model import WordModel

TITLE_STYLE: Final = "Title"
STYLES: Final = {
    LineKind.PARAGRAPH: "Paragraph",
    LineKind.ITEM: "Item",
    LineKind.LABEL: "Label",
    LineKind.TEXT: "Body Text",
    LineKind.REVISION: "Revision",
}
"""The paragraph style of each kind of line but the headings, under the name that Word shows."""
INSIDE: Final = "Articles "
"""What the names of the styles begin with where the articles stand in another document."""

_DEEPEST = 9
_BEHIND: Final = 240
"""The room above what stands behind the articles."""
_APART: Final = 160
"""The room above an article whose number stands in front of its text, in twentieths of a point."""


def to_docx(export: Export, *, moment: datetime | None = None) -> bytes:
    """``export`` as an upright document with headings and without metadata.

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
                message=say(
                    "the author holds {characters}, which no document can hold", characters=found
                ),
                hint=say("leave the character out"),
            )
        )
    look = export.look
    return assemble(
        _body(export),
        styles=list(_styles(export, look)),
        title=export.title,
        language=export.language,
        moment=moment,
        look=look,
    )


def to_docx_in_model(export: Export, model: WordModel) -> bytes:
    """``export`` in the styles and on the paper of ``model``, whose own text goes."""
    check_lines(export)
    return model.with_body(_body(export), _styles(export, export.look))


def articles_styles(export: Export) -> list[etree._Element]:
    """The styles of :func:`articles_elements`; their names begin with :data:`INSIDE`."""
    return list(_styles(export, export.look, INSIDE))


def articles_elements(export: Export) -> list[etree._Element]:
    """The title and the lines of articles that stand in another document."""
    return list(_ArticlesWriter(export, export.look, INSIDE).body())


def _body(export: Export) -> list[etree._Element]:
    body = list(_ArticlesWriter(export, export.look).body())
    if not export.lines or export.lines[-1].state is not State.KEPT:
        # The last mark of a document cannot go, so one that may go is not the last.
        body.append(low_paragraph())
    return body


def article_level(export: Export) -> int:
    """The level of the headings of articles: below all chapters, and at least 2."""
    chapters = [line.level for line in export.lines if line.kind is LineKind.CHAPTER]
    return min(max(chapters, default=1) + 1, _DEEPEST)


def _styles(export: Export, look: Look, inside: str = "") -> Iterator[etree._Element]:
    wide = language_of(export.language).wide
    text, after = ("both", 0) if wide else ("left", 60)
    size = round(2 * look.font_size)
    title = layout(keep_next=True, before=0, after=360, align="center")
    yield style(inside + TITLE_STYLE, title, letters(size + 9), own=bool(inside))
    articles = article_level(export)
    for level in range(1, articles + 1):
        run = letters(size + 3 if level == 1 else size)
        before, below, align = (360, 120, "center") if level < articles else (240, 60, "left")
        yield heading_style(level, run, before=before, after=below, align=align, inside=inside)
    for kind, name in STYLES.items():
        own = kind is not LineKind.TEXT or bool(inside)
        yield style(inside + name, layout(after=after, align=text), own=own)


class _ArticlesWriter:
    """Makes the paragraphs of one document."""

    def __init__(self, export: Export, look: Look, inside: str = "") -> None:
        """``inside`` is what the names of the styles begin with in another document."""
        self.export = export
        self.inside = inside
        self.em = em(look)
        self.east_asian = language_of(export.language).wide
        self.articles = article_level(export)
        self.tracking = Tracking(export.author, export.changed)
        # Under the marker of its item stands a text that has none itself.
        self.above: dict[int, str] = {}

    def body(self) -> Iterator[etree._Element]:
        if self.export.title:
            title = ExportLine(kind=LineKind.TEXT, pieces=(Piece(self.export.title),))
            yield self.paragraph(title, self.inside + TITLE_STYLE)
        above: LineKind | None = None
        for line in self.export.lines:
            # An article that has no heading of its own to stand apart by.
            opens = line.lead is not None and above is not LineKind.ARTICLE
            before = _APART if opens else None
            if line.kind is LineKind.TEXT and above not in (None, LineKind.TEXT):
                before = _BEHIND
            yield self.paragraph(line, self.style_of(line), self.indent(line), before)
            above = line.kind

    def style_of(self, line: ExportLine) -> str:
        match line.kind:
            case LineKind.CHAPTER:
                return f"{self.inside}heading {min(line.level, _DEEPEST - 1)}"
            case LineKind.ARTICLE:
                return f"{self.inside}heading {self.articles}"
            case (
                LineKind.PARAGRAPH
                | LineKind.ITEM
                | LineKind.LABEL
                | LineKind.TEXT
                | LineKind.REVISION
            ):
                return self.inside + STYLES[line.kind]

    def indent(self, line: ExportLine) -> tuple[int, int] | None:
        """The indent of an item: its lines begin where its text does, behind the marker."""
        if line.kind is LineKind.PARAGRAPH and line.marker and self.east_asian:
            return self.em, self.em  # later lines of 第５条 … and ２ … stand in by one character
        if line.kind is not LineKind.ITEM:
            return None
        if line.marker:
            self.above[line.level] = line.marker
        above = em_width(self.above.get(line.level, ""))
        return round((line.level + above) * self.em), round(em_width(line.marker) * self.em)

    def paragraph(
        self,
        line: ExportLine,
        name: str,
        indent: tuple[int, int] | None = None,
        before: int | None = None,
    ) -> etree._Element:
        align = "" if line.align is None else JC[line.align]
        placed = layout(named=name, indent=indent, before=before, align=align)
        if line.state is not State.KEPT:
            placed.append(w("rPr", self.tracked(line.state)))
        return w("p", placed, *map(self.piece, line.pieces))

    def piece(self, piece: Piece) -> etree._Element:
        set_off = (Mark.BOLD,) if piece.strong else ()
        run = text_run(piece.text, east_asian=self.east_asian, set_off=set_off)
        return run if piece.state is State.KEPT else self.tracked(piece.state, run)

    def tracked(self, state: State, *runs: etree._Element) -> etree._Element:
        deleted = state is State.DELETED
        return self.tracking.deleted(*runs) if deleted else self.tracking.inserted(*runs)
