"""What becomes of the words of a citation when what it cites moves: ``shifted/*.txt``.

A sentence is data: a new one needs no Python. All sentences of a file stand in one document, each
in an article of its own, and one operation moves every provision that they cite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    article_texts,
    provision,
)
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import FULL_WIDTH, KANJI
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle

HERE = Path(__file__).parent / "shifted"
STYLES = {
    "ja": replace(JA, document_name="定款"),
    "en": replace(EN, document_name="Articles of Incorporation"),
    "bylaws": replace(BYLAWS, document_name="Bylaws of Example"),
}
CITED = 20
"""How many articles there are to be cited, before those that hold the sentences."""


def _sentences(name: str) -> list[str]:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _cases() -> Iterator[Any]:
    for name in STYLES:
        for line in _sentences(name):
            yield pytest.param(name, line, id=f"{name}: {line}")


def _with_items(number: int) -> Provision:
    deep = tuple(provision(number=Number.of(n), text="…") for n in (1, 2, 3))
    items = tuple(provision(number=Number.of(n), text="…", items=deep) for n in (1, 2, 3, 4))
    return provision(number=Number.of(number), text="…", items=items)


def _plain(name: str) -> Charter:
    """Articles 1 to 20 with three paragraphs each, and a sentence each in those behind them."""
    return _plain_of(_sentences(name))


def _plain_of(lines: list[str]) -> Charter:
    paragraphs = tuple(_with_items(number) for number in (1, 2, 3))
    articles = [
        Article(key=f"cited-{n}", number=Number.of(n), body=paragraphs) for n in range(1, CITED + 1)
    ]
    for at, line in enumerate(lines, 1):
        text = re.sub("[?«»]", "", line)
        body = (paragraphs[0], provision(number=Number.of(2), text=text), paragraphs[2])
        articles.append(Article(key=f"line-{at}", number=Number.of(CITED + at), body=body))
    extra = (Article(key="extra", number=Number.of(1), body=paragraphs),)
    return Charter(articles=tuple(articles), supplementary=extra)


def _in_chapters(name: str) -> Charter:
    """Articles I to V of seven Sections with items, and a sentence each in those of Article VI."""
    chapters = tuple(Chapter(key=f"c{n}", number=Number.of(n), heading="…") for n in range(1, 7))
    articles = [
        Article(
            key=f"cited-{c}-{n}", number=Number((c, n)), chapter=f"c{c}", body=(_with_items(1),)
        )
        for c in range(1, 6)
        for n in range(1, 8)
    ]
    for at, line in enumerate(_sentences(name), 1):
        body = (provision(number=Number.of(1), text=re.sub("[?«»]", "", line)),)
        article = Article(key=f"line-{at}", number=Number((6, at)), chapter="c6", body=body)
        articles.append(article)
    return Charter(articles=tuple(articles), chapters=chapters)


def _up(match: re.Match[str]) -> str:
    written = match[1]
    for numeral in (FULL_WIDTH, KANJI):
        value = numeral.read(written)
        if value is not None:
            return numeral.write(value + 1)
    return str(int(written) + 1)


@cache
def _applied(name: str) -> Application:
    style: DraftingStyle = STYLES[name]
    chapters = style.numbered_in_chapters
    charter = _in_chapters(name) if chapters else _plain(name)
    number = Number((2, 2)) if chapters else Number.of(2)
    body = (provision(number=Number.of(1), text="…"),)
    insert = Insert(target=Address(article=number), key="new", body=body)
    return apply(charter, Amendment(name="shift", operations=(insert,)), style)


@pytest.mark.parametrize(("name", "line"), list(_cases()))
def test_a_citation_follows_what_it_cites_and_nothing_else_does(name: str, line: str) -> None:
    application = _applied(name)
    key = f"line-{_sentences(name).index(line) + 1}"
    asked = [q.code for e, q in application.questions if e.standing.spot.key == key]
    article = application.proposed.by_key()[key]
    unread = [e.words for e in application.unread if e.address.article == article.number]
    text = article.paragraphs[0 if STYLES[name].numbered_in_chapters else 1].text
    assert bool(asked) == line.startswith("?")
    assert unread == []
    assert text == re.sub("«([^»]*)»", _up, line.removeprefix("?"))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Articles 8 (paragraph 2) and 9 apply.", ["9"]),
        ("Articles 8, 9 (paragraph 1) and 10 apply.", ["10"]),
        ("Articles 8+9 apply.", ["9"]),
        ("See pre-Article 8 practice.", ["Article 8"]),
        ("Article 8 and 9 directors.", []),
        ("Articles 8 and 9 apply.", []),
    ],
)
def test_a_number_that_no_rule_has_read_is_noted(text: str, unread: list[str]) -> None:
    cited = _plain("en")
    body = (provision(number=Number.of(1), text=text),)
    own = Article(key="own", number=Number.of(len(cited.articles) + 1), body=body)
    charter = replace(cited, articles=(*cited.articles, own))
    insert = Insert(target=Address(article=Number.of(2)), key="new", body=body[:1])
    done = apply(charter, Amendment(name="shift", operations=(insert,)), STYLES["en"])
    last = Number.of(len(charter.articles) + 1)
    assert [each.words for each in done.unread if each.address.article == last] == unread


def _holding(lines: list[str]) -> Charter:
    """Articles 1 to 20 to be cited, and one for each of the lines."""
    cited = _plain_of([])
    texts = [re.sub("[?«»]", "", line) for line in lines]
    held = tuple(
        Article(
            key=f"line-{at}",
            number=Number.of(CITED + at),
            body=(_with_items(1), provision(number=Number.of(2), text=text)),
        )
        for at, text in enumerate(texts, 1)
    )
    return replace(cited, articles=(*cited.articles, *held))


def _inserted(charter: Charter, number: int, style: DraftingStyle) -> Application:
    body = (provision(number=Number.of(1), text="…"),)
    insert = Insert(target=Address(article=Number.of(number)), key="new", body=body)
    return apply(charter, Amendment(name="new", operations=(insert,)), style)


def _texts(charter: Charter) -> list[tuple[str, ...]]:
    return [tuple(article_texts(each)) for each in charter.articles if each.key != "new"]


@given(st.data(), st.sampled_from(["en", "ja"]))
def test_an_article_at_the_end_asks_nothing_and_changes_nothing(
    data: st.DataObject, name: str
) -> None:
    lines = data.draw(st.lists(st.sampled_from(_sentences(name)), max_size=6))
    charter = _holding(lines)
    done = _inserted(charter, len(charter.articles) + 1, STYLES[name])
    assert [problem.message for _, problem in done.questions] == []
    assert [each.words for each in done.unread] == []
    assert _texts(done.proposed) == _texts(charter)


@given(st.data(), st.sampled_from(["en", "ja"]))
def test_what_cites_nothing_that_moves_stays_as_it_is(data: st.DataObject, name: str) -> None:
    # The articles before and behind their own do move, and a range that ends there reaches on.
    beside = "(?:next|preceding|previous|following|foregoing)[^.]* Articles?|[前次][^項号。]*条"
    high = f"[2-9２-９][0-9０-９]|二十|{beside}"
    low = [line for line in _sentences(name) if not re.search(high, line)]
    lines = data.draw(st.lists(st.sampled_from(low), max_size=6))
    charter = _holding(lines)
    done = _inserted(charter, CITED, STYLES[name])
    assert [problem.message for _, problem in done.questions] == []
    assert _texts(done.proposed) == _texts(charter)
