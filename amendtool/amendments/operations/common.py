"""What several operations have in common."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from amendtool.amendments.file.addresses import ADDRESS, CHAPTER_OR_NONE, RANGE
from amendtool.amendments.file.fields import (
    ANY_TEXT,
    DATE,
    LINE,
    NOTE,
    Field,
    Kind,
    Written,
    choice,
    wordless,
)
from amendtool.amendments.file.scalars import quoted
from amendtool.amendments.file.texts import PROVISION_TEXT
from amendtool.amendments.numbering import Numbering


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates that one operation may carry besides those of the amendment."""

    effective: datetime.date | None = None
    delete_on: datetime.date | None = None
    delete_when: str | None = None
    """In words, the event with which the provision goes, where no day is known."""

    def written(self) -> Iterator[Written]:
        """What the file says of them."""
        yield EFFECTIVE(self.effective)
        yield DELETE_ON(self.delete_on)
        yield DELETE_WHEN(self.delete_when)


NO_DATES = Dates()

TEXT: Final = Field(
    "text",
    PROVISION_TEXT,
    "The text, as in a clause file; empty in place of a heading that goes.",
    words=True,
)
MARK: Final = Field(
    "mark",
    Kind[str](
        read=lambda given, name: given.line(name, empty=True),
        write=lambda value, _: quoted(value),
        schema=ANY_TEXT,
        shape=wordless,
    ),
    "How its number is printed, as it stands in print; empty where it prints none.",
    words=True,
)
CHAPTER: Final = Field(
    "chapter",
    CHAPTER_OR_NONE,
    "The chapter or section, in proposed numbers, that it stands in; none is before all of them.",
)
HOLDS: Final = Field(
    "articles", RANGE, "The articles, in proposed numbers, that stand in the chapter."
)
NUMBERING: Final = Field(
    "numbering",
    choice(Numbering),
    "What happens to the other numbers: they close up (shift), or stay (branch, reserve).",
)
WITHIN: Final = Field("in", ADDRESS, "The provision whose references alone are meant.")

EFFECTIVE: Final = Field("effective", DATE, "The day on which it takes effect.")
DELETE_ON: Final = Field("delete_on", DATE, "The day on which the provision is deleted again.")
DELETE_WHEN: Final = Field(
    "delete_when", LINE, "The event with which the provision is deleted again.", words=True
)
REMARK: Final = Field("remark", NOTE, "What the table says in its column for remarks.", words=True)
COMMON: Final[tuple[Field[Any], ...]] = (EFFECTIVE, DELETE_ON, DELETE_WHEN, REMARK)
"""The fields of every operation that acts on provisions."""
