"""How numbers are written, made apart from the product so that a shared mistake shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_KANA: Final = "アイウエオカキクケコサシスセソタチツテト"
_DIGITS: Final = "〇一二三四五六七八九"


def _full(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _mixed(number: int) -> str:
    return _full(number) if number < 10 else str(number)


def _kanji(number: int) -> str:
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return ("" if hundreds == 1 else _DIGITS[hundreds]) + "百" + (_kanji(rest) if rest else "")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _places(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
                           (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            text, number = text + letters, number - value
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _word(number: int) -> str:
    names = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()
    return names[number - 1]


NUMERALS: Final[Mapping[str, Callable[[int], str]]] = {
    "1": str,
    "01": lambda number: f"{number:02}",
    "１": _full,
    "９10": _mixed,
    "一": _kanji,
    "一〇": _places,
    "I": _roman,
    "i": lambda number: _roman(number).lower(),
    "a": _letter,
    "A": lambda number: _letter(number).upper(),
    "イ": lambda number: _IROHA[number - 1],
    "ア": lambda number: _KANA[number - 1],
    "①": lambda number: chr(0x2460 + number - 1),
    "⑴": lambda number: chr(0x2474 + number - 1),
    "One": _word,
}
"""By the way that the first ones are written; ``９10`` is wide below ten alone."""
