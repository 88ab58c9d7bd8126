"""The underlines that people would draw in 280 pairs, in ``underlines/``, against ours.

The floors are the figures of ``docs/table-conventions.md``, rounded down. ``otherwise.txt`` names
the pairs that are marked otherwise today; every other pair is a golden case. Whoever mends one
takes its line out, and whoever spoils one sees which.
"""

from __future__ import annotations

import pytest

from amendtool.comparison.words import compare
from benchmarks.underlines import (
    ENGLISH,
    HALVES,
    OURS,
    PAIRS,
    SEGMENTERS,
    Pair,
    by,
    differing,
    main,
    ours,
    ours_in_english,
    pairs,
    places,
    plain,
    rows,
    score,
    table,
)

ALL = {half: pairs(half) for half in (*HALVES, ENGLISH)}
FLOORS = {"development": (0.99, 0.97), "held-out": (0.96, 0.95), ENGLISH: (0.99, 0.97)}
MARKS = {half: ours_in_english if half == ENGLISH else ours for half in ALL}
EACH = [(half, pair) for half, found in ALL.items() for pair in found]
OTHERWISE = frozenset(
    line
    for line in (PAIRS / "otherwise.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
SOURCES = {"act", "notice", "written"}


def named(pair: Pair | str) -> str:
    return pair if isinstance(pair, str) else f"{pair.kind}: {pair.title}"


@pytest.mark.parametrize(("half", "pair"), EACH, ids=named)
def test_marks_as_people_do_but_for_the_pairs_named(half: str, pair: Pair) -> None:
    marked = MARKS[half](plain(pair.left), plain(pair.right))
    if named(pair) in OTHERWISE:
        assert marked != (pair.left, pair.right), "marked right now: take it out of otherwise.txt"
    else:
        assert marked == (pair.left, pair.right)


@pytest.mark.parametrize("half", ALL)
def test_precision_and_recall_do_not_fall(half: str) -> None:
    found = score(ALL[half], MARKS[half])
    precision, recall = FLOORS[half]
    assert (found.precision >= precision, found.recall >= recall) == (True, True), found


def test_the_pairs_are_whole_and_none_is_there_twice() -> None:
    names = [named(pair) for half in ALL.values() for pair in half]
    assert len(set(names)) == len(names) == 280
    assert set(names) >= OTHERWISE
    assert len(ALL["held-out"]) >= 100
    for half in HALVES:
        assert {pair.source for pair in ALL[half]} == SOURCES


@pytest.mark.parametrize("pair", [pair for _, pair in EACH], ids=named)
def test_what_people_leave_unmarked_is_the_same_on_both_sides(pair: Pair) -> None:
    left, right = (
        "".join(c for at, c in enumerate(plain(side)) if at not in places(side) and c != " ")
        for side in (pair.left, pair.right)
    )
    assert left == right
    assert plain(pair.left) != plain(pair.right)


# -- the measure itself --------------------------------------------------------------------------

ONE = Pair(kind="k", source="written", title="t", left="当[[会社]]は", right="当[[法人]]は")


def test_the_score_counts_characters() -> None:
    found = score([ONE], lambda left, right: ("[[当会社]]は", "当[[法]]人は"))
    assert (found.drawn, found.marked, found.both, found.exact) == (4, 4, 3, 0)
    assert (found.precision, found.recall) == (0.75, 0.75)
    assert score([ONE], lambda left, right: (ONE.left, ONE.right)).exact == 1


def test_nothing_marked_is_all_precision_and_no_recall() -> None:
    found = score([ONE], lambda left, right: (left, right))
    assert (found.precision, found.recall) == (1.0, 0.0)


def test_the_places_of_marks_are_those_of_the_plain_text() -> None:
    assert places("ab[[cd]]e[[f]]") == {2, 3, 5}
    assert plain("ab[[cd]]e[[f]]") == "abcdef"


def test_our_rules_take_any_words() -> None:
    assert by(list)("当会社は", "当法人は") == ("当[[会社]]は", "当[[法人]]は")
    whole = by(lambda text: [text])
    assert whole("当会社は、", "当法人は") == ("[[当会社は、]]", "[[当法人は]]")
    assert whole("当法人は", "当会社は、") == ("[[当法人は]]", "[[当会社は、]]")


@pytest.mark.parametrize("half", HALVES)
def test_the_marks_do_not_depend_on_which_side_is_present(half: str) -> None:
    for pair in ALL[half]:
        left, right = plain(pair.left), plain(pair.right)
        assert compare(left, right, "ja") == compare(right, left, "ja")[::-1]


def test_the_differing_pairs_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--differing", "held-out"]) == 0
    printed = capsys.readouterr().out
    assert printed == "\n".join(differing("held-out"))
    assert printed.count("\n= ") == 2 * len(OTHERWISE & {named(pair) for pair in ALL["held-out"]})


def test_the_table_has_a_row_for_each_way_of_marking() -> None:
    found = list(rows(repeats=1))
    assert [row.name for row in found[:2]] == [OURS, "characters"]
    assert {row.name for row in found[4::2]} <= set(SEGMENTERS)
    assert all(row.scores[half] == score(ALL[half], ours) for row in found[:1] for half in HALVES)
    lines = table(found).splitlines()
    assert len(lines) == 2 + len(found)
    assert {line.count("|") for line in lines} == {10}
