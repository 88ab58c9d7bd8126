"""What stands in front of the first provision: a name of several lines, a list of contents."""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported, import_document

_TWO = "1. Name\n\nThe name is Example.\n\n2. Seat\n\nThe seat is in Dover.\n"
_NAMES = {
    "a company and what its document is": ("EXAMPLE CLUB, INC.\nBYLAWS", _TWO),
    "parted by an empty line": ("Example Club\n\nBylaws", _TWO),
    "of four lines": (
        "The Companies Act 2006\nCompany Limited by Shares\n\nArticles of Association\n\n"
        "Example Limited\nConstitution",
        _TWO,
    ),
    "over titled parts": (
        "Example Society\nRules",
        "Membership\n\n1. Anybody may join.\n2. Members pay.\n\n"
        "Meetings\n\n1. Meetings are held yearly.\n2. All may speak.\n",
    ),
    "in Japanese": ("例の会\n会則", "１　本会は、例の会と称する。\n２　本会は、東京都に置く。\n"),
}


def imported(text: str, file: str) -> Imported:
    return import_document(text.encode(), file=file, style=None, learn=True)


@pytest.mark.parametrize("name", sorted(_NAMES))
def test_a_name_of_several_lines_is_no_provision(name: str) -> None:
    front, body = _NAMES[name]
    found = imported(f"{front}\n\n{body}", "rules.txt").charter
    lines = [line for line in front.split("\n") if line]
    assert found.preamble.split("\n") == lines
    assert not {chapter.heading for chapter in found.chapters} & set(lines)
    assert not {article.heading for article in found.articles} & set(lines)


def test_a_title_over_its_provisions_is_one_of_several_or_says_no_document() -> None:
    several = imported("Rules\n\nDues\n\n1. Pay.\n2. Pay soon.\n\nSeat\n\n1. Dover.\n", "r.txt")
    assert several.charter.preamble == "Rules"
    one = imported("Rules\n\nDues of members\n\n1. Pay.\n2. Pay soon.\n", "r.txt")
    assert one.charter.preamble == "Rules"


_ONE_ENTRY = {
    "links.md": "# Rules\n\n- [Article 1. Name](#1)\n\n## Article 1. Name\n\nExample.\n",
    "japanese.md": "# 規則\n\n- [第1条（目的）](#1)\n\n## 第1条（目的）\n\n規則を定める。\n",
    "plain.txt": "Rules\n\nArticle 1. Name\n\nArticle 1. Name\nThe name is Example.\n",
    "page.html": "<h1>Rules</h1><ul><li><a href='#a'>Article 1. Name</a></li></ul>"
    "<h2 id='a'>Article 1. Name</h2><p>The name is Example.</p>",
}


@pytest.mark.parametrize("file", sorted(_ONE_ENTRY))
def test_a_list_of_contents_may_have_one_entry(file: str) -> None:
    found = imported(_ONE_ENTRY[file], file)
    assert len(found.charter.articles) == 1
    assert found.charter.preamble.count("\n") == 1
    assert [each.code for each in found.report.doubts if each.severity != "note"] == []


def test_beside_others_a_line_that_stands_twice_is_doubted() -> None:
    text = "Rules\n\nArticle 1. Name\n\nArticle 1. Name\nExample.\n\nArticle 2. Seat\nDover.\n"
    found = imported(text, "rules.txt")
    assert "number-twice" in [each.code for each in found.report.doubts]
