"""Verbs that write, killed with git in the middle of its calls.

A kill before or after a call leaves a state that ``kills.states_between`` keeps. In the middle of
one there is more to find only where git changes the disk: each of those calls, and some others.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call
from tests.cli.kills import states_between
from tests.cli.test_cut_off import TEXT, seen, without_drafts
from tests.cli.test_killed_verbs import VERB_CALLS, alive, copied, judge, prepared_for
from tests.repository.test_crash import MIDDLE, WRAPPER, in_child

__all__ = ["alive"]  # a fixture

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


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

    def calls(self, *words: str, root: Path, keep: Path) -> list[int]:
        """Do it, and say which calls of git are to be killed."""
        known = call("init", str(self.count.with_name("known")))
        assert known.code == 0, "a process asks its git once what it is"
        course = states_between(lambda: call(*words), root, keep)
        return sorted({*course.programs, *range(5, course.started, 20)})

    def killed(self, *words: str, at: int) -> bool:
        """Whether the verb came as far as that call, and was killed in the middle of it."""
        self.count.write_text("0")
        more = {**self.environment, "KILL_AT": str(at), "MANNER": "middle"}
        return in_child(lambda: call(*words), more) == signal.SIGKILL


@pytest.fixture
def killer(tmp_path: Path) -> Killer:
    return Killer(tmp_path)


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_init_can_be_called_again(tmp_path: Path, killer: Killer, every: int) -> None:
    path = tmp_path / "new"
    words = ("init", str(path))
    calls = killer.calls(*words, root=path, keep=tmp_path / "states")
    made = Repository(path=path)
    after, tree = seen(path), made.git("rev-parse", "HEAD^{tree}")
    for at in calls[::every]:
        shutil.rmtree(path)
        assert killer.killed(*words, at=at), at
        result = call(*words)
        assert result.code == 0 or "[already-started]" in result.err, (at, result.err)
        assert seen(path) == after, at
        assert made.git("rev-parse", "HEAD^{tree}") == tree
        assert made.status == []
        made.git("fsck", "--strict", "--no-dangling")
        assert made.at("check").code == 0
    assert len(calls) > 3


@pytest.mark.parametrize("verb", ["import", "new"])
def test_files_are_written_all_or_none(
    tmp_path: Path, prepared: Path, killer: Killer, verb: str
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
    before = seen(path)
    calls = killer.calls(*words, root=path, keep=tmp_path / "states")
    after = seen(path)
    assert before != after
    for at in calls:
        shutil.rmtree(path)
        shutil.copytree(template, path)
        assert killer.killed(*words, at=at), at
        if not (path / ".git/amendtool/writing.json").exists():
            assert without_drafts(seen(path)) in (before, after), at
        result = call(*words)
        standing = ("[articles-there]", "[file-in-the-way]")
        assert result.code == 0 or any(code in result.err for code in standing), (at, result.err)
        assert seen(path) == after, at
        assert not (path / ".git/amendtool/writing.json").exists()
    assert calls


@pytest.mark.long
@pytest.mark.parametrize("name", VERB_CALLS)
def test_every_verb_is_before_or_after_when_git_is_killed_with_it(
    alive: Path, tmp_path: Path, killer: Killer, name: str
) -> None:
    path = tmp_path / "copy"
    template = prepared_for(name, alive, tmp_path / "template").path
    verb = judge(name, template, path)
    words = ("-C", str(path), *verb.words)
    calls = killer.calls(*words, root=path, keep=tmp_path / "states")
    for at in calls:
        copied(template, path)
        assert killer.killed(*words, at=at), at
        verb.judged(at, program=True)
    print(f"{name}: {len(calls)} calls of git")


@pytest.mark.long
def test_settings_are_before_or_after(tmp_path: Path, prepared: Path, killer: Killer) -> None:
    """Git alone would leave ``config.lock``, and no git command would set anything any more."""
    template = Repository(path=tmp_path / "template")
    shutil.copytree(prepared / "small", template.path)
    template.git("config", "--unset", "core.quotepath", ok=False)
    path = tmp_path / "copy"
    words = ("-C", str(path), "setup-git", "--yes")
    copied(template.path, path)
    calls = killer.calls(*words, root=path, keep=tmp_path / "states")
    made = Repository(path=path)
    after, before = (each.git("config", "--list", "--local") for each in (made, template))
    assert before != after
    for at in calls:
        copied(template.path, path)
        assert killer.killed(*words, at=at), at
        assert made.git("config", "--list", "--local") in (before, after), at
        assert call(*words).code == 0, at
        assert made.git("config", "--list", "--local") == after, at
        made.git("config", "some.thing", "else")
    assert len(calls) > 4


def require_goes_on(path: Path, demo: Repository, at: int) -> None:
    """A killed demo is gone on with to its end, and nothing of the killed run is left."""
    result = call("demo", str(path))
    assert result.code == 0 or "[folder-in-use]" in result.err, (at, result.err)
    made = Repository(path=path)
    assert seen(path) == seen(demo.path), at
    assert made.git("tag") == demo.git("tag")
    assert made.at("check").code == 0
    assert "amendtool.demo" not in made.git("config", "--list", "--local"), at
    assert not list((path / ".git").rglob("*.lock")), at
    assert {each.name for each in (path / ".git/amendtool").iterdir()} == {"outputs"}, at


@pytest.mark.long
@pytest.mark.parametrize("first", range(4))
def test_a_demo_is_gone_on_with_when_git_is_killed_with_it(
    tmp_path: Path, demo: Repository, killer: Killer, first: int
) -> None:
    path = tmp_path / "new"
    calls = killer.calls("demo", str(path), root=path, keep=tmp_path / "states")
    for at in calls[first::4]:
        shutil.rmtree(path)
        assert killer.killed("demo", str(path), at=at), at
        require_goes_on(path, demo, at)
    print(f"demo: {len(calls[first::4])} calls of git")
