"""Renumber: provisions get other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import RANGE, RANGE_WITHIN
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates, in_block_of
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.numbers import Number
from amendtool.messages import later, say
from amendtool.values import dataclass

RENUMBER: Final = Field("renumber", RANGE, "Gives provisions other numbers.")
TO: Final = Field("to", RANGE_WITHIN, "The proposed numbers.", needed=later("the proposed numbers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """The provisions of ``target`` get the numbers of ``to``, in their order."""

    target: AddressRange
    to: AddressRange
    dates: Dates = NO_DATES
    remark: str | None = None
    lapsed: bool = False
    """Whether nothing that it named gets another number any more: it does nothing then. No file
    says it; it keeps the place of an operation of an amendment that was carried over."""

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (RENUMBER, TO, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Renumber | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target = given[RENUMBER]
        to = given.at(target.first.parent if target else None)[TO]
        if TO not in given:
            given.need(TO)
        if target is None or to is None:
            return None
        if target.first.heading or target.first.level is None:
            given.problem(
                given.place(RENUMBER),
                "renumber-level",
                say("{target} has no number", target=target.text(given.style)),
                say("name provisions with numbers"),
            )
            return None
        return cls(target=target, to=to)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield RENUMBER(self.target)
        yield TO(in_block_of(self.target, self.to))


# What it does to the present articles


def effects(at: OperationAt[Renumber], targets: Targets) -> Effects:
    """Which provision gets which number."""
    operation = at.operation
    if operation.lapsed:
        return Effects()
    first, to_first = operation.target.first, operation.to.first
    said, said_to = operation.target.text(targets.style), operation.to.text(targets.style)
    if to_first.parent != first.parent or to_first.level != first.level:
        return refused(
            at.problem(
                "to",
                "renumber-elsewhere",
                say("{to} stands elsewhere than {target}", to=said_to, target=said),
                say(
                    "a renumbering stays at its level and place; name the present {place} in "
                    "`to` as well",
                    place=targets.name(first.parent) or say("articles"),
                ),
            )
        )
    if to_first.number.unprinted:
        return refused(
            at.problem(
                "to",
                "number-none",
                say("{to} is the place of what has no number", to=said_to),
                say("name a number, or delete it and insert it where it is to stand"),
            )
        )
    if ends := targets.ends_missing(operation.target, at, "renumber"):
        return refused(*ends)
    present = [address.number for address in targets.provisions(operation.target)]
    if not present:
        return Effects()
    stay = targets.numbering is Numbering.STAY
    proposed = pairs(present, operation.target, operation.to, said=stay)
    if proposed is None:
        return refused(
            at.problem(
                "to",
                "renumber-length",
                say(
                    "{target} and {to} are not equally many: there are {count} to renumber",
                    target=said,
                    to=said_to,
                    count=len(present),
                ),
                say(
                    "expected {expected}",
                    expected=expected(present, operation.to).text(targets.style),
                ),
            )
        )
    # A section may keep its number, while its Article gets another one.
    may_stay = targets.style.numbered_in_chapters and first.level == "article"
    moves: dict[Address, tuple[Number, OperationAt[Renumber]]] = {}
    for old, new in proposed:
        same = old.parts == new.parts if stay else old == new
        same = same or operation.target == operation.to
        if same and not may_stay:
            stays = at.problem(
                "to",
                "no-change",
                say("{name} has this number already", name=targets.name(first.at(old))),
                say("leave it out"),
            )
            return Effects(moves=moves, placed=dict.fromkeys(moves, at), problems=(stays,))
        moves[first.at(old)] = (new, at)
    return Effects(moves=moves, placed=dict.fromkeys(moves, at))


def pairs(
    present: Sequence[Number], target: AddressRange, to: AddressRange, *, said: bool = False
) -> list[tuple[Number, Number]] | None:
    """The present and the proposed number of each provision; None when they do not match.

    Where every number is ``said``, it is told which of several that have one it will be.

    ``present`` are the numbers in the range ``target``. A branch number that follows its stem
    is not listed.
    """
    if said and len(present) == 1 and to.first == to.last:
        return [(present[0], to.first.number)]  # it may say which of several it will be
    return _in_step(present, target, to) or _in_order(present, to)


def expected(present: Sequence[Number], to: AddressRange) -> AddressRange:
    """The range that ``to`` should be, so that each of ``present`` gets a number."""
    first = to.first
    last = first.number.last + len(present) - 1
    return AddressRange(first, first.at(Number((*first.number.stem, last))))


def _in_step(
    present: Sequence[Number], target: AddressRange, to: AddressRange
) -> list[tuple[Number, Number]] | None:
    """Every number moved by the same step, so that old gaps stay; branches follow their stem."""
    first, last = target.first.number, target.last.number
    to_first, to_last = to.first.number, to.last.number
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


def _in_order(present: Sequence[Number], to: AddressRange) -> list[tuple[Number, Number]] | None:
    """The numbers of ``to`` one by one, when they are as many."""
    to_first, to_last = to.first.number, to.last.number
    if to_first.stem != to_last.stem or to_last.last - to_first.last + 1 != len(present):
        return None
    return [
        (number, Number((*to_first.stem, to_first.last + position)))
        for position, number in enumerate(present)
    ]
