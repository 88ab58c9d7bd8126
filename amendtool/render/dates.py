"""Dates as documents print them: ``Wednesday, June 26, 2013``, 2013年６月26日（水曜日）."""

from __future__ import annotations

import datetime
from typing import Final

from amendtool.articles.numerals import MIXED_WIDTH

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAYS_JA: Final = "月火水木金土日"

# The first days of the eras. Japan counts days as the West does only since 1873, so that
# earlier days have no date of the era that could be told from the calendar.
_GREGORIAN: Final = datetime.date(1873, 1, 1)
_ERAS: Final = (
    ("令和", datetime.date(2019, 5, 1)),
    ("平成", datetime.date(1989, 1, 8)),
    ("昭和", datetime.date(1926, 12, 25)),
    ("大正", datetime.date(1912, 7, 30)),
    ("明治", datetime.date(1868, 1, 1)),
)


def date_text(
    day: datetime.date, language: str, *, weekday: bool = False, era: bool = False
) -> str:
    """``day`` in Japanese for ``ja``, in English for every other language.

    Japanese figures are full-width below ten and half-width from 10 on. ``era`` counts the
    years of a Japanese date by era, the first as 元年; days before 1873 keep the western year.
    """
    if language.partition("-")[0] != "ja":
        text = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
        return f"{_WEEKDAYS[day.weekday()]}, {text}" if weekday else text
    year = _era_year(day) if era and day >= _GREGORIAN else str(day.year)
    text = f"{year}年{MIXED_WIDTH.write(day.month)}月{MIXED_WIDTH.write(day.day)}日"
    return f"{text}（{_WEEKDAYS_JA[day.weekday()]}曜日）" if weekday else text


def _era_year(day: datetime.date) -> str:
    name, first = next((name, first) for name, first in _ERAS if day >= first)
    year = day.year - first.year + 1
    return f"{name}元" if year == 1 else f"{name}{MIXED_WIDTH.write(year)}"
