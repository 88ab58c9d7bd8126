"""``amendtool due``: what comes into force, what ends, what waits, and which acts follow."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, Final

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import day_option, json_option, open_workspace
from amendtool.cli.output import force_option, write_output
from amendtool.messages import later, say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amendtool.workflow.clock.due import Clock, DueEntry, WaitingEntry


_LAWS: Final = {"jp": later("jp"), "us-de": later("us-de")}


class SpanType(click.ParamType[int]):
    """A span of days or weeks, written like 60d or 8w."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The days of it; a usage error for anything else."""
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"([0-9]{1,4})([dw])", str(value))
        if match is None:
            self.fail(
                say("{value!r} is no span; write days as 60d, or weeks as 8w", value=value),
                param,
                ctx,
            )
        return int(match[1]) * (7 if match[2] == "w" else 1)


@click.command(
    cls=Verb,
    name="due",
    example="amendtool due\namendtool due --on 2013-07-01 --within 60d\n"
    "amendtool due --within 365d --ics due.ics",
)
@day_option("--on", "The day from which it is seen; by default today.")
@click.option(
    "--within",
    metavar="SPAN",
    type=SpanType(),
    default="14d",
    show_default=True,
    help="How far ahead: 60d, 8w.",
)
@click.option(
    "--ics", metavar="FILE", help="Write the days into a file for a calendar, too (.ics)."
)
@force_option
@json_option
@click.pass_obj
def command(
    console: Console,
    on: datetime.date | None,
    within: int,
    ics: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Tell what is due: by which day, how it was counted, and the command that follows.

    What takes effect and what ends by its own terms, under which words; the notice of a meeting
    and its materials, the vote, the registration. What is overdue stands first, what waits for
    an event last. Acts are counted by the `law` of amendtool.toml; without one only the days
    that the amendments name are told. Nothing is written, but for the calendar: --ics FILE, in
    which every day is an event of a whole day that keeps its identity when it is written again.

    Exit code 0: nothing is due; 1: something is, or is overdue. What waits does not count.
    """
    from amendtool.workflow.clock.due import what_is_due

    if ics == "-":
        raise click.UsageError(say("--ics names a file; --json prints the days for a program"))
    workspace = open_workspace(console)
    clock = what_is_due(workspace, on or datetime.date.today(), within=within)
    if ics is not None:
        from amendtool.workflow.clock.calendar import calendar_of

        write_output(console, ics, calendar_of(workspace, clock), workspace=workspace, force=force)
        if not as_json:
            console.notice(f"{ics}: {say_count('{count} day', '{count} days', len(clock.due))}")
    if as_json:
        console.record(
            {
                "schema": "amendtool/due/1",
                "on": str(clock.on),
                "until": str(clock.until),
                "law": clock.law.value,
                "due": [
                    {
                        "day": str(each.day),
                        "overdue": clock.overdue(each),
                        "kind": each.kind.value,
                        "amendment": each.amendment,
                        "provision": each.provision,
                        "what": each.what,
                        "how": {
                            "ja": [step.ja for step in each.how],
                            "en": [step.en for step in each.how],
                        },
                        "words": each.words,
                        "next": each.next,
                        "operation": each.operation,
                    }
                    for each in clock.due
                ],
                "waiting": [
                    {
                        "amendment": each.amendment,
                        "provision": each.provision,
                        "what": each.what,
                        "events": list(each.events),
                        "said": each.said,
                        "not_before": str(each.not_before) if each.not_before else None,
                        "at_latest": str(each.at_latest) if each.at_latest else None,
                    }
                    for each in clock.waiting
                ],
                "notes": [record_of(problem) for problem in clock.notes],
            }
        )
    else:
        console.print("\n".join(_lines(clock)))
        console.problems(clock.notes)
    exit_with(1 if clock.due else 0)


def _lines(clock: Clock) -> Iterator[str]:
    by = (
        say("no law is set: acts are not counted")
        if clock.law.value == "none"
        else say(_LAWS[clock.law.value])
    )
    yield say("From {on} to {until} ({law})", on=clock.on, until=clock.until, law=by)
    if not clock.due:
        yield say("nothing is due")
    for each in clock.due:
        yield from _due_lines(each, overdue=clock.overdue(each))
    if clock.waiting:
        yield say("Waiting:")
        for waits in clock.waiting:
            yield f"  {_named(waits)} {waits.what}: {_waits(waits)}"


def _due_lines(each: DueEntry, *, overdue: bool) -> Iterator[str]:
    late = say("  OVERDUE") if overdue else ""
    yield f"{each.day}{late}  {_named(each)}: {each.what}"
    if each.words:
        yield say("  words: {words}", words=each.words)
    if each.how:
        yield say(
            "  counted: {how}",
            how=say("; ").join(step.said for step in each.how),
        )
    if each.next:
        yield say("  next: {next}", next=each.next)
    if each.operation:
        yield say("  or with the next amendment: {operation}", operation=each.operation)


def _counted(each: DueEntry) -> Iterator[str]:
    """The steps by which a day was counted, as the reader's language tells them."""
    return (step.said for step in each.how)


def _named(entry: DueEntry | WaitingEntry) -> str:
    named = (entry.amendment, entry.provision) if entry.provision else (entry.amendment,)
    return say(", ").join(named)


def _waits(entry: WaitingEntry) -> str:
    what = [
        say("for the event {name} (amendtool event {name} DAY)", name=name) for name in entry.events
    ]
    what += [entry.said] if entry.said else []
    what += [say("not before {day}", day=entry.not_before)] if entry.not_before else []
    what += [say("at the latest on {day}", day=entry.at_latest)] if entry.at_latest else []
    return say(", ").join(what)
