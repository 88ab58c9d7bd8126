"""Operations by the provision they act on, and those that get in each other's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from amendtool.amendments.operations import (
    Amendment,
    Delete,
    Insert,
    Numbering,
    Renumber,
    Replace,
    ReplacePhrase,
)
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
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem

Op = TypeVar("Op", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[Op]):
    """An operation and its position in the amendment, for messages."""

    index: int
    operation: Op

    def place(self, part: str = "") -> Place:
        """The place of the operation, or of one part of it: ``operations[2].find``."""
        return Place(path=f"operations[{self.index}]" + (f".{part}" if part else ""))


@dataclass(slots=True)
class Gathered:
    """The operations by the present address that they act on."""

    deletes: dict[Address, Told[Delete]] = field(default_factory=dict)
    reserves: dict[Address, Told[Delete]] = field(default_factory=dict)
    moves: dict[Address, tuple[Number, Told[Renumber]]] = field(default_factory=dict)
    replaces: dict[Address, Told[Replace]] = field(default_factory=dict)
    headings: dict[Address, Told[Replace]] = field(default_factory=dict)
    holds: list[tuple[Address, Told[Replace]]] = field(default_factory=list)
    """Chapters that an operation gives other articles."""
    phrases: list[Told[ReplacePhrase]] = field(default_factory=list)
    inserts: dict[tuple[str, Address], list[Told[Insert]]] = field(default_factory=dict)
    """By level and container."""
    sections: dict[Address, list[Told[Insert]]] = field(default_factory=dict)
    """Inserted sections by the proposed address of the chapter that they stand in."""
    fills: dict[int, Address] = field(default_factory=dict)
    """By position of the insert, the placeholder whose place it takes."""
    block: Told[Insert] | None = None
    """The supplementary provisions, inserted as plain paragraphs without a number."""
    acting: dict[Address, set[int]] = field(default_factory=dict)
    """By article or chapter, the positions of the operations that act on it or inside it."""
    problems: list[Problem] = field(default_factory=list)


def gather(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Gathered:
    """Every operation under the address it acts on; all mistakes are in ``problems``."""
    gathering = _Gathering(charter, amendment, style)
    gathering.run()
    return gathering.result


class _Gathering:
    def __init__(self, charter: Charter, amendment: Amendment, style: DraftingStyle) -> None:
        self.charter = charter
        self.amendment = amendment
        self.style = style
        self.result = Gathered()
        self.touched: list[tuple[Address, Told[object]]] = []
        self.dissolved: dict[Address, Told[Delete]] = {}
        """Chapters whose heading alone is deleted."""
        self.pairs: set[tuple[int, int]] = set()
        """Operations that are known to get in each other's way."""

    def run(self) -> None:
        if not self.amendment.operations:
            self._problem(
                Place(path="operations"), "no-operations", "the amendment has no operations",
                "write at least one: insert, replace, delete or renumber",
            )  # fmt: skip
        for index, operation in enumerate(self.amendment.operations):
            match operation:
                case Insert():
                    self._insert(Told(index, operation))
                case Replace():
                    self._replace(Told(index, operation))
                case ReplacePhrase():
                    self._phrase(Told(index, operation))
                case Delete():
                    self._delete(Told(index, operation))
                case Renumber():
                    self._renumber(Told(index, operation))
        for (level, container), inserts in self.result.inserts.items():
            self._fill_placeholders(level, container, inserts)
        self._block()
        self._dissolved()
        self._overlaps()

    # One operation

    def _insert(self, told: Told[Insert]) -> None:
        operation = told.operation
        level = operation.target.level
        if level is None:
            if self.result.block is not None:
                self._twice(operation.target, self.result.block, told)
            self.result.block = told
            return
        container = operation.target.parent
        if operation.after is not None and self._missing(operation.after, told, "insert"):
            return
        in_provision = level in ("paragraph", "item")
        if in_provision and (
            self._missing(container, told, "insert") or self._textless(container, told, "insert")
        ):
            return
        if level == "chapter" and container.level:
            outer = operation.chapter
            if outer is None and self._absent(container):
                outer = container
            if outer is not None:
                self.result.sections.setdefault(outer, []).append(told)
                return
        never = {"paragraph": (Numbering.BRANCH, Numbering.RESERVE), "item": (Numbering.RESERVE,)}
        if operation.numbering in never.get(level, ()):
            self._problem(
                told.place("numbering"), "numbering-level",
                f"a new {level} cannot be numbered by `{operation.numbering}`; the others move on",
                "leave `numbering` out",
            )  # fmt: skip
        if level == "paragraph" and operation.target.number.branches:
            self._problem(
                told.place("insert"), "paragraph-branch",
                "a paragraph has no branch number",
                f"insert {self._name(operation.target.at(_plain_next(operation.target)))}; the "
                "others move on",
            )  # fmt: skip
        row = self.result.inserts.setdefault((level, container), [])
        for other in row:
            if operation.after is not None and other.operation.after == operation.after:
                first, second = sorted((other, told), key=lambda each: each.index)
                self._problem(
                    second.place("insert"), "insert-order",
                    f"operations[{first.index}] and operations[{second.index}] both insert right "
                    f"after {self._name(operation.after)}",
                    "name the numbers that they get: the order of operations means nothing",
                )  # fmt: skip
        row.append(told)
        if in_provision:
            self._touch(container, told)

    def _fill_placeholders(
        self, level: str, container: Address, inserts: list[Told[Insert]]
    ) -> None:
        """With the numbering ``reserve`` an insert takes the place of a placeholder."""
        if level not in ("chapter", "article"):
            return
        for told in inserts:
            operation = told.operation
            if (operation.numbering or self.amendment.numbering) is not Numbering.RESERVE:
                continue
            after = operation.after
            target = operation.target if after is None else after.at(after.number.next())
            standing = find(self.charter, target)
            if isinstance(standing, Article) and standing.status is Status.RESERVED:
                for other in (
                    self.result.deletes.get(target),
                    self.result.moves[target][1] if target in self.result.moves else None,
                ):
                    if other is not None:
                        self._twice(target, other, told)
                delete = Delete(target=AddressRange(target, target), numbering=Numbering.SHIFT)
                self.result.deletes[target] = Told(told.index, delete)
                self.result.fills[told.index] = target
            elif standing is not None and target not in self.result.deletes:
                self._problem(
                    told.place("insert"), "number-in-use",
                    f"{self._name(target)} is in force, so nothing can be inserted in its place",
                    "name a number that is kept as a placeholder, or use `numbering: shift`",
                )  # fmt: skip

    def _block(self) -> None:
        """Supplementary provisions without a number stand alone."""
        told = self.result.block
        if told is None:
            return
        for article in self.charter.supplementary:
            address = address_of_article(self.charter, article.key)
            if address not in self.result.deletes:
                self._problem(
                    told.place("insert"), "number-in-use",
                    f"{self._name(told.operation.target)} are there already",
                    "delete them too, or insert an article or a paragraph of them",
                )  # fmt: skip
                break
        for (_, container), inserts in self.result.inserts.items():
            if container == told.operation.target:
                self._twice(container, inserts[0], told)

    def _replace(self, told: Told[Replace]) -> None:
        operation = told.operation
        target = operation.target
        if self._missing(target, told, "replace"):
            return
        new_heading = operation.heading is not None or operation.drop_heading
        if new_heading:
            owner = target.parent if target.heading else target
            if owner.level not in ("article", "chapter"):
                self._problem(
                    told.place("heading"), "heading-misplaced",
                    f"{self._name(target)} has no heading of its own",
                    "only articles and chapters have headings",
                )  # fmt: skip
                return
            address = Address(
                supplementary=owner.supplementary,
                chapters=owner.chapters,
                article=owner.article,
                heading=True,
            )
            if address in self.result.headings:
                self._twice(address, self.result.headings[address], told)
            self.result.headings[address] = told
            self._touch(address, told)
        if operation.holds is not None:
            self.result.holds.append((target, told))
            self._acts(target, told)
        if operation.body is None and operation.status is Status.TEXT:
            return
        if target.level == "chapter":
            self._problem(
                told.place("text"), "chapter-text", "a chapter has a heading but no text",
                "replace the articles in it",
            )  # fmt: skip
            return
        in_provision = target.level in ("paragraph", "item")
        if in_provision and self._textless(target.parent, told, "replace"):
            return
        if target in self.result.replaces:
            self._twice(target, self.result.replaces[target], told)
        self.result.replaces[target] = told
        self._touch(target, told)

    def _phrase(self, told: Told[ReplacePhrase]) -> None:
        target = told.operation.target
        if self._missing(target, told, "replace"):
            return
        if not target.heading and self._textless(target, told, "find"):
            return
        if target.level == "chapter" and not target.heading:
            self._problem(
                told.place("replace"), "phrase-level",
                "a phrase is replaced in one article at a time",
                f"name the article, or {self._name(replace(target, heading=True))}",
            )  # fmt: skip
            return
        self.result.phrases.append(told)
        self._touch(target, told)

    def _delete(self, told: Told[Delete]) -> None:
        operation = told.operation
        first = operation.target.first
        if first.heading:
            if not self._missing(first, told, "delete"):
                self._delete_heading(first, told)
            return
        numbering = operation.numbering or self.amendment.numbering
        keeps = numbering is not Numbering.SHIFT
        if keeps and first.level not in ("article", "chapter"):
            if operation.numbering is not None:
                self._problem(
                    told.place("numbering"), "numbering-level",
                    f"{self._name(first)} leaves no placeholder; what follows it closes up",
                    f"leave `numbering` out, or replace its text by {self.style.reserved_label}",
                )  # fmt: skip
            keeps = False
        for address in self._run(operation.target, told, "delete"):
            for each in (address, *self._inside(address)):
                table = self.result.reserves if keeps else self.result.deletes
                if each in self.result.deletes or each in self.result.reserves:
                    other = self.result.deletes.get(each) or self.result.reserves[each]
                    self._twice(each, other, told)
                table[each] = told
                self._touch(each, told)

    def _delete_heading(self, target: Address, told: Told[Delete]) -> None:
        """The heading of a chapter goes with the chapter itself, whose articles stay."""
        owner = target.parent
        if owner.level == "chapter":
            if owner in self.result.deletes:
                self._twice(owner, self.result.deletes[owner], told)
            self.dissolved[owner] = told
            self.result.deletes[owner] = told
            self._touch(owner, told)
            return
        heading = Told(told.index, Replace(target=target, drop_heading=True))
        self._replace(heading)

    def _dissolved(self) -> None:
        """A chapter that goes without its articles leaves no section behind."""
        for owner, told in self.dissolved.items():
            inner = [a for a in self._inside(owner) if a.level == "chapter"]
            if any(section not in self.result.deletes for section in inner):
                self._problem(
                    told.place("delete"), "chapter-with-sections",
                    f"{self._name(owner)} has sections, which would stand in no chapter",
                    "delete the headings of its sections too",
                )  # fmt: skip

    def _inside(self, address: Address) -> Iterator[Address]:
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

    def _renumber(self, told: Told[Renumber]) -> None:
        operation = told.operation
        first, to_first = operation.target.first, operation.to.first
        if to_first.parent != first.parent or to_first.level != first.level:
            self._problem(
                told.place("to"), "renumber-elsewhere",
                f"{operation.to.text(self.style)} stands elsewhere than "
                f"{operation.target.text(self.style)}",
                "a renumbering stays at its level and place; name the present "
                f"{first.parent.text(self.style) or 'articles'} in `to` as well",
            )  # fmt: skip
            return
        present = [address.number for address in self._run(operation.target, told, "renumber")]
        if not present:
            return
        proposed = _in_step(present, operation) or _in_order(present, operation)
        if proposed is None:
            self._problem(
                told.place("to"), "renumber-length",
                f"{operation.target.text(self.style)} and {operation.to.text(self.style)} are not "
                f"equally many: there are {len(present)} to renumber",
                _expected_range(present, to_first, self.style),
            )  # fmt: skip
            return
        for old, new in proposed:
            address = first.at(old)
            if old == new:
                self._problem(
                    told.place("to"), "no-change",
                    f"{self._name(address)} has this number already", "leave it out",
                )  # fmt: skip
                return
            if address in self.result.moves:
                self._twice(address, self.result.moves[address][1], told)
            self.result.moves[address] = (new, told)
            self._acts(address, told)

    # What operations need

    def _run(self, target: AddressRange, told: Told[object], part: str) -> Iterator[Address]:
        """The present provisions from the first to the last of a range."""
        gone = [end for end in dict.fromkeys((target.first, target.last)) if self._absent(end)]
        for end in gone:
            self._missing(end, told, part)
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

    def _absent(self, address: Address) -> bool:
        if address.level is None and self.charter.supplementary:
            return False
        return find(self.charter, address) is None

    def _missing(self, address: Address, told: Told[object], part: str) -> bool:
        found = find(self.charter, address)
        if found is None and address.level is None and self.charter.supplementary:
            self._problem(
                told.place(part), "target-numbered",
                f"{self._name(address)} are numbered articles", "name one of them",
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
            self._problem(
                told.place(part), "target-missing",
                f"{self._name(address)} does not stand in the present articles",
                f"addresses mean the present numbering; {known}",
            )  # fmt: skip
            return True
        if address.heading and isinstance(found, Article | Chapter) and found.heading is None:
            gains = isinstance(told.operation, Replace)
            if gains or (part == "delete" and isinstance(found, Chapter)):
                # A chapter without a heading can still be dissolved.
                return False
            self._problem(
                told.place(part), "target-missing",
                f"{self._name(address.parent)} has no heading",
                f"use `replace: {address.text(self.style)}` with `text:` to give it one",
            )  # fmt: skip
            return True
        return False

    def _textless(self, address: Address, told: Told[object], part: str) -> bool:
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
        self._problem(
            told.place(part), "text-not-held",
            f"the text of {self._name(owner)} "
            + ("was deleted; only its number is kept" if reserved else "is not held here, only "
               "its number"),
            "replace the whole article with its full new text, or put its present text into "
            "its clause file first",
        )  # fmt: skip
        return True

    def _touch(self, address: Address, told: Told[object]) -> None:
        """Note that an operation changes what stands at ``address``."""
        self.touched.append((address, told))
        self._acts(address, told)

    def _acts(self, address: Address, told: Told[object]) -> None:
        owner = Address(
            supplementary=address.supplementary,
            chapters=address.chapters,
            article=address.article,
        )
        self.result.acting.setdefault(owner, set()).add(told.index)

    def _overlaps(self) -> None:
        """Two operations on one text: a whole and a part of it, or twice the same whole."""
        whole: dict[Address, Told[object]] = {}
        whole.update(self.result.deletes)
        whole.update(self.result.reserves)
        whole.update(self.result.replaces)
        whole.update(self.result.headings)
        moved = [(address, told) for address, (_, told) in self.result.moves.items()]
        for address, told in (*self.touched, *moved):
            for outer in ancestors(address):
                other = whole.get(outer)
                if other is None or other.index == told.index:
                    continue
                if outer in self.dissolved and address.chapters != outer.chapters:
                    # The sections of a chapter are dissolved for themselves.
                    continue
                # A new heading goes beside a new text, a new number beside all that stays.
                if isinstance(told.operation, Renumber):
                    harmless = outer == address and outer not in self.result.deletes
                else:
                    text = isinstance(other.operation, Replace)
                    harmless = text and address.heading and outer == address.parent
                if not harmless:
                    self._twice(outer, other, told)

    def _twice(self, address: Address, one: Told[object], other: Told[object]) -> None:
        first, second = sorted((one, other), key=lambda told: told.index)
        if (first.index, second.index) in self.pairs:
            return
        self.pairs.add((first.index, second.index))
        self._problem(
            second.place(), "operations-overlap",
            f"operations[{first.index}] and operations[{second.index}] both act on "
            f"{self._name(address)}",
            "all operations happen at once: join the two into one",
        )  # fmt: skip

    def _name(self, address: Address) -> str:
        return address.text(self.style)

    def _problem(self, place: Place, code: str, message: str, hint: str) -> None:
        problem = Problem(code=code, message=message, hint=hint, place=place)
        if problem not in self.result.problems:
            self.result.problems.append(problem)


def _in_step(present: Sequence[Number], operation: Renumber) -> list[tuple[Number, Number]] | None:
    """Every number moved by the same step, so that old gaps stay; branches follow their stem."""
    first, last = operation.target.first.number, operation.target.last.number
    to_first, to_last = operation.to.first.number, operation.to.last.number
    depth = len(first.parts)
    step = to_first.last - first.last

    def moved(number: Number) -> Number | None:
        if number.parts[: depth - 1] != first.stem:
            return None
        return Number((*to_first.stem, number.parts[depth - 1] + step, *number.parts[depth:]))

    if moved(last) != to_last or any(moved(number) is None for number in present):
        return None
    return [
        (number, new)
        for number in present
        if len(number.parts) == depth and (new := moved(number)) is not None
    ]


def _in_order(present: Sequence[Number], operation: Renumber) -> list[tuple[Number, Number]] | None:
    """The numbers of ``to`` one by one, when they are as many."""
    to_first, to_last = operation.to.first.number, operation.to.last.number
    if to_first.stem != to_last.stem or to_last.last - to_first.last + 1 != len(present):
        return None
    return [
        (number, Number((*to_first.stem, to_first.last + position)))
        for position, number in enumerate(present)
    ]


def _expected_range(present: Sequence[Number], to_first: Address, style: DraftingStyle) -> str:
    last = to_first.number.last + len(present) - 1
    wanted = to_first.at(Number((*to_first.number.stem, last)))
    return f"expected {AddressRange(to_first, wanted).text(style)}"


def _plain_next(target: Address) -> Number:
    return Number.of(target.number.main + 1)
