"""The page of a fleet: one file of HTML with a row for each company, written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amendtool.messages import language_spoken, say
from amendtool.render.templates import Templates

_TEMPLATE: Final = "fleet.html.j2"
_MOST: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetKind:
    """Doubts, findings or failures of one kind, and the rows that have them.

    ``example`` and ``hint`` are what the first of these rows tells and what to do about it.
    """

    result: str
    code: str
    example: str
    hint: str
    rows: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetPage:
    """What stands above the rows: what was done, and how many went which way.

    ``results`` are the name of a result, what people call it, and how many rows have it.
    """

    act: str
    pattern: str
    day: str
    tool: str
    companies: int
    rows: int
    results: Sequence[tuple[str, str, int]]
    kinds: Sequence[FleetKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetRow:
    """One company.

    ``found`` are a name of the pattern, a key, and by what it was found; ``problems`` a code, a
    message and a place; ``files`` a name and a link.
    """

    number: int
    company: str
    result: str
    said: str
    amendment: str
    commit: str
    told: str
    found: Sequence[tuple[str, str, str]]
    problems: Sequence[tuple[str, str, str]]
    files: Sequence[tuple[str, str]]


def fleet_page(page: FleetPage, rows: Iterable[FleetRow]) -> Iterator[str]:
    """The page, piece by piece; ``rows`` are asked for one after the other."""
    arguments = {"page": page, "rows": rows, "language": language_spoken()}
    return Templates((), {"say": say}).stream(_TEMPLATE, arguments, most=_MOST)
