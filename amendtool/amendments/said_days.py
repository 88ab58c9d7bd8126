"""What supplementary provisions say in words of their days, compared with what the fields say.

The fields are what the clock and the lapses go by; the words are what was voted on. Where words
can be read and say another day, one of the two is wrong. Only plain sentences are read, with
the day next to their verb at the end: この附則は、2013年７月１日をもって削除する.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Insert
from amendtool.articles.charter import Provision
from amendtool.errors import Place, Problem
from amendtool.messages import say, say_count
from amendtool.patterns import compiled
from amendtool.periods.dates import (
    DayFollowing,
    EarlierOf,
    LaterOf,
    LegalDay,
    PeriodDay,
    given_day,
    told,
)
from amendtool.values import dataclass

_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_KANJI: Final = {each: at for at, each in enumerate("〇一二三四五六七八九")}
_FIGURE: Final = r"[0-9〇一二三四五六七八九十]{1,4}"
_JA_DAY: Final = (
    rf"(?P<era>令和|平成|昭和|西暦)?(?P<year>元|{_FIGURE})年"
    rf"(?P<month>{_FIGURE})月(?P<day>{_FIGURE})日"
)
_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
_EN_DAY: Final = rf"(?P<name>{'|'.join(_MONTHS)}) (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})"
_JA_DELETED: Final = compiled(
    rf".*?附則.*?は、?{_JA_DAY}(?P<over>の経過)?(?:を(?:もって|以て|以って)|に)、?(?:これを)?"
    r"(?:削除|廃止)(?:する|される)(?:ものとする)?"
)
_JA_EFFECT: Final = compiled(
    rf".*?{_JA_DAY}(?:から|より|をもって|に)、?(?:これを)?"
    r"(?:(?:施行|実施|適用)する|効力を(?:生|発)(?:ずる|じる|する))(?:ものとする)?"
)
_EN_DELETED: Final = compiled(
    r"(?:.*\b)?Supplementary Provisions?\b.*?\b(?:be|are|is) deleted "
    rf"(?:as of|on|effective(?: as of)?) {_EN_DAY}",
    re.DOTALL,
)
_EN_EFFECT: Final = compiled(
    r".*\b(?:takes? effect|becomes? effective|comes? into (?:force|effect)|be effective) "
    rf"(?:as of |on |from )?{_EN_DAY}",
    re.DOTALL,
)
_OPENING: Final = "（(「"
_CLOSING: Final = "）)」"
_BRACKETS: Final = compiled(r"\([^()]*\)")
_ENDING: Final = compiled(r"附則.*削除する|Supplementary Provisions?.*\bdeleted", re.DOTALL)
_CHOICE: Final = {
    "later": re.compile(r"いずれか遅い日|\bthe later of\b"),
    "earlier": re.compile(r"いずれか早い日|\bthe earlier of\b"),
}


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day that words name: of what, and the sentence."""

    what: Literal["delete", "effective"]
    day: datetime.date
    sentence: str


def said_days(text: str) -> Iterator[SaidDay]:
    """The days that the sentences of a text name, where they can be read."""
    for sentence in _sentences(text):
        plain = _plain(sentence)
        for what, pattern in (
            ("delete", _JA_DELETED),
            ("delete", _EN_DELETED),
            ("effective", _JA_EFFECT),
            ("effective", _EN_EFFECT),
        ):
            match = pattern.fullmatch(plain)
            day = None if match is None else _day(match)
            if match is not None and day is not None:
                if match.groupdict().get("over"):  # gone once that day is over
                    day = datetime.date.fromordinal(day.toordinal() + 1)
                yield SaidDay("delete" if what == "delete" else "effective", day, sentence)
                break


def written_day(text: str) -> datetime.date | None:
    """The day that a person wrote and nothing beside it, in any of the usual ways; else None.

    2026-06-25, 2026/6/25, 2026年6月25日, 令和８年６月25日, 令和八年六月二十五日, June 25, 2026.
    """
    plain = unicodedata.normalize("NFKC", text)
    if match := _IN_FIGURES.fullmatch(plain.strip()):
        year, month, day = (int(each) for each in match.groups() if each)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            return None
    tight = re.sub(r"\s+", "", plain)
    match = re.fullmatch(_JA_DAY, tight) or re.fullmatch(_EN_DAY, " ".join(plain.split()))
    return None if match is None else _day(match)


_IN_FIGURES: Final = compiled(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"
)


def day_problems(amendment: Amendment) -> tuple[Problem, ...]:
    """Where inserted supplementary provisions say other days than the fields, by their paths."""
    return tuple(_problems(amendment))


def _problems(amendment: Amendment) -> Iterator[Problem]:
    effects = [amendment.effective or amendment.adopted]
    effects += [each.dates.effective for each in amendment.operations if each.dates.effective]
    known = {day for each in effects if (day := given_day(each)) is not None}
    # A day that waits for an event may be the one in words.
    counted = any(each is not None and given_day(each) is None for each in effects)
    for index, operation in enumerate(amendment.operations):
        if not isinstance(operation, Insert) or not operation.target.supplementary:
            continue
        path = f"operations[{index}]"
        dates = operation.dates
        for text in _texts(operation.body):
            for said in said_days(text):
                if said.what == "effective" and known and not counted and said.day not in known:
                    yield _differs(
                        f"{path}.text",
                        say(
                            "the words say that it takes effect on {day} (「{sentence}」), and the "
                            "fields say {days}",
                            day=said.day,
                            sentence=said.sentence,
                            days=say(", ").join(sorted(map(str, known))),
                        ),
                    )
                elif said.what == "delete" and dates.delete_on is not None:
                    given = given_day(dates.delete_on)
                    if given is not None and given != said.day:
                        yield _differs(
                            f"{path}.delete_on",
                            say(
                                "the words say that it is deleted on {day} (「{sentence}」), and "
                                "`delete_on` says {field}",
                                day=said.day,
                                sentence=said.sentence,
                                field=given,
                            ),
                        )
                elif said.what == "delete" and dates.delete_when is None:
                    yield Problem(
                        code="day-unsaid",
                        message=say(
                            "the words end it on {day} (「{sentence}」), and no field says so",
                            day=said.day,
                            sentence=said.sentence,
                        ),
                        hint=say(
                            "add `delete_on: {day}`, by which `due` and `expire` go", day=said.day
                        ),
                        place=Place(path=f"{path}.text"),
                        severity="note",
                    )
            if dates.delete_on is not None:
                yield from _choice(text, dates.delete_on, f"{path}.delete_on")


def _choice(text: str, value: LegalDay, path: str) -> Iterator[Problem]:
    """Where the words say the later of two days, and the field the earlier."""
    chosen = value.day if isinstance(value, DayFollowing) else value
    if not isinstance(chosen, LaterOf | EarlierOf):
        return
    field = "later" if isinstance(chosen, LaterOf) else "earlier"
    for sentence in _sentences(text):
        if not _ENDING.search(sentence):
            continue
        said = [word for word, pattern in _CHOICE.items() if pattern.search(sentence)]
        if said and field not in said:
            message = say(
                "the words say the earlier of the days (「{sentence}」), and the field says {day}",
                sentence=sentence,
                day=told(value).said,
            )
            if said[0] == "later":
                message = say(
                    "the words say the later of the days (「{sentence}」), and the field says "
                    "{day}",
                    sentence=sentence,
                    day=told(value).said,
                )
            yield _differs(path, message)
        periods = _said_periods(sentence)
        fields = sorted(
            (each.period.count, each.period.unit.value)
            for each in chosen.days
            if isinstance(each, PeriodDay)
        )
        if periods and fields and periods != fields:
            yield _differs(
                path,
                say(
                    "the words say {periods} (「{sentence}」), and the field says {day}",
                    periods=say(" and ").join(_span(count, unit) for count, unit in periods),
                    sentence=sentence,
                    day=told(value).said,
                ),
            )


_PERIOD: Final = compiled(
    rf"(?P<ja>{_FIGURE})(?P<unit_ja>日間?|週間|(?:か|カ|ヶ|ケ|ヵ|箇)月|年)(?:間)?を経過(?:した|する)|"
    r"(?:\((?P<in>[0-9]{1,3})\)|\b(?P<en>[0-9]{1,3})) (?P<unit_en>days?|weeks?|months?|years?) "
    r"(?:have|has) passed"
)
_UNITS_JA: Final = {"日": "days", "週": "weeks", "年": "years"}


def _said_periods(sentence: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for match in _PERIOD.finditer(unicodedata.normalize("NFKC", sentence)):
        if match["ja"]:
            count = _number(match["ja"])
            unit = _UNITS_JA.get(match["unit_ja"][0], "months")
        else:
            count = int(match["in"] or match["en"])
            unit = match["unit_en"].removesuffix("s") + "s"
        if count:
            found.append((count, unit))
    return sorted(found)


def _span(count: int, unit: str) -> str:
    match unit:
        case "days":
            return say_count("{count} day", "{count} days", count)
        case "weeks":
            return say_count("{count} week", "{count} weeks", count)
        case "months":
            return say_count("{count} month", "{count} months", count)
        case _:
            return say_count("{count} year", "{count} years", count)


def _differs(path: str, message: str) -> Problem:
    return Problem(
        code="days-differ",
        message=message,
        hint=say("one of the two is wrong: mend the words or the field"),
        place=Place(path=path),
        severity="warning",
    )


def _texts(body: tuple[str | Provision, ...]) -> Iterator[str]:
    for each in body:
        if isinstance(each, str):
            yield each
        else:
            yield from _texts(each.body)


def _sentences(text: str) -> Iterator[str]:
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


def _plain(sentence: str) -> str:
    """A sentence for reading: figures and brackets of one kind, without what stands in them."""
    plain = unicodedata.normalize("NFKC", sentence)
    while (shorter := _BRACKETS.sub("", plain)) != plain:
        plain = shorter
    if re.search(r"[ぁ-ん]", plain):
        plain = plain.replace(" ", "")
    return " ".join(plain.rstrip("。. ").replace(" ,", ",").split())


def _day(match: re.Match[str]) -> datetime.date | None:
    found = match.groupdict()
    try:
        if found.get("name"):
            month = _MONTHS.index(found["name"]) + 1
            return datetime.date(int(found["year"]), month, int(found["day"]))
        year = 1 if found["year"] == "元" else _number(found["year"])
        year += _ERAS.get(found["era"] or "", 0)
        # Without an era a year of few figures is none that anybody can be sure of.
        if year < 1868:
            return None
        return datetime.date(year, _number(found["month"]), _number(found["day"]))
    except ValueError:
        return None


def _number(text: str) -> int:
    """A number in figures, in kanji by tens (三十一) or figure by figure (二〇二三)."""
    if text.isascii():
        return int(text)
    digits = [str(_KANJI.get(each, each)) for each in text]
    if "十" not in text:
        return int("".join(digits))
    tens, _, ones = "".join(digits).partition("十")
    return int(tens or 1) * 10 + int(ones or 0)
