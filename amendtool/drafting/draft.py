"""Drafting: the amendment that a drafter would have written, from an edited text.

The edited articles are matched to the present ones, get their keys, and have their numbers
and references mended where they cannot be meant (:mod:`amendtool.drafting.goal`). Then the
amendment is written, small where it can be.

The law: applied to the present articles, the drafted amendment gives the goal, to the
character. It is checked before anything is returned, and where a small operation does not
keep it, a larger one is used: the paragraph, and then the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from enum import IntEnum
from functools import cached_property
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule
from amendtool.amendments.operations import Insert, Keep, Numbering, Operation, Replace
from amendtool.articles.addresses import Address, AddressRange, address_of_article, find
from amendtool.articles.charter import (
    Article,
    Charter,
    article_texts,
    same_but_for_marks,
)
from amendtool.articles.forms import departing, departures, meant
from amendtool.articles.matching import Matching
from amendtool.articles.numbers import Number
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.answers import BY_ADDRESS, keep_words, keeps_of
from amendtool.drafting.goal import EditedText, Goal, content, goal_of
from amendtool.drafting.marks import Marking, OtherMark, other_marks
from amendtool.drafting.repair import Flaw, Mending, Stale, left_stale
from amendtool.drafting.structure import Groundwork, as_said, frame, groundwork, in_order
from amendtool.drafting.terms import with_terms
from amendtool.drafting.wording import Wording
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say, say_count
from amendtool.values import dataclass

Told = tuple[LedgerEntry, Problem]
"""A question that applying asks, with the reference that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A drafted amendment, what it gives, and what was mended in the edited text.

    ``proposed`` is the ``goal``, but for the references in ``stale``, which the edited text
    left as they were where it was edited. Those in ``left`` stand where it was not, and stay.
    ``whole`` are the keys of articles that had to be replaced as a whole.
    ``kept`` are references that the amendment leaves although what they cite is deleted or
    not there, or that a range now takes in more or less; those in ``open`` somebody has to
    decide about before the amendment can be adopted.

    ``names`` leads from the keys of the goal to those of the edited charter, ``flaws`` are
    numbers that were mended and ``irregular`` keys of articles in which such are kept. ``marks``
    are numbers that the edited text prints as no operation can say. ``restated`` tells that the
    articles could not be matched so that the law holds, and are deleted and written anew.
    """

    amendment: Amendment
    proposed: Charter
    application: Application = field(repr=False, compare=False)
    goal: Charter
    matching: Matching
    names: Mapping[str, str]
    whole: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    irregular: tuple[str, ...] = ()
    marks: tuple[OtherMark, ...] = ()
    stale: tuple[Stale, ...] = ()
    left: tuple[Stale, ...] = ()
    kept: tuple[Told, ...] = ()
    open: tuple[Told, ...] = ()
    restated: bool = False


def draft(
    present: Charter,
    edited: EditedText,
    style: DraftingStyle,
    *,
    name: str,
    mending: Mending = Mending.TOUCHED,
    restate: bool = False,
) -> Draft | None:
    """The amendment that makes of ``present`` what ``edited`` says; None where that is the same.

    So it is where nothing differs but marks that no clause file would hold.

    Numbers that cannot be meant, and references that were left behind when their targets
    moved, are mended where the edit touched them, or as ``mending`` says. What is left behind
    elsewhere is kept, and told.

    Where no small amendment keeps the law for an article, that article is deleted and written
    anew. All of them are only where the caller says ``restate``. What stands before and after
    the articles stays as it is, but for what ``edited`` means to be amended.

    Raises InputError: ``draft-impossible`` where no amendment gives the text (it has a
    number that stands twice, or a gap that was not there); ``edited-restated`` where hardly an
    article of the present ones is found in it, for then it is another document.
    """
    # What prints alike is equal then, whatever the files keep of it.
    present = departures(present, style, style)
    shown = departures(edited.charter, style, edited.style or style)
    edited = replace(edited, charter=shown, style=style)
    first = edited.matched(present, style)
    if not restate and not edited.keyed and _is_another(first, present, edited.charter):
        raise InputError(_another(first, present))
    trials = [first]
    if not edited.keyed and any(each.moved for each in first.articles):
        trials.append(first.without_moves())
    apart: set[str] = set()
    problem: InputError | None = None
    close = False
    while trials:
        matching = trials.pop(0)
        goal = goal_of(present, edited, style, matching, mending=mending, close=close)
        if goal.charter == present and not goal.stale:
            return None
        drafting = _Drafting(present, goal, style, name, mending)
        try:
            proof, numbering = _proven(drafting)
        except _ImpossibleError as error:
            if any(flaw.kept for flaw in goal.flaws) and not close:
                close = True
                trials.insert(0, matching)
                continue
            problem = problem or error
            apart |= error.keys
            if not trials and not edited.keyed:
                # What does not come right by small operations is deleted, and written anew.
                less = first.without(apart)
                if less.articles and len(less.articles) < len(matching.articles):
                    trials.append(less)
                elif restate and matching.articles:
                    trials.append(Matching(articles=()))
            continue
        if proof is None:
            return None
        return Draft(
            amendment=Amendment(name=name, operations=proof.operations, numbering=numbering),
            proposed=proof.application.proposed,
            application=proof.application,
            goal=goal.charter,
            matching=matching,
            names=goal.names,
            whole=proof.whole,
            flaws=goal.flaws,
            irregular=goal.irregular,
            marks=proof.marks,
            stale=(*goal.stale, *proof.stale),
            left=proof.left,
            kept=proof.kept,
            open=proof.application.questions,
            restated=not matching.articles and bool(present.articles),
        )
    assert problem is not None
    raise problem


def _proven(drafting: _Drafting) -> tuple[_Proof | None, Numbering]:
    """The proof of small operations, or of those that say every number and place.

    A gap that is left, or a number that stands twice, does not come of others moving on. Raises
    _ImpossibleError where neither keeps the law.
    """
    ways = [Numbering.SHIFT, Numbering.STAY]
    if frame(drafting.present) == frame(drafting.goal.charter):
        ways = ways[:1]
    elif drafting.shifting.misses(drafting.goal.charter):
        ways = ways[::-1]
    failed: dict[Numbering, _ImpossibleError] = {}
    for numbering in ways:
        try:
            return replace(drafting, numbering=numbering).proof(), numbering
        except _ImpossibleError as error:
            failed[numbering] = error
    raise failed[Numbering.SHIFT]  # it knows which articles are in the way


def flaws_of(present: Charter, edited: EditedText, style: DraftingStyle) -> tuple[Flaw, ...]:
    """The numbers of an edited text that cannot be meant, and what a draft takes them for."""
    present = departures(present, style, style)
    shown = departures(edited.charter, style, edited.style or style)
    edited = replace(edited, charter=shown, style=style)
    return goal_of(present, edited, style, edited.matched(present, style)).flaws


_HARDLY_ANY: Final = 10
"""Where less than one article in so many is found again, the text is another document."""


def _is_another(matching: Matching, present: Charter, edited: Charter) -> bool:
    """Whether hardly an article of either side is one of the other."""
    sizes = [sum(1 for _ in charter.every_article()) for charter in (present, edited)]
    return min(sizes) > 0 and _HARDLY_ANY * len(matching.articles) < min(sizes)


def _another(matching: Matching, present: Charter) -> Problem:
    found, size = len(matching.articles), sum(1 for _ in present.every_article())
    message = say(
        "none of the {size} present articles is found in the edited text; the amendment would "
        "delete them and write others",
        size=size,
    )
    if found:
        message = say_count(
            "only {count} of the {size} present articles is found in the edited text; the "
            "amendment would delete them and write others",
            "only {count} of the {size} present articles are found in the edited text; the "
            "amendment would delete them and write others",
            found,
            size=size,
        )
    return Problem(
        code="edited-restated",
        message=message,
        hint=say(
            "is it the right document, in the language and style of these articles? If all "
            "of it is to be new, draft it with --restate"
        ),
    )


class _ImpossibleError(InputError):
    """No operations keep the law; ``keys`` are the present articles for which they do not."""

    def __init__(self, problem: Problem, keys: Iterable[str]) -> None:
        super().__init__(problem)
        self.keys = frozenset(keys)


def differing(present: Charter, edited: EditedText, style: DraftingStyle) -> tuple[Article, ...]:
    """The articles that differ between the present charter and an edited text.

    Those of the text, and the present ones that it does not have. A number that has moved is
    a difference too.
    """
    matching = edited.matched(present, style)
    goal = goal_of(present, edited, style, matching, mending=Mending.NOTHING).charter
    old, new = present.by_key(), goal.by_key()

    def differs(article: Article) -> bool:
        before = old.get(article.key)
        return before is None or (article.number, *content(article)) != (
            before.number,
            *content(before),
        )

    gone = (article for key, article in old.items() if key not in new)
    return (*filter(differs, new.values()), *gone)


_MARK_TRIALS: Final = 8
"""So often marks that cannot be given are left out, and the others tried again."""


class _Size(IntEnum):
    """How much of an article an operation may take."""

    PHRASE = 0
    PARAGRAPH = 1
    ARTICLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """Operations that keep the law, as applying them has shown."""

    operations: tuple[Operation, ...]
    application: Application
    whole: tuple[str, ...]
    stale: tuple[Stale, ...]
    left: tuple[Stale, ...] = ()
    kept: tuple[Told, ...] = ()
    marks: tuple[OtherMark, ...] = ()
    """The numbers that come out printed otherwise all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """What operations give when they are tried.

    ``wrong`` are the keys of articles to be written with larger operations: those ``unlike``
    the goal, and those with questions that new text does not ask. With ``asked`` or
    ``refused`` the operations are to be tried again, with these answers or without them.
    """

    application: Application | None = None
    unlike: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    stale: tuple[Stale, ...] = ()
    asked: Mapping[Keep, Told | Stale] | None = None
    refused: tuple[Keep, ...] = ()


@dataclass(frozen=True)
class _Drafting:
    present: Charter
    goal: Goal
    style: DraftingStyle
    name: str
    mending: Mending
    numbering: Numbering = Numbering.SHIFT

    @cached_property
    def shifting(self) -> Groundwork:
        """The groundwork in which numbers follow from each other."""
        ground = self.goal.ground
        return ground or groundwork(self.present, self.goal.charter, self.style, name=self.name)

    @cached_property
    def old(self) -> dict[str, Article]:
        return self.present.by_key()

    @cached_property
    def new(self) -> dict[str, Article]:
        return self.goal.charter.by_key()

    @cached_property
    def keys(self) -> dict[tuple[bool, Number | None], str]:
        """The keys of the present articles by their numbers."""
        present = self.present
        return {
            (supplementary, article.number): article.key
            for supplementary, row in ((False, present.articles), (True, present.supplementary))
            for article in row
        }

    def proof(self) -> _Proof | None:
        """Small operations where they keep the law, larger ones where they do not.

        None where the edited text differs in marks alone that no operation can give.
        """
        goal = self.goal.charter
        if self.numbering is Numbering.STAY:
            ground = as_said(self.present, goal, self.style, name=self.name)
        else:
            ground = self.shifting
        followed = ground.application.proposed.by_key() if ground.application else {}
        sizes = {
            key: _Size.PHRASE
            for key, new in self.new.items()
            if key in self.old
            and content(self.old[key]) != content(new)
            and not (key in followed and same_but_for_marks(followed[key], new))
        }
        if not sizes and not ground.operations and self._says_the_same():
            return self._marked((), None, ())
        # What the numbers alone ask about texts that stay is asked again with the texts.
        answers: dict[Keep, Told | Stale] = {}
        for entry, problem in ground.application.questions if ground.application else ():
            new = self.new.get(entry.standing.spot.key)
            if new is not None and any(entry.before in text for text in article_texts(new)):
                answers.update(self._answers(entry, problem, set(answers)))
        refused: list[Keep] = []
        left: list[Stale] = []
        wrong: frozenset[str] = frozenset()
        # Each article can grow twice, and each answer is given and taken back at most once;
        # eight trials more are for the answers. Nearly every draft is right at the first.
        for _ in range(2 * len(self.new) + 8):
            text = self._on_text(sizes, followed)
            ordered = in_order([*ground.operations, *text], self._adjoin)
            operations = [_as_written(each, self.style) for each in ordered]
            operations += answers
            if not operations:
                # Nothing small says it, as where only the numbers of items differ.
                wrong = frozenset(
                    k
                    for k, new in self.new.items()
                    if k not in self.old or not same_but_for_marks(self.old[k], new)
                )
                larger = self._larger(wrong, sizes)
                if not larger:
                    break
                sizes.update(larger)
                continue
            trial = self._try(operations, {*answers, *refused})
            wrong = trial.wrong
            if trial.refused:
                refused += trial.refused
                answers = {each: told for each, told in answers.items() if each not in refused}
                continue
            if trial.asked:
                answers.update(trial.asked)
                left += (told for told in trial.asked.values() if isinstance(told, Stale))
                continue
            larger = self._larger(wrong, sizes)
            if larger:
                sizes.update(larger)
                continue
            if trial.application is None or trial.unlike:
                break
            # Right, perhaps with questions left open.
            operations, application = self._with_terms(operations, trial.application)
            marked = self._marked(operations, application, trial.stale)
            return marked and replace(
                marked,
                whole=tuple(sorted(k for k, size in sizes.items() if size is _Size.ARTICLE)),
                left=_kept_among(left, application),
                kept=tuple(told for told in answers.values() if not isinstance(told, Stale)),
            )
        names = say(", ").join(sorted(wrong))
        raise _ImpossibleError(
            Problem(
                code="draft-impossible",
                message=say(
                    "no amendment gives these articles as they were edited: {names}", names=names
                )
                if names
                else say("no amendment gives the articles as they were edited"),
                hint=say("look for a number that stands twice, or a number that is missing"),
            ),
            wrong,
        )

    def _amendment(self, operations: Sequence[Operation]) -> Amendment:
        return Amendment(name=self.name, operations=tuple(operations), numbering=self.numbering)

    def _says_the_same(self) -> bool:
        """Whether nothing differs but marks."""
        same = self.new.keys() == self.old.keys() and all(
            same_but_for_marks(self.old[key], new) for key, new in self.new.items()
        )
        return same and frame(self.present) == frame(self.goal.charter)

    def _with_terms(
        self, operations: Sequence[Operation], application: Application
    ) -> tuple[list[Operation], Application]:
        """The operations with a term that is replaced throughout said once, and what they give."""
        found = application

        def gives_the_same(trial: Sequence[Operation]) -> bool:
            nonlocal found
            amendment = self._amendment(trial)
            try:
                made = apply(self.present, amendment, self.style)
            except AmendtoolError:
                return False
            asked = len(made.questions) == len(application.questions)
            if made.proposed != application.proposed or not asked:
                return False
            found = made
            return True

        said = with_terms(operations, self.present, gives_the_same)
        return list(said), found

    def _marked(
        self,
        operations: Sequence[Operation],
        application: Application | None,
        stale: tuple[Stale, ...],
    ) -> _Proof | None:
        """The operations, with those that say how numbers are to be printed.

        What no operation can say of a mark is left as it comes out, and told. None where nothing
        is left to say.
        """
        style = self.style
        made = self.present if application is None else application.proposed
        others = tuple(self._other_marks(made))
        if others:
            marking = Marking(
                present=self.present,
                operations=operations,
                kept={} if application is None else application.kept,
                acted_on=frozenset() if application is None else frozenset(application.origin),
            )
            # One that is refused is left out, and those of its row may have to go with it.
            for _ in range(_MARK_TRIALS):
                more, saying = marking.with_marks(others)
                if not saying:
                    break
                try:
                    found = apply(self.present, self._amendment(more), style)
                except InputError as error:
                    wrong = {_acting(problem) for problem in error.problems} & saying
                    refused = marking.saying(others, wrong)
                    if not refused:
                        break
                    others = tuple(each for each in others if each not in refused)
                    continue
                operations, application = more, found
                break
        if application is None:
            return None
        return _Proof(
            operations=tuple(operations),
            application=application,
            whole=(),
            stale=stale,
            marks=tuple(self._other_marks(application.proposed)),
        )

    def _other_marks(self, made: Charter) -> Iterator[OtherMark]:
        """The numbers that the goal prints otherwise; but for those that were mended."""
        for other in other_marks(made, self.goal.charter, self.style):
            if other.spot is not None or other.key not in self.goal.unsaid:
                yield other

    def _larger(self, wrong: Iterable[str], sizes: Mapping[str, _Size]) -> dict[str, _Size]:
        """How much more is to be replaced of the articles that do not come out right."""
        found: dict[str, _Size] = {}
        for key in wrong:
            size = sizes.get(key)
            if key not in self.old or key not in self.new or size is _Size.ARTICLE:
                continue
            if size is not None:
                found[key] = _Size(size + 1)
            elif self.old[key] != self.new[key]:
                found[key] = _Size.PHRASE
        return found

    def _on_text(
        self, sizes: Mapping[str, _Size], followed: Mapping[str, Article]
    ) -> Iterator[Operation]:
        """The operations on the texts of articles that stay."""
        for key, size in sizes.items():
            old = self.old[key]
            wording = Wording(
                old=old,
                new=self.new[key],
                followed=followed.get(key, old),
                target=address_of_article(self.present, key)
                if old.number is None
                else Address(
                    supplementary=self.keys.get((True, old.number)) == key, article=old.number
                ),
            )
            if size is _Size.ARTICLE:
                yield from wording.whole()
            else:
                yield from wording.small(phrases=size is _Size.PHRASE)

    def _adjoin(self, end: Address, start: Address) -> bool:
        """Whether no present provision, such as a branch, stands between two of one row."""
        row: list[Number] = []
        if end.level == "article":
            row = [number for extra, number in self.keys if extra == end.supplementary and number]
        elif end.level == "item":
            owner = find(self.present, end.parent)
            row = [each.number for each in getattr(owner, "items", ())]
        return not any(end.number < number < start.number for number in row)

    # The law

    def _try(self, operations: Sequence[Operation], known: set[Keep]) -> _Trial:
        """Apply the operations and compare with the goal; ``known`` are answers had before."""
        amendment = self._amendment(operations)
        try:
            application = apply(self.present, amendment, self.style)
        except InputError as error:
            return self._failed(operations, error)
        asked: dict[Keep, Told | Stale] = {}
        for entry, problem in application.questions:
            for answer, question in self._answers(entry, problem, known).items():
                asked.setdefault(answer, question)
        if asked:
            return _Trial(application=application, asked=asked)
        proposed = application.proposed.by_key()
        stale: list[Stale] = []
        unlike: set[str] = set()
        for key, article in self.new.items():
            made = proposed.get(key)
            if made is not None and same_but_for_marks(made, article):
                continue
            told = [entry for entry in application.ledger if entry.standing.spot.key == key]
            left = left_stale(made, article, told) if made is not None else None
            if left is None:
                unlike.add(key)
                continue
            for each in left:
                if self._is_mended(each, article):
                    stale.append(each)
                elif (answer := keep_words(each.entry)) in known:
                    unlike.add(key)  # that answer was no help
                else:
                    asked[answer] = each
        if asked:
            return _Trial(application=application, asked=asked)
        unlike |= proposed.keys() - self.new.keys()
        if not unlike and frame(application.proposed) != frame(self.goal.charter):
            unlike = set(self.new)
        # Text that is written anew asks no questions but for what is not there.
        questions = {
            entry.standing.spot.key
            for entry, problem in application.questions
            if problem.code != "reference-missing"
        }
        return _Trial(
            application=application,
            unlike=frozenset(unlike),
            wrong=frozenset(unlike | questions),
            stale=tuple(stale),
        )

    def _failed(self, operations: Sequence[Operation], error: InputError) -> _Trial:
        """What is to be done about operations that cannot be applied."""
        unused = {_acting(p) for p in error.problems if p.code == "answer-unused"}
        gone = [operations[at] for at in sorted(unused) if 0 <= at < len(operations)]
        if gone and len(unused) == len(error.problems):
            return _Trial(refused=tuple(op for op in gone if isinstance(op, Keep)))
        acted = {self._key(operations[at].target) for at in map(_acting, error.problems) if at >= 0}
        every = frozenset(self.new)
        return _Trial(unlike=every, wrong=every & acted or every)

    def _key(self, target: Address | AddressRange) -> str:
        address = target if isinstance(target, Address) else target.first
        return self.keys.get((address.supplementary, address.article), "")

    def _answers(self, entry: LedgerEntry, problem: Problem, known: set[Keep]) -> dict[Keep, Told]:
        """What answers a question: the edited text has left the words, and so says the file.

        Nothing where all that there is to say is ``known`` to be no answer.
        """
        keeps = [*keeps_of(entry, self.style)] if problem.code in BY_ADDRESS else []
        found = [each for each in keeps if each not in known] or [keep_words(entry)]
        return {each: (entry, problem) for each in found if each not in known}

    def _is_mended(self, stale: Stale, article: Article) -> bool:
        """Whether a reference that the edited text left in an ``article`` of the goal follows."""
        if self.mending is Mending.NOTHING:
            return False
        if self.goal.follows(stale.entry, self.mending):
            return True
        home = stale.entry.home
        stood = dict(texts_of(self.old[home.spot.key])).get(home) if home is not None else None
        return stood != dict(texts_of(article)).get(stale.entry.standing)


def _kept_among(left: Iterable[Stale], application: Application) -> tuple[Stale, ...]:
    """The references that are kept in the end; one ``keep`` may have the words of several."""
    kept = {(e.standing, e.before) for e in application.ledger if e.rule is Rule.KEPT}
    return tuple(each for each in left if (each.entry.standing, each.entry.before) in kept)


def _as_written(operation: Operation, style: DraftingStyle) -> Operation:
    """The operation as its file tells it: marks in the style's own form say nothing."""
    if not isinstance(operation, Insert | Replace) or not operation.body:
        return operation
    target = operation.target
    if target.level not in ("paragraph", "item"):
        return replace(operation, body=meant(operation.body, style))
    return replace(operation, body=departing(operation.body, style, len(target.items)))


def _acting(problem: Problem) -> int:
    """The place of the operation that a problem is about; -1 where it is about none."""
    match = re.match(r"operations\[(\d+)\]", problem.place.path or "")
    return int(match[1]) if match else -1
