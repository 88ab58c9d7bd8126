"""Rows of siblings under the numbering ``stay``: every number is the one that somebody has said.

Nothing closes up and nothing moves on. What stays keeps its number and its place, what comes or
moves has the number that its operation says, and stands where that says; a number that nobody has
any more is free. So any row can be made of any other one, gaps and numbers out of turn included.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from amendtool.amendments.apply.renumber import Arrival, Departure, Relocation, Settlement
from amendtool.articles.numbers import Number, told_apart
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class _Told:
    """Something that an operation gives a number and perhaps a place."""

    token: Hashable
    number: Number
    behind: Number | None
    place: Place


def settle_as_said(
    siblings: Sequence[Number],
    *,
    departures: Mapping[Number, Departure],
    moves: Mapping[Number, Relocation],
    arrivals: Iterable[Arrival],
    name: Callable[[Number], str],
    silent: Collection[Number] = (),
) -> Settlement:
    """The numbers of a row, each as it is said, and the order in which they stand.

    Problems are a number that is to be found (``after``), one that stands twice without being told
    apart, and a place that is not there. The rest is as
    :func:`~amendtool.amendments.apply.row_order.settle_row` has it.
    """
    problems: list[Problem] = []
    said: list[_Told] = []
    for arrival in arrivals:
        if arrival.number is None:
            problems.append(_unsaid(arrival.place))
        else:
            said.append(_Told(arrival.token, arrival.number, arrival.behind, arrival.place))
    spine: list[Number] = []
    parts: dict[Hashable, tuple[int, ...]] = {}
    told = {each.token: each for each in said}
    for number in siblings:
        move = moves.get(number)
        if number in departures:
            continue
        if move is not None and move.to is None:
            problems.append(_unsaid(move.place))
            continue
        if move is not None and move.to is not None:
            one = _Told(number, move.to, move.behind, move.place)
            told[number] = one
            if move.verb == "moved":
                said.append(one)
                continue
        spine.append(number)
        if number not in silent:
            parts[number] = number.parts if move is None or move.to is None else move.to.parts
    parts |= {each.token: each.number.parts for each in said}
    tokens = _tokens(spine, parts, told)
    order: list[Hashable] = list(spine)
    for each in sorted((each for each in said if each.behind is None), key=lambda e: e.number):
        above = (at for at, token in enumerate(order) if parts.get(token, ()) > each.number.parts)
        order.insert(next(above, len(order)), each.token)
    waiting = [each for each in said if each.behind is not None]
    while waiting:
        ready = [
            each for each in waiting if each.behind == _FIRST or tokens.get(each.behind) in order
        ]
        if not ready:
            problems += (_placeless(each, name) for each in waiting)
            break
        for each in ready:
            at = 0 if each.behind == _FIRST else order.index(tokens[each.behind]) + 1
            order.insert(at, each.token)
        waiting = [each for each in waiting if each not in ready]
    numbers: list[Number] = []
    for token in order:
        before = numbers[-1].parts if numbers else (0,)
        numbers.append(Number(parts.get(token, before)))
    quiet = {at for at, token in enumerate(order) if token not in parts}
    final = told_apart(numbers, quiet)
    standing = dict(zip(order, final, strict=True))
    for token, each in told.items():
        found = standing.get(token)
        if found is None:
            continue
        if found != each.number or (found.told_apart and not each.number.told_apart):
            problems.append(_otherwise(each, found, name))
    arrived = {token: number for token, number in standing.items() if not isinstance(token, Number)}
    stayed = {token: number for token, number in standing.items() if isinstance(token, Number)}
    return Settlement(stayed, arrived, problems, final)


_FIRST = Number((0,))
"""Behind it stands what comes before all others."""


def _stands(
    behind: Number | None, tokens: Mapping[Number | None, Hashable], order: Collection[Hashable]
) -> bool:
    return behind == _FIRST or (behind in tokens and tokens[behind] in order)


def _tokens(
    spine: Iterable[Number],
    parts: Mapping[Hashable, tuple[int, ...]],
    told: Mapping[Hashable, _Told],
) -> dict[Number | None, Hashable]:
    """By its proposed number, everything with a number: what is said first, then what stays."""
    found: dict[Number | None, Hashable] = {each.number: token for token, each in told.items()}
    for token in spine:
        if token in told or token not in parts:
            continue
        nth = 1
        while Number(parts[token], nth) in found:
            nth += 1
        found[Number(parts[token], nth)] = token
    return found


def _unsaid(place: Place) -> Problem:
    return Problem(
        code="number-unsaid",
        message=say("with `numbering: stay` no number follows from others"),
        hint=say("say the number that it gets; where it stands is told by `behind`"),
        place=place,
    )


def _placeless(each: _Told, name: Callable[[Number], str]) -> Problem:
    behind = "" if each.behind is None else name(each.behind)
    return Problem(
        code="target-missing",
        message=say(
            "{name} would stand behind nothing: no proposed one is {behind}",
            name=name(each.number),
            behind=behind,
        ),
        hint=say("name a number that one beside it has in the proposed articles"),
        place=each.place,
    )


def _otherwise(each: _Told, number: Number, name: Callable[[Number], str]) -> Problem:
    return Problem(
        code="number-twice" if number.told_apart else "number-missing",
        message=say("{name} would be {counted}", name=name(each.number), counted=name(number)),
        hint=say("name it {name}, or give another number", name=name(number)),
        place=each.place,
    )
