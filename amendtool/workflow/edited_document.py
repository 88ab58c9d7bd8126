"""A document of the edited articles, beside the present ones as they come back from print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import HouseStyle
from amendtool.drafting.goal import EditedText, PrintedNumber, content
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.importing.blocks import LeftOut, Struck
from amendtool.importing.document import ENDINGS, Imported, import_document
from amendtool.importing.word.text import Changes
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, FORMATS, render
from amendtool.workflow.edited_articles import EditedArticles


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDocument:
    """A document of the whole articles as somebody edited them: its bytes, and its name.

    ``changes`` takes one side of the tracked changes in a .docx; by default they are the edit.
    ``struck`` says what becomes of text that is struck through.
    """

    data: bytes
    file: str
    changes: Changes | None = None
    struck: Struck | None = None


def is_document(name: str) -> bool:
    """Whether the ending of a name is that of a document that is read."""
    return PurePath(name).suffix.lower() in ENDINGS


def read_edited(document: EditedDocument, style: DraftingStyle) -> tuple[Imported, Charter | None]:
    """The edited articles, and those with the tracked changes rejected where they are the edit.

    Raises InputError for a document that is not read, or in which no article is recognised.
    """
    data, name, changes = document.data, document.file, document.changes
    struck = document.struck
    try:
        imported = import_document(data, file=name, style=style, changes=changes, struck=struck)
        # What is lost in reading would be drafted as a deletion.
        raise_if_any(imported.report.lost)
        _require_articles(imported)
        return imported, None
    except InputError as error:
        if changes is not None or error.problems[0].code != "tracked-changes":
            raise
        # The tracked changes are the edit: rejected, present; accepted, proposed.
        imported = import_document(data, file=name, style=style, changes="accept", struck=struck)
        rejected = import_document(data, file=name, style=style, changes="reject", struck=struck)
        raise_if_any((*imported.report.lost, *rejected.report.lost))
        _require_articles(imported)
        return imported, rejected.charter


def _require_articles(imported: Imported) -> None:
    """What is no document of the articles would be drafted as the deletion of them all."""
    if not any(imported.charter.every_article()):
        raise InputError(
            Problem(
                code="no-articles",
                message="no articles were recognised, so the amendment would delete them all",
                hint="is this the right file? Give the articles numbers or headings: Article 1, "
                "第1条, ## Name",
                place=Place(file=imported.report.file),
            )
        )


def edited_in_document(
    present: Charter, imported: Imported, base: Charter | None, *, house: HouseStyle, title: str
) -> EditedArticles:
    """The articles that were read from a document, beside the present ones.

    ``base`` is the document with its tracked changes rejected, ``title`` what ``export`` prints
    above the articles in the house style.
    """
    name = imported.report.file
    seen = _read_back(present, imported, house)
    return EditedArticles(
        present=present,
        edited=EditedText(
            charter=_without_frame(imported.charter, title),
            printed={
                key: PrintedNumber(number=origin.number, recounted=origin.recounted)
                for key, origin in imported.origins.items()
            },
            seen=seen,
        ),
        file=name,
        places={key: replace(origin.place, file=name) for key, origin in imported.origins.items()},
        base=None if base is None else EditedText(charter=base, seen=seen),
        notices=tuple(_notices(imported, name, tracked=base is not None)),
    )


def _read_back(present: Charter, imported: Imported, house: HouseStyle) -> Mapping[str, Article]:
    """The present articles that the document does not have as they are, read back from print.

    Print tells less than clause files do (an item without a text, a sentence that looks like
    a mark), so what is compared with the document has to have gone the same way.
    """
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
    form = imported.report.format
    export = make_export(some, style=imported.style, house=house, title="")
    data = render(ARTICLES, export, form)
    file = f"present{FORMATS[form].endings[0]}"
    back = import_document(data, file=file, style=imported.style).charter
    found: dict[str, Article] = {}
    for old, new in (
        (some.articles, back.articles),
        (some.supplementary, back.supplementary),
    ):
        if [article.number for article in old] == [article.number for article in new]:
            found.update((one.key, other) for one, other in zip(old, new, strict=True))
    return found


def _without_frame(charter: Charter, title: str) -> Charter:
    """The charter without what ``export`` prints around it: the title, the list of revisions."""
    lists = {each.revisions.title for each in LANGUAGES.values()}
    preamble = [line for line in charter.preamble.split("\n") if line and line != title]
    closing: list[str] = []
    for line in charter.closing.split("\n"):
        if line in lists:
            break
        closing.append(line)
    return replace(charter, preamble="\n".join(preamble), closing="\n".join(filter(None, closing)))


_SAID_OTHERWISE = frozenset(("number-twice", "number-gap", "changes-taken"))


def _notices(imported: Imported, name: str, *, tracked: bool) -> Iterator[Problem]:
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
