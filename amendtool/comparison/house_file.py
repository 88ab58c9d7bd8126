"""A house style as a TOML file: read, with every mistake at once, and written with comments.

::

    extends = "ja-notice"
    columns = ["現行定款", "定款変更案"]
    unchanged_items = "collapse"

What the file does not set is as in the built-in style that it ``extends``.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import (
    HOUSES,
    HeadingPlace,
    HouseStyle,
    NumberOnly,
    RangeForm,
    Spacing,
    Unchanged,
)
from amendtool.comparison.table import Align, Mark, Order, Orientation, Paper
from amendtool.errors import InputError, Place, Problem

EXTENDS: Final = "extends"
_SIZES: Final = (5.0, 24.0)
_FONT: Final = re.compile(r"[\w][\w .&'+-]*")
_CHARACTERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Wrong(Exception):
    """A value that a setting cannot have; the text says what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: its name, what it governs, how a value is read and what it may be."""

    name: str
    meaning: str
    read: Callable[[object], object]
    choices: tuple[str, ...] = ()


def _clean(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong("a text in quotes")
    if _CHARACTERS.search(value):
        raise _Wrong("a text on one line, without control characters")
    return value


def _text(value: object) -> str:
    text = _clean(value)
    if not text.strip():
        raise _Wrong("a text that is not empty")
    return text


def _text_or_none(value: object) -> str | None:
    return _clean(value) or None


def _moved(value: object) -> str | None:
    text = _clean(value)
    if text and text.replace("{chapter}", "", 1) == text:
        raise _Wrong('a text with {chapter} in it, or "" for none')
    if re.search(r"[{}]", text.replace("{chapter}", "")):
        raise _Wrong("no other braces than those of {chapter}")
    return text or None


def _columns(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise _Wrong('two heads, the present one first: ["Present Articles", "Proposed Articles"]')
    return _text(value[0]), _text(value[1])


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false, without quotes")
    return value


def _font(value: object) -> str:
    if not isinstance(value, str) or not _FONT.fullmatch(value):
        raise _Wrong("the name of one font, such as Times New Roman")
    return value


def _size(value: object) -> float:
    least, most = _SIZES
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _Wrong(f"a number of points from {least:g} to {most:g}, without quotes")
    if value * 2 != int(value * 2):
        raise _Wrong("whole or half points, such as 10.5")
    return float(value)


def _choice(kind: type[StrEnum], *choices: StrEnum) -> Callable[[object], StrEnum]:
    known = choices or tuple(kind)

    def read(value: object) -> StrEnum:
        for choice in known:
            if choice.value == value:
                return choice
        raise _Wrong(f"one of {', '.join(choice.value for choice in known)}")

    return read


def _marks(value: object) -> tuple[Mark, ...]:
    known = ", ".join(Mark)
    if not isinstance(value, list) or not value:
        raise _Wrong(f'a list of marks, such as ["underline"], of {known}')
    found = [next((mark for mark in Mark if mark.value == one), None) for one in value]
    marks = tuple(mark for mark in found if mark is not None)
    if len(marks) < len(found):
        raise _Wrong(f"marks of {known}")
    if len(set(marks)) < len(marks):
        raise _Wrong("each mark once")
    if {Mark.UNDERLINE, Mark.DOUBLE} <= set(marks):
        raise _Wrong("underline or double, not both")
    if marks == (Mark.RED,):
        raise _Wrong("another mark beside red, because print and some readers show no colour")
    return marks


def _settings() -> Iterator[Setting]:
    def one(name: str, meaning: str, read: Callable[[object], object]) -> Setting:
        return Setting(name=name, meaning=meaning, read=read)

    def choice(name: str, meaning: str, kind: type[StrEnum], *choices: StrEnum) -> Setting:
        values = tuple(each.value for each in choices or tuple(kind))
        return Setting(
            name=name, meaning=meaning, read=_choice(kind, *choices), choices=tuple(values)
        )

    yield one("summary", "what this style is for, in the list of styles", _clean)
    yield Setting(
        name="language",
        meaning="the language of heads and labels",
        read=_language,
        choices=tuple(LANGUAGES),
    )
    yield one("columns", "the heads: of the present articles, of the proposed ones", _columns)
    yield choice("order", "which column stands on the left", Order)
    yield one(
        "remarks",
        'the head of a third column, for remarks, such as 備考; "" for none',
        _text_or_none,
    )
    yield one("note", 'the line above the table, on the right; "" for none', _text_or_none)
    yield one("new_label", "faces a new provision", _text)
    yield one("deleted_label", "faces a deleted provision", _text)
    yield one("omitted_label", "the present text that is not printed", _text)
    yield one("unchanged_label", "the proposed text that is not printed", _text)
    yield choice("label_spacing", "labels as written, spaced （新　設） or not （新設）", Spacing)
    yield choice("label_align", "where labels stand in their cell", Align)
    yield one("marks", f"what sets changed words off, of {', '.join(Mark)}", _marks)
    yield one(
        "whole_marks",
        "the same for a provision that is new, deleted or gets another number",
        _marks,
    )
    yield choice(
        "number_only",
        "articles of which only the number changes; hide brings a warning",
        NumberOnly,
    )
    yield choice("range_form", "a collapsed run on three lines, or joined on one", RangeForm)
    yield one("range_joint", "stands between the two ends of a run on one line", _text)
    yield choice("unchanged_articles", "articles that do not change", Unchanged)
    parts = (Unchanged.FULL, Unchanged.COLLAPSE)
    yield choice(
        "unchanged_paragraphs", "paragraphs that stay in a changed article", Unchanged, *parts
    )
    yield choice("unchanged_items", "items that stay in a changed article", Unchanged, *parts)
    yield one("chapter_lines", "whether the line of a chapter stands above its first row", _flag)
    yield choice("heading_place", "the heading above its number, or behind it", HeadingPlace)
    yield one(
        "moved_label",
        "says on the present side which chapter an article comes from, or which place a "
        'paragraph or item; "" for nothing',
        _moved,
    )
    yield one("font", "the font of Latin letters, in DOCX and HTML", _font)
    yield one("japanese_font", "the font of Japanese, in DOCX and HTML", _font)
    yield one("font_size", "in points", _size)
    yield choice("paper", "the sheet; B is the JIS series", Paper)
    yield choice("orientation", "whether the sheet stands or lies", Orientation)


def _language(value: object) -> str:
    if not isinstance(value, str) or value not in LANGUAGES:
        raise _Wrong(f"one of {', '.join(LANGUAGES)}")
    return value


SETTINGS: Final = tuple(_settings())
"""Every setting, in the order in which they are shown."""


def read_house(data: bytes, *, file: str) -> HouseStyle:
    """The house style that ``data``, in UTF-8, holds; its name is ``file``.

    Raises InputError with all mistakes at once: ``toml-syntax``, ``unknown-setting``,
    ``choice-unknown`` and ``setting-value``, each with its line.
    """
    text, _ = decode(data, file=file)
    table = _parsed(text, file)
    problems: list[Problem] = []
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == EXTENDS:
            continue
        place = _place(text, name, file)
        setting = known.get(name)
        if setting is None:
            problems.append(_unknown(name, known, place))
            continue
        try:
            values[name] = setting.read(value)
        except _Wrong as wrong:
            problems.append(
                Problem(
                    code="choice-unknown" if setting.choices else "setting-value",
                    message=f"{name} is {_shown(value)}; expected {wrong}",
                    hint=f"it governs {setting.meaning}; `amendtool styles NAME` shows the "
                    "settings of a style",
                    place=place,
                )
            )
    base = table.get(EXTENDS, LANGUAGES[values.get("language", "en")].house)
    if not isinstance(base, str) or base not in HOUSES:
        problems.append(
            Problem(
                code="choice-unknown",
                message=f"{EXTENDS} is {_shown(base)}; expected one of {', '.join(HOUSES)}",
                hint="name the built-in style that this one changes; `amendtool styles` lists them",
                place=_place(text, EXTENDS, file),
            )
        )
    if problems:
        raise InputError(*problems)
    if "marks" in values:
        values.setdefault("whole_marks", values["marks"])
    return replace(HOUSES[str(base)], **{"name": file, "summary": "", **values})


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        raise InputError(
            Problem(
                code="toml-syntax",
                message=f"this cannot be read: {str(error).split(' (at ')[0]}",
                hint='write each setting as `name = "value"`',
                place=Place(
                    file=file,
                    # Without a line the trouble is "at end of document".
                    line=int(found[1]) if found else text.rstrip().count("\n") + 1,
                    column=int(found[2]) if found else None,
                ),
            )
        ) from None


def _unknown(name: str, known: dict[str, Setting], place: Place) -> Problem:
    close = difflib.get_close_matches(name, [EXTENDS, *known], n=1)
    guess = f"did you mean {close[0]}? " if close else ""
    return Problem(
        code="unknown-setting",
        message=f"there is no setting {name!r}",
        hint=f"{guess}known are {', '.join([EXTENDS, *known])}",
        place=place,
    )


def _place(text: str, name: str, file: str) -> Place:
    written = rf"\s*(?:\[\s*)?[\"']?{re.escape(name)}[\"']?\s*[=.\]]"
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(written, line):
            return Place(file=file, line=number, column=1, path=name)
    return Place(file=file, path=name)


def _shown(value: object) -> str:
    text = "a table" if isinstance(value, dict) else toml_value(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def format_house(house: HouseStyle) -> str:
    """``house`` as a file with every setting and its meaning.

    Read back, it is the same style but for its name: that of a style is its file.
    """
    lines = [f"# House style: {house.name}."]
    if house.name in HOUSES:
        lines += ["# Delete the settings that stay as they are.", f'{EXTENDS} = "{house.name}"']
    for setting in SETTINGS:
        value = getattr(house, setting.name)
        lines.append("")
        lines.append(f"# {setting.meaning}")
        if setting.choices:
            lines.append(f"# ({' | '.join(setting.choices)})")
        lines.append(f"{setting.name} = {toml_value('' if value is None else value)}")
    return "\n".join(lines) + "\n"


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


def house_values(house: HouseStyle) -> dict[str, object]:
    """Every setting of ``house`` with its value, as JSON holds it."""
    return {
        setting.name: list(value) if isinstance(value, tuple) else value
        for setting in SETTINGS
        for value in [getattr(house, setting.name)]
    }
