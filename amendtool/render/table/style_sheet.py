"""The style sheet of the page of a table: what is the same for all, and what a house style adds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from amendtool.articles.languages import ENGLISH, LANGUAGES
from amendtool.comparison.table import Align, Look, Mark, Orientation, Table
from amendtool.patterns import compiled
from amendtool.render.filled import Filled, escape

SPOKEN: Final = tuple(
    (tag, row.spoken.added, row.spoken.removed, row.spoken.end)
    for tag, row in LANGUAGES.items()
    if row is not ENGLISH
)
"""What is said of a change in each language; the page itself says it in English."""

_NOT_PLAIN = compiled(r"(?:\A|(?<= ))[0-9-]|[^\w -]")

# ruff: noqa: E501 -- rules of the style sheet stand in a line each, with names of fonts
_USUAL: Final = """\
      html { background: #fff; color: #000; }
      body { margin: 0 auto; max-width: 170mm; padding: 1rem; font: 10.5pt/1.45 "Times New Roman", Times, "Liberation Serif", "Yu Mincho", YuMincho, "Hiragino Mincho ProN", "MS Mincho", "ＭＳ 明朝", "Noto Serif CJK JP", serif; }
      body:lang(ja) { font-family: "Yu Mincho", YuMincho, "Hiragino Mincho ProN", "MS Mincho", "ＭＳ 明朝", "Noto Serif CJK JP", "Noto Serif JP", serif; line-height: 1.6; line-break: strict; }
      h1 { font-size: 1.15em; text-align: center; margin: 0 0 0.6em; }
      .note { text-align: right; margin: 0 0 0.2em; }
      table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
      caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
      thead { display: table-header-group; }
      tr { break-inside: auto; }
      tr.short { break-inside: avoid; }
      tr.chapter { break-after: avoid; }
      th, td { width: 50%; box-sizing: border-box; border: solid #000; border-width: 0 1px 1px 0; box-decoration-break: clone; -webkit-box-decoration-break: clone; padding: 0.35em 0.6em; vertical-align: top; }
      th { border-top-width: 1px; font-weight: normal; text-align: center; }
      th:first-child, td:first-child { border-left-width: 1px; }
      p { margin: 0; overflow-wrap: anywhere; orphans: 2; widows: 2; }
      .chapter, .label { text-align: center; }
      .chapter, .heading, .number:not(:last-child) { break-after: avoid; break-inside: avoid; }
      .item, .subitem { padding-left: calc(var(--level, 1) * 1em + var(--text, 0em)); text-indent: calc(-1 * var(--hang, 0em)); }
      :lang(ja) .paragraph, :lang(ja) .item, :lang(ja) .subitem { text-align: justify; }
      ins, del { color: inherit; text-decoration: underline; text-decoration-skip-ink: none; text-underline-offset: 0.18em; }
      @media screen {
        ins::before, ins::after, del::before, del::after { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; text-indent: 0; }
        del::before { content: " [removed: "; }
        ins::before { content: " [added: "; }
        ins::after, del::after { content: "] "; }"""
_SPOKEN: Final = """
        :lang({tag}) del::before {{ content: "{removed}"; }}
        :lang({tag}) ins::before {{ content: "{added}"; }}
        :lang({tag}) ins::after, :lang({tag}) del::after {{ content: "{end}"; }}"""
_PRINT: Final = """
      }
      @page { size: A4; margin: 20mm; }
      @media print { body { max-width: none; padding: 0; } }"""


def style_sheet() -> Filled:
    """The rules of every table, as they stand in a page."""
    spoken = (
        _SPOKEN.format(
            tag=escape(tag), added=escape(added), removed=escape(removed), end=escape(end)
        )
        for tag, added, removed, end in SPOKEN
    )
    return Filled("".join([_USUAL, *spoken, _PRINT]))


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
