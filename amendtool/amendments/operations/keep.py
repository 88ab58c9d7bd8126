"""Keep: references that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """References to these provisions stay as they are, or go on with the new ends of a range.

    It answers the question whether a range may take in a new provision, or a reference
    stay whose target is deleted. ``within`` as in :class:`Retarget`.
    """

    target: AddressRange
    within: Address | None = None
    dates: Dates = NO_DATES
