"""Amendments that take effect before what they were written on.

The articles hold the text of an amendment from its adoption on, and the next one is written on
them. Where that takes effect first, the text in force between the two days is one that nobody
has adopted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.repository.workspace import AMENDMENTS, AmendmentSource, Workspace
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.dates.expiry import files_saying

_DAYS: Final = compiled(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def order_problems(workspace: Workspace, source: AmendmentSource) -> tuple[Problem, ...]:
    """A warning for each amendment that a pending one stands on, and that takes effect later.

    These are the one in ``after``, and all that are in the articles already. Days that wait for
    an event are left out, and so are those of single operations.
    """
    days = DayCounter(workspace)
    own = _effect(days, source.parsed.amendment)
    if own is None:
        return ()
    found = dict(_in_the_articles(workspace, days, own))
    after = source.parsed.amendment.after
    if after is not None and after not in found:
        try:
            stands_on = workspace.amendment(after, cwd=workspace.root).parsed.amendment
        except AmendtoolError:
            stands_on = None  # told where its base is looked for
        day = None if stands_on is None else _effect(days, stands_on)
        if day is not None and day > own:
            found[after] = day
    return source.parsed.located(
        Problem(
            code="effect-before-base",
            message=say(
                "it takes effect on {own}, before {name} on {day}, which it was written on",
                own=own,
                name=name,
                day=day,
            ),
            hint=say(
                "the text in force between the two days is one that nobody has adopted: "
                "give it a later day, or write it on the articles without that amendment"
            ),
            place=Place(path="effective"),
            severity="warning",
        )
        for name, day in found.items()
    )


def _effect(days: DayCounter, amendment: Amendment) -> datetime.date | None:
    effective = amendment.effective or amendment.adopted
    return None if effective is None else days.day(effective)


def _in_the_articles(
    workspace: Workspace, days: DayCounter, own: datetime.date
) -> Iterator[tuple[str, datetime.date]]:
    """The amendments in the articles that take effect after a day."""
    said = own.isoformat().encode()
    for at, data in files_saying(workspace, b"effective"):
        # Most are in force for years; a file without a later day need not be read for it.
        if b"event" not in data and all(day <= said for day in _DAYS.findall(data)):
            continue
        try:
            path = f"{AMENDMENTS}/{at.name}.yaml"
            amendment = workspace.read_amendment(data, path, name=at.name).parsed.amendment
        except AmendtoolError:
            continue  # told where it is replayed
        day = _effect(days, amendment)
        if day is not None and day > own:
            yield at.name, day
