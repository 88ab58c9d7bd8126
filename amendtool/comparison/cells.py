"""The two cells of a row: a provision printed as blocks, alone or against its counterpart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Chapter, Item, Paragraph, Status
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.counterparts import known_pairs, pair
from amendtool.comparison.house import HeadingPlace, HouseStyle, RangeForm, Unchanged
from amendtool.comparison.runs import joined, lines
from amendtool.comparison.table import Block, BlockKind, Cell, Run
from amendtool.comparison.words import compare

_Provision = TypeVar("_Provision", Paragraph, Item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Prints provisions in a drafting style and a house style."""

    style: DraftingStyle
    house: HouseStyle
    origins: Mapping[Spot, str] = field(default_factory=dict)
    """Where paragraphs and items come from that stood in another provision, as labels."""

    # A provision alone

    def article(self, article: Article, *, changed: bool) -> Cell:
        """The whole of an article; all of it underlined when ``changed``."""
        side = _Side(self, changed)
        side.heading(article)
        side.number(article)
        if article.status is Status.OMITTED:
            side.line(BlockKind.LABEL, self.house.labels.omitted, changed=False)
        for position, paragraph in enumerate(article.paragraphs):
            side.paragraph(paragraph, first=position == 0)
        return tuple(side.blocks)

    def provision(self, provision: Paragraph | Item, *, depth: int) -> Cell:
        """A paragraph (``depth`` 0) or an item alone, with its marker."""
        side = _Side(self, changed=False)
        if isinstance(provision, Paragraph):
            side.paragraph(provision, first=provision.number == Number.of(1))
        else:
            side.item(provision, depth)
        return tuple(side.blocks)

    def plain(self, text: str) -> tuple[Run, ...]:
        """A text that is not underlined."""
        return (Run(text),)

    def chapter(self, text: str, *, changed: bool) -> Cell:
        """The line of a chapter or of the supplementary provisions."""
        return (Block(BlockKind.CHAPTER, (self.run(text, changed=changed),)),)

    def label(self, text: str) -> Cell:
        """A cell that holds nothing but a label."""
        return (Block(BlockKind.LABEL, (Run(text),)),)

    def run(self, text: str, *, changed: bool) -> Run:
        """A run of a provision that comes, goes or moves as a whole, when ``changed``."""
        return Run(text, changed, changed and self.house.sets_wholes_apart)

    def arranged(self, cell: Cell) -> Cell:
        """``cell`` with its headings where the house style has them."""
        if self.house.heading_place is HeadingPlace.ABOVE:
            return cell
        in_line = self.house.heading_place is HeadingPlace.IN_LINE
        blocks: list[Block] = []
        for block in cell:
            last = blocks[-1] if blocks else None
            if block.kind is BlockKind.NUMBER and last and last.kind is BlockKind.HEADING:
                blocks[-1] = Block(block.kind, self._beside(block.runs, last.runs))
            elif (
                in_line and last and last.kind is BlockKind.NUMBER
                and block.kind is BlockKind.PARAGRAPH
            ):  # fmt: skip
                blocks[-1] = Block(block.kind, self._beside(last.runs, block.runs))
            else:
                blocks.append(block)
        return tuple(blocks)

    def _beside(self, first: tuple[Run, ...], then: tuple[Run, ...]) -> tuple[Run, ...]:
        """Two lines as one; in line, what is new or gone as a whole is underlined throughout."""
        gap = Run(self.style.line_joint)
        if self.house.heading_place is HeadingPlace.IN_LINE and first[-1].changed:
            gap = replace(gap, changed=then[0].changed, whole=first[-1].whole and then[0].whole)
        return joined([*first, gap, *then])

    def chapter_text(self, chapter: Chapter, depth: int) -> str:
        """A chapter's line: ``Chapter 2 Shares``."""
        number = self.style.title_form(depth).write(chapter.number)
        return f"{number}{self.style.chapter_gap}{chapter.heading}" if chapter.heading else number

    # A provision against its counterpart

    def articles(self, old: Article, new: Article, kept: Mapping[Spot, Spot]) -> tuple[Cell, Cell]:
        """Both cells of a changed article, the changed words underlined on both sides."""
        return _Both(self, kept).articles(old, new)

    def placeholder(self, old: Article, new: Article) -> tuple[Cell, Cell]:
        """Both cells where a text becomes a placeholder, or a placeholder a text.

        Nothing of the text goes on; the number does, and is underlined only if it changes.
        """
        left = self.article(old, changed=True)
        right = self.article(new, changed=True)
        if old.number != new.number:
            return left, right
        lines = [
            next((block.text for block in cell if block.kind is BlockKind.NUMBER), "")
            for cell in (left, right)
        ]
        numbers = self.texts(BlockKind.NUMBER, lines[0], lines[1])
        return tuple(
            tuple(number[0] if block.kind is BlockKind.NUMBER else block for block in cell)
            for cell, number in zip((left, right), numbers, strict=True)
        )  # type: ignore[return-value] # two cells in, two cells out

    def texts(self, kind: BlockKind, old: str, new: str) -> tuple[Cell, Cell]:
        """Both cells of one line, such as the heading of a chapter."""
        left, right = compare(old, new, self.style.language)
        return (Block(kind, left),), (Block(kind, right),)

    def number_runs(self, form: NumberForm, number: Number, *, changed: bool) -> tuple[Run, ...]:
        """A number as runs; only what belongs to the number itself is underlined."""
        pieces = form.pieces(number)
        if self.style.number_unit == "whole":
            return (self.run("".join(text for text, _ in pieces), changed=changed),)
        return joined(self.run(text, changed=changed and own) for text, own in pieces)

    def paragraph_marker(self, paragraph: Paragraph, *, first: bool) -> str:
        """The marker of a paragraph with its gap; '' for an unnumbered ``first`` one."""
        if goes_unnumbered(paragraph, first=first):
            return ""
        form = self.style.printed_paragraph(paragraph.form)
        return form.write(paragraph.number) + self.style.marker_gap

    def item_marker(self, item: Item, depth: int) -> str:
        """The marker of an item at ``depth`` with its gap."""
        form = self.style.printed_item(depth, item.form)
        return form.write(item.number) + self.style.marker_gap


@dataclass(slots=True)
class _Side:
    """One cell while it is printed."""

    printer: Printer
    changed: bool
    blocks: list[Block] = field(default_factory=list)

    def line(self, kind: BlockKind, text: str, *, changed: bool | None = None) -> None:
        run = self.printer.run(text, changed=self.changed if changed is None else changed)
        self.blocks.append(Block(kind, (run,)))

    def heading(self, article: Article) -> None:
        if article.heading is not None:
            self.line(BlockKind.HEADING, self.printer.style.bracketed(article.heading))

    def number(self, article: Article) -> None:
        if article.number is None:
            return
        style = self.printer.style
        if article.status is Status.RESERVED:
            text = style.in_place.write(article.number)
            gap = style.marker_gap
            self.line(BlockKind.NUMBER, f"{text}{gap}{style.reserved_label}")
        else:
            self.line(BlockKind.NUMBER, style.article.write(article.number))

    def paragraph(self, paragraph: Paragraph, *, first: bool) -> None:
        marker = self.printer.paragraph_marker(paragraph, first=first)
        self.text(BlockKind.PARAGRAPH, 0, marker, paragraph.text)
        for item in paragraph.items:
            self.item(item, 1)
        self.text(BlockKind.PARAGRAPH, 0, "", paragraph.closing)

    def item(self, item: Item, depth: int) -> None:
        kind = _item_kind(depth)
        marker = self.printer.item_marker(item, depth)
        self.text(kind, depth, marker, item.text)
        for inner in item.items:
            self.item(inner, depth + 1)
        self.text(kind, depth, "", item.closing)

    def text(self, kind: BlockKind, level: int, marker: str, text: str) -> None:
        for line in (marker + text).split("\n"):
            if line:
                run = self.printer.run(line, changed=self.changed)
                self.blocks.append(Block(kind, (run,), level))


def goes_unnumbered(provision: Paragraph | Item, *, first: bool) -> bool:
    """Whether the number of the ``first`` paragraph of an article goes without saying."""
    return first and provision.number == Number.of(1) and provision.form is None


def _item_kind(depth: int) -> BlockKind:
    return BlockKind.ITEM if depth == 1 else BlockKind.SUBITEM


@dataclass(slots=True)
class _Both:
    """Two cells while they are printed against each other."""

    printer: Printer
    kept: Mapping[Spot, Spot]
    left: list[Block] = field(default_factory=list)
    right: list[Block] = field(default_factory=list)

    def articles(self, old: Article, new: Article) -> tuple[Cell, Cell]:
        self._headings(old, new)
        self._numbers(old, new)
        if Status.TEXT in (old.status, new.status) and old.status is not new.status:
            for article, blocks in ((old, self.left), (new, self.right)):
                whole = self.printer.article(article, changed=True)
                blocks += [b for b in whole if b.kind not in (BlockKind.HEADING, BlockKind.NUMBER)]
            return tuple(self.left), tuple(self.right)
        if new.status is Status.OMITTED:
            self.left += self.printer.label(self.printer.house.labels.omitted)
            self.right += self.printer.label(self.printer.house.labels.unchanged)
        self._paragraphs(old, new)
        return tuple(self.left), tuple(self.right)

    def _headings(self, old: Article, new: Article) -> None:
        style = self.printer.style
        if old.heading is not None and new.heading is not None:
            left, right = self.printer.texts(
                BlockKind.HEADING, style.bracketed(old.heading), style.bracketed(new.heading)
            )
            self.left += left
            self.right += right
        else:
            for article, blocks in ((old, self.left), (new, self.right)):
                if article.heading is not None:
                    side = _Side(self.printer, changed=True, blocks=blocks)
                    side.heading(article)

    def _numbers(self, old: Article, new: Article) -> None:
        style = self.printer.style
        changed = style.renumbers(old.number, new.number)
        for article, blocks in ((old, self.left), (new, self.right)):
            if article.number is None:
                continue
            reserved = article.status is Status.RESERVED
            form = style.in_place if reserved else style.article
            runs = self.printer.number_runs(form, article.number, changed=changed)
            if reserved:
                runs = joined([*runs, Run(style.marker_gap + style.reserved_label)])
            blocks.append(Block(BlockKind.NUMBER, runs))

    def _paragraphs(self, old: Article, new: Article) -> None:
        known = known_pairs(self.kept, Spot(key=old.key), Spot(key=new.key))
        pairs = pair(
            old.paragraphs, new.paragraphs, known=known, language=self.printer.style.language
        )
        firsts = (old.paragraphs[:1], new.paragraphs[:1])
        collapse = self.printer.house.unchanged_paragraphs is Unchanged.COLLAPSE
        # 第14条（条文省略）, then ２～３（条文省略）: the first paragraph has no number.
        joined_form = self.printer.house.range_form is RangeForm.JOINED
        same: list[tuple[Paragraph, Paragraph]] = []
        for before, after in pairs:
            stays = before is not None and after is not None and _stays(before, after)
            if collapse and stays and before is not None and after is not None:
                apart = joined_form and bool(same) and _begins(same[-1], firsts)
                if same and (apart or not _goes_on(same[-1], (before, after))):
                    self._collapsed(BlockKind.PARAGRAPH, 0, same, firsts)
                    same = []
                same.append((before, after))
                continue
            self._collapsed(BlockKind.PARAGRAPH, 0, same, firsts)
            same = []
            spots = self._spots(old.key, before, after)
            self._provisions(before, after, firsts, *spots)
        self._collapsed(BlockKind.PARAGRAPH, 0, same, firsts)

    def _unnumbered(self, label: str, blocks: list[Block]) -> Block:
        """The label of a first paragraph; joined forms set it behind the number: 第14条（略）.

        The line of the number, where it is taken up, is taken from ``blocks``.
        """
        house = self.printer.house
        if house.range_form is RangeForm.STACKED:
            return Block(BlockKind.LABEL, (Run(label),))
        above = house.heading_place is HeadingPlace.ABOVE
        if above and blocks and blocks[-1].kind is BlockKind.NUMBER:
            gap = Run(f"{self.printer.style.line_joint}{label}")
            return Block(BlockKind.NUMBER, joined([*blocks.pop().runs, gap]))
        return Block(BlockKind.PARAGRAPH, (Run(label),))

    def _spots(
        self, key: str, before: Paragraph | None, after: Paragraph | None
    ) -> tuple[Spot, Spot]:
        one = Spot(key=key, paragraph=before.number if before else None)
        other = Spot(key=key, paragraph=after.number if after else None)
        return one, other

    def _collapsed(
        self,
        kind: BlockKind,
        level: int,
        pairs: Sequence[tuple[Paragraph, Paragraph]] | Sequence[tuple[Item, Item]],
        firsts: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]] = ((), ()),
    ) -> None:
        """Provisions that stay as one line: ``2 (Provisions omitted) | 2 (Unchanged)``.

        ``firsts`` are the paragraphs that begin their article; alone they have no number.
        """
        if not pairs:
            return
        house, style = self.printer.house, self.printer.style
        changed = pairs[0][0].number != pairs[0][1].number
        sides = zip(
            (self.left, self.right), zip(*pairs, strict=True), firsts,
            (house.labels.omitted, house.labels.unchanged), strict=True,
        )  # fmt: skip
        for blocks, provisions, row, label in sides:
            first, last = provisions[0], provisions[-1]
            if first is last and first in row and goes_unnumbered(first, first=True):
                blocks.append(self._unnumbered(label, blocks))
                continue
            ends = dict.fromkeys(self._number(one, level) for one in (first, last))
            number = self.printer.run(house.range_joint.join(ends), changed=changed)
            runs = joined([number, Run(f"{style.line_joint}{label}")])
            blocks.append(Block(kind, runs, level))

    def _number(self, provision: Paragraph | Item, depth: int) -> str:
        style, kept = self.printer.style, provision.form
        form = style.printed_item(depth, kept) if depth else style.printed_paragraph(kept)
        return form.write(provision.number)

    def _provisions(
        self,
        before: Paragraph | None,
        after: Paragraph | None,
        firsts: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]],
        old: Spot,
        new: Spot,
    ) -> None:
        if before is None or after is None:
            self._origin(new)
            for provision, blocks, row in (
                (before, self.left, firsts[0]),
                (after, self.right, firsts[1]),
            ):
                if provision is not None:
                    side = _Side(self.printer, changed=True, blocks=blocks)
                    side.paragraph(provision, first=provision in row)
            return
        markers = tuple(
            self.printer.paragraph_marker(p, first=p in row)
            for p, row in ((before, firsts[0]), (after, firsts[1]))
        )
        self._texts(BlockKind.PARAGRAPH, 0, markers, (before.text, after.text))
        self._items(before.items, after.items, 1, old, new)
        self._texts(BlockKind.PARAGRAPH, 0, ("", ""), (before.closing, after.closing))

    def _origin(self, spot: Spot) -> None:
        """Say on the present side where a provision comes from that stood elsewhere."""
        if spot in self.printer.origins:
            self.left += self.printer.label(self.printer.origins[spot])

    def _items(
        self, old: tuple[Item, ...], new: tuple[Item, ...], depth: int, at: Spot, to: Spot
    ) -> None:
        known = known_pairs(self.kept, at, to)
        kind = _item_kind(depth)
        collapse = self.printer.house.unchanged_items is Unchanged.COLLAPSE
        same: list[tuple[Item, Item]] = []
        for before, after in pair(old, new, known=known, language=self.printer.style.language):
            stays = before is not None and after is not None and _stays(before, after)
            if collapse and stays and before is not None and after is not None:
                if same and not _goes_on(same[-1], (before, after)):
                    self._collapsed(kind, depth, same)
                    same = []
                same.append((before, after))
                continue
            self._collapsed(kind, depth, same)
            same = []
            if before is None or after is None:
                if after is not None:
                    self._origin(replace(to, items=(*to.items, after.number)))
                for item, blocks in ((before, self.left), (after, self.right)):
                    if item is not None:
                        _Side(self.printer, changed=True, blocks=blocks).item(item, depth)
                continue
            markers = tuple(self.printer.item_marker(item, depth) for item in (before, after))
            self._texts(kind, depth, markers, (before.text, after.text))
            inner = Spot(key=at.key, paragraph=at.paragraph, items=(*at.items, before.number))
            outer = Spot(key=to.key, paragraph=to.paragraph, items=(*to.items, after.number))
            self._items(before.items, after.items, depth + 1, inner, outer)
            self._texts(kind, depth, ("", ""), (before.closing, after.closing))
        self._collapsed(kind, depth, same)

    def _texts(
        self, kind: BlockKind, level: int, markers: Sequence[str], texts: tuple[str, str]
    ) -> None:
        """One text on both sides; a marker is underlined when it differs."""
        sides = compare(*texts, self.printer.style.language)
        differs = markers[0] != markers[1]
        for marker, runs, blocks in zip(markers, sides, (self.left, self.right), strict=True):
            bare = marker.rstrip(self.printer.style.marker_gap)
            gap = marker[len(bare) :]
            own = self.printer.run(bare, changed=True)
            marked = [own, Run(gap)] if differs and bare else [Run(marker)]
            for line in lines([*marked, *runs]):
                blocks.append(Block(kind, line, level))


def _stays(before: _Provision, after: _Provision) -> bool:
    """Whether nothing of a provision changes, unless its number."""
    return replace(before, number=after.number) == after


def _begins(
    pair: tuple[Paragraph, Paragraph],
    firsts: tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]],
) -> bool:
    """Whether a paragraph has no number on a side, because it is the first one there."""
    return any(
        provision in row and goes_unnumbered(provision, first=True)
        for provision, row in zip(pair, firsts, strict=True)
    )


def _goes_on(last: tuple[_Provision, _Provision], pair: tuple[_Provision, _Provision]) -> bool:
    """Whether a pair follows the last one on both sides, so that they are one run."""
    return all(
        not one.number.branches
        and not other.number.branches
        and other.number.main - one.number.main == 1
        for one, other in zip(last, pair, strict=True)
    )
