"""Where the provisions of the present articles go under an amendment, and where texts come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property

from amendtool.articles.addresses import Address, Spot, find
from amendtool.articles.charter import Article, Chapter, Status
from amendtool.articles.numbers import Number
from amendtool.articles.references.resolver import Index
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Which texts of the proposed articles are new, and where the others come from.

    ``kept`` leads from present paragraphs and items of the articles ``acted_on`` to proposed
    ones; ``rewritten`` are proposed provisions whose texts were replaced as a whole;
    ``fresh`` gives, by text, where words stand that were put in.
    """

    kept: Mapping[Spot, Spot]
    acted_on: frozenset[str]
    rewritten: frozenset[Spot]
    fresh: Mapping[Standing, tuple[tuple[int, int], ...]]
    restated: frozenset[str] = frozenset()
    """The keys of articles whose new text was matched with the present one: ``kept`` tells all."""
    wholes: Mapping[str, Spot] = field(default_factory=dict)
    """By key, the one paragraph that a merged article has become."""
    parted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By key, the articles, in order, among which a split or merged one finds itself."""


class Carrying:
    """The way from present provisions to proposed ones, and back."""

    def __init__(self, old: Index, new: Index, provenance: Provenance) -> None:
        self.old = old
        self.new = new
        self.provenance = provenance
        self.came_from = {new: old for old, new in provenance.kept.items()}
        self._kept_in = frozenset(spot.key for spot in provenance.kept)

    @cached_property
    def anything_moved(self) -> bool:
        """Whether any old reference can have changed its meaning at all."""
        old, new = self.old.charter, self.new.charter
        if any(before != after for before, after in self.provenance.kept.items()):
            return True
        if self.provenance.acted_on & (self.old.by_key.keys() | self.old.chapters.keys()) and any(
            self._shape(self.old, key) != self._shape(self.new, key)
            for key in self.provenance.acted_on
        ):
            return True
        return [(a.key, a.number, a.status, a.chapter) for a in old.every_article()] != [
            (a.key, a.number, a.status, a.chapter) for a in new.every_article()
        ] or [(c.key, c.number, c.parent) for c in old.chapters] != [
            (c.key, c.number, c.parent) for c in new.chapters
        ]

    @staticmethod
    def _shape(index: Index, key: str) -> object:
        article = index.by_key.get(key)
        return [s for s, _ in texts_of(article)] if article else None

    def home(self, standing: Standing) -> Standing | None:
        """Where a text of the proposed articles stood in the present ones; None for new text."""
        spot = standing.spot
        stood = spot.key in self.old.by_key
        if stood and (spot.paragraph is None or spot.key not in self.provenance.acted_on):
            return standing
        rewritten = self.provenance.rewritten
        old = self.came_from.get(spot)
        if old is None and spot.key not in self.old.by_key:
            return None
        if spot.paragraph is None:
            return standing
        if spot.key not in self.provenance.acted_on:
            return standing
        if old is None or spot in rewritten or Spot(key=spot.key) in rewritten:
            return None
        return replace(standing, spot=old, after=self._stood_after(standing))

    def _stood_after(self, standing: Standing) -> Number | None:
        """The present number of the provision that a text of a body stands behind."""
        if standing.after is None:
            return None
        before = self.came_from.get(standing.spot.below(standing.after))
        return before.number if before is not None else standing.after

    def carried(self, spot: Spot) -> Spot | None:
        """Where a present provision stands in the proposed articles; None when it is gone."""
        if spot.paragraph is None:
            if spot.key in self.new.chapters:
                return spot
            if spot.key in self.provenance.wholes:
                return self.provenance.wholes[spot.key]
            if spot.key in self.provenance.parted:
                return None
            article = self.new.by_key.get(spot.key)
            old = self.old.by_key.get(spot.key)
            reserved = article is not None and article.status is Status.RESERVED
            return None if article is None or (reserved and old != article) else spot
        if spot.key in self._kept_in and spot in self.provenance.kept:
            return self.provenance.kept[spot]
        if spot.key in self.provenance.restated:
            return None
        if spot.key not in self.provenance.acted_on:
            return spot if self._outer_goes(Spot(key=spot.key)) is not None else None
        # In a text that was replaced as a whole, the same number is the same provision.
        carried = self._outer_goes(outer(spot))
        if carried is None or not self._whole(carried):
            return None
        new = carried.below(spot.number)
        return new if self.new.provision(new) is not None else None

    def in_range(self, spot: Spot) -> tuple[Spot | None, ...]:
        """Where a member of a range stands: a split article is all its parts."""
        parts = self.provenance.parted.get(spot.key)
        if parts is None or spot.paragraph is not None:
            return (self.carried(spot),)
        return tuple(Spot(key=key) for key in parts)

    def is_parted(self, spot: Spot) -> bool:
        """Whether an article has become several provisions, or a part of another one."""
        return spot.paragraph is None and spot.key in self.provenance.parted

    def uprooted(self, standing: Standing, home: Standing) -> bool:
        """Whether a text stands in another article, paragraph or item than it did."""
        new, old = standing.spot, home.spot
        while new != old:
            if (new.paragraph is None) != (old.paragraph is None):
                return True
            if len(new.items) != len(old.items) or new.paragraph is None:
                return True
            new, old = outer(new), outer(old)
            if self._outer_goes(old) != new and not self._whole(new):
                return True
        return False

    def _outer_goes(self, spot: Spot) -> Spot | None:
        """Where what a text stands in goes; the heir of a key stays the same article."""
        parted = spot.paragraph is None and (
            spot.key in self.provenance.parted or spot.key in self.provenance.wholes
        )
        return spot if parted and spot.key in self.new.by_key else self.carried(spot)

    def _whole(self, spot: Spot) -> bool:
        around = [spot, replace(spot, items=()), Spot(key=spot.key)]
        return any(each in self.provenance.rewritten for each in around)

    def spot_at(self, address: Address) -> Spot | None:
        """What stands at a proposed address, or None."""
        return _spot_at(self.new, address)

    def is_gone(self, address: Address) -> bool:
        """Whether what stands at a present address is in the proposed articles no more."""
        spot = _spot_at(self.old, address)
        return spot is not None and self.carried(spot) is None


def _spot_at(index: Index, address: Address) -> Spot | None:
    if address.level == "chapter":
        chapter = find(index.charter, address)
        return Spot(key=chapter.key) if isinstance(chapter, Chapter) else None
    owner = replace(address, heading=False, paragraph=None, items=())
    article = find(index.charter, owner) if owner.level or owner.supplementary else None
    if not isinstance(article, Article):
        return None
    spot = Spot(key=article.key, paragraph=address.paragraph, items=address.items)
    return spot if index.provision(spot) is not None else None


def outer(spot: Spot) -> Spot:
    """What a paragraph or item stands in."""
    return replace(spot, items=spot.items[:-1]) if spot.items else Spot(key=spot.key)
