"""Adopting an amendment into git: which files change, and what the commits and the tag say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amendtool.amendments.applying import Application, apply
from amendtool.amendments.operations import Amendment
from amendtool.amendments.reasons import reason_problems
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import due_dates
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.repository.citations import Files
from amendtool.repository.folders import ARTICLES, FileChanges, Loaded, file_changes
from amendtool.repository.git import Git, hash_of
from amendtool.repository.landing import Landed, Landing, Message, land
from amendtool.repository.preconditions import require_ready
from amendtool.repository.workspace import Source, Workspace
from amendtool.repository.worktree import survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An amendment against the articles of one commit."""

    source: Source
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


def propose(workspace: Workspace, source: Source, base: str) -> Proposal:
    """What the amendment makes of the articles in the commit ``base``.

    Raises InputError or ConflictError with every mistake, each with file and line.
    """
    present = workspace.articles_at(base)
    style = workspace.config.style
    try:
        application = apply(present.charter, source.parsed.amendment, style)
    except AmendtoolError as error:
        raise type(error)(*source.parsed.located(error.problems)) from None
    files = file_changes(present, application.proposed, style)
    return Proposal(
        source=source,
        base=base,
        present=present,
        application=application,
        files=files,
        questions=tuple(_questions(source, present, application)),
    )


def _questions(source: Source, present: Loaded, application: Application) -> Iterator[Problem]:
    """The open questions, each where its reference stands or where new text is written."""
    files = Files(present)
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


def require_answered(proposal: Proposal) -> None:
    """Raise InputError with every reference that the amendment has yet to decide about."""
    if proposal.questions:
        raise InputError(*proposal.questions)


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


def adopt(workspace: Workspace, proposal: Proposal) -> tuple[Landed, tuple[Problem, ...]]:
    """Land the proposal in git: the renumbering, the text, the tag.

    Gives what landed, and notices such as unrelated changes that were left alone. Raises
    RepositoryError or ConflictError with nothing written.
    """
    require_answered(proposal)
    source, files = proposal.source, proposal.files
    data = _as_stored(workspace.git, source, proposal.base)
    committed = workspace.git.read_file(proposal.base, source.path)
    writes = dict(files.writes)
    if committed != data:
        writes[source.path] = data
    new = set(files.renames.values()) | set(files.writes) - set(proposal.present.contents)
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
            subject=f"{title}: renumbering",
            body=_renumbering(proposal),
            trailers=trailers,
        )
        if files.renames
        else None,
        text=Message(subject=title, body=_summary(amendment), trailers=trailers)
        if writes or files.deletes
        else None,
        tag=amendment.name,
        tag_message=Message(subject=title, trailers=trailers),
    )
    return land(workspace.git, landing), ready.notices


def _as_stored(git: Git, source: Source, base: str) -> bytes:
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


def _renumbering(proposal: Proposal) -> str:
    count = len(proposal.files.renames)
    files = "file is" if count == 1 else "files are"
    return (
        f"{count} {files} renamed and nothing else, so that the history of\n"
        "each clause goes on under its new number. The text follows."
    )


def _summary(amendment: Amendment) -> str:
    return f"Adopted by: {amendment.meeting}" if amendment.meeting else ""
