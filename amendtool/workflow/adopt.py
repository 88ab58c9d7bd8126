"""Adopting an amendment into git: which files change, and what the commits and the tag say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.operations import Insert, Split
from amendtool.amendments.reasons import reason_problems
from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.languages import language_of
from amendtool.articles.languages.language import CommitWords
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import due_dates
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.repository.git import Git, hash_of
from amendtool.repository.landing.landing import Landed, Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.worktree import survey
from amendtool.repository.storage.folders import ARTICLES, FileChanges, Loaded, file_changes
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.base import require_base
from amendtool.workflow.every_edition import joined
from amendtool.workflow.references import ClauseFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An amendment against the articles of one commit."""

    source: AmendmentSource
    base: str
    present: Loaded
    application: Application
    files: FileChanges
    questions: tuple[Problem, ...]
    """References that need an answer before the amendment can be published or adopted."""

    @property
    def amendment(self) -> Amendment:
        """The amendment itself."""
        return self.source.parsed.amendment

    @property
    def language(self) -> str:
        """The language of the edition."""
        return self.source.parsed.language


def propose(workspace: Workspace, source: AmendmentSource, base: str) -> Proposal:
    """What the amendment makes of the articles in the commit ``base``, in one edition.

    Raises InputError or ConflictError with every mistake, each with file and line; first of
    all where its addresses name other clauses now than those that it was written against.
    """
    require_base(workspace, source, base)
    present = workspace.articles_at(base)
    style = workspace.config.style
    source, trouble = _with_leading_keys(workspace, source, base)
    try:
        application = _applied(present.charter, source.parsed.amendment, style)
    except AmendtoolError as error:
        raise type(error)(*source.parsed.located(error.problems)) from None
    if trouble is not None:
        raise trouble
    files = file_changes(present, application.proposed, style)
    return Proposal(
        source=source,
        base=base,
        present=present,
        application=application,
        files=files,
        questions=tuple(_questions(source, present, application)),
    )


def _applied(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
    """The proposed articles; those of an edition that no operation is for stay as they are."""
    if not amendment.operations:
        return Application(present=charter, proposed=charter, kept={}, origin={})
    return apply(charter, amendment, style)


def _with_leading_keys(
    workspace: Workspace, source: AmendmentSource, base: str
) -> tuple[AmendmentSource, AmendtoolError | None]:
    """The amendment with the keys that the leading edition suggests for new provisions.

    A key is made from the heading, and headings differ between languages. When the leading
    edition cannot be amended, its error is given back, for there is no key then.
    """
    operations = source.parsed.amendment.operations
    lacking = {
        source.parsed.position(index)
        for index, each in enumerate(operations)
        if (isinstance(each, Insert) and each.key is None and _has_key(each))
        or (isinstance(each, Split) and _lacks_keys(each))
    }
    if workspace.config.leads or not lacking:
        return source, None
    leading = workspace.edition(None)
    try:
        parsed = leading.read_amendment(
            source.data, source.parsed.file, name=source.parsed.amendment.name
        ).parsed
        charter = leading.articles_at(base).charter
        application = _applied(charter, parsed.amendment, leading.config.style)
    except AmendtoolError as error:
        return source, error
    there = {*charter.by_key(), *(chapter.key for chapter in charter.chapters)}
    keys = {
        parsed.position(index): key
        for key, acting in application.origin.items()
        if key not in there
        for index in acting
        if isinstance(made := parsed.amendment.operations[index], Insert) and _has_key(made)
    }
    named = tuple(
        replace(each, key=keys[position])
        if isinstance(each, Insert)
        and (position := source.parsed.position(index)) in lacking
        and position in keys
        else _with_keys_of(each, application.proposed)
        if isinstance(each, Split)
        else each
        for index, each in enumerate(operations)
    )
    amendment = replace(source.parsed.amendment, operations=named)
    return replace(source, parsed=replace(source.parsed, amendment=amendment)), None


def _has_key(insert: Insert) -> bool:
    return insert.target.level in ("article", "chapter", None)


def _lacks_keys(split: Split) -> bool:
    return any(part.key is None and part.at != split.heir for part in split.parts)


def _with_keys_of(split: Split, proposed: Charter) -> Split:
    """The split with the keys that its parts have in the leading edition."""
    parts = []
    for part in split.parts:
        made = find(proposed, part.at)
        if part.key is None and part.at != split.heir and isinstance(made, Article):
            part = replace(part, key=made.key)
        parts.append(part)
    return replace(split, parts=tuple(parts))


def _questions(
    source: AmendmentSource, present: Loaded, application: Application
) -> Iterator[Problem]:
    """The open questions, each where its reference stands or where new text is written."""
    files = ClauseFiles(present)
    for entry, problem in application.questions:
        if entry.home is not None:
            yield problem.at(files.place_of_words(entry.home, entry.before, entry.start))
        else:
            acting = application.origin.get(entry.standing.spot.key, frozenset({0}))
            placed = problem.at(Place(path=f"operations[{min(acting)}]"))
            yield from source.parsed.located([placed])


def reasons(proposal: Proposal, style: DraftingStyle) -> tuple[Problem, ...]:
    """Reasons that cite an article which the amendment does not touch, or by a wrong heading."""
    found = reason_problems(proposal.application, proposal.amendment, style)
    return proposal.source.parsed.located(found)


def questions(proposals: Sequence[Proposal]) -> tuple[Problem, ...]:
    """The open questions of all editions, each once."""
    if len(proposals) == 1:
        return proposals[0].questions
    return joined([(each.language, each.questions) for each in proposals])


def require_answered(*proposals: Proposal) -> None:
    """Raise InputError with every reference that the amendment has yet to decide about."""
    found = questions(proposals)
    if found:
        raise InputError(*found)


def refuse_applied(workspace: Workspace, name: str) -> None:
    """Raise ConflictError when the amendment is in force already."""
    tag = workspace.git.tag_of_amendment(name)
    if tag is not None:
        raise ConflictError(
            Problem(
                code="already-applied",
                message=f"the amendment {name!r} was applied already: tag {tag.name} on "
                f"{tag.commit[:12]}",
                hint=f"`amendtool log` shows the history; `amendtool table {name}` its table",
                place=Place(file=f"amendments/{name}.yaml"),
            )
        )


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
