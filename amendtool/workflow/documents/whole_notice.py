"""The whole notice of a meeting: only where it votes on one amendment alone, and in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Final

from amendtool.amendments.amendment import AdoptedBy, Amendment
from amendtool.amendments.said_days import written_day
from amendtool.articles.languages import LANGUAGES
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.periods.law import Law
from amendtool.periods.period import Period, PeriodUnit, latest_before
from amendtool.workflow.clock.acts_by_law import notice_from

_NOTICE: Final = {
    Law.JP: Period(2, PeriodUnit.WEEKS),
    Law.US_DE: Period(10, PeriodUnit.DAYS),
}
_MATERIALS: Final = Period(3, PeriodUnit.WEEKS)


def is_annual(meeting: str) -> bool:
    """Whether a meeting of this name is the annual one, which has other purposes as a rule."""
    small = meeting.lower()
    return any(word in small for each in LANGUAGES.values() for word in each.annual)


def has_meeting(amendment: Amendment) -> bool:
    """Whether a meeting of shareholders or members votes on it, which is convened by a notice."""
    return amendment.adopted_by in (AdoptedBy.MEETING, AdoptedBy.MEMBERS)


def whole_notice_problems(
    amendment: Amendment, answers: Mapping[str, str], law: Law
) -> tuple[Problem, ...]:
    """What is wrong with a whole notice around ``amendment``, and what a person should look at.

    ``answers`` are those to what its template asks for; a day that is none is told elsewhere.
    """
    if not has_meeting(amendment):
        return (
            Problem(
                code="whole-notice-no-meeting",
                message=say("no meeting of shareholders or members votes on this amendment"),
                hint=say("print the item alone: leave --whole and the template of the notice out"),
                place=Place(path="adopted_by"),
            ),
        )
    return (*_other_purposes(amendment), *_days(amendment, answers, law))


def _other_purposes(amendment: Amendment) -> Iterator[Problem]:
    if is_annual(amendment.meeting):
        yield Problem(
            code="whole-notice-purposes",
            message=say(
                "{meeting} has other purposes as a rule, such as reports and the accounts: this "
                "notice names the amendment alone",
                meeting=amendment.meeting,
            ),
            hint=say("put the item into the company's own notice, unless there are none"),
            place=Place(path="meeting"),
            severity="warning",
        )
    elif amendment.item is not None and amendment.item > 1:
        yield Problem(
            code="whole-notice-purposes",
            message=say(
                "this is item {number} of the meeting: this notice names no other",
                number=amendment.item,
            ),
            hint=say("put the item into the company's own notice, unless there are none"),
            place=Place(path="item"),
            severity="warning",
        )


def _days(amendment: Amendment, answers: Mapping[str, str], law: Law) -> Iterator[Problem]:
    """The days of the notice against that of the meeting."""
    meeting = amendment.adopted
    if meeting is None:
        return
    sent, deadline, provided = (_day(answers, each) for each in ("sent", "deadline", "provided"))
    if sent is not None and law in _NOTICE:
        by = latest_before(_NOTICE[law], meeting, law).day
        if sent > by:
            yield _outside(
                say("the notice is sent on {day}, and was due by {by}", day=sent, by=by),
                say(
                    "send it earlier; a company that is not public, without votes in writing and "
                    "without electronic provision, has one week (Companies Act art. 299(1))"
                )
                if law is Law.JP
                else say("send it earlier, or put the meeting off (DGCL § 222(b))"),
            )
    first = notice_from(meeting, law)
    if sent is not None and first is not None and sent < first:
        yield _outside(
            say("the notice is sent on {day}, and may be sent from {first} on",
                day=sent, first=first),
            say("send it later: not more than sixty days before the meeting (DGCL § 222(b))"),
        )  # fmt: skip
    if provided is not None and law is Law.JP:
        by = latest_before(_MATERIALS, meeting, law).day
        by = by if sent is None else min(by, sent)
        if provided > by:
            yield _outside(
                say("the materials are on the web from {day}, and are due by {by}",
                    day=provided, by=by),
                say("Companies Act art. 325-3(1): three weeks before the meeting, or with the "
                    "notice if that is sent earlier"),
            )  # fmt: skip
    if deadline is not None and deadline > meeting:
        yield _outside(
            say("votes are taken until {day}, after the meeting of {meeting}",
                day=deadline, meeting=meeting),
            say("the time limit is before the meeting"),
        )  # fmt: skip
    if deadline is None or sent is None or law is not Law.JP:
        return
    if sent > latest_before(_NOTICE[law], deadline, law).day:
        yield _outside(
            say("votes are taken until {day}, less than two weeks after the notice of {sent}",
                day=deadline, sent=sent),
            say("Enforcement Regulations art. 63(iii): a time limit that is set lies two weeks or "
                "more after the notice"),
        )  # fmt: skip


def _outside(message: str, hint: str) -> Problem:
    return Problem(
        code="whole-notice-day",
        message=message,
        hint=hint,
        place=Place(path="adopted"),
        severity="warning",
    )


def _day(answers: Mapping[str, str], name: str) -> datetime.date | None:
    return written_day(answers.get(name, ""))
