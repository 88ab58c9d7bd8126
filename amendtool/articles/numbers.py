"""The number of a provision, and the forms that a drafting style writes it in.

A number moves when the articles are renumbered; a provision's identity is its key.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Final

from amendtool.articles.numerals import DECIMAL, LITERAL, Numeral
from amendtool.values import dataclass

BEHIND: Final = "…"
"""Stands for the text behind a mark, in samples and marks that tell what parts the two."""
BELOW: Final = "↵"
"""Stands in a mark for the end of a line: behind ``第１条↵…`` the text begins on the next one."""
ABOVE: Final = "↑"
"""Stands for the number above in a mark of a clause file: ``↑.1`` is 5.2.1 in Section 5.2."""


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The number of a provision: 5, or with branches 5-2 (第5条の2).

    ``parts`` holds the main number and the branches, each 1 or more. Numbers sort as
    they stand in print: 5 < 5-2 < 5-2-3 < 6; but the order of provisions is the order in
    which they stand, whatever their numbers are.

    ``nth`` tells apart what prints the same number among its siblings: the second 5 is
    ``Number((5,), nth=2)``, by the order in which they stand. It is never part of what prints.
    ``doubled`` is true of the first one where others follow, so that it is named as the first;
    it does not compare.
    A last part of 0 is the number of a provision that prints none and stands before the first
    one that does. An article that has none and stands among others is ``unprinted``, and named by
    what it stands behind; that does not compare either.
    """

    parts: tuple[int, ...]
    nth: int = 1
    doubled: bool = field(default=False, compare=False, repr=False)
    unprinted: bool = field(default=False, compare=False, repr=False)
    block: str = field(default="", compare=False, repr=False)
    """The title of the block of supplementary provisions that it is counted in, and ``inside`` how
    often it stands there, by which it is named: of several 附則 each has an Article 1. It is 0 of
    an article without a number that is all there is in its block."""
    inside: int = field(default=1, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.parts or any(part < 1 for part in self.parts[:-1]) or self.parts[-1] < 0:
            raise ValueError(f"a number has parts of 1 or more, not {self.parts}")
        if self.nth < 1:
            raise ValueError(f"a number stands for the first time or a later one, not {self.nth}")

    @classmethod
    def of(cls, *parts: int) -> Number:
        """``Number.of(5, 2)`` is 5-2."""
        return cls(parts)

    @classmethod
    def parse(cls, text: str) -> Number:
        """The number written as ``5``, ``5-2`` or ``second 5``; ValueError for anything else."""
        which, _, rest = text.rpartition(" ")
        nth = nth_of(which) if which else 1
        parts = [DECIMAL.read(part) for part in rest.split("-")]
        known = tuple(part for part in parts if part is not None)
        if nth is None or len(known) != len(parts):
            raise ValueError(f"{text!r} is not a number such as 5 or 5-2")
        return cls(known, nth, doubled=bool(which))

    def __str__(self) -> str:
        """As messages and programs are told it: ``5``, ``5-2``, ``second 5``."""
        written = "-".join(str(part) for part in self.parts)
        return f"{ordinal(self.nth)} {written}" if self.told_apart else written

    @property
    def told_apart(self) -> bool:
        """Whether the number alone does not say which provision is meant."""
        return self.nth > 1 or self.doubled or bool(self.block)

    @property
    def local(self) -> Number:
        """The number as it is named in its block, if it is counted in one."""
        if not self.block:
            return self
        return Number(
            self.parts, max(self.inside, 1), doubled=self.doubled, unprinted=self.unprinted
        )

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
    def home(self) -> tuple[int, ...]:
        """Of an article that is counted within its chapter, the parts that are the chapter's."""
        return self.parts[:1] if self.branches else ()

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

    @property
    def printed(self) -> Number:
        """The number as it prints: that of the first provision which prints it."""
        return Number(self.parts) if self.told_apart else self

    def again(self, nth: int) -> Number:
        """The same number, standing for the ``nth`` time of several."""
        return Number(self.parts, nth, doubled=True)

    def unnumbered(self, nth: int = 1) -> Number:
        """The number of the ``nth`` article without one behind this; before the first, of 0."""
        before = self.nth if self.last else 0
        return Number(self.parts, before + nth, unprinted=True)

    def follows(self, last: Number) -> bool:
        """Whether this is the next number beside ``last``, or its first branch."""
        parts, before = self.parts, last.parts
        return (parts[-1] == before[-1] + 1 and parts[:-1] == before[:-1]) or parts == (*before, 2)


_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth",
    "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


def ordinal(nth: int) -> str:
    """``second`` for 2, and from the eleventh on ``11th``."""
    return _ORDINALS[nth - 1] if nth <= len(_ORDINALS) else _in_digits(nth)


def _in_digits(nth: int) -> str:
    ending = "th" if 10 < nth % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")
    return f"{nth}{ending}"


def nth_of(text: str) -> int | None:
    """The number of ``second``, ``2nd`` or ``2``, or None; capitals do not matter."""
    text = text.lower()
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    if (found := DECIMAL.read(text)) is not None:
        return found
    found = DECIMAL.read(text[:-2])
    return found if found is not None and _in_digits(found) == text else None


def told_apart(numbers: Iterable[Number], silent: Collection[int] = ()) -> tuple[Number, ...]:
    """The numbers of siblings in the order in which they stand, each with its ``nth``.

    A number that no other has stands for the first time; of those that print the same, each
    stands once more than the one before it. At the positions ``silent`` stands what prints none:
    it makes nobody the first of several.
    """
    row = tuple(numbers)
    if len({number.parts for number in row}) == len(row):
        return tuple(number.printed for number in row)  # as nearly all rows are
    several = Counter(number.parts for at, number in enumerate(row) if at not in silent)
    counts: Counter[tuple[int, ...]] = Counter()
    found: list[Number] = []
    for at, number in enumerate(row):
        counts[number.parts] += 1
        nth = counts[number.parts]
        doubled = at not in silent and several[number.parts] > 1
        found.append(number.again(nth) if doubled else Number(number.parts, nth))
    return tuple(found)


@dataclass(frozen=True)
class NumberForm:
    """How a style writes a number: ``Article 5-2.``, ``第5条の2``, ``(3)``.

    ``prefix`` and ``suffix`` stand around the number. Branches follow the main number,
    each after ``branch``; with ``branch_outside`` they follow the suffix (第5条の2).
    ``also`` lists numerals that are read as well as ``numeral``, which is written;
    ``branch_numerals`` those of the branches, the first of which is written: イの２, where
    the branch is no イロハ. When it is empty, branches are numbered like the rest. A number
    beyond the limit of a numeral is written in digits: 51 after ㊿, for ② goes no further.

    ``gap`` is what stands between the number and what follows in its line, None for what the
    style sets. A ``silent`` number is counted and not printed; where it has to be told, in a
    clause file, it is written all the same. With the numeral ``LITERAL`` the form prints its
    prefix, whatever the number is. Where it ``tells_gap``, the gap departs from that of its level
    and is part of the mark, as in the samples of the settings: ``第1条　…``. ``opens`` is what
    stands between a number, with the heading behind it, and the text of an article where that
    departs: a line feed, written ``第1条↵…``, or what parts them on one line, ``第1条…　…``.
    """

    numeral: Numeral
    prefix: str = ""
    suffix: str = ""
    branch: str = "-"
    branch_outside: bool = False
    also: Sequence[Numeral] = ()
    branch_numerals: Sequence[Numeral] = ()
    gap: str | None = None
    silent: bool = False
    tells_gap: bool = field(default=False, kw_only=True)
    opens: str | None = field(default=None, kw_only=True)

    def told(self, number: Number) -> str:
        """``number`` as a file or an operation tells it: in print, with the gap that departs."""
        printed = self.printed(number)
        if not printed:
            return printed
        gap = f"{self.gap}{BEHIND}" if self.tells_gap else ""
        if self.opens is None:
            return printed + gap
        if self.opens == "\n":
            return f"{printed}{gap}{BELOW}{BEHIND}"
        return f"{printed}{gap or BEHIND}{self.opens}{BEHIND}"

    def write(self, number: Number) -> str:
        """``number`` in this form."""
        plain = len(number.parts) == 1 and self.numeral is not LITERAL
        if plain and type(self) is NumberForm:  # as nearly all are; other kinds cut otherwise
            return f"{self.prefix}{_written(self.numeral, number.parts[0])}{self.suffix}"
        return "".join([text for text, _ in self.pieces(number)])

    def printed(self, number: Number) -> str:
        """``number`` as print has it: nothing where the form is silent."""
        return "" if self.silent else self.write(number)

    def pieces(self, number: Number) -> tuple[tuple[str, bool], ...]:
        """``number`` in this form, cut into texts that do or do not belong to the number itself.

        In ``Article 14.`` only ``14`` does, so that a renumbering underlines it alone.
        """
        if self.numeral is LITERAL:
            return ((self.prefix, True),) if self.prefix else ()
        main = _written(self.numeral, number.main)
        numeral = self.branch_numeral
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
        behind = match["branches"]
        if self.branch:
            texts = [match["main"], *behind.split(self.branch)[1:]]
        else:
            texts = [match["main"], *([behind] if behind else [])]  # 3A
        parts = [self._read(text, branch=position > 0) for position, text in enumerate(texts)]
        known = tuple(part for part in parts if part is not None)
        return Number(known) if len(known) == len(parts) else None

    def read(self, text: str) -> Number | None:
        """The number that the whole of ``text`` writes in this form, or None."""
        if not self._may_read(text):
            return None
        match = self.pattern.fullmatch(text)
        return self.from_match(match) if match else None

    def _may_read(self, text: str) -> bool:
        """Whether a text may be in this form, by what stands around the number and begins it.

        For most texts and forms that says no, and their pattern is never compiled. Other kinds of
        forms have more in front of their own number.
        """
        if type(self) is not NumberForm:
            return True
        return (
            text.startswith(self.prefix)
            and self.suffix in text
            and any(
                numeral.may_begin(text, len(self.prefix))
                for numeral in self._numerals(branch=False)
            )
        )

    @property
    def branch_numeral(self) -> Numeral:
        """The numeral that branches are written in."""
        return self._numerals(branch=True)[0]

    def _numerals(self, *, branch: bool) -> Sequence[Numeral]:
        return (branch and self.branch_numerals) or (self.numeral, *self.also)

    def _read(self, text: str, *, branch: bool) -> int | None:
        for numeral in self._numerals(branch=branch):
            value = numeral.read(text)
            if value is not None:
                return value
        return None


def _written(numeral: Numeral, value: int) -> str:
    return numeral.write(value) if 0 < value <= numeral.limit else str(value)


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
        own = super().pieces(Number(number.branches) if number.branches else number)
        if self.outer is None or not number.branches:
            return own
        return (*self.outer.pieces(Number(number.home)), (self.joint, False), *own)


@dataclass(frozen=True)
class SpanForm(NumberForm):
    """Writes the number of the first of several articles, and that of the last behind it.

    第三条から第五条まで: ``span`` is 2, ``between`` stands between the numbers, ``suffix`` behind
    both. The others of them are silent.
    """

    span: int = 0
    between: str = ""

    def pieces(self, number: Number) -> tuple[tuple[str, bool], ...]:
        """The numbers in this form; see :meth:`NumberForm.pieces`."""
        pieces = (
            (self.prefix, False),
            (_written(self.numeral, number.main), True),
            (self.between, False),
            (_written(self.numeral, number.main + self.span), True),
            (self.suffix, False),
        )
        return tuple(piece for piece in pieces if piece[0])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the form at a place in a text; read the match with :meth:`from_match`."""
        numeral = "|".join(n.pattern for n in self._numerals(branch=False))
        first, between, end = map(re.escape, (self.prefix, self.between, self.suffix))
        return re.compile(rf"{first}(?P<main>{numeral})(?P<branches>){between}(?:{numeral}){end}")


@dataclass(frozen=True)
class BoundForm(NumberForm):
    """A :class:`NestedForm` with the number above in front: it prints 1.2, whatever is set."""


@dataclass(frozen=True)
class NestedForm(NumberForm):
    """Writes a number that print has behind the number of what it stands in: 1.2, 5.2.1.

    ``between`` stands between the two. What this form writes is the own part alone, as a clause
    file has it; :meth:`bound` gives the form that prints the whole. Both are read.
    """

    between: str = "."

    def bound(self, above: str) -> BoundForm:
        """The form that prints the number ``above`` as well."""
        return BoundForm(
            self.numeral, f"{self.prefix}{above}{self.between}", self.suffix, self.branch,
            self.branch_outside, self.also, self.branch_numerals, self.gap, self.silent,
        )  # fmt: skip

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the form at a place in a text; read the match with :meth:`from_match`."""
        own = super().pattern.pattern.removeprefix(re.escape(self.prefix))
        above = rf"(?:[0-9０-９]{{1,5}}{re.escape(self.between)})*"
        return re.compile(re.escape(self.prefix) + above + own)


@dataclass(frozen=True)
class AboveForm(NestedForm):
    """A :class:`NestedForm` of one provision, where its level has another: ``↑.1``, ``↑(a)``.

    A clause file has the sign :data:`ABOVE` in the place of the number above.
    """

    def pieces(self, number: Number) -> tuple[tuple[str, bool], ...]:
        """The number in this form; see :meth:`NumberForm.pieces`."""
        return self.bound(ABOVE).pieces(number)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the form at a place in a text; read the match with :meth:`from_match`."""
        return self.bound(ABOVE).pattern
