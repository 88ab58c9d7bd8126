"""A pattern: one standard amendment whose places are sought and whose words are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from amendtool.amendments.file.yaml import Mapping as YamlMapping


class WhenMissing(StrEnum):
    """What is done where a provision that a pattern seeks is not there."""

    DOUBT = "doubt"
    LEAVE = "leave"
    """Operations that need it are left out, and those that say ``unless`` it are taken."""


class WhenTwice(StrEnum):
    """What is done where a provision stands twice."""

    DOUBT = "doubt"
    FIRST = "first"
    LAST = "last"


class WhenThere(StrEnum):
    """What is done where the text that the pattern brings is there already."""

    LEAVE = "leave"
    DOUBT = "doubt"


class Scope(StrEnum):
    """Where a provision is sought."""

    ARTICLES = "articles"
    SUPPLEMENTARY = "supplementary"
    CHAPTERS = "chapters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The captions of what usually stands in a chapter beside a provision, and about other things.

    ``chapter`` is the name of one that is sought; without it all articles are meant.
    """

    captions: tuple[str, ...]
    chapter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """How one provision of each company is found.

    By its ``key``; by one of its ``captions``; by its words, which are those of one of the model
    texts ``like``, but for ``same`` groups of words that say the same and ``optional`` ones that
    change nothing. What is ``alike`` a model and in other words is a doubt. Or by its place: the
    last provision of what another one names (``last_of``: the name of a chapter that is sought,
    ``chapters`` for the last chapter, ``articles``).
    """

    name: str
    key: str = ""
    captions: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    optional: tuple[str, ...] = ()
    alike: float = 0.5
    traces: tuple[tuple[str, ...], ...] = ()
    """What betrays it: words that some article has, all of one of these together; where one has
    them, nobody says that it is not there."""
    apart: tuple[str, ...] = ()
    """Captions of articles that have such words about other things."""
    beside: Beside | None = None
    """What usually stands beside it: where something else does, nobody says so either."""
    scope: Scope = Scope.ARTICLES
    inside: str = ""
    """The chapter that it has to stand in: the name of one that is sought."""
    last_of: str = ""
    missing: WhenMissing = WhenMissing.DOUBT
    twice: WhenTwice = WhenTwice.DOUBT


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerm:
    """A term of which each company uses one form: the forms, by language."""

    name: str
    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentPattern:
    """One standard amendment for many companies.

    ``amendment`` is the name that it gets, which may hold blanks; ``body`` the fields of its file,
    with blanks; ``languages`` those that it has words in. ``digest`` tells this content from any
    other under the same name.
    """

    name: str
    digest: str
    file: str
    languages: tuple[str, ...]
    amendment: str
    sought: Mapping[str, Sought]
    there: tuple[Sought, ...]
    then: WhenThere
    terms: Mapping[str, OwnTerm]
    body: YamlMapping = field(repr=False)

    @property
    def said(self) -> str:
        """What trailers, records and files call it: ``NAME@digest``."""
        return f"{self.name}@{self.digest}"
