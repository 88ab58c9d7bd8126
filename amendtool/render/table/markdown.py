"""The table as a GitHub table, for a pull request, a wiki or a job summary.

Git hosts pass only some HTML through. Of the elements that underline, GitHub and GitLab
keep ``<ins>`` (shown underlined) and drop ``<u>``; ``<del>`` is shown struck through, which
would say that the words are gone while the printed notice underlines them. So the
changed words of both columns stand in ``<ins>``, and look as in print.
"""

from __future__ import annotations

from collections.abc import Iterable

from amendtool.comparison.table import Block, Cell, Table
from amendtool.render.markdown import edges, inline_of, line_of, literal
from amendtool.render.typography import check_characters, remarks_cell


def to_markdown(table: Table) -> str:
    """``table`` as GitHub-flavoured Markdown: a heading, the note line, a table.

    Each block is a line of its cell (``<br>`` between them). Every character of a clause
    is literal. Raises :class:`InputError` for a character that no document can hold.
    """
    check_characters(table)
    lines = [f"# {line_of(table.title)}", ""] if table.title else []
    if table.note:
        lines += [line_of(table.note), ""]
    lines += [_row(map(inline_of, table.heads)), _row("---" for _ in table.heads)]
    for row in table.rows:
        cells = map(_cell, table.in_order(row.present, row.proposed))
        aside = [_cell(remarks_cell(row))] if table.remarks is not None else []
        lines.append(_row([*cells, *aside]))
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_block(block) for block in cell)


def _block(block: Block) -> str:
    runs = (
        f"<ins>{literal(run.text)}</ins>" if run.changed else literal(run.text)
        for run in block.runs
    )
    return edges("".join(runs))
