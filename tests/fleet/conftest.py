from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tools.fleet_companies import Plan, write

PATTERN = Path(__file__).parents[2] / "examples" / "fleet" / "electronic-provision-2022.yaml"

PLAIN = Plan(name="", term="当会社", kind="found")
"""A company whose articles the pattern fits."""

Made = Callable[[Sequence[Plan]], Path]


@pytest.fixture
def make_companies(tmp_path: Path) -> Made:
    """Makes repositories after plans, and the list of them; gives the list."""

    def make(plans: Sequence[Plan]) -> Path:
        listed = tmp_path / "companies.csv"
        with listed.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("name", "repository", "meeting", "meeting_day", "vote", "disclosure"))
            for at, plan in enumerate(plans):
                named = replace(plan, name=plan.name or f"会社{at}")
                write(tmp_path / f"c{at}", random.Random(f"test/{at}"), named)
                none = "none" if named.kind == "absent" else ""
                row = (named.name, f"c{at}", "定時株主総会", "2022-06-24", named.vote, none)
                table.writerow(row)
        return listed

    return make
