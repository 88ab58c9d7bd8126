"""One row of siblings under the operations: who goes, who moves, who comes, by number.

It says in numbers what the effects say by address, for the one algorithm that numbers rows of
every level (:mod:`amendtool.amendments.apply.renumber`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from amendtool.amendments.apply.as_said import settle_as_said
from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.renumber import (
    ROW,
    Arrival,
    Departure,
    Relocation,
    Roots,
    Settlement,
)
from amendtool.amendments.apply.row_order import settle_row
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import Insert, Merge, Numbering, Renumber, Split
from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.articles.unnumbered import NONE
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass

LEFT = "left"
"""With its number, the token of a placeholder that a moved article leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingRow:
    """The siblings of one ``level`` in ``container``, by their present numbers, as they stand.

    ``container`` is a present address, and ``inserts`` are the new ones among them. The
    first number need not be 1 with ``any_start``; it, ``roots``, ``begins`` and ``silent`` are
    those of :func:`~amendtool.amendments.apply.row_order.settle_row`.
    """

    level: str
    container: Address
    numbers: tuple[Number, ...]
    inserts: tuple[OperationAt[Insert], ...]
    any_start: bool = False
    roots: Roots = ROW
    begins: tuple[Number, ...] = ()
    silent: tuple[Number, ...] = ()
    alone: bool = False
    """Whether what is told apart by number is so from other rows alone: of two Articles I each has
    a Section 1."""
    elsewhere: Mapping[Number, Address] = field(default_factory=dict)
    """What those stand in that do not stand in ``container``: a row may run on through several."""

    carriers: Mapping[Number, Number | None] = field(default_factory=dict)
    """What articles without a number stand behind, which are no part of the row; None at first."""

    def behind(self, number: Number) -> Number | None:
        """The one in the row that something comes behind which comes behind ``number``."""
        return self.carriers.get(number, number)

    def at(self, number: Number) -> Address:
        """The present address of one of them."""
        return below(self.elsewhere.get(number, self.container), self.level, number)

    def comes_behind(self, token: object, effects: Effects) -> bool:
        """Whether what comes with this token is said to come behind a sibling."""
        for insert in self.inserts:
            if insert.index == token:
                return insert.operation.after is not None
        landing = effects.landing.get((self.level, self.container), ())
        return any(lander.source == token and lander.after is not None for lander in landing)


def is_unnumbered(at: OperationAt[Insert]) -> bool:
    """Whether what comes has no number; what comes behind something without one has its own."""
    return at.operation.after is None and at.operation.target.number.unprinted


def below(container: Address, level: str, number: Number) -> Address:
    """The address of the provision of ``level`` and ``number`` in ``container``."""
    if level == "chapter":
        return replace(container, chapters=(*container.chapters, number))
    if level == "article":
        return replace(container, article=number)
    if level == "paragraph":
        return replace(container, paragraph=number)
    return container.item(number)


def behind_of(said: Address | None) -> Number | None:
    """The proposed number of what something is said to stand behind; 0 is before all others."""
    if said is None:
        return None
    return NONE if said.level is None else said.number.local


def settled(row: SiblingRow, effects: Effects, targets: Targets) -> Settlement:
    """The proposed numbers of a row."""
    addresses = {number: row.at(number) for number in row.numbers}
    departures = {
        number: Departure(place=at.place())
        for number, address in addresses.items()
        if (at := effects.departing(address)) is not None
    }
    moves = {
        number: move
        for number, address in addresses.items()
        if (move := _move(row, address, effects, targets)) is not None
    }
    coming = tuple(_arrivals(row, effects, targets))
    if row.alone:
        moves = {
            number: replace(move, to=move.to.printed if move.to else None)
            for number, move in moves.items()
        }
        coming = tuple(
            replace(arrival, number=arrival.number.printed if arrival.number else None)
            for arrival in coming
        )
    if targets.numbering is Numbering.STAY:
        return settle_as_said(
            row.numbers,
            departures=departures,
            moves=moves,
            arrivals=coming,
            name=lambda number: targets.name(row.at(number)),
            silent=row.silent,
        )
    settlement = settle_row(
        row.numbers,
        departures=departures,
        moves=moves,
        arrivals=coming,
        name=lambda number: targets.name(row.at(number)),
        any_start=row.any_start,
        roots=row.roots,
        begins=row.begins,
        silent=row.silent,
    )
    taken = _taken(row, effects, targets)
    return replace(settlement, problems=[*taken, *settlement.problems])


def _move(
    row: SiblingRow, address: Address, effects: Effects, targets: Targets
) -> Relocation | None:
    """How an operation renumbers or moves what stands at ``address`` in its row."""
    if (named := effects.moves.get(address)) is not None:
        number, at = named
        number = number.local
        match at.operation:
            case Split() | Merge():
                return Relocation(to=number, place=at.place("into"), verb="numbered")
            case Renumber():
                return Relocation(to=number, place=at.place("to"), verb="renumbered")
            case move:
                part = "to" if move.to is not None else "after"
                before = behind_of(move.behind)
                return Relocation(to=number, place=at.place(part), behind=before, verb="moved")
    if (filled := effects.into.get(address)) is not None:
        return Relocation(fills=filled[0], place=filled[1].place())
    if (behind := effects.behind.get(address)) is not None:
        after, mover = behind
        after = row.behind(after) if after is not None else None
        policy = mover.operation.numbering or targets.numbering
        numbering = policy if address.level == "article" else Numbering.SHIFT
        return Relocation(after=after, numbering=numbering, place=mover.place("after"))
    return None


def _arrivals(row: SiblingRow, effects: Effects, targets: Targets) -> Iterator[Arrival]:
    """What comes into a row: new, from elsewhere, of a split article, or as a placeholder."""
    for insert in row.inserts:
        operation = insert.operation
        filled = effects.fills.get(insert.index)
        after = row.behind(operation.after.number) if operation.after else None
        number = operation.target.number if operation.after is None else None
        if operation.after and after is None:
            number = Number((*operation.after.number.stem, 1))
        yield Arrival(
            token=insert.index,
            number=number,
            fills=filled.number if filled else None,
            after=after,
            numbering=_numbering(insert, targets),
            place=insert.place("insert"),
            behind=behind_of(operation.behind),
        )
    for lander in effects.landing.get((row.level, row.container), ()):
        yield Arrival(
            token=lander.source,
            number=lander.number,
            after=lander.after,
            place=lander.at.place("to" if lander.number else "after"),
            story=say("{name} is moved to it", name=targets.name(lander.source)),
        )
    if row.level == "article":
        for new in effects.parts:
            if new.part.at.parent == row.container:
                yield Arrival(
                    token=new.part,
                    number=new.part.at.number,
                    place=new.at.place(f"{new.said}.article"),
                    story=say("{name} is split into it", name=targets.name(new.source)),
                )
    for number in row.numbers:
        mover = effects.left.get(row.at(number))
        if mover is not None:
            yield Arrival(token=(LEFT, number), fills=number, place=mover.place())


def _numbering(at: OperationAt[Insert], targets: Targets) -> Numbering:
    if at.operation.target.level == "paragraph":
        # Paragraphs never get branch numbers.
        return Numbering.SHIFT
    return at.operation.numbering or targets.numbering


def _taken(row: SiblingRow, effects: Effects, targets: Targets) -> Iterator[Problem]:
    """Where no number may move, one that is in use is not free."""
    for at in row.inserts:
        target = at.operation.target
        goes = target in effects.deletes or target in effects.moves or target in effects.into
        named = at.operation.after is None and at.index not in effects.fills
        branch = _numbering(at, targets) is Numbering.BRANCH
        if not (named and branch) or goes or target.number not in row.numbers:
            continue
        number = target.number
        before = max((n for n in row.numbers if n < number), default=None)
        if number.branches:
            before = max(n for n in row.numbers if n.stem == number.stem)
        hint = say("use `numbering: shift` here")
        if before is not None:
            free = before.next() if before.branches else before.branch()
            hint = say(
                "insert {name}, or use `numbering: shift` here", name=targets.name(target.at(free))
            )
        yield at.problem(
            "insert",
            "number-in-use",
            say(
                "{name} is in force, and with `numbering: branch` no number moves",
                name=targets.name(target),
            ),
            hint,
        )
