"""The form of a mark as it stands in print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, NUMERALS, Numeral, padded
from amendtool.articles.printed_form import form_of, forms_of, literal, shown, usual_form
from amendtool.articles.styles import BYLAWS, EN, JA

OWN = (JA.article, EN.article, BYLAWS.article)


@pytest.mark.parametrize(
    ("mark", "number", "own", "following"),
    [
        ("第９条", (9,), JA.article, "第10条"),
        ("第 9 条", (9,), JA.article, "第 10 条"),
        ("第三条の二", (3, 2), JA.article, "第三条の三"),
        ("⑩", (10,), JA.paragraph, "⑪"),
        ("イ）", (1,), JA.items[1], "ロ）"),
        ("(a).", (1,), EN.items[0], "(b)."),
        ("(c) --", (3,), EN.items[1], "(d) --"),
        ("9.", (9,), EN.article, "10."),
        ("Section 1.03.", (1, 3), BYLAWS.article, "Section 1.04."),
        ("1.09", (1, 9), BYLAWS.article, "1.10"),
        ("Section 9", (3, 9), BYLAWS.article, "Section 10"),
        ("ARTICLE IX -", (9,), BYLAWS.chapters[0], "ARTICLE X -"),
        ("Article Nine:", (9,), EN.article, "Article Ten:"),
        ("第八条から第十条まで", (8,), JA.article, "第九条から第十一条まで"),
        ("Articles 8 to 10", (8,), EN.article, "Articles 9 to 11"),
    ],
)
def test_the_number_after_a_mark_keeps_its_form(
    mark: str, number: tuple[int, ...], own: NumberForm, following: str
) -> None:
    form = form_of(mark, Number(number), own)
    assert form.write(Number(number)) == mark
    assert form.write(Number(number).next()) == following


@pytest.mark.parametrize("mark", ["Article 7", "第三条及び第五条の表", "•", "Annex"])
def test_a_mark_without_the_number_is_printed_as_it_stands(mark: str) -> None:
    form = form_of(mark, Number.of(12), EN.article)
    assert form == literal(mark)
    assert form.write(Number.of(5, 2)) == mark


def test_no_mark_is_silent() -> None:
    form = form_of("", Number.of(2), EN.article)
    assert form.silent
    assert form.printed(Number.of(2)) == ""


@given(
    st.sampled_from(OWN),
    st.sampled_from(NUMERALS),
    st.sampled_from([("Section ", "."), ("第 ", " 条"), ("(", ")."), ("", "）"), ("§", "")]),
    st.integers(1, 300),
)
def test_a_form_reads_what_it_prints(
    own: NumberForm, numeral: Numeral, around: tuple[str, str], value: int
) -> None:
    number = Number.of(min(value, numeral.limit))
    mark = f"{around[0]}{numeral.write(number.main)}{around[1]}"
    for form in forms_of(mark, number, own):
        assert form.write(number) == mark
        assert form.read(mark) == number


@given(st.integers(1, 9999), st.integers(2, 5), st.sampled_from([DECIMAL, FULL_WIDTH]))
def test_zeros_in_front_are_kept(value: int, width: int, digits: Numeral) -> None:
    numeral = padded(digits, width)
    assert len(numeral.write(value)) >= width
    assert numeral.read(numeral.write(value)) == value
    if value < 10 ** (width - 1):
        assert numeral.read(digits.write(value)) is None


def test_the_usual_form_prints_most_of_the_labels() -> None:
    labels = [(f"第{n}条", Number.of(n)) for n in range(1, 20)]
    labels[3] = ("第四条", Number.of(4))
    assert usual_form(labels, JA.article).write(Number.of(30)) == "第30条"
    mixed = [("第９条", Number.of(9)), ("第10条", Number.of(10))]
    assert usual_form(mixed, JA.article) == JA.article
    padded_too = [(f"1.{n:02}", Number.of(1, n)) for n in (1, 2, 10)]
    form = usual_form(padded_too, BYLAWS.article)
    assert [form.write(Number.of(1, n)) for n in (9, 10)] == ["1.09", "1.10"]
    assert usual_form([], EN.article) is EN.article


def test_a_sample_may_have_any_number() -> None:
    form = shown("第 10 条", Number.of(1), JA.article)
    assert form is not None
    assert form.write(Number.of(11)) == "第 11 条"
    assert shown("Annex", Number.of(1), EN.article) is None


def test_a_level_is_silent_only_where_most_of_it_is() -> None:
    some = [("", Number.of(1)), ("", Number.of(2)), ("3.1", Number.of(3)), ("3.2", Number.of(4))]
    assert usual_form(some, EN.article) is EN.article
    most = [*some[:2], ("", Number.of(3)), ("Annex", Number.of(4))]
    assert usual_form(most, EN.article).silent
