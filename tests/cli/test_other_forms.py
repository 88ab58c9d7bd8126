"""Repositories with other object ids, or another form of references: every verb says the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call
from tests.cli.test_no_program_runs import calls

AMENDMENTS = {
    "first": "  - delete: Article 3\n",
    "second": "  - replace: Article 2\n    text: |\n      Another purpose.\n",
    "other": "  - replace: Article 1 heading\n    text: What It Is Called\n"
    "    effective: {event: opening}\n",
    "ending": "  - insert: Article 1\n    key: trial\n    text: A trial.\n"
    "    delete_on: 2021-03-31\n",
}
IDS = re.compile(r"\b[0-9a-f]{7,64}\b")


def made(path: Path, files: Path, *form: str) -> Repository | None:
    """The same files in a repository of this form, if the installed git knows it."""
    done = subprocess.run(
        ["git", "init", "-q", "-b", "main", *form, path], capture_output=True, check=False
    )
    if done.returncode:
        return None
    shutil.copytree(files, path, ignore=shutil.ignore_patterns(".git"), dirs_exist_ok=True)
    repository = Repository(path=path)
    repository.commit("The articles")
    return repository


@pytest.mark.long
@pytest.mark.parametrize("form", ["--object-format=sha256", "--ref-format=reftable"])
def test_every_verb_does_the_same(small: Repository, tmp_path: Path, form: str) -> None:
    more = "title: An example\nadopted: 2026-06-25\nmeeting: a meeting\nreasons: [For it.]\n"
    for name, operations in AMENDMENTS.items():
        small.amend(name, operations, more=more if name == "first" else "")
    usual = made(tmp_path / "one/it", small.path)
    other = made(tmp_path / "two/it", small.path, form)
    if other is None:
        pytest.skip(f"this git has no {form}")
    assert usual is not None
    told = []
    for repository in (usual, other):
        folder = repository.path.parent / "out"
        folder.mkdir()
        said = [
            (line, code, IDS.sub("#", errors).replace(str(repository.path.parent), ""))
            for line, code, errors in calls(repository, folder)
        ]
        names = sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))
        log = repository.git("log", "--format=%s%n%b%d")
        fsck = repository.git("fsck", "--strict", "--no-dangling")
        told.append(([(line.replace(str(folder), ""), *rest) for line, *rest in said], names,
                     IDS.sub("#", log), IDS.sub("#", repository.at("log").out), fsck))  # fmt: skip
    assert told[0] == told[1]
    assert {code for _, code, _ in told[0][0]} <= {0, 1}


def test_the_id_of_a_long_form_is_taken_as_typed(small: Repository, tmp_path: Path) -> None:
    other = made(tmp_path / "other", small.path, "--object-format=sha256")
    if other is None:
        pytest.skip("this git has no --object-format=sha256")
    whole = other.head
    assert len(whole) == 64
    for revision in (whole, whole[:40], whole[:9]):
        result = call("-C", str(other.path), "show", "--as-of", revision)
        assert result.code == 0, result.err
    tree = other.git("rev-parse", "HEAD:articles")
    other.amend("office", "  - delete: Article 3\n", more=f"written_against: {tree}\n")
    assert other.at("apply", "office").code == 0
    assert other.at("verify").code == 0
