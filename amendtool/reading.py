"""Files that are read whole, up to a size; and those that are not read, as problems."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from typing import Final

from amendtool.errors import Place, Problem, reason_of
from amendtool.messages import say

MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any file takes that the program reads: a document has at most 50 MiB."""


def read(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; OSError (EFBIG) where there are more than :data:`MOST_BYTES`.

    A sparse file takes no room on the disk, and would take any amount of memory.
    """
    with open(path, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        reason = say("it is larger than {most} MiB", most=MOST_BYTES >> 20)
        raise OSError(errno.EFBIG, reason, os.fspath(path))
    return data


def unreadable(path: str, error: OSError) -> Problem:
    """That a file cannot be read, and why (``unreadable``, ``file-too-large``)."""
    if error.errno == errno.EFBIG:
        return too_large(path)
    return Problem(
        code="unreadable",
        message=say("the file cannot be read: {reason}", reason=reason_of(error)),
        hint=say("check its name and its permissions"),
        place=Place(file=path),
    )


def too_large(path: str) -> Problem:
    """That a file is larger than any of the articles, or of what stands beside them."""
    return Problem(
        code="file-too-large",
        message=say(
            "this file is larger than {most} MiB, or too large beside the others: it was not read",
            most=MOST_BYTES >> 20,
        ),
        hint=say("look what it is; nothing that amendtool writes comes near"),
        place=Place(file=path),
    )


_NOT_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


def nearest(folder: str, name: str) -> str | None:
    """The path of the file ``name`` in a folder, or in the nearest one above it; None if none.

    OSError where that cannot be told. It does without ``pathlib``, for the help of the program is
    in the language of the articles too, and needs no more.
    """
    for each in _upwards(folder):
        path = os.path.join(each, name)
        if _is_file(path):  # a pipe would be waited for
            return path
    return None


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    above = os.path.realpath(folder)
    while (outer := os.path.dirname(above)) != above:
        yield outer
        above = outer


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return False
        raise
