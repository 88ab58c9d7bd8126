"""Quoted words that are read as others: 「第7条」とあるのは「第8条」と読み替える.

The first quotation is of a provision that the sentence cites. Where it is found there word for
word, it follows as the words there do, and what is put in its place, which is read there too,
follows as a citation that stands there. So nobody is asked about what the articles themselves
prove; what is not found there is a question, one for all quotations of a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article
from amendtool.articles.references.parser import quotations
from amendtool.articles.references.reference import Category, Doubt, Edit, Reference
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_SAID = compiled(
    r"[」』](?:とあ(?:るのは|り)|を、?[「『][^」』]*[」』]と?に?読み?替)"
    r"|[”\"’],? (?:shall be (?:read|construed|taken)|is (?:to be )?(?:read|construed|taken)|reads?)"
    r" (?:as|to mean)\b"
)
_PUT_IN = compiled(
    r"とあるのは、?(?:それぞれ)?[「『]\Z"
    r"|を、?[「『]\Z"
    r"|(?:read|construed|taken) (?:as|to mean)(?: a reference to)?:? [“\"‘]\Z"
)
_SEVERAL = compiled(r"これらの規定(?:[（(][^（）()]*[）)])?中")
_DIGIT = compiled(r"[0-9０-９〇一二三四五六七八九十百千]")
_BRANCH = compiled(r"[のノ.-][0-9０-９〇一二三四五六七八九十百千]")
_REACH = 24


@dataclass(frozen=True, slots=True)
class QuotedFrom:
    """Where quoted words stand in a provision that is cited, and how they are written then.

    ``edits`` are counted from the first of the words.
    """

    standing: Standing
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text of the proposed articles with the edits that its own references ask for."""

    standing: Standing
    text: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """A quotation of a text: its words, or those put in their place, and where they are from."""

    start: int
    end: int
    put_in: bool
    source: QuotedFrom | None


def is_quoted(reference: Reference) -> bool:
    """Whether the reference stands in quoted words that may be these articles'."""
    return reference.category is Category.QUOTED and reference.doubt is Doubt.QUOTED


def readings(
    text: str,
    references: Sequence[Reference],
    cited: Callable[[Reference], Sequence[SourceText]],
) -> Iterator[QuotedWords]:
    """The quotations of a text that are read as others, or in their place.

    ``cited`` gives the texts of the provisions that a reference means.
    """
    quotes = quotations(text)
    last: QuotedFrom | None = None
    for start, end in quotes.spans if quotes is not None else ():
        put_in = _PUT_IN.search(text, max(0, start - _REACH), start) is not None
        if put_in:
            yield QuotedWords(start, end, True, last)
        elif _SAID.match(text, end):
            last = _source(text, start, end, references, cited)
            yield QuotedWords(start, end, False, last)
        else:
            last = None


def _source(
    text: str,
    start: int,
    end: int,
    references: Sequence[Reference],
    cited: Callable[[Reference], Sequence[SourceText]],
) -> QuotedFrom | None:
    """Where the quoted words are from, or None where the cited provisions do not prove it."""
    before = [
        each for each in references if each.end <= start and each.category is not Category.QUOTED
    ]
    # 会社法第309条中「第20条」 are words of that law; これらの規定 may be any of those before.
    asked = before if _SEVERAL.search(text, 0, start) else before[-1:]
    if not before or any(each.category is not Category.INTERNAL for each in asked):
        return None
    words = text[start:end]
    found = [
        source
        for each in before
        if each.category is Category.INTERNAL
        for place in cited(each)
        for source in _occurrences(place, words)
    ]
    results = {source.edits for source in found}
    return found[0] if len(results) == 1 else None


def _occurrences(place: SourceText, words: str) -> Iterator[QuotedFrom]:
    at = place.text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _cuts_a_number(place.text, at, end):
            inner = tuple(
                (first - at, last - at, new)
                for first, last, new in place.edits
                if at <= first and last <= end
            )
            across = any(
                first < end and at < last and not (at <= first and last <= end)
                for first, last, _ in place.edits
            )
            if not across:
                yield QuotedFrom(place.standing, inner)
        at = place.text.find(words, at + 1)


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    """Whether 第5条 is only the beginning of 第5条の2, or 5条 the end of 15条."""
    if start and _DIGIT.match(text[start]) and _DIGIT.match(text[start - 1]):
        return True
    last = text[end - 1 : end]
    if _DIGIT.match(last) and end < len(text) and _DIGIT.match(text[end]):
        return True
    return bool(_BRANCH.match(text, end)) and (last in "条項号" or bool(_DIGIT.match(last)))


def texts_at(article: Article, spot: Spot) -> Iterator[tuple[Standing, str]]:
    """The texts of an article that stand in one of its provisions."""
    for standing, text in texts_of(article):
        here = standing.spot
        if spot.paragraph is None or (
            here.paragraph == spot.paragraph and here.items[: len(spot.items)] == spot.items
        ):
            yield standing, text


def one_question(asked: Sequence[tuple[Reference, Problem]], text: str, name: str) -> Problem:
    """The question about all quoted words of a text that are asked about.

    ``name`` is the proposed provision that they stand in.
    """
    if len(asked) == 1:
        return asked[0][1]
    first, last = asked[0][0], asked[-1][0]
    words = list(dict.fromkeys(each.text for each, _ in asked))
    told = say(", ").join(say("{words!r}", words=each) for each in words[:4])
    if len(words) > 4:
        told = say("{names} and {count} more", names=told, count=len(words) - 4)
    return replace(
        asked[0][1],
        message=say(
            "{name} quotes words of articles that move or go, {words}, and the "
            "provisions that it cites do not have them so",
            name=name,
            words=told,
        ),
        hint=say(
            "where the words are to stay, add `- keep: {name}` with `find: {text}`, or with "
            "a part of it; else write them anew in a `replace` with find and with",
            name=name,
            text=text[first.start : last.end],
        ),
    )
