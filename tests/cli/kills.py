"""A verb that is killed before each thing that it does to the disk, in a child of this process.

Python tells of every file that it opens to write, makes, renames or removes, and of every
program that it starts (``sys.addaudithook``), so no verb has to be prepared for this.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from tests.cli.conftest import Result

_DEEDS = frozenset(
    ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.truncate",
     "os.chmod", "subprocess.Popen")
)  # fmt: skip


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return event in _DEEDS
    path, flags = arguments[0], arguments[2]
    if not isinstance(flags, int) or str(path) == os.devnull:
        return False
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def deeds(act: Callable[[], Result]) -> int:
    """How many things a call does to the disk, done in a child."""
    read, write = os.pipe()
    ended = _in_child(act, 0, write)
    assert ended == 0
    with open(read, "rb") as stream:
        return int(stream.read())


def killed(act: Callable[[], Result], before: int) -> bool:
    """Do something in a child that is killed before so many deeds; whether it got that far."""
    return _in_child(act, before, None) == signal.SIGKILL


def _in_child(act: Callable[[], Result], before: int, told: int | None) -> int:
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        count = 0

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if _writes(event, arguments):
                count += 1
                if count == before:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        done = act()
        if told is not None:
            os.write(told, str(count).encode())
        os._exit(0 if done.code == 0 else 3)
    if told is not None:
        os.close(told)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
