"""The whole articles as a clean document: a value, and the formats that it is printed in.

Like the comparison table, the document is a value that decides everything and that every
renderer only lays out: lines, each with its kind and its text. In a document with tracked
changes (``export_tracked``) the pieces of a line say whether they stay, go or come.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from amendtool.articles.charter import Charter
from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HouseStyle
from amendtool.comparison.table import Look
from amendtool.errors import InputError, Place, Problem
from amendtool.render.typography import unprintable

FORMATS: Final[dict[str, str]] = {
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".txt": "text",
}
"""The file endings that choose a format, in the order in which they are offered."""

ENDINGS: Final[dict[str, str]] = {**FORMATS, ".pdf": "pdf"}
"""The same, and PDF, which ``amendtool.render.pdf`` prints from DOCX or HTML."""


_USUAL: Final = Look()


class LineKind(StrEnum):
    """What a line of the document is."""

    CHAPTER = "chapter"
    """The heading of a chapter, of the supplementary provisions or of the revisions."""
    ARTICLE = "article"
    """The heading and the number of an article, as the house style places them."""
    PARAGRAPH = "paragraph"
    ITEM = "item"
    LABEL = "label"
    """What stands for a text that is not printed."""
    TEXT = "text"
    """A line of the preamble or of the closing."""
    REVISION = "revision"


class State(StrEnum):
    """What becomes of a text in a document with tracked changes."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; never empty."""

    text: str
    state: State = State.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph of the document.

    ``level`` is the depth of a chapter or article among the headings (from 1), or that of an
    item; ``marker`` is the number in front of an item with the gap behind it, and part of the
    text. ``key`` is that of the chapter or article. ``state`` is that of the line as a line:
    a deleted one goes altogether when the changes are accepted. The heading of an article
    that stands above its number is parted from it by a line feed.
    """

    kind: LineKind
    pieces: tuple[Piece, ...]
    level: int = 0
    marker: str = ""
    key: str = ""
    state: State = State.KEPT

    @property
    def text(self) -> str:
        """The text of all pieces."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_changed(self) -> bool:
        """Whether anything of it goes or comes."""
        states = [self.state, *(piece.state for piece in self.pieces)]
        return any(state is not State.KEPT for state in states)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An amendment that the articles have been through; dates as ISO 8601, '' for unknown."""

    name: str
    title: str = ""
    meeting: str = ""
    adopted: str = ""
    effective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The articles as a document; ``language`` is a BCP 47 tag, ``look`` the paper and fonts."""

    title: str
    language: str
    lines: tuple[Line, ...]
    look: Look = _USUAL

    @property
    def is_japanese(self) -> bool:
        """Whether its language is Japanese: asked by the templates that companies have."""
        return language_of(self.language).tag == "ja"

    @property
    def contents(self) -> str:
        """What its table of contents is called."""
        return language_of(self.language).contents


def format_of(path: str | Path) -> str:
    """The format that the ending of ``path`` asks for: a value of :data:`ENDINGS`.

    Raises :class:`InputError` (``unknown-format``) for any other ending.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        found = f"the ending {ending!r} is" if ending else "a name without an ending is"
        raise InputError(
            Problem(
                code="unknown-format",
                message=f"{path}: {found} no format of the articles; "
                f"expected one of {' '.join(ENDINGS)}",
                hint="name the file after the format you want, for example articles.docx",
            )
        )
    return ENDINGS[ending]


def make_export(
    charter: Charter,
    *,
    style: DraftingStyle,
    house: HouseStyle,
    title: str,
    revisions: Sequence[Revision] = (),
) -> Export:
    """The whole of ``charter`` as print has it, and at its end ``revisions`` in their order.

    Numbers and markers are those of the drafting style; labels, the place of the headings and
    the look are those of the house style. A preamble that begins with ``title`` does not print
    it again.
    """
    from amendtool.render.charter.lines import revision_lines, units_of

    printer = Printer(style=style, house=house)
    lines = [line for unit in units_of(charter, printer, title) for line in unit.lines]
    lines += revision_lines(revisions, style.language)
    return Export(title=title, language=style.language, lines=tuple(lines), look=look_of(house))


def look_of(house: HouseStyle) -> Look:
    """The fonts of a house style; its paper is that of the table, which may lie."""
    look = house.look
    return Look(font=look.font, japanese_font=look.japanese_font, font_size=look.font_size)


def render_export(
    export: Export,
    format: str,
    *,
    templates: Sequence[Path] = (),
    moment: datetime.datetime | None = None,
) -> bytes:
    """``export`` as the contents of a file in ``format`` (a value of :data:`FORMATS`).

    ``templates`` are folders whose ``export.html.j2`` goes before the packaged one (HTML
    only); ``moment`` is the date in the document properties (DOCX only). The same arguments
    give the same bytes. Raises :class:`InputError` for a character that a document cannot
    hold, and for a faulty template.
    """
    match format:
        case "docx":
            from amendtool.render.charter.docx import to_docx

            return to_docx(export, moment=moment)
        case "html":
            from amendtool.render.charter.html import to_html

            return to_html(export, templates).encode()
        case "markdown":
            from amendtool.render.charter.text import to_markdown

            return to_markdown(export).encode()
        case "text":
            from amendtool.render.charter.text import to_text

            return to_text(export).encode()
    raise ValueError(f"{format!r} is none of {', '.join(dict.fromkeys(FORMATS.values()))}")


def check_lines(export: Export) -> None:
    """Raise :class:`InputError` for every text with a character that no document can hold."""
    texts = [
        ("title", export.title),
        *((line.key or line.kind, line.text) for line in export.lines),
    ]
    problems = [
        Problem(
            code="unprintable-character",
            message=f"the text holds {found}, which no document can hold",
            hint="delete the character from the clause; it prints nothing",
            place=Place(path=path),
        )
        for path, text in texts
        if (found := unprintable(text))
    ]
    if problems:
        raise InputError(*problems)
