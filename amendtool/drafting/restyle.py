"""Restyling: the amendment that gives the numbers of whole levels another form.

It holds nothing but ``replace`` with ``mark``, one for each number that is printed otherwise, so
that a meeting votes on what it sees; nothing is restyled unless somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from amendtool.amendments.operations import Replace
from amendtool.articles.addresses import Address, address_of_article, address_of_chapter
from amendtool.articles.charter import Article, Body, Chapter, Charter, Status
from amendtool.articles.numbers import Number, NumberForm, SpanForm
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.marks import mark_of

Level: TypeAlias = Literal["chapter", "article", "paragraph", "items"]
LEVELS: Final[tuple[Level, ...]] = ("chapter", "article", "paragraph", "items")


def restyled(
    charter: Charter, style: DraftingStyle, wanted: DraftingStyle, levels: Collection[Level]
) -> tuple[Replace, ...]:
    """The operations that print the numbers of ``levels`` as ``wanted`` prints them.

    What prints no number goes on printing none: a first paragraph, an article that is counted
    with its neighbour, one that the label of others speaks for. Of items those change at the
    depths whose form is another one in ``wanted``.
    """
    found: list[Replace] = []
    if "chapter" in levels:
        for chapter in charter.chapters:
            depth = len(charter.outer_chapters(chapter.key))
            shown, form = style.printed_title(depth, chapter.form), wanted.title_form(depth)
            gaps = style.title_gap(style.title_form(depth)), wanted.title_gap(form)
            label = _label(shown, form, chapter, gaps)
            if label is not None:
                at = address_of_chapter(charter, chapter.key)
                found.append(Replace(target=at, mark=label))
    for article in charter.every_article():
        address = address_of_article(charter, article.key)
        if "article" in levels and article.number is not None:
            shown, form = style.printed_article(article.form), wanted.article
            reserved = article.status is Status.RESERVED
            gaps = style.article_gap(style.article), wanted.article_gap(form)
            label = None if reserved else _label(shown, form, article, gaps)
            if label is not None:
                found.append(Replace(target=address, mark=label))
        found += _below(article.body, address, style, wanted, levels, 0)
    return tuple(found)


def _label(
    shown: NumberForm, form: NumberForm, each: Article | Chapter, gaps: tuple[str, str]
) -> str | None:
    """The mark of a number that is printed at all and comes out otherwise; else None.

    ``gaps`` are what parts it from a heading at its level, now and as it is wanted.
    """
    if shown.silent or isinstance(shown, SpanForm) or each.number is None:
        return None
    usual, gap = gaps
    told = each.heading is not None and gap != usual
    label = replace(form, gap=gap, tells_gap=told).told(each.number)
    return None if label == shown.told(each.number) else label


def _below(
    body: Body,
    owner: Address,
    style: DraftingStyle,
    wanted: DraftingStyle,
    levels: Collection[Level],
    depth: int,
) -> Iterator[Replace]:
    for position, each in enumerate(body):
        if isinstance(each, str):
            continue
        address = owner.item(each.number) if depth else _paragraph(owner, each.number)
        shown = mark_of(each, style, depth, first=not depth and not position)
        form = wanted.item_form(depth) if depth else wanted.paragraph
        asked = ("items" if depth else "paragraph") in levels
        if depth and form == style.item_form(depth) and depth > wanted.items_chosen:
            asked = False  # nobody has said anything of this depth
        if asked and shown and shown != form.printed(each.number):
            yield Replace(target=address, mark=form.printed(each.number))
        yield from _below(each.body, address, style, wanted, levels, depth + 1)


def _paragraph(article: Address, number: Number) -> Address:
    return Address(supplementary=article.supplementary, article=article.article, paragraph=number)
