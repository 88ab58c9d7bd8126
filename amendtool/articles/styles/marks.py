"""The marks of paragraphs and items: which forms a text may be written in, and which is meant.

``(i)`` is the first in roman numerals and the ninth letter, ３ is full-width digits and mixed
ones, イ is the first of イロハ and the second of アイウ. What one mark leaves open its
siblings tell: :class:`MarkReader` gives every reading of a mark, :func:`settled` the one of
each mark in a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from amendtool.articles.numbers import ABOVE, AboveForm, NestedForm, Number, NumberForm
from amendtool.articles.numerals import DECIMAL, LETTER, LETTER_CAPITAL, SIGN
from amendtool.articles.printed_form import above_readings, form_of, readings_of
from amendtool.patterns import compiled

_LONGEST: Final = 16
"""How long a mark may be."""
_REMEMBERED: Final = 4096
TELLS: Final = "="
"""Behind a mark behind a hyphen, in front of the number that it stands for."""


class MarkReading(NamedTuple):
    """A mark in one form: which number it writes."""

    form: NumberForm
    number: Number


Readings = tuple[MarkReading, ...]
"""What one mark may be; never empty."""


class MarkReader:
    """Reads marks in any of ``forms``; those that stand first go before the others."""

    def __init__(self, forms: Iterable[NumberForm]) -> None:
        found: list[NumberForm] = []
        for form in forms:
            if form not in found:
                found.append(form)
        self.forms: Final = tuple(found)
        self._known: dict[str, Readings] = {}
        self._made: dict[tuple[str | None, ...], NumberForm] = {}

    def readings(self, mark: str) -> Readings:
        """Every reading of ``mark``; empty when it is none."""
        known = self._known.get(mark)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[mark] = tuple(self._read(mark))
        return known

    def _read(self, mark: str) -> Collection[MarkReading]:
        if ABOVE in mark:
            return [MarkReading(self._one(form), number) for form, number in above_readings(mark)]
        found = [
            MarkReading(form, number)
            for form in self.forms
            if (number := form.read(mark)) is not None
        ]
        # A form that would print the mark otherwise is no form to remember it by: イの2, イの２.
        exact = [reading for reading in found if reading.form.write(reading.number) == mark]
        if not found and (lettered := _LETTERED.fullmatch(mark)) is not None:
            found = list(self._lettered(mark, lettered))
        distinct: dict[tuple[str, str, str], MarkReading] = {}
        for reading in exact or found:
            form = reading.form
            distinct.setdefault((form.numeral.name, form.prefix, form.suffix), reading)
        return tuple(distinct.values())

    def _lettered(self, mark: str, match: re.Match[str]) -> Iterator[MarkReading]:
        """What was put in behind a number of one of the forms, with a letter: (1A) behind (1)."""
        numeral = LETTER_CAPITAL if match["letter"].isupper() else LETTER
        for form in self.forms:
            if form.numeral is not DECIMAL or isinstance(form, NestedForm) or (
                (form.prefix, form.suffix) != (match["prefix"], match["suffix"])
            ):  # fmt: skip
                continue
            made = self._made.setdefault(
                (numeral.name, form.prefix, form.suffix, ""),
                replace(form, branch="", branch_outside=False, branch_numerals=(numeral,)),
            )
            if (number := made.read(mark)) is not None:
                yield MarkReading(made, number)

    def _one(self, form: NumberForm) -> NumberForm:
        """One value for each form that is made for a mark, so that ``is`` compares them."""
        between = form.between if isinstance(form, AboveForm) else None
        key = (form.numeral.name, form.prefix, form.suffix, between)
        made = replace(form, branch=self.forms[0].branch, branch_numerals=(DECIMAL,))
        return self._made.setdefault(key, made)


class AnyMarkReader(MarkReader):
    """Reads marks of any look where a mark is due: what ``forms`` do not read, as it stands."""

    def _read(self, mark: str) -> Collection[MarkReading]:
        bare, sign, told = mark.rpartition(TELLS)
        if sign and bare and (number := _number_in(told)) is not None:
            return [MarkReading(self._form_of(bare, number), number)]
        return super()._read(mark) or tuple(
            MarkReading(self._one(form), number) for form, number in readings_of(mark)
        )

    def _form_of(self, mark: str, number: Number) -> NumberForm:
        """The form that prints a number as ``mark``, one of ``forms`` where there is one."""
        own = (form for form in self.forms if form.write(number) == mark)
        found = next(own, None)
        return found or self._one(form_of(mark, number, NumberForm(DECIMAL)))


def told_mark(mark: str, number: Number) -> str:
    """A mark with the number that it stands for, where it may be read as another: ``(i)=9``."""
    return f"{mark}{TELLS}{'-'.join(map(str, number.parts))}"


def _number_in(text: str) -> Number | None:
    return Number(tuple(map(int, text.split("-")))) if _NUMBER.fullmatch(text) else None


_NUMBER: Final = compiled(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,4})*")


def cut(line: str) -> tuple[str, str] | None:
    """The first word of ``line``, when it is short enough for a mark, and the text behind it."""
    end = line.find(" ", 0, _LONGEST + 1)
    wide = line.find("\u3000", 0, end if end >= 0 else _LONGEST + 1)
    if wide >= 0:
        end = wide
    if end >= 0:
        return line[:end], line[end + 1 :]
    return (line, "") if len(line) <= _LONGEST else None


_LETTERED: Final = compiled(
    r"(?P<prefix>[(（\[]?)[0-9]{1,4}(?P<letter>[A-Z]{1,2}|[a-z])(?P<suffix>[)）\]]?[.:]?)"
)
_FUSED: Final = compiled(
    rf"[①-⑳㉑-㉟㊱-㊿⑴-⒇]|{SIGN}"
    r"|[(（](?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ンa-z])[)）]"
    r"|(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ン])[．、.](?![0-9０-９])"
)


def cut_fused(line: str) -> tuple[str, str] | None:
    """The mark of ``line`` with the text that stands behind it without a space, as in ２．前項.

    A bare number is none (２年), and neither is one in a row of numbers (２、３名).
    """
    found = _FUSED.match(line)
    behind = line[found.end() :] if found else ""
    return (found[0], behind) if found and behind and not behind[0].isspace() else None


def marker_in(
    line: str, reader: MarkReader, own: NumberForm, number: Number
) -> tuple[MarkReading, str] | None:
    """The mark that ``line`` begins with and the text behind it; None where it has none.

    It is read as ``number`` if some form writes that; another number counts only in the form
    ``own``, for in the others it may as well be text.
    """
    found = cut(line)
    readings = reader.readings(found[0]) if found else ()
    for reading in readings:
        if found and (reading.number == number):
            return reading, found[1]
    for reading in readings:
        if found and reading.form == own:
            return reading, found[1]
    return None


def begins_deeper(
    line: str, reader: MarkReader, own: NumberForm, deeper: NumberForm, number: Number
) -> bool:
    """Whether a line begins a list that is one level deeper than the provision ``number``.

    ``own`` and ``deeper`` are the forms of the two levels: (a) and (i).
    """
    found = cut(line)
    readings = reader.readings(found[0]) if found else ()
    if any(reading == (own, number) for reading in readings):
        return False
    return any(reading.form == deeper for reading in readings)


def follows(number: Number, last: Number) -> bool:
    """Whether ``number`` is the next one in a row: behind 5-2 both 5-3 and 6 are."""
    return number.follows(last) or number.parts == (last.main + 1,)


def settled(row: Sequence[Readings], own: NumberForm) -> tuple[MarkReading, ...]:
    """One reading for each mark in a row of siblings.

    A form that reads them all goes before others: the one that counts up from 1, then the
    style's ``own``, then the first in the order of the forms. Where no form reads them all,
    each mark is read for itself, as the one that follows if there is such a reading.
    """
    if not row:
        return ()
    only = row[0][0].form
    if all(len(marks) == 1 and marks[0].form is only for marks in row):
        return tuple(marks[0] for marks in row)  # as nearly all rows are
    best: tuple[tuple[bool, bool, bool], tuple[MarkReading, ...]] | None = None
    for reading in row[0]:
        form = reading.form
        found = [reading]
        for marks in row[1:]:
            other = next((mark for mark in marks if mark.form is form), None)
            if other is None:
                break
            found.append(other)
        if len(found) < len(row):
            continue
        numbers = [one.number for one in found]
        ascending = all(a < b for a, b in pairwise(numbers))
        counts = numbers[0].parts == (1,) and all(follows(b, a) for a, b in pairwise(numbers))
        is_own = form is own or form == own
        # One mark alone proves little: (i) where letters are due is the ninth of them.
        score = (ascending, counts or (is_own and len(row) == 1), is_own)
        if best is None or score > best[0]:
            best = (score, tuple(found))
    return best[1] if best is not None else _one_by_one(row, own)


def remembered(
    marks: Sequence[str], numbers: Sequence[Number], reader: MarkReader, own: NumberForm
) -> tuple[NumberForm | None, ...]:
    """The forms of a row of marks that write ``numbers``; None for one that is no such mark."""
    rows = [
        tuple(reading for reading in reader.readings(mark) if reading.number == number)
        for mark, number in zip(marks, numbers, strict=True)
    ]
    if all(rows):
        return tuple(reading.form for reading in settled(rows, own))
    return tuple(row[0].form if row else None for row in rows)


def _one_by_one(row: Sequence[Readings], own: NumberForm) -> tuple[MarkReading, ...]:
    found: list[MarkReading] = []
    for marks in row:
        last = found[-1] if found else None

        def fitness(
            reading: MarkReading, last: MarkReading | None = last
        ) -> tuple[bool, bool, bool]:
            if last is None:
                near, above = reading.number.parts == (1,), True
            else:
                near = follows(reading.number, last.number)
                above = reading.number > last.number
            return (near, above, reading.form == own)

        found.append(max(marks, key=fitness))
    return tuple(found)
