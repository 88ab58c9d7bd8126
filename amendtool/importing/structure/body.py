"""The blocks of one article as paragraphs and items.

A mark opens a paragraph or an item; which one, and how deep, its neighbours tell: a mark that
goes on with an open list belongs to it, one that begins with the first number opens a list
inside. Every number is kept as it is printed, also one that is missing, late or there twice,
and a text between two lists stands between them; what is irregular is doubted at its place.

Where the clause file of an article does not hold that, it is read once more by what files hold
everywhere: numbers that ascend, and one list in a provision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from amendtool.articles.charter import Body, Provision, provision
from amendtool.articles.numbers import Number, NumberForm, told_apart
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import MarkReader, remembered
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import EDGES, SourceBlock, doubt, trimmed
from amendtool.importing.structure.labels import (
    Marker,
    after_separator,
    dotted_label,
    english_label,
    markers,
)

_PARAGRAPH_KINDS: Final = frozenset(
    [
        "number",
        "number.",
        "number○",
        "circled",
        "dotted2",
        "subsection",
        "section",
        "paren",
        "stop",
        "kou",
    ]
)
_AHEAD: Final = 100
"""How many blocks are looked at to see whether a list goes on: more than any list has text in."""
_STICKY: Final = ("dotted", "subsection", "section", "kou")
"""Marks of provisions with paragraphs of their own: text below them belongs to them."""
_LATE_KINDS: Final = (*_STICKY, "circled")
"""Marks that nothing but a provision begins with, so that they are believed from any number."""
_FIRST: Final = Number.of(1)
_SECOND: Final = Number.of(2)
_CAPTION: Final = 40
"""The longest caption in brackets over a paragraph: （…） with more is a sentence in brackets."""

# How well a mark fits a place. Only the order means something: a mark goes where it fits best,
# so each value stands between the two that it has to lose and to win against.

_LIST_INSIDE: Final = 5.4
"""A first number, further right than an item: a list inside it. Above all else, for where two
lists are numbered alike ((1) over (1)) the indent alone parts them."""
_NEXT_ITEM: Final = 5.0
"""The number after the last one of an open list."""
_NEXT_PARAGRAPH: Final = 4.6
"""The number after the last paragraph. Below the next item (2. in a list 1., 2. belongs to the
list), unless the mark stands further left than the list (5.0 - 0.8)."""
_NEAR_ITEM: Final = 4.5
"""The next main number after branches, or a later branch of the last number: 5 or 4-3 after 4-2."""
_PARAGRAPH_LIKE_ITEM: Final = 4.4
"""A bare 2 under a list that has reached 2 already: the second paragraph, which is numbered like
the list. Below the next item, for a list inside that one may go on with it."""
_FIRST_PARAGRAPH: Final = 4.2
"""A first number at the very beginning of an article: its paragraphs are numbered."""
_FIRST_ITEM: Final = 4.0
"""A first number begins a list, where it goes on with nothing."""
_LATER_ITEM: Final = 3.0
"""A later number of an open list: a gap, for drafters and scanners lose items."""
_LATER_PARAGRAPH: Final = 2.9
"""The same among paragraphs; a list is the likelier place, for it has more members."""
_EARLIER_ITEM: Final = 2.2
"""A number that was there or has been passed: a slip, carried with a doubt. Only at the indent of
the list; elsewhere (2.2 - 0.3) it is text."""
_LATE_LIST: Final = 2.1
"""A list that begins with another number than 1: only where it goes on with no open one."""
_LEAST: Final = 2.0
"""A mark that fits worse than this is text: "5 of the directors" at the beginning of a line."""
_SAME_INDENT: Final = 0.2
_OTHER_INDENT: Final = -0.3
_FURTHER_LEFT: Final = -0.5
"""A mark stands under its siblings; one further left goes on with the list around theirs, if
one does. Indents are often wrong (tabs, pasted text), so they decide only between neighbours
in this table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBody:
    """The paragraphs of an article, and what reading them left to say."""

    paragraphs: tuple[Provision, ...] = ()
    numbering: tuple[str, ...] = ()
    """The marks that the files do not hold, since the style writes them."""
    doubts: tuple[Problem, ...] = ()
    recounted: bool = False
    """A number that stood twice or came late was given another one, or one is missing."""


@dataclass(slots=True)
class _Node:
    number: Number
    kind: str = ""
    printed: str = ""
    indent: int = -1
    sticky: bool = False
    body: list[str | _Node] = field(default_factory=list)
    """Its texts, each block of them apart, and the provisions in it, as they stand."""
    place: Place = field(default_factory=Place)

    def add(self, *texts: str) -> None:
        self.body += [text for text in texts if text]

    @property
    def items(self) -> list[_Node]:
        return [each for each in self.body if isinstance(each, _Node)]

    @property
    def closes(self) -> bool:
        """Whether a text stands behind its provisions."""
        return bool(self.items) and isinstance(self.body[-1], str)

    @property
    def empty(self) -> bool:
        return not self.body


def read_body(
    blocks: Sequence[SourceBlock], style: DraftingStyle, *, name: str, as_printed: bool = True
) -> ArticleBody:
    """The paragraphs that ``blocks`` hold; ``name`` is how doubts call the article.

    With ``as_printed`` every number is kept, and a list may follow a list; without it numbers
    ascend and a provision has one list, as any clause file can hold.
    """
    return _BodyReader(blocks, style, name, as_printed=as_printed).body()


def literal_body(blocks: Sequence[SourceBlock]) -> tuple[Provision, ...]:
    """The blocks as one paragraph of plain text, every mark as it is printed."""
    text = trimmed("\n".join(block.whole for block in blocks))
    return (provision(number=_FIRST, text=text),) if text else ()


def marks_of(text: str, *, styled: bool = False) -> tuple[Marker, ...]:
    """Every reading of the mark that ``text`` begins with, ``5.1`` and ``Subsection 5`` too.

    ``styled`` where the block looks like a heading, in which no other provision is cited.
    """
    label = english_label(text, styled=styled)
    if label is not None and label.level in ("subsection", "section"):
        kind: str = label.level
    else:
        label = dotted_label(text, styled=styled)
        kind = f"dotted{len(label.number.parts)}" if label else ""
    if label is None:
        return markers(text)
    number = Number.of(label.number.last) if label.dotted else label.number
    end = after_separator(text, label.end)
    return (Marker(kind=kind, number=number, printed=text[:end], end=end, bare=False),)


class _BodyReader:
    def __init__(
        self, blocks: Sequence[SourceBlock], style: DraftingStyle, name: str, *, as_printed: bool
    ) -> None:
        self.blocks = blocks
        self.as_printed = as_printed
        self.style = style
        self.name = name
        self.numbering: list[str] = []
        self.doubts: list[Problem] = []
        self.unsure: set[int] = set()
        """The open provisions in whose lists a text was doubted, by their identity."""
        self.recounted = False
        self.rows: list[_Node] = []
        self.open: list[_Node] = []
        self.kind = ""
        """The kind of the marks of paragraphs, once one was seen."""
        self.marks = [
            () if block.fixed else marks_of(
                block.whole, styled=block.level is not None or bool(block.generated)
            )
            for block in blocks
        ]  # fmt: skip
        self.seen = Counter((mark.kind, mark.number) for row in self.marks for mark in row)
        self.numbered = any(
            (mark.bare or mark.kind in ("number.", "dotted2"))
            and mark.number == _SECOND
            and (mark.kind, _FIRST) not in self.seen
            for row in self.marks
            for mark in row
        )
        self.above: list[str] = []

    def body(self) -> ArticleBody:
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
        return ArticleBody(
            paragraphs=tuple(self._paragraphs()),
            numbering=tuple(self.numbering),
            doubts=tuple(self.doubts),
            recounted=self.recounted,
        )

    # Choosing

    def _choose(self, block: SourceBlock, marks: tuple[Marker, ...]) -> tuple[Marker, int] | None:
        """The best reading of the mark, and the depth that it stands at (0: a paragraph)."""
        best: tuple[float, Marker, int] | None = None
        for mark in marks:
            for depth, fitness in self._fits(block, mark):
                if best is None or fitness > best[0]:
                    best = (fitness, mark, depth)
        return (best[1], best[2]) if best and best[0] >= _LEAST else None

    def _fits(self, block: SourceBlock, mark: Marker) -> Iterator[tuple[int, float]]:
        """The depths that a reading may stand at, with its fitness at each.

        Of two that fit alike the first is taken: what goes on with a list before what opens
        one, and the innermost list before those around it.
        """
        lists = [(depth, self.open[depth]) for depth in range(len(self.open) - 1, 0, -1)]
        if self.as_printed and self.open and self.open[-1].closes:
            # A text stands behind the list, and the list may go on behind the text.
            lists.insert(0, (len(self.open), self.open[-1].items[-1]))
        for depth, node in lists:
            if node.kind == mark.kind:
                fitness = _as_next_item(mark, node.number)
                if fitness is not None:
                    yield depth, fitness + _beside(block, node)
        fitness = self._as_paragraph(mark)
        if fitness is not None:
            yield 0, fitness
        fitness = self._as_new_list(block, mark)
        if fitness is not None:
            yield len(self.open) or 1, fitness

    def _as_paragraph(self, mark: Marker) -> float | None:
        """How well a mark fits as the number of a paragraph."""
        number = mark.number
        if mark.kind not in _PARAGRAPH_KINDS and mark.kind != self.kind:
            return None
        if not self.rows:
            return _FIRST_PARAGRAPH if number == _FIRST and self._begins(mark) else None
        last = self.rows[-1].number
        if self.kind:
            if self.kind != mark.kind:
                return None
            if number.follows(last):
                return _NEXT_PARAGRAPH
            return _LATER_PARAGRAPH if number > last and not mark.bare else None
        # So far no paragraph has a number: the first one prints none.
        inside = [node for node in self.open[1:] if node.kind == mark.kind]
        if not inside:
            alone = mark.bare or (mark.kind, _FIRST) not in self.seen
            return _NEXT_PARAGRAPH if number == last.next() == _SECOND and alone else None
        again = number == last.next() and number <= inside[0].number
        return _PARAGRAPH_LIKE_ITEM if again and mark.bare else None

    def _as_new_list(self, block: SourceBlock, mark: Marker) -> float | None:
        """How well a mark fits as the first of a list inside the innermost provision."""
        number = mark.number
        if number == _FIRST:
            if not self._begins(mark):
                return None
            inner = self.open[-1] if self.open else None
            deeper = inner is not None and inner.kind and block.indent > inner.indent >= 0
            return _LIST_INSIDE if deeper else _FIRST_ITEM
        if any(node.kind == mark.kind for node in self.open[1:]):
            return None
        late = mark.kind.startswith(_LATE_KINDS) or (
            not mark.bare and self.seen[mark.kind, number.next()]
        )
        return _LATE_LIST if late else None

    def _begins(self, mark: Marker) -> bool:
        """Whether a first number begins a list; a bare one needs a second to follow."""
        bracketed = not mark.bare and not mark.kind.startswith(("Letter", "Roman"))
        return bracketed or bool(self.seen[mark.kind, _SECOND]) or mark.kind in (
            "iroha", "katakana", "circled", "number○", "kanji"
        )  # fmt: skip

    # Placing

    def _marked(self, block: SourceBlock, mark: Marker, depth: int) -> None:
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
        again = last is not None and mark.number <= last.number and mark.number == _FIRST
        if self.as_printed:
            # Behind a text a first number begins another list, and another one goes on.
            last = None if owner.closes and mark.number == _FIRST else last
        elif owner.closes or again:
            if len(self.open) > 1 or self.kind or self.numbered:
                self._doubt(
                    "list-as-text", block,
                    f"the list that begins with {mark.printed.strip()} is a second list in its "
                    "provision; it is kept as text",
                    "give the text before it a paragraph number of its own",
                )  # fmt: skip
                owner.add(trimmed(whole))
                return
            lead = [text for text in owner.body[-1:] if isinstance(text, str)]
            del owner.body[len(owner.body) - len(lead) :]
            owner = self._next_paragraph(block)
            owner.add(*lead)
            last = None
        number = self._ascending(mark, last.number if last else None, block)
        if number == _FIRST and any(
            node.kind == mark.kind and node.indent == block.indent for node in self.open[1:]
        ):
            self._doubt(
                "same-marks", block,
                f"{mark.printed.strip()} begins a list in the marks of the list around it",
                "compare with the original: it may be another list beside that one",
            )  # fmt: skip
        node = _Node(
            number=number, kind=mark.kind, printed=mark.printed, indent=block.indent,
            place=block.place,
            sticky=block.level is not None or mark.kind.startswith(_STICKY),
        )  # fmt: skip
        if last is None and number != _FIRST:
            self._doubt(
                "list-begins-late", block,
                f"the list begins with {mark.printed.strip()}",
                "compare with the original: an item may be missing, or this is no list",
                )  # fmt: skip
        elif last is not None and number.main > last.number.main + 1:
            self.recounted = not self.as_printed
            self._doubt(
                "number-gap", block,
                f"{mark.printed.strip()} follows number {last.number}",
                "compare with the original: a number may be missing",
            )  # fmt: skip
        self.numbering.append(mark.printed)
        node.add(text)
        owner.body.append(node)
        self.open.append(node)

    def _ascending(self, mark: Marker, last: Number | None, block: SourceBlock) -> Number:
        if last is None or mark.number > last:
            return mark.number
        if self.as_printed:
            twice = "stands twice" if mark.number == last else f"follows number {last}"
            self._doubt(
                "number-twice", block,
                f"{mark.printed.strip()} {twice}; it is kept as it is printed",
                "give the provisions their right numbers",
            )  # fmt: skip
            return mark.number
        number = last.squeezed()
        self.recounted = True
        self._doubt(
            "number-twice", block,
            f"{mark.printed.strip()} follows number {last}; it is carried as {number}",
            "give the provisions their right numbers",
        )  # fmt: skip
        return number

    def _open_paragraph(self, block: SourceBlock, mark: Marker, text: str) -> None:
        self.kind = self.kind or mark.kind
        last = self.rows[-1].number if self.rows else None
        number = self._ascending(mark, last, block)
        if last is not None and number.main > last.main + 1:
            self.recounted = not self.as_printed
            self._doubt(
                "number-gap", block,
                f"paragraph {mark.printed.strip()} follows paragraph {last}",
                "compare with the original: a number may be missing",
            )  # fmt: skip
        self.numbering.append(mark.printed)
        node = _Node(
            number=number, kind=mark.kind, printed=mark.printed, place=block.place, sticky=True
        )
        node.add(*self.above)
        self.above = []
        node.add(text)
        self.rows.append(node)
        self.open = [node]

    def _next_paragraph(self, block: SourceBlock) -> _Node:
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
        alive = len(self.open) - 1
        for marks in self.marks[position + 1 : position + 1 + _AHEAD]:
            for mark in marks:
                if self.kind == mark.kind and mark.number == self.rows[-1].number.next():
                    return 0
                for depth in range(alive, 0, -1):
                    node = self.open[depth]
                    if node.kind != mark.kind:
                        continue
                    if mark.number == node.number.next():
                        return depth
                    if mark.number == _FIRST and self.as_printed:
                        alive = depth - 1  # another list: what follows goes on with that one
        return 0

    def _text(self, block: SourceBlock, following: tuple[Marker, ...], position: int) -> None:
        text = trimmed(block.whole)
        if _bracketed(text) and any(
            (mark.number >= _SECOND and mark.bare) or block.level is not None for mark in following
        ):
            self.above.append(text)  # the caption of the paragraph below
            return
        self._paragraph()
        if len(self.open) > 1 and not (self.open[-1].empty and self.open[-1].kind):
            keep = self._goes_on(position) + 1
            if self.as_printed:
                # A text that stands further left than a mark is no part of what that opens.
                left = (d for d, node in enumerate(self.open) if node.indent > block.indent)
                keep = min(keep, next(left, keep))
            for depth in range(keep, len(self.open)):
                node = self.open[depth]
                if node.sticky or 0 <= node.indent < block.indent:
                    keep = depth + 1
            del self.open[keep:]
        node = self.open[-1]
        if self.as_printed and len(self.open) > 1 and node.body and block.indent == node.indent:
            self._unsure(node, block)
        node.add(text)

    def _unsure(self, node: _Node, block: SourceBlock) -> None:
        """Doubt a text between the items of a list that nothing tells from the list around it.

        It may as well go on what the list stands in. One list is doubted once.
        """
        owner = self.open[-2]
        if id(owner) not in self.unsure:
            self.unsure.add(id(owner))
            self._doubt(
                "text-between", block,
                f"a text without a mark stands behind {node.printed}, and the list goes on; it is "
                f"carried as part of {node.printed}",
                "compare with the original: set it apart in the clause file if it belongs to what "
                "the list stands in",
            )  # fmt: skip

    def _paragraph(self) -> _Node:
        if not self.open:
            node = _Node(number=_FIRST)
            self.rows.append(node)
            self.open = [node]
        return self.open[0]

    def _doubt(self, code: str, block: SourceBlock, message: str, hint: str) -> None:
        self.doubts.append(doubt(code, f"{self.name}: {message}", hint, block.place))

    # Values

    def _paragraphs(self) -> Iterator[Provision]:
        style = self.style
        rows = [node for node in self.rows if not node.empty]  # no number with nothing behind it
        forms = self._kept(rows, _forms(rows, style.paragraph_marks, style.paragraph))
        numbers = told_apart(node.number for node in rows)
        for node, number, form in zip(rows, numbers, forms, strict=True):
            yield Provision(number=number, body=self._body(node, 1), form=form)

    def _body(self, node: _Node, depth: int) -> Body:
        """The body of a provision; the provisions in it are items at ``depth``."""
        style = self.style
        numbers = iter(told_apart(item.number for item in node.items))
        found: list[str | Provision] = []
        for is_text, stretch in groupby(node.body, key=lambda each: isinstance(each, str)):
            if is_text:
                text = trimmed("\n".join(each for each in stretch if isinstance(each, str)))
                found += [text] if text else []
                continue
            items = [each for each in stretch if isinstance(each, _Node)]
            forms = self._kept(items, _forms(items, style.listed_marks, style.item_form(depth)))
            found += [
                Provision(number=next(numbers), body=self._body(item, depth + 1), form=form)
                for item, form in zip(items, forms, strict=True)
            ]
        return tuple(found)

    def _kept(
        self, row: Sequence[_Node], forms: Iterator[NumberForm | None]
    ) -> list[NumberForm | None]:
        """The forms of a row, with a doubt where one of its marks is printed in no such form."""
        found = list(forms)
        for node, form in zip(row, found, strict=True):
            mark = node.printed.strip(EDGES)
            if mark and form is None:
                problem = doubt(
                    "marks-otherwise",
                    f"{self.name}: {mark} is a mark that clause files do not hold here; the list "
                    "is carried with its numbers, and printed in the marks of the style",
                    "compare how it prints, and references to it",
                    node.place,
                )
                self.doubts.append(problem)
                break
        return found


def _as_next_item(mark: Marker, last: Number) -> float | None:
    """How well a mark fits behind the number ``last`` of an open list of its kind."""
    number = mark.number
    if number.follows(last):
        return _NEXT_ITEM
    if number.main == last.main + 1 or number.stem == last.parts:
        return _NEAR_ITEM
    if number > last:
        return None if mark.bare else _LATER_ITEM
    if number == _FIRST or mark.bare:
        return None  # 1 begins a list anew; out of order, a number without a stop is text
    return _EARLIER_ITEM


def _beside(block: SourceBlock, node: _Node) -> float:
    """What the indent of a mark says of its going on with the list that ``node`` is in."""
    near = _SAME_INDENT if block.indent == node.indent else _OTHER_INDENT
    return near + (_FURTHER_LEFT if block.indent < node.indent else 0)


def _forms(
    nodes: Sequence[_Node], reader: MarkReader, own: NumberForm
) -> Iterator[NumberForm | None]:
    """The form of each mark as it is printed; None for one that the style writes by itself."""
    marked = [node for node in nodes if node.printed]
    marks = [node.printed.strip(EDGES) for node in marked]
    found = iter(remembered(marks, [node.number for node in marked], reader, own))
    return (next(found) if node.printed else None for node in nodes)


def _bracketed(text: str) -> bool:
    return text[:1] in "（(【〔" and text[-1:] in "）)】〕" and len(text) <= _CAPTION
