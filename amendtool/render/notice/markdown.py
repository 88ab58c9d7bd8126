"""A document around the table or the articles as GitHub-flavoured Markdown, for a wiki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align
from amendtool.patterns import compiled
from amendtool.render.charter.text import to_markdown as articles_to_markdown
from amendtool.render.markdown import inline_of, line_of
from amendtool.render.notice.model import (
    Comparison,
    Cover,
    FactList,
    Grid,
    GridCell,
    Heading,
    Notice,
    NoticeBlock,
    NoticeLine,
    NoticeParagraph,
    NumberedList,
    PageBreak,
    Title,
    WholeArticles,
)
from amendtool.render.table.markdown import to_markdown as table_to_markdown


def to_markdown(document: Notice) -> str:
    """``document`` as Markdown; every character of a text is literal.

    Lists become lists whose entries begin with their numbers, since Markdown would count
    for itself. Raises :class:`InputError` for a character that no document can hold.
    """
    shift = 1 if any(isinstance(block, Title | Cover) for block in document.blocks) else 0
    parts = (part for block in document.blocks for part in _parts(block, shift, document))
    return "\n\n".join(parts) + "\n"


def _parts(block: NoticeBlock, shift: int, document: Notice) -> Iterator[str]:
    match block:
        case Title(text):
            yield f"# {_heading(text)}"
        case Heading(text, level):
            yield f"{'#' * (level + shift)} {_heading(text)}"
        case NoticeLine(text) | NoticeParagraph(text):
            yield line_of(text)
        case NumberedList():
            yield _list(block)
        case FactList(facts):
            gap = language_of(document.language).term_gap
            yield "\\\n".join(line_of(f"{fact.term}{gap}{fact.value}") for fact in facts)
        case Comparison(table):
            yield table_to_markdown(replace(table, title="")).rstrip("\n")
        case Cover(blocks):
            for each in blocks:
                yield from _parts(each, shift, document)
        case PageBreak():
            yield "---"
        case Grid(heads, rows, _):
            marks = [_COLUMNS[each.align] for each in heads]
            yield "\n".join([_row(heads), f"| {' | '.join(marks)} |", *map(_row, rows)])
        case WholeArticles(export):
            # What it is the heading of stands one deeper, below the title of the document.
            for part in articles_to_markdown(export).rstrip("\n").split("\n\n"):
                yield f"#{part}" if shift and _HEADED.match(part) else part


_HEADED: Final = compiled(r"#{1,5} ")
_COLUMNS: Final = {Align.LEFT: "---", Align.CENTRE: ":-:", Align.RIGHT: "--:"}


def _row(cells: Sequence[GridCell]) -> str:
    return f"| {' | '.join(inline_of(cell.text) for cell in cells)} |"


def _heading(text: str) -> str:
    """``text`` behind ``#``, where nothing begins a block but a last ``#`` would be dropped."""
    inline = inline_of(text)
    return f"{inline[:-1]}\\#" if inline.endswith("#") else inline


def _list(block: NumberedList) -> str:
    entries = []
    for entry in block.entries:
        parts: list[str] = []
        for each in entry.blocks:
            parts.append(_list(each) if isinstance(each, NumberedList) else _text(each))
        if isinstance(entry.blocks[0], NoticeParagraph):
            parts[0] = line_of(f"{entry.number} {_plain(entry.blocks[0])}")
        else:
            parts.insert(0, line_of(entry.number))
        lines = "\n\n".join(parts).split("\n")
        entries.append(
            "\n".join([f"- {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])])
        )
    return "\n".join(entries)


def _text(block: NoticeBlock) -> str:
    return line_of(_plain(block))


def _plain(block: NoticeBlock) -> str:
    return block.text if isinstance(block, NoticeParagraph) else ""
