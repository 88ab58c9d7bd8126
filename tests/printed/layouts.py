"""How a page is laid out; nothing of it may change what a reader finds."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Final, Literal

Blanks = Literal["all", "tight"]
"""Empty lines between all blocks, or none within a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to lay out a document, in every format as far as it has to do with it."""

    end: str = "\n"
    blanks: Blanks = "all"
    blank: int = 1
    indent: str = "  "
    """What an item stands in from those that it belongs to."""
    width: int = 0
    """Where lines are broken, in columns; 0 for nowhere."""
    counted: bool = False
    """Whether the program counts, where it can: Word, lists of HTML, ``1.`` in Markdown."""
    bullets: bool = False
    """Markdown: a hyphen before marks that Markdown does not know."""


PLAIN: Final = Layout()
"""The layout that others are compared with."""


def layouts(seed: int) -> Layout:
    """A layout drawn at random."""
    rng = random.Random(f"layout {seed}")
    return Layout(
        end=rng.choice(("\n", "\n", "\r\n")),
        blanks=rng.choice(("all", "tight")),
        blank=rng.choice((1, 1, 2)),
        indent=rng.choice(("", "  ", "   ", "    ", "\t", "　")),
        width=rng.choice((0, 0, 72)),
        counted=rng.random() < 0.5,
        bullets=rng.random() < 0.3,
    )


def other_layouts(layout: Layout) -> tuple[Layout, ...]:
    """The same document with each part of its layout changed for itself."""
    return (
        replace(layout, end="\r\n"),
        replace(layout, blanks="tight"),
        replace(layout, blank=2),
        replace(layout, indent="    "),
        replace(layout, indent=""),
        replace(layout, width=72),
    )
