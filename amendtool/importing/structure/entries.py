"""What an outline holds: the chapters and articles of a document, before they become values."""

from __future__ import annotations

from dataclasses import dataclass, field

from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import Block
from amendtool.importing.structure.plan import Family


@dataclass(slots=True)
class ChapterEntry:
    """A chapter heading: its depth in print, its number (None where none is printed)."""

    rank: int
    number: Number | None
    heading: str
    label: str
    place: Place


@dataclass(slots=True)
class ArticleEntry:
    """An article: its number as printed, its caption, and the blocks of its body."""

    number: Number | None
    label: str
    heading: str | None
    place: Place
    chapter: ChapterEntry | None = None
    last: Number | None = None
    """The last number of a range of deleted articles."""
    deleted: bool = False
    dotted: bool = False
    title: str = ""
    """The title of the supplementary provisions that this article opens."""
    body: list[Block] = field(default_factory=list)
    beside: bool | None = None
    """Whether the caption stands behind the number, and not above it; None without one."""


@dataclass(slots=True)
class Outline:
    """The parts of a document in order."""

    preamble: list[Block] = field(default_factory=list)
    chapters: list[ChapterEntry] = field(default_factory=list)
    articles: list[ArticleEntry] = field(default_factory=list)
    supplementary: list[ArticleEntry] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    """Labels, brackets and dashes that the drafting style prints by itself."""
    doubts: list[Problem] = field(default_factory=list)
    family: Family = "none"
