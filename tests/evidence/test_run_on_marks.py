"""What begins a line, or goes on in it, as a mark does, and is counted by no row: it is told."""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported
from tests.importing.test_silent_kinds import FORMATS, doubted, read


def english(*lines: str, file: str = "x.txt") -> Imported:
    """Lines of an article, with what stands around them."""
    return read("Article 1. Parts", "The parts are:", *lines, "Article 2. End", "The end.",
                file=file)  # fmt: skip


def japanese(*lines: str, file: str = "x.txt") -> Imported:
    """Lines of an article, with what stands around them."""
    return read("第１条（備品）", "備品は、次のとおりとする。", *lines, "第２条（終わり）",
                "終わりとする。", file=file)  # fmt: skip


def told(found: Imported, code: str, line: str) -> list[str]:
    """The doubts of a kind that show a line."""
    return [one.message for one in found.report.doubts
            if one.code == code and repr(line) in one.message]  # fmt: skip


@FORMATS
@pytest.mark.parametrize(
    "line",
    [
        "(1)a (2)b", "(1) a (2) b", "(1)the name (2)the seat", "(1)a(2)b", "(a) the name (b) one",
        "1)a 2)b", "(i) the name (ii) the seat", "(a)the name; (b)the seat", "a)the name; b)one",
        "(i)the name; (ii)the seat", "(1) Name (2) Seat (3) End", "[1] the name [2] the seat",
    ],
)  # fmt: skip
def test_items_on_one_line_are_told_though_nothing_ends_in_front_of_them(
    line: str, file: str
) -> None:
    assert len(told(english(line, file=file), "mark-inside", line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "(4) the term of five (5) years", "(4) thirty-five (5) years", "(a) members of Class (b)",
        "(r) the person(s) of the club", "(b) what 501(c) of the Code says",
        "(1) what Rule A(2) and Rule 3(2) say", "(1) a fee (see part (2) below)",
        "(b) to (a) buy and (c) sell", "(h) the Board shall (i) buy and (ii) sell",
        "(a) the fee of 5 (b) and 6", "(1) whoever is (2) years old",
    ],
)  # fmt: skip
def test_a_number_in_brackets_that_a_sentence_says_is_no_item(line: str) -> None:
    first = {"(4)": ["(1) x;", "(2) y;", "(3) z;"], "(b)": ["(a) x;"],
             "(r)": [f"({chr(at)}) x;" for at in range(ord("a"), ord("r"))],
             "(h)": [f"({chr(at)}) x;" for at in range(ord("a"), ord("h"))]}  # fmt: skip
    found = english(*first.get(line[:3], []), line)
    assert [code for code, _ in doubted(found) if code == "mark-inside"] == []


@FORMATS
@pytest.mark.parametrize(
    "line",
    [
        "０ａ　椅子", "2ａ　椅子", "２ａ　椅子", "３Ａ　椅子", "ａ　椅子", "Ｂ　椅子", "０　椅子",
        "（０）　椅子", "（０ａ）椅子", "0a 椅子", "（３ａ）　椅子", "００　椅子",
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [1, 2])
def test_a_japanese_mark_that_no_row_counts_is_told_beside_an_item(
    line: str, at: int, file: str
) -> None:
    rows = ["①　机", "②　棚"]
    rows.insert(at, line)
    assert len(told(japanese(*rows, file=file), "mark-as-text", line)) == 1


@FORMATS
@pytest.mark.parametrize("line", ["0a chairs.", "2b Chairs.", "(0) chairs.", "(0a) chairs."])
def test_a_mark_that_no_row_counts_is_told_beside_an_item(line: str, file: str) -> None:
    found = english("(1) a desk;", "(2) a shelf;", line, file=file)
    assert len(told(found, "mark-as-text", line)) == 1


@pytest.mark.parametrize(
    "line", ["ＰＴＡは、机とする。", "Ａ社の椅子", "3D printers.", "A chair.", "0.5 of a chair."]
)
def test_words_and_measures_beside_an_item_are_no_mark(line: str) -> None:
    found = japanese("①　机", "②　棚", line)
    assert not told(found, "mark-as-text", line) or line[0] == "3"


# One bracket of a caption behind a number without a word


@FORMATS
@pytest.mark.parametrize(
    ("lines", "odd"),
    [
        (("１　（名称）", "会は甲という。", "２　（目的　会は学ぶ。"), 2),
        (("１　（名称）　会は甲という。", "２　（目的", "会は学ぶ。"), 1),
        (("１．（名称）", "会は甲という。", "２．目的）", "会は学ぶ。"), 2),
        (("一　（名称）", "会は甲という。", "二　（目的", "会は学ぶ。"), 2),
        (("（名称）", "１　会は甲という。", "（目的", "２　会は学ぶ。"), 2),
        (("（名称）", "１　会は甲という。", "目的）", "２　会は学ぶ。"), 2),
        (("1. (Name) This is X.", "2. (Seat It is here."), 1),
        (("1. (Name)", "This is X.", "2. Seat)", "It is here."), 2),
        (("Section 1. [Name] This is X.", "Section 2. [Seat It is here."), 1),
    ],
)
def test_one_bracket_behind_a_number_is_doubted_at_its_place(
    lines: tuple[str, ...], odd: int, file: str
) -> None:
    wide = not lines[0].isascii()
    found = read("会則" if wide else "BYLAWS", *lines, "最後の行。" if wide else "It is the last.",
                 file=file)  # fmt: skip
    assert len(told(found, "caption-brackets", lines[odd])) == 1


@FORMATS
@pytest.mark.parametrize(
    "lines",
    [
        ("１　（名称）", "会は甲という。", "２　（目的）", "会は学ぶ。", "３　会は続く。"),
        ("１　名称", "会は（甲という。", "２　目的", "会は学ぶ）。"),
        ("1. (Name) This is X.", "2. It (the club) is here."),
        ("1. The club.", "2. a) buys", "b) sells"),
    ],
)
def test_brackets_that_pair_up_behind_a_number_are_no_doubt(
    lines: tuple[str, ...], file: str
) -> None:
    found = read("会則" if not lines[0].isascii() else "BYLAWS", *lines, file=file)
    assert "caption-brackets" not in [code for code, _ in doubted(found)]
