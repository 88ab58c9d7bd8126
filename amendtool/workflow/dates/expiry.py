"""What has ended by its own terms and still stands, and what its deletion makes of the articles.

Supplementary provisions often end themselves on a day (``delete_on``): they are gone then,
without another resolution. Whether what the adopted amendment meant still stands is asked as for
any amendment: by key, and with its words. What was corrected meanwhile, and what other expiries
took out of it, is no rewriting.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.lapses import Lapse, deletion, lapse_numbering, lapses
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import Delete
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import Address, address_of_article, address_of_chapter, find
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.periods.dates import LegalDay
from amendtool.repository.acts import AppliedAt
from amendtool.repository.record import Act, Deed, record_path
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace
from amendtool.values import dataclass
from amendtool.workflow.dates.adopted_files import AdoptedFiles
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.proposal import propose

_SAID = b"delete_on"
_INNER = ("paragraph", "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLapse:
    """A provision that has ended on ``day``, and stands at ``place`` in the articles of today.

    ``of`` is the amendment that says so, ``policy`` what it makes of numbers that become free.
    """

    of: str
    day: datetime.date
    place: Address
    key: str
    policy: Numbering

    def numbering(self, charter: Charter) -> Numbering:
        """What becomes of the numbers behind it."""
        return lapse_numbering(charter, self.place, self.policy)


@dataclass(frozen=True, slots=True, kw_only=True)
class _EndingsOf:
    """What an amendment in force ends, in the numbers of the articles that it left."""

    of: AppliedAt
    after: str
    lapses: tuple[Lapse, ...]
    policy: Numbering


class Endings:
    """Everything that amendments in force end by their own terms, up to a day.

    The files are read once; where what they mean stands is asked for any articles.
    """

    def __init__(
        self,
        workspace: Workspace,
        until: datetime.date,
        counted: Callable[[LegalDay], datetime.date | None] | None = None,
        files: AdoptedFiles | None = None,
    ) -> None:
        self.workspace = workspace.edition(None)
        self._files = files or AdoptedFiles(self.workspace)
        self.until = until
        self._counted = counted or DayCounter(workspace).day
        self.landed: list[tuple[str, str, bool]] = []
        """Expiries that are about to land: the articles before and after, by their trees."""

    def standing(self, revision: str) -> tuple[tuple[DueLapse, ...], tuple[Problem, ...]]:
        """What has ended and stands in the articles ``revision``, as ``articles_at`` takes them.

        And notes of what an event has to end, too, or of which it is not sure.
        """
        due: list[DueLapse] = []
        notes: list[Problem] = []
        now = self.workspace.articles_at(revision).charter
        for ending in self._endings:
            path = f"{AMENDMENTS}/{ending.of.name}.yaml"
            for lapse in ending.lapses:
                place = self._place(ending, lapse, now)
                if isinstance(place, Problem):
                    notes.append(place.at(Place(file=path)))
                    continue
                found = None if place is None else find(now, place)
                if place is None or found is None:
                    continue
                if lapse.when is not None:
                    notes.append(self._waiting(ending, lapse, place).at(Place(file=path)))
                    continue
                due.append(
                    DueLapse(
                        of=ending.of.name,
                        day=lapse.day,
                        place=place,
                        key=_key(now, place),
                        policy=ending.policy,
                    )
                )
        return tuple(due), tuple(dict.fromkeys(notes))

    @cached_property
    def _endings(self) -> tuple[_EndingsOf, ...]:
        return tuple(self._read())

    def _read(self) -> Iterator[_EndingsOf]:
        for at in self._files.saying(_SAID):
            try:
                source = self._files.source(at)
                amendment = source.parsed.amendment
                days = [each.dates.delete_on for each in amendment.operations]
                if not any(self._is_over(self._counted(day)) for day in days if day is not None):
                    continue
                applied = self.workspace.applied(at.name)
                if applied is None:
                    continue
                left = self.workspace.articles_at(applied.after).charter
                application = propose(self.workspace, source, applied.before).application
            except AmendtoolError:
                continue  # told where it is replayed
            found = lapses(amendment, application, left, self._counted)
            yield _EndingsOf(
                of=at,
                after=applied.after,
                lapses=tuple(each for each in found if self._is_over(each.day)),
                policy=amendment.numbering,
            )

    def _is_over(self, day: datetime.date | None) -> bool:
        """Whether something is gone: at 0:00 of its day."""
        return day is not None and day <= self.until

    def _place(self, ending: _EndingsOf, lapse: Lapse, now: Charter) -> Address | Problem | None:
        """Where a provision stands now; None where it is gone, a note where that is not sure."""
        if lapse.place is None:
            return _unsure(ending, lapse, say("which provision it is cannot be told from its file"))
        place = lapse.place
        then = self.workspace.articles_at(ending.after).charter
        for before, after, corrected in (*self._neutral(ending), *self.landed):
            one, other = self._charter(before), self._charter(after)
            step = self._carried(place, then, one)
            if not isinstance(step, Address):
                continue  # decided about on the way: what it is now is asked at the end
            same = self._same(step, one, other, corrected=corrected)
            if same is not None:
                place, then = same, other
        told = self._carried(place, then, now)
        if isinstance(told, Address):
            return told
        if any(each.code == "base-gone" for each in told):
            return None
        return _unsure(ending, lapse, told[0].message)

    def _same(
        self, place: Address, before: Charter, after: Charter, *, corrected: bool
    ) -> Address | None:
        """The place of a provision behind an act that decides nothing about it; None if gone."""
        if place.level not in _INNER:
            return _place_of(after, _key(before, place))
        told = self._carried(place, before, after)
        if isinstance(told, Address):
            return told
        return place if corrected and find(after, place) is not None else None

    def _carried(
        self, place: Address, then: Charter, now: Charter
    ) -> Address | tuple[Problem, ...]:
        numbering = lapse_numbering(then, place, Numbering.SHIFT)
        try:
            carried = carry(
                deletion(((place, numbering),), "expiry"), then, now, self.workspace.config.style
            )
        except AmendtoolError as error:
            return error.problems
        if carried.lost:
            return carried.lost
        (operation,) = carried.amendment.operations
        if not isinstance(operation, Delete):
            raise TypeError(operation)
        return operation.target.first

    def _charter(self, tree: str) -> Charter:
        return self.workspace.articles_at(f"{TREE}{tree}").charter

    def _neutral(self, ending: _EndingsOf) -> Iterator[tuple[str, str, bool]]:
        """The corrections and expiries since an amendment: the trees around them, and which."""
        for at, base, result, corrected in self._steps:
            if at < self._position(ending.of.commit):
                yield base, result, corrected

    def _position(self, commit: str) -> int:
        history = self.workspace.acts().history
        return next((at for at, each in enumerate(history) if each.commit == commit), len(history))

    @cached_property
    def _steps(self) -> tuple[tuple[int, str, str, bool], ...]:
        """Each with the place of its commit in the history, the oldest first."""
        acts = self.workspace.acts()
        newest: dict[str, int] = {}
        for at, each in enumerate(acts.history):
            for file in each.files:
                newest.setdefault(file.new or "", at)
        return tuple(
            (at, act.base, act.result, act.deed is Deed.CORRECTED)
            for at, act in sorted(
                (
                    (newest.get(record_path(name), -1), act)
                    for name, record in acts.records.items()
                    for act in record.acts
                    if act.deed is Deed.CORRECTED or act is record.expired
                ),
                key=lambda pair: -pair[0],
            )
            if act.base and act.result and self._has(act.base) and self._has(act.result)
        )

    def _has(self, tree: str) -> bool:
        return self.workspace.has_articles(tree)

    def _waiting(self, ending: _EndingsOf, lapse: Lapse, place: Address) -> Problem:
        where = place.text(self.workspace.config.style)
        return Problem(
            code="expiry-waits",
            message=say(
                "{where} may go from {day} on ({name}), with an event: {when}",
                where=where,
                day=lapse.day,
                name=ending.of.name,
                when=lapse.when,
            ),
            hint=say(
                "whether it has come no file says; when it has: amendtool new NAME, with `delete`"
            ),
            severity="note",
        )


def _unsure(ending: _EndingsOf, lapse: Lapse, why: str) -> Problem:
    return Problem(
        code="expiry-unsure",
        message=say(
            "what {name} ends on {day} (operation {operation}) is left as it is: {why}",
            name=ending.of.name,
            day=lapse.day,
            operation=lapse.operation + 1,
            why=why,
        ),
        hint=say(
            "read what stands there; what is to go is proposed: amendtool new NAME, with `delete`"
        ),
        severity="warning",
    )


def _keys(charter: Charter) -> set[str]:
    return {*charter.by_key(), *(each.key for each in charter.chapters)}


def _key(charter: Charter, place: Address) -> str:
    """The key of the article or chapter that a provision is, or stands in."""
    while place.level in _INNER:
        place = place.parent
    found = find(charter, place)
    return found.key if isinstance(found, Article | Chapter) else ""


def _place_of(charter: Charter, key: str) -> Address | None:
    if key in charter.by_key():
        return address_of_article(charter, key)
    return address_of_chapter(charter, key) if key in _keys(charter) else None


def expiring(name: str, due: Sequence[DueLapse], charter: Charter) -> Amendment:
    """The deletions of one day, as an amendment of the articles in which they are due."""
    return deletion(tuple((each.place, each.numbering(charter)) for each in due), name)


def expired_of(workspace: Workspace, name: str, act: Act) -> Amendment:
    """The deletions of an expiry, as its record has them.

    Raises ValueError (AddressError too) where the record cannot be read so.
    """
    style = workspace.config.edition(workspace.config.languages[0]).style
    return deletion(
        tuple((parse(each.place, style), Numbering(each.numbering)) for each in act.lapses), name
    )


def application_of(workspace: Workspace, name: str, act: Act) -> Application:
    """What an expiry made of the articles before it, in one edition."""
    charter = workspace.articles_at(f"{TREE}{act.base}").charter
    return apply(charter, expired_of(workspace, name, act), workspace.config.style)
