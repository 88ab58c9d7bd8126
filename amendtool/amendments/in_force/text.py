"""The text in force on a day, and what stands beside it.

The numbers are those of the last amendment that has taken effect; what departs from its text is
printed at its place, with a note: an article, or the paragraph or item that it is about.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.expected import expected
from amendtool.amendments.in_force.beside import (
    Aside,
    BesideKind,
    BesideText,
    Counted,
    InnerText,
    TextOnDay,
    UncomposedError,
)
from amendtool.amendments.in_force.operations import (
    changes_words_alone,
    former_operations,
    pending_operations,
    words_in_force,
)
from amendtool.amendments.in_force.places import InnerPlaces, differing, without
from amendtool.amendments.in_force.rows import free_number, put_behind
from amendtool.amendments.operations import Delete, Insert, Operation
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Charter, Provision, Status, provisions_of
from amendtool.articles.numbers import Number
from amendtool.periods.dates import LegalDay
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedAmendment:
    """An amendment in force that has operations with days of their own.

    ``application`` is what it made of the articles before it, ``words`` what it would have made
    of them with the words that are in force (:func:`~.operations.words_in_force`).
    """

    amendment: Amendment
    application: Application
    words: Charter


def landed_on(
    day: datetime.date, amendment: Amendment, application: Application, counted: Counted
) -> LandedAmendment:
    """An amendment in force with what it makes of the words that are in force on a day.

    Raises as applying does.
    """
    pending = pending_operations(amendment, day, counted)
    words = application.proposed
    if pending:
        words = application.present
        rest = words_in_force(amendment, words, pending, application.style)
        if rest.operations:
            words = apply(words, rest, application.style).proposed
    return LandedAmendment(amendment=amendment, application=application, words=words)


def text_on(
    day: datetime.date,
    charter: Charter,
    words: Charter,
    landed: Iterable[LandedAmendment],
    counted: Counted,
) -> TextOnDay:
    """The text in force on a day, of the articles that hold the amendments in force on it.

    ``words`` are the same articles, with the same numbers, in which the words that are pending
    stand as they were. ``landed`` are the amendments that leave something beside, the oldest
    first. Raises :class:`UncomposedError` where the words of an article cannot be told.
    """
    text = TextOnDay(charter=charter)
    for each in landed:
        pending = pending_operations(each.amendment, day, counted)
        former = former_operations(each.amendment, day, counted)
        text = _Beside(charter, words, each, counted).added(text, pending, former)
    return text


class _Beside:
    """What one amendment leaves beside the text in force."""

    def __init__(
        self, charter: Charter, words: Charter, landed: LandedAmendment, counted: Counted
    ) -> None:
        self.state = charter
        self.words = words
        self.amendment = landed.amendment
        self.application = landed.application
        self.counted = counted
        self.before = self.application.present.by_key()
        self.left = self.application.proposed.by_key()
        self.worded = landed.words.by_key()
        self.places = InnerPlaces(
            amendment=landed.amendment, application=landed.application, state=charter
        )

    def added(
        self, text: TextOnDay, pending: Mapping[int, Operation], former: Mapping[int, Operation]
    ) -> TextOnDay:
        """A text with what this amendment leaves beside it."""
        charter, beside = text.charter, list(text.beside)
        for key in _keys(self.application, pending):
            charter, found = self.pending(charter, key, pending)
            beside += found
        for key in self._cited_later(pending):
            charter, found = self.cited_anew(charter, key, pending)
            beside += found
        for key in _keys(self.application, former):
            beside += self.overlap(key, former)
        told = {each.article.key for each in beside}
        charter = self._with_headings(charter, pending)
        asides = (*text.asides, *self.asides(pending, told))
        return TextOnDay(charter=charter, beside=tuple(beside), asides=asides)

    # What takes effect later

    def pending(
        self, charter: Charter, key: str, pending: Mapping[int, Operation]
    ) -> tuple[Charter, list[BesideText]]:
        """The articles with what is in force of one, and what is pending or leaving of it."""
        acting = self.application.origin[key]
        own = [at for at in sorted(acting) if at in pending]
        old, left, now = self.before.get(key), self.left.get(key), self.state.by_key().get(key)
        if left is None and old is not None:  # it goes, and its number went on the day itself
            if not set(own) >= acting:
                raise UncomposedError(self.amendment.name, key, sorted(acting))
            return charter, [self._text(BesideKind.LEAVING, self._going(old), own[0], pending)]
        if now is None:
            return charter, []  # what came later has taken it away
        if old is None:
            self._one_day(key, own, pending)
            found = self._text(BesideKind.PENDING, now, own[0], pending)
            return _without(charter, key), [found]
        if all(_is_inner(pending[at]) or changes_words_alone(pending[at]) for at in own):
            return self._changed(charter, now, own, pending)
        # It was split, moved or written anew: both texts stand as wholes.
        self._one_day(key, own, pending)
        if not set(own) >= acting:
            raise UncomposedError(self.amendment.name, key, own)
        standing = expected(self.application.present, self.state, self.application.style)
        return self._whole(charter, now, standing.charter.by_key()[key], own[0], pending)

    def _one_day(self, key: str, own: Sequence[int], pending: Mapping[int, Operation]) -> None:
        if len({self._start(pending[at]) for at in own}) > 1:
            raise UncomposedError(self.amendment.name, key, own)

    def _changed(
        self, charter: Charter, now: Article, own: Sequence[int], pending: Mapping[int, Operation]
    ) -> tuple[Charter, list[BesideText]]:
        """One of which words change later, or paragraphs and items come or go."""
        key = now.key
        words = self.words.by_key()[key]
        coming: dict[Spot, int] = {}
        going: list[tuple[InnerText, int]] = []
        for at in own:
            operation = pending[at]
            if isinstance(operation, Insert):
                spot = self.places.brought(at, operation)
                if spot is None:
                    raise UncomposedError(self.amendment.name, key, [at])
                coming[spot] = at
            elif isinstance(operation, Delete):
                found = self.places.gone(operation, key)
                if found is None:
                    raise UncomposedError(self.amendment.name, key, [at])
                going += ((each, at) for each in found)
        changing = differing(key, words.body, now.body)
        if changing is None:
            raise UncomposedError(self.amendment.name, key, own)
        changed = [each for each in changing if not _lies_in(each, coming)]
        other_head = (words.heading, words.status) != (now.heading, now.status)
        if not (coming or going or changed or other_head):
            return charter, []  # only its number or its place is another, and these have moved
        acting = {spot: self._acting_at(spot, own, pending) for spot in changed}
        standing = replace(words, body=without(words.body, Spot(key=key), frozenset(coming)))
        standing, leaving = _with_going(standing, going)
        if other_head or _is_whole(now, changed):
            self._one_day(key, own, pending)
            return self._whole(charter, now, standing, own[0], pending)
        beside = [
            self._inner(BesideKind.LEAVING, standing, inner, at, pending) for inner, at in leaving
        ]
        skipped = frozenset(coming)
        for spot, at in (*acting.items(), *coming.items()):
            if not _lies_in(spot.owner, coming):
                inner = _standing_at(now, spot, skipped)
                beside.append(self._inner(BesideKind.PENDING, standing, inner, at, pending))
        return _exchanged(charter, standing), beside

    def _acting_at(self, spot: Spot, own: Sequence[int], pending: Mapping[int, Operation]) -> int:
        """The operation that changes the words at a place of an article in the state."""
        wording = [at for at in own if changes_words_alone(pending[at])] or list(own)
        if len({self._start(pending[at]) for at in wording}) == 1:
            return wording[0]
        exact = [
            at
            for at in wording
            if spot in self.places.in_state(self.places.changed(at, spot.key) or ())
        ]
        if len({self._start(pending[at]) for at in exact}) != 1:
            raise UncomposedError(self.amendment.name, spot.key, exact or wording)
        return exact[0]

    def _whole(
        self,
        charter: Charter,
        now: Article,
        standing: Article,
        at: int,
        pending: Mapping[int, Operation],
    ) -> tuple[Charter, list[BesideText]]:
        """The whole article in force, and the whole one that takes its place."""
        if _same(standing, now):
            return charter, []
        found = self._text(BesideKind.PENDING, now, at, pending)
        kept = replace(standing, number=now.number, chapter=now.chapter, form=now.form)
        return _exchanged(charter, kept), [replace(found, behind=(*found.behind, now.key))]

    def _going(self, old: Article) -> Article:
        """An article that goes later, with the citations of the text in force."""
        state = self.state
        row = state.supplementary if self._is_supplementary(old.key) else state.articles
        chapters = {each.key for each in (*state.chapters, *state.blocks)}
        number = free_number([each.number for each in row], old.number)
        chapter = old.chapter if old.chapter in chapters else None
        there = (*row, replace(old, number=number, chapter=chapter))
        worded = (
            replace(state, supplementary=there)
            if self._is_supplementary(old.key)
            else replace(state, articles=there)
        )
        try:
            made = expected(self.application.present, worded, self.application.style)
        except ValueError:  # it cannot stand in the articles that are left
            return old
        return replace(made.charter.by_key()[old.key], number=old.number, chapter=old.chapter)

    def _is_supplementary(self, key: str) -> bool:
        return self.application.present.is_supplementary(key)

    def _cited_later(self, pending: Mapping[int, Operation]) -> Iterator[str]:
        """The articles that no pending operation is about, and that read otherwise on its day."""
        own = set(_keys(self.application, pending))
        for key, article in self.left.items():
            words = self.worded.get(key)
            if key not in own and words is not None and not _same(words, article):
                yield key

    def cited_anew(
        self, charter: Charter, key: str, pending: Mapping[int, Operation]
    ) -> tuple[Charter, list[BesideText]]:
        """The articles with one whose citations turn elsewhere when what they mean goes."""
        words, now = self.words.by_key().get(key), self.state.by_key().get(key)
        going = [at for at, each in pending.items() if isinstance(each, Delete)]
        if words is None or now is None or not going or _same(words, now):
            return charter, []
        self._one_day(key, going, pending)
        changing = differing(key, words.body, now.body)
        if changing is None or words.heading != now.heading or _is_whole(now, changing):
            return self._whole(charter, now, words, going[0], pending)
        beside = []
        for spot in changing:
            inner = _standing_at(now, spot, frozenset())
            beside.append(self._inner(BesideKind.PENDING, words, inner, going[0], pending))
        return _exchanged(charter, words), beside

    # What stays in force for some cases

    def overlap(self, key: str, former: Mapping[int, Operation]) -> list[BesideText]:
        """The former text of an article, which stays in force for a class of cases."""
        old = self.before.get(key)
        own = [at for at in sorted(self.application.origin[key]) if at in former]
        now = self.state.by_key().get(key)
        if old is None or (now is not None and _same(old, now)):
            return []
        inner = None if now is None else self._former_inner(old, now, own, former)
        if inner is not None:
            return inner
        found = []
        for cases in dict.fromkeys(former[at].dates.overlap or "" for at in own):
            at = next(each for each in own if (former[each].dates.overlap or "") == cases)
            text = self._text(BesideKind.OVERLAP, old, at, former)
            behind = (*text.behind, key) if now is not None else text.behind
            found.append(replace(text, behind=behind, cases=cases))
        return found

    def _former_inner(
        self, old: Article, now: Article, own: Sequence[int], former: Mapping[int, Operation]
    ) -> list[BesideText] | None:
        """The former paragraphs and items; None where the whole article stands beside."""
        found = []
        for at in own:
            inner = self.places.former(at, former[at], old.key)
            if inner is None:
                return None
            found += [
                replace(
                    self._inner(BesideKind.OVERLAP, now, each, at, former),
                    cases=former[at].dates.overlap or "",
                )
                for each in inner
            ]
        if len(old.paragraphs) == 1 and any(
            each.inner is not None and each.inner.owner.paragraph is None for each in found
        ):
            return None
        return found

    # What has no place for a note

    def asides(self, pending: Mapping[int, Operation], told: set[str]) -> Iterator[Aside]:
        """What is pending and stands in no article."""
        chapters = {each.key for each in (*self.state.chapters, *self.state.blocks)}
        keys = set(self.before) | set(self.left)
        for at, operation in pending.items():
            acting = [key for key, by in self.application.origin.items() if at in by]
            what = tuple(each for each in acting if each in chapters)
            if what or not any(key in keys for key in acting):
                yield Aside(
                    amendment=self.amendment.name,
                    operation=at,
                    day=self._start(operation),
                    what=what,
                    printed=not (what and changes_words_alone(operation)),
                )

    def _with_headings(self, charter: Charter, pending: Mapping[int, Operation]) -> Charter:
        """The articles with the headings of chapters that are in force."""
        if not any(changes_words_alone(each) for each in pending.values()):
            return charter
        now = {each.key: each.heading for each in self.words.chapters}
        return replace(
            charter,
            chapters=tuple(
                replace(each, heading=now.get(each.key, each.heading)) for each in charter.chapters
            ),
        )

    # Texts

    def _text(
        self, kind: BesideKind, article: Article, at: int, operations: Mapping[int, Operation]
    ) -> BesideText:
        operation = operations[at]
        day: LegalDay | None = operation.dates.overlap_until
        if kind is not BesideKind.OVERLAP:
            day = self._start(operation)
        charter = self.state if kind is BesideKind.PENDING else self.application.present
        return BesideText(
            kind=kind,
            article=article,
            amendment=self.amendment.name,
            operation=at,
            day=day,
            counted=None if day is None else self.counted(day),
            behind=_in_front(charter, article.key),
            supplementary=charter.is_supplementary(article.key),
        )

    def _inner(
        self,
        kind: BesideKind,
        article: Article,
        inner: InnerText,
        at: int,
        operations: Mapping[int, Operation],
    ) -> BesideText:
        text = self._text(kind, self.state.by_key()[article.key], at, operations)
        return replace(
            text,
            article=article,
            behind=(),
            supplementary=self.state.is_supplementary(article.key),
            inner=inner,
        )

    def _start(self, operation: Operation) -> LegalDay:
        start = operation.dates.effective or self.amendment.effective
        assert start is not None  # it is pending, so it has a day of its own
        return start


def _keys(application: Application, operations: Mapping[int, Operation]) -> Iterator[str]:
    """The keys of the articles that some operations act on, in the order of print."""
    row = [each.key for each in application.proposed.every_article()]
    row += [each.key for each in application.present.every_article() if each.key not in row]
    for key in row:
        if not application.origin.get(key, frozenset()).isdisjoint(operations):
            yield key


def _is_inner(operation: Operation) -> bool:
    """Whether an operation brings or takes a paragraph or an item."""
    if isinstance(operation, Delete):
        return operation.target.first.level in ("paragraph", "item")
    return isinstance(operation, Insert) and operation.target.level in ("paragraph", "item")


def _same(one: Article, other: Article) -> bool:
    """Whether two articles say the same, whatever their number and place."""
    return (one.heading, one.body, one.status) == (other.heading, other.body, other.status)


def _is_whole(article: Article, changed: Sequence[Spot]) -> bool:
    """Whether so much of an article changes that its two texts stand as wholes."""
    if any(each.paragraph is None for each in changed):
        return True
    rewritten = {each.paragraph for each in changed if not each.items}
    return {each.number for each in article.paragraphs} <= rewritten


def _lies_in(spot: Spot, others: Mapping[Spot, int]) -> bool:
    while spot not in others and spot.paragraph is not None:
        spot = spot.owner
    return spot in others


def _standing_at(article: Article, spot: Spot, skipped: frozenset[Spot]) -> InnerText:
    """A provision as an article has it, behind the one in force before it, or at its place."""
    row: Body = article.body
    for number in (spot.paragraph, *spot.items)[:-1]:
        row = next(each for each in provisions_of(row) if each.number == number).body
    behind: Number | None = None
    for each in provisions_of(row):
        here = spot.owner.below(each.number)
        if here not in skipped:
            behind = each.number
        if here == spot:
            return InnerText(owner=spot.owner, behind=behind, provision=each)
    raise KeyError(spot)


def _with_going(
    article: Article, going: Sequence[tuple[InnerText, int]]
) -> tuple[Article, list[tuple[InnerText, int]]]:
    """An article in force with what goes later at its places, and where that stands then."""
    found = []
    for inner, at in going:
        body, number = _put(article.body, Spot(key=article.key), inner)
        article = replace(article, body=body, status=Status.TEXT)
        provision = replace(inner.provision, number=number)
        found.append((replace(inner, behind=number, provision=provision), at))
    return article, found


def _put(body: Body, owner: Spot, inner: InnerText) -> tuple[Body, Number]:
    if owner != inner.owner:
        for at, each in enumerate(body):
            if isinstance(each, Provision) and _is_on_the_way(owner.below(each.number), inner):
                made, number = _put(each.body, owner.below(each.number), inner)
                return (*body[:at], replace(each, body=made), *body[at + 1 :]), number
        raise KeyError(inner.owner)
    return put_behind(body, inner.behind, inner.provision)


def _is_on_the_way(spot: Spot, inner: InnerText) -> bool:
    there = inner.owner
    while there != spot and there.paragraph is not None:
        there = there.owner
    return there == spot


def _in_front(charter: Charter, key: str) -> tuple[str, ...]:
    """The keys of the articles in front of one, in its row, the nearest last."""
    row = charter.supplementary if charter.is_supplementary(key) else charter.articles
    keys = [each.key for each in row]
    return tuple(keys[: keys.index(key)])


def _exchanged(charter: Charter, article: Article) -> Charter:
    def row(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        return tuple(article if each.key == article.key else each for each in articles)

    return replace(
        charter, articles=row(charter.articles), supplementary=row(charter.supplementary)
    )


def _without(charter: Charter, key: str) -> Charter:
    return replace(
        charter,
        articles=tuple(each for each in charter.articles if each.key != key),
        supplementary=tuple(each for each in charter.supplementary if each.key != key),
    )
