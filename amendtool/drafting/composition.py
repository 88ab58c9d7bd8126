"""Composition: operations on the articles that an amendment proposes, said to the present ones.

The operations of an amendment happen at once and mean the present articles. One that was meant
of the proposed articles is said by the identity of its provisions: the article by its key, a
paragraph or an item by where it came from. What it says of proposed numbers stays as it is, for
these are the numbers that the articles have in the end. Whether both come to the same is proved
by applying it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.crossrefs.provenance import Carrying
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Operation,
    Part,
    Renumber,
    Replace,
    ReplacePhrase,
    Restate,
    Split,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import Article, Chapter, Charter, Provision
from amendtool.articles.forms import departures
from amendtool.articles.numbers import Number
from amendtool.articles.references.resolver import Index
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import draft
from amendtool.drafting.gestures import Gesture, gestured, keys_of
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending
from amendtool.drafting.restructuring import (
    DissolveChapter,
    MergeArticles,
    PrintNumber,
    RemoveChapter,
    RestateText,
    Restructuring,
    RetitleChapter,
    SplitArticle,
    operations_of,
    printed_whole,
    superseded_by,
)
from amendtool.drafting.revision import (
    RevisedAmendment,
    RevisedOperation,
    applied,
    drafted_by,
    is_given,
    is_whole,
    stands_behind,
    unchanged,
    with_what_was_said,
)
from amendtool.errors import NOWHERE, AmendtoolError, InputError, Problem
from amendtool.messages import say
from amendtool.values import dataclass


def revised(
    present: Charter,
    amendment: Amendment,
    gesture: Gesture,
    style: DraftingStyle,
    *,
    so_far: Application | None = None,
) -> RevisedAmendment:
    """The amendment after a gesture on the articles that it proposes ``so_far``.

    An operation that says more than a draft finds again stays, with what the gesture does said
    beside it, or in its text. Raises InputError where the gesture is about nothing that is there,
    where no amendment gives what it wants, and where operations that say more than words would be
    lost (``gesture-beyond``); what applying the amendment raises, where it is wrong already.
    """
    so_far = applied(present, amendment, style) if so_far is None else so_far
    raw = gestured(so_far.proposed, gesture, style)
    keys = keys_of(gesture, so_far.proposed, raw)
    step = draft(
        so_far.proposed,
        EditedText(charter=raw, keyed=True),
        style,
        name=amendment.name,
        mending=Mending.EVERYTHING,
    )
    if step is None:
        return unchanged(amendment, so_far)
    composing = Composing(present=present, amendment=amendment, so_far=so_far, style=style)
    made, reason = None, None
    if composing.has_whole(keys):
        trials = composing.around(step.amendment.operations, step.proposed)
        made, reason = composing.first(trials, step.proposed)
    if made is not None:
        return made
    try:
        return drafted_by(present, amendment, so_far, step.proposed, keys, style)
    except InputError as error:
        if reason is None or all(each.code != "gesture-beyond" for each in error.problems):
            raise
        raise InputError(_beyond(reason)) from None


def revised_by(
    present: Charter,
    amendment: Amendment,
    change: Restructuring,
    style: DraftingStyle,
    *,
    so_far: Application | None = None,
) -> RevisedAmendment:
    """The amendment after a change on the articles that it proposes ``so_far``.

    Raises InputError where the change is about nothing that is there, what applying it raises, and
    ``gesture-beyond`` where it does not go with the operations that are there, with the reason.
    """
    so_far = applied(present, amendment, style) if so_far is None else so_far
    told = operations_of(change, so_far.proposed, style)
    try:
        step = apply(so_far.proposed, Amendment(name=amendment.name, operations=tuple(told)), style)
    except InputError as error:  # its places are none of the file
        raise InputError(*(replace(each, place=NOWHERE) for each in error.problems)) from None
    goal = departures(step.proposed, style, style)
    about = _about(change, so_far.proposed, step)
    composing = Composing(present=present, amendment=amendment, so_far=so_far, style=style)
    made, reason = composing.first(
        composing.trials(change, told, step.proposed), goal, marks=isinstance(change, PrintNumber)
    )
    if made is not None:
        return made
    if reason is None and composing.is_brought(change):
        # It has no operation of its own yet that is to be kept: it is drafted anew.
        return drafted_by(present, amendment, so_far, goal, about, style)
    raise InputError(_beyond(reason))


def _beyond(reason: AmendtoolError | None) -> Problem:
    if reason is None:
        return Problem(
            code="gesture-beyond",
            message=say(
                "the file names present provisions, and this is about one that the amendment "
                "itself brings, moves or makes otherwise"
            ),
            hint=say("undo that first, or alter the operations in their own text"),
        )
    return Problem(
        code="gesture-beyond",
        message=say(
            "it does not go with the operations that are there already: {reason}",
            reason=reason.problems[0].message,
        ),
        hint=say("undo them first, or alter the operations in their own text"),
    )


def _about(change: Restructuring, before: Charter, step: Application) -> frozenset[str]:
    """The keys of the articles that a change acts on, and of those that come by it."""
    old, new = before.by_key(), step.proposed.by_key()
    other = {key for key in new.keys() & old.keys() if new[key].body != old[key].body}
    return frozenset({*step.origin, *(new.keys() ^ old.keys()), *other}) & (new.keys() | old.keys())


class _NewThereError(Exception):
    """What an operation names is brought by the amendment itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composing:
    """An amendment, and what it makes of the present articles so far."""

    present: Charter
    amendment: Amendment
    so_far: Application
    style: DraftingStyle

    def first(
        self, trials: Iterator[list[RevisedOperation]], goal: Charter, *, marks: bool = False
    ) -> tuple[RevisedAmendment | None, AmendtoolError | None]:
        """The first of the trials that gives the goal; else what is first wrong with them.

        The numbers are printed as in the goal only where ``marks`` are asked for.
        """
        reason: AmendtoolError | None = None
        for operations in trials:
            try:
                made = self._proved(operations, goal, marks=marks)
            except AmendtoolError as error:
                reason = reason or error
                continue
            if made is not None:
                return made, None
        return None, reason

    def has_whole(self, keys: frozenset[str]) -> bool:
        """Whether one of these articles has an operation that a draft would not find again."""
        acting = {at for key in keys for at in self.so_far.origin.get(key, ())}
        return any(is_whole(self.amendment.operations[at]) for at in acting) or any(
            isinstance(each, Restate) for each in self.amendment.operations
        )

    def around(self, told: Sequence[Operation], goal: Charter) -> Iterator[list[RevisedOperation]]:
        """The operations with what is ``told`` in a text that is restated, in a part, or beside."""
        old = self._old()
        for at, each in enumerate(old):
            if isinstance(each.operation, Restate):
                again = self._restated(each.operation, goal)
                if again is not None:
                    yield [*old[:at], replace(each, operation=again), *old[at + 1 :]]
            elif isinstance(each.operation, Split):
                titled = self._titled(each.operation, told)
                if titled is not None:
                    yield [*old[:at], replace(each, operation=titled), *old[at + 1 :]]
        yield from self.beside(told, goal)

    def _restated(self, old: Restate, goal: Charter) -> Restate | None:
        """The restatement with the text that the goal has there; None where it says it already."""
        found = find(self.present, old.target.first)
        if old.target.first != old.target.last or not isinstance(found, Article | Chapter):
            return None
        try:
            text = printed_whole(goal, found.key, self.style)
            change = RestateText(key=found.key, text=text)
            (said,) = operations_of(change, self.present, self.style)
        except InputError:
            return None
        assert isinstance(said, Restate)
        return None if said.text == old.text else replace(old, text=said.text)

    def _titled(self, old: Split, told: Sequence[Operation]) -> Split | None:
        """The split whose new part has the heading that is told for it; None without one."""
        (new,) = told if len(told) == 1 else (None,)
        if not isinstance(new, Replace) or not new.target.heading:
            return None
        place = new.target.parent
        if place == old.heir or all(each.at != place for each in old.parts):
            return None
        return replace(
            old,
            parts=tuple(
                replace(each, heading=new.heading) if each.at == place else each
                for each in old.parts
            ),
        )

    def trials(
        self, change: Restructuring, told: Sequence[Operation], goal: Charter
    ) -> Iterator[list[RevisedOperation]]:
        """The operations that may say it, those that leave most as it is first."""
        old = self._old()
        for known in (self._brought(change, old), self._parted_again(told, old, goal)):
            if known is not None:
                yield known
                return
        if isinstance(change, SplitArticle | MergeArticles):  # each takes the other back
            acting = self.so_far.origin.get(change.key, ())
            for each in old:
                if each.was in acting and isinstance(each.operation, Split | Merge):
                    yield [other for other in old if other is not each]
        yield from self.beside(told, goal, void=superseded_by(change, self.so_far.proposed))

    def beside(
        self, told: Sequence[Operation], goal: Charter, *, void: frozenset[str] = frozenset()
    ) -> Iterator[list[RevisedOperation]]:
        """The operations with what is ``told`` of the articles so far, in the places that it has.

        What is said of the articles ``void`` alone may go. What comes to another number in the
        ``goal`` is told by that.
        """
        old = self._old()
        try:
            own = [self.said(each) for each in told]
        except _NewThereError:
            return
        less = [each for each in old if not any(_again(each.operation, one) for one in own)]
        if len(less) < len(old):  # taken back, nothing is left of it
            yield less
        counted = [replace(each, operation=self._counted(each.operation, goal)) for each in old]
        for kept in (old, *([counted] if counted != old else [])):
            yield self._with(kept, own)
            if void:
                yield self._with([each for each in kept if not self._is_void(each, void)], own)

    def _counted(self, operation: Operation, goal: Charter) -> Operation:
        """The operation with the proposed numbers that what it names has in the goal."""

        def at(address: Address) -> Address:
            found = find(self.so_far.proposed, replace(address, heading=False))
            if isinstance(found, Chapter) and found.key in {each.key for each in goal.chapters}:
                return replace(address, chapters=address_of_chapter(goal, found.key).chapters)
            if isinstance(found, Article) and found.key in goal.by_key():
                here = address_of_article(goal, found.key)
                return replace(address, article=here.article)
            return address

        def row(told: AddressRange | None) -> AddressRange | None:
            if told is None or told.first.level not in ("article", "chapter"):
                return told
            try:
                return AddressRange(at(told.first), at(told.last))
            except ValueError:
                return told

        match operation:
            case Insert() if operation.after is None:
                outer = operation.target.level in ("article", "chapter")
                return replace(
                    operation,
                    target=at(operation.target) if outer else operation.target,
                    holds=row(operation.holds),
                    chapter=operation.chapter and at(operation.chapter),
                )
            case Replace():
                return replace(operation, holds=row(operation.holds))
            case Renumber():
                return replace(operation, to=row(operation.to) or operation.to)
            case Move():
                return replace(operation, to=row(operation.to))
            case Merge():
                return replace(operation, to=at(operation.to))
            case Split():
                parts = tuple(replace(each, at=at(each.at)) for each in operation.parts)
                return replace(operation, parts=parts, heir=at(operation.heir))
            case _:
                return operation

    def _parted_again(
        self, told: Sequence[Operation], old: Sequence[RevisedOperation], goal: Charter
    ) -> list[RevisedOperation] | None:
        """The operations where a part of a split article is split; None where it is no part."""
        (new,) = told if len(told) == 1 else (None,)
        if not isinstance(new, Split):
            return None
        for at, each in enumerate(old):
            if isinstance(each.operation, Split):
                found = self._with_part(each.operation, new, goal)
                if found is not None:
                    return [*old[:at], replace(each, operation=found), *old[at + 1 :]]
        return None

    def _with_part(self, old: Split, new: Split, goal: Charter) -> Split | None:
        heir = next((each for each in old.parts if each.at == new.target), None)
        if heir is None:
            return None
        try:
            border = self._back(new.parts[1].holds.first)
        except _NewThereError:
            return None
        article = find(self.present, old.target)
        if not isinstance(article, Article) or border.parent != old.target:
            return None
        numbers = [each.number for each in article.paragraphs]
        before = border.at(numbers[numbers.index(border.number) - 1])
        parts: list[Part] = []
        for each in old.parts:
            key = self._key_at(each.at)
            moved = replace(each, at=address_of_article(goal, key))
            if each is not heir:
                parts.append(moved)
                continue
            parts += [
                replace(moved, holds=AddressRange(each.holds.first, before)),
                replace(new.parts[1], holds=AddressRange(border, each.holds.last)),
            ]
        return replace(
            old,
            parts=tuple(parts),
            heir=address_of_article(goal, self._key_at(old.heir)),
        )

    def _key_at(self, address: Address) -> str:
        found = find(self.so_far.proposed, address)
        assert isinstance(found, Article)
        return found.key

    def is_brought(self, change: Restructuring) -> bool:
        """Whether the article that a change is about is one that the amendment itself brings."""
        key = getattr(change, "key", None) or getattr(getattr(change, "place", None), "key", None)
        new = self.so_far.proposed.by_key().keys() - self.present.by_key().keys()
        return key in new

    def _old(self) -> list[RevisedOperation]:
        return [
            RevisedOperation(operation=each, was=at)
            for at, each in enumerate(self.amendment.operations)
        ]

    def _is_void(self, operation: RevisedOperation, keys: frozenset[str]) -> bool:
        acting = {key for key, acts in self.so_far.origin.items() if operation.was in acts}
        return bool(acting) and acting <= keys

    def _with(
        self, old: Sequence[RevisedOperation], own: Sequence[Operation]
    ) -> list[RevisedOperation]:
        """The operations with the new ones, each in the place of one that it says anew."""
        found = list(old)
        for each in own:
            same = next((at for at, one in enumerate(found) if _again(one.operation, each)), None)
            if same is None:
                new = RevisedOperation(operation=each, was=None)
                found.insert(stands_behind(found, each), new)
            else:
                joined = _joined(found[same].operation, each)
                found[same] = replace(found[same], operation=joined)
        return found

    def _brought(
        self, change: Restructuring, old: Sequence[RevisedOperation]
    ) -> list[RevisedOperation] | None:
        """The operations where the change is about a chapter or an article that one of them brings.

        None where it is about anything else.
        """
        match change:
            case PrintNumber() if change.place.paragraph is None:
                key = change.place.key
            case RetitleChapter() | DissolveChapter() | RemoveChapter():
                key = change.key
            case _:
                return None
        there = {*self.present.by_key(), *(each.key for each in self.present.chapters)}
        acting = self.so_far.origin.get(key, frozenset())
        at = next(
            (each for each in sorted(acting) if isinstance(old[each].operation, Insert)), None
        )
        if key in there or at is None:
            return None
        insert = old[at].operation
        assert isinstance(insert, Insert)
        if isinstance(change, PrintNumber):
            new = replace(insert, mark=change.mark.strip())
        elif isinstance(change, RetitleChapter):
            told = operations_of(change, self.so_far.proposed, self.style)[0]
            assert isinstance(told, Replace)
            new = replace(insert, heading=told.heading)
        else:
            return [each for each in old if each.was != at]
        return [replace(each, operation=new) if each.was == at else each for each in old]

    # What an operation says, said to the present articles

    def said(self, operation: Operation) -> Operation:
        """The operation in the numbers of the present articles; _NewThereError for new ones."""
        match operation:
            case Replace() | ReplacePhrase():
                return replace(operation, target=self._back(operation.target))
            case Delete() | Restate():
                return replace(operation, target=self._row(operation.target))
            case Merge():
                heir = self._back(operation.heir)
                return replace(operation, target=self._row(operation.target), heir=heir)
            case Move():
                after = None if operation.after is None else self._back(operation.after)
                to = operation.to
                if to is not None and to.first.level in ("paragraph", "item"):
                    outer = self._back(to.first.parent)
                    ends = [_below(outer, each.number) for each in (to.first, to.last)]
                    to = AddressRange(*ends)
                return replace(operation, target=self._row(operation.target), after=after, to=to)
            case Insert() if operation.target.level == "chapter" and operation.after is None:
                target = operation.target
                if len(target.chapters) > 1:
                    outer = self._back(target.parent)
                    target = Address(chapters=(*outer.chapters, target.number))
                return replace(operation, target=target)
            case Split():
                return self._split(operation)
            case _:
                raise _NewThereError

    def _split(self, operation: Split) -> Split:
        """The split, with all present paragraphs in its parts, those too that go elsewhere."""
        target = self._back(operation.target)
        article = find(self.present, target)
        second = operation.parts[1]
        border = self._back(second.holds.first)
        if not isinstance(article, Article) or border.parent != target:
            raise _NewThereError
        numbers = [each.number for each in article.paragraphs]
        at = numbers.index(border.number)
        if at == 0:
            raise _NewThereError
        rows = (numbers[:at], numbers[at:])
        parts = tuple(
            replace(part, holds=AddressRange(_below(target, row[0]), _below(target, row[-1])))
            for part, row in zip(operation.parts, rows, strict=True)
        )
        return replace(operation, target=target, parts=parts)

    def _row(self, target: AddressRange) -> AddressRange:
        try:
            return AddressRange(self._back(target.first), self._back(target.last))
        except ValueError:
            raise _NewThereError from None

    def _back(self, address: Address) -> Address:
        """The present address of what stands at a proposed one."""
        charter = self.so_far.proposed
        found = find(charter, replace(address, heading=False, paragraph=None, items=()))
        if isinstance(found, Chapter):
            if all(each.key != found.key for each in self.present.chapters):
                raise _NewThereError
            return replace(address, chapters=address_of_chapter(self.present, found.key).chapters)
        if not isinstance(found, Article):
            raise _NewThereError
        spot = Spot(key=found.key, paragraph=address.paragraph, items=address.items)
        old = self._came_from(spot)
        if old is None:
            raise _NewThereError
        here = address_of_article(self.present, old.key)
        return replace(here, heading=address.heading, paragraph=old.paragraph, items=old.items)

    def _came_from(self, spot: Spot) -> Spot | None:
        if spot.key not in self.present.by_key() and spot.paragraph is None:
            return None
        if spot.paragraph is None or self.so_far.provenance is None:
            return spot
        old, new = (Index(each, self.style) for each in (self.present, self.so_far.proposed))
        carrying = Carrying(old, new, self.so_far.provenance)
        known = carrying.came_from.get(spot)
        if known is not None:
            return known
        article = self.present.by_key().get(spot.key)
        if article is None:
            return None
        places = (place for place, _ in _provisions(article))
        return next((each for each in places if carrying.carried(each) == spot), None)

    def _proved(
        self, operations: Sequence[RevisedOperation], goal: Charter, *, marks: bool
    ) -> RevisedAmendment | None:
        """The amendment of these operations where it gives the goal, else None.

        Raises what applying it raises.
        """
        made = replace(self.amendment, operations=tuple(each.operation for each in operations))
        given = applied(self.present, made, self.style)
        if not is_given(given, goal, self.style):
            return None
        if marks and _marks(departures(given.proposed, self.style, self.style)) != _marks(goal):
            return None
        return RevisedAmendment(
            operations=tuple(operations),
            numbering=self.amendment.numbering,
            proposed=given.proposed,
        )


def _marks(charter: Charter) -> list[object]:
    """How each number is printed, where that is not as those of its level are."""
    return [
        (each.key, each.mark, *(place.mark for _, place in _provisions(each)))
        for each in charter.every_article()
    ]


def _below(owner: Address, number: Number) -> Address:
    if owner.paragraph is None:
        return replace(owner, paragraph=number)
    return replace(owner, items=(*owner.items, number))


def _provisions(article: Article) -> Iterator[tuple[Spot, Provision]]:
    def below(owner: Spot, row: Sequence[Provision]) -> Iterator[tuple[Spot, Provision]]:
        for each in row:
            spot = owner.below(each.number)
            yield spot, each
            yield from below(spot, each.items)

    yield from below(Spot(key=article.key), article.paragraphs)


def _again(old: Operation, new: Operation) -> bool:
    """Whether the new operation says anew what the old one says."""
    match old, new:
        case Replace(), Replace():
            return old.target == new.target and (
                (old.only_marks and new.only_marks) or (old.target.heading and new.target.heading)
            )
        case (Restate(), Restate()) | (Move(), Move()):
            return old.target == new.target
        case Merge(), Merge():
            return old.heir == new.heir or new.heir in (old.target.first, old.target.last)
        case _:
            return False


def _joined(old: Operation, new: Operation) -> Operation:
    if isinstance(old, Merge) and isinstance(new, Merge):
        first = min(old.target.first, new.target.first, key=lambda each: each.number)
        last = max(old.target.last, new.target.last, key=lambda each: each.number)
        new = replace(new, target=AddressRange(first, last), heir=old.heir)
    return with_what_was_said(new, old)
