"""Applying an amendment: every edition of the articles, in the same commits, into git."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from amendtool.errors import InputError, Place, Problem
from amendtool.repository.landing.recovery import recover
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.workflow.adopt import adopt
from amendtool.workflow.company_names import outdated_names
from amendtool.workflow.editions import propose_for_all, read_in_every_edition
from amendtool.workflow.life import day_of_adoption, refuse_decided, require_day
from amendtool.workflow.new import require_no_twin
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.proposal import refuse_applied
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
    if found.name is not None and found.name != completed:
        # Before its words are asked for: an edition may have come since.
        refuse_applied(workspace, found.name)
    sources = read_in_every_edition(workspace, found)
    name = sources[0].parsed.amendment.name
    applied = workspace.applied(name)
    if completed == name and applied is not None:
        # The run that was cut off had passed the commit point.
        return Adoption(name=name, commits=(applied.commit,), tag=applied.tag, completed=True)
    refuse_applied(workspace, name)
    require_no_twin(workspace, name)
    refuse_decided(workspace.acts().records.get(name), sources[0].path)
    sources = _adopted(sources, adopted, today, ask)
    with progress("reading the articles"):
        proposals = propose_for_all(workspace, sources, workspace.head())
    related, unread = related_changes(workspace, proposals)
    with progress("committing"):
        landed, notices = adopt(workspace, *proposals)
    return Adoption(
        name=name,
        commits=landed.commits,
        tag=landed.tag,
        notices=(
            *notices,
            *landed.notices,
            *outdated_names(workspace, *proposals),
            *unread,
            *to_follow(related),
        ),
        adopted=sources[0].parsed.amendment.adopted,
    )


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
                message="nobody has said when it was adopted",
                hint="write `adopted: YEAR-MONTH-DAY` into the file, the day of the vote, or give "
                f"it: amendtool apply {amendment.name} --adopted YEAR-MONTH-DAY",
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
