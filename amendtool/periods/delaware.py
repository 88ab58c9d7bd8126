"""The legal holidays of Delaware.

Source: 1 Del. C. § 501, as it reads since the two floating holidays took the place of Presidents'
Day and Columbus Day, with Juneteenth since 2022. Return Day is left out: it is a holiday of
Sussex County's afternoon alone.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Final

from amendtool.periods.counted import Told
from amendtool.periods.rest_days import Holiday, RestDays, holidays_in, on, on_weekday

_DAY: Final = datetime.timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_SINCE: Final = 2011
_UNTIL: Final = 2099


def _good_friday(year: int) -> datetime.date:
    """Two days before Easter of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1) - 2 * _DAY


def _election(year: int) -> datetime.date:
    """The Tuesday after the first Monday in November."""
    return on_weekday(11, _MONDAY, 1)(year) + _DAY


_HOLIDAYS: Final = (
    Holiday(name=Told("元日", "New Year's Day"), day=on(1, 1), since=_SINCE),
    Holiday(
        name=Told("キング牧師記念日", "Martin Luther King, Jr. Day"),
        day=on_weekday(1, _MONDAY, 3),
        since=_SINCE,
    ),
    Holiday(name=Told("聖金曜日", "Good Friday"), day=_good_friday, since=_SINCE),
    Holiday(
        name=Told("戦没者追悼記念日", "Memorial Day"), day=on_weekday(5, _MONDAY, -1), since=_SINCE
    ),
    Holiday(name=Told("ジューンティーンス", "Juneteenth"), day=on(6, 19), since=2022),
    Holiday(name=Told("独立記念日", "Independence Day"), day=on(7, 4), since=_SINCE),
    Holiday(name=Told("労働者の日", "Labor Day"), day=on_weekday(9, _MONDAY, 1), since=_SINCE),
    Holiday(name=Told("復員軍人の日", "Veterans' Day"), day=on(11, 11), since=_SINCE),
    Holiday(
        name=Told("感謝祭", "Thanksgiving Day"), day=on_weekday(11, _THURSDAY, 4), since=_SINCE
    ),
    Holiday(
        name=Told("感謝祭の翌日", "the Friday after Thanksgiving"),
        day=lambda year: on_weekday(11, _THURSDAY, 4)(year) + _DAY,
        since=_SINCE,
    ),
    Holiday(name=Told("クリスマス", "Christmas"), day=on(12, 25), since=_SINCE),
    Holiday(
        name=Told("総選挙の日", "the General Election"),
        day=_election,
        since=_SINCE,
        never=tuple(range(_SINCE, _UNTIL + 1, 2)),  # it is held in even years
    ),
)


@cache
def legal_holidays(year: int) -> dict[datetime.date, Told]:
    """The legal holidays of a year, with the days for those on a Saturday or Sunday."""
    found: dict[datetime.date, Told] = {}
    for each in (year, year + 1):  # New Year's Day on a Saturday is kept the year before
        named = holidays_in(_HOLIDAYS, each)
        found |= named
        for day, name in named.items():
            kept = Told(f"{name.ja}の振替", f"{name.en}, kept")
            if day.weekday() == _SUNDAY:
                found.setdefault(day + _DAY, kept)
            elif day.weekday() == _SATURDAY:
                found.setdefault(day - _DAY, kept)
    return {day: name for day, name in found.items() if day.year == year}


STATE: Final = RestDays(
    name=Told("デラウェア州の休日", "legal holidays of Delaware"),
    source=Told("デラウェア州法典第１編第501条", "1 Del. C. § 501"),
    since=_SINCE,
    until=_UNTIL,
    of_year=legal_holidays,
    weekly={
        _SATURDAY: Told("土曜日", "a Saturday"),
        _SUNDAY: Told("日曜日", "a Sunday"),
    },
)
