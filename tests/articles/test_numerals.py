"""The ways to write a number are pairs of inverses."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    MIXED_WIDTH,
    NUMERALS,
    ROMAN,
    Numeral,
    padded,
)


@given(st.sampled_from(NUMERALS).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n.limit))))
def test_reading_is_the_inverse_of_writing(case: tuple[Numeral, int]) -> None:
    numeral, value = case
    assert numeral.read(numeral.write(value)) == value


@given(st.sampled_from(NUMERALS), st.text(max_size=6))
def test_reading_any_text_gives_a_number_within_the_limit_or_none(
    numeral: Numeral, text: str
) -> None:
    value = numeral.read(text)
    assert value is None or 1 <= value <= numeral.limit


EVERY = (*NUMERALS, padded(DECIMAL, 2), padded(FULL_WIDTH, 3))


@pytest.mark.parametrize("numeral", EVERY, ids=lambda n: n.name)
def test_what_a_numeral_begins_with_is_known_wherever_it_is_told(numeral: Numeral) -> None:
    chars = {char for each in EVERY for char in each.begins} | set(map(chr, range(0x20, 0x7F)))
    for char in chars:
        found = [char * n for n in range(1, 6)] + [f"{char}{digit}" for digit in "0９"]
        if any(re.fullmatch(numeral.pattern, text) for text in found):
            assert numeral.may_begin(f"x{char}", 1)
        elif numeral.begins:
            assert not numeral.may_begin(char)


@pytest.mark.parametrize("numeral", NUMERALS, ids=lambda n: n.name)
def test_numbers_outside_the_limits_are_refused(numeral: Numeral) -> None:
    for value in (0, -1, numeral.limit + 1):
        with pytest.raises(ValueError, match="cannot be written"):
            numeral.write(value)


@pytest.mark.parametrize(
    ("numeral", "value", "text"),
    [
        (DECIMAL, 14, "14"),
        (MIXED_WIDTH, 9, "９"),
        (MIXED_WIDTH, 10, "10"),
        (KANJI, 10, "十"),
        (KANJI, 14, "十四"),
        (KANJI, 102, "百二"),
        (KANJI, 427, "四百二十七"),
        (KANJI, 1000, "千"),
        (KANJI, 2021, "二千二十一"),
        (ROMAN, 4, "iv"),
        (ROMAN, 49, "xlix"),
        (LETTER, 26, "z"),
        (LETTER, 27, "aa"),
        (LETTER, 28, "bb"),
        (IROHA, 1, "イ"),
        (IROHA, 7, "ト"),
        (KATAKANA, 6, "カ"),
        (CIRCLED, 1, "①"),
        (CIRCLED, 20, "⑳"),
        (CIRCLED, 21, "㉑"),
        (CIRCLED, 50, "㊿"),
    ],
)
def test_as_printed(numeral: Numeral, value: int, text: str) -> None:
    assert numeral.write(value) == text
    assert numeral.read(text) == value


@pytest.mark.parametrize(
    ("numeral", "text", "value"),
    [
        (KANJI, "一〇二", 102),
        (KANJI, "二〇", 20),
        (KANJI, "一百", 100),
    ],
)
def test_other_spellings_are_read(numeral: Numeral, text: str, value: int) -> None:
    assert numeral.read(text) == value


@pytest.mark.parametrize(
    ("numeral", "text"),
    [
        (DECIMAL, "0"),
        (DECIMAL, "014"),
        (DECIMAL, "１４"),
        (DECIMAL, "٣"),
        (DECIMAL, "²"),
        (KANJI, "〇"),
        (KANJI, "十百"),
        (KANJI, "二十一十"),
        (KANJI, "〇一"),
        (KANJI, "十〇"),
        (ROMAN, "iixx"),
        (ROMAN, "iiii"),
        (ROMAN, "IV"),
        (LETTER, "ab"),
        (LETTER, "A"),
        (IROHA, "イロ"),
        (CIRCLED, "①②"),
        (MIXED_WIDTH, "１０"),
    ],
)
def test_what_is_no_such_number(numeral: Numeral, text: str) -> None:
    assert numeral.read(text) is None
