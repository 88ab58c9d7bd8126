"""Adopting an amendment into git: which files change, and what the commits and the tag say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amendtool.amendments.amendment import Amendment
from amendtool.articles.languages import language_of
from amendtool.articles.languages.language import CommitWords
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import due_dates
from amendtool.errors import Problem
from amendtool.repository.git import Git, hash_of
from amendtool.repository.landing.landing import Landed, Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.worktree import survey
from amendtool.repository.storage.folders import ARTICLES, FileChanges
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.proposal import Proposal, require_answered


def adopt(
    workspace: Workspace, proposal: Proposal, *further: Proposal
) -> tuple[Landed, tuple[Problem, ...]]:
    """Land the proposal in git: the renumbering, the text, the tag.

    ``further`` are the proposals of the other editions, which land in the same commits; the
    messages are in the words of the first.

    Gives what landed, and notices such as unrelated changes that were left alone. Raises
    RepositoryError or ConflictError with nothing written.
    """
    every = (proposal, *further)
    require_answered(*every)
    source, files = proposal.source, _merged([each.files for each in every])
    data = _as_stored(workspace.git, source, proposal.base)
    committed = workspace.git.read_file(proposal.base, source.path)
    writes = dict(files.writes)
    if committed != data:
        writes[source.path] = data
    standing = {path for each in every for path in each.present.contents}
    new = set(files.renames.values()) | set(files.writes) - standing
    if committed is None and not source.inside:
        new.add(source.path)
    ready = require_ready(
        workspace.git,
        paths=(ARTICLES,),
        new=new - set(files.renames),
        read={source.path: source.data} if source.inside else {},
    )
    amendment = proposal.amendment
    trailers = tuple(trailers_of(amendment, workspace.config.style))
    title = amendment.title or amendment.name
    landing = Landing(
        name=amendment.name,
        base=proposal.base,
        renames=files.renames,
        writes=writes,
        deletes=files.deletes,
        renaming=Message(
            subject=_words(proposal).renumbering.format(title),
            body=_words(proposal).renamed(len(files.renames)),
            trailers=trailers,
        )
        if files.renames
        else None,
        text=Message(subject=title, body=_summary(proposal), trailers=trailers)
        if writes or files.deletes
        else None,
        tag=amendment.name,
        tag_message=Message(subject=title, trailers=trailers),
    )
    return land(workspace.git, landing), ready.notices


def _as_stored(git: Git, source: AmendmentSource, base: str) -> bytes:
    """The amendment's file as git keeps it: with LF, unless its settings keep it as it is."""
    tidy = source.data.replace(b"\r\n", b"\n")
    if tidy == source.data or not source.inside:
        return tidy
    stored = survey(git, [source.path])[source.path].oid
    return source.data if stored == hash_of("blob", source.data, like=base) else tidy


def trailers_of(amendment: Amendment, style: DraftingStyle) -> Iterator[tuple[str, str]]:
    """The dates of law and the meeting: git's own dates cannot hold every date.

    ``Ends:`` stands once for each provision that is to go again, with its day or event.
    """
    fields: Mapping[str, object] = {
        "Amendment": amendment.name,
        "Meeting": amendment.meeting,
        "Resolved": amendment.resolved,
        "Adopted": amendment.adopted,
        "Effective": amendment.effective,
    }
    for name, value in fields.items():
        if value:
            yield name, str(value)
    for due in due_dates(amendment):
        if due.what == "delete":
            provision = due.provision.text(style) if due.provision else "new provision"
            told = (str(due.date) if due.date else "", due.when or "")
            yield "Ends", f"{provision}: {', '.join(part for part in told if part)}"


def _merged(changes: Sequence[FileChanges]) -> FileChanges:
    """The changes of several editions, which have no file in common."""
    return FileChanges(
        renames={old: new for each in changes for old, new in each.renames.items()},
        writes={path: data for each in changes for path, data in each.writes.items()},
        deletes=frozenset(path for each in changes for path in each.deletes),
    )


def _words(proposal: Proposal) -> CommitWords:
    return language_of(proposal.language).commits


def _summary(proposal: Proposal) -> str:
    meeting = proposal.amendment.meeting
    return _words(proposal).adopted.format(meeting) if meeting else ""
