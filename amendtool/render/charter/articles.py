"""The articles themselves as text and as JSON: what ``show`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from amendtool.articles import nested
from amendtool.articles.addresses import Address, block_row, canonical, find
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    goes_unnumbered,
    text_of,
)
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HeadingPlace, HouseStyle
from amendtool.comparison.page import house_on_page, style_on_page
from amendtool.comparison.table import Block, BlockKind
from amendtool.render.charter.lines import blocks_of

if TYPE_CHECKING:
    from amendtool.render.records import (
        ArticleRecord,
        ArticlesRecord,
        ProvisionRecord,
        TextBetweenRecord,
    )


def articles_text(
    charter: Charter, style: DraftingStyle, house: HouseStyle, address: Address | None = None
) -> str:
    """The articles, or the provision at ``address``, as in print; ends with a line feed."""
    style, house = style_on_page(charter, style), house_on_page(charter, house)
    printer = Printer(style=style, house=house)
    if address is not None and address.paragraph is not None:
        charter = nested.in_full(charter, style)  # one provision alone
    printed = _printed(charter, printer, address)
    if house.heading_place is HeadingPlace.IN_LINE:
        printed = map(printer.arranged, printed)
    parts = [_text(blocks) for blocks in printed]
    return "\n\n".join(parts) + "\n"


def _text(blocks: tuple[Block, ...]) -> str:
    lines: list[str] = []
    for block in blocks:
        if block.joint is not None and lines:
            lines[-1] += block.joint.text + block.text
        else:
            lines.append("  " * block.level + block.text)
    return "\n".join(lines)


def _printed(
    charter: Charter, printer: Printer, address: Address | None
) -> Iterator[tuple[Block, ...]]:
    if address is None or (address.level == "chapter"):
        yield from _document(charter, printer, address)
        return
    if address.level is None:
        for article in block_row(charter, address) if address.block else charter.supplementary:
            yield printer.arranged(printer.article(article, changed=False), article)
        return
    found = find(charter, address)
    if isinstance(found, Article):
        if address.heading:
            text = printer.style.bracketed(found.heading or "")
            yield (Block(BlockKind.HEADING, printer.plain(text)),)
        else:
            yield printer.arranged(printer.article(found, changed=False), found)
    elif isinstance(found, Provision):
        yield printer.provision(found, depth=len(address.items))


def _document(
    charter: Charter, printer: Printer, address: Address | None
) -> Iterator[tuple[Block, ...]]:
    wanted: Chapter | None = None
    if address is not None:
        chapter = find(charter, address)
        wanted = chapter if isinstance(chapter, Chapter) else None
    if wanted is None and charter.preamble:
        yield _plain(charter.preamble, printer)
    printed: set[str] = set()
    for article in charter.articles:
        outer = charter.outer_chapters(article.chapter)
        if wanted is not None and wanted not in outer:
            continue
        for depth, chapter in enumerate(outer, 1):
            if chapter.key not in printed:
                printed.add(chapter.key)
                text = printer.chapter_text(chapter, depth)
                yield printer.chapter(text, changed=False)
        yield printer.arranged(printer.article(article, changed=False), article)
    for _, title, row in blocks_of(charter, printer.style) if wanted is None else ():
        yield printer.chapter(title, changed=False)
        for article in row:
            yield printer.arranged(printer.article(article, changed=False), article)
    if wanted is None and charter.closing:
        yield _plain(charter.closing, printer)


def _plain(text: str, printer: Printer) -> tuple[Block, ...]:
    """The text before or after the articles, each of its blocks on a line."""
    return tuple(Block(BlockKind.PARAGRAPH, printer.plain(line)) for line in text.split("\n"))


def articles_record(
    charter: Charter,
    paths: Mapping[str, str],
    style: DraftingStyle,
    address: Address | None = None,
) -> ArticlesRecord:
    """The articles, or those at ``address``, as the JSON document ``amendtool/articles/1``."""
    articles = [
        _article(charter, article, paths, style, supplementary=supplementary)
        for supplementary, row in ((False, charter.articles), (True, charter.supplementary))
        for article in row
        if _within(charter, article, supplementary, address)
    ]
    record: ArticlesRecord = {
        "schema": "amendtool/articles/1",
        "language": style.language,
        "chapters": [
            {
                "key": chapter.key,
                "number": str(chapter.number),
                "heading": chapter.heading,
                "parent": chapter.parent,
                "file": paths.get(chapter.key),
            }
            for chapter in charter.chapters
        ],
        "articles": articles,
        "preamble": charter.preamble,
        "closing": charter.closing,
    }
    if charter.blocks:
        record["blocks"] = [
            {"key": block.key, "title": block.heading, "file": paths.get(block.key)}
            for block in charter.blocks
        ]
    return record


def _within(
    charter: Charter, article: Article, supplementary: bool, address: Address | None
) -> bool:
    if address is None:
        return True
    if address.level == "chapter":
        chapter = find(charter, address)
        outer = charter.outer_chapters(article.chapter)
        return not supplementary and isinstance(chapter, Chapter) and chapter in outer
    if address.supplementary != supplementary:
        return False
    if address.block:
        return article in block_row(charter, address)
    return address.article in (None, article.number)


def _article(
    charter: Charter,
    article: Article,
    paths: Mapping[str, str],
    style: DraftingStyle,
    *,
    supplementary: bool,
) -> ArticleRecord:
    address = Address(supplementary=supplementary, article=article.number)
    record: ArticleRecord = {
        "key": article.key,
        "provision": canonical(address, style),
        "number": None if goes_unnumbered(article) else str(article.number),
        "supplementary": supplementary,
        "chapter": article.chapter,
        "heading": article.heading,
        "status": article.status.value,
        "file": paths.get(article.key),
        "paragraphs": [_provision(paragraph) for paragraph in article.paragraphs],
    }
    if text := text_of(article.body):
        record["text"] = text
    if between := _between(article.body):
        record["between"] = between
    return record


def _provision(provision: Provision) -> ProvisionRecord:
    number: Number = provision.number
    record: ProvisionRecord = {
        "number": str(number),
        "text": provision.text,
        "items": [_provision(item) for item in provision.items],
        "closing": provision.closing,
    }
    if between := _between(provision.body):
        record["between"] = between
    return record


def _between(body: Body) -> list[TextBetweenRecord]:
    """The texts between the provisions of a body."""
    after: Number | None = None
    found: list[TextBetweenRecord] = []
    for each in body[:-1]:
        if not isinstance(each, str):
            after = each.number
        elif after is not None:
            found.append({"after": str(after), "text": each})
    return found
