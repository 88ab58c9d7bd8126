"""A text without a mark behind a list within a list stays where it stands, in every format."""

from __future__ import annotations

from typing import Final

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import import_document
from tests.importing.test_marks import drawn, read
from tests.printed.product import Found, printed_again, read_again, tree_of

_FLUSH: Final = "provided that it tells the members;"
_NESTED: Final = {
    "decimals": """Rules

1.1 Powers. The board may:
  1.1.1 buy things:
    (a) land; and
    (b) houses,
  provided that it tells the members;
  1.1.2 sell things.

1.2 End. This is the end.
""",
    "brackets": """Rules

Article 1 - Powers
The board may:
  (1) buy things:
    (a) land; and
    (b) houses,
  provided that it tells the members;
  (2) sell things.

Article 2 - End
This is the end.
""",
    "letters": """Rules

Section 1. Powers. The board may:
  (a) buy things:
    (i) land; and
    (ii) houses,
  provided that it tells the members;
  (b) sell things.

Section 2. End. This is the end.
""",
}


@pytest.mark.parametrize("name", sorted(_NESTED))
@pytest.mark.parametrize("form", ["txt", "docx", "html", "md"])
def test_a_text_goes_on_behind_the_list_of_its_item(name: str, form: str) -> None:
    imported = import_document(
        _NESTED[name].encode(), file="rules.txt", style=STYLES["en"], learn=True
    )
    (paragraph,) = drawn(imported)
    assert paragraph == [
        "1",
        "The board may:",
        ["1", "buy things:", ["1", "land; and"], ["2", "houses,"], _FLUSH],
        ["2", "sell things."],
    ]

    found = Found(tree_of(imported.charter, imported.printed), (), imported, imported.printed)
    again = read_again(printed_again(found, form, "Rules"), found)
    assert [each.body for each in again.articles] == [
        each.body for each in imported.charter.articles
    ]


_LEFT_OPEN: Final = {
    "numbers": (
        "Article 1 - Powers\nThe board decides on:\n1. money:\na. dues;\n2. land:\na. farms;\n\n"
        "It tells the members of these:\n(i) of dues;\n(ii) of farms.\n\n"
        "3. houses:\na. sheds.\n\nArticle 2 - End\nThis is the end.\n",
        ["3", "houses:", ["1", "sheds."]],
    ),
    "brackets": (
        "Article 1 - Powers\nThe board decides on:\n(1) money;\n(2) land.\n\n"
        "It tells the members of these:\n(a) of dues;\n(b) of farms.\n\n"
        "(3) houses.\n\nArticle 2 - End\nThis is the end.\n",
        ["3", "houses."],
    ),
    "letters": (
        "Section 1. Powers. The board may:\n\n(a) decide on:\n\n1. money;\n\n2. land.\n\n(b) act."
        "\n\nIt tells the members of these:\n\n(i) of dues;\n\n(ii) of farms.\n\n(c) rest.\n\n"
        "Section 2. End. This is the end.\n",
        ["3", "rest."],
    ),
    "signs": (
        "第１条（権限）\n\n理事会は次の事項を決める。\n\n一　会費\n\n二　土地\n\n"
        "ただし、次の事項は会員に知らせる。\n\nイ　会費の額\n\nロ　土地の所在\n\n三　建物\n\n"
        "第２条（雑則）\n\n会が定める。\n",
        ["3", "建物"],
    ),
}


@pytest.mark.parametrize("name", sorted(_LEFT_OPEN))
@pytest.mark.parametrize("form", ["txt", "docx", "html", "md"])
def test_a_row_goes_on_behind_a_text_and_its_list_in_one_column(name: str, form: str) -> None:
    text, last = _LEFT_OPEN[name]
    imported = import_document(text.encode(), file="rules.txt", learn=True, choose="language")
    (paragraph,) = drawn(imported)
    assert isinstance(paragraph, list)
    assert paragraph[-1] == last
    assert [one[0] for one in paragraph[-3:-1]] == ["second 1", "second 2"]
    assert not [one for one in imported.report.doubts if one.severity != "note"]

    found = Found(tree_of(imported.charter, imported.printed), (), imported, imported.printed)
    again = read_again(printed_again(found, form, "Rules"), found)
    assert [each.body for each in again.articles] == [
        each.body for each in imported.charter.articles
    ]


_BROKEN: Final = """Rules

Article 1 - Powers
The board may:
    (1) sell things that the company does not need any more, at a price that the
board finds fair and that two of its members have agreed to in writing, and buy
other things for it;
    (2) lend.

Article 2 - End
This is the end.
"""


def test_the_rest_of_a_line_that_was_full_stays_with_it() -> None:
    # A first line that is indented has its rest further out.
    (paragraph,) = drawn(read(_BROKEN, style="en", file="rules.txt"))
    assert isinstance(paragraph, list)
    item = paragraph[2]
    assert len(item) == 2
    assert str(item[1]).endswith("and buy other things for it;")


_BEHIND_THE_LAST: Final = {
    "brackets": "(1) The board meets monthly.\n\n(2) It may meet by telephone.\n\n{}\n",
    "list": "There are seats.\n\n1. The first is in Dover.\n2. The second is in York.\n\n{}\n",
    "letters": "a. Members vote.\n\nb. Members pay.\n\n{}\n",
}


@pytest.mark.parametrize("name", sorted(_BEHIND_THE_LAST))
def test_a_text_behind_the_last_of_a_row_may_be_of_what_holds_it(name: str) -> None:
    text = f"# Rules\n\n## Article 1. One\n\n{_BEHIND_THE_LAST[name].format('So it is.')}"
    found = read(f"{text}\n## Article 2. End\n\nThis is the end.\n", style="en", file="rules.md")
    told = [each for each in found.report.doubts if each.code == "text-between"]
    assert len(told) == 1
    assert "So it is." in told[0].message


def test_a_text_is_no_doubt_where_the_others_have_one_or_the_next_one_follows() -> None:
    row = "(1) Members pay.\n\nThey pay in May.\n\n(2) Dues are set.\n\nThe board sets them.\n"
    found = read(f"# Rules\n\n## Article 1. One\n\n{row}", style="en", file="rules.md")
    assert "text-between" not in [each.code for each in found.report.doubts]


_OVER_THE_NEXT: Final = {
    "letters-under-captions.txt": (
        "BYLAWS\n\nARTICLE 1\nObjects\na. To keep the mill.\nb. To open it to visitors.\n"
        "These objects are pursued by meetings.\n\nARTICLE 2\nOfficers\n"
        "a. There is a president.\nb. There is a clerk.\n"
    ),
    "numbers.md": (
        "# Rules\n\n## Article 1. Officers\n\n1. The officers are a chair and a clerk.\n\n"
        "2. They serve for two years.\n\nThe chair is called by the members.\n\n"
        "## Article 2. Meetings\n\n1. Meetings are held in May.\n\n2. Ten are a quorum.\n"
    ),
    "romans.txt": (
        "Rules\n\nArticle 1 - Powers\n(i) The board meets in May.\n"
        "(ii) It meets when three members ask for it.\nIt may meet by telephone.\n\n"
        "Article 2 - Dues\n(i) Dues are paid in May.\n(ii) The board sets the dues.\n"
    ),
}


@pytest.mark.parametrize("file", sorted(_OVER_THE_NEXT))
def test_a_text_behind_the_last_item_is_doubted_though_the_next_article_is_due(file: str) -> None:
    found = import_document(_OVER_THE_NEXT[file].encode(), file=file, style=None, learn=True)
    assert [each.code for each in found.report.doubts].count("text-between") == 1
