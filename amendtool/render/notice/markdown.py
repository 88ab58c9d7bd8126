"""A document around the table as GitHub-flavoured Markdown, for a pull request or a wiki."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amendtool.articles.languages import language_of
from amendtool.render.notice.model import (
    Block,
    Comparison,
    Document,
    Facts,
    Heading,
    Line,
    Numbered,
    Paragraph,
    Title,
)
from amendtool.render.table.markdown import inline_of, line_of
from amendtool.render.table.markdown import to_markdown as table_to_markdown


def to_markdown(document: Document) -> str:
    """``document`` as Markdown; every character of a text is literal.

    Lists become lists whose entries begin with their numbers, since Markdown would count
    for itself. Raises :class:`InputError` for a character that no document can hold.
    """
    shift = 1 if any(isinstance(block, Title) for block in document.blocks) else 0
    parts = (part for block in document.blocks for part in _parts(block, shift, document))
    return "\n\n".join(parts) + "\n"


def _parts(block: Block, shift: int, document: Document) -> Iterator[str]:
    match block:
        case Title(text):
            yield f"# {_heading(text)}"
        case Heading(text, level):
            yield f"{'#' * (level + shift)} {_heading(text)}"
        case Line(text) | Paragraph(text):
            yield line_of(text)
        case Numbered():
            yield _list(block)
        case Facts(facts):
            gap = language_of(document.language).term_gap
            yield "\\\n".join(line_of(f"{fact.term}{gap}{fact.value}") for fact in facts)
        case Comparison(table):
            yield table_to_markdown(replace(table, title="")).rstrip("\n")


def _heading(text: str) -> str:
    """``text`` behind ``#``, where nothing begins a block but a last ``#`` would be dropped."""
    inline = inline_of(text)
    return f"{inline[:-1]}\\#" if inline.endswith("#") else inline


def _list(block: Numbered) -> str:
    entries = []
    for entry in block.entries:
        parts: list[str] = []
        for each in entry.blocks:
            parts.append(_list(each) if isinstance(each, Numbered) else _text(each))
        if isinstance(entry.blocks[0], Paragraph):
            parts[0] = line_of(f"{entry.number} {_plain(entry.blocks[0])}")
        else:
            parts.insert(0, line_of(entry.number))
        lines = "\n\n".join(parts).split("\n")
        entries.append(
            "\n".join([f"- {lines[0]}", *(f"  {line}" if line else "" for line in lines[1:])])
        )
    return "\n".join(entries)


def _text(block: Block) -> str:
    return line_of(_plain(block))


def _plain(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""
