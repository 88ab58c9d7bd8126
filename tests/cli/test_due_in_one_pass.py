"""``due`` over many amendments: each is read once, and git is asked as often as for a few."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import amendtool.amendments.file.read as reading
from benchmarks.history import make
from benchmarks.repository import environment
from tests.cli.conftest import ROOT, Repository

LATER = """\
  - insert: Supplementary Provisions Article 1
    key: end
    text: These Supplementary Provisions shall be deleted as of July 1, 2060.
    delete_on: 2060-07-01
  - insert: Supplementary Provisions Article 2
    key: event
    text: This Article is deleted after the merger.
    delete_on: {event: merger-completed}
  - replace: Article 1
    find: the Company keeps it
    with: it is kept
    count: 4
    effective: 2060-06-01
  - replace: Article 2
    find: the Company keeps it
    with: it is kept
    count: 4
    overlap: old cases
    overlap_until: 2060-06-15
"""


def counted(
    folder: Path, amendments: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Counter[str], int]:
    """How often each amendment is read, and how often a program is started."""
    make(folder, amendments, 40, environment(ROOT, folder.parent))
    repository = Repository(path=folder)
    repository.git("config", "user.name", "A")
    repository.git("config", "user.email", "a@example.org")
    repository.amend("later", LATER, more="adopted: 2020-05-01\neffective: 2060-05-02\n")
    result = repository.at("apply", "later")
    assert result.code == 0, result.err
    read: Counter[str] = Counter()
    started = 0
    plain, popen = reading.read_amendment, subprocess.Popen.__init__

    def read_amendment(*arguments: Any, **named: Any) -> Any:
        read[named["name"]] += 1
        return plain(*arguments, **named)

    def start(*arguments: Any, **named: Any) -> None:
        nonlocal started
        started += 1
        popen(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_amendment", read_amendment)
        patched.setattr(subprocess.Popen, "__init__", start)
        result = repository.at("due", "--on", "2060-05-02", "--within", "90d", "--json")
    kinds = [each["kind"] for each in result.record["due"]]
    assert kinds == ["effect", "effect", "overlap", "lapse"]
    assert [each["events"] for each in result.record["waiting"]] == [["merger-completed"]]
    return read, started


@pytest.mark.parametrize("amendments", [30, pytest.param(1000, marks=pytest.mark.long)])
def test_each_amendment_is_read_once(
    amendments: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, asked = counted(tmp_path / "few", 5, monkeypatch)
    many, asked_of_many = counted(tmp_path / "many", amendments, monkeypatch)
    assert (len(few), set(few.values())) == (6, {1})
    assert (len(many), set(many.values())) == (amendments + 1, {1})
    assert asked == asked_of_many
