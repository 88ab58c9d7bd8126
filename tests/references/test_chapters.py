"""Chapters as citations name them: an outer and an inner level, by the words that they print."""

from __future__ import annotations

import pytest
from hypothesis import given

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.resolver import Index
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.articles.styles.samples import with_chapter
from tests import strategies


@given(strategies.charters(EN))
def test_an_index_knows_the_chapters_of_its_charter(charter: Charter) -> None:
    index = Index(charter, EN)
    ways = [charter.outer_chapters(chapter.key) for chapter in charter.chapters]
    assert [index.outer_chapters(chapter.key) for chapter in charter.chapters] == ways
    assert index.depth == max(map(len, ways), default=0)
    assert index.outer_chapters(None) == index.outer_chapters("not a chapter") == ()


def _style(base: DraftingStyle, *samples: str) -> DraftingStyle:
    style = with_chapter(base, samples)
    assert isinstance(style, DraftingStyle)
    return style


def _in_two_levels(text: str) -> Charter:
    """Two outer chapters with two inner ones each; an article in every inner one, the text in 3."""
    outer = [Chapter(key=f"o{n}", number=Number.of(n), heading="…") for n in (1, 2)]
    chapters: list[Chapter] = []
    articles: list[Article] = []
    for o, each in enumerate(outer):
        chapters.append(each)
        for n in (1, 2):
            key, number = f"i{o}{n}", 2 * o + n
            chapters.append(Chapter(key=key, number=Number.of(n), heading="…", parent=each.key))
            words = text if number == 3 else "…"
            body = (provision(number=Number.of(1), text=words),)
            articles.append(
                Article(key=f"a{number}", number=Number.of(number), chapter=key, body=body)
            )
    return Charter(articles=tuple(articles), chapters=tuple(chapters))


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("この章の定めによる。", ["第2編第1章"]),
        ("この編の定めによる。", ["第2編"]),
        ("第2章の定めによる。", ["第2編第2章"]),
        ("第1編の定めによる。", ["第1編"]),
        ("第1編第2章の定めによる。", ["第1編第2章"]),
        ("前編第2章の定めによる。", ["第1編第2章"]),
        ("次章の定めによる。", ["第2編第2章"]),
        ("第1章及び第2章の定めによる。", ["第2編第1章", "第2編第2章"]),
        ("第3編の定めによる。", []),
        ("この節の定めによる。", []),
    ],
)
def test_a_chapter_is_looked_for_at_the_depth_of_its_word(text: str, targets: list[str]) -> None:
    style = _style(JA, "第1編", "第1章")
    found = [
        address.text(style)
        for each in list_references(_in_two_levels(text), style)
        for _, address in each.targets
    ]
    assert found == targets


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("this Part applies.", ["Part 2"]),
        ("this Chapter applies.", ["Part 2 Chapter 1"]),
        ("Part 1 applies.", ["Part 1"]),
        ("PART 1 applies.", ["Part 1"]),
        ("Parts 1 and 2 apply.", ["Part 1", "Part 2"]),
        ("Chapter 2 applies.", ["Part 2 Chapter 2"]),
        ("Chapter 2 of Part 1 applies.", ["Part 1 Chapter 2"]),
        ("Part 1, Chapter 2 applies.", ["Part 1 Chapter 2"]),
        ("the preceding Part applies.", ["Part 1"]),
        ("Each does its part; a part of it; in part 3 days.", []),
        ("Part 1 of the Companies Act applies.", []),
        ("this Section applies.", []),
    ],
)
def test_a_part_is_a_chapter_where_chapters_are_called_so(text: str, targets: list[str]) -> None:
    style = _style(EN, "Part 1", "Chapter 1")
    found = [
        address.text(style)
        for each in list_references(_in_two_levels(text), style)
        for _, address in each.targets
    ]
    assert found == targets


def test_a_part_is_a_word_where_no_chapter_is_called_so() -> None:
    text = "Part 2 of it, this Part, and the next Part."
    style = _style(EN, "Chapter 1", "Section 1")
    assert list(list_references(_in_two_levels(text), style)) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("第2編の定めと第4条", "第3編の定めと第4条"),
        ("第2編第2章の定めと第2編第4条", "第3編第2章の定めと第3編第4条"),
        ("第2編第2章第4条の定め", "第3編第2章第4条の定め"),
        ("第1編第2条の定め", "第1編第2条の定め"),
        ("第2編第2条の定め", "第2編第2条の定め"),
        ("第1条、この編及び前編の定め", "第1条、この編及び第1編の定め"),
    ],
)
def test_the_chapter_named_with_an_article_follows_it(text: str, after: str) -> None:
    style = _style(JA, "第1編", "第1章")
    insert = Insert(target=Address(chapters=(Number.of(2),)), key="new", heading="…")
    done = apply(_in_two_levels(text), Amendment(name="new", operations=(insert,)), style)
    assert [problem.code for _, problem in done.questions] == []
    assert done.proposed.by_key()["a3"].paragraphs[0].text == after
