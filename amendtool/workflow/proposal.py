"""An amendment against the articles of a commit: what it makes of them, and what it leaves open.

Every verb that reads an amendment comes through here; nothing of it writes. What applies an
amendment is loaded when one is applied: it is a third of a verb's start, and what is found before
(an amendment that is in force already, a mistake in its file) should be said at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.storage.folders import FileChanges, Loaded
from amendtool.repository.storage.proof import proven_changes
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import Bound, bound
from amendtool.workflow.editions.each import joined

if TYPE_CHECKING:
    from amendtool.amendments.amendment import Amendment
    from amendtool.amendments.apply.apply import Application
    from amendtool.amendments.file.read import AmendmentFile
    from amendtool.amendments.operations import Insert, Split


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
    bound: Bound
    """How its file was read: ``source`` says it in the numbers of these articles."""

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
    read = bound(workspace, source, base)
    source = read.source
    present = workspace.articles_at(base)
    style = workspace.config.style
    source, trouble = _with_leading_keys(workspace, source, base)
    try:
        application = applied_to(present.charter, source.parsed.amendment, style)
    except AmendtoolError as error:
        raise type(error)(*source.parsed.located(error.problems)) from None
    if trouble is not None:
        raise trouble
    places = {
        key: Place(path=f"operations[{min(acting)}]")
        for key, acting in application.origin.items()
        if acting
    }
    try:
        files = proven_changes(present, application.proposed, style, places)
    except InputError as error:
        raise InputError(*source.parsed.located(error.problems)) from None
    return Proposal(
        source=source,
        base=base,
        present=present,
        application=application,
        files=files,
        questions=tuple(_questions(source, present, application)),
        bound=read,
    )


def applied_to(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
    """The proposed articles; those of an edition that no operation is for stay as they are."""
    from amendtool.amendments.apply.apply import Application, apply

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
    from amendtool.amendments.operations import Insert, Restate, Split

    operations = source.parsed.amendment.operations
    lacking = {
        source.parsed.position(index)
        for index, each in enumerate(operations)
        if (isinstance(each, Insert) and each.key is None and _has_key(each))
        or (isinstance(each, Split) and _lacks_keys(each))
        or isinstance(each, Restate)  # which of its articles is which is told by the text
    }
    if workspace.config.leads or not lacking:
        return source, None
    leading = workspace.edition(None)
    try:
        written = leading.read_amendment(
            source.data, source.parsed.file, name=source.parsed.amendment.name
        )
        parsed = bound(leading, replace(written, path=source.path), base).source.parsed
        charter = leading.articles_at(base).charter
        application = applied_to(charter, parsed.amendment, leading.config.style)
    except AmendtoolError as error:
        return source, error
    amendment = with_keys_of(source.parsed, parsed, application)
    return replace(source, parsed=replace(source.parsed, amendment=amendment)), None


def with_keys_of(own: AmendmentFile, parsed: AmendmentFile, application: Application) -> Amendment:
    """The amendment of ``own`` with the keys that it makes in the leading edition.

    ``parsed`` is the file as that edition reads it, ``application`` what it makes of it.
    """
    from amendtool.amendments.operations import Insert, Restate, Split

    charter = application.present
    there = {*charter.by_key(), *(chapter.key for chapter in charter.chapters)}
    keys = {
        parsed.position(index): key
        for key, acting in application.origin.items()
        if key not in there
        for index in acting
        if isinstance(made := parsed.amendment.operations[index], Insert) and _has_key(made)
    }
    several: dict[int, list[str]] = {}
    for article in application.proposed.supplementary:
        for index in application.origin.get(article.key, ()) if article.key not in there else ():
            several.setdefault(parsed.position(index), []).append(article.key)
    restated = {parsed.position(each.operation): each.keys for each in application.restatements}
    named = tuple(
        replace(each, keys=_as_many(several.get(own.position(index), ()), each.articles))
        if isinstance(each, Insert) and each.articles
        else replace(each, key=keys[position])
        if isinstance(each, Insert)
        and each.key is None
        and (position := own.position(index)) in keys
        else _with_keys_of(each, application.proposed)
        if isinstance(each, Split)
        else replace(each, keys=restated.get(own.position(index)))
        if isinstance(each, Restate)
        else each
        for index, each in enumerate(own.amendment.operations)
    )
    return replace(own.amendment, operations=named)


def _as_many(keys: Sequence[str], articles: Sequence[Article]) -> tuple[str, ...] | None:
    """The keys of as many articles; None where the editions do not bring as many."""
    return tuple(keys) if len(keys) == len(articles) else None


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
    from amendtool.workflow.references import ClauseFiles

    files = ClauseFiles(present)
    asked: set[tuple[Standing, Problem]] = set()
    for entry, problem in application.questions:
        # Words quoted in one text are asked about together.
        if (entry.standing, problem) in asked:
            continue
        asked.add((entry.standing, problem))
        if entry.home is not None:
            yield problem.at(files.place_of_words(entry.home, entry.before, entry.start))
        else:
            acting = application.origin.get(entry.standing.spot.key, frozenset({0}))
            placed = problem.at(Place(path=f"operations[{min(acting)}]"))
            yield from source.parsed.located([placed])


def reasons(proposal: Proposal, style: DraftingStyle) -> tuple[Problem, ...]:
    """Reasons that cite an article which the amendment does not touch, or by a wrong heading."""
    from amendtool.amendments.reasons import reason_problems

    found = reason_problems(proposal.application, proposal.amendment, style)
    return proposal.source.parsed.located(found)


def unreasoned(amendment: Amendment, edition: str = "") -> tuple[Problem, ...]:
    """The warning (``reason-unfinished``) that a proposal says no reason.

    ``edition`` is what an edition is called, where the articles have several.
    """
    if any(each.strip() for each in amendment.reasons):
        return ()
    told = say("no reason is given for the proposal")
    if edition:
        told = say("no reason is given for the proposal in the edition {edition}", edition=edition)
    hint = say("write it under `reasons` in the words of the file")
    return (Problem(code="reason-unfinished", message=told, hint=hint, severity="warning"),)


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
    applied = workspace.applied(name)
    if applied is not None:
        raise ConflictError(
            Problem(
                code="already-applied",
                message=say(
                    "the amendment {name!r} was applied already: {shown}",
                    name=name,
                    shown=applied.shown,
                ),
                hint=say(
                    "`amendtool log` shows the history; `amendtool table {name}` its table",
                    name=name,
                ),
                place=Place(file=f"amendments/{name}.yaml"),
            )
        )
