"""Ways to write a whole number: 14, 014, １４, 十四, ⑭, xiv, n, Fourteen, イロハ.

Each :class:`Numeral` is a pair of inverses over the numbers it can write:
``numeral.read(numeral.write(n)) == n`` for ``1 <= n <= numeral.limit``. ``read`` gives
None for text that is not such a numeral, so that a reader can try another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import field
from functools import lru_cache

from amendtool.values import dataclass

LARGEST = 99_999
"""The highest number that a provision may have."""

_DIGITS = "0123456789"
_WIDE_DIGITS = "０１２３４５６７８９"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FULL_WIDTH = str.maketrans(_DIGITS, _WIDE_DIGITS)
_HALF_WIDTH = str.maketrans(_WIDE_DIGITS, _DIGITS)
_WIDE_LETTERS = {
    code: code + 0xFEE0 for code in (*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1))
}
_KANJI_DIGITS = "〇一二三四五六七八九"
_KANJI_UNITS = (("万", 10_000), ("千", 1000), ("百", 100), ("十", 10))
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_CIRCLED = "".join(
    chr(code) for code in (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """One way to write a whole number from 1 to ``limit``.

    ``pattern`` is a regular expression, without groups, that a numeral of this kind
    matches in full; text that matches it may still be no number (``iixx``).
    """

    name: str
    pattern: str
    limit: int
    _write: Callable[[int], str]
    _read: Callable[[str], int | None]
    begins: str = field(default="", compare=False, repr=False)
    """The characters that its numerals begin with; empty where these are not known."""

    def may_begin(self, text: str, at: int = 0) -> bool:
        """Whether a numeral can begin at a place of a text, before any pattern is tried."""
        return not self.begins or text[at : at + 1] in self.begins

    def write(self, value: int) -> str:
        """``value`` in this numeral; ValueError when it is outside 1 to ``limit``."""
        if not 1 <= value <= self.limit:
            raise ValueError(f"{value} cannot be written as a {self.name} numeral")
        return self._write(value)

    def read(self, text: str) -> int | None:
        """The number that ``text`` writes, or None."""
        if not self.may_begin(text) or not re.fullmatch(self.pattern, text):
            return None
        value = self._read(text)
        return value if value is not None and 1 <= value <= self.limit else None


def _write_kanji(value: int) -> str:
    text = ""
    for unit, size in _KANJI_UNITS:
        count, value = divmod(value, size)
        if count:
            # 千百十, but 一万.
            text += (_KANJI_DIGITS[count] if count > 1 or unit == "万" else "") + unit
    return text + (_KANJI_DIGITS[value] if value else "")


def _read_kanji(text: str) -> int | None:
    if not any(unit in text for unit, _ in _KANJI_UNITS):
        return _read_places(text)
    total, rest = 0, text
    for unit, size in _KANJI_UNITS:
        head, found, tail = rest.partition(unit)
        if not found:
            continue
        if len(head) > 1 or head not in _KANJI_DIGITS or head == "〇":
            return None
        total += (_KANJI_DIGITS.index(head) if head else 1) * size
        rest = tail
    if len(rest) > 1 or rest == "〇" or rest not in _KANJI_DIGITS:
        return None
    return total + (_KANJI_DIGITS.index(rest) if rest else 0)


def _read_places(text: str) -> int | None:
    # By position: 一〇二 is 102. A leading zero is no number that a charter prints.
    if text.startswith("〇"):
        return None
    return int("".join(str(_KANJI_DIGITS.index(digit)) for digit in text))


def _write_roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        while value >= size:
            text, value = text + letters, value - size
    return text


def _read_roman(text: str) -> int | None:
    total, rest = 0, text.lower()
    for size, letters in _ROMAN:
        while rest.startswith(letters):
            total, rest = total + size, rest[len(letters) :]
    return total if not rest and _write_roman(total) == text.lower() else None


def _write_letters(value: int) -> str:
    # a ... z, aa, bb, ...: the habit of long lists in bylaws.
    count, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (count + 1)


def _read_letters(text: str) -> int | None:
    if len(set(text)) != 1:
        return None
    return (len(text) - 1) * 26 + ord(text[0].lower()) - ord("a") + 1


def _from_row(name: str, row: str) -> Numeral:
    return Numeral(
        name=name,
        pattern=f"[{row}]",
        limit=len(row),
        _write=lambda value: row[value - 1],
        _read=lambda text: row.index(text) + 1,
        begins=row,
    )


def _read_decimal(text: str) -> int:
    return int(text.translate(_HALF_WIDTH))


DECIMAL = Numeral(
    name="decimal",
    pattern=r"[1-9][0-9]{0,4}",
    limit=LARGEST,
    _write=str,
    _read=int,
    begins=_DIGITS[1:],
)
FULL_WIDTH = Numeral(
    name="full-width",
    pattern=r"[１-９][０-９]{0,4}",
    limit=LARGEST,
    _write=lambda value: str(value).translate(_FULL_WIDTH),
    _read=_read_decimal,
    begins=_WIDE_DIGITS[1:],
)
MIXED_WIDTH = Numeral(
    # Full-width below ten, half-width from 10 on: 第９条, 第10条.
    name="mixed-width",
    pattern=r"(?:[１-９]|[1-9][0-9]{1,4})",
    limit=LARGEST,
    _write=lambda value: str(value).translate(_FULL_WIDTH) if value < 10 else str(value),
    _read=_read_decimal,
    begins=_WIDE_DIGITS[1:] + _DIGITS[1:],
)
KANJI = Numeral(
    name="kanji",
    pattern=r"[〇一二三四五六七八九十百千万]{1,9}",
    limit=LARGEST,
    _write=_write_kanji,
    _read=_read_kanji,
    begins=_KANJI_DIGITS + "".join(unit for unit, _ in _KANJI_UNITS),
)
KANJI_PLACES = Numeral(
    # By position: 第一〇条, 第一二三条.
    name="kanji-places",
    pattern=r"[一二三四五六七八九][〇一二三四五六七八九]{0,4}",
    limit=LARGEST,
    _write=lambda value: "".join(_KANJI_DIGITS[int(digit)] for digit in str(value)),
    _read=_read_places,
    begins=_KANJI_DIGITS[1:],
)
ROMAN = Numeral(
    name="roman",
    pattern=r"[ivxlcdm]{1,15}",
    limit=3_999,
    _write=_write_roman,
    _read=_read_roman,
    begins="ivxlcdm",
)
ROMAN_CAPITAL = Numeral(
    name="roman-capital",
    pattern=r"[IVXLCDM]{1,15}",
    limit=3_999,
    _write=lambda value: _write_roman(value).upper(),
    _read=_read_roman,
    begins="IVXLCDM",
)
LETTER = Numeral(
    name="letter",
    pattern=r"[a-z]{1,9}",
    limit=234,
    _write=_write_letters,
    _read=_read_letters,
    begins=_LETTERS,
)
LETTER_CAPITAL = Numeral(
    name="letter-capital",
    pattern=r"[A-Z]{1,9}",
    limit=234,
    _write=lambda value: _write_letters(value).upper(),
    _read=_read_letters,
    begins=_LETTERS.upper(),
)
LETTER_WIDE = Numeral(
    name="letter-wide",
    pattern=r"[ａ-ｚ]{1,9}",
    limit=234,
    _write=lambda value: _write_letters(value).translate(_WIDE_LETTERS),
    _read=lambda text: _read_letters(unicodedata.normalize("NFKC", text)),
    begins=_LETTERS.translate(_WIDE_LETTERS),
)
LETTER_CAPITAL_WIDE = Numeral(
    name="letter-capital-wide",
    pattern=r"[Ａ-Ｚ]{1,9}",
    limit=234,
    _write=lambda value: _write_letters(value).upper().translate(_WIDE_LETTERS),
    _read=lambda text: _read_letters(unicodedata.normalize("NFKC", text)),
    begins=_LETTERS.upper().translate(_WIDE_LETTERS),
)
IROHA = _from_row("iroha", _IROHA)
KATAKANA = _from_row("katakana", _KATAKANA)
KATAKANA_HALF = _from_row("katakana-half", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ")
CIRCLED = _from_row("circled", _CIRCLED)
PARENTHESIZED = _from_row("parenthesized", "".join(map(chr, range(0x2474, 0x2488))))
ROMAN_SIGN = _from_row("roman-sign", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ")
ROMAN_SIGN_CAPITAL = _from_row("roman-sign-capital", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")


def _signs(name: str, *ranges: tuple[int, int]) -> Numeral:
    """A row of signs that each are a number with what stands around it: ㈠, ⓐ, ⒈."""
    codes = [code for first, count in ranges for code in range(first, first + count)]
    return _from_row(name, "".join(map(chr, codes)))


SIGNS: tuple[Numeral, ...] = (
    _signs("parenthesized-kanji", (0x3220, 10)),
    _signs("circled-kanji", (0x3280, 10)),
    _signs("circled-katakana", (0x32D0, 47)),
    _signs("circled-black", (0x2776, 10), (0x24EB, 10)),
    _signs("circled-letter", (0x24D0, 26)),
    _signs("circled-letter-capital", (0x24B6, 26)),
    _signs("parenthesized-letter", (0x249C, 26)),
    _signs("stopped", (0x2488, 20)),
)
"""㈠, ㊀, ㋐, ❶, ⓐ, Ⓐ, ⒜, ⒈: what documents have, and no style writes by itself."""
SIGN = f"[{''.join(numeral.pattern[1:-1] for numeral in SIGNS)}]"
"""One of these signs, as a regular expression."""
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def _words(name: str, row: Sequence[str]) -> Numeral:
    """Words of one case: ``Article One``, ``FIRST``."""
    return Numeral(
        name=name,
        pattern="|".join(sorted(row, key=len, reverse=True)),
        limit=len(row),
        _write=lambda value: row[value - 1],
        _read=lambda text: row.index(text) + 1,
    )


WORDS: tuple[Numeral, ...] = tuple(
    _words(f"{name}-{case.__name__}", [case(word) for word in row])
    for name, row in (("word", _ONES), ("ordinal", _ORDINALS))
    for case in (str.title, str.upper, str.lower)
)

LITERAL = Numeral(
    # Writes nothing: a mark that stands as it is, whatever its number, is the prefix of its form.
    name="literal",
    pattern="(?!)",
    limit=LARGEST,
    _write=lambda value: "",
    _read=lambda text: None,
)


@lru_cache(maxsize=64)
def padded(numeral: Numeral, width: int) -> Numeral:
    """Digits with zeros in front up to ``width`` of them: the 05 of 6.05, beside 6.10.

    ``numeral`` is DECIMAL or FULL_WIDTH, and ``width`` 2 to 5.
    """
    zero = numeral.write(10)[1]

    def write(value: int) -> str:
        return numeral.write(value).rjust(width, zero)

    def read(text: str) -> int | None:
        value = int(text.translate(_HALF_WIDTH))
        return value if value and write(value) == text else None

    digits = f"{zero}-{numeral.write(9)}"
    return Numeral(
        name=f"{numeral.name}-{width}",
        pattern=f"[{digits}]{{{width},5}}",
        limit=LARGEST,
        _write=write,
        _read=read,
        begins=_DIGITS if numeral is DECIMAL else _WIDE_DIGITS,
    )


NUMERALS: tuple[Numeral, ...] = (
    DECIMAL, FULL_WIDTH, MIXED_WIDTH, KANJI, KANJI_PLACES, ROMAN, ROMAN_CAPITAL,
    LETTER, LETTER_CAPITAL, IROHA, KATAKANA, CIRCLED,
    PARENTHESIZED, ROMAN_SIGN, ROMAN_SIGN_CAPITAL, LETTER_WIDE, LETTER_CAPITAL_WIDE,
    KATAKANA_HALF, *WORDS, *SIGNS,
)  # fmt: skip
