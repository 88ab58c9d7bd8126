"""A document around the table as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from amendtool.render.charter.text import to_text
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
from amendtool.render.table.json import to_json as table_to_json

if TYPE_CHECKING:
    from amendtool.render.records import BlockRecord, DocumentRecord

SCHEMA: Final = "amendtool/document/1"


def to_json(document: Notice) -> str:
    """``document`` as one JSON document, indented, with a final line feed.

    Raises :class:`InputError` for a character in the table that no document can hold.
    """
    return json.dumps(to_record(document), ensure_ascii=False, indent=2) + "\n"


def to_record(document: Notice) -> DocumentRecord:
    """``document`` as JSON: ``amendtool/document/1``, with the table as ``amendtool/table/1``."""
    return {
        "schema": SCHEMA,
        "language": document.language,
        "title": document.title,
        "blocks": [_record(block) for block in document.blocks],
    }


def _record(block: NoticeBlock) -> BlockRecord:
    match block:
        case Title(text):
            return {"kind": "title", "text": text}
        case Heading(text, level):
            return {"kind": "heading", "level": level, "text": text}
        case NoticeLine(text, align):
            return {"kind": "line", "align": align.value, "text": text}
        case NoticeParagraph(text):
            return {"kind": "paragraph", "text": text}
        case NumberedList(entries):
            return {
                "kind": "numbered",
                "entries": [
                    {"number": entry.number, "blocks": [_record(each) for each in entry.blocks]}
                    for entry in entries
                ],
            }
        case FactList(facts, layout):
            return {
                "kind": "facts",
                "layout": layout.value,
                "facts": [{"term": fact.term, "value": fact.value} for fact in facts],
            }
        case Comparison(table):
            return {"kind": "table", "table": json.loads(table_to_json(table))}
        case Cover(blocks):
            return {"kind": "cover", "blocks": [_record(each) for each in blocks]}
        case PageBreak():
            return {"kind": "break"}
        case Grid(heads, rows, _):
            return {
                "kind": "grid",
                "heads": [cell.text for cell in heads],
                "rows": [[cell.text for cell in row] for row in rows],
            }
        case WholeArticles(export):
            return {"kind": "articles", "title": export.title, "text": to_text(export)}
