"""One company of a fleet: where its articles are, and what is known of its meeting."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Vote(StrEnum):
    """What the meeting of a company decided; a company without one has not voted."""

    NONE = ""
    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetCompany:
    """One row of the list: where the articles of a company are, and what is known of its meeting.

    ``repository`` is a path, seen from the folder of the list, or an address of https or ssh.
    ``fields`` are the further columns, which the words of a pattern may print.
    """

    name: str
    repository: str
    branch: str = ""
    meeting: str = ""
    resolved: datetime.date | None = None
    meeting_day: datetime.date | None = None
    vote: Vote = Vote.NONE
    house: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    @property
    def voted(self) -> datetime.date | None:
        """The day of the vote, where both are stated."""
        return self.meeting_day if self.vote is not Vote.NONE else None

    def said(self) -> dict[str, str]:
        """What the words of a pattern may print of it, by the name of its column."""
        return {
            **self.fields,
            "name": self.name,
            "meeting": self.meeting,
            "resolved": self.resolved.isoformat() if self.resolved else "",
            "meeting_day": self.meeting_day.isoformat() if self.meeting_day else "",
        }


OWN: Final = ("name", "repository", "branch", "resolved", "meeting", "meeting_day", "vote", "house")
"""The columns with a meaning of their own; any other is a field for the words of the pattern."""
