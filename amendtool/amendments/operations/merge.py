"""Merge: several articles become one."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange


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
