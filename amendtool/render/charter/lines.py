"""The lines of the articles: what a document of the whole articles prints, unit by unit.

A unit is what keeps its identity over an amendment: a chapter's heading, an article, the
preamble, the closing. The lines of a provision are those of :class:`~amendtool.comparison.
cells.Printer`, with the marker of each told apart from its text.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from amendtool.articles import nested
from amendtool.articles.charter import Article, Body, Charter, Provision, Status, text_of
from amendtool.articles.languages import Language, language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text import links as linked
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import USUAL_AROUND, Around, HeadingPlace, HouseStyle
from amendtool.comparison.page import house_on_page, style_on_page, title_on_page
from amendtool.comparison.table import Align, Look, Paper
from amendtool.patterns import compiled
from amendtool.render.charter.model import (
    ArticleOpening,
    Export,
    ExportLine,
    LineKind,
    Piece,
    Revision,
    State,
)
from amendtool.render.charter.own_list import continued, dated
from amendtool.values import dataclass


class ArticleHead(NamedTuple):
    """The line of an article: what comes first, what parts it from the rest, the rest.

    What stands in front of the text instead, where that goes on in its line, is its ``lead``.
    """

    first: str
    gap: str
    last: str
    lead: ArticleOpening | None = None

    @property
    def text(self) -> str:
        """The whole line; empty where an article has none of its own."""
        return self.first + self.gap + self.last


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
    level: int = 0


def make_export(
    charter: Charter,
    *,
    style: DraftingStyle,
    house: HouseStyle,
    title: str,
    revisions: Sequence[Revision] = (),
    own_list: bool = True,
    links: bool = False,
    around: Around = USUAL_AROUND,
) -> Export:
    """The whole of ``charter`` as print has it, and at its end ``revisions`` in their order.

    Where the text around the articles holds the company's own list of revisions, that one goes on
    instead, in its own words; without one nothing is listed where ``own_list`` is not meant.
    ``around`` says where the lines before and behind the articles stand. Of links the words are
    printed, with their addresses only where ``links`` are asked for.

    Numbers and markers are those of the drafting style; labels, the place of the headings and
    the look are those of the house style. A preamble that begins with ``title`` does not print
    it again.
    """
    style, house = style_on_page(charter, style), house_on_page(charter, house)
    title = title_on_page(charter, title)
    printer = Printer(style=style, house=house)
    days, ended = (
        tuple(dated([each.adopted or each.effective for each in revisions if each.lapsed is by]))
        for by in (False, True)
    )
    closing, preamble = (
        continued(text, days, ended) for text in (charter.closing, charter.preamble)
    )
    own = closing is not None or preamble is not None
    if closing is not None:
        around = around._replace(closing=_grown(around.closing, charter.closing, closing))
        charter = replace(charter, closing=closing)
    elif preamble is not None:
        around = around._replace(preamble=_grown(around.preamble, charter.preamble, preamble))
        charter = replace(charter, preamble=preamble)
    printed, _ = title_and_rest(charter.preamble, title, style.language)
    lines = [line for unit in units_of(charter, printer, title, around) for line in unit.lines]
    if not own and own_list:
        lines += revision_lines(revisions, style.language)
    lines = [without_addresses(line, shown=links) for line in lines]
    return Export(title=printed, language=style.language, lines=tuple(lines), look=look_of(house))


def _grown(places: tuple[Align, ...], before: str, after: str) -> tuple[Align, ...]:
    """The places of lines among which some have come in: these stand as the one above them."""
    old, new = before.split("\n"), after.split("\n")
    more = len(new) - len(old)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    if not more or not 0 < at < len(places):
        return places  # what comes behind the last place stands as that
    return (*places[:at], *[places[at - 1]] * more, *places[at:])


def title_and_rest(preamble: str, title: str, language: str) -> tuple[str, list[str]]:
    """The title as it is printed, and the lines of the preamble below it.

    A preamble that comes from a document begins with the title as that prints it: in capitals,
    spaced (定　款), on several lines. It is printed once, and so. Where the name of the company
    stands with it (株式会社青空商事　定款) or above it, the first line is printed as the title and
    the others follow it as they stand.
    """
    lines = preamble.split("\n")
    cover = lines[:_TITLE_LINES]
    for count in range(1, len(cover) + 1):
        if _folded("".join(lines[:count])) == _folded(title) != "":
            joint = language_of(language).word_joint
            return joint.join(line.strip() for line in lines[:count]), lines[count:]
    if lines[0] and title and any(_holds_title(line, title) for line in cover):
        return lines[0].strip(), lines[1:]
    return title, lines[1:] if lines[0] == "" else lines


def _holds_title(line: str, title: str) -> bool:
    """Whether a line of a cover is the title, alone or with whose it is, and no sentence."""
    folded, wanted = _folded(line), _folded(title)
    if len(line) > _TITLE_LENGTH or any(each in line for each in "。、") or not wanted:
        return False
    if line.rstrip().endswith(".") and not _COMPANY_END.search(line.rstrip()):
        return False
    words = (word for word in line.split() if len(word) > _SHORT_WORD and "." not in word)
    if any(word[:1].islower() for word in words):
        return False
    whose = "|".join(map(_folded, _WHOSE.findall(line)))
    behind = rf"of|{whose}|\W|\Z" if whose else r"of|\W|\Z"
    return folded.endswith(wanted) or bool(re.match(f"{re.escape(wanted)}({behind})", folded))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def without_addresses(line: ExportLine, *, shown: bool) -> ExportLine:
    """The line with the words of its links alone, or with their addresses ``shown`` behind them."""
    pieces = tuple(
        replace(each, text=linked.without_addresses(each.text, shown=shown)) for each in line.pieces
    )
    return line if pieces == line.pieces else replace(line, pieces=pieces)


_TITLE_LINES = 5
_ASIDE = compiled(r"\([^()]*\)")
_TITLE_LENGTH = 80
# "of", "and", "the" are written small in a title; a sentence has longer words that are.
_SHORT_WORD = 3
# The stop of Inc. or C.I.C. ends no sentence.
_COMPANY_END = compiled(
    r"\b(Inc|Corp|Ltd|Co|L\.?L\.?C|L\.?P|P\.?C|N\.?A|([^\W\d_]\.)+\w)\.\Z", re.I
)
_WHOSE = compiled(r"\bfor (?:the |a )?\w+", re.I)
"""What says whose a document is: Statutes for the Fjord Cooperative."""


def look_of(house: HouseStyle) -> Look:
    """The fonts of a house style, and its paper where that is a letter's.

    The paper of the table may be larger or lie; articles are handed out on upright A4 or Letter.
    """
    look = house.look
    paper = Paper.LETTER if look.paper is Paper.LETTER else Paper.A4
    return Look(
        font=look.font, japanese_font=look.japanese_font, font_size=look.font_size, paper=paper
    )


def units_of(
    charter: Charter, printer: Printer, title: str, around: Around = USUAL_AROUND
) -> Iterator[Unit]:
    """Everything that the document of ``charter`` prints under its title, in its order.

    The title is often the first line of a preamble that comes from a document.
    """
    _, preamble = title_and_rest(charter.preamble, title, printer.style.language)
    if preamble:
        begun = len(charter.preamble.split("\n")) - len(preamble)
        told = [_told(around.preamble, begun + at) for at in range(len(preamble))]
        if not around.preamble and begun:
            # What goes on from a title in its manner is part of the cover.
            for at in range(_cover(preamble, title, printer.style.language)):
                told[at] = Align.CENTRE
        yield _text_unit("preamble", preamble, told)
    waiting = list(charter.chapters)
    printed: set[str] = set()
    for article in charter.articles:
        outer = charter.outer_chapters(article.chapter)
        # A chapter without articles stands before the next one that has some.
        while not {chapter.key for chapter in outer} <= printed:
            chapter = waiting.pop(0)
            printed.add(chapter.key)
            yield _chapter_unit(charter, chapter.key, printer)
        yield article_unit(article, printer, level=len(outer) + 1)
    for chapter in waiting:
        yield _chapter_unit(charter, chapter.key, printer)
    for block, title, row in blocks_of(charter, printer.style):
        line = _line(LineKind.CHAPTER, title, level=1, key=block)
        yield Unit(key=("supplementary", block), lines=(line,))
        for article in row:
            yield article_unit(article, printer, level=2)
    if charter.closing:
        texts = charter.closing.split("\n")
        yield _text_unit("closing", texts, [_told(around.closing, at) for at in range(len(texts))])


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


def _text_unit(name: str, texts: Sequence[str], aligned: Sequence[Align | None]) -> Unit:
    lines = (
        replace(_line(LineKind.TEXT, text), align=None if align is Align.LEFT else align)
        for text, align in zip(texts, aligned, strict=True)
    )
    return Unit(key=(name, ""), lines=tuple(lines))


def _told(aligned: Sequence[Align], at: int) -> Align | None:
    """Where a line of a text stands; further ones as the last that is told."""
    return aligned[min(at, len(aligned) - 1)] if aligned else None


def _cover(lines: Sequence[str], title: str, language: str) -> int:
    """How many lines below that of the title are part of it: OF, THE QUAY CLUB, INC."""
    wide, count = language_of(language).wide, 0
    for line in lines[:_TITLE_LINES]:
        if wide:
            own = _folded(line) == _folded(title)
        else:
            named = line.isupper() and not line.rstrip().endswith((":", ";"))
            own = named or line.strip().casefold() == "of" or bool(_ASIDE.fullmatch(line.strip()))
        if not own or len(line) > _TITLE_LENGTH:
            break
        count += 1
    return count


def _chapter_unit(charter: Charter, key: str, printer: Printer) -> Unit:
    outer = charter.outer_chapters(key)
    text = printer.chapter_text(outer[-1], len(outer))
    marker = text.removesuffix(outer[-1].heading or "")
    marker = "" if marker == text else marker
    line = _line(LineKind.CHAPTER, text, level=len(outer), marker=marker, key=key)
    return Unit(key=("chapter", key), lines=(line,))


def article_unit(article: Article, printer: Printer, *, level: int) -> Unit:
    """An article as it prints; ``level`` is its depth among the headings."""
    head = head_of(article, printer)
    above = printer.house.heading_place is HeadingPlace.ABOVE
    marker = "" if above or not head.last else head.first + head.gap
    line = _line(LineKind.ARTICLE, head.text, level=level, marker=marker, key=article.key)
    lines = [body_line(each) for each in body_of(article, printer)]
    if head.lead is not None:
        lines[0] = behind(lines[0], head.lead, level=level, key=article.key)
    if head.text:
        lines.insert(0, line)
    return Unit(key=("article", article.key), lines=tuple(lines), article=article, level=level)


def behind(
    line: ExportLine,
    lead: ArticleOpening,
    *,
    level: int,
    key: str,
    pieces: tuple[Piece, ...] | None = None,
) -> ExportLine:
    """The first line of an article behind its number, which is set as ``pieces`` if given."""
    if pieces is None:
        pieces = lead_pieces(lead)
    return replace(
        line,
        kind=LineKind.PARAGRAPH,
        pieces=(*pieces, *line.pieces),
        level=level,
        marker=lead.text + line.marker,
        key=key,
        lead=lead,
    )


def lead_pieces(lead: ArticleOpening, state: State = State.KEPT) -> tuple[Piece, ...]:
    """What stands in front of the text; a heading in it stands out, and its number with it."""
    named = lead.number + lead.joint + lead.heading
    pieces = Piece(named, state, strong=bool(lead.heading)), Piece(lead.gap, state)
    return tuple(piece for piece in pieces if piece.text)


def bullet_of(text: str) -> str:
    """The bullet that a line begins with, and what parts it from its text; empty without one."""
    match = _BULLET.match(text)
    return match[0] if match else ""


_BULLET = compiled(r"(?:[-*+•●◦‣・][ \t\u3000\u00a0]+|・)(?=\S)")


def body_line(body: BodyLine) -> ExportLine:
    """A line below the head as a line of the document; one with a bullet stands in by one level."""
    bullet = "" if body.marker else bullet_of(body.text)
    if bullet and body.kind in (LineKind.PARAGRAPH, LineKind.ITEM):
        return _line(LineKind.ITEM, body.text, level=body.depth + 1, marker=bullet)
    return _line(body.kind, body.marker + body.text, level=body.depth, marker=body.marker)


# --- one article -------------------------------------------------------------------------


def head_of(article: Article, printer: Printer) -> ArticleHead:
    """The heading and the number of an article, in the order of the house style."""
    heading = "" if article.heading is None else printer.style.bracketed(article.heading)
    number = number_text(article, printer)
    above = printer.house.heading_place is HeadingPlace.ABOVE
    gap = printer.heading_gap(article) if heading and number else ""
    if _deleted_in_line(article, printer):
        label = printer.article_number(article)
        return ArticleHead("", "", "", ArticleOpening(label, "", "", printer.reserved_gap(article)))
    parting = printer.text_gap(article) if number else None
    if parting is not None and _begins_with_text(article, printer):
        if above or not heading:
            return ArticleHead(heading, "", "", ArticleOpening(number, "", "", parting))
        return ArticleHead("", "", "", ArticleOpening(number, gap, heading, parting))
    if above:
        return ArticleHead(heading, "\n" if heading and number else "", number)
    return ArticleHead(number, gap, heading)


def _deleted_in_line(article: Article, printer: Printer) -> bool:
    """Whether the words that an article is deleted stand as the text of the others does.

    Where that goes on behind their numbers, a deleted one is no heading among them: it would be
    read as what they stand under.
    """
    return (
        article.status is Status.RESERVED
        and article.heading is None
        and bool(printer.article_number(article))
        and bool(printer.reserved_text(article))
        and printer.text_gap(article) is not None
    )


def _begins_with_text(article: Article, printer: Printer) -> bool:
    """Whether an article has a text that can stand behind its number: no label, and no item."""
    first = next(body_of(article, printer), None)
    if first is not None and first.kind is LineKind.ITEM and article.status is Status.TEXT:
        # 4.—(1): an item stands behind the number where the mark of the article says so.
        return bool((printer.number_form(article).opens or "").strip())
    return first is not None and first.kind is LineKind.PARAGRAPH


def number_text(article: Article, printer: Printer) -> str:
    """The number of an article in print; '' for one without."""
    number = printer.article_number(article)
    if article.number is not None and article.status is Status.RESERVED:
        return printer.reserved_text(article)
    return number


def body_of(article: Article, printer: Printer) -> Iterator[BodyLine]:
    """The lines below the head of an article."""
    if _deleted_in_line(article, printer):
        yield BodyLine(LineKind.PARAGRAPH, "", printer.style.reserved_label, 0)
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
        if revision.former:
            told = words.joint.join(filter(None, (title, _date(revision.adopted, spoken))))
            entry = words.former.get(revision.former, revision.former)
            yield _line(LineKind.REVISION, entry + words.facts.format(told))
            continue
        # The name is that of our file, and not for print.
        untitled = title in ("", name) and words.untitled
        text = untitled or (words.entry.format(name=name, title=title) if title else name)
        adopted = words.adopted_by.get(revision.adopted_by, words.adopted)
        facts = [
            revision.meeting,
            adopted.format(_date(revision.adopted, spoken)) if revision.adopted else "",
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
