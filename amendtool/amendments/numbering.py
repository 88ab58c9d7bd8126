"""The numbering policy: what becomes of the numbers around what comes or goes."""

from __future__ import annotations

from enum import StrEnum


class Numbering(StrEnum):
    """What happens to the other numbers when a provision comes or goes."""

    SHIFT = "shift"
    """They close up."""
    BRANCH = "branch"
    """They stay: what comes takes a branch number (第5条の2), what goes leaves a placeholder."""
    RESERVE = "reserve"
    """They stay: what goes leaves a placeholder, what comes takes the place of one."""
    STAY = "stay"
    """They stay, also where one is free then: each is as an operation says it. It is a policy of
    a whole amendment."""
