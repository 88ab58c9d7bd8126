"""The inverse of an amendment that splits or merges: a merge or a split.

What the structure of two states tells is enough to make one of the other, but it would say
that articles come and go. Where a split, or a merge, was said, its inverse says so too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Merge, Operation, Part, Replace, Split
from amendtool.articles.addresses import Address, AddressRange, Spot, address_of_article
from amendtool.articles.charter import Article, Charter, Paragraph
from amendtool.articles.numbers import Number
from amendtool.errors import AmendtoolError

INVERSE: Final = "inverse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """An application, as far as its inverse needs to know it."""

    present: Charter
    proposed: Charter
    kept: Mapping[Spot, Spot]
    operations: Sequence[Operation]
    apply: Callable[[Charter, Amendment], Charter]


def undo(undoing: Undoing) -> tuple[Operation, ...] | None:
    """The operations of the inverse, or None when they say no more than the structure does.

    They are tried: what they give is the present charter, or they are not given.
    """
    if not any(isinstance(operation, Split | Merge) for operation in undoing.operations):
        return None
    touched = {spot.key for spot in (*undoing.kept, *undoing.kept.values())}
    try:
        # A paragraph that is gone cannot come back with a split, nor an article elsewhere.
        operations = (*_inverses(undoing), *_texts(undoing, touched))
        amendment = Amendment(name=INVERSE, operations=operations, follow=False)
        same = undoing.apply(undoing.proposed, amendment) == undoing.present
    except (AmendtoolError, KeyError, StopIteration):
        return None
    return operations if same else None


def _inverses(undoing: Undoing) -> Iterator[Operation]:
    """Each split as a merge, each merge as a split."""
    before, after = undoing.present, undoing.proposed
    for operation in undoing.operations:
        if isinstance(operation, Split):
            present = _at(before, operation.target)
            heir = address_of_article(after, present.key)
            numbers = sorted((part.at for part in operation.parts), key=lambda at: at.number.parts)
            heading = present.heading
            yield Merge(
                target=AddressRange(numbers[0], numbers[-1]),
                to=operation.target,
                heir=heir,
                heading=heading if heading != _at(after, heir).heading else None,
            )
        elif isinstance(operation, Merge):
            yield _split(undoing, operation)


def _split(undoing: Undoing, operation: Merge) -> Split:
    heir = _at(undoing.present, operation.heir)
    target = address_of_article(undoing.proposed, heir.key)
    parts: list[Part] = []
    row = undoing.present.supplementary if target.supplementary else undoing.present.articles
    first, last = operation.target.first.number, operation.target.last.number
    for article in row:
        if article.number is None or not first <= article.number <= last:
            continue
        ends = (article.paragraphs[0].number, article.paragraphs[-1].number)
        spots = [undoing.kept[Spot(key=article.key, paragraph=number)] for number in ends]
        holds = AddressRange(*(replace(target, paragraph=spot.paragraph) for spot in spots))
        own = article.key == heir.key
        same = own and article.heading == _at(undoing.proposed, target).heading
        parts.append(
            Part(
                at=replace(target, article=article.number),
                holds=holds,
                key=None if own else article.key,
                heading=None if same else article.heading,
            )
        )
    return Split(target=target, parts=tuple(parts), heir=operation.heir)


def _texts(undoing: Undoing, touched: set[str]) -> Iterator[Operation]:
    """What else changed: numbers and texts of other articles, paragraphs of these."""
    old, new = undoing.present.by_key(), undoing.proposed.by_key()
    for key, article in new.items():
        if key in old and key not in touched and article.paragraphs != old[key].paragraphs:
            target = address_of_article(undoing.proposed, key)
            yield Replace(target=target, body=old[key].paragraphs, status=old[key].status)
    for before, after in undoing.kept.items():
        if before.paragraph is None or before.items or after.items:
            continue
        one, other = _paragraph(old[before.key], before), _paragraph(new[after.key], after)
        if replace(one, number=other.number) != other:
            target = address_of_article(undoing.proposed, after.key)
            body = replace(one, number=Number.of(1))
            yield Replace(target=replace(target, paragraph=after.paragraph), body=(body,))


def _paragraph(article: Article, spot: Spot) -> Paragraph:
    return next(each for each in article.paragraphs if each.number == spot.paragraph)


def _at(charter: Charter, address: Address) -> Article:
    row = charter.supplementary if address.supplementary else charter.articles
    return next(article for article in row if article.number == address.article)
