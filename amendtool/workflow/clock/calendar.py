"""What is due, as a file for a calendar."""

from __future__ import annotations

from collections.abc import Iterator

from amendtool.messages import say
from amendtool.render.calendar import CalendarDay, to_calendar
from amendtool.repository.workspace import Workspace
from amendtool.workflow.clock.due import Clock, DueEntry


def calendar_of(workspace: Workspace, clock: Clock) -> bytes:
    """The days of a clock as iCalendar; RepositoryError where its library is not installed."""
    config = workspace.config
    name = config.company or config.title
    days = [
        CalendarDay(
            day=each.day,
            summary=f"{_of(each)}: {each.what}",
            description="\n".join(_lines(each)),
            identity=(name, *each.identity),
        )
        for each in clock.due
    ]
    return to_calendar(days, name=say("{name}: due", name=name), seen=clock.on)


def _of(entry: DueEntry) -> str:
    return f"{entry.amendment}, {entry.provision}" if entry.provision else entry.amendment


def _lines(entry: DueEntry) -> Iterator[str]:
    if entry.words:
        yield entry.words
    yield from (step.said for step in entry.how)
    if entry.next:
        yield entry.next
