"""A line of a Word file or an OpenDocument text while it is read, whichever of them it is.

Its readers say what of a piece of text is seen and how; what becomes of it is the same for both:
what is struck through is a passage, the letters in bold at the beginning stand out, and a line
that is broken is a block for each of its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from lxml import etree

from amendtool.errors import Place, Problem
from amendtool.importing.blocks import SourceBlock, SourceDocument, doubt, size
from amendtool.importing.evidence.beginnings import begins_level
from amendtool.messages import later, say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLook:
    """How a line looks, whatever its words."""

    level: int | None = None
    """The level of a heading."""
    indent: int = 0
    edge: int = 0
    centred: bool = False
    right: bool = False
    bold: bool = False
    """Whether its style is bold, so that bold letters do not stand out in it."""


@dataclass(slots=True)
class ReadLine:
    """The text of a line so far, and what stands beside it."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    """Texts, and whether they are bold."""
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    """Passages that are struck through, in one piece where they stand together."""
    after_struck: bool = False
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(text for text, _ in self.parts)

    def put(self, shown: str, *, bold: bool, struck: bool, keep: bool) -> None:
        """Add a text as it is shown; one that is struck through only where it is to be kept."""
        if struck and shown.strip():
            if self.after_struck:
                self.struck[-1] += shown
            else:
                self.struck.append(shown)
            self.after_struck = True
            if not keep:
                return
        elif shown.strip():
            self.after_struck = False
        self.parts.append((shown, bold))

    def settle(self, document: SourceDocument, place: Place) -> None:
        """Report what is not printed of the line, and what is struck through."""
        for text in self.hidden:
            document.leave_out(later("hidden text"), text, say("it is not printed"), place)
        for text in self.struck:
            document.strike(text, place)

    def blocks(self, place: Place, generated: str, look: LineLook) -> Iterator[SourceBlock]:
        """A block for each row of the line; the first has the number."""
        text = self.text
        bold = [char_bold for part, char_bold in self.parts for _ in part]
        position = 0
        for row in text.split("\n"):
            begin = lead = position + len(row) - len(row.lstrip())
            end = position + len(row)
            while lead < end and (bold[lead] or text[lead].isspace()):
                lead += 1
            stripped = row.strip()
            if stripped or (generated and not text.strip()):
                # A line that is bold throughout, as its style or its level says, stands out as
                # a whole; nothing at its beginning does.
                whole = lead - begin >= len(stripped)
                styled = look.bold and all(bold[begin:end])
                yield SourceBlock(
                    text=stripped,
                    place=place,
                    generated=generated,
                    level=look.level,
                    lead=0 if whole and (look.level or styled) else lead - begin,
                    indent=look.indent,
                    edge=look.edge,
                    centred=look.centred,
                    right=look.right,
                    lines=(stripped,),
                )
                generated = ""
            position += len(row) + 1


def join_row(document: SourceDocument, start: int) -> None:
    """Make one line of the blocks from ``start`` on: the row of a table that lays out nothing.

    The numbers of its lists are words of that line, which the file does not hold.
    """
    taken = document.blocks[start:]
    if not taken:
        return
    text = " ".join(block.whole for block in taken)
    document.computed += size(*(block.generated for block in taken))
    document.blocks[start:] = [
        SourceBlock(
            text=text, place=taken[0].place, fixed=True, indent=taken[0].indent, lines=(text,)
        )
    ]


def doubt_table(document: SourceDocument, cells: list[str], place: Place) -> bool:
    """Doubt a table; whether it lays out articles, so that its cells are read one by one."""
    laid_out = any(map(begins_level, cells))
    document.doubts.append(
        doubt(
            "table",
            say("a table that lays out articles is read cell by cell")
            if laid_out
            else say("a table stands here; each row is carried as one line"),
            say("check how it reads; a clause holds text, not tables"),
            place,
        )
    )
    return laid_out


def doubt_small_capitals(places: list[Place]) -> Problem:
    """The doubt about small capitals, at the first of the places where they stand."""
    return doubt(
        "small-capitals",
        say(
            "text is printed in small capitals ({count} times, here first); it is carried in "
            "the letters that were typed",
            count=len(places),
        ),
        say("nothing, unless the capitals are meant"),
        places[0],
        severity="note",
    )


def doubt_box(document: SourceDocument, place: Place) -> None:
    """Doubt where the text of a text box belongs."""
    document.doubts.append(
        doubt(
            "text-box",
            say("the text of a text box stands here in the order of reading"),
            say("check that it stands where it belongs"),
            place,
        )
    )
