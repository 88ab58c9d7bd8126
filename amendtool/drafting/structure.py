"""The frame of a drafted amendment: which articles come, go, move, and get which number.

What a drafter says of the articles as a whole, and no more: renumberings that follow from the
rest are left out, a split is a split. The words of the articles that stay are
:mod:`amendtool.drafting.draft`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.deriving import derive
from amendtool.amendments.operations import Delete, Insert, Move, Operation, Renumber, Replace
from amendtool.articles.addresses import Address, AddressRange, address_of_article
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.chains import heaviest_chain
from amendtool.drafting.parting import Parting, partings
from amendtool.errors import AmendtoolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """What gives every article its number and its chapter, and what that does by itself."""

    operations: tuple[Operation, ...]
    application: Application | None
    """None where there is nothing to do, or where it cannot be done alone."""


def groundwork(present: Charter, edited: Charter, style: DraftingStyle, *, name: str) -> Groundwork:
    """The inserts, deletions, renumberings and chapters that lead to ``edited``."""
    return _Framing(present, edited, style, name).groundwork()


def frame(charter: Charter) -> object:
    """Everything of a charter but the texts of its articles."""
    return (
        charter.chapters,
        [(a.key, a.number, a.chapter) for a in charter.articles],
        [(a.key, a.number) for a in charter.supplementary],
        charter.preamble,
        charter.closing,
    )


class _Framing:
    def __init__(self, present: Charter, edited: Charter, style: DraftingStyle, name: str) -> None:
        self.present = present
        self.edited = edited
        self.style = style
        self.name = name

    def _apply(self, operations: Sequence[Operation]) -> Application:
        amendment = Amendment(name=self.name, operations=tuple(operations))
        return apply(self.present, amendment, self.style)

    def groundwork(self) -> Groundwork:
        """Every operation but those on the texts of articles that stay.

        What changes its place is moved. Where that cannot be, it is told by numbers alone.
        """
        for moves in (True, False):
            derived = derive(
                self.present,
                self.edited,
                moves=moves,
                in_chapters=self.style.numbered_in_chapters,
            )
            structure = self._least([op for op in derived if not _of_article(op)])
            if not any(isinstance(op, Move) for op in structure) or self._frames(structure):
                break
        application: Application | None = None
        if structure:
            with suppress(AmendtoolError):
                application = self._apply(structure)
        edited = self.edited.by_key()
        for parting in partings(self.present, self.edited):
            trial = [op for op in structure if not self._comes_and_goes(op, parting)]
            with suppress(AmendtoolError):
                found = self._apply([*trial, parting.operation])
                made = found.proposed.by_key()
                right = all(made[key] == edited[key] for key in (parting.heir, *parting.come))
                if right and not found.questions and frame(found.proposed) == frame(self.edited):
                    structure, application = [*trial, parting.operation], found
        return Groundwork(operations=tuple(structure), application=application)

    def _comes_and_goes(self, operation: Operation, parting: Parting) -> bool:
        """Whether an operation inserts or deletes an article that a split or merge brings about."""
        if isinstance(operation, Insert):
            return operation.key in parting.come
        if not isinstance(operation, Delete):
            return False
        first, last = operation.target.first, operation.target.last
        gone = {address_of_article(self.present, key) for key in parting.gone}
        return first == last and first in gone

    def _least(self, structure: list[Operation]) -> list[Operation]:
        """The operations without those that follow from the others.

        Left out are renumberings, and the articles of a chapter that stands already.
        """
        implied: list[Operation] = [
            replace(op, numbering=None) if isinstance(op, Move) else op  # the draft's policy
            for op in structure
            if not isinstance(op, Renumber)
        ]
        overtaken: list[Operation] = list(self._overtaken()) if implied != structure else []
        trials = [implied, [*implied, *overtaken], structure]
        for trial in trials:
            spare = [op for op in trial if not _holds_only(op)]
            for least in (spare, trial) if spare != trial else (trial,):
                if least == structure:
                    return structure
                if least and self._frames(least):
                    return least
        return structure

    def _frames(self, trial: Sequence[Operation]) -> bool:
        """Whether the operations give every article its number and its chapter."""
        amendment = Amendment(name=self.name, operations=tuple(trial), follow=False)
        try:
            proposed = apply(self.present, amendment, self.style).proposed
        except AmendtoolError:
            return False
        return frame(proposed) == frame(self.edited)

    def _overtaken(self) -> Iterator[Renumber]:
        """The articles that change their places, as renumberings; the others close up."""
        for supplementary in (False, True):
            old = self.present.supplementary if supplementary else self.present.articles
            new = self.edited.supplementary if supplementary else self.edited.articles
            places = {article.key: at for at, article in enumerate(new)}
            links = [(at, places[a.key], 1) for at, a in enumerate(old) if a.key in places]
            stay = {at for at, _, _ in heaviest_chain(links)}
            run: list[tuple[Number, Number]] = []
            for at, place, _ in links:
                number, to = old[at].number, new[place].number
                if at in stay or number is None or to is None:
                    continue
                if run and not _goes_on(run[-1], (number, to)):
                    yield _renumber(run, supplementary)
                    run = []
                run.append((number, to))
            if run:
                yield _renumber(run, supplementary)


def _of_article(operation: Operation) -> bool:
    return isinstance(operation, Replace) and (
        operation.target.level == "article" or operation.target.level is None
    )


def _holds_only(operation: Operation) -> bool:
    return isinstance(operation, Replace) and operation.holds is not None


def _goes_on(before: tuple[Number, Number], after: tuple[Number, Number]) -> bool:
    plain = not any(number.branches for number in (*before, *after))
    return plain and all(b.main + 1 == a.main for b, a in zip(before, after, strict=True))


def _renumber(run: Sequence[tuple[Number, Number]], supplementary: bool) -> Renumber:
    at = Address(supplementary=supplementary, article=run[0][0])
    return Renumber(
        target=AddressRange(at, at.at(run[-1][0])),
        to=AddressRange(at.at(run[0][1]), at.at(run[-1][1])),
    )
