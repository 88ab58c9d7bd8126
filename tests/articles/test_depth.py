"""The stated limit of depth, wherever a tree of provisions is built."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import DEEPEST, Provision, body_texts, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.articles.text.clause import parse_clause
from amendtool.articles.text.reader import parse_body
from amendtool.articles.text.writer import format_clause
from amendtool.errors import InputError, Place
from amendtool.importing.document import read_document
from amendtool.importing.evidence.reader import read_printed
from amendtool.importing.evidence.tree import drawn

every_style = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


def nested(levels: int) -> Provision:
    """A provision with so many levels, its own counted."""
    found = provision(Number.of(1), "The innermost.")
    for _ in range(levels - 1):
        found = provision(Number.of(1), "One further out:", [found])
    return found


def listed(style: DraftingStyle, levels: int) -> str:
    """A clause file whose paragraph holds items down to so many levels, its own counted."""
    lines = ["# Heading", "", "The paragraph:"]
    for depth in range(1, levels):
        mark = style.item_form(depth).write(Number.of(1))
        lines.append(f"{'  ' * depth}- {mark} level {depth}")
    return "\n".join([*lines, ""])


def test_a_tree_has_as_many_levels_as_are_stated_and_no_more() -> None:
    deepest = nested(DEEPEST)
    assert deepest.levels == DEEPEST
    assert len(list(body_texts(deepest))) == DEEPEST
    with pytest.raises(InputError) as error:
        nested(DEEPEST + 1)
    assert [problem.code for problem in error.value.problems] == ["too-deep"]


@every_style
def test_a_clause_file_down_to_the_limit_is_read_and_written(style: DraftingStyle) -> None:
    clause = parse_clause(listed(style, DEEPEST), style)
    assert clause.paragraphs[0].levels == DEEPEST
    assert parse_clause(format_clause(clause, style), style) == clause


@every_style
@pytest.mark.parametrize("beyond", [1, 2, 500])
def test_a_deeper_clause_file_is_refused_at_its_line(style: DraftingStyle, beyond: int) -> None:
    with pytest.raises(InputError) as error:
        parse_clause(listed(style, DEEPEST + beyond), style, file="articles/001-name.md")
    (problem,) = [each for each in error.value.problems if each.code == "too-deep"]
    assert (problem.place.file, problem.place.line) == ("articles/001-name.md", DEEPEST + 3)
    assert str(DEEPEST) in problem.message


@every_style
def test_marks_without_hyphens_that_never_close_are_refused(style: DraftingStyle) -> None:
    """The first number over and over, each below the one before it."""
    marks = [style.item_form(depth).write(Number.of(1)) for depth in (1, 2, 3)]
    text = "# Heading\n\nThe paragraph:\n" + "\n".join(f"{mark} more:" for mark in marks * 60)
    clause, problems = parse_body(text.partition("\n\n")[2], style, place=lambda *_: Place())
    assert max(each.levels for each in clause.paragraphs) <= DEEPEST
    assert {problem.code for problem in problems} <= {"too-deep"}


def test_a_document_that_nests_without_end_is_text_from_there_on() -> None:
    lines = [f"{'  ' * depth}1. work {depth}:" for depth in range(2 * DEEPEST)]
    read = read_printed(read_document("\n".join(lines).encode(), file="a.md").blocks)
    shown = drawn(read.root)
    assert [depth for depth in range(2 * DEEPEST) if f"work {depth}:" not in shown] == []
    assert max(len(line) - len(line.lstrip(" ")) for line in shown.split("\n")) < 2 * DEEPEST + 6
    assert "levels-in-doubt" in {each.code for each in read.doubts}
