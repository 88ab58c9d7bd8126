"""What ``draft`` is given: the work tree, revisions or a document; and what to say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from amendtool.cli.console import Console
from amendtool.errors import InputError, Place, Problem, RepositoryError

if TYPE_CHECKING:
    from amendtool.articles.charter import Article, Charter
    from amendtool.drafting.draft import Draft
    from amendtool.drafting.goal import EditedText
    from amendtool.importing.blocks import LeftOut
    from amendtool.importing.document import Imported
    from amendtool.repository.workspace import Workspace

Changes = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The present articles and the edited ones.

    For a document ``places`` tell by key where its articles stand; ``file`` is its name,
    ``base`` the document with its tracked changes rejected.
    """

    present: Charter
    edited: EditedText
    file: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    base: EditedText | None = None
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was drafted for one edition: ``notes`` are comments by the position of operations."""

    given: Given
    edited: Draft
    notes: Mapping[int, str]
    said: tuple[Problem, ...]

    @property
    def mended(self) -> int:
        """How many numbers and references of the edited text were mended."""
        return len(self.edited.flaws) + len(self.edited.recounted) + len(self.edited.stale)


def is_document(argument: str, cwd: Path) -> bool:
    """Whether an argument means a file, and no revision: its ending tells, or that it is there."""
    from amendtool.importing.document import ENDINGS

    return Path(argument).suffix.lower() in ENDINGS or (cwd / argument).is_file()


def read_given(
    workspace: Workspace, argument: str | None, changes: Changes | None, console: Console
) -> Given:
    """What the argument names. Raises InputError and RepositoryError."""
    from amendtool.drafting.goal import EditedText

    if argument is not None and is_document(argument, console.cwd):
        return _document(workspace, argument, changes, console)
    if changes is not None:
        raise InputError(
            Problem(
                code="changes-without-document",
                message="only a Word document has tracked changes to accept or reject",
                hint="leave --changes out, or name a .docx",
            )
        )
    if argument is None:
        present, edited = workspace.articles_at(workspace.head()), workspace.articles_on_disk()
    elif ".." in argument:
        old, new = workspace.git.range(argument)
        present, edited = workspace.articles_at(old), workspace.articles_at(new)
    else:
        commit = workspace.git.resolve(argument)
        present, edited = workspace.articles_at(workspace.head()), workspace.articles_at(commit)
    return Given(
        present=present.charter,
        edited=EditedText(charter=edited.charter, keyed=True),
        places={key: Place(file=path) for key, path in edited.paths.items()},
    )


def _document(workspace: Workspace, name: str, changes: Changes | None, console: Console) -> Given:
    from amendtool.drafting.goal import EditedText, PrintedNumber
    from amendtool.importing.document import import_document

    try:
        data = (console.cwd / name).read_bytes()
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unreadable",
                message=f"the file cannot be read: {error.strerror}",
                hint="check its name and its permissions",
                place=Place(file=name),
            )
        ) from None
    style = workspace.config.style
    base: Charter | None = None
    with console.progress(f"reading {name}"):
        try:
            imported = import_document(data, file=name, style=style, changes=changes)
        except InputError as error:
            if changes is not None or error.problems[0].code != "tracked-changes":
                raise
            # The tracked changes are the edit: rejected, present; accepted, proposed.
            imported = import_document(data, file=name, style=style, changes="accept")
            base = import_document(data, file=name, style=style, changes="reject").charter
    present = workspace.articles_at(workspace.head()).charter
    seen = _seen(present, imported, workspace)
    return Given(
        present=present,
        edited=EditedText(
            charter=_without_frame(imported.charter, workspace),
            printed={
                key: PrintedNumber(number=origin.number, recounted=origin.recounted)
                for key, origin in imported.origins.items()
            },
            seen=seen,
        ),
        file=name,
        places={key: replace(origin.place, file=name) for key, origin in imported.origins.items()},
        base=None if base is None else EditedText(charter=base, seen=seen),
        notices=tuple(_notices(imported, present, name, tracked=base is not None)),
    )


def _seen(present: Charter, imported: Imported, workspace: Workspace) -> Mapping[str, Article]:
    """The present articles that the document does not have as they are, read back from print.

    Print tells less than clause files do (an item without a text, a sentence that looks like
    a mark), so what is compared with the document has to have gone the same way.
    """
    from amendtool.articles.charter import Status
    from amendtool.drafting.goal import content
    from amendtool.importing.document import import_document
    from amendtool.render.charter.model import FORMATS, make_export, render_export

    config = workspace.config
    there = {content(article) for article in imported.charter.every_article()}

    def wanted(row: Sequence[Article]) -> tuple[Article, ...]:
        return tuple(
            replace(article, chapter=None)
            for article in row
            if article.status is Status.TEXT and content(article) not in there
        )

    some = replace(
        present,
        articles=wanted(present.articles),
        chapters=(),
        supplementary=wanted(present.supplementary),
        preamble="",
        closing="",
    )
    if not some.articles:
        return {}
    ending = {"markdown": ".md", "text": ".txt"}.get(imported.report.format)
    ending = ending or f".{imported.report.format}"
    export = make_export(some, style=config.style, house=config.house, title="")
    data = render_export(export, FORMATS[ending])
    back = import_document(data, file=f"present{ending}", style=config.style).charter
    found: dict[str, Article] = {}
    for old, new in (
        (some.articles, back.articles),
        (some.supplementary, back.supplementary),
    ):
        if [article.number for article in old] == [article.number for article in new]:
            found.update((one.key, other) for one, other in zip(old, new, strict=True))
    return found


def _without_frame(charter: Charter, workspace: Workspace) -> Charter:
    """The charter without what ``export`` prints around it: the title, the list of revisions."""
    from amendtool.articles.languages import LANGUAGES

    lists = {each.revisions.title for each in LANGUAGES.values()}
    preamble = [
        line for line in charter.preamble.split("\n") if line and line != workspace.config.title
    ]
    closing: list[str] = []
    for line in charter.closing.split("\n"):
        if line in lists:
            break
        closing.append(line)
    return replace(charter, preamble="\n".join(preamble), closing="\n".join(filter(None, closing)))


_SAID_OTHERWISE = frozenset(("number-twice", "number-gap", "changes-taken"))


def _notices(
    imported: Imported, present: Charter, name: str, *, tracked: bool
) -> Iterator[Problem]:
    """What reading the document left to say, and what it holds that is no article."""
    report = imported.report
    for doubt in report.doubts:
        if doubt.code not in _SAID_OTHERWISE:
            yield replace(doubt, place=replace(doubt.place, file=name))
    kinds: dict[tuple[str, str], list[LeftOut]] = {}
    for one in report.left_out:
        if not (tracked and one.kind == "tracked change"):
            kinds.setdefault((one.kind, one.why), []).append(one)
    for (kind, why), found in kinds.items():
        texts = " | ".join(" ".join(one.text.split()) for one in found)
        yield Problem(
            code="edited-left-out",
            message=f"left out, {kind} ({why}): {texts if len(texts) <= 80 else texts[:79] + '…'}",
            hint="nothing to do unless it belongs to the articles",
            place=replace(found[0].place, file=name),
            severity="note",
        )


def problems_of(given: Given, edited: Draft, workspace: Workspace) -> Iterator[Problem]:
    """What was mended, what is left to decide, and what no amendment carries."""
    yield from _flaws(given, edited, workspace)
    yield from _references(given, edited, workspace)
    yield from _frame(given)
    if edited.restated:
        yield Problem(
            code="edited-restated",
            message="no amendment with small operations gives the edited articles exactly; this "
            "one deletes all articles and writes them anew",
            hint="draft in smaller steps: fewer moved articles and chapters at a time",
            place=Place(file=given.file),
            severity="warning",
        )
    yield from edited_base(given, workspace)


def _flaws(given: Given, edited: Draft, workspace: Workspace) -> Iterator[Problem]:
    style = workspace.config.style
    chapters = {chapter.key for chapter in given.edited.charter.chapters}
    said = {
        "edited-number-twice": "stands twice",
        "edited-number-gap": "leaves a gap",
        "edited-number-order": "stands out of order",
    }
    for flaw in edited.flaws:
        form = style.chapter_form(1) if flaw.key in chapters else style.cited.article
        yield Problem(
            code=flaw.code,
            message=f"{form.write(flaw.printed)} {said[flaw.code]} in the edited text; the "
            f"amendment makes it {form.write(flaw.sound)}, and what follows counts on from there",
            hint="nothing to do if that is meant; --literal drafts the numbers as they are",
            place=given.places.get(flaw.key, Place(file=given.file)),
            severity="warning",
        )
    by_key = edited.goal.by_key()
    for key in edited.recounted:
        yield Problem(
            code="edited-items",
            message=f"{style.cited.article.write(number)} numbers its paragraphs or items twice or "
            "with a gap; the amendment counts them through"
            if (number := by_key[key].number)
            else "the supplementary provisions number their paragraphs or items twice or with a "
            "gap; the amendment counts them through",
            hint="nothing to do if that is meant; --literal drafts the numbers as they are",
            place=given.places.get(edited.names.get(key, key), Place(file=given.file)),
            severity="warning",
        )


def _references(given: Given, edited: Draft, workspace: Workspace) -> Iterator[Problem]:
    style = workspace.config.style

    def place(key: str) -> Place:
        return given.places.get(edited.names.get(key, key), Place(file=given.file))

    for stale in edited.stale:
        where = stale.entry.address.text(style)
        yield Problem(
            code="edited-reference-stale",
            message=f"{where} still cites {stale.left!r} in the edited text, though what it cites "
            f"has moved; the amendment makes it {stale.right!r}",
            hint="nothing to do if that is meant; --literal keeps the reference as it is",
            place=place(stale.key),
            severity="warning",
        )
    for entry, problem in edited.kept:
        yield Problem(
            code="edited-reference-kept",
            message=f"{problem.message}; the edited text leaves it so, and the amendment says "
            "`keep`",
            hint="mend the edited text, or the `keep` in the amendment: a `retarget` names what "
            "takes its place",
            place=place(entry.standing.spot.key),
            severity="warning",
        )
    for entry, problem in edited.open:
        yield replace(problem, place=place(entry.standing.spot.key), severity="warning")


def _frame(given: Given) -> Iterator[Problem]:
    """The text before and after the articles, which no amendment carries."""
    for name, file, old, new in (
        ("before", "preamble.md", given.present.preamble, given.edited.charter.preamble),
        ("after", "closing.md", given.present.closing, given.edited.charter.closing),
    ):
        missing = [line for line in new.split("\n") if line and line not in old.split("\n")]
        if not missing and (old == new or not given.edited.keyed):
            continue  # a document may leave it out
        shown = missing[0] if missing else ""
        shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
        yield Problem(
            code="edited-frame",
            message=f"what stands {name} the articles differs"
            + (f": {shown!r}" if shown else "")
            + "; it is no part of an amendment and stays as it is",
            hint=f"edit articles/{file} by hand if it should change",
            place=Place(file=given.file),
            severity="note",
        )


def edited_base(given: Given, workspace: Workspace) -> Iterator[Problem]:
    """Where the document with its changes rejected is not what stands in git."""
    from amendtool.drafting.draft import differing

    if given.base is None:
        return
    style = workspace.config.style
    others = differing(given.present, given.base, style)
    if not others:
        return
    names = [
        style.cited.article.write(article.number) if article.number else article.key
        for article in others
    ]
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    yield Problem(
        code="edited-base",
        message="with its tracked changes rejected the document is not the present articles: "
        f"{shown}; the amendment makes these changes too, though they "
        "are not tracked",
        hint="export the present articles again and make the changes there, or check these "
        "operations one by one",
        place=Place(file=given.file),
        severity="warning",
    )
