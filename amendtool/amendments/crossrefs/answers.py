"""What the amendment says about references whose target goes or changes its meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Keep, Operation, Retarget
from amendtool.articles.addresses import Address, ancestors
from amendtool.articles.charter import tidy
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import in_one_typography
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(slots=True)
class Answers:
    """The ``retarget`` and ``keep`` operations of an amendment, and which of them were used."""

    retargets: list[tuple[int, Retarget]]
    keeps: list[tuple[int, Keep]]
    words: Mapping[str, Sequence[tuple[int, Keep]]]
    """Those of ``keeps`` that name words, by these in one typography."""
    used: set[int]

    @classmethod
    def of(cls, amendment: Amendment) -> Answers:
        """The answers among the operations."""
        told: list[tuple[int, Operation]] = list(enumerate(amendment.operations))
        keeps = [(index, op) for index, op in told if isinstance(op, Keep)]
        words = defaultdict(list)
        for index, operation in keeps:
            if operation.find is not None:
                words[in_one_typography(operation.find)].append((index, operation))
        return cls(
            retargets=[(index, op) for index, op in told if isinstance(op, Retarget)],
            keeps=keeps,
            words=words,
            used=set(),
        )

    def retarget(self, target: Address, within: Address | None) -> Address | None:
        """The proposed address that takes the place of the present ``target``, if one is said.

        What is said of an article holds for its paragraphs and items too.
        """
        for index, operation in self.retargets:
            if operation.target not in _outwards(target) or not _inside(within, operation.within):
                continue
            self.used.add(index)
            to = operation.to
            if operation.target.paragraph is None and to.paragraph is None:
                to = replace(to, paragraph=target.paragraph, items=target.items)
            return to
        return None

    def keeps_one(self, target: Address, within: Address | None) -> bool:
        """Whether references to the ``target`` are to stay as they are."""
        return self.keeps_all([target], within)

    def keeps_all(self, targets: Iterable[Address], within: Address | None) -> bool:
        """Whether one operation keeps references to all of the ``targets``."""
        wanted = list(targets)
        for index, operation in self.keeps:
            if operation.find is not None or not _inside(within, operation.within):
                continue
            if wanted and all(operation.covers(target) for target in wanted):
                self.used.add(index)
                return True
        return False

    def keeps_words(self, words: str, where: Address) -> bool:
        """Whether the words of a reference at the proposed address ``where`` are to stay."""
        if not self.words:
            return False
        for index, operation in self.words.get(in_one_typography(tidy(words)), ()):
            if operation.covers(where):
                self.used.add(index)
                return True
        return False

    def keeps_stretch(self, text: str, start: int, end: int, where: Address) -> bool:
        """Whether an operation names words of ``text``, at ``where``, that hold these."""
        for index, operation in self.keeps:
            if operation.find is None or not operation.covers(where):
                continue
            at = text.find(operation.find)
            while at >= 0:
                if at <= start and end <= at + len(operation.find):
                    self.used.add(index)
                    return True
                at = text.find(operation.find, at + 1)
        return False

    def unused(self, style: DraftingStyle, is_gone: Callable[[Address], bool]) -> Iterator[Problem]:
        """The answers that no reference asked for.

        Where a target ``is_gone``, a retarget of it without a place says where its citations in
        other documents lead, too, and none of these articles has to ask.
        """
        every: list[tuple[int, Retarget | Keep]] = [*self.retargets, *self.keeps]
        for index, operation in sorted(every, key=lambda pair: pair[0]):
            if index in self.used:
                continue
            anywhere = operation.within is None
            if anywhere and isinstance(operation, Retarget) and is_gone(operation.target):
                continue
            target = operation.target.text(style)
            words = operation.find if isinstance(operation, Keep) else None
            message = say("no reference to {target} needs an answer", target=target)
            if words is not None:
                message = say(
                    "no reference {words!r} in the proposed {target} needs an answer",
                    words=words,
                    target=target,
                )
            elif operation.within is not None:
                message = say(
                    "no reference to {target} in {within} needs an answer",
                    target=target,
                    within=operation.within.text(style),
                )
            yield Problem(
                code="answer-unused",
                message=message,
                hint=say(
                    "leave the operation out; `amendtool plan --references` shows every reference"
                ),
                place=Place(path=f"operations[{index}]"),
            )


def _outwards(target: Address) -> tuple[Address, ...]:
    return tuple(ancestors(target)) or (target,)


def _inside(address: Address | None, within: Address | None) -> bool:
    return within is None or (address is not None and within in _outwards(address))
