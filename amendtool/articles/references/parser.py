"""The references in a text: :func:`parse_references`, and :func:`read` for several texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Protocol

from amendtool.articles.languages import language_of
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import Numeral
from amendtool.articles.references.classify import classified, quotations
from amendtool.articles.references.kinds import Category
from amendtool.articles.references.memory import Context, Memory
from amendtool.articles.references.phrases import Phrase
from amendtool.articles.references.reference import Reference

_NOTHING = Context()


def parse_references(
    text: str, language: str, context: Context | None = None
) -> tuple[Reference, ...]:
    """Every reference in ``text``, in order; none overlaps another.

    ``language`` is a BCP 47 tag: ``ja`` texts are read by the Japanese grammar, all others by
    the English one. ``context`` is what the texts before had cited (:func:`read` returns it).
    Nothing is raised: any text has references or none.
    """
    return read(text, language, context)[0]


def read(
    text: str, language: str, context: Context | None = None
) -> tuple[tuple[Reference, ...], Context]:
    """The references in ``text``, and the context for the next text of the same article."""
    memory = Memory(context or _NOTHING)
    grammar = grammar_of(language)
    quotes = quotations(text)
    found: list[Reference] = []
    subject: Reference | None = None
    for phrase in grammar.phrases(text, memory):
        reference = classified(text, phrase, quotes, subject)
        if reference.category is not Category.QUOTED:
            subject = reference
        memory.note(reference)
        found.append(reference)
    return tuple(found), memory.context()


class Grammar(Protocol):
    """How a language cites provisions; a module for each is one."""

    @property
    def DIGITS(self) -> re.Pattern[str] | None:
        """Finds cited numbers by how their digits are set, where a language has several ways.

        Its groups are half-width, full-width and kanji digits.
        """

    def phrases(self, text: str, memory: Memory) -> Iterator[Phrase]:
        """The citations in a text, in order; ``memory`` is told of each before the next."""

    def neighbours(
        self, level: str | None, numbers: Sequence[Number], depth: int, numeral: Numeral
    ) -> str:
        """Provisions of one level, items at ``depth``, by their last numbers: Articles 3 and 4."""


def _english() -> Grammar:
    from amendtool.articles.references import reader_en

    return reader_en


def _japanese() -> Grammar:
    from amendtool.articles.references import reader_ja

    return reader_ja


GRAMMARS: Final[Mapping[str, Callable[[], Grammar]]] = {"en": _english, "ja": _japanese}
"""The grammar of each language, which is loaded when it is asked for: a quick start wants that."""


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a BCP 47 tag; citations in a language without one are read as English."""
    return GRAMMARS.get(language_of(language).tag, _english)()
