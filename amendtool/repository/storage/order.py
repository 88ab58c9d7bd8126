"""The order of files in one folder: that of their numbers, and what front lines say beside it.

A number that stands twice, one out of turn and a provision without any give no order. Such a
file says what it stands behind::

    ---
    after: "dues"
    ---

The key of another file of the folder never changes, so a renumbering leaves the line alone. An
empty one stands before all others. Most files have none: they stand as their numbers do, and what
has no number stands first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from amendtool.articles.order import steady

NO_NUMBER: Final[tuple[int, ...]] = (0,)
"""The number in the name of a file that has none: ``000-preamble.md``."""
FIRST_NUMBER: Final[tuple[int, ...]] = (1,)


class Filed(NamedTuple):
    """A file of a folder: the number in its name, its key, and the key of what it stands behind.

    ``after`` is None where the number tells, and empty for what stands before all others.
    """

    number: tuple[int, ...]
    key: str
    after: str | None = None


def in_order(row: Sequence[Filed]) -> tuple[Filed, ...]:
    """The files in the order in which they stand.

    Left out are those that stand behind a key which is not there, or behind each other.
    """
    behind: dict[str, list[Filed]] = {}
    for each in sorted(row):
        if each.after is not None:
            behind.setdefault(each.after, []).append(each)

    def with_followers(each: Filed) -> Iterator[Filed]:
        waiting = [each]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += reversed(behind.get(here.key, ()) if here.key else ())

    first = behind.get("", [])
    told = sorted(each for each in row if each.after is None)
    return tuple(each for start in (*first, *told) for each in with_followers(start))


def places(row: Sequence[tuple[str, tuple[int, ...]]]) -> dict[str, str]:
    """By key, what each file stands behind whose number does not tell; the fewest there can be.

    ``row`` has the keys and numbers in the order in which they stand. The inverse of
    :func:`in_order`.
    """
    numbers = [number for _, number in row]
    if all(one < other for one, other in pairwise(numbers)):
        return {}  # as nearly all rows are
    # Of two with one number only the first can stand as its number does.
    by_number = sorted(range(len(row)), key=lambda at: (numbers[at], -at))
    rank = {at: position for position, at in enumerate(by_number)}
    free = [at for at in range(len(row)) if not at or numbers[at] != NO_NUMBER]
    kept = steady([-rank[at] for at in reversed(free)])
    standing = {at for at in free if -rank[at] in kept}
    return {
        key: row[at - 1][0] if at else "" for at, (key, _) in enumerate(row) if at not in standing
    }


def unclear(row: Sequence[Filed]) -> Mapping[str, str]:
    """By key, the files whose number does not tell their place: with what they share it."""
    first: dict[tuple[int, ...], str] = {}
    found: dict[str, str] = {}
    for each in sorted(row):
        if each.after is None:
            other = first.setdefault(each.number, each.key)
            if other != each.key:
                found[each.key] = other
    return found


def begins_anew(rows: Sequence[Sequence[Filed]]) -> bool:
    """Whether the numbers begin anew in every folder, as Articles do in each Part of some laws."""
    told = ([each.number for each in row if _tells(each)] for row in rows)
    firsts = [numbers[0] for numbers in told if numbers]
    return len(firsts) > 1 and all(number == FIRST_NUMBER for number in firsts)


def unbroken(rows: Sequence[Sequence[Filed]], *, anew: bool) -> Iterator[tuple[Filed, Filed]]:
    """Where the numbers do not go on from folder to folder: the first there, and the last before.

    A row whose first file says that it stands there begins as it likes; so does every one where
    the numbers begin ``anew``.
    """
    highest: Filed | None = None
    for row in rows:
        told = [each for each in row if _tells(each)]
        if anew or (row and row[0].after is not None):
            highest = None
        elif told and highest is not None and told[0].number <= highest.number:
            yield told[0], highest
            highest = None
        highest = max([*([highest] if highest else []), *told], default=None)


def _tells(each: Filed) -> bool:
    return each.after is None and each.number != NO_NUMBER
