"""What one meeting decided about its items: foreseen together, then recorded in one update.

The items that were adopted are applied in the order of the agenda, as ``apply A B`` does it; what
was rejected or withdrawn is recorded in front of them, in the same update of the branch.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path

from amendtool.comparison.consequences import due_dates
from amendtool.errors import AmendtoolError, ConflictError, Problem
from amendtool.messages import say
from amendtool.render.formats import TABLE, render
from amendtool.render.plan import due_line
from amendtool.repository.landing.landing import Landing, land
from amendtool.repository.record import Deed
from amendtool.repository.workspace import UnreadAmendment, Workspace, settings_of
from amendtool.values import dataclass
from amendtool.workflow.apply import Adoption, apply_amendments, open_finished
from amendtool.workflow.life import plan_act
from amendtool.workflow.meeting.foreseen import (
    OF_THE_DAY,
    ForeseenEdition,
    left_editions,
    require_finished,
)
from amendtool.workflow.meeting.items import require_once
from amendtool.workflow.meeting.requires import falls_with


class MeetingVote(Enum):
    """What became of an item at a meeting."""

    ADOPTED = Deed.ADOPTED
    REJECTED = Deed.REJECTED
    WITHDRAWN = Deed.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVote:
    """An item of a meeting, by the name of its amendment, and what became of it."""

    name: str
    vote: MeetingVote


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenVotes:
    """What the votes of a meeting would do. They cannot be recorded while there are ``stops``.

    ``day`` is the one that the files of the adopted items say, or today; ``titles`` are those of
    the items in their order, ``editions`` what becomes of the articles by all of them together.
    """

    votes: tuple[ItemVote, ...]
    titles: tuple[str, ...]
    day: datetime.date
    seal: str = ""
    editions: tuple[ForeseenEdition, ...] = ()
    tags: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()
    stops: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesDone:
    """The votes as they are in git now: the commits, the oldest first, and the tags."""

    votes: tuple[ItemVote, ...]
    titles: tuple[str, ...]
    day: datetime.date
    commits: tuple[str, ...]
    tags: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()


def foresee_votes(
    workspace: Workspace, votes: Sequence[ItemVote], *, today: datetime.date
) -> ForeseenVotes:
    """What the votes would do, in every edition and all of it together. Nothing is written.

    What stands in the way is told in the preview. Raises InputError for no such amendment, and
    for one that is named twice.
    """
    own, workspace = workspace, workspace.edition(None).as_of(workspace.head())
    require_once([each.name for each in votes])
    items = [(workspace.found(each.name, cwd=workspace.root), each.vote.value) for each in votes]
    titles, days = [], set()
    for found, deed in items:
        title, day = _said(own, found)
        titles.append(title or found.name or found.shown)
        if deed is Deed.ADOPTED and day is not None:
            days.add(day)
    (said,) = days if len(days) == 1 else (today,)
    seen = ForeseenVotes(votes=tuple(votes), titles=tuple(titles), day=said)
    try:
        tried = _recorded(workspace, items, said, today=today, write=False)
    except AmendtoolError as error:
        seen = replace(seen, stops=error.problems)
        if not {each.code for each in error.problems} <= OF_THE_DAY:
            return _sealed(workspace, seen, items)
        try:
            tried = _recorded(workspace, items, said, today=None, write=False)
        except AmendtoolError:
            return _sealed(workspace, seen, items)
    left = next((each.left for each in reversed(tried.adoptions)), None)
    editions = [
        replace(each, dues=tuple(_dues(workspace, items, each.language)))
        for each in left_editions(workspace, left)
    ]
    seen = replace(
        seen, editions=tuple(editions), tags=_tags(tried.adoptions), notices=tried.notices
    )
    return _sealed(workspace, seen, items)


def record_votes_as_shown(
    root: Path,
    votes: Sequence[ItemVote],
    *,
    seal: str,
    day: datetime.date,
    today: datetime.date,
) -> VotesDone:
    """Record the votes that a preview with this ``seal`` has shown, for ``day``: all, or none.

    A run that was cut off is finished first. Raises ConflictError (``changed-since-shown``) where
    the repository, an amendment or the settings are others than they were shown, InputError for a
    day that cannot be that of the meeting, and as :func:`apply_amendments`; nothing is written
    then.
    """
    opened = open_finished(root)
    # The branch is moved from where it was seen, or not at all.
    workspace = opened.workspace.as_of(opened.workspace.head())
    seen = foresee_votes(workspace, votes, today=today)
    if seen.seal != seal:
        raise ConflictError(
            Problem(
                code="changed-since-shown",
                message=say("something has changed since this was shown, so nothing was done"),
                hint=say("look at what it would do now, and say so again"),
            )
        )
    items = [(workspace.found(each.name, cwd=workspace.root), each.vote.value) for each in votes]
    done = _recorded(workspace, items, day, today=today, write=True)
    return VotesDone(
        votes=tuple(votes),
        titles=seen.titles,
        day=day,
        commits=done.commits,
        tags=_tags(done.adoptions),
        notices=tuple(dict.fromkeys((*opened.notices, *done.notices))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landed:
    adoptions: tuple[Adoption, ...]
    commits: tuple[str, ...]
    notices: tuple[Problem, ...]


def _recorded(
    workspace: Workspace,
    items: Sequence[tuple[UnreadAmendment, Deed]],
    day: datetime.date,
    *,
    today: datetime.date | None,
    write: bool,
) -> _Landed:
    """Land the votes in one update of the branch, or try all of it but the last step."""
    adopted = [found for found, deed in items if deed is Deed.ADOPTED]
    _require_standing(workspace, items, adopted)
    acts = tuple(
        plan_act(workspace, found, deed, day, today=today)
        for found, deed in items
        if deed is not Deed.ADOPTED
    )
    if not adopted:
        return _records_alone(workspace, acts, write=write)
    adoptions = apply_amendments(
        workspace, adopted, adopted=day, today=today, recorded=acts, write=write
    )
    told = (each for one in adoptions for each in (*one.notices, *one.otherwise))
    return _Landed(
        adoptions=adoptions, commits=adoptions[-1].update, notices=tuple(dict.fromkeys(told))
    )


def _records_alone(workspace: Workspace, acts: Sequence[Landing], *, write: bool) -> _Landed:
    first, *following = acts
    if not write:
        return _Landed(adoptions=(), commits=(), notices=())
    landed = land(workspace.git, replace(first, following=tuple(following)))
    return _Landed(adoptions=(), commits=landed.commits, notices=landed.notices)


def _require_standing(
    workspace: Workspace,
    items: Sequence[tuple[UnreadAmendment, Deed]],
    adopted: Sequence[UnreadAmendment],
) -> None:
    """Raise ConflictError for an item that cannot be adopted here.

    It falls with another one (``requires-rejected``), or is still being written (``draft-open``).
    """
    out = {found.name for found, deed in items if deed is not Deed.ADOPTED}
    for found in adopted:
        require_finished(workspace, found)
        parsed = workspace.read(found).parsed
        falls = [each for each in parsed.amendment.requires if each in out]
        if falls:
            problem = falls_with(parsed.amendment.name, falls[0])
            raise ConflictError(*parsed.located([problem]))


def _tags(adoptions: Sequence[Adoption]) -> tuple[str, ...]:
    return tuple(each.tag for each in adoptions if each.tag)


def _dues(
    workspace: Workspace, items: Sequence[tuple[UnreadAmendment, Deed]], language: str
) -> Iterator[str]:
    """The dates to remember of what is adopted, as the edition of a language says them."""
    edition = workspace.edition(language)
    for found, deed in items:
        if deed is Deed.ADOPTED:
            amendment = edition.read(found).parsed.amendment
            for due in due_dates(amendment):
                yield due_line(due, edition.config.style).strip()


def _said(workspace: Workspace, found: UnreadAmendment) -> tuple[str, datetime.date | None]:
    try:
        amendment = workspace.read(found).parsed.amendment
    except AmendtoolError:
        return "", None
    return amendment.title, amendment.adopted


def _sealed(
    workspace: Workspace, seen: ForeseenVotes, items: Sequence[tuple[UnreadAmendment, Deed]]
) -> ForeseenVotes:
    digest = hashlib.sha256()
    for part in _parts(workspace, seen, items):
        digest.update(len(part).to_bytes(8, "big") + part)
    return replace(seen, seal=digest.hexdigest())


def _parts(
    workspace: Workspace, seen: ForeseenVotes, items: Sequence[tuple[UnreadAmendment, Deed]]
) -> Iterator[bytes]:
    yield workspace.head().encode()
    yield settings_of(workspace.root)
    for found, deed in items:
        yield f"{found.name}\0{deed.value}".encode()
        yield found.data
    for each in seen.editions:
        yield each.language.encode()
        yield render(TABLE, each.table, "json")
        yield repr(each.changes).encode()
