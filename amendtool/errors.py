"""What goes wrong, as values: a problem has a place, an expectation and a next step.

Every mistake of one input is collected and reported together, so the functions of
this package gather :class:`Problem` values and raise one error that carries them all.
The exit codes are those of the command line (``docs/cli.md``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Final, Literal

from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands.

    ``file`` is a path as the user would type it, ``line`` and ``column`` count from 1
    (columns in characters, not bytes), ``path`` is a position inside a structured file,
    such as ``operations[2].find``.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        position = self.file or ""
        if self.line is not None and self.file:
            position += f":{self.line}" if self.column is None else f":{self.line}:{self.column}"
        elif self.line is not None and self.column is not None:
            position = say("line {line}, column {column}", line=self.line, column=self.column)
        elif self.line is not None:
            position = say("line {line}", line=self.line)
        return " ".join(part for part in (position, self.inside) if part)

    @property
    def inside(self) -> str:
        """The position inside the file as people read it; '' of none.

        A list in a file is counted from 0 by programs, and from 1 by people.
        """
        listed = _LISTED.fullmatch(self.path or "")
        if listed is not None:
            number, field = int(listed[2]) + 1, listed[3]
            return say(_COUNTED[listed[1]][bool(field)], number=number, field=field)
        what, _, which = (self.path or "").partition(" ")
        if what not in _INSIDE:
            return self.path or ""
        return say(_INSIDE[what][bool(which)], which=which)


_LISTED: Final = compiled(r"(operations|reasons)\[([0-9]+)\]\.?(.*)")
_COUNTED: Final = {
    "operations": (later("operation {number}"), later("operation {number}, {field}")),
    "reasons": (later("reason {number}"), later("reason {number}, {field}")),
}
"""Members of the lists of an amendment: alone, and with the field in them."""

_INSIDE: Final = {
    "paragraph": (later("paragraph"), later("paragraph {which}")),
    "footnote": (later("footnote"), later("footnote {which}")),
    "endnote": (later("endnote"), later("endnote {which}")),
    "comment": (later("comment"), later("comment {which}")),
    "header": (later("header"), later("header {which}")),
    "footer": (later("footer"), later("footer {which}")),
}
"""Positions inside a document, by the word that they begin with: alone, and with what follows."""


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: a stable ``code``, what is wrong and what was expected, and what to do.

    ``code`` is a short slug that never changes (``docs/problems.md`` lists them); the
    wording of ``message`` and ``hint`` may. A ``warning`` is something to mend that stops
    nothing; a ``note`` is something to know that needs no mending.
    """

    code: str
    message: str
    hint: str = ""
    place: Place = NOWHERE
    severity: Severity = "error"

    def at(self, place: Place) -> Problem:
        """The same problem at ``place``; parts that ``place`` leaves open are kept."""
        return replace(
            self,
            place=Place(
                file=place.file or self.place.file,
                line=place.line if place.line is not None else self.place.line,
                column=place.column if place.line is not None else self.place.column,
                path=place.path or self.place.path,
            ),
        )

    def __str__(self) -> str:
        where = str(self.place)
        text = f"{where}: {self.message}" if where else self.message
        return say("{text}\n  hint: {hint}", text=text, hint=self.hint) if self.hint else text


class AmendtoolError(Exception):
    """The base of every error that a user can mend; carries all problems found."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InputError(AmendtoolError):
    """The input is wrong (exit code 3)."""

    exit_code = 3


class ConflictError(AmendtoolError):
    """The input is right but the articles have moved on (exit code 4)."""

    exit_code = 4


class RepositoryError(AmendtoolError):
    """The repository, the disk or the operating system refused (exit code 5)."""

    exit_code = 5


def reason_of(error: OSError) -> str:
    """Why the system refused, in the reader's language where the reason is a usual one."""
    return say(error.strerror) if error.strerror else str(error)


_OF_SYSTEMS: Final = (
    later("No such file or directory"),
    later("Permission denied"),
    later("Operation not permitted"),
    later("File exists"),
    later("Is a directory"),
    later("Not a directory"),
    later("Directory not empty"),
    later("Device or resource busy"),
    later("No space left on device"),
    later("Disk quota exceeded"),
    later("Read-only file system"),
    later("Input/output error"),
    later("File too large"),
    later("File name too long"),
    later("Too many open files"),
    later("Too many levels of symbolic links"),
    later("Invalid argument"),
    later("Operation not supported"),
    later("Broken pipe"),
    later("Resource temporarily unavailable"),
    later("Cannot allocate memory"),
    later("Stale file handle"),
)
"""What the C libraries say, always in English."""


def require_type(argument: str, value: object, *kinds: type) -> None:
    """Raise TypeError for an argument of the library that is of none of the ``kinds``.

    Without it a wrong argument ends deep inside, in an error that names something else. True is
    no number here, and a moment is no day, though Python has each for a kind of the other.
    """
    taken_for_another = isinstance(value, bool | datetime.datetime) and type(value) not in kinds
    if taken_for_another or not isinstance(value, kinds):
        expected = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{argument}: expected {expected}, got {type(value).__name__}")


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise :class:`InputError` with every problem, if one of them is an error."""
    found = tuple(problems)
    if any(problem.severity == "error" for problem in found):
        raise InputError(*found)
