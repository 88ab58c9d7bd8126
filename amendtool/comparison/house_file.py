"""A house style as a TOML file: read, with every mistake at once, and written with comments.

::

    extends = "ja-notice"
    columns = ["現行定款", "定款変更案"]
    unchanged_items = "collapse"

What the file does not set is as in the built-in style that it ``extends``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import (
    DOCUMENT,
    HOUSES,
    HeadingPlace,
    HouseStyle,
    NotePlace,
    NumberOnly,
    NumberPlace,
    RangeForm,
    Spacing,
    Unchanged,
)
from amendtool.comparison.table import Align, Mark, Order, Orientation, Paper, RowBreak
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.settings import Setting, SettingsFile, refuse, toml_value

EXTENDS: Final = "extends"
_SIZES: Final = (5.0, 24.0)
_FONT: Final = compiled(r"[\w][\w .&'+-]*")
_CHARACTERS: Final = compiled(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


class _Wrong(Exception):
    """A value that a setting cannot have; the text says what was expected."""


def _clean(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(say("a text in quotes"))
    if _CHARACTERS.search(value):
        raise _Wrong(say("a text on one line, without control characters"))
    return value


def _text(value: object) -> str:
    text = _clean(value)
    if not text.strip():
        raise _Wrong(say("a text that is not empty"))
    return text


def _text_or_none(value: object) -> str | None:
    return _clean(value) or None


def _moved(value: object) -> str | None:
    text = _clean(value)
    if text and text.replace("{chapter}", "", 1) == text:
        raise _Wrong(say('a text with {chapter} in it, or "" for none'))
    if re.search(r"[{}]", text.replace("{chapter}", "")):
        raise _Wrong(say("no other braces than those of {chapter}"))
    return text or None


def _saying(*names: str) -> Callable[[object], object]:
    """A text with each of some names in braces, once."""

    def read(value: object) -> str:
        text = _text(value)
        rest = text
        for name in names:
            if text.count(f"{{{name}}}") != 1:
                raise _Wrong(
                    say(
                        "a text with {names} in it",
                        names=say(" and ").join(f"{{{each}}}" for each in names),
                    )
                )
            rest = rest.replace(f"{{{name}}}", "")
        if re.search(r"[{}]", rest):
            raise _Wrong(
                say("no other braces than those of {names}", names=say(" and ").join(names))
            )
        return text

    return read


def _columns(value: object) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise _Wrong(
            say('two heads, the present one first: ["Present Articles", "Proposed Articles"]')
        )
    heads = _text(value[0]), _text(value[1])
    if any(re.search(r"[{}]", head.replace(DOCUMENT, "", 1)) for head in heads):
        raise _Wrong(say("no other braces than those of {document}", document=DOCUMENT))
    return heads


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(say("true or false, without quotes"))
    return value


def _font(value: object) -> str:
    if not isinstance(value, str) or not _FONT.fullmatch(value):
        raise _Wrong(say("the name of one font, such as Times New Roman"))
    return value


def _size(value: object) -> float:
    least, most = _SIZES
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise _Wrong(
            say(
                "a number of points from {least:g} to {most:g}, without quotes",
                least=least,
                most=most,
            )
        )
    if value * 2 != int(value * 2):
        raise _Wrong(say("whole or half points, such as 10.5"))
    return float(value)


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        for choice in choices:
            if choice == value:
                return choice
        raise _Wrong(say("one of {choices}", choices=say(", ").join(choices)))

    return read


_STANDING: Final = tuple(mark for mark in Mark if mark is not Mark.STRIKE)


def _marks(value: object) -> tuple[Mark, ...]:
    marks = _any_marks(value)
    if Mark.STRIKE in marks:
        # The same marks are those of what comes, which nobody may read as gone.
        raise _Wrong(
            say(
                "marks of {marks}; what is struck is a removed_marks",
                marks=say(", ").join(_STANDING),
            )
        )
    return marks


def _removed_marks(value: object) -> tuple[Mark, ...]:
    return () if value == [] else _any_marks(value)


def _any_marks(value: object) -> tuple[Mark, ...]:
    known = say(", ").join(Mark)
    if not isinstance(value, list) or not value:
        raise _Wrong(say('a list of marks, such as ["underline"], of {marks}', marks=known))
    found = [next((mark for mark in Mark if mark.value == one), None) for one in value]
    marks = tuple(mark for mark in found if mark is not None)
    if len(marks) < len(found):
        raise _Wrong(say("marks of {marks}", marks=known))
    if len(set(marks)) < len(marks):
        raise _Wrong(say("each mark once"))
    if {Mark.UNDERLINE, Mark.DOUBLE} <= set(marks):
        raise _Wrong(say("underline or double, not both"))
    if marks == (Mark.RED,):
        raise _Wrong(say("another mark beside red, because print and some readers show no colour"))
    return marks


def _setting(
    name: str,
    meaning: str,
    read: Callable[[object], object],
    choices: tuple[str, ...] = (),
) -> Setting:
    def strict(value: object) -> object:
        try:
            return read(value)
        except _Wrong as wrong:
            code = "choice-unknown" if choices else "setting-value"
            hint = say(
                "it governs {meaning}; `amendtool styles NAME` shows the settings of a style",
                meaning=say(meaning),
            )
            refuse(
                code,
                say(
                    "{name} is {shown}; expected {expected}",
                    name=name,
                    shown=_shown(value),
                    expected=wrong,
                ),
                hint,
            )

    return Setting(name=name, read=strict, meaning=meaning, choices=choices)


def _choice(name: str, meaning: str, choices: Iterable[str]) -> Setting:
    known = tuple(choices)
    return _setting(name, meaning, _one_of(*known), tuple(map(str, known)))


_PARTS: Final = (Unchanged.FULL, Unchanged.COLLAPSE)

SETTINGS: Final = (
    _setting("summary", later("what this style is for, in the list of styles"), _clean),
    _choice("language", later("the language of heads and labels"), LANGUAGES),
    _setting(
        "columns",
        later(
            "the heads: of the present articles, of the proposed ones; {document} is the word "
            "for the document"
        ),
        _columns,
    ),
    _choice("order", later("which column stands on the left"), Order),
    _setting(
        "remarks",
        later('the head of a third column, for remarks, such as 備考; "" for none'),
        _text_or_none,
    ),
    _setting("note", later('the line above the table, on the right; "" for none'), _text_or_none),
    _setting("new_label", later("faces a new provision"), _text),
    _setting("deleted_label", later("faces a deleted provision"), _text),
    _setting("omitted_label", later("the present text that is not printed"), _text),
    _setting("unchanged_label", later("the proposed text that is not printed"), _text),
    _choice(
        "label_spacing", later("labels as written, spaced （新　設） or not （新設）"), Spacing
    ),
    _choice("label_align", later("where labels stand in their cell"), Align),
    _setting(
        "marks", later("what sets changed words off, of underline, double, bold, red"), _marks
    ),
    _setting(
        "whole_marks",
        later("the same for a provision that is new, deleted or gets another number"),
        _marks,
    ),
    _setting(
        "removed_marks",
        later(
            "what sets off the words that go, where it is other marks, such as "
            '["strike"]; [] for none'
        ),
        _removed_marks,
    ),
    _choice(
        "number_only",
        later("articles of which only the number changes; hide brings a warning"),
        NumberOnly,
    ),
    _choice("range_form", later("a collapsed run on three lines, or joined on one"), RangeForm),
    _setting("range_joint", later("stands between the two ends of a run on one line"), _text),
    _choice("unchanged_articles", later("articles that do not change"), Unchanged),
    _choice("unchanged_paragraphs", later("paragraphs that stay in a changed article"), _PARTS),
    _choice("unchanged_items", later("items that stay in a changed article"), _PARTS),
    _setting(
        "side_by_side",
        later(
            "whether the paragraphs and items of a changed article stand side by side, a new or "
            "deleted one facing its label"
        ),
        _flag,
    ),
    _setting(
        "unchanged_chapters",
        later("whether chapters in which nothing changes have their rows"),
        _flag,
    ),
    _setting(
        "chapter_lines", later("whether the line of a chapter stands above its first row"), _flag
    ),
    _choice("heading_place", later("the heading above its number, or behind it"), HeadingPlace),
    _choice("number_place", later("the number above the text, or on its line"), NumberPlace),
    _setting(
        "moved_label",
        later(
            "says on the present side which chapter an article comes from, or which place a "
            'paragraph or item; "" for nothing'
        ),
        _moved,
    ),
    _setting(
        "pending_label",
        later("says of a provision on a day from when it is in force, with {day}"),
        _saying("day"),
    ),
    _setting(
        "leaving_label", later("says of a provision when it goes, with {day}"), _saying("day")
    ),
    _setting(
        "overlap_label",
        later("says of a former provision for what it is in force still, with {cases}"),
        _saying("cases"),
    ),
    _setting(
        "overlap_until_label",
        later("the same with its last day, with {day} and {cases}"),
        _saying("day", "cases"),
    ),
    _choice(
        "note_place",
        later("where these notes stand: in front of the text, or behind it"),
        NotePlace,
    ),
    _setting(
        "print_pending",
        later("whether a provision that takes effect later is printed, with its note"),
        _flag,
    ),
    _setting("font", later("the font of Latin letters, in DOCX and HTML"), _font),
    _setting("japanese_font", later("the font of Japanese, in DOCX and HTML"), _font),
    _setting("font_size", later("in points"), _size),
    _choice("paper", later("the sheet; B is the JIS series"), Paper),
    _choice("orientation", later("whether the sheet stands or lies"), Orientation),
    _setting("title_line", later("whether the title stands above the table in DOCX too"), _flag),
    _setting("hanging_indent", later("whether the later lines of a paragraph stand in"), _flag),
    _choice("row_break", later("which rows may break across pages"), RowBreak),
)
"""Every setting, in the order in which they are shown."""

# What a style extends is checked last: its default hangs on the language.
_EXTENDS: Final = Setting(name=EXTENDS, read=lambda value: value)


def read_house(data: bytes, *, file: str) -> HouseStyle:
    """The house style that ``data``, in UTF-8, holds; its name is ``file``.

    Raises InputError with all mistakes at once: ``toml-syntax``, ``unknown-setting``,
    ``choice-unknown`` and ``setting-value``, each with its line.
    """
    text, _ = decode(data, file=file)
    toml = SettingsFile(text, file=file)
    values = toml.values("", (_EXTENDS, *SETTINGS))
    base = values.pop(EXTENDS, LANGUAGES[values.get("language", "en")].house)
    if base not in list(HOUSES):  # not hashed: it may be a list
        toml.mistake(
            EXTENDS,
            "choice-unknown",
            say(
                "{name} is {shown}; expected one of {houses}",
                name=EXTENDS,
                shown=_shown(base),
                houses=say(", ").join(HOUSES),
            ),
            say("name the built-in style that this one changes; `amendtool styles` lists them"),
        )
    toml.require_none()
    if "marks" in values:
        values.setdefault("whole_marks", values["marks"])
    return replace(HOUSES[base], **{"name": file, "summary": "", **values})


def _shown(value: object) -> str:
    text = say("a table") if isinstance(value, dict) else toml_value(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def format_house(house: HouseStyle) -> str:
    """``house`` as a file with every setting and its meaning.

    Read back, it is the same style but for its name: that of a style is its file.
    """
    lines = ["# " + say("House style: {name}.", name=house.name)]
    if house.name in HOUSES:
        lines += [
            "# " + say("Delete the settings that stay as they are."),
            f'{EXTENDS} = "{house.name}"',
        ]
    for setting in SETTINGS:
        value = getattr(house, setting.name)
        lines.append("")
        lines.append(f"# {say(setting.meaning)}")
        if setting.choices:
            lines.append(f"# ({' | '.join(setting.choices)})")
        lines.append(f"{setting.name} = {toml_value('' if value is None else value)}")
    return "\n".join(lines) + "\n"


def house_values(house: HouseStyle) -> dict[str, object]:
    """Every setting of ``house`` with its value, as JSON holds it."""
    return {
        setting.name: list(value) if isinstance(value, tuple) else value
        for setting in SETTINGS
        for value in [getattr(house, setting.name)]
    }
