"""``python -m benchmarks``: measure, and print ratios."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import peers
from benchmarks.drafts import figures as drafts
from benchmarks.measure import Failed, memory_floor
from benchmarks.references import figures as references
from benchmarks.report import record, text
from benchmarks.suite import Suite, versions


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 when everything was measured, whatever the figures."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="amendtool-bench-") as name:
        runs = 1 if options.quick else options.runs
        sizes = [1000] if options.quick else sorted(set(options.sizes))
        folder = Path(name).resolve()
        suite = Suite.in_folder(folder, runs=runs, say=_say, quick=options.quick)
        try:
            figures = list(suite.figures(sizes))
            figures += [figure for size in sizes for figure in drafts(suite, size)]
            _say("references")
            figures += references(1000 if 1000 in sizes else min(sizes), runs)
            for size in peers.SIZES[:1] if options.quick else peers.SIZES:
                figures += peers.figures(suite, size, options.peers_python)
            found = versions(suite.env)
        except Failed as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 1
        finally:
            _say("")
    floor = memory_floor()
    if options.json:
        document = record(figures, found, runs=runs, floor=floor)
        print(json.dumps(document, indent=2))
    else:
        print(text(figures, found, runs=runs, floor=floor), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure amendtool against git and Python alone, as ratios of one run. "
        "Nothing is asserted: see benchmarks/README.md for how to read the figures.",
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=[100, 1000, 10000],
        metavar="N,N",
        help="how many articles the charters have (default: 100,1000,10000)",
    )
    parser.add_argument(
        "--runs",
        type=_positive,
        default=3,
        help="runs of each command (default: 3); one with more than 1,000 articles",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="one run at 1,000 articles and the peers at 100, in about two minutes",
    )
    parser.add_argument(
        "--peers-python",
        default=sys.executable,
        metavar="PYTHON",
        help="the Python of an environment with python-redlines (default: this one)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _sizes(text: str) -> list[int]:
    sizes = [_positive(part) for part in text.split(",")]
    if min(sizes) < 10:
        raise argparse.ArgumentTypeError("a charter has 10 articles at least")
    return sizes


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _say(doing: str) -> None:
    """What is measured now, on a terminal's standard error."""
    if sys.stderr.isatty():
        print(f"\r\033[K{doing}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
