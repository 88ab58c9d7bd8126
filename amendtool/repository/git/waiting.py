"""What git would wait for, or read without end, in a repository that was received whole.

An archive can carry pipes, and links to devices. Git opens whatever stands at the names that it
knows: of a pipe with nobody at its other end it waits for ever, before it can say a word. So
they are looked for first, without git.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool.errors import Place
from amendtool.messages import say
from amendtool.repository.git.call import refuse

_ENTERED: Final = ("info", "refs", "logs", "objects")
"""The folders of a git folder in which git opens files unasked."""

_READ_BESIDE: Final = (".gitattributes", ".gitignore", ".gitmodules", ".mailmap")
"""The files of a work tree that git opens for what they are called."""

_MOST_BYTES: Final = 4096
"""More than the one line of a file ``.git`` or ``commondir`` takes."""


def require_no_waiting(start: Path) -> None:
    """Raise RepositoryError (``corrupt``) where git would open a pipe or an endless device.

    ``start`` is the amendtool root. Looked at are the git folder that git finds from there, that
    of the whole repository where the first is a linked work tree's, and the files beside the
    articles that steer git.
    """
    _refuse_waiting((*_read_beside(start), *_in_git_folders(start)))


def require_no_waiting_in(git_dir: Path) -> None:
    """Raise RepositoryError as :func:`require_no_waiting`, for a git folder without files."""
    _refuse_waiting(_inside(git_dir))


def _refuse_waiting(found: Iterable[Path]) -> None:
    for path in found:
        refuse(
            "corrupt",
            say("this is no file but a pipe or a device, and git would wait for it without end"),
            hint=say(
                "remove it; if the repository was sent to you, ask who put it there, and "
                "work in a clone (git clone --no-local), which leaves such things out"
            ),
            place=Place(file=str(path)),
        )


def _read_beside(start: Path) -> Iterator[Path]:
    """Such things among the files that steer git, from the articles up to the work tree's top."""
    for folder in (start, *start.parents):
        yield from (folder / name for name in _READ_BESIDE if waits(folder / name))
        if os.path.lexists(folder / ".git"):
            break
    for inside in ("articles", "amendments"):
        for place, _, names in os.walk(start / inside):
            for name in _READ_BESIDE:
                if name in names and waits(Path(place, name)):
                    yield Path(place, name)


def _in_git_folders(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        place = folder / ".git"
        if waits(place):
            yield place
            return
        if os.path.lexists(place):
            git_dir = place if place.is_dir() else _named(place, "gitdir: ")
            if git_dir is None:
                return
            yield from _inside(git_dir)
            common = None if waits(git_dir / "commondir") else _named(git_dir / "commondir", "")
            if common is not None:
                yield from _inside(common)
            return
        # Git takes a folder itself for a repository without files, where it looks like one.
        if (folder / "objects").is_dir() and (folder / "refs").is_dir():
            yield from _inside(folder)


def _named(file: Path, begin: str) -> Path | None:
    """The folder that a file of one line names, seen from where it stands."""
    try:
        with file.open("rb") as stream:
            line = os.fsdecode(stream.read(_MOST_BYTES)).rstrip("\r\n")
        found = file.parent / line.removeprefix(begin)
        return found if line.startswith(begin) and found.is_dir() else None
    except (OSError, ValueError):
        return None


def _inside(base: Path) -> Iterator[Path]:
    """Such things at the top of a git folder, and in those of its folders that git reads."""
    folders = [str(base)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    at_top = os.path.dirname(entry.path) == str(base)
                    if not at_top or entry.name in _ENTERED:
                        folders.append(entry.path)
                elif not entry.is_file(follow_symlinks=False) and waits(entry.path):
                    yield Path(entry.path)


def waits(path: str | Path) -> bool:
    """Whether opening ``path`` to read may not end, or reading from it; links are followed."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISCHR(found.st_mode):
        with suppress(OSError):
            return found.st_rdev != os.stat(os.devnull).st_rdev
    return (
        stat.S_ISFIFO(found.st_mode) or stat.S_ISCHR(found.st_mode) or stat.S_ISBLK(found.st_mode)
    )
