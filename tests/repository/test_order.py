"""The order of clause files where numbers do not tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number, told_apart
from amendtool.articles.styles import BYLAWS, EN, DraftingStyle
from amendtool.articles.unnumbered import NONE, counted
from amendtool.errors import InputError
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.order import Filed, in_order, places, unclear

NUMBERS = st.sampled_from([(0,), (1,), (2,), (2, 2), (3,), (4,)])
ROWS = st.lists(NUMBERS, max_size=8).map(
    lambda numbers: [(f"k{at}", number) for at, number in enumerate(numbers)]
)


@given(ROWS, st.randoms(use_true_random=False))
def test_every_row_has_its_order_in_its_files(row: list[tuple[str, tuple[int, ...]]], rng) -> None:  # type: ignore[no-untyped-def]
    said = places(row)
    files = [Filed(number, key, said.get(key)) for key, number in row]
    rng.shuffle(files)
    assert [each.key for each in in_order(files)] == [key for key, _ in row]
    assert not unclear(files)


@given(ROWS)
def test_what_ascends_says_nothing(row: list[tuple[str, tuple[int, ...]]]) -> None:
    ascending = sorted({number: key for key, number in row}.items())
    assert places([(key, number) for number, key in ascending]) == {}


def test_of_two_with_one_number_the_second_says_it() -> None:
    assert places([("a", (1,)), ("b", (2,)), ("c", (2,)), ("d", (3,))]) == {"c": "b"}


@pytest.mark.parametrize(
    "row",
    [
        [Filed((1,), "a", "b"), Filed((2,), "b", "a"), Filed((3,), "c")],
        [Filed((1,), "a", "a"), Filed((3,), "c")],
        [Filed((1,), "a", "x"), Filed((3,), "c")],
    ],
)
def test_what_stands_behind_nothing_is_left_out(row: list[Filed]) -> None:
    assert in_order(row)[-1].key == "c"
    assert len(in_order(row)) < len(row)


@st.composite
def irregular(draw: st.DrawFn, style: DraftingStyle) -> Charter:
    """Articles in chapters: numbers twice, out of turn, begun anew, and some without any."""
    silent = replace(style.article, silent=True)
    chapters = [
        Chapter(key=f"c{at}", number=number, heading="Head", parent=None)
        for at, number in enumerate(
            told_apart(Number.of(n) for n in draw(st.lists(st.integers(1, 3), max_size=3)))
        )
    ]
    counts = style.numbered_in_chapters
    outside = [] if counts and chapters else [None]
    articles: list[Article] = []
    for home in (*outside, *chapters):
        for at, drawn in enumerate(draw(st.lists(NUMBERS, max_size=4))):
            parts = drawn[:1] if counts and home is None else drawn  # no branches there
            own = NONE if parts == (0,) else Number(parts)
            if counts and home is not None and own != NONE:
                own = Number((home.number.main, *parts))
            articles.append(
                Article(
                    key=f"{home.key if home else 'out'}-{at}",
                    number=own,
                    form=silent if own == NONE else None,
                    body=(provision(Number.of(1), "Text."),),
                    chapter=home.key if home else None,
                )
            )
    within = {each.key: each.number.main for each in chapters} if counts else {}
    return Charter(articles=counted(articles, within), chapters=tuple(chapters))


@pytest.mark.parametrize("style", [EN, BYLAWS], ids=lambda style: style.name)
@given(st.data())
def test_files_of_any_order_are_read_back(style: DraftingStyle, data: st.DataObject) -> None:
    charter = data.draw(irregular(style))
    loaded = load(files_of(charter, style), style)
    assert loaded.charter == charter
    assert files_of(loaded.charter, style) == files_of(charter, style)


TEXT = b"Text.\n"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"001-a.md": TEXT, "002-b.md": b'---\nafter: "x"\n---\n\nText.\n'}, "place-unclear"),
        ({"001-a.md": b'---\nafter: "a\n---\n\nText.\n'}, "front-lines"),
        ({"01-a/002-x.md": TEXT, "02-b/002-y.md": TEXT}, "number-twice"),
        ({"01-a/002-x.md": TEXT, "02-b/001-y.md": TEXT}, "chapter-broken"),
    ],
)
def test_an_order_that_is_not_clear_is_refused(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(InputError) as error:
        load({f"articles/{name}": text for name, text in files.items()}, EN)
    assert {each.code for each in error.value.problems if each.severity == "error"} == {code}


def test_a_chapter_that_begins_out_of_turn_says_that_it_does() -> None:
    files = {
        "articles/01-a/002-x.md": TEXT,
        "articles/02-b/001-y.md": b'---\nafter: ""\n---\n\nText.\n',
    }
    assert [each.key for each in load(files, EN).charter.articles] == ["x", "y"]
