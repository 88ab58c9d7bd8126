"""Words that are the same but for their typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import JA
from amendtool.articles.text.variants import as_it_stands, what_differs
from amendtool.errors import InputError

ONE = Number.of(1)


@pytest.mark.parametrize(
    ("words", "text", "there", "differs"),
    [
        ("絵画、彫刻", "本会は、絵画，彫刻を集める。", "絵画，彫刻", "the comma"),
        ("理事12名", "理事１２名を置く。", "理事１２名", "the width of characters"),
        ("目的", "目　的とする。", "目　的", "the white space"),
        ('the "Club"', "He joins the “Club” early.", "the “Club”", "the quotation marks"),
        ("a - b, c", "say a – b，c now", "a – b，c", "the dash, the comma and the white space"),
        ("（株）と", "会社は、㈱という。", "㈱と", "the width of characters"),
        ("会則", "規約を定める。", None, ""),
    ],
)
def test_a_variant_is_found_and_named(
    words: str, text: str, there: str | None, differs: str
) -> None:
    assert as_it_stands(words, text) == there
    if there is not None:
        assert what_differs(words, there) == differs


@given(st.text(), st.text(min_size=1), st.text())
def test_what_stands_there_itself_is_found(before: str, words: str, after: str) -> None:
    found = as_it_stands(words, before + words + after)
    assert found is None if not words.strip() else found is not None


def test_the_message_says_what_stands_there() -> None:
    body = (provision(number=ONE, text="本会は，絵画を集める。"),)
    charter = Charter(articles=(Article(key="a", number=ONE, body=body),))
    text = "amendment: x\noperations:\n- replace: 第１条\n  find: 本会は、\n  with: 会は、\n"
    amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
    with pytest.raises(InputError) as caught:
        apply(charter, amendment, JA)
    (problem,) = caught.value.problems
    assert problem.code == "phrase-not-found"
    assert problem.message.endswith("; '本会は，' does: only the comma differs")
