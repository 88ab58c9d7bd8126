"""What several operations have in common."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Numbering(StrEnum):
    """What happens to the other numbers when a provision comes or goes."""

    SHIFT = "shift"
    """They close up."""
    BRANCH = "branch"
    """They stay: what comes takes a branch number (第5条の2), what goes leaves a placeholder."""
    RESERVE = "reserve"
    """They stay: what goes leaves a placeholder, what comes takes the place of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates that one operation may carry besides those of the amendment."""

    effective: datetime.date | None = None
    delete_on: datetime.date | None = None
    delete_when: str | None = None
    """In words, the event with which the provision goes, where no day is known."""


NO_DATES = Dates()
