"""Moves: laws for any articles, and what a reference, the draft and the inverse make of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Delete, Move, Numbering, Operation
from amendtool.articles.addresses import Address, AddressRange, Spot
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    Status,
    article_texts,
    provision,
)
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.comparison.consequences import consequences
from amendtool.errors import InputError
from tests.drafting.keyed import drafted as draft_keyed
from tests.strategies import NUMBERED_THROUGH, charters

names = st.sampled_from(NUMBERED_THROUGH)


def one(address: Address) -> AddressRange:
    return AddressRange(address, address)


def at(number: Number | None) -> Address:
    return Address(article=number)


@st.composite
def moved_articles(draw: st.DrawFn) -> tuple[DraftingStyle, Charter, Amendment, list[str]]:
    """A charter, an amendment that moves some of its articles, and the order they then have."""
    style = STYLES[draw(names)]
    charter = draw(charters(style, in_chapters=False))
    groups = [
        list(group)
        for _, group in groupby(charter.articles, key=lambda a: a.number.main)  # type: ignore[union-attr]
    ]
    going = draw(st.lists(st.integers(0, len(groups) - 1), max_size=2, unique=True))
    stay = [index for index in range(len(groups)) if index not in going]
    operations: list[Operation] = []
    behind: dict[int, int] = {}
    free = list(stay)
    for index in going:
        if not free:
            break
        anchor = draw(st.sampled_from(free))
        if anchor == index - 1:
            continue
        free = [*(each for each in free if each != anchor), index]
        behind[anchor] = index
        operations.append(
            Move(
                target=one(at(groups[index][0].number)),
                after=at(groups[anchor][0].number),
            )
        )
    gone: set[int] = set()
    if len(stay) > 1 and draw(st.booleans()):
        gone = {draw(st.sampled_from(stay))}
        group = groups[min(gone)]
        ends = (at(group[0].number), at(group[-1].number))
        operations.append(Delete(target=AddressRange(*ends)))
    order: list[int] = []
    for index in range(len(groups)):
        if index in behind.values():
            continue
        while True:
            order.append(index)
            if index not in behind:
                break
            index = behind[index]
    keys = [a.key for index in order if index not in gone for a in groups[index]]
    return style, charter, Amendment(name="moves", operations=tuple(operations)), keys


@given(moved_articles())
def test_articles_land_behind_the_one_that_is_named(
    case: tuple[DraftingStyle, Charter, Amendment, list[str]],
) -> None:
    style, charter, amendment, keys = case
    if not amendment.operations:
        return
    application = apply(charter, replace(amendment, follow=False), style)
    assert [article.key for article in application.proposed.articles] == keys
    plain = [a.number for a in application.proposed.articles if a.number and not a.number.branches]
    assert plain == [Number.of(n) for n in range(1, len(plain) + 1)]
    before = charter.by_key()
    for article in application.proposed.articles:
        assert replace(article, number=before[article.key].number) == before[article.key]


@given(moved_articles(), st.booleans())
def test_a_move_and_its_inverse_are_the_identity(
    case: tuple[DraftingStyle, Charter, Amendment, list[str]], follow: bool
) -> None:
    style, charter, amendment, _ = case
    if not amendment.operations:
        return
    application = apply(charter, replace(amendment, follow=follow), style)
    inverse = application.inverse
    assert apply(application.proposed, inverse, style).proposed == charter
    written = write_amendment(replace(inverse, follow=True), style)
    read = read_amendment(written, style, file="x.yaml", name="inverse").amendment
    assert read.operations == inverse.operations


@given(moved_articles())
def test_a_draft_of_moved_articles_replays(
    case: tuple[DraftingStyle, Charter, Amendment, list[str]],
) -> None:
    style, charter, amendment, _ = case
    if not amendment.operations:
        return
    edited = apply(charter, amendment, style).proposed
    drafted = draft_keyed(charter, edited, style, name="draft").amendment
    if drafted.operations:
        assert apply(charter, drafted, style).proposed == edited


@st.composite
def moved_paragraphs(draw: st.DrawFn) -> tuple[DraftingStyle, Charter, Amendment]:
    """A charter, and an amendment that moves a paragraph to another article."""
    style = STYLES[draw(names)]
    charter = draw(charters(style))
    held = [a for a in charter.articles if a.status is Status.TEXT]
    sources = [a for a in held if len(a.paragraphs) > 1]
    operations: list[Operation] = []
    if sources and len(held) > 1:
        source = draw(st.sampled_from(sources))
        target = draw(st.sampled_from([a for a in held if a is not source]))
        paragraph = draw(st.sampled_from(source.paragraphs))
        number = Number.of(draw(st.integers(1, len(target.paragraphs) + 1)))
        operations.append(
            Move(
                target=one(replace(at(source.number), paragraph=paragraph.number)),
                to=one(replace(at(target.number), paragraph=number)),
            )
        )
    return style, charter, Amendment(name="moves", operations=tuple(operations))


@given(moved_paragraphs())
def test_a_moved_paragraph_keeps_its_words_and_is_followed(
    case: tuple[DraftingStyle, Charter, Amendment],
) -> None:
    style, charter, amendment = case
    if not amendment.operations:
        return
    application = apply(charter, replace(amendment, follow=False), style)
    texts = [
        Counter(text for article in each.every_article() for text in article_texts(article))
        for each in (charter, application.proposed)
    ]
    assert texts[0] == texts[1]
    across = [(old, new) for old, new in application.kept.items() if old.key != new.key]
    assert across
    before, after = charter.by_key(), application.proposed.by_key()
    for old, new in across:
        if not old.items:
            stood, stands = paragraph_at(before, old), paragraph_at(after, new)
            assert replace(stood, number=stands.number) == stands
    assert apply(application.proposed, application.inverse, style).proposed == charter


def paragraph_at(articles: dict[str, Article], spot: Spot) -> Provision:
    return next(p for p in articles[spot.key].paragraphs if p.number == spot.paragraph)


def articles(*texts: str) -> Charter:
    return Charter(
        articles=tuple(
            Article(
                key=f"k{number}",
                number=Number.of(number),
                body=tuple(
                    provision(number=Number.of(place), text=part)
                    for place, part in enumerate(text.split(" | "), 1)
                ),
            )
            for number, text in enumerate(texts, 1)
        )
    )


def applied(charter: Charter, operations: str, style: DraftingStyle = EN) -> Application:
    text = f"amendment: x\noperations:\n{operations}"
    return apply(charter, read_amendment(text, style, file="x.yaml", name="x").amendment, style)


def test_the_inverse_of_a_move_is_a_move() -> None:
    charter = articles("One.", "Two.", "Three.", "Four.")
    inverse = applied(charter, "- move: Article 4\n  to: Article 1\n").inverse
    moves = [op for op in inverse.operations if isinstance(op, Move)]
    assert [(str(op.target), str(op.to)) for op in moves] == [("Article 1", "Article 4")]
    assert all(op.numbering is Numbering.SHIFT for op in moves)


def test_a_draft_says_what_moved_and_leaves_out_what_follows() -> None:
    charter = articles("One.", "See Article 5.", "Three.", "Four.", "Five.")
    edited = applied(charter, "- move: Article 5\n  after: Article 1\n").proposed
    drafted = draft_keyed(charter, edited, EN, name="draft").amendment
    assert write_amendment(drafted, EN) == (
        "amendment: draft\noperations:\n  - move: Article 5\n    to: Article 2\n"
    )


def test_a_plan_tells_what_moves_from_what_follows() -> None:
    application = applied(articles("A.", "B.", "C."), "- move: Article 3\n  to: Article 1\n")
    told = {each.key: (each.moved, each.operations) for each in consequences(application)}
    assert told == {"k3": (True, (0,)), "k1": (False, ()), "k2": (False, ())}


@pytest.mark.parametrize(
    ("style", "texts", "operations", "moved", "expected"),
    [
        (EN, ("A. | See paragraph 1.", "B."), "- move: Article 1 paragraph 2\n  to: Article 2 "
         "paragraph 2", "k2", "See Article 1 paragraph 1."),
        (EN, ("A. | The preceding paragraph applies.", "B."), "- move: Article 1 paragraph 2\n  "
         "to: Article 2 paragraph 1", "k2", "Article 1 paragraph 1 applies."),
        (EN, ("A. | This Article and Article 2 apply.", "B."), "- move: Article 1 paragraph 2\n  "
         "to: Article 2 paragraph 1", "k2", "Article 1 and Article 2 apply."),
        (EN, ("A. | See paragraph 2.", "B."), "- move: Article 1 paragraph 2\n  to: Article 2 "
         "paragraph 2", "k2", "See paragraph 2."),
        (EN, ("A. | The following article applies.", "B.", "C."), "- move: Article 1 paragraph 2\n"
         "  to: Article 3 paragraph 1", "k3", "Article 2 applies."),
        (JA, ("甲とする。 | 前項の規定を準用する。", "乙とする。"),
         "- move: 第1条第2項\n  to: 第2条第2項", "k2",
         "第１条第１項の規定を準用する。"),
        (JA, ("甲とする。 | 本条の規定を準用する。", "乙とする。"),
         "- move: 第1条第2項\n  to: 第2条第2項", "k2",
         "第１条の規定を準用する。"),
    ],
)  # fmt: skip
def test_a_text_that_moves_still_cites_what_it_cited(
    style: DraftingStyle, texts: tuple[str, ...], operations: str, moved: str, expected: str
) -> None:
    application = applied(articles(*texts), operations + "\n", style)
    assert not application.questions
    found = [paragraph.text for paragraph in application.proposed.by_key()[moved].paragraphs]
    assert expected in found


def test_references_follow_a_paragraph_into_another_article() -> None:
    charter = articles("A. | B.", "C.", "See Article 1 paragraph 2 and Article 1.")
    application = applied(charter, "- move: Article 1 paragraph 2\n  to: Article 2 paragraph 1\n")
    assert application.proposed.by_key()["k3"].paragraphs[0].text == (
        "See Article 2 paragraph 1 and Article 1."
    )


def test_neighbours_are_named_when_they_are_neighbours_no_more() -> None:
    charter = articles("A.", "The preceding article applies.", "See the preceding article.", "D.")
    application = applied(charter, "- move: Article 2\n  to: Article 4\n")
    after = application.proposed.by_key()
    assert after["k2"].paragraphs[0].text == "Article 1 applies."
    assert after["k3"].paragraphs[0].text == "See Article 4."


@pytest.mark.parametrize(
    ("operations", "codes"),
    [
        ("- move: Article 3\n  to: Article 1\n", ["reference-range"]),
        ("- move: Article 5\n  after: Article 2\n", ["reference-range"]),
        ("- move: Article 1\n  after: Article 4\n", []),
        ("- move: Article 3\n  to: Article 1\n- keep: Articles 2 to 4\n", []),
    ],
)
def test_a_range_that_loses_or_gains_a_provision_is_asked_about(
    operations: str, codes: list[str]
) -> None:
    charter = articles("See Articles 2 through 4.", "B.", "C.", "D.", "E.")
    application = applied(charter, operations)
    assert [problem.code for _, problem in application.questions] == codes


def test_this_chapter_is_named_where_an_article_leaves_it() -> None:
    text = (
        "- move: Article 2\n  to: Article 3\n  chapter: Chapter 2\n"
        "- replace: Article 1\n  find: One\n  with: First\n"
    )
    plain = articles("One.", "This Chapter applies.", "Three.")
    chapters = tuple(Chapter(key=f"c{n}", number=Number.of(n), heading="H") for n in (1, 2))
    placed = tuple(
        replace(article, chapter="c2" if article.key == "k3" else "c1")
        for article in plain.articles
    )
    application = applied(replace(plain, articles=placed, chapters=chapters), text)
    assert application.proposed.by_key()["k2"].paragraphs[0].text == "Chapter 1 applies."


def test_what_moves_out_of_a_range_is_not_deleted_with_it() -> None:
    charter = articles("One.", "Two.", "Three.", "Four.", "See Article 3.")
    operations = "- delete: Articles 2 to 4\n- move: Article 3\n  to: Article 1\n"
    made = applied(charter, operations)
    assert [each.paragraphs[0].text for each in made.proposed.articles] == [
        "Three.", "One.", "See Article 1.",
    ]  # fmt: skip
    assert apply(made.proposed, made.inverse, EN).proposed == charter
    # Who names it as an end says that it goes.
    with pytest.raises(InputError, match="both act on Article 4"):
        applied(charter, "- delete: Articles 2 to 4\n- move: Article 4\n  to: Article 1\n")
