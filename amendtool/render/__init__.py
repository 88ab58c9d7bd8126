"""Renderers: a comparison table as HTML, DOCX, Markdown, JSON, or text for a terminal.

A renderer lays out what stands in the runs and decides nothing: not one character is
added to a clause or taken from it. Each module imports its library itself and is
imported here only when its format is asked for, because start-up time counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from amendtool.comparison.table import Table
from amendtool.errors import InputError, Problem

FORMATS: dict[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".md": "markdown",
    ".json": "json",
}
"""The file endings that choose a format, in the order in which they are offered."""

ENDINGS: dict[str, str] = {**FORMATS, ".pdf": "pdf"}
"""The same, and PDF, which ``amendtool.render.pdf`` prints from DOCX or HTML."""


def format_of(path: str | Path) -> str:
    """The format that the ending of ``path`` asks for: a value of :data:`ENDINGS`.

    Raises :class:`InputError` (``unknown-format``) for any other ending.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        endings = " ".join(ENDINGS)
        found = f"the ending {ending!r} is" if ending else "a name without an ending is"
        raise InputError(
            Problem(
                code="unknown-format",
                message=f"{path}: {found} no format of the table; expected one of {endings}",
                hint="name the file after the format you want, for example table.docx",
            )
        )
    return ENDINGS[ending]


def render(
    table: Table,
    format: str,
    *,
    templates: Sequence[Path] = (),
    moment: datetime | None = None,
) -> bytes:
    """``table`` as the contents of a file in ``format`` (a value of :data:`FORMATS`).

    ``templates`` are folders whose ``table.html.j2`` goes before the packaged one (HTML
    only); ``moment`` is the date in the document properties (DOCX only). The same
    arguments give the same bytes. Raises :class:`InputError` for a character that a
    document cannot hold, for a faulty template and for an unknown format.
    """
    if format == "html":
        from amendtool.render.table.html import to_html

        return to_html(table, templates).encode()
    if format == "docx":
        from amendtool.render.table.docx import to_docx

        return to_docx(table, moment=moment)
    if format == "markdown":
        from amendtool.render.table.markdown import to_markdown

        return to_markdown(table).encode()
    if format == "json":
        from amendtool.render.table.json import to_json

        return to_json(table).encode()
    names = ", ".join(dict.fromkeys(FORMATS.values()))
    raise InputError(
        Problem(
            code="unknown-format",
            message=f"{format!r} is no format of the table; expected one of {names}",
            hint="choose one of these formats",
        )
    )
