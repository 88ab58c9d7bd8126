"""The two cells of a row: a provision printed as blocks, alone or against its counterpart.

What compares words and pairs paragraphs is loaded where one is printed against its counterpart:
``show`` and ``export`` print every provision alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Chapter, Provision, Status, text_of
from amendtool.articles.nested import unbound, whole
from amendtool.articles.numbers import BoundForm, Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import (
    HeadingPlace,
    HouseStyle,
    NumberPlace,
    RangeForm,
    Unchanged,
)
from amendtool.comparison.runs import joined, lines
from amendtool.comparison.table import Block, BlockKind, Cell, Run
from amendtool.values import dataclass


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
        article = whole(article, self.style)
        side = _Side(self, changed)
        side.heading(article)
        side.number(article)
        if article.status is Status.OMITTED:
            side.line(BlockKind.LABEL, self.house.labels.omitted, changed=False)
        side.body(article.body, 0)
        return tuple(side.blocks)

    def provision(self, provision: Provision, *, depth: int) -> Cell:
        """A paragraph (``depth`` 0) or an item alone, with its marker."""
        side = _Side(self, changed=False)
        side.provision(provision, depth, first=provision.number == Number.of(1))
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

    def arranged(
        self, cell: Cell, article: Article | None = None, *, against: Article | None = None
    ) -> Cell:
        """``cell`` with its headings and numbers where the house style has them.

        The mark of its ``article`` may tell what parts the heading from the number; where that of
        the one that it is printed ``against`` tells otherwise, this is a change.
        """
        if self.house.heading_place is not HeadingPlace.IN_LINE:
            cell = self._number_in_line(cell, article)
        if self.house.heading_place is HeadingPlace.ABOVE:
            return cell
        in_line = self.house.heading_place is HeadingPlace.IN_LINE
        parting = self.text_gap(article)
        told = article is not None and self.number_form(article).tells_gap
        gap = self.heading_gap(article) if article is not None and told else None
        blocks: list[Block] = []
        for block in cell:
            last = blocks[-1] if blocks else None
            if block.kind is BlockKind.NUMBER and last and last.kind is BlockKind.HEADING:
                runs = self._beside(
                    block.runs, last.runs, gap, differs=self._gaps_differ(article, against)
                )
                blocks[-1] = Block(block.kind, runs)
            elif (
                in_line and last and last.kind is BlockKind.NUMBER
                and _goes_behind(block.kind, parting) and parting is not None
            ):  # fmt: skip
                blocks[-1] = Block(block.kind, self._beside(last.runs, block.runs, parting))
            else:
                blocks.append(block)
        return tuple(blocks)

    def text_gap(self, article: Article | None) -> str | None:
        """What parts the number of ``article`` from the text behind it, on the same line.

        None where the text begins on a line of its own: as the house style has it, or as the mark
        of the article tells. A heading behind the number stands between the two; where it stands
        beside the number alone, the text is below them.
        """
        place = self.house.heading_place
        form = self.style.article if article is None else self.number_form(article)
        if form.opens is not None:
            return None if form.opens == "\n" else form.opens
        above = place is HeadingPlace.ABOVE or article is None or article.heading is None
        if above and form.tells_gap:
            return form.gap
        if place is HeadingPlace.IN_LINE:
            gap = self.style.article.gap
            if gap is not None and gap.strip() and not above:
                gap = None  # the dash of "Section 1 — Name: The …" parts the number alone
            return (self.style.line_joint or self.style.marker_gap) if gap is None else gap
        if not above or self.house.number_place is NumberPlace.ABOVE:
            return None
        return self.style.marker_gap if form.gap is None else form.gap

    def _number_in_line(self, cell: Cell, article: Article | None) -> Cell:
        """``cell`` with the text behind the number, where the house style has it there.

        Both stay blocks of their own. What is new or gone as a whole is underlined throughout.
        """
        parting = self.text_gap(article)
        form = self.style.article if article is None else self.number_form(article)
        if parting is None and form.opens is None:
            if self.house.number_place is NumberPlace.ABOVE:
                return cell
            # The cells of a table are narrow: a text goes on behind a heading beside its number.
            parting = self.style.marker_gap
        if parting is None:
            return cell
        labels = self.house.labels
        blocks: list[Block] = []
        for block in cell:
            last = blocks[-1] if blocks else None
            # 第14条（条文省略） says all of its paragraph; the next one is not behind it.
            if (
                last is not None
                and last.kind is BlockKind.NUMBER
                and _goes_behind(block.kind, form.opens)
                and not last.text.endswith((labels.omitted, labels.unchanged))
            ):
                runs = (*last.runs, *block.runs)
                gap = Run(parting)
                if all(run.changed for run in runs):
                    gap = replace(gap, changed=True, whole=all(run.whole for run in runs))
                blocks.append(replace(block, joint=gap))
            else:
                blocks.append(block)
        return tuple(blocks)

    def _gaps_differ(self, article: Article | None, against: Article | None) -> bool:
        """Whether an operation gives the number another gap before its heading."""
        if article is None or against is None or article.form == against.form:
            return False
        if article.status is not against.status:
            return False
        return self.heading_gap(article) != self.heading_gap(against)

    def _beside(
        self,
        first: tuple[Run, ...],
        then: tuple[Run, ...],
        told: str | None,
        *,
        differs: bool = False,
    ) -> tuple[Run, ...]:
        """Two lines as one; in line, what is new or gone as a whole is underlined throughout."""
        joint = self.style.article.gap if told is None else told
        gap = Run(self.style.line_joint if joint is None else joint)
        if self.house.heading_place is HeadingPlace.IN_LINE and first[-1].changed:
            gap = replace(gap, changed=then[0].changed, whole=first[-1].whole and then[0].whole)
        if differs:
            gap = self.run(gap.text, changed=True)
        return joined([*first, gap, *then])

    def chapter_text(self, chapter: Chapter, depth: int) -> str:
        """A chapter's line: ``Chapter 2 Shares``."""
        form = self.style.printed_title(depth, chapter.form)
        number, heading = form.printed(chapter.number), chapter.heading or ""
        gap = self.style.title_gap(form)
        return f"{number}{gap}{heading}" if number and heading else number or heading

    def article_number(self, article: Article) -> str:
        """The number of an article in print; '' where it has none, or prints none."""
        if article.number is None:
            return ""
        return self.number_form(article).printed(article.number)

    def number_form(self, article: Article) -> NumberForm:
        """The form that the number of an article is printed in."""
        if article.status is Status.RESERVED:
            return self.style.placeholder(article.form)
        return self.style.printed_article(article.form)

    def reserved_text(self, article: Article) -> str:
        """The line of a deleted article; '' where the label of another one speaks for it too."""
        number = self.article_number(article)
        form = article.form
        if form is not None and form.silent and article.heading is None:
            return ""
        gap = self.reserved_gap(article) if number else ""
        return f"{number}{gap}{self.style.reserved_label}"

    def heading_gap(self, article: Article) -> str:
        """What stands between the number of an article and the heading behind it."""
        return self.style.article_gap(self.number_form(article))

    def reserved_gap(self, article: Article) -> str:
        """What stands between the number of a deleted article and the label."""
        gap = self.number_form(article).gap
        return self.style.marker_gap if gap is None else gap

    # A provision against its counterpart

    def articles(self, old: Article, new: Article, kept: Mapping[Spot, Spot]) -> tuple[Cell, Cell]:
        """Both cells of a changed article, the changed words underlined on both sides."""
        old, new = (whole(article, self.style) for article in (old, new))
        return _Both(self, kept).articles(old, new)

    def facing(
        self, old: Article, new: Article, kept: Mapping[Spot, Spot]
    ) -> tuple[Cell, Cell, tuple[tuple[int, int], ...]]:
        """Both cells of a changed article as :meth:`articles`, and which blocks face each other.

        A paragraph or item that comes or goes faces its label. The heading and the number are
        of the first part, so that the text can go on behind the number. Where number, heading
        and text are one line, and the label of a new first paragraph would stand between them,
        nothing faces.
        """
        old, new = (whole(article, self.style) for article in (old, new))
        both = _Both(self, kept, side_by_side=True)
        left, right = both.articles(old, new)
        ends = [*both.ends[:-1], (len(left), len(right))]
        one_line = self.house.heading_place is HeadingPlace.IN_LINE
        if one_line and (
            self._number_parted(left, ends[0][0]) or self._number_parted(right, ends[0][1])
        ):
            return *self.articles(old, new, kept), ()
        starts = [(0, 0), *ends[:-1]]
        parts = ((a - b, c - d) for (a, c), (b, d) in zip(ends, starts, strict=True))
        return left, right, tuple(parts)

    def _number_parted(self, cell: Cell, end: int) -> bool:
        """Whether the first text of ``cell`` is not right behind the number, in a part to ``end``.

        A number whose text is collapsed says so itself: 第14条（条文省略）.
        """
        labels = self.house.labels
        kinds = [block.kind for block in cell]
        if BlockKind.NUMBER not in kinds or BlockKind.PARAGRAPH not in kinds:
            return False
        number, text = kinds.index(BlockKind.NUMBER), kinds.index(BlockKind.PARAGRAPH)
        if cell[number].text.endswith((labels.omitted, labels.unchanged)):
            return False
        return text != number + 1 or text >= end

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
        from amendtool.comparison.words import compare

        left, right = compare(old, new, self.style.language)
        return (Block(kind, left),), (Block(kind, right),)

    def number_runs(self, form: NumberForm, number: Number, *, changed: bool) -> tuple[Run, ...]:
        """A number as runs; only what belongs to the number itself is underlined."""
        pieces = () if form.silent else form.pieces(number)
        if self.style.number_unit == "whole":
            whole = "".join(text for text, _ in pieces)
            return (self.run(whole, changed=changed),) if whole else ()
        return joined(self.run(text, changed=changed and own) for text, own in pieces)

    def marker(self, provision: Provision, depth: int, *, first: bool) -> str:
        """The marker of a paragraph (``depth`` 0) or item, with its gap.

        '' for the ``first`` paragraph of an article, whose number goes without saying.
        """
        if depth == 0 and goes_unnumbered(provision, first=first):
            return ""
        form = self._form(provision, depth)
        number = form.printed(provision.number)
        gap = self.style.mark_gap(form, depth, number, text_of(provision.body), provision.gap)
        return number + gap if number else ""

    def number(self, provision: Provision, depth: int) -> str:
        """The number of a paragraph (``depth`` 0) or item in its form."""
        return self._form(provision, depth).printed(provision.number)

    def _form(self, provision: Provision, depth: int) -> NumberForm:
        kept = provision.form
        style = self.style
        return style.printed_item(depth, kept) if depth else style.printed_paragraph(kept)


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
        printer = self.printer
        text = printer.article_number(article)
        if article.number is not None and article.status is Status.RESERVED:
            text = printer.reserved_text(article)
        if text:
            self.line(BlockKind.NUMBER, text)

    def body(self, body: Body, depth: int) -> None:
        """The body of an article (``depth`` 0), or of a provision, where items are deeper."""
        for position, each in enumerate(body):
            if isinstance(each, str):
                self.text(kind_at(max(depth - 1, 0)), max(depth - 1, 0), "", each)
            else:
                self.provision(each, depth, first=position == 0)

    def provision(self, provision: Provision, depth: int, *, first: bool) -> None:
        marker = self.printer.marker(provision, depth, first=first)
        body = provision.body
        self.text(kind_at(depth), depth, marker, text_of(body))
        self.body(body[1:] if text_of(body) else body, depth + 1)

    def text(self, kind: BlockKind, level: int, marker: str, text: str) -> None:
        for line in (marker + text).split("\n"):
            if line:
                run = self.printer.run(line, changed=self.changed)
                self.blocks.append(Block(kind, (run,), level))


def goes_unnumbered(provision: Provision, *, first: bool) -> bool:
    """Whether the number of the ``first`` paragraph of an article goes without saying."""
    return first and provision.number == Number.of(1) and provision.form is None


def _goes_behind(kind: BlockKind, parting: str | None) -> bool:
    """Whether a block stands in the line of the number in front of it: an item behind a dash."""
    return kind is BlockKind.PARAGRAPH or (kind is BlockKind.ITEM and bool((parting or "").strip()))


def kind_at(depth: int) -> BlockKind:
    """The kind of the lines of a paragraph (``depth`` 0), an item, or what is deeper."""
    if depth == 0:
        return BlockKind.PARAGRAPH
    return BlockKind.ITEM if depth == 1 else BlockKind.SUBITEM


@dataclass(slots=True)
class _Both:
    """Two cells while they are printed against each other."""

    printer: Printer
    kept: Mapping[Spot, Spot]
    left: list[Block] = field(default_factory=list)
    right: list[Block] = field(default_factory=list)
    side_by_side: bool = False
    ends: list[tuple[int, int]] = field(default_factory=list)
    """How many blocks of both sides there are at the end of each part that faces another."""

    def _part_ends(self) -> None:
        """What was printed last on both sides stands beside each other."""
        end = len(self.left), len(self.right)
        if end != (self.ends[-1] if self.ends else (0, 0)):
            self.ends.append(end)

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
        self._body(old.body, new.body, 0, Spot(key=old.key), Spot(key=new.key))
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
        from amendtool.comparison.words import compare

        printer, style = self.printer, self.printer.style
        changed = style.renumbers(old.number, new.number)
        marks = [printer.article_number(each) for each in (old, new)]
        otherwise = old.mark != new.mark and old.number == new.number
        if old.form != new.form and old.status is new.status:
            changed = marks[0] != marks[1]
        # Another form of one number is compared as words are; a number as what it counts.
        apart = compare(marks[0], marks[1], style.language) if otherwise and all(marks) else None
        for side, (article, blocks) in enumerate(((old, self.left), (new, self.right))):
            if article.number is None:
                continue
            form = printer.number_form(article)
            runs = printer.number_runs(form, article.number, changed=changed)
            runs = runs if apart is None else apart[side]
            if article.status is Status.RESERVED and printer.reserved_text(article):
                gap = printer.reserved_gap(article) if runs else ""
                runs = joined([*runs, Run(gap + style.reserved_label)])
            if runs:
                blocks.append(Block(BlockKind.NUMBER, runs))

    def _body(self, old: Body, new: Body, depth: int, at: Spot, to: Spot) -> None:
        """The bodies of an article (``depth`` 0), or of a provision, where items are deeper."""
        from amendtool.comparison.counterparts import bodies_paired, known_pairs

        house, language = self.printer.house, self.printer.style.language
        whole = house.unchanged_items if depth else house.unchanged_paragraphs
        # 第14条（条文省略）, then ２～３（条文省略）: the first paragraph has no number.
        joined_form = house.range_form is RangeForm.JOINED
        firsts = (_first(old), _first(new))
        same: list[tuple[Provision, Provision]] = []

        def flush() -> None:
            self._collapsed(depth, same, firsts)
            if same:
                self._part_ends()
            same.clear()

        for before, after in bodies_paired(
            old, new, known=known_pairs(self.kept, at, to), language=language
        ):
            if isinstance(before, str) or isinstance(after, str):
                flush()
                self._text_between(before, after, max(depth - 1, 0))
                self._part_ends()
                continue
            if before is None or after is None:
                flush()
                self._alone(before, after, depth, firsts, at, to)
                self._part_ends()
                continue
            if whole is Unchanged.COLLAPSE and _stays(before, after):
                apart = joined_form and not depth and bool(same) and _begins(same[-1], firsts)
                if same and (apart or not _goes_on(same[-1], (before, after))):
                    flush()
                same.append((before, after))
                continue
            flush()
            self._changed(
                before, after, depth, firsts, at.below(before.number), to.below(after.number)
            )
        flush()

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

    def _collapsed(
        self,
        depth: int,
        pairs: Sequence[tuple[Provision, Provision]],
        firsts: tuple[Provision | None, Provision | None],
    ) -> None:
        """Provisions that stay as one line: ``2 (Provisions omitted) | 2 (Unchanged)``.

        ``firsts`` begin the bodies on both sides; the first paragraph alone has no number.
        """
        if not pairs:
            return
        house, style = self.printer.house, self.printer.style
        marks = (self.printer.number(each, depth) for each in pairs[0])
        changed = pairs[0][0].number != pairs[0][1].number or (
            isinstance(pairs[0][0].form, BoundForm) and len(set(marks)) > 1
        )
        sides = zip(
            (self.left, self.right), zip(*pairs, strict=True), firsts,
            (house.labels.omitted, house.labels.unchanged), strict=True,
        )  # fmt: skip
        for blocks, provisions, first_there, label in sides:
            first, last = provisions[0], provisions[-1]
            begins = depth == 0 and first is first_there
            if first is last and begins and goes_unnumbered(first, first=True):
                blocks.append(self._unnumbered(label, blocks))
                continue
            ends = dict.fromkeys(self.printer.number(one, depth) for one in (first, last))
            number = self.printer.run(house.range_joint.join(ends), changed=changed)
            runs = joined([number, Run(f"{style.line_joint}{label}")])
            blocks.append(Block(kind_at(depth), runs, depth))

    def _alone(
        self,
        before: Provision | None,
        after: Provision | None,
        depth: int,
        firsts: tuple[Provision | None, Provision | None],
        at: Spot,
        to: Spot,
    ) -> None:
        """A provision that comes, goes, or comes from elsewhere.

        Side by side, one that moved to another place faces nothing where it stood: it is not
        deleted, and where it lands the present side says where it came from.
        """
        if after is not None:
            said = self._origin(to.below(after.number))
            if self.side_by_side and not said:
                self.left += self.printer.label(self.printer.house.labels.new)
        if before is not None and self.side_by_side and at.below(before.number) not in self.kept:
            self.right += self.printer.label(self.printer.house.labels.deleted)
        for provision, blocks, first in (
            (before, self.left, firsts[0]),
            (after, self.right, firsts[1]),
        ):
            if provision is not None:
                side = _Side(self.printer, changed=True, blocks=blocks)
                side.provision(provision, depth, first=provision is first)

    def _changed(
        self,
        before: Provision,
        after: Provision,
        depth: int,
        firsts: tuple[Provision | None, Provision | None],
        at: Spot,
        to: Spot,
    ) -> None:
        """A provision against its counterpart."""
        markers = tuple(
            self.printer.marker(one, depth, first=one is first)
            for one, first in zip((before, after), firsts, strict=True)
        )
        texts = text_of(before.body), text_of(after.body)
        self._texts(kind_at(depth), depth, markers, texts)
        self._part_ends()
        inner, outer = (
            body[1:] if text else body
            for body, text in zip((before.body, after.body), texts, strict=True)
        )
        self._body(inner, outer, depth + 1, at, to)

    def _text_between(
        self, before: str | Provision | None, after: str | Provision | None, depth: int
    ) -> None:
        """A text without a number that stands between provisions or behind the last."""
        old = before if isinstance(before, str) else ""
        new = after if isinstance(after, str) else ""
        if self.side_by_side and not old and new:
            self.left += self.printer.label(self.printer.house.labels.new)
        if self.side_by_side and old and not new:
            self.right += self.printer.label(self.printer.house.labels.deleted)
        self._texts(kind_at(depth), depth, ("", ""), (old, new))

    def _origin(self, spot: Spot) -> bool:
        """Say on the present side where a provision comes from that stood elsewhere."""
        if spot in self.printer.origins:
            self.left += self.printer.label(self.printer.origins[spot])
            return True
        return False

    def _texts(
        self, kind: BlockKind, level: int, markers: Sequence[str], texts: tuple[str, str]
    ) -> None:
        """One text on both sides; a marker is underlined when it differs."""
        from amendtool.comparison.words import compare

        sides = compare(*texts, self.printer.style.language)
        bares = [marker.rstrip() for marker in markers]
        gaps = [marker[len(bare) :] for marker, bare in zip(markers, bares, strict=True)]
        # What parts a number from its text belongs to neither, unless it is what changes.
        parted = all(bares) and gaps[0] != gaps[1]
        cells = zip(bares, gaps, sides, (self.left, self.right), strict=True)
        for bare, gap, runs, blocks in cells:
            own = self.printer.run(bare, changed=bares[0] != bares[1])
            marked = [own, self.printer.run(gap, changed=parted)] if bare else []
            for line in lines([*marked, *runs]):
                blocks.append(Block(kind, line, level))


def _stays(before: Provision, after: Provision) -> bool:
    """Whether nothing of a provision changes, unless its number."""
    return replace(unbound(before), number=after.number) == unbound(after)


def _first(body: Body) -> Provision | None:
    """The provision that a body begins with, without a text before it."""
    return body[0] if body and not isinstance(body[0], str) else None


def _begins(
    pair: tuple[Provision, Provision], firsts: tuple[Provision | None, Provision | None]
) -> bool:
    """Whether a paragraph has no number on a side, because it is the first one there."""
    return any(
        provision is first and goes_unnumbered(provision, first=True)
        for provision, first in zip(pair, firsts, strict=True)
    )


def _goes_on(last: tuple[Provision, Provision], pair: tuple[Provision, Provision]) -> bool:
    """Whether a pair follows the last one on both sides, so that they are one run."""
    return all(
        not one.number.branches
        and not other.number.branches
        and other.number.main - one.number.main == 1
        for one, other in zip(last, pair, strict=True)
    )
