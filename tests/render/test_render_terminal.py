"""The table in a terminal: widths, marks, frames, and consoles that can do little."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from amendtool.comparison.table import Block, BlockKind, Row, RowKind, Run, Table
from amendtool.render.table.json import from_json
from amendtool.render.table.terminal import to_terminal

CASES = sorted((Path(__file__).parent / "golden").glob("*/table.json"))
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def load(path: Path) -> Table:
    return from_json(path.read_text(encoding="utf-8"))


def columns(line: str) -> int:
    """How many columns of a terminal ``line`` takes, counted apart from the renderer."""
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) == "Mn"
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in ESCAPE.sub("", line)
    )


def one_block(*runs: Run, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Table:
    block = Block(kind, runs, level)
    row = Row(kind=RowKind.REPLACED, key="a", present=(block,), proposed=())
    return Table(language="en", title="", columns=("P", "Q"), rows=(row,))


@pytest.mark.parametrize("width", [20, 49, 50, 51, 79, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_no_line_is_wider_than_the_terminal(case: Path, width: int, colour: bool) -> None:
    text = to_terminal(load(case), width=width, colour=colour, unicode=True)
    assert max(columns(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_the_frame_is_straight(case: Path) -> None:
    text = to_terminal(load(case), width=90, colour=True, unicode=True)
    framed = [line for line in text.splitlines() if line[0] in "┌├│└"]
    assert len({columns(line) for line in framed}) == 1


def test_below_fifty_columns_the_cells_stand_one_under_the_other() -> None:
    text = to_terminal(load(CASES[-1]), width=49, colour=False, unicode=True)
    assert "│" not in text
    assert text.count("[Present Articles]") == text.count("[Proposed Articles]") == 8
    first = text.split("─" * 49)[1].splitlines()[1:5]
    assert first == [
        "[Present Articles]",
        " " * 17 + "(New Provision)",
        "",
        "[Proposed Articles]",
    ]


def test_without_unicode_the_frame_is_ascii() -> None:
    text = to_terminal(load(CASES[-1]), width=80, colour=True, unicode=False)
    assert text.isascii()


def test_without_colour_changed_words_stand_between_low_lines() -> None:
    table = one_block(Run("be "), Run("thirteen", True), Run(" ("), Run("1", True), Run("3", True))
    assert "be _thirteen_ (_13_" in to_terminal(table, width=80, colour=False, unicode=False)


def test_with_colour_changed_words_are_underlined_and_nothing_else_is() -> None:
    table = one_block(Run("be "), Run("thirteen ", True), Run("(x)"))
    text = to_terminal(table, width=80, colour=True, unicode=False)
    assert "be \x1b[4;31mthirteen \x1b[0m(x)" in text
    assert "_" not in text


def test_an_underline_is_closed_at_the_end_of_each_line() -> None:
    table = one_block(Run("one two three four five six seven eight nine ten eleven", True))
    text = to_terminal(table, width=60, colour=True, unicode=False)
    changed = [line for line in text.splitlines() if "\x1b" in line]
    assert len(changed) > 1
    assert all(line.count("\x1b[4;31m") == line.count("\x1b[0m") == 1 for line in changed)


def test_what_a_terminal_would_obey_or_hide_is_shown() -> None:
    table = one_block(Run("a\x1b[2Jb\u202ec\u200bd\x9be\ud800f"))
    text = to_terminal(table, width=120, colour=False, unicode=True)
    assert "a[U+001B][2Jb[U+202E]c[U+200B]d[U+009B]e[U+D800]f" in text


def test_the_lines_of_an_item_hang_under_its_text() -> None:
    text = to_terminal(
        one_block(Run("(1) " + "word " * 12), kind=BlockKind.ITEM, level=1),
        width=60,
        colour=False,
        unicode=False,
    )
    lines = [line.split("|")[1] for line in text.splitlines() if "word" in line]
    assert lines[0].startswith(" (1) word")
    assert all(line.startswith("     word") for line in lines[1:])


@pytest.mark.parametrize("length", range(30))
def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket(length: int) -> None:
    table = one_block(Run("あ" * length + "「取締役会」、「監査役」。" * 4))
    text = to_terminal(table, width=61, colour=False, unicode=False)
    lines = [line.split("|")[1].strip() for line in text.splitlines() if "|" in line]
    assert not [line for line in lines if line[:1] in set("、。」") or line[-1:] == "「"]


def test_a_character_and_what_combines_with_it_stay_together() -> None:
    cluster = "か\u3099葛\U000e0100"
    text = to_terminal(one_block(Run(cluster * 40)), width=61, colour=False, unicode=False)
    lines = [line.split("|")[1].strip() for line in text.splitlines() if "か" in line]
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "\u3099\U000e0100"]
    assert "".join(lines) == cluster * 40
