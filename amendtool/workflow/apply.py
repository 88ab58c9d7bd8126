"""Applying amendments: every edition of the articles, in the same commits, into git."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.landing.landing import Landing
from amendtool.repository.landing.recovery import recover
from amendtool.repository.record import RecordedTable
from amendtool.repository.workspace import TREE, AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.adopt import PlannedAdoption, adopt, plan_adoption
from amendtool.workflow.company_names import outdated_names
from amendtool.workflow.editions.amendment import propose_for_all, read_in_every_edition
from amendtool.workflow.left_articles import LeftArticles
from amendtool.workflow.life import day_of_adoption, refuse_decided, require_day
from amendtool.workflow.meeting.items import require_once
from amendtool.workflow.meeting.requires import require_required
from amendtool.workflow.new import require_no_twin
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.proposal import Proposal, refuse_applied
from amendtool.workflow.related import related_changes, to_follow


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """An amendment as it is in git now, the oldest commit first.

    ``completed`` where a run that was cut off had brought it there, and nothing was left to do.
    """

    name: str
    commits: tuple[str, ...]
    tag: str | None
    completed: bool = False
    notices: tuple[Problem, ...] = ()
    adopted: datetime.date | None = None
    """The day of the vote."""
    otherwise: tuple[Problem, ...] = ()
    """What lands otherwise than it was noticed."""
    left: LeftArticles | None = None
    """The articles behind it."""
    update: tuple[str, ...] = ()
    """Every commit of the update that brought it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedWorkspace:
    """An articles repository in which no run stands cut off any more.

    ``completed`` is the amendment that is in force now because its run was finished.
    """

    workspace: Workspace
    completed: str | None
    notices: tuple[Problem, ...]


def open_finished(folder: Path) -> FinishedWorkspace:
    """The articles repository of ``folder``; a run that was cut off is finished or cleaned up.

    Raises RepositoryError where that cannot be done, and as :meth:`Workspace.open`.
    """
    workspace = Workspace.open(folder)
    recovered = recover(workspace.git)
    if recovered is None:
        return FinishedWorkspace(workspace=workspace, completed=None, notices=())
    return FinishedWorkspace(
        workspace=workspace,
        completed=recovered.name if recovered.commit is not None else None,
        notices=recovered.notices,
    )


def apply_amendment(
    workspace: Workspace,
    found: UnreadAmendment,
    *,
    completed: str | None = None,
    adopted: datetime.date | None = None,
    today: datetime.date | None = None,
    ask: Callable[[], datetime.date | None] = lambda: None,
    progress: Progress = silent,
) -> Adoption:
    """Adopt an amendment into git: the renumbering, the text, the tag; all of it or nothing.

    The day of the vote is that of the file, else ``adopted``, else what ``ask`` gives; without
    one it is refused (``adoption-missing``), and so is a day after ``today``.
    ``completed`` is the amendment that :func:`open_finished` has just finished. Raises
    InputError or ConflictError with every mistake and open question, in all editions, and
    RepositoryError, with nothing written.
    """
    (done,) = apply_amendments(
        workspace,
        [found],
        completed=completed,
        adopted=adopted,
        today=today,
        ask=ask,
        progress=progress,
    )
    return done


def apply_amendments(
    workspace: Workspace,
    items: Sequence[UnreadAmendment],
    *,
    completed: str | None = None,
    adopted: datetime.date | None = None,
    today: datetime.date | None = None,
    ask: Callable[[], datetime.date | None] = lambda: None,
    progress: Progress = silent,
    recorded: Sequence[Landing] = (),
    write: bool = True,
) -> tuple[Adoption, ...]:
    """Adopt the items of one meeting in their order: one update of the branch, all or none.

    Each says the numbers of the articles in force and is carried over to what the items before
    it leave; one with ``after: NAME`` stands on that item. Raises as :func:`apply_amendment`,
    and InputError (``item-twice``) for one that is named twice. ``recorded`` is what the same
    meeting decided about others: it lands in the same update. With ``write=False`` all of it is
    tried but the last step: nothing is written, and the adoptions have no commits.
    """
    fresh, workspace = workspace, workspace.with_head_held()
    finished = completed.split(" ") if completed is not None else []
    for found in items:
        if found.name is not None and found.name not in finished:
            # Before its words are asked for: an edition may have come since.
            refuse_applied(workspace, found.name)
    read = [read_in_every_edition(workspace, found) for found in items]
    names = [sources[0].parsed.amendment.name for sources in read]
    require_once(names)
    if set(names) <= set(finished) and all(map(workspace.is_applied, names)):
        # The run that was cut off had passed the commit point.
        return tuple(
            Adoption(name=name, commits=(applied.commit,), tag=applied.tag, completed=True)
            for name in names
            if (applied := workspace.applied(name)) is not None
        )
    for sources, name in zip(read, names, strict=True):
        refuse_applied(workspace, name)
        require_no_twin(workspace, name)
        refuse_decided(workspace.acts().records.get(name), sources[0].path)
        require_required(workspace, sources[0], names)
    day = _asked_once(ask)
    dated = [_adopted(sources, adopted, today, day) for sources in read]
    with progress(say("reading the articles")):
        tables, otherwise = _as_noticed(workspace, dated)
        every, planned, ahead = _one_behind_the_other(workspace, dated, tables)
    told = [_told_of(workspace, proposals) for proposals in every]
    with progress(say("committing")):
        # What lands asks for HEAD anew under its lock, and refuses a plan of another commit.
        landed, notices = adopt(fresh, planned, recorded=recorded, write=write)
    return tuple(
        Adoption(
            name=name,
            commits=landed.each.get(name, ()),
            tag=plan.landing.tag,
            notices=(*((*notices, *landed.notices) if name == names[0] else ()), *own),
            otherwise=otherwise.get(name, ()),
            adopted=sources[0].parsed.amendment.adopted,
            left=LeftArticles(workspace=replace(ahead, git=fresh.git), tree=plan.tree),
            update=landed.commits,
        )
        for name, plan, own, sources in zip(names, planned, told, dated, strict=True)
    )


def _as_noticed(
    workspace: Workspace, items: Sequence[Sequence[AmendmentSource]]
) -> tuple[Mapping[str, tuple[RecordedTable, ...]], Mapping[str, tuple[Problem, ...]]]:
    """The tables of what lands, of items that were noticed, and where they are others."""
    records = workspace.acts().records
    notices = [
        record.noticed
        for sources in items
        if (record := records.get(sources[0].parsed.amendment.name)) is not None
    ]
    if not any(each is not None and each.tables for each in notices):
        return {}, {}
    # Few amendments have a notice on record, and this compares the items of a meeting.
    from amendtool.workflow.meeting.noticed import differing, landing_tables

    tables = landing_tables(workspace, items)
    data = {sources[0].parsed.amendment.name: sources[0].data for sources in items}
    return tables, {
        name: differing(workspace, records[name], landed, data[name])
        for name, landed in tables.items()
    }


def _one_behind_the_other(
    workspace: Workspace,
    items: Sequence[Sequence[AmendmentSource]],
    tables: Mapping[str, tuple[RecordedTable, ...]],
) -> tuple[list[tuple[Proposal, ...]], list[PlannedAdoption], Workspace]:
    """The proposals of each item for what the items before it leave, and how they land.

    And the workspace that has all these articles at hand.
    """
    every: list[tuple[Proposal, ...]] = []
    planned: list[PlannedAdoption] = []
    # Landing lists all files of this commit, so it is done at once, and serves every other look.
    workspace.git.tree(workspace.head())
    for sources in items:
        name = sources[0].parsed.amendment.name
        behind = planned[-1] if planned else None
        base = workspace.head() if behind is None else f"{TREE}{behind.tree}"
        proposals = propose_for_all(workspace, sources, base)
        every.append(proposals)
        planned.append(plan_adoption(workspace, proposals, behind, tables.get(name, ())))
        workspace = workspace.with_ahead(name, planned[-1].tree, planned[-1].files)
    return every, planned, workspace


def _told_of(workspace: Workspace, proposals: tuple[Proposal, ...]) -> tuple[Problem, ...]:
    """What does not stop an amendment, and whoever adopts it should know."""
    related, unread = related_changes(workspace, proposals)
    return (*outdated_names(workspace, *proposals), *unread, *to_follow(related))


def _asked_once(ask: Callable[[], datetime.date | None]) -> Callable[[], datetime.date | None]:
    """The items of one meeting are voted on on one day, which is asked for once."""
    answered: list[datetime.date | None] = []

    def asked() -> datetime.date | None:
        if not answered:
            answered.append(ask())
        return answered[0]

    return asked


def _adopted(
    sources: tuple[AmendmentSource, ...],
    given: datetime.date | None,
    today: datetime.date | None,
    ask: Callable[[], datetime.date | None],
) -> tuple[AmendmentSource, ...]:
    """The amendment with the day on which it was adopted; the file stays as it is."""
    leading = sources[0]
    file, amendment = leading.parsed.file, leading.parsed.amendment
    day = day_of_adoption(amendment, given, file) or day_of_adoption(amendment, ask(), file)
    if day is None:
        raise InputError(
            Problem(
                code="adoption-missing",
                message=say("nobody has said when it was adopted"),
                hint=say(
                    "write `adopted: YEAR-MONTH-DAY` into the file, the day of the vote, or "
                    "give it: amendtool apply {name} --adopted YEAR-MONTH-DAY",
                    name=amendment.name,
                ),
                place=Place(file=file, path="adopted"),
            )
        )
    require_day(day, today, "adopted")
    return tuple(
        replace(
            each,
            parsed=replace(each.parsed, amendment=replace(each.parsed.amendment, adopted=day)),
        )
        for each in sources
    )
