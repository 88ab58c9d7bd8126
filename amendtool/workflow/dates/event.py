"""The day of an event that amendments wait for, recorded as an act of its own."""

from __future__ import annotations

import datetime
import difflib

from amendtool import __version__
from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.periods.dates import is_event_name
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.record import EVENT, Act, Deed, Record, record_path, write_record
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.dates.days import named_events, recorded_events
from amendtool.workflow.life import require_day


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An event as it is in git; ``amendments`` are those that name it."""

    name: str
    day: datetime.date
    commit: str
    amendments: tuple[str, ...]
    notices: tuple[Problem, ...] = ()


def record_event(
    workspace: Workspace,
    name: str,
    day: datetime.date,
    *,
    reason: str = "",
    today: datetime.date | None = None,
) -> RecordedEvent:
    """Record the day on which an event came, in a commit with its record.

    Another day than the one recorded before needs a ``reason``; both stay in the record, and the
    last one counts. Raises InputError for a day in the future, for no name of an event
    (``event-name``) and one that no amendment names (``event-unknown``), ConflictError where
    this day (``already-recorded``) or, without a reason, another one (``event-differs``) is
    recorded already, RepositoryError where git refuses; nothing is written then.
    """
    require_day(day, today, "day")
    amendments = _naming(workspace, name)
    said = " ".join(reason.split())
    _require_news(workspace, name, day, said)
    key = f"{EVENT}{name}"
    known = workspace.acts().records.get(key, Record(name=key))
    act = Act(deed=Deed.HAPPENED, day=day, tool=__version__, reason=said)
    message = Message(
        subject=f"Event: {name} on {day.isoformat()}",
        body=said,
        trailers=(("Event", name), ("Happened", day.isoformat())),
    )
    writes = {record_path(key): write_record(known.then(act))}
    landing = Landing(name=key, base=workspace.head(), writes=writes, text=message)
    landed = land(workspace.git, landing)
    return RecordedEvent(
        name=name,
        day=day,
        commit=landed.commits[-1],
        amendments=amendments,
        notices=landed.notices,
    )


def _naming(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The amendments that name an event."""
    if not is_event_name(name):
        raise InputError(
            Problem(
                code="event-name",
                message=say("{name!r} cannot be the name of an event", name=name),
                hint=say("use letters, digits and hyphens, letters first: merger-completed"),
                place=Place(path="event"),
            )
        )
    named = named_events(workspace)
    if name not in named:
        close = difflib.get_close_matches(name, named, n=1)
        known = say(", ").join(sorted(named)) or say("none")
        if close:
            hint = say(
                "did you mean {close}? named are {named}; an amendment names one with `effective: "
                "{{event: {name}}}`",
                close=close[0],
                named=known,
                name=name,
            )
        else:
            hint = say(
                "named are {named}; an amendment names one with `effective: {{event: {name}}}`",
                named=known,
                name=name,
            )
        raise InputError(
            Problem(
                code="event-unknown",
                message=say("no amendment names the event {name!r}", name=name),
                hint=hint,
                place=Place(path="event"),
            )
        )
    return named[name]


def _require_news(workspace: Workspace, name: str, day: datetime.date, reason: str) -> None:
    known = recorded_events(workspace).get(name)
    file = record_path(f"{EVENT}{name}")
    if known == day:
        raise ConflictError(
            Problem(
                code="already-recorded",
                message=say(
                    "it is recorded already that {name!r} was on {day}", name=name, day=day
                ),
                hint=say("there is nothing left to do; `amendtool expire` lands what ends with it"),
                place=Place(file=file),
            )
        )
    if known is not None and not reason:
        raise ConflictError(
            Problem(
                code="event-differs",
                message=say(
                    "it is recorded that {name!r} was on {known}, and {day} was given",
                    name=name,
                    known=known,
                    day=day,
                ),
                hint=say(
                    "where that was a mistake, say so: amendtool event {name} {day} "
                    '--reason "misread the notice"',
                    name=name,
                    day=day,
                ),
                place=Place(file=file),
            )
        )
