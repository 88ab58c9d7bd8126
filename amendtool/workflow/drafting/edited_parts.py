"""An edited document, of which no more is read than differs from the present articles.

What stands between articles that stand in the document as they are is read in a document of its
own: these lines, those that are no article's, and the articles around them, which have to come
out as they are. The proof is the print: the articles that come of it print the document, line by
line and to the character. Where that cannot be shown, or more than articles was edited (a
chapter, the texts around them, the page), the document is read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import PurePath
from typing import Final

from amendtool.articles.charter import Article, Chapter, Charter, goes_unnumbered
from amendtool.articles.keys import TakenKeys
from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import counted, counted_in_blocks
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HOUSES, HouseStyle
from amendtool.comparison.page import house_on_page, style_on_page
from amendtool.drafting.goal import EditedText, content
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import SourceBlock, SourceDocument, size
from amendtool.importing.document import import_source
from amendtool.values import dataclass
from amendtool.workflow.drafting.edited_articles import EditedArticles
from amendtool.workflow.drafting.edited_document import (
    EditedDocument,
    edited_in_document,
    edited_words,
    notices_of,
    read_edited,
    source_of,
    without_openings,
)
from amendtool.workflow.drafting.edited_standing import (
    LinesBetween,
    PrintedLines,
    PrintedUnit,
    StandingUnit,
    Stretch,
)

_ENDINGS: Final = frozenset((".md", ".txt", ".html", ".docx"))
_AROUND: Final = 2
"""So many articles on either side are read with what stands between them."""
_MOST: Final = 0.5
"""Where more of the lines would be read, all of them are."""


def articles_in(
    document: EditedDocument,
    present: Charter,
    style: DraftingStyle,
    *,
    house: HouseStyle | None,
    title: str,
) -> EditedArticles:
    """The articles of a document as somebody edited them, beside the present ones.

    Without a ``house`` it is not known how the present ones print, so it is read as a whole.
    Raises InputError for a document that is not read, or in which no article is recognised.
    """
    source = None if house is None else source_of(document)
    if source is not None and house is not None:
        lines = _lines(present, source, style, house, title)
        found = None if lines is None else _edited(lines, style, house)
        if found is None and (lines is None or _may_be_words(lines)):
            found = edited_words(present, source, style, house=house, title=title)
        if found is not None:
            return found
    imported, base = read_edited(document, style_on_page(present, style), source)
    return edited_in_document(
        present,
        imported,
        base,
        style,
        house=house or HOUSES[language_of(style.language).house],
        title=title,
        paged=house is not None,
    )


def _lines(
    present: Charter, source: SourceDocument, style: DraftingStyle, house: HouseStyle, title: str
) -> PrintedLines | None:
    """The lines of a document beside the present ones; None where lines are not all of it."""
    if PurePath(source.file).suffix.lower() not in _ENDINGS:
        return None
    if source.lost or source.notes or source.passages:
        return None
    texts = [*(each.text for each in source.blocks), *(each.text for each in source.left_out)]
    if size(*texts) - source.computed < source.total:
        return None
    printer = Printer(style=style_on_page(present, style), house=house_on_page(present, house))
    return PrintedLines(present, source, printer, title)


def _may_be_words(lines: PrintedLines) -> bool:
    """Whether as many lines stand in the document as are printed, or nothing is known of them."""
    standing = any(isinstance(each, StandingUnit) and each.article for each in lines.stretches)
    return not standing or lines.end == sum(len(unit.lines) for unit in lines.units)


def _tell_numbers(lines: PrintedLines) -> bool:
    """Whether every article that stands prints its number, unless nothing but words was edited.

    One that is counted and prints none, or stands behind the label of another one that is
    deleted, gets its number from those around it.
    """
    if not any(isinstance(each, LinesBetween) or each.moved for each in lines.stretches):
        return True
    for unit in lines.units:
        if unit.article is not None:
            loose = goes_unnumbered(unit.article)
            label = "" if loose else lines.printer.article_number(unit.article)
            if not any(label in line for line in unit.lines) or not (label or loose):
                return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The articles that were read between others, by the line where these begin."""

    articles: Mapping[int, tuple[Article, ...]] = field(default_factory=dict)
    grown: frozenset[int] = frozenset()
    """The lines where articles begin that are among them, with more than they had."""
    places: Mapping[str, Place] = field(default_factory=dict)
    text: EditedText | None = None
    """All that was read, with the articles around it."""
    notices: tuple[Problem, ...] = ()


def _edited(lines: PrintedLines, style: DraftingStyle, house: HouseStyle) -> EditedArticles | None:
    """The present articles as the document has them; None where that cannot be shown."""
    between = [each for each in lines.stretches if isinstance(each, LinesBetween)]
    if not all(each.plain for each in between) or not _tell_numbers(lines):
        return None
    differs = any(each.start < each.end or each.around for each in between)
    read = _read(lines, style, house) if differs else _Read()
    if read is None:
        return None
    made = _composed(lines, read)
    if made is None or not lines.prints(made.charter):
        return None
    return _told(lines, read, made, style_on_page(lines.present, style))


def _read(lines: PrintedLines, style: DraftingStyle, house: HouseStyle) -> _Read | None:
    """What stands between the articles that stand there; None where these come out otherwise."""
    taken = [lines.stretches[at] for at in sorted(_chosen(lines.stretches))]
    blocks: list[SourceBlock] = []
    for each in taken:
        blocks += lines.source.blocks[each.start : each.end]
    if len(blocks) > _MOST * lines.end:
        return None
    source = SourceDocument(
        format=lines.source.format,
        file=lines.source.file,
        blocks=list(blocks),
        total=size(*(block.text for block in blocks)),
    )
    present = lines.present
    imported = import_source(source, style=style_on_page(present, style), edited=True)
    if imported.report.lost:
        return None
    keys = {unit.key for each in taken for unit in _units(each)}
    around = replace(
        present,
        articles=tuple(each for each in present.articles if each.key in keys),
        supplementary=tuple(each for each in present.supplementary if each.key in keys),
    )
    found = edited_in_document(around, imported, None, style, house=house, title=lines.title)
    text = found.edited
    page = text.charter.page
    if text.blocks or replace(page, title=present.page.title) != present.page:
        return None
    placed = _placed(taken, text.charter, present)
    if placed is None:
        return None
    told = {
        (block.place.line, block.place.path)
        for each in taken
        if isinstance(each, LinesBetween) or each.start in placed[1]
        for block in lines.source.blocks[each.start : each.end]
    }
    return _Read(
        articles=placed[0],
        grown=placed[1],
        places=found.places,
        text=text,
        notices=tuple(
            each
            for each in found.notices
            if each.code == "edited-captions" or (each.place.line, each.place.path) in told
        ),
    )


def _units(stretch: Stretch) -> Iterator[PrintedUnit]:
    if isinstance(stretch, LinesBetween):
        yield from stretch.units
    else:
        yield stretch.unit


def _chosen(stretches: Sequence[Stretch]) -> set[int]:
    """What is read: all that is no article, what differs, and the articles around both."""
    chosen: set[int] = set()
    for at, each in enumerate(stretches):
        differs = isinstance(each, LinesBetween)
        if differs or (isinstance(each, StandingUnit) and each.article is None):
            around = _AROUND if differs else 1
            chosen.update(range(max(at - around, 0), min(at + around + 1, len(stretches))))
    return chosen


def _placed(
    taken: Sequence[Stretch], read: Charter, present: Charter
) -> tuple[dict[int, tuple[Article, ...]], frozenset[int]] | None:
    """The articles that were read in each stretch between others, in the present chapters.

    And the lines where those begin that go on in the stretch behind them, with a paragraph more:
    they are among what was read. None where others that stand are not read as what they are.
    """
    homes: dict[str | None, str | None] = {None: None}
    for mine, others in ((present.chapters, read.chapters), (present.blocks, read.blocks)):
        if [_title(each, mine) for each in mine] != [_title(each, others) for each in others]:
            return None
        homes.update((other.key, own.key) for own, other in zip(mine, others, strict=True))
    rows: list[list[Stretch]] = [[], []]
    for each in taken:
        if isinstance(each, StandingUnit) and each.unit.kind == "supplementary":
            rows.append([])
        elif not each.around and (isinstance(each, LinesBetween) or each.article is not None):
            rows[min(len(rows) - 2, 1)].append(each)
    found: dict[int, tuple[Article, ...]] = {}
    grown: set[int] = set()
    for row, articles in zip(rows, (read.articles, read.supplementary), strict=False):
        placed = _placed_in_row(row, articles, homes)
        if placed is None:
            return None
        found.update(placed[0])
        grown |= placed[1]
    return found, frozenset(grown)


def _placed_in_row(
    row: Sequence[Stretch], articles: Sequence[Article], homes: _Homes
) -> tuple[dict[int, tuple[Article, ...]], set[int]] | None:
    found: dict[int, tuple[Article, ...]] = {}
    grown: set[int] = set()
    between: LinesBetween | None = None
    began = end = 0
    for at, each in enumerate(row):
        if isinstance(each, LinesBetween):
            if between is None:
                between = each
            elif end != each.start:
                return None  # the title of a chapter stands between the two
        else:
            last = len(articles) if between is not None else min(began + 1, len(articles))
            same = (n for n in range(began, last) if _same(each, articles[n], homes))
            place = next(same, None)
            if place is not None:
                if between is not None:
                    found[between.start] = tuple(articles[began:place])
                between, began = None, place + 1
            elif at + 1 < len(row) and row[at + 1].start == each.end:
                if not isinstance(row[at + 1], LinesBetween):
                    return None
                grown.add(each.start)
            else:
                return None
        end = each.end
    if between is not None:
        found[between.start] = tuple(articles[began:])
    elif began < len(articles):
        return None
    if not all(each.chapter in homes for row in found.values() for each in row):
        return None
    return {
        start: tuple(replace(each, chapter=homes[each.chapter]) for each in row)
        for start, row in found.items()
    }, grown


_Homes = Mapping[str | None, str | None]
"""The present chapters by those that were read."""


def _title(chapter: Chapter, row: Sequence[Chapter]) -> tuple[object, ...]:
    """What a chapter is, with the place of the one around it."""
    outer = next((at for at, each in enumerate(row) if each.key == chapter.parent), None)
    return chapter.number, chapter.heading, outer


def _same(standing: StandingUnit, other: Article, homes: _Homes) -> bool:
    """Whether an article was read as the one that stands there."""
    one = standing.article
    assert one is not None
    numbers = [None if each.number is None else each.number.parts for each in (one, other)]
    return (
        numbers[0] == numbers[1]
        and goes_unnumbered(one) == goes_unnumbered(other)
        and one.chapter == homes.get(other.chapter, "")
        and content(one) == content(other)
    )


@dataclass(frozen=True, slots=True)
class _Composed:
    """The articles of the document, and the keys in what was read of those that are new."""

    charter: Charter
    new: Mapping[str, str]


def _composed(lines: PrintedLines, read: _Read) -> _Composed | None:
    """The articles that stand, and between them those that were read.

    None where their numbers have to be told apart, or a block of supplementary provisions has to
    be counted: that is done where all of them are read.
    """
    present = lines.present
    later = {each.key for each in present.supplementary}
    taken = TakenKeys(
        (*present.by_key(), *(each.key for each in (*present.chapters, *present.blocks)))
    )
    new: dict[str, str] = {}
    rows: tuple[list[Article], list[Article]] = ([], [])
    row = rows[0]
    for each in lines.stretches:
        if isinstance(each, LinesBetween):
            if row is rows[1] and present.blocks:
                return None
            for article in read.articles.get(each.start, ()):
                key = taken.make("new")
                new[key] = article.key
                row.append(replace(article, key=key))
        elif each.unit.kind == "supplementary":
            row = rows[1]
        elif each.article is not None and each.start not in read.grown:
            row = rows[each.article.key in later]
            row.append(each.article)
    articles, supplementary = (tuple(each) for each in rows)
    for found in (articles, supplementary):
        numbers = [each.number for each in found if each.number and not goes_unnumbered(each)]
        apart = any(number.told_apart and not number.block for number in numbers)
        if apart or len(set(numbers)) < len(numbers):
            return None
    if any(map(goes_unnumbered, articles)):
        if lines.printer.style.numbered_in_chapters:
            return None
        articles = counted(articles)
    if any(map(goes_unnumbered, supplementary)):
        supplementary = counted_in_blocks(supplementary, present.blocks)
    charter = replace(present, articles=articles, supplementary=supplementary)
    if read.text is not None:
        preamble, closing = read.text.preamble, read.text.closing
        charter = replace(
            charter,
            preamble=charter.preamble if preamble is None else preamble,
            closing=charter.closing if closing is None else closing,
            page=read.text.charter.page,
        )
    return _Composed(charter, new)


def _told(
    lines: PrintedLines, read: _Read, made: _Composed, style: DraftingStyle
) -> EditedArticles:
    """The articles beside the present ones, with their places and what is to be said.

    Where nothing but words was edited, each is the present one of its key.
    """
    source, name = lines.source, lines.source.file
    standing = [each for each in lines.stretches if isinstance(each, StandingUnit) and each.article]
    notices = tuple(notices_of(source.doubts, source.left_out, name, tracked=False))
    if not any(isinstance(each, LinesBetween) or each.moved for each in lines.stretches):
        places = {each.unit.key: _place(lines, each) for each in standing if each.worded}
        edited = EditedText(charter=made.charter, keyed=True)
        return EditedArticles(
            present=lines.present, edited=edited, file=name, places=places, notices=notices
        )
    present = without_openings(lines.present, style)
    bare = present.by_key()

    def as_read(article: Article) -> Article:
        return article if article.key in made.new else replace(article, form=bare[article.key].form)

    charter = replace(
        made.charter,
        articles=tuple(map(as_read, made.charter.articles)),
        supplementary=tuple(map(as_read, made.charter.supplementary)),
    )
    edited = EditedText(charter=charter, style=style)
    if read.text is not None:
        edited = replace(
            read.text,
            charter=charter,
            printed={
                key: read.text.printed[old]
                for key, old in made.new.items()
                if old in read.text.printed
            },
        )
    places = {each.unit.key: _place(lines, each) for each in standing}
    places.update((key, read.places[old]) for key, old in made.new.items() if old in read.places)
    return EditedArticles(
        present=present,
        edited=edited,
        file=name,
        places=places,
        notices=(*notices, *read.notices),
    )


def _place(lines: PrintedLines, standing: StandingUnit) -> Place:
    """Where the number of an article stands in the document."""
    assert standing.article is not None
    label = lines.printer.article_number(standing.article)
    own = lines.source.blocks[standing.start : standing.end]
    found = next((each for each in own if label in each.whole), own[0])
    return replace(found.place, file=lines.source.file)
