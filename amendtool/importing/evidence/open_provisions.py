"""The tree while it is read: provisions that still take rows and texts."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from amendtool.importing.blocks import is_wide
from amendtool.importing.evidence.labels import LabelKind, PrintedLabel
from amendtool.importing.evidence.lines import DocumentLine, is_title
from amendtool.importing.evidence.marks import LabelReading
from amendtool.patterns import compiled
from amendtool.values import dataclass


@dataclass(slots=True, eq=False)
class Growing:
    """A provision that is being read.

    ``head`` is what stands on the line of its label, of which only the end of the reading tells
    whether it is its caption or the beginning of its text.
    """

    line: DocumentLine | None = None
    reading: LabelReading | None = None
    kind: LabelKind | None = None
    value: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    chain: tuple[int, ...] = ()
    """The numbers with those of the levels above in front, as far as one reads them."""
    column: int = 0
    level: int | None = None
    rank: float | None = None
    head: str = ""
    above: DocumentLine | None = None
    below: DocumentLine | None = None
    titled: bool = False
    """A title without any number."""
    parts: list[str | GrowingRow] = field(default_factory=list)

    @property
    def label(self) -> PrintedLabel | None:
        """Its label, None where it has none."""
        return self.reading.label if self.reading is not None else None

    @property
    def row(self) -> GrowingRow | None:
        """Its latest row."""
        return next((one for one in reversed(self.parts) if isinstance(one, GrowingRow)), None)

    @property
    def small(self) -> bool:
        """An item, a paragraph: no heading, no level's word, no title."""
        return self.rank is None and self.level is None and not self.titled and bool(self.kind)

    @property
    def opened(self) -> bool:
        """Whether it has a text before its row: on the line of its label, or below."""
        first = self.parts[0] if self.parts else None
        return bool(self.head) or isinstance(first, str)

    @property
    def lists(self) -> bool:
        """Whether its latest row is a list that one of its texts begins.

        Such a list ends, and what stands behind it is the text's again. Paragraphs of an article
        are none.
        """
        row = self.row
        if row is None or row.silent or self.kind is None:
            return False
        before = self.head
        for part in self.parts:
            if part is row:
                break
            if isinstance(part, str):
                before = part
        if not before or (before is self.head and is_title(before)):
            return False
        if _OPENS_LIST.search(before):
            return True
        return any(item.head.endswith((";", ",", "and", "or", "；")) for item in row.items) or (
            is_wide(before[-1]) and not any(item.head.endswith("。") for item in row.items)
        )  # fmt: skip


_OPENS_LIST: Final = compiled(
    r"(?:[:：—–]|following[.]?|次の.{0,30}。|次に.{0,20}。|掲げる.{0,20}。|以下の.{0,30}。|とおり.{0,8}。)$"
)


@dataclass(slots=True, eq=False)
class GrowingRow:
    """Provisions that follow each other; ``silent``: the texts before it count as its first."""

    items: list[Growing] = field(default_factory=list)
    silent: bool = False
    goes_on: bool = False
    highest: tuple[int, ...] = ()
    """The highest number in it."""

    def add(self, new: Growing) -> None:
        """Go on with one more."""
        self.items.append(new)
        self.highest = max(self.highest, new.end)


def provision_of(line: DocumentLine, reading: LabelReading, rank: float | None) -> Growing:
    """The provision that a line begins with this reading, whose level's word has this rank."""
    label = reading.label
    return Growing(
        line=line, reading=reading, kind=label.kind, value=label.value, end=label.end,
        chain=(*label.above, *label.value[:1]), column=line.indent, level=line.level,
        rank=rank,
        head=line.text[reading.start :],
    )  # fmt: skip
