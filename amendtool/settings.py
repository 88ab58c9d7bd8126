"""Files of settings in TOML, read strictly: what a table may hold is declared by its settings.

Every table of ``amendtool.toml`` and every file of a house style is read here, so that each
mistake is told alike: with its line, what was expected and the setting that was likely meant,
and all mistakes of a file at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, NoReturn

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

# A head has its line to itself; `["a", "b"],` is a line of a list.
_HEAD: Final = compiled(r"\s*\[+([^\]]+)\]+\s*(?:#.*)?$")
_KEY: Final = compiled(r"([^=#]+)=")

_TOO_DEEP: Final = later("Tables or lists too deep in each other")
DEEPEST_TOML: Final = 32
"""More tables or lists in each other than any file of ours has."""
_LARGEST: Final = 2**63
"""TOML promises no whole number beyond 64 bits."""
_PART: Final = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY: Final = compiled(rf"(?<![\w-])(?:{_PART}\.[ \t]*+){{{2 * DEEPEST_TOML}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of a table: its name, how a value is read, what it governs, what it may be.

    ``read`` takes what TOML holds and gives the value that it means; for any other it raises
    InputError, without a place.
    """

    name: str
    read: Callable[[object], Any]
    meaning: str = ""
    choices: tuple[str, ...] = ()


def read_toml(text: str) -> dict[str, Any]:
    """What TOML says, no deeper and in no larger numbers than can be told of.

    Raises ValueError for anything else. A dotted key nests without a bracket, and the parser
    takes four times the work for twice its length; a number in hexadecimal digits has no end.
    """
    if long := _LONG_KEY.search(text):
        line = text.count("\n", 0, long.start()) + 1
        raise ValueError(
            f"{later('Tables or lists too deep in each other')} (at line {line}, column 1)"
        )
    try:
        top = tomllib.loads(text)
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    level: list[object] = [top]
    for _ in range(DEEPEST_TOML + 1):
        inner: list[object] = []
        for each in level:
            if isinstance(each, dict):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
            elif isinstance(each, int) and not -_LARGEST <= each < _LARGEST:
                raise ValueError(later("Number too large"))
        level = inner
    if level:
        raise ValueError(_TOO_DEEP)
    return top


class SettingsFile:
    """A file of settings while it is read: its tables, and the mistakes found so far.

    Raises InputError (``toml-syntax``) when ``text`` is no TOML.
    """

    def __init__(self, text: str, *, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._paths = tuple(_paths(text))
        try:
            self._top = read_toml(text)
        except ValueError as error:
            found = re.search(r"at line (\d+), column (\d+)", str(error))
            raise InputError(
                Problem(
                    code="toml-syntax",
                    message=say("this cannot be read: {why}", why=_told_by_toml(error)),
                    hint=say('write each setting as `name = "value"`'),
                    place=Place(
                        file=file,
                        # Without a line the trouble is "at end of document".
                        line=int(found[1]) if found else text.rstrip().count("\n") + 1,
                        column=int(found[2]) if found else None,
                    ),
                )
            ) from None

    def names(self, table: str, *, hint: str = "") -> dict[str, object]:
        """What TOML holds in a table, by name; nothing where there is no such table.

        The table of the whole file is ``""``, one inside another ``outer.inner``. What is no
        table is a mistake, with ``hint`` on how to write one.
        """
        here: object = self._top
        for part in filter(None, table.split(".")):
            here = here.get(part, {}) if isinstance(here, dict) else {}
        if isinstance(here, dict):
            return here
        hint = hint or say(
            "write [{table}] on a line of its own, and its settings below", table=table
        )
        self.mistake(table, "table-expected", say("{table} should be a table", table=table), hint)
        return {}

    def values(
        self,
        table: str,
        settings: Iterable[Setting],
        *,
        inner: Collection[str] = (),
        tables: str = "",
    ) -> dict[str, Any]:
        """The settings of a table that are in order, by name; of the others the mistakes.

        ``inner`` are tables inside this one that are read for themselves; ``tables`` lists
        those that a file may have, for somebody who has mistaken a name.
        """
        known = {setting.name: setting for setting in settings}
        found: dict[str, Any] = {}
        for name, value in self.names(table).items():
            path = f"{table}.{name}" if table else name
            if name in known:
                try:
                    found[name] = known[name].read(value)
                except InputError as error:
                    # A house style that is named here has its mistakes in its own file.
                    place = self._place(path)
                    self.problems += [p if p.place.file else p.at(place) for p in error.problems]
            elif name not in inner:
                import difflib

                close = difflib.get_close_matches(name, known, n=1)
                there_is_none = (
                    say("there is no setting {name!r} in [{table}]", name=name, table=table)
                    if table
                    else say("there is no setting {name!r}", name=name)
                )
                names = say(", ").join(known)
                known_are = (
                    say("known are {names}, and the tables {tables}", names=names, tables=tables)
                    if tables
                    else say("known are {names}", names=names)
                )
                self.mistake(
                    path,
                    "unknown-setting",
                    there_is_none,
                    say("did you mean {close}? {known_are}", close=close[0], known_are=known_are)
                    if close
                    else known_are,
                )
        return found

    def mistake(self, path: str, code: str, message: str, hint: str) -> None:
        """Note a mistake in a setting, or in a table as a whole."""
        place = self._place(path)
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))

    def require_none(self) -> None:
        """Raise InputError with every mistake that was noted, if there is one."""
        if self.problems:
            raise InputError(*self.problems)

    def _place(self, path: str) -> Place:
        bare = _bare(path)
        written = [line for line, found in self._paths if found == bare]
        # A table may be there only because of one inside it, [editions.en.drafting].
        written += [line for line, found in self._paths if found.startswith(f"{bare}.")]
        if not written:
            return Place(file=self.file, path=path)
        return Place(file=self.file, line=written[0], column=1, path=path)


def _paths(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin a table or a setting, each with its path."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(line):
            table = f"{_bare(head[1])}."
            yield number, table[:-1]
        elif key := _KEY.match(line):
            yield number, f"{table}{_bare(key[1])}"


def _bare(path: str) -> str:
    return re.sub(r"[\"'\s]", "", path)


_OF_TOML: Final = (
    later("Cannot overwrite a value"),
    later("Illegal character '\\n'"),
    later("Expected '=' after a key in a key/value pair"),
    later("Expected ']' at the end of a table declaration"),
    later("Expected newline or end of document after a statement"),
    later("Invalid initial character for a key part"),
    later("Invalid statement"),
    later("Invalid value"),
    later("Unclosed array"),
    later("Unclosed inline table"),
    later("Unterminated string"),
)
"""What :mod:`tomllib` says of the mistakes that people make, always in English."""


def _told_by_toml(error: Exception) -> str:
    """What TOML says of a mistake, in the reader's language where it is a usual one."""
    said = str(error).split(" (at ")[0]
    if twice := re.fullmatch(r"Cannot declare \((.*)\) twice", said):
        names = ".".join(re.findall(r"'([^']*)'", twice[1]))
        return say("Cannot declare [{table}] twice", table=names)
    return say(said)


def refuse(code: str, message: str, hint: str) -> NoReturn:
    """Raise InputError for a value that a setting cannot have."""
    raise InputError(Problem(code=code, message=message, hint=hint))


def text(name: str) -> Setting:
    """A setting that holds a text."""

    def read(value: object) -> str:
        if isinstance(value, str):
            return value
        refuse(
            "text-expected",
            say("{name} should be a text", name=name),
            say('write {name} = "{value}"', name=name, value=value),
        )

    return Setting(name=name, read=read)


def choice(
    setting: Setting, known: Iterable[str], *, refusal: Callable[[str], str] | None = None
) -> Setting:
    """The same setting of a text, where it is one of those ``known``.

    ``refusal`` says of another text what is wrong with it, where "style is 'x'" is not enough.
    """
    choices = tuple(known)

    def read(value: object) -> str:
        chosen: str = setting.read(value)
        if chosen in choices:
            return chosen
        expected = say("expected one of {choices}", choices=say(", ").join(choices))
        refuse(
            "choice-unknown",
            refusal(chosen)
            if refusal is not None
            else say("{name} is {chosen!r}", name=setting.name, chosen=chosen),
            expected,
        )

    return Setting(name=setting.name, read=read, choices=choices)


def toml_value(value: object) -> str:
    """``value`` as TOML writes it: a text, true or false, a number, or a list of these."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    text = re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found.group()):04x}", text)
    return f'"{text}"'
