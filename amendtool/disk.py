"""The port to the file system: everything that the program does to a disk is done here.

What systems differ in is named once: whether a file may be linked, renamed over another or
removed while it is held open, whether two spellings are one file, whether a folder can be written
out. The tests put fakes of Windows and macOS below these functions, and hold every other module
to call them. Each raises OSError as the system gives it; nothing is retried, and nothing hidden.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

from amendtool.articles.file_names import folded

StrPath = str | os.PathLike[str]


# -- files ----------------------------------------------------------------------------------


def create(path: StrPath, data: bytes, *, lasting: bool = True) -> None:
    """Make a file of ``data`` where nothing stands; FileExistsError where something does.

    ``lasting`` has the system write it out before this returns.
    """
    with open(path, "xb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())


def write_through(path: StrPath, data: bytes) -> None:
    """Give ``data`` to what stands at ``path`` and takes it: a device, a pipe."""
    with open(path, "wb") as file:
        file.write(data)


def open_to_write(path: StrPath, flags: int) -> int:
    """Open a file with the ``flags`` of ``os.open``; the descriptor."""
    return os.open(path, flags, 0o644)


def append(descriptor: int, data: bytes) -> None:
    """Add ``data`` to an open file, all of it."""
    with open(descriptor, "ab", closefd=False) as file:
        file.write(data)


def overwrite(descriptor: int, data: bytes) -> None:
    """Make ``data`` all that an open file holds."""
    os.truncate(descriptor, 0)
    os.write(descriptor, data)


def remove(path: StrPath, *, missing_ok: bool = False, folder: int | None = None) -> None:
    """Remove a file or a link, in the open ``folder`` if one is given."""
    try:
        os.unlink(path, dir_fd=folder)
    except FileNotFoundError:
        if not missing_ok:
            raise


def copy(source: StrPath, target: StrPath) -> None:
    """Copy a file with its times and its mode."""
    import shutil

    shutil.copy2(source, target)


def set_mode(path: StrPath, mode: int) -> None:
    """Set who may do what with a file."""
    os.chmod(path, mode)


# -- names ----------------------------------------------------------------------------------


def rename(source: StrPath, target: StrPath) -> None:
    """Rename a file or a folder; what becomes of a standing ``target`` is the system's affair."""
    os.rename(source, target)


def replace(source: StrPath, target: StrPath) -> None:
    """Rename a file over another one: at every moment the one or the other stands there."""
    os.replace(source, target)


def rename_into_gap(source: str, target: str) -> None:
    """Rename a file where nothing stands; FileExistsError instead of overwriting.

    ``rename`` would overwrite what somebody puts there in the last moment; ``link`` does
    not. Cut off in between, both names lead to the same file.
    """
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        same = folded(source) == folded(target)
        if not (same and os.path.samefile(source, target)):
            raise
        os.rename(source, target)  # one file under two spellings, where case is ignored
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and not _cannot_link(error):
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
        os.rename(source, target)
    else:
        os.unlink(source)


def appear(draft: Path, target: StrPath) -> bool:
    """Make ``target`` appear with the whole text of ``draft`` at once; False when it exists."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError as error:
        if not _cannot_link(error):
            raise
        try:
            create(target, draft.read_bytes(), lasting=False)
        except FileExistsError:
            return False
    return True


def _cannot_link(error: OSError) -> bool:
    """Whether the file system has no links, or no more of them."""
    return error.errno in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS)


# -- folders --------------------------------------------------------------------------------


def make_folder(path: StrPath, *, exist_ok: bool = False) -> None:
    """Make a folder; the one above it has to be there."""
    Path(path).mkdir(exist_ok=exist_ok)


def make_folders(path: StrPath, *, exist_ok: bool = True) -> None:
    """Make a folder and those above it that are missing."""
    os.makedirs(path, exist_ok=exist_ok)


def remove_folder(path: StrPath) -> None:
    """Remove an empty folder."""
    os.rmdir(path)


def remove_tree(path: StrPath, *, folder: int | None = None, quietly: bool = False) -> None:
    """Remove a folder with all in it, following no link; ``quietly`` as far as that goes."""
    import shutil

    if folder is not None or not READ_ONLY_STAYS:
        shutil.rmtree(path, ignore_errors=quietly, dir_fd=folder)
        return

    def try_again(remove: Callable[[str], object], left: str, _: object) -> None:
        with suppress(OSError) if quietly else nullcontext():
            os.chmod(left, stat.S_IWRITE)
            remove(left)

    shutil.rmtree(path, onerror=try_again)


READ_ONLY_STAYS = os.name == "nt"
"""Whether no file is removed that may only be read, as git's objects are."""

TREES_BY_DESCRIPTOR = (
    {os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
    and os.scandir in os.supports_fd
    and os.stat in os.supports_follow_symlinks
)
"""Whether a folder can be held open while what is in it is removed."""


def sync_folder(folder: StrPath) -> None:
    """Have the names in a folder written out, where the system can do that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # gone, or a system that cannot open folders
        return
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: StrPath) -> None:
    """Have a file that was written before written out."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all() -> bool:
    """Have everything written out at once; False where a system has no such call."""
    if not hasattr(os, "sync"):
        return False
    os.sync()
    return True


# -- what a run leaves that is cut off --------------------------------------------------------


def unfinished(begin: str, end: str = "") -> str:
    """A name of this run's own, between ``begin`` and ``end``, for what is not whole yet."""
    return f"{begin}{os.getpid()}-{os.urandom(4).hex()}{end}"


def left_behind(folder: StrPath, begin: str, end: str = "") -> Iterator[Path]:
    """What stands in ``folder`` under such a name of a run that is not at work any more.

    Links are left out: nobody who makes an unfinished thing makes one.
    """
    for left in Path(folder).iterdir():
        if left.is_symlink() or not (left.name.startswith(begin) and left.name.endswith(end)):
            continue
        pid = left.name.removeprefix(begin).removesuffix(end).partition("-")[0]
        if re.fullmatch("[0-9]{1,9}", pid) and not _at_work(int(pid)):
            yield left


def _at_work(pid: int) -> bool:
    """Whether another process of this number is at work; True where nobody can say."""
    if pid == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # there the signal 0 would end it
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
