"""Where each character of a YAML text stands in its file.

A parser says where a text begins, not where its tenth character went: the lines of a block
are indented, lines are folded, quotes are doubled, characters escaped.  The text and what is
written in the file are walked side by side, following chapters 5 to 8 of the YAML 1.1
specification (escapes, line folding, block scalars).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ESCAPE_LENGTHS: Final = {"x": 4, "u": 6, "U": 10}  # with the backslash; the others have 2
_WHITE: Final = " \n"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenScalar:
    """What is written for one scalar: characters ``start`` to ``end`` of ``text``.

    ``style`` is the first character of a quoted or block scalar, else empty; ``line`` and
    ``column`` are those of ``start``.
    """

    text: str
    start: int
    end: int
    style: str
    line: int
    column: int

    def position(self, value: str, offset: int) -> tuple[int, int]:
        """Line and column of character ``offset`` of ``value``, the text that this gives.

        An offset outside ``value`` counts as its nearest end; the end itself stands after
        the last character.
        """
        written = self.text[self.start : self.end]
        at = _offset_written(written, self.style, value, min(max(offset, 0), len(value)))
        lines = written.count("\n", 0, at)
        if not lines:
            return self.line, self.column + at
        return self.line + lines, at - written.rfind("\n", 0, at)


def _offset_written(written: str, style: str, value: str, offset: int) -> int:
    """Where character ``offset`` of ``value`` stands in ``written``."""
    if written == value:
        return offset
    kept: Sequence[int]
    if style in ("|", ">"):
        kept = _block_content(written, value)
    elif style:
        kept = range(1, len(written) - 1)
    else:
        kept = range(len(written))
    if not kept:
        return 0
    content = "".join(written[at] for at in kept)
    step = 0
    length = 0
    for char in value[: offset + 1]:
        step = _next(content, step + length, char, style)
        length = min(_length(content, step, char, style), len(content) - step)
    if offset == len(value):
        step += length
    return kept[step] if step < len(kept) else kept[-1] + 1


def _block_content(written: str, value: str) -> list[int]:
    """The places in a block scalar that are content: all but its first line and the indents."""
    header = written.find("\n") + 1
    if not header:
        return []
    indent = max(_first_indent(written[header:]) - _first_indent(value), 0)
    kept: list[int] = []
    at = header
    for line in written[header:].splitlines(keepends=True):
        body = len(line.rstrip("\n"))
        kept += range(at + min(indent, body), at + len(line))
        at += len(line)
    return kept


def _first_indent(text: str) -> int:
    """How far the first line is indented that holds more than spaces."""
    for line in text.split("\n"):
        if line.strip(" "):
            return len(line) - len(line.lstrip(" "))
    return 0


def _next(content: str, at: int, char: str, style: str) -> int:
    """From ``at`` on, the place of the next character of the value, which is ``char``."""
    while at < len(content):
        here = content[at]
        if style == '"' and content.startswith("\\\n", at):
            at += 2  # the line goes on without a break, and without its indentation
            while content.startswith(" ", at):
                at += 1
        elif char in _WHITE:
            return at
        elif here in _WHITE:
            at += 1
        elif style == '"' and here == "\\" and content[at + 1 : at + 2] in (" ", "n"):
            at += 2
        else:
            return at
    return at


def _length(content: str, at: int, char: str, style: str) -> int:
    """How many characters are written for ``char``, which stands at ``at``."""
    here = content[at : at + 1]
    if style == '"' and here == "\\":
        return _ESCAPE_LENGTHS.get(content[at + 1 : at + 2], 2)
    if style == "'" and content.startswith("''", at):
        return 2
    return 0 if char in _WHITE and here not in _WHITE else 1
