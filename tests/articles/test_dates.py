"""Dates in documents: English, Japanese, and the Japanese eras at their edges."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.languages import language_of

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("when", "language", "weekday", "era", "text"),
    [
        ("2013-06-26", "en", True, False, "Wednesday, June 26, 2013"),
        ("2013-06-26", "en", False, True, "June 26, 2013"),
        ("2013-06-26", "ja", True, False, "2013年６月26日（水曜日）"),
        ("2013-12-01", "ja-JP", False, False, "2013年12月１日"),
        ("2025-06-26", "ja", True, True, "令和７年６月26日（木曜日）"),
        ("2019-05-01", "ja", False, True, "令和元年５月１日"),
        ("2019-04-30", "ja", False, True, "平成31年４月30日"),
        ("1989-01-08", "ja", False, True, "平成元年１月８日"),
        ("1989-01-07", "ja", False, True, "昭和64年１月７日"),
        ("1926-12-25", "ja", False, True, "昭和元年12月25日"),
        ("1926-12-24", "ja", False, True, "大正15年12月24日"),
        ("1912-07-30", "ja", False, True, "大正元年７月30日"),
        ("1912-07-29", "ja", False, True, "明治45年７月29日"),
        ("1873-01-01", "ja", False, True, "明治６年１月１日"),
        ("1872-12-31", "ja", False, True, "1872年12月31日"),
    ],
)
def test_dates_as_printed(when: str, language: str, weekday: bool, era: bool, text: str) -> None:
    assert language_of(language).date(day(when), weekday=weekday, era=era) == text


@given(DAYS, DAYS, st.sampled_from(["en", "ja"]), st.booleans())
def test_different_days_print_differently(
    one: datetime.date, other: datetime.date, language: str, era: bool
) -> None:
    printed = [language_of(language).date(each, era=era) for each in (one, other)]
    assert (printed[0] == printed[1]) == (one == other)


@given(DAYS)
def test_the_weekday_is_that_of_the_calendar(when: datetime.date) -> None:
    assert language_of("en").date(when, weekday=True).startswith(f"{when:%A}, ")
    day_of_week = "月火水木金土日"[when.weekday()]
    assert language_of("ja").date(when, weekday=True).endswith(f"（{day_of_week}曜日）")
