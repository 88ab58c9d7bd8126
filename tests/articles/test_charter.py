"""The values of the articles refuse what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Status,
    article_texts,
    provision,
    tidy,
)
from amendtool.articles.numbers import Number

ONE, TWO = Number.of(1), Number.of(2)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_tidying_changes_nothing_but_ascii_white_space(text: str) -> None:
    def visible(text: str) -> str:
        return "".join(char for char in text if char not in " \t\r\f\v\n")

    assert visible(tidy(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("  a \t b  ", "a b"),
        ("a\n\n\n b", "a\nb"),
        ("\u3000a\u3000\u3000b", "\u3000a\u3000\u3000b"),
        ("a\u00a0 b", "a\u00a0 b"),
        (" \n\t\n", ""),
    ],
)
def test_tidy(text: str, result: str) -> None:
    assert tidy(text) == result


def article(key: str = "a", number: Number | None = ONE, **more: object) -> Article:
    given = {"body": (provision(number=ONE, text="x"),), **more}
    return Article(key=key, number=number, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda: article(body=(provision(number=ONE),)),
        lambda: provision(number=ONE, text=" x"),
        lambda: provision(number=ONE, text="x\n\ny"),
        lambda: provision(number=ONE, text="x", closing="y"),
        lambda: provision(number=ONE, text="x\t"),
        lambda: provision(number=ONE, items=(provision(number=TWO), provision(number=TWO))),
        lambda: article(heading=""),
        lambda: article(heading="two\nlines"),
        lambda: article(body=()),
        lambda: article(status=Status.OMITTED),
        lambda: article(body=tuple(provision(number=n, text="x") for n in (TWO, TWO))),
        lambda: Chapter(key="c", number=ONE, heading=" x"),
        lambda: Charter(articles=(article("a", ONE), article("b", ONE))),
        lambda: Charter(articles=(article("a", ONE), article("a", TWO))),
        lambda: Charter(articles=(article("a", None),)),
        lambda: Charter(articles=(article("a", chapter="c"),)),
        lambda: Charter(chapters=(Chapter(key="a", number=ONE),), articles=(article("a"),)),
        lambda: Charter(supplementary=(article("a", None), article("b", None))),
    ],
)  # fmt: skip
def test_what_cannot_be(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        make()


def test_provisions_stand_where_they_stand() -> None:
    again = ONE.again(2)
    row = tuple(provision(number=n, text="x") for n in (TWO, ONE, again))
    assert provision(number=ONE, items=row).items == row
    assert article(body=row).paragraphs == row
    articles = tuple(article(str(number), number) for number in (TWO, ONE, again))
    assert Charter(articles=articles).articles == articles


def test_texts_in_reading_order() -> None:
    inner = provision(number=ONE, text="sub", items=(), closing="")
    item = provision(number=ONE, text="item", items=(inner,), closing="after the sub-items")
    paragraph = provision(number=ONE, text="lead", items=(item,), closing="after the items")
    found = article_texts(article(heading="Heading", body=(paragraph,)))
    assert list(found) == [
        "Heading", "lead", "item", "sub", "after the sub-items", "after the items",
    ]  # fmt: skip


def test_outer_chapters_come_first() -> None:
    chapter = Chapter(key="c", number=ONE)
    section = Chapter(key="s", number=ONE, parent="c")
    charter = Charter(chapters=(chapter, section), articles=(article(chapter="s"),))
    assert charter.outer_chapters("s") == (chapter, section)
    assert charter.outer_chapters(None) == ()
