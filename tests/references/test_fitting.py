"""A citation beside words that are the heading of another article: 第５条に定める公告方法."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.fitting import misfits
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import EN, JA, DraftingStyle


def _found(style: DraftingStyle, text: str, *others: tuple[str, str]) -> list[tuple[str, str]]:
    articles = tuple(
        Article(
            key=f"k{at}",
            number=Number.of(at),
            heading=heading,
            body=(provision(number=Number.of(1), text=words),),
        )
        for at, (heading, words) in enumerate((("Aim", text), *others), 1)
    )
    charter = Charter(articles=articles)
    found = misfits(list_references(charter, style), charter)
    return [(each.words, each.other.text(style)) for each in found]


JAPANESE = (
    ("公告方法", "官報に掲載する。"),
    ("会費", "年額を納める。"),
    ("議長", "会長が務める。"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第３条に定める公告方法による。", [("公告方法", "第２条")]),
        ("第２条に定める公告方法による。", []),
        ("第４条第１項に規定する会費を納める。", [("会費", "第３条")]),
        ("第２条の規定による議長が開く。", [("議長", "第４条")]),
        ("第３条に定める年額を納める。", []),
        ("第２条に定める掲載料を払う。", []),
        ("第３条及び第４条に定める公告方法による。", []),
        ("会社法第３条に定める公告方法による。", []),
        ("第３条に定めるところにより公告方法を選ぶ。", []),
    ],
)
def test_in_japanese(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(JA, text, *JAPANESE) == found


ENGLISH = (("Annual Meeting", "It is held in May."), ("Dues", "Members pay ten."), ("Quorum", "…"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The annual meeting described in Article 3 elects.", [("annual meeting", "Article 2")]),
        ("The annual meeting described in Article 2 elects.", []),
        ("Payment of dues as set forth in Article 4 is due.", [("dues", "Article 3")]),
        ("The quorum required by Article 4 is half.", []),
        ("The members provided for in Article 2 vote.", []),
        ("Dues set forth in Section 4 of the Companies Act are none.", []),
        ("Dues are due; Article 4 applies.", []),
    ],
)
def test_in_english(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(EN, text, *ENGLISH) == found


def test_a_heading_that_two_articles_have_tells_nothing() -> None:
    twice = (*JAPANESE, ("公告方法", "新聞に掲載する。"))
    assert _found(JA, "第３条に定める公告方法による。", *twice) == []


def test_what_the_cited_article_says_in_other_words_fits() -> None:
    said = (("公告方法", "官報に掲載する。"), ("電子公告", "公告の方法は、電子公告とする。"))
    assert _found(JA, "第３条に定める公告方法による。", *said) == []
