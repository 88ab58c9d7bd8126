"""Land the amendment of the sandbox and be killed on the way; run in a process of its own.

``python -m tests.repository.killed REPOSITORY BASE [STEP]`` kills itself with SIGKILL
before the STEP-th step; without STEP it only lands, and somebody else does the killing.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from amendtool.repository.git import Git
from amendtool.repository.landing.landing import land
from amendtool.repository.landing.recovery import recover
from tests.repository.sandbox import amendment


class Countdown:
    """A step callback that kills its own process, or interrupts it, at the N-th step."""

    def __init__(self, left: int, how: int = signal.SIGKILL) -> None:
        self.left = left
        self.how = how
        self.names: list[str] = []

    def __call__(self, name: str) -> None:
        self.names.append(name)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self.how)


def main() -> None:
    git = Git.open(Path(sys.argv[1]))
    recover(git)
    land(git, amendment(sys.argv[2]), step=Countdown(int((sys.argv[3:] or ["0"])[0])))


if __name__ == "__main__":
    main()
