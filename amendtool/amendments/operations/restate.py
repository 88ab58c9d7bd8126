"""Restate: articles, or a chapter with all that stands in it, get a new text as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE, named
from amendtool.amendments.file.fields import ANY_TEXT, Field, Given, Kind, Written
from amendtool.amendments.file.scalars import block
from amendtool.amendments.operations.common import COMMON, NO_DATES, TEXT, Dates
from amendtool.articles.addresses import AddressRange
from amendtool.articles.charter import Article, Charter
from amendtool.articles.forms import meant
from amendtool.articles.numbers import Number
from amendtool.articles.text.clause import parse_body
from amendtool.articles.text.printed import UNSAID, format_printed, opens, read_printed
from amendtool.messages import say
from amendtool.values import dataclass

RESTATE: Final = Field(
    "restate", RANGE, "Gives articles, or a chapter with its articles, a new text as a whole."
)


def _read(given: Given, name: str) -> Charter | None:
    """The articles of a text; one article may stand there without its number."""
    scalar, target = given.scalar(name), given.target
    if scalar is None or target is None or given.text(name) is None:
        return None
    if target.level == "article" and not opens(scalar.value, given.style):
        clause, problems = parse_body(scalar.value, given.style, place=scalar.places_in_text())
        given.problems.extend(problems)
        if problems:
            return None
        body = meant(clause.body, given.style)
        article = target.article.local if target.article else None
        one = Article(key=UNSAID, number=article, body=body, status=clause.status)
        return Charter(articles=(one,))
    home = target.article.home if target.article else ()
    outer = Number(home) if given.style.numbered_in_chapters and home else None
    charter, problems = read_printed(
        scalar.value, given.style, place=scalar.places_in_text(), chapter=outer
    )
    given.problems.extend(problems)
    return None if problems else charter


RESTATED_TEXT: Final = Kind[Charter](
    read=_read,
    write=lambda value, style: block(format_printed(value, style)),
    schema=ANY_TEXT,
    shape=lambda value: (
        tuple((each.number, each.parent) for each in value.chapters),
        tuple((each.number, each.status, each.chapter) for each in value.articles),
    ),
)
_TEXT: Final = TEXT.of(RESTATED_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restate:
    """The articles of ``target``, or the chapter, become those of ``text``.

    ``text`` holds them as they are printed, under their proposed numbers; its keys mean nothing.
    They are matched with the present ones by caption and text: what goes on keeps its key and its
    history, the rest is new, and what is not in the text any more is deleted. ``keys`` are the
    keys of its chapters and articles, in their order, where another edition has matched them.
    """

    target: AddressRange
    text: Charter
    dates: Dates = NO_DATES
    remark: str | None = None
    keys: tuple[str, ...] | None = field(default=None, repr=False)

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (RESTATE, TEXT, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Restate | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target = given[RESTATE]
        if target is None:
            return None
        first = target.first
        several = first.level == "chapter" and target.first != target.last
        if first.level not in ("article", "chapter") or first.heading or several:
            owner = say("several chapters") if several else named(first, given.style)
            given.problem(
                given.place(RESTATE),
                "restate-level",
                say("{owner} cannot be restated", owner=owner),
                say(
                    "name one chapter, an article or a range of articles; what stands in an "
                    "article is replaced: `replace:`"
                ),
            )
            return None
        text = given.at(first)[_TEXT]
        if text is None:
            given.missing(TEXT, say("what is restated needs its new text"))
            return None
        return cls(target=target, text=text)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield RESTATE(self.target)
        yield _TEXT(self.text)
