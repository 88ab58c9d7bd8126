"""Work that somebody else's template makes us do, in a child with limits of memory and time.

A sandbox keeps a template from files and from Python, but not from doubling a list until the
machine has no memory left. So what a repository's own templates print is made in a child, and
comes back whole or not at all. Where processes cannot fork (Windows) it is made here.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say

Made = TypeVar("Made")

SECONDS: Final = 60
"""More than ten thousand articles take, in the time of the processor."""
MEGABYTES: Final = 1024
"""So much memory more than the program has when it begins."""


def apart(
    make: Callable[[], Made], place: Place, *, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> Made:
    """What ``make`` gives, made in a child; what it raises for the user is raised here.

    ``place`` says whose work it is. Raises InputError (``template-takes-too-much``) when it
    takes more than the limits.
    """
    if not hasattr(os, "fork"):
        return make()
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        _child(make, write, seconds, megabytes)
    os.close(write)
    ended, status = False, 1
    try:
        data = _all_of(read, time.monotonic() + 4 * seconds)
        if data is not None:
            _, status = os.waitpid(pid, 0)
            ended = True
    finally:
        os.close(read)
        if not ended:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    if not data or status != 0:  # ended by a limit, or by us
        raise InputError(_too_much(place, seconds, megabytes))
    kind, found = pickle.loads(data)
    if kind == "made":
        made: Made = found
        return made
    if kind == "refused":
        raise InputError(*found)
    if kind == "memory":
        raise InputError(_too_much(place, seconds, megabytes))
    raise RuntimeError(f"{found} while a template was filled in")


def _child(make: Callable[[], object], write: int, seconds: int, megabytes: int) -> None:
    """Make it, hand it over, and end without anything that the parent would do at its end."""
    status = 1
    try:
        _limit(seconds, megabytes)
        try:
            data = pickle.dumps(("made", make()))
        except AmendtoolError as error:
            data = pickle.dumps(("refused", error.problems))
        except MemoryError:
            data = pickle.dumps(("memory", None))
        except Exception as error:  # also of what cannot be handed over
            name = f"{type(error).__module__}.{type(error).__qualname__}"
            data = pickle.dumps(("failed", name))
        with open(write, "wb") as stream:
            stream.write(data)
        status = 0
    finally:
        os._exit(status)


def _limit(seconds: int, megabytes: int) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, _memory() + megabytes * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with suppress(OSError, ValueError):  # a system that knows no such limit
            resource.setrlimit(what, (most, hard))
    # The first signal of the limit of time would be caught by nobody; the default ends us.
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)


def _memory() -> int:
    """The address space that the program has, where the system tells; else what is usual."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1024 * 1024 * 1024


def _all_of(read: int, until: float) -> bytes | None:
    """What the child hands over; None when it does not end in time."""
    parts: list[bytes] = []
    while (left := until - time.monotonic()) > 0:
        if not select.select([read], [], [], left)[0]:
            break
        part = os.read(read, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None


def _too_much(place: Place, seconds: int, megabytes: int) -> Problem:
    return Problem(
        code="template-takes-too-much",
        message=say(
            "filling in the template takes more than {megabytes} megabytes of memory, or "
            "more than {seconds} seconds",
            megabytes=megabytes,
            seconds=seconds,
        ),
        hint=say(
            "look for a loop in a loop or a list that grows, or take the template away to "
            "use the packaged one"
        ),
        place=place,
    )
