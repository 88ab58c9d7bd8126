"""The settings of one repository, ``.git/config``, changed all at once or not at all.

Git changes one setting at a time, under its lock ``config.lock``. Killed in between, it leaves
that lock, and no git command sets anything there until somebody removes it. So git changes a copy
in the private folder. Then that copy, whole, is made the lock, and the lock the settings: killed
in between, a run leaves a lock that is known by the copy beside it, and the next run removes it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.errors import Place, Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.locks import BRIEFLY, only_run, removal
from amendtool.repository.landing.private import is_link, ordinary, private_folder, read_ordinary

_COPY: Final = "settings"
_MOST: Final = 1 << 24


def change_settings(git: Git, *changes: Sequence[str | bytes]) -> None:
    """Change the settings of this repository; each change is what ``git config`` takes for it.

    Raises RepositoryError (``git-elsewhere``) where they stand behind a link,
    (``settings-locked``) where git holds them, and (``unwritable``, ``git-failed``); then they
    are as they were.
    """
    require_no_linked_settings(git)
    with only_run(git):
        drop_settings_lock(git)
        until = time.monotonic() + BRIEFLY
        try:
            while not _changed(git, changes):
                if time.monotonic() > until:
                    raise RepositoryError(_locked(git))
                time.sleep(0.02)
        except OSError as error:
            raise RepositoryError(_unwritable(git, error)) from None
        finally:
            with suppress(OSError):
                disk.remove(_copy(git), missing_ok=True)


def drop_settings_lock(git: Git) -> None:
    """Remove what a run of ours left of this that was killed; the lock of another git stays.

    Call it only while holding ``only_run``.
    """
    copy, lock = _copy(git), _lock(git)
    with suppress(OSError):
        if ordinary(copy) and ordinary(lock):
            held = read_ordinary(lock, _MOST)
            if os.path.samefile(copy, lock) or (held and held == read_ordinary(copy, _MOST)):
                disk.remove(lock)
    for left in (copy, copy.with_name(f"{_COPY}.lock")):
        with suppress(OSError):
            disk.remove(left, missing_ok=True)


def require_no_linked_settings(git: Git) -> None:
    """Raise RepositoryError (``git-elsewhere``) where the settings stand behind a link."""
    require_no_link(_settings(git))


def require_no_link(path: Path) -> None:
    """Raise RepositoryError (``git-elsewhere``) where what git is told is behind a link."""
    with suppress(FileNotFoundError):
        if is_link(os.lstat(path)):
            raise RepositoryError(
                Problem(
                    code="git-elsewhere",
                    message=say(
                        "the settings of git stand here, and this is a link: they would be "
                        "written somewhere else"
                    ),
                    hint=say("work in a clone of this repository: git clone --no-local"),
                    place=Place(file=str(path)),
                )
            )


def _changed(git: Git, changes: Sequence[Sequence[str | bytes]]) -> bool:
    """Change them once; False where git holds them, or has changed them meanwhile."""
    settings, copy, lock = _settings(git), _copy(git), _lock(git)
    before = _read(settings)
    disk.remove(copy, missing_ok=True)
    disk.create(copy, before)
    for change in changes:
        git.check("config", "--file", str(copy), *change, write=True, doing=say("set its settings"))
    if read_ordinary(copy, _MOST) == before:
        return True
    if (standing := ordinary(settings)) is not None:
        disk.set_mode(copy, standing.st_mode & 0o777)
    disk.sync_file(copy)
    if not disk.appear(copy, lock):
        return False
    is_held = True
    try:
        if _read(settings) != before:
            return False
        disk.replace(lock, settings)
        is_held = False
    finally:
        if is_held:
            with suppress(OSError):
                disk.remove(lock)
    disk.sync_folder(settings.parent)
    return True


def _read(settings: Path) -> bytes:
    return read_ordinary(settings, _MOST) if os.path.lexists(settings) else b""


def _settings(git: Git) -> Path:
    return git.common_dir / "config"


def _lock(git: Git) -> Path:
    return git.common_dir / "config.lock"


def _copy(git: Git) -> Path:
    return private_folder(git) / _COPY


def _locked(git: Git) -> Problem:
    lock = _lock(git)
    return Problem(
        code="settings-locked",
        message=say("git's settings are locked: {lock} exists", lock=lock),
        hint=say(
            "if no git command is running in this repository: {removal}", removal=removal(lock)
        ),
    )


def _unwritable(git: Git, error: OSError) -> Problem:
    return Problem(
        code="unwritable",
        message=say("git's settings cannot be read or written: {reason}", reason=reason_of(error)),
        hint=say("check what stands there, its permissions and the space that is left"),
        place=Place(file=str(_settings(git))),
    )
