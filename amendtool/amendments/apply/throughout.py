"""Where a phrase stands in many provisions at once: the words, the texts, and what is left over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
    ancestors,
)
from amendtool.articles.charter import Body, Charter
from amendtool.articles.references.text_location import Standing
from amendtool.articles.text.variants import as_it_stands
from amendtool.values import dataclass

_FIRST_CJK = "\u2e80"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasePlaces:
    """Where one phrase was replaced throughout, and where it still stands.

    ``replaced`` are places of the present articles, ``left`` of the proposed ones, with the word
    that holds it there, written otherwise or longer: ``Directors`` for the phrase ``director``.
    """

    operation: int
    find: str
    substitute: str
    replaced: tuple[tuple[Address, int], ...]
    left: tuple[tuple[Address, str, int], ...]


def occurrences(text: str, find: str, *, whole_words: bool = False) -> list[int]:
    """Where ``find`` begins in ``text``, from the left and apart from each other.

    With ``whole_words`` no letter or figure goes on before or behind it, where the script parts
    its words by spaces.
    """
    starts: list[int] = []
    position = text.find(find) if find else -1
    while position >= 0:
        end = position + len(find)
        if not whole_words or not (_goes_on(text, position) or _goes_on(text, end)):
            starts.append(position)
            position = text.find(find, end)
        else:
            position = text.find(find, position + 1)
    return starts


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on between two characters."""
    return 0 < at < len(text) and _of_word(text[at - 1]) and _of_word(text[at])


def _of_word(char: str) -> bool:
    plain = unicodedata.normalize("NFKC", char)[:1]
    return plain.isalnum() and plain < _FIRST_CJK


def outwards(address: Address) -> Iterator[Address]:
    """Under which addresses an operation may act on a text; a heading only under its own."""
    return iter((address,)) if address.heading else ancestors(address)


def texts_at(charter: Charter) -> Iterator[tuple[Address, Standing, str]]:
    """Every text of the chapters and articles, with its provision, or the heading that it is."""
    for chapter in charter.chapters:
        if chapter.heading is not None:
            slot = Standing(spot=Spot(key=chapter.key), part="heading")
            address = replace(address_of_chapter(charter, chapter.key), heading=True)
            yield address, slot, chapter.heading
    for article in charter.every_article():
        address, spot = address_of_article(charter, article.key), Spot(key=article.key)
        if article.heading is not None:
            slot = Standing(spot=spot, part="heading")
            yield replace(address, heading=True), slot, article.heading
        yield from _texts(article.body, address, spot)


def _texts(body: Body, address: Address, spot: Spot) -> Iterator[tuple[Address, Standing, str]]:
    slot = Standing(spot=spot)
    for each in body:
        if isinstance(each, str):
            yield address, slot, each
            continue
        slot = Standing(spot=spot, after=each.number)
        if address.paragraph is None:
            below = replace(address, paragraph=each.number)
        else:
            below = address.item(each.number)
        yield from _texts(each.body, below, spot.below(each.number))


def left_over(
    charter: Charter, find: str, fresh: Mapping[Standing, Sequence[tuple[int, int]]]
) -> tuple[tuple[Address, str, int], ...]:
    """Where ``find`` still stands, in any capitals and in longer words, and the words around it.

    A typographic variant of it is told as well.

    ``fresh`` says, by text, where words stand that an operation put in; they are meant so.
    """
    pattern = re.compile(re.escape(find), re.IGNORECASE)
    counts: dict[tuple[Address, str], int] = {}
    for address, slot, text in texts_at(charter):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(begin <= start and end <= stop for begin, stop in fresh.get(slot, ())):
                continue
            place = address, _word_around(text, start, end)
            counts[place] = counts.get(place, 0) + 1
        other = as_it_stands(find, text)
        if other is not None and other.casefold() != find.casefold():
            counts[address, other] = counts.get((address, other), 0) + 1
    return tuple((*place, count) for place, count in counts.items())


def _word_around(text: str, start: int, end: int) -> str:
    """The words between two characters, with what goes on before and behind them."""
    while start > 0 and _one_word(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _one_word(text[end - 1], text[end]):
        end += 1
    return text[start:end]


def _one_word(one: str, other: str) -> bool:
    if _of_word(one) or _of_word(other):
        return _of_word(one) and _of_word(other)
    return _is_kanji(one) and _is_kanji(other)


def _is_kanji(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "々"
