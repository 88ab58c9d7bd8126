"""Periods, forwards and backwards, against worked examples and a counter that walks day by day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.periods.law import Law
from amendtool.periods.period import Period, PeriodUnit, day_after, last_day, latest_before

DAY = datetime.timedelta(days=1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "from_start", "period", "last", "after"),
    [
        ("2022-09-01", True, Period(6, PeriodUnit.MONTHS), "2023-02-28", "2023-03-01"),
        ("2023-02-20", False, Period(3, PeriodUnit.MONTHS), "2023-05-20", "2023-05-21"),
        ("2023-06-28", False, Period(3, PeriodUnit.MONTHS), "2023-09-28", "2023-09-29"),
        ("2023-11-30", False, Period(3, PeriodUnit.MONTHS), "2024-02-29", "2024-03-01"),
        ("2023-08-30", False, Period(6, PeriodUnit.MONTHS), "2024-02-29", "2024-03-01"),
        ("2013-06-26", False, Period(2, PeriodUnit.WEEKS), "2013-07-10", "2013-07-11"),
        ("2024-01-31", False, Period(1, PeriodUnit.MONTHS), "2024-02-29", "2024-03-01"),
        # The ends of February: counted from March 1 a month is all of March.
        ("2024-02-29", False, Period(1, PeriodUnit.MONTHS), "2024-03-31", "2024-04-01"),
        ("2024-02-28", False, Period(1, PeriodUnit.YEARS), "2025-02-28", "2025-03-01"),
        ("2024-02-29", True, Period(1, PeriodUnit.YEARS), "2025-02-28", "2025-03-01"),
        ("2024-02-29", True, Period(4, PeriodUnit.YEARS), "2028-02-28", "2028-02-29"),
        ("2023-12-31", False, Period(1, PeriodUnit.YEARS), "2024-12-31", "2025-01-01"),
        ("2024-06-27", False, Period(10, PeriodUnit.DAYS), "2024-07-07", "2024-07-08"),
    ],
)
def test_the_civil_code_counts(
    start: str, from_start: bool, period: Period, last: str, after: str
) -> None:
    found = last_day(period, day(start), Law.JP, from_start=from_start)
    assert found.day == day(last)
    assert day_after(period, day(start), Law.JP, from_start=from_start).day == day(after)


@pytest.mark.parametrize(
    ("law", "start", "from_start", "last"),
    [
        # The day of the same number, where Japan counts the whole of March.
        (Law.US_DE, "2024-02-29", False, "2024-03-29"),
        (Law.US_DE, "2024-01-31", False, "2024-02-29"),
        (Law.US_DE, "2024-01-01", True, "2024-01-31"),
        (Law.NONE, "2024-02-29", False, "2024-03-29"),
        (Law.NONE, "2024-01-01", True, "2024-01-31"),
    ],
)
def test_other_laws_end_on_the_day_of_the_same_number(
    law: Law, start: str, from_start: bool, last: str
) -> None:
    found = last_day(Period(1, PeriodUnit.MONTHS), day(start), law, from_start=from_start)
    assert found.day == day(last)


@pytest.mark.parametrize(
    ("law", "period", "meeting", "by"),
    [
        (Law.JP, Period(2, PeriodUnit.WEEKS), "2024-06-27", "2024-06-12"),
        (Law.JP, Period(3, PeriodUnit.WEEKS), "2024-06-27", "2024-06-05"),
        (Law.JP, Period(1, PeriodUnit.MONTHS), "2023-03-01", "2023-01-31"),
        # From February 29 a month would be all of March, and not be over before its last day.
        (Law.JP, Period(1, PeriodUnit.MONTHS), "2024-03-31", "2024-02-28"),
        (Law.US_DE, Period(10, PeriodUnit.DAYS), "2024-06-27", "2024-06-17"),
        (Law.NONE, Period(2, PeriodUnit.WEEKS), "2024-06-27", "2024-06-12"),
    ],
)
def test_a_period_before_a_day(law: Law, period: Period, meeting: str, by: str) -> None:
    assert latest_before(period, day(meeting), law).day == day(by)


def test_a_counted_day_says_how_it_was_counted() -> None:
    found = day_after(Period(6, PeriodUnit.MONTHS), day("2022-09-01"), Law.JP, from_start=True)
    assert found.how("ja") == (
        "起算日は2022年9月1日（午前零時から始まるので初日を算入：民法第140条）。"
        "6か月が経過する日は2023年2月28日（応当日の前日：民法第143条）。"
        "経過した日はその翌日の2023年3月1日"
    )
    assert found.how("en") == (
        "counted from 2022-09-01 (it begins at 0:00, so its first day counts: Civil Code art. "
        "140); the last day of 6 months is 2023-02-28 (on the day before the corresponding day: "
        "Civil Code art. 143); it has passed on the day after, 2023-03-01"
    )


def test_it_says_where_the_last_month_lacks_the_day_and_where_no_law_is_set() -> None:
    short = last_day(Period(6, PeriodUnit.MONTHS), day("2023-08-30"), Law.JP)
    assert "the last month has no day 31" in short.how("en")
    assert "31日がない" in short.how("ja")
    plain = last_day(Period(6, PeriodUnit.MONTHS), day("2023-08-30"), Law.NONE)
    assert "no law is set" in plain.how("en")
    assert "法は設定されていない" in plain.how("ja")
    assert "no law is set" in latest_before(plain_week(), day("2023-08-30"), Law.NONE).how("en")


def plain_week() -> Period:
    return Period(1, PeriodUnit.WEEKS)


@pytest.mark.parametrize(
    ("count", "unit"),
    [
        (0, PeriodUnit.DAYS),
        (-1, PeriodUnit.MONTHS),
        (101, PeriodUnit.YEARS),
        (40_000, PeriodUnit.DAYS),
    ],
)
def test_what_is_no_period_of_law(count: int, unit: PeriodUnit) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period(count, unit)


@pytest.mark.parametrize("law", Law)
def test_a_period_that_leaves_the_calendar_is_told(law: Law) -> None:
    for period in (Period(20, PeriodUnit.YEARS), Period(300, PeriodUnit.WEEKS)):
        with pytest.raises(OverflowError):
            last_day(period, datetime.date(9999, 6, 1), law)
        with pytest.raises(OverflowError):
            latest_before(period, datetime.date(1, 6, 1), law)


# -- against a counter of its own ---------------------------------------------------------------

STARTS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
PERIODS = st.builds(
    Period,
    st.integers(1, 30),
    st.sampled_from([PeriodUnit.DAYS, PeriodUnit.WEEKS, PeriodUnit.MONTHS, PeriodUnit.YEARS]),
)


def walked(first: datetime.date, period: Period) -> datetime.date:
    """The last day by the Civil Code, one day after the other, from the first counted one."""
    here = first
    if period.unit in (PeriodUnit.DAYS, PeriodUnit.WEEKS):
        for _ in range(period.count * (7 if period.unit is PeriodUnit.WEEKS else 1) - 1):
            here += DAY
        return here
    begun = 0  # months that began since
    months = period.count * (12 if period.unit is PeriodUnit.YEARS else 1)
    while True:
        tomorrow = here + DAY
        begun += tomorrow.day == 1
        corresponds = begun == months and tomorrow.day == first.day
        if corresponds or begun > months:
            return here
        here = tomorrow


@pytest.mark.law
@given(STARTS, PERIODS, st.booleans())
def test_every_period_ends_where_the_walk_ends(
    start: datetime.date, period: Period, from_start: bool
) -> None:
    first = start if from_start else start + DAY
    found = last_day(period, start, Law.JP, from_start=from_start)
    assert found.day == walked(first, period)
    assert day_after(period, start, Law.JP, from_start=from_start).day == found.day + DAY


@pytest.mark.law
@given(STARTS, PERIODS)
def test_backwards_is_the_latest_day_with_the_whole_period_between(
    meeting: datetime.date, period: Period
) -> None:
    found = latest_before(period, meeting, Law.JP).day
    assert walked(found + DAY, period) < meeting
    assert walked(found + DAY + DAY, period) >= meeting


@pytest.mark.law
@given(STARTS, PERIODS, st.sampled_from([Law.US_DE, Law.NONE]))
def test_elsewhere_a_period_ends_on_its_number_or_with_the_month(
    start: datetime.date, period: Period, law: Law
) -> None:
    end = last_day(period, start, law).day
    if period.unit in (PeriodUnit.MONTHS, PeriodUnit.YEARS):
        assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)
    else:
        assert end == walked(start + DAY, period)
    assert last_day(period, latest_before(period, end + DAY, law).day, law).day <= end + DAY
