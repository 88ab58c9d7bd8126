"""A document as it prints: provisions in provisions, with their rows, captions and doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Literal

from amendtool.errors import NOWHERE, Place
from amendtool.importing.blocks import EDGES
from amendtool.importing.evidence.labels import PrintedLabel
from amendtool.values import dataclass

Standing = Literal["above", "in front", "behind", "run in", "below", "alone"]
"""Where a caption stands: on the line above the label's or below it, on its line before it or
behind it, behind it with the text on the same line, or without any label."""


@dataclass(frozen=True, slots=True)
class PrintedCaption:
    """A caption and where it stands; ``brackets`` are those around it.

    ``printed`` is its line as it stands, with the text that it runs into; ``ahead`` and ``stop``
    are what of that line stands in front of the caption and behind it, and is neither caption nor
    text: brackets, dashes, stops.
    """

    text: str
    standing: Standing
    brackets: str = ""
    printed: str = field(default="", repr=False)
    ahead: str = field(default="", repr=False)
    stop: str = field(default="", repr=False)

    @property
    def dropped(self) -> str:
        """All of its line that is neither caption nor text."""
        return self.ahead + self.stop


@dataclass(frozen=True, slots=True)
class Misgiving:
    """A doubt about the structure, at the line that it is about."""

    code: str
    message: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """Provisions of one rank that follow each other; ``goes_on`` behind a text of their owner."""

    items: tuple[PrintedProvision, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class PrintedProvision:
    """A provision as printed, or the whole document.

    ``label`` is None where none is printed; ``silent`` tells that the provision counts all the
    same, as an unnumbered first paragraph does. ``body`` has texts and rows in their order.
    ``lead`` is all that stands on its line in front of its caption and its text: the label, the
    hyphen before it, and what parts it from them; ``inline`` whether its text begins on that line.
    ``level`` is that of its heading, ``counted`` whether its label is the list's own numbering.
    """

    label: PrintedLabel | None = None
    silent: bool = False
    caption: PrintedCaption | None = None
    body: tuple[str | PrintedRow, ...] = ()
    place: Place = NOWHERE
    lead: str = field(default="", repr=False)
    inline: bool = field(default=False, repr=False)
    level: int | None = None
    counted: bool = False

    @property
    def mark(self) -> str:
        """Its label as printed, without white space around it; empty where it has none."""
        return self.label.printed.strip(EDGES) if self.label is not None else ""

    @property
    def gap(self) -> str:
        """What stands between its label and what follows on the line; '' where none is typed."""
        if self.counted:
            return ""
        before, mark, gap = self.lead.partition(self.mark)
        return gap if mark else before

    @property
    def provisions(self) -> tuple[PrintedProvision, ...]:
        """The provisions of all own rows."""
        return tuple(
            item for part in self.body if isinstance(part, PrintedRow) for item in part.items
        )

    def walked(self) -> Iterator[PrintedProvision]:
        """It and everything in it, in the order of reading."""
        yield self
        for each in self.provisions:
            yield from each.walked()


def behind_caption(body: tuple[str | PrintedRow, ...]) -> tuple[str | PrintedRow, ...]:
    """A body without the text that stands on the line of a caption that runs into it.

    That may be the text of an unnumbered first paragraph, whose further ones stay.
    """
    first = body[0] if body else None
    if not isinstance(first, PrintedRow) or not first.items[0].silent:
        return body[1:]
    silent, *others = first.items
    rest = silent.body[1:]
    items = (replace(silent, body=rest), *others) if rest else tuple(others)
    return (replace(first, items=items), *body[1:]) if items else body[1:]


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """What was read: the document as one provision, what is in doubt, and where its end begins.

    The end is what stands behind the last provision: signatures, dates, a list of revisions.
    """

    root: PrintedProvision
    doubts: tuple[Misgiving, ...] = ()
    end: Place | None = None


def drawn(provision: PrintedProvision, depth: int = 0) -> str:
    """The tree for people to read: a line for each label, caption and text."""
    label = "~" if provision.silent else provision.label.printed if provision.label else "-"
    caption = f" [{provision.caption.text}]" if provision.caption else ""
    lines = ["  " * depth + (label + caption if depth else "document")]
    for part in provision.body:
        if isinstance(part, str):
            lines.append("  " * (depth + 1) + f"“{part}”")
        else:
            lines += [drawn(item, depth + 1) for item in part.items]
    return "\n".join(lines)
