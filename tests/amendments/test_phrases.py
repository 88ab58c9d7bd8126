"""Phrases: found in the present text, counted, put in all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.phrases import Phrases
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import ReplacePhrase
from amendtool.articles.addresses import Address, Spot
from amendtool.articles.charter import tidy
from amendtool.articles.numbers import Number
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import EN, JA, DraftingStyle

ARTICLE = Address(article=Number.of(1))
PARAGRAPH = Address(article=Number.of(1), paragraph=Number.of(1))
HEADING = Address(article=Number.of(1), heading=True)


def rewritten(acting: Phrases, address: Address, text: str) -> str:
    return acting.rewrite(address, text, Standing(spot=Spot(key="a")))


def phrases(*pairs: tuple[str, str], style: DraftingStyle = EN, at: Address = ARTICLE) -> Phrases:
    """The replacements of (find, substitute) pairs, each once, in one provision."""
    told = [
        OperationAt(index, ReplacePhrase(target=at, find=find, substitute=substitute))
        for index, (find, substitute) in enumerate(pairs)
    ]
    return Phrases(told, style)


@pytest.mark.parametrize(
    ("style", "text", "pairs", "result"),
    [
        (EN, "has thirteen (13)", [("thirteen (13)", "fourteen (14)")], "has fourteen (14)"),
        (EN, "a b c", [("a", "b"), ("b", "c"), ("c", "a")], "b c a"),
        (EN, "a b c", [("b", "")], "a c"),
        (EN, "a b c", [("c", "")], "a b"),
        (EN, "a b", [("b", "c\n\nd")], "a c d"),
        (EN, "the Board of Directors", [("Board\n  of", "Council of")], "the Council of Directors"),
        (JA, "取締役会の決議", [("取締役会", "株主総会")], "株主総会の決議"),
        (JA, "取締役会の決議", [("取締役\n会の", "社長の")], "社長の決議"),
        (JA, "英文 Kitano Works Co.", [("Kitano\nWorks", "Northfield")], "英文 Northfield Co."),
        (JA, "甲\u3000乙", [("甲\u3000", "丙\u3000")], "丙\u3000乙"),
        (EN, "one\ntwo", [("two", "three")], "one\nthree"),
        (EN, "out only for cause", [("only for cause", ", with or without cause")],
         "out, with or without cause"),
        (EN, "one (or more).", [("(or more)", "")], "one."),
        (EN, "a rate of ten", [("ten", ".5")], "a rate of .5"),
    ],
)  # fmt: skip
def test_rewriting(
    style: DraftingStyle, text: str, pairs: list[tuple[str, str]], result: str
) -> None:
    acting = phrases(*pairs, style=style)
    assert rewritten(acting, PARAGRAPH, text) == result
    assert list(acting.counted()) == []


def test_a_heading_is_acted_on_by_its_name_alone() -> None:
    assert rewritten(phrases(("a", "b")), HEADING, "a") == "a"
    assert rewritten(phrases(("a", "b"), at=HEADING), HEADING, "a") == "b"
    assert rewritten(phrases(("a", "b"), at=HEADING), PARAGRAPH, "a") == "a"


@pytest.mark.parametrize(
    ("texts", "count", "code"),
    [
        (["x"], 1, "phrase-not-found"),
        (["a a"], 1, "phrase-count"),
        (["a", "a"], 1, "phrase-count"),
        (["a"], 2, "phrase-count"),
        (["a", "a"], 2, None),
        (["aa"], 2, None),
    ],
)
def test_counting(texts: list[str], count: int, code: str | None) -> None:
    operation = ReplacePhrase(target=ARTICLE, find="a", substitute="b", count=count)
    acting = Phrases([OperationAt(4, operation)], EN)
    for text in texts:
        rewritten(acting, PARAGRAPH, text)
    found = acting.counted()
    assert [problem.code for problem in found] == ([code] if code else [])
    assert [problem.place.path for problem in found] == (["operations[4].find"] if code else [])


@pytest.mark.parametrize("pairs", [[("ab", "x"), ("bc", "y")], [("abc", "x"), ("b", "y")],
                                   [("b", "x"), ("b", "y")]])  # fmt: skip
def test_phrases_that_overlap(pairs: list[tuple[str, str]]) -> None:
    acting = phrases(*pairs)
    assert rewritten(acting, PARAGRAPH, "abc") == "abc"
    (problem,) = acting.counted()
    assert problem.code == "operations-overlap"
    assert problem.place.path == "operations[1].find"


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=12), st.permutations("abcdefgh"))
def test_replacing_at_once_is_a_substitution_of_letters(letters: list[str], new: list[str]) -> None:
    text = " ".join(letters)
    table = dict(zip("abcdefgh", (letter.upper() + "a" for letter in new), strict=True))
    told = [
        OperationAt(
            index,
            ReplacePhrase(
                target=ARTICLE, find=old, substitute=table[old], count=letters.count(old)
            ),
        )
        for index, old in enumerate(sorted(set(letters)))
    ]
    acting = Phrases(told, EN)
    assert rewritten(acting, PARAGRAPH, text) == " ".join(table[letter] for letter in letters)
    assert list(acting.counted()) == []


@given(st.text("ab ", max_size=12).map(tidy), st.text("ab ", min_size=1, max_size=3).map(tidy))
def test_what_is_found_is_what_is_replaced(text: str, find: str) -> None:
    if find:
        operation = ReplacePhrase(
            target=ARTICLE, find=find, substitute="#", count=max(text.count(find), 1)
        )
        acting = Phrases([OperationAt(0, operation)], EN)
        assert rewritten(acting, PARAGRAPH, text) == tidy(text.replace(find, "#"))
        assert bool(acting.counted()) == (find not in text)


@pytest.mark.parametrize(
    ("find", "told"),
    [
        ("Company: (1) makes", True),
        ("makes tools; (2) sells tools", True),
        ("sells tools; (3) lends", False),
    ],
)
def test_a_phrase_that_goes_on_over_a_mark_is_told(find: str, told: bool) -> None:
    acting = phrases((find, "x"))
    for text in ("The Company:", "makes tools;", "sells tools."):
        rewritten(acting, PARAGRAPH, text)
    (problem,) = acting.counted()
    assert problem.code == "phrase-not-found"
    assert ("several provisions" in problem.message) is told
    assert ("an operation for each" in (problem.hint or "")) is told
