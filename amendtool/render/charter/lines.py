"""The lines of the articles: what a document of the whole articles prints, unit by unit.

A unit is what keeps its identity over an amendment: a chapter's heading, an article, the
preamble, the closing. The lines of a provision are those of :class:`~amendtool.comparison.
cells.Printer`, with the marker of each told apart from its text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from amendtool.articles import nested
from amendtool.articles.charter import Article, Body, Charter, Provision, Status, text_of
from amendtool.articles.languages import Language, language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HeadingPlace, HouseStyle
from amendtool.comparison.table import Look
from amendtool.render.charter.model import Export, ExportLine, LineKind, Piece, Revision, State


class ArticleHead(NamedTuple):
    """The line of an article: what comes first, what parts it from the rest, the rest."""

    first: str
    gap: str
    last: str

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(self)


class BodyLine(NamedTuple):
    """A line below the head of an article; ``depth`` is 0 for all but items."""

    kind: LineKind
    marker: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The lines that belong together, and what they are called by on both sides."""

    key: tuple[str, str]
    lines: tuple[ExportLine, ...]
    article: Article | None = None


def make_export(
    charter: Charter,
    *,
    style: DraftingStyle,
    house: HouseStyle,
    title: str,
    revisions: Sequence[Revision] = (),
) -> Export:
    """The whole of ``charter`` as print has it, and at its end ``revisions`` in their order.

    Numbers and markers are those of the drafting style; labels, the place of the headings and
    the look are those of the house style. A preamble that begins with ``title`` does not print
    it again.
    """
    printer = Printer(style=style, house=house)
    lines = [line for unit in units_of(charter, printer, title) for line in unit.lines]
    lines += revision_lines(revisions, style.language)
    return Export(title=title, language=style.language, lines=tuple(lines), look=look_of(house))


def look_of(house: HouseStyle) -> Look:
    """The fonts of a house style; its paper is that of the table, which may lie."""
    look = house.look
    return Look(font=look.font, japanese_font=look.japanese_font, font_size=look.font_size)


def units_of(charter: Charter, printer: Printer, title: str) -> Iterator[Unit]:
    """Everything that the document of ``charter`` prints under its title, in its order.

    The title is often the first line of a preamble that comes from a document.
    """
    preamble = charter.preamble.split("\n")
    if preamble[0] in (title, ""):
        preamble = preamble[1:]
    if preamble:
        yield _text_unit("preamble", preamble)
    waiting = list(charter.chapters)
    printed: set[str] = set()
    for article in charter.articles:
        outer = charter.outer_chapters(article.chapter)
        # A chapter without articles stands before the next one that has some.
        while not {chapter.key for chapter in outer} <= printed:
            chapter = waiting.pop(0)
            printed.add(chapter.key)
            yield _chapter_unit(charter, chapter.key, printer)
        yield _article_unit(article, printer, level=len(outer) + 1)
    for chapter in waiting:
        yield _chapter_unit(charter, chapter.key, printer)
    for block, title, row in blocks_of(charter, printer.style):
        line = _line(LineKind.CHAPTER, title, level=1, key=block)
        yield Unit(key=("supplementary", block), lines=(line,))
        for article in row:
            yield _article_unit(article, printer, level=2)
    if charter.closing:
        yield _text_unit("closing", charter.closing.split("\n"))


def blocks_of(
    charter: Charter, style: DraftingStyle
) -> Iterator[tuple[str, str, tuple[Article, ...]]]:
    """The blocks of supplementary provisions: key, title and articles; '' for the one of no key."""
    if first := charter.in_block(None):
        yield "", style.supplementary_title, first
    for block in charter.blocks:
        title = block.heading or style.supplementary_title
        yield block.key, title, charter.in_block(block.key)


def whole(line: ExportLine, state: State) -> ExportLine:
    """The line as one that is deleted or inserted altogether."""
    pieces = tuple(replace(piece, state=state) for piece in line.pieces)
    return replace(line, pieces=pieces, state=state)


def _line(
    kind: LineKind, text: str, *, level: int = 0, marker: str = "", key: str = ""
) -> ExportLine:
    pieces = (Piece(text),) if text else ()
    return ExportLine(kind=kind, pieces=pieces, level=level, marker=marker, key=key)


def _text_unit(name: str, texts: Sequence[str]) -> Unit:
    return Unit(key=(name, ""), lines=tuple(_line(LineKind.TEXT, text) for text in texts))


def _chapter_unit(charter: Charter, key: str, printer: Printer) -> Unit:
    outer = charter.outer_chapters(key)
    text = printer.chapter_text(outer[-1], len(outer))
    line = _line(LineKind.CHAPTER, text, level=len(outer), key=key)
    return Unit(key=("chapter", key), lines=(line,))


def _article_unit(article: Article, printer: Printer, *, level: int) -> Unit:
    head = head_of(article, printer).text
    lines = [_line(LineKind.ARTICLE, head, level=level, key=article.key)] if head else []
    lines += map(body_line, body_of(article, printer))
    return Unit(key=("article", article.key), lines=tuple(lines), article=article)


def body_line(body: BodyLine) -> ExportLine:
    """A line below the head as a line of the document."""
    return _line(body.kind, body.marker + body.text, level=body.depth, marker=body.marker)


# --- one article -------------------------------------------------------------------------


def head_of(article: Article, printer: Printer) -> ArticleHead:
    """The heading and the number of an article, in the order of the house style."""
    heading = "" if article.heading is None else printer.style.bracketed(article.heading)
    number = number_text(article, printer)
    if printer.house.heading_place is HeadingPlace.ABOVE:
        return ArticleHead(heading, "\n" if heading and number else "", number)
    gap = printer.heading_gap(article)
    return ArticleHead(number, gap if heading and number else "", heading)


def number_text(article: Article, printer: Printer) -> str:
    """The number of an article in print; '' for one without."""
    number = printer.article_number(article)
    if article.number is not None and article.status is Status.RESERVED:
        return printer.reserved_text(article)
    return number


def body_of(article: Article, printer: Printer) -> Iterator[BodyLine]:
    """The lines below the head of an article."""
    if article.status is Status.OMITTED:
        yield BodyLine(LineKind.LABEL, "", printer.house.labels.omitted, 0)
    yield from _body(nested.whole(article, printer.style).body, printer, depth=0)


def _body(body: Body, printer: Printer, *, depth: int) -> Iterator[BodyLine]:
    """The lines of a body whose provisions stand at ``depth``: paragraphs at 0."""
    for position, each in enumerate(body):
        if isinstance(each, str):
            yield from text_lines(each, depth - 1)
        else:
            marker = printer.marker(each, depth, first=position == 0)
            yield from provision_of(each, printer, marker, depth=depth)


def text_lines(text: str, depth: int) -> Iterator[BodyLine]:
    """The lines of a text without a number in what stands at ``depth``, -1 for an article."""
    depth = max(depth, 0)
    yield from texts_of(kind_at(depth), "", text, depth)


def provision_of(
    provision: Provision, printer: Printer, marker: str, *, depth: int
) -> Iterator[BodyLine]:
    """The lines of a paragraph (``depth`` 0) or item."""
    body, text = provision.body, text_of(provision.body)
    yield from texts_of(kind_at(depth), marker, text, depth)
    yield from _body(body[1:] if text else body, printer, depth=depth + 1)


def kind_at(depth: int) -> LineKind:
    """The kind of the lines of a paragraph or item at ``depth``."""
    return LineKind.ITEM if depth else LineKind.PARAGRAPH


def texts_of(kind: LineKind, marker: str, text: str, depth: int) -> Iterator[BodyLine]:
    """The lines of one text, the marker in front of the first."""
    for position, line in enumerate(text.split("\n")):
        own = marker if position == 0 else ""
        if own or line:
            yield BodyLine(kind, own, line, depth)


# --- the revisions -----------------------------------------------------------------------


def revision_lines(revisions: Sequence[Revision], language: str) -> Iterator[ExportLine]:
    """The list of revisions under its heading; nothing where there are none."""
    if not revisions:
        return
    spoken = language_of(language)
    words = spoken.revisions
    yield _line(LineKind.CHAPTER, words.title, level=1)
    for revision in revisions:
        name, title = revision.name, revision.title
        text = words.entry.format(name=name, title=title) if title else name
        facts = [
            revision.meeting,
            words.adopted.format(_date(revision.adopted, spoken)) if revision.adopted else "",
            words.effective.format(_date(revision.effective, spoken)) if revision.effective else "",
        ]
        told = words.joint.join(filter(None, facts))
        yield _line(LineKind.REVISION, text + (words.facts.format(told) if told else ""))


def _date(text: str, language: Language) -> str:
    """A date as documents print it; what is no date stays as it is."""
    try:
        return language.date(datetime.date.fromisoformat(text))
    except ValueError:
        return text
