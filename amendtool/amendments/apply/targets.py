"""The provisions that operations name: whether they are there, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator

from amendtool.amendments.apply.gathered import Told
from amendtool.amendments.operations import Replace
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
    ancestors,
    find,
    siblings,
)
from amendtool.articles.charter import Article, Chapter, Charter, Status
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem


class Targets:
    """The present articles as operations look at them; mistakes gather in ``problems``."""

    def __init__(self, charter: Charter, style: DraftingStyle) -> None:
        self.charter = charter
        self.style = style
        self.problems: list[Problem] = []

    def provisions(self, target: AddressRange, told: Told[object], part: str) -> Iterator[Address]:
        """The present provisions from the first to the last of a range."""
        gone = [end for end in dict.fromkeys((target.first, target.last)) if self.absent(end)]
        for end in gone:
            self.missing(end, told, part)
        if gone:
            return
        if target.first.level is None:
            # The supplementary provisions, one by one.
            for article in self.charter.supplementary:
                yield address_of_article(self.charter, article.key)
            return
        for number in siblings(self.charter, target.first):
            if target.first.number <= number <= target.last.number:
                yield target.first.at(number)

    def absent(self, address: Address) -> bool:
        """Whether nothing stands at ``address``."""
        if address.level is None and self.charter.supplementary:
            return False
        return find(self.charter, address) is None

    def missing(self, address: Address, told: Told[object], part: str) -> bool:
        """Whether the target of an operation is not there; if so, it is noted."""
        found = find(self.charter, address)
        if found is None and address.level is None and self.charter.supplementary:
            self.problem(
                told.place(part), "target-numbered",
                f"{self.name(address)} are numbered articles", "name one of them",
            )  # fmt: skip
            return True
        if found is None:
            owner = address.parent if address.heading else address
            here = siblings(self.charter, owner) if owner.level else ()
            known = (
                f"there are {owner.at(here[0]).text(self.style)} to "
                f"{owner.at(here[-1]).text(self.style)}"
                if here
                else "`amendtool show` prints the present articles"
            )
            self.problem(
                told.place(part), "target-missing",
                f"{self.name(address)} does not stand in the present articles",
                f"addresses mean the present numbering; {known}",
            )  # fmt: skip
            return True
        if address.heading and isinstance(found, Article | Chapter) and found.heading is None:
            gains = isinstance(told.operation, Replace)
            if gains or (part == "delete" and isinstance(found, Chapter)):
                # A chapter without a heading can still be dissolved.
                return False
            self.problem(
                told.place(part), "target-missing",
                f"{self.name(address.parent)} has no heading",
                f"use `replace: {address.text(self.style)}` with `text:` to give it one",
            )  # fmt: skip
            return True
        return False

    def textless(self, address: Address, told: Told[object], part: str) -> bool:
        """Whether the text that an operation acts on is not held; if so, it is noted."""
        article = next(
            (
                found
                for each in ancestors(address)
                if isinstance(found := find(self.charter, each), Article)
            ),
            None,
        )
        if article is None or article.status is Status.TEXT:
            return False
        owner = address_of_article(self.charter, article.key)
        reserved = article.status is Status.RESERVED
        self.problem(
            told.place(part), "text-not-held",
            f"the text of {self.name(owner)} "
            + ("was deleted; only its number is kept" if reserved else "is not held here, only "
               "its number"),
            "replace the whole article with its full new text, or put its present text into "
            "its clause file first",
        )  # fmt: skip
        return True

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

    def name(self, address: Address) -> str:
        """The address in the style of the articles."""
        return address.text(self.style)

    def problem(self, place: Place, code: str, message: str, hint: str) -> None:
        """Note a mistake, once."""
        problem = Problem(code=code, message=message, hint=hint, place=place)
        if problem not in self.problems:
            self.problems.append(problem)
