"""The number of an article that is counted within its chapter, cited with the chapter.

In such articles the number of the second article of Chapter III is 3-2. Most of them print
both parts (Section 3.2), which any :class:`~amendtool.articles.numbers.NumberForm` can. Those
that begin with Section 1 in every chapter print the second part alone, and cite it with the
chapter: ``Article III, Section 2``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from amendtool.articles.numbers import Number, NumberForm


@dataclass(frozen=True)
class CountedForm(NumberForm):
    """Writes the last part of a number, behind its chapter where ``outer`` is given.

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
