"""Two operations that put something right after one provision are told; nothing gets lost."""

from __future__ import annotations

from itertools import combinations

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert, Merge, Move, Operation
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.errors import InputError


def at(article: int, paragraph: int | None = None) -> Address:
    number = None if paragraph is None else Number.of(paragraph)
    return Address(article=Number.of(article), paragraph=number)


def article(number: int, *texts: str) -> Article:
    body = tuple(provision(number=Number.of(n), text=text) for n, text in enumerate(texts, 1))
    return Article(key=f"a{number}", number=Number.of(number), heading=None, body=body)


CHARTER = Charter(
    articles=(article(1, "one", "two"), article(2, "three"), article(3, "four", "five", "six"))
)
NEW = (provision(number=Number.of(1), text="new"),)
LAST = at(1, 2)
OPERATIONS: tuple[Operation, ...] = (
    Insert(target=LAST, after=LAST, body=NEW),
    Move(target=AddressRange(at(3, 1), at(3, 1)), after=LAST),
    Move(target=AddressRange(at(3, 2), at(3, 2)), after=LAST),
    Move(target=AddressRange(at(1, 1), at(1, 1)), after=LAST),
    Merge(target=AddressRange(at(1), at(2)), to=at(1), heir=at(1)),
)
"""Each puts something right after Article 1 paragraph 2."""


def texts(*operations: Operation) -> set[str]:
    proposed = apply(CHARTER, Amendment(name="a", operations=operations)).proposed
    return {each.text for article in proposed.articles for each in article.paragraphs}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_one_alone_loses_nothing(operation: Operation) -> None:
    assert texts(operation) - {"new"} == {"one", "two", "three", "four", "five", "six"}


@pytest.mark.parametrize("pair", list(combinations(OPERATIONS, 2)))
def test_two_are_told(pair: tuple[Operation, Operation]) -> None:
    with pytest.raises(InputError) as caught:
        texts(*pair)
    assert "insert-order" in {problem.code for problem in caught.value.problems}
    assert all(
        (each.place.path or "").startswith("operations[1]") for each in caught.value.problems
    )
