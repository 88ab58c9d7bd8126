"""``fleet -o``: nothing of anybody else is written over unasked, and some places never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.fleet.row import CompanyRow
from amendtool.fleet.summary import FleetSummary, foreign_files
from tests.cli.conftest import Result, call
from tests.fleet.conftest import PATTERN, PLAIN, Made
from tests.fleet.test_rows import act, git, listed, order

NEVER = (
    "c0/.git",
    "c0/.git/x",
    "c0/articles",
    "c0/Articles./x",
    "server.git/x",
    "nul",
    "out.",
    "o:x",
)


def planned(companies: Path, output: str, *more: str) -> Result:
    place = str(companies.parent / output)
    return call("fleet", "plan", str(PATTERN), "--companies", str(companies), "-o", place, *more)


@pytest.mark.parametrize("output", NEVER)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_some_places_are_never_written_to(
    make_companies: Made, output: str, force: tuple[str, ...]
) -> None:
    companies = make_companies([PLAIN])
    git(companies.parent, "clone", "-q", "--bare", "c0", "server.git")
    before = sorted(companies.parent.rglob("*"))
    refused = planned(companies, output, *force)
    assert (refused.code, "[output-place]" in refused.err) == (5, True), refused.err
    assert sorted(companies.parent.rglob("*")) == before


def summed(companies: Path, folder: Path, row: CompanyRow) -> None:
    summary = FleetSummary(order("table", companies.parent), listed(companies), folder)
    summary.take(row)
    summary.close()


def test_what_a_fleet_printed_is_known_and_what_it_did_not_is_not(
    make_companies: Made, tmp_path: Path
) -> None:
    companies = make_companies([PLAIN])
    rows, folder = listed(companies), tmp_path / "out"
    row = act("table", companies)
    for _ in range(2):
        summed(companies, folder, row)
        assert list(foreign_files(folder, rows)) == []
    (own,) = (each for each in folder.iterdir() if each.is_dir())
    assert sorted(each.name for each in folder.iterdir()) == [
        *(".amendtool-printed", own.name, "index.html"),
    ]
    (own / "notes.txt").write_text("mine")
    assert list(foreign_files(folder, rows)) == [], "it is not written over"
    (own / "table.html").write_text("mine")
    (folder / "index.html").write_text("mine")
    refused = planned(companies, "out")
    assert (refused.code, refused.err.count("[output-exists]")) == (5, 2), refused.err
    assert (own / "table.html").read_text() == (folder / "index.html").read_text() == "mine"


def test_nothing_is_written_through_links_that_stand_there(
    make_companies: Made, tmp_path: Path
) -> None:
    companies = make_companies([PLAIN])
    folder, letter = tmp_path / "out", tmp_path / "letter"
    letter.write_text("mine")
    row = act("table", companies)
    summed(companies, folder, row)
    (own,) = (each for each in folder.iterdir() if each.is_dir())
    files = (".rows", ".amendtool-printed", f"{own.name}/table.html", "index.html")
    for place in files:
        (folder / place).unlink(missing_ok=True)
        (folder / place).symlink_to(letter)
    assert list(foreign_files(folder, listed(companies))) == ["index.html", files[2]]
    summed(companies, folder, row)
    assert letter.read_text() == "mine"
    assert not (own / "table.html").is_symlink()
