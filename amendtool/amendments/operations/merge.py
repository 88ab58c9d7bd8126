"""Merge: several articles become one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import ADDRESS, HEADING, RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange

MERGE: Final = Field("merge", RANGE, "Makes one article of several.")
INTO: Final = Field(
    "into", ADDRESS, "The proposed number of that article.", needed="the proposed article"
)
HEIR: Final = Field(
    "heir", ADDRESS, "The present article whose key, chapter and heading it has; else the first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The articles of ``target`` become one, with all their paragraphs in order.

    It has the number ``to`` in the proposed articles, and the key, the chapter and the
    heading of the present article ``heir``, unless ``heading`` gives another one.
    """

    target: AddressRange
    to: Address
    heir: Address
    heading: str | None = None
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (MERGE, INTO, HEIR, HEADING, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Merge | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, to, heir, heading = given[MERGE], given[INTO], given[HEIR], given[HEADING]
        if INTO not in given:
            given.need(INTO)
        if target is None or to is None or (HEIR in given and heir is None):
            return None
        for field, address in ((MERGE, target.first), (INTO, to), (HEIR, heir)):
            if address is not None and (address.level != "article" or address.heading):
                given.problem(
                    given.place(field), "merge-level",
                    f"{address.text(given.style)} is no article",
                    "only articles are merged, into an article",
                )  # fmt: skip
                return None
        return cls(target=target, to=to, heir=heir or target.first, heading=heading)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield MERGE(self.target)
        yield INTO(self.to)
        yield HEIR(self.heir)
        yield HEADING(self.heading)
