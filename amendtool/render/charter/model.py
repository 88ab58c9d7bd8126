"""The whole articles as a document, clean or with tracked changes: a value.

Like the comparison table, it decides everything and every renderer only lays it out: lines,
each with its kind and its text. In a document with tracked changes the pieces of a line say
whether they stay, go or come.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align, Look, Paper
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.render.typography import unprintable
from amendtool.values import dataclass

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
    strong: bool = False
    """Whether it stands out, as a heading does that the text goes on behind."""


class ArticleOpening(NamedTuple):
    """What stands in front of the text of an article, on its line: 第５条　当会社は….

    The number, what parts it from the heading behind it, the heading, what parts both from the
    text. Heading and joint are empty where the heading stands elsewhere, or there is none.
    """

    number: str
    joint: str
    heading: str
    gap: str

    @property
    def text(self) -> str:
        """All of it as it is printed."""
        return "".join(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportLine:
    """One paragraph of the document.

    ``level`` is the depth of a chapter or article among the headings (from 1), or that of an
    item; ``marker`` is the number in front of an item, or of the heading of a chapter or article,
    with the gap behind it, and part of the text. ``key`` is that of the chapter or article.
    ``state`` is that of the line as a line: a deleted one goes altogether when the changes are
    accepted. The heading of an article that stands above its number is parted from it by a line
    feed.

    ``align`` is where a line before or behind the articles stands, if not as its kind does.

    ``lead`` is what the first line of an article has in front of its text where that goes on
    behind the number; it is part of the marker, and ``level`` and ``key`` are then those of the
    article.
    """

    kind: LineKind
    pieces: tuple[Piece, ...]
    level: int = 0
    marker: str = ""
    key: str = ""
    state: State = State.KEPT
    lead: ArticleOpening | None = None
    align: Align | None = None

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
    former: str = ""
    """``established`` or ``amended`` where it was before git: then it has a day, and no name."""
    adopted_by: str = ""
    """``board``, ``members`` or ``consent``; '' where a meeting adopted it."""
    lapsed: bool = False
    """Whether provisions went by their own terms on the ``effective`` day, and nobody voted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The articles as a document; ``language`` is a BCP 47 tag, ``look`` the paper and fonts.

    ``author`` and ``changed`` are those of tracked changes: a time without a zone is UTC, and
    without one the changes have no date.
    """

    title: str
    language: str
    lines: tuple[ExportLine, ...]
    look: Look = _USUAL
    author: str = ""
    changed: datetime | None = None

    @property
    def is_japanese(self) -> bool:
        """Whether its language is Japanese: asked by the templates that companies have."""
        return language_of(self.language).tag == "ja"

    @property
    def page_size(self) -> str:
        """How style sheets call the paper."""
        return "letter" if self.look.paper is Paper.LETTER else self.look.paper.value

    @property
    def contents(self) -> str:
        """What its table of contents is called."""
        return language_of(self.language).contents


def check_lines(export: Export) -> None:
    """Raise :class:`InputError` for every text with a character that no document can hold."""
    texts = [
        ("title", export.title),
        *((line.key or line.kind, line.text) for line in export.lines),
    ]
    problems = [
        Problem(
            code="unprintable-character",
            message=say(
                "the text holds {characters}, which no document can hold", characters=found
            ),
            hint=say("delete the character from the clause; it prints nothing"),
            place=Place(path=path),
        )
        for path, text in texts
        if (found := unprintable(text))
    ]
    if problems:
        raise InputError(*problems)
