"""Addresses: reading is the inverse of writing, in every style."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.address_reader import AddressError, parse, parse_range
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
    ancestors,
    find,
    siblings,
)
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle
from tests.strategies import charters, styles

small = st.builds(
    Number,
    st.lists(st.integers(1, 30), min_size=1, max_size=3).map(tuple),
    st.integers(1, 12) | st.just(1),
    st.booleans(),
)
inner = small | st.just(Number.of(0))


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Any address that can be written."""
    if draw(st.integers(0, 4)) == 0:
        chapters = tuple(draw(st.lists(small, min_size=1, max_size=3)))
        return Address(chapters=chapters, heading=draw(st.booleans()))
    supplementary = draw(st.booleans())
    article = draw(small if not supplementary else st.none() | small)
    if article is not None and draw(st.integers(0, 3)) == 0:
        return Address(supplementary=supplementary, article=article, heading=True)
    paragraph = draw(st.none() | inner)
    items = (draw(inner), *draw(st.lists(small, max_size=4))) if paragraph else ()
    items = items[: draw(st.integers(0, 5))]
    return Address(supplementary=supplementary, article=article, paragraph=paragraph, items=items)


@st.composite
def ranges(draw: st.DrawFn) -> AddressRange:
    """Any range that can be written."""
    first = draw(addresses())
    if first.heading or first.level is None or first.number == Number.of(0):
        return AddressRange(first, first)
    last = max(first.number, draw(small))
    return AddressRange(first, first.at(last))


@given(addresses(), styles)
def test_reading_is_the_inverse_of_writing(address: Address, style: DraftingStyle) -> None:
    assert parse(address.text(style), style) == address


@given(ranges(), styles)
def test_reading_a_range_is_the_inverse_of_writing_it(
    written: AddressRange, style: DraftingStyle
) -> None:
    assert parse_range(written.text(style), style) == written


@given(ranges())
def test_english_addresses_are_read_in_every_style(written: AddressRange) -> None:
    assert parse_range(written.text(EN), JA) == written


@given(addresses())
def test_capitals_commas_and_spaces_do_not_matter(address: Address) -> None:
    if not address.items[1:]:
        text = address.text(EN)
        assert parse(text.lower()) == address
        assert parse(text.replace(" ", ",  ").replace(",", "", text.count(" "))) == address


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("Article 8 paragraph 1 second item (3)", EN, Number.of(3).again(2)),
        ("Article 8 paragraph 1 2nd item (3)", EN, Number.of(3).again(2)),
        ("Article 8 paragraph 1 First item (3)", EN, Number.of(3).again(1)),
        ("第８条第１項中２番目の第３号", JA, Number.of(3).again(2)),
        ("第8条第1項、12番目の第3号", JA, Number.of(3).again(12)),
    ],
)
def test_which_of_several(text: str, style: DraftingStyle, number: Number) -> None:
    found = parse(text, style)
    assert found.number == number
    assert found.number.told_apart


def test_the_first_of_several_is_called_so() -> None:
    item = Address(article=Number.of(8), paragraph=Number.of(1), items=(Number.of(3).again(1),))
    assert item.text(EN) == "Article 8 paragraph 1 first item (3)"
    assert item.text(JA) == "第８条第１項中１番目の第３号"
    assert item == parse("Article 8 paragraph 1 item (3)")
    assert not parse("Article 8 paragraph 1 item (3)").number.told_apart


@given(st.text(max_size=30), styles)
def test_any_text_is_an_address_or_an_address_error(text: str, style: DraftingStyle) -> None:
    try:
        found = parse_range(text, style)
    except AddressError:
        return
    assert parse_range(found.text(style), style) == found


@given(addresses())
def test_the_ancestors_lead_outwards(address: Address) -> None:
    row = list(ancestors(address))
    assert row[0] == address
    for inner, outer in pairwise(row):
        assert inner.parent == outer
    assert len(set(row)) == len(row)


@given(styles.flatmap(charters))
def test_every_provision_is_found_at_its_address(charter: Charter) -> None:
    for article in charter.every_article():
        address = address_of_article(charter, article.key)
        assert find(charter, address) == article
        for paragraph in article.paragraphs:
            at = Address(
                supplementary=address.supplementary,
                article=address.article,
                paragraph=paragraph.number,
            )
            assert find(charter, at) == paragraph
            assert paragraph.number in siblings(charter, at)
            for item in paragraph.items:
                assert find(charter, at.item(item.number)) == item
    for chapter in charter.chapters:
        address = address_of_chapter(charter, chapter.key)
        assert find(charter, address) == chapter
        assert chapter.number in siblings(charter, address)


@pytest.mark.parametrize(
    ("style", "text", "canonical"),
    [
        (EN, "article 8", "Article 8"),
        (EN, "Article 8, paragraph 1, item (3)", "Article 8 paragraph 1 item (3)"),
        (EN, "Article 8 Paragraph 1 Item 3", "Article 8 paragraph 1 item (3)"),
        (EN, "Article 8 item (3)", "Article 8 paragraph 1 item (3)"),
        (EN, "Article 8 paragraph 1 item (3) (a)", "Article 8 paragraph 1 item (3) sub-item (a)"),
        (EN, "Article 5-2", "Article 5-2"),
        (EN, "Article 28 heading", "Article 28 heading"),
        (EN, "Chapter 2", "Chapter 2"),
        (EN, "Chapter 2 Section 1", "Chapter 2 Section 1"),
        (EN, "Chapter 2 heading", "Chapter 2 heading"),
        (EN, "Chapter 2 Article 8", "Article 8"),
        (EN, "Supplementary Provisions Article 1", "Supplementary Provisions Article 1"),
        (EN, "Supplementary Provisions paragraph 2", "Supplementary Provisions paragraph 2"),
        (EN, "Supplementary Provisions", "Supplementary Provisions"),
        (JA, "第8条", "第８条"),
        (JA, "第 8 条", "第８条"),
        (JA, "第十四条", "第14条"),
        (JA, "第5条の2", "第５条の２"),
        (JA, "第３条第１項第２号イ", "第３条第１項第２号イ"),
        (JA, "第3条第1項第2号イ", "第３条第１項第２号イ"),
        (JA, "第3条第2号", "第３条第１項第２号"),
        (JA, "第3条第1項第2号イ(ア)", "第３条第１項第２号イ(ア)"),
        (JA, "附則第1条", "附則第１条"),
        (JA, "附則", "附則"),
        (JA, "附則第2項", "附則第２項"),
        (JA, "第2章", "第２章"),
        (JA, "第2章第1節", "第２章第１節"),
        (JA, "第28条見出し", "第28条見出し"),
        (JA, "Article 8", "第８条"),
        (JA, "Supplementary Provisions Article 1", "附則第１条"),
    ],
)
def test_one_address(style: DraftingStyle, text: str, canonical: str) -> None:
    assert parse(text, style).text(style) == canonical


@pytest.mark.parametrize(
    ("style", "text", "canonical"),
    [
        (EN, "Articles 8 to 35", "Articles 8 to 35"),
        (EN, "Articles 8 through 35", "Articles 8 to 35"),
        (EN, "Article 8-10", "Article 8-10"),
        (EN, "Articles 8–10", "Articles 8 to 10"),
        (EN, "Article 8 to Article 35", "Articles 8 to 35"),
        (EN, "Article 8 paragraphs 2 to 3", "Article 8 paragraphs 2 to 3"),
        (EN, "Article 8 items (1) to (3)", "Article 8 paragraph 1 items (1) to (3)"),
        (EN, "Chapters 2 to 4", "Chapters 2 to 4"),
        (EN, "Articles 5-2 to 5-4", "Articles 5-2 to 5-4"),
        (EN, "Article 7", "Article 7"),
        (JA, "第8条から第35条まで", "第８条から第35条まで"),
        (JA, "第8条～第35条", "第８条から第35条まで"),
        (JA, "第8条から第35条", "第８条から第35条まで"),
        (JA, "第3条第1項第1号から第3号まで", "第３条第１項第１号から第３号まで"),
        (JA, "附則第1条から第3条まで", "附則第１条から第３条まで"),
    ],
)
def test_ranges(style: DraftingStyle, text: str, canonical: str) -> None:
    assert parse_range(text, style).text(style) == canonical


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (EN, ""),
        (EN, "Article"),
        (EN, "Article 0"),
        (EN, "Article 08"),
        (EN, "Article eight"),
        (EN, "Article 8 banana"),
        (EN, "paragraph 2"),
        (EN, "Articles 10 to 8"),
        (EN, "Articles 8-10"),
        (EN, "Article 8 paragraph 1 heading"),
        (EN, "Article 8 to paragraph 2"),
        (EN, "Article 100000"),
        (JA, "8条"),
        (JA, "第〇条"),
        (JA, "第8条の"),
        (JA, "第8条から第3条まで"),
        (EN, "第8条"),
    ],
)
def test_what_is_no_address(style: DraftingStyle, text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_range(text, style)
    assert repr(text) in str(caught.value)


def test_a_range_is_not_one_address() -> None:
    with pytest.raises(AddressError, match="several provisions"):
        parse("Articles 8 to 10")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("別紙１　会場", "別紙１　会場"),
        ("別表第２ 役員の報酬", "別表第２ 役員の報酬"),
        ("Schedule A: Fees", "Schedule A: Fees"),
        ("Exhibit 2 — Form of Proxy", "Exhibit 2 — Form of Proxy"),
        ("別紙１（第２条関係）", "別紙１（第２条関係）"),
        ("別紙１", "別紙１"),
    ],
)
def test_an_annex_may_be_named_with_what_it_is_about(text: str, title: str) -> None:
    assert parse(text, JA if title.startswith("別") else EN).block == title


def test_what_follows_the_name_of_an_annex_may_be_a_part_of_the_address() -> None:
    found = parse("別紙１ 第２条", JA)
    assert (found.block, found.article) == ("別紙１", Number.of(2))
