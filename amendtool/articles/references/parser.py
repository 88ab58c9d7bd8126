"""The references in a text: :func:`parse_references`, and :func:`read` for several texts."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from amendtool.articles.references.classify import classified, quotations
from amendtool.articles.references.kinds import Category
from amendtool.articles.references.memory import Context, Memory
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
    grammar = _grammar(language)
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


@cache
def _grammar(language: str) -> ModuleType:
    """The grammar of a language; only the one that is used is loaded, for a quick start."""
    if language.partition("-")[0].lower() == "ja":
        from amendtool.articles.references import reader_ja as reading_ja

        return reading_ja
    from amendtool.articles.references import reader_en as reading_en

    return reading_en
