"""An amendment, as a value."""

from __future__ import annotations

import datetime
from enum import StrEnum

from amendtool.amendments.names import RECORD
from amendtool.amendments.operations import Numbering, Operation
from amendtool.articles.addresses import AddressRange
from amendtool.articles.file_names import folded, is_device, is_gits
from amendtool.errors import NOWHERE, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.periods.dates import LegalDay
from amendtool.values import dataclass

# The name is the stem of a file and the name of a git tag.
_NAME = compiled(r"[^\W_](?:[\w-]|\.(?=[\w-]))*")


class AdoptedBy(StrEnum):
    """Who adopts an amendment: bylaws are amended by boards and by written consent, too."""

    MEETING = "meeting"
    BOARD = "board"
    MEMBERS = "members"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One proposal to amend the articles.

    ``name`` is the stem of its file and the name of its tag. The dates of law are those of
    the resolution of the board, the adoption by the meeting and the entry into force.
    """

    name: str
    title: str = ""
    meeting: str = ""
    resolved: datetime.date | None = None
    adopted: datetime.date | None = None
    effective: LegalDay | None = None
    adopted_by: AdoptedBy = AdoptedBy.MEETING
    """It chooses the words of documents, commits and the list of revisions."""
    reasons: tuple[str, ...] = ()
    """Texts in the words of the articles' language; empty lines part paragraphs."""
    numbering: Numbering = Numbering.SHIFT
    operations: tuple[Operation, ...] = ()
    follow: bool = True
    """Whether references in texts that stay follow their targets; an inverse is literal."""

    announced: datetime.date | None = None
    """The day of the press release or disclosure, where it is not that of the board."""
    item: int | None = None
    """The number that the proposal has on the agenda of the meeting."""
    meeting_as_printed: str = ""
    """The name of the meeting in documents, where they print another than ``meeting``."""
    after: str | None = None
    """The amendment whose result the addresses mean; None for the articles of its own day."""
    requires: tuple[str, ...] = ()
    """The amendments without which this one falls."""
    written_against: str | None = None
    """The tree of the articles that it was written against, as git names it."""
    pattern: str | None = None
    """The pattern that it was drafted from for one company of many: its name and digest."""
    draft: bool = False
    """Whether its author has not finished it."""
    mentions: tuple[AddressRange, ...] = ()
    """Provisions that the reasons may cite although the amendment does not touch them."""


def pattern_parts(said: str) -> tuple[str, str] | None:
    """The name and the digest of a pattern, as ``NAME@digest`` says them; None for another text."""
    name, _, digest = said.rpartition("@")
    is_digest = len(digest) == 16 and not digest.strip("0123456789abcdef")
    return (name, digest) if is_digest and name_problem(name) is None else None


def name_problem(name: str, *, place: Place = NOWHERE) -> Problem | None:
    """What is wrong with the name of an amendment: it names a file and a git tag."""
    if folded(name).endswith(RECORD):
        return Problem(
            code="name-unclear",
            message=say(
                "{name!r} would be taken for the record of {other!r}",
                name=name,
                other=name[: -len(RECORD)],
            ),
            hint=say("choose a name that does not end in {record}", record=RECORD),
            place=place,
        )
    locks = folded(name).endswith(".lock")  # so git names the lock of another tag
    fits = _NAME.fullmatch(name) and not locks and len(name.encode()) <= 180
    if fits and (is_gits(name) or is_device(name)):
        return Problem(
            code="name-unclear",
            message=say(
                "{name!r} is the name of a place of git's own, and cannot be that of a tag and a "
                "file",
                name=name,
            )
            if is_gits(name)
            else say(
                "{name!r} is the name of a device of Windows, and cannot be that of a tag and a "
                "file",
                name=name,
            ),
            hint=say("choose another one, such as 2013-06-26-agm"),
            place=place,
        )
    if fits:
        return None
    return Problem(
        code="name-unclear",
        message=say("{name!r} cannot be the name of a file and of a tag", name=name),
        hint=say("use letters, digits, hyphens and single dots: 2013-06-26-agm"),
        place=place,
    )
