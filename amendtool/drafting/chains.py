"""The heaviest chain: of weighted pairs, those that ascend on both sides and weigh most.

It is the optimal order-preserving alignment of two rows among the pairs that come into
question, found in O(n log n) for n pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

Link = tuple[int, int, int]
"""A place in the one row, a place in the other, and the weight of joining them (above 0)."""


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """The links of the heaviest chain, ascending; each place is used once.

    Of chains of one weight the first in the order of the links is taken, so the result is
    always the same.
    """
    rows = sorted(set(links))
    columns = {column: at for at, column in enumerate(sorted({link[1] for link in rows}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(columns) + 1)
    """By a Fenwick tree over the columns: the heaviest chain that ends there, and its last."""
    weights: list[int] = []
    before: list[int] = []

    def heaviest(column: int) -> tuple[int, int]:
        found = (0, -1)
        while column:
            if best[column][0] > found[0]:
                found = best[column]
            column -= column & -column
        return found

    def note(column: int, weight: int, index: int) -> None:
        while column < len(best):
            if weight > best[column][0]:
                best[column] = (weight, index)
            column += column & -column

    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1][0]):
        members = list(group)
        # Two links of one row never follow each other: all are weighed before one is noted.
        for _, (_, column, weight) in members:
            sofar, last = heaviest(columns[column] - 1)
            weights.append(sofar + weight)
            before.append(last)
        for index, (_, column, _) in members:
            note(columns[column], weights[index], index)
    chain: list[Link] = []
    at = heaviest(len(columns))[1]
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    return chain[::-1]
