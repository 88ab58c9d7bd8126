"""The whole articles as a document: clean, or with the changes of an amendment tracked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from amendtool.amendments.amendment import Amendment
from amendtool.errors import AmendtoolError
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export, Revision
from amendtool.render.charter.tracked import make_tracked
from amendtool.repository.history import read_history
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, AmendmentSource, Workspace
from amendtool.workflow.company_names import named_at
from amendtool.workflow.present_proposed import present_and_proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanExport:
    """The articles of a commit as a document, and the amendments that they have been through."""

    export: Export
    commit: str
    articles: int
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedExport:
    """The articles with the changes of an amendment: ``lines`` is how many of them change."""

    export: Export
    amendment: Amendment
    lines: int

    def dated(self, moment: datetime.datetime | None) -> TrackedExport:
        """The changes with their date: the day of adoption, or else ``moment``."""
        adopted = self.amendment.adopted
        if adopted is not None:
            moment = datetime.datetime.combine(adopted, datetime.time(tzinfo=datetime.UTC))
        return replace(self, export=replace(self.export, changed=moment))


def export_articles(
    workspace: Workspace, revision: str | None = None, *, with_revisions: bool = True
) -> CleanExport:
    """The articles at HEAD or at a revision; its names are those that the company had then.

    Raises InputError for an unknown revision, RepositoryError when there is no commit yet.
    """
    commit = workspace.git.resolve(revision) if revision else workspace.head()
    charter = workspace.articles_at(commit).charter
    revisions = tuple(_revisions(workspace, commit)) if with_revisions else ()
    config = named_at(workspace, commit) if revision else workspace.config
    export = make_export(
        charter,
        style=config.style,
        house=config.house,
        title=config.title,
        revisions=revisions,
    )
    count = sum(1 for _ in charter.every_article())
    return CleanExport(export=export, commit=commit, articles=count, revisions=revisions)


def export_changes(
    workspace: Workspace, source: AmendmentSource, *, author: str | None = None
) -> TrackedExport:
    """The articles with what an amendment changes, as tracked changes; not dated yet.

    Their ``author`` is by default the company, or else the amendment. Raises InputError or
    ConflictError with every mistake and open question.
    """
    sides = present_and_proposed(workspace, source)
    config = workspace.config if sides.base is None else named_at(workspace, sides.base)
    amendment = sides.source.parsed.amendment
    export = make_tracked(
        sides.present,
        sides.proposed,
        style=config.style,
        house=config.house,
        title=config.title,
        kept=sides.kept,
    )
    return TrackedExport(
        export=replace(export, author=author or workspace.config.company or amendment.name),
        amendment=amendment,
        lines=sum(line.is_changed for line in export.lines),
    )


def _revisions(workspace: Workspace, commit: str) -> Iterator[Revision]:
    """The amendments that the articles at ``commit`` have been through, the oldest first.

    Those alone that are in force there: one that was reverted is none of them.
    """
    acts = workspace.acts(commit)
    messages = {
        each.commit: each for each in read_history(workspace.git, commit, (ARTICLES, AMENDMENTS))
    }
    for at in sorted(acts.applied.values(), key=lambda each: each.order):
        message = messages.get(at.commit)
        told = dict(message.trailers) if message is not None else {}
        own = message is not None and told.get("Amendment") == at.name
        title, meeting = (message.subject if own and message else at.name), told.get("Meeting", "")
        adopted, effective = told.get("Adopted", ""), told.get("Effective", "")
        if not own:
            # A squash has a message of its own; the file says what the trailers said.
            title, meeting, adopted, effective = _said(workspace, at.commit, at.name)
        elif not workspace.config.leads:
            words = _words(workspace, at.commit, at.name)
            title, meeting = words or (title, meeting)
        yield Revision(
            name=at.name, title=title, meeting=meeting, adopted=adopted, effective=effective
        )


def _said(workspace: Workspace, commit: str, name: str) -> tuple[str, str, str, str]:
    """The title, the meeting and the dates in the file of an amendment."""
    try:
        amendment = workspace.amendment_at(commit, name).parsed.amendment
    except AmendtoolError:
        return name, "", "", ""
    return (
        amendment.title or amendment.name,
        amendment.meeting,
        str(amendment.adopted or ""),
        str(amendment.effective or ""),
    )


def _words(workspace: Workspace, commit: str, name: str) -> tuple[str, str] | None:
    """The title and the meeting in the language of a further edition.

    The commits are in the words of the leading edition; None where the amendment, which may be
    older than this edition, has no others.
    """
    try:
        amendment = workspace.amendment_at(commit, name).parsed.amendment
    except AmendtoolError:
        return None
    return amendment.title or amendment.name, amendment.meeting
