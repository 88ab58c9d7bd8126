"""Two editions of the same articles: what counts as the same structure, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from amendtool.articles.address_reader import AddressError, in_any_style, parse
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Chapter, Charter, Provision, Status, provision
from amendtool.articles.editions import (
    Aspect,
    differences,
    pointing_elsewhere,
    with_keys_of,
)
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from tests.strategies import charters
from tests.usual import having

ONE, TWO, THREE = (Number.of(number) for number in (1, 2, 3))


def paragraph(number: Number, text: str, *items: Provision) -> Provision:
    return provision(number=number, text=text, items=items)


ENGLISH = Charter(
    chapters=(Chapter(key="general", number=ONE, heading="General"),),
    articles=(
        Article(
            key="name", number=ONE, heading="Name", chapter="general",
            body=(paragraph(ONE, "The name is Example."),),
        ),
        Article(
            key="objects", number=TWO, heading="Objects", chapter="general",
            body=(
                paragraph(
                    ONE, "The objects are:", provision(number=ONE, text="one;"),
                    provision(number=TWO, text="two, under Article 1."),
                ),
                paragraph(TWO, "The preceding Paragraph is long."),
            ),
        ),
    ),
    supplementary=(Article(key="date", number=ONE, body=(paragraph(ONE, "Now."),)),),
)  # fmt: skip
JAPANESE = Charter(
    chapters=(Chapter(key="general", number=ONE, heading="総則"),),
    articles=(
        Article(
            key="name", number=ONE, heading="商号", chapter="general",
            body=(paragraph(ONE, "見本とする。"),),
        ),
        Article(
            key="objects", number=TWO, heading="目的", chapter="general",
            body=(
                paragraph(
                    ONE, "次の事業を営む。", provision(number=ONE, text="一"),
                    provision(number=TWO, text="第１条に定める事業"),
                ),
                paragraph(TWO, "前項は長い。"),
            ),
        ),
    ),
    supplementary=(Article(key="date", number=ONE, body=(paragraph(ONE, "今。"),)),),
)  # fmt: skip


def with_article(charter: Charter, key: str, **changes: object) -> Charter:
    return replace(
        charter,
        articles=tuple(
            replace(each, **changes) if each.key == key else each  # type: ignore[arg-type]
            for each in charter.articles
        ),
        supplementary=tuple(
            replace(each, **changes) if each.key == key else each  # type: ignore[arg-type]
            for each in charter.supplementary
        ),
    )


def test_editions_that_differ_in_words_alone_do_not_differ() -> None:
    assert differences(JAPANESE, ENGLISH) == ()
    assert list(pointing_elsewhere(JAPANESE, JA, ENGLISH, EN)) == []


OBJECTS = ENGLISH.articles[1].paragraphs
CASES = {
    "an article is missing": (
        replace(ENGLISH, articles=ENGLISH.articles[:1]),
        [(Aspect.ARTICLE, "objects", "there", "")],
    ),
    "an article more": (
        replace(ENGLISH, supplementary=(*ENGLISH.supplementary, replace(
            ENGLISH.supplementary[0], key="more", number=TWO))),
        [(Aspect.ARTICLE, "more", "", "there")],
    ),
    "another number": (
        with_article(ENGLISH, "objects", number=THREE),
        [(Aspect.NUMBER, "objects", "2", "3")],
    ),
    "among the supplementary provisions": (
        replace(
            ENGLISH,
            articles=ENGLISH.articles[:1],
            supplementary=(*ENGLISH.supplementary, replace(ENGLISH.articles[1], chapter=None)),
        ),
        [
            (Aspect.NUMBER, "objects", "2", "2 of the supplementary provisions"),
            (Aspect.PLACE, "objects", "general", ""),
        ],
    ),
    "no chapter": (
        replace(with_article(with_article(ENGLISH, "name", chapter=None), "objects", chapter=None),
                chapters=()),
        [(Aspect.CHAPTER, "general", "there", "")],
    ),
    "another number of a chapter": (
        replace(ENGLISH, chapters=(replace(ENGLISH.chapters[0], number=TWO),)),
        [(Aspect.NUMBER, "general", "1", "2")],
    ),
    "outside of the chapter": (
        with_article(ENGLISH, "name", chapter=None),
        [(Aspect.PLACE, "name", "general", "")],
    ),
    "no heading": (
        with_article(ENGLISH, "name", heading=None), [(Aspect.HEADING, "name", "商号", "")]
    ),
    "a heading": (
        with_article(ENGLISH, "date", heading="Date"), [(Aspect.HEADING, "date", "", "Date")]
    ),
    "omitted": (
        with_article(ENGLISH, "objects", body=(), status=Status.OMITTED),
        [(Aspect.STATUS, "objects", "text", "omitted")],
    ),
    "one paragraph": (
        with_article(ENGLISH, "objects", body=OBJECTS[:1]),
        [(Aspect.PARAGRAPHS, "objects", "2 paragraphs", "1 paragraph")],
    ),
    "another number of a paragraph": (
        with_article(ENGLISH, "objects", body=(OBJECTS[0], replace(OBJECTS[1],
                                                                         number=THREE))),
        [(Aspect.PARAGRAPHS, "objects", "paragraphs 1, 2", "paragraphs 1, 3")],
    ),
    "no items": (
        with_article(ENGLISH, "objects", body=(having(OBJECTS[0], items=()), OBJECTS[1])),
        [(Aspect.ITEMS, "objects", "2 items", "no items")],
    ),
    "a sub-item": (
        with_article(ENGLISH, "objects", body=(having(OBJECTS[0], items=(
            having(OBJECTS[0].items[0], items=(provision(number=ONE, text="a"),)),
            OBJECTS[0].items[1])), OBJECTS[1])),
        [(Aspect.ITEMS, "objects", "no items", "1 item")],
    ),
    "a preamble": (replace(ENGLISH, preamble="We"), [(Aspect.PREAMBLE, "", "", "text")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_differs(name: str) -> None:
    other, expected = CASES[name]
    found = differences(JAPANESE, other)
    assert [(each.aspect, each.key, each.one, each.other) for each in found] == expected
    back = [(each.aspect, each.key, each.other, each.one) for each in differences(other, JAPANESE)]
    assert sorted(back) == sorted(expected), "the same from the other side"


@given(charter=charters(JA, gaps=True))
def test_an_edition_does_not_differ_from_itself(charter: Charter) -> None:
    assert differences(charter, charter) == ()
    assert list(pointing_elsewhere(charter, JA, charter, JA)) == []


@given(charter=charters(EN, gaps=True), other=charters(EN, gaps=True))
def test_differences_are_symmetrical(charter: Charter, other: Charter) -> None:
    there = {each.identity for each in differences(charter, other)}
    assert there == {each.identity for each in differences(other, charter)}


@given(charter=charters(EN))
def test_the_keys_of_the_leading_edition_are_found_by_number(charter: Charter) -> None:
    renamed = {key: f"x-{key}" for key in [*charter.by_key(), *(c.key for c in charter.chapters)]}

    def other(article: Article) -> Article:
        chapter = renamed[article.chapter] if article.chapter else None
        return replace(article, key=renamed[article.key], chapter=chapter)

    named = replace(
        charter,
        articles=tuple(map(other, charter.articles)),
        supplementary=tuple(map(other, charter.supplementary)),
        chapters=tuple(
            replace(c, key=renamed[c.key], parent=renamed[c.parent] if c.parent else None)
            for c in charter.chapters
        ),
    )
    assert with_keys_of(named, charter) == charter


def test_a_key_without_counterpart_is_its_own_and_never_one_that_is_taken() -> None:
    more = Article(key="name", number=Number.of(9), body=(paragraph(ONE, "More."),))
    charter = replace(ENGLISH, articles=(*ENGLISH.articles[1:], more))
    found = with_keys_of(charter, JAPANESE)
    assert [article.key for article in found.articles] == ["objects", "name-2"]


def test_a_reference_to_another_provision() -> None:
    items = (OBJECTS[0].items[0], provision(number=TWO, text="two, under Article 2."))
    paragraphs = (having(OBJECTS[0], items=items), OBJECTS[1])
    other = with_article(ENGLISH, "objects", body=paragraphs)
    (found,) = pointing_elsewhere(JAPANESE, JA, other, EN)
    assert found.spot == Spot(key="objects", paragraph=ONE, items=(TWO,))
    assert [each.reference.text for each in found.one] == ["第１条"]
    assert [each.reference.text for each in found.other] == ["Article 2"]


def test_a_reference_that_one_edition_does_without_is_no_finding() -> None:
    paragraphs = (OBJECTS[0], paragraph(TWO, "It is long."))
    other = with_article(ENGLISH, "objects", body=paragraphs)
    assert list(pointing_elsewhere(JAPANESE, JA, other, EN)) == []


def test_an_address_is_read_in_any_style() -> None:
    for text in ("Article 14 paragraph 2", "第14条第２項"):
        for styles in ((EN, JA), (JA, EN)):
            assert str(in_any_style(parse, text, styles)) == "Article 14 paragraph 2"
    with pytest.raises(AddressError, match="Article 8"):
        in_any_style(parse, "Clause 7", (EN, JA))
