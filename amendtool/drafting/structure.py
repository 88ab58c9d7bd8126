"""The frame of a drafted amendment: which articles come, go, move, and get which number.

What a drafter says of the articles as a whole, and no more: renumberings that follow from the
rest are left out, a split is a split, and operations stand in the order that a drafter writes
them down in. The words of the articles that stay are :mod:`amendtool.drafting.wording`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.inverse import derive
from amendtool.amendments.inverse_as_said import derive_as_said
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Numbering,
    Operation,
    Part,
    Print,
    Renumber,
    Replace,
    Split,
)
from amendtool.articles.addresses import Address, AddressRange, address_of_article
from amendtool.articles.charter import (
    Article,
    Charter,
    Provision,
    goes_unnumbered,
    same_but_for_marks,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.matching import heaviest_chain
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """What gives every article its number and its chapter, and what that does by itself."""

    operations: tuple[Operation, ...]
    application: Application | None
    """None where there is nothing to do, or where it cannot be done alone."""

    def misses(self, goal: Charter) -> bool:
        """Whether its numbers are not those of ``goal``, which no text would mend."""
        made = self.application
        return made is not None and frame(made.proposed) != frame(goal)


def groundwork(present: Charter, edited: Charter, style: DraftingStyle, *, name: str) -> Groundwork:
    """The inserts, deletions, renumberings and chapters that lead to ``edited``."""
    return _Framing(present, edited, style, name).groundwork()


def as_said(present: Charter, edited: Charter, style: DraftingStyle, *, name: str) -> Groundwork:
    """The same with every number and place said, for an amendment with the numbering ``stay``."""
    operations = tuple(op for op in derive_as_said(present, edited) if not _of_article(op))
    application: Application | None = None
    if operations:
        amendment = Amendment(name=name, operations=operations, numbering=Numbering.STAY)
        with suppress(AmendtoolError):
            application = apply(present, amendment, style)
    return Groundwork(operations=operations, application=application)


def frame(charter: Charter) -> object:
    """Everything of a charter but the texts of its articles, and the marks of its numbers."""
    return (
        [(c.key, c.number, c.heading, c.parent) for c in charter.chapters],
        [(a.key, a.number, a.chapter) for a in charter.articles],
        [(a.key, a.number, a.chapter) for a in charter.supplementary],
        [(block.key, block.heading) for block in charter.blocks],
        charter.preamble,
        charter.closing,
        charter.page,
    )


@dataclass(frozen=True, slots=True)
class _Framing:
    present: Charter
    edited: Charter
    style: DraftingStyle
    name: str

    def _apply(self, operations: Sequence[Operation]) -> Application:
        amendment = Amendment(name=self.name, operations=tuple(operations))
        return apply(self.present, amendment, self.style)

    def groundwork(self) -> Groundwork:
        """Every operation but those on the texts of articles that stay.

        What changes its place is moved. Where that cannot be, it is told by numbers alone.
        """
        if frame(self.present) == frame(self.edited):
            return Groundwork(operations=(), application=None)
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
                right = all(
                    same_but_for_marks(made[key], edited[key])
                    for key in (parting.heir, *parting.come)
                )
                if right and not found.questions and frame(found.proposed) == frame(self.edited):
                    structure, application = [*trial, parting.operation], found
        return Groundwork(operations=tuple(structure), application=application)

    def _comes_and_goes(self, operation: Operation, parting: ProposedParting) -> bool:
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
    if not isinstance(operation, Replace):
        return False
    target = operation.target
    if target.block and target.heading and target.article is None:
        return False  # the title of a block, as the heading of a chapter
    return target.level == "article" or target.level is None


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


# Splits and merges between two states: articles that part with paragraphs, word for word.
#
# What is found is a proposal. Whoever drafts tries it, for references to a whole article may
# have to be asked about, and then the paragraphs had better come and go one by one.


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedParting:
    """A split or a merge, with the keys of the articles that come and go by it.

    ``heir`` is the key of the article that stays.
    """

    operation: Split | Merge
    heir: str
    come: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def partings(present: Charter, edited: Charter) -> Iterator[ProposedParting]:
    """The splits and merges that lead from ``present`` towards ``edited``, matched by key."""
    for supplementary in (False, True):
        old = present.supplementary if supplementary else present.articles
        new = edited.supplementary if supplementary else edited.articles
        yield from _splits(old, new, supplementary)
        yield from _merges(old, new, supplementary)


def _words(article: Article) -> tuple[object, ...]:
    """The paragraphs without their numbers."""
    return tuple(
        each if isinstance(each, str) else without_forms(each.body) for each in article.body
    )


def _splits(
    old_row: Sequence[Article], new_row: Sequence[Article], supplementary: bool
) -> Iterator[ProposedParting]:
    old = {article.key: article for article in old_row}
    for at, heir in enumerate(new_row):
        before = old.get(heir.key)
        if before is None or len(before.paragraphs) <= len(heir.paragraphs):
            continue
        for group in _groups(new_row, at, old, len(before.paragraphs)):
            if _said(group) == _words(before):
                parts = tuple(_parts(before, heir, group, supplementary))
                yield ProposedParting(
                    operation=Split(
                        target=_address(before, supplementary),
                        parts=parts,
                        heir=_address(heir, supplementary),
                    ),
                    heir=heir.key,
                    come=frozenset(each.key for each in group) - {heir.key},
                )


def _groups(
    row: Sequence[Article], at: int, others: Collection[str], paragraphs: int
) -> Iterator[Sequence[Article]]:
    """The runs around ``row[at]`` of articles that ``others`` lack, with so many paragraphs."""
    start = at
    while True:
        count, end = sum(len(each.paragraphs) for each in row[start : at + 1]), at
        while count < paragraphs and end + 1 < len(row) and row[end + 1].key not in others:
            end += 1
            count += len(row[end].paragraphs)
        group = row[start : end + 1]
        whole = all(not goes_unnumbered(each) and each.paragraphs for each in group)
        if count == paragraphs and len(group) > 1 and whole:
            yield group
        if not start or row[start - 1].key in others or at - start >= paragraphs:
            return
        start -= 1


def _said(group: Sequence[Article]) -> tuple[object, ...]:
    return tuple(words for each in group for words in _words(each))


def _parts(
    before: Article, heir: Article, group: Sequence[Article], supplementary: bool
) -> Iterator[Part]:
    start = 0
    for article in group:
        taken = before.paragraphs[start : start + len(article.paragraphs)]
        start += len(taken)
        new = article is not heir
        ends = [_paragraph(before, each, supplementary) for each in (taken[0], taken[-1])]
        yield Part(
            at=_address(article, supplementary),
            holds=AddressRange(*ends),
            key=article.key if new else None,
            heading=article.heading if new else None,
        )


def _merges(
    old_row: Sequence[Article], new_row: Sequence[Article], supplementary: bool
) -> Iterator[ProposedParting]:
    new = {article.key: article for article in new_row}
    for at, heir in enumerate(old_row):
        after = new.get(heir.key)
        if after is None or after.number is None or len(after.paragraphs) <= len(heir.paragraphs):
            continue
        for group in _groups(old_row, at, new, len(after.paragraphs)):
            if _said(group) == _words(after):
                ends = [_address(each, supplementary) for each in (group[0], group[-1])]
                yield ProposedParting(
                    operation=Merge(
                        target=AddressRange(*ends),
                        to=_address(after, supplementary),
                        heir=_address(heir, supplementary),
                        heading=after.heading if after.heading != heir.heading else None,
                    ),
                    heir=heir.key,
                    gone=frozenset(each.key for each in group) - {heir.key},
                )


def _address(article: Article, supplementary: bool) -> Address:
    return Address(supplementary=supplementary, article=article.number)


def _paragraph(article: Article, paragraph: Provision, supplementary: bool) -> Address:
    number: Number = paragraph.number
    return Address(supplementary=supplementary, article=article.number, paragraph=number)


# The operations of a drafted amendment as a drafter writes them down.


def _plain(operation: Operation) -> Operation:
    """The operation without a numbering policy that goes without saying."""
    if isinstance(operation, Insert | Delete) and operation.numbering is Numbering.SHIFT:
        return replace(operation, numbering=None)
    return operation


def in_order(
    operations: Iterable[Operation], adjoin: Callable[[Address, Address], bool]
) -> list[Operation]:
    """Chapters, then the articles by their numbers; deletions of neighbours as ranges.

    ``adjoin`` says whether nothing stands between two present provisions, no branch either.
    """
    ordered = sorted(map(_plain, operations), key=_position)
    found: list[Operation] = []
    for operation in ordered:
        last = found[-1] if found else None
        if (
            isinstance(operation, Delete)
            and isinstance(last, Delete)
            and _joins(last, operation, adjoin)
        ):
            found[-1] = Delete(
                target=AddressRange(last.target.first, operation.target.last),
                numbering=last.numbering,
            )
        else:
            found.append(operation)
    return found


def _joins(one: Delete, other: Delete, adjoin: Callable[[Address, Address], bool]) -> bool:
    end, start = one.target.last, other.target.first
    return (
        one.numbering == other.numbering
        and not end.heading
        and end.level == start.level != "chapter"
        and end.parent == start.parent
        and not (end.number.branches or start.number.branches)
        and end.number.main + 1 == start.number.main
        and adjoin(end, start)
    )


def _position(operation: Operation) -> tuple[object, ...]:
    target = operation.target
    address = target if isinstance(target, Address) else target.first
    if isinstance(operation, Print):
        return (2,)  # the page comes last
    kinds: tuple[type, ...] = (Renumber, Delete, Insert)
    return (
        address.level != "chapter",
        address.supplementary,
        address.article is not None or address.paragraph is not None,
        address.chapters if address.level == "chapter" else (),
        address.article.parts if address.article else (),
        isinstance(operation, Delete) and address.level == "paragraph",
        not address.heading,
        kinds.index(type(operation)) if type(operation) in kinds else len(kinds),
        address.paragraph.parts if address.paragraph else (),
        tuple(number.parts for number in address.items),
    )
