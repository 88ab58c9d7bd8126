"""How a document writes the digits of its references: half-width, full-width, mixed or kanji."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, KANJI, MIXED_WIDTH, Numeral
from amendtool.articles.references.parser import grammar_of
from amendtool.articles.styles import DraftingStyle


class Habits:
    """The digits that the references of a charter are written in; read when first asked."""

    def __init__(self, charter: Charter, style: DraftingStyle) -> None:
        self.charter = charter
        self.style = style

    @cached_property
    def _counted(self) -> Counter[tuple[Numeral, bool]]:
        """How often each numeral stands there, with one digit (False) and with more (True)."""
        counted: Counter[tuple[Numeral, bool]] = Counter()
        pattern = grammar_of(self.style.language).DIGITS
        if pattern is None:
            return counted
        for article in self.charter.every_article():
            for text in article_texts(article):
                for half, full, kanji in pattern.findall(text):
                    numeral = DECIMAL if half else FULL_WIDTH if full else KANJI
                    counted[numeral, len(half or full or kanji) > 1] += 1
        return counted

    @cached_property
    def width(self) -> Numeral | None:
        """How Arabic digits are set: half-width, full-width or mixed; None for no habit.

        Full-width below ten and half-width from 10 on is mixed: there 第９条 becomes 第10条.
        A document that cites only full-width numbers below ten leaves open what it does from
        10 on; it is taken to be mixed, the common habit of Japanese articles.
        """
        half = {long for numeral, long in self._counted if numeral is DECIMAL}
        full = {long for numeral, long in self._counted if numeral is FULL_WIDTH}
        if not full:
            return DECIMAL if half else None
        if half <= {True} and full == {False}:
            return MIXED_WIDTH
        return None if half else FULL_WIDTH

    @cached_property
    def numeral(self) -> Numeral:
        """The numeral for a reference that had no digits before: the one most used."""
        totals: Counter[Numeral] = Counter()
        for (numeral, _), times in self._counted.items():
            totals[numeral] += times
        for numeral, _ in totals.most_common(1):
            return numeral if numeral is KANJI else (self.width or numeral)
        return self.style.cited.article.numeral
