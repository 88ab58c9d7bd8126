"""Two locks: one among amendtool runs, and git's own lock on the index.

The first is held by the operating system and so ends with its holder, however that ends.
The second is the file ``index.lock`` that every git command respects. Ours says in its
first line that it is ours and who holds it, so that the next run can tell a lock that a
killed run left behind from one that git holds; a lock of git is never removed.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from amendtool import disk
from amendtool.errors import Problem, RepositoryError, reason_of
from amendtool.messages import say, say_count
from amendtool.repository.git import Git
from amendtool.repository.landing.private import (
    open_lock,
    private_folder,
    read_ordinary,
    require_no_links,
)
from amendtool.values import dataclass

PATIENCE = 20.0
"""Seconds to wait for another amendtool run, which takes far less than one.

They begin anew when another run holds the lock: many that wait for each other all get through,
and only one that does not end is given up on.
"""

BRIEFLY = 2.0
"""Seconds to wait for git's index lock: `git status` holds it for a moment."""

A_WHILE = 60.0
"""Age in seconds below which a lock is never called left behind: a holder may be unseen."""

LONG_AGO = 600.0
"""The same where processes cannot be seen at all."""

_OURS = "amendtool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who wrote a lock: a process on a machine."""

    pid: int
    host: str

    def __str__(self) -> str:
        return f"{_OURS} {self.pid} {self.host}"

    @classmethod
    def parse(cls, line: str) -> Holder | None:
        """The inverse of ``str``; None when the text is not of our making."""
        words = line.split()
        if len(words) != 3 or words[0] != _OURS or not re.fullmatch("[0-9]{1,9}", words[1]):
            return None
        return cls(pid=int(words[1]), host=words[2])

    @classmethod
    def me(cls) -> Holder:
        """This process."""
        import socket

        return cls(pid=os.getpid(), host=socket.gethostname() or "localhost")


def index_lock(git: Git) -> Path:
    """The file by which git commands keep each other from the index."""
    return git.git_dir / "index.lock"


# -- among amendtool runs ------------------------------------------------------------------


@contextmanager
def only_run(git: Git, *, patience: float = PATIENCE) -> Iterator[int]:
    """Be the only amendtool run that writes here; gives the open file that is the lock.

    Raises RepositoryError (``apply-running``) when another run does not end in time,
    (``read-only``) when the git folder cannot be written, and (``private-folder``,
    ``git-elsewhere``) when writing there would be writing somewhere else. ValueError for a ``git``
    that holds an older answer where HEAD is: under the lock it has to be asked anew.
    """
    if git.held is not None:
        raise ValueError("HEAD has to be asked anew by whoever writes")
    path = private_folder(git) / "lock"
    require_no_links(git)
    try:
        descriptor = _acquire(git, patience)
    except OSError as error:
        with suppress(OSError):
            disk.remove_folder(path.parent)
        raise RepositoryError(disk_problem(git, error)) from error
    try:
        try:
            disk.overwrite(descriptor, f"{Holder.me()}\n".encode())
        except OSError as error:
            raise RepositoryError(disk_problem(git, error)) from error
        yield descriptor
    finally:
        with suppress(OSError):
            disk.remove(path)  # while still held, so that nobody else's lock is removed
        os.close(descriptor)
        with suppress(OSError):
            disk.remove_folder(path.parent)  # stays when a journal is left in it


def running(git: Git) -> bool:
    """Whether an amendtool run holds its lock now; changes nothing."""
    try:
        descriptor = open_lock(private_folder(git) / "lock", make=False)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)


def disk_problem(git: Git, error: OSError) -> Problem:
    """What the disk or the system refused, as a problem: ``read-only`` or ``disk``."""
    forbidden = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return Problem(
        code="read-only" if forbidden else "disk",
        message=say(
            "the repository cannot be written: {file}: {reason}",
            file=error.filename or git.git_dir,
            reason=reason_of(error),
        ),
        hint=say("make it writable for you, or work on a copy")
        if forbidden
        else say("make room on the disk, or check it, and run the same command again"),
    )


def _acquire(git: Git, patience: float) -> int:
    until = time.monotonic() + patience
    holder: Holder | None = None
    while True:
        path = private_folder(git, make=True) / "lock"
        try:
            descriptor = open_lock(path, make=True)
        except FileNotFoundError:  # the former holder has just cleared the folder away
            continue
        try:
            if _try_lock(descriptor):
                # Between open and lock the former holder may have removed the file: then
                # the next run would lock another one.
                with suppress(FileNotFoundError):
                    if os.path.samestat(os.fstat(descriptor), path.stat()):
                        return descriptor
            else:
                now = _first_line(path)
                if now is not None and now != holder:
                    holder, until = now, time.monotonic() + patience
                elif time.monotonic() > until:
                    raise RepositoryError(_busy(path))
                time.sleep(0.01)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _busy(path: Path) -> Problem:
    holder = _first_line(path)
    return Problem(
        code="apply-running",
        message=say(
            "another amendtool run (process {pid} on {host}) is writing to this repository",
            pid=holder.pid,
            host=holder.host,
        )
        if holder
        else say("another amendtool run is writing to this repository"),
        hint=say("wait until it has ended and run the same command again"),
    )


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        # A byte far behind the text, so that the text can still be read by others.
        os.lseek(descriptor, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise
            # A file system without locks: the index lock and the compare-and-swap of
            # the branch still let only one run through.
        return True


# -- git's index ----------------------------------------------------------------------------


def take_index_lock(git: Git) -> None:
    """Hold ``index.lock``, so that no git command changes the index or makes a commit.

    Raises RepositoryError (``index-locked``, ``read-only``).
    """
    until = time.monotonic() + BRIEFLY
    draft = private_folder(git) / f"index.lock.{os.getpid()}"
    try:
        # Made anew and never opened: a link of this name would lead somewhere else.
        disk.remove(draft, missing_ok=True)
        text = (
            f"{Holder.me()}\nAn amendment is being applied. If amendtool was killed, run it again: "
            "any of\nits commands that write will finish the work and remove this file.\n"
        )
        disk.create(draft, text.encode(), lasting=False)
        while not disk.appear(draft, index_lock(git)):
            if time.monotonic() > until:
                raise RepositoryError(*index_lock_problems(git))
            time.sleep(0.02)
    except OSError as error:
        raise RepositoryError(disk_problem(git, error)) from error
    finally:
        with suppress(OSError):
            disk.remove(draft)


def drop_index_lock(git: Git) -> bool:
    """Remove ``index.lock`` if an amendtool run on this machine wrote it; True if removed.

    Call it only while holding :func:`only_run`: then no such run is alive but this one.
    """
    holder = _first_line(index_lock(git))
    if holder is None or holder.host != Holder.me().host:
        return False
    disk.remove(index_lock(git), missing_ok=True)
    return True


def index_lock_problems(git: Git) -> tuple[Problem, ...]:
    """What to say about an ``index.lock`` that is there; nothing when there is none."""
    lock = index_lock(git)
    try:
        age = time.time() - lock.lstat().st_mtime
    except OSError:
        return ()
    ours = _first_line(lock)
    if ours is not None:
        if ours.host == Holder.me().host:
            message = say(
                "an amendtool run (process {pid}) holds git's index lock {lock}",
                pid=ours.pid,
                lock=lock,
            )
            hint = say("wait until it has ended and run the same command again")
        else:
            message = say(
                "an amendtool run on {host} (process {pid}) left or holds {lock}",
                host=ours.host,
                pid=ours.pid,
                lock=lock,
            )
            hint = say("finish it there; if that machine is gone: {removal}", removal=removal(lock))
        return (Problem(code="index-locked", message=message, hint=hint),)
    seen = holders(git, lock)
    ago = _ago(age)
    message = say("git's index is locked: {lock} exists, made {ago}", lock=lock, ago=ago)
    if seen:
        message = say(
            "git's index is locked: {lock} exists, made {ago}, held by {processes}",
            lock=lock,
            ago=ago,
            processes=say(", ").join(say("process {pid}", pid=pid) for pid in seen),
        )
        hint = say("let that git command end (or close its editor), then run this again")
    elif seen is not None and age > A_WHILE:
        message = say(
            "git's index is locked: {lock} exists, made {ago}, and no git command is at work here: "
            "it was left behind",
            lock=lock,
            ago=ago,
        )
        hint = removal(lock)
    elif age > LONG_AGO:
        hint = say(
            "if no git command is running in this repository: {removal}", removal=removal(lock)
        )
    else:
        hint = say("wait until the git command that holds it has ended, then run this again")
    return (Problem(code="index-locked", message=message, hint=hint),)


def holders(git: Git, lock: Path) -> tuple[int, ...] | None:
    """The processes that may hold a lock of git's; None where they cannot be seen.

    That is: those that have it open, and those of git that work in this repository,
    because `git commit` closes the file, but keeps the lock, while its editor is open.
    An empty answer is a proof only where every process can be looked into, so a git
    process whose folder is hidden makes the answer None.
    """
    if not Path("/proc/self/fd").exists():
        return None
    at_work: list[int] = []
    hidden = False
    place_of_lock = os.path.realpath(lock)
    places = {os.path.realpath(place) for place in (git.top, git.git_dir, git.common_dir)}
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        is_git = False
        try:
            is_git = (process / "comm").read_text(encoding="utf-8").startswith("git")
            folder = os.readlink(process / "cwd")
            works_here = is_git and any(
                os.path.commonpath((place, folder)) == place for place in places
            )
            if works_here or place_of_lock in _open_files(process):
                at_work.append(int(process.name))
        except FileNotFoundError:
            continue
        except OSError:
            hidden = hidden or is_git
    return None if hidden and not at_work else tuple(sorted(at_work))


def _open_files(process: Path) -> set[str]:
    found = set()
    for descriptor in (process / "fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(os.readlink(descriptor))
    return found


def removal(lock: Path) -> str:
    """The command that removes a lock."""
    import shlex

    return f"rm {shlex.quote(str(lock))}"


def _ago(seconds: float) -> str:
    if seconds < 120:
        return say_count("{count} second ago", "{count} seconds ago", max(0, int(seconds)))
    if seconds < 7200:
        return say("{minutes} minutes ago", minutes=int(seconds / 60))
    return say("{hours} hours ago", hours=int(seconds / 3600))


def _first_line(path: Path) -> Holder | None:
    try:
        text = read_ordinary(path, 300)
    except OSError:
        return None
    return Holder.parse(text.partition(b"\n")[0].decode("utf-8", "replace"))
