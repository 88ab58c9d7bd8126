"""The fields of an amendment's file, each declared once.

A :class:`Field` says its name, how its value is read and written, whether it may differ by
edition and what it is for. The reader, the writer and the JSON Schema follow from that. Each
operation declares its own fields beside its value (``amendments/operations/``).
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, Generic, TypeAlias, TypeVar

from amendtool.amendments.file import yaml
from amendtool.amendments.file.scalars import block, listed, scalar
from amendtool.articles.addresses import Address
from amendtool.articles.charter import tidy
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.values import dataclass

_GUESSES = 100
_SPACE = " \t\r\n"

Value = TypeVar("Value")
Other = TypeVar("Other")
Choice = TypeVar("Choice", bound=StrEnum)
Schema: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind(Generic[Value]):
    """How the values of a field stand in the file.

    ``read`` notes the mistakes of the field with this name and then gives None. ``write``
    gives what stands behind the colon; further lines are those of a block below it.
    """

    read: Callable[[Given, str], Value | None]
    write: Callable[[Value, DraftingStyle], str]
    schema: Schema
    shape: Callable[[Value], Hashable] = lambda value: value
    """What two values have in common that differ in words alone."""
    fields: tuple[Field[Any], ...] = ()
    """Those of each entry, where the value is a list of mappings; then ``entries`` are these."""
    entries: Callable[[Value], Sequence[Sequence[Written]]] = lambda value: ()


@dataclass(frozen=True, eq=False)
class Field(Generic[Value]):
    """One field of an amendment, of an operation or of a part of one."""

    name: str
    kind: Kind[Value]
    about: str
    """What it is for, in one line."""
    needed: str | None = None
    """Where it must not be missing: what a message says that it should be."""
    words: bool = False
    """Whether it may be given by language; a plain value is then that of the leading edition."""
    shared: bool = False
    """Whether a plain value of a field with ``words`` counts for all editions."""

    def __call__(self, value: Value | None) -> Written:
        """The field with its value, to be written; with None it is left out."""
        return self, value

    def of(self, kind: Kind[Other]) -> Field[Other]:
        """The field where it holds another kind of value."""
        return Field(self.name, kind, self.about, self.needed, self.words, self.shared)


Written: TypeAlias = tuple[Field[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one mapping of the file gives, read field by field; mistakes gather in ``problems``.

    A field that cannot be read counts as missing after its mistake is noted, so that
    reading goes on to the next one. Words are in ``style``; addresses may be written in any
    of ``styles``, those of all editions.
    """

    mapping: yaml.Mapping
    owner: str
    """What the mapping is, for messages."""
    problems: list[Problem]
    style: DraftingStyle
    styles: Sequence[DraftingStyle]
    target: Address | None = None
    """The provision that a text or an address is read for."""
    expected: Number | None = None
    """The number that the text may begin with, where it is not that of the ``target``."""

    def __getitem__(self, field: Field[Value]) -> Value | None:
        return field.kind.read(self, field.name)

    def __contains__(self, field: Field[Any]) -> bool:
        return self.mapping.get(field.name) is not None

    def at(self, target: Address | None, expected: Number | None = None) -> Given:
        """The same fields, read for this provision."""
        return replace(self, target=target, expected=expected)

    def only(self, fields: Iterable[Field[Any]]) -> None:
        """Note what is given besides these fields."""
        known = [field.name for field in fields]
        for key in self.mapping.keys:
            if key.value in known:
                continue
            # Nobody reads a hundred guesses, and a hostile file holds a million fields.
            few = len(self.problems) < _GUESSES
            close = difflib.get_close_matches(key.value, known, n=1) if few else []
            self.problem(
                key.place,
                "unknown-field",
                say("{owner} has no field `{field}`", owner=self.owner, field=key.value),
                say(
                    "did you mean `{close}`? known are {known}",
                    close=close[0],
                    known=say(", ").join(known),
                )
                if close
                else say("known are {known}", known=say(", ").join(known)),
            )

    def belongs(self, fits: bool, owner: str, *fields: Field[Any]) -> None:
        """Note those of the fields that are given, unless that ``fits`` the owner."""
        for field in fields:
            if field in self and not fits:
                self.problem(
                    self.place(field),
                    "field-misplaced",
                    say("`{name}` does not go with {owner}", name=field.name, owner=owner),
                    say("leave it out"),
                )

    def need(self, field: Field[Any], hint: str = "") -> None:
        """Note that a field is missing, or is not what it should be."""
        self.missing(
            field,
            say(
                "{owner} needs `{name}`, {what}",
                owner=self.owner,
                name=field.name,
                what=say(field.needed),
            )
            if field.needed
            else say("{owner} needs `{name}`", owner=self.owner, name=field.name),
            hint,
        )

    def missing(self, field: Field[Any], message: str, hint: str = "") -> None:
        """Note what is missing, once for a field."""
        place = self.mapping.place
        path = f"{place.path}.{field.name}" if place.path else field.name
        if not any(problem.place.path == path for problem in self.problems):
            missing = Place(file=place.file, line=place.line, column=place.column, path=path)
            self.problem(
                missing, "field-missing", message, hint or say("add `{name}:`", name=field.name)
            )

    def place(self, field: Field[Any] | str) -> Place:
        """Where the field stands; the mapping itself when it is not there."""
        node = self.mapping.get(field if isinstance(field, str) else field.name)
        return self.mapping.place if node is None else node.place

    def problem(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))

    # What kinds of values are read from.

    def scalar(self, name: str) -> yaml.Scalar | None:
        """The field as a scalar, or None."""
        node = self.mapping.get(name)
        if node is None or isinstance(node, yaml.Scalar):
            return node
        self.problem(
            node.place, "text-expected", say("`{name}` should be a text", name=name),
            say("put the text on the same line, or below it behind `|`"),
        )  # fmt: skip
        return None

    def text(self, name: str, *, empty: bool = False) -> str | None:
        """The field as text without white space around it; an empty one is a mistake."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        value = scalar.value.strip(_SPACE)
        if not value and not empty:
            self.problem(
                scalar.place,
                "field-empty",
                say("`{name}` is empty", name=name),
                say("give it a value or leave it out"),
            )
            return None
        return value

    def line(self, name: str, *, empty: bool = False) -> str | None:
        """The field as text on one line: line feeds and runs of spaces become one space."""
        value = self.text(name, empty=empty)
        return None if value is None else " ".join(tidy(value).split("\n"))


# Reading values that know nothing of articles.


def _parsed(
    code: str,
    message: str,
    hint: str,
    parse: Callable[[str], Value | None],
    words: Sequence[str] = (),
) -> Callable[[Given, str], Value | None]:
    """Reads a value that ``parse`` makes of a text, or refuses by None or a ValueError.

    ``message`` and ``hint`` are said when they are needed; ``words`` are a field of the hint.
    """

    def read(given: Given, name: str) -> Value | None:
        text = given.text(name)
        if text is None:
            return None
        try:
            value = parse(text)
        except ValueError:
            value = None
        if value is None:
            given.problem(
                given.place(name),
                code,
                say(message, name=name, text=text),
                say(hint, words=say(", ").join(words)),
            )
        return value

    return read


def _date(text: str) -> datetime.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    return datetime.date.fromisoformat(text)


def _whole_number(text: str) -> int | None:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) < 10**6:
        return int(text)
    return None


def _texts(given: Given, name: str) -> tuple[str, ...] | None:
    node = given.mapping.get(name)
    if node is None:
        return None
    if isinstance(node, yaml.Sequence_):
        scalars = [item for item in node.items if isinstance(item, yaml.Scalar)]
        if len(scalars) == len(node.items):
            return tuple(scalar.value.strip(_SPACE) for scalar in scalars)
    given.problem(
        node.place, "list-expected", say("`{name}` should be a list of texts", name=name),
        say("write each on a line of its own behind a hyphen"),
    )  # fmt: skip
    return None


# Kinds of values.


def wordless(value: object) -> None:
    """The shape of mere words."""


# An editor reads YAML as most parsers do: what looks like a number is one.
ANY_TEXT: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
SOME_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}

LINE: Final = Kind[str](
    read=lambda given, name: given.line(name),
    write=lambda value, _: scalar(value),
    schema=SOME_TEXT,
    shape=wordless,
)
NOTE: Final = Kind[str](
    read=lambda given, name: None if (text := given.text(name)) is None else tidy(text),
    write=lambda value, _: block(value) if "\n" in value else scalar(value),
    schema=SOME_TEXT,
    shape=wordless,
)
TEXTS: Final = Kind[tuple[str, ...]](
    read=_texts,
    write=lambda value, _: listed(value),
    schema={"type": "array", "items": ANY_TEXT},
    shape=wordless,
)
DATE: Final = Kind[datetime.date](
    read=_parsed(
        "date-unclear",
        later("`{name}` is no date: {text!r}"),
        later("write year, month and day as 2013-06-26"),
        _date,
    ),
    write=lambda value, _: value.isoformat(),
    schema={
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    },
)
WHOLE_NUMBER: Final = Kind[int](
    read=_parsed(
        "number-unclear",
        later("`{name}` is no number of 1 or more: {text!r}"),
        later("write it in figures: 2"),
        _whole_number,
    ),
    write=lambda value, _: str(value),
    schema={
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 999_999,
        "pattern": "^0*[1-9][0-9]{0,5}$",
    },
)


def choice(words: type[Choice]) -> Kind[Choice]:
    """One of a few words."""
    return Kind(
        read=_parsed(
            "choice-unknown",
            later("`{name}` is {text!r}"),
            later("expected one of {words}"),
            words,
            tuple(words),
        ),
        write=lambda value, _: value.value,
        schema={"enum": [word.value for word in words]},
    )
