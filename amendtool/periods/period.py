"""Counting a period forwards, and backwards from a day before which it has to be over.

Japan: Civil Code arts. 139 to 143. The first day is not counted unless the period begins at 0:00
of it (初日不算入); months and years go by the calendar (暦に従って) up to the day before the one
that corresponds to the first counted day (応当日), or to the end of the month that lacks it.

Delaware: the day of the event does not count and the last day does; months are calendar months
(1 Del. C. § 302), so they end on the day of the same number, or with the month that lacks it.
"""

from __future__ import annotations

import calendar
import datetime
from enum import StrEnum
from typing import Final

from amendtool.periods.counted import CountedDay, Told, ja_day
from amendtool.periods.law import Law
from amendtool.values import dataclass

_DAY: Final = datetime.timedelta(days=1)
_LONGEST: Final = 36_500
"""Days, which is more than any period of law; so no sum leaves the calendar unnoticed."""


class PeriodUnit(StrEnum):
    """In what a period is measured."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_JA: Final = {
    PeriodUnit.DAYS: "日間",
    PeriodUnit.WEEKS: "週間",
    PeriodUnit.MONTHS: "か月",
    PeriodUnit.YEARS: "年",
}
_DAYS_AT_LEAST: Final = {
    PeriodUnit.DAYS: 1,
    PeriodUnit.WEEKS: 7,
    PeriodUnit.MONTHS: 28,
    PeriodUnit.YEARS: 365,
}


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, weeks, months or years; ValueError for none, and for more than a century."""

    count: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        """Hold the period to what can be counted."""
        if self.count < 1 or self.count * _DAYS_AT_LEAST[self.unit] > _LONGEST:
            raise ValueError(f"no period of law: {self.count} {self.unit}")

    @property
    def told(self) -> Told:
        """The period in words: 6か月, 6 months."""
        unit = self.unit.value if self.count != 1 else self.unit.value[:-1]
        return Told(f"{self.count}{_JA[self.unit]}", f"{self.count} {unit}")


def last_day(
    period: Period, start: datetime.date, law: Law, *, from_start: bool = False
) -> CountedDay:
    """The last day of a period (「経過する日」), which is over with the end of it.

    ``from_start`` where it begins at 0:00 of ``start``, as entry into force does; that day then
    counts, and the day of an event does not. OverflowError where the calendar ends before it.
    """
    counted = CountedDay(start).then(_first(start, law, from_start))
    if period.unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        days = period.count * (7 if period.unit is PeriodUnit.WEEKS else 1)
        first = start if from_start else start + _DAY
        day, missing = first + (days - 1) * _DAY, None
    else:
        # In Japan the first counted day has its counterpart; elsewhere the day of the event has.
        before = from_start or law is Law.JP
        first = start + _DAY if law is Law.JP and not from_start else start
        met, missing = _corresponding(first, _months(period))
        day = met - _DAY if before and missing is None else met
    return counted.then(_end(period, day, missing, law), day)


def day_after(
    period: Period, start: datetime.date, law: Law, *, from_start: bool = False
) -> CountedDay:
    """The day after a period (「経過した日」): the first on which it is over.

    As :func:`last_day` otherwise.
    """
    last = last_day(period, start, law, from_start=from_start)
    day = last.day + _DAY
    return last.then(
        Told(f"経過した日はその翌日の{ja_day(day)}", f"it has passed on the day after, {day}"), day
    )


def latest_before(period: Period, day: datetime.date, law: Law) -> CountedDay:
    """The last day on which something can be done that is due a period before ``day``.

    In Japan the whole period lies between the two days, which both do not count: two weeks before
    a meeting on June 27 is June 12. In Delaware only the day of the act does not count.
    OverflowError where the calendar begins after it.
    """
    # The latest day from which the period, counted forwards, is over in time: so backwards never
    # says otherwise than forwards, at the ends of months either.
    limit = day if law is Law.US_DE else day - _DAY
    if period.unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        found = limit - period.count * (7 if period.unit is PeriodUnit.WEEKS else 1) * _DAY
    else:
        found = _corresponding(limit, -_months(period))[0] + 3 * _DAY
        while last_day(period, found, law).day > limit:
            found -= _DAY
    told = period.told
    first, last = found + _DAY, limit
    return CountedDay(
        found,
        (
            Told(
                f"{ja_day(day)}の{told.ja}前まで"
                + ("" if law is not Law.NONE else "（暦による。法は設定されていない）"),
                f"{told.en} before {day}"
                + ("" if law is not Law.NONE else " (by the plain calendar: no law is set)"),
            ),
            Told(
                f"{ja_day(first)}から{ja_day(last)}までの{told.ja}を置く",
                f"the {told.en} from {first} to {last} lie between"
                if law is not Law.US_DE
                else f"the {told.en} from {first} to {last}, the day of the act not counted",
            ),
        ),
    )


def _months(period: Period) -> int:
    return period.count * (12 if period.unit is PeriodUnit.YEARS else 1)


def _corresponding(day: datetime.date, months: int) -> tuple[datetime.date, int | None]:
    """The day of the same number so many months on, or the month's last with what it lacks."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OverflowError("date value out of range")
    length = calendar.monthrange(year, month + 1)[1]
    missing = None if day.day <= length else day.day
    return datetime.date(year, month + 1, min(day.day, length)), missing


def _first(start: datetime.date, law: Law, from_start: bool) -> Told:
    first = start if from_start else start + _DAY
    if from_start:
        why = Told("午前零時から始まるので初日を算入", "it begins at 0:00, so its first day counts")
    else:
        why = Told("初日は算入しない", "the day of the event does not count")
    source = {
        Law.JP: Told("民法第140条", "Civil Code art. 140"),
        Law.US_DE: Told("デラウェア州の期間計算", "Delaware, computation of time"),
        Law.NONE: Told("暦による。法は設定されていない", "by the plain calendar: no law is set"),
    }[law]
    return Told(
        f"起算日は{ja_day(first)}（{why.ja}：{source.ja}）",
        f"counted from {first} ({why.en}: {source.en})",
    )


def _end(period: Period, day: datetime.date, missing: int | None, law: Law) -> Told:
    told = period.told
    if missing is not None:
        why = Told(
            f"最後の月に{missing}日がないので月の末日",
            f"the last month has no day {missing}, so with its end",
        )
    elif period.unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        why = Told("末日の終了をもって満了", "with the end of the last day")
    elif law is Law.JP:
        why = Told("応当日の前日", "on the day before the corresponding day")
    else:
        why = Told("暦に従う", "by the calendar")
    source = {
        Law.JP: Told("民法第141条", "Civil Code art. 141")
        if period.unit is PeriodUnit.DAYS
        else Told("民法第143条", "Civil Code art. 143"),
        Law.US_DE: Told("デラウェア州法典第１編第302条", "1 Del. C. § 302"),
        Law.NONE: None,
    }[law]
    cited = ("", "") if source is None else (f"：{source.ja}", f": {source.en}")
    return Told(
        f"{told.ja}が経過する日は{ja_day(day)}（{why.ja}{cited[0]}）",
        f"the last day of {told.en} is {day} ({why.en}{cited[1]})",
    )
