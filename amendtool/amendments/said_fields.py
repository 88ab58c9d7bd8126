"""What supplementary provisions say in words, compared with what the fields say.

The fields are what the clock, the lapses and the text on a day go by; the words are what was voted
on. Where words can be read and say something else, one of the two is wrong. What is not read is
left alone.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Insert, Keep, Operation, Retarget
from amendtool.amendments.operations.common import Dates
from amendtool.amendments.said_days import (
    FIGURE,
    JA_DAY,
    SaidDay,
    day_in,
    number,
    plain,
    said_days,
    sentences,
)
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
    PeriodEnd,
    given_day,
    told,
)
from amendtool.periods.law import Law
from amendtool.periods.period import Period, PeriodUnit, day_after, last_day
from amendtool.values import dataclass

_ENDING: Final = compiled(
    r"(?:この|本)附則(?:第[^、。]*)?は、?.*(?:削除|廃止)(?:する|される)|附則.*削除する|"
    r"Supplementary Provisions?.*\bdeleted",
    re.DOTALL,
)
_OWN_ENDING: Final = compiled(
    r"(?:なお、?|ただし、?)?(?:この|本)(?:附則|条|項)(?:第[^、。]*)?は、?.*(?:削除|廃止)(?:する|される)"
    r"(?:ものとする)?|(?:These|This) (?:Supplementary Provisions?|Article|Paragraph) (?:shall|will)"
    r" be deleted\b.*",
    re.DOTALL,
)
_ON_EFFECT: Final = compiled(
    r"効力発生日を(?:もって|以て|以って)|\b(?:on|as of) the effective date\b"
)
_CHOICE: Final = {
    "later": compiled(r"いずれか遅い日|\bthe later of\b"),
    "earlier": compiled(r"いずれか早い日|\bthe earlier of\b"),
}
_AFTER: Final = compiled(r"日後(?:に|速やかに|遅滞なく|、)|\bdeleted after\b")
_PERIOD: Final = compiled(
    rf"(?:{JA_DAY}(?:から|より)(?:起算して)?)?(?P<ja>{FIGURE})"
    r"(?P<unit_ja>日間?|週間|(?:か|カ|ヶ|ケ|ヵ|箇)月|年)(?:間)?を経過(?P<end>した|する)|"
    r"(?:\((?P<in>[0-9]{1,3})\)|\b(?P<en>[0-9]{1,3})) (?P<unit_en>days?|weeks?|months?|years?) "
    r"(?:have|has) passed"
)
_UNITS_JA: Final = {"日": PeriodUnit.DAYS, "週": PeriodUnit.WEEKS, "年": PeriodUnit.YEARS}
_KEEPS: Final = compiled(
    r"なお、?(?:その)?(?:効力を有する|従前の例による)|"
    r"\bshall (?:remain|continue to be) (?:in force|effective|in effect)\b|"
    r"\bshall continue to (?:apply|have effect)\b"
)
_UNTIL: Final = compiled(rf"{JA_DAY}まで(?!の間の)")
_PROVISO: Final = compiled(r"(?:ただし|但し)、?(?P<what>.*?)の規定は、?.*")
_ARTICLES: Final = compiled(rf"第({FIGURE})条(?!の[0-9〇一二三四五六七八九十])")


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period in words: from which day, where that is told, and which of its days is meant."""

    period: Period
    start: datetime.date | None = None
    end: PeriodEnd | None = None


def day_problems(amendment: Amendment) -> tuple[Problem, ...]:
    """Where inserted supplementary provisions say other days than the fields, by their paths."""
    return tuple(dict.fromkeys(_problems(amendment)))


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
        bodies = (operation.body, *(each.body for each in operation.articles))
        for text in [text for body in bodies for text in _texts(body)]:
            for said in said_days(text):
                if said.what == "effective":
                    if known and not counted and said.day not in known:
                        yield _effect_differs(said, known, path)
                    else:
                        yield from _proviso(amendment, said, path)
                else:
                    yield from _end_differs(said, operation.dates, path)
            for sentence in sentences(text):
                yield from _ends(sentence, operation.dates, known, path)
                yield from _keeps(sentence, amendment, path)


# When it takes effect


def _effect_differs(said: SaidDay, known: set[datetime.date], path: str) -> Problem:
    return _differs(
        f"{path}.text",
        say(
            "the words say that it takes effect on {day} (「{sentence}」), and the fields say "
            "{days}",
            day=said.day,
            sentence=said.sentence,
            days=say(", ").join(sorted(map(str, known))),
        ),
    )


def _proviso(amendment: Amendment, said: SaidDay, path: str) -> Iterator[Problem]:
    """Where a proviso has some articles take effect on a day, and their operations on another."""
    match = _PROVISO.fullmatch(plain(said.sentence))
    if match is None:
        return
    for figures in _ARTICLES.findall(match["what"]):
        article = number(figures)
        days = {
            given_day(each.dates.effective or amendment.effective or amendment.adopted)
            for each in amendment.operations
            if _article_of(each) == article
        }
        if days and None not in days and said.day not in days:
            yield _differs(
                f"{path}.text",
                say(
                    "the words say that Article {article} takes effect on {day} (「{sentence}」), "
                    "and its operation says {days}",
                    article=article,
                    day=said.day,
                    sentence=said.sentence,
                    days=say(", ").join(sorted(map(str, days))),
                ),
            )


def _article_of(operation: Operation) -> int | None:
    """The number of the article that an operation names."""
    if isinstance(operation, Retarget | Keep):
        return None
    target = operation.target
    first = getattr(target, "first", target)
    article = getattr(first, "article", None)
    if article is None or getattr(first, "supplementary", False) or len(article.parts) > 1:
        return None
    return int(article.parts[0])


# When it ends


def _end_differs(said: SaidDay, dates: Dates, path: str) -> Iterator[Problem]:
    if dates.delete_on is not None:
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
    elif dates.delete_when is None:
        yield Problem(
            code="day-unsaid",
            message=say(
                "the words end it on {day} (「{sentence}」), and no field says so",
                day=said.day,
                sentence=said.sentence,
            ),
            hint=say("add `delete_on: {day}`, by which `due` and `expire` go", day=said.day),
            place=Place(path=f"{path}.text"),
            severity="note",
        )


def _ends(sentence: str, dates: Dates, known: set[datetime.date], path: str) -> Iterator[Problem]:
    """What a sentence says of the end of the provision that it stands in."""
    said = plain(sentence)
    if dates.delete_on is None:
        if dates.delete_when is None and _OWN_ENDING.fullmatch(said) and not [*said_days(sentence)]:
            yield Problem(
                code="day-unsaid",
                message=say(
                    "the words end it (「{sentence}」), and no field says when", sentence=sentence
                ),
                hint=say(
                    "add `delete_on` with the day or what it depends on, or `delete_when` with the "
                    "event in words, by which `due` and `expire` go"
                ),
                place=Place(path=f"{path}.text"),
                severity="note",
            )
        return
    if not _ENDING.search(sentence):
        return
    path = f"{path}.delete_on"
    value = dates.delete_on
    given = given_day(value)
    if _ON_EFFECT.search(said) and given is not None and known and given not in known:
        yield _differs(
            path,
            say(
                "the words say the day of effect (「{sentence}」), and the field says {day}",
                sentence=sentence,
                day=given,
            ),
        )
    periods = _said_periods(sentence)
    if given is not None:
        yield from _counted(sentence, periods, given, path)
        return
    yield from _after(sentence, said, value, path)
    yield from _choice(sentence, value, path)
    fields = [*_periods_of(value)]
    if periods and fields:
        yield from _spans(sentence, periods, fields, value, path)


def _counted(
    sentence: str, periods: list[SaidPeriod], given: datetime.date, path: str
) -> Iterator[Problem]:
    """Where the field says a day, and the words one period from another day."""
    if len(periods) != 1 or any(each.search(sentence) for each in _CHOICE.values()):
        return
    (one,) = periods
    if one.start is None or one.end is None:
        return
    count = day_after if one.end is PeriodEnd.DAY_AFTER else last_day
    days = [
        count(one.period, one.start, Law.JP, from_start=from_start).day
        for from_start in (True, False)
    ]
    if _AFTER.search(plain(sentence)):
        days = [day + datetime.timedelta(days=1) for day in days]
    if given not in days:
        yield _differs(
            path,
            say(
                "the words give {days} (「{sentence}」), as the first day counts or does not, and "
                "the field says {day}",
                days=say(" or ").join(str(day) for day in dict.fromkeys(days)),
                sentence=sentence,
                day=given,
            ),
        )


def _after(sentence: str, said: str, value: LegalDay, path: str) -> Iterator[Problem]:
    """Where the words leave the day itself out, and the field does not, or the reverse."""
    counted = isinstance(value, PeriodDay | LaterOf | EarlierOf | DayFollowing)
    if not counted or not (_said_periods(sentence) or _names_a_choice(said)):
        return
    words, field = _AFTER.search(said) is not None, isinstance(value, DayFollowing)
    if words == field:
        return
    yield _differs(
        path,
        say(
            "the words begin after that day (「{sentence}」), and the field says {day}",
            sentence=sentence,
            day=told(value).said,
        )
        if words
        else say(
            "the words take in that day (「{sentence}」), and the field says {day}",
            sentence=sentence,
            day=told(value).said,
        ),
    )


def _names_a_choice(said: str) -> bool:
    return any(pattern.search(said) for pattern in _CHOICE.values())


def _choice(sentence: str, value: LegalDay, path: str) -> Iterator[Problem]:
    """Where the words say the later of two days, and the field the earlier."""
    chosen = value.day if isinstance(value, DayFollowing) else value
    if not isinstance(chosen, LaterOf | EarlierOf):
        return
    field = "later" if isinstance(chosen, LaterOf) else "earlier"
    words = [word for word, pattern in _CHOICE.items() if pattern.search(sentence)]
    if words and field not in words:
        message = say(
            "the words say the earlier of the days (「{sentence}」), and the field says {day}",
            sentence=sentence,
            day=told(value).said,
        )
        if words[0] == "later":
            message = say(
                "the words say the later of the days (「{sentence}」), and the field says {day}",
                sentence=sentence,
                day=told(value).said,
            )
        yield _differs(path, message)


def _spans(
    sentence: str,
    periods: list[SaidPeriod],
    fields: list[PeriodDay],
    value: LegalDay,
    path: str,
) -> Iterator[Problem]:
    """Where the words say other periods than the field, from other days, or other ends of them."""
    ordered = sorted(periods, key=_by_length)
    own = sorted(fields, key=lambda each: _by_length(SaidPeriod(each.period)))
    if [each.period for each in ordered] != [each.period for each in own]:
        yield _differs(
            path,
            say(
                "the words say {periods} (「{sentence}」), and the field says {day}",
                periods=say(" and ").join(_span(each.period) for each in ordered),
                sentence=sentence,
                day=told(value).said,
            ),
        )
        return
    for words, field in zip(ordered, own, strict=True):
        start = given_day(field.start)
        if words.start is not None and start is not None and words.start != start:
            yield _differs(
                path,
                say(
                    "the words count from {start} (「{sentence}」), and the field from {day}",
                    start=words.start,
                    sentence=sentence,
                    day=start,
                ),
            )
        if words.end is not None and words.end is not field.end:
            yield _differs(
                path,
                say(
                    "the words say the day after the period, 経過した日 (「{sentence}」), and the "
                    "field its last day",
                    sentence=sentence,
                )
                if words.end is PeriodEnd.DAY_AFTER
                else say(
                    "the words say the last day of the period, 経過する日 (「{sentence}」), and "
                    "the field the day after",
                    sentence=sentence,
                ),
            )


def _periods_of(value: LegalDay) -> Iterator[PeriodDay]:
    match value:
        case PeriodDay():
            yield value
        case DayFollowing(day):
            yield from _periods_of(day)
        case LaterOf(days) | EarlierOf(days):
            for each in days:
                yield from _periods_of(each)
        case _:
            pass


def _said_periods(sentence: str) -> list[SaidPeriod]:
    found: list[SaidPeriod] = []
    for match in _PERIOD.finditer(unicodedata.normalize("NFKC", sentence)):
        if match["ja"]:
            count = number(match["ja"])
            unit = _UNITS_JA.get(match["unit_ja"][0], PeriodUnit.MONTHS)
        else:
            count = int(match["in"] or match["en"])
            unit = PeriodUnit(match["unit_en"].removesuffix("s") + "s")
        end = {"した": PeriodEnd.DAY_AFTER, "する": PeriodEnd.LAST_DAY}.get(match["end"] or "")
        start = day_in(match) if match["year"] else None
        try:
            found.append(SaidPeriod(Period(count, unit), start, end))
        except ValueError:  # no period of law
            continue
    return found


def _by_length(said: SaidPeriod) -> tuple[str, int]:
    return said.period.unit.value, said.period.count


def _span(period: Period) -> str:
    count = period.count
    match period.unit:
        case PeriodUnit.DAYS:
            return say_count("{count} day", "{count} days", count)
        case PeriodUnit.WEEKS:
            return say_count("{count} week", "{count} weeks", count)
        case PeriodUnit.MONTHS:
            return say_count("{count} month", "{count} months", count)
        case PeriodUnit.YEARS:
            return say_count("{count} year", "{count} years", count)


# What stays in force


def _keeps(sentence: str, amendment: Amendment, path: str) -> Iterator[Problem]:
    """Where the words keep a former text in force for some cases, and no operation does."""
    said = plain(sentence)
    if _KEEPS.search(said) is None:
        return
    overlaps = [
        each.dates
        for each in amendment.operations
        if not isinstance(each, Retarget | Keep) and each.dates.overlap is not None
    ]
    if not overlaps:
        yield Problem(
            code="overlap-unsaid",
            message=say(
                "the words keep a former text in force for some cases (「{sentence}」), and no "
                "operation says so",
                sentence=sentence,
            ),
            hint=say(
                "add `overlap` with the cases, and `overlap_until`, to the operation that changes "
                "it: `--on` prints it by them; where it is not about these articles, leave it"
            ),
            place=Place(path=f"{path}.text"),
            severity="note",
        )
        return
    match = _UNTIL.search(said)
    day = None if match is None else day_in(match)
    ends = {given_day(each.overlap_until) for each in overlaps}
    if day is not None and None not in ends and day not in ends:
        yield _differs(
            f"{path}.text",
            say(
                "the words keep it in force until {day} (「{sentence}」), and `overlap_until` says "
                "{days}",
                day=day,
                sentence=sentence,
                days=say(", ").join(sorted(map(str, ends))),
            ),
        )


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
