"""``amendtool event``: record the day of an event that amendments wait for."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_event
from amendtool.cli.console import Console
from amendtool.cli.options import DayType, json_option, open_workspace
from amendtool.messages import say


@click.command(cls=Verb, name="event", example="amendtool event merger-completed 2024-10-01")
@click.argument("name", shell_complete=complete_event)
@click.argument("day", type=DayType())
@click.option("--reason", metavar="TEXT", default="", help="Why another day was recorded before.")
@json_option
@click.pass_obj
def command(console: Console, name: str, day: datetime.date, reason: str, as_json: bool) -> None:
    """Record that the event NAME came on DAY.

    Amendments name events in their dates: `effective: {event: merger-completed}`, or the
    beginning of a period. What waits for one has its day from then on. The record is a commit
    of its own; the articles stay as they are.

    Another day than the one recorded before needs --reason; both stay in the record, and the
    last one counts.
    """
    from amendtool.workflow.dates.event import record_event

    workspace = open_workspace(console, writes=True)
    today = datetime.date.today()
    done = record_event(workspace, name, day, reason=reason, today=today)
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/event/1",
                "event": done.name,
                "day": str(done.day),
                "commit": done.commit,
                "amendments": list(done.amendments),
            }
        )
        return
    console.print(
        say(
            "{name}: on {day}, for {amendments}; commit {commit}\nNext: amendtool expire",
            name=done.name,
            day=done.day,
            amendments=say(", ").join(done.amendments),
            commit=done.commit[:12],
        )
    )
