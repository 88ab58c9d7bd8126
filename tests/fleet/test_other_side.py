"""What stands on the other side of a path is input: git runs and writes nothing elsewhere there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.fleet.row import RowResult
from tests.cli.test_no_program_runs import GIT_WITH_HOOKS
from tests.fleet.conftest import PLAIN, Made
from tests.fleet.test_rows import act, bare, git


class Trap:
    """A program that leaves a mark when it runs, and a folder of somebody's."""

    def __init__(self, folder: Path) -> None:
        self.mark = folder / "went-off"
        self.program = folder / "trap.sh"
        self.program.write_text(f"#!/bin/sh\necho $0 >> '{self.mark}'\n", "utf-8")
        self.program.chmod(0o755)
        self.victim = folder / "victim"
        self.victim.mkdir()
        (self.victim / "precious").write_text("precious\n", "utf-8")

    @property
    def standing(self) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in self.victim.iterdir() if each.is_file()}


def borrowing(server: Path, trap: Trap) -> None:
    """Objects of another repository, whose references a program is to tell."""
    place = server / "objects/info/alternates"
    place.write_text(f"{server.parent}/c0/.git/objects\n", "utf-8")
    git(server, "config", "core.alternateRefsCommand", str(trap.program))


def with_files(server: Path, trap: Trap) -> None:
    """A work tree somewhere, changed by each push, through filters."""
    git(server, "config", "core.bare", "false")
    git(server, "config", "core.worktree", str(trap.victim))
    git(server, "config", "receive.denyCurrentBranch", "updateInstead")
    git(server, "config", "core.fsmonitor", str(trap.program))
    for part in ("clean", "smudge", "process"):
        git(server, "config", f"filter.x.{part}", str(trap.program))
    (server / "info/attributes").write_text("* filter=x\n", "utf-8")


def included(server: Path, trap: Trap) -> None:
    """The same, and by way of a file that the settings include."""
    with_files(server, trap)
    borrowing(server, trap)
    (server / "config").rename(server / "more")
    (server / "config").write_text("[include]\n\tpath = more\n", "utf-8")


@pytest.mark.parametrize("laid", [borrowing, with_files, included])
def test_no_setting_of_the_other_side_acts(
    make_companies: Made, tmp_path: Path, laid: Callable[[Path, Trap], None]
) -> None:
    companies = make_companies([PLAIN])
    server, trap = bare(companies), Trap(tmp_path)
    (server / "info").mkdir(exist_ok=True)
    (server / "objects/info").mkdir(exist_ok=True)
    laid(server, trap)
    before = git(server, "-c", "core.fsmonitor=", "rev-parse", "main")
    row = act("apply", companies, repository="server.git")
    assert not trap.mark.exists()
    assert trap.standing == {"precious": b"precious\n"}
    if laid is borrowing:
        assert row.result is RowResult.DONE
    else:
        assert (row.result, row.problems[0].code) == (RowResult.FAILED, "push-refused")
        assert git(server, "-c", "core.fsmonitor=", "rev-parse", "main") == before


@pytest.mark.parametrize("name", ["trap", "a b'c", "in=valid"])
def test_no_hook_of_its_settings_runs(
    make_companies: Made, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git from 2.54 on has them; this git stands for one that takes them for a push."""
    companies = make_companies([PLAIN])
    server, trap = bare(companies), Trap(tmp_path)
    git(server, "config", f"hook.{name}.event", "pre-receive")
    git(server, "config", f"hook.{name}.command", str(trap.program))
    true = shutil.which("git")
    assert true is not None
    quoted = name.replace("'", "'\\''")
    hooked = GIT_WITH_HOOKS.replace("update-ref|update-index|fast-import)", "receive-pack)")
    hooked = hooked.replace(
        "for each; do", "for each; do\n  case $each in hook.*) off=$each;; esac"
    )
    hooked = hooked.replace('"$1" "$2" config', f'-C "{server}" -c "${{off:-a.b=c}}" config')
    for part in ("enabled", "command"):
        hooked = hooked.replace(f"hook.trap.{part}", f"'hook.{quoted}.{part}'")
    with_own_git(tmp_path / "bin", hooked.replace("TRUE_GIT", true), monkeypatch)
    row = act("apply", companies, repository="server.git")
    assert not trap.mark.exists()
    if "=" in name:
        assert (row.result, row.problems[0].code) == (RowResult.FAILED, "unsafe-setting")
    else:
        assert row.result is RowResult.DONE
        git(tmp_path, "clone", "-q", "--bare", str(server), "another.git")
        words = ("--receive-pack=git receive-pack", str(server), "main:refs/heads/more")
        git(tmp_path / "another.git", "push", "-q", *words)
        assert trap.mark.exists(), "the trap works"


def with_own_git(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program ``git``, also for what git itself starts, which it looks for at home."""
    home = Path(subprocess.check_output(("git", "--exec-path"), text=True).strip())
    folder.mkdir()
    for each in home.iterdir():
        if each.name != "git":
            (folder / each.name).symlink_to(each)
    (folder / "git").write_text(script, "utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_EXEC_PATH", str(folder))


def linked(place: str) -> Callable[[Path, Path], None]:
    def lay(server: Path, victim: Path) -> None:
        inside, moved = server / place, victim / "moved"
        if inside.exists():
            inside.rename(moved)
        else:
            moved.mkdir()
        inside.parent.mkdir(parents=True, exist_ok=True)
        inside.symlink_to(moved)

    lay.__name__ = place
    return lay


def second_name(server: Path, victim: Path) -> None:
    git(server, "config", "core.logAllRefUpdates", "always")
    (server / "logs/refs/heads").mkdir(parents=True)
    os.link(victim / "precious", server / "logs/refs/heads/main")


def other_history(server: Path, victim: Path) -> None:
    git(server.parent, "clone", "-q", "--bare", "c0", str(victim / "other.git"))
    (server / "commondir").write_text(f"{victim}/other.git\n", "utf-8")


ELSEWHERE = (
    *map(linked, ("refs/heads", "refs/tags", "objects", "objects/pack", "logs", "packed-refs")),
    second_name,
    other_history,
)


@pytest.mark.parametrize("lay", ELSEWHERE, ids=lambda lay: lay.__name__)
def test_nothing_is_written_elsewhere(
    make_companies: Made, tmp_path: Path, lay: Callable[[Path, Path], None]
) -> None:
    companies = make_companies([PLAIN])
    server, trap = bare(companies), Trap(tmp_path)
    lay(server, trap.victim)
    before = {each: each.lstat().st_mtime_ns for each in trap.victim.rglob("*")}
    row = act("apply", companies, repository="server.git")
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "git-elsewhere")
    assert {each: each.lstat().st_mtime_ns for each in trap.victim.rglob("*")} == before
    assert trap.standing["precious"] == b"precious\n"


@pytest.mark.parametrize("place", ["HEAD", "config", "packed-refs", "refs/tags/x", "info/exclude"])
def test_nothing_is_waited_for_there(make_companies: Made, place: str) -> None:
    companies = make_companies([PLAIN])
    server = bare(companies)
    (server / place).parent.mkdir(exist_ok=True)
    (server / place).unlink(missing_ok=True)
    os.mkfifo(server / place)
    row = act("apply", companies, repository="server.git")
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "corrupt")
