"""What a document says: provisions in provisions, with their labels as they are printed.

The type knows nothing of the articles as the product keeps them: it is what a person who
reads the page would draw. Readers are measured by giving their result in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Place = Literal["none", "behind", "run in", "above", "below", "alone"]
"""Where a caption stands: on the label's line with nothing behind it, or with the text behind
it; on a line above or below the label's; without any label."""
BULLET = "•"
"""The label of an item with a bullet, whatever the bullet looks like."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a label is made: ``{n}`` is the own number, ``{p}`` that of the parent in digits."""

    template: str
    numeral: str = ""

    def write(self, number: int, parent: str = "") -> str:
        """The label of this number."""
        from tests.printed.numerals import NUMERALS

        own = NUMERALS[self.numeral](number) if self.numeral else ""
        return self.template.format(n=own, p=parent)

    @property
    def name(self) -> str:
        """The form as a sample: ``Section N.01``."""
        return self.template.format(n=self.numeral, p="N")


@dataclass(frozen=True, slots=True)
class Look:
    """How a provision is printed; no part of what the document says."""

    kind: Literal["heading", "line", "item"] = "line"
    gap: str = " "
    """What parts the label from what follows it."""
    brackets: tuple[str, str] = ("", "")
    """What stands around the caption."""
    behind: str = " "
    """What parts a caption from the text that it runs into."""
    bold: bool = False
    alone: bool = False
    """The label has its line for itself."""
    form: Form | None = None
    """The form of the label, where a program may count it."""
    number: int = 0
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Provisions of one rank that follow each other."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A provision, or the whole document.

    ``label`` is what is printed as its number, without the white space around it; None where
    nothing is. ``silent`` tells that it counts among its siblings all the same, as the first
    paragraph of an article does whose second is printed with 2. ``body`` has its texts and rows
    in the order of reading. Nodes are compared by identity: two provisions may say the same.
    """

    label: str | None = None
    silent: bool = False
    caption: str = ""
    place: Place = "none"
    body: tuple[str | Row, ...] = ()
    look: Look = field(default=Look(), repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """The own texts."""
        return tuple(part for part in self.body if isinstance(part, str))

    @property
    def children(self) -> tuple[Node, ...]:
        """The provisions of all own rows."""
        return tuple(item for part in self.body if isinstance(part, Row) for item in part.items)


def walked(node: Node) -> Iterator[Node]:
    """The node and everything in it, in the order of reading."""
    yield node
    for child in node.children:
        yield from walked(child)


def rows_of(root: Node) -> Iterator[tuple[Node, Row]]:
    """Every row with its owner."""
    for node in walked(root):
        for part in node.body:
            if isinstance(part, Row):
                yield node, part


def changed(root: Node, target: Node, change: Callable[[Node], Sequence[Node]]) -> Node:
    """The tree with one provision replaced by others, or by none."""

    def rebuilt(node: Node) -> Node:
        body: list[str | Row] = []
        for part in node.body:
            if isinstance(part, str):
                body.append(part)
                continue
            items: list[Node] = []
            for item in part.items:
                items += change(item) if item is target else [rebuilt(item)]
            if items:
                same = len(items) == len(part.items) and all(map(_same, items, part.items))
                body.append(part if same else Row(tuple(items)))
        whole = tuple(body)
        return node if all(map(_same, whole, node.body)) else replace(node, body=whole)

    return rebuilt(root)


def _same(one: object, other: object) -> bool:
    return one is other


def drawn(root: Node, depth: int = 0) -> str:
    """The tree for people to read, a provision a line."""
    label = "(silent)" if root.silent else root.label or "-"
    caption = f" [{root.caption}]" if root.caption else ""
    lines = ["  " * depth + label + caption]
    for part in root.body:
        if isinstance(part, str):
            lines.append("  " * depth + f"  {part!r}")
        else:
            lines += [drawn(item, depth + 1) for item in part.items]
    return "\n".join(lines)
