"""Renumber: provisions get other numbers."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import AddressRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """The provisions of ``target`` get the numbers of ``to``, in their order."""

    target: AddressRange
    to: AddressRange
    dates: Dates = NO_DATES
    remark: str | None = None
