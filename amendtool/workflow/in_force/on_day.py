"""The articles on a day, as far as they were known: what every verb with ``--on`` asks.

The day says what is in force, ``as_of`` what was known: which amendments the branch held, which
of them had been taken back, and which events had come.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.in_force import (
    Aside,
    BesideKind,
    BesideText,
    Counted,
    NoText,
    PrintedText,
    RecordedState,
    StandingAct,
    TextOnDay,
    UncomposedError,
    early_operations,
    leaves_beside,
    printed,
    state_on,
    text_on,
)
from amendtool.articles.charter import Charter
from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import HouseStyle, NotePlace
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.messages import language_spoken, say
from amendtool.patterns import compiled
from amendtool.periods.dates import LegalDay, told
from amendtool.repository.acts import AppliedAt
from amendtool.repository.record import BASELINE, Act, Deed, record_path
from amendtool.repository.storage.folders import (
    FileChanges,
    changed_files,
    clause_at,
    edition_at,
)
from amendtool.repository.storage.proof import proven_changes
from amendtool.repository.workspace import AMENDMENTS, TREE, Applied, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import tree_at
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.dates.expire import require_sure
from amendtool.workflow.dates.expiry import DueLapse, Endings, expiring, files_saying
from amendtool.workflow.every_edition import for_each_edition
from amendtool.workflow.proof.recorded_states import act_id, recorded_states
from amendtool.workflow.proposal import propose, with_keys_of

if TYPE_CHECKING:
    from amendtool.amendments.file.read import AmendmentFile

_PLAIN_DAY: Final = compiled(rb"^effective:[ \t]*([0-9]{4}-[0-9]{2}-[0-9]{2})[ \t]*\r?$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesOnDay:
    """The articles in force on a day: ``text`` as it is, ``printed`` with its notes.

    ``acts`` are the amendments and expiries in force, in their order; ``lapsed`` what has ended
    by its own terms and is not landed in git. ``state`` are the recorded articles that it is made
    from, with these lapses taken out of them: ``revision`` asks for them.
    """

    day: datetime.date
    text: TextOnDay
    printed: PrintedText
    state: RecordedState
    revision: str
    workspace: Workspace
    acts: tuple[str, ...]
    lapsed: tuple[DueLapse, ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def charter(self) -> Charter:
        """The articles as they are printed, with what stands beside them."""
        return self.printed.charter


class Days:
    """The articles of a repository on any day, in one edition; its history is read once.

    ``as_of`` limits what was known. Raises InputError for an unknown revision.
    """

    def __init__(self, workspace: Workspace, as_of: str | None = None) -> None:
        self.workspace = workspace.as_of(as_of)
        self.counter = DayCounter(self.workspace)
        self._amendments: dict[str, Amendment] = {}

    def on(self, day: datetime.date, house: HouseStyle | None = None) -> ArticlesOnDay:
        """The articles in force on a day, with notes in the words of a house style.

        Raises InputError for a day of which no text is held (``day-before-articles``),
        ConflictError where what is in force on it was never adopted together
        (``text-not-composed``), RepositoryError where git cannot.
        """
        notices = list(self._before_all(day))
        found = state_on(day, self._standing, self._states[1])
        if isinstance(found, NoText):
            raise ConflictError(*self._uncomposed(day, found))
        notices += self._not_yet(day, found)
        return self._view(found, day, house, notices, early=True)

    def before(
        self,
        applied: Applied | None,
        day: datetime.date,
        house: HouseStyle | None = None,
        spared: Collection[str] = (),
    ) -> ArticlesOnDay:
        """The articles that an amendment is written on, with the notes that they have on a day.

        They are those at HEAD, without what has ended but for what it acts on itself, the keys of
        which are ``spared``; of an amendment that is ``applied`` those
        just before it, as they stood. What of them is not in force on the day is told.
        """
        every = self._standing
        if applied is not None:
            names = [each.name for each in every]
            every = every[: names.index(applied.name)]
        revision = self.workspace.head() if applied is None else applied.before
        state = RecordedState(
            articles=f"{TREE}{tree_at(self.workspace, revision)}",
            commit=revision if applied is None else applied.base,
            acts=frozenset(each.act for each in every),
        )
        notices = [
            _written_on(each)
            for each in every
            if not each.expiry and (each.start is None or each.start > day)
        ]
        return self._view(state, day, house, notices, ended=applied is None, spared=spared)

    def _view(
        self,
        found: RecordedState,
        day: datetime.date,
        house: HouseStyle | None,
        notices: list[Problem],
        *,
        early: bool = False,
        ended: bool = True,
        spared: Collection[str] = (),
    ) -> ArticlesOnDay:
        workspace, revision = self._states[0], found.articles
        lapsed: tuple[DueLapse, ...] = ()
        mended = revision
        if early:
            workspace, mended, corrected = self._corrected(workspace, found)
            notices += corrected
            workspace, revision, told = self._with_early(workspace, found, mended, day)
            notices = [
                *(each for each in notices if not told or each.code != "baseline-unknown"),
                *told,
            ]
        if ended:
            workspace, revision, lapsed, unsure_ends = self._without_ended(
                workspace, found, (mended, revision), day, spared
            )
            notices += unsure_ends
        landed = tuple(self._with_own_days(found, day))
        try:
            text = text_on(day, workspace.articles_at(revision).charter, landed, self.counter.day)
        except UncomposedError as error:
            raise ConflictError(unsure(error, day)) from None
        house = house or workspace.config.house
        notices += (_lapsed(each, each.place.text(self._style)) for each in lapsed)
        notices += (_aside(each, self._told(each.day, "en")) for each in text.asides)
        if not house.print_pending:
            notices += (
                _unprinted(each, self._told(each.day, "en"))
                for each in text.beside
                if each.kind is BesideKind.PENDING
            )
        return ArticlesOnDay(
            day=day,
            text=text,
            printed=self.printed(text, house),
            state=found,
            revision=revision,
            workspace=workspace,
            acts=tuple(each.name for each in self._standing if each.act in found.acts),
            lapsed=lapsed,
            notices=tuple(dict.fromkeys(notices)),
        )

    def printed(self, text: TextOnDay, house: HouseStyle | None = None) -> PrintedText:
        """A text with its notes in the words and at the place of a house style."""
        chosen = house or self.workspace.config.house
        return printed(
            text,
            lambda each: self.note(each, chosen),
            above=chosen.note_place is NotePlace.ABOVE,
            omitted=chosen.labels.omitted,
            pending=chosen.print_pending,
        )

    def text_of(self, charter: Charter, of: ArticlesOnDay) -> TextOnDay:
        """What is in force on a day of other articles that hold the amendments of ``of``."""
        landed = self._with_own_days(of.state, of.day)
        return text_on(of.day, charter, landed, self.counter.day)

    def note(self, beside: BesideText, house: HouseStyle) -> str:
        """The note of a text that is not simply in force, in the words of a house style."""
        day = self._told(beside.day, self.workspace.config.style.language)
        match beside.kind:
            case BesideKind.PENDING:
                return house.pending_label.replace("{day}", day)
            case BesideKind.LEAVING:
                return house.leaving_label.replace("{day}", day)
            case BesideKind.OVERLAP:
                label = house.overlap_label if beside.day is None else house.overlap_until_label
                return label.replace("{day}", day).replace("{cases}", beside.cases)

    def _told(self, value: LegalDay | None, language: str) -> str:
        if value is None:
            return ""
        day = self.counter.day(value)
        return told(value).text(language) if day is None else language_of(language).date(day)

    @property
    def _style(self) -> DraftingStyle:
        return self.workspace.edition(None).config.style

    # What stands

    @cached_property
    def _states(self) -> tuple[Workspace, tuple[RecordedState, ...]]:
        return recorded_states(self.workspace)

    @cached_property
    def _files(self) -> Mapping[str, bytes]:
        return {at.name: data for at, data in files_saying(self.workspace, b"")}

    def _amendment(self, name: str) -> Amendment | None:
        if name not in self._amendments:
            path = f"{AMENDMENTS}/{name}.yaml"
            try:
                read = self.workspace.read_amendment(self._files[name], path, name=name)
            except (AmendtoolError, KeyError):
                return None  # told where it is replayed
            self._amendments[name] = read.parsed.amendment
        return self._amendments[name]

    @cached_property
    def _standing(self) -> tuple[StandingAct, ...]:
        """Everything that stands in the articles, in the order in which it landed."""
        acts = self.workspace.acts()
        every = (*acts.applied.values(), *acts.expiries.values())
        return tuple(
            StandingAct(
                act=act_id(at.name, at.record),
                name=at.name,
                start=self._start(at),
                expiry=at.name in acts.expiries,
            )
            for at in sorted(every, key=lambda each: each.order)
        )

    def _start(self, at: AppliedAt) -> datetime.date | None:
        act = at.record.landed if at.record is not None else None
        if act is not None and act.deed is Deed.EXPIRED:
            return act.day
        value = self._effect(at)
        if value is None:
            return act.day if act is not None else None
        return self.counter.day(value)

    def _effect(self, at: AppliedAt) -> LegalDay | None:
        """The day of effect that an amendment names, or else that of its adoption."""
        data = self._files.get(at.name, b"")
        if data.count(b"effective") == 1 and (plain := _PLAIN_DAY.search(data)) is not None:
            try:
                return datetime.date.fromisoformat(plain[1].decode("ascii"))
            except ValueError:
                pass
        if b"effective" not in data and at.record is not None:
            return None
        amendment = self._amendment(at.name)
        return None if amendment is None else amendment.effective or amendment.adopted

    def _with_own_days(
        self, state: RecordedState, day: datetime.date
    ) -> Iterator[tuple[Amendment, Application]]:
        for each in self._standing:
            if each.act not in state.acts or each.expiry:
                continue
            data = self._files.get(each.name, b"")
            if b"overlap" not in data and data.count(b"effective:") < 2 and _PLAIN_DAY.search(data):
                continue
            amendment = self._amendment(each.name)
            if amendment is None or not leaves_beside(amendment, day, self.counter.day):
                continue
            applied = self.workspace.applied(each.name)
            if applied is None:
                continue
            path = f"{AMENDMENTS}/{each.name}.yaml"
            source = self.workspace.read_amendment(self._files[each.name], path, name=each.name)
            proposal = propose(self.workspace, source, applied.before)
            yield proposal.amendment, proposal.application

    # What was misprinted then

    def _corrected(
        self, workspace: Workspace, state: RecordedState
    ) -> tuple[Workspace, str, list[Problem]]:
        """The articles with the misprints mended that were corrected after their state had passed.

        A misprint was never law: a clause that still stands as it did before the correction is
        given as it stands behind it.
        """
        told: list[Problem] = []
        revision = state.articles
        known = self.workspace.acts(state.commit).records
        in_chapters = self.workspace.config.style.numbered_in_chapters
        acts = [
            (name, act)
            for name, record in self.workspace.acts().records.items()
            for act in record.acts
            if act.deed is Deed.CORRECTED and (name not in known or act not in known[name].acts)
        ]
        for name, act in sorted(acts, key=lambda pair: str(pair[1].day)):
            trees = [each for each in (act.base, act.result) if each]
            if len(trees) < 2 or not all(map(workspace.has_articles, trees)):
                continue
            before, after = (workspace.files_at(f"{TREE}{each}") for each in trees)
            keyed: dict[tuple[object, str], tuple[bytes, bytes]] = {}
            for path, data in after.items():
                clause = clause_at(path, in_chapters)
                if clause is not None and path in before and before[path] != data:
                    keyed[clause[0], edition_at(path)] = before[path], data
            files = dict(workspace.files_at(revision))
            changed = False
            for path, data in files.items():
                clause = clause_at(path, in_chapters)
                if clause is None:
                    continue
                pair = keyed.get((clause[0], edition_at(path)))
                if pair is not None and data == pair[0]:
                    files[path] = pair[1]
                    changed = True
            if changed:
                tree = f"{revision.removeprefix(TREE)} {name}"
                workspace, revision = workspace.with_ahead(name, tree, files), f"{TREE}{tree}"
                told.append(_mended(name, act))
        return workspace, revision, told

    # What takes effect before the rest of its amendment

    def _with_early(
        self, workspace: Workspace, state: RecordedState, revision: str, day: datetime.date
    ) -> tuple[Workspace, str, list[Problem]]:
        """The articles with the operations that take effect before their amendment does.

        The numbers stay those of before, which are the numbers in force.
        """
        told: list[Problem] = []
        for each in self._standing:
            data = self._files.get(each.name, b"")
            if each.act in state.acts or each.expiry or data.count(b"effective:") < 2:
                continue
            amendment = self._amendment(each.name)
            applied = self.workspace.applied(each.name)
            early = () if amendment is None else early_operations(amendment, day, self.counter.day)
            if applied is None or not early:
                continue
            try:
                workspace, revision = _early_alone(
                    workspace, each.name, data, applied, day, self.counter.day, revision
                )
            except AmendtoolError:
                raise ConflictError(_not_alone(each, early, day)) from None
            told.append(_early(each, early))
        return workspace, revision, told

    # What has ended

    def _without_ended(
        self,
        workspace: Workspace,
        state: RecordedState,
        made: tuple[str, str],
        day: datetime.date,
        spared: Collection[str],
    ) -> tuple[Workspace, str, tuple[DueLapse, ...], tuple[Problem, ...]]:
        """The articles of a state without what has ended by its own terms.

        ``made`` is what became of them already: by later corrections, then by early operations.
        """
        seen = replace(workspace, seen_from=state.commit)
        endings = Endings(seen, day, self.counter.day)
        mended, revision = made
        if mended != state.articles:
            step = (state.articles.removeprefix(TREE), mended.removeprefix(TREE), True)
            endings.landed.append(step)
        lapsed: list[DueLapse] = []
        while True:
            every, told = endings.standing(revision)
            due = [each for each in every if each.key not in spared]
            if not due:
                return (
                    replace(workspace, _made=seen._made, ahead=seen.ahead),
                    revision,
                    tuple(lapsed),
                    told,
                )
            first = min(each.day for each in due)
            one = tuple(each for each in due if each.day == first)
            seen, after = _ended(seen, one, revision, len(lapsed))
            endings.landed.append((revision.removeprefix(TREE), after.removeprefix(TREE), False))
            endings.workspace = seen.edition(None)
            revision = after
            lapsed += one

    # What is said of it

    def _before_all(self, day: datetime.date) -> Iterator[Problem]:
        baseline = self.workspace.acts().records.get(BASELINE)
        days = [
            each.day
            for each in (baseline.acts if baseline is not None else ())
            if each.deed is not Deed.BASELINE and each.day is not None
        ]
        if days and day < max(days):
            raise InputError(
                Problem(
                    code="day-before-articles",
                    message=say(
                        "the company was established on {founded}, after {day}",
                        founded=min(days),
                        day=day,
                    )
                    if day < min(days)
                    else say(
                        "the articles of {day} are not held: those that the company came "
                        "with were amended on {last}",
                        day=day,
                        last=max(days),
                    ),
                    hint=say("ask for {last} or a later day", last=max(days)),
                    place=Place(file=record_path(BASELINE)),
                )
            )
        starts = [each.start for each in self._standing if each.start is not None]
        if not days and (not starts or day < min(starts)):
            yield Problem(
                code="baseline-unknown",
                message=say(
                    "nothing is recorded of the time before {first}: these are the articles "
                    "that the first amendment was written on",
                    first=min(starts),
                )
                if starts
                else say("nothing is recorded of when these articles took effect"),
                hint=say("record it: amendtool baseline --established DAY --amended DAY"),
                severity="note",
            )

    def _not_yet(self, day: datetime.date, state: RecordedState) -> Iterator[Problem]:
        """A note for each amendment that was adopted by then, and takes effect later."""
        acts = self.workspace.acts()
        for each in self._standing:
            at = acts.applied.get(each.name)
            if each.act in state.acts or each.expiry or at is None:
                continue
            adopted = at.record.adopted if at.record is not None else None
            amendment = self._amendment(each.name)
            voted = (adopted.day if adopted is not None else None) or (
                amendment.adopted if amendment is not None else None
            )
            if amendment is None or voted is None or voted > day:
                continue
            effect = amendment.effective
            if each.start is not None:
                message = say(
                    "{name} was adopted on {voted} and takes effect on {start}",
                    name=each.name,
                    voted=voted,
                    start=each.start,
                )
            else:
                message = say(
                    "{name} was adopted on {voted} and takes effect on {when}, not known yet",
                    name=each.name,
                    voted=voted,
                    when="" if effect is None else self._told(effect, language_spoken()),
                )
            yield Problem(
                code="not-in-force-yet",
                message=message,
                hint=say("it is not in this text; `amendtool due` tells its day"),
                place=Place(file=f"{AMENDMENTS}/{each.name}.yaml"),
                severity="note",
            )
        for name, record in acts.records.items():
            annulled = record.decided
            if annulled is None or annulled.deed is not Deed.ANNULLED:
                continue
            was = [act for act in record.acts if act.deed is Deed.ADOPTED and act.day is not None]
            if was and was[-1].day is not None and was[-1].day <= day:
                yield Problem(
                    code="annulled-left-out",
                    message=say(
                        "{name} was adopted on {adopted} and annulled on {annulled}: it is not "
                        "in this text",
                        name=name,
                        adopted=was[-1].day,
                        annulled=annulled.day,
                    ),
                    hint=say("what was known before is shown with --as-of REV"),
                    place=Place(file=record_path(name)),
                    severity="note",
                )

    def _uncomposed(self, day: datetime.date, found: NoText) -> Iterator[Problem]:
        if not found.behind and not found.gone:
            yield Problem(
                code="text-not-composed",
                message=say(
                    "the articles of {day} are not held: they never stood in git without "
                    "what came later",
                    day=day,
                ),
                hint=say("fetch the whole history: git fetch --unshallow"),
            )
            return
        ahead = [each for each in found.ahead if self._stands_on(each, found)] or [*found.ahead]
        for each in found.behind:
            own = say(", ").join(
                say("{name} (in force since {start})", name=name.name, start=name.start)
                for name in ahead[-3:]
            )
            yield Problem(
                code="text-not-composed",
                message=say(
                    "no text of {day} was ever adopted: {own} was written on {name}, which "
                    "takes effect on {start}",
                    day=day,
                    own=own,
                    name=each.name,
                    start=each.start,
                )
                if each.start is not None
                else say(
                    "no text of {day} was ever adopted: {own} was written on {name}, which "
                    "takes effect on a day not known yet",
                    day=day,
                    own=own,
                    name=each.name,
                ),
                hint=say(
                    "what is in force between two such days has to be resolved, or decided "
                    "by a court; `amendtool table NAME` shows each amendment on its own "
                    "articles"
                ),
                place=Place(file=f"{AMENDMENTS}/{each.name}.yaml"),
            )
        if not found.behind:
            gone = list(dict.fromkeys(each.split(" ")[0] for each in found.gone))
            yield Problem(
                code="text-not-composed",
                message=say(
                    "the articles of {day} stood in git with {gone} alone, which was taken "
                    "back later",
                    day=day,
                    gone=say(", ").join(gone),
                ),
                hint=say("`--as-of REV` shows what stood then"),
                place=Place(file=record_path(gone[0])),
            )

    def _stands_on(self, act: StandingAct, found: NoText) -> bool:
        order = [each.act for each in self._standing]
        return any(order.index(act.act) > order.index(each.act) for each in found.behind)


def _early_alone(
    workspace: Workspace,
    name: str,
    data: bytes,
    applied: Applied,
    day: datetime.date,
    counted: Counted,
    revision: str,
) -> tuple[Workspace, str]:
    """The articles with some operations of an amendment alone, in all editions."""
    files = workspace.files_at(revision)
    leading: tuple[AmendmentFile, Application] | None = None
    for language in workspace.languages_at(revision):
        edition = workspace.edition(language)
        style = edition.config.style
        parsed = edition.read_amendment(data, f"{AMENDMENTS}/{name}.yaml", name=name).parsed
        whole = parsed.amendment if leading is None else with_keys_of(parsed, *leading)
        then, now = (edition.articles_at(each) for each in (applied.before, revision))
        if leading is None:
            leading = parsed, apply(then.charter, whole, style)
        early = early_operations(whole, day, counted)
        if not early:
            continue
        only = replace(whole, operations=tuple(whole.operations[at] for at in early))
        carried = carry(only, then.charter, now.charter, style)
        if carried.lost:
            raise ConflictError(*carried.lost)
        made = apply(now.charter, carried.amendment, style)
        if made.questions:
            raise ConflictError(*dict.fromkeys(problem for _, problem in made.questions))
        files = changed_files(files, proven_changes(now, made.proposed, style))
    tree = f"{revision.removeprefix(TREE)} early {name}"
    return workspace.with_ahead(f"early {name}", tree, files), f"{TREE}{tree}"


def _ended(
    workspace: Workspace, due: Sequence[DueLapse], revision: str, nth: int
) -> tuple[Workspace, str]:
    """The articles without what ended on one day, in all editions; they stand in no commit."""
    name = f"ended-{due[0].day.isoformat()}-{nth}"
    charter = workspace.edition(None).articles_at(revision).charter
    amendment = expiring(name, due, charter)

    def one(edition: Workspace) -> FileChanges:
        present = edition.articles_at(revision)
        made = apply(present.charter, amendment, edition.config.style)
        require_sure(made, due)
        return proven_changes(present, made.proposed, edition.config.style)

    files = workspace.files_at(revision)
    for changes in for_each_edition(workspace, one, workspace.languages_at(revision)):
        files = changed_files(files, changes)
    tree = f"{revision.removeprefix(TREE)} {name}"
    return workspace.with_ahead(name, tree, files), f"{TREE}{tree}"


def _mended(name: str, act: Act) -> Problem:
    return Problem(
        code="corrected-since",
        message=say(
            "a misprint of these articles was corrected on {day}, and is printed as it was "
            "mended: {reason}",
            day=act.day,
            reason=act.reason,
        ),
        hint=say("--as-of REV shows what stood before"),
        place=Place(file=record_path(name)),
        severity="note",
    )


def _numbers(positions: Sequence[int]) -> str:
    return say(", ").join(str(each + 1) for each in positions)


def _early(act: StandingAct, early: Sequence[int]) -> Problem:
    return Problem(
        code="partly-in-force",
        message=say(
            "of {name} only the operations {numbers} are in force: they stand here with the "
            "numbers of before",
            name=act.name,
            numbers=_numbers(early),
        ),
        hint=say("the others take effect with the amendment, or later"),
        place=Place(file=f"{AMENDMENTS}/{act.name}.yaml"),
        severity="note",
    )


def _not_alone(act: StandingAct, early: Sequence[int], day: datetime.date) -> Problem:
    return Problem(
        code="text-not-composed",
        message=say(
            "on {day} the operations {numbers} of {name} are in force without the others, "
            "and cannot be applied without them",
            day=day,
            numbers=_numbers(early),
            name=act.name,
        ),
        hint=say("ask for a day on which all of them are in force"),
        place=Place(file=f"{AMENDMENTS}/{act.name}.yaml"),
    )


def _written_on(act: StandingAct) -> Problem:
    return Problem(
        code="not-in-force-yet",
        message=say(
            "the articles that it is written on hold {name}, which takes effect on {start}",
            name=act.name,
            start=act.start,
        )
        if act.start is not None
        else say(
            "the articles that it is written on hold {name}, which takes effect on a day that "
            "is not known yet",
            name=act.name,
        ),
        hint=say("the present side shows it as adopted; `amendtool due` tells its day"),
        place=Place(file=f"{AMENDMENTS}/{act.name}.yaml"),
        severity="warning",
    )


def _lapsed(lapse: DueLapse, place: str) -> Problem:
    return Problem(
        code="lapse-applied",
        message=say(
            "{place} was deleted as of {day} by its own terms ({of}): it is left out here, "
            "and stands in git still",
            place=place,
            day=lapse.day,
            of=lapse.of,
        ),
        hint=say("land it: amendtool expire"),
        place=Place(file=f"{AMENDMENTS}/{lapse.of}.yaml"),
        severity="note",
    )


def _aside(aside: Aside, day: str) -> Problem:
    return Problem(
        code="pending-unmarked",
        message=say(
            "a heading ({what}) is printed as {amendment} has it, and takes effect on {day}",
            what=say(", ").join(aside.what),
            amendment=aside.amendment,
            day=day,
        )
        if aside.what
        else say(
            "what is around the articles is printed as {amendment} has it, and takes effect on "
            "{day}",
            amendment=aside.amendment,
            day=day,
        ),
        hint=say("it has no place for a note"),
        place=Place(
            file=f"{AMENDMENTS}/{aside.amendment}.yaml", path=f"operations[{aside.operation}]"
        ),
        severity="note",
    )


def _unprinted(beside: BesideText, day: str) -> Problem:
    return Problem(
        code="pending-unprinted",
        message=say(
            "{key} as {amendment} has it takes effect on {day}, and is not printed",
            key=beside.article.key,
            amendment=beside.amendment,
            day=day,
        ),
        hint=say("the house style leaves out what is pending: print_pending"),
        place=Place(file=f"{AMENDMENTS}/{beside.amendment}.yaml"),
        severity="note",
    )


def unsure(error: UncomposedError, day: datetime.date) -> Problem:
    """That the words of an article on a day cannot be told."""
    numbers = say(", ").join(str(each + 1) for each in error.operations)
    return Problem(
        code="text-not-composed",
        message=say(
            "what {key!r} says on {day} cannot be told: operations {numbers} of {amendment} "
            "act on it, and take effect on several days",
            key=error.key,
            day=day,
            numbers=numbers,
            amendment=error.amendment,
        ),
        hint=say("ask for a day on which all of them are in force"),
        place=Place(file=f"{AMENDMENTS}/{error.amendment}.yaml"),
    )
