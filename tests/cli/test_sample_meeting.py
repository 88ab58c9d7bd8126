"""The sample company after ten years: nine amendments in force, and a meeting of two items.

The second of the two is rejected; the first lands with the numbers that it has alone.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository

KITANO = ROOT / "examples" / "kitano"
ADOPTED = sorted(path.stem for path in (KITANO / "amendments").glob("*-agm.yaml"))
DIRECTORS, VOTING = ITEMS = ("2026-06-25-item-2", "2026-06-25-item-3")
DAY = "2026-06-25"


@pytest.mark.long
def test_a_company_with_a_history_and_a_meeting_ahead(tmp_path: Path) -> None:
    company = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    company.git("init", "-q", "-b", "main")
    company.commit("The articles of 2007")
    for name in ADOPTED:
        assert company.at("apply", name).code == 0
    # What stands where, and a proof.
    told = company.at("status", "--json").record["amendments"]
    standing = {each["amendment"]: each["standing"] for each in told}
    assert standing == {**dict.fromkeys(ADOPTED, "adopted"), **dict.fromkeys(ITEMS, "pending")}
    assert all(not each["stops"] for each in told)
    assert company.at("check").code == 0
    assert company.at("verify", "--json").record["replayed"] == ADOPTED
    # The meeting: each item alone, both together, and what the votes may make of them.
    assert company.at("conflicts").code == 0
    tables = company.at("table", *ITEMS, "--json").record["tables"]
    assert ["全ての議案" in each["note"] for each in tables] == [True, False]
    outcomes = company.at("outcomes", *ITEMS, "--json").record["outcomes"]
    wrong = {tuple(each["adopted"]): len(each["otherwise"]) for each in outcomes}
    assert wrong[(DIRECTORS,)] > 0
    assert (wrong[ITEMS], wrong[(VOTING,)], wrong[()]) == (0, 0, 0)
    for name in ITEMS:
        notice = ("record", name, "noticed", "2026-06-03", "--among", DIRECTORS, "--among", VOTING)
        assert company.at(*notice).code == 0
    # The vote.
    assert company.at("reject", VOTING, "--on", DAY).code == 0
    done = company.at("apply", DIRECTORS, "--adopted", DAY, "--json")
    assert done.code == 0, done.err
    (differs, _) = done.record["otherwise"]
    assert f"numbered together with {VOTING}" in differs["message"]
    assert "12名以内" in company.at("show", "第21条").out
    assert "twelve (12)" in company.at("show", "第21条", "--language", "en").out
    assert company.at("check").code == 0
    assert company.at("verify", "--json").record["replayed"] == [*ADOPTED, DIRECTORS]
    printed = company.at("export", "--format", "txt").out
    listed = printed.partition("変更履歴")[2]
    assert ("定款一部変更の件（取締役の員数）" in listed, "電子行使" in listed) == (True, False)
    assert DIRECTORS not in printed, "the name of a file is printed"
