"""The objects of a landing, kept apart from those of the repository until its branch moves.

Git writes a pack or an object under a name of its own (``tmp_pack_…``, ``tmp_obj_…``) and renames
it once it is whole. Killed in between, it leaves that file to be found by ``git gc``, some day. So
what a landing writes goes into a folder of ours, which the next run clears like all that is ours,
and sees the objects of the repository from there; only when everything has been read back, and
the files that stand in the way have been asked for, are whole objects renamed into their place.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.repository.git import Git
from amendtool.repository.landing.private import private_folder

_SHARE: Final = re.compile(r"[0-9a-f]{2}")
"""The folder of those loose objects whose ids begin so."""

_WHOLE: Final = re.compile(r"[0-9a-f]+|pack-[0-9a-f]+\.[a-z]+")
"""What git calls an object or a part of a pack once it is all there."""


def beside(git: Git) -> Path:
    """Where the repository stands that new objects are made in."""
    return private_folder(git) / "beside"


def open_quarantine(git: Git) -> None:
    """Make its folder, in the empty repository ``beside``. Raises OSError."""
    disk.make_folders(_folder(git))


def quarantined(git: Git) -> dict[str, str]:
    """The environment in which git reads the objects of both, and writes where they are apart.

    Where the two folders are of two disks, nothing can be renamed from one into the other: there
    git writes among the objects of the repository at once.
    """
    home = str(_home(git))
    if not _is_one_disk(git):
        return {"GIT_OBJECT_DIRECTORY": home}
    # Quoted as in C, since a path may hold what stands between two of them.
    quoted = home.replace("\\", "\\\\").replace('"', '\\"')
    return {
        "GIT_OBJECT_DIRECTORY": str(_folder(git)),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": f'"{quoted}"',
    }


def bring_in(git: Git) -> None:
    """Move all objects to those of the repository, for good. Raises OSError.

    Cut off at any moment, whole objects stand in the one place or the other, and no index
    without its pack. What is there already is the same, and stays.
    """
    home = _home(git)
    touched = {home}
    for name in sorted(os.listdir(_folder(git))):
        if name == "pack" or _SHARE.fullmatch(name):
            touched.add(home / name)
            _bring_in_folder(_folder(git) / name, home / name)
    for folder in touched:
        disk.sync_folder(folder)


def _bring_in_folder(source: Path, target: Path) -> None:
    # An index makes its pack known, so it comes last.
    names = sorted(os.listdir(source), key=lambda name: (name.endswith(".idx"), name))
    whole = [name for name in names if _WHOLE.fullmatch(name)]
    if len(whole) == len(names) and not os.path.lexists(target):
        try:
            disk.rename(source, target)  # with the rights that git gave it
        except OSError:
            if not os.path.lexists(target):
                raise
        else:
            return
    disk.make_folder(target, exist_ok=True)
    for name in whole:
        if os.path.lexists(target / name):
            continue  # the same, or its id would be another
        try:
            disk.rename(source / name, target / name)
        except FileExistsError:
            continue


def _folder(git: Git) -> Path:
    return beside(git) / "objects"


def _home(git: Git) -> Path:
    return git.common_dir / "objects"


def _is_one_disk(git: Git) -> bool:
    return os.stat(_folder(git)).st_dev == os.stat(_home(git)).st_dev
