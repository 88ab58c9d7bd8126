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


@pytest.mark.parametrize("words", ["削除", "削　　除"])
def test_what_is_deleted_is_printed_with_its_own_spaces(words: str) -> None:
    text = f"定款\n第１条　当会社は、甲と称する。\n第２条　{words}\n第３条　当会社は、乙を行う。\n"
    found = import_document(text.encode(), file="rules.txt", learn=True)
    assert dict(found.drafting)["deleted"] == words
    assert f"第２条　{words}" in lines_of(found)
    # The words of the style need no setting, and others are no placeholder.
    for other in ("削　除", "（削除）"):
        found = import_document(text.replace(words, other).encode(), file="rules.txt", learn=True)
        assert "deleted" not in dict(found.drafting)
        assert any(line.endswith(other) for line in lines_of(found))


def test_items_of_a_lone_number_stand_in_the_text_before_them() -> None:
    text = (
        "# 会則\n\n## 第一章 総則\n\n### 第一節 目的\n\n一、 本会は、親睦を図る。\n\n"
        "二、 本会は、次の活動を行う。\n\n* 1.1.1 例会\n* 1.1.2 会報\n\n"
        "三、 本会は、営利を目的としない。\n"
    )
    found = import_document(text.encode(), file="rules.md", learn=True)
    assert labels(tree_of(found.charter, found.printed)) == [
        ["第一章", ["第一節", "一、", ["二、", "1.1.1", "1.1.2"], "三、"]]
    ]


@pytest.mark.parametrize("word", ["Section 1.1.", "Section 1.1", "§ 1.1", "Article 1."])
def test_a_space_behind_the_sign_of_bold_words_is_no_part_of_a_number(word: str) -> None:
    text = (
        f"** {word} Office.** The office is in Dover.\n\n"
        f"** {word.replace('1', '2')} Seal.** There is no seal.\n"
    )
    text = text.replace("2.2", "1.2")
    found = import_document(text.encode(), file="rules.md", learn=True)
    assert [each.heading for each in found.charter.articles] == ["Office", "Seal"]
    assert "*" not in "".join(lines_of(found))
