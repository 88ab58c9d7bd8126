"""Files that are read whole, up to a size; and those that are not read, as problems."""

from __future__ import annotations

import errno
import os
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
