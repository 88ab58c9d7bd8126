"""What a clause file holds while it is read: rows of provisions whose marks are not settled yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles.marks import MarkReading, Readings, follows, settled

FIRST: Final = Number.of(1)
_NONE: Final[Mapping[int, MarkReading]] = {}


@dataclass(slots=True)
class MarkRow:
    """The marks of sibling provisions while they are read."""

    own: NumberForm
    marks: list[Readings] = field(default_factory=list)
    alive: Mapping[int, MarkReading] = field(default_factory=lambda: _NONE)
    """The last number in every form that reads all marks so far, by the form's identity."""
    last: MarkReading | None = None
    """The last mark as it stands to be read."""

    def add(self, marks: Readings) -> None:
        """One more sibling, with the readings of its mark."""
        if len(marks) == 1:  # as nearly all are
            self.last = marks[0]
            self.alive = {id(marks[0].form): marks[0]}
            self.marks.append(marks)
            return
        on = self._going_on(marks, self.alive)
        self.alive = on or self._going_on(marks, _NONE)
        self.marks.append(marks)

    def _going_on(
        self, marks: Readings, before: Mapping[int, MarkReading]
    ) -> dict[int, MarkReading]:
        """The readings in the forms of ``before``, in any form when it is empty.

        The best of them becomes the last mark: one that goes on, begins, or is the style's.
        """
        found: dict[int, MarkReading] = {}
        most = -1
        for reading in marks:
            form, number = reading
            last = before.get(id(form))
            if before and last is None:
                continue
            found[id(form)] = reading
            if last is not None and follows(number, last.number):
                fitness = 3
            elif not self.marks and number == FIRST:
                fitness = 2
            else:
                fitness = int(form is self.own)
            if fitness > most:
                self.last, most = reading, fitness
        return found

    def goes_on(self, marks: Readings) -> bool:
        """Whether one of ``marks`` is the number after the last one."""
        return any(
            (last := self.alive.get(id(form))) is not None and follows(number, last.number)
            for form, number in marks
        )

    def rises(self, marks: Readings) -> bool:
        """Whether one of ``marks`` is a later number in a form of the row."""
        return any(
            (last := self.alive.get(id(form))) is not None and number > last.number
            for form, number in marks
        )

    def next(self) -> Number:
        """The number that is expected."""
        return self.last.number.next() if self.last else FIRST

    def settled(self) -> tuple[MarkReading, ...]:
        """The reading of every mark."""
        return settled(self.marks, self.own)


@dataclass(slots=True)
class OpenProvision:
    """A paragraph or item while it is read."""

    line: int
    indent: int
    """The column where a list item's hyphen stands, or -1 for one without a hyphen."""
    row: MarkRow
    """The row of its items."""
    text: list[list[str]] = field(default_factory=list)
    items: list[OpenProvision] = field(default_factory=list)
    closing: list[list[str]] = field(default_factory=list)
    marked: bool = True
    """Whether its number is written."""
    second: bool = False
    """Whether it stands in a second list, which was told already."""

    def blocks(self) -> list[list[str]]:
        """The blocks that a line of text belongs to."""
        return self.closing if self.items else self.text
