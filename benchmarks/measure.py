"""Time whole processes from outside, in turn, by the clock and by the processor; and peak memory.

A machine is never quiet, and its speed drifts. So the two sides of a comparison run in
turn (A B A B), the ratio is taken pair by pair, and the median stands for the whole; the
least and the greatest value say how far it can be trusted.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""``ru_maxrss`` counts bytes on macOS and kibibytes elsewhere."""


class Failed(Exception):
    """A measured command ended with an error, or did not do what was to be measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A process to be measured; its output is thrown away.

    ``before`` is called before each run and ``after`` behind it, both outside the measured
    time: to make the input anew, to see that the work was done.
    """

    argv: Sequence[str]
    folder: Path
    env: Mapping[str, str]
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Some measurements of one thing: the median, and how far they lie apart."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of one or more values."""
        return cls(median=median(values), least=min(values), greatest=max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run took: seconds by the clock and of the processor, bytes of memory."""

    seconds: float
    processor: float
    memory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What some runs of one command took: wall seconds, and bytes of its largest process.

    ``processor`` are the seconds of the processor, of the user and the system and of every process
    that it waited for: other work on the machine is not in them.
    """

    seconds: Spread
    memory: int
    each: tuple[float, ...]
    """The seconds of every run, in their order."""
    processor: tuple[float, ...]

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Measured:
        """What one or more runs took."""
        each = tuple(run.seconds for run in runs)
        return cls(
            seconds=Spread.of(each),
            memory=max(run.memory for run in runs),
            each=each,
            processor=tuple(run.processor for run in runs),
        )


def in_turn(commands: Sequence[Command], runs: int) -> tuple[Measured, ...]:
    """Measure ``commands`` in turn, ``runs`` times each, after one run that is not counted.

    Raises Failed when one of them ends with an error.
    """
    taken: list[list[Run]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for position, command in enumerate(commands):
            run = run_once(command)
            if turn > 0:
                taken[position].append(run)
    return tuple(map(Measured.of, taken))


def ratio(ours: Measured, yardstick: Measured) -> Spread:
    """How many times as long as its yardstick something took, pair by pair."""
    return _by_pairs(ours.each, yardstick.each)


def processor_ratio(ours: Measured, yardstick: Measured) -> Spread:
    """The same in seconds of the processor, which other work on the machine does not change."""
    return _by_pairs(ours.processor, yardstick.processor)


def _by_pairs(ours: Sequence[float], others: Sequence[float]) -> Spread:
    pairs = zip(ours, others, strict=True)
    # The clock of processes counts in steps: what is over within one took a millisecond at least.
    return Spread.of([one / max(other, 0.001) for one, other in pairs])


def growth(small: tuple[int, float], large: tuple[int, float]) -> float:
    """The factor for ten times the size, from two sizes and what they took; linear is 10."""
    (size, seconds), (larger, longer) = small, large
    return float((longer / seconds) ** (1 / math.log10(larger / size)))


def memory_floor() -> int:
    """The least peak that can be read: that of this program, which every child inherits."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def run_once(command: Command) -> Run:
    """One run: its seconds, and the peak memory of its largest process in bytes.

    Raises Failed when it ends with an error.
    """
    if command.before is not None:
        command.before()
    with tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            cwd=command.folder,
            env=command.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        # wait4 tells of this one child, and of those that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()
            raise Failed(f"{' '.join(command.argv)} ended with {process.returncode}: {said}")
    if command.after is not None:
        command.after()
    return Run(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * UNIT,
    )
