"""The log: which amendments changed the articles, or one clause, and under which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Chapter
from amendtool.articles.keys import same_key
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
        entries = by_amendment(history, in_chapters=style.numbered_in_chapters)
    if provision is None:
        return ArticlesLog(entries=entries)
    key = _key(provision, workspace, entries)
    own = tuple(each for each in entries if any(change.key == key for change in each.changes))
    return ArticlesLog(entries=own, key=key)


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
