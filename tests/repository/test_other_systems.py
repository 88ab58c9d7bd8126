"""What other systems do: no hard links, files that are held open, no folders by descriptor."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool.errors import RepositoryError
from amendtool.repository.landing import private
from amendtool.repository.landing.landing import land
from amendtool.repository.landing.recovery import recover
from amendtool.repository.landing.writing import Writing, take_back, write_files
from amendtool.repository.landing.writing_record import writing_there
from tests.repository.sandbox import AFTER, TAG, Sandbox, amendment, start

NEW = {"articles/101-a.md": b"# A\n\nText.\n", "articles/deep/102-b.md": b"# B\n\nText.\n"}


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return start(tmp_path / "sandbox")


def written(sandbox: Sandbox) -> bool:
    write_files(sandbox.open(), "import", lambda: Writing(files=NEW))
    return {path: sandbox.files().get(path) for path in NEW} == NEW


# -- a file system without hard links (FAT, some network disks) -------------------------------


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_without_hard_links(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", link)
    assert written(sandbox)
    for path in NEW:
        (sandbox.path / path).unlink()
    (sandbox.path / "articles/deep").rmdir()
    land(sandbox.open(), amendment(sandbox.head))
    assert sandbox.files() == AFTER


def test_without_hard_links_nothing_is_written_over(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", link)
    mine = sandbox.write("articles/101-a.md", b"mine\n")
    with pytest.raises(RepositoryError):
        written(sandbox)
    assert mine.read_bytes() == b"mine\n"
    assert not writing_there(sandbox.open())


# -- another program holds a file open (Windows refuses to rename or remove it) ----------------


def held_open(monkeypatch: pytest.MonkeyPatch, name: str, deed: str) -> Callable[[], None]:
    """Let ``os.DEED`` fail for files of this name, until what is given back is called."""
    true_deed = getattr(os, deed)
    held = [True]

    def refused(*given: object, **named: object) -> object:
        if held[0] and any(str(one).endswith(name) for one in given):
            raise PermissionError(errno.EACCES, "held by another program", name)
        return true_deed(*given, **named)

    monkeypatch.setattr(os, deed, refused)
    return lambda: held.__setitem__(0, False)


@pytest.mark.parametrize(("deed", "name"), [("link", "102-b.md"), ("mkdir", "articles/deep")])
def test_a_place_that_is_held_open_stops_a_writing_whole(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, deed: str, name: str
) -> None:
    before = sandbox.files()
    let_go = held_open(monkeypatch, name, deed)
    with pytest.raises(RepositoryError) as error:
        written(sandbox)
    assert [problem.code for problem in error.value.problems] == ["unwritable"]
    assert sandbox.files() == before
    assert not writing_there(sandbox.open())
    let_go()
    assert written(sandbox)


def test_a_record_that_cannot_be_removed_is_taken_back_later(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sandbox.files()
    let_go = held_open(monkeypatch, "writing.json", "unlink")
    with pytest.raises(RepositoryError):
        written(sandbox)
    assert sandbox.files() == before
    assert writing_there(sandbox.open()), "it is still there, and every verb says so"
    let_go()
    assert take_back(sandbox.open())
    assert sandbox.files() == before
    assert written(sandbox)


# -- no folders by descriptor, no O_NOFOLLOW (Windows) -----------------------------------------


def test_without_folders_by_descriptor(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "_BY_DESCRIPTOR", False)
    monkeypatch.setattr(private, "_NOFOLLOW", 0)
    sandbox.write(".git/amendtool/left/over", b"x")
    assert written(sandbox)
    assert recover(sandbox.open()) is None
    assert not (sandbox.path / ".git/amendtool").exists()


# -- object ids and references of other forms ---------------------------------------------------


@pytest.mark.parametrize("form", ["--object-format=sha256", "--ref-format=reftable"])
def test_other_forms_of_a_repository(tmp_path: Path, form: str) -> None:
    path = tmp_path / "other"
    done = subprocess.run(
        ["git", "init", "-q", "-b", "main", form, path], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this git has no {form}")
    first = start(tmp_path / "usual")
    sandbox = Sandbox(path=path)
    for name, content in {**first.files(), "notes.txt": b"notes\n"}.items():
        sandbox.write(name, content)
    base = sandbox.commit("The articles")
    land(sandbox.open(), amendment(base))
    assert sandbox.files() == AFTER
    assert sandbox.git("tag") == TAG
    assert sandbox.git("rev-list", "--count", f"{base}..HEAD") == "2"
    assert written(sandbox)
    assert recover(sandbox.open()) is None
    sandbox.git("fsck", "--strict")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
def test_a_run_killed_in_a_sha256_repository_is_finished(tmp_path: Path) -> None:
    from tests.repository.killed import Countdown
    from tests.repository.test_crash import in_child

    path = tmp_path / "other"
    subprocess.run(["git", "init", "-q", "-b", "main", "--object-format=sha256", path], check=True)
    sandbox = Sandbox(path=path)
    for name, content in start(tmp_path / "usual").files().items():
        sandbox.write(name, content)
    base = sandbox.commit("The articles")
    git = sandbox.open()
    count = Countdown(0)
    in_child(lambda: land(git, amendment(base), step=Countdown(14)))
    recover(git)
    if sandbox.head == base:
        land(git, amendment(base), step=count)
    assert sandbox.files() == AFTER
    assert sandbox.git("tag") == TAG
