"""How many rows of a fleet go into one task: as many as a second takes.

To give a task out, and to fetch what came of it, costs the command and Dask's scheduler some
milliseconds whatever is in it, on cores that the rows could use: a tenth of a row that works on
files of this machine. A row that waits for a server takes seconds, and is a task of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from amendtool.fleet.row import CompanyRow

SPAN: Final = 1.0
"""So many seconds the rows of a task are to take; so long Ctrl-C waits for each that was begun."""
MOST: Final = 16
"""So many rows a task has at most: those that a worker that is killed begins anew."""


class FleetPace:
    """What rows have taken so far, and how many of them make a task."""

    def __init__(self) -> None:
        self._seconds: float | None = None

    def took(self, rows: Sequence[CompanyRow]) -> None:
        """Take note of the rows of a task that is done; later ones count more."""
        mean = sum(row.seconds for row in rows) / len(rows)
        self._seconds = mean if self._seconds is None else (2 * self._seconds + mean) / 3

    def together(self, left: int, threads: int) -> int:
        """How many of the rows that are ``left`` are the next task.

        One while nothing is known. Near the end fewer, so that no thread is idle while another
        has several before it.
        """
        if self._seconds is None:
            return 1
        fit = int(SPAN / max(self._seconds, SPAN / MOST))
        return max(1, min(fit, MOST, left // (2 * max(1, threads))))
