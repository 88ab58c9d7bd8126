"""``fleet -o``: nothing of anybody else is written over unasked, and some places never are."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from amendtool import disk
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


class Killed(BaseException):
    """The process ended here."""


def test_a_run_that_was_killed_while_it_printed_is_run_again(
    make_companies: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whichever step: nothing of it is taken for somebody else's, and the page comes."""
    companies = make_companies([PLAIN])
    rows, row = listed(companies), act("table", companies)
    changing = ("open_to_write", "append", "create", "replace", "remove", "make_folders")
    for step in range(1, 60):
        folder = tmp_path / f"out{step}"
        done = itertools.count(1)
        with monkeypatch.context() as patched:
            for name in changing:
                patched.setattr(disk, name, _killing(getattr(disk, name), done, step))
            try:
                summed(companies, folder, row)
            except Killed:
                pass
            else:
                break
        assert list(foreign_files(folder, rows)) == [], step
        page = folder / "index.html"
        assert not page.exists() or page.read_text("utf-8").endswith("</html>\n"), step
        summed(companies, folder, row)
        assert list(foreign_files(folder, rows)) == [], step
        assert page.read_text("utf-8").endswith("</html>\n"), step
        assert not [each.name for each in folder.iterdir() if each.name.endswith(".tmp")], step
    assert 10 < step < 59
    (folder / "index.html").write_bytes(b"")
    assert list(foreign_files(folder, rows)) == [], "what a machine left empty that went down"


def _killing(change: Callable[..., Any], done: Iterator[int], step: int) -> Callable[..., Any]:
    """A change of the disk, at one of which the process ends: before it, or in its middle."""

    def changed(*given: Any, **named: Any) -> Any:
        if next(done) == step:
            if change.__name__ == "append":
                os.write(given[0], bytes(given[1])[: len(given[1]) // 2])
            raise Killed
        return change(*given, **named)

    return changed


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
