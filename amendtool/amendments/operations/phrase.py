"""Replace a phrase: some words of a provision become others."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePhrase:
    """``find`` becomes ``substitute`` inside one provision, exactly ``count`` times."""

    target: Address
    find: str
    substitute: str
    count: int = 1
    dates: Dates = NO_DATES
    remark: str | None = None
