"""The private folder: amendtool's own files in the git folder, which is input like any other.

A repository may have been received whole, as an archive; then whoever packed it also packed
``.git/amendtool``. So nothing in it is trusted for standing there: the folder must be a real
one of ours, a file in it an ordinary file, and neither is ever reached through a link.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import later, say
from amendtool.repository.git import Git

_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
# A pipe with nobody at its other end would keep a plain open waiting for ever.
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
DRAFTS: Final = "drafts"
"""The folder of what somebody works on and has not saved."""
OUTLIVING: Final = frozenset(("writing.json", "outputs", DRAFTS))
"""What of ours stays between two runs, or is for another to take back."""

_KEPT: Final = OUTLIVING | {"lock"}
_BY_DESCRIPTOR: Final = disk.TREES_BY_DESCRIPTOR


def private_folder(git: Git, *, make: bool = False) -> Path:
    """Where amendtool keeps its own files: in the git folder of this very work tree.

    It need not exist; ``make`` makes it. Raises RepositoryError (``private-folder``) where
    something else stands there: a link, no folder, or a folder of somebody else.
    """
    folder = git.git_dir / "amendtool"
    if make:
        with suppress(FileExistsError):
            disk.make_folder(folder)
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        return folder
    if is_link(found):
        raise RepositoryError(
            _foreign(folder, say("a link, and what it leads to is not amendtool's"))
        )
    if not stat.S_ISDIR(found.st_mode):
        raise RepositoryError(_foreign(folder, say("no folder")))
    # Git has accepted the owner of the git folder already; some disks give all files to one user.
    if hasattr(os, "geteuid") and found.st_uid not in (os.geteuid(), os.stat(git.git_dir).st_uid):
        raise RepositoryError(
            _foreign(folder, say("the folder of another user ({user})", user=found.st_uid))
        )
    return folder


def _foreign(path: Path, what: str) -> Problem:
    return Problem(
        code="private-folder",
        message=say(
            "amendtool keeps records of its own in the git folder, and this is {what}; "
            "nothing was touched",
            what=what,
        ),
        hint=say(
            "no amendtool run leaves that behind: ask whoever sent you this repository, and "
            "work in a clone of it (git clone --no-local), which leaves such things out"
        ),
        place=Place(file=str(path)),
    )


def require_no_links(git: Git) -> None:
    """Raise RepositoryError (``git-elsewhere``) where git would write through a link.

    Git follows links inside its folder: a reference, an object or a line of the reflog would
    land in whatever file or folder somebody had them point to.
    """
    require_no_links_in({git.git_dir, git.common_dir})


def require_no_links_in(bases: Collection[Path]) -> None:
    """Raise RepositoryError as :func:`require_no_links`, for git folders that git writes in."""
    for base in bases:
        for place in (str(base / "index"), str(base / "packed-refs"), *_written(base)):
            with suppress(FileNotFoundError):
                found = os.lstat(place)
                linked = is_link(found)
                # A line of the reflog is added to the file as it stands, under all its names.
                if linked or (_is_log(base, place) and _has_names(found)):
                    raise RepositoryError(
                        Problem(
                            code="git-elsewhere",
                            message=say(
                                "git writes here, and this is a link: it would write somewhere else"
                            )
                            if linked
                            else say(
                                "git writes here, and this is another name of a file that stands "
                                "elsewhere: it would write somewhere else"
                            ),
                            hint=say("work in a clone of this repository: git clone --no-local"),
                            place=Place(file=place),
                        )
                    )


def _written(base: Path) -> Iterator[str]:
    """Every file and folder of git's that a new commit or reference may be written to."""
    for name, deep in (("objects", False), ("refs", True), ("logs", True)):
        yield str(base / name)
        for folder, folders, files in os.walk(base / name):
            yield from (os.path.join(folder, each) for each in (*folders, *files))
            if not deep:
                break


def _is_log(base: Path, place: str) -> bool:
    return place.startswith(os.path.join(base, "logs", ""))


def _has_names(found: os.stat_result) -> bool:
    """Whether an ordinary file has more names than one."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink > 1


def is_link(found: os.stat_result) -> bool:
    """Whether ``lstat`` found a symbolic link, or what Windows has in place of one."""
    reparse = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_file_attributes", 0) & reparse)


def ordinary(path: Path) -> os.stat_result | None:
    """What stands at ``path``, where it is an ordinary file; links are not followed."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) and not is_link(found) else None


def below_links(base: Path, path: Path) -> bool:
    """Whether a folder between ``base`` and ``path``, which lies in it, is a link."""
    folder = path.parent
    while folder != base:
        with suppress(FileNotFoundError):
            if is_link(os.lstat(folder)):
                return True
        folder = folder.parent
    return False


def read_ordinary(path: Path, most: int) -> bytes:
    """At most ``most`` bytes of an ordinary file; OSError for anything else that stands there."""
    found = ordinary(path)
    if found is None:
        os.lstat(path)  # FileNotFoundError says more
        raise OSError(errno.EINVAL, later("no ordinary file"), str(path))
    descriptor = os.open(path, os.O_RDONLY | _NOFOLLOW | _NO_WAIT)
    with open(descriptor, "rb") as stream:
        if not os.path.samestat(os.fstat(descriptor), found):
            raise OSError(errno.EAGAIN, later("replaced while it was being opened"), str(path))
        return stream.read(most)


def append_ordinary(path: Path, data: bytes) -> None:
    """Add to an ordinary file, which is made where there is none; OSError for anything else."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    descriptor = disk.open_to_write(path, flags | _NOFOLLOW | _NO_WAIT)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise OSError(errno.EINVAL, later("no ordinary file"), str(path))
        disk.append(descriptor, data)
    finally:
        os.close(descriptor)


def open_lock(path: Path, *, make: bool) -> int:
    """The file of a lock, open for writing; OSError for a link or anything but a file of ours."""
    with suppress(FileNotFoundError):  # one look: its holder may remove it meanwhile
        standing = os.lstat(path)
        if not stat.S_ISREG(standing.st_mode) or is_link(standing):
            raise RepositoryError(_foreign(path, say("no ordinary file")))
    flags = os.O_RDWR | (os.O_CREAT if make else 0)
    descriptor = disk.open_to_write(path, flags | _NOFOLLOW)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        # A second name of somebody's file: what is written here would be written there.
        os.close(descriptor)
        raise RepositoryError(_foreign(path, say("another name of a file that stands elsewhere")))
    return descriptor


def clear_private_files(git: Git) -> None:
    """Remove everything of ours but what outlives a run, and its lock. Raises OSError.

    That is the record of files being written, which only ``writing`` takes back, the digests of
    the documents that were printed, and the drafts that somebody works on.
    """
    with suppress(FileNotFoundError), _opened(private_folder(git)) as (folder, descriptor):
        for name in os.listdir(folder if descriptor is None else descriptor):
            if name == DRAFTS:
                continue
            here = name if descriptor is not None else str(folder / name)
            found = os.stat(here, dir_fd=descriptor, follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode) and not is_link(found):
                disk.remove_tree(here, folder=descriptor)
            elif name not in _KEPT:
                disk.remove(here, folder=descriptor)


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Path, int | None]]:
    """The folder held open, so that no link can take its place meanwhile; None if it cannot be."""
    if not _BY_DESCRIPTOR:
        os.lstat(folder)
        yield folder, None
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW)
    try:
        yield folder, descriptor
    finally:
        os.close(descriptor)
