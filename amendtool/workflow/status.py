"""Where every amendment stands, and what comes next, as the branch and its records tell it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import say
from amendtool.repository.acts import Acts
from amendtool.repository.record import Act, Deed, Record
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import waits_for
from amendtool.workflow.editions.amendment import propose_for_all, read_in_every_edition
from amendtool.workflow.meeting.pending import Left, pending_problems
from amendtool.workflow.meeting.requires import require_not_fallen
from amendtool.workflow.proposal import require_answered
from amendtool.workflow.record_words import said_deed, said_standing

AmendmentStatusWord = Literal["draft", "pending", "adopted", "rejected", "withdrawn", "annulled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentStatus:
    """Where one amendment stands.

    ``standing`` is ``draft``, ``pending``, ``adopted``, ``rejected``, ``withdrawn`` or
    ``annulled``, on ``day`` where the act has one; ``next`` is what comes next, and ``stops``
    what is in its way. ``acts`` are all that was recorded of it.
    """

    name: str
    title: str
    standing: AmendmentStatusWord
    day: datetime.date | None
    next: str
    acts: tuple[Act, ...] = ()
    stops: tuple[Problem, ...] = ()
    otherwise: tuple[Problem, ...] = ()
    """What is, or would land, otherwise than it was noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpiryStatus:
    """What went by its own terms, on ``day``: its places in the articles before, and whose terms.

    ``name`` is that of its record, by which ``undo`` takes it back.
    """

    name: str
    day: datetime.date | None
    provisions: tuple[str, ...]
    of: tuple[str, ...]


def expiries(workspace: Workspace) -> tuple[ExpiryStatus, ...]:
    """Every expiry that stands, in the order in which they landed."""
    found = sorted(workspace.acts().expiries.values(), key=lambda each: each.order)
    return tuple(
        ExpiryStatus(
            name=at.name,
            day=act.day,
            provisions=tuple(dict.fromkeys(each.place for each in act.lapses)),
            of=tuple(dict.fromkeys(each.of for each in act.lapses)),
        )
        for at in found
        if at.record is not None and (act := at.record.expired) is not None
    )


def status(workspace: Workspace) -> tuple[AmendmentStatus, ...]:
    """Every amendment: those that were applied in their order, then the others by name.

    Raises InputError for a record that cannot be read. What is wrong in an amendment is told
    in its standing.
    """
    acts = workspace.acts()
    applied = sorted(acts.applied.values(), key=lambda each: each.order)
    names = [each.name for each in applied]
    recorded = {name for name, record in acts.records.items() if record.is_of_amendment}
    others = {*workspace.amendment_names(), *recorded} - set(names)
    known: Left = {}
    return tuple(_standing(workspace, acts, name, known) for name in (*names, *sorted(others)))


def _standing(workspace: Workspace, acts: Acts, name: str, known: Left) -> AmendmentStatus:
    record = acts.records.get(name)
    recorded = record.acts if record is not None else ()
    title, draft, adopted = _said(workspace, name)
    if name in acts.applied:
        act = record.adopted if record is not None else None
        day = act.day if act is not None and act.day is not None else adopted
        registered = any(each.deed is Deed.REGISTERED for each in recorded)
        following = (
            ""
            if registered or workspace.config.of_bylaws
            else say("amendtool record {name} registered DAY, where it is", name=name)
        )
        return AmendmentStatus(
            name=name,
            title=title,
            standing="adopted",
            day=day,
            next=following,
            acts=recorded,
            otherwise=_otherwise(workspace, record),
        )
    if record is not None and record.standing != "pending":
        decided = record.decided
        return AmendmentStatus(
            name=name,
            title=title,
            standing=record.standing,
            day=decided.day if decided is not None else None,
            next="",
            acts=recorded,
        )
    if draft:
        following = say("finish it, take `draft: yes` out, then amendtool check {name}", name=name)
        return AmendmentStatus(
            name=name, title=title, standing="draft", day=None, next=following, acts=recorded
        )
    stops, following = _ahead(workspace, name, known)
    return AmendmentStatus(
        name=name,
        title=title,
        standing="pending",
        day=None,
        next=following,
        acts=recorded,
        stops=stops,
        otherwise=() if stops else _otherwise(workspace, record),
    )


def _otherwise(workspace: Workspace, record: Record | None) -> tuple[Problem, ...]:
    """Where an amendment is not what was noticed: as it landed, or as it would land today."""
    noticed = record.noticed if record is not None else None
    if record is None or noticed is None or not noticed.tables:
        return ()
    # Few amendments have a notice on record, and this compares the items of a meeting.
    from amendtool.workflow.meeting.noticed import differing, landing_now

    if record.adopted is not None:
        return differing(workspace, record, record.adopted.tables)

    def read(name: str) -> tuple[AmendmentSource, ...]:
        return read_in_every_edition(workspace, workspace.found(name, cwd=workspace.root))

    landed = landing_now(workspace, record, read, record.name)
    data = read(record.name)[0].data if landed else None
    return differing(workspace, record, landed, data)


def _said(workspace: Workspace, name: str) -> tuple[str, bool, datetime.date | None]:
    """The title in the file, whether it is a draft, and the day of the vote."""
    try:
        amendment = workspace.amendment(name, cwd=workspace.root).parsed.amendment
    except AmendtoolError:
        return "", False, None
    return amendment.title, amendment.draft, amendment.adopted


def _ahead(workspace: Workspace, name: str, known: Left) -> tuple[tuple[Problem, ...], str]:
    """What stops a pending amendment today, and what comes next for it."""
    mend = say("amendtool check {name} says what to mend", name=name)
    try:
        sources = read_in_every_edition(workspace, workspace.found(name, cwd=workspace.root))
        require_not_fallen(workspace, sources[0])
        after = waits_for(workspace, sources[0])
        if after is not None:
            pending_problems(workspace, sources, known)
            return (), say("waits for {after}: amendtool apply {after}", after=after)
        require_answered(*propose_for_all(workspace, sources, workspace.head()))
    except AmendtoolError as error:
        return error.problems, mend
    return (), say(
        "amendtool table {name}; after the vote amendtool apply {name}, or reject", name=name
    )


def lines_of(
    found: tuple[AmendmentStatus, ...], ended: tuple[ExpiryStatus, ...] = ()
) -> Iterator[str]:
    """The standings as text, one amendment after the other, and what has expired."""
    for each in found:
        standing = said_standing(each.standing)
        told = (
            say("{name}: {standing} on {day}", name=each.name, standing=standing, day=each.day)
            if each.day is not None
            else say("{name}: {standing}", name=each.name, standing=standing)
        )
        yield f"{told}  {each.title}" if each.title else told
        noted = [
            say("{deed} {day}", deed=said_deed(act.deed), day=act.day)
            for act in each.acts
            if act.day is not None and act.deed.value != each.standing
        ]
        if noted:
            yield say("  recorded: {noted}", noted=say(", ").join(noted))
        for problem in each.otherwise:
            yield say("  differs: {message} [{code}]", message=problem.message, code=problem.code)
        for problem in each.stops[:1]:
            yield say("  stops: {message} [{code}]", message=problem.message, code=problem.code)
        if each.next:
            yield say("  next: {next}", next=each.next)
    for expiry in ended:
        yield say(
            "{name}: expired on {day}  {provisions}",
            name=expiry.name,
            day=expiry.day,
            provisions=say(", ").join(expiry.provisions),
        )
        yield say("  by the terms of: {of}", of=say(", ").join(expiry.of))
