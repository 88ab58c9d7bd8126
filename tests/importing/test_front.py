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
    "a line that says what the body is": (
        "RULES OF THE LANE FOOD CO-OPERATIVE\n\nRegistered under the Societies Act 2014",
        "1. NAME\n1.1 The name is Lane.\n1.2 It is short.\n\n2. SEAT\n2.1 The seat is in Dover.\n",
    ),
    "the same in brackets": (
        "MEMORANDUM AND RULES OF THE LANE SOCIETY\n\n(Registered under the Act of 1860)",
        "1. NAME OF THE SOCIETY : The name is Lane.\n2. OFFICE : The office is in Delhi.\n",
    ),
    "a name with stops": (
        "THE COMPANIES ACT 2006\n\nCOMMUNITY INTEREST COMPANY LIMITED BY GUARANTEE\n\n"
        "ARTICLES OF ASSOCIATION OF STREAM ARTS C.I.C.",
        "INTERPRETATION\n\n1. Defined Terms\n1.1 Arts are songs.\n1.2 Songs are short.\n\n"
        "OBJECTS\n\n2. Objects\n2.1 The object is song.\n",
    ),
    "of one small word": (
        "CERTIFICATE OF INCORPORATION\n\nOF\n\nBLUE ROBOTICS, INC.",
        "FIRST: The name is Blue.\n\nSECOND: The office is in Dover.\n\nTHIRD: It may act.\n\n"
        "FOURTH: It has 10 shares.\n",
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


def test_a_sentence_that_ends_in_a_name_is_the_text_below_a_title() -> None:
    text = "Rules\n\nName\n\nThe name is Quay, Inc.\n\nSeat\n\nThe seat is in Dover.\n"
    found = imported(text, "rules.txt").charter
    assert [each.heading for each in found.articles] == ["Name", "Seat"]


_HEADINGS = {
    "of a company": ("# THE COMPANIES ACT 2006\n\n## LIMITED BY GUARANTEE\n\n"
                     "# ARTICLES OF ASSOCIATION of LANE HALL LIMITED\n\n", 3),
    "one below the other": ("# Lane Hall\n\n### Rules of the Hall\n\n", 2),
    "of one level": ("# Lane Hall\n\n# Rules\n\n", 2),
}  # fmt: skip
_PARTS = (
    "## PART 1: GENERAL\n\n### 1. Terms\n\n1.1 A hall is a house.\n\n1.2 It has a door.\n\n"
    "## PART 2: MEMBERS\n\n### 2. Joining\n\nAnybody may join.\n\n### 3. Leaving\n\n"
    "A member may leave.\n"
)


@pytest.mark.parametrize("name", sorted(_HEADINGS))
def test_headings_over_everything_are_the_lines_of_a_cover(name: str) -> None:
    front, lines = _HEADINGS[name]
    found = imported(front + _PARTS, "articles.md").charter
    assert len(found.preamble.split("\n")) == lines
    assert [each.heading for each in found.chapters] == ["GENERAL", "MEMBERS"]
    assert [each.heading for each in found.articles] == ["Terms", "Joining", "Leaving"]


def test_a_heading_like_others_without_a_number_is_none_of_them() -> None:
    text = (
        "# Rules\n\n## General\n\n### 1. Terms\n\nA hall.\n\n"
        "## Members\n\n### 2. Joining\n\nJoin.\n"
    )
    found = imported(text, "rules.md").charter
    assert found.preamble == "Rules"
    assert [each.heading for each in found.chapters] == ["General", "Members"]
    one = imported(text.replace("## Members\n\n", ""), "rules.md").charter
    assert [each.heading for each in one.chapters] == ["General"]


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


@pytest.mark.parametrize(
    "text",
    [
        "(Purpose)\nArticle 1.\nTo play chess.\n\nArticle 2 (Deleted)\n",
        "Rules\n\n(Purpose)\nArticle 1.\n(Provisions omitted)\n\nArticle 2 (Deleted)\n",
        "会則\n\n（目的）\n第１条　将棋を指す。\n\n第２条　削除\n\n第３条　削除\n",
    ],
)
def test_what_is_deleted_shows_nothing_of_the_caption_of_the_first_article(text: str) -> None:
    found = imported(text, "rules.txt").charter
    assert found.articles[0].heading in ("Purpose", "目的")
    assert "Purpose" not in found.preamble
    assert "目的" not in found.preamble


def test_beside_one_without_a_caption_it_is_none() -> None:
    text = "会則\n\n（案）\n第１条　将棋を指す。\n\n第２条　会費は、納めない。\n\n第３条　削除\n"
    found = imported(text, "rules.txt").charter
    assert found.articles[0].heading is None
    assert found.preamble == "会則\n（案）"
