"""Move: provisions go to another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE, RANGE_WITHIN, named
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import (
    CHAPTER,
    COMMON,
    NO_DATES,
    NUMBERING,
    Dates,
    Numbering,
)
from amendtool.articles.addresses import Address, AddressRange

MOVE: Final = Field("move", RANGE, "Puts provisions to another place.")
TO: Final = Field("to", RANGE_WITHIN, "The proposed numbers of what moves.")
AFTER: Final = Field("after", RANGE_WITHIN, "The present provision that it goes behind.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The provisions of ``target`` go to another place and stay what they are.

    Either ``to`` names it: the last numbers are those in the proposed articles, what stands
    before them is a present address. Or they go behind ``after``, a present address. A
    chapter takes its articles along.
    """

    target: AddressRange
    to: AddressRange | None = None
    after: Address | None = None
    chapter: Address | None = None
    """The chapter, in proposed numbers, where an article lands; as in an insertion."""
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (MOVE, TO, AFTER, CHAPTER, NUMBERING, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Move | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, chapter, numbering = given[MOVE], given[CHAPTER], given[NUMBERING]
        beside = given.at(target.first.parent if target else None)
        to, after = beside[TO], beside[AFTER]
        if TO not in given and AFTER not in given:
            given.missing(
                TO, "`move` needs `to` or `after`, the place where it lands",
                "`to` names its proposed number, `after` the present provision before it",
            )  # fmt: skip
            return None
        given.belongs(TO not in given, "`to`", AFTER)
        if target is None or (TO in given and to is None):
            return None
        first = target.first
        if first.heading or first.level is None:
            given.problem(
                given.place(MOVE), "move-level",
                f"{target.text(given.style)} has no place of its own",
                "name provisions with numbers",
            )  # fmt: skip
            return None
        in_chapter = first.level == "article" and not first.supplementary
        given.belongs(in_chapter, named(first, given.style), CHAPTER)
        if to is None and (after is None or after.first != after.last):
            if after is not None:
                given.problem(
                    given.place(AFTER), "address-unclear",
                    f"{after.text(given.style)} are several provisions",
                    "name the one that it lands behind",
                )  # fmt: skip
            return None
        return cls(
            target=target,
            to=to,
            after=after.first if to is None and after is not None else None,
            chapter=chapter,
            numbering=numbering,
        )

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield MOVE(self.target)
        if self.to is not None:
            yield TO(self.to)
        elif self.after is not None:
            yield AFTER(AddressRange(self.after, self.after))
        yield CHAPTER(self.chapter)
        yield NUMBERING(self.numbering)
