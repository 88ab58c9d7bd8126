"""Adopting amendments into git: which files change, and what the commits and the tags say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool import __version__
from amendtool.articles.addresses import canonical
from amendtool.articles.languages import language_of
from amendtool.articles.languages.language import CommitWords
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import ConflictError, Place, Problem
from amendtool.messages import say
from amendtool.repository.git import Git, TreeEntry, hash_of, tree_of
from amendtool.repository.landing.landing import Landed, Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.stages import files_after
from amendtool.repository.landing.worktree import survey
from amendtool.repository.record import (
    Act,
    Deed,
    Record,
    RecordedRewrite,
    RecordedTable,
    RecordedText,
    record_path,
    write_record,
)
from amendtool.repository.storage.folders import ARTICLES, FileChanges, changed_files
from amendtool.repository.workspace import (
    AmendmentSource,
    UnreadAmendment,
    Workspace,
    nth_name,
)
from amendtool.values import dataclass
from amendtool.workflow.base import tree_at
from amendtool.workflow.proposal import Proposal, require_answered
from amendtool.workflow.rebase import rebased_text
from amendtool.workflow.trailers import trailers_of

if TYPE_CHECKING:
    from amendtool.amendments.apply.apply import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAdoption:
    """What adopting one amendment writes, and the articles that it leaves.

    ``new`` are the files outside of the articles that it makes, ``read`` those in the work
    tree that have to be as they were read.
    """

    landing: Landing
    after: Mapping[str, TreeEntry]
    tree: str
    files: Mapping[str, bytes]
    new: frozenset[str]
    read: Mapping[str, bytes]


def adopt(
    workspace: Workspace,
    planned: Sequence[PlannedAdoption],
    *,
    recorded: Sequence[Landing] = (),
    write: bool = True,
) -> tuple[Landed, tuple[Problem, ...]]:
    """Land amendments in git, each on what the one before it leaves: in one update, or none.

    ``recorded`` are records of what became of others, which land in front of them in the same
    update. With ``write=False`` it is looked whether they could land, and nothing is written.

    Gives what landed, and notices such as unrelated changes that were left alone. Raises
    RepositoryError or ConflictError with nothing written.
    """
    first, *following = (each.landing for each in planned)
    head = first.base or ""
    standing = workspace.git.tree(head, ARTICLES)
    new = {path for path in planned[-1].after if path not in standing}
    ready = require_ready(
        workspace.git,
        paths=(ARTICLES,),
        new=new.union(*(each.new for each in planned)),
        read={path: data for each in planned for path, data in each.read.items()},
        name=first.name,
        base=first.base,
        tag=first.name,
    )
    if not write:
        return Landed(commits=(), tag=None), ready.notices
    whole = (*recorded, first, *following)
    return land(workspace.git, replace(whole[0], following=whole[1:])), ready.notices


def plan_adoption(
    workspace: Workspace,
    every: Sequence[Proposal],
    behind: PlannedAdoption | None = None,
    tables: tuple[RecordedTable, ...] = (),
) -> PlannedAdoption:
    """What lands with the proposals of all editions of an amendment; nothing is written.

    ``tables`` are those of what lands, for the record of one that was noticed.

    The messages are in the words of the first. The proposals are for the articles in a commit,
    or for those that the adoption ``behind`` which this one lands leaves. Raises
    InputError for open questions, ConflictError (``rebase-first``, ``rebase-by-hand``) where
    its file cannot say its numbers.
    """
    require_answered(*every)
    proposal = every[0]
    # Not where the branch is now: another run may have moved it since this was proposed.
    head = (behind.landing.base if behind is not None else None) or proposal.base
    amendment = proposal.amendment
    source, files = proposal.source, _merged([each.files for each in every])
    data = _as_stored(workspace.git, _in_its_numbers(workspace, every, head), head)
    committed = workspace.git.read_file(head, source.path)
    writes = dict(files.writes)
    if committed != data:
        writes[source.path] = data
    new: set[str] = set()
    if committed is None and not source.inside:
        new.add(source.path)
    if amendment.name not in workspace.acts().records:
        new.add(record_path(amendment.name))
    trailers = tuple(trailers_of(amendment, workspace.config.style))
    title = amendment.title or amendment.name
    nth = len(workspace.tags_of(amendment.name)) + 1
    landing = Landing(
        name=amendment.name,
        base=head,
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
    before = workspace.git.tree(head, ARTICLES) if behind is None else behind.after
    _, after = files_after(landing, before, head)
    after = {path: entry for path, entry in after.items() if path.startswith(f"{ARTICLES}/")}
    record = write_record(_recorded(workspace, before, after, every, data, head, tables))
    return PlannedAdoption(
        landing=replace(landing, writes={**writes, record_path(amendment.name): record}),
        after=after,
        tree=tree_of(after, ARTICLES, like=head) or "",
        files=changed_files(workspace.files_at(proposal.base), files),
        new=frozenset(new),
        read={source.path: source.data} if source.inside else {},
    )


def _recorded(
    workspace: Workspace,
    before: Mapping[str, TreeEntry],
    after: Mapping[str, TreeEntry],
    every: Sequence[Proposal],
    data: bytes,
    like: str,
    tables: tuple[RecordedTable, ...],
) -> Record:
    """The record of the amendment with its adoption, which brings the articles to ``after``."""
    amendment = every[0].amendment
    known = workspace.acts().records.get(amendment.name, Record(name=amendment.name))
    return known.then(
        Act(
            deed=Deed.ADOPTED,
            day=amendment.adopted,
            base=tree_of(before, ARTICLES, like=like),
            result=tree_of(after, ARTICLES, like=like),
            file=hash_of("blob", data, like=like),
            tool=__version__,
            rewrites=tuple(_rewrites(workspace, every)),
            tables=tables,
            restated=tuple(_restated(every)),
            pattern=amendment.pattern or "",
        )
    )


def _restated(every: Sequence[Proposal]) -> Iterator[RecordedText]:
    """What the articles of restated texts were taken for, in the order of the file."""
    found: dict[int, RecordedText] = {}
    for proposal in every:
        for each in proposal.application.restatements:
            position = proposal.source.parsed.position(each.operation)
            found.setdefault(position, RecordedText(operation=position, keys=each.keys))
    yield from (found[position] for position in sorted(found))


def _rewrites(workspace: Workspace, every: Sequence[Proposal]) -> Iterator[RecordedRewrite]:
    """The citations that follow: the record keeps them, whatever the rules are later."""
    for proposal in every:
        style = workspace.config.edition(proposal.language).style
        edition = proposal.language if len(every) > 1 else None
        yield from recorded_rewrites(proposal.application, style, edition)


def recorded_rewrites(
    application: Application, style: DraftingStyle, edition: str | None
) -> Iterator[RecordedRewrite]:
    """The citations that follow what was applied to the articles, of one ``edition`` of several."""
    articles = application.proposed.by_key()
    for entry in application.ledger:
        if entry.before != entry.after:
            key = entry.standing.spot.key
            texts = [standing for standing, _ in texts_of(articles[key])]
            yield RecordedRewrite(
                place=canonical(entry.address, style),
                before=entry.before,
                after=entry.after,
                at=f"{key} {texts.index(entry.standing)}:{entry.start}",
                edition=edition,
            )


def _in_its_numbers(workspace: Workspace, every: Sequence[Proposal], head: str) -> AmendmentSource:
    """The file with the numbers of the articles that it amends, whatever it was written against.

    So what is adopted says itself what was adopted. Raises ConflictError (``rebase-by-hand``).
    """
    source = every[0].source
    if not any(each.bound.is_moved for each in every):
        return source
    git = workspace.git
    if source.inside and git.read_file(head, source.path) != _as_stored(git, source, head):
        name = source.parsed.amendment.name
        raise ConflictError(
            Problem(
                code="rebase-first",
                message=say(
                    "the numbers in this file are others today, and it is not committed as "
                    "it is: it would be overwritten"
                ),
                hint=say(
                    "let it say them first: `amendtool rebase {name}`; then apply it", name=name
                ),
                place=Place(file=source.path),
            )
        )
    found = UnreadAmendment(
        data=source.data,
        shown=source.parsed.file,
        name=source.parsed.amendment.name,
        inside=source.inside,
    )
    tree = tree_at(workspace, every[0].base)
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
    amendment, words = proposal.amendment, _words(proposal)
    body = words.bodies.get(amendment.adopted_by, "")
    joint = language_of(proposal.language).list_joint
    told = joint.join(each for each in (body, amendment.meeting) if each)
    return words.adopted.format(told) if told else ""
