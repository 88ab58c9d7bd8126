"""The table as a GitHub table, for a pull request, a wiki or a job summary.

Git hosts pass only some HTML through. Of the elements that underline, GitHub and GitLab
keep ``<ins>`` (shown underlined) and drop ``<u>``; ``<del>`` is shown struck through, which
would say that the words are gone while the printed notice underlines them. So the
changed words of both columns stand in ``<ins>``, and look as in print. Where a house style
strikes what goes, the words of the present column are in ``<del>``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from amendtool.comparison.table import Block, Cell, Mark, Table
from amendtool.render.markdown import edges, inline_of, line_of, literal
from amendtool.render.typography import check_characters, printed_lines, remarks_cell


def to_markdown(table: Table) -> str:
    """``table`` as GitHub-flavoured Markdown: a heading, the note line, a table.

    Each block is a line of its cell (``<br>`` between them); the parts of an article that
    stand side by side are rows. Every character of a clause
    is literal. Raises :class:`InputError` for a character that no document can hold.
    """
    check_characters(table)
    lines = [f"# {line_of(table.title)}", ""] if table.title else []
    if table.note:
        lines += [line_of(table.note), ""]
    lines += [_row(map(inline_of, table.heads)), _row("---" for _ in table.heads)]
    struck = Mark.STRIKE in table.look.removed_marks
    for row in chain.from_iterable(each.parts() for each in table.rows):
        cells = table.in_order(
            _cell(row.present, "del" if struck else "ins"), _cell(row.proposed, "ins")
        )
        aside = [_cell(remarks_cell(row))] if table.remarks is not None else []
        lines.append(_row([*cells, *aside]))
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, tag: str = "ins") -> str:
    return "<br>".join(_block(block, tag) for block in printed_lines(cell))


def _block(block: Block, tag: str) -> str:
    runs = (
        f"<{tag}>{literal(run.text)}</{tag}>" if run.changed else literal(run.text)
        for run in block.runs
    )
    return edges("".join(runs))
