"""What the operations of an amendment act on: the values that the steps of applying share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Part,
    Renumber,
    Replace,
    ReplacePhrase,
    Split,
)
from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem

Op = TypeVar("Op", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[Op]):
    """An operation and its position in the amendment, for messages."""

    index: int
    operation: Op

    def place(self, part: str = "") -> Place:
        """The place of the operation, or of one part of it: ``operations[2].find``."""
        return Place(path=f"operations[{self.index}]" + (f".{part}" if part else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lander:
    """A paragraph or item that comes from elsewhere, and the place that it takes here.

    Either ``number`` is its proposed number, or it stands behind the one with the number
    ``after``, or behind another one that comes from there.
    """

    source: Address
    told: Told[Move] | Told[Merge]
    number: Number | None = None
    after: Number | Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A new article that comes of a split one, with the paragraphs that it takes.

    ``said`` is the part of the operation that says so, for messages.
    """

    source: Address
    told: Told[Split]
    part: Part
    said: str
    paragraphs: tuple[Address, ...]


@dataclass(slots=True)
class Gathered:
    """The operations by the present address that they act on."""

    deletes: dict[Address, Told[Delete]] = field(default_factory=dict)
    reserves: dict[Address, Told[Delete]] = field(default_factory=dict)
    moves: dict[Address, tuple[Number, Told[Renumber] | Told[Move] | Told[Split] | Told[Merge]]] = (
        field(default_factory=dict)
    )
    """Provisions that get a number which an operation names."""
    behind: dict[Address, tuple[Number | None, Told[Move]]] = field(default_factory=dict)
    """Provisions that go behind a sibling, or before all of them."""
    into: dict[Address, tuple[Number, Told[Move]]] = field(default_factory=dict)
    """Articles that move to the place of a placeholder, by its present number."""
    leaving: dict[Address, Told[Move] | Told[Split] | Told[Merge]] = field(default_factory=dict)
    """Paragraphs and items that move to another article, paragraph or item."""
    landing: dict[tuple[str, Address], list[Lander]] = field(default_factory=dict)
    """The same, by level and by the present address of what they come to stand in."""
    left: dict[Address, Told[Move]] = field(default_factory=dict)
    """Articles that move away and leave a placeholder at their number."""
    moved: dict[Address, Told[Move]] = field(default_factory=dict)
    """Articles and chapters that a ``move`` names."""
    replaces: dict[Address, Told[Replace]] = field(default_factory=dict)
    headings: dict[Address, Told[Replace]] = field(default_factory=dict)
    holds: list[tuple[Address, Told[Replace]]] = field(default_factory=list)
    """Chapters that an operation gives other articles."""
    phrases: list[Told[ReplacePhrase]] = field(default_factory=list)
    inserts: dict[tuple[str, Address], list[Told[Insert]]] = field(default_factory=dict)
    """By level and container."""
    sections: dict[Address, list[Told[Insert]]] = field(default_factory=dict)
    """Inserted sections by the proposed address of the chapter that they stand in."""
    fills: dict[int, Address] = field(default_factory=dict)
    """By position of the insert, the placeholder whose place it takes."""
    splits: dict[Address, Told[Split]] = field(default_factory=dict)
    parts: list[NewPart] = field(default_factory=list)
    """The new articles that come of split ones."""
    merges: dict[Address, tuple[Address, Told[Merge]]] = field(default_factory=dict)
    """Articles that are merged into another one, their heir."""
    block: Told[Insert] | None = None
    """The supplementary provisions, inserted as plain paragraphs without a number."""
    acting: dict[Address, set[int]] = field(default_factory=dict)
    """By article or chapter, the positions of the operations that act on it or inside it."""
    problems: list[Problem] = field(default_factory=list)
    tangled: set[int] = field(default_factory=set)
    """The positions of operations that get in each other's way."""
