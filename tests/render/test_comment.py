"""The comment of a pull request: literal, and never longer than its host takes it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from amendtool.comparison.table import Table
from amendtool.errors import Place, Problem
from amendtool.render.comment import CommentSection, to_comment
from tests.render.test_render_docx import one_block

WIDE = one_block("All shares are of one class. " * 20)


def of_rows(count: int) -> Table:
    return replace(WIDE, rows=WIDE.rows * count)


@pytest.mark.parametrize("limit", [2000, 5000, 20_000, 60_000])
def test_a_comment_is_cut_at_whole_rows(limit: int) -> None:
    sections = [
        CommentSection(heading="a", tables=(("", of_rows(30)),), file="a"),
        CommentSection(heading="b", tables=(("en", of_rows(30)), ("ja", of_rows(2))), file="b"),
    ]
    text = to_comment("Title", sections, limit=limit)
    assert len(text) <= limit
    whole = to_comment("Title", sections, limit=10**9)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(line in whole.splitlines() for line in rows)
    missing = len([line for line in whole.splitlines() if line.startswith("| ")]) - len(rows)
    assert ("than a comment can hold" in text) is (missing > 0)
    assert ("all of them in b.en.html" in text) is (missing > 0)
    assert ("all of them in a.html and .docx" in text) is (limit < 60_000)


def test_every_text_is_literal() -> None:
    text = to_comment(
        "# 1. <b>",
        [
            CommentSection(
                heading="<script>*x*",
                problems=(
                    Problem(
                        code="a-code",
                        message="| <img src=x> [a](http://b) @you\n# no heading `code`",
                        hint="see `git show 1a2b` or `<b>*x*</b>`",
                        place=Place(file="a_b_.yaml", line=3),
                    ),
                ),
            )
        ],
    )
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    assert "<script>" not in page
    assert "<img" not in page
    assert "<a " not in page
    assert page.count("<h") == 2
    assert re.findall("<code>(.*?)</code>", page) == ["git show 1a2b"], "a command of a hint alone"
    assert "<em>" not in page
    assert "<b>" not in page
    assert "a_b_.yaml:3" in page


def test_many_problems_are_counted() -> None:
    problem = Problem(code="a", message="m")
    text = to_comment("T", [CommentSection(heading="h", problems=(problem,) * 60)])
    assert text.count("- **error** a: m") == 50
    assert text.endswith("- and 10 more\n")


@pytest.mark.parametrize("limit", [2000, 60_000])
def test_what_is_no_table_is_cut_at_a_whole_line(limit: int) -> None:
    many = tuple(Problem(code="a-code", message=f"{n} " + "x" * 400) for n in range(50))
    sections = [CommentSection(heading=f"n{n}", problems=many) for n in range(4)]
    text = to_comment("Title", sections, limit=limit)
    assert len(text) <= limit
    assert set(text.splitlines()[:-1]) <= set(
        to_comment("Title", sections, limit=10**9).splitlines()
    )
    assert "lines more than a comment can hold*" in text.splitlines()[-1]
