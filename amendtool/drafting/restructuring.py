"""Gestures that a drafter has a word of his own for: split, merge, restate, move, mark, chapters.

A draft from an edited text finds none of these again. So each is said as the operations
that say it of the articles which an amendment proposes so far;
:mod:`amendtool.drafting.composition` says them to the present ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Operation,
    Part,
    Replace,
    Restate,
    Split,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import Article, Chapter, Charter, Provision, goes_unnumbered
from amendtool.articles.keys import make_key
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.printed import format_printed, read_printed
from amendtool.drafting.gestures import branch_behind, heading_in
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST: Final = Number.of(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitArticle:
    """From its paragraph ``at`` on, the article ``key`` becomes another one behind it.

    That one has the ``heading``, which may be empty, and the key ``new``, or one made of its
    heading.
    """

    key: str
    at: Number
    heading: str = ""
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeArticles:
    """The article ``key`` and the one behind it become one, with the heading of the first.

    ``heading`` gives it another one.
    """

    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestateText:
    """The article or the chapter ``key`` gets a new text as a whole, as it stands in print."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintNumber:
    """The number of the provision at ``place`` is printed as ``mark`` says; '' prints none."""

    place: Spot
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveProvision:
    """The paragraph or item at ``place`` goes behind another one of its level, anywhere."""

    place: Spot
    after: Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChapter:
    """A new chapter, beside that of the article ``first``, over it and what is behind it there."""

    first: str
    heading: str
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetitleChapter:
    """The chapter ``key`` is to be headed ``heading``."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveChapter:
    """The heading of the chapter ``key`` goes, and its articles join the chapter before it."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveChapter:
    """The chapter ``key`` goes with everything in it."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveChapter:
    """The chapter ``key`` goes behind the chapter ``after`` beside it, with its articles."""

    key: str
    after: str


Restructuring: TypeAlias = (
    SplitArticle
    | MergeArticles
    | RestateText
    | PrintNumber
    | MoveProvision
    | AddChapter
    | RetitleChapter
    | DissolveChapter
    | RemoveChapter
    | MoveChapter
)


def operations_of(
    change: Restructuring, charter: Charter, style: DraftingStyle
) -> Sequence[Operation]:
    """What a change says of the articles ``charter``, in their numbers.

    Raises InputError where there is no such provision, and where it has nothing to say.
    """
    match change:
        case SplitArticle():
            return (_split(charter, change, style),)
        case MergeArticles():
            return (_merge(charter, change, style),)
        case RestateText():
            return (_restate(charter, change, style),)
        case PrintNumber():
            return (Replace(target=address_at(charter, change.place), mark=change.mark.strip()),)
        case MoveProvision():
            return (_move(charter, change),)
        case AddChapter():
            return (_chapter(charter, change, style),)
        case RetitleChapter():
            address = replace(_address_of_chapter(charter, change.key), heading=True)
            heading = heading_in(change.heading, style)
            return (Replace(target=address, heading=heading, drop_heading=heading is None),)
        case DissolveChapter():
            address = replace(_address_of_chapter(charter, change.key), heading=True)
            return (Delete(target=AddressRange(address, address)),)
        case RemoveChapter():
            address = _address_of_chapter(charter, change.key)
            return (Delete(target=AddressRange(address, address)),)
        case MoveChapter():
            address = _address_of_chapter(charter, change.key)
            after = _address_of_chapter(charter, change.after)
            return (Move(target=AddressRange(address, address), after=after),)


def superseded_by(change: Restructuring, charter: Charter) -> frozenset[str]:
    """The keys of what gets a new text, or goes, as a whole: what else is said of it is void."""
    match change:
        case RestateText() | RemoveChapter():
            return frozenset((change.key, *(each.key for each in articles_in(charter, change.key))))
        case DissolveChapter():
            return frozenset((change.key,))
        case _:
            return frozenset()


def articles_in(charter: Charter, chapter: str) -> tuple[Article, ...]:
    """The articles of a chapter and of the sections in it, in their order."""
    ways = charter.ways_in()
    return tuple(
        each
        for each in charter.articles
        if each.chapter is not None and any(one.key == chapter for one in ways[each.chapter])
    )


def printed_whole(charter: Charter, key: str, style: DraftingStyle) -> str:
    """The article or chapter as it stands in print, numbers and captions with it: to be restated.

    InputError where there is none of this key.
    """
    article = charter.by_key().get(key)
    if article is not None:
        return format_printed(Charter(articles=(replace(article, chapter=None),)), style)
    _address_of_chapter(charter, key)
    row = articles_in(charter, key)
    chapters = [each for each in charter.chapters if _is_in(charter, each, key)]
    inner = tuple(replace(each, parent=None) if each.key == key else each for each in chapters)
    return format_printed(Charter(articles=row, chapters=inner), style)


def _is_in(charter: Charter, chapter: Chapter, key: str) -> bool:
    return any(each.key == key for each in charter.outer_chapters(chapter.key))


def address_at(charter: Charter, place: Spot) -> Address:
    """The address of a provision by where it stands; InputError where nothing does."""
    address = replace(
        _address_of_article(charter, place.key), paragraph=place.paragraph, items=place.items
    )
    if place.paragraph is not None and find(charter, address) is None:
        raise InputError(gone())
    return address


def gone() -> Problem:
    """The problem of a provision that is not there any more."""
    return Problem(
        code="provision-gone",
        message=say("the proposed articles have no such provision any more"),
        hint=say("look at the page again: somebody else may have deleted it"),
    )


def _address_of_article(charter: Charter, key: str) -> Address:
    try:
        return address_of_article(charter, key)
    except KeyError:
        raise InputError(gone()) from None


def _address_of_chapter(charter: Charter, key: str) -> Address:
    if all(each.key != key for each in charter.chapters):
        raise InputError(gone())
    return address_of_chapter(charter, key)


def _article(charter: Charter, key: str) -> Article:
    found = charter.by_key().get(key)
    if found is None:
        raise InputError(gone())
    return found


def _keys(charter: Charter) -> list[str]:
    return [*charter.by_key(), *(each.key for each in (*charter.chapters, *charter.blocks))]


# -- of articles ----------------------------------------------------------------------------------


def _split(charter: Charter, change: SplitArticle, style: DraftingStyle) -> Split:
    article = _article(charter, change.key)
    numbers = [each.number for each in article.paragraphs]
    if change.at not in numbers[1:] or article.number is None or goes_unnumbered(article):
        raise InputError(
            Problem(
                code="split-unclear",
                message=say("an article is split in front of one of its later paragraphs"),
                hint=say("choose the paragraph with which the new article begins"),
            )
        )
    target = address_of_article(charter, change.key)
    new = branch_behind(charter, article) or target.at(article.number.next())
    heading = heading_in(change.heading, style)
    at = numbers.index(change.at)

    def holds(first: Number, last: Number) -> AddressRange:
        return AddressRange(replace(target, paragraph=first), replace(target, paragraph=last))

    key = change.new or make_key(heading or _opening(article.paragraphs[at]), _keys(charter))
    return Split(
        target=target,
        parts=(
            Part(at=target, holds=holds(numbers[0], numbers[at - 1])),
            Part(at=new, holds=holds(numbers[at], numbers[-1]), key=key, heading=heading),
        ),
        heir=target,
    )


def _opening(provision: Provision) -> str:
    return provision.text or next((each.text for each in provision.items), "")


def _merge(charter: Charter, change: MergeArticles, style: DraftingStyle) -> Merge:
    target = _address_of_article(charter, change.key)
    row = charter.supplementary if target.supplementary else charter.articles
    at = next(at for at, each in enumerate(row) if each.key == change.key)
    last = row[at + 1] if at + 1 < len(row) else None
    if last is None or goes_unnumbered(last) or goes_unnumbered(row[at]) or last.number is None:
        raise InputError(
            Problem(
                code="merge-heir",
                message=say("no article with a number stands behind it"),
                hint=say("merge the article before with it"),
            )
        )
    return Merge(
        target=AddressRange(target, address_of_article(charter, last.key)),
        to=target,
        heir=target,
        heading=heading_in(change.heading, style),
    )


def _restate(charter: Charter, change: RestateText, style: DraftingStyle) -> Restate:
    article = charter.by_key().get(change.key)
    if article is None:
        target = _address_of_chapter(charter, change.key)
        home = target.chapters[-1].parts if style.numbered_in_chapters else ()
    else:
        target = address_of_article(charter, change.key)
        home = target.article.home if target.article else ()
    outer = Number(home) if style.numbered_in_chapters and home else None
    text, problems = read_printed(
        change.text.replace("\r\n", "\n").strip("\n"),
        style,
        place=lambda line, column: Place(line=line, column=column),
        chapter=outer,
    )
    if problems:
        raise InputError(*problems)
    if not text.articles:
        raise InputError(
            Problem(
                code="provision-empty",
                message=say("the provision has no text"),
                hint=say("write its text, or delete the provision"),
            )
        )
    return Restate(target=AddressRange(target, target), text=text)


def _move(charter: Charter, change: MoveProvision) -> Move:
    target, after = address_at(charter, change.place), address_at(charter, change.after)
    if change.place == change.after or target.level != after.level:
        raise InputError(
            Problem(
                code="move-level",
                message=say("a provision moves behind another one of its level"),
                hint=say("choose a paragraph for a paragraph, an item for an item"),
            )
        )
    return Move(target=AddressRange(target, target), after=after)


# -- of chapters ----------------------------------------------------------------------------------


def _chapter(charter: Charter, change: AddChapter, style: DraftingStyle) -> Insert:
    first = _article(charter, change.first)
    target = _address_of_article(charter, change.first)
    if target.supplementary or first.number is None:
        raise InputError(
            Problem(
                code="insert-level",
                message=say("a chapter stands over articles with numbers"),
                hint=say("choose the article with which the new chapter begins"),
            )
        )
    heading = heading_in(change.heading, style)
    row = [each for each in charter.articles if each.chapter == first.chapter]
    last = row[-1]
    at = Address(chapters=(_FIRST,))
    if first.chapter is not None:
        around = address_of_chapter(charter, first.chapter)
        at = around.at(around.number.next()) if row[0].key != first.key else around
    key = change.new or make_key(heading or change.first, _keys(charter))
    holds = AddressRange(target, address_of_article(charter, last.key))
    return Insert(target=at, key=key, heading=heading, holds=holds)
