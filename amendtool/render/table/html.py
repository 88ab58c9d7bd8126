"""The table as one self-contained HTML page, through the template ``table.html.j2``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from amendtool.articles.languages import ENGLISH, LANGUAGES, language_of
from amendtool.comparison.table import (
    Align,
    Block,
    BlockKind,
    Cell,
    Look,
    Mark,
    Orientation,
    Row,
    RowKind,
    Run,
    Table,
)
from amendtool.patterns import compiled
from amendtool.render.templates import MAX_PAGE, Functions, Templates, Values
from amendtool.render.typography import (
    check_characters,
    em_width,
    is_short,
    laid_out,
    row_label,
)

TEMPLATE = "table.html.j2"

VALUES: Values = {
    Row: frozenset({"kind", "present", "proposed", "remarks"}),
    Block: frozenset({"kind", "runs", "level", "text"}),
    Run: frozenset({"text", "changed", "whole"}),
    RowKind: frozenset({"value"}),
    BlockKind: frozenset({"value"}),
}
"""What a template reads in the cells of a table."""


_SPOKEN = tuple(
    (tag, row.spoken.added, row.spoken.removed, row.spoken.end)
    for tag, row in LANGUAGES.items()
    if row is not ENGLISH
)
"""What is said of a change in each language; the page itself says it in English."""

_NOT_PLAIN = compiled(r"(?:\A|(?<= ))[0-9-]|[^\w -]")


def to_html(table: Table, templates: Sequence[Path] = ()) -> str:
    """``table`` as a page that needs no other file, no script and no colour.

    ``templates`` are folders; the first ``table.html.j2`` found in them goes before the
    packaged one. The template gets ``table`` and, from :mod:`amendtool.render.typography`, the
    functions ``row_label(row)``, ``is_short(row)``, ``laid_out(cell)``, ``ems(text)``,
    ``parts(row)`` (the rows that it is printed as, each with its classes),
    ``cells(row)`` (in the order of the columns, each with its element) and ``house_css()``.

    Raises :class:`InputError` for a character that a document cannot hold and for a
    template that cannot be read, has a syntax error, names what does not exist or does
    what the sandbox forbids, with its file and line.
    """
    check_characters(table)
    return Templates(templates, table_functions(table), values=VALUES).fill(
        TEMPLATE, {"table": table}, most=MAX_PAGE
    )


def table_functions(table: Table) -> Functions:
    """What the template of a page with ``table`` in it may call."""
    monospaced = language_of(table.language).wide

    def ems(text: str) -> float:
        return round(em_width(text, monospaced=monospaced), 2)

    def parts(row: Row) -> tuple[tuple[Row, str], ...]:
        found = row.parts()
        return tuple(
            (part, (" open" if part is not found[-1] else "") + (" inner" if number else ""))
            for number, part in enumerate(found)
        )

    def cells(row: Row) -> tuple[tuple[Cell, str], ...]:
        return table.in_order((row.present, "del"), (row.proposed, "ins"))

    return {
        "row_label": row_label,
        "is_short": is_short,
        "laid_out": laid_out,
        "ems": ems,
        "cells": cells,
        "parts": parts,
        "house_css": lambda: house_css(table),
        "spoken_marks": lambda: _SPOKEN,
    }


def house_css(table: Table) -> str:
    """What the house style changes in the style sheet of the packaged page, a rule a line.

    It holds no character that HTML would escape.
    """
    look, usual = table.look, Look()
    rules: list[str] = []
    if look.label_align is not usual.label_align:
        align = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
        rules.append(f".label {{ text-align: {align[look.label_align]}; }}")
    if look.marks != usual.marks:
        rules.append(f"ins, del {{ {_marks(look.marks)} }}")
    if look.whole_marks != look.marks:
        rules.append(f"ins.whole, del.whole {{ {_marks(look.whole_marks)} }}")
    if look.removed_marks:
        rules.append(f"del, del.whole {{ {_marks(look.removed_marks)} }}")
    if look.hanging_indent:
        rules.append(".paragraph { padding-left: 1em; text-indent: -1em; }")
    if any(row.facing for row in table.rows):
        # A part covers the line below the one above it; where a page ends between them the line
        # closes the frame, and the heads of the next page keep half of theirs.
        rules.append("tr.open td { padding-bottom: 0; }")
        rules.append("tr.inner td { padding-top: 0; }")
        rules.append(
            "tr.inner td::before { content: no-close-quote; display: block; height: 2.4px; "
            "margin: -2px -0.6em -0.4px; background: #fff; }"
        )
        rules.append("@media print { th { border-bottom-width: 2px; } }")
    if table.remarks is not None:
        aside = 16 if any(row.remarks for row in table.rows) else 10
        rules.append(f"th:nth-child(3), td:nth-child(3) {{ width: {aside}%; }}")
        rules.append(f"th:nth-child(-n+2), td:nth-child(-n+2) {{ width: {50 - aside // 2}%; }}")
    own = [
        font
        for font, other in (
            (look.font, usual.font),
            (look.japanese_font, usual.japanese_font),
        )
        if font != other
    ]
    if own:
        names = map(_font_name, own)
        last = "Times New Roman, Yu Mincho, ＭＳ 明朝, Noto Serif CJK JP, serif"
        rules.append(f"body, body:lang(ja) {{ font-family: {', '.join(names)}, {last}; }}")
    if look.font_size != usual.font_size:
        rules.append(f"body {{ font-size: {look.font_size:g}pt; }}")
    if (look.paper, look.orientation) != (usual.paper, usual.orientation):
        width, height = look.paper.size
        if look.orientation is Orientation.LANDSCAPE:
            width, height = height, width
        size = f"{width / 10:g}mm {height / 10:g}mm"
        rules.append(f"@page {{ size: {size}; }}")
        rules.append(f"body {{ max-width: {width / 10 - 40:g}mm; }}")
        rules.append("@media print { body { max-width: none; } }")
    return "".join(f"\n      {rule}" for rule in rules)


def _font_name(name: str) -> str:
    """``name`` as words that CSS reads without quotes, whatever they hold."""
    return _NOT_PLAIN.sub(lambda found: f"\\{ord(found.group()):x} ", " ".join(name.split()))


def _marks(marks: Collection[Mark]) -> str:
    lines = ["underline"] if {Mark.UNDERLINE, Mark.DOUBLE} & set(marks) else []
    lines += ["line-through"] if Mark.STRIKE in marks else []
    line = " ".join(lines) or "none"
    kind = "double" if Mark.DOUBLE in marks else "solid"
    weight = "bold" if Mark.BOLD in marks else "inherit"
    colour = "#c00000" if Mark.RED in marks else "inherit"
    return (
        f"text-decoration-line: {line}; text-decoration-style: {kind}; "
        f"font-weight: {weight}; color: {colour};"
    )
