"""Keep: references that stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import NO_DATES, WITHIN, Dates
from amendtool.articles.addresses import Address, AddressRange

KEEP: Final = Field("keep", RANGE, "Lets references to provisions stay as they are.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """References to these provisions stay as they are, or go on with the new ends of a range.

    It answers the question whether a range may take in a new provision, or a reference
    stay whose target is deleted. ``within`` as in :class:`Retarget`.
    """

    target: AddressRange
    within: Address | None = None
    dates: Dates = NO_DATES

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (KEEP, WITHIN)

    @classmethod
    def read(cls, given: Given) -> Keep | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, within = given[KEEP], given[WITHIN]
        return None if target is None else cls(target=target, within=within)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield KEEP(self.target)
        yield WITHIN(self.within)
