"""Which of a row keep their order, and which have moved among the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def steady(places: Sequence[int]) -> set[int]:
    """The most of ``places`` that stand in rising order: what is left moved among them."""
    ends: list[int] = []  # the least end of a rising row, by its length
    rows: list[int] = []  # the length of the longest rising row that ends at each place
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        rows.append(length)
    found: set[int] = set()
    length = len(ends) - 1
    for place, row in zip(reversed(places), reversed(rows), strict=True):
        if row == length:
            found.add(place)
            length -= 1
    return found
