"""The number of a provision, and the forms that a drafting style writes it in.

A number moves when the articles are renumbered; a provision's identity is its key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from amendtool.articles.numerals import DECIMAL, Numeral


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of a provision: 5, or with branches 5-2 (第5条の2).

    ``parts`` holds the main number and the branches, each 1 or more. Numbers sort as
    they stand in print: 5 < 5-2 < 5-2-3 < 6.
    """

    parts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.parts or any(part < 1 for part in self.parts):
            raise ValueError(f"a number has parts of 1 or more, not {self.parts}")

    @classmethod
    def of(cls, *parts: int) -> Number:
        """``Number.of(5, 2)`` is 5-2."""
        return cls(parts)

    @classmethod
    def parse(cls, text: str) -> Number:
        """The number written as ``5`` or ``5-2``; ValueError for anything else."""
        parts = [DECIMAL.read(part) for part in text.split("-")]
        known = tuple(part for part in parts if part is not None)
        if len(known) != len(parts):
            raise ValueError(f"{text!r} is not a number such as 5 or 5-2")
        return cls(known)

    def __str__(self) -> str:
        return "-".join(str(part) for part in self.parts)

    @property
    def main(self) -> int:
        """The number without its branches."""
        return self.parts[0]

    @property
    def branches(self) -> tuple[int, ...]:
        """The branch numbers; empty for a plain number."""
        return self.parts[1:]

    @property
    def stem(self) -> tuple[int, ...]:
        """All parts but the last: what the siblings of this number share."""
        return self.parts[:-1]

    @property
    def last(self) -> int:
        """The part that counts among the siblings."""
        return self.parts[-1]

    def next(self) -> Number:
        """The next number beside this one: 6 after 5, 5-3 after 5-2."""
        return Number((*self.stem, self.last + 1))

    def branch(self, number: int = 2) -> Number:
        """The branch below this number; the first branch of 5 is 5-2."""
        return Number((*self.parts, number))

    def squeezed(self) -> Number:
        """The nearest number behind this one that moves no other: 5-2 after 5, 5-3 after 5-2."""
        return self.next() if self.branches else self.branch()

    def follows(self, last: Number) -> bool:
        """Whether this is the next number beside ``last``, or its first branch."""
        parts, before = self.parts, last.parts
        return (parts[-1] == before[-1] + 1 and parts[:-1] == before[:-1]) or parts == (*before, 2)


@dataclass(frozen=True)
class NumberForm:
    """How a style writes a number: ``Article 5-2.``, ``第5条の2``, ``(3)``.

    ``prefix`` and ``suffix`` stand around the number. Branches follow the main number,
    each after ``branch``; with ``branch_outside`` they follow the suffix (第5条の2).
    ``also`` lists numerals that are read as well as ``numeral``, which is written;
    ``branch_numerals`` those of the branches, the first of which is written: イの２, where
    the branch is no イロハ. When it is empty, branches are numbered like the rest. A number
    beyond the limit of a numeral is written in digits: 51 after ㊿, for ② goes no further.
    """

    numeral: Numeral
    prefix: str = ""
    suffix: str = ""
    branch: str = "-"
    branch_outside: bool = False
    also: Sequence[Numeral] = ()
    branch_numerals: Sequence[Numeral] = ()

    def write(self, number: Number) -> str:
        """``number`` in this form."""
        return "".join(text for text, _ in self.pieces(number))

    def pieces(self, number: Number) -> tuple[tuple[str, bool], ...]:
        """``number`` in this form, cut into texts that do or do not belong to the number itself.

        In ``Article 14.`` only ``14`` does, so that a renumbering underlines it alone.
        """
        main = _written(self.numeral, number.main)
        numeral = self._numerals(branch=True)[0]
        branches = "".join(self.branch + _written(numeral, part) for part in number.branches)
        behind = branches if self.branch_outside else ""
        pieces = (
            (self.prefix, False),
            (main if self.branch_outside else main + branches, True),
            (self.suffix, False),
            (behind, True),
        )
        return tuple(piece for piece in pieces if piece[0])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the form at a place in a text; read the match with :meth:`from_match`."""
        numeral = "|".join(n.pattern for n in self._numerals(branch=False))
        branching = "|".join(n.pattern for n in self._numerals(branch=True))
        branches = rf"(?P<branches>(?:{re.escape(self.branch)}(?:{branching}))*)"
        main = rf"(?P<main>{numeral})"
        inner = (
            main + re.escape(self.suffix) + branches
            if self.branch_outside
            else main + branches + re.escape(self.suffix)
        )
        return re.compile(re.escape(self.prefix) + inner)

    def from_match(self, match: re.Match[str]) -> Number | None:
        """The number that a match of :attr:`pattern` writes, or None (``(iixx)``)."""
        texts = [match["main"], *match["branches"].split(self.branch)[1:]]
        parts = [self._read(text, branch=position > 0) for position, text in enumerate(texts)]
        known = tuple(part for part in parts if part is not None)
        return Number(known) if len(known) == len(parts) else None

    def read(self, text: str) -> Number | None:
        """The number that the whole of ``text`` writes in this form, or None."""
        match = self.pattern.fullmatch(text)
        return self.from_match(match) if match else None

    def _numerals(self, *, branch: bool) -> Sequence[Numeral]:
        return (branch and self.branch_numerals) or (self.numeral, *self.also)

    def _read(self, text: str, *, branch: bool) -> int | None:
        for numeral in self._numerals(branch=branch):
            value = numeral.read(text)
            if value is not None:
                return value
        return None


def _written(numeral: Numeral, value: int) -> str:
    return numeral.write(value) if value <= numeral.limit else str(value)


def unbroken(numbers: Sequence[Number]) -> bool:
    """Whether the numbers are one row without branches: 3, 4, 5."""
    return all(
        not number.branches and number.main == numbers[0].main + position
        for position, number in enumerate(numbers)
    )


@dataclass(frozen=True)
class CountedForm(NumberForm):
    """Writes the number of an article that is counted within its chapter.

    The number of the second article of Chapter III is 3-2. Most styles that count so print both
    parts (Section 3.2), which any form can. Those that begin with Section 1 in every chapter
    print the last part alone, and cite it behind its chapter, whose form is ``outer``: ``Article
    III, Section 2``.

    What :meth:`read` gives is what stands there: ``Section 2`` has no chapter in it.
    """

    outer: NumberForm | None = None
    joint: str = ", "

    @property
    def inner(self) -> CountedForm:
        """The form without the chapter: that of the last number of a range."""
        return replace(self, outer=None)

    def pieces(self, number: Number) -> tuple[tuple[str, bool], ...]:
        """The number in this form; see :meth:`NumberForm.pieces`."""
        own = super().pieces(Number.of(number.last))
        if self.outer is None or not number.stem:
            return own
        return (*self.outer.pieces(Number(number.stem)), (self.joint, False), *own)
