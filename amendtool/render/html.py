"""The table as one self-contained HTML page, through the template ``table.html.j2``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from amendtool.comparison.table import Block, BlockKind, Row, RowKind, Run, Table
from amendtool.render.layout import (
    check_characters,
    em_width,
    is_japanese,
    is_short,
    laid_out,
    row_label,
)
from amendtool.render.sandbox import Functions, Templates, Values

TEMPLATE = "table.html.j2"

MAX_OUTPUT = 64 * 1024 * 1024
"""The most characters a page may have; a table of 10,000 articles has a fifth of it."""

VALUES: Values = {
    Row: frozenset({"kind", "present", "proposed"}),
    Block: frozenset({"kind", "runs", "level", "text"}),
    Run: frozenset({"text", "changed"}),
    RowKind: frozenset({"value"}),
    BlockKind: frozenset({"value"}),
}
"""What a template reads in the cells of a table."""


def to_html(table: Table, templates: Sequence[Path] = ()) -> str:
    """``table`` as a page that needs no other file, no script and no colour.

    ``templates`` are folders; the first ``table.html.j2`` found in them goes before the
    packaged one. The template gets ``table`` and, from :mod:`amendtool.render.layout`, the
    functions ``row_label(row)``, ``is_short(row)``, ``laid_out(cell)`` and ``ems(text)``.

    Raises :class:`InputError` for a character that a document cannot hold and for a
    template that cannot be read, has a syntax error, names what does not exist or does
    what the sandbox forbids, with its file and line.
    """
    check_characters(table)
    return Templates(templates, table_functions(table), values=VALUES).fill(
        TEMPLATE, {"table": table}, most=MAX_OUTPUT
    )


def table_functions(table: Table) -> Functions:
    """What the template of a page with ``table`` in it may call."""
    monospaced = is_japanese(table)

    def ems(text: str) -> float:
        return round(em_width(text, monospaced=monospaced), 2)

    return {"row_label": row_label, "is_short": is_short, "laid_out": laid_out, "ems": ems}
