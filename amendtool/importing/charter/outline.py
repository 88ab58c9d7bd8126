"""The tree of a printed document in the parts of a charter: chapters, articles, what stands around.

Nothing is numbered or read anew here: an entry has its label, its caption and its body as they
are printed, and says where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from amendtool.articles.annexes import annex_of
from amendtool.articles.numbers import Number
from amendtool.articles.printed_form import PARTING
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import EDGES, SourceBlock, doubt, is_wide
from amendtool.importing.charter.levels import (
    ArticleLevel,
    Family,
    LevelWords,
    article_level,
    is_annex,
    is_deleted,
    is_supplementary,
)
from amendtool.importing.evidence.lines import AROUND, DELETED
from amendtool.importing.evidence.tree import (
    PrintedCaption,
    PrintedProvision,
    PrintedRow,
    behind_caption,
)
from amendtool.messages import say
from amendtool.values import dataclass

_LONGEST_TITLE: Final = 100
"""A longer line is no title of an annex."""

PrintedBody = tuple[str | PrintedRow, ...]
"""What stands in an article as printed: texts and rows."""


@dataclass(slots=True)
class ChapterEntry:
    """A chapter: its number (None where none is printed), and the chapter around it."""

    number: Number | None
    heading: str
    label: str
    place: Place
    outer: ChapterEntry | None = None
    mark: str = ""
    """Its number as printed, with the stop behind it; empty where none is printed."""
    gap: str | None = None
    """What stands between the number and the heading behind it, where one does."""


@dataclass(slots=True)
class ArticleEntry:
    """An article: its number as printed, its caption, and its body."""

    number: Number | None
    label: str
    heading: str | None
    place: Place
    chapter: ChapterEntry | None = None
    chapters: int = 0
    """How many chapters begin before it in the document."""
    last: Number | None = None
    """The last number of a range of deleted articles."""
    deleted: str = ""
    """What says that it is deleted, where it is."""
    dotted: bool = False
    title: str = ""
    """The title of the supplementary provisions that this article opens."""
    body: PrintedBody = ()
    beside: bool | None = None
    """Whether the caption stands behind the number, and not above it; None without one."""
    mark: str = ""
    """Its number as printed, with the stop behind it; empty where none is printed."""
    gap: str | None = None
    """What stands between the number and the caption behind it, where one does."""
    run_in: bool = False
    """Whether the text goes on behind the caption, in its line."""
    below: bool | None = None
    """Whether the text begins on a line of its own, below the number and the caption behind it;
    None without a number or a text."""
    joint: str = ""
    """The dash between the number and the first mark below it, on one line: 4.—(1)."""
    around: tuple[str, str] | None = None
    """The brackets around its caption, or nothing and the stop or dash behind it; None without a
    caption."""


@dataclass(slots=True)
class Outline:
    """The parts of a document in order."""

    preamble: list[str] = field(default_factory=list)
    chapters: list[ChapterEntry] = field(default_factory=list)
    articles: list[ArticleEntry] = field(default_factory=list)
    supplementary: list[ArticleEntry] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    """Labels, brackets and dashes that are printed by themselves."""
    doubts: list[Problem] = field(default_factory=list)
    family: Family = "none"


_BEHIND: Final = ("behind", "run in")


def outline_of(
    root: PrintedProvision, *, counted: bool = False, words: LevelWords | None = None
) -> Outline:
    """The outline of a document; ``counted`` and ``words`` as for :func:`article_level`."""
    level = article_level(root, counted=counted, words=words)
    return _Outliner(level, counted=counted).run(root)


def plain_outline(blocks: Sequence[SourceBlock]) -> Outline:
    """The outline of a document that has no structure: all of it is its preamble."""
    return Outline(preamble=[block.whole for block in blocks])


def lines_of(body: PrintedBody) -> Iterator[str]:
    """Every line of a body as it is printed, labels and captions too."""
    for part in body:
        if isinstance(part, str):
            yield part
        else:
            for item in part.items:
                yield from item_lines(item)


def item_lines(item: PrintedProvision) -> Iterator[str]:
    """Every line of a provision as it is printed."""
    caption = item.caption
    lead = item.lead
    rest: PrintedBody = item.body
    if caption is not None and caption.standing in ("above", "in front"):
        yield caption.printed
    if caption is not None and (caption.standing in _BEHIND or caption.standing == "alone"):
        lead += caption.printed
        rest = behind_caption(rest) if caption.standing == "run in" else rest
    elif item.inline and rest and isinstance(rest[0], str):
        lead, rest = lead + rest[0], rest[1:]
    if lead.strip(EDGES):
        yield lead.strip(EDGES)
    if caption is not None and caption.standing == "below":
        yield caption.printed
    yield from lines_of(rest)


class _Outliner:
    def __init__(self, level: ArticleLevel, *, counted: bool) -> None:
        self.level = level
        self.counted = counted
        self.outline = Outline(family=level.family)
        self.framed = False
        """Whether articles are counted in chapters, and there are some."""
        self.final: set[int] = set()
        """The provisions with nothing but annexes and supplementary provisions behind them."""
        self.between: set[int] = set()
        """The blocks of supplementary provisions that articles stand behind."""

    def run(self, root: PrintedProvision) -> Outline:
        self.captioned = {
            one.label.own for one in root.walked() if one.label is not None and one.caption
        }
        items = root.provisions
        self.framed = self.counted and any(map(self._is_chapter, items))
        last = max((at for at, item in enumerate(items) if self._goes_on(item)), default=-1)
        self.between = {id(item) for item in items[:last] if is_supplementary(item)}
        # Blocks stand behind all articles: what something else follows has no place among them.
        behind = [not (is_annex(item) or is_supplementary(item)) for item in items]
        final = max((at for at, other in enumerate(behind) if other), default=-1)
        self.final = {id(item) for item in items[final + 1 :]}
        for part in root.body:
            if isinstance(part, str):
                self._loose(part)
                continue
            for item in part.items:
                self._part(item)
        return self.outline

    def _goes_on(self, item: PrintedProvision) -> bool:
        """Whether articles stand in a provision or it is one, supplementary ones apart."""
        return self._opens(item) and not is_supplementary(item)

    def _is_chapter(self, item: PrintedProvision) -> bool:
        level = self.level
        if is_supplementary(item) or is_annex(item) or level.is_article(item):
            return False
        return level.holds(item) or level.is_frame(item)

    def _loose(self, text: str) -> None:
        """A text of the document itself: before everything, or behind it."""
        outline = self.outline
        begun = outline.articles or outline.chapters or outline.supplementary
        (outline.closing if begun else outline.preamble).append(text)

    def _part(self, item: PrintedProvision) -> None:
        outline = self.outline
        if is_annex(item) and (outline.articles or outline.chapters):
            if outline.closing or id(item) not in self.final or not self._annex(item):
                outline.closing += item_lines(item)
            return
        if outline.closing:
            self._settle_closing(item.place)
        if is_supplementary(item) and (outline.articles or outline.supplementary):
            if id(item) in self.between:
                self._amid(item)
            else:
                self._supplementary(item)
        elif self.framed and not outline.chapters and not self._is_chapter(item):
            # Where articles are counted in chapters, those in front of all have no place.
            self.outline.doubts.append(
                doubt(
                    "chapter-text",
                    say(
                        "this stands before the first Article: {text!r}; it is kept as text "
                        "there, every number as it is printed",
                        text=next(item_lines(item), "")[:40],
                    ),
                    say("move it where it belongs"),
                    item.place,
                )
            )
            outline.preamble += item_lines(item)
        else:
            self._inside(item, None)

    def _amid(self, block: PrintedProvision) -> None:
        """Supplementary provisions with articles behind them: a chapter, so that all stay."""
        assert block.caption is not None
        self._drop_heading(block)
        entry = ChapterEntry(number=None, heading=block.caption.text, label="", place=block.place)
        self.outline.chapters.append(entry)
        for part in block.body:
            if isinstance(part, str) or not any(self._named(item) for item in part.items):
                self._between(part, block.place, entry)
                continue
            for item in part.items:
                self._article(item, entry)

    def _opens(self, item: PrintedProvision) -> bool:
        return not is_annex(item) and (
            is_supplementary(item) or self.level.is_article(item) or self.level.holds(item)
        )

    def _settle_closing(self, place: Place) -> None:
        """What was taken for the end stands between provisions, and has a place there."""
        outline = self.outline
        rows = outline.supplementary or outline.articles
        if rows:
            last = rows[-1]
            rows.append(self._loose_entry(tuple(outline.closing), place, last.chapter))
            outline.closing = []
        elif outline.chapters:
            chapter = outline.chapters[-1]
            rows.append(self._loose_entry(tuple(outline.closing), place, chapter))
            outline.closing = []

    def _loose_entry(
        self, body: PrintedBody, place: Place, chapter: ChapterEntry | None
    ) -> ArticleEntry:  # fmt: skip
        """An article without a number: a text that stands among others."""
        return ArticleEntry(
            number=None, label="", heading=None, place=place, chapter=chapter, body=body,
            chapters=len(self.outline.chapters),
        )  # fmt: skip

    # Chapters and articles

    def _inside(self, item: PrintedProvision, outer: ChapterEntry | None) -> None:
        """A provision that stands above the articles, or is one."""
        level = self.level
        if level.is_article(item) or level.is_deleted(item):
            self._article(item, outer)
        elif level.holds(item) or level.is_frame(item):
            self._chapter(item, outer)
        elif item.caption is not None or (item.label is not None and item.label.word):
            if self.outline.articles or level.level is None or item.label is not None:
                self._article(item, outer)
            else:
                self.outline.preamble += item_lines(item)
        elif self.outline.articles or outer is not None:
            self._between(PrintedRow((item,)), item.place, outer)
        else:
            self.outline.preamble += item_lines(item)

    def _between(
        self, part: str | PrintedRow, place: Place, outer: ChapterEntry | None
    ) -> None:  # fmt: skip
        """What stands among articles and is none: one without a number, with what follows it."""
        rows = self.outline.articles
        last = rows[-1] if rows else None
        here = last is not None and last.chapters == len(self.outline.chapters)
        if last is not None and here and last.chapter is outer and not last.label and (
            last.heading is None
        ):  # fmt: skip
            last.body = (*last.body, part)
        else:
            rows.append(self._loose_entry((part,), place, outer))

    def _chapter(self, item: PrintedProvision, outer: ChapterEntry | None) -> None:
        caption = item.caption
        body = item.body
        heading = caption.text if caption is not None else ""
        if caption is not None and caption.brackets:
            # No setting tells what is around the titles of chapters, so they keep it.
            heading = f"{caption.brackets[0]}{heading}{caption.brackets[-1]}"
            self.outline.numbering.append(item.lead)
        else:
            self._drop_heading(item)
        deleted = False
        if caption is None and body and isinstance(body[0], str) and DELETED.fullmatch(body[0]):
            heading, body, deleted = body[0], body[1:], True
        entry = ChapterEntry(
            number=_number(item), heading=heading, label=item.mark, place=item.place,
            outer=None if self.counted else outer, mark=item.mark,
            gap=_gap(item) if not deleted else item.gap or None,
        )  # fmt: skip
        self.outline.chapters.append(entry)
        for part in body:
            if isinstance(part, str):
                self._between(part, item.place, entry)
                continue
            if not self.level.holds(item):
                self._between(part, item.place, entry)
                continue
            for one in part.items:
                self._inside(one, entry)

    def _article(self, item: PrintedProvision, outer: ChapterEntry | None) -> None:
        entry = self._entry(item, outer)
        self.outline.articles.append(entry)
        if item.label is not None and item.label.own:
            self._deeper(item, entry, outer, self.outline.articles)

    def _deeper(
        self, item: PrintedProvision, entry: ArticleEntry, outer: ChapterEntry | None,
        row: list[ArticleEntry],
    ) -> None:  # fmt: skip
        """5.2.1 below 5.2 is an article of its own where it has a caption, and moves no other."""
        body, entry.body = entry.body, ()
        for part in body:
            if isinstance(part, str) or not self._deep_row(part.items, item):
                row[-1].body = (*row[-1].body, part)  # behind 5.2.1 it stays behind it
                continue
            for one in part.items:
                inner = self._entry(one, outer)
                row.append(inner)
                self._deeper(one, inner, outer, row)
        if body:
            _settle_gone(entry, item)

    def _deep_row(self, row: Sequence[PrintedProvision], owner: PrintedProvision) -> bool:
        """Whether all of a row are articles of their own; what is deleted is what the others are.

        Where all of it is deleted, it is if its labels are headings or others so deep have one.
        """
        if not all(_deep(one, owner) and (one.caption or is_deleted(one)) for one in row):
            return False
        return any(
            one.caption is not None or one.level is not None
            or (one.label is not None and one.label.own in self.captioned)
            for one in row
        )  # fmt: skip

    def _entry(self, item: PrintedProvision, outer: ChapterEntry | None) -> ArticleEntry:
        label, caption = item.label, item.caption
        self._drop_heading(item)
        body = item.body
        deleted = ""
        if label is not None and body and isinstance(body[0], str) and len(body) == 1 and (
            DELETED.fullmatch(body[0])
        ):  # fmt: skip
            deleted, body = body[0], ()
        behind = caption is not None and caption.standing in _BEHIND
        last = label.last if label is not None else None
        around = None
        if caption is not None:
            brackets = caption.brackets
            around = (brackets[0], brackets[-1]) if brackets else ("", caption.stop.rstrip(EDGES))
        return ArticleEntry(
            number=_number(item), label=item.mark, place=item.place, chapter=outer,
            chapters=len(self.outline.chapters),
            heading=caption.text if caption is not None else None,
            last=Number.of(last) if last is not None else None, deleted=deleted,
            dotted=label is not None and label.own > 0, body=body,
            # Below its number it stands behind it all the same, and never in front of it.
            beside=(behind or caption.standing == "below")
            if caption is not None and label is not None
            else None,
            mark=item.mark, around=around,
            gap=_gap(item) if not deleted or caption is not None or item.counted else item.gap,
            run_in=caption is not None and caption.standing == "run in",
            below=_below(item, item.body if deleted else body),
            joint=_joint(item),
        )  # fmt: skip

    def _drop_heading(self, item: PrintedProvision) -> None:
        self.outline.numbering.append(item.lead)
        if item.caption is not None:
            self.outline.numbering.append(item.caption.dropped)

    # Supplementary provisions

    def _supplementary(self, block: PrintedProvision) -> None:
        assert block.caption is not None
        title = block.caption.text
        rows = self.outline.supplementary
        before = len(rows)
        named = [
            item for part in block.body if isinstance(part, PrintedRow) for item in part.items
            if self._named(item)
        ]  # fmt: skip
        if not named:
            rows.append(
                ArticleEntry(
                    number=None,
                    label="",
                    heading=None,
                    place=block.place,
                    title=title,
                    body=block.body,
                )
            )
            return
        loose: list[str | PrintedRow] = []
        for part in block.body:
            if isinstance(part, str) or not any(self._named(item) for item in part.items):
                if len(rows) > before:
                    rows[-1].body = (*rows[-1].body, part)
                else:
                    loose.append(part)
                continue
            for item in part.items:
                entry = self._entry(item, None)
                if loose:
                    rows.append(self._loose_entry(tuple(loose), block.place, None))
                    rows[-1].title = title
                    loose = []
                if len(rows) == before:
                    entry.title = title
                rows.append(entry)

    def _annex(self, item: PrintedProvision) -> bool:
        """An annex that is called by a name, as a block of its own; False for any other.

        One with articles of its own stays text: they are counted with nobody's here. So does one
        whose text goes on behind its name.
        """
        caption, label = item.caption, item.label
        rows = [part for part in item.body if isinstance(part, PrintedRow)]
        if any(self._named(one) for row in rows for one in row.items) or not item.body:
            return False
        if caption is None and label is None:
            return False
        body = item.body
        title, *more = item_lines(replace(item, body=()))
        if more or annex_of(title) is None or len(title) > _LONGEST_TITLE:
            return False
        if isinstance(body[0], str) and title.endswith(body[0]):
            return False  # its text stands on the line of its name, which is no title then
        self.outline.supplementary.append(
            ArticleEntry(
                number=None, label="", heading=None, place=item.place, title=title, body=body
            )
        )
        return True

    def _named(self, item: PrintedProvision) -> bool:
        """Whether a provision of a supplementary block is an article and no paragraph of one."""
        label = item.label
        if label is None:
            return item.caption is not None
        return (bool(label.word) and label.word not in ("項", "号")) or self.level.is_article(item)


def _deep(item: PrintedProvision, owner: PrintedProvision) -> bool:
    label = item.label
    return label is not None and owner.label is not None and label.own > owner.label.own


def _settle_gone(entry: ArticleEntry, item: PrintedProvision) -> None:
    """5.2 may be deleted, and 5.2.1 not."""
    words = entry.body[0] if len(entry.body) == 1 else None
    if isinstance(words, str) and entry.heading is None and DELETED.fullmatch(words):
        entry.deleted, entry.body = words, ()
        entry.gap = None if item.counted else item.gap
        entry.below = not item.inline


def _gap(item: PrintedProvision) -> str | None:
    """What stands between a label and the caption behind it or below it; None where none does."""
    caption = item.caption
    if caption is None or item.label is None:
        return None
    if caption.standing == "below":
        # The line that ends between them is a space, and no sign.
        return "\u3000" if any(map(is_wide, caption.text)) else " "
    if caption.standing not in _BEHIND:
        return None
    gap = item.gap + ("" if caption.brackets else caption.ahead)
    # Nothing between them is a way to part them too, but for a number that is counted: what the
    # program prints behind that is a space, and no sign that a style would have there.
    if item.counted and not gap:
        wide = any(map(is_wide, caption.text))
        return (None if caption.brackets else "\u3000") if wide else " "
    return gap


def _below(item: PrintedProvision, body: PrintedBody) -> bool | None:
    """Whether the text of an article stands below its label, as :attr:`ArticleEntry.below` has it.

    The text may stand in the first of several paragraphs, which may have its number there.
    """
    first = body[0] if body else None
    if isinstance(first, PrintedRow):
        inner = first.items[0]
        if inner.label is not None:
            if inner.place != item.place:
                return True
            if item.label is not None and _beside(item) is None:
                return False  # 第２条　①　…: both numbers stand on one line
        first = inner.body[0] if inner.body else None
    if item.label is None or not isinstance(first, str):
        return None
    caption = item.caption
    if caption is not None and _beside(item):
        return caption.standing != "run in"
    return not item.inline


def _beside(item: PrintedProvision) -> PrintedCaption | None:
    """The caption that stands between a label and its text; None for one above the label."""
    caption = item.caption
    return caption if caption and caption.standing in (*_BEHIND, "below") else None


def _joint(item: PrintedProvision) -> str:
    """The dash between a label and the first mark below it, on one line: 4.—(1)."""
    first = item.body[0] if item.body else None
    if not item.mark or item.counted or _beside(item) or not isinstance(first, PrintedRow):
        return ""
    inner = first.items[0]
    signed = inner.label is not None and inner.place == item.place and item.gap.strip()
    return item.gap if signed and set(item.gap) <= set(PARTING) else ""


def _number(item: PrintedProvision) -> Number | None:
    label = item.label
    if label is None or not label.numbers:
        return None
    return Number((*label.above, *label.value))


_PLAIN: Final = ("附則", "付則", "supplementaryprovisions", "supplementaryprovision")


def plain_title(title: str) -> bool:
    """Whether a title of supplementary provisions says no more than that."""
    bare = re.sub(r"\s", "", title).strip(AROUND)
    return bare.lower() in _PLAIN
