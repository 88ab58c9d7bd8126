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

MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _date(day: datetime.date, *, weekday: bool = False, era: bool = False) -> str:
    """``Wednesday, June 26, 2013``; English has no eras."""
    text = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
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
    name="English",
    contents="Contents",
    revisions=RevisionWords(
        title="List of Revisions",
        entry="{title}",
        untitled="Amendment",
        adopted="adopted {}",
        former={"established": "Established", "amended": "Amended"},
        adopted_by={
            "board": "adopted by the Board of Directors {}",
            "members": "adopted by the members {}",
            "consent": "adopted by written consent {}",
        },
        effective="effective {}",
        lapsed="{} deleted by its own terms",
        joint="; ",
        facts=" ({})",
    ),
    commits=CommitWords(
        renumbering="{}: renumbering",
        adopted="Adopted by: {}",
        bodies={
            "board": "the Board of Directors",
            "members": "the members",
            "consent": "written consent",
        },
        one_file="1 file is renamed and nothing else, so that the history of\n"
        "each clause goes on under its new number. The text follows.",
        files="{} files are renamed and nothing else, so that the history of\n"
        "each clause goes on under its new number. The text follows.",
        lapsed="{0}: deleted by its own terms as of {1}",
        lapsed_why="As {} prescribes; no resolution was needed.",
    ),
    spoken=SpokenMarks(added=" [added: ", removed=" [removed: ", end="] "),
    house="seed-en",
    notice="notice",
    whole_notice="notice-of-meeting",
    annual=("annual", "ordinary"),
)
