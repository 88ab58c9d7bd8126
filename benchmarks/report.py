"""The figures as a text to read and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from benchmarks.measure import Measured, Spread, growth
from benchmarks.suite import Figure, runs_of

_WIDTH = 34


def text(figures: Sequence[Figure], versions: Mapping[str, str], *, runs: int, floor: int) -> str:
    """The figures as lines: ratios first, what they are made of behind them."""
    return "\n".join(_lines(figures, versions, runs=runs, floor=floor)) + "\n"


def _lines(
    figures: Sequence[Figure], versions: Mapping[str, str], *, runs: int, floor: int
) -> Iterator[str]:
    names = ", ".join(f"{name} {version}" for name, version in versions.items())
    yield f"{names}; medians of runs in turn, and the least and the greatest"
    yield f"peak: the largest process; below {_megabytes(floor)} MB it cannot be read"
    size: int | None = -1
    for figure in figures:
        if figure.size != size:
            size = figure.size
            yield ""
            count = 3 * runs if size is None else runs_of(runs, size)
            title = "no charter" if size is None else f"{size:,} articles"
            title += f", {count} run{'s' if count != 1 else ''}"
            yield f"{title:<{_WIDTH}}  {'ratio':<20} {'aim':<6} {'ms':>8}  {'peak MB':>8}"
        if figure.measured is None:
            yield f"{figure.name:<{_WIDTH}}  lacks {figure.lacking}"
            continue
        yield _line(figure.name, figure.measured)
        for each in figure.yardsticks:
            aim = "" if each.aim is None else f"{each.aim:g}"
            yield _line(f"  / {each.name}", each.measured, _spread(each.ratio), aim)
    grown = list(growths(figures))
    if grown:
        yield ""
        yield f"{'growth for ten times the articles':<{_WIDTH}}  linear is 10"
    for name, small, large, factor in grown:
        yield f"{name:<{_WIDTH}}  {factor:<8.1f} {small:,} to {large:,}"


def _line(name: str, measured: Measured, ratio: str = "", aim: str = "") -> str:
    milliseconds = 1000 * measured.seconds.median
    peak = _megabytes(measured.memory)
    return f"{name:<{_WIDTH}}  {ratio:<20} {aim:<6} {milliseconds:>8,.0f}  {peak:>8}"


def _spread(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f}-{spread.greatest:.2f})"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.0f}"


def growths(figures: Sequence[Figure]) -> Iterator[tuple[str, int, int, float]]:
    """Name, smaller and larger size, and the factor for ten times the size, of each figure."""
    series: dict[str, list[tuple[int, float]]] = {}
    for figure in figures:
        if figure.size is None or figure.measured is None:
            continue
        series.setdefault(figure.name, []).append((figure.size, figure.measured.seconds.median))
        for each in figure.yardsticks:
            name = f"  / {each.name}"
            full = f"{figure.name}\n{name}"
            series.setdefault(full, []).append((figure.size, each.measured.seconds.median))
    for name, points in series.items():
        for small, large in pairwise(points):
            yield name.rpartition("\n")[2], small[0], large[0], growth(small, large)


def record(
    figures: Sequence[Figure], versions: Mapping[str, str], *, runs: int, floor: int
) -> dict[str, Any]:
    """The figures as plain values: seconds, bytes, ratios."""
    return {
        "schema": "amendtool/bench/1",
        "versions": dict(versions),
        "runs": runs,
        "memory_floor": floor,
        "figures": [asdict(figure) for figure in figures],
        "growth": [
            {"name": name.strip(), "from": small, "to": large, "factor": factor}
            for name, small, large, factor in growths(figures)
        ],
    }
