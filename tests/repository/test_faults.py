"""The table of faults: what is wrong with a repository or its disk, and what is said."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amendtool import disk
from amendtool.errors import Problem, RepositoryError
from amendtool.repository.git import Git
from amendtool.repository.landing import checkout, locks
from amendtool.repository.landing.landing import Landing, Message, commit_all, land
from amendtool.repository.landing.locks import Holder
from amendtool.repository.landing.preconditions import Ready, require_ready
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
    as_nobody,
    disturb,
    start,
)

NEW = ["articles/008-new.md", "articles/013-keyl.md"]


def ready(sandbox: Sandbox) -> Ready:
    return require_ready(sandbox.open(), paths=("articles",), new=NEW)


def problems(sandbox: Sandbox) -> list[Problem]:
    with pytest.raises(RepositoryError) as error:
        ready(sandbox)
    assert error.value.exit_code == 5
    return list(error.value.problems)


def assert_untouched(sandbox: Sandbox, base: str) -> None:
    assert sandbox.git("rev-parse", "HEAD", ok=False) in (base, "HEAD")
    assert sandbox.git("tag") == ""
    assert sandbox.files() == BEFORE
    assert not (sandbox.path / ".git/amendtool").exists()


# -- what must hold before ----------------------------------------------------------------


def test_a_repository_in_order_is_ready(sandbox: Sandbox) -> None:
    found = ready(sandbox)
    assert (found.head, found.branch, found.notices) == (sandbox.head, "main", ())


def test_unrelated_work_in_progress_is_only_noticed(sandbox: Sandbox) -> None:
    disturb(sandbox)
    (notice,) = ready(sandbox).notices
    assert (notice.code, notice.severity) == ("unrelated-changes", "warning")
    assert "notes.txt" in notice.message
    assert "staged.txt" in notice.message
    assert "untracked.txt" not in notice.message
    assert sandbox.status == DISTURBED


def unborn(sandbox: Sandbox) -> None:
    sandbox.git("checkout", "-q", "--orphan", "empty")
    sandbox.git("rm", "-q", "-r", "--cached", ".")


def conflict(sandbox: Sandbox) -> str:
    """A commit on another branch that cannot be merged into this one."""
    sandbox.git("switch", "-q", "-c", "side")
    sandbox.write("notes.txt", b"side\n")
    sandbox.commit("side")
    side = sandbox.head
    sandbox.git("switch", "-q", "main")
    sandbox.write("notes.txt", b"main\n")
    sandbox.commit("main")
    return side


def merging(sandbox: Sandbox) -> None:
    sandbox.git("merge", conflict(sandbox), ok=False)


def rebasing(sandbox: Sandbox) -> None:
    sandbox.git("rebase", conflict(sandbox), ok=False)


def picking(sandbox: Sandbox) -> None:
    sandbox.git("cherry-pick", conflict(sandbox), ok=False)


def reverting(sandbox: Sandbox) -> None:
    sandbox.git("revert", "--no-edit", conflict(sandbox), ok=False)


def bisecting(sandbox: Sandbox) -> None:
    sandbox.git("bisect", "start")


def detached(sandbox: Sandbox) -> None:
    sandbox.git("checkout", "-q", "--detach")


def changed(sandbox: Sandbox) -> None:
    sandbox.write("articles/004-keyd.md", b"changed\n")


def staged(sandbox: Sandbox) -> None:
    changed(sandbox)
    sandbox.git("add", "articles")


def removed(sandbox: Sandbox) -> None:
    (sandbox.path / "articles/004-keyd.md").unlink()


def added(sandbox: Sandbox) -> None:
    sandbox.write("articles/099-added.md", b"added\n")
    sandbox.git("add", "articles")


def in_the_way(sandbox: Sandbox) -> None:
    sandbox.write("articles/008-new.md", b"mine\n")


def ignored_in_the_way(sandbox: Sandbox) -> None:
    sandbox.write(".gitignore", b"articles/008*\n")
    sandbox.commit("ignore")
    in_the_way(sandbox)


def other_case(sandbox: Sandbox) -> None:
    sandbox.write("articles/008-NEW.md", b"mine\n")


def symlink(sandbox: Sandbox) -> None:
    path = sandbox.path / "articles/004-keyd.md"
    path.rename(sandbox.path / "elsewhere.md")
    path.symlink_to(sandbox.path / "elsewhere.md")


def symlink_in_git(sandbox: Sandbox) -> None:
    symlink(sandbox)
    sandbox.commit("link")


def linked_folder(sandbox: Sandbox) -> None:
    (sandbox.path / "articles").rename(sandbox.path.parent / "moved")
    (sandbox.path / "articles").symlink_to(sandbox.path.parent / "moved")


def submodule(sandbox: Sandbox) -> None:
    sandbox.git("update-index", "--add", "--cacheinfo", f"160000,{sandbox.head},articles/050-s")
    sandbox.git("commit", "-q", "-m", "submodule")
    (sandbox.path / "articles/050-s").mkdir()


def assumed(sandbox: Sandbox) -> None:
    sandbox.git("update-index", "--assume-unchanged", "articles/004-keyd.md")
    changed(sandbox)


def skipped(sandbox: Sandbox) -> None:
    sandbox.git("update-index", "--skip-worktree", "articles/004-keyd.md")


@pytest.mark.parametrize(
    ("fault", "code", "place", "hint"),
    [
        (unborn, "no-commit", None, "git commit"),
        (detached, "detached-head", None, "git switch"),
        (merging, "unfinished", None, "git merge --abort"),
        (rebasing, "unfinished", None, "git rebase --abort"),
        (picking, "unfinished", None, "git cherry-pick --abort"),
        (reverting, "unfinished", None, "git revert --abort"),
        (bisecting, "unfinished", None, "git bisect reset"),
        (changed, "uncommitted", "articles/004-keyd.md", "git restore -SW"),
        (staged, "uncommitted", "articles/004-keyd.md", "git restore -SW"),
        (removed, "uncommitted", "articles/004-keyd.md", "git restore -SW"),
        (added, "uncommitted", "articles/099-added.md", "git restore -SW"),
        (in_the_way, "untracked-in-the-way", "articles/008-new.md", "move it away"),
        (ignored_in_the_way, "untracked-in-the-way", "articles/008-new.md", "move it away"),
        (other_case, "name-clash", "articles/008-new.md", "rename"),
        (symlink, "symlink", "articles/004-keyd.md", "replace"),
        (symlink_in_git, "symlink", "articles/004-keyd.md", "replace"),
        (linked_folder, "symlink", "articles", "replace"),
        (submodule, "submodule", "articles/050-s", "replace"),
        (assumed, "hidden-changes", "articles/004-keyd.md", "--no-assume-unchanged"),
        (skipped, "hidden-changes", "articles/004-keyd.md", "--no-skip-worktree"),
    ],
)
def test_each_state_that_forbids_applying_says_so(
    sandbox: Sandbox,
    fault: Callable[[Sandbox], None],
    code: str,
    place: str | None,
    hint: str,
) -> None:
    fault(sandbox)
    before = (sandbox.status, sandbox.files())
    found = [problem for problem in problems(sandbox) if problem.code == code]
    assert [problem.place.file for problem in found] == [place]
    assert hint in found[0].hint
    assert (sandbox.status, sandbox.files()) == before


def test_an_nfc_and_an_nfd_spelling_clash(sandbox: Sandbox) -> None:
    sandbox.write("articles/008-か\u3099.md", b"nfd\n")
    with pytest.raises(RepositoryError) as error:
        require_ready(sandbox.open(), paths=("articles",), new=["articles/008-が.md"])
    assert [problem.code for problem in error.value.problems] == ["name-clash"]


def test_everything_wrong_is_told_at_once(sandbox: Sandbox) -> None:
    merging(sandbox)
    changed(sandbox)
    in_the_way(sandbox)
    assert {problem.code for problem in problems(sandbox)} == {
        "unfinished",
        "uncommitted",
        "untracked-in-the-way",
    }


def test_the_amendment_file_must_be_what_was_read(sandbox: Sandbox) -> None:
    name = f"amendments/{TAG}.yaml"
    sandbox.write(name, YAML)
    git = sandbox.open()
    read = {name: YAML}
    paths = ("articles", "amendments")
    assert require_ready(git, paths=paths, new=[name], read=read).notices == ()
    sandbox.git("add", name)
    assert require_ready(git, paths=paths, new=[name], read=read).notices == ()
    sandbox.write(name, YAML + b"# changed\n")
    with pytest.raises(RepositoryError) as error:
        require_ready(git, paths=paths, new=[name], read=read)
    assert [problem.code for problem in error.value.problems] == ["changed-since-read"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (detached, "detached-head"),
        (in_the_way, "untracked-in-the-way"),
        (ignored_in_the_way, "untracked-in-the-way"),
        (linked_folder, "symlink"),
        (lambda sandbox: sandbox.write("articles/010-keyj.md", b"x\n"), "uncommitted"),
        (lambda sandbox: (sandbox.path / "articles/012-keyl.md").unlink(), "uncommitted"),
    ],
)
def test_landing_looks_again_for_itself(
    sandbox: Sandbox, fault: Callable[[Sandbox], object], code: str
) -> None:
    fault(sandbox)
    base, before = sandbox.head, sandbox.files()
    with pytest.raises(RepositoryError) as error:
        land(sandbox.open(), amendment(base))
    assert error.value.problems[0].code == code
    assert (sandbox.head, sandbox.files()) == (base, before)
    assert not (sandbox.path / ".git/amendtool").exists()
    assert not (sandbox.path / ".git/index.lock").exists()


def test_a_submodule_on_a_branch_is_told_to_be_one(sandbox: Sandbox, tmp_path: Path) -> None:
    outer = start(tmp_path / "outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(sandbox.path), "inner"
    )
    inner = Sandbox(path=outer.path / "inner")
    assert [notice.code for notice in ready(inner).notices] == ["submodule-of"]


# -- locks ----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "BRIEFLY", 0.1)


@pytest.fixture
def holder() -> Iterator[Callable[[Path], int]]:
    """Processes that hold a file open and sleep."""
    sleeping: list[subprocess.Popen[bytes]] = []

    def hold(path: Path) -> int:
        code = f"f = open({str(path)!r}, 'a'); print(flush=True); import time; time.sleep(60)"
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        sleeping.append(process)
        return process.pid

    yield hold
    for process in sleeping:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to see processes")
def test_a_lock_of_gits_that_is_held_names_its_holder_and_stays(
    sandbox: Sandbox, holder: Callable[[Path], int]
) -> None:
    lock = sandbox.write(".git/index.lock", b"")
    pid = holder(lock)
    os.utime(lock, (time.time() - 3600,) * 2)
    (problem,) = problems(sandbox)
    assert problem.code == "index-locked"
    assert str(lock) in problem.message
    assert f"process {pid}" in problem.message
    assert "rm " not in problem.hint
    with pytest.raises(RepositoryError):
        land(sandbox.open(), amendment(sandbox.head))
    assert lock.exists()


@pytest.mark.parametrize(("age", "removal"), [(0, False), (3600, True)])
def test_a_lock_that_was_left_behind_comes_with_the_command(
    sandbox: Sandbox, age: float, removal: bool
) -> None:
    lock = sandbox.write(".git/index.lock", b"")
    os.utime(lock, (time.time() - age,) * 2)
    (problem,) = problems(sandbox)
    assert problem.code == "index-locked"
    assert (f"rm {lock}" in problem.hint) == removal
    base = sandbox.head
    with pytest.raises(RepositoryError) as error:
        land(sandbox.open(), amendment(base))
    assert error.value.problems[0].code == "index-locked"
    assert lock.exists(), "it is never removed"
    assert_untouched(sandbox, base)


def test_our_own_lock_of_a_dead_run_is_taken_over(sandbox: Sandbox) -> None:
    dead = Holder(pid=2**22 + 1, host=Holder.me().host)
    sandbox.write(".git/amendtool/lock", f"{dead}\n".encode())
    lock = sandbox.write(".git/index.lock", f"{dead}\nan amendment\n".encode())
    assert recover(sandbox.open()) is None
    assert not lock.exists()
    assert ready(sandbox).branch == "main"
    land(sandbox.open(), amendment(sandbox.head))
    assert sandbox.files() == AFTER


def test_our_own_lock_from_another_machine_is_left(sandbox: Sandbox) -> None:
    lock = sandbox.write(".git/index.lock", b"amendtool 1 another-machine\n")
    assert recover(sandbox.open()) is None
    (problem,) = problems(sandbox)
    assert "another-machine" in problem.message
    assert lock.exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_that_does_not_end_is_named(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amendtool.repository.landing.locks import only_run

    git = sandbox.open()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        with only_run(git):
            os.write(theirs, b"!")
            time.sleep(60)
        os._exit(0)
    try:
        os.read(ours, 1)
        with pytest.raises(RepositoryError) as error, only_run(git, patience=0.1):
            pass
        assert error.value.problems[0].code == "apply-running"
        assert f"process {pid} " in error.value.problems[0].message
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ours)
        os.close(theirs)
    with only_run(git, patience=0.1):
        pass


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock"])
def test_a_locked_branch_stops_before_anything_is_done(sandbox: Sandbox, name: str) -> None:
    lock = sandbox.write(f".git/{name}", b"")
    os.utime(lock, (time.time() - 3600,) * 2)
    base = sandbox.head
    with pytest.raises(RepositoryError) as error:
        land(sandbox.open(), amendment(base))
    assert name in str(error.value)
    assert lock.exists()
    lock.unlink()
    recover(sandbox.open())
    assert_untouched(sandbox, base)
    assert sandbox.status == []


# -- people -----------------------------------------------------------------------------------


def test_without_an_identity_nothing_is_done(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "home/.gitconfig").unlink()
    base = sandbox.head
    with pytest.raises(RepositoryError) as error:
        land(sandbox.open(), amendment(base))
    assert error.value.problems[0].code == "no-identity"
    assert_untouched(sandbox, base)


# -- the disk ---------------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> bytes:
    """The codes of what is refused to another user; empty when all goes well."""

    def told() -> bytes:
        try:
            act()
        except RepositoryError as error:
            return ", ".join(problem.code for problem in error.problems).encode()
        return b""

    return as_nobody(told)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_read_only_repository_can_be_read_and_is_not_applied_to(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = sandbox.head
    everything = [sandbox.path, *sandbox.path.rglob("*")]
    above = [p for p in sandbox.path.parents if "pytest" in str(p)]
    modes = {path: path.stat().st_mode for path in [*everything, *above]}
    for path in above:
        path.chmod(0o755)
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(sandbox.path.parent / "safe"))
    (sandbox.path.parent / "safe").write_text(
        "[safe]\n\tdirectory = *\n[user]\n\tname = a\n\temail = b\n"
    )
    (sandbox.path.parent / "safe").chmod(0o644)
    try:
        git = sandbox.open()

        def read() -> None:
            again = Git.open(sandbox.path)
            assert again.read(base, "articles") == BEFORE
            assert recover(again) is None

        assert refused(read) == b""
        assert refused(lambda: require_ready(git, paths=("articles",))) == b"read-only"
        assert refused(lambda: land(git, amendment(base))) == b"read-only"
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert_untouched(sandbox, base)
    assert sandbox.status == []


def without_temporary_packs(sandbox: Sandbox) -> None:
    for path in (sandbox.path / ".git/objects").rglob("tmp_*"):
        path.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")
def test_no_room_for_the_objects_changes_nothing(sandbox: Sandbox) -> None:
    """A limit on the size of files stands for a full disk, and needs no rights."""
    import resource

    base = sandbox.head
    disturb(sandbox)
    big = Landing(
        name="big",
        base=base,
        writes={"articles/020-big.md": os.urandom(400_000)},
        text=Message(subject="big"),
    )
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        with pytest.raises(RepositoryError) as error:
            land(sandbox.open(), big)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert error.value.problems[0].code == "git-failed"
    assert_untouched(sandbox, base)
    assert sandbox.status == DISTURBED
    assert not list((sandbox.path / ".git").glob("fast_import_crash_*"))
    assert not list((sandbox.path / ".git").rglob("*.lock"))
    sandbox.git("fsck", "--strict")
    land(sandbox.open(), big)
    assert sandbox.status == DISTURBED


def tmpfs(size: str, place: Path) -> bool:
    if sys.platform != "linux" or shutil.which("mount") is None:
        return False
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    if not tmpfs("1500k", place):
        pytest.skip("no right to mount a small disk here; the size limit stands for it")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_at_any_moment_leaves_before_or_after(small_disk: Path) -> None:
    outcomes = set()
    for free in range(0, 120, 8):
        path = small_disk / "r"
        shutil.rmtree(path, ignore_errors=True)
        sandbox = start(path)
        shutil.rmtree(path / ".git/hooks")
        base = sandbox.head
        git = sandbox.open()
        git.identity()
        filler = small_disk / "filler"
        room = os.statvfs(small_disk)
        filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - free * 1024))
        failed = ""
        try:
            land(git, amendment(base))
        except RepositoryError as error:
            failed = error.problems[0].code
        filler.unlink()
        after = sandbox.head != base
        outcomes.add((failed, after))
        sandbox.git("fsck", "--strict")
        if not after:
            assert failed
            assert_untouched(sandbox, base)
            assert not list((path / ".git").rglob("*.lock"))
        else:
            assert failed in ("", "files-behind")
            recovered = recover(git)
            assert (recovered is not None) == bool(failed)
            assert sandbox.files() == AFTER
        assert sandbox.status == []
    assert ("", True) in outcomes
    assert any(failed and not after for failed, after in outcomes), outcomes


STRACE = shutil.which("strace")


@pytest.mark.skipif(
    STRACE is None
    or subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], check=False).returncode != 0,
    reason="strace is not installed or not allowed here: errors of the disk are not injected",
)
@pytest.mark.parametrize(
    ("call", "fault"),
    [("fsync", "error=EIO"), ("write", "error=ENOSPC:when=2+"), ("link", "error=ENOSPC"),
     ("rename", "error=EIO"), ("fsync", "error=EIO:when=2+")],
)  # fmt: skip
@pytest.mark.parametrize("victim", ["fast-import", "mktag", "update-ref", "update-index"])
@pytest.mark.usefixtures("waits_for_the_disk")
def test_an_error_of_the_disk_in_git_leaves_before_or_after(
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    victim: str,
    call: str,
    fault: str,
) -> None:
    base = sandbox.head
    disturb(sandbox)
    git = sandbox.open()
    real = shutil.which("git")
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    wrapper.write_text(
        f'#!/bin/sh\ncase " $* " in *" {victim} "*)\n'
        f'  exec {STRACE} -f -qq -o /dev/null -e trace={call} -e inject={call}:{fault} {real} "$@"'
        f';;\nesac\nexec {real} "$@"\n'
    )
    wrapper.chmod(0o755)
    failed = ""
    with monkeypatch.context() as patched:
        patched.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")
        try:
            land(git, amendment(base))
        except RepositoryError as error:
            failed = error.problems[0].code
    without_temporary_packs(sandbox)
    sandbox.git("fsck", "--strict")
    if sandbox.head == base:
        assert failed == "git-failed"
        assert_untouched(sandbox, base)
        assert not list((sandbox.path / ".git").rglob("*.lock"))
        land(git, amendment(base))
    else:
        assert failed in ("", "files-behind")
        assert (recover(git) is not None) == (failed == "files-behind")
    assert sandbox.files() == AFTER
    assert sandbox.status == DISTURBED
    assert sandbox.git("tag") == TAG


@pytest.mark.parametrize("step", ["move", "write", "place", "remove", "publish"])
@pytest.mark.parametrize("many", [checkout._MANY, 1], ids=["one by one", "at once"])
def test_a_disk_that_fails_after_the_commit_point_is_finished_later(
    sandbox: Sandbox, step: str, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "_MANY", many)

    def fail(name: str) -> None:
        if name.startswith(step):
            raise OSError(28, "No space left on device")

    base = sandbox.head
    disturb(sandbox)
    git = sandbox.open()
    with pytest.raises(RepositoryError) as error:
        land(git, amendment(base), step=fail)
    (problem,) = error.value.problems
    assert problem.code == "files-behind"
    assert "is in git" in problem.message
    assert "No space left" in problem.message
    recovered = recover(git)
    assert recovered is not None
    assert recovered.commit == sandbox.head
    assert sandbox.files() == AFTER
    assert sandbox.status == DISTURBED
    assert not (sandbox.path / ".git/index.lock").exists()


@pytest.mark.parametrize("syncs", [True, False])
def test_many_files_are_each_flushed_before_one_takes_its_name(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, syncs: bool
) -> None:
    """Also where the system cannot write everything out at once, and an error stops it all."""
    done: list[str] = []
    broken = [False]

    def flushed(path: str) -> None:
        assert Path(path).read_bytes(), "it is whole"
        if broken[0]:
            raise OSError(5, "Input/output error")
        done.append("flush")

    monkeypatch.setattr(checkout, "_MANY", 1)
    monkeypatch.setattr(disk, "sync_all", lambda: syncs)
    monkeypatch.setattr(disk, "sync_file", flushed)
    git, base = sandbox.open(), sandbox.head
    copy = Sandbox(path=shutil.copytree(sandbox.path, sandbox.path.with_name("copy")))
    land(git, amendment(base), step=lambda name: done.append(name.partition(" ")[0]))
    placing = done.index("place")
    assert done.count("draft") == done.count("flush") == done.count("place") > 1
    assert "flush" not in done[placing:]
    assert done.index("remove") > done.index("flush"), "what goes stands until then"
    assert sandbox.files() == AFTER

    broken[0] = True
    with pytest.raises(RepositoryError) as error:
        land(copy.open(), amendment(base))
    assert [problem.code for problem in error.value.problems] == ["files-behind"]
    broken[0] = False
    assert recover(copy.open()) is not None
    assert copy.files() == AFTER


def test_ctrl_c_after_the_commit_point_finishes_first(sandbox: Sandbox) -> None:
    def interrupt(name: str) -> None:
        if name.startswith("move articles/011"):
            raise KeyboardInterrupt

    disturb(sandbox)
    with pytest.raises(KeyboardInterrupt):
        land(sandbox.open(), amendment(sandbox.head), step=interrupt)
    assert sandbox.files() == AFTER
    assert sandbox.status == DISTURBED
    assert not (sandbox.path / ".git/amendtool").exists()


# -- odd but allowed ----------------------------------------------------------------------------


def test_text_of_every_kind_comes_back_as_it_went_in(sandbox: Sandbox) -> None:
    odd = "<script>&]]>{{7*7}}{% %}\"onload= data 5\nfrom x\n'; done\n神\ufa19葛\U000e0100か\u3099"
    writes = {"articles/020-odd.md": odd.encode(), "articles/021-done.md": b"done\n"}
    landed = commit_all(sandbox.open(), writes, Message(subject=odd, body=odd))
    assert sandbox.open().read_file(landed.commits[0], "articles/020-odd.md") == odd.encode()
    assert sandbox.files()["articles/021-done.md"] == b"done\n"
    assert sandbox.status == []


def test_every_step_is_named(sandbox: Sandbox) -> None:
    """The kill sweep is as good as this list: what touches the disk calls the hook."""
    count = Countdown(0)
    land(sandbox.open(), amendment(sandbox.head), step=count)
    kinds = list(dict.fromkeys(re.sub(r" (amendments|articles).*", "", n) for n in count.names))
    assert kinds == [
        *("private files", "objects", "verify", "tag object", "lock the index"),
        *("copy the index", "journal", "bring the objects in", "commit point"),
        *("move", "remove", "write", "place"),
        *("private index", "refresh the private index", "publish the index"),
        *("release the index", "end the journal"),
    ]
