"""Split: an article becomes several."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the articles that an article is split into.

    ``at`` is its number in the proposed articles, ``holds`` are the paragraphs, present
    addresses, that it takes. ``key`` belongs to the parts that are new.
    """

    at: Address
    holds: AddressRange
    key: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The article ``target`` becomes several; the part at ``heir`` keeps its key."""

    target: Address
    parts: tuple[Part, ...]
    heir: Address
    dates: Dates = NO_DATES
    remark: str | None = None
