"""Replace a phrase throughout: in a range of provisions, in a chapter, or in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, Wide, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.apply.throughout import occurrences, outwards, texts_at
from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Kind, Written
from amendtool.amendments.file.scalars import scalar
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.amendments.operations.phrase import (
    COUNT,
    EXCEPT,
    FIND,
    REPLACE,
    SUBSTITUTE,
    ReplacePhrase,
    with_words,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
    ancestors,
)
from amendtool.articles.charter import tidy
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import as_it_stands, only_differs
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

EVERYTHING: Final = AddressRange(Address(), Address())
"""The range of all provisions, the supplementary ones too."""
_EVERYTHING: Final = compiled(
    r"all\s+provisions|(?:全て|すべて)の(?:規定|条文|条項)|全(?:規定|条文|条項)", re.IGNORECASE
)


def _read(given: Given, name: str) -> AddressRange | None:
    if _EVERYTHING.fullmatch(given.line(name) or ""):
        return EVERYTHING
    return RANGE.read(given, name)


def where(target: AddressRange, style: DraftingStyle) -> str:
    """The range as it is written: an address, a range of them, or ``all provisions``."""
    if target != EVERYTHING:
        return target.text(style)
    return "全ての規定" if style.language == "ja" else "all provisions"


WHERE: Final = REPLACE.of(
    Kind[AddressRange](
        read=_read, write=lambda value, style: scalar(where(value, style)), schema=RANGE.schema
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceThroughout:
    """``find`` becomes ``substitute`` wherever it stands in ``target``, headings included.

    In a script with spaces between its words it is found as whole words alone. What another
    operation replaces or deletes, or changes by a phrase of its own, is left to that one; of two
    phrases the longer one counts where it holds the other. Where ``spared`` names them provisions
    keep it. With ``count`` it has to stand in the others exactly so often, else at least once.
    """

    target: AddressRange
    find: str
    substitute: str
    count: int | None = None
    spared: tuple[AddressRange, ...] = ()
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (
        WHERE, FIND, SUBSTITUTE, COUNT, EXCEPT, *COMMON,
    )  # fmt: skip

    @classmethod
    def read(cls, given: Given) -> ReplacePhrase | ReplaceThroughout | None:
        """The operation that the file gives, or None after its mistakes are noted.

        Where it names one provision it is handed on.
        """
        target = given[WHERE]
        if target is not None and not _is_wide(target):
            return ReplacePhrase.read(given)
        find, words = given[FIND], with_words(given)
        spared = given[EXCEPT] or ()
        if target is None or find is None or words is None:
            return None
        substitute, count = words
        return cls(target=target, find=find, substitute=substitute, count=count, spared=spared)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield WHERE(self.target)
        yield FIND(self.find)
        yield SUBSTITUTE(self.substitute)
        yield COUNT(self.count)
        yield EXCEPT(self.spared or None)


def _is_wide(target: AddressRange) -> bool:
    first = target.first
    return first != target.last or (first.level in ("chapter", None) and not first.heading)


# What it does to the present articles


def effects(at: OperationAt[ReplaceThroughout], targets: Targets, others: Effects) -> Effects:
    """Which texts one operation changes, beside those that ``others`` take in hand."""
    if problems := _missing(at, targets):
        return refused(*problems)
    covers = frozenset(covered(at.operation.target, targets))
    spared = frozenset(spared_by(at.operation, targets))
    wide = Wide(at=at, covers=covers, spared=spared)
    find = targets.style.joined(tidy(at.operation.find).split("\n"))
    touched = dict.fromkeys(
        address
        for address, _, text in texts_at(targets.charter)
        if wide.acts_on(outwards(address))
        and not _taken(address, others)
        and occurrences(text, find, whole_words=True)
    )
    if not touched:
        there = (
            as_it_stands(find, text)
            for address, _, text in texts_at(targets.charter)
            if wide.acts_on(outwards(address)) and not _taken(address, others)
        )
        other = next((each for each in there if each not in (None, find)), None)
        if other is not None:
            return refused(
                at.problem(
                    "find",
                    "phrase-not-found",
                    say(
                        "{find!r} does not stand in {where}; {other!r} does: {difference}",
                        find=find,
                        where=where(at.operation.target, targets.style),
                        other=other,
                        difference=only_differs(find, other),
                    ),
                    say("copy the words from `amendtool show`"),
                )
            )
    return Effects(wide=(wide,), touched=tuple((address, at) for address in touched))


def _taken(address: Address, others: Effects) -> bool:
    whole = (others.deletes, others.reserves, others.replaces, others.headings)
    return any(outer in table for outer in ancestors(address) for table in whole)


def _missing(at: OperationAt[ReplaceThroughout], targets: Targets) -> tuple[Problem, ...]:
    found: list[Problem] = []
    named = [("replace", at.operation.target), *(("except", each) for each in at.operation.spared)]
    for field, target in named:
        if target == EVERYTHING:
            continue
        if target.first.level is not None or targets.absent(target.first):
            found += targets.ends_missing(target, at, field)
    return tuple(found)


def spared_by(operation: ReplaceThroughout, targets: Targets) -> Iterator[Address]:
    """The provisions that an operation names as exceptions, and the headings of these."""
    for each in operation.spared:
        if each.first.heading:
            yield each.first
        else:
            yield from covered(each, targets)


def covered(target: AddressRange, targets: Targets) -> Iterable[Address]:
    """The provisions that are named, and the headings of those that have one."""
    charter = targets.charter
    if target == EVERYTHING:
        named = [address_of_chapter(charter, each.key) for each in charter.chapters]
        named += [address_of_article(charter, each.key) for each in charter.every_article()]
    else:
        named = list(targets.provisions(target, everything=True))
        named += [each for chapter in named for each in targets.inside(chapter)]
    for address in named:
        yield address
        if address.level in ("article", "chapter"):
            yield replace(address, heading=True)
