"""The table as a GitHub table, for a pull request, a wiki or a job summary.

Git hosts pass only some HTML through. Of the elements that underline, GitHub and GitLab
keep ``<ins>`` (shown underlined) and drop ``<u>``; ``<del>`` is shown struck through, which
would say that the words are gone while the printed notice underlines them. So the
changed words of both columns stand in ``<ins>``, and look as in print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from amendtool.comparison.table import Block, Cell, Table
from amendtool.render.typography import check_characters, remarks_cell

# Characters that begin something in Markdown. The pipe, the ampersand and the angle
# brackets become entities, because parsers differ on a backslash before a pipe.
_SPECIAL = re.compile(r"[\\`*_{}\[\]~$]|:(?=//)|(?<=\bwww)\.|@(?=\w)")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
_BLOCK_START = re.compile(r"\A([ \t]*)(?:([#+=-])|(\d{1,9})([.)]))", re.ASCII)


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
    return _edges("".join(runs))


def line_of(text: str) -> str:
    """``text`` as a line of its own, where ``#`` or ``1.`` would begin a block."""

    def escape(found: re.Match[str]) -> str:
        space, sign, number, stop = found.groups()
        return f"{space}\\{sign}" if sign else f"{space}{number}\\{stop}"

    return _BLOCK_START.sub(escape, inline_of(text))


def inline_of(text: str) -> str:
    """``text`` inside a line or a cell, white space at its ends included."""
    return _edges(literal(text))


def literal(text: str) -> str:
    """``text`` as it has to be written to stand there to the letter."""
    escaped = _SPECIAL.sub(lambda found: "\\" + found.group(), text).translate(_ENTITIES)
    return escaped.replace("\n", "<br>").replace("\t", "&#9;")


def _edges(text: str) -> str:
    """``text`` with the white space at its ends as entities: a cell is trimmed."""
    inner = text.strip()
    if not inner:
        return "".join(f"&#{ord(character)};" for character in text)
    start = text[: text.index(inner)]
    end = text[len(start) + len(inner) :]
    before, after = ("".join(f"&#{ord(space)};" for space in edge) for edge in (start, end))
    return before + inner + after
