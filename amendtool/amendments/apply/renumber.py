"""Renumbering among siblings: what inserts, deletions and explicit renumberings imply.

One algorithm serves chapters, articles, paragraphs, items and sub-items. It walks the
siblings in their present order and carries the shift that has built up so far, so that
gaps which were there before stay as they are, and branch numbers follow their stem. Two that
have one number shift together, and keep having one. It knows the order of numbers alone; rows in
which provisions stand otherwise are settled by :mod:`amendtool.amendments.apply.row_order`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final

from amendtool.amendments.operations import Numbering
from amendtool.articles.numbers import Number
from amendtool.errors import NOWHERE, Place, Problem
from amendtool.messages import later, say
from amendtool.values import dataclass

Roots = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
"""The rows of siblings that are counted for themselves, by their present and proposed stem."""
ROW: Roots = (((), ()),)
"""One row, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A provision that comes among the siblings.

    Either ``number`` is its proposed number; or ``fills`` is the present number of a
    placeholder that goes and whose place it takes; or ``after`` is the present number of
    the sibling that it follows, or the token of another arrival, and its own number is found
    by ``numbering``. ``token`` names it in the result, ``place`` is where its operation
    stands.
    """

    token: Hashable
    number: Number | None = None
    fills: Number | None = None
    after: Hashable | None = None
    numbering: Numbering = Numbering.SHIFT
    place: Place
    behind: Number | None = None
    """The proposed number of what it stands behind, 0 for nothing, where that is said."""
    story: str = field(default_factory=lambda: say("it is inserted"))
    """How the messages call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A sibling that is deleted and leaves no placeholder."""

    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation:
    """A sibling that an operation renumbers or moves.

    Either ``to`` is its proposed number; or ``fills`` is the present number of a placeholder
    that goes and whose place it takes; or it follows the sibling ``after``, None for the
    first place of all, and ``numbering`` finds its number.
    """

    to: Number | None = None
    fills: Number | None = None
    after: Number | None = None
    numbering: Numbering = Numbering.SHIFT
    place: Place
    behind: Number | None = None
    """As of an arrival."""
    verb: str = "renumbered"


_STORIES: Final = {
    "numbered": later("{name} is numbered to it"),
    "renumbered": later("{name} is renumbered to it"),
    "moved": later("{name} is moved to it"),
}
"""How the messages call a relocation, by its verb."""


@dataclass(frozen=True, slots=True)
class _Mover:
    """The token of a sibling that moves to where it is told by another sibling."""

    old: Number


@dataclass(frozen=True, slots=True)
class Settlement:
    """The proposed numbers: of the siblings that stay, and of those that come."""

    stayed: Mapping[Number, Number]
    arrived: Mapping[Hashable, Number]
    problems: Sequence[Problem]
    order: Sequence[Number] = ()
    """The proposed numbers of all of them, in the order in which they stand."""


def settle(
    siblings: Iterable[Number],
    *,
    departures: Mapping[Number, Departure],
    moves: Mapping[Number, Relocation],
    arrivals: Iterable[Arrival],
    name: Callable[[Number], str],
    any_start: bool = False,
    roots: Roots = ROW,
) -> Settlement:
    """The proposed number of every sibling.

    ``siblings`` are the present numbers in ascending order; ``departures`` and ``moves``
    are among them and do not overlap; at most one arrival or move comes after each of them,
    and after that one, if it is a move, another one.
    ``name`` prints a number for the messages. Numbers that would stand twice, and gaps
    that were not there before, are problems. With ``any_start`` the first number need not
    be 1: the supplementary provisions of some companies go on with the numbers of the
    articles. Where articles are counted within chapters, ``roots`` are the stems of the rows.
    """
    settling = _Settling(tuple(siblings), departures, moves, tuple(arrivals), name, roots)
    settling.first()
    for old, new in roots:
        settling.group(old, new)
    settling.late()
    settling.loose_branches()
    settling.twice()
    settling.gaps(any_start)
    return Settlement(settling.stayed, settling.arrived, settling.problems)


class _Settling:
    def __init__(
        self,
        siblings: tuple[Number, ...],
        departures: Mapping[Number, Departure],
        moves: Mapping[Number, Relocation],
        arrivals: tuple[Arrival, ...],
        name: Callable[[Number], str],
        roots: Roots,
    ) -> None:
        self.depth = len(roots[0][0]) if roots else 0
        """How many parts of a number say which row it is in; what is longer is a branch."""
        self.departures = departures
        self.moves = moves
        self.name = name
        self.stayed = {old: move.to for old, move in moves.items() if move.to is not None}
        self.arrived: dict[Hashable, Number] = {}
        self.problems: list[Problem] = []
        self.groups: dict[tuple[int, ...], list[Number]] = {}
        stems = {
            Number(n.parts[:end]) for n in siblings for end in range(self.depth + 1, len(n.parts))
        }
        self.missing = stems.difference(siblings)
        """Numbers that only branches of them stand for, in articles with a long history."""
        for number in sorted({*siblings, *self.missing}):
            self.groups.setdefault(number.stem, []).append(number)
        self.doubles: dict[tuple[int, ...], list[Number]] = {}
        """The siblings that have one number, by that, where there are several."""
        for number in sorted(siblings):
            self.doubles.setdefault(number.parts, []).append(number)
        self.doubles = {parts: row for parts, row in self.doubles.items() if len(row) > 1}
        self.twice_before: dict[Number, int] = {}
        """By proposed number, how often what has it there had one number before."""
        self.sources: dict[Number, list[tuple[str, Place | None]]] = {}
        """Who takes a proposed number: how the messages call it, and where it is said."""
        self.taken: dict[tuple[int, ...], list[int]] = {}
        """By stem, the proposed numbers that inserts and renumberings name."""
        self.heirs: dict[Number, Number] = {}
        """Whose place is taken by what comes, and the number that this has."""
        self.followers: dict[Hashable | None, Arrival] = {}
        self.fillers: dict[Number, Arrival] = {}
        self.shift = 0
        """How far the first numbers move on, because others come before all of them."""
        self.waiting: list[Number] = []
        """Siblings whose branches wait until it is known where they go."""
        self.seen: set[tuple[int, ...]] = set()
        """The proposed stems whose branches are numbered."""
        for old, move in moves.items():
            if move.to is not None:
                story = say(_STORIES[move.verb], name=name(old))
                self._take(move.to, story, move.place)
                continue
            mover = Arrival(
                token=_Mover(old),
                fills=move.fills,
                after=move.after,
                numbering=move.numbering,
                place=move.place,
                story=say("{name} is moved to it", name=name(old)),
            )
            if move.fills is not None:
                self.fillers[move.fills] = mover
            else:
                self.followers[move.after] = mover
        for arrival in arrivals:
            if arrival.fills is not None:
                self.fillers[arrival.fills] = arrival
            elif arrival.number is not None:
                self._arrive(arrival, arrival.number)
            elif arrival.after is not None:
                self.followers[arrival.after] = arrival
        for old, move in moves.items():
            if move.to is not None and (next_one := self.followers.get(old)) is not None:
                branch = next_one.numbering is Numbering.BRANCH and not move.to.branches
                self._chain(old, move.to.branch() if branch else move.to.next())

    def _take(self, number: Number, story: str, place: Place | None) -> None:
        self.sources.setdefault(number, []).append((story, place))
        self.taken.setdefault(number.stem, []).append(number.last)

    def _arrive(self, arrival: Arrival, number: Number) -> None:
        if isinstance(arrival.token, _Mover):
            self.stayed[arrival.token.old] = number
        else:
            self.arrived[arrival.token] = number
        self._take(number, arrival.story, arrival.place)

    def _chain(self, anchor: Hashable | None, free: Number) -> int:
        """Number what comes after ``anchor``, and what comes after that; gives how many."""
        count = 0
        while (arrival := self.followers.pop(anchor, None)) is not None:
            self._arrive(arrival, free)
            free, count = free.next(), count + 1
            anchor = arrival.token.old if isinstance(arrival.token, _Mover) else arrival.token
        return count

    def first(self) -> None:
        """Number what comes before all the others."""
        self.shift = self._chain(None, Number.of(1))

    def late(self) -> None:
        """Number the branches of siblings that went behind a branch; note what never lands."""
        for number in self.waiting:
            if number in self.stayed:
                self._branches(number)
        lost = sorted(old for old in self.moves if old not in self.stayed)
        if lost:
            names = say(" and ").join(self.name(number) for number in lost)
            self._problem(
                "move-circle",
                say("{names} would stand behind each other", names=names),
                say("name the number of one of them in `to`, or another provision in `after`"),
                max((self.moves[number].place for number in lost), key=str),
            )

    def group(self, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        """Number the siblings that share the stem ``old``, whose stem is now ``new``."""
        self.seen.add(new)
        waiting = sorted(set(self.taken.get(new, ())), reverse=True)
        shift = 0 if old else self.shift
        for number in self.groups.get(old, ()):
            # What comes at a lower number fills a gap that was there before.
            while waiting and waiting[-1] < number.last + shift:
                waiting.pop()
            here = Number((*new, number.last + shift))
            if number.parts in self.doubles and not self._leaves(number):
                # Before it is known who comes at its number, for that moves all that have it.
                moves_on = 0
                while waiting and waiting[-1] == number.last + shift + moves_on:
                    waiting.pop()
                    moves_on += 1
                shift += moves_on
                here = Number((*new, number.last + shift))
            if number.parts in self.doubles:
                self.twice_before[here] = len(self.doubles[number.parts])
            if number in self.missing:
                self.heirs[number] = here
            elif self._leaves(number):
                if number in self.fillers:
                    filler = self.fillers[number]
                    self._arrive(filler, here)
                    self.heirs[number] = here
                    if isinstance(filler.token, _Mover):
                        shift += self._chain(filler.token.old, here.next())
                elif waiting and waiting[-1] == here.last:
                    waiting.pop()
                    self.heirs[number] = here
                elif number.parts not in self.doubles:
                    shift -= 1
                else:
                    shift += self._double_leaves(number, here)
                    continue
            else:
                while waiting and waiting[-1] == number.last + shift:
                    waiting.pop()
                    shift += 1
                self._stay(number, Number((*new, number.last + shift)))
            shift += self._follow(number, Number((*new, number.last + shift + 1)))
        for number in self.groups.get(old, ()):
            self._branches(number)

    def _double_leaves(self, number: Number, here: Number) -> int:
        """How far the next ones move when one of several that have one number leaves.

        What comes behind it takes its place. They move up only when all of them are gone.
        """
        arrival = self.followers.get(number)
        follows = arrival is not None and arrival.numbering is not Numbering.BRANCH
        coming = self._chain(number, here) if follows and number not in self.moves else 0
        row = self.doubles[number.parts]
        if coming:
            return coming - 1
        gone = number == row[-1] and all(self._leaves(each) for each in row)
        return -1 if gone and here not in self.sources else 0

    def _stay(self, old: Number, new: Number) -> None:
        self.stayed[old] = new
        name = self.name(old)
        story = say("{name} keeps it", name=name)
        if new != old:
            story = say("{name} moves to it", name=name)
        self.sources.setdefault(new, []).append((story, None))

    def _follow(self, number: Number, free: Number) -> int:
        """Number what comes right after a sibling; how far this moves the next ones on."""
        arrival = self.followers.get(number)
        if arrival is None or number in self.moves:
            # What follows a sibling that moves follows it to where that goes.
            return 0
        if arrival.numbering is not Numbering.BRANCH:
            return self._chain(number, free)
        following = number.next()
        stands = following in self.groups[number.stem]
        if not number.branches or (stands and not self._leaves(following)):
            return 0  # It becomes a branch below the number itself.
        count = self._chain(number, free)
        return count if stands else 0

    def _leaves(self, number: Number) -> bool:
        return number in self.departures or number in self.moves

    def _branches(self, number: Number) -> None:
        """Number the branches of a sibling, which follow it wherever it goes."""
        target = self.stayed.get(number) or self.heirs.get(number)
        below = self.groups.get(number.parts, [])
        if (row := self.doubles.get(number.parts)) is not None:
            # Those of several that have one number stand behind the last one that stays.
            heirs = [each for each in row if each in self.stayed or each in self.heirs]
            below = below if number == (heirs or row)[-1] else []
        arrival = self.followers.get(number)
        if target is None and number in self.moves:
            if number not in self.waiting:
                self.waiting.append(number)
            return
        if target is None:
            self._orphans(number, [n for n in below if not self._leaves(n)], arrival)
            for gone in filter(self._leaves, below):
                if gone in self.fillers:
                    self._stemless(number, self.fillers[gone])
                self._branches(gone)
            return
        if arrival is not None:
            standing = [n for n in below if not self._leaves(n)]
            if standing:
                self._in_use(number, standing[-1], arrival)
            else:
                self._chain(number, target.branch())
        if below or target.parts in self.taken:
            self.group(number.parts, target.parts)

    def _orphans(self, number: Number, below: list[Number], arrival: Arrival | None) -> None:
        stories = [
            (
                say(
                    "{name} would be left without {stem}",
                    name=self.name(orphan),
                    stem=self.name(number),
                ),
                orphan,
            )
            for orphan in below
        ]
        for story, orphan in stories:
            self._problem(
                "branch-without-stem",
                story,
                say(
                    "renumber {name}, delete it too, or keep the number with `numbering: reserve`",
                    name=self.name(orphan),
                ),
                self.departures[number].place,
            )
            self.seen.add(orphan.stem)
        if arrival is not None:
            self._stemless(number, arrival)

    def _stemless(self, number: Number, arrival: Arrival) -> None:
        self._problem(
            "branch-without-stem",
            say("a branch of {name} would stand without {name}", name=self.name(number)),
            say(
                "keep the number of {name} with `numbering: reserve`, or insert with "
                "`numbering: shift`",
                name=self.name(number),
            ),
            arrival.place,
        )

    def _in_use(self, number: Number, last: Number, arrival: Arrival) -> None:
        self._problem(
            "number-in-use",
            say(
                "{name} has branches already, and with `numbering: branch` no number moves",
                name=self.name(number),
            ),
            say("insert after {name}, or use `numbering: shift`", name=self.name(last)),
            arrival.place,
        )

    def loose_branches(self) -> None:
        """Branches of a provision that is itself inserted, or is not there."""
        for stem in sorted(self.taken.keys() - self.seen, key=len):
            if len(stem) <= self.depth or Number(stem) in self.sources:
                continue
            for last in sorted(set(self.taken[stem])):
                number = Number((*stem, last))
                self._problem(
                    "branch-without-stem",
                    say(
                        "{name} would stand without {stem}",
                        name=self.name(number),
                        stem=self.name(Number(stem)),
                    ),
                    say("give it the number of a provision that is there, with -2 behind it"),
                    self.sources[number][0][1] or NOWHERE,
                )

    def twice(self) -> None:
        """Note the numbers that would stand twice."""
        for number, sources in sorted(self.sources.items()):
            if len(sources) > self.twice_before.get(number, 1):
                stories = sorted({story for story, _ in sources})
                self._problem(
                    "number-twice",
                    say(
                        "{name} would stand twice: {stories}",
                        name=self.name(number),
                        stories=say("; ").join(stories),
                    ),
                    say(
                        "let the inserts, deletions and renumberings agree, or leave the "
                        "renumbering out: it follows from the others"
                    ),
                    max((place for _, place in sources if place), key=str, default=NOWHERE),
                )

    def gaps(self, any_start: bool) -> None:
        """Note the gaps between the proposed numbers that were not there before."""
        known = self._old_gaps()
        by_stem: dict[tuple[int, ...], list[int]] = {}
        for number in self.sources:
            by_stem.setdefault(number.stem, []).append(number.last)
        for stem, lasts in by_stem.items():
            first = self._before_first(stem)
            before = min(lasts) - 1 if any_start and not stem else first
            for last in sorted(lasts):
                missing = [n for n in range(before + 1, last) if Number((*stem, n)) not in known]
                if missing:
                    self._missing(stem, before if before > first else None, last, missing)
                before = last

    def _old_gaps(self) -> set[Number]:
        """The free numbers between two siblings that had as many free numbers between them."""
        known: set[Number] = set()
        for stem, group in self.groups.items():
            before, at, passed = self._before_first(stem), None, 0
            for number in group:
                to = self.stayed.get(number)
                if number in self.missing:
                    continue
                if to is None:
                    doubles = self.doubles.get(number.parts, ())
                    stands = any(each in self.stayed for each in doubles)
                    passed += not (stands or (doubles and number != doubles[-1]))
                    continue
                start = self._before_first(to.stem) if at is None else at.last
                free = number.last - before - 1 - passed
                if free and (at is None or at.stem == to.stem):
                    between = (Number((*to.stem, n)) for n in range(start + 1, to.last))
                    open_now = [n for n in between if n not in self.sources]
                    known.update(open_now if len(open_now) <= free else ())
                before, at, passed = number.last, to, 0
        return known

    def _missing(
        self, stem: tuple[int, ...], before: int | None, last: int, missing: list[int]
    ) -> None:
        number = Number((*stem, last))
        named = say(", ").join(self.name(Number((*stem, n))) for n in missing[:3])
        if len(missing) > 3:
            named = say("{names} and more", names=named)
        following = self.name(number)
        message = say("{names} would be missing before {name}", names=named, name=following)
        if before is not None:
            message = say(
                "{names} would be missing between {first} and {second}",
                names=named,
                first=self.name(Number((*stem, before))),
                second=following,
            )
        self._problem(
            "number-missing",
            message,
            say(
                "the next number here is {name}; or keep deleted numbers with `numbering: reserve`",
                name=self.name(Number((*stem, missing[0]))),
            ),
            next((place for _, place in self.sources[number] if place), NOWHERE),
        )

    def _before_first(self, stem: tuple[int, ...]) -> int:
        """What stands before the first number: articles begin with 1, branches with 2."""
        return 1 if len(stem) > self.depth else 0

    def _problem(self, code: str, message: str, hint: str, place: Place) -> None:
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))
