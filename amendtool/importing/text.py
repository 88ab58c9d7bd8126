"""Reading plain text: paragraphs put together again where lines were broken by their width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from amendtool.articles.text.encoding import decode
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import EDGES, SourceBlock, SourceDocument, doubt, joined, size
from amendtool.importing.structure.labels import (
    cut_short,
    dotted_label,
    english_label,
    japanese_label,
    markers,
    plain_label,
)

_ENDS: Final = tuple('。.;；:：!?！？」）)”"')
_OPEN: Final = re.compile(r"\b(?:a|an|and|any|at|by|for|from|in|of|on|or|that|the|to|under|with)$")
"""A line that ends with such a word is not the end of anything."""
_WRAPPED: Final = 132
"""A line longer than this is a whole paragraph: nobody breaks lines that late (132 columns were
the widest line printer)."""
_NARROWEST: Final = 40
"""Nor so early: shorter lines are a list, not broken text. (20 Japanese characters.)"""
_FEWEST: Final = 4
"""So few lines tell nothing of a width."""
_FULL: Final = 0.8
"""A line that is as full as this and ends in the middle of a sentence was broken, …"""
_FILLED: Final = 0.7
"""… and one that is less full was ended, for the next word would have had room in it."""
_LAST_WORD: Final = 4
"""The columns that a full line may lack: two Japanese characters that may not begin a line."""


def read_text(data: bytes, *, file: str) -> SourceDocument:
    """The blocks of a plain text.

    Raises:
        InputError: when it is not in UTF-8.
    """
    text, warnings = decode(data, file=file)
    document = SourceDocument(format="text", file=file, total=size(text))
    document.doubts += [one for one in warnings if one.code == "byte-order-mark"]
    rows = [
        (number, line.rstrip())
        for number, line in enumerate(text.replace("\f", "\n").split("\n"), 1)
    ]
    width = _width([line for _, line in rows])
    group: list[tuple[int, str]] = []
    for number, line in rows:
        if not line.strip(EDGES):
            _flush(document, group)
        elif group and not _goes_on(group[-1][1], line, width):
            _flush(document, group)
            group.append((number, line))
        else:
            if group and (mark := joined_mark(group[-1][1], line)) is not None:
                document.doubts.append(line_joined(mark, Place(file=file, line=number)))
            group.append((number, line))
    _flush(document, group)
    return document


def _flush(document: SourceDocument, group: list[tuple[int, str]]) -> None:
    if not group:
        return
    lines = tuple(line for _, line in group)
    first = lines[0]
    document.blocks.append(
        SourceBlock(
            text=joined(lines),
            lines=lines,
            indent=_indent(first),
            place=Place(file=document.file, line=group[0][0]),
        )
    )
    group.clear()


def columns(line: str) -> int:
    """How wide a line is in print, where Japanese characters take two columns."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _indent(line: str) -> int:
    return columns(
        line.expandtabs(4)[: len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(EDGES))]
    )


def _width(lines: Sequence[str]) -> int:
    """The width that the lines of a text were broken at, 0 where they were not."""
    widths = sorted(columns(line) for line in lines if line.strip(EDGES))
    if len(widths) < _FEWEST or widths[-1] > _WRAPPED:
        return 0
    top = widths[-1]
    full = [
        line for line in lines
        if columns(line) >= _FULL * top and not line.rstrip().endswith(_ENDS)
    ]  # fmt: skip
    return top if len(full) >= 2 and top >= _NARROWEST else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before it, which was broken by its width."""
    if cut_short(before):
        return True
    if not width or starts(line):
        return False
    if _OPEN.search(before):
        return True
    if columns(before) < _FILLED * width:
        return False
    full = columns(before) >= width - _LAST_WORD
    return full or not before.rstrip().endswith(("。", ".", ";", ":"))


def starts(line: str) -> bool:
    """Whether a line begins with the number of a provision, or a caption in brackets."""
    text = line.strip(EDGES)
    if japanese_label(text) or english_label(text) or dotted_label(text) or plain_label(text):
        return True
    if re.fullmatch(r"[（(【〔].{1,40}[）)】〕]", text) or re.match(r"[・•●■*-][\s\u3000]", text):
        return True
    return any(
        not mark.bare or mark.kind in ("circled", "number○", "iroha", "kanji", "katakana")
        or not text[:1].isascii()
        for mark in markers(text)
    )  # fmt: skip


def joined_mark(before: str, line: str) -> str | None:
    """What looks like a mark in a line that is joined to the one before it; None where none does.

    Behind ``under Section`` it is the number that is cited.
    """
    text = line.strip(EDGES)
    if cut_short(before):
        return None
    found = markers(text)
    if not found or (
        found[0].bare and not (text[found[0].end :].strip(EDGES)[:1] or "a").isupper()
    ):
        return None
    return found[0].printed


def line_joined(mark: str, place: Place) -> Problem:
    """The doubt about a line that begins like a provision and is read on with the one before."""
    return doubt(
        "line-joined",
        f"this line begins with {mark.strip()} and is read as the rest of the line above it",
        "put an empty line before it if it is a provision of its own",
        place,
    )
