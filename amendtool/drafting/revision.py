"""RevisedAmendment: what a gesture makes of the operations that an amendment has so far.

The wanted articles are drafted against the present ones like any edited text. Of that draft only
so much is taken as the gesture needs: operations about other provisions stay as somebody wrote
them, the one that says the provision already is altered in place, and one that says nothing any
more goes. Each choice is proved by applying it; where the operations that stay do not go with it,
more of the draft is taken.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.amendments.operations import (
    NO_DATES,
    Insert,
    Keep,
    Merge,
    Move,
    Numbering,
    Operation,
    Print,
    Renumber,
    Replace,
    Restate,
    Retarget,
    Split,
)
from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Article, Charter, same_but_for_marks, same_words
from amendtool.articles.forms import departures
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import Draft, draft
from amendtool.drafting.gestures import with_article
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedOperation:
    """An operation of the revised amendment; ``was`` is its position before, None of a new one."""

    operation: Operation
    was: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedAmendment:
    """The operations of an amendment after a gesture, and the articles that they give."""

    operations: tuple[RevisedOperation, ...]
    numbering: Numbering
    proposed: Charter


_Answer = Keep | Retarget
_WHOLE: Final = (Restate, Split, Merge, Print)
"""Operations that say more than a draft would find again."""


_SINGLES: Final = 4
"""So many operations of a draft are tried by themselves."""


def applied(present: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
    """What the operations give; of none, the present articles."""
    if not amendment.operations:
        return Application(present=present, proposed=present, kept={}, origin={})
    return apply(present, amendment, style)


def drafted_by(
    present: Charter,
    amendment: Amendment,
    so_far: Application,
    wanted: Charter,
    keys: frozenset[str],
    style: DraftingStyle,
) -> RevisedAmendment:
    """The amendment that gives the ``wanted`` articles instead of those that it gives so far.

    ``keys`` are the articles in which the two differ by what somebody did. Raises InputError as
    :func:`amendtool.drafting.composition.revised` does.
    """
    made = _drafted(present, wanted, style, name=amendment.name)
    goal = departures(present, style, style) if made is None else made.proposed
    drafted = Amendment(name=amendment.name) if made is None else made.amendment
    choice = _Choice(
        present=present,
        so_far=so_far,
        amendment=amendment,
        drafted=drafted,
        told=applied(present, drafted, style) if made is None else made.application,
        goal=goal,
        wanted=wanted,
        keys=keys,
        style=style,
    )
    return choice.made()


def _drafted(present: Charter, wanted: Charter, style: DraftingStyle, *, name: str) -> Draft | None:
    """The draft of articles whose references nobody has written down: all of them follow."""
    edited = EditedText(charter=wanted, keyed=True)
    return draft(present, edited, style, name=name, mending=Mending.EVERYTHING)


def unchanged(amendment: Amendment, so_far: Application) -> RevisedAmendment:
    """The amendment as it is."""
    return RevisedAmendment(
        operations=tuple(
            RevisedOperation(operation=each, was=at) for at, each in enumerate(amendment.operations)
        ),
        numbering=amendment.numbering,
        proposed=so_far.proposed,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What there was and what was drafted, of which the revised operations are chosen."""

    present: Charter
    so_far: Application
    amendment: Amendment
    drafted: Amendment
    told: Application
    """What the draft gives."""
    goal: Charter
    wanted: Charter
    """What the gesture wants; the goal is that with what a draft has mended in it."""
    keys: frozenset[str]
    style: DraftingStyle

    def made(self) -> RevisedAmendment:
        """The first choice that gives the goal."""
        for operations, numbering in self._trials():
            proposed = self._proved(operations, numbering)
            if proposed is not None:
                return RevisedAmendment(
                    operations=tuple(operations), numbering=numbering, proposed=proposed
                )
        raise InputError(
            Problem(
                code="gesture-beyond",
                message=say(
                    "the amendment says this with operations that are not altered by editing the "
                    "articles"
                ),
                hint=say("alter its operations in their own text"),
            )
        )

    def _trials(self) -> Iterator[tuple[list[RevisedOperation], Numbering]]:
        own = self.amendment.numbering
        numberings = dict.fromkeys((own, self.drafted.numbering))
        old = self.amendment.operations
        new = [each for each in self.drafted.operations if not isinstance(each, _Answer)]
        theirs = self._subjects(new, self.told)
        mine = self._subjects(old, self.so_far)
        answers = frozenset(at for at, each in enumerate(old) if isinstance(each, _Answer))
        touching = self._acting(self.so_far) - answers
        taken = self._acting(self.told)
        needed = [each for each in new if any(each is self.drafted.operations[i] for i in taken)]
        every = frozenset(range(len(old)))
        # What acts on other articles, too, may well stay: a phrase throughout, a range deleted.
        wide = frozenset(
            at
            for at in touching
            if any(
                at in acting and key not in self.keys for key, acting in self.so_far.origin.items()
            )
        )
        if (own_text := self._own_text(touching)) is not None:
            yield own_text, own
        # One more may be all that it needs, beside what is said of the article already.
        for each in needed[:_SINGLES]:
            if touching and theirs[_position(new, each)] not in set(mine.values()):
                yield self._merged(every, [each], mine, theirs, ()), own
        for numbering in numberings:
            for staying in dict.fromkeys((every - touching, every - (touching - wide))):
                for counted in (False, True):
                    for kept in dict.fromkeys((staying, staying - answers)):
                        yield (
                            self._merged(kept, needed, mine, theirs, new if counted else ()),
                            numbering,
                        )
        yield from ((each, own) for each in self._alone(old, touching, wide))
        lost = [
            each
            for at, each in enumerate(old)
            if at not in answers and mine[at] not in set(theirs.values())
        ]
        if not any(_says_more(each) for each in lost):
            for numbering in reversed(numberings):
                for kept in dict.fromkeys((answers, frozenset[int]())):
                    yield self._merged(kept, new, mine, theirs, ()), numbering

    def _alone(
        self, old: Sequence[Operation], touching: frozenset[int], wide: frozenset[int]
    ) -> Iterator[list[RevisedOperation]]:
        """The amendment with what the one article says drafted by itself, or as a whole text.

        Among operations that a draft would not find again, no draft of all articles tells what is
        said of this one alone.
        """
        (key,) = self.keys if len(self.keys) == 1 else ("",)
        before, after = self.present.by_key().get(key), self.wanted.by_key().get(key)
        if before is None or after is None or any(is_whole(old[at]) for at in touching):
            return
        rest = [
            RevisedOperation(operation=each, was=at)
            for at, each in enumerate(old)
            if at not in touching or at in wide
        ]
        there = replace(after, number=before.number, chapter=before.chapter, form=before.form)
        edited = with_article(self.present, there)
        try:
            made = _drafted(self.present, edited, self.style, name="one")
        except InputError:
            made = None
        if made is not None:
            yield _with(rest, made.amendment.operations)
        whole = Replace(
            target=address_of_article(self.present, key),
            heading=after.heading if after.heading != before.heading else None,
            body=after.body or None,
            status=after.status,
        )
        yield _with(rest, [whole])

    def _own_text(self, touching: frozenset[int]) -> list[RevisedOperation] | None:
        """The amendment in which the one new text of a whole article is another one.

        None where no such operation is all that is said of it, or where it would say the present
        text.
        """
        if len(touching) != 1 or len(self.keys) != 1:
            return None
        (at,), (key,) = touching, self.keys
        old = self.amendment.operations[at]
        before, after = self.present.by_key().get(key), self.goal.by_key().get(key)
        if not isinstance(old, Replace) or old.body is None or old.target.level != "article":
            return None
        if before is None or after is None or after.status is not old.status:
            return None
        if same_words(before.body, after.body):
            return None
        heading = after.heading if old.heading is not None else None
        new = replace(old, body=after.body, heading=heading)
        return [
            RevisedOperation(operation=new if position == at else each, was=position)
            for position, each in enumerate(self.amendment.operations)
        ]

    def _acting(self, told: Application) -> frozenset[int]:
        found: set[int] = set()
        for key in self.keys:
            found |= told.origin.get(key, frozenset())
        return frozenset(found)

    def _subjects(
        self, operations: Sequence[Operation], told: Application
    ) -> Mapping[int, Hashable]:
        """What each operation is about, by its position: by key where it brings an article."""
        there = {*self.present.by_key(), *(each.key for each in self.present.chapters)}
        brought = {
            at: key
            for key, acting in told.origin.items()
            if key not in there
            for at in acting
            if at < len(told.operations or operations)
        }
        order = self.amendment.operations if told is self.so_far else self.drafted.operations
        found: dict[int, Hashable] = {}
        for at, each in enumerate(operations):
            position = next(i for i, other in enumerate(order) if other is each)
            if isinstance(each, Insert) and position in brought:
                found[at] = ("brought", brought[position])
            elif isinstance(each, Move | Renumber):
                found[at] = (type(each), each.target)
            else:
                find = getattr(each, "find", None)
                found[at] = (_verb(each), getattr(each, "target", None), find)
        return found

    def _merged(
        self,
        kept: frozenset[int],
        taken: Sequence[Operation],
        mine: Mapping[int, Hashable],
        theirs: Mapping[int, Hashable],
        counted: Sequence[Operation],
    ) -> list[RevisedOperation]:
        """The operations that stay, with those of the draft in the place of what they alter.

        With ``counted`` an operation that stays has the number that the draft gives it.
        """
        drafted = [each for each in self.drafted.operations if not isinstance(each, _Answer)]
        subject = {id(each): theirs[at] for at, each in enumerate(drafted)}
        by_subject = {subject[id(each)]: each for each in taken}
        recounted = {subject[id(each)]: each for each in counted}
        found: list[RevisedOperation] = []
        placed: set[Hashable] = set()
        for at, each in enumerate(self.amendment.operations):
            about = mine[at]
            new = by_subject.get(about)
            if new is None and at not in kept:
                new = self._other_of(each, taken, subject, mine, placed)
                about = subject[id(new)] if new is not None else about
            if new is not None and about not in placed:
                placed.add(about)
                new = each if new == each else with_what_was_said(new, each)
                found.append(RevisedOperation(operation=new, was=at))
            elif at in kept:
                again = recounted.get(about)
                other = each if again is None else _recounted(each, again)
                found.append(RevisedOperation(operation=other, was=at))
        return self._with_new(found, taken, subject, placed)

    def _other_of(
        self,
        old: Operation,
        taken: Sequence[Operation],
        subject: Mapping[int, Hashable],
        mine: Mapping[int, Hashable],
        placed: set[Hashable],
    ) -> Operation | None:
        """What the draft says of the same place in another way: a phrase for a whole text."""
        own = getattr(old, "target", None)
        known = set(mine.values())
        for each in taken:
            about = subject[id(each)]
            if about in placed or about in known or isinstance(each, Insert | Move | Renumber):
                continue
            if not isinstance(old, Insert | Move | Renumber) and _same_article(
                own, getattr(each, "target", None)
            ):
                return each
        return None

    def _with_new(
        self,
        found: list[RevisedOperation],
        taken: Sequence[Operation],
        subject: Mapping[int, Hashable],
        placed: set[Hashable],
    ) -> list[RevisedOperation]:
        """The new ones, each behind the one that it follows in the order of the articles."""
        for each in taken:
            if subject[id(each)] not in placed:
                new = RevisedOperation(operation=each, was=None)
                found.insert(stands_behind(found, each), new)
        return found

    def _proved(
        self, operations: Sequence[RevisedOperation], numbering: Numbering
    ) -> Charter | None:
        amendment = replace(
            self.amendment,
            operations=tuple(each.operation for each in operations),
            numbering=numbering,
        )
        try:
            told = applied(self.present, amendment, self.style)
        except AmendtoolError:
            return None
        for each in (self.goal, self.wanted):
            if is_given(told, each, self.style):
                return told.proposed
        return None


def _with(rest: Sequence[RevisedOperation], new: Sequence[Operation]) -> list[RevisedOperation]:
    found = list(rest)
    for each in new:
        found.insert(stands_behind(found, each), RevisedOperation(operation=each, was=None))
    return found


def is_whole(operation: Operation) -> bool:
    """Whether an operation says more than a draft would find again."""
    inside = isinstance(operation, Move) and operation.target.first.level in ("paragraph", "item")
    several = isinstance(operation, Insert) and bool(operation.articles)
    return inside or several or isinstance(operation, _WHOLE)


def _says_more(operation: Operation) -> bool:
    dated = getattr(operation, "dates", NO_DATES) != NO_DATES
    return dated or getattr(operation, "remark", None) is not None or is_whole(operation)


def is_given(told: Application, goal: Charter, style: DraftingStyle) -> bool:
    """Whether an amendment gives the goal, but for citations that it still asks about.

    A draft settles these by what the edited text says; here nobody has said it yet.
    """
    return _same(departures(told.proposed, style, style), goal, _open_in(told))


def stands_behind(found: Sequence[RevisedOperation], new: Operation) -> int:
    """Where a new operation goes: behind the last one on what stands before; else at the end."""
    where = _order(new)
    orders = [_order(each.operation) for each in found]
    before = [
        at
        for at, order in enumerate(orders)
        if order is not None and where is not None and order <= where
    ]
    behind = [
        at
        for at, order in enumerate(orders)
        if order is not None and where is not None and order > where
    ]
    if before:
        return before[-1] + 1
    return behind[0] if behind else len(found)


_Open: TypeAlias = Mapping[Standing, Sequence[LedgerEntry]]
"""The citations that nobody has decided about yet, by the text in which they stand."""


def _open_in(told: Application) -> _Open:
    found: dict[Standing, list[LedgerEntry]] = {}
    for entry, _ in told.questions:
        found.setdefault(entry.standing, []).append(entry)
    return found


def _same(one: Charter, other: Charter, open_in: _Open) -> bool:
    """Whether two charters are equal, but for citations that are open in the first of them."""
    mine, theirs = list(one.every_article()), list(other.every_article())
    asked = {each.spot.key for each in open_in}

    def same(ours: Article, their: Article) -> bool:
        if same_but_for_marks(ours, their):
            return True
        return ours.key in asked and _same_but_for_open(ours, their, open_in)

    return (
        len(mine) == len(theirs)
        and all(same(a, b) for a, b in zip(mine, theirs, strict=True))
        and one.chapters == other.chapters
        and one.blocks == other.blocks
        and (one.preamble, one.closing) == (other.preamble, other.closing)
    )


def _same_but_for_open(one: Article, other: Article, open_in: _Open) -> bool:
    """Whether two articles say the same around the citations that are open in the first."""
    if not same_but_for_marks(one, replace(other, body=one.body, status=one.status)):
        return False
    mine, theirs = list(texts_of(one)), list(texts_of(other))
    return [at for at, _ in mine] == [at for at, _ in theirs] and all(
        ours == their or _around(ours, open_in.get(at, ())).fullmatch(their) is not None
        for (at, ours), (_, their) in zip(mine, theirs, strict=True)
    )


def _around(text: str, cited: Sequence[LedgerEntry]) -> re.Pattern[str]:
    """What matches ``text`` with other citations in the place of these."""
    found, done = "", 0
    for entry in sorted(cited, key=lambda each: each.start):
        found += re.escape(text[done : entry.start]) + ".+"
        done = entry.start + len(entry.after)
    return re.compile(found + re.escape(text[done:]), re.DOTALL)


def _position(operations: Sequence[Operation], operation: Operation) -> int:
    return next(at for at, each in enumerate(operations) if each is operation)


def _verb(operation: Operation) -> str:
    return type(operation).FIELDS[0].name


def _order(operation: Operation) -> tuple[object, ...] | None:
    """Where an operation acts, for the order in which a reader meets them."""
    target = getattr(operation, "target", None)
    first = getattr(target, "first", target)
    if first is None or first.article is None:
        return None
    return (first.supplementary, first.article.parts)


def _same_article(one: object, other: object) -> bool:
    mine, theirs = (getattr(each, "first", each) for each in (one, other))
    return mine is not None and theirs is not None and (
        getattr(mine, "supplementary", None),
        getattr(mine, "article", None),
        getattr(mine, "heading", None),
    ) == (
        getattr(theirs, "supplementary", None),
        getattr(theirs, "article", None),
        getattr(theirs, "heading", None),
    )  # fmt: skip


def with_what_was_said(new: Operation, old: Operation) -> Operation:
    """The new operation with the dates and the remark of the one that it alters."""
    told: dict[str, object] = {}
    for name, nothing in (("dates", NO_DATES), ("remark", None), ("expects", None)):
        if hasattr(new, name) and getattr(new, name) == nothing and hasattr(old, name):
            told[name] = getattr(old, name)
    if isinstance(new, Insert) and isinstance(old, Insert):
        told |= {"key": old.key or new.key, "block": old.block or new.block}
        if old.after is not None:
            told |= {"after": old.after, "target": old.target, "numbering": old.numbering}
    return replace(new, **told)  # type: ignore[arg-type]


def _recounted(old: Operation, new: Operation) -> Operation:
    """The operation with the proposed number that the draft gives it."""
    if isinstance(old, Insert) and isinstance(new, Insert) and old.after is None:
        return replace(old, target=new.target, chapter=old.chapter and new.chapter)
    if isinstance(old, Move) and isinstance(new, Move):
        return replace(old, to=new.to)
    return old
