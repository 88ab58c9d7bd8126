"""What is said of a text on a day: what it leaves out, what it stands in for, why there is none."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from amendtool.amendments.in_force.beside import Aside, BesideText, UncomposedError
from amendtool.amendments.in_force.recorded import NoText, StandingAct
from amendtool.articles.languages import language_of
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import language_spoken, say
from amendtool.periods.dates import LegalDay, told
from amendtool.repository.record import BASELINE, Act, Deed, record_path
from amendtool.repository.workspace import AMENDMENTS
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.dates.expiry import DueLapse
from amendtool.workflow.in_force.standing import StandingActs

StandsOn: TypeAlias = Mapping[str, Sequence[StandingAct]]
"""The amendments in force that were written on an act, by this one."""


def mended(name: str, act: Act) -> Problem:
    """That a misprint is printed as it was mended later."""
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


def early_alone(act: StandingAct, early: Sequence[int]) -> Problem:
    """That operations of an amendment are in force without the rest of it."""
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


def not_alone(act: StandingAct, early: Sequence[int], day: datetime.date) -> Problem:
    """That such operations cannot be read without the rest."""
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


def written_on(act: StandingAct) -> Problem:
    """That the articles of an amendment hold one that is not in force yet."""
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


def lapsed(lapse: DueLapse, place: str) -> Problem:
    """That a provision is left out that has ended, and stands in git."""
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


def aside(aside: Aside, day: str) -> Problem:
    """That something which changes later has no place for a note."""
    return Problem(
        code="pending-unmarked",
        message=say(
            "a heading ({what}) reads otherwise from {day} on ({amendment}): it is printed as it "
            "is in force",
            what=say(", ").join(aside.what),
            amendment=aside.amendment,
            day=day,
        )
        if not aside.printed
        else say(
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


def unprinted(beside: BesideText, day: str) -> Problem:
    """That the house style leaves out what is pending."""
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
    return Problem(
        code="text-not-composed",
        message=say(
            "what {key!r} says on {day} cannot be told: operations {numbers} of {amendment} "
            "act on it, and take effect on several days",
            key=error.key,
            day=day,
            numbers=_numbers(error.operations),
            amendment=error.amendment,
        ),
        hint=say("ask for a day on which all of them are in force"),
        place=Place(file=f"{AMENDMENTS}/{error.amendment}.yaml"),
    )


def before_all(standing: StandingActs, day: datetime.date) -> Iterator[Problem]:
    """A note where nothing is recorded of a day.

    Raises InputError (``day-before-articles``) for one of which no text is held.
    """
    baseline = standing.workspace.acts().records.get(BASELINE)
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
    starts = [each.start for each in standing.every if each.start is not None]
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


def not_yet(
    standing: StandingActs, day: datetime.date, acts_in_force: Collection[str]
) -> Iterator[Problem]:
    """A note for each amendment that was adopted by then, and takes effect later."""
    acts = standing.workspace.acts()
    for each in standing.every:
        at = acts.applied.get(each.name)
        if each.act in acts_in_force or each.expiry or at is None:
            continue
        adopted = at.record.adopted if at.record is not None else None
        amendment = standing.amendment(each.name)
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
                when=""
                if effect is None
                else said_day(standing.counter, effect, language_spoken()),
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


def not_filed(standing: StandingActs, acts_in_force: Collection[str]) -> Iterator[Problem]:
    """A note where nothing is recorded of the filings by which amendments take effect."""
    if not standing.begin_with_filing:
        return
    applied = standing.workspace.acts().applied
    names = [
        each.name
        for each in standing.every
        if each.act in acts_in_force
        and each.name in applied
        and standing.filed(applied[each.name].record) is None
    ]
    if names:
        yield Problem(
            code="filing-unknown",
            message=say(
                "an amendment takes effect when its certificate is filed, and no filing is "
                "recorded of {names}: it is taken for in force from the day that it names, or "
                "that of the vote",
                names=say(", ").join(names[-3:]),
            ),
            hint=say("record it: `amendtool record {name} filed DAY`", name=names[-1]),
            severity="note",
        )


def uncomposed(day: datetime.date, found: NoText, stands_on: StandsOn) -> Iterator[Problem]:
    """Why there is no text of a day.

    ``stands_on`` has the amendments in force that were written on others which are not, by these.
    """
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
    for each in found.behind:
        ahead = stands_on.get(each.act, ())
        if not ahead:
            continue
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
    gone = [each for each in found.gone if each in stands_on]
    if gone:
        gone = list(dict.fromkeys(each.split(" ")[0] for each in gone))
        yield Problem(
            code="text-not-composed",
            message=say(
                "the articles of {day} stood in git with {gone} alone, which was taken back later",
                day=day,
                gone=say(", ").join(gone),
            ),
            hint=say("`--as-of REV` shows what stood then"),
            place=Place(file=record_path(gone[0])),
        )


def not_carried(act: StandingAct, day: datetime.date, error: AmendtoolError) -> Problem:
    """That an amendment cannot be read in the articles of a day, with why."""
    return Problem(
        code="text-not-composed",
        message=say(
            "what is in force on {day} cannot be told: {name} does not fit the articles without "
            "what takes effect later ({why})",
            day=day,
            name=act.name,
            why=error.problems[0].message,
        ),
        hint=say(
            "what is in force between two such days has to be resolved, or decided by a court; "
            "`amendtool table NAME` shows each amendment on its own articles"
        ),
        place=Place(file=f"{AMENDMENTS}/{act.name}.yaml"),
    )


def put_together(acts: Sequence[StandingAct], day: datetime.date) -> Problem:
    """That a text never stood in git, and which amendments came upon which."""
    return Problem(
        code="text-composed",
        message=say(
            "these articles of {day} never stood in git: they are composed in the order of effect, "
            "with {names} carried over to what was in force before",
            day=day,
            names=say(", ").join(each.name for each in acts),
        ),
        hint=say("each was written on articles without what takes effect later"),
        severity="note",
    )


def said_day(counter: DayCounter, value: LegalDay | None, language: str) -> str:
    """A date of law in words of a language: its day, or what it depends on."""
    if value is None:
        return ""
    day = counter.day(value)
    return told(value).text(language) if day is None else language_of(language).date(day)
