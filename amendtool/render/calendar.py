"""Days for a calendar: an iCalendar file (RFC 5545), by a library that knows its rules.

The library is an extra (``pip install "amendtool[calendar]"``), loaded when a file is asked for.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """What stands on one day of a calendar.

    ``identity`` tells it from all others, also when its day moves: written again, a calendar takes
    it for the same.
    """

    day: datetime.date
    summary: str
    description: str
    identity: tuple[str, ...]


def to_calendar(days: Sequence[CalendarDay], *, name: str, seen: datetime.date) -> bytes:
    """The file with some days, each an event of the whole day, as ``seen`` on a day.

    The same days give the same bytes. Raises RepositoryError (``calendar-missing``) where the
    library is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise RepositoryError(
            Problem(
                code="calendar-missing",
                message=say("a calendar needs the library icalendar, which is not installed"),
                hint=say(
                    'install it: pip install "amendtool[calendar]"; `amendtool due '
                    "--json` tells the same days"
                ),
            )
        ) from error
    calendar = Calendar()
    calendar.add("prodid", "-//amendtool//due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime.datetime.combine(seen, datetime.time(), datetime.UTC)
    for each in days:
        identity = hashlib.sha256("\0".join(each.identity).encode()).hexdigest()[:32]
        event = Event()
        event.add("uid", f"{identity}@amendtool")
        event.add("dtstamp", stamp)
        event.add("dtstart", each.day)
        if each.day < datetime.date.max:  # the end of a whole day is the day after it
            event.add("dtend", each.day + datetime.timedelta(days=1))
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
