"""The product as a reader of documents: the one place that knows how it keeps articles.

Everything else here speaks of :class:`~tests.printed.tree.Node`. When the product's model
changes, :func:`tree_of` does, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Status,
    goes_unnumbered,
)
from amendtool.articles.nested import in_full
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HOUSES, STYLE_HOUSES, HouseStyle
from amendtool.importing.document import Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.importing.print_account import house_of
from tests.printed.compare import Doubted
from tests.printed.documents import Document
from tests.printed.printers import Printed
from tests.printed.tree import BULLET, Node, Row

FORMATS: Final = {"docx": "docx", "html": "html", "md": "markdown", "txt": "text"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the product made of a file."""

    tree: Node
    doubts: tuple[Doubted, ...]
    imported: Imported
    style: DraftingStyle


def read(printed: Printed, document: Document) -> Found:
    """The product's reading of a document, in the style that a user would name for it."""
    given = import_document(printed.data, file=printed.file, style=_style_for(document), learn=True)
    style = given.printed
    return Found(tree_of(given.charter, style), tuple(_doubts(given)), given, style)


def printed_again(found: Found, form: str, title: str) -> Printed:
    """The articles as the product prints them."""
    house = house_of(found.imported, None)
    export = make_export(found.imported.charter, style=found.style, house=house, title=title)
    data = render(ARTICLES, export, FORMATS[form])
    return Printed(data=data, file=f"again.{form}", owners={})


def read_again(printed: Printed, found: Found) -> Charter:
    """The charter that the product reads in what it printed."""
    style = found.style
    return import_document(printed.data, file=printed.file, style=style).charter


def tree_of(charter: Charter, style: DraftingStyle) -> Node:
    """The charter as a tree, every label as the product prints it."""
    printer = Printer(style=style, house=_house(style))
    charter = in_full(charter, style)
    articles: dict[str | None, list[Article]] = {}
    for article in charter.articles:
        articles.setdefault(article.chapter, []).append(article)

    def inside(key: str | None) -> tuple[str | Row, ...]:
        # What stands in an outer chapter by itself stands before its inner ones.
        body: list[str | Row] = []
        row: list[Node] = []
        for article in articles.get(key, []):
            if _is_told_elsewhere(article, printer):
                continue
            node = _article(article, printer)
            if goes_unnumbered(article) and not node.caption:
                # A text of the chapter, which has no number.
                body += [*_row(tuple(row)), *node.body]
                row = []
            else:
                row.append(node)
        row += [chapter_node(chapter) for chapter in charter.chapters if chapter.parent == key]
        return (*body, *_row(tuple(row)))

    def chapter_node(chapter: Chapter) -> Node:
        depth = len(charter.outer_chapters(chapter.key))
        return Node(
            label=style.printed_title(depth, chapter.form).printed(chapter.number) or None,
            caption=chapter.heading or "",
            place="behind",
            body=inside(chapter.key),
        )

    body = [*_texts(charter.preamble), *inside(None)]
    titles = {None: style.supplementary_title} | {each.key: each.heading for each in charter.blocks}
    blocks: list[Node] = []
    for key, title in titles.items():
        members = tuple(
            _article(article, printer)
            for article in charter.in_block(key)
            if not _is_told_elsewhere(article, printer)
        )
        if not members:
            continue
        plain = len(members) == 1 and members[0].label is None and not members[0].caption
        inner = members[0].body if plain else _row(members)
        blocks.append(Node(caption=title or "", place="alone", body=inner))
    body += _row(tuple(blocks))
    return Node(body=(*body, *_texts(charter.closing)))


def _row(nodes: tuple[Node, ...]) -> tuple[str | Row, ...]:
    return (Row(nodes),) if nodes else ()


def _texts(text: str) -> list[str | Row]:
    return [line for line in text.split("\n") if line]


def _is_told_elsewhere(article: Article, printer: Printer) -> bool:
    """Whether the one line of a range of deleted articles prints this one too."""
    return article.status is Status.RESERVED and not printer.reserved_text(article)


def _article(article: Article, printer: Printer) -> Node:
    style = printer.style
    label = printer.article_number(article) or None
    if article.status is not Status.TEXT:
        reserved = article.status is Status.RESERVED
        body: tuple[str | Row, ...]
        body = (style.reserved_label if reserved else style.omitted_label,)
    else:
        body = _inside(article.body, printer, 0)
        row = body[0]
        if len(body) == 1 and isinstance(row, Row) and len(row.items) == 1 and row.items[0].silent:
            body = row.items[0].body  # the only paragraph is the text of the article
    return Node(label=label, caption=article.heading or "", place="behind", body=body)


def _inside(body: Body, printer: Printer, depth: int) -> tuple[str | Row, ...]:
    """What stands in an article (depth 0) or in a provision of it."""
    parts: list[str | Row] = []
    row: list[Node] = []
    for place, each in enumerate(body):
        if isinstance(each, str):
            parts += [*_row(tuple(row)), *_lines(each)]
            row = []
            continue
        mark = printer.marker(each, depth, first=place == 0).strip()
        inner = _inside(each.body, printer, depth + 1)
        row.append(Node(label=mark or None, silent=not mark, body=inner))
    return (*parts, *_row(tuple(row)))


def _lines(text: str) -> Iterator[str | Row]:
    """The lines of a text: a bullet counts nothing and stands at the beginning of its line."""
    for bullet, lines in groupby(text.split("\n"), key=lambda line: bool(_BULLET.match(line))):
        if not bullet:
            yield from filter(None, lines)
            continue
        items = (_BULLET.sub("", line) for line in lines)
        yield Row(tuple(Node(label=BULLET, body=(item,)) for item in items))


_BULLET: Final = re.compile(r"[-*+•・●○][ \t\u3000]+")


def _house(style: DraftingStyle) -> HouseStyle:
    return HOUSES[STYLE_HOUSES.get(style.name) or {"en": "en", "ja": "ja-notice"}[style.language]]


def _style_for(document: Document) -> DraftingStyle | None:
    """Bylaws are named as such; of the other styles the language tells."""
    levels = document.levels
    frames = [level for level in levels if level.role == "frame" and level.form]
    inner = next((level for level in levels if level.role == "article"), None)
    if document.language != "en" or not frames or inner is None or inner.form is None:
        return None
    if inner.through or not frames[0].name.casefold().startswith("frame 'article"):
        return None
    if "{p}" in inner.form.template:
        return STYLES["bylaws"]
    return STYLES["bylaws-restart"] if inner.form.template.startswith("S") else None


_PARAGRAPH: Final = re.compile(r"paragraph ([0-9]+)")


def _doubts(found: Imported) -> Iterator[Doubted]:
    for doubt in found.report.doubts:
        if doubt.severity == "note":
            continue  # something to know, nothing to look at
        match = _PARAGRAPH.fullmatch(doubt.place.path or "")
        at = int(match[1]) if match else doubt.place.line
        yield Doubted(at, f"{doubt.message} {doubt.hint}")
