"""Provisions beside others that print the same number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from amendtool.articles.charter import Body, Provision, provisions_of
from amendtool.articles.numbers import Number


def free_number(taken: Collection[Number | None], number: Number | None) -> Number | None:
    """A number told apart from those that print the same; one without prints none."""
    if number not in taken:
        return number
    if number is None:
        number = Number((0,), unprinted=True)
    while number in taken:
        number = replace(number, nth=number.nth + 1)
    return number


def put_behind(body: Body, behind: Number | None, provision: Provision) -> tuple[Body, Number]:
    """A body with a provision behind one of its own, or before all, and the number it has there.

    Others that were put there before it, and print their number once more, stay in front.
    """
    row = provisions_of(body)
    number = free_number([each.number for each in row], provision.number)
    assert number is not None
    at = next((at for at, each in enumerate(body) if isinstance(each, Provision)), len(body))
    if behind is not None:
        at = 1 + next(
            at
            for at, each in enumerate(body)
            if isinstance(each, Provision) and each.number == behind
        )
    while at < len(body) and _was_put(body[at]):
        at += 1
    return (*body[:at], replace(provision, number=number), *body[at:]), number


def _was_put(each: str | Provision) -> bool:
    return isinstance(each, Provision) and each.number.nth > 1
