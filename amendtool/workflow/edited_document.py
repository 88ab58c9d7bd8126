"""A document of the edited articles, beside the present ones as they come back from print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath
from typing import Final

from amendtool.articles.charter import Article, Body, Charter, Provision, Status, body_texts
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HeadingPlace, HouseStyle
from amendtool.drafting.goal import EditedText, PrintedNumber, content
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.importing.blocks import LeftOut, Struck
from amendtool.importing.document import ENDINGS, Imported, import_document
from amendtool.importing.word.text import Changes
from amendtool.render.charter.lines import body_of
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
    printer = Printer(style=imported.style, house=house)
    read = _without_frame(imported.charter, title)
    if house.heading_place is HeadingPlace.ABOVE:
        read = _without_gaps(read)
    return EditedArticles(
        present=present,
        edited=EditedText(
            charter=_as_kept(present, read, printer),
            printed={
                key: PrintedNumber(number=origin.number) for key, origin in imported.origins.items()
            },
            style=imported.style,
        ),
        file=name,
        places={key: replace(origin.place, file=name) for key, origin in imported.origins.items()},
        base=None if base is None else EditedText(charter=_as_kept(present, base, printer)),
        notices=(
            *_notices(imported, name, tracked=base is not None),
            *_captions(imported, name, house),
        ),
    )


def _without_gaps(charter: Charter) -> Charter:
    """The charter without what parts numbers of articles from headings that print above them."""

    def plain(article: Article) -> Article:
        form = article.form
        if form is None or not form.tells_gap:
            return article
        return replace(article, form=replace(form, tells_gap=False))

    return replace(
        charter,
        articles=tuple(map(plain, charter.articles)),
        supplementary=tuple(map(plain, charter.supplementary)),
    )


def _captions(imported: Imported, name: str, house: HouseStyle) -> Iterator[Problem]:
    """Where the document prints the captions of all articles otherwise than the settings do.

    And so of the title of the supplementary provisions.
    """
    printed = dict(imported.drafting)
    settings: list[str] = []
    place = printed.get("heading")
    above = house.heading_place is HeadingPlace.ABOVE
    if place is not None and above:
        settings.append(f'heading = "{place}"')
    elif place is None and not above and "caption" in printed:
        settings.append(f'heading = "{HeadingPlace.ABOVE}"')
    if "caption" in printed:
        settings.append(f'caption = "{printed["caption"]}"')
    if "supplementary" in printed:
        settings.append(f'supplementary = "{printed["supplementary"]}"')
    if settings:
        yield Problem(
            code="edited-captions",
            message="the captions of the articles, or the title of the supplementary provisions, "
            "are printed otherwise than the settings have it; no operation of an amendment says "
            "that, so they stay as they are",
            hint="nothing to do if it is not meant; if it is, write under [drafting] in "
            f"amendtool.toml: {', '.join(settings)}",
            place=Place(file=name),
            severity="note",
        )


_Shape = tuple[str | None, ...]


def _as_kept(present: Charter, edited: Charter, printer: Printer) -> Charter:
    """The edited articles, where one prints as a present one does, with what the file holds.

    Print tells less than clause files do (an item without a text, a sentence that looks like
    a mark, where a block ends). What shows the same lines as a present article is that article,
    and so it is with the provisions of one that was edited; where words of its lines were edited
    and no mark or line came or went, each line stays below the provision that it stands below.
    """
    there = {content(article) for article in present.every_article()}
    kept: dict[str, tuple[_Print, Article]] = {}
    bodies: dict[tuple[int, str], tuple[_Print, Body]] = {}
    shapes: dict[tuple[Number | None, _Shape], Article] = {}

    def as_kept(article: Article) -> Article:
        if article.status is not Status.TEXT or content(article) in there:
            return article
        if not kept:
            for each in present.every_article():
                shown = _print_of_article(each, printer)
                kept[shown.signs] = (shown, each)
                shapes.setdefault((each.number, _shape(each.body, printer, 0)), each)
                for depth, provision in _provisions(each.body, 0):
                    if provision.items:
                        shown = _print_below(provision, printer, depth)
                        bodies.setdefault((depth, shown.signs), (shown, provision.body))
        own = _print_of_article(article, printer)
        alike, found = kept.get(own.signs, (None, article))
        if alike is None or not own.reads_as(alike):
            same = shapes.get((article.number, _shape(article.body, printer, 0)))
            if same is not None:
                return replace(article, body=_with_lines(same.body, _lines(article)))
            return replace(article, body=body_as_kept(article.body, 0))
        return replace(article, heading=found.heading, body=found.body)

    def body_as_kept(body: Body, depth: int) -> Body:
        row: list[str | Provision] = []
        for each in body:
            if isinstance(each, str):
                row.append(each)
                continue
            own = _print_below(each, printer, depth)
            alike, inner = bodies.get((depth, own.signs), (None, each.body))
            if alike is None or not own.reads_as(alike):
                inner = body_as_kept(each.body, depth + 1)
            row.append(replace(each, body=inner))
        return tuple(row)

    return replace(
        edited,
        articles=tuple(map(as_kept, edited.articles)),
        supplementary=tuple(map(as_kept, edited.supplementary)),
    )


def _provisions(body: Body, depth: int) -> Iterator[tuple[int, Provision]]:
    for each in body:
        if not isinstance(each, str):
            yield depth, each
            yield from _provisions(each.body, depth + 1)


def _shape(body: Body, printer: Printer, depth: int) -> _Shape:
    """The marks of a body in their order, and None for each line of a text."""
    found: list[str | None] = []
    for each in body:
        if isinstance(each, str):
            found += [None] * (each.count("\n") + 1)
        else:
            found.append(printer.marker(each, depth, first=False).strip())
            found += _shape(each.body, printer, depth + 1)
    return tuple(found)


def _lines(article: Article) -> Iterator[str]:
    return (line for text in body_texts(article) for line in text.split("\n"))


def _with_lines(body: Body, lines: Iterator[str]) -> Body:
    """A body with the lines of another of the same shape."""
    row: list[str | Provision] = []
    for each in body:
        if isinstance(each, str):
            row.append("\n".join(islice(lines, each.count("\n") + 1)))
        else:
            row.append(replace(each, body=_with_lines(each.body, lines)))
    return tuple(row)


@dataclass(frozen=True, slots=True)
class _Print:
    """What is printed: its signs, the white space between them, and where lines and marks end."""

    signs: str
    spaces: frozenset[tuple[int, str]]
    ends: frozenset[int]

    @classmethod
    def of(cls, pieces: Iterable[str]) -> _Print:
        """The print of marks and texts in their order."""
        signs: list[str] = []
        spaces: set[tuple[int, str]] = set()
        ends = {0}
        at = 0
        for piece in pieces:
            for run in filter(None, _SPACE.split(piece)):
                if not run.isspace():
                    signs.append(run)
                    at += len(run)
                elif "\n" in run:
                    ends.add(at)
                else:
                    spaces.add((at, run))
            ends.add(at)
        return cls("".join(signs), frozenset(spaces), frozenset(ends))

    def reads_as(self, other: _Print) -> bool:
        """Whether the two show the same: white space differs only where a line or mark ends.

        Elsewhere it was edited: ``GitHub の`` for ``GitHubの`` is another text.
        """
        apart = {at for at, _ in self.spaces ^ other.spaces}
        return self.signs == other.signs and apart <= self.ends | other.ends


_SPACE: Final = re.compile(r"(\s+)")


def _print_below(provision: Provision, printer: Printer, depth: int) -> _Print:
    """What a provision prints below its number."""

    def inside(body: Body, depth: int) -> Iterator[str]:
        for each in body:
            if isinstance(each, str):
                yield each
            else:
                yield printer.marker(each, depth, first=False)
                yield from inside(each.body, depth + 1)

    return _Print.of(inside(provision.body, depth + 1))


def _print_of_article(article: Article, printer: Printer) -> _Print:
    """What an article prints below its number."""
    lines = (piece for line in body_of(article, printer) for piece in (line.marker, line.text))
    return _Print.of((article.heading or "", *lines))


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
