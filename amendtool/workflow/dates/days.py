"""The days of dates of law, as far as the repository knows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.errors import AmendtoolError
from amendtool.periods.counted import CountedDay
from amendtool.periods.dates import LegalDay, Waiting, count, events_of
from amendtool.periods.law import Law
from amendtool.repository.record import EVENT, Deed
from amendtool.repository.workspace import Workspace

_EVENTS: Final = (b"event", b"from_start_of")
"""Without these words no file names an event, and need not be read."""


def law_of(workspace: Workspace) -> Law:
    """By whose rules the repository counts; none where the settings do not say."""
    return workspace.config.law or Law.NONE


def recorded_events(workspace: Workspace) -> dict[str, datetime.date]:
    """The events whose days are recorded on the branch, each with the day recorded last."""
    return {
        name.removeprefix(EVENT): act.day
        for name, record in workspace.acts().records.items()
        if name.startswith(EVENT)
        for act in record.acts
        if act.deed is Deed.HAPPENED and act.day is not None
    }


def dates_of(amendment: Amendment) -> Iterator[LegalDay]:
    """Every date of law that an amendment names, its own first."""
    if amendment.effective is not None:
        yield amendment.effective
    for operation in amendment.operations:
        dates = operation.dates
        for day in (dates.effective, dates.delete_on, dates.overlap_until):
            if day is not None:
                yield day


def named_events(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The events that amendments name, with these amendments; a file with mistakes names none."""
    found: dict[str, dict[str, None]] = {}
    for name in dict.fromkeys((*workspace.acts().applied, *workspace.amendment_names())):
        try:
            unread = workspace.found(name, cwd=workspace.root)
            if not any(word in unread.data for word in _EVENTS):
                continue
            amendment = workspace.read(unread).parsed.amendment
        except AmendtoolError:
            continue  # `check` tells it
        for day in dates_of(amendment):
            for event in events_of(day):
                found.setdefault(event, {})[name] = None
    return {event: tuple(names) for event, names in found.items()}


class DayCounter:
    """Counts dates of law by the settings of a repository and the events recorded in it."""

    def __init__(self, workspace: Workspace) -> None:
        self.law = law_of(workspace)
        self.events = recorded_events(workspace)

    def counted(self, value: LegalDay) -> CountedDay | Waiting:
        """The day of a date with how it was counted, or what it waits for."""
        try:
            return count(value, self.events, self.law)
        except OverflowError:  # no file says so; an event in the last years of the calendar may
            return Waiting(events=())

    def day(self, value: LegalDay) -> datetime.date | None:
        """The day of a date; None for one that is not known yet."""
        found = self.counted(value)
        return found.day if isinstance(found, CountedDay) else None
