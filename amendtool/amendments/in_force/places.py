"""Where the paragraphs and items stand that operations with days of their own are about.

An operation names them in the numbers of its own day; here they get the places that they have in
the articles of a later state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.expected import expected
from amendtool.amendments.carry.places import Lost, Places, members
from amendtool.amendments.in_force.beside import InnerText
from amendtool.amendments.lapses import inner_places
from amendtool.amendments.operations import Delete, Insert, Operation
from amendtool.articles.addresses import Address, Spot, address_of_article, find, placed
from amendtool.articles.charter import Article, Body, Charter, Provision, provisions_of
from amendtool.errors import AmendtoolError
from amendtool.values import dataclass

_INNER = ("paragraph", "item")


@dataclass(frozen=True, kw_only=True)
class InnerPlaces:
    """The places of what one amendment brings, changes and takes away in articles.

    ``state`` are articles that hold it, with whatever came later.
    """

    amendment: Amendment
    application: Application
    state: Charter

    def brought(self, at: int, operation: Insert) -> Spot | None:
        """Where a paragraph or an item stands that an operation brings; None if that is unclear."""
        left = self.application.proposed
        found = [*inner_places(operation, operation.target, self.application, left)]
        spot = _spot(left, found[0]) if len(found) == 1 else self._behind(at, operation)
        return None if spot is None else self._in_state(spot)

    def gone(self, operation: Delete, key: str) -> list[InnerText] | None:
        """What an operation takes out of an article, as it reads with the citations of the state.

        None where its place is unclear.
        """
        return self._taken(operation, self._worded.by_key().get(key))

    def former(self, at: int, operation: Operation, key: str) -> list[InnerText] | None:
        """The former texts of what an operation changes in an article, behind the new ones.

        None where the article is to be read as a whole.
        """
        old = self.application.present.by_key()[key]
        if isinstance(operation, Delete):
            return self._taken(operation, old)
        changed = self.changed(at, key)
        if not changed:
            return None
        found = []
        for spot in changed:
            before = self._back.get(spot, spot)
            provision, now = _at(old, before), self._in_state(spot)
            if provision is None or now is None:
                return None
            found.append(InnerText(owner=now.owner, behind=now.number, provision=provision))
        return found

    def changed(self, at: int, key: str) -> tuple[Spot, ...] | None:
        """Where an operation that changes words does so in an article that the amendment left.

        None where that is unclear, and where it is about the article as a whole.
        """
        rest = replace(
            self.amendment,
            operations=tuple(
                each for nth, each in enumerate(self.amendment.operations) if nth != at
            ),
        )
        present, left = self.application.present, self.application.proposed.by_key()
        try:
            made = apply(present, rest, self.application.style) if rest.operations else None
        except AmendtoolError:
            return None
        other = (present if made is None else made.proposed).by_key().get(key)
        if other is None or other.heading != left[key].heading:
            return None
        found = differing(key, other.body, left[key].body)
        return None if found is None or Spot(key=key) in found else tuple(found)

    def in_state(self, spots: Iterator[Spot] | tuple[Spot, ...]) -> frozenset[Spot]:
        """Where places of the articles that the amendment left are in the state."""
        return frozenset(found for each in spots if (found := self._in_state(each)) is not None)

    # Ways

    def _taken(self, operation: Delete, worded: Article | None) -> list[InnerText] | None:
        present = self.application.present
        found = []
        for each in members(present, operation.target):
            address = placed(present, each)
            spot = _spot(present, address) if address.level in _INNER else None
            if spot is None or worded is None or spot.key != worded.key:
                continue
            provision = _at(worded, spot)
            owner = spot.owner
            home = owner if owner.paragraph is None else self._after(owner)
            home = None if home is None else self._in_state(home)
            if provision is None or home is None:
                return None
            behind = None
            row = [each.number for each in _row(worded, owner)]
            for number in reversed(row[: row.index(spot.number)]):
                there = self._after(owner.below(number))
                there = None if there is None else self._in_state(there)
                if there is not None:
                    behind = there.number
                    break
            found.append(InnerText(owner=home, behind=behind, provision=provision))
        return found

    def _behind(self, at: int, operation: Insert) -> Spot | None:
        """Where a new provision stands whose number follows from the one that it comes after."""
        if operation.after is None:
            return None
        after = _spot(self.application.present, placed(self.application.present, operation.after))
        there = None if after is None else self._after(after)
        if there is None:
            return None
        nth = sum(
            isinstance(each, Insert) and each.after == operation.after
            for each in self.amendment.operations[:at]
        )
        row = _row(self.application.proposed.by_key()[there.key], there.owner)
        numbers = [each.number for each in row]
        place = numbers.index(there.number) + 1 + nth
        if place >= len(numbers):
            return None
        found = there.owner.below(numbers[place])
        return None if found in self._back else found

    def _after(self, spot: Spot) -> Spot | None:
        """Where a provision of the present articles stands that the amendment left there.

        One that was rewritten as a whole is told by its place among those that stay.
        """
        if spot in self.application.kept:
            return self.application.kept[spot]
        before, left = (
            charter.by_key().get(spot.key)
            for charter in (self.application.present, self.application.proposed)
        )
        owner = spot.owner
        home = owner if owner.paragraph is None else self._after(owner)
        if before is None or left is None or home is None:
            return None
        going, coming = self._going_and_coming
        stood = [
            each.number for each in _row(before, owner) if owner.below(each.number) not in going
        ]
        stands = [each.number for each in _row(left, home) if home.below(each.number) not in coming]
        if spot.number not in stood or len(stood) != len(stands):
            return None
        return home.below(stands[stood.index(spot.number)])

    @cached_property
    def _going_and_coming(self) -> tuple[frozenset[Spot], frozenset[Spot]]:
        """The paragraphs and items that the amendment takes away, and those that it brings."""
        present, left = self.application.present, self.application.proposed
        going: set[Spot] = set()
        coming: set[Spot] = set()
        for operation in self.amendment.operations:
            if isinstance(operation, Delete):
                for each in members(present, operation.target):
                    going.update(filter(None, [_spot(present, placed(present, each))]))
            elif isinstance(operation, Insert) and operation.target.level in _INNER:
                for each in inner_places(operation, operation.target, self.application, left):
                    coming.update(filter(None, [_spot(left, each)]))
        return frozenset(going), frozenset(coming)

    def _in_state(self, spot: Spot) -> Spot | None:
        left, now = (
            charter.by_key().get(spot.key) for charter in (self.application.proposed, self.state)
        )
        if left is None or now is None:
            return None
        if spot.paragraph is None or left.body == now.body:
            return spot
        address = replace(
            address_of_article(self.application.proposed, spot.key),
            paragraph=spot.paragraph,
            items=spot.items,
        )
        try:
            found = self._places.present(address)
        except Lost:
            return None
        return _spot(self.state, found)

    @cached_property
    def _back(self) -> Mapping[Spot, Spot]:
        return {new: old for old, new in self.application.kept.items()}

    @cached_property
    def _worded(self) -> Charter:
        """The articles before the amendment, with citations as the state prints them."""
        return expected(self.application.present, self.state, self.application.style).charter

    @cached_property
    def _places(self) -> Places:
        style = self.application.style
        return Places(
            then=expected(self.application.proposed, self.state, style).charter,
            now=self.state,
            proposed=self.state,
            moving=frozenset(),
            style=style,
        )


def differing(key: str, one: Body, other: Body) -> list[Spot] | None:
    """The innermost provisions of an article whose own words differ in two bodies.

    None where the two do not hold the same numbers. The article stands for its own words.
    """
    return _differing(Spot(key=key), one, other)


def _differing(spot: Spot, one: Body, other: Body) -> list[Spot] | None:
    rows = provisions_of(one), provisions_of(other)
    if [each.number for each in rows[0]] != [each.number for each in rows[1]]:
        return None
    if one != other and _words(one) != _words(other):
        return [spot]
    found = []
    for each, its in zip(*rows, strict=True):
        inner = _differing(spot.below(each.number), each.body, its.body)
        if inner is None:
            return [spot] if spot.paragraph is not None else None
        found += inner
    return found


def _words(body: Body) -> tuple[str | None, ...]:
    return tuple(each if isinstance(each, str) else None for each in body)


def without(body: Body, owner: Spot, spots: frozenset[Spot]) -> Body:
    """What stands in a provision, without some of what stands in it."""
    found: list[str | Provision] = []
    for each in body:
        if isinstance(each, str):
            if found and isinstance(found[-1], str):
                each = f"{found.pop()}\n{each}"
            found.append(each)
            continue
        spot = owner.below(each.number)
        if spot not in spots:
            found.append(replace(each, body=without(each.body, spot, spots)))
    return tuple(found)


def _spot(charter: Charter, address: Address) -> Spot | None:
    article = find(charter, replace(address, paragraph=None, items=(), heading=False))
    if not isinstance(article, Article):
        return None
    return Spot(key=article.key, paragraph=address.paragraph, items=address.items)


def _at(article: Article, spot: Spot) -> Provision | None:
    found: Provision | None = None
    body = article.body
    for number in (spot.paragraph, *spot.items):
        found = next((each for each in provisions_of(body) if each.number == number), None)
        if found is None:
            return None
        body = found.body
    return found


def _row(article: Article, owner: Spot) -> tuple[Provision, ...]:
    if owner.paragraph is None:
        return article.paragraphs
    found = _at(article, owner)
    return () if found is None else found.items
