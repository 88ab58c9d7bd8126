"""A style that is data alone, through the laws that every style keeps.

The example of ``docs/adding-a-style.md``: articles as UK companies have them.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL, LETTER, LETTER_CAPITAL, ROMAN
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.strategies import Amended, amended, charters, clauses


def united_kingdom() -> DraftingStyle:
    """Part 2, "5. Chairing meetings", (2), (a), (i); cited as article 5(2)(a)."""
    bracketed = NumberForm(DECIMAL, prefix="(", suffix=")")
    items = tuple(
        NumberForm(numeral, prefix="(", suffix=")", branch_numerals=(DECIMAL,))
        for numeral in (LETTER, ROMAN, LETTER_CAPITAL)
    )
    return replace(
        EN,
        name="uk",
        chapters=(NumberForm(DECIMAL, prefix="Part "),),
        article=NumberForm(DECIMAL, suffix="."),
        paragraph=bracketed,
        items=items,
        cited=replace(
            EN.cited,
            article=NumberForm(DECIMAL, prefix="article "),
            paragraph=bracketed,
            item=items[0],
            subitem="",
            supplementary="Schedule",
            plurals={"article ": "articles "},
            compact=True,
        ),
        heading_brackets=("", ""),
        supplementary_title="Schedule",
        omitted_label="[Text omitted]",
        reserved_label="[Deleted]",
    )


UK = united_kingdom()


def test_the_page_tells_its_length() -> None:
    page = (Path(__file__).parents[2] / "docs" / "adding-a-style.md").read_text(encoding="utf-8")
    lines = inspect.getsource(united_kingdom).splitlines()[2:]
    assert f"in {len(lines)} lines of data" in page


@given(clauses(UK))
def test_reading_a_clause_is_the_inverse_of_writing_it(clause: Clause) -> None:
    assert parse_clause(format_clause(clause, UK), UK) == clause


@given(charters(UK, in_chapters=False))
def test_the_files_give_the_articles_back(charter: Charter) -> None:
    assert load(files_of(charter, UK), UK).charter == charter


@given(amended(UK))
def test_the_inverse_gives_the_present_articles_back(drawn: Amended) -> None:
    application = apply(drawn.charter, drawn.amendment, UK)
    assert apply(application.proposed, application.inverse, UK).proposed == drawn.charter


@given(
    st.integers(1, 99),
    st.none() | st.integers(1, 9),
    st.lists(st.integers(1, 20).map(Number.of), max_size=4),
)
def test_addresses_are_read_as_they_are_printed(
    article: int, paragraph: int | None, items: list[Number]
) -> None:
    first = Number.of(paragraph or 1) if items or paragraph else None
    address = Address(article=Number.of(article), paragraph=first, items=tuple(items))
    assert parse(address.text(UK), UK) == address


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Subject to article 2(2)(a), it may.", "Subject to article 3(2)(a), it may."),
        ("Articles 1 and 2 apply.", "Articles 1 and 3 apply."),
        ("Section 2 of the Companies Act 2006 applies.",
         "Section 2 of the Companies Act 2006 applies."),
    ],
)  # fmt: skip
def test_references_follow(before: str, after: str) -> None:
    files = {
        "articles/001-powers.md": f"# Powers\n\n{before}\n",
        "articles/002-chairing.md": "# Chair\n\nThe chair:\n\n(2) Directors:\n\n- (a) may;\n",
    }
    charter = load({name: text.encode() for name, text in files.items()}, UK).charter
    text = "amendment: x\ntitle: T\noperations:\n  - insert: article 2\n    text: New.\n"
    amendment = read_amendment(text, UK, file="x.yaml", name="x").amendment
    proposed = apply(charter, amendment, UK).proposed
    assert proposed.articles[0].paragraphs[0].text == after
