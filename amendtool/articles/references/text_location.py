"""Where a text stands in the articles: every text of an article, and putting new ones back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Provision
from amendtool.articles.numbers import Number
from amendtool.values import dataclass

Part = Literal["heading", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One text: its provision, and which of the texts of the provision it is.

    Of the texts of its body, ``after`` is the number of the provision that it stands behind;
    None for the text that the body begins with.
    """

    spot: Spot
    part: Part = "text"
    after: Number | None = None


def texts_of(article: Article) -> Iterator[tuple[Standing, str]]:
    """Every text of an article with where it stands, in reading order."""
    spot = Spot(key=article.key)
    if article.heading is not None:
        yield Standing(spot=spot, part="heading"), article.heading
    yield from _texts(article.body, spot)


def _texts(body: Body, spot: Spot) -> Iterator[tuple[Standing, str]]:
    after: Number | None = None
    for each in body:
        if isinstance(each, str):
            yield Standing(spot=spot, after=after), each
        else:
            after = each.number
            yield from _texts(each.body, spot.below(after))


def with_texts(article: Article, texts: Mapping[Standing, str]) -> Article:
    """The article with other texts where ``texts`` has some; the same value without any."""
    if not texts:
        return article
    spot = Spot(key=article.key)
    heading = texts.get(Standing(spot=spot, part="heading"), article.heading)
    return replace(article, heading=heading, body=_with_texts(article.body, spot, texts))


def _with_texts(body: Body, spot: Spot, texts: Mapping[Standing, str]) -> Body:
    after: Number | None = None
    found: list[str | Provision] = []
    for each in body:
        if isinstance(each, str):
            found.append(texts.get(Standing(spot=spot, after=after), each))
        else:
            after = each.number
            inner = _with_texts(each.body, spot.below(after), texts)
            found.append(each if inner is each.body else replace(each, body=inner))
    same = all(new is old for new, old in zip(found, body, strict=True))
    return body if same else tuple(found)


# Where the characters of an article stand in its clause file: line and column.
#
# A clause file holds the texts of its article in reading order, with markers between them and
# with other white space. So the texts are found again by their characters alone.


class Placing:
    """The places of one article's texts in its file."""

    def __init__(self, article: Article, content: str) -> None:
        """``content`` is the text of the clause file, with LF line ends."""
        self._marks: list[tuple[int, int]] = []
        squeezed: list[str] = []
        for line, text in enumerate(content.split("\n"), 1):
            for column, char in enumerate(text, 1):
                if not _is_space(char):
                    squeezed.append(char)
                    self._marks.append((line, column))
        self._squeezed = "".join(squeezed)
        self._starts: Mapping[Standing, tuple[tuple[int, int], ...]] = dict(self._found(article))

    def _found(self, article: Article) -> list[tuple[Standing, tuple[tuple[int, int], ...]]]:
        """By text, for each of its lines its offset in the text and in the squeezed file."""
        found: list[tuple[Standing, tuple[tuple[int, int], ...]]] = []
        position = 0
        for standing, text in texts_of(article):
            starts: list[tuple[int, int]] = []
            offset = 0
            for line in text.split("\n"):
                squeezed = "".join(char for char in line if not _is_space(char))
                at = self._squeezed.find(squeezed, position)
                if at >= 0:
                    starts.append((offset, at))
                    position = at + len(squeezed)
                offset += len(line) + 1
            found.append((standing, tuple(starts)))
        return found

    def place(self, standing: Standing, text: str, offset: int) -> tuple[int, int] | None:
        """Line and column, both from 1, of a character of ``text``, which stands there."""
        starts = [start for start in self._starts.get(standing, ()) if start[0] <= offset]
        if not starts:
            return None
        line_start, at = starts[-1]
        before = sum(not _is_space(char) for char in text[line_start:offset])
        return self._marks[at + before] if at + before < len(self._marks) else None


def _is_space(char: str) -> bool:
    return char in " \t\r\f\v\n"
