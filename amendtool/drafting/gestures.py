"""Gestures: what a person does to one provision of the proposed articles, as a value.

A gesture is about the articles as an amendment leaves them so far, and names its provision by
key. What it makes of these articles is the wanted text; which operations say that is found out
in :mod:`amendtool.drafting.revision`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.apply.renumber import Arrival, Departure, settle
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import Delete, Insert, Move, Operation
from amendtool.articles.addresses import Address, AddressRange, Spot, address_of_article
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
from amendtool.errors import NOWHERE, InputError, Place, Problem
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
    written = "\n\n".join(format_body(body, style))
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
            return with_article(charter, _reworded(article, gesture, style))
        case Recaption():
            article = _article(charter, gesture.key)
            return with_article(
                charter, replace(article, heading=heading_in(gesture.heading, style))
            )
        case Add():
            return _added(charter, gesture, style)
        case Remove() if gesture.place.paragraph is None:
            return _removed(charter, _article(charter, gesture.place.key), style)
        case Remove():
            article = _article(charter, gesture.place.key)
            body = _without(article.body, _path(gesture.place))
            if not body:
                raise InputError(_last_one())
            return with_article(charter, replace(article, body=body))
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


def heading_in(text: str, style: DraftingStyle) -> str | None:
    """The heading that a line says, without its brackets; None where it says none."""
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


def with_article(charter: Charter, article: Article) -> Charter:
    """The articles in which the one of this key is ``article``."""

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
        return _joined(_settled(body, None, at, gone=True))
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


def _settled(body: Body, came: Provision | None, at: Number, gone: bool) -> Body:
    """``body`` without its provision ``at``, or with ``came`` behind it, numbered as shifts do.

    Numbers that were there before and are not reached stay: gaps, branches under their stem. In
    a row that does not count upwards each place keeps its number.
    """
    row = [each.number for each in provisions_of(body)]
    rest = [each for each in body if isinstance(each, str) or not gone or each.number != at]
    if came is not None:
        rest.insert(next(i for i, each in enumerate(rest) if _is(each, at)) + 1, came)
    if row != sorted(set(row)) or any(not number.last for number in row):
        return _in_turn(rest, row)
    branch = came is not None and at.branch() in row
    settlement = settle(
        row,
        departures={at: Departure(place=NOWHERE)} if gone else {},
        moves={},
        arrivals=[
            Arrival(
                token=None,
                after=at,
                numbering=Numbering.BRANCH if branch else Numbering.SHIFT,
                place=NOWHERE,
            )
        ]
        if came is not None
        else [],
        name=str,
        any_start=True,
    )
    return tuple(
        each
        if isinstance(each, str)
        else replace(
            each,
            number=settlement.arrived[None] if each is came else settlement.stayed[each.number],
        )
        for each in rest
    )


def _is(part: str | Provision, number: Number) -> bool:
    return not isinstance(part, str) and part.number == number


def _in_turn(body: Sequence[str | Provision], numbers: Sequence[Number]) -> Body:
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
        return with_article(charter, replace(article, body=body))
    before = _article(charter, gesture.after.key)
    heading = heading_in(gesture.heading, style)
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
    if _is_unnumbered(before):
        return _with_row(charter, before.key, lambda row: _placed(row, made, before.key))
    after, branch = address_of_article(charter, before.key), branch_behind(charter, before)
    come = Insert(
        target=branch or after,
        after=None if branch else after,
        key=made.key,
        heading=heading,
        body=read.body,
        status=read.status,
        numbering=Numbering.SHIFT,
    )
    return _in_order(_told(charter, come, style), charter, made, before.key)


def _behind(body: Body, path: tuple[Number, ...], new: Provision) -> Body:
    if len(path) > 1:
        return _at(
            body, path[:1], lambda one: (replace(one, body=_behind(one.body, path[1:], new)),)
        )
    if path[0] not in [each.number for each in provisions_of(body)]:
        raise InputError(_no_provision())
    return _settled(body, new, path[0], gone=False)


# Whole articles: the engine numbers them, as it will when the operation is applied


def _told(charter: Charter, operation: Operation, style: DraftingStyle) -> Charter:
    """What one operation makes of the articles, but for citations, which follow later."""
    told = Amendment(name="gesture", operations=(operation,), follow=False)
    return apply(charter, told, style).proposed


def _is_unnumbered(article: Article) -> bool:
    return article.number is None or goes_unnumbered(article)


def branch_behind(charter: Charter, article: Article) -> Address | None:
    """Where the next article is the first branch of this one, the address of that branch.

    What comes between the two takes its number, and moves it on.
    """
    row = charter.supplementary if charter.is_supplementary(article.key) else charter.articles
    keys = [each.key for each in row]
    behind = row[keys.index(article.key) + 1 :]
    follows = next((each.number for each in behind if each.number is not None), None)
    if article.number is None or follows is None or follows.stem != article.number.parts:
        return None
    return address_of_article(charter, article.key).at(follows)


def _removed(charter: Charter, article: Article, style: DraftingStyle) -> Charter:
    if _is_unnumbered(article):
        return _with_row(charter, article.key, lambda row: _placed(row, article, None))
    target = address_of_article(charter, article.key)
    gone = Delete(target=AddressRange(target, target), numbering=Numbering.SHIFT)
    return _in_order(_told(charter, gone, style), charter, article, None)


def _in_order(told: Charter, charter: Charter, article: Article, behind: str | None) -> Charter:
    """``told``, once it is seen that the other articles stand as they did.

    Branches follow their stem, so that an article may not go where it is wanted, or not alone.
    """
    beside = behind or article.key
    row = charter.supplementary if charter.is_supplementary(beside) else charter.articles
    found = told.supplementary if charter.is_supplementary(beside) else told.articles
    if [each.key for each in found] != [each.key for each in _placed(row, article, behind)]:
        raise InputError(
            Problem(
                code="move-elsewhere",
                message=say("articles with branch numbers would move along with this one"),
                hint=say("choose another place, or edit the operations themselves"),
            )
        )
    return told


def _placed(row: Sequence[Article], article: Article, behind: str | None) -> tuple[Article, ...]:
    """The row with an article behind another, or without it."""
    rest = [each for each in row if each.key != article.key]
    if behind is not None:
        rest.insert(next(i for i, each in enumerate(rest) if each.key == behind) + 1, article)
    return tuple(rest)


def _with_row(
    charter: Charter, beside: str, change: Callable[[Sequence[Article]], tuple[Article, ...]]
) -> Charter:
    if charter.is_supplementary(beside):
        return replace(charter, supplementary=change(charter.supplementary))
    return replace(charter, articles=change(charter.articles))


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
    if _is_unnumbered(moved):
        moved = replace(moved, chapter=behind.chapter)
        return _with_row(charter, moved.key, lambda row: _placed(row, moved, behind.key))
    if _is_unnumbered(behind):
        raise InputError(
            Problem(
                code="move-elsewhere",
                message=say("an article with a number does not move behind one without"),
                hint=say("choose another place, or edit the operations themselves"),
            )
        )
    row = charter.supplementary if charter.is_supplementary(moved.key) else charter.articles
    if list(row) == list(_placed(row, moved, behind.key)):
        return charter
    target = address_of_article(charter, moved.key)
    # A branch is named by the number that its stem has when the article has left.
    rest = _removed(charter, moved, style)
    branch = branch_behind(rest, _article(rest, behind.key))
    go = Move(
        target=AddressRange(target, target),
        to=AddressRange(branch, branch) if branch else None,
        after=None if branch else address_of_article(charter, behind.key),
        numbering=Numbering.SHIFT,
    )
    return _in_order(_told(charter, go, style), charter, moved, behind.key)
