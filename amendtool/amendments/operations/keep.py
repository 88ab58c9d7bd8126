"""Keep: references that stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import NO_DATES, WITHIN, Dates
from amendtool.amendments.operations.phrase import FIND
from amendtool.articles.addresses import Address, AddressRange, ancestors
from amendtool.values import dataclass

KEEP: Final = Field(
    "keep",
    RANGE,
    "Lets references to provisions stay as they are; with `find` those words in a provision.",
)
WORDS: Final = replace(
    FIND, about="The words of a reference, in the proposed provision that `keep` names."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """References to these provisions stay as they are, or go on with the new ends of a range.

    It answers the question whether a range may take in a new provision, or a reference
    stay whose target is deleted. ``within`` as in :class:`Retarget`.

    With ``find`` these words stay, whatever they cite: ``target`` then says where in the
    proposed articles they stand. So every question about a reference has an answer, also where
    no address says what is cited; and a reference that would follow stays as it is written.
    """

    target: AddressRange
    within: Address | None = None
    find: str | None = None
    dates: Dates = NO_DATES

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (KEEP, WORDS, WITHIN)

    def covers(self, target: Address) -> bool:
        """Whether a provision is one of those that it names, or stands in one."""
        first, last = self.target.first, self.target.last
        for outer in tuple(ancestors(target)) or (target,):
            if outer.level is None:  # the preamble, the supplementary provisions: one of a kind
                if outer == first:
                    return True
            elif outer.level == first.level and outer.parent == first.parent:
                return first.number <= outer.number <= last.number
        return False

    @classmethod
    def read(cls, given: Given) -> Keep | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, within, find = given[KEEP], given[WITHIN], given[WORDS]
        return None if target is None else cls(target=target, within=within, find=find)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield KEEP(self.target)
        yield WORDS(self.find)
        yield WITHIN(self.within)
