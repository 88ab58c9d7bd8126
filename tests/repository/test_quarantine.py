"""New objects are apart until the branch is about to move, and what a killed git leaves is ours."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool import disk
from amendtool.errors import RepositoryError
from amendtool.repository.landing import private, quarantine
from amendtool.repository.landing.landing import Message, commit_all, land
from amendtool.repository.landing.recovery import recover
from tests.repository.fake_systems import Windows, running_on
from tests.repository.sandbox import AFTER, TAG, Sandbox, amendment, start
from tests.repository.test_crash import MIDDLE, WRAPPER, in_child, landed_with

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")

Rename = Callable[[disk.StrPath, disk.StrPath], None]

MANY = {f"articles/{n}-many.md": f"# Many {n}\n\nText {n}.\n".encode() for n in range(200, 320)}
"""More files than git keeps as objects of their own: they come in one pack."""


def plain(folder: Path) -> Sandbox:
    return start(folder / "plain")


def shared(folder: Path) -> Sandbox:
    """A clone that has its objects from another repository, by ``objects/info/alternates``."""
    first = start(folder / "first")
    first.git("clone", "-q", "--shared", str(first.path), str(folder / "shared"))
    assert (folder / "shared/.git/objects/info/alternates").exists()
    return Sandbox(path=folder / "shared")


def shared_twice(folder: Path) -> Sandbox:
    between = shared(folder)
    between.git("clone", "-q", "--shared", str(between.path), str(folder / "twice"))
    return Sandbox(path=folder / "twice")


def worktree(folder: Path) -> Sandbox:
    first = start(folder / "first")
    first.git("worktree", "add", "-q", "-b", "other", str(folder / "worktree"))
    return Sandbox(path=folder / "worktree")


def submodule(folder: Path) -> Sandbox:
    inner, outer = start(folder / "inner"), start(folder / "outer")
    asked = ("-c", "protocol.file.allow=always", "submodule", "add", "-q")
    outer.git(*asked, str(inner.path), "charter")
    Sandbox(path=outer.path / "charter").git("switch", "-q", "main")
    return Sandbox(path=outer.path / "charter")


def odd_path(folder: Path) -> Sandbox:
    """What stands between two folders in a list of them, and what ends a quoted one."""
    return start(folder / 'a:b;c"d\\e 定款')


def packed(folder: Path) -> Sandbox:
    made = start(folder / "packed")
    made.git("gc", "-q")
    return made


FORMS = (plain, shared, shared_twice, worktree, submodule, odd_path, packed)


def stored(sandbox: Sandbox) -> set[str]:
    """The files of objects that are the repository's own."""
    home = Path(sandbox.git("rev-parse", "--path-format=absolute", "--git-path", "objects"))
    return {each.relative_to(home).as_posix() for each in home.rglob("*") if each.is_file()}


@pytest.mark.parametrize("form", FORMS)
def test_it_lands_wherever_the_objects_are(tmp_path: Path, form: Callable[[Path], Sandbox]) -> None:
    sandbox = form(tmp_path)
    before, git = stored(sandbox), sandbox.open()
    seen = []

    def look(step: str) -> None:
        seen.append((step, stored(sandbox) - before))

    land(git, amendment(sandbox.head), step=look)
    at = [step for step, _ in seen].index("bring the objects in")
    assert all(new == set() for _, new in seen[: at + 1])
    assert all(new for _, new in seen[at + 1 :])
    assert seen[at + 1][0] == "commit point"
    assert sandbox.files() == AFTER
    assert not (git.git_dir / "amendtool").exists()
    assert sandbox.git("cat-file", "-t", TAG) == "tag"
    sandbox.git("fsck", "--strict", "--full")


def test_what_is_refused_leaves_no_objects(tmp_path: Path) -> None:
    sandbox = plain(tmp_path)
    before = stored(sandbox)
    sandbox.write("articles/008-new.md", b"mine\n")
    with pytest.raises(RepositoryError, match="untracked"):
        land(sandbox.open(), amendment(sandbox.head))
    assert stored(sandbox) == before


@pytest.mark.parametrize("place", ["beside", "beside/objects", "beside/refs", "beside/config"])
def test_what_stands_there_already_is_not_written_through(tmp_path: Path, place: str) -> None:
    sandbox, outside = plain(tmp_path), tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    link = sandbox.path / ".git/amendtool" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(outside / "kept" if place.endswith("config") else outside)
    land(sandbox.open(), amendment(sandbox.head))
    assert [each.name for each in outside.rglob("*")] == ["kept"]
    assert (outside / "kept").read_text() == "kept"
    assert sandbox.files() == AFTER


@pytest.mark.parametrize("kind", ["blob", "tree", "commit", "tag"])
def test_an_object_that_is_there_and_is_another_is_not_taken(tmp_path: Path, kind: str) -> None:
    """Whoever made the repository may know what will be stored, and have put something there."""
    unharmed, sandbox = plain(tmp_path), start(tmp_path / "other")
    shutil.rmtree(sandbox.path)
    shutil.copytree(unharmed.path, sandbox.path)
    base, day, before = sandbox.head, "1600000000 +0900", stored(unharmed)
    land(unharmed.open(), amendment(base), date=day)
    new = (each.replace("/", "") for each in stored(unharmed) - before if "pack" not in each)
    oid = min(each for each in new if unharmed.git("cat-file", "-t", each) == kind)
    forged = zlib.compress(b"%s 1\0x" % kind.encode())
    sandbox.write(f".git/objects/{oid[:2]}/{oid[2:]}", forged)
    try:
        land(sandbox.open(), amendment(base), date=day)
    except RepositoryError:
        assert sandbox.head == base
        assert sandbox.git("tag") == ""
    else:
        # It came in a pack, which git reads first.
        assert sandbox.git("cat-file", "-p", oid) == unharmed.git("cat-file", "-p", oid)
        assert sandbox.files() == AFTER
    assert not (sandbox.path / ".git/amendtool").exists()


def test_many_come_as_one_pack_whose_index_is_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = plain(tmp_path)
    (sandbox.path / ".git/objects/pack").mkdir(exist_ok=True)
    moved: list[str] = []
    true = disk.rename

    def watched(source: disk.StrPath, target: disk.StrPath) -> None:
        moved.append(str(target))
        true(source, target)

    monkeypatch.setattr(disk, "rename", watched)
    commit_all(sandbox.open(), MANY, Message(subject="Many"))
    endings = [Path(each).suffix for each in moved if "/objects/pack/" in each]
    assert ".pack" in endings
    assert endings.index(".idx") == len(endings) - 1
    sandbox.git("fsck", "--strict")


def land_few(sandbox: Sandbox) -> None:
    land(sandbox.open(), amendment(sandbox.head))


def land_many(sandbox: Sandbox) -> None:
    commit_all(sandbox.open(), MANY, Message(subject="Many"))


@pytest.mark.parametrize(
    ("landed", "fails_at"),
    [(land_few, 1), (land_few, 2), (land_few, 5), (land_many, 1), (land_many, 2)],
)
def test_cut_off_among_the_renames(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    landed: Callable[[Sandbox], None],
    fails_at: int,
) -> None:
    sandbox = plain(tmp_path)
    (sandbox.path / ".git/objects/pack").mkdir(exist_ok=True)
    base, status, calls = sandbox.head, sandbox.status, 0

    def failing(true: Rename) -> Rename:
        def renamed(source: disk.StrPath, target: disk.StrPath) -> None:
            nonlocal calls
            calls += "/.git/objects/" in str(target)
            if calls == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            true(source, target)

        return renamed

    monkeypatch.setattr(disk, "rename", failing(disk.rename))
    with pytest.raises(RepositoryError):
        landed(sandbox)
    monkeypatch.undo()
    assert calls == fails_at
    assert sandbox.head == base
    assert sandbox.status == status
    assert not (sandbox.path / ".git/amendtool").exists()
    sandbox.git("fsck", "--strict")
    landed(sandbox)
    sandbox.git("fsck", "--strict")


def test_between_two_disks_git_writes_them_in_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "_is_one_disk", lambda _: False)
    sandbox = plain(tmp_path)
    land(sandbox.open(), amendment(sandbox.head))
    assert sandbox.files() == AFTER
    sandbox.git("fsck", "--strict")


# -- git is killed, and its unfinished files are ours ---------------------------------------------


@posix
@pytest.mark.parametrize("form", [plain, shared, worktree])
def test_a_killed_git_leaves_its_pack_in_our_folder(
    tmp_path: Path, form: Callable[[Path], Sandbox]
) -> None:
    sandbox = form(tmp_path)
    folder = tmp_path / "bin"
    folder.mkdir()
    real = shutil.which("git")
    assert real is not None
    # Killed at the one call that makes the commits, wherever it stands among the others.
    script = folder / "git"
    chosen = 'case "$*" in *fast-import*) KILL_AT=$number ;; esac\n[ $number = '
    script.write_text(WRAPPER.replace("[ $number = ", chosen, 1))
    script.chmod(0o755)
    environment = {
        "REAL_GIT": real,
        "COUNT": str(tmp_path / "count"),
        "PYTHON": sys.executable,
        "MIDDLE": MIDDLE,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
    }
    before, base = stored(sandbox), sandbox.head
    assert landed_with(sandbox, environment, KILL_AT="0", MANNER="middle") == signal.SIGKILL
    git = sandbox.open()
    left = [each.name for each in (git.git_dir / "amendtool").rglob("tmp_pack_*")]
    assert len(left) == 1
    assert stored(sandbox) == before
    assert sandbox.head == base
    recover(git)
    assert not (git.git_dir / "amendtool").exists()
    land(git, amendment(base))
    assert sandbox.files() == AFTER


@posix
def test_a_run_killed_before_the_objects_are_in_is_forgotten(tmp_path: Path) -> None:
    sandbox = plain(tmp_path)
    before, base, git = stored(sandbox), sandbox.head, sandbox.open()

    def die(step: str) -> None:
        if step == "bring the objects in":
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(lambda: land(git, amendment(base), step=die)) == signal.SIGKILL
    recovered = recover(git)
    assert recovered is not None
    assert recovered.commit is None
    assert stored(sandbox) == before
    assert not (sandbox.path / ".git/amendtool").exists()


def test_windows_clears_objects_that_may_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "_BY_DESCRIPTOR", False)
    monkeypatch.setattr(disk, "READ_ONLY_STAYS", True)
    sandbox = plain(tmp_path)
    left = sandbox.write(".git/amendtool/beside/objects/pack/tmp_pack_x", b"PACK")
    left.chmod(stat.S_IREAD)
    git = sandbox.open()
    with running_on(Windows(sandbox.path)):
        recover(git)
    assert not left.exists()
    assert not (sandbox.path / ".git/amendtool").exists()
