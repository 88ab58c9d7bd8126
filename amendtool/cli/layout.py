"""How a page of help is laid out where its characters are not all one column wide.

Japanese has no spaces to break lines at, and most of its characters are two columns wide; click
knows neither. So its lines are broken here: between any two characters, but not before what must
not begin a line and not behind what must not end one (禁則処理). A text without such characters
is laid out as click does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import click

from amendtool.cli.console import Console

NOT_AT_START: Final = frozenset(
    "、。，．・：；？！）」』】〕〉》］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々゛゜…％),.:;?!]}"
)
NOT_AT_END: Final = frozenset("（「『【〔〈《［｛([{")

NARROWEST: Final = 30
"""The width that a page has in the narrowest terminal; it runs over the edge of a narrower one."""
_WIDEST: Final = 80
_NARROW: Final = 60
"""Below this width of a page the words of its table get more room than the names before them."""


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes; a character that may be wide counts so."""
    return len(text) if text.isascii() else sum(2 if _is_wide(each) else 1 for each in text)


def wrapped(text: str, width: int, *, first: str = "", rest: str = "") -> str:
    r"""``text`` in lines of at most ``width`` columns, paragraph by paragraph.

    ``first`` stands before the first line of each paragraph, ``rest`` before the others. A
    paragraph behind a line of ``\b`` keeps its lines.
    """
    if text.isascii() or not any(map(_is_wide, text)):
        return click.wrap_text(text, width, first, rest, preserve_paragraphs=True)
    told = []
    for paragraph in re.split(r"\n[ \t]*\n", text.strip("\n")):
        lines = [line.strip() for line in paragraph.split("\n")]
        if lines[0] == "\b":
            told.append("\n".join(f"{rest}{line.rstrip()}" for line in paragraph.split("\n")[1:]))
        else:
            told.append("\n".join(_filled(_joined(lines), width, first, rest)))
    return "\n\n".join(told)


class HelpPage(click.HelpFormatter):
    """A page of help; English is laid out to the letter as by click."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        if width is None:
            # click lets a page of fifty columns run over the edge of a narrower terminal.
            most = min(Console().width, max_width or _WIDEST)
            width = max(most - 2, NARROWEST)
        super().__init__(indent_increment, width, max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage; what goes on in the next line stands under the arguments."""
        head = self._usage_head(prog, prefix)
        if columns(head) == len(head) or not args:
            super().write_usage(prog, args, prefix)
            return
        indent = " " * columns(head)
        told = click.wrap_text(args, self.width, initial_indent=indent, subsequent_indent=indent)
        self.write(head + told[len(indent) :] + "\n")

    def _usage_head(self, prog: str, prefix: str | None) -> str:
        before = len(self.buffer)
        super().write_usage(prog, "", prefix)
        head = "".join(self.buffer[before:]).rstrip("\n") + " "
        del self.buffer[before:]
        return head

    def write_text(self, text: str) -> None:
        """A text in lines, each paragraph by itself."""
        indent = " " * self.current_indent
        self.write(wrapped(text, self.width, first=indent, rest=indent) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A table of names and what they mean."""
        every = list(rows)
        if self.width < _NARROW:
            col_max = self.width // 3
        indent = self.current_indent
        widest = max(columns(name) for name, _ in every)
        at = min(widest, col_max) + col_spacing
        for name, meaning in every:
            lines = wrapped(meaning, max(self.width - at - 2, 10)).splitlines() or [""]
            if columns(name) <= at - col_spacing:
                told = f"{name}{' ' * (at - columns(name))}{lines.pop(0)}"
                self.write(f"{' ' * indent}{told.rstrip()}\n")
            else:
                self.write(f"{' ' * indent}{name}\n")
            for line in lines:
                self.write(f"{' ' * (indent + at)}{line}\n")


class HelpContext(click.Context):
    """The context of a command whose help is a :class:`HelpPage`."""

    formatter_class = HelpPage


def _is_wide(character: str) -> bool:
    from unicodedata import east_asian_width

    return character > "\x7f" and east_asian_width(character) in "WFA"


def _joined(lines: Iterable[str]) -> str:
    """The lines of a paragraph as one; between Japanese characters stands no space."""
    text = ""
    for line in lines:
        glued = not text or not line or (_is_wide(text[-1]) and _is_wide(line[0]))
        text += line if glued else f" {line}"
    return text


def units(text: str) -> Iterator[str]:
    """The parts of a text that no line may break, each with the space behind it."""
    unit = ""
    for before, character in zip(" " + text, text, strict=False):
        if unit and _may_break(before, character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _may_break(before: str, behind: str) -> bool:
    if behind == " ":
        return False
    if before == " ":
        return True
    if behind in NOT_AT_START or before in NOT_AT_END:
        return False
    return _is_wide(before) or _is_wide(behind)


def _filled(text: str, width: int, first: str, rest: str) -> Iterator[str]:
    line, indent = "", first
    for unit in units(text):
        if line and columns(indent + (line + unit).rstrip()) > width:
            yield (indent + line).rstrip()
            line, indent = "", rest
        line += unit
    yield (indent + line).rstrip()
