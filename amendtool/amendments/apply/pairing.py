"""Which number each provision of a renumbered range gets."""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.amendments.operations import Renumber
from amendtool.articles.addresses import AddressRange
from amendtool.articles.numbers import Number


def pairs(present: Sequence[Number], operation: Renumber) -> list[tuple[Number, Number]] | None:
    """The present and the proposed number of each provision; None when they do not match.

    ``present`` are the numbers in the target range. A branch number that follows its stem
    is not listed.
    """
    return _in_step(present, operation) or _in_order(present, operation)


def expected(present: Sequence[Number], operation: Renumber) -> AddressRange:
    """The range that ``to`` should be, so that each of ``present`` gets a number."""
    first = operation.to.first
    last = first.number.last + len(present) - 1
    return AddressRange(first, first.at(Number((*first.number.stem, last))))


def _in_step(present: Sequence[Number], operation: Renumber) -> list[tuple[Number, Number]] | None:
    """Every number moved by the same step, so that old gaps stay; branches follow their stem."""
    first, last = operation.target.first.number, operation.target.last.number
    to_first, to_last = operation.to.first.number, operation.to.last.number
    depth = len(first.parts)
    step = to_first.last - first.last

    def moved(number: Number) -> Number | None:
        if number.parts[: depth - 1] != first.stem:
            return None
        return Number((*to_first.stem, number.parts[depth - 1] + step, *number.parts[depth:]))

    if moved(last) != to_last or any(moved(number) is None for number in present):
        return None
    return [
        (number, new)
        for number in present
        if len(number.parts) == depth and (new := moved(number)) is not None
    ]


def _in_order(present: Sequence[Number], operation: Renumber) -> list[tuple[Number, Number]] | None:
    """The numbers of ``to`` one by one, when they are as many."""
    to_first, to_last = operation.to.first.number, operation.to.last.number
    if to_first.stem != to_last.stem or to_last.last - to_first.last + 1 != len(present):
        return None
    return [
        (number, Number((*to_first.stem, to_first.last + position)))
        for position, number in enumerate(present)
    ]
