"""Whether a table is asked for between two days: looked at for every table, so it loads little."""

from __future__ import annotations

import datetime
from typing import Final

from amendtool.patterns import compiled
from amendtool.repository.workspace import Workspace

_DAYS: Final = compiled(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")


def days_of(workspace: Workspace, target: str) -> tuple[datetime.date, datetime.date] | None:
    """The two days of ``2013-06-25..2013-07-01``; None for anything else.

    A tag may be named like a day, and is what git is asked for then.
    """
    match = _DAYS.fullmatch(target)
    if match is None or workspace.git.knows(match.groups()):
        return None
    try:
        return (
            datetime.date.fromisoformat(match[1]),
            datetime.date.fromisoformat(match[2]),
        )
    except ValueError:
        return None
