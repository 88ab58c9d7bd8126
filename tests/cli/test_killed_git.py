"""Verbs that write, killed with git before, in the middle of and after each of its calls."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call
from tests.cli.test_cut_off import TEXT, seen, without_drafts
from tests.cli.test_killed_verbs import (
    DONE_ALREADY,
    VERB_CALLS,
    alive,
    copied,
    prepared_for,
    whole,
)
from tests.repository.test_crash import MIDDLE, WRAPPER, in_child

__all__ = ["alive"]  # a fixture

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

SWEEPS = [
    pytest.param("middle", 9),
    *(pytest.param(each, 1, marks=pytest.mark.long) for each in ("before", "middle", "after")),
]
"""Where in a call git is killed, and at one in how many calls."""


class Killer:
    """A git that is killed, with the verb that called it, at one of its calls."""

    def __init__(self, folder: Path) -> None:
        real = shutil.which("git")
        assert real is not None
        (folder / "bin").mkdir()
        script = folder / "bin/git"
        script.write_text(WRAPPER)
        script.chmod(0o755)
        self.count = folder / "count"
        self.environment = {
            "REAL_GIT": real,
            "COUNT": str(self.count),
            "PYTHON": sys.executable,
            "MIDDLE": MIDDLE,
            "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
        }

    def calls(self, *words: str) -> int:
        """How many times git is called, by a process that knows its version."""
        assert call("check").code is not None
        assert self.killed(*words, at=0, manner="before") is False
        return int(self.count.read_text())

    def killed(self, *words: str, at: int, manner: str) -> bool:
        """Whether the verb came as far as that call, and was killed there."""
        self.count.write_text("0")
        more = {**self.environment, "KILL_AT": str(at), "MANNER": manner}
        return in_child(lambda: call(*words), more) == signal.SIGKILL


@pytest.fixture
def killer(tmp_path: Path) -> Killer:
    return Killer(tmp_path)


@pytest.mark.parametrize(("manner", "every"), SWEEPS)
def test_init_can_be_called_again(tmp_path: Path, killer: Killer, manner: str, every: int) -> None:
    path = tmp_path / "new"
    words = ("init", str(path))
    calls = killer.calls(*words)
    made = Repository(path=path)
    after, tree = seen(path), made.git("rev-parse", "HEAD^{tree}")
    for at in range(1, calls + 1, every):
        shutil.rmtree(path)
        assert killer.killed(*words, at=at, manner=manner), at
        result = call(*words)
        assert result.code == 0 or "[already-started]" in result.err, (at, result.err)
        assert seen(path) == after, at
        assert made.git("rev-parse", "HEAD^{tree}") == tree
        assert made.status == []
        made.git("fsck", "--strict", "--no-dangling")
        assert made.at("check").code == 0
    assert calls > 9


@pytest.mark.parametrize(("manner", "every"), SWEEPS)
@pytest.mark.parametrize("verb", ["import", "new"])
def test_files_are_written_all_or_none(
    tmp_path: Path, prepared: Path, killer: Killer, verb: str, manner: str, every: int
) -> None:
    template = tmp_path / "template"
    if verb == "import":
        assert call("init", str(template)).code == 0
        (template / "rules.md").write_text(TEXT)
    else:
        shutil.copytree(prepared / "small", template)
    path = tmp_path / "copy"
    words = ("-C", str(path), *{"import": ("import", "rules.md"), "new": ("new", "x")}[verb])
    shutil.copytree(template, path)
    before, calls = seen(path), killer.calls(*words)
    after = seen(path)
    assert before != after
    for at in range(1, calls + 1, every):
        shutil.rmtree(path)
        shutil.copytree(template, path)
        assert killer.killed(*words, at=at, manner=manner), at
        if not (path / ".git/amendtool/writing.json").exists():
            assert without_drafts(seen(path)) in (before, after), at
        result = call(*words)
        standing = ("[articles-there]", "[file-in-the-way]")
        assert result.code == 0 or any(code in result.err for code in standing), (at, result.err)
        assert seen(path) == after, at
        assert not (path / ".git/amendtool/writing.json").exists()
    assert calls > 2


@pytest.mark.parametrize(
    ("name", "manner", "every"),
    [
        pytest.param(
            name,
            manner,
            9 if manner == "middle" else 3,
            marks=pytest.mark.long if manner == "middle" else pytest.mark.sweep,
        )
        for name in VERB_CALLS
        for manner in ("before", "middle", "after")
    ],
)
def test_every_verb_is_before_or_after_when_git_is_killed_with_it(
    alive: Path, tmp_path: Path, killer: Killer, name: str, manner: str, every: int
) -> None:
    path = tmp_path / "copy"
    template = prepared_for(name, alive, tmp_path / "template").path
    words = ("-C", str(path), *VERB_CALLS[name][0].split())
    repository = copied(template, path)
    before = whole(repository)
    calls = killer.calls(*words)
    after = whole(repository)
    assert before != after
    for at in range(calls % every + 1, calls + 1, every):
        copied(template, path)
        assert killer.killed(*words, at=at, manner=manner), at
        found = whole(repository)
        assert found.tree in (before.tree, after.tree), at
        if without_drafts(found.files) not in (before.files, after.files):
            told = call("-C", str(path), "check").err
            assert "[interrupted]" in told or "[writing-unfinished]" in told, at
        again = call(*words)
        done = any(said in again.out + again.err for said in DONE_ALREADY)
        assert again.code in (0, 1) or done, (at, again.err)
        assert whole(repository) == after, at
        assert {each.name for each in (path / ".git/amendtool").glob("*")} <= {"outputs"}, at
        repository.git("fsck", "--strict", "--no-dangling")


@pytest.mark.parametrize(
    ("manner", "first", "every"),
    [
        pytest.param("middle", 40, 120, marks=pytest.mark.long),
        *(
            pytest.param(each, 7, 20, marks=pytest.mark.sweep)
            for each in ("before", "middle", "after")
        ),
    ],
)
def test_a_demo_is_gone_on_with_when_git_is_killed_with_it(
    tmp_path: Path, demo: Repository, killer: Killer, manner: str, first: int, every: int
) -> None:
    path = tmp_path / "new"
    calls = killer.calls("demo", str(path))
    for at in range(first, calls + 1, every):
        shutil.rmtree(path)
        assert killer.killed("demo", str(path), at=at, manner=manner), at
        result = call("demo", str(path))
        assert result.code == 0 or "[folder-in-use]" in result.err, (at, result.err)
        assert seen(path) == seen(demo.path), at
        assert Repository(path=path).git("tag") == demo.git("tag")
        assert Repository(path=path).at("check").code == 0
