"""Renumberings that only say what follows: counted anew for the articles that stand there.

Who inserts Article 8 may say as well that Articles 8 to 35 become 9 to 36, as a notice does.
That is no intent of its own: the numbers move without it. So where others have deleted one of
them since, or put one between them, the range takes in what stands there now. A renumbering that
says more, such as another order or a gap, is meant, and is carried over like anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.places import Lost, Places, members
from amendtool.amendments.operations import Numbering, Operation, Renumber
from amendtool.amendments.operations.renumber import pairs
from amendtool.articles.addresses import Address, AddressRange, Spot, find, siblings
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnew:
    """A renumbering that follows from the rest, as it is written and as it is counted now.

    ``after`` is None where nothing that it named gets another number any more.
    """

    operation: int
    before: Renumber
    after: Renumber | None


def consequences(charter: Charter, amendment: Amendment, style: DraftingStyle) -> frozenset[int]:
    """The positions of the renumberings without which the amendment proposes the same articles.

    ``charter`` is what they are written for, and the amendment can be applied to it.
    """
    operations = amendment.operations
    found = {index for index, each in enumerate(operations) if isinstance(each, Renumber)}
    if not found or len(found) == len(operations) or amendment.numbering is Numbering.STAY:
        return frozenset()
    literal = replace(amendment, follow=False)
    proposed = apply(charter, literal, style).proposed

    def follow(without: set[int]) -> bool:
        lapsing = replace(literal, operations=lapsed(operations, without))
        try:
            return apply(charter, lapsing, style).proposed == proposed
        except AmendtoolError:
            return False

    if follow(found):
        return frozenset(found)
    some: set[int] = set()
    for index in sorted(found):
        if follow(some | {index}):
            some.add(index)
    return frozenset(some)


def lapsed(
    operations: Sequence[Operation], which: set[int] | frozenset[int]
) -> tuple[Operation, ...]:
    """The operations, of which those renumberings do nothing; all keep their positions."""
    return tuple(
        replace(each, lapsed=True) if index in which and isinstance(each, Renumber) else each
        for index, each in enumerate(operations)
    )


def counted(
    written: Amendment, which: frozenset[int], places: Places, here: Application
) -> tuple[CountedAnew, ...]:
    """What each of these renumberings has to say, where ``here`` is made without them.

    One whose provisions are all gone says nothing. What has come among them since joins, also at
    the ends, unless another of them names it.
    """
    found: dict[int, CountedAnew] = {}
    taken: set[Address] = set()
    for index in sorted(which, key=lambda each: _place(written.operations[each])):
        operation = written.operations[index]
        assert isinstance(operation, Renumber)
        after = _counted(operation, places, here, taken)
        found[index] = CountedAnew(operation=index, before=operation, after=after)
        if after is not None:
            taken.update(members(places.now, after.target))
    return tuple(found[index] for index in sorted(found))


def _place(operation: Operation) -> Number:
    assert isinstance(operation, Renumber)
    return operation.target.first.number


def _counted(
    operation: Renumber, places: Places, here: Application, taken: set[Address]
) -> Renumber | None:
    """The renumbering for what stands there now."""
    first = operation.target.first
    named = _standing(members(places.then, operation.target), places)
    beside = _standing([first.at(each) for each in siblings(places.then, first)], places)
    if not named:
        return None
    row = [named[0].at(each) for each in siblings(places.now, named[0])]
    moves = _moves(row, here)
    at = [n for n, each in enumerate(row) if each in moves and each in named and each not in taken]
    if not at:
        return None

    def joins(position: int) -> bool:
        each = row[position]
        return each in moves and each not in beside and each not in taken

    start, end = at[0], at[-1]
    while start and joins(start - 1):
        start -= 1
    while end + 1 < len(row) and joins(end + 1):
        end += 1
    return _said(operation, row[start : end + 1], moves)


def _standing(addresses: Sequence[Address], places: Places) -> list[Address]:
    """Where those provisions of the base that are not gone stand now."""
    found = []
    for each in addresses:
        with suppress(Lost):
            found.append(places.present(each))
    return found


def _moves(row: Sequence[Address], here: Application) -> dict[Address, Number]:
    """The provisions of a row that get another number, each with that."""
    return {
        each: number
        for each in row
        if (number := _proposed(each, here)) is not None and number.parts != each.number.parts
    }


def _proposed(address: Address, here: Application) -> Number | None:
    """The number that a provision gets in its row; None where it leaves it."""
    if address.level == "chapter":
        chapter = find(here.present, address)
        assert isinstance(chapter, Chapter)
        return next((c.number for c in here.proposed.chapters if c.key == chapter.key), None)
    at = replace(address, paragraph=None, items=())
    article = find(here.present, at)
    if not isinstance(article, Article):
        return None
    if address == at:
        made = here.proposed.by_key().get(article.key)
        return None if made is None else made.number
    spot = here.kept.get(Spot(key=article.key, paragraph=address.paragraph, items=address.items))
    return None if spot is None else spot.number


def _said(
    operation: Renumber, run: Sequence[Address], moves: Mapping[Address, Number]
) -> Renumber | None:
    """The longest renumbering from the beginning of a run that says what follows there.

    What is left unsaid follows all the same.
    """
    depth = len(operation.target.first.number.parts)
    while run and (run[0] not in moves or len(run[0].number.parts) != depth):
        run = run[1:]
    for end in range(len(run), 0, -1):
        if (last := run[end - 1]) not in moves:
            continue
        first = run[0]
        with suppress(ValueError):
            target = AddressRange(first, last)
            to = AddressRange(first.at(moves[first]), last.at(moves[last]))
            numbers = [each.number for each in run[:end]]
            found = pairs(numbers, target, to) or ()
            wanted = {each.number: moves.get(each) for each in run[:end]}
            if found and all(wanted[old] == new for old, new in found):
                return replace(operation, target=target, to=to)
    return None
