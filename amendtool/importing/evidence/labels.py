"""What is printed as a number: its numerals, the label around them, and the kind that recurs."""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import Final

from amendtool.articles.numerals import NUMERALS, SIGN, SIGNS, Numeral
from amendtool.patterns import compiled
from amendtool.values import dataclass

_BY_NAME: Final = {numeral.name: numeral for numeral in NUMERALS}
_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
BULLETS: Final = frozenset("-*+•・●○■□◆◇◦‣–")
"""What stands before an item and counts nothing."""
_SINGLE: Final = ("iroha", "katakana", "katakana-half", "circled", "parenthesized", "roman-sign",
                  "roman-sign-capital")  # fmt: skip
_READ: Final = ("decimal", "full-width", "kanji", "kanji-places", "roman", "roman-capital",
                "letter", "letter-capital", "letter-wide", "letter-capital-wide",
                *_SINGLE)  # fmt: skip
_OWN_SIGN: Final = compiled(SIGN)
_WIDE_TEN: Final = 10
"""From here on many print digits in half width that they print in full width below."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is typed: its numeral system, its value, and the digits it is padded to."""

    system: str
    value: int
    typed: str

    @property
    def width(self) -> int:
        """How many digits it is padded to; 0 where nothing stands before the number."""
        return len(self.typed) if self.typed.startswith(("0", "０")) else 0

    def write(self, value: int) -> str:
        """Another number in the same numerals, padded as this one is.

        Raises:
            ValueError: for a number that the system cannot write.
        """
        if self.system in ("word", "ordinal"):
            row = _WORDS if self.system == "word" else _ORDINALS
            if not 1 <= value <= len(row):
                raise ValueError(f"{value} cannot be written as a word")
            word = row[value - 1]
            return word.upper() if self.typed.isupper() else word.capitalize()
        text = _BY_NAME[self.system].write(value)
        return text.rjust(self.width, "０" if self.system == "full-width" else "0")


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Everything that ``text`` may be as one number; nothing where it is none."""
    found: list[Figure] = []
    if re.fullmatch(r"0[0-9]{1,3}|０[０-９]{1,3}", text):
        system = "decimal" if text.isascii() else "full-width"
        return (Figure(system, int(text), text),) if int(text) else ()
    for row, name in ((_WORDS, "word"), (_ORDINALS, "ordinal")):
        if text.lower() in row and not text.islower():
            return (Figure(name, row.index(text.lower()) + 1, text),)
    if _OWN_SIGN.fullmatch(text):
        values = ((one.name, one.read(text)) for one in SIGNS)
        return tuple(Figure(name, value, text) for name, value in values if value is not None)
    for name in _READ:
        value_ = _BY_NAME[name].read(text)
        if value_ is None or (name == "kanji-places" and len(text) == 1):
            continue
        if any(one.value == value_ and one.system == "kanji" for one in found):
            continue
        found.append(Figure(name, value_, text))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LabelKind:
    """What recurs in a document: the words around the number, folded, and the numeral system.

    ``word`` is a level's word in lower case, or empty; ``depth`` counts the numbers of the levels
    above that are printed in front of the own one.
    """

    shape: str
    system: str
    depth: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A label as printed: literal pieces with a number between each two of them.

    ``own`` is the number that counts among the siblings; those in front are of the levels above,
    those behind it branches (第九条の二). ``last`` is where a range ends (第三条から第五条まで).
    """

    literals: tuple[str, ...]
    numbers: tuple[Figure, ...]
    own: int = 0
    word: str = ""
    last: int | None = None
    kind: LabelKind = field(init=False, repr=False, compare=False)
    """With a level's word, width, case, white space and a stop are folded."""
    value: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The own number and its branches."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", self._kind())
        value = tuple(number.value for number in self.numbers[self.own :])
        object.__setattr__(self, "value", value)

    @property
    def printed(self) -> str:
        """The label to the character."""
        pieces = [self.literals[0]]
        for number, literal in zip(self.numbers, self.literals[1:], strict=True):
            pieces += [number.typed, literal]
        return "".join(pieces)

    def _kind(self) -> LabelKind:
        own = self.numbers[self.own] if self.numbers else None
        system = own.system if own is not None else ""
        if self.word or self.own:
            system = {"full-width": "decimal", "kanji-places": "kanji"}.get(system, system)
        if self.word:
            return LabelKind("", system if system.startswith(("letter", "roman")) else "", self.own,
                        self.word)  # fmt: skip
        if self.last is not None:
            return LabelKind("#", system)
        # What stands between a number and its branches tells of no other kind.
        shape = "#".join((self.literals[0], self.literals[-1]) if not self.own else ("", "."))
        if self.own and (joint := self.literals[self.own]) not in (".", "．"):
            shape = f"{self.literals[0]}{joint}#{self.literals[-1]}"
        return LabelKind(re.sub(r"[\s　]+", "", shape), system, self.own)

    @property
    def above(self) -> tuple[int, ...]:
        """The numbers of the levels above that are printed in front."""
        return tuple(number.value for number in self.numbers[: self.own])

    @property
    def end(self) -> tuple[int, ...]:
        """The number that the next one follows: that of a range is its last."""
        return self.value if self.last is None else (self.last,)

    def with_number(self, value: int) -> PrintedLabel:
        """The label of another number, in its form.

        Raises:
            ValueError: for a number that the system cannot write.
        """
        own = self.numbers[self.own]
        new = Figure(own.system, value, own.write(value))
        numbers = (*self.numbers[: self.own], new, *self.numbers[self.own + 1 :])
        return PrintedLabel(self.literals, numbers, self.own, self.word, self.last)


def follows(number: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Whether a number is due behind another: 10 or 9-2 behind 9, 9-3 or 10 behind 9-2."""
    if not number or not before:
        return False
    depth = len(number)
    if depth == len(before) + 1:
        return number[:-1] == before and number[-1] in (1, 2)
    return depth <= len(before) and number == (*before[: depth - 1], before[depth - 1] + 1)


def alike(kind: LabelKind, label: PrintedLabel) -> bool:
    """Whether a label is of a kind, ９ and 10 of one row among them."""
    other = label.kind
    if kind.shape != other.shape or kind.word != other.word or kind.depth != other.depth:
        return False  # as most are
    if kind.system == other.system:
        return True
    both = {kind.system, other.system} == {"full-width", "decimal"}
    return both and label.value[0] >= _WIDE_TEN


def numeral(name: str) -> Numeral:
    """The numeral of a name, as figures have it."""
    return _BY_NAME[name]
