"""The packaged page of a table, written without a template engine.

``table.html.j2`` is the same page for a company that changes it; the rows of both are written
here, and a law holds the two pages to be the same to the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Cell, Row, Table
from amendtool.render.filled import Filled, escape
from amendtool.render.table.style_sheet import house_css, style_sheet
from amendtool.render.typography import em_width, is_short, laid_out, row_label

_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{title}</title>
    <style>
{style_sheet}{house_css}
    </style>
  </head>
  <body>
    <main>
      <h1>{title}</h1>{note}
      <table>
        <caption>{title}: {caption}</caption>
        <thead>
          <tr>{heads}
          </tr>
        </thead>
        <tbody>{rows}
        </tbody>
      </table>
    </main>
  </body>
</html>
"""


def page(table: Table) -> str:
    """The whole page of ``table``."""
    heads = [escape(head) for head in table.heads]
    row = row_writer(table)
    return _PAGE.format(
        language=escape(table.language),
        title=escape(table.title),
        style_sheet=style_sheet(),
        house_css=house_css(table),
        note=f'\n      <p class="note">{escape(table.note)}</p>' if table.note else "",
        caption=" / ".join(heads),
        heads="".join(f'\n            <th scope="col">{head}</th>' for head in heads),
        rows="".join(map(row, table.rows)),
    )


def row_writer(table: Table) -> Callable[[Row], Filled]:
    """What writes a row of ``table``, in all the parts that it is printed in."""
    has_remarks = table.remarks is not None
    ems = measure(table)

    def written(row: Row) -> Filled:
        label = escape(row_label(row))
        lines: list[str] = []
        for part, place in parts(row):
            short = " short" if is_short(part) else ""
            lines.append(f'\n          <tr class="{row.kind}{short}{place}" aria-label="{label}">')
            for cell, tag in table.in_order((part.present, "del"), (part.proposed, "ins")):
                lines.append("\n            <td>")
                _write(cell, tag, lines, ems)
                lines.append("\n            </td>")
            if has_remarks:
                lines.append("\n            <td>")
                lines += [
                    f'\n              <p class="remark">{escape(line)}</p>' for line in part.remarks
                ]
                lines.append("\n            </td>")
            lines.append("\n          </tr>")
        return Filled("".join(lines))

    return written


def _write(cell: Cell, tag: str, lines: list[str], ems: Callable[[str], float]) -> None:
    """Write the blocks of a cell behind ``lines``, with ``tag`` around what is changed."""
    for block, own, above in laid_out(cell):
        lines.append(f'\n              <p class="{block.kind}"')
        if block.level:
            room = f"--hang:{ems(own)}em;--text:{ems(above)}em"
            lines.append(f' style="--level:{block.level};{room}"')
        lines.append(">")
        for run in block.runs:
            text = escape(run.text)
            if run.changed:
                whole = ' class="whole"' if run.whole else ""
                text = f"<{tag}{whole}>{text}</{tag}>"
            lines.append(text)
        lines.append("</p>")


def parts(row: Row) -> tuple[tuple[Row, str], ...]:
    """The rows that ``row`` is printed as, each with the classes that say how they join."""
    found = row.parts()
    return tuple(
        (part, (" open" if part is not found[-1] else "") + (" inner" if number else ""))
        for number, part in enumerate(found)
    )


def measure(table: Table) -> Callable[[str], float]:
    """What tells how many ems a text takes in ``table``."""
    monospaced = language_of(table.language).wide
    return lambda text: round(em_width(text, monospaced=monospaced), 2)
