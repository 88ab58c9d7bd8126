"""Matching without keys, and what it is made of: chains and resemblance."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.matching import ComparedArticle, Link, dice, heaviest_chain, match, pairs_of
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from tests import usual
from tests.strategies import NUMBERED_THROUGH

links = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), max_size=9)


@given(links)
def test_no_chain_in_order_is_heavier(drawn: list[Link]) -> None:
    found = heaviest_chain(drawn)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
    assert set(found) <= set(drawn)
    heaviest = max(
        sum(weight for _, _, weight in some)
        for size in range(len(drawn) + 1)
        for some in combinations(sorted(set(drawn)), size)
        if all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(some))
    )
    assert sum(weight for _, _, weight in found) == heaviest


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("The Company shall be named A.", "The Company shall be named A.", 1.0, 1.0),
        ("The Company shall be named A.", "Nothing in common here", 0.0, 0.1),
        ("当会社は、本店を東京都に置く。", "当会社は、本店を大阪府に置く。", 0.6, 0.9),
        ("The Board shall meet in June.", "In June the Board shall meet.", 0.6, 1.0),
    ],
)
def test_resemblance(one: str, other: str, low: float, high: float) -> None:
    assert low <= dice(pairs_of([one]), pairs_of([other])) <= high


@pytest.mark.parametrize(
    ("style", "one", "other"),
    [
        (EN, "As Article 5, paragraph 2 says.", "As Article 14, paragraph 3 says."),
        (JA, "第５条第２項の定めによる。", "第14条第３項の定めによる。"),
        (JA, "前条の定めによる。", "第４条の定めによる。"),
    ],
)
def test_references_count_as_equal(style: DraftingStyle, one: str, other: str) -> None:
    prints = [ComparedArticle(article("a", 1, text), style) for text in (one, other)]
    assert prints[0].neutral == prints[1].neutral


def article(key: str, number: int, text: str, heading: str | None = None) -> Article:
    paragraph = provision(number=Number.of(1), text=text)
    return Article(key=key, number=Number.of(number), heading=heading, body=(paragraph,))


@given(st.sampled_from(NUMBERED_THROUGH).flatmap(
    lambda name: st.tuples(st.just(name), usual.charters(STYLES[name]))
))  # fmt: skip
def test_each_article_is_matched_once_and_to_its_own_row(case: tuple[str, Charter]) -> None:
    name, present = case
    edited = replace(present, articles=present.articles[1:])
    found = match(present, edited, STYLES[name]).articles
    assert len({each.present for each in found}) == len({each.edited for each in found})
    assert len(found) == len({each.present for each in found})
    for each in found:
        assert present.is_supplementary(each.present) == edited.is_supplementary(each.edited)
        assert 0 <= each.score <= 1


def test_very_many_equal_articles_are_matched_in_order() -> None:
    text = "The same text stands here."
    present = Charter(articles=tuple(article(f"k{n}", n, text) for n in range(1, 1001)))
    shorter = Charter(articles=tuple(article(f"e{n}", n, text) for n in range(1, 1000)))
    found = match(present, shorter, EN).articles
    assert [(each.present, each.edited) for each in found] == [
        (f"k{n}", f"e{n}") for n in range(1, 1000)
    ]
