"""What is read of the work tree and of a commit in one run is what each holds by itself."""

from __future__ import annotations

import pytest

from amendtool.errors import AmendtoolError
from amendtool.repository.storage.folders import Loaded
from amendtool.repository.workspace import Workspace
from tests.cli.conftest import Repository

EDITS = {
    "nothing": {},
    "words": {"articles/002-purpose.md": b"# Purpose\n\nOther words.\n"},
    "line ends": {"articles/002-purpose.md": b"# Purpose\r\n\r\nOther words.\r\n"},
    "no line end": {"articles/002-purpose.md": b"# Purpose\n\nOther words."},
    "the text of another": {"articles/002-purpose.md": b"# Name\n\nThe name.\n"},
    "a new file": {"articles/004-new.md": b"# New\n\nIt is new.\n"},
    "a mistake": {"articles/002-purpose.md": b"## Purpose\n"},
    "no UTF-8": {"articles/002-purpose.md": b"\xff\n"},
}


def told(workspace: Workspace, where: str) -> Loaded | tuple[object, ...]:
    try:
        if where == "disk":
            return workspace.articles_on_disk()
        return workspace.articles_at(workspace.git.resolve(where))
    except AmendtoolError as error:
        return error.problems


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("committed", [False, True])
def test_in_any_order_both_are_read_as_by_themselves(
    small: Repository, edit: str, committed: bool
) -> None:
    for path, data in EDITS[edit].items():
        small.write(path, data)
    if committed and EDITS[edit]:
        small.git("-c", "core.autocrlf=false", "add", "-A")
        small.git("commit", "-q", "-m", "Edited")
    asked = ("disk", "HEAD", "disk", "HEAD~1" if committed and EDITS[edit] else "HEAD", "disk")
    in_one_run = Workspace.open(small.path)
    for where in asked:
        assert told(in_one_run, where) == told(Workspace.open(small.path), where), where


def test_files_that_change_in_between_are_read_again(small: Repository) -> None:
    workspace = Workspace.open(small.path)
    before = workspace.articles_on_disk()
    small.write("articles/002-purpose.md", b"# Purpose\n\nOther words.\n")
    after = workspace.articles_on_disk()
    assert before != after
    assert after == Workspace.open(small.path).articles_on_disk()
