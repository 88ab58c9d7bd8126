"""What the operations of an amendment do to the present articles, as one value.

Each operation gives its own :class:`Effects`; those of an amendment are joined. As all
operations happen at once against the present articles, every table is by present address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from amendtool.amendments.apply.targets import OperationAt
from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.errors import Problem
from amendtool.values import dataclass

Key = TypeVar("Key")
Value = TypeVar("Value")

if TYPE_CHECKING:  # each of these gives its effects in this form
    from amendtool.amendments.operations import (
        Delete,
        Insert,
        Merge,
        Move,
        Part,
        Print,
        Renumber,
        Replace,
        ReplacePhrase,
        ReplaceThroughout,
        Split,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lander:
    """A paragraph or item that comes from elsewhere, and the place that it takes here.

    Either ``number`` is its proposed number, or it stands behind the one with the number
    ``after``, or behind another one that comes from there.
    """

    source: Address
    at: OperationAt[Move] | OperationAt[Merge]
    number: Number | None = None
    after: Number | Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A new article that comes of a split one, with the paragraphs that it takes.

    ``said`` is the part of the operation that says so, for messages.
    """

    source: Address
    at: OperationAt[Split]
    part: Part
    said: str
    paragraphs: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """A phrase that is replaced throughout, and the provisions and headings that this covers.

    And those in them that are ``spared``.
    """

    at: OperationAt[ReplaceThroughout]
    covers: frozenset[Address]
    spared: frozenset[Address] = frozenset()

    def acts_on(self, around: Iterable[Address]) -> bool:
        """Whether it looks into a text, by the addresses under which one may act on that."""
        addresses = frozenset(around)
        return bool(addresses & self.covers) and not addresses & self.spared


Numbers: TypeAlias = (
    "OperationAt[Renumber] | OperationAt[Move] | OperationAt[Split] | OperationAt[Merge]"
)
"""An operation that names the proposed number of a present provision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What operations do, by the present address of what they do it to."""

    deletes: Mapping[Address, OperationAt[Delete]] = field(default_factory=dict)
    """Provisions that go; among them the placeholders whose place is taken."""
    dissolved: Mapping[Address, OperationAt[Delete]] = field(default_factory=dict)
    """Those of them that are chapters whose heading alone is deleted."""
    reserves: Mapping[Address, OperationAt[Delete]] = field(default_factory=dict)
    """Provisions that leave a placeholder at their number."""
    moves: Mapping[Address, tuple[Number, Numbers]] = field(default_factory=dict)
    """Provisions that get a number which an operation names."""
    behind: Mapping[Address, tuple[Number | None, OperationAt[Move]]] = field(default_factory=dict)
    """Provisions that go behind a sibling, or before all of them."""
    into: Mapping[Address, tuple[Number, OperationAt[Move]]] = field(default_factory=dict)
    """Articles that move to the place of a placeholder, by its present number."""
    leaving: Mapping[Address, OperationAt[Move] | OperationAt[Split] | OperationAt[Merge]] = field(
        default_factory=dict
    )
    """Paragraphs and items that move to another article, paragraph or item."""
    landing: Mapping[tuple[str, Address], tuple[Lander, ...]] = field(default_factory=dict)
    """The same, by level and by the present address of what they come to stand in."""
    left: Mapping[Address, OperationAt[Move]] = field(default_factory=dict)
    """Articles that move away and leave a placeholder at their number."""
    moved: Mapping[Address, OperationAt[Move]] = field(default_factory=dict)
    """Articles and chapters that a ``move`` names."""
    replaces: Mapping[Address, OperationAt[Replace]] = field(default_factory=dict)
    headings: Mapping[Address, OperationAt[Replace]] = field(default_factory=dict)
    marks: Mapping[Address, OperationAt[Replace]] = field(default_factory=dict)
    """Provisions whose number is to be printed otherwise."""
    holds: tuple[tuple[Address, OperationAt[Replace]], ...] = ()
    """Chapters that an operation gives other articles."""
    phrases: tuple[OperationAt[ReplacePhrase], ...] = ()
    wide: tuple[Wide, ...] = ()
    inserts: Mapping[tuple[str, Address], tuple[OperationAt[Insert], ...]] = field(
        default_factory=dict
    )
    """By level and container."""
    sections: Mapping[Address, tuple[OperationAt[Insert], ...]] = field(default_factory=dict)
    """Inserted sections by the proposed address of the chapter that they stand in."""
    fills: Mapping[int, Address] = field(default_factory=dict)
    """By position of the insert, the placeholder whose place it takes."""
    titles: tuple[OperationAt[Insert], ...] = ()
    """New blocks of supplementary provisions, of which the key and the place are said."""
    rehomed: Mapping[Address, OperationAt[Move]] = field(default_factory=dict)
    """Articles without a number that go into another chapter."""
    blocks: tuple[OperationAt[Insert], ...] = ()
    """The supplementary provisions, inserted as plain paragraphs without a number."""
    splits: Mapping[Address, OperationAt[Split]] = field(default_factory=dict)
    parts: tuple[NewPart, ...] = ()
    """The new articles that come of split ones."""
    merges: Mapping[Address, tuple[Address, OperationAt[Merge]]] = field(default_factory=dict)
    """Articles that are merged into another one, their heir."""

    page: tuple[OperationAt[Print], ...] = ()
    """What is to be printed otherwise on every page."""

    placed: Mapping[Address, OperationAt[object]] = field(default_factory=dict)
    """Provisions whose new number or place an operation says."""
    touched: tuple[tuple[Address, OperationAt[object]], ...] = ()
    """What operations change, for finding those that meet."""
    problems: tuple[Problem, ...] = ()

    @property
    def block(self) -> OperationAt[Insert] | None:
        """The insert of the supplementary provisions; of several, the last."""
        return self.blocks[-1] if self.blocks else None

    def departing(self, address: Address) -> OperationAt[object] | None:
        """The operation that takes away what stands at ``address``, if one does."""
        if address in self.merges:
            return self.merges[address][1]
        return self.deletes.get(address) or self.leaving.get(address)

    def inserted(self, level: str) -> tuple[OperationAt[Insert], ...]:
        """The inserts at one level, in an order that is not that of the file."""
        rows = [inserts for (kind, _), inserts in self.inserts.items() if kind == level]
        if level == "chapter":
            rows += self.sections.values()
        return tuple(
            sorted(chain.from_iterable(rows), key=lambda at: _position(at.operation.target))
        )

    def acting(self) -> dict[Address, frozenset[int]]:
        """By article or chapter, the positions of the operations that act on it or inside it."""
        found: dict[Address, set[int]] = {}
        acts = (*self.touched, *self.placed.items(), *self.deletes.items(), *self.holds)
        for address, at in acts:
            owner = Address(
                supplementary=address.supplementary,
                chapters=address.chapters,
                article=address.article,
            )
            found.setdefault(owner, set()).add(at.index)
        return {owner: frozenset(indices) for owner, indices in found.items()}


def refused(*problems: Problem) -> Effects:
    """The effects of an operation that cannot be carried out: none."""
    return Effects(problems=problems)


def joined(effects: Sequence[Effects]) -> Effects:
    """The effects of several operations as one; where two meet, the later one stands."""
    return Effects(
        deletes=_union(each.deletes for each in effects),
        dissolved=_union(each.dissolved for each in effects),
        reserves=_union(each.reserves for each in effects),
        moves=_union(each.moves for each in effects),
        behind=_union(each.behind for each in effects),
        into=_union(each.into for each in effects),
        # Who moves a provision first stands: a branch is named by the move of its stem too.
        leaving=_union(each.leaving for each in reversed(effects)),
        landing=_rows(each.landing for each in effects),
        left=_union(each.left for each in effects),
        moved=_union(each.moved for each in reversed(effects)),
        replaces=_union(each.replaces for each in effects),
        headings=_union(each.headings for each in effects),
        marks=_union(each.marks for each in effects),
        holds=tuple(chain.from_iterable(each.holds for each in effects)),
        phrases=tuple(chain.from_iterable(each.phrases for each in effects)),
        wide=tuple(chain.from_iterable(each.wide for each in effects)),
        inserts=_rows(each.inserts for each in effects),
        sections=_rows(each.sections for each in effects),
        fills=_union(each.fills for each in effects),
        titles=tuple(chain.from_iterable(each.titles for each in effects)),
        rehomed=_union(each.rehomed for each in effects),
        blocks=tuple(chain.from_iterable(each.blocks for each in effects)),
        splits=_union(each.splits for each in effects),
        parts=tuple(chain.from_iterable(each.parts for each in effects)),
        merges=_union(each.merges for each in effects),
        page=tuple(chain.from_iterable(each.page for each in effects)),
        placed=_union(each.placed for each in effects),
        touched=tuple(chain.from_iterable(each.touched for each in effects)),
        problems=tuple(dict.fromkeys(chain.from_iterable(each.problems for each in effects))),
    )


def _union(tables: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for table in tables:
        found.update(table)
    return found


def _rows(tables: Iterable[Mapping[Key, tuple[Value, ...]]]) -> dict[Key, tuple[Value, ...]]:
    found: dict[Key, tuple[Value, ...]] = {}
    for table in tables:
        for key, row in table.items():
            found[key] = (*found.get(key, ()), *row)
    return found


def _position(target: Address) -> tuple[bool, tuple[int, ...], tuple[int, ...]]:
    chapters = tuple(part for number in target.chapters for part in number.parts)
    return target.supplementary, chapters, target.article.parts if target.article else ()
