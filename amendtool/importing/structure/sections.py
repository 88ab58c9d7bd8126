"""Articles that a document counts within their chapters, or that the drafting style does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.charter import Article
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.importing.blocks import doubt
from amendtool.importing.structure.entries import ArticleEntry, ChapterEntry, Outline


def by_chapter(
    entries: Sequence[ArticleEntry], outline: Outline, doubts: list[Problem]
) -> Iterator[tuple[ChapterEntry, list[ArticleEntry]]]:
    """The articles of each chapter; those before the first one stand at its beginning."""
    first, *others = outline.chapters
    before = [entry for entry in entries if entry.chapter is None]
    for entry in before:
        entry.chapter = first
        doubts.append(
            doubt(
                "chapter-text",
                f"this stands before the first Article; it is kept in it ({first.heading[:40]})",
                "move it where it belongs",
                entry.place,
            )
        )
    for chapter in (first, *others):
        inside = [entry for entry in entries if entry.chapter is chapter]
        if inside:
            yield chapter, inside


def in_chapter(article: Article, chapter: Number) -> Article:
    """The article with the number of its chapter in front of its own."""
    if article.number is None:
        return article
    return replace(article, number=Number((chapter.main, *article.number.parts)))


def start_again(rows: Sequence[ArticleEntry]) -> bool:
    """Whether the numbers start again and again, so that they cannot be kept."""
    last: Number | None = None
    chapter: ChapterEntry | None = None
    starts = 0
    for entry in rows:
        if entry.number is None:
            continue
        if entry.dotted:
            return True
        if last is not None and entry.number == Number.of(1) <= last:
            starts += entry.chapter is not chapter or last > Number.of(2)
        last, chapter = entry.number, entry.chapter
    return starts > 0


def bare_heading(heading: str, style: DraftingStyle) -> str:
    """The heading without what the style prints around it: brackets, or a full stop behind it."""
    left, right = style.heading_brackets
    if not left and right and heading != right:
        return heading.removesuffix(right)
    return style.unbracketed(heading)
