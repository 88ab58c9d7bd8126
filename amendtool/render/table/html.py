"""The table as one self-contained HTML page, through the template ``table.html.j2``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from amendtool.comparison.table import Block, BlockKind, Cell, Row, RowKind, Run, Table
from amendtool.render.filled import own_folder
from amendtool.render.table.page import measure, page, parts, row_writer
from amendtool.render.table.style_sheet import SPOKEN, house_css, style_sheet
from amendtool.render.typography import check_characters, is_short, laid_out, row_label

if TYPE_CHECKING:
    from amendtool.render.templates import Functions, Values

TEMPLATE = "table.html.j2"

VALUES: Values = {
    Row: frozenset({"kind", "present", "proposed", "remarks"}),
    Block: frozenset({"kind", "runs", "level", "text"}),
    Run: frozenset({"text", "changed", "whole"}),
    RowKind: frozenset({"value"}),
    BlockKind: frozenset({"value"}),
}
"""What a template reads in the cells of a table."""


def to_html(table: Table, templates: Sequence[Path] = ()) -> str:
    """``table`` as a page that needs no other file, no script and no colour.

    ``templates`` are folders; the first ``table.html.j2`` found in them goes before the
    packaged one, and without any template there the packaged page is written by itself. The
    template gets ``table`` and the functions ``written(row)`` (the whole of it),
    ``row_label(row)``, ``is_short(row)``, ``laid_out(cell)``, ``ems(text)``, ``parts(row)`` (the
    rows that it is printed as, each with its classes), ``cells(row)`` (in the order of the
    columns, each with its element), ``style_sheet()``, ``house_css()`` and ``spoken_marks()``.

    Raises :class:`InputError` for a character that a document cannot hold and for a
    template that cannot be read, has a syntax error, names what does not exist or does
    what the sandbox forbids, with its file and line.
    """
    check_characters(table)
    if own_folder(templates) is None:
        return page(table)
    from amendtool.render.templates import MAX_PAGE, Templates

    return Templates(templates, table_functions(table), values=VALUES).fill(
        TEMPLATE, {"table": table}, most=MAX_PAGE
    )


def table_functions(table: Table) -> Functions:
    """What the template of a page with ``table`` in it may call."""

    def cells(row: Row) -> tuple[tuple[Cell, str], ...]:
        return table.in_order((row.present, "del"), (row.proposed, "ins"))

    return {
        "written": row_writer(table),
        "row_label": row_label,
        "is_short": is_short,
        "laid_out": laid_out,
        "ems": measure(table),
        "cells": cells,
        "parts": parts,
        "style_sheet": style_sheet,
        "house_css": lambda: house_css(table),
        "spoken_marks": lambda: SPOKEN,
    }
