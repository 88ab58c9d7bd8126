"""What is known of a side without looking at each of its words is what a look at each would say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amendtool.comparison import words
from amendtool.comparison.alignment import Edit, differences
from amendtool.comparison.sides import _BEFORE_AN_END, BRACKETS, Side, weigh
from amendtool.comparison.underlines import common

PARTS = st.lists(
    st.sampled_from(
        [
            *("a", "the", "Board", ".", "。", ")", "(", "」", "「", '"', "!", ";", ","),
            " ",
            "\n",
            "　",
        ]
    ),
    max_size=25,
)


def one_by_one(parts: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """The weights, the depths and the places where a sentence may end, word by word."""
    side = Side.of(parts)
    weights, depths = [0], [0]
    for word in side.words:
        weights.append(weights[-1] + weigh(word))
        depths.append(max(0, depths[-1] + BRACKETS.get(word, 0)))
    places = [
        at
        for at, (word, gap) in enumerate(zip(side.words, side.gaps[1:], strict=True), 1)
        if word in _BEFORE_AN_END or "\n" in gap
    ]
    return weights, depths, places


@given(PARTS)
def test_a_side(parts: list[str]) -> None:
    side = Side.of(parts)
    weights, depths, places = one_by_one(parts)
    assert side.weights == tuple(weights)
    assert side.depths == tuple(depths)
    ends = (at for at in places if at < len(side.words) and side.sentence_ends(at))
    assert side.sentences() == list(pairwise(dict.fromkeys((0, *ends, len(side.words)))))


def token_by_token(left: Sequence[str], right: Sequence[str], edits: Sequence[Edit]) -> list[Edit]:
    """The edits once more, from the places of each token that is the same on both sides."""
    same, i, j = list[tuple[int, int]](), 0, 0
    for edit in [*edits, Edit(len(left), len(left), len(right), len(right))]:
        same += zip(range(i, edit.left_start), range(j, edit.right_start), strict=True)
        i, j = edit.left_end, edit.right_end
    found, i, j = list[Edit](), 0, 0
    for here, there in [*same, (len(left), len(right))]:
        if here > i or there > j:
            found.append(Edit(i, here, j, there))
        i, j = here + 1, there + 1
    return found


@given(PARTS, PARTS)
def test_differences_are_cut_where_a_token_is_the_same(left: list[str], right: list[str]) -> None:
    edits = differences(left, right)
    assert edits == token_by_token(left, right, edits)


@given(PARTS, PARTS)
def test_white_space_is_compared_gap_by_gap(left: list[str], right: list[str]) -> None:
    """Stretches whose gaps are all the same are passed over; the runs say what each gap says."""
    ours, theirs = Side.of(left), Side.of(right)
    edits = differences(ours.words, theirs.words)
    left_gaps = set() if ours.words else {0}
    right_gaps = set() if theirs.words else {0}
    for number, (i, j, length) in enumerate(common(ours, theirs, edits)):
        begin = 0 if number == 0 and length else 1
        end = length + 1 if number == len(edits) and length else length
        for at in range(begin, end):
            if ours.gaps[i + at] != theirs.gaps[j + at]:
                left_gaps.add(i + at)
                right_gaps.add(j + at)
    expected = (
        words._side_runs(ours, [(one.left_start, one.left_end) for one in edits], left_gaps),
        words._side_runs(theirs, [(one.right_start, one.right_end) for one in edits], right_gaps),
    )
    assert words._runs(ours, theirs, edits) == expected
