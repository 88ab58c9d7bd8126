"""Each operation with its addresses as they are today.

An operation that replaces, deletes, splits or merges what was rewritten since stops: whoever
wrote it has not seen those words. One that puts a provision to another place, or changes words
that still stand in it, goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from typing import TypeVar, assert_never

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.carry.places import Lost, Places, members
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Operation,
    Print,
    Renumber,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
    Split,
)
from amendtool.amendments.operations.print_ import printed_now
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Chapter
from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass

Made = TypeVar("Made", Address, AddressRange)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An address that is another one now: the path of its field, and both as ranges."""

    path: str
    before: AddressRange
    after: AddressRange


@dataclass(slots=True)
class Carrier:
    """Carries operations over, and notes what moved and what is lost on the way."""

    places: Places
    moved: list[Carried] = field(default_factory=list)
    lost: list[Problem] = field(default_factory=list)
    _path: str = ""

    def amendment(self, amendment: Amendment) -> Amendment:
        """The amendment with its addresses of today; problems are in ``lost``."""
        operations = []
        for index, operation in enumerate(amendment.operations):
            self._path = f"operations[{index}]"
            operations.append(self._operation(operation))
        self._path = ""
        mentions = tuple(
            self._range(f"mentions[{index}]", written)
            for index, written in enumerate(amendment.mentions)
        )
        return replace(amendment, operations=tuple(operations), mentions=mentions)

    def _operation(self, operation: Operation) -> Operation:
        match operation:
            case Insert():
                return self._insert(operation)
            case Replace():
                return self._replace(operation)
            case ReplacePhrase():
                return replace(operation, target=self._one("replace", operation.target))
            case Restate():
                return self._restate(operation)
            case ReplaceThroughout():
                return replace(
                    operation,
                    target=self._range("replace", operation.target),
                    spared=tuple(self._range("except", each) for each in operation.spared),
                )
            case Delete():
                return replace(operation, target=self._gone("delete", operation.target))
            case Renumber(lapsed=True):
                return operation
            case Renumber():
                return replace(
                    operation,
                    target=self._range("renumber", operation.target),
                    to=self._proposed_range("to", operation.to),
                )
            case Move():
                return self._move(operation)
            case Split():
                return self._split(operation)
            case Merge():
                target = self._gone("merge", operation.target)
                first = operation.heir == operation.target.first
                heir = target.first if first else self._one("heir", operation.heir)
                to = self._proposed("into", operation.to)
                return replace(operation, target=target, heir=heir, to=to)
            case Print():
                self._same_page(operation)
                return operation
            case Retarget():
                return replace(
                    operation,
                    target=self._one("retarget", operation.target),
                    to=self._proposed("retarget", operation.to, inside=False),
                    within=self._maybe("in", operation.within),
                )
            case Keep() if operation.find is not None:
                return operation  # its place and its words follow the citation itself
            case Keep():
                return replace(
                    operation,
                    target=self._range("keep", operation.target),
                    within=self._maybe("in", operation.within),
                )
            case _:  # pragma: no cover
                assert_never(operation)

    def _same_page(self, operation: Print) -> None:
        """What is printed otherwise since stops whoever has not seen it."""
        then, now = (
            printed_now(each, operation.setting) for each in (self.places.then, self.places.now)
        )
        if then != now:
            with self._noting("print"):
                raise Lost(
                    code="base-rewritten",
                    story=say("{setting} is printed otherwise since", setting=operation.setting),
                )

    def _insert(self, operation: Insert) -> Insert:
        if operation.after is not None:
            after = self._one("insert", operation.after)
            target = after
        else:
            after, target = None, self._proposed("insert", operation.target)
        articles = tuple(
            replace(each, number=self._inserted_number(each, operation.target))
            for each in operation.articles
        )
        return replace(
            operation,
            target=target,
            after=after,
            articles=articles,
            chapter=self._chapter(operation.chapter),
            holds=self._holds(operation.holds),
            behind=self._behind(operation.behind),
        )

    def _inserted_number(self, article: Article, target: Address) -> Number | None:
        """The number of one of several articles that come into supplementary provisions."""
        return self._proposed("text", replace(target, article=article.number)).article

    def _replace(self, operation: Replace) -> Replace:
        target = self._one("replace", operation.target)
        if operation.body is not None or operation.heading is not None or operation.drop_heading:
            said = operation.target
            if operation.body is None and not said.heading:
                said, now = replace(said, heading=True), replace(target, heading=True)
            else:
                now = target
            with self._noting("replace"):
                self.places.require_same_words(said, now)
        return replace(operation, target=target, holds=self._holds(operation.holds))

    def _restate(self, operation: Restate) -> Restate:
        target = self._gone("restate", operation.target)
        text, first = operation.text, operation.target.first
        articles = tuple(
            replace(each, number=self._restated_number(each, first.supplementary))
            for each in text.articles
        )
        chapters = text.chapters
        if first.level == "chapter":
            at = {each.key: each for each in chapters}

            def numbers(chapter: Chapter) -> tuple[Number, ...]:
                inside = numbers(at[chapter.parent]) if chapter.parent else first.parent.chapters
                return (*inside, chapter.number)

            moved = {
                each.key: self._proposed("text", Address(chapters=numbers(each)), inside=False)
                for each in chapters
            }
            chapters = tuple(replace(each, number=moved[each.key].number) for each in chapters)
        text = replace(text, articles=articles, chapters=chapters)
        return replace(operation, target=target, text=text)

    def _restated_number(self, article: Article, supplementary: bool) -> Number | None:
        if article.number is None:
            return None
        address = Address(supplementary=supplementary, article=article.number)
        return self._proposed("text", address, inside=False).article

    def _move(self, operation: Move) -> Move:
        target = self._range("move", operation.target)
        with self._noting("move"):
            self.places.same_members(operation.target, target)
        to, after = operation.to, operation.after
        return replace(
            operation,
            target=target,
            to=None if to is None else self._proposed_range("to", to),
            after=None if after is None else self._one("after", after),
            chapter=self._chapter(operation.chapter),
            behind=self._behind(operation.behind),
        )

    def _split(self, operation: Split) -> Split:
        target = self._one("split", operation.target)
        with self._noting("split"):
            self.places.require_same_words(operation.target, target)
        parts = tuple(
            replace(
                part,
                at=self._proposed(f"into[{number}].article", part.at),
                holds=self._range(f"into[{number}].paragraphs", part.holds),
            )
            for number, part in enumerate(operation.parts)
        )
        heir = next(
            new.at
            for old, new in zip(operation.parts, parts, strict=True)
            if old.at == operation.heir
        )
        return replace(operation, target=target, parts=parts, heir=heir)

    # Fields

    def _gone(self, name: str, written: AddressRange) -> AddressRange:
        """A range whose provisions go: the same ones, with the same words."""
        found = self._range(name, written)
        with self._noting(name):
            self.places.same_members(written, found)
            if written.first == written.last:
                self.places.require_same_words(written.first, found.first)
            else:
                before = members(self.places.then, written)
                after = members(self.places.now, found)
                for one, other in zip(before, after, strict=True):
                    self.places.require_same_words(one, other)
        return found

    def _one(self, name: str, address: Address) -> Address:
        return self._carried(name, address, self.places.present)

    def _maybe(self, name: str, address: Address | None) -> Address | None:
        return None if address is None else self._one(name, address)

    def _range(self, name: str, written: AddressRange) -> AddressRange:
        return self._carried(name, written, self.places.several)

    def _proposed(self, name: str, address: Address, *, inside: bool = True) -> Address:
        return self._carried(
            name, address, lambda each: self.places.proposed_address(each, inside=inside)
        )

    def _proposed_range(self, name: str, written: AddressRange) -> AddressRange:
        return self._carried(
            name, written, lambda each: self.places.proposed_range(each, inside=True)
        )

    def _chapter(self, chapter: Address | None) -> Address | None:
        if chapter is None or chapter.level is None:
            return chapter
        return self._proposed("chapter", chapter, inside=False)

    def _behind(self, behind: Address | None) -> Address | None:
        if behind is None or behind.level is None:
            return behind
        return self._proposed("behind", behind)

    def _holds(self, holds: AddressRange | None) -> AddressRange | None:
        return None if holds is None else self._proposed_range("articles", holds)

    def _carried(self, name: str, value: Made, way: Callable[[Made], Made]) -> Made:
        path = f"{self._path}.{name}" if self._path else name
        found = value
        with self._noting(name):
            found = way(value)
        if found != value:
            before, after = (
                each if isinstance(each, AddressRange) else AddressRange(each, each)
                for each in (value, found)
            )
            self.moved.append(Carried(path=path, before=before, after=after))
        return found

    @contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        path = f"{self._path}.{name}" if self._path else name
        try:
            yield
        except Lost as lost:
            if all(each.place.path != path for each in self.lost):
                self.lost.append(
                    Problem(code=lost.code, message=lost.story, place=Place(path=path))
                )
