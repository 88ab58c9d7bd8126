"""Dates as values: a day, an event, the end of a period, the later of two, or not yet known.

What takes effect or ends by such a value has its day once the events in it have theirs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from amendtool.patterns import compiled
from amendtool.periods.counted import CountedDay, Told, ja_day
from amendtool.periods.law import Law
from amendtool.periods.period import Period, day_after, last_day
from amendtool.values import dataclass

_EVENT: Final = compiled(r"[^\W\d_][\w-]*")
_LONGEST_NAME: Final = 60


class PeriodEnd(StrEnum):
    """Which day a period gives: its last one (経過する日), or the one after (経過した日)."""

    LAST_DAY = "last_day"
    DAY_AFTER = "day_after"


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day of an event, by the name under which it is recorded."""

    name: str


@dataclass(frozen=True, slots=True)
class PeriodDay:
    """The day that a period gives, which begins at 0:00 of ``start`` or with an event on it."""

    period: Period
    start: LegalDay
    end: PeriodEnd
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class LaterOf:
    """The later of two days or more."""

    days: tuple[LegalDay, ...]


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """The earlier of two days or more."""

    days: tuple[LegalDay, ...]


@dataclass(frozen=True, slots=True)
class DayFollowing:
    """The day after another: 「…後」 leaves the day itself out."""

    day: LegalDay


@dataclass(frozen=True, slots=True)
class NotYetKnown:
    """A day that nobody knows yet, nor an event that will give it."""


LegalDay: TypeAlias = (
    datetime.date | EventDay | PeriodDay | LaterOf | EarlierOf | DayFollowing | NotYetKnown
)
"""A date of law: a day that is given, or what it depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A day that is not known yet, with the events that it waits for.

    ``not_before`` and ``at_latest`` are what is known of it all the same: the later of two is
    not before the one that is known, the earlier of two not after it.
    """

    events: tuple[str, ...]
    not_before: CountedDay | None = None
    at_latest: CountedDay | None = None


def is_event_name(text: str) -> bool:
    """Whether a text can name an event: letters first, then digits and hyphens too."""
    return len(text) <= _LONGEST_NAME and _EVENT.fullmatch(text) is not None


def given_day(value: LegalDay | None) -> datetime.date | None:
    """The day that was given as such; None for one that has to be counted or waited for."""
    return value if isinstance(value, datetime.date) else None


def events_of(value: LegalDay) -> Iterator[str]:
    """The events that a date depends on, each once in their order."""
    yield from dict.fromkeys(_events(value))


def _events(value: LegalDay) -> Iterator[str]:
    match value:
        case EventDay(name):
            yield name
        case PeriodDay(start=day) | DayFollowing(day):
            yield from _events(day)
        case LaterOf(days) | EarlierOf(days):
            for each in days:
                yield from _events(each)
        case _:
            pass


def told(value: LegalDay) -> Told:
    """A date in words: 2022年9月1日から6か月を経過した日, the day after 6 months from …."""
    match value:
        case datetime.date():
            return Told(ja_day(value), value.isoformat())
        case EventDay(name):
            return Told(f"「{name}」の日", f"the day of {name!r}")
        case PeriodDay(period, start, end, from_start):
            length, begin = period.told, told(start)
            passed = "した" if end is PeriodEnd.DAY_AFTER else "する"
            which = "the day after" if end is PeriodEnd.DAY_AFTER else "the last day of"
            counts = "the start of " if from_start else ""
            return Told(
                f"{begin.ja}{'の午前零時' if from_start else ''}から{length.ja}を経過{passed}日",
                f"{which} {length.en} from {counts}{begin.en}",
            )
        case LaterOf(days):
            words = [told(each) for each in days]
            return Told(
                f"{'又は'.join(each.ja for each in words)}のいずれか遅い日",
                f"the later of {' and '.join(each.en for each in words)}",
            )
        case EarlierOf(days):
            words = [told(each) for each in days]
            return Told(
                f"{'又は'.join(each.ja for each in words)}のいずれか早い日",
                f"the earlier of {' and '.join(each.en for each in words)}",
            )
        case DayFollowing(day):
            words_of = told(day)
            return Told(f"{words_of.ja}の翌日", f"the day following {words_of.en}")
        case NotYetKnown():
            return Told("未定", "not yet known")


def count(value: LegalDay, events: Mapping[str, datetime.date], law: Law) -> CountedDay | Waiting:
    """The day of a date, where ``events`` have theirs, with how it was counted.

    Otherwise what it waits for. OverflowError where the calendar ends before it.
    """
    match value:
        case datetime.date():
            return CountedDay(value)
        case EventDay(name):
            day = events.get(name)
            if day is None:
                return Waiting(events=(name,))
            return CountedDay(day).then(
                Told(f"「{name}」は{ja_day(day)}", f"{name!r} was on {day}")
            )
        case PeriodDay(period, start, end, from_start):
            begun = count(start, events, law)
            if isinstance(begun, Waiting):
                return Waiting(events=begun.events)
            counter = day_after if end is PeriodEnd.DAY_AFTER else last_day
            found = counter(period, begun.day, law, from_start=from_start)
            return CountedDay(found.day, (*begun.steps, *found.steps))
        case LaterOf(days):
            return _one_of(days, events, law, later=True)
        case EarlierOf(days):
            return _one_of(days, events, law, later=False)
        case DayFollowing(day):
            return _following(count(day, events, law))
        case NotYetKnown():
            return Waiting(events=())


def _one_of(
    days: tuple[LegalDay, ...], events: Mapping[str, datetime.date], law: Law, *, later: bool
) -> CountedDay | Waiting:
    found = [count(each, events, law) for each in days]
    known = [each for each in found if isinstance(each, CountedDay)]
    waiting = [each for each in found if isinstance(each, Waiting)]
    if not waiting:
        return _chosen(known, later)
    names = tuple(dict.fromkeys(name for each in waiting for name in each.events))
    # What is known bounds what is not: each candidate too may know so much of itself.
    if later:
        bounds = [*known, *(each.not_before for each in waiting if each.not_before)]
        return Waiting(events=names, not_before=_chosen(bounds, True) if bounds else None)
    bounds = [*known, *(each.at_latest for each in waiting if each.at_latest)]
    return Waiting(events=names, at_latest=_chosen(bounds, False) if bounds else None)


def _chosen(days: list[CountedDay], later: bool) -> CountedDay:
    """The later or the earlier of some days, with all candidates and how each was counted."""
    choose = max if later else min
    chosen = choose(days, key=lambda each: each.day)
    if len(days) == 1:
        return chosen
    ja = "、".join(f"{ja_day(d.day)}{_account(d, 'ja')}" for d in days)
    en = " and ".join(f"{d.day}{_account(d, 'en')}" for d in days)
    return CountedDay(
        chosen.day,
        (
            Told(
                f"{ja}のうちいずれか{'遅い' if later else '早い'}日の{ja_day(chosen.day)}",
                f"the {'later' if later else 'earlier'} of {en}: {chosen.day}",
            ),
        ),
    )


def _account(day: CountedDay, language: str) -> str:
    how = day.how(language)
    if not how:
        return ""
    return f"（{how}）" if language == "ja" else f" ({how})"


def _following(day: CountedDay | Waiting) -> CountedDay | Waiting:
    if isinstance(day, CountedDay):
        return _next(day)
    return Waiting(
        events=day.events,
        not_before=None if day.not_before is None else _next(day.not_before),
        at_latest=None if day.at_latest is None else _next(day.at_latest),
    )


def _next(day: CountedDay) -> CountedDay:
    after = day.day + datetime.timedelta(days=1)
    return day.then(Told(f"その翌日の{ja_day(after)}", f"the day following it, {after}"), after)
