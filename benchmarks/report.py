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
    yield "ratio: by the clock; cpu: the same in seconds of the processor"
    yield f"peak: the largest process; below {_megabytes(floor)} MB it cannot be read"
    size: int | None = -1
    for figure in figures:
        if figure.size != size:
            size = figure.size
            yield ""
            count = 3 * runs if size is None else runs_of(runs, size)
            title = "no charter" if size is None else f"{size:,} articles"
            title += f", {count} run{'s' if count != 1 else ''}"
            heads = f"{'ratio':<20} {'cpu':<20} {'aim':<6} {'ms':>8}  {'peak MB':>8}"
            yield f"{title:<{_WIDTH}}  {heads}"
        if figure.measured is None:
            yield f"{figure.name:<{_WIDTH}}  lacks {figure.lacking}"
            continue
        yield _line(figure.name, figure.measured)
        for each in figure.yardsticks:
            aim = "" if each.aim is None else f"{each.aim:g}"
            ratios = (_spread(each.ratio), _spread(each.processor))
            yield _line(f"  / {each.name}", each.measured, ratios, aim)
    grown = list(growths(figures))
    if grown:
        yield ""
        yield f"{'growth for ten times the articles':<{_WIDTH}}  linear is 10"
    for name, small, large, factor in grown:
        yield f"{name:<{_WIDTH}}  {factor:<8.1f} {small:,} to {large:,}"
    yield from _aims(figures)


def _aims(figures: Sequence[Figure]) -> Iterator[str]:
    """What has an aim, in one list: the ratios, the aim, and whether it is reached by the clock."""
    title = f"{'what has an aim':<{_WIDTH}}  {'articles':>8}  {'ratio':>8} {'cpu':>8} {'aim':>6}"
    rows = [
        (figure, each)
        for figure in figures
        for each in figure.yardsticks
        if figure.measured is not None and each.aim is not None
    ]
    if rows:
        yield ""
        yield title
    for figure, each in rows:
        size = "" if figure.size is None else f"{figure.size:,}"
        assert each.aim is not None
        reached = "reached" if each.ratio.median <= each.aim else ""
        yield (
            f"{figure.name:<{_WIDTH}}  {size:>8}  {each.ratio.median:>8.2f} "
            f"{each.processor.median:>8.2f} {each.aim:>6g}  {reached}".rstrip()
        )


def _line(name: str, measured: Measured, ratios: tuple[str, str] = ("", ""), aim: str = "") -> str:
    milliseconds = 1000 * measured.seconds.median
    peak = _megabytes(measured.memory)
    ratio, processor = ratios
    return (
        f"{name:<{_WIDTH}}  {ratio:<20} {processor:<20} {aim:<6} {milliseconds:>8,.0f}  {peak:>8}"
    )


def _spread(spread: Spread) -> str:
    if spread.least == spread.greatest:
        return f"{spread.median:.2f}"
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
