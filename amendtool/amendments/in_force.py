"""The text in force on a day: which recorded state it is, and what stands beside it.

The articles in git hold the text of an amendment from its adoption on, whole. What is in force on
a day is another question: an amendment may take effect later, one of its operations later still,
and a former text may stay in force for a class of cases. The numbers are those of the last
amendment that has taken effect; what departs from its text is printed at its place, with a note.

Only recorded states are ever given. Where the amendments in force on a day never stood in the
articles without others, there is no such text, and none is put together.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.operations import (
    Keep,
    Operation,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Retarget,
)
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number
from amendtool.errors import AmendtoolError
from amendtool.periods.dates import LegalDay
from amendtool.values import dataclass

Counted = Callable[[LegalDay], datetime.date | None]
"""The day of a date of law; None while it waits for an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAct:
    """An adoption, or an expiry, that stands: ``start`` is the day of its effect.

    ``act`` tells it from another one under the same name; a ``start`` of None is not known yet.
    """

    act: str
    name: str
    start: datetime.date | None
    expiry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedState:
    """Articles that stood in git, and the acts that they hold; ``articles`` is how to ask for them.

    ``commit`` is one that held them, or that brought the act which left them.
    """

    articles: str
    commit: str
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoText:
    """That no recorded state holds what is in force on a day, and no more.

    ``ahead`` has the acts that are in force, ``behind`` those that the articles held with them and
    that are not; ``gone`` is what the articles of that time held and was taken back since.
    """

    ahead: tuple[StandingAct, ...]
    behind: tuple[StandingAct, ...]
    gone: tuple[str, ...] = ()


def state_on(
    day: datetime.date, standing: Sequence[StandingAct], states: Sequence[RecordedState]
) -> RecordedState | NoText:
    """The recorded state with what is in force on a day, and nothing else.

    ``states`` stand with the newest first: what was corrected between two acts counts. An expiry
    that landed late may be missing in it, since what has ended can be taken out of any state.
    """
    begun = [each for each in standing if each.start is not None and each.start <= day]
    wanted = frozenset(each.act for each in begun if not each.expiry)
    ended = frozenset(each.act for each in begun if each.expiry)
    best: RecordedState | None = None
    for state in states:
        fits = wanted <= state.acts and state.acts <= wanted | ended
        if fits and (best is None or len(state.acts) > len(best.acts)):
            best = state
    if best is not None:
        return best
    known = {each.act for each in standing}
    holding = [state for state in states if wanted <= state.acts]
    # What was taken back since is no act that anybody has to wait for.
    nearest = min(
        holding,
        key=lambda state: (len(state.acts & (known - wanted - ended)), len(state.acts)),
        default=None,
    )
    held = nearest.acts if nearest is not None else frozenset[str]()
    return NoText(
        ahead=tuple(each for each in begun if not each.expiry),
        behind=tuple(
            each for each in standing if each.act in held and each.act not in wanted | ended
        ),
        gone=tuple(sorted(held - known)),
    )


class BesideKind(StrEnum):
    """Why a text stands beside what is in force, or in it with a note."""

    PENDING = "pending"
    """It was adopted, and takes effect on a later day."""
    LEAVING = "leaving"
    """It is in force, and goes on a later day."""
    OVERLAP = "overlap"
    """It is the former text, and stays in force for a class of cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideText:
    """An article that is printed with a note: by which operation of which amendment, and why.

    ``day`` is when it takes effect, goes, or is in force for the last time; None for an overlap
    without an end. ``behind`` are the keys of the articles in front of it, the nearest last.
    ``cases`` are those for which a former text stays in force.
    """

    kind: BesideKind
    article: Article
    amendment: str
    operation: int
    day: LegalDay | None
    counted: datetime.date | None
    behind: tuple[str, ...]
    supplementary: bool
    cases: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What takes effect later and has no place for a note: a heading of a chapter, a title.

    ``what`` are the keys of chapters, or nothing for what is around the articles.
    """

    amendment: str
    operation: int
    day: LegalDay
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOnDay:
    """The text in force on a day, in the numbers of the amendments in force.

    ``charter`` holds what is in force, what ``beside`` says is ``LEAVING`` too. The texts of
    ``beside`` that are ``PENDING`` or ``OVERLAP`` are not in it.
    """

    charter: Charter
    beside: tuple[BesideText, ...] = ()
    asides: tuple[Aside, ...] = ()


class UncomposedError(Exception):
    """The words of an article on a day cannot be told: several days act on it in one amendment."""

    def __init__(self, amendment: str, key: str, operations: Sequence[int]) -> None:
        super().__init__(amendment, key, operations)
        self.amendment = amendment
        self.key = key
        self.operations = tuple(operations)


def text_on(
    day: datetime.date,
    charter: Charter,
    landed: Iterable[tuple[Amendment, Application]],
    counted: Counted,
) -> TextOnDay:
    """The text in force on a day, of the articles that hold the amendments in force on it.

    ``landed`` are those of them that have operations with days of their own, the oldest first,
    each with its application to the articles before it. Raises :class:`UncomposedError` where the
    words of an article between two days of one amendment cannot be told.
    """
    text = TextOnDay(charter=charter)
    for amendment, application in landed:
        text = _with(text, day, amendment, application, counted)
    return text


def early_operations(amendment: Amendment, day: datetime.date, counted: Counted) -> tuple[int, ...]:
    """The operations of an amendment not in force yet that are in force on a day by themselves."""
    return tuple(
        at
        for at, each in enumerate(amendment.operations)
        if not isinstance(each, Retarget | Keep)
        and each.dates.effective not in (None, amendment.effective)
        and (begins := counted(each.dates.effective)) is not None
        and begins <= day
    )


def leaves_beside(amendment: Amendment, day: datetime.date, counted: Counted) -> bool:
    """Whether an amendment in force leaves anything on a day that is not simply in force."""
    pending, former = _dated(amendment, day, counted)
    return bool(pending or former)


def _dated(
    amendment: Amendment, day: datetime.date, counted: Counted
) -> tuple[dict[int, Operation], dict[int, Operation]]:
    """The operations that take effect later, and those with a former text, by their places."""
    pending: dict[int, Operation] = {}
    former: dict[int, Operation] = {}
    for at, operation in enumerate(amendment.operations):
        if isinstance(operation, Retarget | Keep):
            continue
        dates = operation.dates
        begins = None if dates.effective is None else counted(dates.effective)
        if dates.effective not in (None, amendment.effective) and (begins is None or begins > day):
            pending[at] = operation
        elif dates.overlap is not None:
            until = None if dates.overlap_until is None else counted(dates.overlap_until)
            if until is None or until >= day:
                former[at] = operation
    return pending, former


def _with(
    text: TextOnDay,
    day: datetime.date,
    amendment: Amendment,
    application: Application,
    counted: Counted,
) -> TextOnDay:
    pending, former = _dated(amendment, day, counted)
    if not pending and not former:
        return text
    made = _Beside(text.charter, amendment, application, counted)
    charter = text.charter
    beside = list(text.beside)
    for key in _keys(application, pending):
        charter, found = made.pending(charter, key, pending)
        beside += found
    for key in _keys(application, former):
        beside += made.overlap(key, former)
    asides = (*text.asides, *made.asides(pending, {each.article.key for each in beside}))
    return TextOnDay(charter=charter, beside=tuple(beside), asides=asides)


def _keys(application: Application, operations: Mapping[int, Operation]) -> Iterator[str]:
    """The keys of the articles that some operations act on, in the order of print."""
    row = [each.key for each in application.proposed.every_article()]
    row += [each.key for each in application.present.every_article() if each.key not in row]
    for key in row:
        if not application.origin.get(key, frozenset()).isdisjoint(operations):
            yield key


class _Beside:
    """What one amendment leaves beside the text in force."""

    def __init__(
        self, charter: Charter, amendment: Amendment, application: Application, counted: Counted
    ) -> None:
        self.state = charter
        self.amendment = amendment
        self.application = application
        self.counted = counted
        self.before = application.present.by_key()
        self.left = application.proposed.by_key()

    def pending(
        self, charter: Charter, key: str, pending: Mapping[int, Operation]
    ) -> tuple[Charter, list[BesideText]]:
        """The articles with what is in force of one, and what is pending or leaving of it."""
        acting = self.application.origin[key]
        own = [at for at in sorted(acting) if at in pending]
        old, left, now = self.before.get(key), self.left.get(key), self.state.by_key().get(key)
        days = {self._start(pending[at]) for at in own}
        if len(days) > 1:
            raise UncomposedError(self.amendment.name, key, own)
        if left is None and old is not None:  # it goes, and its number went on the day itself
            if not set(own) >= acting:
                raise UncomposedError(self.amendment.name, key, sorted(acting))
            return charter, [self._text(BesideKind.LEAVING, old, own[0], pending[own[0]])]
        if now is None:
            return charter, []  # what came later has taken it away
        if old is None:
            found = self._text(BesideKind.PENDING, now, own[0], pending[own[0]])
            return _without(charter, key), [found]
        standing = self._in_force(key, own, pending, whole=set(own) >= acting)
        if _same(standing, now):
            return charter, []  # only its number or its place is another, and these have moved
        found = self._text(BesideKind.PENDING, now, own[0], pending[own[0]])
        kept = replace(standing, number=now.number, chapter=now.chapter, form=now.form)
        return _exchanged(charter, kept), [replace(found, behind=(*found.behind, key))]

    def _in_force(
        self, key: str, own: Sequence[int], pending: Mapping[int, Operation], *, whole: bool
    ) -> Article:
        """The words of an article without what is pending, with citations that have followed."""
        inside = {
            id(each)
            for each in pending.values()
            if isinstance(each, Replace | ReplacePhrase | ReplaceThroughout)
            or getattr(each.target, "level", None) in ("paragraph", "item")
        }
        rest = replace(
            self.amendment,
            operations=tuple(each for each in self.amendment.operations if id(each) not in inside),
        )
        if all(id(pending[at]) in inside for at in own):
            try:
                made = apply(self.application.present, rest, self.application.style)
            except AmendtoolError:
                made = None
            if made is not None and not made.questions and key in made.proposed.by_key():
                return made.proposed.by_key()[key]
        if not whole:
            raise UncomposedError(self.amendment.name, key, own)
        return self.before[key]

    def overlap(self, key: str, former: Mapping[int, Operation]) -> list[BesideText]:
        """The former text of an article, which stays in force for a class of cases."""
        old = self.before.get(key)
        own = [at for at in sorted(self.application.origin[key]) if at in former]
        now = self.state.by_key().get(key)
        if old is None or (now is not None and _same(old, now)):
            return []
        found = []
        for cases in dict.fromkeys(former[at].dates.overlap or "" for at in own):
            at = next(each for each in own if (former[each].dates.overlap or "") == cases)
            text = self._text(BesideKind.OVERLAP, old, at, former[at])
            behind = (*text.behind, key) if now is not None else text.behind
            found.append(replace(text, behind=behind, cases=cases))
        return found

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
                )

    def _text(
        self, kind: BesideKind, article: Article, at: int, operation: Operation
    ) -> BesideText:
        day: LegalDay | None = self._start(operation)
        if kind is BesideKind.OVERLAP:
            day = operation.dates.overlap_until
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

    def _start(self, operation: Operation) -> LegalDay:
        start = operation.dates.effective or self.amendment.effective
        assert start is not None  # it is pending, so it has a day of its own
        return start


def _same(one: Article, other: Article) -> bool:
    """Whether two articles say the same, whatever their number and place."""
    return (one.heading, one.body, one.status) == (other.heading, other.body, other.status)


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


# In print


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A text on a day as it is printed: its articles, and which of them print which note."""

    charter: Charter
    notes: Mapping[str, tuple[BesideText, str]]
    """By the key of the article in ``charter``."""

    def with_its(self, key: str) -> tuple[str, ...]:
        """An article's key, and those of the texts that stand beside it."""
        beside = tuple(
            own for own, (text, _) in self.notes.items() if text.article.key == key and own != key
        )
        return (*([key] if key in self.charter.by_key() else []), *beside)


def printed(
    text: TextOnDay,
    note: Callable[[BesideText], str],
    *,
    above: bool = False,
    omitted: str = "",
    pending: bool = True,
) -> PrintedText:
    """The text on a day with what stands beside it, each at its place and with its note.

    ``note`` gives the words of a note, which stands behind the text or ``above`` it. ``omitted``
    is the label of an article whose text was never published. Without ``pending`` what is not in
    force yet is left out.
    """
    charter = text.charter
    notes: dict[str, tuple[BesideText, str]] = {}
    for each in text.beside:
        if each.kind is BesideKind.PENDING and not pending:
            continue
        words = note(each)
        article = _noted(each.article, words, omitted, above=above)
        row = charter.supplementary if each.supplementary else charter.articles
        at, chapter = _spot(charter, row, each)
        key = _free_key(charter, each.article.key)
        number = _free_number(row, article.number)
        placed = replace(article, key=key, number=number, chapter=chapter)
        changed = (*row[:at], placed, *row[at:])
        charter = (
            replace(charter, supplementary=changed)
            if each.supplementary
            else replace(charter, articles=changed)
        )
        notes[key] = each, words
    return PrintedText(charter=charter, notes=notes)


def _noted(article: Article, words: str, omitted: str, *, above: bool) -> Article:
    body = article.body or ((omitted,) if omitted else ())
    first, last = (body[0], body[-1]) if body else (None, None)
    if above:
        body = (f"{words}\n{first}", *body[1:]) if isinstance(first, str) else (words, *body)
    else:
        body = (*body[:-1], f"{last}\n{words}") if isinstance(last, str) else (*body, words)
    return replace(article, body=body, status=Status.TEXT)


def _spot(charter: Charter, row: tuple[Article, ...], beside: BesideText) -> tuple[int, str | None]:
    """The place in its row, and the chapter that it stands in there."""
    known = {each.key for each in (*charter.chapters, *charter.blocks)}
    home = beside.article.chapter if beside.article.chapter in known else None
    where = {each.key: at for at, each in enumerate(row)}
    there = [key for key in reversed(beside.behind) if key in where]
    same = [key for key in there if row[where[key]].chapter == home]
    if same:
        return where[same[0]] + 1, home
    of_home = [at for at, each in enumerate(row) if each.chapter == home]
    if of_home:
        return of_home[0], home
    if there:
        return where[there[0]] + 1, row[where[there[0]]].chapter
    return 0, row[0].chapter if row else home


def _free_key(charter: Charter, key: str) -> str:
    taken = {*charter.by_key(), *(each.key for each in (*charter.chapters, *charter.blocks))}
    found, nth = key, 1
    while found in taken:
        nth += 1
        found = f"{key}~{nth}"
    return found


def _free_number(row: tuple[Article, ...], number: Number | None) -> Number | None:
    """The number, told apart from those that print the same; one without prints none."""
    taken = {each.number for each in row}
    if number not in taken:
        return number
    if number is None:
        number = Number((0,), unprinted=True)
    while number in taken:
        number = replace(number, nth=number.nth + 1)
    return number
