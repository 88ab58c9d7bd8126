"""What the grammars hand over: a phrase read from a text, before it is classified."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from amendtool.articles.references.reference import (
    Category,
    CitedPlace,
    Doubt,
    Level,
    Member,
    Range,
    Reference,
)
from amendtool.patterns import compiled
from amendtool.values import dataclass

_BRACKET_LENGTH = 400
_OPENING = "（("
_BRACKETS = compiled("[（）()]")


class Phrase(NamedTuple):
    """A citation as it is written, with what the words around it say of its category."""

    start: int
    end: int
    members: tuple[Member, ...]
    category: Category = Category.INTERNAL
    law: str | None = None
    doubt: Doubt | None = None


class DocumentKind(Enum):
    """What the words around a citation say it is of."""

    OTHER = "other"
    OWN = "own"
    EARLIER = "earlier"
    PERHAPS = "perhaps"
    THEREOF = "thereof"
    NOTHING = "nothing"
    """No document with provisions: item 3 of the agenda."""


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document, and the end of its name (behind a citation) or the start (before one)."""

    kind: DocumentKind
    edge: int
    name: str | None = None


CATEGORIES = {
    DocumentKind.OTHER: Category.EXTERNAL,
    DocumentKind.OWN: Category.INTERNAL,
    DocumentKind.EARLIER: Category.HISTORICAL,
}
"""What a citation points into that is of such a document."""


@dataclass(frozen=True, slots=True)
class Host:
    """A citation with brackets right behind it; what is cited in them stands in the same place.

    第5条第2項（第3号を除く。）: the 第3号 is of 第5条第2項. ``close`` is where the brackets end.
    """

    reference: Reference
    close: int

    @classmethod
    def behind(cls, text: str, reference: Reference, opening: int | None = None) -> Host | None:
        """The host that ``reference`` is, when brackets open behind it and close soon.

        ``opening`` is where they open, when words stand between.
        """
        if opening is None:
            opening = reference.end
        if text[opening : opening + 1] == " ":
            opening += 1
        if opening >= len(text) or text[opening] not in _OPENING:
            return None
        depth = 0
        for bracket in _BRACKETS.finditer(text, opening, opening + _BRACKET_LENGTH):
            depth += 1 if bracket[0] in _OPENING else -1
            if depth == 0:
                return cls(reference, bracket.end())
        return None


def category_within(over: Reference | None) -> Category:
    """What a citation in the reach of another one is: words quoted of our own are still ours."""
    if over is None or over.doubt is Doubt.QUOTED:
        return Category.INTERNAL
    return over.category


class Quotes:
    """The outermost quotations of a text."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        """``spans`` of the words between the marks, in ascending order, apart from each other."""
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    @property
    def spans(self) -> Iterator[tuple[int, int]]:
        """Where the words between the marks begin and end, in order."""
        return zip(self._starts, self._ends, strict=True)

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation that holds the whole span, or None."""
        place = bisect_right(self._starts, start) - 1
        if place < 0 or end > self._ends[place]:
            return None
        return self._starts[place], self._ends[place]


def first_place(member: Member) -> CitedPlace:
    """The place, or the first one of a range."""
    return member.first if isinstance(member, Range) else member


def last_place(member: Member) -> CitedPlace:
    """The place, or the last one of a range."""
    return member.last if isinstance(member, Range) else member


def turns_back(members: tuple[Member, ...]) -> int | None:
    """The first member of a list of articles that has a smaller number than the one before.

    会社法第113条及び第20条: lists of a law's articles go upwards, so that the 20 may be another's.
    """
    last = None
    for at, member in enumerate(members):
        first = first_place(member).levels[0]
        if first.level is not Level.ARTICLE or first.number is None or first.inherited:
            continue
        if last is not None and first.number < last:
            return at
        last = first.number
    return None
