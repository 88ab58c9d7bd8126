"""English, which also stands in for every language that has no row of its own."""

from __future__ import annotations

import datetime
from typing import Final

from amendtool.articles.languages.language import (
    CommitWords,
    Language,
    RevisionWords,
    SpokenMarks,
)
from amendtool.articles.numerals import DECIMAL

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _date(day: datetime.date, *, weekday: bool = False, era: bool = False) -> str:
    """``Wednesday, June 26, 2013``; English has no eras."""
    text = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    return f"{_WEEKDAYS[day.weekday()]}, {text}" if weekday else text


ENGLISH: Final = Language(
    tag="en",
    word_joint=" ",
    items_note="(The proposed numbers are those that follow if all these proposals are adopted.)",
    list_joint=", ",
    colon=": ",
    term_gap=" ",
    wide=False,
    letters=None,
    latin_tag="en-US",
    figures=DECIMAL,
    groups_with_comma=True,
    date=_date,
    contents="Contents",
    revisions=RevisionWords(
        title="List of Revisions",
        entry="{name}: {title}",
        adopted="adopted {}",
        effective="effective {}",
        joint="; ",
        facts=" ({})",
    ),
    commits=CommitWords(
        renumbering="{}: renumbering",
        adopted="Adopted by: {}",
        one_file="1 file is renamed and nothing else, so that the history of\n"
        "each clause goes on under its new number. The text follows.",
        files="{} files are renamed and nothing else, so that the history of\n"
        "each clause goes on under its new number. The text follows.",
    ),
    spoken=SpokenMarks(added=" [added: ", removed=" [removed: ", end="] "),
    house="seed-en",
    notice="notice",
)
