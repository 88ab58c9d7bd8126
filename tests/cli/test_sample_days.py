"""The sample company on its days: an event that comes, one that never does, an overlap."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository

KITANO = ROOT / "examples" / "kitano"
CONFIRMED = "virtual-meeting-confirmed"


@pytest.mark.long
def test_the_text_a_court_would_be_shown(tmp_path: Path) -> None:
    company = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    company.git("init", "-q", "-b", "main")
    company.commit("The articles of 2007")

    def on(day: str, article: str) -> str:
        result = company.at("show", article, "--on", day)
        assert result.code == 0, result.err
        return result.out

    def waiting(day: str) -> dict[str, list[str]]:
        told = company.at("due", "--on", day, "--json").record["waiting"]
        return {each["provision"]: each["events"] for each in told}

    adopted = sorted(path.stem for path in (KITANO / "amendments").glob("*-agm.yaml"))
    for name in adopted[:6]:
        assert company.at("apply", name).code == 0
    # An event that comes.
    assert waiting("2021-07-01") == {"第13条第２項": [CONFIRMED], "附則第３条": [CONFIRMED]}
    pending = on("2021-07-01", "第13条")
    assert pending.endswith(f"（「{CONFIRMED}」の日から施行）\n")
    assert pending.count("（招集）") == 1, "the paragraph alone has a note"
    assert company.at("event", CONFIRMED, "2021-09-10").code == 0
    assert waiting("2021-09-10") == {}
    assert on("2021-09-09", "第13条").endswith("（2021年９月10日から施行）\n")
    assert on("2021-09-10", "第13条").count("（招集）") == 1
    assert "附則第３条" in company.at("due", "--on", "2021-09-10").out
    for name in adopted[6:]:
        assert company.at("apply", name).code == 0
    # An overlap that lapses, in both editions.
    note = "株主総会については、2023年２月28日までなお効力を有する）"
    assert "（2022年９月１日をもって削除）" in on("2022-08-31", "第16条")
    assert note in on("2022-09-01", "第16条")
    assert note in on("2023-02-28", "第16条")
    assert note not in on("2023-03-01", "第16条")
    english = company.at("show", "Article 16", "--on", "2023-02-28", "--language", "en").out
    assert "remains in force until February 28, 2023 for general meetings" in english
    rows = json.loads(company.at("table", "2023-02-28..2023-03-01", "--json").data)["rows"]
    assert [row["kind"] for row in rows if row["kind"] not in ("chapter", "unchanged")] == [
        "deleted"
    ]
    # The event of 2022 never comes: what waits for it stands until an amendment deletes it.
    assert "電子提供措置等に関する経過措置" in on("2024-06-25", "附則第３条")
    assert "商号及び目的" in on("2024-06-26", "附則第３条")
    assert "キタリエ" not in on("2024-09-30", "第１条")
    assert "キタリエ" in on("2024-10-01", "第１条")
    due = company.at("due", "--on", "2022-09-01", "--json").record["due"]
    registered = {each["amendment"]: each["day"] for each in due if each["kind"] == "register"}
    assert registered["2022-06-24-agm"] == "2022-09-14", "from the day on which it takes effect"
