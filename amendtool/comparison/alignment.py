"""Two sequences of tokens laid side by side: which tokens of one are those of the other.

For a pair as long as an article the result is a longest common subsequence (Myers' algorithm,
by diff-match-patch). For a much longer pair it is coarser, and never wrong. Work is counted in
steps, not in seconds, so that every machine comes to the same result.

- What the two sequences share at both ends is set aside, and so is every token that occurs
  on one side only: neither costs anything.
- A long pair is first cut at its *anchors*: short sequences of tokens that occur exactly once
  on each side (patience diff). What lies between two anchors is small.
- A part that is still too different for the steps left is taken as changed from end to end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

__all__ = ["Edit", "common_ends", "differences"]

# A pair of at most this many tokens is compared at once, without anchors.
_LONG = 4_000
# The lengths of the token sequences that serve as anchors, the surest first.
_ANCHORS = (8, 3)
# How often a part may be cut at anchors again.
_DEPTH = 6
# Steps of Myers' algorithm for one comparison (a few seconds); one part has half of what is left.
_STEPS = 10_000_000

# Every distinct token becomes one character for diff-match-patch: private-use ones first, for
# which that package has no rules of its own. Only its plain search is used, to which all
# characters are alike, so the other supplementary planes serve when a pair has more than
# 131,068 distinct tokens; the tokens after these too are taken as changed.
_CODES = (range(0xF0000, 0xFFFFE), range(0x100000, 0x10FFFE), range(0x10000, 0xF0000))


class Edit(NamedTuple):
    """Tokens ``left_start:left_end`` are replaced by tokens ``right_start:right_end``."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int


def differences(left: Sequence[str], right: Sequence[str]) -> list[Edit]:
    """The edits that turn ``left`` into ``right``, in order, with common tokens between them.

    Edits neither overlap nor touch. The tokens outside of them are the same on both sides.
    """
    edits = []
    left_start = right_start = 0
    for here, there, length in chain(_stretches(left, right), [(len(left), len(right), 0)]):
        if here > left_start or there > right_start:
            edits.append(Edit(left_start, here, right_start, there))
        left_start, right_start = here + length, there + length
    return edits


def _stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where tokens are the same on both sides, and how many, ascending."""
    before, after = common_ends(left, right)
    left_end, right_end = len(left) - after, len(right) - after
    if before:
        yield 0, 0, before
    theirs = set(right[before:right_end])
    common = dict.fromkeys(token for token in left[before:left_end] if token in theirs)
    codes = dict(zip(common, map(chr, chain(*_CODES)), strict=False))
    left_places = [i for i in range(before, left_end) if left[i] in codes]
    right_places = [i for i in range(before, right_end) if right[i] in codes]
    left_codes = "".join([codes[left[i]] for i in left_places])
    right_codes = "".join([codes[right[i]] for i in right_places])
    for i, j, length in sorted(_blocks(left_codes, right_codes)):
        for here, there in zip(
            left_places[i : i + length], right_places[j : j + length], strict=True
        ):
            yield here, there, 1
    if after:
        yield left_end, right_end, after


def common_ends(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """How many tokens are the same at the beginning, and of the others at the end."""
    shorter = min(len(left), len(right))
    before = 0
    while before < shorter and left[before] == right[before]:
        before += 1
    after = 0
    while after < shorter - before and left[-1 - after] == right[-1 - after]:
        after += 1
    return before, after


def _blocks(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """The common parts of two strings of codes: place on the left, on the right, length."""
    steps = _STEPS
    parts = [(0, len(left), 0, len(right), 0)]
    while parts:
        left_start, left_end, right_start, right_end, depth = parts.pop()
        before, after = common_ends(left[left_start:left_end], right[right_start:right_end])
        if before:
            yield left_start, right_start, before
        if after:
            yield left_end - after, right_end - after, after
        left_start, right_start = left_start + before, right_start + before
        left_end, right_end = left_end - after, right_end - after
        ours, theirs = left[left_start:left_end], right[right_start:right_end]
        if not ours or not theirs:
            continue
        if len(ours) + len(theirs) > _LONG and depth < _DEPTH:
            anchors = _anchors(ours, theirs)
            if anchors:
                for i, j in anchors:
                    yield left_start + i, right_start + j, 1
                for i, i_end, j, j_end in _between(anchors, len(ours), len(theirs)):
                    i, i_end = left_start + i, left_start + i_end
                    j, j_end = right_start + j, right_start + j_end
                    parts.append((i, i_end, j, j_end, depth + 1))
                continue
        budget = _Budget(steps // 2)
        for i, j, length in _search(ours, theirs, budget):
            yield left_start + i, right_start + j, length
        steps -= budget.used


def _anchors(left: str, right: str) -> list[tuple[int, int]]:
    """The places of sequences that occur once on each side, ascending on both sides."""
    for length in _ANCHORS:
        theirs = _once(right, length)
        pairs = [(i, theirs[part]) for part, i in _once(left, length).items() if part in theirs]
        if pairs:
            return _ascending(pairs)
    return []


def _once(codes: str, length: int) -> dict[str, int]:
    """The sequences of ``length`` codes that occur exactly once, with their places."""
    places: dict[str, int] = {}
    for i in range(len(codes) - length + 1):
        part = codes[i : i + length]
        places[part] = -1 if part in places else i
    return {part: i for part, i in places.items() if i >= 0}


def _ascending(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs``, sorted by the first member, that ascends in the second."""
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], Any]] = []
    for pair in sorted(pairs):
        at = bisect_left(ends, pair[1])
        link = (pair, chains[at - 1] if at else None)
        if at == len(ends):
            ends.append(pair[1])
            chains.append(link)
        else:
            ends[at] = pair[1]
            chains[at] = link
    found = []
    last = chains[-1] if chains else None
    while last is not None:
        found.append(last[0])
        last = last[1]
    return found[::-1]


def _between(
    anchors: Sequence[tuple[int, int]], left_end: int, right_end: int
) -> Iterator[tuple[int, int, int, int]]:
    """The parts before, between and after the anchors that have something on both sides."""
    left_start = right_start = 0
    for i, j in chain(anchors, [(left_end, right_end)]):
        if i > left_start and j > right_start:
            yield left_start, i, right_start, j
        left_start, right_start = i + 1, j + 1


class _Budget:
    """A deadline for diff-match-patch that counts the steps of its search instead of time.

    The package asks in every round of a search whether the time now is greater than the
    deadline. The n-th round takes 2n steps; a search that has been halved begins again at 1.
    """

    __slots__ = ("_round", "_steps", "used")

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._round = 0
        self.used = 0

    def begin(self) -> None:
        self._round = 0

    def __lt__(self, now: float) -> bool:
        self._round += 1
        if self.used + 2 * self._round > self._steps:
            return True
        self.used += 2 * self._round
        return False


def _search(left: str, right: str, budget: _Budget) -> Iterator[tuple[int, int, int]]:
    """The common parts of two strings by Myers' algorithm, as far as the budget goes."""
    i = j = 0
    for operation, part in _engine().diff_main(left, right, False, budget):
        if operation == 0:
            yield i, j, len(part)
        if operation <= 0:
            i += len(part)
        if operation >= 0:
            j += len(part)


@cache
def _engine() -> Any:
    """The one instance of diff-match-patch, imported when two texts first differ."""
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # also rules out its half-match shortcut, which is not minimal
    search = engine.diff_bisect

    def counted(left: str, right: str, budget: _Budget) -> Any:
        budget.begin()
        return search(left, right, budget)

    engine.diff_bisect = counted
    return engine
