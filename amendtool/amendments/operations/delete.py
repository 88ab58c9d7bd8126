"""Delete: provisions go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import COMMON, NO_DATES, NUMBERING, Dates, Numbering
from amendtool.articles.addresses import AddressRange

DELETE: Final = Field("delete", RANGE, "Takes provisions away.")


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

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (DELETE, NUMBERING, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Delete | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, numbering = given[DELETE], given[NUMBERING]
        return None if target is None else cls(target=target, numbering=numbering)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield DELETE(self.target)
        yield NUMBERING(self.numbering)
