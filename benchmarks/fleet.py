"""``python -m benchmarks.fleet``: what a second worker gives, and what the engine takes.

A fleet of made-up companies is planned by one worker and by two in turn, on a machine that has to
be quiet and to have two cores. Efficiency is the time with one over twice the time with two, pair
by pair; beside it stands what the machine gives to two processes that have nothing to do with each
other. What is not by the clock is the time of processors (user and system, git included), which
the system counts for each process that has ended: so what a bare ``git commit`` takes is told, too,
over many of them. About ten minutes; ``--quick`` tries whether it runs.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from amendtool.fleet.companies_file import read_companies
from amendtool.fleet.row import FleetAct, FleetOrder, run_row
from benchmarks.measure import Failed
from tools.fleet_companies import make

ROOT = Path(__file__).resolve().parent.parent
PATTERN = ROOT / "examples" / "fleet" / "electronic-provision-2022.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What one process took with all that it started: by the clock, and of processors."""

    seconds: float
    processors: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRun:
    """One run of a fleet: the whole command, its rows, and what the rows took of processors."""

    whole: Used
    rows: int
    row_seconds: float
    """By the clock, from the first row to the last."""
    row_processors: float
    each_done: tuple[float, ...]
    """What each row took of processors that went through."""

    @property
    def engine(self) -> float:
        """The share of processors that did not go into rows."""
        return 1 - self.row_processors / self.whole.processors


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when everything was measured, whatever the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fleet",
        description="What a second worker gives, what the engine takes, what a row costs.",
    )
    parser.add_argument("--companies", type=int, default=800, help="in a run (default: 800)")
    parser.add_argument("--runs", type=int, default=5, help="pairs of runs (default: 5)")
    parser.add_argument("--quick", action="store_true", help="one pair of 12 companies")
    options = parser.parse_args(arguments)
    count, runs = (12, 1) if options.quick else (options.companies, options.runs)
    with tempfile.TemporaryDirectory(prefix="amendtool-bench-") as name:
        folder = Path(name).resolve() / "companies"
        _say(f"making {count} companies")
        make(folder, count)
        try:
            for line in _figures(folder, count, runs):
                print(line, flush=True)
        except Failed as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 1
    return 0


def _figures(folder: Path, count: int, runs: int) -> Iterator[str]:
    _say("what the machine gives to two")
    fifth = max(6, count // 6)
    machine = [_alone(folder, fifth) / (_side_by_side(folder, fifth)) for _ in range(min(runs, 3))]
    yield (
        f"the machine: two processes without Dask, {fifth} companies each, do in the time of one "
        f"{_spread(machine)} of twice its work"
    )
    pairs = []
    for turn in range(runs):
        _say(f"pair {turn + 1} of {runs}")
        order = (1, 2) if turn % 2 == 0 else (2, 1)
        done = {workers: run_fleet("plan", folder, workers) for workers in order}
        pairs.append((done[1], done[2]))
        one, two = pairs[-1]
        yield (
            f"pair {turn + 1}: one worker {one.whole.seconds:.1f} s, "
            f"two {two.whole.seconds:.1f} s; "
            f"efficiency {one.whole.seconds / (2 * two.whole.seconds):.3f}"
        )
    sure = 1 - 2 * 0.5 ** len(pairs)
    efficiency = [one.whole.seconds / (2 * two.whole.seconds) for one, two in pairs]
    rows_alone = [one.row_seconds / (2 * two.row_seconds) for one, two in pairs]
    yield (
        f"efficiency of two workers, the whole command: {_spread(efficiency, 3)} (median, least "
        f"to greatest of {len(pairs)} pairs, which hold the median with {sure:.0%})"
    )
    yield f"  from the first row to the last: {_spread(rows_alone, 3)}"
    for at, workers in ((0, "one worker"), (1, "two workers")):
        those = [pair[at] for pair in pairs]
        per_row = [1000 * each.row_processors / each.rows for each in those]
        yield (
            f"{workers}: {_spread(per_row, 1)} ms of processors a row; "
            f"the engine's own share {_spread([each.engine for each in those], 3)}"
        )
    yield from _against_git(folder, min(count, 200))


def run_fleet(act: str, folder: Path, workers: int) -> FleetRun:
    """Run a fleet over all companies of a folder. Raises Failed."""
    command = [sys.executable, "-m", "amendtool", "fleet", act, str(PATTERN), "--json"]
    command += ["--companies", str(folder / "companies.csv"), "--workers", str(workers)]
    began, first = time.perf_counter(), 0.0
    rows, summary = 0, {}
    done: list[float] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            read = json.loads(line)
            if read["schema"] == "amendtool/fleet/1":
                summary, last = read, time.perf_counter()
            else:
                first = first or time.perf_counter()
                rows += 1
                done += [read["cpu_seconds"]] if read["result"] == "done" else []
        _, status, used = os.wait4(running.pid, 0)
        ended = time.perf_counter()
        running.returncode = os.waitstatus_to_exitcode(status)
    if not summary or running.returncode not in (0, 1):
        raise Failed(f"fleet {act} ended with {running.returncode}")
    whole = Used(seconds=ended - began, processors=used.ru_utime + used.ru_stime)
    return FleetRun(
        whole=whole,
        rows=rows,
        row_seconds=last - first,
        row_processors=summary["row_cpu_seconds"],
        each_done=tuple(done),
    )


_ROWS = """
import sys
from pathlib import Path
from benchmarks.fleet import plan_rows
plan_rows(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
"""


def plan_rows(folder: Path, start: int, stop: int) -> None:
    """Plan some companies one after the other, in this process; the first only to load all."""
    companies = read_companies((folder / "companies.csv").read_bytes(), file="companies.csv")
    order = _order("plan", folder)
    for at in range(start, stop):
        run_row(order, at, companies[at])


def _order(act: str, folder: Path) -> FleetOrder:
    return FleetOrder(
        act=FleetAct(act),
        pattern_file=PATTERN.name,
        pattern_data=PATTERN.read_bytes(),
        today=datetime.date(2022, 7, 1),
        folder=folder,
        moment=datetime.datetime(2022, 7, 1, tzinfo=datetime.UTC),
    )


def _alone(folder: Path, count: int) -> float:
    return _together(folder, [(0, count)])


def _side_by_side(folder: Path, count: int) -> float:
    return _together(folder, [(0, count), (count, 2 * count)])


def _together(folder: Path, parts: Sequence[tuple[int, int]]) -> float:
    """The seconds until processes that do these parts have all ended. Raises Failed."""
    began = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _ROWS, str(folder), str(start), str(stop)], cwd=ROOT
        )
        for start, stop in parts
    ]
    if any(each.wait() for each in running):
        raise Failed("a process that plans companies failed")
    return time.perf_counter() - began


# -- against the verbs, and against git alone -------------------------------------------------


def _against_git(folder: Path, count: int) -> Iterator[str]:
    """What a row of ``apply`` takes beside ``git commit`` of the same files, and the verbs."""
    _say("against git commit and the verbs")
    before = folder.with_name("before")
    shutil.copytree(folder, before, symlinks=True)
    companies = read_companies((folder / "companies.csv").read_bytes(), file="companies.csv")
    applied = run_fleet("apply", folder, 1)
    commits: list[float] = []
    verbs: dict[str, list[float]] = {"plan": [], "apply": []}
    for company in companies:
        ours, theirs = folder / company.repository, before / company.repository
        if len(commits) < count and _adopted(ours):
            _make_the_same(ours, theirs)
            if _call(["git", "-C", str(theirs), "add", "--all"]) is not None:
                used = _call(["git", "-C", str(theirs), "commit", "--quiet", "-m", "Adopted"])
                commits += [] if used is None else [used.processors]
    again = folder.with_name("again")
    make(again, 8)
    order = _order("draft", again)
    for at, company in enumerate(
        read_companies((again / "companies.csv").read_bytes(), file="companies.csv")
    ):
        run_row(order, at, company)
        there = again / company.repository
        if (there / "amendments" / "electronic-provision.yaml").is_file():
            for verb in verbs:
                own = [sys.executable, "-m", "amendtool", "-C", str(there), verb]
                own += ["electronic-provision", *(("--adopted", "2022-06-24") * (verb == "apply"))]
                used = _call(own)
                verbs[verb] += [] if used is None else [used.processors]
    if commits and applied.each_done:
        row, commit = 1000 * median(applied.each_done), 1000 * sum(commits) / len(commits)
        yield (
            f"a row of apply that adopts: {row:.1f} ms of processors, median of "
            f"{len(applied.each_done)}; git commit of the same files {commit:.2f} ms, mean of "
            f"{len(commits)}: {row / commit:.1f} times"
        )
    for verb, each in verbs.items():
        if each:
            yield f"amendtool {verb} for one company: {1000 * median(each):.0f} ms, of {len(each)}"


def _adopted(repository: Path) -> bool:
    return (repository / "amendments" / "electronic-provision.record.yaml").is_file()


def _make_the_same(ours: Path, theirs: Path) -> None:
    """Bring the files of one work tree into the other."""
    for folder in ("articles", "amendments"):
        shutil.rmtree(theirs / folder, ignore_errors=True)
        shutil.copytree(ours / folder, theirs / folder)


def _call(command: Sequence[str]) -> Used | None:
    """What a command took; None where it failed."""
    began = time.perf_counter()
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        return None
    took = time.perf_counter() - began
    return Used(seconds=took, processors=used.ru_utime + used.ru_stime)


def _spread(values: Sequence[float], digits: int = 2) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def _say(doing: str) -> None:
    """What is measured now, on a terminal's standard error."""
    if sys.stderr.isatty():
        print(f"\r\033[K{doing}\r", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
