"""Which operations of an amendment are in force on a day: they may have days of their own."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.places import members
from amendtool.amendments.in_force.beside import Counted
from amendtool.amendments.operations import (
    Delete,
    Keep,
    Operation,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Retarget,
)
from amendtool.articles.addresses import Address, address_of_article, find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.styles import DraftingStyle


def early_operations(amendment: Amendment, day: datetime.date, counted: Counted) -> tuple[int, ...]:
    """The operations of an amendment not in force yet that are in force on a day by themselves."""
    return tuple(
        at
        for at, each in enumerate(amendment.operations)
        if not isinstance(each, Retarget | Keep)
        and each.dates.effective not in (None, amendment.effective)
        and (begins := counted(each.dates.effective)) is not None
        and begins <= day
    )


def pending_operations(
    amendment: Amendment, day: datetime.date, counted: Counted
) -> dict[int, Operation]:
    """The operations of an amendment in force that take effect later, by their places."""
    found: dict[int, Operation] = {}
    for at, operation in enumerate(amendment.operations):
        if isinstance(operation, Retarget | Keep):
            continue
        effective = operation.dates.effective
        if effective in (None, amendment.effective):
            continue
        begins = counted(effective)
        if begins is None or begins > day:
            found[at] = operation
    return found


def former_operations(
    amendment: Amendment, day: datetime.date, counted: Counted
) -> dict[int, Operation]:
    """The operations in force of which the former text stays in force for some cases."""
    found: dict[int, Operation] = {}
    pending = pending_operations(amendment, day, counted)
    for at, operation in enumerate(amendment.operations):
        if isinstance(operation, Retarget | Keep) or at in pending:
            continue
        dates = operation.dates
        if dates.overlap is None:
            continue
        until = None if dates.overlap_until is None else counted(dates.overlap_until)
        if until is None or until >= day:
            found[at] = operation
    return found


def leaves_beside(amendment: Amendment, day: datetime.date, counted: Counted) -> bool:
    """Whether an amendment in force leaves anything on a day that is not simply in force."""
    return bool(
        pending_operations(amendment, day, counted) or former_operations(amendment, day, counted)
    )


def changes_words_alone(operation: Operation) -> bool:
    """Whether an operation leaves every number and place as it is."""
    if isinstance(operation, Replace):
        return operation.holds is None and operation.mark is None
    return isinstance(operation, ReplacePhrase | ReplaceThroughout)


def words_in_force(
    amendment: Amendment,
    charter: Charter,
    pending: Mapping[int, Operation],
    style: DraftingStyle,
) -> Amendment:
    """The part of an amendment that leaves the words in force, under the numbers of the whole.

    The words that are pending stay as they are, and what comes and goes later is numbered as on
    its day. A citation that is turned to another provision because the one that it means goes,
    is turned when that one goes. Raises as applying does.
    """
    rest = replace(
        amendment,
        operations=tuple(
            each
            for at, each in enumerate(amendment.operations)
            if not (at in pending and changes_words_alone(each))
        ),
    )
    going = {
        place
        for each in pending.values()
        if isinstance(each, Delete)
        for place in members(charter, each.target)
    }
    answers = [
        each
        for each in rest.operations
        if isinstance(each, Retarget) and _stands_in(each.target, going)
    ]
    if not answers:
        return rest
    left = apply(charter, amendment, style).proposed
    operations: list[Operation] = []
    for each in rest.operations:
        if isinstance(each, Retarget) and each in answers:
            there = _under_its_number(each.target, charter, left)
            operations += [] if there is None else [replace(each, to=there)]
        else:
            operations.append(each)
    return replace(rest, operations=tuple(operations))


def _under_its_number(place: Address, charter: Charter, left: Charter) -> Address | None:
    """A paragraph or item that is to go under its number in its article, as that is numbered now.

    None where nothing has this number any more; a citation of it stays as it is then.
    """
    article = find(charter, replace(place, paragraph=None, items=()))
    if not isinstance(article, Article) or place.paragraph is None:
        return None
    if article.key not in left.by_key():
        return None
    home = address_of_article(left, article.key)
    there = replace(home, paragraph=place.paragraph, items=place.items)
    return there if find(left, there) is not None else None


def _stands_in(place: Address, going: Collection[Address]) -> bool:
    while place.level in ("paragraph", "item") and place not in going:
        place = place.parent
    return place in going
