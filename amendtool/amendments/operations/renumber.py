"""Renumber: provisions get other numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE, RANGE_WITHIN
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import AddressRange

RENUMBER: Final = Field("renumber", RANGE, "Gives provisions other numbers.")
TO: Final = Field("to", RANGE_WITHIN, "The proposed numbers.", needed="the proposed numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """The provisions of ``target`` get the numbers of ``to``, in their order."""

    target: AddressRange
    to: AddressRange
    dates: Dates = NO_DATES
    remark: str | None = None

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
                given.place(RENUMBER), "renumber-level",
                f"{target.text(given.style)} has no number", "name provisions with numbers",
            )  # fmt: skip
            return None
        return cls(target=target, to=to)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield RENUMBER(self.target)
        yield TO(self.to)
