"""The lists of a page: where they begin, which way they count, and how a browser writes a number.

By the rules of HTML (4.4.5, 4.4.8, 15.3.7) and of CSS Counter Styles Level 3, whose names of
styles are given as the number formats of Word where both write alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amendtool.importing.word.numerals import printed
from amendtool.patterns import compiled
from amendtool.values import dataclass

LISTS: Final = frozenset(("ol", "ul", "menu", "dir"))
"""The elements whose items are counted, or have bullets."""
TYPES: Final = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
                "I": "upperRoman"}  # fmt: skip
"""How items are counted by the attribute ``type``, in which a is not A."""
PLAIN: Final = frozenset(("disc", "circle", "square", "none"))
"""The types of items that count nothing."""
_INTEGER: Final = compiled(r"[ \t\n\f\r]*([+-]?[0-9]{1,12})(?![0-9])")
_LARGEST: Final = 2**31 - 1
_ALPHABET: Final = {"lowerLetter": "abcdefghijklmnopqrstuvwxyz",
                    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # fmt: skip
_NOUGHT: Final = {"ideographDigital": "〇", "japaneseCounting": "〇", "japaneseLegal": "零"}
_MINUS: Final = {"japaneseCounting": "マイナス", "japaneseLegal": "マイナス"}


@dataclass(slots=True)
class WebList:
    """A list that is open: the number of its next item, and by how much it goes on."""

    form: str | None
    """The number format of Word; None for bullets, and empty for no marks."""
    number: int
    """That of the element in its page."""
    next: int = 1
    step: int = 1
    items: int = 0
    """How many items of it have been shown."""


def integer(text: str) -> int | None:
    """The number that an attribute gives, None where it gives none: ``+3``, ``-1``, ``3.7``."""
    match = _INTEGER.match(text)
    value = int(match[1]) if match is not None else None
    return value if value is not None and -_LARGEST <= value <= _LARGEST else None


def web_list(tag: str, given: Mapping[str, str], number: int, items: int | None) -> WebList:
    """A list that begins with these attributes.

    ``items`` is how many it has, where that is known: one that counts down begins with it.
    """
    form = TYPES.get(given.get("type", ""), "decimal") if tag == "ol" else None
    if tag != "ol" and given.get("type", "").lower() == "none":
        form = ""
    start = integer(given.get("start", "")) if tag == "ol" else None
    if tag != "ol" or "reversed" not in given:
        return WebList(form=form, number=number, next=1 if start is None else start)
    begin = start if start is not None else items or 1
    return WebList(form=form, number=number, next=begin, step=-1)


def counts_down(tag: str, given: Mapping[str, str]) -> bool:
    """Whether a list counts down from the number of its items, which only its end tells."""
    return tag == "ol" and "reversed" in given and integer(given.get("start", "")) is None


def shown_number(value: int, form: str) -> str:
    """A number as a browser writes it in a number format."""
    if value > len(letters := _ALPHABET.get(form, "")) > 0:
        text = ""  # aa, ab, ac; Word prints aa, bb, cc
        while value:
            value, at = divmod(value - 1, len(letters))
            text = letters[at] + text
        return text
    if value == 0 and form in _NOUGHT:
        return _NOUGHT[form]
    if value < 0 and form in _MINUS:
        return _MINUS[form] + printed(-value, form)
    return printed(value, form)
