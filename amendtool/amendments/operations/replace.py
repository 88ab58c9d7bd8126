"""Replace: a provision, or a heading, gets a new text."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Paragraph, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """A new text for the whole provision, or a new heading; the key and the number stay.

    For a chapter, ``holds`` says which articles, in proposed numbers, stand in it and in its
    sections; what stood in it before them goes to the chapter before, what stood behind
    them to the next one.
    """

    target: Address
    heading: str | None = None
    drop_heading: bool = False
    body: tuple[Paragraph, ...] | None = None
    status: Status = Status.TEXT
    holds: AddressRange | None = None
    expects: str | None = None
    """The present text that is to be replaced; when it is not there, the base is stale."""
    dates: Dates = NO_DATES
    remark: str | None = None
