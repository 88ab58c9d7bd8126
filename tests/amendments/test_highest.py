"""The highest number that a provision may have: a mistake with its place, and no crash."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import LARGEST
from amendtool.articles.styles import EN
from amendtool.errors import InputError


def article(number: int, *items: int) -> Article:
    rows = tuple(provision(number=Number.of(n), text="x") for n in items)
    body = (provision(number=Number.of(1), text="x", items=rows),)
    return Article(key=f"k{number}", number=Number.of(number), body=body)


@pytest.mark.parametrize(
    ("charter", "operation"),
    [
        (Charter(articles=(article(1), article(LARGEST))), "- insert: Article 1\n  text: New.\n"),
        (
            Charter(articles=(article(1, 1, LARGEST),)),
            "- insert: Article 1 paragraph 1 item (1)\n  text: new\n",
        ),
    ],
)
def test_no_number_rises_above_the_highest(charter: Charter, operation: str) -> None:
    text = f"amendment: x\noperations:\n{operation}"
    amendment = read_amendment(text, EN, file="x.yaml").amendment
    with pytest.raises(InputError) as caught:
        apply(charter, amendment, EN)
    (problem,) = caught.value.problems
    assert problem.code == "number-too-high"
    assert problem.place.path == "operations[0]"
    assert str(LARGEST) in (problem.hint or "")


@pytest.mark.parametrize("to", ["Article 100000", "第10万条", "Article 1-100000"])
def test_a_target_above_the_highest_is_no_address(to: str) -> None:
    text = f"amendment: x\noperations:\n- renumber: Article 1\n  to: {to}\n"
    with pytest.raises(InputError) as caught:
        read_amendment(text, EN, file="x.yaml")
    assert [problem.place.line for problem in caught.value.problems] == [4]
