"""The acts around an amendment that a law prescribes, each with the day by which it is done.

Japan: Companies Act. Delaware: General Corporation Law; its § 242 is about the certificate of
incorporation, and bylaws are filed nowhere (§ 109).
"""

from __future__ import annotations

import datetime
from typing import Final

from amendtool.periods import delaware
from amendtool.periods.counted import CountedDay, Told, ja_day
from amendtool.periods.law import Law
from amendtool.periods.offices import registry_of
from amendtool.periods.period import Period, PeriodUnit, last_day, latest_before
from amendtool.periods.rest_days import moved

_DAY: Final = datetime.timedelta(days=1)
_TWO_WEEKS: Final = Period(2, PeriodUnit.WEEKS)
_THREE_WEEKS: Final = Period(3, PeriodUnit.WEEKS)
_TEN_DAYS: Final = Period(10, PeriodUnit.DAYS)
_MOST_DAYS_NOTICED: Final = 60
_MOST_DAYS_FILED: Final = 90

VOTES_REPORTED: Final = datetime.date(2010, 3, 31)
"""Since then the results of votes are reported in Japan."""
_NOTICED_BY: Final = Told(
    "会社法第299条第１項。公開会社でなく、書面投票等も電子提供措置もないときは１週間",
    "Companies Act art. 299(1); one week for a company that is not public, without votes in "
    "writing and without electronic provision",
)
_NOTICED_BY_DE: Final = Told(
    "デラウェア州一般会社法第222条(b)：少なくとも10日前", "DGCL § 222(b): at least ten days"
)
_MATERIALS_BY: Final = Told("会社法第325条の３第１項", "Companies Act art. 325-3(1)")
_REGISTERED_BY: Final = Told(
    "会社法第915条第１項：２週間以内", "Companies Act art. 915(1): within two weeks"
)
REPORTED_BY: Final = Told(
    "企業内容等の開示に関する内閣府令第19条第２項第９号の２：遅滞なく。期間の定めがないため、"
    "決議の日から示しています",
    "Cabinet Office Order on Disclosure, art. 19(2)(ix-2): without delay; no period is fixed, so "
    "it is told from the day of the vote on",
)
_EFFECTIVE_ON_FILING: Final = Told(
    "デラウェア州一般会社法第103条(d)、第242条(b)：変更証書の提出をもって効力を生ずる。期間の定めが"
    "ないため、決議の日から示しています",
    "DGCL §§ 103(d), 242(b): it takes effect when its certificate is filed; no period is fixed, "
    "so it is told from the day of the vote on",
)


def register_by(change: CountedDay, voted: datetime.date | None, law: Law) -> CountedDay:
    """The day by which what changes on a day is registered, with how both are counted."""
    # With the resolution it takes effect in the course of the day, else at 0:00 of it.
    by = last_day(_TWO_WEEKS, change.day, law, from_start=change.day != voted)
    by = moved(by, registry_of(law))
    return CountedDay(day=by.day, steps=(*change.steps, _REGISTERED_BY, *by.steps))


def notice_from(meeting: datetime.date, law: Law) -> datetime.date | None:
    """The first day on which the notice of a meeting may be sent; None where no law names one."""
    return meeting - _MOST_DAYS_NOTICED * _DAY if law is Law.US_DE else None


def notice_by(meeting: datetime.date, law: Law) -> CountedDay:
    """The last day on which the notice of a meeting is sent; in Delaware with the first one too."""
    first = notice_from(meeting, law)
    if first is None:
        by = latest_before(_TWO_WEEKS, meeting, law)
        return CountedDay(day=by.day, steps=(_NOTICED_BY, *by.steps))
    by = latest_before(_TEN_DAYS, meeting, law)
    earliest = Told(
        f"早くとも{_MOST_DAYS_NOTICED}日前の{ja_day(first)}から",
        f"not more than {_MOST_DAYS_NOTICED} days before it, so not before {first}",
    )
    return CountedDay(day=by.day, steps=(_NOTICED_BY_DE, *by.steps, earliest))


def materials_by(meeting: datetime.date) -> CountedDay:
    """The day by which the materials of a meeting in Japan are on the web."""
    by = latest_before(_THREE_WEEKS, meeting, Law.JP)
    return CountedDay(day=by.day, steps=(_MATERIALS_BY, *by.steps))


def certificate_by(voted: datetime.date, change: CountedDay | None) -> CountedDay:
    """The day by which the certificate of an amendment is filed in Delaware.

    It takes effect with the filing, or on a later day that it states, which is not more than 90
    days after. So one that is to take effect on a day is filed by that day, and not long before.
    """
    if change is None or change.day <= voted:
        return CountedDay(day=voted, steps=(_EFFECTIVE_ON_FILING,))
    first = max(voted, change.day - _MOST_DAYS_FILED * _DAY)
    stated = Told(
        f"デラウェア州一般会社法第103条(d)：変更証書に{ja_day(change.day)}と記載する。記載する日は提出の"
        f"日から{_MOST_DAYS_FILED}日以内なので、提出は{ja_day(first)}から",
        f"DGCL § 103(d): the certificate states {change.day}; that is not more than "
        f"{_MOST_DAYS_FILED} days after it is filed, so it is filed from {first} on",
    )
    by = CountedDay(day=change.day, steps=(*change.steps, stated))
    day = by.day
    while day > first and delaware.STATE.why(day) is not None:
        day -= _DAY
    why = delaware.STATE.why(by.day)
    if why is None:
        return by
    return by.then(
        Told(
            f"{ja_day(by.day)}は{why.ja}のため前開庁日の{ja_day(day)}まで",
            f"{by.day} is a rest day ({why.en}), so by the business day before, {day}",
        ),
        day,
    )
