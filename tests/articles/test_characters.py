"""Which characters a text may hold: every class of code points, places, and what always holds."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles.text import characters
from amendtool.articles.text.characters import MOST_PROBLEMS, problems, shown
from amendtool.errors import Place

# Every class of code points, with its first and last and some between; what is said about
# each, when it stands between two letters.
CLASSES: dict[str, tuple[list[int], str | None]] = {
    "ASCII letters, digits and signs": ([*range(0x20, 0x7F)], None),
    "tab and line feed": ([0x09, 0x0A], None),
    "C0 controls": ([*range(9), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20)], "control-character"),
    "delete": ([0x7F], "control-character"),
    "C1 controls": ([*range(0x80, 0xA0)], "control-character"),
    "no-break space": ([0xA0], None),
    "soft hyphen": ([0xAD], "invisible-character"),
    "Latin letters": ([0xC0, 0xE9, 0xFF, 0x100, 0x17F, 0x1E00], None),
    "grapheme joiner": ([0x34F], "invisible-character"),
    "Greek and Cyrillic": ([0x391, 0x3C9, 0x410, 0x44F], None),
    "Hebrew, Arabic and its signs": ([0x5D0, 0x627, 0x600, 0x6DD], None),
    "Arabic letter mark": ([0x61C], "bidi-control"),
    "Devanagari and Thai": ([0x915, 0x93F, 0xE01], None),
    "Hangul fillers": ([0x115F, 0x1160, 0x3164, 0xFFA0], "invisible-character"),
    "Khmer fillers": ([0x17B4, 0x17B5], "invisible-character"),
    "Mongolian vowel separator": ([0x180E], "invisible-character"),
    "spaces of other widths": ([*range(0x2002, 0x200B), 0x202F, 0x205F, 0x3000], None),
    "zero-width space": ([0x200B], "invisible-character"),
    "joiners": ([0x200C, 0x200D], "stray-joiner"),
    "marks of direction": ([0x200E, 0x200F], "bidi-control"),
    "punctuation": ([0x2010, 0x2014, 0x2019, 0x201C, 0x2026, 0x203B], None),
    "line and paragraph separator": ([0x2028, 0x2029], "line-separator"),
    "embeddings and overrides": ([*range(0x202A, 0x202F)], "bidi-control"),
    "word joiner, invisible operators": ([*range(0x2060, 0x2066)], "invisible-character"),
    "isolates": ([*range(0x2066, 0x206A)], "bidi-control"),
    "deprecated formats": ([*range(0x206A, 0x2070)], "invisible-character"),
    "numerals and circled numbers": ([0x2160, 0x2170, 0x2460, 0x3220, 0x3231], None),
    "braille blank": ([0x2800], "invisible-character"),
    "Japanese punctuation": ([0x3001, 0x3002, 0x3005, 0x3007, 0x300C, 0x301C], None),
    "kana": ([0x3041, 0x3096, 0x30A1, 0x30FC, 0x31F0, 0xFF66, 0xFF9F], None),
    "kanji": ([0x3400, 0x4E00, 0x9FFF, 0x20000, 0x2A6D6, 0x30000], None),
    "kanji that NFC would change": ([0xFA19, 0xFA10, 0xFA1B, 0x2F800], "unstable-ideograph"),
    "compatibility kanji that NFC keeps": ([0xFA0E, 0xFA11, 0xFA29], None),
    "Hangul": ([0xAC00, 0xD7A3], None),
    "surrogates": ([0xD800, 0xDBFF, 0xDC00, 0xDFFF], "lone-surrogate"),
    "private use": ([0xE000, 0xF8FF, 0xF0000, 0xFFFFD, 0x10FFFD], "private-use-character"),
    "noncharacters": ([0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF], "noncharacter"),
    "variation selectors": ([0xFE00, 0xFE0F, 0xE0100, 0xE01EF, 0x180B, 0x180F], None),
    "byte order mark": ([0xFEFF], "invisible-character"),
    "full-width signs": ([0xFF01, 0xFF10, 0xFF21, 0xFF5E, 0xFFE5], None),
    "annotation": ([0xFFF9, 0xFFFA, 0xFFFB], "invisible-character"),
    "object replacement": ([0xFFFC], None),
    "replacement": ([0xFFFD], "replacement-character"),
    "shorthand and musical formats": ([0x1BCA0, 0x1D173], "invisible-character"),
    "emoji": ([0x1F600, 0x1F3FB, 0x2764], None),
    "tags": ([0xE0000, 0xE0001, 0xE0020, 0xE007F, 0xE01F0, 0xE0FFF], "invisible-character"),
    "unassigned": ([0x378, 0x9FFF0, 0xE1000], "unassigned-character"),
}
WARNINGS = {
    "replacement-character",
    "unassigned-character",
}
NOTES = {"private-use-character", "unstable-ideograph"}


def severity(code: str | None) -> str:
    """How much a finding weighs: names in gaiji or compatibility kanji need no mending."""
    return "note" if code in NOTES else "warning" if code in WARNINGS else "error"


@pytest.mark.parametrize(("points", "code"), CLASSES.values(), ids=CLASSES.keys())
def test_every_class_of_code_points(points: list[int], code: str | None) -> None:
    for point in points:
        found = problems(f"字{chr(point)}字", file="a.md")
        assert [problem.code for problem in found] == ([code] if code else []), hex(point)
        for problem in found:
            assert problem.severity == severity(code)
            assert problem.place == Place(file="a.md", line=1, column=2)
            assert f'in "字[U+{point:04X}]字"' in problem.message
            assert problem.hint


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u202e", "[U+202E] RIGHT-TO-LEFT OVERRIDE is invisible"),
        ("\x1b", "[U+001B] ESCAPE is a control"),
        ("\x01", "[U+0001] is a control"),
        ("\ufa19", "[U+FA19] CJK COMPATIBILITY IDEOGRAPH-FA19 is written"),
        ("\U000e0041", "[U+E0041] TAG LATIN CAPITAL LETTER A cannot be seen"),
        ("か\u3099", "[U+304B] HIRAGANA LETTER KA + [U+3099] COMBINING KATAKANA-HIRAGANA VOICED"),
    ],
)
def test_a_character_is_shown_escaped_with_its_name(char: str, name: str) -> None:
    (found,) = problems(char)
    assert found.message.startswith(name)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("葛\U000e0100城市", []),  # the two forms of the name Katsuragi
        ("葛\U000e0101飾区", []),
        ("㊙\ufe0f", []),
        ("\ufe00字", ["stray-variation-selector"]),
        ("\U000e0100", ["stray-variation-selector"]),
        ("字\n\U000e0100", ["stray-variation-selector"]),
        ("字 \U000e0100", ["stray-variation-selector"]),
        ("字　\U000e0100", ["stray-variation-selector"]),
        ("字\U000e0100\U000e0101", ["stray-variation-selector"]),
        ("字\u200b\ufe00", ["invisible-character", "stray-variation-selector"]),
        ("👩\u200d💼", []),
        ("👩🏽\u200d⚖\ufe0f", []),
        ("👁\ufe0f\u200d🗨", []),
        ("👩\u200dx", ["stray-joiner"]),
        ("x\u200d👩", ["stray-joiner"]),
        ("👩\u200d", ["stray-joiner"]),
        ("👩\u200c👩", ["stray-joiner"]),
        ("می\u200cخواهم", []),  # Persian
        ("क्\u200dष", []),  # Devanagari
        ("ශ්\u200dරී", []),  # Sinhala
        ("क्\u200d\u200dष", ["stray-joiner", "stray-joiner"]),
        ("株\u200c主", ["stray-joiner"]),
        ("\u200dक", ["stray-joiner"]),
    ],
)
def test_selectors_and_joiners_are_judged_by_what_stands_around_them(
    text: str, codes: list[str]
) -> None:
    assert [problem.code for problem in problems(text)] == codes


@pytest.mark.parametrize(
    ("text", "piece", "column"),
    [
        ("か\u3099く", "[U+304B]", 1),
        ("xe\u0301", "to [U+00E9]", 2),
        ("神\ufa19", "to [U+795E]", 2),
        ("a\u0327\u0301", "to [U+00E1][U+0327]", 1),  # composes over the mark between
        ("q\u0301\u0323", "to [U+0071][U+0323][U+0301]", 1),  # marks in another order
        ("\u1100\u1161\u11a8", "to [U+AC00]", 1),  # conjoining Hangul
        ("각\u11a8가\u11a8", "to [U+AC01]", 3),
        ("ক\u09c7\u09be", "to [U+09CB]", 2),
        ("\u212b", "to [U+00C5]", 1),
    ],
)
def test_what_nfc_would_change_is_a_warning(text: str, piece: str, column: int) -> None:
    found = problems(text)
    assert [problem.code for problem in found] == ["unstable-ideograph"]
    assert piece in found[0].message
    assert found[0].place.column == column
    assert "kept as it is" in found[0].hint


def test_a_name_that_recurs_is_said_once_and_a_mistake_each_time() -> None:
    found = problems("\ufa19と\ufa19\n\u200b\ufa19\u200b\n")
    assert [(problem.code, problem.place.line, problem.place.column) for problem in found] == [
        ("unstable-ideograph", 1, 1),
        ("invisible-character", 2, 1),
        ("invisible-character", 2, 3),
    ]
    assert "(3 times)" in found[0].message


def test_places_count_from_where_the_text_begins() -> None:
    found = problems("a\x00\n\x00b\x00", file="a.md", line=7, column=4)
    assert [(problem.place.line, problem.place.column) for problem in found] == [
        (7, 5),
        (8, 1),
        (8, 3),
    ]
    assert problems("\x00")[0].place == Place(line=1, column=1)


def test_places_can_be_found_by_another() -> None:
    found = problems("ab\x00", place_of=lambda offset: Place(file="x", path=f"[{offset}]"))
    assert found[0].place == Place(file="x", path="[2]")


def test_the_line_is_shown_around_the_character() -> None:
    (found,) = problems("first\n" + "a" * 40 + "\u202e" + "b" * 40 + "\nlast")
    assert f'in "…{"a" * 30}[U+202E]{"b" * 30}…"' in found.message
    (found,) = problems("first\nab\u200b\tc\u00a0d\nlast")
    assert 'in "ab[U+200B][U+0009]c\u00a0d"' in found.message


@pytest.mark.parametrize(
    ("text", "severity"), [("\u200b" * 150, "error"), ("\ufffd" * 150, "warning")]
)
def test_many_problems_are_counted(text: str, severity: str) -> None:
    found = problems(text, file="a.md")
    assert len(found) == MOST_PROBLEMS + 1
    last = found[-1]
    assert (last.code, last.severity, last.place.file) == ("too-many-problems", severity, "a.md")
    assert last.message.startswith("50 more")


def test_an_error_after_many_warnings_is_still_an_error() -> None:
    found = problems("\ufffd" * 150 + "\u202e")
    assert found[-1].severity == "error"


@pytest.mark.parametrize(
    ("text", "visible", "in_one_line"),
    [
        ("議長 a-z", "議長 a-z", "議長 a-z"),
        ("a\u202eb", "a[U+202E]b", "a[U+202E]b"),
        ("a\tb\nc\r", "a\tb\nc[U+000D]", "a[U+0009]b[U+000A]c[U+000D]"),
        ("\x1b[31m\ud800", "[U+001B][31m[U+D800]", "[U+001B][31m[U+D800]"),
        ("葛\U000e0100\U000e0100", "葛\U000e0100[U+E0100]", "葛\U000e0100[U+E0100]"),
        ("\ufa19\ufffd", "\ufa19\ufffd", "\ufa19\ufffd"),
        ("\ue000\u0378", "[U+E000][U+0378]", "[U+E000][U+0378]"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, visible: str, in_one_line: str) -> None:
    assert shown(text) == visible
    assert shown(text, one_line=True) == in_one_line


SUSPECTS = "".join(chr(point) for points, _ in CLASSES.values() for point in points)
TEXTS = st.text(st.characters() | st.sampled_from(SUSPECTS), max_size=60)


@given(TEXTS)
def test_what_is_shown_holds_nothing_unseen(text: str) -> None:
    for one_line in (False, True):
        result = shown(text, one_line=one_line)
        assert not [problem for problem in problems(result) if problem.severity == "error"]
        result.encode()
    assert one_line is True
    assert "\n" not in result


@given(TEXTS)
def test_the_place_of_a_problem_is_that_of_the_character_it_names(text: str) -> None:
    lines = text.split("\n")
    for problem in problems(text):
        line, column = problem.place.line, problem.place.column
        if problem.code != "too-many-problems":
            assert line is not None
            assert column is not None
            char = lines[line - 1][column - 1]
            assert problem.message.startswith(f"[U+{ord(char):04X}]")


@given(
    st.text(st.characters() | st.sampled_from("か\u3099e\u0301\u0327\u1100\u1161\u11a8가\ufa19"))
)
@example("\u1100\u1161\u11a8\u11a8")
@example("a\u0327\u0301")
@example("\u3099か\u3099")
def test_the_warning_comes_exactly_when_nfc_would_change_the_text(text: str) -> None:
    warned = any(problem.code == "unstable-ideograph" for problem in problems(text))
    counted = any(problem.code == "too-many-problems" for problem in problems(text))
    stable = unicodedata.is_normalized("NFC", text)
    assert warned is not stable or counted


@pytest.mark.parametrize(
    "text",
    [
        "The general meeting of shareholders shall be convened.\n" * 18_000,
        "第十四条　株主総会の議長は、取締役社長がこれに当たる。\n" * 12_500,
        "é" * 500_000,
    ],
    ids=["English", "Japanese", "French"],
)
def test_a_clean_megabyte_takes_less_than_fifty_milliseconds(text: str) -> None:
    assert 950_000 < len(text.encode()) < 1_100_000
    seconds = []
    for _ in range(3):  # the best of three: other programs run beside this one
        start = time.process_time()
        assert problems(text) == ()
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.05


@pytest.mark.parametrize("piece", ["\u202e" * 10, "\u0301" * 10, "e\u0301", "\u0323\u0301"])
def test_a_hostile_text_takes_no_more_than_seconds(piece: str) -> None:
    start = time.process_time()
    assert problems(piece * 10**5 + "\u0301\u0323")
    assert time.process_time() - start < 5


class _AllIsOdd:
    @staticmethod
    def search(_: str) -> bool:
        return True


@given(st.text(st.characters(max_codepoint=0x180) | st.sampled_from("取\u200b\ue000\n\t")))
def test_a_text_that_is_passed_over_holds_nothing(text: str) -> None:
    found = problems(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(characters, "_ODD", _AllIsOdd)
        assert found == problems(text)
