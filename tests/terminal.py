"""A person at a terminal: the program in a pseudo terminal, each question answered as it comes."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CTRL_C = "\x03"
_STYLED = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Session:
    """How it ended, and everything that stood on the screen, what was typed among it."""

    code: int
    screen: str


def at_terminal(
    words: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    answers: Sequence[tuple[str, str]] = (),
    timeout: float = 60,
) -> Session:
    """Call the program with ``words`` in a terminal of 100 columns.

    Each of ``answers`` is what a question ends with, and what is typed then. AssertionError when
    a question does not come, or another one than those waits for an answer.
    """
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover
        os.chdir(cwd)
        os.execve(
            sys.executable,
            [sys.executable, "-m", "amendtool", *words],
            {**env, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "100", "LINES": "2000",
             "TERM": "dumb"},
        )  # fmt: skip
    seen, asked, left, typed = "", 0, list(answers), ""
    end = time.monotonic() + timeout
    try:
        while True:
            if left and left[0][0] in seen[asked:]:
                asked = len(seen)
                typed = left.pop(0)[1]
                os.write(terminal, typed.encode() + (b"" if typed == CTRL_C else b"\n"))
            wait = max(0, end - time.monotonic())
            # Python misses a signal that comes just before it begins to wait for input.
            ready, _, _ = select.select([terminal], [], [], min(wait, 0.3))
            if not ready and typed == CTRL_C and time.monotonic() < end:
                os.write(terminal, typed.encode())
                continue
            if not ready and time.monotonic() < end:
                continue
            if not ready:
                os.kill(pid, signal.SIGKILL)
                raise AssertionError(f"it waits for an answer: {seen[-400:]!r}")
            try:
                data = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                data = b""
            if not data:
                break
            seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
    finally:
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
    assert not left, f"never asked: {left[0][0]!r} in {seen!r}"
    return Session(os.waitstatus_to_exitcode(status), _STYLED.sub("", seen))
