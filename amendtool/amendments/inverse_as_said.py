"""The operations between any two states of the articles, every number and place said.

With the numbering ``stay`` nothing follows from anything else, so they need no numbers in turn. It
is how nobody would write an amendment: :mod:`amendtool.amendments.inverse` says what it can in the
way of a drafter, and comes here for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.amendments.inverse import (
    changed_article,
    changed_titles,
    held_chapters,
    other_page,
)
from amendtool.amendments.operations import Delete, Insert, Move, Operation, Renumber, Replace
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.charter import Article, Chapter, Charter, goes_unnumbered
from amendtool.articles.numbers import Number
from amendtool.articles.order import steady
from amendtool.articles.unnumbered import FIRST_BLOCK, block_titles


def derive_as_said(present: Charter, proposed: Charter) -> tuple[Operation, ...]:
    """The operations that make ``proposed`` of ``present`` with the numbering ``stay``."""
    return (
        *_chapters(present, proposed),
        *changed_titles(present, proposed),
        *_blocks(present, proposed),
        *_articles(present, proposed, supplementary=False),
        *_articles(present, proposed, supplementary=True),
        *other_page(present, proposed),
    )


def _only(address: Address) -> AddressRange:
    return AddressRange(address, address)


def _chapters(present: Charter, proposed: Charter) -> Iterator[Operation]:
    old = {chapter.key: chapter for chapter in present.chapters}
    new = {chapter.key: chapter for chapter in proposed.chapters}
    moving = _moving(present, proposed)
    for key, chapter in old.items():
        address = address_of_chapter(present, key)
        heading = Address(chapters=address.chapters, heading=True)
        if key not in new:
            yield Delete(target=_only(heading))
            continue
        other = new[key]
        if chapter.heading != other.heading:
            drop = other.heading is None
            yield Replace(target=heading, heading=other.heading, drop_heading=drop)
        to = address.at(other.number)
        if key in moving:
            yield Move(target=_only(address), to=_only(to), behind=_before(proposed, other))
        elif chapter.number.parts != other.number.parts:
            yield Renumber(target=_only(address), to=_only(to))
    kept = {a.key for a in present.articles} & {a.key for a in proposed.articles}
    for each in held_chapters(present, proposed, kept):
        if isinstance(each, Insert) and each.key is not None:
            yield replace(each, behind=_before(proposed, new[each.key]))
        else:
            yield each


def _before(charter: Charter, chapter: Chapter) -> Address:
    """The chapter beside this one that stands before it; an empty address for the first."""
    row = [each for each in charter.chapters if each.parent == chapter.parent]
    at = row.index(chapter)
    return address_of_chapter(charter, row[at - 1].key) if at else Address()


def _moving(present: Charter, proposed: Charter) -> set[str]:
    """The chapters that change their place among those beside them."""
    place = {chapter.key: at for at, chapter in enumerate(present.chapters)}
    rows: dict[str | None, list[str]] = {}
    for chapter in proposed.chapters:
        if chapter.key in place:
            rows.setdefault(chapter.parent, []).append(chapter.key)
    found: set[str] = set()
    for row in rows.values():
        kept = steady([place[key] for key in row])
        found |= {key for key in row if place[key] not in kept}
    return found


def _blocks(present: Charter, proposed: Charter) -> Iterator[Operation]:
    """The blocks of supplementary provisions that come; those that go, go with their articles."""
    standing = {block.key for block in present.blocks}
    titles = block_titles(proposed.blocks)
    behind = Address()
    for block in proposed.blocks:
        target = Address(supplementary=True, block=titles[block.key])
        if block.key not in standing:
            yield Insert(target=target, key=block.key, behind=behind)
        behind = target


def _articles(present: Charter, proposed: Charter, *, supplementary: bool) -> Iterator[Operation]:
    old_row = present.supplementary if supplementary else present.articles
    new_row = proposed.supplementary if supplementary else proposed.articles
    old = {article.key: article for article in old_row}
    new = {article.key: article for article in new_row}
    going = _going(old_row, new_row)
    behind: Address = Address()
    home: str | None = None
    for article in new_row:
        if supplementary and article.chapter != home:
            behind, home = Address(), article.chapter  # each block is a row of its own
        chapter: Address | None = None
        if proposed.chapters and not supplementary:
            inner = article.chapter
            chapter = Address() if inner is None else address_of_chapter(proposed, inner)
        target = _named(proposed, article.key)
        stood = old.get(article.key)
        loose = article.number is not None and goes_unnumbered(article)
        if stood is None:
            yield Insert(
                target=target,
                key=article.key,
                heading=article.heading,
                body=article.body,
                status=article.status,
                chapter=chapter,
                behind=None if loose or article.number is None else behind,
            )
        elif loose and stood.chapter != article.chapter and not supplementary:
            here = Address(article=stood.number)
            yield Move(target=_only(here), chapter=chapter or Address())
        elif stood.number is not None and article.number is not None and not loose:
            here = Address(supplementary=supplementary, article=stood.number)
            to = here.at(_local(article.number))
            if article.key in going:
                yield Move(target=_only(here), to=_only(to), chapter=chapter, behind=behind)
            elif stood.number.parts != article.number.parts:
                yield Renumber(target=_only(here), to=_only(to))
        if not loose and article.number is not None:
            behind = target
    for key, article in old.items():
        here = Address(supplementary=supplementary, article=article.number)
        if key not in new:
            if article.number is None and present.blocks:
                here = replace(here, block=FIRST_BLOCK)  # and none of those behind it
            yield Delete(target=_only(here))
        else:
            yield from changed_article(article, new[key], here)


def _local(number: Number) -> Number:
    return number.local if number.block else number


def _named(charter: Charter, key: str) -> Address:
    """The address of a proposed article; in a block by its title and its number there."""
    address = address_of_article(charter, key)
    number = address.article
    if number is None or not number.block:
        return address
    inner = number.local if number.inside else None
    return Address(supplementary=True, article=inner, block=number.block)


def _going(old_row: Sequence[Article], new_row: Sequence[Article]) -> set[str]:
    """The articles that change their place among those that stay."""
    place = {article.key: at for at, article in enumerate(old_row)}
    row = [
        article
        for article in new_row
        if article.key in place and article.number is not None and not goes_unnumbered(article)
    ]
    kept = steady([place[article.key] for article in row])
    return {article.key for article in row if place[article.key] not in kept}
