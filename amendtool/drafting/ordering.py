"""The operations of a drafted amendment as a drafter writes them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from amendtool.amendments.operations import (
    Delete,
    Insert,
    Numbering,
    Operation,
    Renumber,
)
from amendtool.articles.addresses import Address, AddressRange


def _plain(operation: Operation) -> Operation:
    """The operation without a numbering policy that goes without saying."""
    if isinstance(operation, Insert | Delete) and operation.numbering is Numbering.SHIFT:
        return replace(operation, numbering=None)
    return operation


def in_order(
    operations: Iterable[Operation], adjoin: Callable[[Address, Address], bool]
) -> list[Operation]:
    """Chapters, then the articles by their numbers; deletions of neighbours as ranges.

    ``adjoin`` says whether nothing stands between two present provisions, no branch either.
    """
    ordered = sorted(map(_plain, operations), key=_position)
    found: list[Operation] = []
    for operation in ordered:
        last = found[-1] if found else None
        if (
            isinstance(operation, Delete)
            and isinstance(last, Delete)
            and _joins(last, operation, adjoin)
        ):
            found[-1] = Delete(
                target=AddressRange(last.target.first, operation.target.last),
                numbering=last.numbering,
            )
        else:
            found.append(operation)
    return found


def _joins(one: Delete, other: Delete, adjoin: Callable[[Address, Address], bool]) -> bool:
    end, start = one.target.last, other.target.first
    return (
        one.numbering == other.numbering
        and not end.heading
        and end.level == start.level != "chapter"
        and end.parent == start.parent
        and not (end.number.branches or start.number.branches)
        and end.number.main + 1 == start.number.main
        and adjoin(end, start)
    )


def _position(operation: Operation) -> tuple[object, ...]:
    target = operation.target
    address = target if isinstance(target, Address) else target.first
    kinds: tuple[type, ...] = (Renumber, Delete, Insert)
    return (
        address.level != "chapter",
        address.supplementary,
        address.article is not None or address.paragraph is not None,
        address.chapters if address.level == "chapter" else (),
        address.article.parts if address.article else (),
        isinstance(operation, Delete) and address.level == "paragraph",
        not address.heading,
        kinds.index(type(operation)) if type(operation) in kinds else len(kinds),
        address.paragraph.parts if address.paragraph else (),
        tuple(number.parts for number in address.items),
    )
