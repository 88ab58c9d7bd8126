"""Rows of siblings in the order in which they stand, whatever their numbers are.

A row may have a number twice, one out of turn, or a list that begins anew. It falls into its
lists, each of which is numbered by :func:`~amendtool.amendments.apply.renumber.settle`: what
stands around an operation keeps the number that it had, and what has a higher number shifts as
a whole. Then everything stands where it stood, and what comes stands where it is said, or where
its number belongs; and which of several that have one number is meant is counted anew.

A provision that prints no number among others that do moves with the one before it and shifts
nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from itertools import pairwise
from typing import Final

from amendtool.amendments.apply.renumber import (
    ROW,
    Arrival,
    Departure,
    Relocation,
    Roots,
    Settlement,
    settle,
)
from amendtool.articles.numbers import Number, told_apart
from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.values import dataclass

_FIRST = (1,)
_STORIES: Final = {
    "numbered": later("it is numbered"),
    "renumbered": later("it is renumbered"),
    "moved": later("it is moved"),
}
"""How the messages call what comes from another list, by the verb of its relocation."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """The token of a sibling that moves, beside the place where it stood."""

    old: Number


@dataclass(frozen=True, slots=True)
class _Crossing:
    """The token of a sibling that moves to another list of its row."""

    old: Number


@dataclass(slots=True)
class _List:
    """One list of a row, by its present numbers; what happens to it."""

    row: list[Number]
    departures: dict[Number, Departure] = field(default_factory=dict)
    moves: dict[Number, Relocation] = field(default_factory=dict)
    arrivals: list[Arrival] = field(default_factory=list)


def settle_row(
    siblings: Iterable[Number],
    *,
    departures: Mapping[Number, Departure],
    moves: Mapping[Number, Relocation],
    arrivals: Iterable[Arrival],
    name: Callable[[Number], str],
    any_start: bool = False,
    roots: Roots = ROW,
    begins: Collection[Number] = (),
    silent: Collection[Number] = (),
) -> Settlement:
    """The proposed number of every sibling, and the order in which they stand.

    ``siblings`` are the present numbers in the order in which they stand. ``begins`` are those
    that a text without a number stands before: a first number there begins a list of its own,
    even when nothing but another first number is in front of it. ``silent`` are those that print
    no number where others do. The rest is as :func:`~amendtool.amendments.apply.renumber.settle`
    has it.
    """
    row, coming = tuple(siblings), tuple(arrivals)
    shares = any(each.number is not None and each.number.told_apart for each in coming)
    if not (silent or shares) and all(a.parts < b.parts for a, b in pairwise(row)):
        found = settle(
            row,
            departures=departures,
            moves=moves,
            arrivals=coming,
            name=name,
            any_start=any_start,
            roots=roots,
        )
        return replace(found, order=sorted({*found.stayed.values(), *found.arrived.values()}))
    placing = _RowPlacing(row, departures, moves, coming, begins, silent, single=roots is not ROW)
    return placing.settlement(name, any_start=any_start, roots=roots)


class _RowPlacing:
    def __init__(
        self,
        row: tuple[Number, ...],
        departures: Mapping[Number, Departure],
        moves: Mapping[Number, Relocation],
        arrivals: tuple[Arrival, ...],
        begins: Collection[Number],
        silent: Collection[Number],
        *,
        single: bool,
    ) -> None:
        self.silent = {number for number in row if number in silent and number not in moves}
        self.departures = departures
        self.carrier: dict[Number, Number | None] = {}
        """What a silent one goes with: the one with a number before it."""
        self.sharing: list[tuple[Number, Hashable]] = []
        """What comes to have a number that another has as well: it is said to be the second."""
        self.places: dict[Hashable, Place] = {}
        self.lists = [_List([])]
        self.home: dict[Hashable, int] = {}
        for number in row:
            here = self.lists[-1].row
            if number in self.silent:
                self.carrier[number] = here[-1] if here else None
                continue
            again = bool(here) and number.parts == _FIRST
            # A first number behind 2 alone stands out of turn, and begins nothing.
            behind = here and here[-1].parts != _FIRST and any(n.parts == _FIRST for n in here)
            if again and not single and (number in begins or behind):
                self.lists.append(_List([]))
            self.lists[-1].row.append(number)
            self.home[number] = len(self.lists) - 1
        for number, departure in departures.items():
            if number in self.home:
                self.lists[self.home[number]].departures[number] = departure
        for arrival in arrivals:
            self._comes(self._with_numbered(arrival))
        for number, move in moves.items():
            self._moves(number, move)

    def _with_numbered(self, arrival: Arrival) -> Arrival:
        """The arrival behind the one that a silent one goes with, when it comes behind that."""
        after = arrival.after
        if not isinstance(after, Number) or after not in self.silent:
            return arrival
        carrier = self.carrier[after]
        if carrier is None:
            return replace(arrival, after=None, number=Number.of(1))
        return replace(arrival, after=carrier)

    def _comes(self, arrival: Arrival) -> None:
        if arrival.number is not None and arrival.number.told_apart and len(self.lists) == 1:
            self.sharing.append((arrival.number, arrival.token))
            self.places[arrival.token] = arrival.place
            return
        if arrival.number is not None:
            at = self._list_of(arrival.number)
        else:
            at = self.home.get(arrival.fills or arrival.after, 0)
        self.home[arrival.token] = at
        self.lists[at].arrivals.append(arrival)

    def _list_of(self, number: Number) -> int:
        """The list that a number belongs to: of several, the one that it names by its place."""
        return self.home.get(number, min(number.nth, len(self.lists)) - 1)

    def _moves(self, number: Number, move: Relocation) -> None:
        home = self.home[number]
        if move.to is not None:
            to = self._list_of(move.to)
        else:
            to = self.home.get(move.fills or move.after, 0)
        if to == home:
            self.lists[home].moves[number] = move
            return
        self.lists[home].departures[number] = Departure(place=move.place)
        self._comes(
            Arrival(
                token=_Crossing(number),
                number=move.to or (None if move.fills or move.after else Number.of(1)),
                fills=move.fills,
                after=move.after,
                numbering=move.numbering,
                place=move.place,
                story=say(_STORIES[move.verb]),
            )
        )

    def settlement(
        self, name: Callable[[Number], str], *, any_start: bool, roots: Roots
    ) -> Settlement:
        """All lists, one behind the other."""
        stayed: dict[Number, Number] = {}
        arrived: dict[Hashable, Number] = {}
        problems: list[Problem] = []
        order: list[Hashable] = []
        for each in self.lists:
            found, standing = _settled(each, name, any_start=any_start, roots=roots)
            stayed.update(found.stayed)
            arrived.update(found.arrived)
            problems += found.problems
            order += standing
        for mover in [token for token in arrived if isinstance(token, _Crossing)]:
            stayed[mover.old] = arrived.pop(mover)
            order.remove(mover.old)
        order = [token.old if isinstance(token, _Moved | _Crossing) else token for token in order]
        numbers: list[Number] = []
        tokens: list[Hashable] = []
        for token in self._with_silent(order):
            if token in self.silent:
                if token in self.departures:
                    continue
                numbers.append(numbers[-1] if numbers else Number.of(0))
            elif isinstance(token, Number) and token in stayed:
                numbers.append(stayed[token])
            elif token in arrived:
                numbers.append(arrived[token])
            else:
                continue
            tokens.append(token)
        for said, token in self.sharing:
            same = [at for at, number in enumerate(numbers) if number.parts == said.parts]
            at = (same[0] if said.nth == 1 else same[: said.nth - 1][-1] + 1) if same else 0
            numbers.insert(at, said.printed)
            tokens.insert(at, token)
            arrived[token] = said
            if not same:
                problems.append(_alone(said, name, self.places[token]))
        final = told_apart(numbers)
        for token, number in zip(tokens, final, strict=True):
            if token in arrived:
                arrived[token] = number
            elif isinstance(token, Number):
                stayed[token] = number
        return Settlement(stayed, arrived, problems, final)

    def _with_silent(self, order: list[Hashable]) -> list[Hashable]:
        """The tokens, each with the silent ones behind it that go with it."""
        going: dict[Hashable, list[Hashable]] = {}
        for silent, carrier in self.carrier.items():
            going.setdefault(carrier, []).append(silent)
        found = going.get(None, [])
        for token in order:
            found = [*found, token, *going.get(token, [])]
        return found


def _alone(said: Number, name: Callable[[Number], str], place: Place) -> Problem:
    return Problem(
        code="number-missing",
        message=say("{name} would be the only one: no other has the number", name=name(said)),
        hint=say("name it {name}", name=name(said.printed)),
        place=place,
    )


def _settled(
    one: _List, name: Callable[[Number], str], *, any_start: bool, roots: Roots
) -> tuple[Settlement, list[Hashable]]:
    """One list: its numbers, and its tokens in the order in which they stand.

    Among the tokens are those of what leaves, so that a silent one finds its place.
    """
    here = dict(zip(one.row, told_apart(one.row), strict=True))
    back = {new: old for old, new in here.items()}

    def local(number: Hashable) -> Hashable:
        return here.get(number, number) if isinstance(number, Number) else number

    def known(number: Number | None) -> Number | None:
        return here.get(number, number.printed) if number is not None else None

    moves = {
        here[old]: replace(
            move,
            to=move.to.printed if move.to else None,
            fills=known(move.fills),
            after=known(move.after),
        )
        for old, move in one.moves.items()
    }
    arrivals = [
        replace(
            arrival,
            number=arrival.number.printed if arrival.number else None,
            fills=known(arrival.fills),
            after=local(arrival.after),
        )
        for arrival in one.arrivals
    ]
    found = settle(
        sorted(here.values()),
        departures={here[old]: departure for old, departure in one.departures.items()},
        moves=moves,
        arrivals=arrivals,
        name=lambda number: name(back.get(number, number)),
        any_start=any_start,
        roots=roots,
    )
    order = _order(list(here.values()), moves, arrivals, found)
    stayed = {back[old]: new for old, new in found.stayed.items()}
    return replace(found, stayed=stayed), [
        _present(token, back) for token in order if token not in moves
    ]


def _present(token: Hashable, back: Mapping[Number, Number]) -> Hashable:
    """The token of a sibling by its present number."""
    if isinstance(token, _Moved) and token.old in back:
        return _Moved(back[token.old])
    return back[token] if isinstance(token, Number) else token


def _order(
    row: list[Number],
    moves: Mapping[Number, Relocation],
    arrivals: Sequence[Arrival],
    found: Settlement,
) -> list[Hashable]:
    """The tokens in the order in which they stand, among them those of what leaves or moves."""
    order: list[Hashable] = list(row)
    numbers: dict[Hashable, Number] = {
        number: new for number, new in found.stayed.items() if number not in moves
    }
    anchored: list[tuple[Hashable, Hashable | None, bool]] = []
    numbered: list[tuple[Number, Hashable]] = []
    coming: list[tuple[Hashable, Arrival | Relocation, Number | None]] = [
        (arrival.token, arrival, arrival.number) for arrival in arrivals
    ]
    coming += [(_Moved(old), move, move.to) for old, move in moves.items()]
    for token, arrival, number in coming:
        if number is not None:
            numbered.append((number, token))
        else:
            anchored.append((token, arrival.fills or arrival.after, arrival.fills is not None))
    for named, token in sorted(numbered, key=lambda each: each[0], reverse=True):
        left = [
            at
            for at, each in enumerate(order)
            if isinstance(each, Number) and each.parts == named.parts and each not in numbers
        ]
        above = [(new, at) for at, each in enumerate(order) if (new := numbers.get(each))]
        above = [pair for pair in above if pair[0] > named]
        # In the place of what had the number, or before what has the next one.
        order.insert(left[0] + 1 if left else min(above)[1] if above else len(order), token)
        numbers[token] = named
    while anchored:
        placed = set(order)
        ready = [
            each for each in anchored if each[1] is None or _place_of(each[1], moves) in placed
        ]
        if not ready:
            break  # They stand behind each other, which is told.
        for token, anchor, fills in ready:
            at = 0 if anchor is None else order.index(_place_of(anchor, moves, fills)) + 1
            if isinstance(anchor, Number) and not fills:
                at = _behind_branches(order, at, anchor, found, token)
            order.insert(at, token)
        anchored = [each for each in anchored if each not in ready]
    return order


def _place_of(
    anchor: Hashable, moves: Mapping[Number, Relocation], fills: bool = False
) -> Hashable:
    """Where something stands that others come behind: where it goes, when it moves."""
    if isinstance(anchor, Number) and anchor in moves and not fills:
        return _Moved(anchor)
    return anchor


def _behind_branches(
    order: list[Hashable], at: int, anchor: Number, found: Settlement, token: Hashable
) -> int:
    """The place behind the branches of what something comes behind, unless it is one itself."""
    new = found.stayed.get(token.old) if isinstance(token, _Moved) else found.arrived.get(token)
    if new is None or len(new.parts) > len(anchor.parts):
        return at
    while at < len(order):
        each = order[at]
        depth = len(anchor.parts)
        branch = isinstance(each, Number) and len(each.parts) > depth
        if not (branch and isinstance(each, Number) and each.parts[:depth] == anchor.parts):
            break
        at += 1
    return at
