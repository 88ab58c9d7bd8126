"""Two sequences of tokens side by side: the laws, also beyond the bounds on work."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from itertools import count, pairwise
from types import SimpleNamespace

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given
from hypothesis import strategies as st

from amendtool.comparison import alignment
from amendtool.comparison.alignment import Edit, differences

SMALL = st.lists(st.sampled_from("abcde"), max_size=30)


def _with_clock(monkeypatch: pytest.MonkeyPatch, now: Callable[[], float]) -> None:
    """Give the package another clock, and nobody else: servers of other tests look at theirs."""
    package = sys.modules[diff_match_patch.__module__]
    clocks = SimpleNamespace(time=now, monotonic=now, perf_counter=now)
    monkeypatch.setattr(package, "time", clocks)


def _longest_common_subsequence(left: Sequence[str], right: Sequence[str]) -> int:
    row = [0] * (len(right) + 1)
    for one in left:
        diagonal = 0
        for j, other in enumerate(right, 1):
            best = diagonal + 1 if one == other else max(row[j], row[j - 1])
            diagonal, row[j] = row[j], best
    return row[-1]


def _kept(left: Sequence[str], right: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The tokens outside of the edits, which must be the same on both sides."""
    ours: list[str] = []
    theirs: list[str] = []
    i = j = 0
    for edit in [*edits, Edit(len(left), len(left), len(right), len(right))]:
        ours += left[i : edit.left_start]
        theirs += right[j : edit.right_start]
        i, j = edit.left_end, edit.right_end
    assert ours == theirs
    return ours


@given(SMALL, SMALL)
def test_differences_keep_a_longest_common_subsequence(left: list[str], right: list[str]) -> None:
    kept = _kept(left, right, differences(left, right))
    assert len(kept) == _longest_common_subsequence(left, right)


@given(SMALL, SMALL)
def test_edits_neither_overlap_nor_touch(left: list[str], right: list[str]) -> None:
    edits = differences(left, right)
    for one, other in pairwise(edits):
        assert one.left_end < other.left_start
        assert one.right_end < other.right_start
        assert other.left_end > other.left_start or other.right_end > other.right_start


@given(SMALL, SMALL, st.integers(0, 40))
def test_differences_hold_when_work_runs_out(left: list[str], right: list[str], steps: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_STEPS", steps)
        patch.setattr(alignment, "_LONG", 6)
        patch.setattr(alignment, "_ANCHORS", (2, 1))
        _kept(left, right, differences(left, right))


def test_no_clock_decides_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package stops after a second by default, so that a slow machine finds other words."""
    draw = random.Random("clock")
    left, right = ([draw.choice("abcdefgh") for _ in range(400)] for _ in range(2))
    found = differences(left, right)
    hours = count(0, 3600)
    _with_clock(monkeypatch, lambda: float(next(hours)))
    assert differences(left, right) == found


@given(SMALL, SMALL)
def test_differences_hold_when_codes_run_out(left: list[str], right: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_CODES", ((0xF0000, 0xF0001),))
        kept = _kept(left, right, differences(left, right))
    assert len(kept) <= _longest_common_subsequence(left, right)


def test_more_distinct_tokens_than_private_use_characters() -> None:
    left = [f"word{number}" for number in range(140_000)]
    right = ["new", *left[1:70_000], "new", *left[70_001:-1], "new"]
    assert differences(left, right) == [
        Edit(0, 1, 0, 1),
        Edit(70_000, 70_001, 70_000, 70_001),
        Edit(139_999, 140_000, 139_999, 140_000),
    ]


HALVES = ("qHilloHelloHew", "xHelloHeHulloy")
"""A pair whose longest common part is in no longest common subsequence: a search that may cut
it there, as that of the package does where it has seconds, keeps one token less."""


def test_what_two_texts_share_is_not_cut_at_their_longest_common_part() -> None:
    left, right = HALVES
    kept = _kept(left, right, differences(left, right))
    assert len(kept) == _longest_common_subsequence(left, right)


@pytest.mark.parametrize("step", [0.0, 10.0, -1e9, float("inf"), float("nan")])
def test_no_clock_is_looked_at(step: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever time it is, and however long it takes: the same edits."""
    left = "".join(random.Random("left").choices("abc", k=300))
    right = "".join(random.Random("right").choices("abc", k=300))
    expected = [differences(*HALVES), differences(left, right)]
    now = (number * step for number in count())
    _with_clock(monkeypatch, lambda: next(now))
    assert [differences(*HALVES), differences(left, right)] == expected
    kept = _kept(left, right, expected[1])
    assert len(kept) == _longest_common_subsequence(left, right)
