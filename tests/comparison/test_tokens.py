"""The tokens of legal text: golden cuts in ``tokens/``, and the laws for any text at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.comparison.tokens import _pattern, tokens

CASES = Path(__file__).parent / "tokens"
JOINER = "\u200d"

# Marks that belong to the character before them, of every kind that there is.
MARKS = [
    "\u3099",  # combining voiced sound mark
    "\u0301",
    "\u20dd",  # enclosing circle
    "\u0903",  # spacing mark
    "\ufe0f",
    "\U000e0100",  # ideographic variation selector
    "\U000e0067",  # tag
    "\u200c",
    "\uff9e",  # half-width voiced sound mark
    "\U0001f3fd",  # skin tone
    JOINER,
]
CHARACTERS = st.one_of(
    st.sampled_from(MARKS),
    st.sampled_from("第条項前一二十年月日株名分の葛神取締役又及定最株式会社"),
    st.sampled_from("のはをするしかがゝーァヶｶ・。、（）"),
    st.sampled_from("0159０９,，./%$¥-'’()sS aA \n\t\u3000\u00a0"),
    st.sampled_from(["👨", "🇯", "🇵", "𠮷", "न", "한", "thirteen ", " (13)", "May ", "第1条"]),
    st.characters(),
)
TEXTS = st.lists(CHARACTERS, max_size=30).map("".join)
LANGUAGES = st.sampled_from(["en", "ja", "de", "zh-Hant"])


def _cases() -> Iterator[tuple[str, tuple[str, ...]]]:
    for file in sorted(CASES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield file.stem, tuple(line.split("|"))


@pytest.mark.parametrize(("language", "cut"), list(_cases()))
def test_cuts_where_a_drafter_does(language: str, cut: tuple[str, ...]) -> None:
    assert tokens("".join(cut), language) == cut


@pytest.mark.parametrize(
    "whole",
    [
        "か\u3099",
        "葛\U000e0100",
        "神\ufe00",
        "e\u0301",
        "👨\u200d👩\u200d👧",
        "👍\U0001f3fd",
        "🇯🇵",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "ﾊ\uff9e",
        "\r\n",
        "नमस्ते",
        "한국어",
    ],
)
def test_never_parts_a_grapheme_cluster(whole: str) -> None:
    for text in (whole, f"、{whole}、", f"(1){whole};"):
        assert whole in tokens(text)


def test_two_flags_are_two_tokens() -> None:
    assert tokens("🇯🇵🇺🇸") == ("🇯🇵", "🇺🇸")


def test_a_mark_does_not_end_a_word() -> None:
    assert tokens("か\u3099くは\u3099", "ja") == ("か\u3099くは\u3099",)
    assert tokens("resume\u0301s and") == ("resume\u0301s", " ", "and")
    assert tokens("葛\U000e0100城郡", "ja") == ("葛\U000e0100城郡",)


def test_the_comma_is_the_decimal_point_of_other_languages() -> None:
    assert tokens("13,5 und 1.000.000,50", "de-AT") == ("13,5", " ", "und", " ", "1.000.000,50")
    assert tokens("13,5", "en-GB") == ("13", ",", "5")


def test_text_is_not_normalised() -> None:
    assert tokens("\ufa19田、１０，０００株", "ja") == ("\ufa19田", "、", "１０，０００株")


def test_empty_text_has_no_tokens() -> None:
    assert tokens("") == ()


@given(TEXTS, LANGUAGES)
@example("\U000e0100a", "ja")
def test_tokens_joined_are_the_text(text: str, language: str) -> None:
    assert "".join(tokens(text, language)) == text


@given(TEXTS, LANGUAGES)
def test_no_token_is_empty(text: str, language: str) -> None:
    assert all(tokens(text, language))


@given(TEXTS, LANGUAGES)
def test_no_token_but_the_first_begins_with_a_mark(text: str, language: str) -> None:
    for token in tokens(text, language)[1:]:
        assert token[0] not in MARKS
        assert unicodedata.category(token[0]) not in ("Mn", "Me", "Mc")


@given(TEXTS, LANGUAGES)
def test_no_token_but_the_last_ends_with_a_joiner(text: str, language: str) -> None:
    assert not any(token.endswith(JOINER) for token in tokens(text, language)[:-1])


@given(TEXTS, LANGUAGES)
def test_white_space_and_words_are_apart(text: str, language: str) -> None:
    for before, after in zip(tokens(text, language), tokens(text, language)[1:], strict=False):
        assert not (before.isspace() and after.isspace())


@given(st.text(alphabet="0123456789", min_size=1, max_size=9), LANGUAGES)
def test_a_number_with_its_counter_is_one_token(digits: str, language: str) -> None:
    wide = digits.translate({ord("0") + one: 0xFF10 + one for one in range(10)})
    for figure in (digits, wide):
        for atom in (
            f"第{figure}条",
            f"{figure}株",
            f"{figure}名",
            f"第{figure}条の2",
            f"{figure}円",
        ):
            assert tokens(f"その{atom}を", language) == ("その", atom, "を")


PIECES = [
    *"abcXYZ 0123456789.,-/%$'’()\n\u00a0\u0301\u202f€é①⓪½²_@:",
    *("one", "hundred", " and ", "half", "January", " 5th", " of", "US$", "USD", "Co.", "Ltd.,"),
    *("preceding ", "two ", "articles", "www.", "http://a.b", " %", "(5)", " percent", "he/she"),
    *("(s)", "12:30", "Article 1", "1,000", "'s"),
]


@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=12,
    ).map("".join),
    st.booleans(),
)
def test_without_cjk_the_shorter_grammar_finds_what_the_whole_one_does(
    text: str, comma: bool
) -> None:
    whole, shorter = (_pattern(grouping_comma=comma, cjk=cjk) for cjk in (True, False))
    assert shorter.findall(text) == whole.findall(text)
