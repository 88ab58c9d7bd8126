"""The built-in drafting styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, EN, JA, STYLES, DraftingStyle
from tests.strategies import lines


def test_styles_are_known_by_their_names() -> None:
    known = {"en": EN, "ja": JA, "bylaws": BYLAWS, "bylaws-restart": BYLAWS_RESTART}
    assert known == STYLES


@given(st.sampled_from(sorted(STYLES)).flatmap(lambda n: st.tuples(st.just(n), lines(STYLES[n]))))
def test_a_heading_comes_back_with_brackets_where_it_needs_them(
    case: tuple[str, str],
) -> None:
    style, heading = STYLES[case[0]], case[1]
    bare = style.unbracketed(heading) == heading
    assert style.unbracketed(heading if bare else style.bracketed(heading)) == heading


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("(Chairman)", "Chairman"),
        ("Chairman", "Chairman"),
        ("(a) and (b)", "(a) and (b)"),
        ("((a) and (b))", "(a) and (b)"),
        ("(Chairman", "(Chairman"),
    ],
)
def test_only_one_pair_around_the_whole_heading_comes_off(text: str, heading: str) -> None:
    assert EN.unbracketed(text) == heading


@pytest.mark.parametrize(
    ("style", "parts", "text"),
    [
        (EN, ["The Company", "shall pay."], "The Company shall pay."),
        (JA, ["当会社は、", "株式を発行する。"], "当会社は、株式を発行する。"),
        (JA, ["英文では", "Kitano Works"], "英文ではKitano Works"),
        (JA, ["英文ではKitano", "Worksと"], "英文ではKitano Worksと"),
    ],
)
def test_wrapped_lines_are_one_text(style: DraftingStyle, parts: list[str], text: str) -> None:
    assert style.joined(parts) == text


def test_item_markers_begin_again_below_the_last() -> None:
    assert EN.item_form(6) == EN.items[0]
    assert JA.item_form(6) == JA.items[0]


def test_chapters_below_the_last_level_are_named_like_it() -> None:
    assert EN.chapter_form(7) == EN.chapters[-1]
