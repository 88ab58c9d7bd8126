"""What ``check`` tells of numbers that are kept as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles import findings as module
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter
from amendtool.articles.findings import findings
from amendtool.articles.numbers import Number, told_apart
from amendtool.articles.styles import EN
from amendtool.articles.text.clause import parse_clause

A = "Article 1 paragraph 1 "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text:\n\n- (1) a\n- (2) b\n\nflush\n\n- (3) c\n", []),
        ("Text:\n\n- (1) a\n- (3) b\n", [f"number-missing: {A}item (2) is missing"]),
        (
            "Text:\n\n- (1) a\n- (2) b\n- (2) c\n- (3) d\n",
            [f"number-repeated: {A}second item (2) has the number of another one"],
        ),
        (
            "Text:\n\n- (1) a\n- (3) b\n- (2) c\n",
            [f"number-out-of-turn: {A}item (2) stands behind a higher number"],
        ),
        (
            "Text:\n\n- (1) a\n- (2) b\n\nor\n\n- (1) c\n- (3) d\n",
            [
                f"number-missing: {A}second item (2) is missing",
                f"second-list: a list begins anew with {A}second item (1)",
            ],
        ),
        (
            "One.\n\n2 Two.\n\n2 Again.\n",
            ["number-repeated: Article 1 second paragraph 2 has the number of another one"],
        ),
        ("Below the heading.\n\n1 One.\n\n2 Two.\n", []),
        ("Below the heading:\n\n- (1) x\n\n1 One.\n\n2 Two.\n", []),
    ],
)
def test_numbers_in_an_article(text: str, expected: list[str]) -> None:
    clause = parse_clause(text, EN)
    article = Article(key="a", number=Number.of(1), body=clause.body)
    found = findings(Charter(articles=(article,)), {"a": "articles/001-a.md"}, EN)
    assert len(found) == len(expected), found
    for problem, told in zip(found, expected, strict=True):
        assert f"{problem.code}: {problem.message}".startswith(told)
        assert problem.place.file == "articles/001-a.md"
        assert problem.severity != "error"
        assert problem.hint


def test_articles_that_stand_out_of_turn() -> None:
    numbers = (Number.of(1), Number.of(3), Number.of(2), Number.of(2).again(2))
    body = parse_clause("Text.\n", EN).body
    articles = tuple(Article(key=str(n), number=n, body=body) for n in numbers)
    found = findings(Charter(articles=articles), {str(n): f"{n}.md" for n in numbers}, EN)
    assert [(problem.code, problem.place.file) for problem in found] == [
        ("number-out-of-turn", "2.md"),
        ("number-repeated", "second 2.md"),
    ]


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (((1, 1), (1, 2), (2, 1), (2, 2)), []),  # Sections 1.1 to 2.2 of no Article
        (((1, 1), (1, 2), (1, 4)), ["Article 1-3"]),
        (((1,), (2, 2), (3,)), ["Article 2"]),  # a branch without its stem
        (((1,), (1, 2), (2,)), []),
    ],
)
def test_numbers_of_two_parts_are_branches_or_not(
    numbers: tuple[tuple[int, ...], ...], missing: list[str]
) -> None:
    body = parse_clause("Text.\n", EN).body
    articles = tuple(Article(key=f"k{n}", number=Number(n), body=body) for n in numbers)
    found = findings(Charter(articles=articles), {each.key: "x.md" for each in articles}, EN)
    told = [each.message for each in found if each.code == "number-missing"]
    assert [each.partition(" is missing")[0] for each in told] == missing


ROWS = st.one_of(
    st.integers(0, 6).map(lambda most: [Number.of(each + 1) for each in range(most)]),
    st.lists(
        st.one_of(
            st.integers(0, 4).map(Number.of),
            st.builds(Number.of, st.integers(1, 4), st.integers(0, 3)),
        ),
        max_size=5,
    ),
)


@given(ROWS)
def test_of_a_row_that_counts_up_nothing_is_told(row: list[Number]) -> None:
    """The short way asks nothing more of it, and the long one finds nothing."""
    numbers = list(told_apart(row))
    at = Address(article=Number.of(1), paragraph=Number.of(1))
    told = list(module._told(numbers, at, EN))
    missing = [pair for each in module.lists_of(numbers) for pair in module.gaps(each)]
    assert not (module._counts_up(numbers) and (told or missing))
