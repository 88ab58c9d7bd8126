"""What several operations have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from amendtool.amendments.file.addresses import ADDRESS, CHAPTER_OR_NONE, RANGE
from amendtool.amendments.file.days import LEGAL_DAY
from amendtool.amendments.file.fields import (
    ANY_TEXT,
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
from amendtool.articles.addresses import AddressRange
from amendtool.periods.dates import LegalDay
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates that one operation may carry besides those of the amendment."""

    effective: LegalDay | None = None
    delete_on: LegalDay | None = None
    delete_when: str | None = None
    """In words, the event with which the provision goes, where no day is known."""
    overlap: str | None = None
    """The class of cases for which the former text stays in force (なお効力を有する), in words."""
    overlap_until: LegalDay | None = None
    """The last day on which it does; None where no end is said."""

    def written(self) -> Iterator[Written]:
        """What the file says of them."""
        yield EFFECTIVE(self.effective)
        yield DELETE_ON(self.delete_on)
        yield DELETE_WHEN(self.delete_when)
        yield OVERLAP(self.overlap)
        yield OVERLAP_UNTIL(self.overlap_until)


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
BEHIND: Final = Field(
    "behind",
    CHAPTER_OR_NONE,
    "What it stands behind, in proposed numbers, or none, with the numbering stay.",
)
NUMBERING: Final = Field(
    "numbering",
    choice(Numbering),
    "What happens to the other numbers: they close up (shift), or stay (branch, reserve).",
)
WITHIN: Final = Field("in", ADDRESS, "The provision whose references alone are meant.")

EFFECTIVE: Final = Field("effective", LEGAL_DAY, "The day on which it takes effect.")
DELETE_ON: Final = Field("delete_on", LEGAL_DAY, "The day on which the provision is deleted again.")
DELETE_WHEN: Final = Field(
    "delete_when", LINE, "The event with which the provision is deleted again.", words=True
)
OVERLAP: Final = Field(
    "overlap", LINE, "The cases for which the former text stays in force.", words=True
)
OVERLAP_UNTIL: Final = Field(
    "overlap_until", LEGAL_DAY, "The last day on which the former text is in force for them."
)
REMARK: Final = Field("remark", NOTE, "What the table says in its column for remarks.", words=True)
COMMON: Final[tuple[Field[Any], ...]] = (
    EFFECTIVE,
    DELETE_ON,
    DELETE_WHEN,
    OVERLAP,
    OVERLAP_UNTIL,
    REMARK,
)
"""The fields of every operation that acts on provisions."""


def in_block_of(target: AddressRange, to: AddressRange) -> AddressRange:
    """The proposed numbers ``to`` as a file says them: in the block that the target is in.

    Of an article in one of several blocks of supplementary provisions the proposed number alone is
    known, and means that block; a file would say with it the block of no title.
    """
    block = target.first.article.block if target.first.article is not None else ""
    ends = to.first, to.last
    if not block or any(end.block or (end.article and end.article.block) for end in ends):
        return to
    return AddressRange(*(replace(end, block=block) for end in ends))
