"""The marks of a draft: what says that a number is to be printed otherwise.

The operations on texts and numbers come first; they give every provision a mark, its own or that
of its neighbours. Where the edited text prints another one, a ``replace`` with ``mark`` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from amendtool.amendments.operations import Insert, Operation, Replace
from amendtool.articles.addresses import Address, Spot, address_of_article, address_of_chapter, find
from amendtool.articles.charter import Article, Body, Chapter, Charter, Provision, Status
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.values import dataclass

Owner = TypeVar("Owner", Article, Chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMark:
    """A number that comes out printed as ``made``, and that the edited text prints as ``wanted``.

    ``spot`` is where it stands in the proposed articles; ``key`` alone of an article or chapter.
    """

    key: str
    spot: Spot | None
    made: str
    wanted: str


def other_marks(made: Charter, wanted: Charter, style: DraftingStyle) -> Iterator[OtherMark]:
    """The numbers that two charters print otherwise, in the order in which they stand."""
    yield from _titles(made, wanted, style)
    theirs = wanted.by_key()
    for article in made.every_article():
        other = theirs.get(article.key)
        if other is None or other is article:
            continue
        marks = _label(article, style), _label(other, style)
        if marks[0] != marks[1]:
            yield OtherMark(key=article.key, spot=None, made=marks[0], wanted=marks[1])
        if article.body is not other.body:
            yield from _below(article.body, other.body, Spot(key=article.key), style, 0)


def _titles(made: Charter, wanted: Charter, style: DraftingStyle) -> Iterator[OtherMark]:
    theirs = {chapter.key: chapter for chapter in wanted.chapters}
    for chapter in made.chapters:
        other = theirs.get(chapter.key)
        if other is None:
            continue
        depths = (len(each.outer_chapters(chapter.key)) for each in (made, wanted))
        one, two = (
            style.printed_title(depth, each.form).told(each.number)
            for depth, each in zip(depths, (chapter, other), strict=True)
        )
        if one != two:
            yield OtherMark(key=chapter.key, spot=None, made=one, wanted=two)


def _label(article: Article, style: DraftingStyle) -> str:
    if article.number is None:
        return ""
    if article.status is Status.RESERVED:
        return style.placeholder(article.form).printed(article.number)
    return style.printed_article(article.form).told(article.number)


def _below(
    made: Body, wanted: Body, owner: Spot, style: DraftingStyle, depth: int
) -> Iterator[OtherMark]:
    for position, (one, other) in enumerate(zip(made, wanted, strict=False)):
        if isinstance(one, str) or isinstance(other, str) or one.number != other.number:
            continue
        first = not depth and not position
        marks = [mark_of(each, style, depth, first=first) for each in (one, other)]
        spot = owner.below(one.number)
        if marks[0] != marks[1]:
            yield OtherMark(key=owner.key, spot=spot, made=marks[0], wanted=marks[1])
        if one.items:
            yield from _below(one.body, other.body, spot, style, depth + 1)


def mark_of(each: Provision, style: DraftingStyle, depth: int, *, first: bool) -> str:
    """The number of a provision as it prints; '' for the first paragraph that prints none."""
    if first and each.form is None and each.number == Number.of(1):
        return ""
    form = style.printed_item(depth, each.form) if depth else style.printed_paragraph(each.form)
    return form.printed(each.number)


@dataclass(frozen=True)
class Marking:
    """The operations of a draft, to be completed with those that say marks.

    ``kept`` leads from the paragraphs and items of the present articles that are acted on to
    where they stand in the proposed ones; ``acted_on`` are the keys of those articles.
    """

    present: Charter
    operations: Sequence[Operation]
    kept: Mapping[Spot, Spot]
    acted_on: frozenset[str]

    @cached_property
    def before(self) -> Mapping[Spot, Spot]:
        """Where stood what stands in the proposed articles."""
        return {after: before for before, after in self.kept.items()}

    def with_marks(
        self, others: Sequence[OtherMark]
    ) -> tuple[tuple[Operation, ...], frozenset[int]]:
        """The operations that say these marks too, and the positions of those that do.

        What cannot be said of its mark is left as it is.
        """
        operations, said = self._said(others)
        return tuple(operations), frozenset(said)

    def saying(self, others: Sequence[OtherMark], positions: Collection[int]) -> set[OtherMark]:
        """Which of these marks the operations at some positions say."""
        _, said = self._said(others)
        return {other for at, other in said.items() if at in positions}

    def _said(self, others: Sequence[OtherMark]) -> tuple[list[Operation], dict[int, OtherMark]]:
        operations = list(self.operations)
        saying: dict[int, OtherMark] = {}
        for other in others:
            at = self._at_insert(operations, other)
            if at is not None:
                operations[at] = _with_mark(operations[at], other.wanted)
                saying[at] = other
                continue
            target = self._target(other)
            if target is None:
                continue
            at = _replacing(operations, target)
            if at is None:
                operations.append(Replace(target=target, mark=other.wanted))
                at = len(operations) - 1
            else:
                operations[at] = _with_mark(operations[at], other.wanted)
            saying[at] = other
        return operations, saying

    def _at_insert(self, operations: Sequence[Operation], other: OtherMark) -> int | None:
        """The position of the insert that brings an article or chapter, or one provision."""
        for at, operation in enumerate(operations):
            if not isinstance(operation, Insert):
                continue
            if other.spot is None:
                if operation.key == other.key:
                    return at
            elif operation.target.level in ("paragraph", "item"):
                owner = find(self.present, replace(operation.target, paragraph=None, items=()))
                if not isinstance(owner, Article) or owner.key != other.key:
                    continue
                target = operation.target
                stood = Spot(key=owner.key, paragraph=target.paragraph, items=target.items)
                within = stood.owner
                stands = self.kept.get(within, within).below(stood.number)
                if stands == other.spot and stands not in self.before:
                    return at
        return None

    def _target(self, other: OtherMark) -> Address | None:
        """The present address of what is to print another mark."""
        if other.spot is None:
            if any(chapter.key == other.key for chapter in self.present.chapters):
                return address_of_chapter(self.present, other.key)
            if other.key in self.present.by_key():
                return address_of_article(self.present, other.key)
            return None
        spot = self.before.get(other.spot)
        if spot is None:
            if other.key in self.acted_on:
                return None  # it is new, in a text that says its mark itself
            spot = other.spot
        if spot.key not in self.present.by_key():
            return None
        address = address_of_article(self.present, spot.key)
        return replace(address, paragraph=spot.paragraph, items=spot.items)


def _with_mark(operation: Operation, mark: str) -> Operation:
    if not isinstance(operation, Insert | Replace):
        raise TypeError("only what is inserted or replaced has a mark")
    return replace(operation, mark=mark)


def _replacing(operations: Sequence[Operation], target: Address) -> int | None:
    """The position of the operation that replaces the text of ``target``."""
    for at, operation in enumerate(operations):
        if isinstance(operation, Replace) and operation.target == target and operation.body:
            return at
    return None
