"""Rest days as data, and what becomes of a deadline that ends on one.

A calendar (:class:`RestDays`) says for which years its data holds. In another year it knows the
days of the week alone, and whoever moves a day by it is told so.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from amendtool.periods.counted import CountedDay, Told, ja_day
from amendtool.values import dataclass

_DAY: Final = datetime.timedelta(days=1)
_JA_WEEKDAYS: Final = "月火水木金土日"

DayOfYear: TypeAlias = Callable[[int], datetime.date]
"""When a holiday is in a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A holiday, in the years in which the law has it on that day; ``until`` is the last one."""

    name: Told
    day: DayOfYear
    since: int
    until: int = datetime.MAXYEAR
    never: tuple[int, ...] = ()
    """The years of that time for which the law has put it elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestDays:
    """The days on which an office or a bank does no business, with where that is said.

    ``of_year`` gives the holidays of a year with all that follows from them, ``weekly`` the days
    of the week (Monday is 0), ``year_end`` the days of a closing at the end of the year.
    """

    name: Told
    source: Told
    since: int
    until: int
    of_year: Callable[[int], Mapping[datetime.date, Told]]
    weekly: Mapping[int, Told]
    year_end: frozenset[tuple[int, int]] = frozenset()
    year_end_name: Told | None = None

    def why(self, day: datetime.date) -> Told | None:
        """Why a day is a rest day, by its name; None for a business day."""
        if self.knows(day.year):
            holiday = self.of_year(day.year).get(day)
            if holiday is not None:
                return holiday
        if self.year_end_name is not None and (day.month, day.day) in self.year_end:
            return self.year_end_name
        return self.weekly.get(day.weekday())

    def knows(self, year: int) -> bool:
        """Whether the data holds for a year."""
        return self.since <= year <= self.until

    def next_business_day(self, day: datetime.date) -> datetime.date:
        """The day itself, or the first after it that is no rest day."""
        while self.why(day) is not None:
            day += _DAY
        return day


def moved(counted: CountedDay, rest: RestDays | None) -> CountedDay:
    """The deadline of an act towards an office: a last day on a rest day moves to the next.

    It is for acts alone. The day on which a provision takes effect or ends never moves.
    Without rest days the deadline stays, and says so.
    """
    if rest is None:
        return counted.then(
            Told("休日は考慮していない（法の設定なし）", "rest days are not known: no law is set")
        )
    day = rest.next_business_day(counted.day)
    if not rest.knows(counted.day.year):
        counted = counted.then(
            Told(
                f"{counted.day.year}年の祝日のデータはない",
                f"the holidays of {counted.day.year} are not known",
            )
        )
    if day == counted.day:
        return counted
    why = rest.why(counted.day)
    assert why is not None  # a business day would not have moved
    return counted.then(
        Told(
            f"{ja_day(counted.day)}は{why.ja}のため翌開庁日の{ja_day(day)}（{rest.source.ja}）",
            f"{counted.day} is a rest day ({why.en}), so the next business day, {day} "
            f"({rest.source.en})",
        ),
        day,
    )


def weekday(day: datetime.date) -> Told:
    """The day of the week: 木, Thursday."""
    return Told(_JA_WEEKDAYS[day.weekday()], calendar.day_name[day.weekday()])


def on(month: int, day: int) -> DayOfYear:
    """A holiday on the same day of each year."""
    return lambda year: datetime.date(year, month, day)


def on_weekday(month: int, weekday: int, nth: int) -> DayOfYear:
    """A holiday on the nth such day of the week in a month; the last for -1."""

    def day(year: int) -> datetime.date:
        weeks = calendar.monthcalendar(year, month)
        days = [week[weekday] for week in weeks if week[weekday]]
        return datetime.date(year, month, days[nth - 1 if nth > 0 else nth])

    return day


def holidays_in(rules: tuple[Holiday, ...], year: int) -> dict[datetime.date, Told]:
    """The holidays that rules give in a year, before what follows from them."""
    return {
        each.day(year): each.name
        for each in rules
        if each.since <= year <= each.until and year not in each.never
    }
