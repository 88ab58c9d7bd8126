"""Dates of law in the file of an amendment: read, refused with their place, and written."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Dates, Delete
from amendtool.articles.address_reader import parse_range
from amendtool.articles.styles import EN
from amendtool.errors import InputError
from amendtool.periods.dates import (
    DayFollowing,
    EventDay,
    LaterOf,
    LegalDay,
    NotYetKnown,
    PeriodDay,
    PeriodEnd,
)
from amendtool.periods.period import Period, PeriodUnit
from tests.periods.test_dates import VALUES


def read(field: str) -> Amendment:
    text = f"amendment: x\n{field}\noperations:\n  - delete: Article 8\n"
    return read_amendment(text, EN, file="x.yaml").amendment


def problems(field: str) -> list[str]:
    with pytest.raises(InputError) as error:
        read(field)
    return [
        f"{each.place.line}:{each.place.column} {each.code} {each.message}"
        for each in error.value.problems
    ]


TWO_WEEKS = PeriodDay(Period(2, PeriodUnit.WEEKS), EventDay("merger"), PeriodEnd.LAST_DAY)
IN_FORCE = EventDay("施行")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("effective: 2024-10-01", datetime.date(2024, 10, 1)),
        ("effective: not yet known", NotYetKnown()),
        ("effective: {event: merger-completed}", EventDay("merger-completed")),
        (
            "effective:\n  after:\n    later_of:\n    - 2024-04-01\n"
            "    - {weeks: 2, from_event: merger, day: last_day}",
            DayFollowing(LaterOf((datetime.date(2024, 4, 1), TWO_WEEKS))),
        ),
        (
            "effective: {years: 1, from_start_of: {event: 施行}, day: day_after}",
            PeriodDay(Period(1, PeriodUnit.YEARS), IN_FORCE, PeriodEnd.DAY_AFTER, from_start=True),
        ),
    ],
)
def test_each_form_is_read(field: str, value: LegalDay) -> None:
    assert read(field).effective == value


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("effective: merger", "2:12 date-unclear `effective` is no date: 'merger'"),
        ("effective: {event: 2nd}", "2:20 date-unclear `event` names no event: '2nd'"),
        ("effective: {event: [a]}", "2:20 date-unclear `event` names no event"),
        ("effective: {evnt: a}", "2:12 date-unclear `effective` has none of the forms"),
        ("effective: {event: a, when: b}", "2:23 unknown-field `effective` has no field `when`"),
        ("effective: {event: a, after: 2024-01-01}", "2:12 date-unclear `effective` has both"),
        ("effective: [2024-01-01]", "2:12 date-unclear `effective` is a list"),
        ("effective: {later_of: [2024-01-01]}", "2:23 date-unclear `later_of` needs a list of two"),
        ("effective: {later_of: [2024-01-01, 2024-1-2]}", "2:36 date-unclear `later_of` is no"),
        ("effective: {months: six, from_event: a, day: last_day}", "2:21 date-unclear `months`"),
        ("effective: {months: -1, from_event: a, day: last_day}", "2:21 date-unclear `months`"),
        ("effective: {years: 101, from_event: a, day: last_day}", "2:20 date-unclear `years`"),
        ("effective: {months: 1, days: 2, from_event: a, day: last_day}",
         "2:12 date-unclear `effective` is a period in both days and months"),
        ("effective: {months: 6, day: last_day}", "2:12 date-unclear the period of `effective`"),
        ("effective: {months: 6, from_event: a}", "2:12 date-unclear the period of `effective`"),
        ("effective: {months: 6, from_event: a, day: after}", "2:44 date-unclear the period"),
        ("effective: {after: 9999-12-31}", "2:12 date-unclear `effective` is after all days"),
        ("effective: " + "{after: " * 10 + "2024-01-01" + "}" * 10, "2:84 date-unclear dates"),
        ("effective:", "2:11 field-empty `effective` is empty"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place(field: str, expected: str) -> None:
    (found,) = problems(field)
    assert found.startswith(expected)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("{delete: Article 1, overlap_until: 2024-01-01}", "field-missing"),
        ("{insert: Article 1, text: x, overlap: meetings}", "field-misplaced"),
        ("{delete: Article 1, overlap: m, effective: 2024-02-01, overlap_until: 2024-01-01}",
         "date-order"),
    ],
)  # fmt: skip
def test_an_overlap_has_its_cases_and_a_former_text(operation: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        read_amendment(f"amendment: x\noperations:\n  - {operation}\n", EN, file="x.yaml")
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line) == (code, 3)


@pytest.mark.law
@given(VALUES, VALUES)
def test_what_is_written_of_dates_reads_the_same(one: LegalDay, other: LegalDay) -> None:
    # Two days that are given may be out of order; one of them waits.
    for effective, delete_on in ((one, NotYetKnown()), (EventDay("merger"), other)):
        operation = Delete(
            target=parse_range("Article 8"),
            dates=Dates(delete_on=delete_on, overlap="meetings: 2024", overlap_until=NotYetKnown()),
        )
        amendment = Amendment(name="x", effective=effective, operations=(operation,))
        text = write_amendment(amendment, EN)
        assert read_amendment(text, EN, file="x.yaml").amendment == amendment
