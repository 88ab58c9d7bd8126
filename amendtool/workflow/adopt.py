"""Adopting an amendment into git: which files change, and what the commits and the tag say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool import __version__
from amendtool.articles.addresses import canonical
from amendtool.articles.languages import language_of
from amendtool.articles.languages.language import CommitWords
from amendtool.articles.references.text_location import texts_of
from amendtool.errors import ConflictError, Place, Problem
from amendtool.repository.git import Git, hash_of, tree_of
from amendtool.repository.landing.landing import Landed, Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.stages import files_after
from amendtool.repository.landing.worktree import survey
from amendtool.repository.record import (
    Act,
    Deed,
    Record,
    RecordedRewrite,
    record_path,
    write_record,
)
from amendtool.repository.storage.folders import ARTICLES, FileChanges
from amendtool.repository.workspace import (
    AmendmentSource,
    UnreadAmendment,
    Workspace,
    nth_name,
)
from amendtool.workflow.proposal import Proposal, require_answered
from amendtool.workflow.rebase import rebased_text
from amendtool.workflow.trailers import trailers_of


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
    amendment = proposal.amendment
    source, files = proposal.source, _merged([each.files for each in every])
    data = _as_stored(workspace.git, _in_its_numbers(workspace, every), proposal.base)
    committed = workspace.git.read_file(proposal.base, source.path)
    writes = dict(files.writes)
    if committed != data:
        writes[source.path] = data
    standing = {path for each in every for path in each.present.contents}
    new = set(files.renames.values()) | set(files.writes) - standing
    if committed is None and not source.inside:
        new.add(source.path)
    if amendment.name not in workspace.acts().records:
        new.add(record_path(amendment.name))
    ready = require_ready(
        workspace.git,
        paths=(ARTICLES,),
        new=new - set(files.renames),
        read={source.path: source.data} if source.inside else {},
        name=proposal.amendment.name,
        base=proposal.base,
        tag=proposal.amendment.name,
    )
    trailers = tuple(trailers_of(amendment, workspace.config.style))
    title = amendment.title or amendment.name
    nth = len(workspace.tags_of(amendment.name)) + 1
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
        text=Message(subject=title, body=_summary(proposal), trailers=trailers),
        tag=nth_name(amendment.name, nth),
        tag_message=Message(subject=title, trailers=trailers),
    )
    record = write_record(_recorded(workspace, landing, every, data))
    landing = replace(landing, writes={**writes, record_path(amendment.name): record})
    return land(workspace.git, landing), ready.notices


def _recorded(
    workspace: Workspace, landing: Landing, every: Sequence[Proposal], data: bytes
) -> Record:
    """The record of the amendment with its adoption, as the landing brings it about."""
    git, base = workspace.git, every[0].base
    before = git.tree(base, ARTICLES)
    _, after = files_after(landing, before, base)
    amendment = every[0].amendment
    known = workspace.acts().records.get(amendment.name, Record(name=amendment.name))
    return known.then(
        Act(
            deed=Deed.ADOPTED,
            day=amendment.adopted,
            base=tree_of(before, ARTICLES, like=base),
            result=tree_of(after, ARTICLES, like=base),
            file=hash_of("blob", data, like=base),
            tool=__version__,
            rewrites=tuple(_rewrites(workspace, every)),
        )
    )


def _rewrites(workspace: Workspace, every: Sequence[Proposal]) -> Iterator[RecordedRewrite]:
    """The citations that follow: the record keeps them, whatever the rules are later."""
    for proposal in every:
        style = workspace.config.edition(proposal.language).style
        articles = proposal.application.proposed.by_key()
        for entry in proposal.application.ledger:
            if entry.before != entry.after:
                key = entry.standing.spot.key
                texts = [standing for standing, _ in texts_of(articles[key])]
                yield RecordedRewrite(
                    place=canonical(entry.address, style),
                    before=entry.before,
                    after=entry.after,
                    at=f"{key} {texts.index(entry.standing)}:{entry.start}",
                    edition=proposal.language if len(every) > 1 else None,
                )


def _in_its_numbers(workspace: Workspace, every: Sequence[Proposal]) -> AmendmentSource:
    """The file with the numbers of the articles that it amends, whatever it was written against.

    So what is adopted says itself what was adopted. Raises ConflictError (``rebase-by-hand``).
    """
    source = every[0].source
    if not any(each.bound.is_moved for each in every):
        return source
    base, git = every[0].base, workspace.git
    if source.inside and git.read_file(base, source.path) != _as_stored(git, source, base):
        name = source.parsed.amendment.name
        raise ConflictError(
            Problem(
                code="rebase-first",
                message="the numbers in this file are others today, and it is not committed as it "
                "is: it would be overwritten",
                hint=f"let it say them first: `amendtool rebase {name}`; then apply it",
                place=Place(file=source.path),
            )
        )
    found = UnreadAmendment(
        data=source.data,
        shown=source.parsed.file,
        name=source.parsed.amendment.name,
        inside=source.inside,
    )
    tree = workspace.git.tree_id(every[0].base, ARTICLES)
    marked = {} if tree is None else {"written_against": tree}
    text = rebased_text(workspace, found, [each.bound for each in every], marked)
    return replace(source, data=text.encode("utf-8"))


def _as_stored(git: Git, source: AmendmentSource, base: str) -> bytes:
    """The amendment's file as git keeps it: with LF, unless its settings keep it as it is."""
    tidy = source.data.replace(b"\r\n", b"\n")
    if tidy == source.data or not source.inside:
        return tidy
    stored = survey(git, [source.path])[source.path].oid
    return source.data if stored == hash_of("blob", source.data, like=base) else tidy


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
