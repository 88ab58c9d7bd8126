"""How many rows of a fleet go into one task."""

from __future__ import annotations

import pytest

from amendtool.fleet.pace import MOST, FleetPace
from amendtool.fleet.row import CompanyRow, RowResult


def paced(*seconds: float) -> FleetPace:
    pace = FleetPace()
    for each in seconds:
        pace.took([CompanyRow(at=0, company="", result=RowResult.DONE, seconds=each)])
    return pace


@pytest.mark.parametrize(
    ("seconds", "left", "threads", "together"),
    [
        ((), 1000, 2, 1),
        ((0.1,), 1000, 2, 10),
        ((0.0,), 1000, 2, MOST),
        ((3.0,), 1000, 2, 1),
        ((0.1,), 12, 2, 3),
        ((0.1,), 12, 0, 6),
        ((0.1,), 1, 2, 1),
        ((0.1,), 1000, 400, 1),
        # The first row loads the program, which says nothing of the next.
        ((2.0, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05), 1000, 2, 6),
    ],
)
def test_rows_of_a_second_go_together(
    seconds: tuple[float, ...], left: int, threads: int, together: int
) -> None:
    assert paced(*seconds).together(left, threads) == together
