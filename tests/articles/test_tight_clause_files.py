"""Marks right before their texts in clause files: read as they stand, and written as they print."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Body, provisions_of
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.articles.styles.samples import with_gaps
from amendtool.articles.text.clause import format_clause, parse_clause
from amendtool.errors import InputError

APART = STYLES["ja"]
TIGHT = with_gaps(APART, paragraph="", items=("", ""))
INNER = with_gaps(APART, items=("　", ""))
SPACES = '---\nspaces: "as written"\n---\n\n'

FILES: dict[str, tuple[DraftingStyle, str]] = {
    "brackets in a level apart": (APART, "備品\n\n- （１）冷蔵庫\n- （２）　机\n"),
    "rings in a level apart": (APART, "備品\n\n- ①冷蔵庫\n- ②　机\n"),
    "stops in a level apart": (APART, "備品\n\n- １．冷蔵庫\n- ２．　机\n"),
    "bare in a level apart": (APART, SPACES + "備品\n\n- ア冷蔵庫\n- イ　机\n"),
    "kanji in a level apart": (APART, SPACES + "備品\n\n- 一冷蔵庫\n- 二　机\n"),
    "a word behind a bare mark": (APART, SPACES + "備品\n\n- 一般の机\n- 二人掛けの椅子\n"),
    "paragraphs in a level apart": (APART, SPACES + "備品\n\n２前項の\n\n３　後項の\n"),
    "brackets": (TIGHT, "備品\n\n- （１）冷蔵庫\n- （２）机\n"),
    "bare": (TIGHT, "備品\n\n- ア冷蔵庫\n- イ机\n"),
    "kanji up to twelve": (
        TIGHT,
        "備品\n\n"
        + "".join(f"- {mark}机\n" for mark in "一二三四五六七八九十")
        + "- 十一机\n- 十二机\n",
    ),
    "paragraphs": (TIGHT, "備品\n\n２前項の備品\n\n３後項の備品\n"),
    "lists in lists": (TIGHT, "備品\n\n- （１）家電\n  - ア冷蔵庫\n  - イ机\n- （２）棚\n"),
    "the inner level": (INNER, "備品\n\n- （１）　家電\n  - ア冷蔵庫\n  - イ机\n- （２）　棚\n"),
    "one apart": (TIGHT, SPACES + "備品\n\n- （１）冷蔵庫\n- （２）　机\n"),
    "what would run on": (TIGHT, "備品\n\n- １．　５日\n- ２．机\n"),
    "a measure": (TIGHT, "備品\n\n- １　人以上の机\n- ２机\n"),
    "text like a paragraph": (TIGHT, "備品\n\n\\２前項の\n"),
    "text like an item": (TIGHT, "備品\n\n（１）冷蔵庫\n"),
    "text in a level apart": (APART, "備品\n\n２前項の\n\n（１）冷蔵庫\n"),
}
"""Files as they are written, with the style of their articles."""


@pytest.mark.parametrize("case", FILES)
def test_a_file_is_read_and_written_as_it_stands(case: str) -> None:
    style, text = FILES[case]
    text = text.replace("備品\n", "# 備品\n\n備品は、次のとおりとする。\n", 1)
    clause = parse_clause(text, style)
    assert format_clause(clause, style) == text
    assert parse_clause(format_clause(clause, style), style) == clause


def marks(body: Body) -> list[tuple[int, str | None]]:
    """The numbers of a body with what parts them from their texts where that departs."""
    return [(each.number.main, each.gap) for each in provisions_of(body)]


@pytest.mark.parametrize(
    ("style", "line", "gaps"),
    [
        (APART, "- （１）冷蔵庫\n- （２）　机", [(1, ""), (2, None)]),
        (TIGHT, "- （１）冷蔵庫\n- （２）　机", [(1, None), (2, None)]),
        (TIGHT, "- ア　冷蔵庫\n- イ　机", [(1, None), (2, None)]),
        (APART, "- ①冷蔵庫\n- ② 机", [(1, ""), (2, None)]),
    ],
)
def test_a_space_is_that_of_the_level(
    style: DraftingStyle, line: str, gaps: list[tuple[int, str | None]]
) -> None:
    (only,) = provisions_of(parse_clause(f"備品は次のとおり。\n\n{line}\n", style).body)
    assert marks(only.body) == gaps


@pytest.mark.parametrize("line", ["- アルコール", "- 一般の机", "- ２人以上", "- 冷蔵庫", "- a.机"])
def test_a_word_behind_a_hyphen_is_no_mark_in_a_level_apart(line: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_clause(f"備品は次のとおり。\n\n{line}\n", APART)
    assert [each.code for each in caught.value.problems] == ["item-without-number"]


@pytest.mark.parametrize("value", ['"kept"', "kept", '""'])
def test_front_lines_say_no_more_of_spaces(value: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_clause(f"---\nspaces: {value}\n---\n\n備品\n", APART)
    assert [each.code for each in caught.value.problems] == ["front-lines"]
