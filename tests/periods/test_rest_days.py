"""The rest days of Japan and Delaware against published lists, and deadlines that meet one."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.periods import delaware, japan
from amendtool.periods.counted import CountedDay
from amendtool.periods.law import Law
from amendtool.periods.offices import registry_of
from amendtool.periods.rest_days import RestDays, moved

DAY = datetime.timedelta(days=1)


def days(year: int, text: str) -> set[datetime.date]:
    return {datetime.date(year, *map(int, each.split("/"))) for each in text.split()}


# As the Cabinet Office lists them: years with a special act, a change of the law, a day between.
@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (1993, "1/1 1/15 2/11 3/20 4/29 5/3 5/4 5/5 6/9 9/15 9/23 10/10 10/11 11/3 11/23 12/23"),
        (1998, "1/1 1/15 2/11 3/21 4/29 5/3 5/4 5/5 7/20 9/15 9/23 10/10 11/3 11/23 12/23"),
        (2003, "1/1 1/13 2/11 3/21 4/29 5/3 5/5 7/21 9/15 9/23 10/13 11/3 11/23 11/24 12/23"),
        (2009, "1/1 1/12 2/11 3/20 4/29 5/3 5/4 5/5 5/6 7/20 9/21 9/22 9/23 10/12 11/3 11/23 "
               "12/23"),
        (2019, "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 "
               "10/14 10/22 11/3 11/4 11/23"),
        (2020, "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 "
               "11/23"),
        (2021, "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23"),
        (2026, "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 "
               "11/23"),
    ],
)  # fmt: skip
def test_the_national_holidays(year: int, listed: str) -> None:
    assert set(japan.national_holidays(year)) == days(year, listed)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("1998-05-04", "振替休日"),  # the day between two holidays, behind a Sunday: the one alone
        ("1999-05-04", "国民の休日"),
        ("2009-09-22", "国民の休日"),
        ("2009-05-06", "振替休日"),  # not the Monday, which is a holiday itself
    ],
)
def test_what_follows_from_holidays_has_its_own_name(day: str, name: str) -> None:
    found = datetime.date.fromisoformat(day)
    assert japan.national_holidays(found.year)[found].ja == name


@pytest.mark.parametrize(
    ("year", "listed"),
    [
        (2016, "1/1 1/18 3/25 5/30 7/4 9/5 11/8 11/11 11/24 11/25 12/25 12/26"),
        (2021, "1/1 1/18 4/2 5/31 7/4 7/5 9/6 11/11 11/25 11/26 12/24 12/25 12/31"),
        (2022, "1/1 1/17 4/15 5/30 6/19 6/20 7/4 9/5 11/8 11/11 11/24 11/25 12/25 12/26"),
    ],
)
def test_the_legal_holidays_of_delaware(year: int, listed: str) -> None:
    assert set(delaware.legal_holidays(year)) == days(year, listed)


@pytest.mark.parametrize(
    ("rest", "last", "becomes", "why"),
    [
        (japan.REGISTRY, "2024-06-28", "2024-06-28", ""),  # a Friday
        (japan.REGISTRY, "2024-06-29", "2024-07-01", "土曜日"),
        (japan.REGISTRY, "2024-12-28", "2025-01-06", "土曜日"),
        (japan.REGISTRY, "2023-12-29", "2024-01-04", "年末年始"),
        (japan.BANKS, "2023-12-29", "2023-12-29", ""),  # a Friday: banks close two days later
        (japan.REGISTRY, "2019-04-27", "2019-05-07", "土曜日"),
        (japan.REGISTRY, "2026-09-21", "2026-09-24", "敬老の日"),
        (japan.REGISTRY, "2030-03-20", "2030-03-21", "計算による見込み"),
        (delaware.STATE, "2021-12-31", "2022-01-03", "元日の振替"),
    ],
)
def test_a_last_day_on_a_rest_day_moves(rest: RestDays, last: str, becomes: str, why: str) -> None:
    found = moved(CountedDay(datetime.date.fromisoformat(last)), rest)
    assert found.day == datetime.date.fromisoformat(becomes)
    assert why in found.how("ja")
    assert bool(found.steps) is bool(why)
    if why:
        assert rest.source.en in found.how("en")


def test_years_without_data_and_no_law_are_told() -> None:
    early = moved(CountedDay(datetime.date(1985, 5, 3)), japan.REGISTRY)  # a Friday
    assert early.day == datetime.date(1985, 5, 3)
    assert "holidays of 1985 are not known" in early.how("en")
    none = moved(CountedDay(datetime.date(2024, 6, 29)), registry_of(Law.NONE))
    assert none.day == datetime.date(2024, 6, 29)
    assert "no law is set" in none.how("en")


@pytest.mark.law
@given(
    st.dates(datetime.date(2011, 1, 1), datetime.date(2098, 12, 31)),
    st.sampled_from([japan.REGISTRY, japan.BANKS, delaware.STATE]),
)
def test_it_moves_over_rest_days_alone(last: datetime.date, rest: RestDays) -> None:
    found = moved(CountedDay(last), rest).day
    assert rest.why(found) is None
    assert found >= last
    while last < found:
        assert rest.why(last) is not None
        last += DAY


@pytest.mark.law
@given(st.integers(2007, 2099))
def test_a_holiday_on_a_sunday_gives_another_free_day(year: int) -> None:
    found = japan.national_holidays(year)
    for day, name in found.items():
        if day.weekday() == 6 and name.ja not in ("国民の休日", "振替休日"):
            later = next(day + n * DAY for n in range(1, 8) if day + n * DAY not in found)
            assert any(found[day + n * DAY].ja == "振替休日" for n in range(1, (later - day).days))
