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
from amendtool.articles.text.variants import as_it_stands, only_differs, same, what_differs
from amendtool.errors import AmendtoolError, InputError

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
        (
            "データセンター",
            "データ・センタ－の運営",
            "データ・センタ－",
            "the middle dot and the dash",
        ),
        ("ﾃﾞｰﾀの管理", "データの管理", "データの管理", "the width of characters and the dash"),
        ("データ", "ﾃﾞｰﾀを", "ﾃﾞｰﾀ", "the width of characters and the dash"),
        (
            "１千円と10000円",
            "1千円と10,000円",
            "1千円と10,000円",
            "the width of characters and the comma",
        ),
        ("理事十二名以内", "理事12名以内とする。", "理事12名以内", "the kind of numerals"),
        ("理事12名", "理事十二名を置く。", "理事十二名", "the kind of numerals"),
        ("第二条の理事", "第２条の理事は", "第２条の理事", "the kind of numerals"),
        ("『絵画』の会", "この「絵画」の会は", "「絵画」の会", "the brackets"),
        ("渡辺画廊", "渡邊画廊という。", "渡邊画廊", "the form of a kanji"),
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


@pytest.mark.parametrize(
    ("words", "text"), [("·", "a·b"), ("・", "・"), ("十", "第二十条"), ("千", "二千円"), ("ﾟ", "ﾊﾟ")]
)
def test_what_stands_there_itself_is_no_variant(words: str, text: str) -> None:
    assert as_it_stands(words, text) == words


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


def test_captions_are_the_same_but_for_their_typography() -> None:
    assert same("目的", "目　的")
    assert same("員数（定数）", "員数 (定数)")
    assert same("第二条", "第2条")
    assert not same("渡辺画廊", "渡邊画廊")
    assert not same("目的", "目標")
    assert not same("神田", "\ufa19田")
    assert as_it_stands("神田", "\ufa19田区") == "\ufa19田"


def test_an_answer_names_a_citation_in_other_characters() -> None:
    def article(number: int, text: str) -> Article:
        body = (provision(number=ONE, text=text),)
        return Article(key=f"a{number}", number=Number.of(number), body=body)

    charter = Charter(articles=(article(1, "置く。"), article(2, "第１条の者を除く。")))
    text = "amendment: x\noperations:\n- delete: 第１条\n- keep: 第１条\n  find: 第1条\n"
    amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
    made = apply(charter, amendment, JA)
    assert not made.questions


@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("replace: 第１条\n  present: 本会は、絵画を集める。\n  text: 何もしない。", "the comma"),
        ("replace: 全ての規定\n  find: 本会は、\n  with: 会は、", "the comma"),
    ],
)
def test_a_text_that_is_expected_and_a_phrase_throughout_are_told_apart(
    operation: str, told: str
) -> None:
    body = (provision(number=ONE, text="本会は，絵画を集める。"),)
    charter = Charter(articles=(Article(key="a", number=ONE, body=body),))
    text = f"amendment: x\noperations:\n- {operation}\n"
    amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
    with pytest.raises(AmendtoolError, match=f"only {told} differs?"):
        apply(charter, amendment, JA)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("甲，乙", "甲、乙", "only the comma differs"),
        ("the “Fund”", 'the "Fund"', "only the quotation marks differ"),
    ],
)
def test_the_sentence_is_one(one: str, other: str, told: str) -> None:
    assert only_differs(one, other) == told
