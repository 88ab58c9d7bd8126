"""The rest days of Japan.

Sources: Act on National Holidays (国民の祝日に関する法律, Act No. 178 of 1948) as amended up to
2018, with the special acts for 1993, 2019, 2020 and 2021; Act on Holidays of Administrative Organs
(行政機関の休日に関する法律, Act No. 91 of 1988) art. 1; Order for Enforcement of the Banking Act
(銀行法施行令) art. 5. The days of the equinoxes are those of the National Astronomical
Observatory's calendar (暦要項) up to 2026, which the formula below gives too; later ones are what
the formula expects, and are named so.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import Final

from amendtool.periods.counted import Told
from amendtool.periods.rest_days import Holiday, RestDays, holidays_in, on, on_weekday

_DAY: Final = datetime.timedelta(days=1)
_MONDAY, _SATURDAY, _SUNDAY = 0, 5, 6
_PUBLISHED: Final = 2026
"""The last year whose equinoxes are taken from what was published."""
# The Saturdays of the offices are free throughout since May 1992; a whole year since 1993.
_SINCE: Final = 1993
_UNTIL: Final = 2099
"""The last year for which the formula of the equinoxes holds."""


def _equinox(spring: bool, year: int) -> datetime.date:
    start = 20.8431 if spring else 23.2488
    day = int(start + 0.242194 * (year - 1980)) - (year - 1980) // 4
    return datetime.date(year, 3 if spring else 9, day)


def _once(month: int, day: int, year: int, name: Told) -> Holiday:
    return Holiday(name=name, day=on(month, day), since=year, until=year)


_MARINE: Final = Told("海の日", "Marine Day")
_SPORTS: Final = Told("スポーツの日", "Sports Day")
_MOUNTAIN: Final = Told("山の日", "Mountain Day")
_GREENERY: Final = Told("みどりの日", "Greenery Day")
_AGED: Final = Told("敬老の日", "Respect for the Aged Day")
_ADULTS: Final = Told("成人の日", "Coming of Age Day")
_HEALTH: Final = Told("体育の日", "Health and Sports Day")
_EMPEROR: Final = Told("天皇誕生日", "The Emperor's Birthday")
_SPRING: Final = Told("春分の日", "Vernal Equinox Day")
_AUTUMN: Final = Told("秋分の日", "Autumnal Equinox Day")


def _expected(name: Told) -> Told:
    return Told(f"{name.ja}（計算による見込み）", f"{name.en} (as calculated)")


_HOLIDAYS: Final = (
    Holiday(name=Told("元日", "New Year's Day"), day=on(1, 1), since=_SINCE),
    Holiday(name=_ADULTS, day=on(1, 15), since=_SINCE, until=1999),
    Holiday(name=_ADULTS, day=on_weekday(1, _MONDAY, 2), since=2000),
    Holiday(name=Told("建国記念の日", "National Foundation Day"), day=on(2, 11), since=_SINCE),
    Holiday(name=_EMPEROR, day=on(12, 23), since=_SINCE, until=2018),
    Holiday(name=_EMPEROR, day=on(2, 23), since=2020),
    Holiday(name=_SPRING, day=lambda year: _equinox(True, year), since=_SINCE, until=_PUBLISHED),
    Holiday(name=_expected(_SPRING), day=lambda year: _equinox(True, year), since=_PUBLISHED + 1),
    Holiday(name=_GREENERY, day=on(4, 29), since=_SINCE, until=2006),
    Holiday(name=Told("昭和の日", "Showa Day"), day=on(4, 29), since=2007),
    Holiday(name=Told("憲法記念日", "Constitution Memorial Day"), day=on(5, 3), since=_SINCE),
    Holiday(name=_GREENERY, day=on(5, 4), since=2007),
    Holiday(name=Told("こどもの日", "Children's Day"), day=on(5, 5), since=_SINCE),
    Holiday(name=_MARINE, day=on(7, 20), since=1996, until=2002),
    Holiday(name=_MARINE, day=on_weekday(7, _MONDAY, 3), since=2003, never=(2020, 2021)),
    Holiday(name=_MOUNTAIN, day=on(8, 11), since=2016, never=(2020, 2021)),
    Holiday(name=_AGED, day=on(9, 15), since=_SINCE, until=2002),
    Holiday(name=_AGED, day=on_weekday(9, _MONDAY, 3), since=2003),
    Holiday(name=_AUTUMN, day=lambda year: _equinox(False, year), since=_SINCE, until=_PUBLISHED),
    Holiday(name=_expected(_AUTUMN), day=lambda year: _equinox(False, year), since=_PUBLISHED + 1),
    Holiday(name=_HEALTH, day=on(10, 10), since=_SINCE, until=1999),
    Holiday(name=_HEALTH, day=on_weekday(10, _MONDAY, 2), since=2000, until=2019),
    Holiday(name=_SPORTS, day=on_weekday(10, _MONDAY, 2), since=2022),
    Holiday(name=Told("文化の日", "Culture Day"), day=on(11, 3), since=_SINCE),
    Holiday(name=Told("勤労感謝の日", "Labor Thanksgiving Day"), day=on(11, 23), since=_SINCE),
    # Special acts.
    _once(6, 9, 1993, Told("皇太子徳仁親王の結婚の儀", "The wedding of the Crown Prince")),
    _once(5, 1, 2019, Told("天皇の即位の日", "The accession of the Emperor")),
    _once(10, 22, 2019, Told("即位礼正殿の儀", "The enthronement of the Emperor")),
    _once(7, 23, 2020, _MARINE),
    _once(7, 24, 2020, _SPORTS),
    _once(8, 10, 2020, _MOUNTAIN),
    _once(7, 22, 2021, _MARINE),
    _once(7, 23, 2021, _SPORTS),
    _once(8, 8, 2021, _MOUNTAIN),
)
_SUBSTITUTE: Final = Told("振替休日", "substitute holiday")
_BETWEEN: Final = Told("国民の休日", "day between two holidays")


@cache
def national_holidays(year: int) -> dict[datetime.date, Told]:
    """The holidays of a year by Act No. 178 of 1948, arts. 2 and 3, with those that follow."""
    named = holidays_in(_HOLIDAYS, year)
    found = dict(named)
    for day in sorted(named):
        if day.weekday() != _SUNDAY:
            continue
        # Art. 3(2): until 2006 the day after alone, since then the next day that is no holiday.
        other = day + _DAY
        while year >= 2007 and other in named:
            other += _DAY
        found.setdefault(other, _SUBSTITUTE)
    for day in sorted(named):
        between = day + _DAY
        free = between in found if year < 2007 else between in named
        # Art. 3(3): until 2006 a Sunday and a substitute holiday were none.
        sunday = year < 2007 and between.weekday() == _SUNDAY
        if between + _DAY in named and not free and not sunday:
            found[between] = _BETWEEN
    return found


_WEEKEND: Final = {
    _SATURDAY: Told("土曜日", "a Saturday"),
    _SUNDAY: Told("日曜日", "a Sunday"),
}
_YEAR_END: Final = Told("年末年始", "closing at the turn of the year")

REGISTRY: Final = RestDays(
    name=Told("登記所の休日", "rest days of the registry"),
    source=Told("行政機関の休日に関する法律第１条、第２条", "Act No. 91 of 1988, arts. 1 and 2"),
    since=_SINCE,
    until=_UNTIL,
    of_year=national_holidays,
    weekly=_WEEKEND,
    year_end=frozenset(((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))),
    year_end_name=_YEAR_END,
)
BANKS: Final = RestDays(
    name=Told("銀行の休日", "bank holidays"),
    source=Told("銀行法施行令第５条", "Order for Enforcement of the Banking Act, art. 5"),
    since=_SINCE,
    until=_UNTIL,
    of_year=national_holidays,
    weekly=_WEEKEND,
    year_end=frozenset(((12, 31), (1, 2), (1, 3))),
    year_end_name=_YEAR_END,
)
