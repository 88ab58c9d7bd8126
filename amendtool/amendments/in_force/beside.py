"""What stands beside the text in force on a day: pending, leaving, or former texts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from enum import StrEnum

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Charter, Provision
from amendtool.articles.numbers import Number
from amendtool.periods.dates import LegalDay
from amendtool.values import dataclass

Counted = Callable[[LegalDay], datetime.date | None]
"""The day of a date of law; None while it waits for an event."""


class BesideKind(StrEnum):
    """Why a text stands beside what is in force, or in it with a note."""

    PENDING = "pending"
    """It was adopted, and takes effect on a later day."""
    LEAVING = "leaving"
    """It is in force, and goes on a later day."""
    OVERLAP = "overlap"
    """It is the former text, and stays in force for a class of cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerText:
    """A paragraph or an item that has a note, while the rest of its article has none.

    It stands in ``owner``, an article, a paragraph or an item in force, behind the provision with
    the number ``behind``, or before all others. One that is ``LEAVING`` is that provision itself.
    """

    owner: Spot
    behind: Number | None
    provision: Provision


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideText:
    """A text that is printed with a note: by which operation of which amendment, and why.

    It is an article, or what is ``inner`` of one. ``day`` is when it takes effect, goes, or is in
    force for the last time; None for an overlap without an end. ``behind`` are the keys of the
    articles in front of it, the nearest last. ``cases`` are those for which a former text stays
    in force.
    """

    kind: BesideKind
    article: Article
    amendment: str
    operation: int
    day: LegalDay | None
    counted: datetime.date | None
    behind: tuple[str, ...]
    supplementary: bool
    cases: str = ""
    inner: InnerText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What takes effect later and has no place for a note: a heading of a chapter, a title.

    ``what`` are the keys of chapters, or nothing for what is around the articles. ``printed`` says
    whether it stands in the text already, or what it takes the place of stands there still.
    """

    amendment: str
    operation: int
    day: LegalDay
    what: tuple[str, ...] = ()
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOnDay:
    """The text in force on a day, in the numbers of the amendments in force.

    ``charter`` holds the words in force, paragraphs and items too that are ``LEAVING``. The texts
    of ``beside`` that are ``PENDING`` or ``OVERLAP`` are not in it, nor are whole articles that
    are to go: their numbers went on the day of the amendment.
    """

    charter: Charter
    beside: tuple[BesideText, ...] = ()
    asides: tuple[Aside, ...] = ()


class UncomposedError(Exception):
    """The words of an article on a day cannot be told: several days act on it in one amendment."""

    def __init__(self, amendment: str, key: str, operations: Sequence[int]) -> None:
        super().__init__(amendment, key, operations)
        self.amendment = amendment
        self.key = key
        self.operations = tuple(operations)
