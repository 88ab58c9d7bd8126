"""Drafts: what somebody is at work on and has not saved yet, kept in the private folder.

One file a draft, by a name that says nothing. They outlive the run that kept them, also one that
was killed, and are written whole: a draft that was being written is the one before it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.errors import ConflictError, Place, Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.locks import only_run
from amendtool.repository.landing.private import (
    DRAFTS,
    is_link,
    ordinary,
    private_folder,
    read_ordinary,
)

MOST_BYTES: Final = 16 * 1024 * 1024
"""The largest draft that is kept, and that is read."""

_ENDING: Final = ".draft"


def draft_name(*parts: str) -> str:
    """The name of the file of a draft that is told from others by these words."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def kept_draft(git: Git, name: str) -> bytes | None:
    """The draft of this name; None where there is none. Raises RepositoryError."""
    try:
        return read_ordinary(_folder(git) / f"{name}{_ENDING}", MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RepositoryError(_unkept(error, git)) from error


def kept_drafts(git: Git) -> Iterator[tuple[str, bytes]]:
    """Every draft that is kept, with its name, in no order that means anything.

    One that is no file is none. Raises RepositoryError.
    """
    try:
        folder = _folder(git)
    except OSError as error:
        raise RepositoryError(_unkept(error, git)) from error
    with suppress(FileNotFoundError, NotADirectoryError):
        for each in sorted(os.listdir(folder)):
            path = folder / each
            if each.endswith(_ENDING) and ordinary(path):
                with suppress(OSError):
                    yield each.removesuffix(_ENDING), read_ordinary(path, MOST_BYTES)


def keep_draft(git: Git, name: str, data: bytes | None, *, before: bytes | None) -> None:
    """Keep a draft in the place of the one ``before``, or no more of it where ``data`` is None.

    Raises ConflictError (``changed-since-read``) where another one is kept by now, and
    RepositoryError where it cannot be kept; what was kept stays then.
    """
    try:
        with only_run(git):
            folder = _folder(git, make=True)
            path = folder / f"{name}{_ENDING}"
            standing = read_ordinary(path, MOST_BYTES) if ordinary(path) else None
            if standing != before:
                raise ConflictError(
                    Problem(
                        code="changed-since-read",
                        message=say("this draft has changed in another window meanwhile"),
                        hint=say("what was typed is kept on this page: look, and send it again"),
                    )
                )
            if data is None:
                disk.remove(path, missing_ok=True)
                return
            new = folder / f"{secrets.token_hex(8)}.new"
            try:
                disk.create(new, data)
                disk.replace(new, path)
            finally:
                disk.remove(new, missing_ok=True)
    except OSError as error:
        raise RepositoryError(_unkept(error, git)) from error


def _folder(git: Git, *, make: bool = False) -> Path:
    folder = private_folder(git, make=make) / DRAFTS
    if make:
        disk.make_folder(folder, exist_ok=True)
    with suppress(FileNotFoundError):
        if is_link(os.lstat(folder)):
            raise NotADirectoryError(20, say("a link"), str(folder))
    return folder


def _unkept(error: OSError, git: Git) -> Problem:
    return Problem(
        code="unwritable",
        message=say("the draft cannot be kept: {reason}", reason=reason_of(error)),
        hint=say("check the folder, its permissions and the space that is left"),
        place=Place(file=error.filename or str(git.git_dir)),
    )
