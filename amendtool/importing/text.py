"""Reading plain text: a block for each line, which the structure joins where it was broken."""

from __future__ import annotations

import unicodedata

from amendtool.articles.text.encoding import decode
from amendtool.errors import Place
from amendtool.importing.blocks import EDGES, SourceBlock, SourceDocument, size


def read_text(data: bytes, *, file: str) -> SourceDocument:
    """The blocks of a plain text.

    Raises:
        InputError: when it is not in UTF-8.
    """
    text, warnings = decode(data, file=file)
    document = SourceDocument(format="text", file=file, total=size(text))
    document.doubts += [one for one in warnings if one.code == "byte-order-mark"]
    for number, line in enumerate(text.replace("\f", "\n").split("\n"), 1):
        line = line.rstrip()
        if line.strip(EDGES):
            document.blocks.append(
                SourceBlock(
                    text=line.strip(EDGES),
                    lines=(line,),
                    indent=_indent(line),
                    place=Place(file=file, line=number),
                )
            )
    return document


def columns(line: str) -> int:
    """How wide a line is in print, where Japanese characters take two columns."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def _indent(line: str) -> int:
    return columns(
        line.expandtabs(4)[: len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(EDGES))]
    )
