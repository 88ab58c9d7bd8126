"""Delete: provisions go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import replace
from amendtool.amendments.operations.common import COMMON, NO_DATES, NUMBERING, Dates
from amendtool.amendments.operations.replace import Replace
from amendtool.articles.addresses import Address, AddressRange
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass

DELETE: Final = Field("delete", RANGE, "Takes provisions away.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The provisions of ``target`` go, or leave a placeholder, as ``numbering`` says.

    A chapter goes with its articles; the heading of a chapter goes alone, and its articles
    join the chapter or section before.
    """

    target: AddressRange
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (DELETE, NUMBERING, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Delete | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, numbering = given[DELETE], given[NUMBERING]
        return None if target is None else cls(target=target, numbering=numbering)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield DELETE(self.target)
        yield NUMBERING(self.numbering)


# What it does to the present articles


def effects(at: OperationAt[Delete], targets: Targets) -> Effects:
    """What one deletion does; a chapter goes with everything in it."""
    operation = at.operation
    first = operation.target.first
    if first.heading:
        gone = targets.missing(first, at, "delete")
        return refused(gone) if gone else _heading(at, targets)
    problems: list[Problem] = []
    closes = (Numbering.SHIFT, Numbering.STAY)
    keeps = (operation.numbering or targets.numbering) not in closes
    if keeps and first.level not in ("article", "chapter"):
        # The policy of the amendment is meant for its articles; said here, it is a mistake.
        if operation.numbering is not None:
            problems.append(
                at.problem(
                    "numbering",
                    "numbering-level",
                    say(
                        "{name} leaves no placeholder; what follows it closes up",
                        name=targets.name(first),
                    ),
                    say(
                        "leave `numbering` out, or replace its text by {reserved_label}",
                        reserved_label=targets.style.reserved_label,
                    ),
                )
            )
        keeps = False
    if keeps and first.level == "article" and first.number.unprinted:
        keeps = False  # there is no number to keep
    ends = targets.ends_missing(operation.target, at, "delete")
    going = {
        each: at
        for address in (() if ends else targets.provisions(operation.target, everything=True))
        for each in (address, *targets.inside(address))
    }
    # What has no number has none to keep.
    staying = {each for each in going if keeps and not _unnumbered(each)}
    return Effects(
        deletes={each: at for each in going if each not in staying},
        reserves={each: at for each in going if each in staying},
        touched=tuple(going.items()),
        problems=(*problems, *ends),
    )


def _unnumbered(address: Address) -> bool:
    return address.level == "article" and address.number.unprinted


def _heading(at: OperationAt[Delete], targets: Targets) -> Effects:
    """The heading of a chapter goes with the chapter itself, whose articles stay."""
    heading = at.operation.target.first
    owner = heading.parent
    if owner.level == "chapter":
        return Effects(deletes={owner: at}, dissolved={owner: at}, touched=((owner, at),))
    dropped = Replace(target=heading, drop_heading=True)
    return replace.effects(OperationAt(at.index, dropped), targets)


def placeholders_taken(
    at: OperationAt[object], addresses: Iterable[Address]
) -> dict[Address, OperationAt[Delete]]:
    """The deletions of placeholders whose places another operation takes."""
    return {
        each: OperationAt(
            at.index, Delete(target=AddressRange(each, each), numbering=Numbering.SHIFT)
        )
        for each in addresses
    }
