"""Provisions as deep as they may be, and deeper, through the verbs."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import DEEPEST
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from tests.cli.conftest import Repository


def items(first: int, last: int) -> str:
    """Items in items, from the depth ``first`` to ``last``, as a clause file has them."""
    lines = []
    for depth in range(first, last + 1):
        mark = EN.item_form(depth).write(Number.of(1))
        lines.append(f"{'  ' * (depth - first + 1)}- {mark} level {depth}")
    return "\n".join(lines)


def with_items(repository: Repository, last: int) -> None:
    text = f"# Purpose\n\nThe Company does:\n{items(1, last)}\n"
    repository.write("articles/002-purpose.md", text.encode())
    repository.commit()


@pytest.mark.parametrize(
    "words", ["check", "show", "references", "export -o x.docx", "export -o x.html", "log"]
)
def test_verbs_walk_down_to_the_limit(small: Repository, words: str) -> None:
    with_items(small, DEEPEST - 1)
    result = small.at(*words.split())
    assert result.code in (0, 1), result.err
    assert "internal-error" not in result.err


def test_an_amendment_down_to_the_limit_is_applied_and_undone(small: Repository) -> None:
    with_items(small, DEEPEST - 1)
    small.amend("first", "  - insert: Article 2\n    text: It is new.\n")
    for words in ("plan first", "table first -o x.docx", "table first", "apply first"):
        result = small.at(*words.split())
        assert result.code == 0, result.err


def test_a_deeper_clause_file_is_refused_with_its_line(small: Repository) -> None:
    with_items(small, DEEPEST)
    result = small.at("check")
    assert result.code == 3
    assert "error[too-deep]" in result.out
    assert f"articles/002-purpose.md:{DEEPEST + 3}" in result.out


@pytest.mark.parametrize("levels", [2, 3, 400])
def test_an_operation_that_would_go_deeper_is_refused(small: Repository, levels: int) -> None:
    with_items(small, DEEPEST - 2)
    address = "Article 2" + "".join(
        ("", " item ")[depth == 1] + EN.item_form(depth).write(Number.of(1))
        for depth in range(1, DEEPEST - 1)
    )
    inner = items(1, levels).replace("\n", "\n      ")
    small.amend("deep", f"  - replace: {address}\n    text: |\n      All:\n      {inner}\n")
    before = small.state
    result = small.at("apply", "deep")
    assert result.code == 3
    assert "error[too-deep]" in result.err, result.err
    assert small.state == before


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
@pytest.mark.parametrize("marks", ["(1)", "（1） イ （ア）"])
def test_no_document_is_too_deep_for_the_program(
    small: Repository, marks: str, ending: str
) -> None:
    lines = ["Article 1. The Company does:"]
    lines += [f"{mark} more work:" for _ in range(150) for mark in marks.split()]
    text = "".join(f"<p>{line}</p>" for line in lines) if ending == "html" else "\n".join(lines)
    path = small.write(f"deep.{ending}", text.encode())
    result = small.at("import", str(path), "--check")
    assert result.code in (0, 1, 3)
    assert "internal-error" not in result.err
