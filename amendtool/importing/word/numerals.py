"""Numbers as Word prints them: the values of ``w:numFmt`` (ECMA-376, 17.18.59)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from amendtool.articles.numerals import (
    CIRCLED,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    ROMAN,
    ROMAN_CAPITAL,
    Numeral,
)

_DIGITS: Final = "〇一二三四五六七八九"
_HALF_AIUEO: Final = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_HALF_IROHA: Final = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ"
_HIRAGANA: Final = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねの"
    "はひふへほまみむめもやゆよらりるれろわゐゑをん"
)
_IROHA: Final = (
    "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"
)
_GREEK: Final = "αβγδεζηθικλμνξοπρστυφχψω"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LEGAL: Final = str.maketrans("一二三五十", "壱弐参伍拾")
_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def printed(value: int, form: str) -> str:
    """``value`` as Word prints it in the number format ``form``; an unknown one is decimal."""
    if value < 1 and form not in ("decimal", "decimalZero", "none", "bullet"):
        return str(value)
    return _FORMS.get(form, str)(value)


def is_known(form: str) -> bool:
    """Whether numbers of this form are written as Word prints them, and not as 1, 2, 3."""
    return form in _FORMS or form == "bullet"


def custom(form: str) -> str:
    """The name here of a form that is said by its first numbers: ``001, 002, 003, ...``."""
    first = form.split(",")[0].strip()
    return f"decimalZero{len(first)}" if re.fullmatch("0{1,4}1", first) else form


def _numeral(numeral: Numeral) -> Callable[[int], str]:
    return lambda value: numeral.write(value) if value <= numeral.limit else str(value)


def _row(row: str) -> Callable[[int], str]:
    return lambda value: row[(value - 1) % len(row)]


def _doubled(row: str) -> Callable[[int], str]:
    """The letters of a row, then each of them twice, and so on."""
    return lambda value: row[(value - 1) % len(row)] * ((value - 1) // len(row) + 1)


def _signs(first: int, count: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= count else str(value)


def _cardinal(value: int) -> str:
    return _in_words(value).capitalize()


def _in_words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {_in_words(rest)}" if rest else "")
    return str(value)


def _ordinal_text(value: int) -> str:
    words = _in_words(value)
    head, joint, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
    ending = _ORDINAL.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{joint}{ending}".capitalize()


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


_kanji = _numeral(KANJI)

_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalZero2": lambda value: f"{value:02}",
    "decimalZero3": lambda value: f"{value:03}",
    "decimalZero4": lambda value: f"{value:04}",
    "decimalZero5": lambda value: f"{value:05}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _numeral(FULL_WIDTH),
    "decimalFullWidth2": _numeral(FULL_WIDTH),
    "upperRoman": _numeral(ROMAN_CAPITAL),
    "lowerRoman": _numeral(ROMAN),
    "upperLetter": _numeral(LETTER_CAPITAL),
    "lowerLetter": _numeral(LETTER),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_text,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "decimalEnclosedCircle": _numeral(CIRCLED),
    "decimalEnclosedCircleChinese": _numeral(CIRCLED),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
    "ideographEnclosedCircle": _signs(0x3280, 10),
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "koreanDigital2": _digital,
    "japaneseCounting": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji,
    "taiwaneseCountingThousand": _kanji,
    "japaneseLegal": lambda value: _kanji(value).translate(_LEGAL),
    "aiueo": _row(_HALF_AIUEO),
    "aiueoFullWidth": _numeral(KATAKANA),
    "iroha": _row(_HALF_IROHA),
    "irohaFullWidth": _numeral(IROHA),
    "hiragana": _row(_HIRAGANA),
    "hiraganaIroha": _row(_IROHA),
    "lowerGreek": _row(_GREEK),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": lambda value: (
        _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]
    ),
    "chicago": _doubled("*†‡§"),
    "russianLower": _doubled(_RUSSIAN),
    "russianUpper": _doubled(_RUSSIAN.upper()),
    "ganada": _row("가나다라마바사아자차카타파하"),
    "chosung": _row("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "none": lambda value: "",
}
