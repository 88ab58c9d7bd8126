"""The log: which amendments changed the articles, or one clause, and under which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Chapter
from amendtool.articles.keys import same_key
from amendtool.errors import AmendtoolError
from amendtool.repository.history import (
    ClauseChange,
    HistoryEntry,
    by_amendment,
    of_edition,
    read_history,
)
from amendtool.repository.workspace import Workspace
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.provisions import locate


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesLog:
    """The amendments and other commits, the newest first.

    ``key`` is that of the clause asked for, if one was; then only what changed it is here.
    """

    entries: tuple[HistoryEntry, ...]
    key: str | None = None

    def changes(self, entry: HistoryEntry) -> tuple[ClauseChange, ...]:
        """What an entry changed of what was asked for."""
        return tuple(change for change in entry.changes if self.key in (None, change.key))


def log(
    workspace: Workspace,
    provision: str | None = None,
    *,
    language: str | None = None,
    progress: Progress = silent,
) -> ArticlesLog:
    """The history of the articles, or of one provision; of one edition where it is named.

    ``provision`` is an address in the present numbering or the key of an article or chapter,
    also of one that was deleted since. Raises InputError when there is none like it.
    """
    style = workspace.config.style
    with progress("reading the history"):
        history = read_history(workspace.git)
        if language is not None:
            history = of_edition(history, language, leading=workspace.config.leads)
        found = by_amendment(history, in_chapters=style.numbered_in_chapters)
        entries = tuple(_named(workspace, each) for each in found)
    if provision is None:
        return ArticlesLog(entries=entries)
    key = _key(provision, workspace, entries)
    own = tuple(each for each in entries if any(change.key == key for change in each.changes))
    return ArticlesLog(entries=own, key=key)


def _named(workspace: Workspace, entry: HistoryEntry) -> HistoryEntry:
    """The entry with the amendments that its commit brought, where no trailer names them.

    A squash has a message of its own; the records that it brings tell what it is.
    """
    if entry.amendment is not None or workspace.git.head().oid is None:
        return entry
    brought = sorted(
        (at for at in workspace.acts().applied.values() if at.commit in entry.commits),
        key=lambda at: at.order,
    )
    if not brought:
        return entry
    named = replace(entry, amendment=", ".join(at.name for at in brought))
    if len(brought) > 1:
        return named
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
