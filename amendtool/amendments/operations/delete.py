"""Delete: provisions go."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates, Numbering
from amendtool.articles.addresses import AddressRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The provisions of ``target`` go, or leave a placeholder, as ``numbering`` says.

    A chapter goes with its articles; the heading of a chapter goes alone, and its articles
    join the chapter or section before.
    """

    target: AddressRange
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None
