"""Japanese."""

from __future__ import annotations

import datetime
from typing import Final

from amendtool.articles.languages.language import (
    CommitWords,
    Language,
    RevisionWords,
    SpokenMarks,
)
from amendtool.articles.numerals import MIXED_WIDTH

_WEEKDAYS: Final = "月火水木金土日"

# The first days of the eras. Japan counts days as the West does only since 1873, so that
# earlier days have no date of the era that could be told from the calendar.
_GREGORIAN: Final = datetime.date(1873, 1, 1)
ERAS: Final = (
    ("令和", datetime.date(2019, 5, 1)),
    ("平成", datetime.date(1989, 1, 8)),
    ("昭和", datetime.date(1926, 12, 25)),
    ("大正", datetime.date(1912, 7, 30)),
    ("明治", datetime.date(1868, 1, 1)),
)


def _date(day: datetime.date, *, weekday: bool = False, era: bool = False) -> str:
    """2013年６月26日（水曜日）: figures are full-width below ten and half-width from 10 on.

    The first year of an era is 元年; days before 1873 keep the western year.
    """
    year = _era_year(day) if era and day >= _GREGORIAN else str(day.year)
    text = f"{year}年{MIXED_WIDTH.write(day.month)}月{MIXED_WIDTH.write(day.day)}日"
    return f"{text}（{_WEEKDAYS[day.weekday()]}曜日）" if weekday else text


def _era_year(day: datetime.date) -> str:
    name, first = next((name, first) for name, first in ERAS if day >= first)
    year = day.year - first.year + 1
    return f"{name}元" if year == 1 else f"{name}{MIXED_WIDTH.write(year)}"


JAPANESE: Final = Language(
    tag="ja",
    word_joint="",
    items_note="（変更案の条数等は、定款の変更に関する全ての議案が承認可決された場合のものであります。）",
    list_joint="、",
    colon="：",
    term_gap="　",
    wide=True,
    # Not U+3000: a full-width space also lays out texts in other languages.
    letters="[\u3001-\u9fff\uf900-\uffef]",
    latin_tag="en-US",  # the Latin words in Japanese articles are English ones
    figures=MIXED_WIDTH,
    groups_with_comma=True,
    date=_date,
    name="日本語",
    contents="目次",
    revisions=RevisionWords(
        title="変更履歴",
        entry="{title}",
        untitled="一部変更",
        adopted="{}決議",
        former={"established": "制定", "amended": "変更"},
        adopted_by={
            "board": "{}取締役会決議",
            "members": "{}社員総会決議",
            "consent": "{}書面決議",
        },
        effective="{}効力発生",
        lapsed="{}の定めによる削除",
        joint="、",
        facts="（{}）",
    ),
    commits=CommitWords(
        renumbering="{}：条数の変更",
        adopted="決議：{}",
        bodies={"board": "取締役会", "members": "社員総会", "consent": "書面決議"},
        one_file="1個のファイルの名称だけを改め、各条の履歴を新しい条数に引き継ぐ。\n"
        "規定の文言は次のコミットで改める。",
        files="{}個のファイルの名称だけを改め、各条の履歴を新しい条数に引き継ぐ。\n"
        "規定の文言は次のコミットで改める。",
        lapsed="{0}の定めによる削除（{1}）",
        lapsed_why="{}の定めによる。決議を要しない。",
    ),
    spoken=SpokenMarks(added="［追加：", removed="［削除：", end="］"),
    house="ja-notice",
    notice="shoshu",
    whole_notice="shoshu-tsuchi",
    annual=("定時",),
)
