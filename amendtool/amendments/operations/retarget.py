"""Retarget: what becomes of references to a provision."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Retarget:
    """References to a present provision become references to a proposed one.

    It answers the question what becomes of a reference whose target is deleted. With
    ``within`` it holds only for what stands in that present provision.
    """

    target: Address
    to: Address
    within: Address | None = None
    dates: Dates = NO_DATES
