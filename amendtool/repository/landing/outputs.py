"""Documents that the program has printed into files, known again by their digests.

So one of its own is written anew without a question, and one that somebody has edited, or
that was never its own, is not. The digests stand in the private folder, the latest last; where
they cannot be kept there, the next run asks.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.articles.file_names import folded, is_device, is_gits, is_plain, on_windows
from amendtool.errors import RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.paths import is_git_folder
from amendtool.repository.landing.private import (
    append_ordinary,
    ordinary,
    private_folder,
    read_ordinary,
)
from amendtool.repository.storage.folders import ARTICLES

_NAME: Final = "outputs"
_MOST_BYTES: Final = 64 * 1024
"""About a thousand digests; when there are more, the older half is forgotten."""


def is_own_output(git: Git, data: bytes) -> bool:
    """Whether this very document was written to a file by a run in this repository."""
    return _digest(data) in _known(git)


def remember_output(git: Git, data: bytes) -> None:
    """Know the document again; nothing happens where its digest cannot be kept."""
    digest = _digest(data)
    known = _known(git)
    if digest in known:
        return
    with suppress(OSError, RepositoryError):
        path = private_folder(git, make=True) / _NAME
        found = ordinary(path)
        if found is not None and found.st_size > _MOST_BYTES:
            disk.remove(path)
            kept = [*known[len(known) // 2 :], digest]
        else:
            kept = [digest]
        append_ordinary(path, "".join(f"{each}\n" for each in kept).encode())


def kept_from_output(git: Git, settings: str, path: Path) -> str | None:
    """What a document must not be written into or over, where ``path`` is there; else None.

    Names are compared by what they lead to: other spellings and links do not help.
    """
    if path.exists() and (git.root / settings).exists() and path.samefile(git.root / settings):
        return say("the settings ({settings})", settings=settings)
    forbidden = {
        say("the folder of git"): {git.top / ".git", git.git_dir, git.common_dir},
        say("{articles}/, where only articles stand", articles=ARTICLES): {git.root / ARTICLES},
    }
    for name, folders in forbidden.items():
        for folder in folders:
            if any(_same(each, folder) for each in (path, *path.parents)):
                return name
    return None


def kept_in_any(path: Path, settings: str) -> str | None:
    """The same for a file of whatever repository, by what its folders hold; else None.

    For a verb that needs no repository, and for a path that leads into another one.
    """
    if is_device(path.name):
        return say("the name of a device of Windows, and no file everywhere")
    if not is_plain(path.name):
        return say("a name that Windows takes for that of another file, and no file everywhere")
    # Where names differ in case alone, Windows and macOS take the two for one.
    if folded(path.name) == folded(settings) and (path.parent / settings).is_file():
        return say("the settings ({settings})", settings=settings)
    if is_gits(path.name) and (path.parent / ".git").exists():
        return say("a name that git has for a place of its own, and would not tell from it")
    for folder in (path, *path.parents):
        if folder != path and (folder / "HEAD").is_file() and (folder / "objects").is_dir():
            return say("the folder of git")
        if is_git_folder(folder.name) and (folder.parent / ".git").exists():
            return say("the folder of git")
        taken_for = folded(on_windows(folder.name))
        if taken_for == ARTICLES and (folder.parent / settings).is_file():
            return say("{articles}/, where only articles stand", articles=ARTICLES)
    return None


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _known(git: Git) -> list[str]:
    try:
        text = read_ordinary(private_folder(git) / _NAME, 2 * _MOST_BYTES)
    except (OSError, RepositoryError):
        return []
    return text.decode("ascii", "replace").split()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
