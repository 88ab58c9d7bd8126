"""The days that supplementary provisions say in words.

Only plain sentences are read, with the day next to their verb at the end:
この附則は、2013年７月１日をもって削除する.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from amendtool.patterns import compiled
from amendtool.values import dataclass

_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_KANJI: Final = {each: at for at, each in enumerate("〇一二三四五六七八九")}
FIGURE: Final = r"[0-9〇一二三四五六七八九十]{1,4}"
JA_DAY: Final = (
    rf"(?P<era>令和|平成|昭和|西暦)?(?P<year>元|{FIGURE})年"
    rf"(?P<month>{FIGURE})月(?P<day>{FIGURE})日"
)
_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
EN_DAY: Final = rf"(?P<name>{'|'.join(_MONTHS)}) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
_JA_DELETED: Final = compiled(
    rf".*?附則.*?は、?{JA_DAY}(?P<over>の経過)?(?:を(?:もって|以て|以って)|に)、?(?:これを)?"
    r"(?:削除|廃止)(?:する|される)(?:ものとする)?"
)
_JA_EFFECT: Final = compiled(
    rf".*?{JA_DAY}(?:から|より|をもって|に)、?(?:これを)?"
    r"(?:(?:施行|実施|適用)する|効力を(?:生|発)(?:ずる|じる|する))(?:ものとする)?"
)
_EN_DELETED: Final = compiled(
    r"(?:.*\b)?Supplementary Provisions?\b.*?\b(?:be|are|is) deleted "
    rf"(?:as of|on|effective(?: as of)?) {EN_DAY}",
    re.DOTALL,
)
_EN_EFFECT: Final = compiled(
    r".*\b(?:takes? effect|becomes? effective|comes? into (?:force|effect)|be effective) "
    rf"(?:as of |on |from )?{EN_DAY}",
    re.DOTALL,
)
_OPENING: Final = "（(「"
_CLOSING: Final = "）)」"
_BRACKETS: Final = compiled(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that words name: of what, and the sentence."""

    what: Literal["delete", "effective"]
    day: datetime.date
    sentence: str


def said_days(text: str) -> Iterator[SaidDay]:
    """The days that the sentences of a text name, where they can be read."""
    for sentence in sentences(text):
        told = plain(sentence)
        for what, pattern in (
            ("delete", _JA_DELETED),
            ("delete", _EN_DELETED),
            ("effective", _JA_EFFECT),
            ("effective", _EN_EFFECT),
        ):
            match = pattern.fullmatch(told)
            day = None if match is None else day_in(match)
            if match is not None and day is not None:
                if match.groupdict().get("over"):  # gone once that day is over
                    day = datetime.date.fromordinal(day.toordinal() + 1)
                yield SaidDay("delete" if what == "delete" else "effective", day, sentence)
                break


def written_day(text: str) -> datetime.date | None:
    """The day that a person wrote and nothing beside it, in any of the usual ways; else None.

    2026-06-25, 2026/6/25, 2026年6月25日, 令和８年６月25日, 令和八年六月二十五日, June 25, 2026.
    """
    told = unicodedata.normalize("NFKC", text)
    if match := _IN_FIGURES.fullmatch(told.strip()):
        year, month, day = (int(each) for each in match.groups() if each)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    tight = re.sub(r"\s+", "", told)
    match = re.fullmatch(JA_DAY, tight) or re.fullmatch(EN_DAY, " ".join(told.split()))
    return None if match is None else day_in(match)


_IN_FIGURES: Final = compiled(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a full stop in brackets ends none."""
    joined = re.sub(r"(?<=[^\x00-\x7f])\n", "", text).replace("\n", " ")
    start, depth = 0, 0
    for at, sign in enumerate(joined):
        # A full stop in brackets ends no sentence: （以下「施行日」という。）.
        depth = max(depth + (sign in _OPENING) - (sign in _CLOSING), 0)
        stop = sign == "。" or (sign == "." and joined[at + 1 : at + 2] in ("", " "))
        if stop and not depth:
            yield joined[start : at + 1].strip()
            start = at + 1
    if rest := joined[start:].strip():
        yield rest


def plain(sentence: str) -> str:
    """A sentence for reading: figures and brackets of one kind, without what stands in them."""
    told = unicodedata.normalize("NFKC", sentence)
    while (shorter := _BRACKETS.sub("", told)) != told:
        told = shorter
    if re.search(r"[ぁ-ん]", told):
        told = told.replace(" ", "")
    return " ".join(told.rstrip("。. ").replace(" ,", ",").split())


def day_in(match: re.Match[str]) -> datetime.date | None:
    """The day that a match of a written day tells; None for one that is no day."""
    found = match.groupdict()
    try:
        if found.get("name"):
            month = _MONTHS.index(found["name"]) + 1
            return datetime.date(int(found["year"]), month, int(found["day"]))
        year = 1 if found["year"] == "元" else number(found["year"])
        year += _ERAS.get(found["era"] or "", 0)
        # Without an era a year of few figures is none that anybody can be sure of.
        if year < 1868:
            return None
        return datetime.date(year, number(found["month"]), number(found["day"]))
    except ValueError:
        return None


def number(text: str) -> int:
    """A number in figures, in kanji by tens (三十一) or figure by figure (二〇二三)."""
    if text.isascii():
        return int(text)
    digits = [str(_KANJI.get(each, each)) for each in text]
    if "十" not in text:
        return int("".join(digits))
    tens, _, ones = "".join(digits).partition("十")
    return int(tens or 1) * 10 + int(ones or 0)
