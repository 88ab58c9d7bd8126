"""The clock: what comes into force, what ends, what waits, and which acts follow by when.

One pass over the amendments, by the law of the settings. Nothing is written, and nothing is
counted where no law is set but what the amendments themselves say.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from amendtool.amendments.amendment import AdoptedBy, Amendment
from amendtool.amendments.operations import Insert, Numbering
from amendtool.articles.addresses import Address, canonical, find
from amendtool.articles.charter import Article, Charter, article_texts
from amendtool.articles.registered import MATTERS, proposed_matter
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import due_dates
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import later, say
from amendtool.periods.counted import CountedDay, Told
from amendtool.periods.dates import LegalDay, Waiting
from amendtool.periods.law import Law
from amendtool.repository.acts import AppliedAt
from amendtool.repository.record import Deed
from amendtool.repository.storage.folders import clause_at
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.clock.acts_by_law import (
    REPORTED_BY,
    VOTES_REPORTED,
    certificate_by,
    materials_by,
    notice_by,
    register_by,
)
from amendtool.workflow.clock.registered_rule import rule_of
from amendtool.workflow.dates.adopted_files import AdoptedFiles
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.dates.expiry import DueLapse, Endings

_ENDS: Final = ("削除", "失効", "delet", "expire", "lapse", "cease")
"""By one of these a sentence is known that ends the provision it stands in."""


class DueKind(StrEnum):
    """What is due: that something happens by itself, or that somebody does something."""

    EFFECT = "effect"
    LAPSE = "lapse"
    OVERLAP = "overlap"
    NOTICE = "notice"
    MATERIALS = "materials"
    VOTE = "vote"
    REGISTER = "register"
    FILE = "file"
    CERTIFICATE = "certificate"


_WHAT: Final = {
    DueKind.EFFECT: later("takes effect"),
    DueKind.LAPSE: later("ends by its own terms"),
    DueKind.OVERLAP: later("the former text is in force to the end of the day for {about}"),
    DueKind.NOTICE: later("send the notice of the meeting"),
    DueKind.MATERIALS: later(
        "put the materials of the meeting on the web, or with the notice if that is sent earlier"
    ),
    DueKind.VOTE: later("the vote, of which nothing is recorded"),
    DueKind.REGISTER: later("register {about}"),
    DueKind.FILE: later(
        "file the result of the vote (extraordinary report), and the new articles with the "
        "exchange, without delay"
    ),
    DueKind.CERTIFICATE: later(
        "file the certificate of amendment with the Secretary of State: it takes effect when it "
        "is filed, or on the later day that it states"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueEntry:
    """Something on a day, or by it: of which amendment, what, and how the day was counted.

    ``about`` are the cases of an overlap, and the matters that are registered. ``next`` is the
    command that follows, empty where there is none; ``words`` are those of the articles under
    which something ends.
    """

    day: datetime.date
    kind: DueKind
    amendment: str
    about: tuple[Told, ...] = ()
    provision: str | None = None
    how: tuple[Told, ...] = ()
    words: str = ""
    next: str = ""
    operation: str = ""
    """What ends, as an operation of the next amendment, in the form of its file."""

    @property
    def what(self) -> str:
        """What is due, in the language of the reader."""
        return say(_WHAT[self.kind], about=say(", ").join(each.said for each in self.about))

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells it from all others, whoever reads it and also when its day moves."""
        what = _WHAT[self.kind].format(about=", ".join(each.en for each in self.about))
        return self.amendment, self.kind.value, self.provision or "", what


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """Something that has no day yet: ``events`` are what it waits for, ``said`` in words."""

    amendment: str
    what: str
    provision: str | None
    events: tuple[str, ...] = ()
    said: str = ""
    not_before: datetime.date | None = None
    at_latest: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What is due up to ``until``, seen from the day ``on``, and what waits."""

    on: datetime.date
    until: datetime.date
    law: Law
    due: tuple[DueEntry, ...]
    waiting: tuple[WaitingEntry, ...]
    notes: tuple[Problem, ...] = ()

    def overdue(self, entry: DueEntry) -> bool:
        """Whether its day has passed."""
        return entry.day < self.on


def what_is_due(workspace: Workspace, on: datetime.date, *, within: int) -> Clock:
    """What is due on a day and ``within`` so many days of it, and what is overdue.

    What takes effect is told up to its day, an act until it is recorded, and what ends until it
    is gone. Raises InputError for a record that cannot be read, RepositoryError where git cannot.
    """
    workspace = workspace.edition(None)
    until = _later(on, within)
    found = _Due(workspace, on, until)
    found.adopted()
    found.lapses()
    found.pending()
    every = sorted(found.due, key=lambda each: (each.day, each.amendment, each.kind.value))
    return Clock(
        on=on,
        until=until,
        law=found.law,
        due=tuple(dict.fromkeys(each for each in every if each.day <= until)),
        waiting=tuple(dict.fromkeys(found.waiting)),
        notes=tuple(dict.fromkeys(found.notes)),
    )


def _later(day: datetime.date, days: int) -> datetime.date:
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal()))


class _Due:
    def __init__(self, workspace: Workspace, on: datetime.date, until: datetime.date) -> None:
        self.workspace = workspace
        self.on = on
        self.until = until
        self.files = AdoptedFiles(workspace)
        self.days = DayCounter(workspace)
        self.law = self.days.law
        self.hows: dict[tuple[str, datetime.date], tuple[Told, ...]] = {}
        self.style: DraftingStyle = workspace.config.style
        self.now: Charter = workspace.articles_at(workspace.head()).charter
        self.due: list[DueEntry] = []
        self.waiting: list[WaitingEntry] = []
        self.notes: list[Problem] = []

    # What is in force

    def adopted(self) -> None:
        """The days of every amendment in force, and the registration that follows."""
        changed = _changed_keys(self.workspace)
        for at in self.files.saying(b""):
            try:
                amendment = self.files.source(at).parsed.amendment
            except AmendtoolError:
                continue  # told where it is replayed
            if amendment.effective is not None:
                self._takes_effect(at.name, amendment.effective, None)
            self._operations(at.name, amendment)
            self._register(at, amendment, changed.get(at.commit, frozenset()))
            self._file(at, amendment)
            self._certificate(at, amendment)

    def _operations(self, name: str, amendment: Amendment) -> None:
        for due in due_dates(amendment):
            if due.operation is None:
                continue
            operation = amendment.operations[due.operation]
            dates = operation.dates
            provision = due.provision.text(self.style) if due.provision is not None else None
            if due.what == "effective" and dates.effective is not None:
                self._takes_effect(name, dates.effective, provision)
            elif due.what == "overlap":
                self._overlap(name, dates.overlap or "", dates.overlap_until, provision)
            elif dates.delete_on is not None:
                found = self.days.counted(dates.delete_on)
                if isinstance(found, CountedDay) and found.steps:
                    self.hows[name, found.day] = found.steps
            elif self._stands(operation):
                self.waiting.append(
                    WaitingEntry(
                        amendment=name,
                        what=say(_WHAT[DueKind.LAPSE]),
                        provision=provision,
                        said=dates.delete_when or "",
                    )
                )

    def _stands(self, operation: object) -> bool:
        """Whether what an operation brought stands still; so it is supposed where no key tells."""
        key = operation.key if isinstance(operation, Insert) else None
        return key is None or key in {
            *self.now.by_key(),
            *(each.key for each in self.now.chapters),
        }

    def _takes_effect(self, name: str, day: LegalDay, provision: str | None) -> None:
        found = self._counted(name, day, say(_WHAT[DueKind.EFFECT]), provision)
        if found is not None and found.day >= self.on:
            self.due.append(
                DueEntry(
                    day=found.day,
                    kind=DueKind.EFFECT,
                    amendment=name,
                    provision=provision,
                    how=found.steps,
                )
            )

    def _overlap(
        self, name: str, cases: str, until: LegalDay | None, provision: str | None
    ) -> None:
        if until is None:
            return
        what = say(_WHAT[DueKind.OVERLAP], about=cases)
        found = self._counted(name, until, what, provision)
        if found is not None and found.day >= self.on:
            self.due.append(
                DueEntry(
                    day=found.day,
                    kind=DueKind.OVERLAP,
                    amendment=name,
                    about=(Told(cases, cases),),
                    provision=provision,
                    how=found.steps,
                )
            )

    def _counted(
        self, name: str, day: LegalDay, what: str, provision: str | None
    ) -> CountedDay | None:
        """The day, or None after it is noted what it waits for."""
        found = self.days.counted(day)
        if isinstance(found, CountedDay):
            return found
        self._waits(name, found, what, provision)
        return None

    def _waits(self, name: str, found: Waiting, what: str, provision: str | None) -> None:
        self.waiting.append(
            WaitingEntry(
                amendment=name,
                what=what,
                provision=provision,
                events=found.events,
                said="" if found.events else say("a day that is not yet known"),
                not_before=found.not_before.day if found.not_before else None,
                at_latest=found.at_latest.day if found.at_latest else None,
            )
        )

    # What ends

    def lapses(self) -> None:
        """What ends by its own terms and stands, and what has no day for it yet."""
        head = self.workspace.head()
        due, notes = Endings(self.workspace, self.until, self.days.day, self.files).standing(head)
        self.notes += notes
        for each in due:
            self.due.append(
                DueEntry(
                    day=each.day,
                    kind=DueKind.LAPSE,
                    amendment=each.of,
                    provision=each.place.text(self.style),
                    how=self.hows.get((each.of, each.day), ()),
                    words=_words(self.now, each.place),
                    next="amendtool expire",
                    operation=self._deletion(each),
                )
            )
        for lapse, waits in _waiting_lapses(self.workspace, self.days, head, self.files):
            self._waits(lapse.of, waits, say(_WHAT[DueKind.LAPSE]), lapse.place.text(self.style))

    def _deletion(self, lapse: DueLapse) -> str:
        """The deletion as the next amendment would say it."""
        numbering = lapse.numbering(self.now)
        told = f"delete: {canonical(lapse.place, self.style)}"
        return told if numbering is Numbering.SHIFT else f"{{{told}, numbering: {numbering.value}}}"

    # What is to be filed

    def _file(self, at: AppliedAt, amendment: Amendment) -> None:
        """The report on the vote, and the new articles for the exchange, of a listed company."""
        company = self.workspace.config.company_in(self.workspace.config.language)
        listed = bool(company.code or company.tickers)
        acts = at.record.acts if at.record is not None else ()
        if self.law is not Law.JP or not listed or any(each.deed is Deed.FILED for each in acts):
            return
        adopted = at.record.adopted if at.record is not None else None
        voted = (adopted.day if adopted is not None else None) or amendment.adopted
        if voted is None or voted < VOTES_REPORTED:
            return
        if amendment.adopted_by is not AdoptedBy.MEETING:
            return
        self.due.append(
            DueEntry(
                day=voted,
                kind=DueKind.FILE,
                amendment=at.name,
                how=(REPORTED_BY,),
                next=say("amendtool record {name} filed DAY", name=at.name),
            )
        )

    def _certificate(self, at: AppliedAt, amendment: Amendment) -> None:
        """The certificate by which an amendment takes effect in Delaware; bylaws have none."""
        acts = at.record.acts if at.record is not None else ()
        filed = any(each.deed is Deed.FILED for each in acts)
        if self.law is not Law.US_DE or self.workspace.config.of_bylaws or filed:
            return
        adopted = at.record.adopted if at.record is not None else None
        voted = (adopted.day if adopted is not None else None) or amendment.adopted
        if voted is None:
            return
        change = None if amendment.effective is None else self.days.counted(amendment.effective)
        by = certificate_by(voted, change if isinstance(change, CountedDay) else None)
        self.due.append(
            DueEntry(
                day=by.day,
                kind=DueKind.CERTIFICATE,
                amendment=at.name,
                how=by.steps,
                next=say("amendtool record {name} filed DAY", name=at.name),
            )
        )

    # What is to be registered

    def _register(self, at: AppliedAt, amendment: Amendment, keys: frozenset[str]) -> None:
        known = MATTERS[self.law]
        recorded = at.record.acts if at.record is not None else ()
        if not known or any(each.deed is Deed.REGISTERED for each in recorded):
            return
        own = {key: word for key in sorted(keys) if (word := self._matter(key)) is not None}
        adopted = at.record.adopted if at.record is not None else None
        voted = (adopted.day if adopted is not None else None) or amendment.adopted
        effective = amendment.effective or voted
        if not own or effective is None:
            return
        by_day: dict[LegalDay, list[Told]] = {}
        apart = self._days_apart(at, amendment, own.keys())
        for key, word in own.items():
            by_day.setdefault(apart.get(key, effective), []).append(word)
        for day, matters in by_day.items():
            self._register_by(at.name, day, voted, matters)

    def _days_apart(
        self, at: AppliedAt, amendment: Amendment, keys: Collection[str]
    ) -> Mapping[str, LegalDay]:
        """The articles that change on a day apart from that of the amendment, with their days."""
        if not any(each.dates.effective is not None for each in amendment.operations):
            return {}
        # Few operations have a day of their own, and this applies the amendment.
        from amendtool.workflow.proposal import propose

        try:
            applied = self.workspace.applied(at.name)
            if applied is None:
                return {}
            source = self.files.source(at)
            origin = propose(self.workspace, source, applied.before).application.origin
        except AmendtoolError:
            return {}  # told where it is replayed
        found: dict[str, LegalDay] = {}
        for key in keys:
            acting = (amendment.operations[each] for each in origin.get(key, ()))
            days = {each.dates.effective for each in acting}
            if len(days) == 1 and (day := days.pop()) is not None:
                found[key] = day
        return found

    def _register_by(
        self, name: str, effective: LegalDay, voted: datetime.date | None, matters: Sequence[Told]
    ) -> None:
        change = self.days.counted(effective)
        if isinstance(change, Waiting):
            return  # it waits with the effect, which is told
        by = register_by(change, voted, self.law)
        self.due.append(
            DueEntry(
                day=by.day,
                kind=DueKind.REGISTER,
                amendment=name,
                about=tuple(dict.fromkeys(matters)),
                how=by.steps,
                next=say("amendtool record {name} registered DAY", name=name),
            )
        )

    def _matter(self, key: str) -> Told | None:
        """The registered matter of an article, in words; None where it holds none."""
        said = dict(self.workspace.config.registered)
        if key in said:
            matter = MATTERS[self.law].get(said[key] or "")
            if matter is None:
                return None
            return Told(
                f"{matter.name.ja}（{rule_of(matter).ja}）", f"{matter.name.en} ({matter.item})"
            )
        article = self.now.by_key().get(key)
        proposed = None if article is None else proposed_matter(article.heading, self.law)
        if proposed is None:
            return None
        name, rule = proposed.name, rule_of(proposed).ja
        return Told(
            f"{name.ja}（{rule}。見出しからの推定。[registered] で確認してください）",
            f"{name.en} ({proposed.item}, by its caption: confirm in [registered])",
        )

    # What is to be voted on

    def pending(self) -> None:
        """The notice before a meeting, and the vote after it."""
        acts = self.workspace.acts()
        for name in self.workspace.amendment_names():
            record = acts.records.get(name)
            if name in acts.applied or (record is not None and record.standing != "pending"):
                continue
            try:
                amendment = self.workspace.amendment(name, cwd=self.workspace.root)
            except AmendtoolError:
                continue  # `check` tells it
            said = amendment.parsed.amendment
            if said.draft or said.adopted is None:
                continue
            if said.adopted <= self.on:
                self._voted(name, said.adopted)
            elif said.adopted_by is AdoptedBy.MEETING:
                noticed = record is not None and record.noticed is not None
                self._meeting(name, said.adopted, noticed=noticed)

    def _voted(self, name: str, day: datetime.date) -> None:
        self.due.append(
            DueEntry(
                day=day,
                kind=DueKind.VOTE,
                amendment=name,
                next=say("amendtool apply {name}, or amendtool reject {name}", name=name),
            )
        )

    def _meeting(self, name: str, meeting: datetime.date, *, noticed: bool) -> None:
        if self.law is Law.NONE:
            return
        if noticed:
            return
        acts = [(DueKind.NOTICE, notice_by(meeting, self.law))]
        if self.law is Law.JP and self._electronic():
            acts.append((DueKind.MATERIALS, materials_by(meeting)))
        for kind, by in acts:
            self.due.append(
                DueEntry(
                    day=by.day,
                    kind=kind,
                    amendment=name,
                    how=by.steps,
                    next=say("amendtool record {name} noticed DAY", name=name),
                )
            )

    def _electronic(self) -> bool:
        """Whether the articles provide for materials on the web."""
        said = dict(self.workspace.config.registered)
        for article in self.now.articles:
            proposed = proposed_matter(article.heading, self.law)
            word = said.get(article.key, None if proposed is None else proposed.word)
            if word == "electronic-provision":
                return True
        return False


def _waiting_lapses(
    workspace: Workspace, days: DayCounter, head: str, files: AdoptedFiles
) -> Iterator[tuple[DueLapse, Waiting]]:
    """What stands and is to end, without a day for it."""
    waits: dict[int, Waiting] = {}

    def counted(value: LegalDay) -> datetime.date | None:
        # Each that waits gets a day of its own, by which it is known again.
        found = days.counted(value)
        if isinstance(found, CountedDay):
            return None
        ordinal = datetime.date.max.toordinal() - len(waits)
        waits[ordinal] = found
        return datetime.date.fromordinal(ordinal)

    due, _ = Endings(workspace, datetime.date.max, counted, files).standing(head)
    for each in due:
        yield each, waits[each.day.toordinal()]


def _changed_keys(workspace: Workspace) -> Mapping[str, frozenset[str]]:
    """The keys of the clauses that each commit writes; what only gets a number is in another."""
    counted = workspace.config.style.numbered_in_chapters
    found: dict[str, frozenset[str]] = {}
    for commit in workspace.acts().history:
        clauses = (clause_at(file.new or file.old or "", counted) for file in commit.files)
        found[commit.commit] = frozenset(str(each[0]) for each in clauses if each is not None)
    return found


def _words(charter: Charter, place: Address) -> str:
    """The sentence of a provision that ends it; empty where none is found."""
    while place.level in ("paragraph", "item"):
        place = place.parent
    article = find(charter, place)
    if not isinstance(article, Article):
        return ""
    for text in article_texts(article):
        for sentence in text.replace("。", "。\n").replace(". ", ".\n").split("\n"):
            if any(word in sentence.lower() for word in _ENDS):
                return sentence.strip()
    return ""
