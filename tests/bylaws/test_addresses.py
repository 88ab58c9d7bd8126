"""Addresses in bylaws: read, printed, and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.address_reader import AddressError, parse, parse_range
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, STYLES
from amendtool.cli.options import DRAFTING_STYLES

N = Number.of


@pytest.mark.parametrize(
    ("written", "printed", "restarted"),
    [
        ("Section 3.2", "Section 3.2", "Article III, Section 2"),
        ("section 3.2", "Section 3.2", "Article III, Section 2"),
        ("Article III, Section 2", "Section 3.2", "Article III, Section 2"),
        ("Article III Section 3.2", "Section 3.2", "Article III, Section 2"),
        ("article iii", "Article III", "Article III"),
        ("ARTICLE 3", "Article III", "Article III"),
        ("Article III heading", "Article III heading", "Article III heading"),
        ("Section 3.2 heading", "Section 3.2 heading", "Article III, Section 2 heading"),
        ("Section 3.2(a)", "Section 3.2(a)", "Article III, Section 2(a)"),
        ("Section 3.2 (a) (i)", "Section 3.2(a)(i)", "Article III, Section 2(a)(i)"),
        ("Section 3.2(i)", "Section 3.2(i)", "Article III, Section 2(i)"),
        (
            "Section 3.2(a)(iv)(B)(4)",
            "Section 3.2(a)(iv)(B)(4)",
            "Article III, Section 2(a)(iv)(B)(4)",
        ),
        ("Section 3.2 paragraph 2(b)", "Section 3.2 paragraph 2(b)",
         "Article III, Section 2 paragraph 2(b)"),
        ("Section 13.12", "Section 13.12", "Article XIII, Section 12"),
        ("Sections 3.2 through 3.5", "Sections 3.2 through 3.5",
         "Article III, Sections 2 through 5"),
        ("Section 3.2 to Section 3.5", "Sections 3.2 through 3.5",
         "Article III, Sections 2 through 5"),
        ("Article III, Sections 2 through 5", "Sections 3.2 through 3.5",
         "Article III, Sections 2 through 5"),
        ("Sections 3.2 through 4.1", "Sections 3.2 through 4.1",
         "Article III, Section 2 through Article IV, Section 1"),
        ("Articles II to IV", "Articles II through IV", "Articles II through IV"),
        ("Section 3.2(b) through (d)", "Section 3.2(b) through (d)",
         "Article III, Section 2(b) through (d)"),
        ("Supplementary Provisions Section 1", "Supplementary Provisions Section 1",
         "Supplementary Provisions Section 1"),
    ],
)  # fmt: skip
def test_addresses_are_read_and_printed(written: str, printed: str, restarted: str) -> None:
    for style, expected in ((BYLAWS, printed), (BYLAWS_RESTART, restarted)):
        found = parse_range(written, style)
        assert found.text(style) == expected
        assert parse_range(expected, style) == found


def test_an_article_is_a_chapter_and_a_section_an_article() -> None:
    assert parse("Article III", BYLAWS) == Address(chapters=(N(3),))
    assert parse("Section 3.2(a)(i)", BYLAWS) == Address(
        article=N(3, 2), paragraph=N(1), items=(N(1), N(1))
    )


@pytest.mark.parametrize(
    "text",
    ["Section 3.2A", "Article 3 paragraph 2", "Section", "Section 3.2(a) heading", "Chapter 3",
     "Section 3.2(1)", "Sections 3.5 through 3.2"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    for style in (BYLAWS, BYLAWS_RESTART):
        with pytest.raises(AddressError):
            parse_range(text, style)


def test_the_message_shows_an_address_of_the_style() -> None:
    with pytest.raises(AddressError, match=r"'Section 3\.2\(c\)'"):
        parse("Section", BYLAWS)
    with pytest.raises(AddressError, match=r"'Article III, Section 2\(c\)'"):
        parse("Section", BYLAWS_RESTART)


_small = st.integers(1, 40).map(Number.of)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Any address that bylaws have."""
    if draw(st.booleans()):
        return Address(chapters=(draw(_small),), heading=draw(st.booleans()))
    article = Number.of(draw(st.integers(1, 40)), draw(st.integers(1, 40)))
    if draw(st.integers(0, 3)) == 0:
        return Address(article=article, heading=True)
    items = tuple(draw(st.lists(st.integers(1, 26).map(Number.of), max_size=5)))
    paragraph = draw(st.none() | _small) if not items else draw(_small)
    return Address(article=article, paragraph=paragraph, items=items)


@given(addresses(), st.sampled_from((BYLAWS.name, BYLAWS_RESTART.name)))
def test_reading_is_the_inverse_of_printing(address: Address, name: str) -> None:
    assert parse(address.text(STYLES[name]), STYLES[name]) == address


@given(addresses(), st.integers(1, 9), st.sampled_from((BYLAWS.name, BYLAWS_RESTART.name)))
def test_ranges_are_read_as_they_are_printed(address: Address, more: int, name: str) -> None:
    if address.heading or address.level is None:
        return
    number = Number((*address.number.stem, address.number.last + more))
    found = AddressRange(address, address.at(number))
    assert parse_range(found.text(STYLES[name]), STYLES[name]) == found


def test_the_command_line_knows_every_style() -> None:
    assert set(DRAFTING_STYLES) == set(STYLES)
