"""Reading references: :func:`parse_references`, and :func:`read` for several texts.

The grammar of the language gives phrases, and here each gets its category: what it points into,
and whether it is only quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final, Protocol
from unicodedata import normalize

from amendtool.articles.languages import language_of
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import Numeral
from amendtool.articles.references.antecedents import Context, Memory
from amendtool.articles.references.identity import DocumentIdentity, identity_of
from amendtool.articles.references.phrases import Phrase, Quotes, first_place
from amendtool.articles.references.reference import (
    Category,
    Doubt,
    Level,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.tokens import number_of, read_plain
from amendtool.patterns import compiled
from amendtool.values import dataclass

_PAIRS = {"「": "」", "『": "』", "“": "”", "‘": "’"}
_OPENING_MARKS = (*_PAIRS, '"')
_MARKS = compiled('[「」『』“”‘’"]')
_LONGEST = 2_000
# A whole quotation that is the citation itself is quoted when the text says so of the words.
_OF_WORDS = compiled(
    r"」?(?:とあ|と読|と(?:[いす称記定変改題呼標]|表示)|を「|に(?:改|変|読)|を(?:削|加)|の(?:文言|字句|語|表記|見出し))"
    r"|[”\"’]?,? (?:shall be (?:read|replaced|deleted|construed)|is (?:replaced|deleted|read)"
    r"|means?\b"
    r"|to [“\"‘]|with [“\"‘]|in\b.{0,40} shall|refers? to|shall (?:mean|refer)|as used)",
    re.IGNORECASE,
)
_SAID_BEFORE = compiled(
    r"(?:words?|phrase|expression|terms?|deemed to read|replaced (?:with|by)|read as|to read"
    r"|reading)[:,]? [“\"‘]?\Z",
    re.IGNORECASE,
)
_SENTENCE_END = compiled(r"。|\.\s")
_REPLACED_BEFORE = compiled(r"(?:」を|とあるのは|」に、?)「?\Z")


def quotations(text: str) -> Quotes | None:
    """The outermost quotations of ``text``, or None when there are none.

    A mark that is never closed, or closed only after some thousand characters, quotes nothing.
    """
    if not any(mark in text for mark in _OPENING_MARKS):
        return None
    spans: list[tuple[int, int]] = []
    closing = ""
    start = depth = 0
    opening = ""
    for mark in _MARKS.finditer(text):
        at, char = mark.start(), mark[0]
        if closing and at - start > _LONGEST:
            closing = ""
        if not closing:
            if char == '"' or char in _PAIRS:
                opening, closing = char, _PAIRS.get(char, '"')
                start, depth = at + 1, 1
        elif char == closing:
            if char == "’" and text[at + 1 : at + 2].isalpha():
                continue  # an apostrophe
            depth -= 1
            if depth == 0:
                spans.append((start, at))
                closing = ""
        elif char == opening:
            depth += 1
    return Quotes(spans) if spans else None


def is_quoted(text: str, phrase: Phrase, quotes: Quotes) -> bool:
    """Whether the phrase stands in a quotation as words, not as a citation.

    A quotation that is nothing but the citation (「第5条」に定める) is a citation still, unless the
    text speaks of the words: 「第5条」とあるのは.
    """
    span = quotes.around(phrase.start, phrase.end)
    if span is None:
        return False
    start, end = span
    if (start, end) != (phrase.start, phrase.end):
        return True
    if _OF_WORDS.match(text, end + 1) or _SAID_BEFORE.search(text, max(0, start - 24), start):
        return True
    return _REPLACED_BEFORE.search(text, max(0, start - 8), start) is not None


def classified(
    text: str, phrase: Phrase, quotes: Quotes | None, subject: Reference | None = None
) -> Reference:
    """The phrase as a reference, with its final category.

    ``subject`` is the last citation before it that is none of quoted words. Words quoted of a
    law, as in 会社法第309条中「第20条」とあるのは, are that law's.
    """
    category, law, doubt = phrase.category, phrase.law, phrase.doubt
    if quotes is not None and is_quoted(text, phrase, quotes):
        # What an amendment of a past day changed is quoted in the words of that day.
        past = phrase.doubt is Doubt.PAST
        if category is Category.INTERNAL and not past and not _of_another(text, phrase, subject):
            doubt = Doubt.QUOTED
        category, law = Category.QUOTED, None
    return Reference(
        phrase.start,
        phrase.end,
        text[phrase.start : phrase.end],
        category,
        phrase.members,
        law,
        doubt,
    )


def _of_another(text: str, phrase: Phrase, subject: Reference | None) -> bool:
    """Whether a sentence quotes words of what it cited before, which is another document."""
    if subject is None or subject.category is Category.INTERNAL:
        return False
    if first_place(phrase.members[0]).levels[0].start > phrase.start:
        return False  # 本定款第8条, the Articles
    return _SENTENCE_END.search(text, subject.end, phrase.start) is None


_NOTHING = Context()
_ARTICLES = DocumentIdentity()


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
    text: str,
    language: str,
    context: Context | None = None,
    title: str = "",
    bodies: tuple[str, ...] = (),
) -> tuple[tuple[Reference, ...], Context]:
    """The references in ``text``, and the context for the next text of the same article.

    ``title`` is what the whole document is called, and ``bodies`` are the names of the company or
    body whose document it is, which tell it from others that it cites.
    """
    return _read(text, language, context or _NOTHING, title, bodies)


_REMEMBERED: Final = 16_384
"""So many texts are read once, however often they are asked about: those of a large law."""


# An amendment is applied several times while it is drafted, to texts that are mostly the same.
@lru_cache(maxsize=_REMEMBERED)
def _read(
    text: str, language: str, context: Context, title: str, bodies: tuple[str, ...]
) -> tuple[tuple[Reference, ...], Context]:
    known = title or bodies
    identity = identity_of(title, language_of(language).tag, bodies) if known else _ARTICLES
    memory = Memory(context, identity)
    grammar = grammar_of(language)
    onward: re.Pattern[str] | None = getattr(grammar, "ONWARD", None)
    signs: tuple[str, ...] = getattr(grammar, "ONWARD_SIGNS", ("",))
    quotes: Quotes | None = None
    found: list[Reference] = []
    subject: Reference | None = None
    for phrase in grammar.phrases(text, memory):
        if not found:
            quotes = quotations(text)
        if (
            onward is not None
            and text.startswith(signs, phrase.end)
            and onward.match(text, phrase.end)
        ):
            phrase = _onward(phrase)
        reference = classified(text, phrase, quotes, subject)
        if reference.category is not Category.QUOTED:
            subject = reference
        memory.note(reference)
        found.append(reference)
    return tuple(found), memory.context()


def _onward(phrase: Phrase) -> Phrase:
    """The phrase whose last place, where it is one by number, means all from there on."""
    *before, place = phrase.members
    if isinstance(place, Range) or place.last.relation is not Relation.NUMBERED:
        return phrase
    last = replace(place.last, onward=True)
    open_place = replace(place, levels=(*place.levels[:-1], last))
    return phrase._replace(members=(*before, open_place))


class Grammar(Protocol):
    """How a language cites provisions; a module for each is one.

    It may also have ``named``, which says one level as its citations do (前条), for messages, and
    ``ONWARD``, which matches what makes the number before it the first of all that follow (以下),
    with ``ONWARD_SIGNS``, one of which its match begins with.
    """

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


def loose_numbers(
    text: str,
    language: str,
    taken: Sequence[tuple[int, int]] = (),
    mains: Container[str] | None = None,
) -> Iterator[tuple[int, int, Number]]:
    """What looks like the number of an article, but for what the ``taken`` stretches touch.

    With ``mains``, main numbers in decimal digits, those that begin with others may be left out.

    A grammar names the pattern as ``LOOSE``: ``main`` with ``branch`` and what is ``deeper``, or
    a number ``alone``, ``called`` by a word that is none of a level, or ``bare`` with marks behind
    it; one that has none finds nothing. ``LOOSE_SIGN`` is what each of its matches holds; where
    that is digits, they are all that stand together, and the first of them are the main number.
    """
    grammar = grammar_of(language)
    sign: re.Pattern[str] | None = getattr(grammar, "LOOSE_SIGN", None)
    if sign is not None and not any(
        _may_be_loose(*each.span(), each[0], taken, mains) for each in sign.finditer(text)
    ):
        return
    pattern: re.Pattern[str] | None = getattr(grammar, "LOOSE", None)
    for found in pattern.finditer(text) if pattern is not None else ():
        begin, end = found.span()
        if _touches(begin, end, taken):
            continue
        groups = found.groupdict()
        deeper = (groups.get("deeper") or "").split(".")
        only = groups.get("alone") or groups.get("called") or groups.get("bare")
        written = (only or groups["main"], groups["branch"], *deeper)
        values = tuple(read_plain(part)[0] for part in written if part)
        number = number_of(values)
        if number is not None:
            yield begin, end, number


def _may_be_loose(
    begin: int,
    end: int,
    sign: str,
    taken: Sequence[tuple[int, int]],
    mains: Container[str] | None,
) -> bool:
    """Whether the ``sign`` of a loose number may be one of those that are looked for."""
    if mains is not None and sign.isdecimal() and sign not in mains:
        return False
    return not any(start <= begin and end <= upto for start, upto in taken)


def _touches(begin: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < end and begin < upto for start, upto in taken)


@dataclass(frozen=True, slots=True)
class LooseMark:
    """What looks like a paragraph or an item of the article that the text stands in.

    ``mark`` is what is printed of it, without brackets; ``level`` is None where only that is known.
    """

    start: int
    end: int
    level: Level | None
    mark: str


_LOOSE_LEVELS: Final = {"項": Level.PARAGRAPH, "号": Level.ITEM}


def loose_marks(
    text: str, language: str, taken: Sequence[tuple[int, int]] = ()
) -> Iterator[LooseMark]:
    """What looks like a paragraph or an item of the same article, but for the ``taken`` stretches.

    A grammar names the pattern as ``LOOSE_INSIDE``: a ``number`` with the ``unit`` behind it, or
    a ``mark``.
    """
    pattern: re.Pattern[str] | None = getattr(grammar_of(language), "LOOSE_INSIDE", None)
    for found in pattern.finditer(text) if pattern is not None else ():
        groups = found.groupdict()
        kind = "mark" if groups["mark"] else "number"
        begin, end = found.start(kind), found.end("unit" if kind == "number" else kind)
        if not _touches(begin, end, taken):
            mark = normalize("NFKC", groups[kind]).strip("()")
            yield LooseMark(begin, end, _LOOSE_LEVELS.get(groups.get("unit") or ""), mark)


def number_behind(text: str, end: int, language: str) -> tuple[int, int, Number] | None:
    """A bare number that goes on with the list of a citation which ends at ``end``, but for it.

    A grammar names the pattern as ``TAIL``.
    """
    pattern: re.Pattern[str] | None = getattr(grammar_of(language), "TAIL", None)
    found = pattern.match(text, end) if pattern is not None else None
    if found is None:
        return None
    number = number_of((read_plain(found["number"])[0],))
    return (*found.span("number"), number) if number is not None else None


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
