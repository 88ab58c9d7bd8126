"""``move`` as it is gathered: which provisions go where, and what they leave behind.

Articles and chapters, and what stays in its row, get another number there; paragraphs and
items that move to another article, paragraph or item leave one row and come into another.
"""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.amendments.apply.gathered import Lander, Told
from amendtool.amendments.apply.overlaps import Overlaps
from amendtool.amendments.apply.pairing import expected, pairs
from amendtool.amendments.operations import Delete, Move, Numbering, Renumber
from amendtool.articles.addresses import Address, AddressRange, ancestors, find, siblings
from amendtool.articles.charter import Article, Status
from amendtool.articles.numbers import Number


class Moving(Overlaps):
    """Gathers the operations ``move``."""

    def move(self, told: Told[Move]) -> None:
        """Note where the provisions of one operation go."""
        operation = told.operation
        first = operation.target.first
        numbering = self._numbering(told)
        if numbering is None or self._elsewhere(told):
            return
        if operation.after is not None and self.missing(operation.after, told, "after"):
            return
        sources = list(self.provisions(operation.target, told, "move"))
        if not sources:
            return
        small = first.level in ("paragraph", "item")
        if small and self.textless(first.parent, told, "move"):
            return
        container = (operation.to.first if operation.to else _after(operation)).parent
        if any(source in ancestors(container) for source in sources) or operation.after in sources:
            self.problem(
                told.place("after" if operation.after in sources else "to"), "move-into-itself",
                f"{operation.target.text(self.style)} cannot move into or behind itself",
                "name a place outside of it",
            )  # fmt: skip
            return
        stems = _without_branches(sources)
        numbers = self._numbers(told, [source.number for source in sources])
        if operation.to is not None and numbers is None:
            return
        if container == first.parent:
            self._beside(told, stems, numbers, numbering)
            return
        gone = self.missing(container, told, "to" if operation.to else "after")
        gone = gone or self.textless(container, told, "to" if operation.to else "after")
        if not gone:
            self._away(told, sources, numbers, container)

    def _numbering(self, told: Told[Move]) -> Numbering | None:
        """The numbering policy of one operation, or None after its mistake is noted."""
        level = told.operation.target.first.level
        said = told.operation.numbering
        numbering = said or self.amendment.numbering
        if level == "article":
            return numbering
        if level == "chapter" and numbering is not Numbering.SHIFT:
            self.problem(
                told.place("numbering" if said else "move"), "numbering-level",
                f"{told.operation.target.text(self.style)} takes its articles along, whose numbers "
                f"move on; that is not `{numbering}`",
                "write `numbering: shift` here, or move the articles",
            )  # fmt: skip
            return None
        if level != "chapter" and said not in (None, Numbering.SHIFT):
            self.problem(
                told.place("numbering"), "numbering-level",
                f"a {level} that moves leaves no placeholder; what follows it closes up",
                "leave `numbering` out",
            )  # fmt: skip
            return None
        return Numbering.SHIFT

    def _elsewhere(self, told: Told[Move]) -> bool:
        """Whether the place is of another kind than what is moved; if so, it is noted."""
        operation = told.operation
        first, to = operation.target.first, operation.to.first if operation.to else operation.after
        place = told.place("to" if operation.to else "after")
        if to is None or to.level != first.level or to.heading or first.heading:
            what = to.text(self.style) if to else "nothing"
            self.problem(
                place, "move-level",
                f"{operation.target.text(self.style)} cannot take the place of {what}",
                "a provision moves to a place of its own level: an article to an article's, a "
                "paragraph to a paragraph's",
            )  # fmt: skip
            return True
        apart = to.supplementary != first.supplementary and first.level == "article"
        if apart or (first.level == "chapter" and to.parent != first.parent):
            self.problem(
                place, "move-elsewhere",
                f"{operation.target.text(self.style)} cannot move to {to.text(self.style)}",
                "articles move among the articles, supplementary provisions among themselves, "
                "sections within their chapter; say which articles a section holds with `articles`",
            )  # fmt: skip
            return True
        return False

    def _numbers(
        self, told: Told[Move], present: Sequence[Number]
    ) -> list[tuple[Number, Number]] | None:
        """The proposed number of each provision, where ``to`` says it."""
        operation = told.operation
        if operation.to is None:
            return None
        as_renumbered = Renumber(target=operation.target, to=operation.to)
        found = pairs(present, as_renumbered)
        if found is None:
            self.problem(
                told.place("to"), "move-length",
                f"{operation.target.text(self.style)} and {operation.to.text(self.style)} are not "
                f"equally many: there are {len(present)} to move",
                f"expected {expected(present, as_renumbered).text(self.style)}",
            )  # fmt: skip
        return found

    # In its own row

    def _beside(
        self,
        told: Told[Move],
        sources: Sequence[Address],
        numbers: list[tuple[Number, Number]] | None,
        numbering: Numbering,
    ) -> None:
        operation = told.operation
        first = operation.target.first
        if numbers is None and numbering is Numbering.RESERVE:
            # It takes the next number, which has to be a placeholder or free.
            start = _after(operation).number.next()
            numbers = []
            for source in sources:
                numbers.append((source.number, start))
                start = start.next()
        if self._stays(told, sources, numbers, numbering):
            return
        row = siblings(self.charter, first)
        going: list[tuple[Number, Number | None]] = [*(numbers or ())]
        going = going or [(source.number, None) for source in sources]
        before = _after(operation).number if numbers is None and operation.after else None
        for number, to in going:
            source = first.at(number)
            self.places(source, told)
            if first.level in ("article", "chapter"):
                for each in row:
                    if each.parts[: len(number.parts)] == number.parts:
                        self.result.moved.setdefault(first.at(each), told)
            if to is None:
                self.result.behind[source] = (before, told)
            elif numbering is Numbering.RESERVE and self._reserved(first.at(to)):
                self.result.into[source] = (to, told)
                self._take(first.at(to), told)
            else:
                self.result.moves[source] = (to, told)
            if numbering is not Numbering.SHIFT:
                self.result.left[source] = told
            before = number

    def _reserved(self, address: Address) -> bool:
        found = find(self.charter, address)
        return isinstance(found, Article) and found.status is Status.RESERVED

    def _take(self, address: Address, told: Told[Move]) -> None:
        """A placeholder goes, because an article takes its place."""
        if (other := self.result.deletes.get(address)) is not None:
            self.twice(address, other, told)
        delete = Delete(target=AddressRange(address, address), numbering=Numbering.SHIFT)
        self.result.deletes[address] = Told(told.index, delete)
        self.acts(address, told)

    def _stays(
        self,
        told: Told[Move],
        sources: Sequence[Address],
        numbers: list[tuple[Number, Number]] | None,
        numbering: Numbering,
    ) -> bool:
        """Whether nothing would move; if so, it is noted.

        An article may keep its number and move into the chapter beside it.
        """
        operation = told.operation
        if numbers is not None:
            stays = any(old == new for old, new in numbers) and operation.chapter is None
        else:
            row = siblings(self.charter, operation.target.first)
            position = row.index(sources[0].number)
            behind = row[position - 1] == _after(operation).number if position else False
            shifts = numbering is Numbering.SHIFT and operation.chapter is None
            stays = behind and shifts and not sources[0].number.branches
        if stays:
            self.problem(
                told.place("to" if numbers is not None else "after"), "no-change",
                f"{self.name(sources[0])} stands there already", "leave it out",
            )  # fmt: skip
        return stays

    # Into another row

    def _away(
        self,
        told: Told[Move],
        sources: Sequence[Address],
        numbers: list[tuple[Number, Number]] | None,
        container: Address,
    ) -> None:
        operation = told.operation
        row = self.result.landing.setdefault((operation.target.first.level or "", container), [])
        after: Number | Address | None = operation.after.number if operation.after else None
        rival = next((each for each in row if after is not None and each.after == after), None)
        if rival is not None:
            one, other = sorted((rival.told, told), key=lambda each: each.index)
            self.problem(
                other.place("after"), "insert-order",
                f"operations[{one.index}] and operations[{other.index}] both put something right "
                f"after {self.name(_after(operation))}",
                "name the numbers that they get: the order of operations means nothing",
            )  # fmt: skip
            return
        if numbers is not None and any(new.branches for _, new in numbers):
            level = operation.target.first.level
            if level == "paragraph":
                self.problem(
                    told.place("to"), "paragraph-branch", "a paragraph has no branch number",
                    "name a plain number; the others move on",
                )  # fmt: skip
                return
        named = dict(numbers or ())
        for source in sources:
            self.places(source, told)
            if source in self.result.leaving:
                continue  # it is told already that two operations move it
            self.result.leaving[source] = told
            number = _following(source.number, named)
            row.append(Lander(source=source, told=told, number=number, after=after))
            after = None if after is None else source
        self.touch(container, told)

    # What is known when all operations are gathered

    def spared(self) -> None:
        """Articles that move out of a chapter are not deleted with it."""
        for address in self.result.moved:
            for table in (self.result.deletes, self.result.reserves):
                told = table.get(address)
                if told is not None and told.operation.target.first.level != address.level:
                    del table[address]
                    self.touched = [
                        (each, other)
                        for each, other in self.touched
                        if (each, other.index) != (address, told.index)
                    ]

    def landing_free(self) -> None:
        """Where no number may move, one that is in use is not free; and what follows what."""
        for source, told in self.result.left.items():
            found = self.result.moves.get(source)
            if found is None:
                continue
            to = source.at(found[0])
            standing = find(self.charter, to)
            if standing is not None and to != source and to not in self.result.deletes:
                policy = told.operation.numbering or self.amendment.numbering
                self.problem(
                    told.place("to" if told.operation.to else "after"), "number-in-use",
                    f"{self.name(to)} is in force, and with `numbering: {policy}` no number moves",
                    "name a branch number or one that is kept as a placeholder, or use "
                    "`numbering: shift` here",
                )  # fmt: skip
        for address, mover in list(self.result.moved.items()):
            if self.placed.get(address, mover) is not mover:
                del self.result.moved[address]  # a branch that does not follow its article
        self._followers()

    def _followers(self) -> None:
        """Only one provision can stand right behind another one."""
        known: dict[Address, Told[object]] = {}
        for (level, _), inserts in self.result.inserts.items():
            for insert in inserts:
                if insert.operation.after is not None and level:
                    known[insert.operation.after] = insert
        for source, (after, told) in self.result.behind.items():
            if after is None:
                continue
            anchor = source.at(after)
            other = known.get(anchor)
            if other is not None:
                one, two = sorted((other, told), key=lambda each: each.index)
                self.problem(
                    two.place(), "insert-order",
                    f"operations[{one.index}] and operations[{two.index}] both put something right "
                    f"after {self.name(anchor)}",
                    "name the numbers that they get: the order of operations means nothing",
                )  # fmt: skip
            known[anchor] = told


def _after(operation: Move) -> Address:
    if operation.after is None:
        raise ValueError("a move without a place")
    return operation.after


def _without_branches(sources: Sequence[Address]) -> list[Address]:
    """The provisions without the branches of one of them, which follow it wherever it goes."""
    known = {source.number for source in sources}
    return [
        source
        for source in sources
        if not any(
            Number(source.number.parts[:end]) in known for end in range(1, len(source.number.parts))
        )
    ]


def _following(number: Number, named: dict[Number, Number]) -> Number | None:
    """The number that an operation names, where a branch follows its stem."""
    for end in range(len(number.parts), 0, -1):
        stem = named.get(Number(number.parts[:end]))
        if stem is not None:
            return Number((*stem.parts, *number.parts[end:]))
    return None
