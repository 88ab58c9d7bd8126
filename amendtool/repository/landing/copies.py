"""A folder for a copy of a repository: readable by nobody else, and gone when it is left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from amendtool import disk

_BEGIN: Final = "amendtool-copy-"


@contextmanager
def new_copy(scratch: Path) -> Iterator[Path]:
    """A place in ``scratch`` for a copy, where nothing stands yet.

    What runs that were cut off left there is removed first.
    """
    own = f"{_BEGIN}{os.getpid()}-"
    for left in disk.left_behind(scratch, _BEGIN):
        if not left.name.startswith(own):  # another thread of this process may be at work there
            disk.remove_tree(left, quietly=True)
    outer = scratch / disk.unfinished(_BEGIN)
    disk.make_folder(outer)
    try:
        disk.set_mode(outer, 0o700)
        yield outer / "articles"
    finally:
        disk.remove_tree(outer, quietly=True)
