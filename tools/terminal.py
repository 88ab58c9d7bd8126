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
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
CTRL_C: Final = "\x03"
ANY: Final = ": "
"""What every question ends with, where it does not matter which one it is."""
_STYLED: Final = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


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
    columns: int = 100,
    timeout: float = 60,
) -> Session:
    """Call the program with ``words`` in a terminal.

    Each of ``answers`` is what a question ends with, and what is typed then. AssertionError when
    a question does not come, or another one than those waits for an answer.
    """
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover
        os.chdir(cwd)
        os.execve(
            sys.executable,
            [sys.executable, "-m", "amendtool", *words],
            {**env, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": str(columns),
             "LINES": "2000", "TERM": "dumb"},
        )  # fmt: skip
    seen, asked, left, typed = "", 0, list(answers), ""
    data = b""
    end = time.monotonic() + timeout
    try:
        while True:
            if left and seen[asked:].endswith(left[0][0]):
                asked = len(seen)
                typed = left.pop(0)[1]
                os.write(terminal, typed.encode() + (b"" if typed == CTRL_C else b"\n"))
            wait = max(0, end - time.monotonic())
            # Python misses a signal that comes just before it begins to wait for input.
            ready, _, _ = select.select([terminal], [], [], min(wait, 2))
            if not ready and time.monotonic() < end:
                if typed == CTRL_C:
                    os.write(terminal, typed.encode())
                continue
            if not ready:
                os.kill(pid, signal.SIGKILL)
                raise AssertionError(f"it waits for an answer: {seen[-400:]!r}")
            try:
                data += os.read(terminal, 65536)
            except OSError:  # the other end is closed
                break
            try:
                text, data = data.decode(), b""
            except UnicodeDecodeError:  # cut off inside a character
                continue
            seen += text.replace("\r\n", "\n")
    finally:
        os.close(terminal)
        _, status = os.waitpid(pid, 0)
    assert not left, f"never asked: {left[0][0]!r} in {seen!r}"
    return Session(os.waitstatus_to_exitcode(status), settled(_STYLED.sub("", seen)))


def settled(screen: str) -> str:
    """What stands there at last: a line that was written over shows what came later."""
    lines = []
    for line in screen.split("\n"):
        shown: list[str] = []
        for part in line.split("\r"):
            shown[: len(part)] = part
        lines.append("".join(shown).rstrip() if "\r" in line else line)
    return "\n".join(lines)
