"""The articles on a day, as far as they were known: what every verb with ``--on`` asks.

The day says what is in force, ``as_of`` what was known: which amendments the branch held, which
of them had been taken back, and which events had come.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.carry.expected import expected
from amendtool.amendments.in_force.beside import (
    BesideKind,
    BesideText,
    TextOnDay,
    UncomposedError,
)
from amendtool.amendments.in_force.operations import (
    early_operations,
    pending_operations,
    words_in_force,
)
from amendtool.amendments.in_force.printed import PrintedText, printed
from amendtool.amendments.in_force.recorded import (
    NoText,
    RecordedState,
    StandingAct,
    in_order_of_effect,
    state_on,
    state_to_go_on,
)
from amendtool.amendments.in_force.text import LandedAmendment, landed_on, text_on
from amendtool.articles.charter import Article, Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import HouseStyle, NotePlace
from amendtool.errors import AmendtoolError, ConflictError, Problem
from amendtool.repository.workspace import TREE, Applied, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import tree_at
from amendtool.workflow.dates.expiry import DueLapse, Endings
from amendtool.workflow.in_force import told
from amendtool.workflow.in_force.composed import (
    MadeArticles,
    with_amendment,
    with_corrections,
    without_ended,
)
from amendtool.workflow.in_force.standing import StandingActs
from amendtool.workflow.proposal import propose


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesOnDay:
    """The articles in force on a day: ``text`` as it is, ``printed`` with its notes.

    ``acts`` are the amendments and expiries in force, in their order; ``lapsed`` what has ended
    by its own terms and is not landed in git. ``state`` are the recorded articles that it is made
    from, with these lapses taken out of them: ``revision`` asks for them. ``words`` are the same
    with the words that are in force, where others are pending.
    """

    day: datetime.date
    text: TextOnDay
    printed: PrintedText
    state: RecordedState
    revision: str
    workspace: Workspace
    words: Charter
    acts: tuple[str, ...]
    lapsed: tuple[DueLapse, ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def charter(self) -> Charter:
        """The articles as they are printed, with what stands beside them."""
        return self.printed.charter


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """Articles of a day, with what is to be said of them."""

    made: MadeArticles
    lapsed: tuple[DueLapse, ...]
    notices: tuple[Problem, ...]


class Days:
    """The articles of a repository on any day, in one edition; its history is read once.

    ``as_of`` limits what was known. Raises InputError for an unknown revision.
    """

    def __init__(self, workspace: Workspace, as_of: str | None = None) -> None:
        self.workspace = workspace.as_of(as_of)
        self.standing = StandingActs(self.workspace)
        self.counter = self.standing.counter

    def on(self, day: datetime.date, house: HouseStyle | None = None) -> ArticlesOnDay:
        """The articles in force on a day, with notes in the words of a house style.

        Raises InputError for a day of which no text is held (``day-before-articles``),
        ConflictError where what is in force on it was never adopted together
        (``text-not-composed``), RepositoryError where git cannot.
        """
        notices = list(told.before_all(self.standing, day))
        workspace, states = self.standing.states
        found = state_on(day, self.standing.every, states)
        acts: tuple[StandingAct, ...] = ()
        if isinstance(found, NoText):
            workspace, found, acts = self._composed(day, found)
            notices.append(told.put_together(acts, day))
        notices += told.not_yet(self.standing, day, found.acts)
        notices += told.not_filed(self.standing, found.acts)
        return self._seen(workspace, found, day, house, notices, early=True)

    def words_on(self, day: datetime.date) -> Charter | None:
        """The articles at HEAD with the words of them that are in force on a day.

        None where all of them are. Raises ConflictError (``text-not-composed``) where they cannot
        be told.
        """
        head = self.workspace.head()
        state = RecordedState(
            articles=f"{TREE}{tree_at(self.workspace, head)}",
            commit=head,
            acts=frozenset(each.act for each in self.standing.every),
        )
        made = self._in_words(self.standing.states[0], state, day)
        return None if made is None else made.charter()

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
        every = self.standing.every
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
            told.written_on(each)
            for each in every
            if not each.expiry and (each.start is None or each.start > day)
        ]
        workspace = self.standing.states[0]
        return self._seen(
            workspace, state, day, house, notices, ended=applied is None, spared=spared
        )

    def _seen(
        self,
        workspace: Workspace,
        state: RecordedState,
        day: datetime.date,
        house: HouseStyle | None,
        notices: list[Problem],
        *,
        early: bool = False,
        ended: bool = True,
        spared: Collection[str] = (),
    ) -> ArticlesOnDay:
        made = MadeArticles(workspace, state.articles)
        view = self._view(made, state, day, early=early, ended=ended, spared=spared)
        notices = [
            *(
                each
                for each in notices
                if each.code != "baseline-unknown"
                or not any(own.code == "partly-in-force" for own in view.notices)
            ),
            *view.notices,
        ]
        charter = words = view.made.charter()
        in_words = self._in_words(workspace, state, day)
        if in_words is not None:
            words = self._view(
                in_words, state, day, early=early, ended=ended, spared=spared
            ).made.charter()
        try:
            text = text_on(day, charter, words, self._landed(state, day), self.counter.day)
        except UncomposedError as error:
            raise ConflictError(told.unsure(error, day)) from None
        house = house or self.workspace.config.house
        notices += (told.lapsed(each, each.place.text(self._style)) for each in view.lapsed)
        notices += (told.aside(each, self._said(each.day)) for each in text.asides)
        if not house.print_pending:
            notices += (
                told.unprinted(each, self._said(each.day))
                for each in text.beside
                if each.kind is BesideKind.PENDING
            )
        return ArticlesOnDay(
            day=day,
            text=text,
            printed=self.printed(text, house),
            state=state,
            revision=view.made.revision,
            workspace=view.made.workspace,
            words=words,
            acts=tuple(each.name for each in self.standing.every if each.act in state.acts),
            lapsed=view.lapsed,
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

    def text_of(
        self, charter: Charter, amendment: Amendment, of: ArticlesOnDay
    ) -> TextOnDay | None:
        """What is in force on a day of ``charter``, that an amendment makes of the articles ``of``.

        None where it acts on words that are not in force. Raises :class:`UncomposedError`.
        """
        stood = of.workspace.articles_at(of.revision).charter
        words = charter
        if of.words != stood:
            style = self.workspace.config.style
            try:
                carried = carry(amendment, stood, of.words, style)
                if carried.lost:
                    return None
                words = apply(of.words, carried.amendment, style).proposed
            except AmendtoolError:
                return None
        landed = self._landed(of.state, of.day)
        return text_on(of.day, charter, words, landed, self.counter.day)

    def text_around(self, charter: Charter, of: ArticlesOnDay, own: Collection[str]) -> TextOnDay:
        """Like :meth:`text_of`, with the articles ``own`` as they say, whatever is pending."""
        stood = of.workspace.articles_at(of.revision).charter
        words = charter
        if of.words != stood:
            worded = expected(of.words, charter, self.workspace.config.style).charter.by_key()
            before = stood.by_key()

            def as_in_force(article: Article) -> Article:
                other = worded.get(article.key)
                if other is None or article.key in own or other.body == before[article.key].body:
                    return article
                return replace(article, body=other.body, heading=other.heading, status=other.status)

            words = replace(
                charter,
                articles=tuple(map(as_in_force, charter.articles)),
                supplementary=tuple(map(as_in_force, charter.supplementary)),
            )
        landed = self._landed(of.state, of.day)
        return text_on(of.day, charter, words, landed, self.counter.day)

    def note(self, beside: BesideText, house: HouseStyle) -> str:
        """The note of a text that is not simply in force, in the words of a house style."""
        language = self.workspace.config.style.language
        day = told.said_day(self.counter, beside.day, language)
        match beside.kind:
            case BesideKind.PENDING:
                return house.pending_label.replace("{day}", day)
            case BesideKind.LEAVING:
                return house.leaving_label.replace("{day}", day)
            case BesideKind.OVERLAP:
                label = house.overlap_label if beside.day is None else house.overlap_until_label
                return label.replace("{day}", day).replace("{cases}", beside.cases)

    def _said(self, day: object) -> str:
        return told.said_day(self.counter, day, "en")  # type: ignore[arg-type]

    @property
    def _style(self) -> DraftingStyle:
        return self.workspace.edition(None).config.style

    # What never stood in git

    def _composed(
        self, day: datetime.date, found: NoText
    ) -> tuple[Workspace, RecordedState, tuple[StandingAct, ...]]:
        """What is in force, composed in the order of effect, and what was brought upon the rest.

        Raises ConflictError where an amendment was written on one that is not in force.
        """
        workspace, states = self.standing.states
        ahead = in_order_of_effect(found.ahead, lambda each: self.standing.written_on(each.name))
        ended = frozenset(
            each.act
            for each in self.standing.every
            if each.expiry and each.start is not None and each.start <= day
        )
        start = state_to_go_on(ahead, ended, states)
        if start is None:
            raise ConflictError(*told.uncomposed(day, NoText(ahead=(), behind=()), {}))
        state, rest = start
        others = [*(each.act for each in found.behind), *found.gone]
        stands_on: dict[str, list[StandingAct]] = {}
        for each in rest:
            written = self.standing.written_on(each.name)
            for act in others:
                if act in written:
                    stands_on.setdefault(act, []).append(each)
        if stands_on:
            raise ConflictError(*told.uncomposed(day, found, stands_on))
        made, _ = with_corrections(MadeArticles(workspace, state.articles), state.commit)
        for each in rest:
            made = self._brought(made, each, day)
        composed = RecordedState(
            articles=made.revision,
            commit=self.workspace.head(),
            acts=state.acts | {each.act for each in rest},
        )
        return made.workspace, composed, rest

    def _brought(
        self,
        made: MadeArticles,
        act: StandingAct,
        day: datetime.date,
        *,
        in_words: bool = False,
    ) -> MadeArticles:
        """Articles with an amendment upon them, whole or with its words in force."""

        def part(amendment: Amendment, before: Charter, style: DraftingStyle) -> Amendment:
            pending = pending_operations(amendment, day, self.counter.day) if in_words else {}
            if not pending:
                return amendment
            return words_in_force(amendment, before, pending, style)

        data = self.standing.files.data(act.name)
        try:
            return with_amendment(made, act.name, data, part, open_questions=in_words)
        except AmendtoolError as error:
            raise ConflictError(told.not_carried(act, day, error)) from None

    # What words are in force

    def _in_words(
        self, workspace: Workspace, state: RecordedState, day: datetime.date
    ) -> MadeArticles | None:
        """The articles of a state with the words in force, numbered as it is; None if it has them.

        What came behind the first amendment of which words are pending is brought upon it again.
        """
        held = [each for each in self.standing.every if each.act in state.acts]
        leaving = {
            each.act
            for each, amendment in self.standing.leaving_beside(state.acts, day)
            if pending_operations(amendment, day, self.counter.day)
        }
        order = [each for each in held if not each.expiry]
        first = next((at for at, each in enumerate(order) if each.act in leaving), None)
        if first is None:
            return None
        ended = frozenset(each.act for each in held if each.expiry)
        start = state_to_go_on(order[:first], ended, self.standing.states[1])
        if start is None:
            raise ConflictError(*told.uncomposed(day, NoText(ahead=(), behind=()), {}))
        stood, others = start
        made, _ = with_corrections(MadeArticles(workspace, stood.articles), stood.commit)
        for each in (*others, *order[first:]):
            made = self._brought(made, each, day, in_words=True)
        return made

    def _landed(self, state: RecordedState, day: datetime.date) -> list[LandedAmendment]:
        found = []
        for each, _ in self.standing.leaving_beside(state.acts, day):
            applied = self.workspace.applied(each.name)
            if applied is None:
                continue
            proposal = propose(self.workspace, self.standing.source(each.name), applied.before)
            found.append(landed_on(day, proposal.amendment, proposal.application, self.counter.day))
        return found

    # What became of a state

    def _view(
        self,
        made: MadeArticles,
        state: RecordedState,
        day: datetime.date,
        *,
        early: bool,
        ended: bool,
        spared: Collection[str],
    ) -> _View:
        notices: list[Problem] = []
        lapsed: tuple[DueLapse, ...] = ()
        start = made
        mended = made
        if early:
            mended, corrected = with_corrections(made, state.commit)
            notices += (told.mended(name, act) for name, act in corrected)
            made, early_told = self._with_early(mended, state, day)
            notices += early_told
        if ended:
            made, lapsed, unsure_ends = self._without_ended(
                made, state, (start.revision, mended.revision), day, spared
            )
            notices += unsure_ends
        return _View(made=made, lapsed=lapsed, notices=tuple(notices))

    def _with_early(
        self, made: MadeArticles, state: RecordedState, day: datetime.date
    ) -> tuple[MadeArticles, list[Problem]]:
        """The articles with the operations that take effect before their amendment does.

        The numbers stay those of before, which are the numbers in force.
        """
        notices: list[Problem] = []
        for each in self.standing.every:
            data = self.standing.files.data(each.name)
            if each.act in state.acts or each.expiry or data.count(b"effective:") < 2:
                continue
            amendment = self.standing.amendment(each.name)
            early = () if amendment is None else early_operations(amendment, day, self.counter.day)
            if not early or self.workspace.applied(each.name) is None:
                continue

            def part(whole: Amendment, _: Charter, __: DraftingStyle) -> Amendment:
                own = early_operations(whole, day, self.counter.day)
                return replace(whole, operations=tuple(whole.operations[at] for at in own))

            try:
                made = with_amendment(made, each.name, data, part)
            except AmendtoolError:
                raise ConflictError(told.not_alone(each, early, day)) from None
            notices.append(told.early_alone(each, early))
        return made, notices

    def _without_ended(
        self,
        made: MadeArticles,
        state: RecordedState,
        mended: tuple[str, str],
        day: datetime.date,
        spared: Collection[str],
    ) -> tuple[MadeArticles, tuple[DueLapse, ...], tuple[Problem, ...]]:
        """The articles of a state without what has ended by its own terms.

        ``mended`` are the state and what later corrections have made of it.
        """
        seen = replace(made.workspace, seen_from=state.commit)
        endings = Endings(seen, day, self.counter.day)
        made = MadeArticles(seen, made.revision)
        before, after = (each.removeprefix(TREE) for each in mended)
        if before != after:
            endings.landed.append((before, after, True))
        lapsed: list[DueLapse] = []
        while True:
            every, notices = endings.standing(made.revision)
            due = [each for each in every if each.key not in spared]
            if not due:
                seen = made.workspace
                workspace = replace(self.standing.states[0], _made=seen._made, ahead=seen.ahead)
                return MadeArticles(workspace, made.revision), tuple(lapsed), notices
            first = min(each.day for each in due)
            one: Sequence[DueLapse] = tuple(each for each in due if each.day == first)
            rest = without_ended(made, one, len(lapsed))
            endings.landed.append(
                (made.revision.removeprefix(TREE), rest.revision.removeprefix(TREE), False)
            )
            endings.workspace = rest.workspace.edition(None)
            made = rest
            lapsed += one
