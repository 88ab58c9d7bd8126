"""A document around the table as one HTML page, through ``document.html.j2``.

The page is that of the table, ``table.html.j2``, with the blocks before and behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from amendtool.comparison.table import Table
from amendtool.render.charter.html import laid_out
from amendtool.render.notice.model import (
    Comparison,
    Cover,
    FactList,
    Grid,
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
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.render.typography import check_characters

TEMPLATE: Final = "document.html.j2"

_View = dict[str, object]


def to_html(document: Notice, templates: Sequence[Path] = ()) -> str:
    """``document`` as a page that needs no other file, no script and no colour.

    ``templates`` are folders whose ``document.html.j2`` goes before the packaged one. Raises
    :class:`InputError` as :func:`amendtool.render.table.html.to_html` does.
    """
    table = document.table
    page = Table(language=document.language, title=document.title, columns=("", ""), rows=())
    if table is not None:
        check_characters(table)
        page = replace(table, title=document.title or table.title, language=document.language)
    elif document.articles is not None:
        page = replace(page, look=document.articles.look)
    blocks = document.blocks
    middle = next((n for n, each in enumerate(blocks) if isinstance(each, Comparison)), len(blocks))
    # Without a title the first heading is what the page is called by.
    shift = 1 if any(isinstance(block, Title | Cover) for block in blocks) else 0
    arguments = {
        "table": page,
        "has_table": table is not None,
        "table_language": table.language if table is not None else document.language,
        "before": [_view(block, shift) for block in blocks[:middle]],
        "after": [_view(block, shift) for block in blocks[middle + 1 :]],
    }
    filled = Templates(templates, table_functions(table or page), values=VALUES)
    return filled.fill(TEMPLATE, arguments, most=MAX_PAGE)


def _view(block: NoticeBlock, shift: int) -> _View:
    """A block as a template reads it; each text is the list of its lines."""
    match block:
        case Title(text):
            return {"kind": "title", "lines": _lines(text)}
        case Heading(text, level):
            return {"kind": "heading", "lines": _lines(text), "level": level + shift}
        case NoticeLine(text, align):
            return {"kind": "line", "lines": _lines(text), "align": align.value}
        case NoticeParagraph(text):
            return {"kind": "paragraph", "lines": _lines(text)}
        case NumberedList(entries):
            return {
                "kind": "numbered",
                "entries": [
                    {"number": e.number, "blocks": [_view(each, shift) for each in e.blocks]}
                    for e in entries
                ],
            }
        case FactList(facts, layout):
            return {
                "kind": "facts",
                "layout": layout.value,
                "facts": [{"term": fact.term, "lines": _lines(fact.value)} for fact in facts],
            }
        case Cover(blocks):
            return {"kind": "cover", "blocks": [_view(each, shift) for each in blocks]}
        case PageBreak():
            return {"kind": "break"}
        case Grid(heads, rows, widths):
            return {
                "kind": "grid",
                "widths": [f"{100 * part / sum(widths):.4g}%" for part in widths],
                "heads": [_lines(cell.text) for cell in heads],
                "rows": [
                    [{"lines": _lines(cell.text), "align": cell.align.value} for cell in row]
                    for row in rows
                ],
            }
        case WholeArticles(export):
            before, sections = laid_out(export, deeper=shift)
            return {
                "kind": "articles",
                "title": export.title,
                "tag": f"h{1 + shift}",
                "language": export.language,
                "before": before,
                "sections": sections,
            }
        case Comparison():
            raise ValueError("the table is printed by the page")


def _lines(text: str) -> list[str]:
    return text.split("\n")
