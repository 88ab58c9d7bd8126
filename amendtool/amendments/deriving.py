"""Operations from two states of the articles: what turns the one into the other, by key.

``derive(proposed, present)`` is the inverse of an amendment: applied to the proposed
articles it gives the present ones back, keys and chapters included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.amendments.operations import (
    Delete,
    Insert,
    Numbering,
    Operation,
    Renumber,
    Replace,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number


def derive(
    present: Charter, proposed: Charter, *, in_chapters: bool = False
) -> tuple[Operation, ...]:
    """The operations that make ``proposed`` of ``present``; articles are matched by key.

    A changed article is replaced as a whole; renumberings are said explicitly, as ranges.
    ``in_chapters`` says that articles are counted within their chapters.
    """
    own = 2 if in_chapters else 1
    return (
        *_chapters(present, proposed),
        *_articles(present, proposed, supplementary=False, own=own),
        *_articles(present, proposed, supplementary=True),
    )


def _chapters(present: Charter, proposed: Charter) -> Iterator[Operation]:
    old = {chapter.key: chapter for chapter in present.chapters}
    new = {chapter.key: chapter for chapter in proposed.chapters}
    for key, chapter in old.items():
        address = address_of_chapter(present, key)
        if key not in new:
            target = replace(address, heading=True)
            yield Delete(target=AddressRange(target, target), numbering=Numbering.SHIFT)
            continue
        if chapter.heading != new[key].heading:
            yield Replace(
                target=replace(address, heading=True),
                heading=new[key].heading,
                drop_heading=new[key].heading is None,
            )
        if chapter.number != new[key].number:
            to = address.at(new[key].number)
            yield Renumber(target=AddressRange(address, address), to=AddressRange(to, to))
    kept = {article.key for article in present.articles}
    kept &= {article.key for article in proposed.articles}
    for key, chapter in new.items():
        inside = _inside(proposed, key)
        stay = {article.key for article in inside} & kept
        stood = {article.key for article in _inside(present, key)} & kept
        holds = _span(inside) if stay != stood else None
        if key in old:
            if holds:
                yield Replace(target=address_of_chapter(present, key), holds=holds)
            continue
        outer = address_of_chapter(proposed, chapter.parent) if chapter.parent else None
        yield Insert(
            target=address_of_chapter(proposed, key),
            key=key,
            heading=chapter.heading,
            chapter=outer,
            holds=holds,
            numbering=Numbering.SHIFT,
        )


def _inside(charter: Charter, key: str) -> Sequence[Article]:
    """The articles in a chapter and its sections."""
    within = {
        chapter.key
        for chapter in charter.chapters
        if any(outer.key == key for outer in charter.outer_chapters(chapter.key))
    }
    return [article for article in charter.articles if article.chapter in within]


def _span(articles: Sequence[Article]) -> AddressRange | None:
    if not articles:
        return None
    ends = (Address(article=articles[0].number), Address(article=articles[-1].number))
    return AddressRange(*ends)


def _articles(
    present: Charter, proposed: Charter, *, supplementary: bool, own: int = 1
) -> Iterator[Operation]:
    old_row = present.supplementary if supplementary else present.articles
    new_row = proposed.supplementary if supplementary else proposed.articles
    old = {article.key: article for article in old_row}
    new = {article.key: article for article in new_row}
    moved: list[tuple[Number, Number]] = []
    for key, article in old.items():
        address = Address(supplementary=supplementary, article=article.number)
        if key not in new:
            yield Delete(target=AddressRange(address, address), numbering=Numbering.SHIFT)
            continue
        yield from _changed(article, new[key], address)
        number = new[key].number
        if article.number is not None and number is not None:
            moved.append((article.number, number))
    for key, article in new.items():
        if key in old:
            continue
        chapter: Address | None = None
        if proposed.chapters and not supplementary:
            home = article.chapter
            chapter = Address() if home is None else address_of_chapter(proposed, home)
        yield Insert(
            target=address_of_article(proposed, key),
            key=key,
            heading=article.heading,
            body=article.paragraphs,
            status=article.status,
            chapter=chapter,
            numbering=Numbering.SHIFT if article.number is not None else None,
        )
    for (first, to_first), (last, to_last) in runs(moved, own=own):
        row = Address(supplementary=supplementary, article=first)
        yield Renumber(
            target=AddressRange(row, row.at(last)),
            to=AddressRange(row.at(to_first), row.at(to_last)),
        )


def _changed(old: Article, new: Article, address: Address) -> Iterator[Operation]:
    same_text = (old.paragraphs, old.status) == (new.paragraphs, new.status)
    if same_text and old.heading == new.heading:
        return
    if new.status is Status.RESERVED and new.heading is None and not same_text:
        yield Delete(target=AddressRange(address, address), numbering=Numbering.RESERVE)
        return
    yield Replace(
        target=address,
        heading=new.heading if new.heading != old.heading else None,
        drop_heading=new.heading is None and old.heading is not None,
        body=None if same_text else new.paragraphs,
        status=Status.TEXT if same_text else new.status,
    )


def runs(
    moved: Sequence[tuple[Number, Number]],
    *,
    own: int = 1,
) -> Iterator[tuple[tuple[Number, Number], tuple[Number, Number]]]:
    """The first and last pair of each run of plain numbers that move by the same step.

    Numbers that stay are left out. A branch number ends a run and stands for itself,
    unless it only follows its stem. What has more than ``own`` parts is a branch number.
    """

    def is_branch(number: Number) -> bool:
        return len(number.parts) > own

    stems = dict(moved)
    run: list[tuple[Number, Number]] = []
    for old, new in moved:
        follows = is_branch(old) and stems.get(Number(old.stem)) == Number(new.stem or (1,))
        if old == new or (follows and old.last == new.last):
            if old == new and run:
                yield run[0], run[-1]
                run = []
            continue
        joins = (
            run
            and not (is_branch(old) or is_branch(new) or is_branch(run[-1][1]))
            and (old, new) == (run[-1][0].next(), run[-1][1].next())
        )
        if run and not joins:
            yield run[0], run[-1]
            run = []
        run.append((old, new))
        if is_branch(old) or is_branch(new):
            yield run[0], run[-1]
            run = []
    if run:
        yield run[0], run[-1]
