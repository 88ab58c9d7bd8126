"""What is quicker for most citations is the same as what all others go through."""

from __future__ import annotations

import copy

from hypothesis import assume, example, given
from hypothesis import strategies as st

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Charter, Status
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.document_levels import (
    _begins_with_an_item,
    _beside_the_one_before,
    _in_the_item_before,
    _Levels,
)
from amendtool.articles.references.parser import loose_numbers, parse_references, read
from amendtool.articles.references.reference import CitedPlace
from amendtool.articles.references.resolver import Index, walked
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.articles.references.tokens_en import EN_STEMS, en_anchors
from amendtool.articles.styles import EN, JA, DraftingStyle
from tests.references.test_properties import addresses, pieces, texts
from tests.strategies import charters

STYLES = [EN, JA]


@st.composite
def seen(draw: st.DrawFn) -> tuple[DraftingStyle, Charter]:
    style = draw(st.sampled_from(STYLES))
    return style, draw(charters(style, gaps=draw(st.booleans())))


@given(seen(), st.data())
def test_what_is_cited_by_number_is_what_a_walk_finds(
    case: tuple[DraftingStyle, Charter], data: st.DataObject
) -> None:
    style, charter = case
    index = Index(charter, style)
    standings = [at for article in charter.every_article() for at, _ in texts_of(article)]
    assume(standings)
    at = data.draw(st.sampled_from(standings))
    found = 0
    spots = [Spot(key=article.key) for article in charter.every_article()]
    own = [index.address(spot) for spot in (*spots, *(at.spot for at in standings))]
    for address in [*own, *data.draw(st.lists(addresses(), max_size=5))]:
        for reference in parse_references(address.text(style), style.language):
            for member in reference.members:
                if isinstance(member, CitedPlace):
                    plain = index.plain(member.levels)
                    assert plain in (None, walked(index, at, member, reference.doubt))
                    found += plain is not None
    assert found or all(article.status is not Status.TEXT for article in charter.articles)


@given(seen(), st.data())
def test_an_article_is_what_it_says(
    case: tuple[DraftingStyle, Charter], data: st.DataObject
) -> None:
    style, charter = case
    index = Index(charter, style)
    key = data.draw(st.sampled_from([*charter.every_article()])).key
    levels = _Levels(index, Spot(key=key), None)
    written = data.draw(pieces["en"]) + " Article 5, Article 8.1 and the preceding article"
    for reference in parse_references(written, "en"):
        for place in reference.places:
            assert levels.place(reference, place) == levels.turned(reference, place)


@given(pieces["en"], pieces["en"])
@example("by-laws, Bye-laws 3 and sec. 5", "the latter part, PARTS, main text, rts. 3")
@example("Subparagraph (a), arts. 3", "ARTICLE ITEM PARAGRAPH SECTION CHAPTER, charter § 5")
def test_stems_are_found_whatever_gate_stands_before_them(one: str, other: str) -> None:
    text = f"{one} {other}"
    every = [
        at + (stem[0] == " ")
        for stem in (each for stems in EN_STEMS.values() for each in stems)
        for at in range(len(text))
        if text.startswith(stem, at)
    ]
    assert en_anchors(text) == sorted(every)
    assert all(part in stem for part, stems in EN_STEMS.items() for stem in stems)


@given(texts)
@example(("Article 5, paragraph 2 of the Companies Act", "en"))
def test_equal_contexts_have_equal_hashes(case: tuple[str, str]) -> None:
    text, language = case
    context = read(text, language)[1]
    again = read(f" {text}"[1:], language, Context((), None))[1]
    copied = copy.deepcopy(context)
    assert context == again == copied
    assert hash(context) == hash(again) == hash(copied)
    assert context.cited or context.law or context == Context()


MAINS = st.sets(st.integers(1, 15).map(str), max_size=6)


@given(texts, MAINS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=3))
@example(("2.3 and Section 12, 12(a)", "en"), {"12"}, [(0, 3)])
@example((f"Section {'9' * 5000} and clause 5, 第{'9' * 5000}条", "en"), {"5"}, [])
def test_loose_numbers_are_looked_for_where_they_may_be(
    case: tuple[str, str], mains: set[str], spans: list[tuple[int, int]]
) -> None:
    text, language = case
    taken = [(start, start + length) for start, length in spans]

    def wanted(mains_only: set[str] | None) -> list[object]:
        found = loose_numbers(text, language, taken, mains_only)
        return [each for each in found if str(each[2].main) in mains]

    assert wanted(mains) == wanted(None)


@given(seen(), st.data())
def test_an_article_keeps_the_bodies_in_which_nothing_changes(
    case: tuple[DraftingStyle, Charter], data: st.DataObject
) -> None:
    _, charter = case
    article = data.draw(st.sampled_from([*charter.every_article()]))
    placed = [*texts_of(article)]
    assume(placed)
    standing, text = data.draw(st.sampled_from(placed))
    assert with_texts(article, {standing: text}).body is article.body
    other = with_texts(article, {standing: f"{text}!"})
    assert [*texts_of(other)] == [
        (at, f"{was}!" if at == standing else was) for at, was in texts_of(article)
    ]
    assert with_texts(article, {Standing(spot=Spot(key="nobody")): "?"}) == article


@given(pieces["en"] | pieces["ja"], seen(), st.data())
def test_only_what_begins_with_an_item_is_one_of_the_item_before(
    text: str, case: tuple[DraftingStyle, Charter], data: st.DataObject
) -> None:
    style, charter = case
    index = Index(charter, style)
    at = Spot(key=data.draw(st.sampled_from([*charter.every_article()])).key)
    ahead = "第1条第1号、" if style is JA else "Article 1, item (1), "
    before, *references = parse_references(f"{ahead}{text}", style.language)
    for reference in references:
        if not _begins_with_an_item(reference):
            assert _in_the_item_before(index, reference, at, [before]) is reference
            assert _beside_the_one_before(index, reference, at, before, text) is reference
