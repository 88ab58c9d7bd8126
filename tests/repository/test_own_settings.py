"""Git's settings are changed all at once, and a lock is removed only where it is ours."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import pytest

from amendtool import disk
from amendtool.errors import RepositoryError
from amendtool.repository.landing import own_settings
from amendtool.repository.landing.own_settings import change_settings
from amendtool.repository.landing.recovery import recover
from tests.repository.sandbox import Sandbox, start
from tests.repository.test_crash import in_child

CHANGES = (("some.key", "one"), ("--replace-all", "other.key", "定款"))


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return start(tmp_path / "sandbox")


def settings(sandbox: Sandbox) -> bytes:
    return (sandbox.path / ".git/config").read_bytes()


def test_all_of_them_are_set_with_the_mode_that_was(sandbox: Sandbox) -> None:
    (sandbox.path / ".git/config").chmod(0o600)
    change_settings(sandbox.open(), *CHANGES)
    assert sandbox.git("config", "some.key") == "one"
    assert sandbox.git("config", "other.key") == "定款"
    assert (sandbox.path / ".git/config").stat().st_mode & 0o777 == 0o600
    assert not (sandbox.path / ".git/amendtool").exists()
    assert not list((sandbox.path / ".git").glob("*.lock"))


def test_one_that_git_refuses_leaves_all_as_they_were(sandbox: Sandbox) -> None:
    before = settings(sandbox)
    with pytest.raises(RepositoryError) as error:
        change_settings(sandbox.open(), *CHANGES, ("no key", "x"))
    assert [each.code for each in error.value.problems] == ["git-failed"]
    assert settings(sandbox) == before
    assert not (sandbox.path / ".git/amendtool").exists()


@pytest.mark.parametrize("held", [b"", b"[some]\n\tkey = other\n"])
def test_a_lock_of_git_stays_and_is_named(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, held: bytes
) -> None:
    monkeypatch.setattr(own_settings, "BRIEFLY", 0.1)
    lock = sandbox.write(".git/config.lock", held)
    before = settings(sandbox)
    with pytest.raises(RepositoryError) as error:
        change_settings(sandbox.open(), *CHANGES)
    (problem,) = error.value.problems
    assert problem.code == "settings-locked"
    assert str(lock) in problem.message
    assert f"rm {lock}" in problem.hint
    assert (lock.read_bytes(), settings(sandbox)) == (held, before)
    recover(sandbox.open())
    assert lock.exists()
    lock.unlink()
    change_settings(sandbox.open(), *CHANGES)
    assert sandbox.git("config", "some.key") == "one"


def test_nothing_is_written_through_a_link(sandbox: Sandbox, tmp_path: Path) -> None:
    outside = tmp_path / "gitconfig"
    (sandbox.path / ".git/config").rename(outside)
    (sandbox.path / ".git/config").symlink_to(outside)
    before, git = outside.read_bytes(), sandbox.open()
    with pytest.raises(RepositoryError) as error:
        change_settings(git, *CHANGES)
    assert [each.code for each in error.value.problems] == ["git-elsewhere"]
    assert outside.read_bytes() == before


def test_what_another_git_sets_meanwhile_stays(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, others = disk.appear, [("config", "mean.while", "set")]

    def appear(draft: Path, target: disk.StrPath) -> bool:
        if others:
            sandbox.git(*others.pop())
        return true(draft, target)

    monkeypatch.setattr(disk, "appear", appear)
    change_settings(sandbox.open(), *CHANGES)
    assert sandbox.git("config", "mean.while") == "set"
    assert sandbox.git("config", "some.key") == "one"


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("deed", ["appear", "replace", "remove"])
def test_killed_before_or_behind_each_step_it_is_before_or_after(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, deed: str, links: bool
) -> None:
    if not links:

        def link(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "no links")

        monkeypatch.setattr(os, "link", link)
    before, git = settings(sandbox), sandbox.open()
    true = getattr(disk, deed)

    def dies(*given: object, **named: object) -> None:
        true(*given, **named)
        ours = "config.lock" in str(given) or str(given[0]).endswith("amendtool/settings")
        if ours and (deed != "remove" or settings(sandbox) != before):
            os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(disk, deed, dies)
        assert in_child(lambda: change_settings(git, *CHANGES)) == signal.SIGKILL
    assert (settings(sandbox) == before) == (deed == "appear")
    assert (sandbox.path / ".git/config.lock").exists() == (deed == "appear")
    change_settings(git, *CHANGES)
    assert sandbox.git("config", "other.key") == "定款"
    sandbox.git("config", "third.key", "by hand")
    assert not (sandbox.path / ".git/amendtool").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
def test_any_run_that_writes_removes_the_lock_of_one_that_was_killed(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    git, true = sandbox.open(), disk.appear

    def dies(draft: Path, target: disk.StrPath) -> bool:
        true(draft, target)
        os.kill(os.getpid(), signal.SIGKILL)
        return True

    with monkeypatch.context() as patch:
        patch.setattr(disk, "appear", dies)
        assert in_child(lambda: change_settings(git, *CHANGES)) == signal.SIGKILL
    assert (sandbox.path / ".git/config.lock").exists()
    recover(git)
    assert not list((sandbox.path / ".git").glob("*.lock"))
    assert not (sandbox.path / ".git/amendtool").exists()
