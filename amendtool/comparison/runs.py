"""Runs of text in a cell: joined to neighbours of their kind, and cut into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amendtool.comparison.table import Run


def lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs cut at line feeds, neighbours of one kind joined; empty lines are left out."""
    found: list[list[Run]] = [[]]
    for run in runs:
        if "\n" not in run.text:
            found[-1].append(run)
            continue
        head, *tail = run.text.split("\n")
        found[-1].append(Run(head, run.changed, run.whole))
        found += [[Run(text, run.changed, run.whole)] for text in tail]
    yield from filter(None, map(joined, found))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without empty ones, neighbours of one kind as one."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and (found[-1].changed, found[-1].whole) == (run.changed, run.whole):
            found[-1] = Run(found[-1].text + run.text, run.changed, run.whole)
        else:
            found.append(run)
    return tuple(found)
