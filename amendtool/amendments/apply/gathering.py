"""Operations by the provision they act on, and those that get in each other's way."""

from __future__ import annotations

from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.gathered import Gathered, Told
from amendtool.amendments.apply.pairing import expected, pairs
from amendtool.amendments.apply.sections import number_problems
from amendtool.amendments.apply.splitting import Splitting
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Numbering,
    Renumber,
    Replace,
    ReplacePhrase,
    Split,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    find,
)
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place


def gather(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Gathered:
    """Every operation under the address it acts on; all mistakes are in ``problems``."""
    gathering = _Gathering(charter, amendment, style)
    gathering.run()
    return gathering.result


class _Gathering(Splitting):
    def run(self) -> None:
        if not self.amendment.operations:
            self.problem(
                Place(path="operations"), "no-operations", "the amendment has no operations",
                "write at least one: insert, replace, delete, renumber, move, split or merge",
            )  # fmt: skip
        if self.style.numbered_in_chapters:
            self.problems += number_problems(self.amendment, self.charter, self.style)
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
                case Move():
                    self.move(Told(index, operation))
        for index, operation in enumerate(self.amendment.operations):
            # Which paragraphs there are to take is known when the others are.
            match operation:
                case Split():
                    self.split(Told(index, operation))
                case Merge():
                    self.merge(Told(index, operation))
        for (level, container), inserts in self.result.inserts.items():
            self._fill_placeholders(level, container, inserts)
        self._block()
        self._dissolved()
        self.spared()
        self.landing_free()
        self.overlaps()

    # One operation

    def _insert(self, told: Told[Insert]) -> None:
        operation = told.operation
        level = operation.target.level
        if level is None:
            if self.result.block is not None:
                self.twice(operation.target, self.result.block, told)
            self.result.block = told
            return
        container = operation.target.parent
        if operation.after is not None and self.missing(operation.after, told, "insert"):
            return
        in_provision = level in ("paragraph", "item")
        if in_provision and (
            self.missing(container, told, "insert") or self.textless(container, told, "insert")
        ):
            return
        if level == "chapter" and container.level:
            outer = operation.chapter
            if outer is None and self.absent(container):
                outer = container
            if outer is not None:
                self.result.sections.setdefault(outer, []).append(told)
                return
        never = {"paragraph": (Numbering.BRANCH, Numbering.RESERVE), "item": (Numbering.RESERVE,)}
        if operation.numbering in never.get(level, ()):
            self.problem(
                told.place("numbering"), "numbering-level",
                f"a new {level} cannot be numbered by `{operation.numbering}`; the others move on",
                "leave `numbering` out",
            )  # fmt: skip
        if level == "paragraph" and operation.target.number.branches:
            self.problem(
                told.place("insert"), "paragraph-branch",
                "a paragraph has no branch number",
                f"insert {self.name(operation.target.at(_plain_next(operation.target)))}; the "
                "others move on",
            )  # fmt: skip
        row = self.result.inserts.setdefault((level, container), [])
        for other in row:
            if operation.after is not None and other.operation.after == operation.after:
                first, second = sorted((other, told), key=lambda each: each.index)
                self.problem(
                    second.place("insert"), "insert-order",
                    f"operations[{first.index}] and operations[{second.index}] both insert right "
                    f"after {self.name(operation.after)}",
                    "name the numbers that they get: the order of operations means nothing",
                )  # fmt: skip
        row.append(told)
        if in_provision:
            self.touch(container, told)

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
                        self.twice(target, other, told)
                delete = Delete(target=AddressRange(target, target), numbering=Numbering.SHIFT)
                self.result.deletes[target] = Told(told.index, delete)
                self.result.fills[told.index] = target
                self.acts(target, told)
            elif standing is not None and target not in self.result.deletes:
                self.problem(
                    told.place("insert"), "number-in-use",
                    f"{self.name(target)} is in force, so nothing can be inserted in its place",
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
                self.problem(
                    told.place("insert"), "number-in-use",
                    f"{self.name(told.operation.target)} are there already",
                    "delete them too, or insert an article or a paragraph of them",
                )  # fmt: skip
                break
        for (_, container), inserts in self.result.inserts.items():
            if container == told.operation.target:
                self.twice(container, inserts[0], told)

    def _replace(self, told: Told[Replace]) -> None:
        operation = told.operation
        target = operation.target
        if self.missing(target, told, "replace"):
            return
        new_heading = operation.heading is not None or operation.drop_heading
        if new_heading:
            owner = target.parent if target.heading else target
            if owner.level not in ("article", "chapter"):
                self.problem(
                    told.place("heading"), "heading-misplaced",
                    f"{self.name(target)} has no heading of its own",
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
                self.twice(address, self.result.headings[address], told)
            self.result.headings[address] = told
            self.touch(address, told)
        if operation.holds is not None:
            self.result.holds.append((target, told))
            self.acts(target, told)
        if operation.body is None and operation.status is Status.TEXT:
            return
        if target.level == "chapter":
            self.problem(
                told.place("text"), "chapter-text", "a chapter has a heading but no text",
                "replace the articles in it",
            )  # fmt: skip
            return
        in_provision = target.level in ("paragraph", "item")
        if in_provision and self.textless(target.parent, told, "replace"):
            return
        if target in self.result.replaces:
            self.twice(target, self.result.replaces[target], told)
        self.result.replaces[target] = told
        self.touch(target, told)

    def _phrase(self, told: Told[ReplacePhrase]) -> None:
        target = told.operation.target
        if self.missing(target, told, "replace"):
            return
        if not target.heading and self.textless(target, told, "find"):
            return
        if target.level == "chapter" and not target.heading:
            self.problem(
                told.place("replace"), "phrase-level",
                "a phrase is replaced in one article at a time",
                f"name the article, or {self.name(replace(target, heading=True))}",
            )  # fmt: skip
            return
        self.result.phrases.append(told)
        self.touch(target, told)

    def _delete(self, told: Told[Delete]) -> None:
        operation = told.operation
        first = operation.target.first
        if first.heading:
            if not self.missing(first, told, "delete"):
                self._delete_heading(first, told)
            return
        numbering = operation.numbering or self.amendment.numbering
        keeps = numbering is not Numbering.SHIFT
        if keeps and first.level not in ("article", "chapter"):
            if operation.numbering is not None:
                self.problem(
                    told.place("numbering"), "numbering-level",
                    f"{self.name(first)} leaves no placeholder; what follows it closes up",
                    f"leave `numbering` out, or replace its text by {self.style.reserved_label}",
                )  # fmt: skip
            keeps = False
        for address in self.provisions(operation.target, told, "delete"):
            for each in (address, *self.inside(address)):
                table = self.result.reserves if keeps else self.result.deletes
                if each in self.result.deletes or each in self.result.reserves:
                    other = self.result.deletes.get(each) or self.result.reserves[each]
                    self.twice(each, other, told)
                table[each] = told
                self.touch(each, told)

    def _delete_heading(self, target: Address, told: Told[Delete]) -> None:
        """The heading of a chapter goes with the chapter itself, whose articles stay."""
        owner = target.parent
        if owner.level == "chapter":
            if owner in self.result.deletes:
                self.twice(owner, self.result.deletes[owner], told)
            self.dissolved[owner] = told
            self.result.deletes[owner] = told
            self.touch(owner, told)
            return
        heading = Told(told.index, Replace(target=target, drop_heading=True))
        self._replace(heading)

    def _dissolved(self) -> None:
        """A chapter that goes without its articles leaves no section behind."""
        for owner, told in self.dissolved.items():
            inner = [a for a in self.inside(owner) if a.level == "chapter"]
            if any(section not in self.result.deletes for section in inner):
                self.problem(
                    told.place("delete"), "chapter-with-sections",
                    f"{self.name(owner)} has sections, which would stand in no chapter",
                    "delete the headings of its sections too",
                )  # fmt: skip

    def _renumber(self, told: Told[Renumber]) -> None:
        operation = told.operation
        first, to_first = operation.target.first, operation.to.first
        if to_first.parent != first.parent or to_first.level != first.level:
            self.problem(
                told.place("to"), "renumber-elsewhere",
                f"{operation.to.text(self.style)} stands elsewhere than "
                f"{operation.target.text(self.style)}",
                "a renumbering stays at its level and place; name the present "
                f"{first.parent.text(self.style) or 'articles'} in `to` as well",
            )  # fmt: skip
            return
        present = [
            address.number for address in self.provisions(operation.target, told, "renumber")
        ]
        if not present:
            return
        proposed = pairs(present, operation)
        if proposed is None:
            self.problem(
                told.place("to"), "renumber-length",
                f"{operation.target.text(self.style)} and {operation.to.text(self.style)} are not "
                f"equally many: there are {len(present)} to renumber",
                f"expected {expected(present, operation).text(self.style)}",
            )  # fmt: skip
            return
        # A section may keep its number, while its Article gets another one.
        inside = self.style.numbered_in_chapters and first.level == "article"
        for old, new in proposed:
            address = first.at(old)
            if old == new and not inside:
                self.problem(
                    told.place("to"), "no-change",
                    f"{self.name(address)} has this number already", "leave it out",
                )  # fmt: skip
                return
            self.places(address, told)
            self.result.moves[address] = (new, told)


def _plain_next(target: Address) -> Number:
    return Number.of(target.number.main + 1)
