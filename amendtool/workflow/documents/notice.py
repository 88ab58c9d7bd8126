"""Everything that goes out before a meeting votes on an amendment, from its file alone.

The facts of the notice stand in the amendment. What a document wants and the file does not say is
asked for before anything is printed, all of it at once, and goes into the file: so whatever is
printed later says the same.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from amendtool.amendments.amendment import AdoptedBy, Amendment
from amendtool.amendments.file import editor
from amendtool.amendments.file.scalars import scalar
from amendtool.amendments.said_days import written_day
from amendtool.articles.languages import language_of
from amendtool.articles.text import characters
from amendtool.articles.text.encoding import decode
from amendtool.comparison.table import Table
from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.periods.dates import given_day
from amendtool.periods.law import Law
from amendtool.render.charter.model import Export
from amendtool.render.ledger import Appendix
from amendtool.render.notice.asked import AskedFact, FactsMissingError
from amendtool.render.notice.model import Notice
from amendtool.render.notice.templates import TemplateFile
from amendtool.render.outgoing import Duty, OutgoingPage
from amendtool.repository.config import Config
from amendtool.repository.workspace import (
    AMENDMENTS,
    AmendmentSource,
    UnreadAmendment,
    Workspace,
)
from amendtool.values import dataclass
from amendtool.workflow.amendment_file import as_before, rewrite
from amendtool.workflow.clock.due import what_is_due
from amendtool.workflow.documents.document import MadeDocument, choose_template, make
from amendtool.workflow.documents.whole_notice import has_meeting, is_annual
from amendtool.workflow.drafting.draft import draft_file
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.export import TrackedExport, export_changes
from amendtool.workflow.new import require_free, require_no_file, with_schema, write_new
from amendtool.workflow.present_proposed import AmendedArticles
from amendtool.workflow.record_words import said_standing
from amendtool.workflow.status import status
from amendtool.workflow.table import ComparedArticles, compare_amendment

MISSING: Final = "document-fact-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion:
    """A fact of the notice that the amendment does not say: its field, the question, an answer.

    ``asked`` and ``such_as`` are in English; what a person is asked is in the language spoken.
    """

    field: str
    asked: str
    such_as: str
    is_day: bool = False

    @property
    def question(self) -> str:
        """What a person is asked."""
        return say(self.asked)

    @property
    def example(self) -> str:
        """An answer, as a person would write it."""
        return self.such_as if self.is_day else say(self.such_as)


QUESTIONS: Final[Mapping[str, FactQuestion]] = {
    each.field: each
    for each in (
        FactQuestion(
            field="title",
            asked=later("What is the title of the agenda item?"),
            such_as=later("Partial Amendment of the Articles of Incorporation"),
        ),
        FactQuestion(
            field="meeting",
            asked=later("Which meeting votes on it?"),
            such_as=later("The 21st Ordinary General Meeting of Shareholders"),
        ),
        FactQuestion(
            field="resolved",
            asked=later("On which day did the board resolve to propose it?"),
            such_as="2026-05-14",
            is_day=True,
        ),
        FactQuestion(
            field="announced",
            asked=later("On which day is it announced?"),
            such_as="2026-05-14",
            is_day=True,
        ),
        FactQuestion(
            field="adopted",
            asked=later("On which day is the meeting?"),
            such_as="2026-06-25",
            is_day=True,
        ),
        FactQuestion(
            field="effective",
            asked=later("On which day does it take effect?"),
            such_as="2026-06-25",
            is_day=True,
        ),
        FactQuestion(
            field="reasons",
            asked=later("What is the reason for it?"),
            such_as=later("To provide for electronic notices."),
        ),
    )
}
"""The facts that can be asked for, in the order in which a person would say them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEdition:
    """What goes out in one edition: the values that the documents are printed from."""

    language: str
    table: Table
    document: Notice
    tracked: TrackedExport
    proposed: Export
    ledger: Appendix
    notices: tuple[Problem, ...]
    whole: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeQuestion:
    """What the whole notice of an edition asks for that stands in no file.

    ``name`` is how the answer is given: in another edition than the leading one with its language.
    """

    language: str
    name: str
    fact: AskedFact


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFacts:
    """What the documents want and nobody said.

    ``questions`` are answered in the amendment and ``asked`` beside it, as far as they are known
    before the amendment is whole; ``problems`` tell all of it where nobody can be asked.
    """

    questions: tuple[FactQuestion, ...]
    asked: tuple[WholeQuestion, ...]
    problems: tuple[Problem, ...]


WholeAnswers = Mapping[str, Mapping[str, str]]
"""By language, the answers to what the whole notice of that edition asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePackage:
    """Everything of an amendment that goes out, in every edition."""

    name: str
    editions: tuple[NoticeEdition, ...]


def missing_facts(
    workspace: Workspace,
    found: UnreadAmendment,
    *,
    template: str | None = None,
    whole: WholeAnswers | None = None,
) -> MissingFacts | None:
    """The facts that the documents want in any edition and that nobody said; None for none.

    With ``whole`` the whole notice of the meeting is one of the documents. Texts that every
    edition has in its own words are not asked for, and neither are facts about the company, which
    stand in the settings: with everything else that keeps the documents from being printed they
    are raised as InputError or ConflictError.
    """
    wanted: set[str] = set()
    others: list[Problem] = []
    asked: list[WholeQuestion] = []
    beside: list[Problem] = []
    several = len(workspace.config.languages) > 1
    own_language = workspace.config.language
    for edition in _editions(workspace):
        source = edition.read(found)
        said = source.parsed.amendment
        if said.adopted_by is AdoptedBy.MEETING:
            # Who gets the notice has to know which meeting this is, whatever the item prints.
            silent = ("meeting", said.meeting), ("adopted", said.adopted)
            for field, value in silent:
                if value:
                    continue
                if several and not QUESTIONS[field].is_day:
                    others.append(_in_every_edition(workspace, field, found.shown))
                else:
                    wanted.add(field)
        problems: list[Problem] = []
        try:
            compared = compare_amendment(edition, source)
            _made(edition, source, compared, template)
        except InputError as error:
            problems += error.problems
            compared = None
        if whole is not None:
            try:
                compared = compared or compare_amendment(edition, source)
                _whole(workspace, edition, source, compared, whole)
            except FactsMissingError as error:
                # What the leading edition is asked for and is the same here is asked for once.
                once = {each.fact.name for each in asked if each.language == own_language}
                new = [
                    _asked_of(workspace, edition, each)
                    for each in error.questions
                    if each.name not in once or not each.same_everywhere
                ]
                asked += new
                names = {each.fact.name for each in new}
                chosen = whole_template(edition).file
                own = [
                    each
                    for each in error.problems
                    if _is_beside(each, chosen) and each.place.path in names
                ]
                beside += _told_beside(workspace, edition, own)
                problems += error.others
            except InputError as error:
                chosen = whole_template(edition).file
                own = [each for each in error.problems if _is_beside(each, chosen)]
                beside += _told_beside(workspace, edition, own)
                problems += (each for each in error.problems if not _is_beside(each, chosen))
        for problem in problems:
            field = problem.place.path or ""
            question = QUESTIONS.get(field)
            askable = question is not None and (question.is_day or not several)
            if problem.code == MISSING and askable:
                wanted.add(field)
            elif problem.code == MISSING and question is not None:
                others.append(_in_every_edition(workspace, field, found.shown))
            else:
                others.append(problem)
    questions = tuple(each for each in QUESTIONS.values() if each.field in wanted)
    told = tuple(dict.fromkeys((*others, *fact_problems(questions, found.shown), *beside)))
    if others:
        raise InputError(*told)
    if not told:
        return None
    return MissingFacts(questions=questions, asked=tuple(asked), problems=told)


def whole_template(workspace: Workspace) -> TemplateFile:
    """The template of the whole notice in the language of an edition."""
    language = language_of(workspace.config.language)
    return choose_template(workspace, language.whole_notice, language.tag)


def _whole(
    workspace: Workspace,
    edition: Workspace,
    source: AmendmentSource,
    compared: ComparedArticles,
    answers: WholeAnswers,
) -> MadeDocument:
    return make(
        edition,
        source,
        compared,
        whole_template(edition),
        answers=answers.get(edition.config.language, {}),
        shared=answers.get(workspace.config.language, {}),
    )


def _is_beside(problem: Problem, template: str) -> bool:
    """Whether it is a fact that the template asks for, and no field of the amendment."""
    return problem.code == MISSING and problem.place.file == template


def _asked_of(workspace: Workspace, edition: Workspace, fact: AskedFact) -> WholeQuestion:
    language = edition.config.language
    name = _given_as(workspace, edition, fact.name)
    return WholeQuestion(language=language, name=name, fact=fact)


def _told_beside(
    workspace: Workspace, edition: Workspace, problems: Sequence[Problem]
) -> Iterator[Problem]:
    """The problems, with the name by which an answer is given in the edition."""
    for each in problems:
        field = each.place.path or ""
        name = _given_as(workspace, edition, field)
        if name == field:
            yield each
        else:
            hint = say('give it with --fact {name}="{example}"', name=name, example="…")
            yield replace(each, hint=hint, place=replace(each.place, path=name))


def _given_as(workspace: Workspace, edition: Workspace, name: str) -> str:
    language = edition.config.language
    return name if language == workspace.config.language else f"{language}.{name}"


def whole_answers(workspace: Workspace, given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The answers by language: ``en.place`` is of the edition in English, ``place`` of the leading.

    Raises InputError for a language that the articles have no edition in.
    """
    languages = workspace.languages_at(workspace.head())
    found: dict[str, dict[str, str]] = {each: {} for each in languages}
    for name, answer in given.items():
        language, dot, rest = name.partition(".")
        if dot and language not in found:
            raise InputError(
                Problem(
                    code="document-fact-unknown",
                    message=say("{name} is a fact of no edition", name=name),
                    hint=say(
                        "the articles have editions in {known}",
                        known=say(", ").join(languages),
                    ),
                    place=Place(path=name),
                )
            )
        found[language if dot else workspace.config.language][rest if dot else name] = answer
    return found


def may_be_whole(workspace: Workspace, found: UnreadAmendment) -> bool:
    """Whether it is worth asking if this is the one purpose of the meeting.

    The annual meeting has other purposes as a rule, and the items behind the first are not alone.
    """
    said = _editions(workspace)[0].read(found).parsed.amendment
    alone = said.item is None or said.item == 1
    return has_meeting(said) and alone and not is_annual(said.meeting)


def notice_package(
    workspace: Workspace,
    found: UnreadAmendment,
    *,
    template: str | None = None,
    whole: WholeAnswers | None = None,
) -> NoticePackage:
    """Everything that goes out, in every edition that the articles have.

    With ``whole``, the answers to what it asks for, the whole notice of the meeting too.
    Raises InputError or ConflictError with every mistake, open question and missing fact.
    """
    editions: list[NoticeEdition] = []
    for edition in _editions(workspace):
        source = edition.read(found)
        compared = compare_amendment(edition, source)
        made = _made(edition, source, compared, template)
        notices = (*compared.notices, *made.notices)
        convening = None
        if whole is not None:
            convening = _whole(workspace, edition, source, compared, whole)
            before = [each for one in editions for each in one.notices]
            new = [each for each in convening.notices if each not in (*notices, *before)]
            notices = (*notices, *new)
        if source.parsed.amendment.draft and not editions:
            notices = (_unfinished(found.shown), *notices)
        tracked = export_changes(edition, source)
        sides = compared.sides
        assert isinstance(sides, AmendedArticles)
        editions.append(
            NoticeEdition(
                language=edition.config.language,
                table=compared.table,
                document=made.document,
                tracked=tracked,
                proposed=tracked.sides[1],
                ledger=Appendix(
                    source.parsed.amendment, sides.application.ledger, edition.config.style
                ),
                notices=notices,
                whole=None if convening is None else convening.document,
            )
        )
    return NoticePackage(name=source.parsed.amendment.name, editions=tuple(editions))


def _in_every_edition(workspace: Workspace, field: str, file: str) -> Problem:
    """What to say of a text that is missing and that every edition has in its own words."""
    empty = "[ … ]" if field == "reasons" else "…"
    lines = say(" and ").join(
        say("a line `{line}`", line=f"{language}: {empty}")
        for language in workspace.config.languages
    )
    return Problem(
        code=MISSING,
        message=say("the notice prints {field}, which the amendment does not say", field=field),
        hint=say(
            "write it into the file for every edition: under `{field}:` {lines}",
            field=field,
            lines=lines,
        ),
        place=Place(file=file, path=field),
    )


def _unfinished(file: str) -> Problem:
    """It can be looked at before it is finished, but nobody may take it for what goes out."""
    return Problem(
        code="draft-open",
        message=say(
            "the amendment is still being written: it is printed as it stands, and no days "
            "are counted"
        ),
        hint=say("take the line `draft: yes` out when it is finished, and print it again"),
        place=Place(file=file, path="draft"),
        severity="warning",
    )


def _editions(workspace: Workspace) -> list[Workspace]:
    return [workspace.edition(each) for each in workspace.languages_at(workspace.head())]


def _made(
    workspace: Workspace,
    source: AmendmentSource,
    compared: ComparedArticles,
    template: str | None,
) -> MadeDocument:
    chosen = choose_template(workspace, template, workspace.config.language)
    return make(workspace, source, compared, chosen)


def fact_problems(questions: Sequence[FactQuestion], file: str) -> tuple[Problem, ...]:
    """What to say of facts that nobody can be asked for."""
    return tuple(
        Problem(
            code=MISSING,
            message=say(
                "the notice prints {field}, which the amendment does not say", field=each.field
            ),
            hint=say(
                "give it with --{option} or write it into the file: {line}",
                option=_option(each.field),
                line=f"reasons: [{each.example}]"
                if each.field == "reasons"
                else f"{each.field}: {each.example}",
            ),
            place=Place(file=file, path=each.field),
        )
        for each in questions
    )


def answer_problem(question: FactQuestion, answer: str) -> str | None:
    """Why an answer cannot stand in the file, in a few words; None where it can."""
    if not answer.strip():
        return say("an answer is needed")
    if question.is_day and written_day(answer) is None:
        return say("write year, month and day: {example}", example=question.example)
    try:
        answer.encode()
    except UnicodeEncodeError:
        return say("this is no text in UTF-8")
    unseen = [each for each in characters.problems(answer) if each.severity == "error"]
    return unseen[0].message if unseen else None


def as_kept(question: FactQuestion, answer: str) -> str:
    """An answer that has no problem, as the file holds it: a day as 2026-06-25."""
    day = written_day(answer) if question.is_day else None
    return answer.strip() if day is None else day.isoformat()


def with_facts(
    workspace: Workspace, found: UnreadAmendment, answers: Mapping[str, str]
) -> UnreadAmendment:
    """The file with the answers in it; every byte that was there stays.

    They stand in front of the operations, in the order of the questions. A text that is the
    same in every edition is given plainly. Raises InputError for an answer that the file cannot
    hold or to which it says another, and ConflictError where it cannot be edited in place.
    """
    text, _ = decode(found.data, file=found.shown)
    _require_same(workspace, found, text, answers)
    told = [
        each
        for each in QUESTIONS.values()
        if each.field in answers and not _says(text, each.field, found.shown)
    ]
    if not told:
        return found
    lines = "".join(_line(each.field, answers[each.field]) for each in told)
    at = re.search(r"(?m)^operations[ \t]*:", text)
    if at is None:
        raise ConflictError(
            Problem(
                code="facts-by-hand",
                message=say("the facts cannot be written into this file"),
                hint=say("write them by hand: {lines}", lines=lines.strip()),
                place=Place(file=found.shown),
            )
        )
    made = text[: at.start()] + lines + text[at.start() :]
    return UnreadAmendment(
        data=as_before(made, found.data), shown=found.shown, name=found.name, inside=found.inside
    )


def _require_same(
    workspace: Workspace, found: UnreadAmendment, text: str, answers: Mapping[str, str]
) -> None:
    """Raise InputError (``facts-differ``) where the file has another answer, or an empty one.

    What the file says is printed, so an answer that differs would be lost without a word.
    """
    asked = [field for field in answers if _says(text, field, found.shown)]
    if not asked:
        return
    read = [each.read(found).parsed.amendment for each in _editions(workspace)]
    problems = []
    for field in asked:
        said = [_said(each, field) for each in read]
        if answers[field].strip() in said:
            continue
        shown = next(filter(None, said), "")
        option = f"--{_option(field)}"
        problems.append(
            Problem(
                code="facts-differ",
                message=say(
                    "the amendment has another {field} than {option}: {shown!r}",
                    field=field,
                    option=option,
                    shown=shown,
                )
                if shown
                else say(
                    "the amendment has an empty {field}, into which {option} is not written",
                    field=field,
                    option=option,
                ),
                hint=say("change it in the file, or leave {option} out", option=option)
                if shown
                else say("fill it in there, or take the line out"),
                place=Place(file=found.shown, path=field),
            )
        )
    if problems:
        raise InputError(*problems)


def _said(amendment: Amendment, field: str) -> str:
    """What the amendment says in a field, as an answer would be written."""
    if field == "reasons":
        return "\n".join(amendment.reasons).strip()
    value = getattr(amendment, field)
    if field == "effective":
        value = given_day(amendment.effective) or amendment.effective
    return "" if value is None else str(value).strip()


def _option(field: str) -> str:
    return "reason" if field == "reasons" else field


def _says(text: str, field: str, file: str) -> bool:
    tree = editor.tree_of(text, file=file)
    return isinstance(tree, dict) and field in tree


def _line(field: str, answer: str) -> str:
    if field == "reasons":
        return f"reasons:\n  - {scalar(answer)}\n"
    return f"{field}: {scalar(answer)}\n"


# What is to be done beside printing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prescribed:
    """A duty that a law prescribes for an amendment that a meeting votes on."""

    what: str
    rule: str


_DUTIES: Final[Mapping[Law, tuple[_Prescribed, ...]]] = {
    Law.JP: (
        _Prescribed(
            what=later(
                "The board decides on the meeting: day, place, agenda, outline of this item"
            ),
            rule=later("Companies Act art. 298(1); Enforcement Regulations art. 63"),
        ),
        _Prescribed(
            what=later("The reference documents state the reason for the proposal"),
            rule=later("Companies Act art. 301; Enforcement Regulations art. 73(1)"),
        ),
        _Prescribed(
            what=later("The vote is a special resolution: two thirds of the votes cast"),
            rule=later("Companies Act arts. 309(2)(xi), 466"),
        ),
        _Prescribed(
            what=later("The minutes hold the item as adopted"),
            rule=later("Companies Act art. 318; Enforcement Regulations art. 72"),
        ),
        _Prescribed(
            what=later(
                "A change of registered matters is registered, with the minutes and the list of "
                "shareholders (株主リスト)"
            ),
            rule=later(
                "Companies Act art. 915(1), within two weeks; Commercial Registration Regulations "
                "art. 61(3)"
            ),
        ),
    ),
    Law.US_DE: (
        _Prescribed(
            what=later(
                "The board adopts a resolution that sets the amendment forth and declares it "
                "advisable"
            ),
            rule=later("DGCL § 242(b)(1)"),
        ),
        _Prescribed(
            what=later(
                "A certificate of amendment is filed; it takes effect then or on the day it names"
            ),
            rule=later("DGCL §§ 103, 242(b)(1)"),
        ),
    ),
    Law.NONE: (),
}
"""Facts of law; whose rules they are is said in the settings, never taken from a language."""

_OF_THE_WHOLE: Final[Mapping[Law, tuple[_Prescribed, ...]]] = {
    Law.JP: (
        _Prescribed(
            what=later(
                "Where votes are taken in writing or electronically the board decides on that, "
                "on the time limit, and on what a vote left blank or cast twice means"
            ),
            rule=later("Companies Act art. 298(1)(iii)-(v); Enforcement Regulations art. 63"),
        ),
        _Prescribed(
            what=later("The notice states what was decided, and names no other purpose"),
            rule=later("Companies Act arts. 298, 299(4), 309(5)"),
        ),
        _Prescribed(
            what=later(
                "With votes in writing or electronically the reference documents, and in writing "
                "the voting form, go with the notice"
            ),
            rule=later(
                "Companies Act arts. 301, 302; Enforcement Regulations arts. 65, 66, 73 to 94"
            ),
        ),
        _Prescribed(
            what=later(
                "With electronic provision the notice states that, and the address of the website"
            ),
            rule=later("Companies Act arts. 325-3, 325-4; Enforcement Regulations art. 95-3"),
        ),
        _Prescribed(
            what=later(
                "With electronic provision whoever asked for paper by the record date gets it with "
                "the notice, less what the articles allow to leave out"
            ),
            rule=later("Companies Act art. 325-5; Enforcement Regulations art. 95-4"),
        ),
    ),
    Law.US_DE: (
        _Prescribed(
            what=later(
                "The notice states place, day and hour, the means of remote communication if any, "
                "the record date where it is another than that of the notice, and the purpose"
            ),
            rule=later("DGCL § 222(a)"),
        ),
    ),
    Law.NONE: (),
}
"""What a law prescribes for the whole notice of a meeting."""

_BYLAW_DUTIES: Final = (
    _Prescribed(
        what=later(
            "Who may amend the bylaws is settled: the stockholders, and the board where the "
            "certificate of incorporation says so"
        ),
        rule=later("DGCL § 109(a)"),
    ),
    _Prescribed(
        what=later(
            "The vote and the notice are those that the bylaws themselves and the certificate of "
            "incorporation ask for; nothing is filed with the Secretary of State"
        ),
        rule=later("DGCL §§ 109, 216, 222"),
    ),
)
"""In Delaware, of bylaws: § 242 is about the certificate of incorporation."""


_SET_FORTH: Final = _Prescribed(
    what=later("The notice sets the amendment forth in full, or a brief summary of it"),
    rule=later("DGCL § 242(b)(1)"),
)


def _prescribed(config: Config, *, whole: bool) -> tuple[_Prescribed, ...]:
    """What the law of ``config`` prescribes for the document that its title names.

    ``whole`` says that the whole notice of the meeting is made.
    """
    law = config.law or Law.NONE
    more = _OF_THE_WHOLE[law] if whole else ()
    if law is Law.US_DE and config.of_bylaws:
        return (*_BYLAW_DUTIES, *more)
    if law is Law.US_DE and whole:
        return (*_DUTIES[law], *more, _SET_FORTH)
    return (*_DUTIES[law], *more)


def duties(
    workspace: Workspace, name: str, on: datetime.date, *, whole: bool = False
) -> tuple[Duty, ...]:
    """The checklist of an amendment, seen from the day ``on``: what is counted comes first.

    Its file stands in the work tree. Where no law is set nothing is prescribed, and that is said.
    ``whole`` says that the whole notice of the meeting is made.
    """
    law = workspace.config.law or Law.NONE
    clock = what_is_due(workspace, on, within=_A_YEAR)
    counted = tuple(
        Duty(
            what=each.what,
            rule=each.how[0].said if each.how else "",
            by=str(each.day),
            how=tuple(step.said for step in each.how[1:]),
        )
        for each in clock.due
        if each.amendment == name
    )
    prescribed = _prescribed(workspace.config, whole=whole)
    told = tuple(Duty(what=say(each.what), rule=say(each.rule)) for each in prescribed)
    if law is Law.NONE:
        told = (
            Duty(
                what=say("What the law prescribes is not listed"),
                rule=say('amendtool.toml names no law: law = "jp" or "us-de"'),
            ),
        )
    return (*counted, *told)


_A_YEAR: Final = 366


# The file of the amendment


def drafted(
    workspace: Workspace,
    edited: EditedDocument,
    name: str,
    *,
    literal: bool = False,
    follow: bool = False,
    standing: UnreadAmendment | None = None,
) -> tuple[UnreadAmendment, tuple[Problem, ...]]:
    """The amendment ``name`` that makes the edited articles of a document.

    It stands in no file yet. With it come what was mended and what a person should look at;
    ``literal`` and ``follow`` are those of :func:`amendtool.workflow.drafting.draft.draft`.
    Where it is drafted anew, ``standing`` is its file: the lines in front of its operations,
    which say the meeting, its days and the reasons, stay as they are.

    Raises InputError for a name that is taken, for a document that is not read or that changes
    nothing, and for a file whose lines would be lost.
    """
    require_name_free(workspace, name, again=standing is not None)
    shown = f"{AMENDMENTS}/{name}.yaml"
    made = draft_file(workspace, edited, name=name, file=shown, literal=literal, follow=follow)
    problems = dict.fromkeys(each for one in made.drafts.values() for each in one.problems)
    text = with_schema(workspace, made.text)
    data = text.encode()
    if standing is not None:
        data = as_before(_with_operations_of(text, standing), standing.data)
    found = UnreadAmendment(data=data, shown=shown, name=name, inside=True)
    return found, tuple(problems)


_OPERATIONS: Final = compiled(r"(?m)^operations[ \t]*:")
_BASE: Final = compiled(r"(?m)^written_against[ \t]*:.*\n")


def _with_operations_of(draft: str, standing: UnreadAmendment) -> str:
    """The file that stands with the operations of ``draft``, and the base that they mean.

    Raises InputError (``file-in-the-way``) where something stands behind its operations, or where
    it has another base than the articles of today.
    """
    text, _ = decode(standing.data, file=standing.shown)
    tree = editor.tree_of(text, file=standing.shown)
    fields = list(tree) if isinstance(tree, dict) else []
    head, begun = _BASE.search(text), _OPERATIONS.search(text)
    base, drawn = _BASE.search(draft), _OPERATIONS.search(draft)
    assert base is not None
    assert drawn is not None
    if head is None or begun is None or fields[-1:] != ["operations"]:
        raise InputError(
            Problem(
                code="file-in-the-way",
                message=say("the file was not drafted from a document, or has changed too much"),
                hint=say("edit it, or choose another name"),
                place=Place(file=standing.shown),
            )
        )
    front = text[: head.start()] + base[0] + text[head.end() : begun.start()]
    return front + draft[drawn.start() :]


def require_name_free(workspace: Workspace, name: str, *, again: bool = False) -> None:
    """Raise InputError where no amendment ``name`` can be drafted: it cannot be one, or is taken.

    A pending amendment has it too, and whoever answered every question would learn it last; it is
    no reason where that is drafted ``again``.
    """
    require_free(workspace, name)
    if not again:
        require_no_file(
            workspace, name, hint=say("choose another name, or draft it anew with --again")
        )


def keep_file(
    workspace: Workspace, found: UnreadAmendment, standing: UnreadAmendment | None
) -> None:
    """Write the amendment with its facts; ``standing`` is what its file holds, None without one.

    Raises RepositoryError where somebody has changed it since, InputError where it has come since.
    """
    text, _ = decode(found.data, file=found.shown)
    if standing is None:
        assert found.name is not None
        write_new(workspace, found.name, text)
    elif found.data != standing.data:
        if not standing.inside:
            raise InputError(
                Problem(
                    code="file-elsewhere",
                    message=say(
                        "this file is not in amendments/ of the repository, and is not written"
                    ),
                    hint=say("move it there, or write into it what the notice prints"),
                    place=Place(file=found.shown),
                )
            )
        rewrite(workspace, found.shown, text, standing.data, verb="notice")


def standing_of(workspace: Workspace, name: str) -> str:
    """What became of an amendment that no vote is before any more, with its day; else nothing.

    A folder of documents that says nothing of it would pass for one that is to go out.
    """
    for each in status(workspace):
        if each.name == name and each.standing not in ("draft", "pending"):
            standing = said_standing(each.standing)
            if each.day:
                return say("{standing} on {day}", standing=standing, day=each.day)
            return standing
    return ""


def page_of(
    workspace: Workspace, package: NoticePackage, found: UnreadAmendment, *, on: datetime.date
) -> OutgoingPage:
    """The first page of the folder, without its files; ``on`` is the day from which it looks."""
    first = package.editions[0]
    amendment = _editions(workspace)[0].read(found).parsed.amendment
    effective = given_day(amendment.effective)
    stands = standing_of(workspace, package.name)
    return OutgoingPage(
        title=amendment.title or package.name,
        amendment=package.name,
        language=first.language,
        facts=(
            (say("Meeting"), amendment.meeting),
            (say("Day of the meeting"), str(amendment.adopted or "")),
            (say("Takes effect"), str(effective or "")),
            (say("Stands"), stands),
        ),
        files=(),
        duties=duties(workspace, package.name, on, whole=first.whole is not None),
        problems=tuple(each for one in package.editions for each in one.notices),
    )
