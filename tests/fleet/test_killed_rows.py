"""A row of a fleet that is killed, with its git, while a repository elsewhere is fetched or given
back: there it is before or after, and the next run ends it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from amendtool.fleet.row import RowResult
from tests.fleet.conftest import PLAIN, Made
from tests.fleet.test_rows import act, bare, git
from tests.repository.test_crash import MIDDLE, WRAPPER, in_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

DOING = {
    "clone": 'case "$*" in *" clone "*) KILL_AT=$number ;; esac\n',
    "push": 'case "$*" in *" push "*) KILL_AT=$number ;; esac\n',
    "counted": "",
}


def killer(folder: Path, doing: str) -> dict[str, str]:
    """The environment of a git that is killed, with who called it, at one of its calls."""
    real = shutil.which("git")
    assert real is not None
    (folder / "bin").mkdir(exist_ok=True)
    script = folder / "bin/git"
    script.write_text(WRAPPER.replace("[ $number = ", f"{DOING[doing]}[ $number = ", 1))
    script.chmod(0o755)
    (folder / "count").write_text("0")
    return {
        "REAL_GIT": real,
        "COUNT": str(folder / "count"),
        "PYTHON": sys.executable,
        "MIDDLE": MIDDLE,
        "KILL_AT": "0",
        "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
    }


def quiet(place: Path) -> None:
    """Wait for the other side of a push, which goes on when the one who pushed is dead."""
    for _ in range(1000):
        if not any(str(place) in " ".join(each.info["cmdline"] or ())
                   for each in psutil.process_iter(["cmdline"])):  # fmt: skip
            return
        time.sleep(0.02)
    raise AssertionError("it never ends")


def state(elsewhere: Path) -> tuple[str, str]:
    """The articles and amendments of a repository, and its tags: what a row changes."""
    return git(elsewhere, "rev-parse", "main^{tree}"), git(elsewhere, "tag")


def judged(companies: Path, elsewhere: Path, before: object, after: object, name: str) -> None:
    quiet(elsewhere)
    assert state(elsewhere) in (before, after), "the branch and its tag come together"
    git(elsewhere, "fsck", "--strict", "--no-dangling")
    row = act(name, companies, repository="server.git")
    assert row.result in (RowResult.DONE, RowResult.ALREADY), row.problems
    assert state(elsewhere) == after
    assert not list(elsewhere.rglob("*.lock"))
    assert not list(companies.parent.glob("amendtool-copy-*")), "copies of the dead are removed"


@pytest.mark.parametrize("name", ["draft", "apply"])
@pytest.mark.parametrize("doing", ["clone", "push"])
@pytest.mark.parametrize(
    "manner",
    [
        pytest.param("before", marks=pytest.mark.long),
        "middle",
        pytest.param("after", marks=pytest.mark.long),
    ],
)
def test_killed_while_it_is_fetched_or_given_back(
    make_companies: Made, tmp_path: Path, name: str, doing: str, manner: str
) -> None:
    companies = make_companies([PLAIN])
    elsewhere = bare(companies)
    before = state(elsewhere)
    environment = {**killer(tmp_path, doing), "MANNER": manner}
    ended = in_child(lambda: act(name, companies, repository="server.git"), environment)
    assert ended == signal.SIGKILL
    quiet(elsewhere)
    left = state(elsewhere)
    if doing == "clone" or manner == "before":
        assert left == before
    unharmed = companies.parent / "unharmed.git"
    git(companies.parent, "clone", "--quiet", "--bare", "c0", str(unharmed))
    assert act(name, companies, repository="unharmed.git").result is RowResult.DONE
    after = state(unharmed)
    assert after != before
    if doing == "push" and manner == "after":
        assert left == after
    judged(companies, elsewhere, before, after, name)


@pytest.mark.long
@pytest.mark.parametrize("name", ["draft", "apply"])
def test_killed_at_any_call_of_git(make_companies: Made, tmp_path: Path, name: str) -> None:
    companies = make_companies([PLAIN])
    template = bare(companies)
    kept = template.rename(companies.parent / "kept.git")
    elsewhere = companies.parent / "server.git"
    before = state(kept)
    shutil.copytree(kept, elsewhere)
    environment = {**killer(tmp_path, "counted"), "MANNER": "middle"}
    assert in_child(lambda: act(name, companies, repository="server.git"), environment) == 0
    calls, after = int((tmp_path / "count").read_text()), state(elsewhere)
    assert after != before
    assert calls > 20
    for at in range(1, calls, 3):
        shutil.rmtree(elsewhere)
        shutil.copytree(kept, elsewhere)
        (tmp_path / "count").write_text("0")
        here = {**environment, "KILL_AT": str(at)}
        ended = in_child(lambda: act(name, companies, repository="server.git"), here)
        assert ended == signal.SIGKILL, at
        judged(companies, elsewhere, before, after, name)
    print(f"{name}: {len(range(1, calls, 3))} of {calls} calls of git")
