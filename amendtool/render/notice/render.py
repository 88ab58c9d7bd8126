"""A document as the contents of a file, in the format that its name asks for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

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

SCHEMA: Final = "amendtool/document/1"


def render_document(
    document: Document,
    format: str,
    *,
    templates: Sequence[Path] = (),
    moment: datetime | None = None,
) -> bytes:
    """``document`` in one of the formats of :data:`amendtool.render.FORMATS`.

    ``templates`` are folders whose ``document.html.j2`` goes before the packaged one (HTML
    only); ``moment`` is the date in the document properties (DOCX only). The same arguments
    give the same bytes. Raises :class:`InputError` for a character that a document cannot
    hold and for a faulty template; ValueError for another format.
    """
    if format == "html":
        from amendtool.render.notice.html import to_html

        return to_html(document, templates).encode()
    if format == "docx":
        from amendtool.render.notice.docx import to_docx

        return to_docx(document, moment=moment)
    if format == "markdown":
        from amendtool.render.notice.markdown import to_markdown

        return to_markdown(document).encode()
    if format == "json":
        return (json.dumps(to_record(document), ensure_ascii=False, indent=2) + "\n").encode()
    raise ValueError(f"{format!r} is no format of a document")


def to_record(document: Document) -> dict[str, Any]:
    """``document`` as JSON: ``amendtool/document/1``, with the table as ``amendtool/table/1``."""
    return {
        "schema": SCHEMA,
        "language": document.language,
        "title": document.title,
        "blocks": [_record(block) for block in document.blocks],
    }


def _record(block: Block) -> dict[str, Any]:
    match block:
        case Title(text):
            return {"kind": "title", "text": text}
        case Heading(text, level):
            return {"kind": "heading", "level": level, "text": text}
        case Line(text, align):
            return {"kind": "line", "align": align.value, "text": text}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Numbered(entries):
            return {
                "kind": "numbered",
                "entries": [
                    {"number": entry.number, "blocks": [_record(each) for each in entry.blocks]}
                    for entry in entries
                ],
            }
        case Facts(facts, layout):
            return {
                "kind": "facts",
                "layout": layout.value,
                "facts": [{"term": fact.term, "value": fact.value} for fact in facts],
            }
        case Comparison(table):
            from amendtool.render.table.json import to_json

            return {"kind": "table", "table": json.loads(to_json(table))}
