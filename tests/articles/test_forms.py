"""Every form of a mark is read, kept where it stands, and given to what is new.

The cases under ``forms/`` are texts of clause files: ``kept.txt`` those that come out as they
went in, ``read.txt`` those that people write by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.articles.address_reader import parse_range
from amendtool.articles.charter import (
    Body,
    Provision,
    provision,
    provisions_of,
    with_provisions,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import BYLAWS, EN, JA, STYLES, DraftingStyle
from amendtool.articles.styles.samples import (
    with_article,
    with_caption,
    with_chapter,
    with_items,
    with_paragraph,
)
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from tests.strategies import NUMBERED_THROUGH, clauses

names = st.sampled_from(sorted(STYLES))


def cases(name: str) -> Iterator[tuple[str, DraftingStyle, str, str]]:
    """Title, style, text and reading of each case of a file."""
    text = (Path(__file__).parent / "forms" / name).read_text(encoding="utf-8")
    for block in text.split("\n== ")[1:]:
        head, _, rest = block.partition("\n")
        style, _, title = head.partition(": ")
        clause, _, reading = rest.partition("\n--\n")
        yield title, STYLES[style], clause.strip("\n") + "\n", reading.strip("\n")


def numbers(provisions: tuple[Provision, ...] | tuple[Provision, ...], *, texts: bool) -> str:
    """The numbers of provisions, items in brackets, and their texts on demand."""
    return " ".join(
        str(one.number)
        + ('"' + one.text.replace("\n", "|") + '"' if texts else "")
        + (f"[{numbers(one.items, texts=texts)}]" if one.items else "")
        for one in provisions
    )


@pytest.mark.parametrize(
    ("style", "text", "reading"),
    [case[1:] for case in cases("kept.txt")],
    ids=[case[0] for case in cases("kept.txt")],
)
def test_a_mark_comes_out_as_it_went_in(style: DraftingStyle, text: str, reading: str) -> None:
    clause = parse_clause(text, style)
    assert numbers(clause.paragraphs, texts=False) == reading
    assert format_clause(clause, style) == text


@pytest.mark.parametrize(
    ("style", "text", "reading"),
    [case[1:] for case in cases("read.txt")],
    ids=[case[0] for case in cases("read.txt")],
)
def test_what_a_mark_means_its_neighbours_tell(
    style: DraftingStyle, text: str, reading: str
) -> None:
    clause = parse_clause(text, style)
    assert numbers(clause.paragraphs, texts=True) == reading
    assert parse_clause(format_clause(clause, style), style) == clause


@st.composite
def in_any_forms(draw: st.DrawFn) -> tuple[str, Clause]:
    """A clause in which every provision has some form of its style."""
    name = draw(names)
    style = STYLES[name]
    clause = draw(clauses(style))

    def formed(body: Body) -> Body:
        form = draw(st.none() | st.sampled_from(style.item_marks.forms))
        items = (replace(i, form=form, body=formed(i.body)) for i in provisions_of(body))
        return with_provisions(body, items)

    form = draw(st.none() | st.sampled_from(style.paragraph_marks.forms))
    return name, replace(
        clause,
        body=tuple(
            replace(paragraph, form=form, body=formed(paragraph.body))
            for paragraph in clause.paragraphs
        ),
    )


@given(in_any_forms())
def test_reading_is_the_inverse_of_writing_in_any_forms(case: tuple[str, Clause]) -> None:
    style, clause = STYLES[case[0]], case[1]
    text = format_clause(clause, style)
    read_back = parse_clause(text, style)
    assert says(read_back) == says(clause)
    assert format_clause(read_back, style) == text


@given(in_any_forms(), st.data())
def test_reading_is_the_inverse_of_writing_in_a_chosen_style(
    case: tuple[str, Clause], data: st.DataObject
) -> None:
    style, clause = STYLES[case[0]], case[1]
    assume(case[0] in NUMBERED_THROUGH)  # the samples are not in the forms of bylaws
    chosen = data.draw(chosen_styles(style))
    assert says(parse_clause(format_clause(clause, chosen), chosen)) == says(clause)


def says(clause: Clause) -> Clause:
    """A clause without the forms of its numbers."""
    return replace(clause, body=without_forms(clause.body))


def chosen_styles(style: DraftingStyle) -> st.SearchStrategy[DraftingStyle]:
    paragraphs = ["２", "②", "2.", "9・10"] if style is JA else ["2", "2.", "(2)", "2)"]
    items = ["(1)", "１", "一", "①", "イ", "(ア)"] if style is JA else ["(a)", "(i)", "1.", "a)"]

    def make(paragraph: str, rows: list[str]) -> DraftingStyle:
        one = with_paragraph(style, paragraph)
        assert one is not None
        both = with_items(one, rows)
        assert not isinstance(both, int)
        return both

    return st.builds(
        make,
        st.sampled_from(paragraphs),
        st.lists(st.sampled_from(items), unique=True, max_size=3),
    )


# ----------------------------------------------------------------------------- samples


def written(form: NumberForm, *values: int | tuple[int, ...]) -> list[str]:
    return [form.write(Number(v if isinstance(v, tuple) else (v,))) for v in values]


@pytest.mark.parametrize(
    ("style", "sample", "expected"),
    [
        (JA, "第１条", ["第９条", "第１０条", "第１２３条", "第５条の２"]),
        (JA, "第1条", ["第9条", "第10条", "第123条", "第5条の2"]),
        (JA, "第９条・第10条", ["第９条", "第10条", "第123条", "第５条の２"]),
        (JA, "第十条", ["第九条", "第十条", "第百二十三条", "第五条の二"]),
        (JA, "第一〇条", ["第九条", "第一〇条", "第一二三条", "第五条の二"]),
        (EN, "Article 1.", ["Article 9.", "Article 10.", "Article 123.", "Article 5-2."]),
        (EN, "ARTICLE I", ["ARTICLE IX", "ARTICLE X", "ARTICLE CXXIII", "ARTICLE V-2"]),
        (EN, "Art. 1", ["Art. 9", "Art. 10", "Art. 123", "Art. 5-2"]),
    ],
)
def test_articles_are_numbered_as_in_the_sample(
    style: DraftingStyle, sample: str, expected: list[str]
) -> None:
    chosen = with_article(style, sample)
    assert chosen is not None
    assert written(chosen.article, 9, 10, 123, (5, 2)) == expected
    assert chosen.default is style


def test_the_digits_of_japanese_articles_are_those_of_citations_and_chapters() -> None:
    chosen = with_article(JA, "第十条")
    assert chosen is not None
    assert written(chosen.cited.paragraph, 12) == ["第十二項"]
    assert written(chosen.cited.item, 3) == ["第三号"]
    assert written(chosen.chapters[1], 2) == ["第二節"]
    full = with_chapter(chosen, "第１章")
    assert isinstance(full, DraftingStyle)
    assert written(full.chapters[0], 10) == ["第１０章"]
    assert written(full.article, 10) == ["第十条"]


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ("Article V item (b)", "Article V paragraph 1 item (b)"),
        (
            "Article 5 paragraph 2 item (2) sub-item (ii)",
            "Article V paragraph 2 item (b) sub-item (ii)",
        ),
        ("Articles 5 to 8", "Articles V to VIII"),
        ("article V-2", "Article V-2"),
        ("Chapter 2", "CHAPTER II"),
    ],
)
def test_an_address_is_read_in_any_digits_and_written_as_chosen(
    written_as: str, read_as: str
) -> None:
    style = with_article(EN, "ARTICLE I")
    assert style is not None
    headed = with_chapter(style, "CHAPTER I")
    assert isinstance(headed, DraftingStyle)
    chosen = with_items(headed, ["(a)", "(i)"])
    assert not isinstance(chosen, int)
    address = parse_range(written_as, chosen)
    assert address.text(chosen) == read_as
    assert parse_range(read_as, chosen) == address


@pytest.mark.parametrize(
    ("style", "sample", "expected"),
    [
        (JA, "第 1 条", ["第 9 条", "第 10 条", "第 123 条", "第 5 条の2"]),
        (JA, "第 ９ 条・第 10 条", ["第 ９ 条", "第 10 条", "第 123 条", "第 ５ 条の２"]),
        (JA, "Article 1.", ["Article 9.", "Article 10.", "Article 123.", "Article 5の2."]),
        (EN, "Section 1", ["Section 9", "Section 10", "Section 123", "Section 5-2"]),
        (EN, "§ 1.", ["§ 9.", "§ 10.", "§ 123.", "§ 5-2."]),
        (EN, "5.", ["9.", "10.", "123.", "5-2."]),
        (EN, "FIRST", ["NINTH", "TENTH", "123", "FIFTH-SECOND"]),
        (BYLAWS, "Section 1.01.", ["Section 9.", "Section 10.", "Section 123.", "Section 5.02."]),
        (BYLAWS, "Section 1", ["Section 9", "Section 10", "Section 123", "Section 2"]),
    ],
)
def test_any_mark_is_a_sample(style: DraftingStyle, sample: str, expected: list[str]) -> None:
    chosen = with_article(style, sample)
    assert chosen is not None
    assert written(chosen.article, 9, 10, 123, (5, 2)) == expected


def test_a_sample_shows_what_stands_before_the_text() -> None:
    chosen = with_article(JA, "第１条　…")
    assert chosen is not None
    assert (chosen.article.write(Number.of(2)), chosen.article.gap) == ("第２条", "　")
    silent = with_article(EN, "")
    assert silent is not None
    assert silent.article.printed(Number.of(2)) == ""
    captioned = with_caption(JA, "【…】")
    assert captioned is not None
    assert captioned.bracketed("目的") == "【目的】"
    assert with_caption(JA, "【】") is None


@pytest.mark.parametrize(
    ("style", "samples", "printed"),
    [
        (JA, ["第一編", "第一章", "第一節"], ["第二編", "第二章", "第二節", "第二款"]),
        (EN, ["Part I", "Chapter 1"], ["Part II", "Chapter 2", "Section 2", "Subsection 2"]),
        (BYLAWS, ["ARTICLE I -"], ["ARTICLE II -"]),
    ],
)
def test_chapters_have_a_sample_for_each_depth(
    style: DraftingStyle, samples: list[str], printed: list[str]
) -> None:
    chosen = with_chapter(style, samples)
    assert isinstance(chosen, DraftingStyle)
    found = [written(chosen.title_form(depth), 2)[0] for depth in range(1, len(printed) + 1)]
    assert found == printed


@pytest.mark.parametrize("sample", ["第条", "条", "甲", "第１0条", "第１条・"])
def test_what_is_no_sample_chooses_nothing(sample: str) -> None:
    assert with_article(JA, sample) is None


def test_deeper_items_are_those_of_the_style() -> None:
    chosen = with_items(EN, ["(a)", "(i)"])
    assert not isinstance(chosen, int)
    assert [written(form, 1)[0] for form in chosen.items] == ["(a)", "(i)", "(A)", "(I)"]
    assert with_items(EN, ["(a)", "甲"]) == 1


# ------------------------------------------------------------------- beyond a numeral


@pytest.mark.parametrize(
    ("text", "number"), [("②", 51), ("イ", 60), ("一", 10_000), ("(a)", 300), ("(ア)", 47)]
)
def test_a_number_beyond_the_reach_of_a_form_is_written_all_the_same(
    text: str, number: int
) -> None:
    form = JA.item_marks.readings(text)[0].form
    items = tuple(provision(number=Number.of(n), text="x", form=form) for n in (1, number))
    clause = Clause(body=(provision(number=Number.of(1), text="甲", items=items),))
    assert says(parse_clause(format_clause(clause, JA), JA)) == says(clause)
