"""The comparison table from present and proposed articles: which rows, in which order.

The rules are those of ``docs/table-conventions.md``, "Rows".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Charter, Status, goes_unnumbered
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.changes import (
    ArticleChange,
    ChapterChange,
    changes,
    moved_articles,
    relocated,
    supplementary_changes,
)
from amendtool.comparison.heads import heads
from amendtool.comparison.house import HouseStyle, NumberOnly, RangeForm, Unchanged
from amendtool.comparison.origins import Origins
from amendtool.comparison.page import entitled, house_on_page, style_on_page, title_on_page
from amendtool.comparison.remarks import remarks_beside
from amendtool.comparison.runs import joined, lines
from amendtool.comparison.table import Block, BlockKind, Cell, Row, RowKind, Run, Table
from amendtool.comparison.words import compare

NOTHING_KEPT: Mapping[Spot, Spot] = {}
NO_REMARKS: Mapping[str, tuple[str, ...]] = {}

SUPPLEMENTARY = "supplementary-provisions"
"""The key of the row that prints the title of the supplementary provisions."""


PREAMBLE, CLOSING = "text-before", "text-behind"
"""The keys of the rows of the text before and behind the articles."""


def make_table(
    present: Charter,
    proposed: Charter,
    *,
    style: DraftingStyle,
    house: HouseStyle,
    title: str = "",
    kept: Mapping[Spot, Spot] = NOTHING_KEPT,
    remarks: Mapping[str, tuple[str, ...]] = NO_REMARKS,
) -> Table:
    """The comparison table.

    Articles and chapters are matched by key; ``kept`` may say, for articles that an
    amendment acts on, where their paragraphs and items went. ``remarks`` are the lines of
    each provision, by key (``remarks.remarks_of``), for the column that ``house`` may have.
    The left column gives back the present text of every printed article, the right one the
    proposed text.
    """
    beside = remarks if house.remarks else NO_REMARKS
    sides = (present, proposed)
    around = (present.preamble, proposed.preamble)
    if title_on_page(present, title) != title_on_page(proposed, title):
        around = (entitled(present, title), entitled(proposed, title))
    rows = _rows_on_page(*sides, present, around, style, house, kept, beside)
    if present.page != proposed.page:
        # What is printed otherwise on every page is so in each column as its articles print it.
        others = _rows_on_page(*sides, proposed, around, style, house, kept, beside)
        rows = [_facing(left, right) for left, right in zip(rows, others, strict=True)]
    return Table(
        language=house.language,
        title=title_on_page(present, title),
        columns=heads(house, style, title_on_page(present, title), title_on_page(proposed, title)),
        note=house.note,
        order=house.order,
        remarks=house.remarks,
        look=house.look,
        rows=tuple(replace(row, remarks=remarks_beside(row.keys, beside)) for row in rows),
    )


def _rows_on_page(
    present: Charter,
    proposed: Charter,
    printed: Charter,
    around: tuple[str, str],
    style: DraftingStyle,
    house: HouseStyle,
    kept: Mapping[Spot, Spot],
    remarks: Mapping[str, tuple[str, ...]],
) -> list[Row]:
    """The rows with both columns as ``printed``, one of the two, is printed.

    ``around`` is the text before the articles on each side.
    """
    before, after = present.by_key(), proposed.by_key()
    printer = Printer(style=style_on_page(printed, style), house=house_on_page(printed, house))
    maker = _RowMaker(present, proposed, printer, kept, remarks)
    return [
        _arranged(row, maker.printer, before.get(row.key), after.get(row.key))
        for row in (
            *maker.text_around(PREAMBLE, *around),
            *maker.articles(),
            *maker.supplementary(),
            *maker.text_around(CLOSING, present.closing, proposed.closing),
        )
    ]


def _facing(left: Row, right: Row) -> Row:
    """One row, its left column as in ``left`` and its right one as in ``right``."""
    present, proposed = left.present, right.proposed
    if left.kind is RowKind.CHAPTER and left.present != right.present:
        present, proposed = (_all_changed(cell) for cell in (present, proposed))
    parts = zip(left.facing, right.facing, strict=True)
    facing = tuple((one, other) for (one, _), (_, other) in parts)
    return replace(left, present=present, proposed=proposed, facing=facing)


def _all_changed(cell: Cell) -> Cell:
    return tuple(
        replace(block, runs=tuple(replace(run, changed=True) for run in block.runs))
        for block in cell
    )


def _arranged(row: Row, printer: Printer, old: Article | None, new: Article | None) -> Row:
    """``row`` with the headings and numbers of its cells where the house style has them."""
    cells = [
        (
            printer.arranged(part.present, old, against=new),
            printer.arranged(part.proposed, new, against=old),
        )
        for part in row.parts()
    ]
    return replace(
        row,
        present=tuple(chain.from_iterable(left for left, _ in cells)),
        proposed=tuple(chain.from_iterable(right for _, right in cells)),
        facing=tuple((len(left), len(right)) for left, right in cells) if row.facing else (),
    )


def hidden_rows(present: Charter, proposed: Charter, house: HouseStyle) -> tuple[str, ...]:
    """The keys of the articles that get another number and that ``house`` does not print."""
    if house.number_only is not NumberOnly.HIDE:
        return ()
    every = (*changes(present, proposed), *supplementary_changes(present, proposed))
    moved = {
        *relocated(present, proposed),
        *(moved_articles(present, proposed) if house.moved_label else ()),
    }
    return tuple(
        change.key
        for change in every
        if isinstance(change, ArticleChange)
        and change.kind is RowKind.RENUMBERED
        and change.key not in moved
    )


class _RowMaker:
    def __init__(
        self,
        present: Charter,
        proposed: Charter,
        printer: Printer,
        kept: Mapping[Spot, Spot],
        remarks: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.present = present
        self.proposed = proposed
        self.style = printer.style
        self.house = printer.house
        self.kept = kept
        self.remarks = remarks
        self.origins = Origins(present, proposed, printer.style, printer.house, kept)
        self.printer = replace(printer, origins=self.origins.of_provisions())
        self.relocated = relocated(present, proposed)
        self.moved = self.origins.of_articles()

    def text_around(self, key: str, old: str, new: str) -> Iterator[Row]:
        """The row of the text before or behind the articles, where it is another one."""
        if old == new:
            return
        kind = RowKind.REPLACED if old and new else RowKind.DELETED if old else RowKind.INSERTED
        sides = compare(old, new, self.style.language)
        if kind is not RowKind.REPLACED:
            whole = self.printer.run(old or new, changed=True)
            sides = ((whole,), ()) if old else ((), (whole,))
        present, proposed = (
            tuple(Block(BlockKind.PARAGRAPH, line) for line in lines(runs)) for runs in sides
        )
        labels = self.house.labels
        yield _row(
            kind,
            [key],
            present or self.printer.label(labels.new),
            proposed or self.printer.label(labels.deleted),
        )

    # The two parts of the document

    def articles(self) -> Iterator[Row]:
        """The rows of the chapters and articles."""
        waiting: list[ChapterChange] = []
        found = self._chapters_that_change(
            [self._with_move(change) for change in changes(self.present, self.proposed)]
        )
        # What is unchanged stands between two changes when the last one is in the 附則.
        more = any(
            change.kind is not RowKind.UNCHANGED
            for change in supplementary_changes(self.present, self.proposed)
        )
        for group in self._groups(found if more else _without_tail(found)):
            if isinstance(group, ChapterChange):
                if group.changed:
                    yield from self._chapter_lines(waiting, group)
                    yield self._chapter_row(group)
                    waiting = []
                elif self.house.chapter_lines:
                    waiting = [*self._still_open(waiting, group), group]
                continue
            for row in self._rows(group):
                yield from (self._chapter_row(change) for change in waiting)
                waiting = []
                yield row

    def supplementary(self) -> Iterator[Row]:
        """The rows of the supplementary provisions, under their title."""
        blocks: dict[str | None, list[ArticleChange]] = {}
        found = [
            self._with_move(change) if _article(change).chapter else change
            for change in supplementary_changes(self.present, self.proposed)
        ]
        for change in _without_tail(found):
            article = change.new or change.old
            if isinstance(change, ArticleChange) and isinstance(article, Article):
                blocks.setdefault(article.chapter, []).append(change)
        if None not in blocks and self._is_retitled():
            line = self.printer.chapter(self.style.supplementary_title, changed=False)
            yield _row(RowKind.CHAPTER, [SUPPLEMENTARY], line, line)
        order = [*blocks]
        standing: list[str | None] = [None]
        for block in self.proposed.blocks:
            before, after = self._titles(block.key)
            if before != after and block.key not in blocks:
                # Its title alone changes: it stands behind those that stand before it.
                at = max((order.index(key) + 1 for key in standing if key in order), default=0)
                order.insert(at, block.key)
            standing.append(block.key)
        for key in order:
            yield from self._block(key, blocks.get(key, ()))

    def _titles(self, key: str | None) -> tuple[str, str]:
        """The title of a block of supplementary provisions, before and after."""
        known = [
            {block.key: block.heading for block in charter.blocks}.get(key or "")
            for charter in (self.present, self.proposed)
        ]
        before, after = known
        usual = self.style.supplementary_title
        return before or after or usual, after or before or usual

    def _is_retitled(self) -> bool:
        """Whether the supplementary provisions stay, and their title is another one."""
        sides = (self.present, self.proposed)
        titles = {each.page.supplementary for each in sides}
        return len(titles) > 1 and all(each.in_block(None) for each in sides)

    def _block(self, key: str | None, inner: Sequence[ArticleChange]) -> Iterator[Row]:
        """The rows of one block of supplementary provisions, under its title."""
        groups = self._groups(inner)
        rows = [row for group in groups if isinstance(group, list) for row in self._rows(group)]
        before, title = self._titles(key)
        if not rows and before == title:
            return
        if not self.present.in_block(key):
            line = self.printer.chapter(title, changed=True)
            rows[0] = replace(rows[0], proposed=line + rows[0].proposed)
        elif not self.proposed.in_block(key):
            line = self.printer.chapter(before, changed=True)
            rows[0] = replace(rows[0], present=line + rows[0].present)
        elif before != title:
            left, right = self.printer.texts(BlockKind.CHAPTER, before, title)
            yield _row(RowKind.CHAPTER, [key or SUPPLEMENTARY], left, right)
        else:
            line = self.printer.chapter(title, changed=False)
            yield _row(RowKind.CHAPTER, [key or SUPPLEMENTARY], line, line)
        yield from rows

    # Chapters

    def _chapters_that_change(
        self, found: list[ArticleChange | ChapterChange]
    ) -> list[ArticleChange | ChapterChange]:
        """``found`` without the articles of chapters in which nothing changes.

        Only where the house style leaves them out. Their lines stay and are printed above no
        row, so that nothing before them shares a row with what follows.
        """
        if self.house.unchanged_chapters:
            return found
        changed = {
            self._outermost(change)
            for change in found
            if (
                change.changed
                if isinstance(change, ChapterChange)
                else change.kind is not RowKind.UNCHANGED
            )
        }
        return [
            change
            for change in found
            if isinstance(change, ChapterChange) or self._outermost(change) in changed | {""}
        ]

    def _outermost(self, change: ArticleChange | ChapterChange) -> str:
        """The key of the chapter around an article or a section; '' where there is none."""
        charter, old_or_new = (
            (self.present, change.old) if change.new is None else (self.proposed, change.new)
        )
        if old_or_new is None:
            return ""
        inner = change.key if isinstance(change, ChapterChange) else _article(change).chapter
        outer = charter.outer_chapters(inner)
        return outer[0].key if outer else ""

    def _still_open(
        self, waiting: Sequence[ChapterChange], group: ChapterChange
    ) -> list[ChapterChange]:
        """The waiting lines of chapters that the next one stands in."""
        outer = {chapter.key for chapter in self.proposed.outer_chapters(group.key)}
        return [change for change in waiting if change.key in outer]

    def _chapter_lines(
        self, waiting: Sequence[ChapterChange], group: ChapterChange
    ) -> Iterator[Row]:
        """The unchanged lines of the chapters around a changed section."""
        if group.new is not None:
            yield from (self._chapter_row(change) for change in self._still_open(waiting, group))

    def _chapter_row(self, change: ChapterChange) -> Row:
        old, new = change.old, change.new
        before = self._chapter_text(self.present, old.key) if old else ""
        after = self._chapter_text(self.proposed, new.key) if new else ""
        if old is None:
            left = self.printer.label(self.house.labels.new)
            right = self.printer.chapter(after, changed=True)
        elif new is None:
            left = self.printer.chapter(before, changed=True)
            right = self.printer.label(self.house.labels.deleted)
        else:
            left, right = self.printer.texts(BlockKind.CHAPTER, before, after)
        return _row(RowKind.CHAPTER, [change.key], left, right)

    def _chapter_text(self, charter: Charter, key: str) -> str:
        outer = charter.outer_chapters(key)
        return self.printer.chapter_text(outer[-1], len(outer))

    def _with_move(self, change: ArticleChange | ChapterChange) -> ArticleChange | ChapterChange:
        """``change``; one of an article that moves and else stays is as one of its number."""
        if isinstance(change, ArticleChange) and change.kind is RowKind.RENUMBERED:
            old, new = _both(change)
            same = goes_unnumbered(old) and goes_unnumbered(new) and change.key not in self.moved
            same = same or not self.style.renumbers(old.number, new.number)
            stays = old.chapter == new.chapter and same
            return replace(change, kind=RowKind.UNCHANGED) if stays else change
        if not isinstance(change, ArticleChange) or change.kind is not RowKind.UNCHANGED:
            return change
        return replace(change, kind=RowKind.RENUMBERED) if change.key in self.moved else change

    # Runs of articles

    def _groups(
        self, all_changes: Iterable[ArticleChange | ChapterChange]
    ) -> Iterator[list[ArticleChange] | ChapterChange]:
        """Chapters and runs of articles; a run is printed as one row."""
        run: list[ArticleChange] = []
        for change in all_changes:
            if isinstance(change, ChapterChange):
                apart = self.house.chapter_lines or not self.house.unchanged_chapters
                if change.changed or apart:
                    if run:
                        yield run
                    run = []
                yield change
            elif self._goes_unsaid(change):
                continue
            elif run and self._goes_on(run[-1], change):
                run.append(change)
            else:
                if run:
                    yield run
                run = [change]
        if run:
            yield run

    def _goes_unsaid(self, change: ArticleChange) -> bool:
        """Whether a row of numbers has nothing to print: what stays has no number."""
        if self.house.unchanged_articles is Unchanged.FULL or change.new is None:
            return False
        return change.kind is RowKind.UNCHANGED and goes_unnumbered(change.new)

    def _goes_on(self, last: ArticleChange, change: ArticleChange) -> bool:
        """Whether two neighbours belong to one row: only their numbers change, and alike."""
        if last.kind is not change.kind or self._origin(last) != self._origin(change):
            return False
        if self.remarks.get(last.key) != self.remarks.get(change.key):
            return False
        if _is_reserved(last) or _is_reserved(change):
            return change.kind is RowKind.UNCHANGED
        if change.kind is RowKind.UNCHANGED:
            return self.house.unchanged_articles is not Unchanged.FULL
        if change.kind is not RowKind.RENUMBERED:
            return False
        if self.house.number_only is not NumberOnly.COLLAPSE:
            return False
        return all(
            before is not None and after is not None and self.style.adjoins(before, after)
            for before, after in zip(_numbers(last), _numbers(change), strict=True)
        )

    def _origin(self, change: ArticleChange) -> str:
        """The label of where a moved article comes from, or ''."""
        return self.moved.get(change.key, "")

    def _rows(self, run: Sequence[ArticleChange]) -> Iterator[Row]:
        kind = run[0].kind
        match kind:
            case RowKind.RENUMBERED:
                yield from self._renumbered(run)
            case RowKind.UNCHANGED:
                yield from self._unchanged(run)
            case RowKind.INSERTED | RowKind.REPLACED | RowKind.DELETED | RowKind.CHAPTER:
                yield self._changed(run[0])

    def _renumbered(self, run: Sequence[ArticleChange]) -> Iterator[Row]:
        hidden = self.house.number_only is NumberOnly.HIDE
        if hidden and not self._origin(run[0]) and run[0].key not in self.relocated:
            return
        if self.house.number_only is NumberOnly.FULL or _is_reserved(run[0]):
            for change in run:
                old, new = _both(change)
                left, right = self.printer.articles(old, new, NOTHING_KEPT)
                yield _row(change.kind, [change.key], self._come_from(change, left), right)
            return
        yield self._collapsed(run)

    def _unchanged(self, run: Sequence[ArticleChange]) -> Iterator[Row]:
        if self.house.unchanged_articles is Unchanged.COLLAPSE:
            yield self._collapsed(run)
        elif self.house.unchanged_articles is Unchanged.FULL:
            old, new = _both(run[0])
            yield _row(run[0].kind, [run[0].key], *self.printer.articles(old, new, NOTHING_KEPT))

    def _come_from(self, change: ArticleChange, present: Cell) -> Cell:
        """The present cell of an article, which says where a moved one comes from."""
        origin = self._origin(change)
        return self.printer.label(origin) + present if origin else present

    def _collapsed(self, run: Sequence[ArticleChange]) -> Row:
        numbers = [_both(run[0]), _both(run[-1])]
        changed = self.style.renumbers(numbers[0][0].number, numbers[0][1].number)
        left, right = (
            self._range(first, last, label, changed=changed)
            for first, last, label in zip(
                *numbers, (self.house.labels.omitted, self.house.labels.unchanged), strict=True
            )
        )
        keys = [change.key for change in run]
        return _row(run[0].kind, keys, self._come_from(run[0], left), right)

    def _range(self, first: Article, last: Article, label: str, *, changed: bool) -> Cell:
        """One side of a collapsed run: ``Article 8 / (Provisions omitted) / Article 13``."""
        ends = [
            runs
            for article in ((first,) if first is last else (first, last))
            if article.number is not None
            and (
                runs := self.printer.number_runs(
                    self.style.named_in_place(article.form), article.number, changed=changed
                )
            )
        ]
        if self.house.range_form is RangeForm.JOINED:
            line = list(ends[0]) if ends else []
            for end in ends[1:]:
                whole = changed and self.style.number_unit == "whole"
                line += [self.printer.run(self.house.range_joint, changed=whole), *end]
            return (
                Block(BlockKind.NUMBER, joined([*line, Run(f"{self.style.line_joint}{label}")])),
            )
        blocks = [Block(BlockKind.NUMBER, end) for end in ends]
        blocks.insert(1, Block(BlockKind.LABEL, (Run(label),)))
        return tuple(blocks)

    def _changed(self, change: ArticleChange) -> Row:
        """The row of an article that comes, goes or changes."""
        old, new = change.old, change.new
        facing: tuple[tuple[int, int], ...] = ()
        if old is None and new is not None:
            vacated = self.origins.vacated_by(new) or self.house.labels.new
            left = tuple(
                block
                for label in self.origins.of_new(new) or (vacated,)
                for block in self.printer.label(label)
            )
            right = self.printer.article(new, changed=True)
        elif new is None and old is not None:
            left = self.printer.article(old, changed=True)
            right = self.printer.label(self.house.labels.deleted)
        else:
            old, new = _both(change)
            if Status.RESERVED in (old.status, new.status):
                left, right = self.printer.placeholder(old, new)
            elif self.house.side_by_side:
                left, right, facing = self.printer.facing(old, new, self.kept)
            else:
                left, right = self.printer.articles(old, new, self.kept)
            left = self._come_from(change, left)
        keys = dict.fromkeys(article.key for article in (new, old) if article is not None)
        row = _row(change.kind, list(keys), left, right)
        if len(facing) < 2:
            return row
        # Where a moved article comes from is said in its first part.
        above = len(left) - sum(present for present, _ in facing)
        first, *rest = facing
        return replace(row, facing=((first[0] + above, first[1]), *rest))


def _row(kind: RowKind, keys: Sequence[str], present: Cell, proposed: Cell) -> Row:
    return Row(kind=kind, key=keys[0], keys=tuple(keys), present=present, proposed=proposed)


def _is_reserved(change: ArticleChange) -> bool:
    """Whether it is a placeholder before and after, which has no text to omit."""
    return change.new is not None and change.new.status is Status.RESERVED


def _article(change: ArticleChange) -> Article:
    article = change.new or change.old
    if article is None:
        raise ValueError("a change of nothing")
    return article


def _both(change: ArticleChange) -> tuple[Article, Article]:
    if change.old is None or change.new is None:
        raise ValueError("an article that is not on both sides")
    return change.old, change.new


def _numbers(change: ArticleChange) -> tuple[Number | None, Number | None]:
    old, new = _both(change)
    return old.number, new.number


def _without_tail(
    all_changes: Iterable[ArticleChange | ChapterChange],
) -> list[ArticleChange | ChapterChange]:
    """Everything up to the last change; what is unchanged behind it is left out."""
    row = list(all_changes)
    while row and not (
        row[-1].changed
        if isinstance(row[-1], ChapterChange)
        else row[-1].kind is not RowKind.UNCHANGED
    ):
        row.pop()
    return row
