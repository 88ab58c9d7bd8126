"""Gestures: what a person does to one provision of the proposed articles, as a value.

A gesture is about the articles as an amendment leaves them so far, and names its provision by
key. What it makes of these articles is the wanted text; which operations say that is found out
in :mod:`amendtool.drafting.revision`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import (
    Article,
    Body,
    Charter,
    Provision,
    Status,
    goes_unnumbered,
    provisions_of,
)
from amendtool.articles.forms import departing, meant
from amendtool.articles.keys import make_key, opening
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import format_body, parse_body
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST: Final = Number.of(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword:
    """The provision at ``place`` is to read ``text``, as in print and without its own number."""

    place: Spot
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recaption:
    """The article ``key`` is to be headed ``heading``; '' takes its heading away."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A new provision behind the one at ``after``, of its level, with its text.

    An article has a ``heading``, which may be empty, and gets ``key``, or one made of its
    heading.
    """

    after: Spot
    text: str
    heading: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """The provision at ``place`` goes, with everything in it."""

    place: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocate:
    """The article ``key`` is to stand behind the article ``after``, in its chapter."""

    key: str
    after: str


Gesture: TypeAlias = Reword | Recaption | Add | Remove | Relocate


def print_of(body: Body, style: DraftingStyle) -> str:
    """The body of an article as it is edited: marks as in print, paragraphs on a line each.

    Where that would be read as something else, it is written as in a clause file.
    """
    written = "\n\n".join(format_body(body, style, fused=True))
    joined: list[str] = []
    for line in written.split("\n"):
        item = line.lstrip(" ").startswith("- ")
        if line and not item and joined and joined[-1]:
            joined[-1] += style.line_joint + line.lstrip(" ")
        else:
            joined.append(line.lstrip(" ").removeprefix("- ") if item else line)
    plain = "\n".join(joined)
    try:
        again = body_in(plain, style)
    except InputError:
        return written
    return plain if again == body_in(written, style) else written


def body_in(text: str, style: DraftingStyle) -> Body:
    """The body of an article that reads ``text``; InputError with every mistake in it."""
    return _read(text, style).body


def _read(
    text: str, style: DraftingStyle, *, depth: int = -1, first: Number | None = None
) -> Article:
    """What a text says, as an article of no name; from ``depth`` 0 on it is one provision."""
    one = depth >= 0
    text = text.replace("\r\n", "\n").strip("\n")
    clause, problems = parse_body(
        text,
        style,
        place=lambda line, column: Place(line=line, column=column),
        whole=not one,
        depth=max(depth, 0),
        first=first,
    )
    if problems:
        raise InputError(*problems)
    body = departing(clause.body, style, depth) if one else meant(clause.body, style)
    if not body and clause.status is Status.TEXT:
        raise InputError(
            Problem(
                code="provision-empty",
                message=say("the provision has no text"),
                hint=say("write its text, or delete the provision"),
            )
        )
    if one and (len(body) != 1 or isinstance(body[0], str)):
        raise InputError(
            Problem(
                code="one-provision",
                message=say("this is to be one provision, and the text holds several"),
                hint=say("edit the whole article to part it in several"),
            )
        )
    return Article(key="read", number=None, body=body, status=clause.status)


def gestured(charter: Charter, gesture: Gesture, style: DraftingStyle) -> Charter:
    """The articles as the gesture wants them; their numbers follow, their citations not yet.

    Raises InputError where there is no such provision, or the text says none.
    """
    match gesture:
        case Reword():
            article = _article(charter, gesture.place.key)
            return _with(charter, _reworded(article, gesture, style))
        case Recaption():
            article = _article(charter, gesture.key)
            return _with(charter, replace(article, heading=_heading(gesture.heading, style)))
        case Add():
            return _added(charter, gesture, style)
        case Remove() if gesture.place.paragraph is None:
            return _renumbered(charter, gesture.place.key, gesture.place.key, None, style)
        case Remove():
            article = _article(charter, gesture.place.key)
            body = _without(article.body, _path(gesture.place))
            if not body:
                raise InputError(_last_one())
            return _with(charter, replace(article, body=body))
        case Relocate():
            return _relocated(charter, gesture, style)


def keys_of(gesture: Gesture, before: Charter, after: Charter) -> frozenset[str]:
    """The keys of the articles that a gesture is about; a new article's own."""
    match gesture:
        case Reword() | Remove():
            return frozenset((gesture.place.key,))
        case Add() if gesture.after.paragraph is None:
            return frozenset(after.by_key().keys() - before.by_key().keys())
        case Add():
            return frozenset((gesture.after.key,))
        case _:
            return frozenset((gesture.key,))


def _heading(text: str, style: DraftingStyle) -> str | None:
    line = " ".join(text.split())
    bare = style.unbracketed(line) if line else None
    return (bare or line) or None


def _article(charter: Charter, key: str) -> Article:
    found = charter.by_key().get(key)
    if found is None:
        raise InputError(
            Problem(
                code="provision-gone",
                message=say("the proposed articles have no such provision any more"),
                hint=say("look at the page again: somebody else may have deleted it"),
            )
        )
    return found


def _last_one() -> Problem:
    return Problem(
        code="provision-empty",
        message=say("nothing would be left of the article"),
        hint=say("delete the article itself"),
    )


def _with(charter: Charter, article: Article) -> Charter:
    def row(articles: Sequence[Article]) -> tuple[Article, ...]:
        return tuple(article if each.key == article.key else each for each in articles)

    return replace(
        charter, articles=row(charter.articles), supplementary=row(charter.supplementary)
    )


# In an article


def _path(place: Spot) -> tuple[Number, ...]:
    assert place.paragraph is not None
    return (place.paragraph, *place.items)


def _reworded(article: Article, gesture: Reword, style: DraftingStyle) -> Article:
    if gesture.place.paragraph is None:
        read = _read(gesture.text, style)
        return replace(article, body=read.body, status=read.status)
    path = _path(gesture.place)

    def other(one: Provision) -> tuple[Provision, ...]:
        read = _read(gesture.text, style, depth=len(path) - 1, first=one.number)
        (said,) = provisions_of(read.body)
        return (replace(one, body=said.body),)

    return replace(article, body=_at(article.body, path, other))


def _without(body: Body, path: tuple[Number, ...]) -> Body:
    at = path[0]
    if len(path) == 1:
        row = provisions_of(body)
        if at not in [each.number for each in row]:
            raise InputError(_no_provision())
        rest = [each for each in body if isinstance(each, str) or each.number != at]
        return _in_turn(_joined(rest), [each.number for each in row])
    return _at(body, path[:1], lambda one: (replace(one, body=_without(one.body, path[1:])),))


def _joined(body: Sequence[str | Provision]) -> Body:
    """A body in which no two texts stand side by side."""
    found: list[str | Provision] = []
    for each in body:
        if isinstance(each, str) and found and isinstance(last := found[-1], str):
            found[-1] = f"{last}\n{each}"
        else:
            found.append(each)
    return tuple(found)


def _at(
    body: Body, path: tuple[Number, ...], change: Callable[[Provision], tuple[Provision, ...]]
) -> Body:
    """``body`` in which the provision at ``path`` is what ``change`` makes of it."""
    found: list[str | Provision] = []
    done = False
    for each in body:
        if isinstance(each, str) or each.number != path[0]:
            found.append(each)
            continue
        done = True
        if len(path) == 1:
            found += change(each)
        else:
            found.append(replace(each, body=_at(each.body, path[1:], change)))
    if not done:
        raise InputError(_no_provision())
    return tuple(found)


def _no_provision() -> Problem:
    return Problem(
        code="provision-gone",
        message=say("the proposed articles have no such provision any more"),
        hint=say("look at the page again: somebody else may have deleted it"),
    )


def _in_turn(body: Body, numbers: Sequence[Number]) -> Body:
    """The provisions of a row under the numbers of the row, in their order."""
    left = _endless([each for each in numbers if each.last])
    return tuple(
        each if isinstance(each, str) or not each.number.last else replace(each, number=next(left))
        for each in body
    )


def _endless(numbers: Sequence[Number]) -> Iterator[Number]:
    """The numbers of a row, and those that would come behind its last."""
    yield from numbers
    last = numbers[-1] if numbers else None
    while True:
        last = _FIRST if last is None else last.next()
        yield last


def _added(charter: Charter, gesture: Add, style: DraftingStyle) -> Charter:
    if gesture.after.paragraph is not None:
        article = _article(charter, gesture.after.key)
        path = _path(gesture.after)
        read = _read(gesture.text, style, depth=len(path) - 1)
        (said,) = provisions_of(read.body)
        body = _behind(article.body, path, said)
        return _with(charter, replace(article, body=body))
    before = _article(charter, gesture.after.key)
    heading = _heading(gesture.heading, style)
    read = _read(gesture.text, style)
    taken = [*charter.by_key(), *(each.key for each in (*charter.chapters, *charter.blocks))]
    text = next((line for line in gesture.text.split("\n") if line.strip()), "")
    made = Article(
        key=gesture.key or make_key(heading or opening(text), taken),
        number=before.number,
        heading=heading,
        body=read.body,
        status=read.status,
        chapter=before.chapter,
    )
    return _renumbered(charter, before.key, None, (before.key, made), style)


def _behind(body: Body, path: tuple[Number, ...], new: Provision) -> Body:
    if len(path) > 1:
        return _at(
            body, path[:1], lambda one: (replace(one, body=_behind(one.body, path[1:], new)),)
        )
    numbers = [each.number for each in provisions_of(body)]
    # The number is a place holder, which takes its turn below.
    found = _at(body, path, lambda one: (one, replace(new, number=one.number)))
    return _in_turn(found, numbers)


# Whole articles


def _renumbered(
    charter: Charter,
    beside: str,
    gone: str | None,
    came: tuple[str, Article] | None,
    style: DraftingStyle,
) -> Charter:
    """The articles without one and with another, under the numbers of the row in their order.

    The row is that of the article ``beside``.
    """
    _article(charter, beside)
    supplementary = charter.is_supplementary(beside)
    row = charter.supplementary if supplementary else charter.articles
    found: list[Article] = []
    for each in row:
        if each.key != gone:
            found.append(each)
        if came is not None and each.key == came[0]:
            found.append(came[1])
    numbered = _numbered(found, row, style)
    if supplementary:
        return replace(charter, supplementary=numbered)
    return replace(charter, articles=numbered)


def _numbered(
    row: Sequence[Article], before: Sequence[Article], style: DraftingStyle
) -> tuple[Article, ...]:
    """Each run of articles that are counted together, under the numbers that it had."""

    def run_of(number: Number) -> tuple[object, ...]:
        return (number.block, number.home if style.numbered_in_chapters else ())

    runs: dict[tuple[object, ...], list[Number]] = {}
    for each in before:
        if each.number is not None and not goes_unnumbered(each):
            runs.setdefault(run_of(each.number), []).append(each.number)
    left = {run: _endless(numbers) for run, numbers in runs.items()}
    return tuple(
        each
        if each.number is None or goes_unnumbered(each)
        else replace(each, number=next(left[run_of(each.number)]))
        for each in row
    )


def _relocated(charter: Charter, gesture: Relocate, style: DraftingStyle) -> Charter:
    if gesture.after == gesture.key:
        return charter
    moved, behind = _article(charter, gesture.key), _article(charter, gesture.after)
    if charter.is_supplementary(moved.key) != charter.is_supplementary(behind.key):
        raise InputError(
            Problem(
                code="move-elsewhere",
                message=say(
                    "an article does not move between the articles and the supplementary provisions"
                ),
                hint=say("delete it here, and insert it there"),
            )
        )
    number = behind.number if moved.number is not None and behind.number is not None else None
    moved = replace(moved, chapter=behind.chapter, number=number or moved.number)
    return _renumbered(charter, gesture.key, gesture.key, (gesture.after, moved), style)
