"""Other documents that cite the articles: rules, forms and notices named in ``[related]``.

They are read as import reads a document, and never written: what has to follow in them is said,
with the mended sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from amendtool import reading
from amendtool.articles.addresses import Address, Spot
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.references.cited_from_outside import (
    citations_from_outside,
    cites_another,
    style_of_a_guest,
)
from amendtool.articles.references.document_levels import known
from amendtool.articles.references.inventory import sentence_at
from amendtool.articles.references.resolver import Index, Resolved, resolve
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.proposal import Proposal

_DOCUMENTS: Final = (".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt")
_AROUND_THE_PAGE: Final = frozenset({"header", "footer"})
_NOWHERE: Final = Standing(spot=Spot(key="\0outside"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedText:
    """A paragraph of a related document, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedReference:
    """A citation of the articles in another document, and what it means in them."""

    place: Place
    words: str
    sentence: str
    targets: tuple[Address, ...]
    trouble: str
    """What is missing, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedChange:
    """A citation in another document that an amendment makes stale.

    ``sentence`` is the mended sentence; with a ``question`` somebody has to decide first.
    """

    place: Place
    before: str
    after: str
    sentence: str
    question: Problem | None = None


def related_texts(workspace: Workspace) -> tuple[tuple[RelatedText, ...], tuple[Problem, ...]]:
    """The paragraphs of all documents that ``[related]`` names, and what cannot be read."""
    from amendtool.importing.document import read_document

    texts: list[RelatedText] = []
    problems: list[Problem] = []
    for name in workspace.config.related:
        found = tuple(_files(workspace.root, name))
        if not found:
            problems.append(
                _unread(name, say("there is no such document"), say("mend the path in [related]"))
            )
        for path in found:
            relative = path.relative_to(workspace.root).as_posix()
            try:
                document = read_document(
                    reading.read(path), file=relative, changes="accept", struck="keep"
                )
            except (AmendtoolError, OSError) as error:
                why = error.problems[0].message if isinstance(error, AmendtoolError) else str(error)
                problems.append(_unread(relative, why, say("name documents that import can read")))
                continue
            texts += (
                RelatedText(text=block.whole, place=block.place)
                for block in (*document.blocks, *document.notes)
                if block.whole
            )
            # A form cites the articles at the foot of its page, where import has no use for it.
            texts += (
                RelatedText(text=each.text, place=replace(each.place, file=relative))
                for each in document.left_out
                if each.kind in _AROUND_THE_PAGE
            )
    return tuple(texts), tuple(problems)


def _files(root: Path, name: str) -> Iterator[Path]:
    """The documents at a path in the repository; links are not followed."""
    top = root / PurePosixPath(name)
    for path in (top, *sorted(top.rglob("*"))) if top.is_dir() else (top,):
        inside = path.resolve().is_relative_to(root.resolve())
        asked = path == top or path.suffix.lower() in _DOCUMENTS
        if asked and inside and path.is_file() and not path.is_symlink():
            yield path


def _unread(file: str, why: str, hint: str) -> Problem:
    return Problem(
        code="related-unread",
        message=say("this related document was not read: {why}", why=why),
        hint=hint,
        place=Place(file=file),
        severity="warning",
    )


def related_references(
    workspace: Workspace,
) -> tuple[tuple[RelatedReference, ...], tuple[Problem, ...]]:
    """Every citation of the articles in related documents, in the order of these."""
    texts, problems = related_texts(workspace)
    own = workspace.config.style
    charter = workspace.articles_on_disk().charter
    found = []
    for style in (own, *_guests(own, workspace.config.languages)):
        index = Index(charter, style)
        for at, each in enumerate(texts):
            read = citations_from_outside(each.text, style)
            for reference in known(index, read, _NOWHERE.spot, text=""):
                resolved = resolve(index, _NOWHERE, reference)
                told = RelatedReference(
                    place=each.place,
                    words=reference.text,
                    sentence=sentence_at(each.text, reference.start, style),
                    targets=tuple(index.address(spot) for one in resolved for spot in one.targets),
                    trouble=next(filter(None, map(_trouble, resolved)), ""),
                )
                found.append(((at, reference.start), told))
    found.sort(key=lambda each: each[0])
    foreign = _in_other_words(texts, own, workspace.config.languages)
    return tuple(told for _, told in found), (*problems, *foreign)


def _guests(style: DraftingStyle, languages: Sequence[str]) -> Iterator[DraftingStyle]:
    """How documents cite the articles in the languages that these have no edition in."""
    for language in LANGUAGES.keys() - set(languages):
        guest = style_of_a_guest(style, language)
        if guest is not None:
            yield guest


def _in_other_words(
    texts: Sequence[RelatedText], style: DraftingStyle, languages: Sequence[str]
) -> Iterator[Problem]:
    """A warning for each document that cites rules in a language nobody can tell ours in."""
    for language in LANGUAGES.keys() - set(languages):
        if style_of_a_guest(style, language) is not None:
            continue
        told: set[str | None] = set()
        for each in texts:
            if each.place.file not in told and cites_another(each.text, language):
                told.add(each.place.file)
                yield Problem(
                    code="related-unread",
                    message=say(
                        "it cites rules in a language in which these have no edition, so nothing "
                        "tells whether they are meant"
                    ),
                    hint=say("look for their numbers in it by hand"),
                    place=each.place,
                    severity="warning",
                )


def _trouble(resolved: Resolved) -> str:
    return (
        say("there is no {culprit}", culprit=resolved.culprit)
        if resolved.trouble is not None
        else ""
    )


def related_changes(
    workspace: Workspace, proposals: tuple[Proposal, ...]
) -> tuple[tuple[RelatedChange, ...], tuple[Problem, ...]]:
    """What an amendment makes stale in related documents, edition by edition."""
    if not workspace.config.related:
        return (), ()
    from amendtool.amendments.crossrefs.outside import changes_outside

    texts, problems = related_texts(workspace)
    found = []
    languages = workspace.config.languages
    for at, proposal in enumerate(proposals):
        own = proposal.application.style
        # What a guest cites has no edition of its own: it follows the leading one.
        guests = () if at else tuple(_guests(own, languages))
        for style in (own, *guests):
            for change in changes_outside(
                proposal.application, [each.text for each in texts], style
            ):
                found.append(
                    RelatedChange(
                        place=texts[change.text].place,
                        before=change.before,
                        after=change.after,
                        sentence=change.sentence,
                        question=change.question,
                    )
                )
    foreign = _in_other_words(texts, proposals[0].application.style, languages)
    return tuple(found), (*problems, *foreign)


def to_follow(changes: tuple[RelatedChange, ...]) -> Iterator[Problem]:
    """A warning for each sentence that has to follow, as ``apply`` tells them."""
    for each in changes:
        yield Problem(
            code="related-stale",
            message=say(
                "{before!r} is {after!r} now; the sentence: {context}",
                before=each.before,
                after=each.after,
                context=each.sentence,
            )
            if each.question is None
            else say(
                "{before!r} has to be decided about; the sentence: {context}",
                before=each.before,
                context=each.sentence,
            ),
            hint=say("mend the document: amendtool writes the articles alone"),
            place=each.place,
            severity="warning",
        )
