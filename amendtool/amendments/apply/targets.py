"""What an operation names, and whether it stands in the present articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from amendtool.amendments.numbering import Numbering
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
    alike,
    ancestors,
    block_row,
    find,
    numbered_siblings,
    siblings,
)
from amendtool.articles.charter import Article, Chapter, Charter, Status
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import FIRST_BLOCK, block_titles
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass

Op = TypeVar("Op", covariant=True)


@dataclass(frozen=True, slots=True)
class OperationAt(Generic[Op]):
    """An operation and its position in the amendment, for messages."""

    index: int
    operation: Op

    def place(self, part: str = "") -> Place:
        """The place of the operation, or of one part of it: ``operations[2].find``."""
        return Place(path=f"operations[{self.index}]" + (f".{part}" if part else ""))

    def problem(self, part: str, code: str, message: str, hint: str) -> Problem:
        """A mistake of the operation, or of one part of it."""
        return Problem(code=code, message=message, hint=hint, place=self.place(part))

    def unchanged(self, name: str) -> Problem:
        """The mistake of an operation that changes nothing of what has this name."""
        return self.problem(
            "", "no-change", say("{name} would stay as it is", name=name),
            say("leave the operation out, or mend its text"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Targets:
    """The present articles, as the operations of an amendment look at them.

    ``numbering`` is the policy of the amendment, for operations that say none themselves.
    """

    charter: Charter
    style: DraftingStyle
    numbering: Numbering = Numbering.SHIFT

    def name(self, address: Address) -> str:
        """The address in the style of the articles."""
        return address.text(self.style)

    def absent(self, address: Address) -> bool:
        """Whether nothing stands at ``address``, or nobody can say which of several is meant."""
        if address.level is None and self.charter.supplementary and not address.block:
            return False
        if address.level is None and address.block == FIRST_BLOCK:
            return not self.charter.in_block(None)
        if address.level is None and address.block:
            return address.block not in block_titles(self.charter.blocks).values()
        return find(self.charter, address) is None or bool(alike(self.charter, address))

    def provisions(self, target: AddressRange, *, everything: bool = False) -> tuple[Address, ...]:
        """The present provisions from the first to the last of a range.

        What has no number between them goes with its neighbour, and is left out but where
        ``everything`` is asked for.
        """
        if target.first.level is None:
            # The supplementary provisions, one by one.
            every = self.charter.supplementary
            row = block_row(self.charter, target.first) if target.first.block else every
            return tuple(address_of_article(self.charter, article.key) for article in row)
        numbers = siblings(self.charter, target.first)
        first, last = target.first.number, target.last.number
        if first in numbers and last in numbers:
            between = numbers[numbers.index(first) : numbers.index(last) + 1]
        else:
            between = tuple(number for number in numbers if first <= number <= last)
        if not everything and first != last:
            own = numbered_siblings(self.charter, target.first)
            between = tuple(number for number in between if number in own)
        return tuple(target.first.at(number) for number in between)

    def inside(self, address: Address) -> Iterator[Address]:
        """The chapters and articles that stand in a chapter."""
        chapter = find(self.charter, address)
        if not isinstance(chapter, Chapter):
            return
        for other in self.charter.chapters:
            outer = self.charter.outer_chapters(other.key)
            if other.key != chapter.key and chapter in outer:
                yield address_of_chapter(self.charter, other.key)
        for article in self.charter.articles:
            if chapter in self.charter.outer_chapters(article.chapter):
                yield address_of_article(self.charter, article.key)

    # What is wrong with a target, or None

    def ends_missing(
        self, target: AddressRange, at: OperationAt[object], part: str
    ) -> tuple[Problem, ...]:
        """The problems of a range whose ends are not there."""
        ends = dict.fromkeys((target.first, target.last))
        found = [self.missing(end, at, part) for end in ends if self.absent(end)]
        if not found and target.first != target.last and target.first.level is not None:
            first, last = target.first.number.parts, target.last.number.parts
            numbers = numbered_siblings(self.charter, target.first)
            between = [number for number in numbers if first <= number.parts <= last]
            if between != [each.number for each in self.provisions(target)]:
                found.append(self._out_of_turn(target, at, part))
        return tuple(problem for problem in found if problem is not None)

    def _out_of_turn(self, target: AddressRange, at: OperationAt[object], part: str) -> Problem:
        return at.problem(
            part,
            "target-unclear",
            say(
                "{target} do not stand in the order of their numbers",
                target=target.text(self.style),
            ),
            say("name them one by one, each in an operation of its own"),
        )

    def missing(
        self, address: Address, at: OperationAt[object], part: str, *, gives_heading: bool = False
    ) -> Problem | None:
        """The problem of a target that is not there.

        ``gives_heading`` says that the operation gives a heading to what has none.
        """
        found = find(self.charter, address)
        if several := alike(self.charter, address):
            return self.unclear(several, at, part)
        whole = address.level is None and not self.absent(address)
        if found is None and whole and self.charter.supplementary:
            return at.problem(
                part,
                "target-numbered",
                say("{name} are numbered articles", name=self.name(address)),
                say("name one of them"),
            )
        if found is None:
            owner = address.parent if address.heading else address
            here = siblings(self.charter, owner) if owner.level else ()
            hint = say(
                "addresses mean the present numbering; `amendtool show` prints the present articles"
            )
            if len(here) == 1:
                hint = say(
                    "addresses mean the present numbering; there is only {name}",
                    name=self.name(owner.at(here[0])),
                )
            elif here:
                hint = say(
                    "addresses mean the present numbering; there are {first} to {last}",
                    first=self.name(owner.at(here[0])),
                    last=self.name(owner.at(here[-1])),
                )
            return at.problem(
                part, "target-missing",
                say("{name} does not stand in the present articles", name=self.name(address)),
                hint,
            )  # fmt: skip
        headless = isinstance(found, Article | Chapter) and found.heading is None
        # A chapter without a heading can still be dissolved.
        dissolved = part == "delete" and isinstance(found, Chapter)
        if address.heading and headless and not (gives_heading or dissolved):
            return at.problem(
                part, "target-missing",
                say("{name} has no heading", name=self.name(address.parent)),
                say("use `replace: {name}` with `text:` to give it one", name=self.name(address)),
            )  # fmt: skip
        return None

    def unclear(self, several: Sequence[Address], at: OperationAt[object], part: str) -> Problem:
        """The problem of a target that does not say which of ``several`` it is."""
        named = [self.name(each) for each in several]
        return at.problem(
            part,
            "target-unclear",
            say(
                "{name} stands {count} times in the present articles",
                name=self.name(several[0].at(several[0].number.printed)),
                count=len(several),
            ),
            say("say which one: {names}", names=say(" or ").join(named)),
        )

    def unclear_list(self, target: Address, at: OperationAt[object]) -> Problem:
        """The problem of a new number that may go on with one of several lists."""
        first, second = (self.name(target.at(target.number.again(nth))) for nth in (1, 2))
        return at.problem(
            "insert",
            "target-unclear",
            say("{name} would go on with one of several lists", name=self.name(target)),
            say(
                "say which one: {first} or {second}; or name what it comes after",
                first=first,
                second=second,
            ),
        )

    def textless(self, address: Address, at: OperationAt[object], part: str) -> Problem | None:
        """The problem of an operation on a text that is not held.

        A placeholder, and an article of which only the number is known, can be moved,
        deleted or replaced as a whole; nothing inside of it can be named.
        """
        found = (find(self.charter, each) for each in ancestors(address))
        article = next((each for each in found if isinstance(each, Article)), None)
        if article is None or article.status is Status.TEXT:
            return None
        owner = address_of_article(self.charter, article.key)
        name = self.name(owner)
        message = say("the text of {name} is not held here, only its number", name=name)
        if article.status is Status.RESERVED:
            message = say("the text of {name} was deleted; only its number is kept", name=name)
        return at.problem(
            part,
            "text-not-held",
            message,
            say(
                "replace the whole article with its full new text, or put its present text "
                "into its clause file first"
            ),
        )
