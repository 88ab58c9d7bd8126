"""A document beside what was read from it, as one page: for a person who looks before writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from amendtool.articles.languages import language_of
from amendtool.errors import Problem
from amendtool.messages import language_spoken, say, say_count
from amendtool.patterns import compiled
from amendtool.render.charter.model import ExportLine
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.values import dataclass

TEMPLATE: Final = "import.html.j2"
_TOKEN: Final = compiled(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")
_SHORT: Final = 160
_MOST_TOKENS: Final = 4000
"""A text of more is compared as a whole: finding what differs takes the square of the time."""


_Pieces = list[tuple[str, bool]]
"""The text of a line, each piece with whether it is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line of the document as its page shows it; ``generated`` is a number that is counted."""

    text: str
    generated: str = ""
    heading: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadText:
    """What stands at a place of the document and goes into no file: what kind, and why."""

    kind: str
    text: str
    why: str

    @property
    def short(self) -> str:
        """The beginning of a long text, the whole of another."""
        return self.text if len(self.text) <= _SHORT else self.text[:_SHORT]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A place of the document: what is there, what becomes of it, and what is in doubt."""

    place: str
    source: tuple[ShownLine, ...] = ()
    left_out: tuple[UnreadText, ...] = ()
    result: tuple[ExportLine, ...] = ()
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """An import to look at: its rows in the order of the document, and its account."""

    file: str
    language: str
    rows: tuple[ImportRow, ...]
    summary: tuple[str, ...]
    settings: tuple[str, ...] = ()
    """What an import would add to the settings."""


def to_html(page: ImportPage) -> str:
    """``page`` as HTML that needs no other file and no script.

    Words that stand on one side alone are marked on that side. Raises InputError where the page
    would be larger than any that a browser opens.
    """
    return Templates((), {"say": say}).fill(TEMPLATE, shown_values(page), most=MAX_PAGE)


def shown_values(page: ImportPage) -> dict[str, Any]:
    """What the template of such a page is filled with."""
    rows = [{"number": at, **_row(row)} for at, row in enumerate(page.rows)]
    return {
        "page": page,
        "language": language_spoken(),
        "tag": language_of(page.language).tag,
        "rows": rows,
        "how": _how(page, sum(row["differs"] for row in rows)),
    }


def _how(page: ImportPage, differs: int) -> _Pieces:
    """How the page is to be read, with its marked word marked."""
    told = say_count(
        "On the left the document as its page shows it, on the right the articles as amendtool "
        "would print them. <mark>Marked</mark> is what stands on one side alone: {count} place. "
        "Left out: {left_out}. In doubt: {doubts}.",
        "On the left the document as its page shows it, on the right the articles as amendtool "
        "would print them. <mark>Marked</mark> is what stands on one side alone: {count} places. "
        "Left out: {left_out}. In doubt: {doubts}.",
        differs,
        left_out=sum(len(row.left_out) for row in page.rows),
        doubts=sum(len(row.doubts) for row in page.rows),
    )
    pieces = re.split("</?mark>", told)
    return [(text, bool(at % 2)) for at, text in enumerate(pieces) if text]


def _row(row: ImportRow) -> dict[str, Any]:
    left = [f"{one.generated} {one.text}".strip() for one in row.source]
    right = [line.text.replace("\n", " ") for line in row.result]
    marks = _differences(left, right)
    return {
        "place": row.place,
        "source": [
            {"heading": one.heading, "indent": min(one.indent, 12), "pieces": pieces}
            for one, pieces in zip(row.source, marks[0], strict=True)
        ],
        "result": [
            {"kind": one.kind.value, "level": min(one.level, 12), "pieces": pieces}
            for one, pieces in zip(row.result, marks[1], strict=True)
        ],
        "left_out": row.left_out,
        "doubts": row.doubts,
        "differs": any(marked for side in marks for line in side for _, marked in line),
    }


def _differences(left: list[str], right: list[str]) -> tuple[list[_Pieces], list[_Pieces]]:
    """The lines of both sides in pieces, each with whether it stands on this side alone."""
    sides = [list(_tokens(left)), list(_tokens(right))]
    words = [[word for _, _, _, word in side] for side in sides]
    alone: tuple[set[int], set[int]] = (set(), set())
    if words[0] != words[1]:
        if max(map(len, words)) > _MOST_TOKENS:
            alone = set(range(len(words[0]))), set(range(len(words[1])))
        else:
            match = SequenceMatcher(None, words[0], words[1], autojunk=False)
            for kind, i1, i2, j1, j2 in match.get_opcodes():
                if kind != "equal":
                    alone[0].update(range(i1, i2))
                    alone[1].update(range(j1, j2))
    return _marked(left, sides[0], alone[0]), _marked(right, sides[1], alone[1])


def _tokens(lines: list[str]) -> Iterator[tuple[int, int, int, str]]:
    """The words and signs of lines: the line, where it begins and ends there, and what it is."""
    for at, line in enumerate(lines):
        for match in _TOKEN.finditer(line):
            yield at, match.start(), match.end(), match[0]


def _marked(
    lines: list[str], tokens: list[tuple[int, int, int, str]], alone: set[int]
) -> list[_Pieces]:
    spans: list[list[tuple[int, int]]] = [[] for _ in lines]
    for number, (at, begin, end, _) in enumerate(tokens):
        if number not in alone:
            continue
        row = spans[at]
        if row and not lines[at][row[-1][1] : begin].strip() and number - 1 in alone:
            row[-1] = row[-1][0], end
        else:
            row.append((begin, end))
    found: list[_Pieces] = []
    for line, row in zip(lines, spans, strict=True):
        pieces: _Pieces = []
        done = 0
        for begin, end in row:
            pieces += [(line[done:begin], False), (line[begin:end], True)]
            done = end
        found.append([one for one in (*pieces, (line[done:], False)) if one[0]])
    return found
