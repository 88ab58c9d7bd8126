"""The log: which amendments changed the articles, or one clause, and under which numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Chapter
from amendtool.articles.keys import same_key
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import say
from amendtool.repository.history import (
    ClauseChange,
    Commit,
    HistoryEntry,
    by_amendment,
    of_edition,
    read_history,
)
from amendtool.repository.record import expiry_trailers
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.provisions import locate


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesLog:
    """The amendments and other commits, the newest first.

    ``key`` is that of the clause asked for, if one was; then only what changed it is here.
    """

    entries: tuple[HistoryEntry, ...]
    key: str | None = None
    notices: tuple[Problem, ...] = ()
    """What is to be said of the articles on a day."""

    def changes(self, entry: HistoryEntry) -> tuple[ClauseChange, ...]:
        """What an entry changed of what was asked for."""
        return tuple(change for change in entry.changes if self.key in (None, change.key))


def _cut_off(workspace: Workspace, history: Sequence[Commit]) -> Iterator[Problem]:
    """A note where this clone does not reach back: its first commit seems to bring everything."""
    if workspace.git.is_shallow and history:
        yield Problem(
            code="history-cut",
            message=say(
                "this clone holds a part of the history alone: what came before the commit "
                "{commit} is told as if that commit had brought it",
                commit=history[-1].commit[:12],
            ),
            hint=say("fetch the rest: git fetch --unshallow"),
            severity="note",
        )


def log(
    workspace: Workspace,
    provision: str | None = None,
    *,
    language: str | None = None,
    on: datetime.date | None = None,
    as_of: str | None = None,
    progress: Progress = silent,
) -> ArticlesLog:
    """The history of the articles, or of one provision; of one edition where it is named.

    ``provision`` is an address in the present numbering or the key of an article or chapter,
    also of one that was deleted since. ``on`` a day it is the history of the articles in force
    then, ``as_of`` a revision as it was known. Raises InputError when there is none like it, for
    a day as :meth:`~amendtool.workflow.in_force.on_day.Days.on` does.
    """
    notices: tuple[Problem, ...] = ()
    if on is not None:
        # What applies amendments is loaded for a day alone.
        from amendtool.workflow.in_force.on_day import Days

        articles = Days(workspace, as_of).on(on)
        as_of, notices = articles.state.commit, articles.notices
    workspace = workspace.as_of(as_of)
    style = workspace.config.style
    with progress(say("reading the history")):
        commit = workspace.seen_from or "HEAD"
        history = read_history(workspace.git, commit)
        if history:
            workspace.git.require_true_commits(commit)
        if language is not None:
            history = of_edition(history, language, leading=workspace.config.leads)
        found = by_amendment(history, in_chapters=style.numbered_in_chapters)
        entries = tuple(_named(workspace, each) for each in found)
    notices = (*notices, *_cut_off(workspace, history))
    if provision is None:
        return ArticlesLog(entries=entries, notices=notices)
    key = _key(provision, workspace, entries)
    own = tuple(each for each in entries if any(change.key == key for change in each.changes))
    return ArticlesLog(entries=own, key=key, notices=notices)


def _named(workspace: Workspace, entry: HistoryEntry) -> HistoryEntry:
    """The entry with the amendments that its commit brought, where no trailer names them.

    A squash has a message of its own; the records that it brings tell what it is.
    """
    told = dict(entry.trailers)
    if entry.amendment is not None or "Expiry" in told or workspace.git.head().oid is None:
        return entry
    acts = workspace.acts()
    ended = [at for at in acts.expiries.values() if at.commit in entry.commits]
    trailers = tuple(
        pair
        for at in sorted(ended, key=lambda at: at.order)
        if at.record is not None and at.record.expired is not None
        for pair in expiry_trailers(at.name, at.record.expired)
    )
    brought = sorted(
        (at for at in acts.applied.values() if at.commit in entry.commits),
        key=lambda at: at.order,
    )
    if not brought:
        return replace(entry, trailers=(*entry.trailers, *trailers)) if trailers else entry
    named = replace(entry, amendment=", ".join(at.name for at in brought))
    if len(brought) > 1 or trailers:
        return replace(named, trailers=(*named.trailers, *trailers)) if trailers else named
    try:
        amendment = workspace.amendment_at(brought[0].commit, brought[0].name).parsed.amendment
    except AmendtoolError:
        return named
    # Few histories hold a squash, and this asks what an amendment is.
    from amendtool.workflow.trailers import trailers_of

    return replace(named, trailers=tuple(trailers_of(amendment, workspace.config.style)))


def _key(provision: str, workspace: Workspace, entries: Sequence[HistoryEntry]) -> str:
    for entry in entries:
        for change in entry.changes:
            if same_key(change.key, provision):
                return change.key
    charter = workspace.articles_at(workspace.head()).charter
    address = locate(provision, charter, workspace.config.style, workspace.config.styles)
    while not isinstance(found := find(charter, address), Article | Chapter):
        address = address.parent
    return found.key
