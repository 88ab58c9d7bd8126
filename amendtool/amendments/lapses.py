"""Provisions that end by their own terms: which ones an adopted amendment says, and where.

An operation with ``delete_on`` names them as it names everything, in the numbers of its own day.
Here they get the addresses that they have in the articles that the amendment left.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.carry.places import members
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import Delete, Insert, Keep, Operation, Retarget
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    Spot,
    address_of_article,
    address_of_chapter,
    block_row,
    find,
    placed,
)
from amendtool.articles.charter import Article, Chapter, Charter, Provision
from amendtool.periods.dates import LegalDay, given_day
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """A provision that ends on ``day``, by the terms of the operation at ``operation``.

    ``place`` is where it stands in the articles that the amendment left, None where it cannot be
    told; ``when`` is an event that has to come, too.
    """

    operation: int
    day: datetime.date
    place: Address | None
    when: str | None = None


def lapses(
    amendment: Amendment,
    application: Application,
    left: Charter,
    counted: Callable[[LegalDay], datetime.date | None] = given_day,
) -> tuple[Lapse, ...]:
    """What an amendment ends by its own terms, by the day, in the order of its operations.

    ``application`` is its application to the articles before it, ``left`` what stands in git
    since. ``counted`` gives the day of a date of law, None for one that waits for an event: what
    has no day yet is none of them.
    """
    found: list[Lapse] = []
    for index, operation in enumerate(amendment.operations):
        if isinstance(operation, Retarget | Keep):
            continue
        dates = operation.dates
        day = None if dates.delete_on is None else counted(dates.delete_on)
        if day is None or isinstance(operation, Delete):
            continue
        places: list[Address | None] = [*_places(operation, index, application, left)]
        found += (
            Lapse(operation=index, day=day, place=place, when=dates.delete_when)
            for place in places or (None,)
        )
    return tuple(sorted(found, key=lambda each: each.day))


def lapse_numbering(charter: Charter, place: Address, policy: Numbering) -> Numbering:
    """What becomes of the numbers behind a provision that goes by its own terms.

    The policy of its amendment is meant for articles; supplementary provisions that go as a
    whole leave no placeholder behind, and nothing in an article does.
    """
    if place.level not in ("article", None):
        return Numbering.SHIFT
    if place.supplementary and len(block_row(charter, place)) <= 1:
        return Numbering.SHIFT
    return policy


def deletion(places: tuple[tuple[Address, Numbering], ...], name: str) -> Amendment:
    """The amendment that takes provisions away, each with its numbering.

    What stands in another one that goes is not named twice.
    """
    going = {place for place, _ in places}
    return Amendment(
        name=name,
        operations=tuple(
            Delete(target=AddressRange(place, place), numbering=numbering)
            for place, numbering in dict.fromkeys(places)
            if going.isdisjoint(_outside(place))
        ),
    )


def _outside(place: Address) -> Iterator[Address]:
    while place.level in ("paragraph", "item"):
        place = place.parent
        yield place


def _places(
    operation: Operation, index: int, application: Application, left: Charter
) -> Iterator[Address]:
    present = application.present
    if isinstance(operation, Insert) and operation.target.level in ("article", "chapter", None):
        there = {*present.by_key(), *(each.key for each in present.chapters)}
        for key, by in application.origin.items():
            if index in by and key not in there:
                yield from _of_key(left, key)
        return
    target = operation.target
    written = (target,) if isinstance(target, Address) else members(present, target)
    for each in written:
        if each.level in ("paragraph", "item"):
            yield from inner_places(operation, each, application, left)
            continue
        found = find(present, each)
        if isinstance(found, Article | Chapter):
            yield from _of_key(left, found.key)


def _of_key(charter: Charter, key: str) -> Iterator[Address]:
    if key in charter.by_key():
        yield address_of_article(charter, key)
    elif any(each.key == key for each in charter.chapters):
        yield address_of_chapter(charter, key)


def inner_places(
    operation: Operation, target: Address, application: Application, left: Charter
) -> Iterator[Address]:
    """Where a paragraph or an item stands that an operation brings, or acts on.

    Nothing where that is unclear; more than one place is never told.
    """
    target = placed(application.present, target)
    article = find(application.present, replace(target, paragraph=None, items=()))
    if not isinstance(article, Article) or article.key not in left.by_key():
        return
    if target.paragraph is None:
        return
    kept = application.kept
    spot = Spot(key=article.key, paragraph=target.paragraph, items=target.items)
    if isinstance(operation, Insert):
        owner = spot.owner
        wanted = kept.get(owner, owner).below(target.number) if operation.after is None else None
    else:
        wanted = kept.get(spot)
    home = address_of_article(left, article.key)
    if wanted is not None:
        address = replace(home, paragraph=wanted.paragraph, items=wanted.items)
        if find(left, address) is not None:
            yield address
        return
    # Its number follows from others, or it was rewritten as a whole: its words tell it.
    body = getattr(operation, "body", None)
    old = set(kept.values())
    same = [
        replace(home, paragraph=each.paragraph, items=each.items)
        for each, provision in _provisions(left.by_key()[article.key])
        if each not in old and body and _body_of(body) == provision.body
    ]
    if len(same) == 1:
        yield same[0]


def _body_of(body: object) -> object:
    """The text of the one provision that an operation gives."""
    if isinstance(body, tuple) and len(body) == 1 and isinstance(body[0], Provision):
        return body[0].body
    return body


def _provisions(article: Article) -> Iterator[tuple[Spot, Provision]]:
    def inside(spot: Spot, provision: Provision) -> Iterator[tuple[Spot, Provision]]:
        yield spot, provision
        for each in provision.items:
            yield from inside(spot.below(each.number), each)

    for paragraph in article.paragraphs:
        yield from inside(Spot(key=article.key).below(paragraph.number), paragraph)
