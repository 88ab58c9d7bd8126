"""Text as it is written in Markdown so that every character of it is literal."""

from __future__ import annotations

import re

from amendtool.patterns import compiled

# Characters that begin something in Markdown. The pipe, the ampersand and the angle
# brackets become entities, because parsers differ on a backslash before a pipe.
_SPECIAL = compiled(r"[\\`*_{}\[\]~^$]|:(?=//)|(?<=\bwww)\.|@(?=\w)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_BLOCK_START = compiled(r"\A([ \t]*)(?:([#+=-])|(\d{1,9})([.)]))", re.ASCII)


def line_of(text: str) -> str:
    """``text`` as a line of its own, where ``#`` or ``1.`` would begin a block."""

    def escape(found: re.Match[str]) -> str:
        space, sign, number, stop = found.groups()
        return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"

    return _BLOCK_START.sub(escape, inline_of(text))


def inline_of(text: str) -> str:
    """``text`` inside a line or a cell, white space at its ends included."""
    return edges(literal(text))


def literal(text: str) -> str:
    """``text`` as it has to be written to stand there to the letter."""
    escaped = _SPECIAL.sub(lambda found: "\\" + found.group(), text).translate(_ENTITIES)
    return escaped.replace("\n", "<br>").replace("\t", "&#9;")


def edges(text: str) -> str:
    """``text`` with the white space at its ends as entities: a cell is trimmed."""
    inner = text.strip()
    if not inner:
        return "".join(f"&#{ord(character)};" for character in text)
    start = text[: text.index(inner)]
    end = text[len(start) + len(inner) :]
    before, after = ("".join(f"&#{ord(space)};" for space in edge) for edge in (start, end))
    return before + inner + after
