"""Move: provisions go to another place."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates, Numbering
from amendtool.articles.addresses import Address, AddressRange


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
