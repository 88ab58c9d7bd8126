"""Labels that are misspelled, and what else begins as a provision does: told at their place."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document
from tests.evidence.test_run_on_marks import english, told
from tests.importing.test_marks import marks
from tests.importing.test_silent_kinds import FORMATS, doubted, labels, read

TEXT = "The club does what it says here."


@FORMATS
@pytest.mark.parametrize(
    "line", ["Artcle 2. Seat", "Article l. Seat", "Articel 2: Seat", "Articles 2. Seat",
             "ARTCLE II. Seat", "Articl 2 - Seat"],
)  # fmt: skip
def test_a_label_that_is_misspelled_is_told(line: str, file: str) -> None:
    found = read("BYLAWS", "Article 1. Name", TEXT, line, TEXT, file=file)
    assert len(told(found, "mark-as-text", line)) == 1


@FORMATS
@pytest.mark.parametrize(
    "line", ["第２條（所在）", "第弐条（所在）", "第２（所在）", "第２條　所在", "第貳条　所在"]
)
def test_a_japanese_label_that_is_misspelled_is_told(line: str, file: str) -> None:
    found = read("会則", "第１条（名称）", "会は甲という。", line, "東京に置く。", file=file)
    assert len(told(found, "mark-as-text", line)) == 1


@pytest.mark.parametrize(
    "line",
    ["Artists 2 and 3 may join.", "Article the first is above.", "Anything 2 may do.",
     "Actions A and B are open.", "Members 2. and 3. leave."],
)  # fmt: skip
def test_a_sentence_is_no_misspelled_label(line: str) -> None:
    found = read("BYLAWS", "Article 1. Name", TEXT, line, "Article 2. End", TEXT)
    assert not [each for each in told(found, "mark-as-text", line) if "looks so" in each]


@FORMATS
@pytest.mark.parametrize("line", ["1,1 one part", "1,2) another", "2，3 a third"])
def test_numbers_with_a_comma_are_told(line: str, file: str) -> None:
    found = read("BYLAWS", "Article 1. Name", TEXT, line, "Article 2. End", TEXT, file=file)
    assert len(told(found, "mark-as-text", line)) == 1


@FORMATS
@pytest.mark.parametrize("line", ["(c.) three.", "(3.) three.", "(c three;", "[c three;"])
def test_a_mark_with_an_odd_bracket_is_told_beside_an_item(line: str, file: str) -> None:
    found = english("(a) one;", "(b) two;", line, file=file)
    assert len(told(found, "mark-as-text", line)) == 1


def test_a_text_in_brackets_beside_an_item_is_none() -> None:
    assert doubted(english("(a) one;", "(b) two.", "(a member too)")) == []


@FORMATS
@pytest.mark.parametrize(
    "line",
    ["第３条　会は甲という。　２　所在は東京。", "第３条　会は学ぶ。②会は教える。",
     "第３条　会は学ぶ。2　会は教える。", "第３条　会は学ぶ。　二　会は教える。"],
)  # fmt: skip
def test_a_second_paragraph_inside_a_line_is_told(line: str, file: str) -> None:
    found = read("会則", "第２条　会は甲という。", line, "第４条　会は続く。", file=file)
    assert len(told(found, "mark-inside", line)) == 1


@pytest.mark.parametrize(
    "line", ["第３条　会は学ぶ。２名以上とする。", "第３条　役員は次の者。二人とする。"]
)
def test_a_number_that_a_sentence_begins_with_is_no_paragraph(line: str) -> None:
    assert not told(
        read("会則", "第２条　会は甲という。", line, "第４条　会は続く。"), "mark-inside", line
    )


@FORMATS
@pytest.mark.parametrize(
    ("before", "line", "below"),
    [
        (("第１条（名称）", "会は学ぶ。"), "会　員", "第２条（所在）"),
        (("Article 1. Name", TEXT), "Members", "Article 2. Seat"),
        (("Section 1. Name", TEXT), "The Board", "Section 2. Seat"),
    ],
)
def test_a_title_without_a_number_above_a_label_is_told(
    before: tuple[str, ...], line: str, below: str, file: str
) -> None:
    wide = not line.isascii()
    found = read("会則" if wide else "BYLAWS", *before, line, below,
                 "会は続く。" if wide else TEXT, file=file)  # fmt: skip
    assert len(told(found, "text-between", line)) == 1


@pytest.mark.parametrize("line", ["the end of it", "The club is open to all.", "May 1, 2020"])
def test_the_end_of_a_text_above_a_label_is_no_title(line: str) -> None:
    found = read("BYLAWS", "Article 1. Name", TEXT, line, "Article 2. Seat", TEXT)
    assert not told(found, "text-between", line)


@FORMATS
def test_an_article_that_stands_twice_is_no_list_of_contents(file: str) -> None:
    found = read("BYLAWS", "Article 1. Name", TEXT, "Article 1. Name", TEXT, "Article 2. End", TEXT,
                 file=file)  # fmt: skip
    assert [label for label, _ in labels(found)] == ["Article 1.", "Article 1.", "Article 2."]
    assert [code for code, _ in doubted(found)] == ["number-twice"]


@FORMATS
@pytest.mark.parametrize(
    ("lines", "opening"),
    [
        (("0. a desk;", "1. a shelf;", "2. a chair."), "The club owns:"),
        (("(0) a desk;", "(1) a shelf;", "(2) a chair."), "The club owns:"),
        (("０　机", "１　棚", "２　椅子"), "次のとおり。"),
        (("（０）　机", "（１）　棚", "（２）　椅子"), "次のとおり。"),
    ],
)
def test_a_nought_above_the_first_of_a_row_is_told(
    lines: tuple[str, ...], opening: str, file: str
) -> None:
    wide = not opening.isascii()
    found = read("第１条（物）" if wide else "Article 1. Things", opening, *lines,
                 "第２条（終）" if wide else "Article 2. End", "終わり。" if wide else "The end.",
                 file=file)  # fmt: skip
    assert [code for code, _ in doubted(found)] == ["mark-as-text"]


@FORMATS
@pytest.mark.parametrize(
    "marks",
    [("１条", "２条", "３条"), ("一条", "二条", "三条"), ("1条", "2条", "3条"),
     ("第一条", "二条", "第三条"), ("第１条", "2条", "第３条")],
)  # fmt: skip
@pytest.mark.parametrize("captioned", [True, False])
def test_an_article_is_one_without_the_first_sign_of_its_label(
    marks: tuple[str, ...], captioned: bool, file: str
) -> None:
    caption = "（名称）" if captioned else "\u3000"
    found = read("会則", *(f"{mark}{caption}会は学ぶ。" for mark in marks), file=file)
    assert labels(found) == [(mark, "名称" if captioned else None) for mark in marks]
    assert doubted(found) == []


@pytest.mark.parametrize("line", ["二条の規定による。", "３条を準用する。", "一条件とする。"])
def test_a_citation_without_the_first_sign_stays_text(line: str) -> None:
    found = read("会則", "第１条　会は学ぶ。", line, "第２条　会は教える。")
    assert [label for label, _ in labels(found)] == ["第１条", "第２条"]


@pytest.mark.parametrize("caption", ["Rules", "Parts", "Sections and Items", "Schedules"])
@pytest.mark.parametrize("rows", [("1. one thing;", "2. two things."), ("1. one;", "1. two.")])
def test_a_caption_that_is_a_word_of_citations_takes_in_no_item(
    caption: str, rows: tuple[str, ...]
) -> None:
    text = "\n".join(["BYLAWS", "", f"Article 1. {caption}", *rows, "Article 2. End", "The end."])
    found = import_document(text.encode(), file="x.txt", learn=True, choose="language")
    assert labels(found)[0] == ("Article 1.", caption)
    assert marks(found) == [row[:2] for row in rows]
