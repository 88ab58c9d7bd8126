"""Splits and merges between two states: articles that part with paragraphs, word for word.

What is found is a proposal. Whoever drafts tries it, for references to a whole article may
have to be asked about, and then the paragraphs had better come and go one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from amendtool.amendments.operations import Merge, Part, Split
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, Paragraph
from amendtool.articles.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """A split or a merge, with the keys of the articles that come and go by it.

    ``heir`` is the key of the article that stays.
    """

    operation: Split | Merge
    heir: str
    come: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def partings(present: Charter, edited: Charter) -> Iterator[Parting]:
    """The splits and merges that lead from ``present`` towards ``edited``, matched by key."""
    for supplementary in (False, True):
        old = present.supplementary if supplementary else present.articles
        new = edited.supplementary if supplementary else edited.articles
        yield from _splits(old, new, supplementary)
        yield from _merges(old, new, supplementary)


def _words(article: Article) -> tuple[object, ...]:
    """The paragraphs without their numbers."""
    return tuple((each.text, each.items, each.closing) for each in article.paragraphs)


def _splits(
    old_row: Sequence[Article], new_row: Sequence[Article], supplementary: bool
) -> Iterator[Parting]:
    old = {article.key: article for article in old_row}
    for at, heir in enumerate(new_row):
        before = old.get(heir.key)
        if before is None or len(before.paragraphs) <= len(heir.paragraphs):
            continue
        for group in _groups(new_row, at, old, len(before.paragraphs)):
            if _said(group) == _words(before):
                parts = tuple(_parts(before, heir, group, supplementary))
                yield Parting(
                    operation=Split(
                        target=_address(before, supplementary),
                        parts=parts,
                        heir=_address(heir, supplementary),
                    ),
                    heir=heir.key,
                    come=frozenset(each.key for each in group) - {heir.key},
                )


def _groups(
    row: Sequence[Article], at: int, others: Collection[str], paragraphs: int
) -> Iterator[Sequence[Article]]:
    """The runs around ``row[at]`` of articles that ``others`` lack, with so many paragraphs."""
    start = at
    while True:
        count, end = sum(len(each.paragraphs) for each in row[start : at + 1]), at
        while count < paragraphs and end + 1 < len(row) and row[end + 1].key not in others:
            end += 1
            count += len(row[end].paragraphs)
        group = row[start : end + 1]
        whole = all(each.number is not None and each.paragraphs for each in group)
        if count == paragraphs and len(group) > 1 and whole:
            yield group
        if not start or row[start - 1].key in others or at - start >= paragraphs:
            return
        start -= 1


def _said(group: Sequence[Article]) -> tuple[object, ...]:
    return tuple(words for each in group for words in _words(each))


def _parts(
    before: Article, heir: Article, group: Sequence[Article], supplementary: bool
) -> Iterator[Part]:
    start = 0
    for article in group:
        taken = before.paragraphs[start : start + len(article.paragraphs)]
        start += len(taken)
        new = article is not heir
        ends = [_paragraph(before, each, supplementary) for each in (taken[0], taken[-1])]
        yield Part(
            at=_address(article, supplementary),
            holds=AddressRange(*ends),
            key=article.key if new else None,
            heading=article.heading if new else None,
        )


def _merges(
    old_row: Sequence[Article], new_row: Sequence[Article], supplementary: bool
) -> Iterator[Parting]:
    new = {article.key: article for article in new_row}
    for at, heir in enumerate(old_row):
        after = new.get(heir.key)
        if after is None or after.number is None or len(after.paragraphs) <= len(heir.paragraphs):
            continue
        for group in _groups(old_row, at, new, len(after.paragraphs)):
            if _said(group) == _words(after):
                ends = [_address(each, supplementary) for each in (group[0], group[-1])]
                yield Parting(
                    operation=Merge(
                        target=AddressRange(*ends),
                        to=_address(after, supplementary),
                        heir=_address(heir, supplementary),
                        heading=after.heading if after.heading != heir.heading else None,
                    ),
                    heir=heir.key,
                    gone=frozenset(each.key for each in group) - {heir.key},
                )


def _address(article: Article, supplementary: bool) -> Address:
    return Address(supplementary=supplementary, article=article.number)


def _paragraph(article: Article, paragraph: Paragraph, supplementary: bool) -> Address:
    number: Number = paragraph.number
    return Address(supplementary=supplementary, article=article.number, paragraph=number)
