"""A deleted article on a plain line in front of those that are headings tells no level."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document

_PAGE = (
    "# Rules of the Ferry Club\n\n## PART 1\n\n## MEMBERS\n\n{first}\n\n"
    "{mark}{two} Dues\n\n(1) Dues are paid in May, in\n\n(a) cash;\n\n(b) kind.\n\n"
    "(2) Nobody pays twice.\n\n## PART 2\n\n## BOATS\n\n"
    "{mark}{three} Moorings\n\n(1) A mooring is let for a year.\n\n(2) It is kept clean.\n"
)


@pytest.mark.parametrize("mark", ["### ", "#### "])
@pytest.mark.parametrize(
    ("first", "two", "three"),
    [
        ("1. [Reserved]", "2.", "3."),
        ("1. (Deleted)", "2.", "3."),
        ("1) Repealed", "2)", "3)"),
        ("1. Deleted.", "2.", "4."),
    ],
)
def test_the_articles_are_those_under_headings(first: str, two: str, three: str, mark: str) -> None:
    page = _PAGE.format(first=first, two=two, three=three, mark=mark)
    found = import_document(page.encode(), file="rules.md", learn=True, choose="language").charter
    assert [each.heading for each in found.articles] == [None, "Dues", "Moorings"]
    numbers = [each.number.main for each in found.articles if each.number]
    assert numbers == [1, 2, int(three[0])]
    assert [each.heading for each in found.chapters] == ["MEMBERS", "BOATS"]
    assert all(each.number is None or each.number.nth == 1 for each in found.articles)


@pytest.mark.parametrize("deleted", ["第１条　削除", "第１条　（削除）"])
def test_so_are_those_of_a_page_in_japanese(deleted: str) -> None:
    page = (
        f"# 会則\n\n## 第１章　総則\n\n{deleted}\n\n### 第２条（会費）\n\n会費は五月に納める。\n\n"
        "## 第２章　船\n\n### 第３条（係留）\n\n係留は一年とする。\n"
    )
    found = import_document(page.encode(), file="rules.md", learn=True, choose="language").charter
    assert [each.number.main for each in found.articles if each.number] == [1, 2, 3]


def test_where_all_are_deleted_they_are_articles_still() -> None:
    page = "Rules of the Ferry Club\n\n1. [Reserved]\n\n2. [Reserved]\n"
    found = import_document(page.encode(), file="rules.txt", learn=True, choose="language").charter
    assert len(found.articles) == 2
