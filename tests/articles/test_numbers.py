"""Numbers with branches, and the forms of a style that write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.numbers import Number, NumberForm, told_apart
from amendtool.articles.styles import EN, JA, DraftingStyle
from tests.strategies import numbers, styles


def forms(style: DraftingStyle) -> tuple[NumberForm, ...]:
    """Every form of a style."""
    cited = style.cited
    return (
        *style.chapters, style.article, style.paragraph, *style.items,
        cited.article, cited.paragraph, cited.item,
    )  # fmt: skip


@given(numbers, st.integers(1, 120))
def test_parse_is_the_inverse_of_str(number: Number, nth: int) -> None:
    assert Number.parse(str(number)) == number
    assert Number.parse(str(number.again(nth))) == number.again(nth)


@pytest.mark.parametrize(
    ("nth", "text"),
    [(1, "first 5-2"), (2, "second 5-2"), (10, "tenth 5-2"), (11, "11th 5-2"), (13, "13th 5-2"),
     (21, "21st 5-2"), (102, "102nd 5-2"), (111, "111th 5-2")],
)  # fmt: skip
def test_which_of_several(nth: int, text: str) -> None:
    assert str(Number.of(5, 2).again(nth)) == text


@given(st.lists(numbers | st.sampled_from([Number.of(1), Number.of(2)]), max_size=8))
def test_numbers_of_a_row_are_told_apart_by_their_place(row: list[Number]) -> None:
    found = told_apart(row)
    assert [number.parts for number in found] == [number.parts for number in row]
    assert len(set(found)) == len(found)
    assert told_apart(found) == found
    for at, number in enumerate(found):
        assert number.nth == 1 + sum(other.parts == number.parts for other in found[:at])
        assert number.told_apart == (sum(other.parts == number.parts for other in found) > 1)


def test_what_a_number_is_told_apart_by_is_not_printed() -> None:
    second = Number.of(2).again(2)
    assert EN.article.write(second) == EN.article.write(Number.of(2))
    assert Number.of(2) < second < Number.of(3)
    assert second.printed == Number.of(2) == Number.of(2).again(1)
    assert (second.next(), second.branch()) == (Number.of(3), Number.of(2, 2))


@given(styles.flatmap(lambda style: st.sampled_from(forms(style))), numbers)
def test_reading_a_form_is_the_inverse_of_writing_it(form: NumberForm, number: Number) -> None:
    main, *branches = number.parts
    written = form.branch_numerals[0] if form.branch_numerals else form.numeral
    fits = (min(main, form.numeral.limit), *(min(part, written.limit) for part in branches))
    assert form.read(form.write(Number(fits))) == Number(fits)


PIECES = "第 条 ( （ ） ) . の 1 2 １ ３ 0 一 十 ア イ a iv IV ① Ａ Article - § ".split(" ")


@given(
    styles.flatmap(lambda style: st.sampled_from([*forms(style), *style.item_marks.forms])),
    st.lists(st.sampled_from(PIECES)).map("".join),
)
def test_a_form_reads_what_its_pattern_matches(form: NumberForm, text: str) -> None:
    match = form.pattern.fullmatch(text)
    assert form.read(text) == (None if match is None else form.from_match(match))


@given(styles.flatmap(lambda style: st.sampled_from(forms(style))), numbers)
def test_the_pieces_of_a_number_are_the_number(form: NumberForm, number: Number) -> None:
    main = min(number.main, form.numeral.limit)
    number = Number((main, *(min(part, 40) for part in number.branches)))
    pieces = form.pieces(number)
    assert "".join(text for text, _ in pieces) == form.write(number)
    assert any(moves for _, moves in pieces)


@given(numbers)
def test_numbers_sort_as_they_stand_in_print(number: Number) -> None:
    assert number < number.branch() < number.branch(3) < number.next()
    assert number.branch().branch() < number.branch(3)


@pytest.mark.parametrize("parts", [(), (0, 2), (5, -1), (-1,)])
def test_parts_of_one_or_more(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="parts of 1 or more"):
        Number(parts)


@pytest.mark.parametrize("text", ["", "0", "05", "5-", "-5", "5.2", "５", "5-0", "a", "5 - 2", "²"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        Number.parse(text)


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        (EN.article, "14", "Article 14."),
        (EN.article, "5-2", "Article 5-2."),
        (EN.items[0], "3", "(3)"),
        (EN.items[0], "3-2", "(3-2)"),
        (EN.items[1], "1", "(a)"),
        (EN.items[1], "1-2", "(a-2)"),
        (EN.items[2], "4", "(iv)"),
        (EN.chapters[0], "2", "Chapter 2"),
        (JA.article, "9", "第９条"),
        (JA.article, "10", "第10条"),
        (JA.article, "5-2", "第５条の２"),
        (JA.article, "5-2-3", "第５条の２の３"),
        (JA.article, "10-12", "第10条の12"),
        (JA.paragraph, "2", "２"),
        (JA.items[0], "3", "(3)"),
        (JA.items[1], "2", "ロ"),
        (JA.items[1], "1-2", "イの２"),
        (JA.items[2], "1", "(ア)"),
        (JA.chapters[1], "1", "第１節"),
    ],
)
def test_as_printed(form: NumberForm, number: str, text: str) -> None:
    assert form.write(Number.parse(number)) == text
    assert form.read(text) == Number.parse(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第5条", "5"),
        ("第５条", "5"),
        ("第１０条", "10"),
        ("第十二条", "12"),
        ("第百二条", "102"),
        ("第5条の2の3", "5-2-3"),
        ("第五条の二", "5-2"),
        ("第四百二十七条", "427"),
    ],
)
def test_one_number_in_every_spelling(text: str, number: str) -> None:
    assert JA.article.read(text) == Number.parse(number)


@pytest.mark.parametrize("text", ["第〇条", "第0条", "第条", "第5", "5条", "第5条の0", "第5条の"])
def test_what_is_no_article_number(text: str) -> None:
    assert JA.article.read(text) is None
