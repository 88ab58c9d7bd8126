"""Killed anywhere, the repository is as before or as after, and the next run sees to it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.errors import ConflictError, RepositoryError
from amendtool.repository.landing import checkout
from amendtool.repository.landing.journal import interrupted
from amendtool.repository.landing.landing import land
from amendtool.repository.landing.recovery import recover
from tests.repository.killed import Countdown
from tests.repository.sandbox import (
    AFTER,
    BEFORE,
    DISTURBED,
    TAG,
    YAML,
    Sandbox,
    amendment,
    disturb,
    start,
)

pytestmark = pytest.mark.usefixtures("waits_for_the_disk")
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

STRACE = shutil.which("strace")


def can_trace() -> bool:
    if STRACE is None:
        return False
    return subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


traced = pytest.mark.skipif(
    not can_trace(), reason="strace is not installed or not allowed here: this sweep is left out"
)

MUTATING = (
    *("rename", "renameat", "link", "linkat", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "rmdir", "fsync", "fdatasync", "ftruncate", "pwrite64"),
)


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[], Sandbox]:
    """Copies of one repository in which the amendment can be landed, with work in progress."""
    template = start(tmp_path / "template")
    shutil.rmtree(template.path / ".git/hooks")  # nothing but git's examples, in each copy again
    template.write(f"amendments/{TAG}.yaml", YAML)
    disturb(template)
    counter = iter(range(10**6))

    def make() -> Sandbox:
        for old in tmp_path.glob("copy-*"):
            shutil.rmtree(old)
        path = tmp_path / f"copy-{next(counter)}"
        shutil.copytree(template.path, path, symlinks=True)
        return Sandbox(path=path)

    return make


def in_child(act: Callable[[], object], environment: dict[str, str] | None = None) -> int:
    """Do something in a process of its own; the signal that ended it, or 0."""
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        status = 1
        try:
            os.environ.update(environment or {})
            act()
            status = 0
        except (RepositoryError, ConflictError, KeyboardInterrupt):
            status = 3
        finally:
            os._exit(status)
    _, ended = os.waitpid(pid, 0)
    return os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else 0


def assert_whole(sandbox: Sandbox, base: str, *, torn: bool = False) -> bool:
    """The repository is before or after; then the next run brings it to after. Was it after?"""
    after = sandbox.head != base
    if after:
        assert sandbox.git("rev-parse", "HEAD~2") == base
    # A git that is killed between the two renames of its one transaction leaves the tag
    # and the branch at odds; the branch decides, and the next run sees to the tag.
    assert sandbox.git("tag") in ([TAG, ""] if torn else [TAG] if after else [""])
    sandbox.git("fsck", "--strict")
    held = sandbox.path / ".git/amendtool"
    assert not list((sandbox.path / ".git/objects").rglob("tmp_*"))
    git = sandbox.open()
    warning = interrupted(git)
    if sandbox.files() != (AFTER if after else BEFORE):
        assert after, "no file is touched before the commit point"
        assert warning is not None
        assert "not yet up to date" in warning.message

    recovered = recover(git)
    if recovered is not None:
        assert (recovered.commit is not None) == after
        assert recovered.name == TAG
        assert recovered.notices == ()
    if not after:
        assert sandbox.files() == BEFORE
        assert sandbox.status == [*DISTURBED[:2], f"?? amendments/{TAG}.yaml", DISTURBED[2]]
        land(git, amendment(base))
    assert sandbox.git("rev-list", "--count", f"{base}..HEAD") == "2", "no commit twice"
    assert sandbox.git("rev-parse", f"{TAG}^{{commit}}") == sandbox.head
    assert sandbox.files() == AFTER
    assert sandbox.status == DISTURBED
    assert (sandbox.path / "notes.txt").read_bytes() == b"notes, not yet finished\n"
    assert (sandbox.path / "staged.txt").read_bytes() == b"staged, then changed\n"
    assert sandbox.git("show", ":staged.txt") == "staged"
    assert not held.exists()
    assert not list((sandbox.path / ".git").rglob("*.lock"))
    assert interrupted(git) is None
    assert recover(git) is None
    sandbox.git("fsck", "--strict")
    return after


# -- a. before every step of our own -----------------------------------------------------


EVERY = [pytest.param(1, marks=pytest.mark.long, id="each"), pytest.param(5, id="some")]
"""Of the kill points of a sweep, in the long run and in the quick one."""


@posix
@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("many", [checkout._MANY, 1], ids=["one by one", "at once"])
def test_killed_before_every_step(
    fresh: Callable[[], Sandbox], how: int, every: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "_MANY", many)
    sandbox = fresh()
    base = sandbox.head
    count = Countdown(0)
    land(sandbox.open(), amendment(base), step=count)
    outcomes = []
    point = count.names.index("commit point") + 1
    # The two steps around the commit point in every run.
    steps = [n for n in range(1, len(count.names) + 1) if n % every == 0 or 0 <= n - point <= 1]
    for number in steps:
        sandbox = fresh()
        git = sandbox.open()
        ended = in_child(lambda: land(git, amendment(base), step=Countdown(number, how)))  # noqa: B023
        assert ended == (signal.SIGKILL if how == signal.SIGKILL else 0)
        outcomes.append(assert_whole(sandbox, base))
    assert outcomes == [number > point for number in steps]


@posix
@pytest.mark.parametrize("every", EVERY)
def test_killed_while_recovering(
    fresh: Callable[[], Sandbox], monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    """A recovery that is itself cut off is finished by the next one."""
    from amendtool.repository.landing import recovery

    number = 1 - every
    while True:
        number += every
        sandbox = fresh()
        base = sandbox.head
        git = sandbox.open()
        in_child(lambda: land(git, amendment(base), step=Countdown(14)))  # noqa: B023

        def dying(number: int = number, git: object = git) -> None:
            monkeypatch.setattr(recovery, "silently", Countdown(number))
            recover(git)  # type: ignore[arg-type]

        ended = in_child(dying)
        assert assert_whole(sandbox, base)
        if ended == 0:
            break
    assert number > 5


# -- b. a git that is killed before, in the middle of, and after each call ---------------

WRAPPER = """\
#!/bin/sh
number=$(( $(cat "$COUNT") + 1 ))
echo $number > "$COUNT"
[ $number = "$KILL_AT" ] || exec "$REAL_GIT" "$@"
case $MANNER in
before) kill -9 $PPID; exit 137 ;;
middle) exec "$PYTHON" -c "$MIDDLE" "$@" ;;
after) "$REAL_GIT" "$@"; kill -9 $PPID; exit 137 ;;
count) exec "$STRACE" -f -qq -o "$COUNT.calls" -e trace="$CALL" "$REAL_GIT" "$@" ;;
trace)
    "$STRACE" -f -qq -o /dev/null -e trace="$CALL" \\
        -e inject="$CALL":signal=SIGKILL:when="$WHEN" "$REAL_GIT" "$@"
    status=$?
    [ $status != 137 ] || { echo killed > "$COUNT.killed"; kill -9 $PPID; }
    exit $status ;;
esac
"""

MIDDLE = """\
import os, signal, subprocess, sys, time
text = sys.stdin.buffer.read()
git = subprocess.Popen([os.environ["REAL_GIT"], *sys.argv[1:]], stdin=subprocess.PIPE)
try:
    git.stdin.write(text[:len(text) // 2])
    git.stdin.flush()
    time.sleep(0.03)
except BrokenPipeError:
    pass
git.kill()
git.wait()
os.kill(os.getppid(), signal.SIGKILL)
"""


@pytest.fixture
def wrapped(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "bin"
    folder.mkdir()
    real = shutil.which("git")
    assert real is not None
    script = folder / "git"
    script.write_text(WRAPPER)
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {
        "REAL_GIT": real,
        "COUNT": str(tmp_path / "count"),
        "PYTHON": sys.executable,
        "MIDDLE": MIDDLE,
        "STRACE": STRACE or "",
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
    }


def landed_with(sandbox: Sandbox, environment: dict[str, str], **more: str) -> int:
    """Land in a child whose git is the wrapper; the signal that ended it, or 0."""
    git, base = sandbox.open(), sandbox.head
    Path(environment["COUNT"]).write_text("0")
    Path(environment["COUNT"] + ".killed").unlink(missing_ok=True)
    return in_child(lambda: land(git, amendment(base)), {**environment, **more})


@posix
@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("manner", ["before", "middle", "after"])
def test_git_and_we_killed_at_every_call(
    fresh: Callable[[], Sandbox], wrapped: dict[str, str], manner: str, every: int
) -> None:
    sandbox = fresh()
    assert landed_with(sandbox, wrapped, KILL_AT="0") == 0
    calls = int(Path(wrapped["COUNT"]).read_text())
    assert calls > 8
    outcomes = []
    for number in range(calls, 0, -every):
        sandbox = fresh()
        base = sandbox.head
        assert landed_with(sandbox, wrapped, KILL_AT=str(number), MANNER=manner) == signal.SIGKILL
        outcomes.append(assert_whole(sandbox, base))
    assert outcomes == sorted(outcomes, reverse=True), "from the last call to the first"
    assert True in outcomes
    assert False in outcomes


# -- c. strace: every system call of git that changes the disk ---------------------------


def sweep(fresh: Callable[[], Sandbox], wrapped: dict[str, str], number: int) -> list[bool]:
    """Kill git's NUMBER-th call, and us, at each of its system calls; which were after?"""
    outcomes: list[bool] = []
    # Not every machine has every call: some know only ``renameat``.
    known = ",".join(f"?{call}" for call in MUTATING)
    assert landed_with(fresh(), wrapped, KILL_AT=str(number), CALL=known, MANNER="count") == 0
    calls = re.findall(r"^\d+ +(\w+)\(", Path(wrapped["COUNT"] + ".calls").read_text(), re.M)
    for call in MUTATING:
        for when in range(1, calls.count(call) + 1):  # strace counts each system call for itself
            sandbox = fresh()
            base = sandbox.head
            how = {"KILL_AT": str(number), "CALL": call, "WHEN": str(when)}
            landed_with(sandbox, wrapped, MANNER="trace", **how)
            if not Path(wrapped["COUNT"] + ".killed").exists():
                break
            outcomes.append(assert_whole(sandbox, base, torn=True))
    return outcomes


@posix
@traced
def test_git_killed_at_every_system_call_of_the_commit_point(
    fresh: Callable[[], Sandbox], wrapped: dict[str, str]
) -> None:
    sandbox = fresh()
    names: list[str] = []
    script = Path(wrapped["PATH"].split(os.pathsep)[0]) / "git"
    logged = script.read_text().replace("[ $number", 'echo "$@" >> "$COUNT.log"\n[ $number', 1)
    script.write_text(logged)
    landed_with(sandbox, wrapped, KILL_AT="0")
    names = Path(wrapped["COUNT"] + ".log").read_text().splitlines()
    number = next(n for n, name in enumerate(names, 1) if " update-ref " in name)
    outcomes = sweep(fresh, wrapped, number)
    assert len(outcomes) >= 5
    assert {True, False} == set(outcomes)


@posix
@traced
@pytest.mark.long
def test_git_killed_at_every_system_call_of_every_call(
    fresh: Callable[[], Sandbox], wrapped: dict[str, str]
) -> None:
    landed_with(fresh(), wrapped, KILL_AT="0")
    calls = int(Path(wrapped["COUNT"]).read_text())
    points = sum(len(sweep(fresh, wrapped, number)) for number in range(1, calls + 1))
    print(f"strace: {points} kill points in {calls} git calls")
    assert points >= 20


@posix
@traced
@pytest.mark.long
@pytest.mark.parametrize("call", [*MUTATING, "write", "openat"])
def test_we_killed_at_every_system_call(fresh: Callable[[], Sandbox], call: str) -> None:
    """Our own process under strace; git's are not killed, and may still be at work."""
    assert STRACE is not None
    points = 0
    for when in range(1, 20000, 23 if call == "openat" else 1):
        sandbox = fresh()
        base = sandbox.head
        done = subprocess.run(
            [
                *(STRACE, "-qq", "-o", os.devnull, "-e", f"trace={call}"),
                *("-e", f"inject={call}:signal=SIGKILL:when={when}"),
                *(sys.executable, "-m", "tests.repository.killed", str(sandbox.path), base),
            ],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=False,
        )
        assert_whole(sandbox, base)
        if done.returncode != -signal.SIGKILL:
            # Not every machine has every call: some know only ``renameat``.
            assert done.returncode == 0 or b"invalid system call" in done.stderr
            break
        points += 1
    print(f"strace: {points} kill points at {call} in our own process")
    assert points > 0 or call not in ("fsync", "write", "openat")


# -- d. what recovery must not decide -----------------------------------------------------


def cut_off(sandbox: Sandbox, step: str) -> str:
    """Kill a run right before ``step``; the base it started from."""
    base = sandbox.head
    git = sandbox.open()

    def die(name: str) -> None:
        if name.startswith(step):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(lambda: land(git, amendment(base), step=die)) == signal.SIGKILL
    return base


@posix
def test_a_file_changed_since_is_not_lost(fresh: Callable[[], Sandbox]) -> None:
    sandbox = fresh()
    base = cut_off(sandbox, "write articles/011")
    mine = sandbox.write("articles/004-keyd.md", b"unrelated to the amendment\n")
    other = sandbox.write("articles/008-new.md", b"written by hand meanwhile\n")
    git = sandbox.open()
    before = sandbox.files()
    with pytest.raises(RepositoryError) as error:
        recover(git)
    assert [(p.code, p.place.file) for p in error.value.problems] == [
        ("interrupted", "articles/008-new.md")
    ]
    assert sandbox.files() == before, "nothing was touched"
    with pytest.raises(RepositoryError):
        recover(git)
    other.rename(sandbox.path / "mine.md")  # what the hint says
    recovered = recover(git)
    assert recovered is not None
    assert recovered.commit == sandbox.head != base
    assert mine.read_bytes() == b"unrelated to the amendment\n"
    assert (sandbox.path / "mine.md").read_bytes() == b"written by hand meanwhile\n"


@posix
def test_while_files_are_behind_git_cannot_commit_them_back(fresh: Callable[[], Sandbox]) -> None:
    sandbox = fresh()
    cut_off(sandbox, "move articles/011")
    after = sandbox.head
    sandbox.git("commit", "-q", "-am", "by mistake", ok=False)
    assert sandbox.head == after
    assert "amendtool" in (sandbox.path / ".git/index.lock").read_text()


@posix
def test_history_that_went_on_is_accepted_when_the_files_agree(
    fresh: Callable[[], Sandbox],
) -> None:
    sandbox = fresh()
    cut_off(sandbox, "write articles/011")
    (sandbox.path / ".git/index.lock").unlink()
    sandbox.git("reset", "-q", "--hard")
    sandbox.commit("went on")
    recovered = recover(sandbox.open())
    assert recovered is not None
    assert recovered.commit == sandbox.git("rev-parse", "HEAD~1")
    assert sandbox.status == []


@posix
def test_history_that_went_on_stops_when_the_files_disagree(fresh: Callable[[], Sandbox]) -> None:
    sandbox = fresh()
    cut_off(sandbox, "write articles/011")
    (sandbox.path / ".git/index.lock").unlink()
    sandbox.git("commit", "-q", "--allow-empty", "--only", "-m", "went on")
    before = sandbox.files()
    with pytest.raises(RepositoryError) as error:
        recover(sandbox.open())
    assert error.value.problems[0].code == "interrupted"
    assert "rm " in error.value.problems[0].hint
    assert sandbox.files() == before


@posix
def test_a_commit_that_was_taken_back_is_forgotten(fresh: Callable[[], Sandbox]) -> None:
    sandbox = fresh()
    base = cut_off(sandbox, "end the journal")
    sandbox.git("reset", "-q", "--hard", base)
    sandbox.git("tag", "-d", TAG)
    sandbox.commit("another way")
    recovered = recover(sandbox.open())
    assert recovered is not None
    assert recovered.commit is None
    assert sandbox.files() == BEFORE


def test_an_unreadable_journal_stops(sandbox: Sandbox) -> None:
    for content in (b"", b"{}", b"[1]", b"\xff", b'{"amendtool": "journal/1", "name": 1}'):
        sandbox.write(".git/amendtool/journal.json", content)
        git = sandbox.open()
        assert interrupted(git) is not None
        with pytest.raises(RepositoryError) as error:
            recover(git)
        assert error.value.problems[0].code == "interrupted"
    assert sandbox.files() == BEFORE


# -- e. two at once -----------------------------------------------------------------------


def race(sandbox: Sandbox, processes: int) -> None:
    base = sandbox.head
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.repository.killed", str(sandbox.path), base],
            cwd=Path(__file__).parents[2],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    said = [process.communicate()[1] for process in running]
    codes = [process.returncode for process in running]
    assert codes.count(0) == 1, said
    losers = [text for text, code in zip(said, codes, strict=True) if code]
    assert all("have moved on" in text for text in losers), losers
    assert sandbox.git("rev-list", "--count", f"{base}..HEAD") == "2"
    assert sandbox.files() == AFTER
    assert sandbox.status == DISTURBED
    assert not (sandbox.path / ".git/amendtool").exists()


@pytest.mark.parametrize("processes", [2, 4])
def test_of_runs_at_once_one_wins_and_the_others_say_so(
    fresh: Callable[[], Sandbox], processes: int
) -> None:
    race(fresh(), processes)


@pytest.mark.long
@pytest.mark.parametrize("processes", [4, 8])
def test_of_many_runs_at_once_one_wins_and_the_others_say_so(
    fresh: Callable[[], Sandbox], processes: int
) -> None:
    for _ in range(10):
        race(fresh(), processes)


@pytest.mark.long
def test_of_two_runs_at_once_one_wins_two_hundred_times(fresh: Callable[[], Sandbox]) -> None:
    for _ in range(200):
        race(fresh(), 2)


def test_two_linked_work_trees_do_not_disturb_each_other(
    fresh: Callable[[], Sandbox], tmp_path: Path
) -> None:
    sandbox = fresh()
    base = sandbox.head
    linked = tmp_path / "linked"
    sandbox.git("worktree", "add", "-q", str(linked), "-b", "linked")
    land(sandbox.open(), amendment(base))
    with pytest.raises(ConflictError) as error:
        land(Sandbox(path=linked).open(), amendment(base))
    assert error.value.problems[0].code == "already-applied"
    assert Sandbox(path=linked).files() == BEFORE
