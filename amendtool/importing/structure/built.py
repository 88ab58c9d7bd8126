"""What building a charter gives, and the small questions that it asks of texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from amendtool.articles.charter import Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an article or chapter was in the document: its number in print, and its place.

    ``recounted`` tells that its paragraphs or items have numbers that were not printed so.
    """

    number: Number | None
    place: Place
    recounted: bool = False


@dataclass(slots=True)
class Built:
    """A charter, the characters that its style writes by itself, and what to look at."""

    charter: Charter
    origins: dict[str, Origin]
    """By key, where each article and chapter comes from."""
    numbering: list[str] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def has_child(chapter: Chapter, chapters: Sequence[Chapter]) -> bool:
    """Whether a chapter has sections."""
    return any(other.parent == chapter.key for other in chapters)


def plain_title(title: str) -> bool:
    """Whether a title of supplementary provisions says no more than that."""
    bare = "".join(char for char in title if not char.isspace()).strip("（）()【】〔〕[]［］:.")
    return bare == "附則" or bare.lower() in ("supplementaryprovisions", "supplementaryprovision")


def opening(text: str) -> str:
    """The first words of a text, which name an article without a caption."""
    words = text.split()
    short = " ".join(words[:6])
    return short[:40] if short.isascii() else short[:14]


def fold(key: str) -> str:
    """A key as keys are grouped: without regard to composition and case."""
    return unicodedata.normalize("NFKD", key).casefold()
