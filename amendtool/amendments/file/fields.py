"""Reading the fields of a mapping: text, dates, numbers, choices; unknown ones are mistakes."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

from amendtool.amendments.file.yaml import Mapping, Node, Scalar, Sequence_
from amendtool.articles.charter import tidy
from amendtool.errors import Place, Problem

_GUESSES = 100

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """The fields of one mapping, read one by one; mistakes gather in ``problems``.

    A field that cannot be read counts as missing after its mistake is noted, so that
    reading goes on to the next one.
    """

    def __init__(self, mapping: Mapping, problems: list[Problem]) -> None:
        self.mapping = mapping
        self.problems = problems

    def __contains__(self, name: str) -> bool:
        return self.mapping.get(name) is not None

    def only(self, known: Collection[str], owner: str) -> None:
        """Note every field that is not among the ``known`` ones of the ``owner``."""
        for key in self.mapping.keys:
            if key.value in known:
                continue
            # Nobody reads a hundred guesses, and a hostile file holds a million fields.
            few = len(self.problems) < _GUESSES
            close = difflib.get_close_matches(key.value, known, n=1) if few else []
            guess = f"did you mean `{close[0]}`? " if close else ""
            self.problem(
                key.place, "unknown-field", f"{owner} has no field `{key.value}`",
                f"{guess}known are {', '.join(known)}",
            )  # fmt: skip

    def scalar(self, name: str) -> Scalar | None:
        """The field as a scalar, or None."""
        node = self.mapping.get(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.problem(
            node.place, "text-expected", f"`{name}` should be a text",
            "put the text on the same line, or below it behind `|`",
        )  # fmt: skip
        return None

    def text(self, name: str, *, empty: bool = False) -> str | None:
        """The field as text without white space around it; an empty one is a mistake."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        value = scalar.value.strip(" \t\r\n")
        if not value and not empty:
            self.problem(
                scalar.place, "field-empty", f"`{name}` is empty", "give it a value or leave it out"
            )
            return None
        return value

    def line(self, name: str, *, empty: bool = False) -> str | None:
        """The field as text on one line: line feeds and runs of spaces become one space."""
        value = self.text(name, empty=empty)
        return None if value is None else " ".join(tidy(value).split("\n"))

    def date(self, name: str) -> datetime.date | None:
        """The field as a date, written 2013-06-26."""
        scalar, value = self.scalar(name), self.text(name)
        if scalar is None or value is None:
            return None
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                raise ValueError
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.problem(
                scalar.place, "date-unclear", f"`{name}` is no date: {value!r}",
                "write year, month and day as 2013-06-26",
            )  # fmt: skip
            return None

    def whole_number(self, name: str) -> int | None:
        """The field as a number of 1 or more."""
        scalar, value = self.scalar(name), self.text(name)
        if scalar is None or value is None:
            return None
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) < 10**6):
            self.problem(
                scalar.place, "number-unclear", f"`{name}` is no number of 1 or more: {value!r}",
                "write it in figures: 2",
            )  # fmt: skip
            return None
        return int(value)

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """The field as one of a few words."""
        scalar, value = self.scalar(name), self.text(name)
        if scalar is None or value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            self.problem(
                scalar.place, "choice-unknown", f"`{name}` is {value!r}",
                f"expected one of {', '.join(kind)}",
            )  # fmt: skip
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """The field as a list of texts."""
        node = self.mapping.get(name)
        if node is None:
            return ()
        if isinstance(node, Sequence_):
            scalars = [item for item in node.items if isinstance(item, Scalar)]
            if len(scalars) == len(node.items):
                return tuple(scalar.value.strip(" \t\r\n") for scalar in scalars)
        self.problem(
            node.place, "list-expected", f"`{name}` should be a list of texts",
            "write each on a line of its own behind a hyphen",
        )  # fmt: skip
        return ()

    def place(self, name: str) -> Place:
        """Where the field stands; the mapping itself when it is not there."""
        node: Node | None = self.mapping.get(name)
        return self.mapping.place if node is None else node.place

    def problem(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))
