"""The same mark on two levels, told apart by where it stands; titles of chapters in brackets."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document
from tests.drafting.test_levels import lines_of
from tests.printed.product import tree_of
from tests.printed.tree import Node


def labels(node: Node) -> list[object]:
    """The labels of all provisions, nested as they are."""
    return [[each.label, *labels(each)] if each.children else each.label for each in node.children]


_BEHIND = ("being either", "other than", "namely:", "which are")


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("behind", _BEHIND)
def test_a_mark_of_an_outer_row_begins_one_where_it_stands_in(ending: str, behind: str) -> None:
    text = (
        "Section 1. Limits. The Guild:\n\n"
        "  (a) may not:\n    (1) lend money;\n"
        f"    (2) hold land, {behind}\n      (a) its hall; and\n      (b) its garden; or\n"
        "    (3) trade.\n"
        "  (b) may grant exceptions.\n\nSection 2. Effect. None.\n"
    )
    found = import_document(text.encode(), file=f"rules.{ending}", learn=True)
    assert labels(tree_of(found.charter, found.printed)) == [
        ["Section 1.", ["(a)", "(1)", ["(2)", "(a)", "(b)"], "(3)"], "(b)"],
        "Section 2.",
    ]


@pytest.mark.parametrize("title", ["(総則)", "（総則）", "【総則】", "総則"])
def test_what_is_around_the_title_of_a_chapter_is_printed(title: str) -> None:
    text = f"# 規約\n\n## 第1章 {title}\n\n### 第1条 (名称)\n\n本会は、北町会と称する。\n"
    found = import_document(text.encode(), file="rules.md", learn=True)
    assert f"第1章 {title}" in lines_of(found)
    assert found.report.characters.lost == found.report.characters.invented == 0
