"""A comment for a pull request: what it brings to the articles, in the Markdown of git hosts.

A host refuses a comment that is too long, so it is cut at whole rows of the tables: the reader
is told how many are missing, and where the whole table is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from amendtool.comparison.table import Table
from amendtool.errors import Problem
from amendtool.messages import later, say, say_count
from amendtool.patterns import compiled
from amendtool.render.markdown import inline_of, line_of, literal
from amendtool.render.table.markdown import to_markdown
from amendtool.values import dataclass

LIMIT: Final = 60_000
"""Characters of a comment unless it is said otherwise; GitHub takes 65,536, GitLab 1,000,000."""

_SEVERITIES: Final = {
    "error": later("error"), "warning": later("warning"), "note": later("note"),
}  # fmt: skip
_NAMED: Final = 50
"""How many problems a comment names; a host shows every one beside its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentSection:
    """What a comment says under one heading: lines of Markdown, problems, tables.

    ``tables`` are named by what tells them apart; ``file`` is the name of the documents that hold
    them whole, without its ending.
    """

    heading: str
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[tuple[str, Table], ...] = ()
    file: str = ""


def to_comment(title: str, sections: Iterable[CommentSection], *, limit: int = LIMIT) -> str:
    """The comment, of at most ``limit`` characters; every text in it is literal.

    The tables give way first. Where the rest is too long without them, as with very many
    findings, it ends at a whole line, and says so. Raises InputError for a character that no
    document can hold.
    """
    told = [(section, _head(section)) for section in sections]
    tables = [
        (section, name, to_markdown(replace(table, title="")).splitlines())
        for section, _ in told
        for name, table in section.tables
    ]
    fixed = len(title) + 8 + sum(len("\n".join(head)) + 2 for _, head in told)
    room = limit - fixed - _ROOM_TO_SAY_SO * len(tables)
    printed: dict[int, list[str]] = {}
    for section, name, lines in tables:
        kept, room = _kept(lines, room)
        left = len(lines) - len(kept)
        block = [f"**{inline_of(name)}**", ""] if name else []
        block += kept
        if left:
            block += ["", _cut(left, f"{section.file}.{name}" if name else section.file)]
        printed.setdefault(id(section), []).extend([*block, ""])
    out = [f"## {line_of(title)}", ""]
    for section, head in told:
        out += [*head, "", *printed.get(id(section), ())]
    return _within("\n".join(out).rstrip("\n") + "\n", limit)


def _within(text: str, limit: int) -> str:
    """The text up to the last whole line for which there is room, with what is left told."""
    if len(text) <= limit:
        return text
    lines = text.splitlines()
    room = limit - _ROOM_TO_SAY_SO
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n".join([*kept, "", _cut(len(lines) - len(kept), ""), ""])


_ROOM_TO_SAY_SO: Final = 240
"""Characters that the name of a table takes, and what is said where it is cut."""


def _head(section: CommentSection) -> list[str]:
    parts = [[f"### {line_of(section.heading)}"], list(section.lines), _listed(section.problems)]
    return [line for part in parts if part for line in (*part, "")][:-1]


def _listed(problems: Sequence[Problem]) -> list[str]:
    out: list[str] = []
    for each in problems[:_NAMED]:
        where = f" ({inline_of(str(each.place))})" if str(each.place) else ""
        told = inline_of(each.message)
        if each.hint:
            told = say("{message}; {hint}", message=told, hint=_with_commands(each.hint))
        out.append(f"- **{say(_SEVERITIES[each.severity])}** {each.code}{where}: {told}")
    if len(problems) > _NAMED:
        out.append(say("- and {count} more", count=len(problems) - _NAMED))
    return out


_COMMAND: Final = compiled(r"(`[\w ./:=-]+`)")


def _with_commands(hint: str) -> str:
    """A hint with its commands as code; everything else in it is literal."""
    parts = _COMMAND.split(hint)
    return "".join(part if at % 2 else literal(part) for at, part in enumerate(parts))


def _kept(lines: Sequence[str], room: int) -> tuple[list[str], int]:
    """The lines of a table for which there is room, and what is left of it.

    A table of which not one row fits is left out with its head.
    """
    rows = next((n + 1 for n, line in enumerate(lines) if line.startswith("| --- |")), 0)
    used = sum(len(line) + 1 for line in lines[:rows])
    kept = list(lines[:rows])
    for line in lines[rows:]:
        if used + len(line) + 1 > room:
            break
        kept.append(line)
        used += len(line) + 1
    if len(kept) == rows and len(lines) > rows:
        return [], room
    return kept, room - used


def _cut(rows: int, file: str) -> str:
    if not file:
        return say_count(
            "*… {count} line more than a comment can hold*",
            "*… {count} lines more than a comment can hold*",
            rows,
        )
    return say_count(
        "*… {count} line more than a comment can hold, all of them in {file}.html and .docx*",
        "*… {count} lines more than a comment can hold, all of them in {file}.html and .docx*",
        rows,
        file=inline_of(file),
    )
