"""The reading of the numbers in the smallest units of a citation.

A unit is what no drafter would write apart: ``第5条の2``, ``前二項``, ``Article``, ``(3)``.
``tokens_ja`` and ``tokens_en`` have the units of each language. The grammars ask for the unit at
a place (``JA_TOKEN``, ``EN_NUMBER`` and so on) and never for one further on, so that a text is
read once. Most of a text is in no citation: ``JA_ANCHOR`` and ``en_anchors`` find the places
worth looking at.
"""

from __future__ import annotations

from functools import lru_cache

from amendtool.articles.numbers import Number
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KANJI_PLACES,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    MIXED_WIDTH,
    ROMAN,
    ROMAN_CAPITAL,
    WORDS,
    Numeral,
)


def _from_words(name: str, words: tuple[str, ...]) -> Numeral:
    places = {word: place for place, word in enumerate(words, 1)}
    return Numeral(
        name=name,
        pattern="|".join(sorted(words, key=len, reverse=True)),
        limit=len(words),
        _write=lambda value: words[value - 1],
        _read=lambda text: places[text],
    )


_ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)
_CARDINALS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty".split()
)
ORDINAL = _from_words("ordinal", _ORDINALS)
CARDINAL = _from_words("cardinal", _CARDINALS)
CARDINAL_TITLE = _from_words("cardinal-title", tuple(word.title() for word in _CARDINALS))
CARDINAL_CAPITAL = _from_words("cardinal-capital", tuple(word.upper() for word in _CARDINALS))
ORDINAL_NAMES = tuple(each for each in WORDS if each.name in ("ordinal-title", "ordinal-upper"))
"""Article Fifth, Article FIFTH."""
ORDINAL_NAME = "|".join(each.pattern for each in ORDINAL_NAMES)
BRACKETED = _from_words("bracketed", tuple(chr(code) for code in range(0x2474, 0x2488)))
"""⑴ to ⒇, one character each."""

_PLAIN = (DECIMAL, FULL_WIDTH, MIXED_WIDTH, KANJI, CIRCLED, BRACKETED)
_ENGLISH = (
    DECIMAL, ROMAN_CAPITAL, CARDINAL_TITLE, CARDINAL, CARDINAL_CAPITAL, ORDINAL,
    *ORDINAL_NAMES,
)  # fmt: skip
_MARKERS = (DECIMAL, FULL_WIDTH, KANJI, IROHA, KATAKANA, BRACKETED, CIRCLED, LETTER)
_ROMAN_LETTERS = frozenset("ivx")
_BY_POSITION = frozenset("〇一二三四五六七八九")


@lru_cache(maxsize=4096)
def read_plain(text: str) -> tuple[int | None, Numeral]:
    """The number that Arabic digits, kanji or ① write, and the numeral; None if it is none."""
    if len(text) > 1 and _BY_POSITION.issuperset(text):
        return KANJI_PLACES.read(text), KANJI_PLACES
    return _first(_PLAIN, text)


@lru_cache(maxsize=4096)
def read_english(text: str) -> tuple[int | None, Numeral]:
    """The number in ``Article 14``, ``Article III``, ``Article Five``, ``the first paragraph``."""
    return _first(_ENGLISH, text)


@lru_cache(maxsize=1024)
def read_marker(text: str) -> tuple[int | None, Numeral]:
    """The number of a Japanese item or sub-item: 3, ３, イ, ア, ⑴, a."""
    return _first(_MARKERS, text)


@lru_cache(maxsize=1024)
def read_bracketed(text: str, like: Numeral | None = None) -> tuple[int | None, Numeral]:
    """The number inside English brackets: 3, a, iv, A, IV.

    ``like`` is the numeral of the member before: in (h) and (i) the second is a letter, too.
    Without one a lone i, v or x is a Roman numeral, and any other single letter is a letter;
    ``ii`` and ``iv`` are Roman, ``aa`` and ``bb`` letters.
    """
    if like is not None and (
        like not in (ROMAN, ROMAN_CAPITAL) or _ROMAN_LETTERS.issuperset(text.lower())
    ):
        # Behind (ii) a (c) is the third of the level above, not the hundredth.
        value = like.read(text)
        if value is not None:
            return value, like
    order: tuple[Numeral, ...]
    if len(text) == 1 and text.lower() not in _ROMAN_LETTERS:
        order = (DECIMAL, LETTER, LETTER_CAPITAL)
    else:
        order = (DECIMAL, ROMAN, ROMAN_CAPITAL, LETTER, LETTER_CAPITAL)
    return _first(order, text)


def _first(numerals: tuple[Numeral, ...], text: str) -> tuple[int | None, Numeral]:
    for numeral in numerals:
        value = numeral.read(text)
        if value is not None:
            return value, numeral
    return None, numerals[0]


@lru_cache(maxsize=4096)
def number_of(parts: tuple[int | None, ...]) -> Number | None:
    """The number with these parts, or None when one of them could not be read."""
    known = tuple(part for part in parts if part is not None)
    return Number(known) if len(known) == len(parts) else None
