"""Dates as values: how they are counted once their events have a day, and what they wait for."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.periods.counted import CountedDay
from amendtool.periods.dates import (
    DayFollowing,
    EarlierOf,
    EventDay,
    LaterOf,
    LegalDay,
    NotYetKnown,
    PeriodDay,
    PeriodEnd,
    Waiting,
    count,
    events_of,
    given_day,
    is_event_name,
    told,
)
from amendtool.periods.law import Law
from amendtool.periods.period import Period, PeriodUnit

SIX = PeriodDay(
    Period(6, PeriodUnit.MONTHS), datetime.date(2022, 9, 1), PeriodEnd.DAY_AFTER, from_start=True
)
THREE = PeriodDay(Period(3, PeriodUnit.MONTHS), EventDay("meeting"), PeriodEnd.DAY_AFTER)
LATER = DayFollowing(LaterOf((SIX, THREE)))


def counted(value: LegalDay, **events: str) -> CountedDay | Waiting:
    days = {name: datetime.date.fromisoformat(day) for name, day in events.items()}
    return count(value, days, Law.JP)


def day(value: LegalDay, **events: str) -> str:
    found = counted(value, **events)
    assert isinstance(found, CountedDay)
    return str(found.day)


def test_the_later_of_two_waits_for_its_event_and_says_what_is_known() -> None:
    found = counted(LATER)
    assert isinstance(found, Waiting)
    assert (found.events, found.at_latest) == (("meeting",), None)
    assert found.not_before is not None
    assert str(found.not_before.day) == "2023-03-02"


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [("2022-11-29", "2023-03-02"), ("2022-11-30", "2023-03-02"), ("2022-12-01", "2023-03-03"),
     ("2023-02-20", "2023-05-22")],
)  # fmt: skip
def test_the_later_of_two_with_both_candidates(meeting: str, expected: str) -> None:
    assert day(LATER, meeting=meeting) == expected
    found = counted(LATER, meeting=meeting)
    assert isinstance(found, CountedDay)
    account = found.how("en")
    assert account.count("Civil Code art. 143") == 2
    assert f"'meeting' was on {meeting}" in account
    assert "いずれか遅い日" in found.how("ja")


def test_the_earlier_of_two_is_at_latest_what_is_known() -> None:
    value = EarlierOf((datetime.date(2024, 4, 1), EventDay("merger")))
    found = counted(value)
    assert isinstance(found, Waiting)
    assert (found.events, found.not_before) == (("merger",), None)
    assert found.at_latest == CountedDay(datetime.date(2024, 4, 1))
    assert day(value, merger="2024-05-01") == "2024-04-01"
    assert day(value, merger="2024-03-01") == "2024-03-01"


def test_what_nobody_knows_waits_for_nothing() -> None:
    assert counted(NotYetKnown()) == Waiting(events=())
    assert counted(DayFollowing(NotYetKnown())) == Waiting(events=())
    assert list(events_of(LaterOf((THREE, EventDay("meeting"), NotYetKnown())))) == ["meeting"]
    assert (given_day(THREE), given_day(None)) == (None, None)


def test_dates_are_told_in_both_languages() -> None:
    assert told(LATER).ja == (
        "2022年9月1日の午前零時から6か月を経過した日又は「meeting」の日から3か月を経過した日の"
        "いずれか遅い日の翌日"
    )
    assert told(THREE).en == "the day after 3 months from the day of 'meeting'"
    assert told(SIX).text("en-GB") == "the day after 6 months from the start of 2022-09-01"
    assert told(NotYetKnown()).text("ja") == "未定"


@pytest.mark.parametrize(
    ("text", "fits"),
    [("merger-completed", True), ("合併の効力発生", True), ("a1", True), ("1a", False), ("", False),
     ("2023-02-20", False), ("a b", False), ("../a", False), ("-a", False), ("a" * 61, False)],
)  # fmt: skip
def test_names_of_events(text: str, fits: bool) -> None:
    assert is_event_name(text) is fits


DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2050, 1, 1))
VALUES: st.SearchStrategy[LegalDay] = st.recursive(
    DAYS | st.sampled_from([EventDay("a"), EventDay("b"), NotYetKnown()]),
    lambda inner: st.one_of(
        st.builds(LaterOf, st.tuples(inner, inner)),
        st.builds(EarlierOf, st.tuples(inner, inner)),
        st.builds(DayFollowing, inner),
        st.builds(
            PeriodDay,
            st.builds(Period, st.integers(1, 12), st.sampled_from(PeriodUnit)),
            inner,
            st.sampled_from(PeriodEnd),
            st.booleans(),
        ),
    ),
    max_leaves=4,
)


@pytest.mark.law
@given(VALUES, DAYS, DAYS, st.sampled_from(Law))
def test_what_is_known_before_an_event_holds_after_it(
    value: LegalDay, a: datetime.date, b: datetime.date, law: Law
) -> None:
    before = count(value, {}, law)
    after = count(value, {"a": a, "b": b}, law)
    if isinstance(before, CountedDay):
        assert after == before
    elif isinstance(after, CountedDay):
        assert set(before.events) <= {"a", "b"}
        assert before.not_before is None or before.not_before.day <= after.day
        assert before.at_latest is None or before.at_latest.day >= after.day
