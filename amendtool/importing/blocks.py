"""What every reader hands on: the blocks of a document in the order of reading.

A block is what stands between two line ends in print: a heading, a paragraph, an item, a row
of a table. Readers decide nothing about articles; they give hints about looks and levels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Final, Literal

from amendtool.articles.charter import tidy
from amendtool.errors import NOWHERE, Place, Problem, Severity
from amendtool.messages import later, say
from amendtool.values import dataclass

Format = Literal["docx", "odt", "markdown", "text", "html"]
Changes = Literal["accept", "reject"]
"""Which side of tracked changes is the text."""
Struck = Literal["keep", "drop"]
"""What becomes of text that is struck through: part of the text, or left out."""

EDGES: Final = " \t\r\n\f\v\u3000\u00a0\u2002\u2003\u2009"
"""White space that only lays out the beginning and the end of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """One block of text, without line ends.

    ``generated`` is the number that the program prints before the text and the file does not
    hold. ``level`` is that of a heading, from 1; ``lead`` counts the characters at the
    beginning that stand out (in bold). ``lines`` are the lines as they were broken.
    """

    text: str
    place: Place = NOWHERE
    generated: str = ""
    level: int | None = None
    lead: int = 0
    indent: int = 0
    edge: int = 0
    """Where its further lines begin, of one whose first line hangs out; else 0."""
    centred: bool = False
    right: bool = False
    fixed: bool = False
    """Words that are no text to be parsed: a row of a table, a list of contents."""
    lines: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The text as printed, with the number that the program puts before it."""
        return f"{self.generated} {self.text}".strip() if self.generated else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Characters of the input that stand in no file, and why."""

    kind: str
    text: str
    why: str
    place: Place = NOWHERE

    @property
    def said(self) -> str:
        """The kind as people read it; a tag of HTML stays as it is written."""
        mark = self.kind.removeprefix("markup: ")
        return say(self.kind) if mark == self.kind else say("markup: {kind}", kind=say(mark))


KINDS: Final = (
    later("footnote"), later("endnote"), later("header"), later("footer"), later("script"),
    later("style"), later("template"), later("title"), later("noscript"), later("textarea"),
    later("select"), later("nav"), later("svg"),
)  # fmt: skip
"""Kinds of what is left out that are called as in the format of the document."""


@dataclass(slots=True)
class SourceDocument:
    """A document as its reader gives it: blocks, what it left out, and what it doubts."""

    format: Format
    file: str
    blocks: list[SourceBlock] = field(default_factory=list)
    notes: list[SourceBlock] = field(default_factory=list)
    """Footnotes and endnotes, which go behind the closing."""
    total: int = 0
    """All characters of the input that are no white space, counted apart from the reading."""
    left_out: list[LeftOut] = field(default_factory=list)
    lost: list[LeftOut] = field(default_factory=list)
    """What the reader knows that it could not carry, by its place."""
    doubts: list[Problem] = field(default_factory=list)
    struck: Struck | None = None
    """What was asked to become of struck text; without it, a document that has some stops."""
    passages: list[LeftOut] = field(default_factory=list)
    """The passages that are struck through."""
    computed: int = 0
    """Characters in the blocks that the page shows and the file does not hold."""

    def strike(self, text: str, place: Place) -> None:
        """Note a passage that is struck through; it is left out where that was asked for."""
        passage = LeftOut(
            kind=later("struck text"), text=text, why=say("it is struck through"), place=place
        )
        if size(text):
            self.passages.append(passage)
            if self.struck != "keep":
                self.left_out.append(passage)

    def leave_out(self, kind: str, text: str, why: str, place: Place = NOWHERE) -> None:
        """Note characters that go no further; white space alone is not worth a note."""
        if size(text):
            self.left_out.append(LeftOut(kind=kind, text=text, why=why, place=place))


def doubt(
    code: str, message: str, hint: str, place: Place, *, severity: Severity = "warning"
) -> Problem:
    """Something that a person should look at; it stops nothing."""
    return Problem(code=code, message=message, hint=hint, place=place, severity=severity)


def other_side(changes: str | None) -> str:
    """Why a text is left out that is not on the side of the tracked changes asked for."""
    if changes == "accept":
        return say("not in the text with its changes accepted")
    return say("not in the text with its changes rejected")


def size(*texts: str) -> int:
    """How many characters of ``texts`` are no white space."""
    return sum(len("".join(text.split())) for text in texts)


def in_capitals(text: str) -> str:
    """A text as it is printed in capitals; a letter without one of its own stays, such as ß."""
    capitals = ((char, char.upper()) for char in text)
    return "".join(large if len(large) == 1 else char for char, large in capitals)


def trimmed(text: str) -> str:
    """``text`` tidied, without the white space that lays out its lines."""
    return tidy("\n".join(line.strip(EDGES) for line in text.split("\n")))


def joined(lines: Iterable[str]) -> str:
    """Lines that were broken by their width as one: with a space between Latin letters."""
    whole = ""
    for line in (line.strip(EDGES) for line in lines):
        if not line:
            continue
        wide = bool(whole) and (is_wide(whole[-1]) or is_wide(line[0]))
        whole += line if not whole or wide else f" {line}"
    return whole


def is_wide(char: str) -> bool:
    """Whether a character belongs to Japanese writing, which has no spaces between words."""
    return "\u3000" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef"
