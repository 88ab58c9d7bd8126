"""The blocks of one article as paragraphs and items.

A mark opens a paragraph or an item; which one, and how deep, its neighbours tell: a mark that
goes on with an open list belongs to it, one that begins with the first number opens a list
inside. What the model cannot hold (a second list in a numbered paragraph) stays as text, with
its mark, and is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from amendtool.articles.charter import Item, Paragraph
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import MarkReader, remembered
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import EDGES, Block, doubt, trimmed
from amendtool.importing.structure.labels import (
    Marker,
    after_separator,
    dotted_label,
    english_label,
    markers,
)

_PARAGRAPH_KINDS: Final = frozenset(
    ["number", "number.", "number○", "circled", "dotted2", "subsection", "section", "paren", "stop"]
)
_AHEAD: Final = 100
"""How many blocks are looked at to see whether a list goes on."""
_STICKY: Final = ("dotted", "subsection", "section")


@dataclass(slots=True)
class Body:
    """The paragraphs of an article, and what reading them left to say."""

    paragraphs: tuple[Paragraph, ...] = ()
    numbering: list[str] = field(default_factory=list)
    """The marks that the files do not hold, since the style writes them."""
    doubts: list[Problem] = field(default_factory=list)
    recounted: bool = False
    """A number that stood twice or came late was given another one, or one is missing."""


@dataclass(slots=True)
class _Node:
    number: Number
    kind: str = ""
    printed: str = ""
    indent: int = -1
    sticky: bool = False
    text: list[str] = field(default_factory=list)
    items: list[_Node] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    place: Place = field(default_factory=Place)

    def add(self, text: str) -> None:
        if text:
            (self.closing if self.items else self.text).append(text)

    @property
    def empty(self) -> bool:
        return not self.text and not self.items


def read_body(blocks: Sequence[Block], style: DraftingStyle, *, name: str) -> Body:
    """The paragraphs that ``blocks`` hold; ``name`` is how doubts call the article."""
    return _Reader(blocks, style, name).body()


def literal_body(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The blocks as one paragraph of plain text, every mark as it is printed."""
    text = trimmed("\n".join(block.whole for block in blocks))
    return (Paragraph(number=Number.of(1), text=text),) if text else ()


def marks_of(text: str) -> tuple[Marker, ...]:
    """Every reading of the mark that ``text`` begins with, ``5.1`` and ``Subsection 5`` too."""
    label = english_label(text, styled=True)
    if label is not None and label.level in ("subsection", "section"):
        kind: str = label.level
    else:
        label = dotted_label(text)
        kind = f"dotted{len(label.number.parts)}" if label else ""
    if label is None:
        return markers(text)
    number = Number.of(label.number.last) if label.dotted else label.number
    end = after_separator(text, label.end)
    return (Marker(kind=kind, number=number, printed=text[:end], end=end, bare=False),)


class _Reader:
    def __init__(self, blocks: Sequence[Block], style: DraftingStyle, name: str) -> None:
        self.blocks = blocks
        self.style = style
        self.name = name
        self.result = Body()
        self.rows: list[_Node] = []
        self.open: list[_Node] = []
        self.kind = ""
        """The kind of the marks of paragraphs, once one was seen."""
        self.marks = [() if block.fixed else marks_of(block.whole) for block in blocks]
        self.seen = Counter((mark.kind, mark.number) for row in self.marks for mark in row)
        self.numbered = any(
            (mark.bare or mark.kind in ("number.", "dotted2"))
            and mark.number == Number.of(2)
            and (mark.kind, Number.of(1)) not in self.seen
            for row in self.marks
            for mark in row
        )
        self.above: list[str] = []

    def body(self) -> Body:
        for position, (block, marks) in enumerate(zip(self.blocks, self.marks, strict=True)):
            if not block.whole.strip(EDGES):
                continue
            chosen = self._choose(block, marks)
            if chosen is None:
                following = self.marks[position + 1] if position + 1 < len(self.marks) else ()
                self._text(block, following, position)
            else:
                self._marked(block, *chosen)
        for caption in self.above:
            self._paragraph().add(caption)
        self.result.paragraphs = tuple(self._paragraphs())
        return self.result

    # Choosing

    def _choose(self, block: Block, marks: tuple[Marker, ...]) -> tuple[Marker, int] | None:
        """The best reading of the mark, and the depth that it stands at (0: a paragraph)."""
        best: tuple[float, Marker, int] | None = None
        for mark in marks:
            for depth, fitness in self._fits(block, mark):
                if best is None or fitness > best[0]:
                    best = (fitness, mark, depth)
        return (best[1], best[2]) if best and best[0] >= 2 else None

    def _fits(self, block: Block, mark: Marker) -> Iterator[tuple[int, float]]:
        number = mark.number
        deepest = len(self.open) - 1 if self.open else 0
        open_kinds = [node.kind for node in self.open[1:]]
        for depth in range(deepest, 0, -1):
            node = self.open[depth]
            if node.kind != mark.kind:
                continue
            # A mark further left than the list goes on with the list around it, if one does.
            near = 0.2 if block.indent == node.indent else -0.3
            near -= 0.5 if block.indent < node.indent else 0
            if number in (node.number.next(), node.number.branch()):
                yield depth, 5 + near
            elif number.main == node.number.main + 1 or number.stem == node.number.parts:
                yield depth, 4.5 + near
            elif number > node.number:
                yield depth, (3 if not mark.bare else 1.5) + near
            elif number != Number.of(1):
                yield depth, (2.2 if not mark.bare else 1) + near
        last = self.rows[-1].number if self.rows else None
        if mark.kind in _PARAGRAPH_KINDS or mark.kind == self.kind:
            if not self.rows and number == Number.of(1) and self._begins(mark):
                yield 0, 4.2
            elif self.kind == mark.kind and last is not None:
                if number in (last.next(), last.branch()):
                    yield 0, 4.6
                elif number > last and not mark.bare:
                    yield 0, 2.9
            elif (
                not self.kind
                and last is not None
                and number == last.next() == Number.of(2)
                and (mark.bare or (mark.kind, Number.of(1)) not in self.seen)
                and mark.kind not in open_kinds
            ):
                yield 0, 4.6
            elif not self.kind and mark.kind in open_kinds and last is not None and mark.bare:
                same = next(node for node in self.open[1:] if node.kind == mark.kind)
                if number == last.next() and number <= same.number:
                    yield 0, 4.4
        if mark.kind in open_kinds and number != Number.of(1):
            return
        deeper = bool(self.open) and block.indent > self.open[-1].indent >= 0
        if number == Number.of(1):
            if self._begins(mark):
                yield len(self.open) or 1, 5.4 if deeper and self.open[-1].kind else 4.0
        elif mark.kind.startswith(("dotted", "subsection", "section", "circled")) or (
            not mark.bare and self.seen[mark.kind, number.next()]
        ):
            yield len(self.open) or 1, 2.1

    def _begins(self, mark: Marker) -> bool:
        """Whether a first number begins a list; a bare one needs a second to follow."""
        bracketed = not mark.bare and not mark.kind.startswith(("Letter", "Roman"))
        return bracketed or bool(self.seen[mark.kind, Number.of(2)]) or mark.kind in (
            "iroha", "katakana", "circled", "number○", "kanji"
        )  # fmt: skip

    # Placing

    def _marked(self, block: Block, mark: Marker, depth: int) -> None:
        whole = block.whole
        start = mark.end + (len(whole[mark.end :]) - len(whole[mark.end :].lstrip(EDGES)))
        text = trimmed(whole[start:])
        if depth == 0:
            self._open_paragraph(block, mark, text)
            return
        self._paragraph()
        owner = self.open[min(depth, len(self.open)) - 1]
        del self.open[min(depth, len(self.open)) :]
        last = owner.items[-1] if owner.items else None
        again = last is not None and mark.number <= last.number and mark.number == Number.of(1)
        if owner.closing or again:
            if len(self.open) > 1 or self.kind or self.numbered:
                self._doubt(
                    "list-as-text", block,
                    f"the list that begins with {mark.printed.strip()} is a second list in its "
                    "provision; it is kept as text",
                    "give the text before it a paragraph number of its own",
                )  # fmt: skip
                owner.closing.append(trimmed(whole))
                return
            lead = [owner.closing.pop()] if owner.closing else []
            owner = self._next_paragraph(block)
            owner.text += lead
            last = None
        number = self._ascending(mark, last.number if last else None, block)
        node = _Node(
            number=number, kind=mark.kind, printed=mark.printed, indent=block.indent,
            place=block.place,
            sticky=block.level is not None or mark.kind.startswith(_STICKY),
        )  # fmt: skip
        if last is None and number != Number.of(1):
            self._doubt(
                "list-begins-late", block,
                f"the list begins with {mark.printed.strip()}",
                "compare with the original: an item may be missing, or this is no list",
                )  # fmt: skip
        elif last is not None and number.main > last.number.main + 1:
            self.result.recounted = True
            self._doubt(
                "number-gap", block,
                f"{mark.printed.strip()} follows number {last.number}",
                "compare with the original: a number may be missing",
            )  # fmt: skip
        self.result.numbering.append(mark.printed)
        node.add(text)
        owner.items.append(node)
        self.open.append(node)

    def _ascending(self, mark: Marker, last: Number | None, block: Block) -> Number:
        if last is None or mark.number > last:
            return mark.number
        number = last.next() if last.branches else last.branch()
        self.result.recounted = True
        self._doubt(
            "number-twice", block,
            f"{mark.printed.strip()} follows number {last}; it is carried as {number}",
            "give the provisions their right numbers",
        )  # fmt: skip
        return number

    def _open_paragraph(self, block: Block, mark: Marker, text: str) -> None:
        self.kind = self.kind or mark.kind
        last = self.rows[-1].number if self.rows else None
        number = self._ascending(mark, last, block)
        if last is not None and number.main > last.main + 1:
            self.result.recounted = True
            self._doubt(
                "number-gap", block,
                f"paragraph {mark.printed.strip()} follows paragraph {last}",
                "compare with the original: a number may be missing",
            )  # fmt: skip
        self.result.numbering.append(mark.printed)
        node = _Node(
            number=number, kind=mark.kind, printed=mark.printed, place=block.place, sticky=True
        )
        node.text += self.above
        self.above = []
        node.add(text)
        self.rows.append(node)
        self.open = [node]

    def _next_paragraph(self, block: Block) -> _Node:
        number = self.rows[-1].number.next()
        self._doubt(
            "paragraph-numbered", block,
            f"a second list begins here; its paragraph is carried as paragraph {number}, a number "
            "that is not printed",
            "check the numbers of the paragraphs",
        )  # fmt: skip
        node = _Node(number=number, place=block.place)
        self.rows.append(node)
        self.open = [node]
        return node

    def _goes_on(self, position: int) -> int:
        """The depth of the open list that goes on behind this block; 0 where none does."""
        for marks in self.marks[position + 1 : position + 1 + _AHEAD]:
            for mark in marks:
                if self.kind == mark.kind and mark.number == self.rows[-1].number.next():
                    return 0
                for depth in range(len(self.open) - 1, 0, -1):
                    node = self.open[depth]
                    if node.kind == mark.kind and mark.number == node.number.next():
                        return depth
        return 0

    def _text(self, block: Block, following: tuple[Marker, ...], position: int) -> None:
        text = trimmed(block.whole)
        if _bracketed(text) and any(
            (mark.number >= Number.of(2) and mark.bare) or block.level is not None
            for mark in following
        ):
            self.above.append(text)  # the caption of the paragraph below
            return
        self._paragraph()
        if len(self.open) > 1 and not (self.open[-1].empty and self.open[-1].kind):
            keep = self._goes_on(position) + 1
            for depth in range(keep, len(self.open)):
                node = self.open[depth]
                if node.sticky or 0 <= node.indent < block.indent:
                    keep = depth + 1
            del self.open[keep:]
        self.open[-1].add(text)

    def _paragraph(self) -> _Node:
        if not self.open:
            node = _Node(number=Number.of(1))
            self.rows.append(node)
            self.open = [node]
        return self.open[0]

    def _doubt(self, code: str, block: Block, message: str, hint: str) -> None:
        self.result.doubts.append(doubt(code, f"{self.name}: {message}", hint, block.place))

    # Values

    def _paragraphs(self) -> Iterator[Paragraph]:
        style = self.style
        rows = [node for node in self.rows if not node.empty]  # no number with nothing behind it
        forms = _forms(rows, style.paragraph_marks, style.paragraph)
        for node, form in zip(rows, forms, strict=True):
            yield Paragraph(
                number=node.number,
                text=trimmed("\n".join(node.text)),
                items=_items(node.items, 1, style),
                closing=trimmed("\n".join(node.closing)),
                form=form,
            )


def _items(nodes: Sequence[_Node], depth: int, style: DraftingStyle) -> tuple[Item, ...]:
    forms = _forms(nodes, style.item_marks, style.item_form(depth))
    return tuple(
        Item(
            number=node.number,
            text=trimmed("\n".join(node.text)),
            items=_items(node.items, depth + 1, style),
            closing=trimmed("\n".join(node.closing)),
            form=form,
        )
        for node, form in zip(nodes, forms, strict=True)
    )


def _forms(
    nodes: Sequence[_Node], reader: MarkReader, own: NumberForm
) -> Iterator[NumberForm | None]:
    """The form of each mark as it is printed; None for one that the style writes by itself."""
    marked = [node for node in nodes if node.printed]
    marks = [node.printed.strip(EDGES) for node in marked]
    found = iter(remembered(marks, [node.number for node in marked], reader, own))
    return (next(found) if node.printed else None for node in nodes)


def _bracketed(text: str) -> bool:
    return text[:1] in "（(【〔" and text[-1:] in "）)】〕" and len(text) <= 40
