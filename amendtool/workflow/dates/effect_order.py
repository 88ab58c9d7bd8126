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
from amendtool.repository.workspace import TREE, AmendmentSource, Workspace
from amendtool.workflow.dates.adopted_files import AdoptedFiles
from amendtool.workflow.dates.days import DayCounter

_DAYS: Final = compiled(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def order_problems(workspace: Workspace, source: AmendmentSource) -> tuple[Problem, ...]:
    """A warning for each amendment that a pending one was written on, and that is in force later.

    These are the one in ``after``, and those in the articles that its numbers mean; of one of
    which single operations wait, those that act on the same words.
    """
    days = DayCounter(workspace)
    own = _effect(days, source.parsed.amendment)
    if own is None:
        return ()
    found: dict[str, datetime.date | None] = dict(_in_the_articles(workspace, days, own))
    if found:
        stood = _written_on(workspace, source)
        found = {name: day for name, day in found.items() if stood is None or name in stood}
    after = source.parsed.amendment.after
    if after is not None and after not in found:
        try:
            stands_on = workspace.amendment(after, cwd=workspace.root).parsed.amendment
        except AmendtoolError:
            stands_on = None  # told where its base is looked for
        day = None if stands_on is None else _effect(days, stands_on)
        if stands_on is not None and (day is None or day > own) and _says_a_day(stands_on):
            found[after] = day
    problems = [_before(own, name, day) for name, day in found.items()]
    return source.parsed.located([*problems, *_waiting_words(workspace, source, own)])


def _before(own: datetime.date, name: str, day: datetime.date | None) -> Problem:
    return Problem(
        code="effect-before-base",
        message=say(
            "it takes effect on {own}, before {name} on {day}, which it was written on",
            own=own,
            name=name,
            day=day,
        )
        if day is not None
        else say(
            "it takes effect on {own}, and {name}, which it was written on, on a day that is not "
            "known yet",
            own=own,
            name=name,
        ),
        hint=say(
            "the text in force between the two days is one that nobody has adopted: "
            "give it a later day, or write it on the articles without that amendment"
        ),
        place=Place(path="effective"),
        severity="warning",
    )


def _written_on(workspace: Workspace, source: AmendmentSource) -> frozenset[str] | None:
    """The names of the amendments in the articles that a pending one means; None for all."""
    # Few amendments stand on one that takes effect later, and this reads the history.
    from amendtool.workflow.base import base_of, tree_at
    from amendtool.workflow.in_force.standing import StandingActs

    head = workspace.head()
    try:
        base = base_of(workspace, source, head)
    except AmendtoolError:
        return None  # told where its base is looked for
    if base is None:
        return None
    standing = StandingActs(workspace)
    acts = standing.acts_in(f"{TREE}{tree_at(workspace, base.articles)}")
    if acts is None:
        return None
    return frozenset(each.name for each in standing.every if each.act in acts)


def _waiting_words(
    workspace: Workspace, source: AmendmentSource, own: datetime.date
) -> Iterator[Problem]:
    """Where a pending amendment acts on words that are not in force on its day."""
    files = AdoptedFiles(workspace)
    waiting = any(_waits(files.data(at.name)) for at in files.saying(b"effective:"))
    if not waiting or source.parsed.amendment.after is not None:
        return
    from amendtool.amendments.carry.carry import carry
    from amendtool.workflow.base import bound
    from amendtool.workflow.in_force.on_day import Days

    try:
        head = workspace.head()
        amendment = bound(workspace, source, head).source.parsed.amendment
        words = Days(workspace).words_on(own)
        if words is None:
            return
        now = workspace.articles_at(head).charter
        lost = carry(amendment, now, words, workspace.config.style).lost
    except AmendtoolError:
        return  # what stops it is told where it is applied, or where the day is asked for
    for each in lost:
        yield Problem(
            code="effect-before-base",
            message=say(
                "it acts on words that are not in force on {own}, when it takes effect: {why}",
                own=own,
                why=each.message,
            ),
            hint=say(
                "the text in force between the two days is one that nobody has adopted: give it "
                "a later day, or put the change into the words of before"
            ),
            place=each.place or Place(path="effective"),
            severity="warning",
        )


def _waits(data: bytes) -> bool:
    """Whether a file says days of single operations."""
    return b"\n    effective:" in data or data.count(b"effective:") > 1


def _says_a_day(amendment: Amendment) -> bool:
    return amendment.effective is not None or amendment.adopted is not None


def _effect(days: DayCounter, amendment: Amendment) -> datetime.date | None:
    effective = amendment.effective or amendment.adopted
    return None if effective is None else days.day(effective)


def _in_the_articles(
    workspace: Workspace, days: DayCounter, own: datetime.date
) -> Iterator[tuple[str, datetime.date | None]]:
    """The amendments in the articles that take effect after a day, or wait for theirs."""
    said = own.isoformat().encode()
    files = AdoptedFiles(workspace)
    for at in files.saying(b"effective"):
        data = files.data(at.name)
        # Most are in force for years; a file without a later day need not be read for it.
        if b"event" not in data and all(day <= said for day in _DAYS.findall(data)):
            continue
        try:
            amendment = files.source(at).parsed.amendment
        except AmendtoolError:
            continue  # told where it is replayed
        day = _effect(days, amendment)
        if (day is None and amendment.effective is not None) or (day is not None and day > own):
            yield at.name, day
