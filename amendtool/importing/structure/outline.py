"""From blocks to an outline: preamble, chapters, articles with captions, closing.

Which family of labels numbers the articles is decided once for the whole document
(:func:`plan_of`); the blocks are then read in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem
from amendtool.importing.blocks import EDGES, SourceBlock, doubt, trimmed
from amendtool.importing.structure.captions import LONGEST, Caption, alone, beside, titled
from amendtool.importing.structure.labels import (
    Family,
    Label,
    NumberingPlan,
    after_separator,
    english_label,
    label_of,
    markers,
    plan_of,
)


@dataclass(slots=True)
class ChapterEntry:
    """A chapter heading: its depth in print, its number (None where none is printed)."""

    rank: int
    number: Number | None
    heading: str
    label: str
    place: Place
    mark: str = ""
    """Its number as printed, with the stop behind it; empty where none is printed."""
    gap: str | None = None
    """What stands between the number and the heading behind it, where one does."""


@dataclass(slots=True)
class ArticleEntry:
    """An article: its number as printed, its caption, and the blocks of its body."""

    number: Number | None
    label: str
    heading: str | None
    place: Place
    chapter: ChapterEntry | None = None
    last: Number | None = None
    """The last number of a range of deleted articles."""
    deleted: bool = False
    dotted: bool = False
    title: str = ""
    """The title of the supplementary provisions that this article opens."""
    body: list[SourceBlock] = field(default_factory=list)
    beside: bool | None = None
    """Whether the caption stands behind the number, and not above it; None without one."""
    mark: str = ""
    """Its number as printed, with the stop behind it; empty where none is printed."""
    gap: str | None = None
    """What stands between the number and the caption behind it, where one does."""
    run_in: bool = False
    """Whether the text goes on behind the caption, in its line."""
    around: tuple[str, str] | None = None
    """The brackets around its caption, or two empty texts; None without a caption."""


@dataclass(slots=True)
class Outline:
    """The parts of a document in order."""

    preamble: list[SourceBlock] = field(default_factory=list)
    chapters: list[ChapterEntry] = field(default_factory=list)
    articles: list[ArticleEntry] = field(default_factory=list)
    supplementary: list[ArticleEntry] = field(default_factory=list)
    closing: list[SourceBlock] = field(default_factory=list)
    numbering: list[str] = field(default_factory=list)
    """Labels, brackets and dashes that the drafting style prints by itself."""
    doubts: list[Problem] = field(default_factory=list)
    family: Family = "none"


_RANKS: Final = {"part": 0, "chapter": 1, "article": 2, "section": 3, "section-ja": 3,
                 "division": 4, "subdivision": 5}  # fmt: skip
_NUMBERED: Final = ("article", "section", "dotted")
"""The levels of labels that may open an article."""
_SUPPLEMENTARY: Final = re.compile(
    r"[（(【〔［]?[附付][\s\u3000]*則[）)】〕］]?(?P<more>.*)|"
    r"(?i:(?:supplementary|supplemental|transitional) provisions?)[:.]?"
)
# A list of contents at the head of a document names the articles as the articles do themselves.
# It is told by its going through the same labels, one a line, before they come again.
_LIST_STARTS: Final = 3
"""It begins with one of so many first labels; before it may stand a citation or two."""
_LEAST_LISTED: Final = 3
"""Fewer labels than this are no list."""
_LIST_OF_LABELS: Final = 0.8
"""So many of its lines begin with labels: the rest are 附則, page numbers, a title."""
_LIST_LINE: Final = 100
"""No line is longer: it holds a caption and no text."""
_TITLE_JA: Final = 30
"""The longest that may stand behind 附則 in its title: （令和５年６月１日改正）."""
_TITLE_WORDS: Final = 4
"""A line with a full stop is a title up to so many words, and with more a sentence."""
_ANNEX: Final = 100
"""The longest heading of an annex."""

_STOPS: Final = ".:．："
_OPENING: Final = "（(【〔［[〈"
_DELETED: Final = re.compile(
    r"[（(〔【]?削[\s\u3000]*除[）)〕】]?|\(?(?i:deleted|reserved|repealed)\)?\.?"
)


def outline_of(blocks: Sequence[SourceBlock], *, counted: bool = False) -> Outline:
    """The outline of a document; ``counted`` as for :func:`plan_of`."""
    return _Outliner(blocks, counted=counted).run()


class _Outliner:
    """Reads the blocks of a document in one pass."""

    def __init__(self, blocks: Sequence[SourceBlock], *, counted: bool) -> None:
        self.blocks = list(blocks)
        self.plan = plan_of(blocks, counted=counted)
        self.start = 0
        # A short list of contents may stand before a long one.
        while (end := self._after_contents(self.start)) > self.start:
            self.start = end
            self.plan = plan_of(blocks[self.start :], counted=counted)
        self.outline = Outline(family=self.plan.family)
        self.chapter: ChapterEntry | None = None
        self.article: ArticleEntry | None = None
        self.supplementary = False
        self.expected = 1
        self.caption: tuple[Caption, SourceBlock] | None = None
        self.title: tuple[str, SourceBlock] | None = None
        self.capitals = _capital_chapters(self.blocks[self.start :], self.plan)
        self.titles = _titles_above(self.blocks[self.start :], self.plan)

    def run(self) -> Outline:
        """The outline of the whole document."""
        self.outline.preamble += self.blocks[: self.start]
        last = self._last_label()
        position = self.start
        while position < len(self.blocks):
            if position > last and _cuts_off(self.blocks[position], last >= 0):
                break
            position = self._block(position, last)
        self._flush_caption()
        self._flush_title()
        self.outline.closing += self.blocks[position:]
        self._split_closing()
        return self.outline

    # Where things begin and end

    def _after_contents(self, start: int) -> int:
        """Where the articles begin behind a list of contents from ``start`` that names them all.

        ``start`` where there is none.
        """
        found = [
            (at, one[0]) for at, block in enumerate(self.blocks)
            if at >= start and (one := label_of(block, self.plan))
        ]  # fmt: skip
        for first, (at, label) in enumerate(found[:_LIST_STARTS]):
            again = next(
                (n for n in range(first + _LEAST_LISTED, len(found))
                 if (found[n][1].level, found[n][1].number) == (label.level, label.number)), None
            )  # fmt: skip
            if again is None:
                continue
            begin, end = at, found[again][0]
            listed = {(one.level, one.number) for _, one in found[first:again]}
            later = {(one.level, one.number) for _, one in found[again:]}
            lines = [
                block
                for block in self.blocks[begin:end]
                if block.level is None or label_of(block, self.plan) is not None
            ]  # a heading between may be the title of another list
            only = again - first >= _LIST_OF_LABELS * len(lines)
            short = all(len(block.whole) <= _LIST_LINE for block in self.blocks[begin:end])
            if only and short and len(listed & later) * 10 >= len(listed) * 8:  # four in five
                return end
        return start

    def _last_label(self) -> int:
        """The last block that opens an article or a chapter."""
        last = -1
        for at, block in enumerate(self.blocks):
            label = label_of(block, self.plan)
            if (label and label[0].level not in ("annex", "subsection")) or (
                self.plan.family == "heading" and block.level is not None
            ) or _SUPPLEMENTARY.fullmatch(block.text.strip(EDGES)):  # fmt: skip
                last = at
        return last

    # One block

    def _block(self, at: int, last: int) -> int:
        block = self.blocks[at]
        found = label_of(block, self.plan)
        if found is not None and self._opens(block, found[0]):
            label, offset = found
            if self._is_chapter(label):
                return self._open_chapter(at, label, offset)
            return self._open_article(at, label, offset)
        text = block.text.strip(EDGES)
        if not block.generated and self._opens_supplementary(block, text):
            self._flush_caption()
            self._flush_title()
            self.supplementary = True
            self.title = (text, block)
            self.article = None
            self.expected = 1
            return at + 1
        above = alone(block)
        if id(block) in self.titles:
            self._flush_caption()
            self.caption = (Caption(heading=trimmed(block.whole)), block)
            return at + 1
        # In brackets at the level of the number below it, a heading is the caption of that.
        beside_it = above is not None and self._label_follows(at + 1) and (
            self.blocks[at + 1].level == block.level
        )  # fmt: skip
        if block.level is not None and not beside_it and self._heading(at, last):
            return at + 1
        if id(block) in self.capitals and self._label_follows(at + 1):
            self._unnumbered_chapter(block, 1)
            return at + 1
        if above is not None and self._label_follows(at + 1):
            self._flush_caption()
            self.caption = (above, block)
            return at + 1
        self._flush_caption()
        self._place(block)
        return at + 1

    def _opens_supplementary(self, block: SourceBlock, text: str) -> bool:
        match = _SUPPLEMENTARY.fullmatch(text)
        if match is None or not (self.outline.articles or self.supplementary):
            return False
        more = (match["more"] or "").strip(EDGES)
        return not more or (more[0] in "（(" and more[-1] in "）)") or (
            len(more) <= _TITLE_JA and "。" not in more
        )  # fmt: skip

    def _opens(self, block: SourceBlock, label: Label) -> bool:
        """Whether a label opens a chapter or article here, and is no mark inside one."""
        if label.level in ("annex", "subsection"):
            return False
        family = self.plan.family
        if label.level == "section" and not label.japanese:
            return family == "section" or not self.plan.sections_inside
        if label.level == "dotted":
            return family == "dotted" and (
                self.chapter is None
                or self.chapter.number is None
                or label.number.main == self.chapter.number.main
                or self._misnumbered(label.number)
            )
        if label.level == "number":
            if family != "number":
                return False
            if self.plan.level is not None:
                return True
            # Under a new heading the numbers may begin anew.
            anew = label.number == Number.of(1) and self.article is None
            return label.number.main == self.expected or anew
        if label.level == "article" and label.japanese and not block.level:
            rest = block.whole.lstrip(EDGES)[label.end :] if block.whole.startswith("第") else " "
            # 第5条当会社は: without a gap only the number that comes next is believed.
            if rest and rest[0] not in EDGES + "（(【〔[.．:：、の" and label.last is None:
                return label.number.main == self.expected
        return True

    def _misnumbered(self, number: Number) -> bool:
        """Whether a number is the one that is due but for that of its chapter: 1.2 behind 2.1.

        It is carried with a doubt; as a text nobody would find it again.
        """
        before = self.article.number if self.article is not None else None
        return (
            self.plan.counted
            and before is not None
            and len(before.parts) == len(number.parts) == 2
            and number.last == before.last + 1
        )

    def _is_chapter(self, label: Label) -> bool:
        if label.level == "article":
            return self.plan.articles_are_chapters
        if label.level == "section":
            return self.plan.family != "section" and not label.japanese
        return label.level not in ("dotted", "number")

    def _label_follows(self, at: int) -> bool:
        if at >= len(self.blocks):
            return False
        found = label_of(self.blocks[at], self.plan)
        return (
            found is not None
            and self._opens(self.blocks[at], found[0])
            and not self._is_chapter(found[0])
        )

    def _plain(self, at: int) -> bool:
        """Whether the block here goes on with an article and opens nothing."""
        return at < len(self.blocks) and label_of(self.blocks[at], self.plan) is None

    def _open_chapter(self, at: int, label: Label, offset: int) -> int:
        self._flush_caption()
        block = self.blocks[at]
        whole = block.whole
        start = after_separator(whole, offset + label.end)
        heading = trimmed(whole[start:])
        self.outline.numbering.append(whole[:start])
        used = at + 1
        if not heading and self._plain(at + 1) and _title_line(self.blocks[at + 1]):
            heading = trimmed(self.blocks[at + 1].whole)
            used = at + 2
        elif (
            heading and block.level is None and not label.japanese
            and (caption := beside(heading, styled=False, lead=0, followed=False)) is not None
        ):  # fmt: skip
            # ARTICLE III. NOTICES. All notices … on one line.
            if caption.rest:
                self.blocks[at] = SourceBlock(text=caption.rest, place=block.place)
                used = at
            heading = caption.heading
            self.outline.numbering.append(caption.dropped)
        elif heading and block.level is None and len(heading) > 2 * LONGEST:
            self.blocks[at] = SourceBlock(text=heading, place=block.place)
            heading, used = "", at
        rank = _RANKS[label.level]
        mark, gap = _parted(whole, offset, offset + label.end, start)
        self.chapter = ChapterEntry(
            rank=rank, number=label.number, heading=heading, label=label.printed,
            place=block.place, mark=mark, gap=gap,
        )  # fmt: skip
        self.outline.chapters.append(self.chapter)
        self.article = None
        return used

    def _open_article(self, at: int, label: Label, offset: int) -> int:
        block = self.blocks[at]
        whole = block.whole
        above = len(self.outline.numbering)
        heading = self._caption_above(whole, offset)
        around = _brackets("".join(self.outline.numbering[above:]))
        start = after_separator(whole, offset + label.end)
        self.outline.numbering.append(whole[offset:start])
        rest = trimmed(whole[start:])
        behind = False
        lead = max(block.lead + len(whole) - len(block.text) - start, 0) if block.lead else 0
        if heading is None and rest and not _DELETED.fullmatch(rest):
            caption = beside(
                rest, styled=block.level is not None, lead=lead, followed=self._plain(at + 1)
            )
            if caption is not None:
                heading, rest = caption.heading, caption.rest
                self.outline.numbering.append(caption.dropped)
                behind = True
                around = _brackets(caption.dropped)
        used = at + 1
        if heading is None and not rest:
            above = len(self.outline.numbering)
            heading = self._caption_below(at, label)
            around = _brackets("".join(self.outline.numbering[above:]))
            used += heading is not None
        rest = rest.strip(EDGES)
        if heading is not None and _DELETED.fullmatch(heading) and not rest:
            rest, heading = heading, None
        mark, gap = _parted(whole, offset, offset + label.end, start)
        self.article = ArticleEntry(
            mark=mark, gap=gap if behind else None,
            around=around if heading is not None else None, run_in=behind and bool(rest),
            number=label.number, label=label.printed.strip(), heading=heading, place=block.place,
            chapter=None if self.supplementary else self.chapter, last=label.last,
            deleted=_DELETED.fullmatch(rest) is not None, dotted=label.dotted,
            title=self.title[0] if self.title is not None else "",
            beside=behind if heading is not None else None,
        )  # fmt: skip
        self.title = None
        if self.article.deleted:
            self.outline.numbering.append(rest)
        elif rest:
            self.article.body.append(SourceBlock(text=rest, place=block.place, indent=block.indent))
        row = self.outline.supplementary if self.supplementary else self.outline.articles
        row.append(self.article)
        self.expected = (label.last or label.number).main + 1
        return used

    def _caption_above(self, whole: str, offset: int) -> str | None:
        """The caption before a number in its line, or in the line above."""
        found = alone(SourceBlock(text=whole[:offset])) if offset else None
        if found is not None:
            self._flush_caption()  # the line above is no caption then
        elif self.caption is not None:
            found, _ = self.caption
            self.caption = None
        if found is None:
            return None
        self.outline.numbering.append(found.dropped)
        return found.heading

    def _caption_below(self, at: int, label: Label) -> str | None:
        """The caption in the line below a number that stands alone."""
        if not self._plain(at + 1):
            return None
        below = self.blocks[at + 1]
        found = alone(below)
        if found is not None:
            self.outline.numbering.append(found.dropped)
            return found.heading
        # A line that looks like a title is one where more text follows, and no paragraph 2.
        if not self._plain(at + 2) or not _title_line(below) or label.japanese:
            return None
        return None if _second(self.blocks[at + 2]) else trimmed(below.whole)

    def _heading(self, at: int, last: int) -> bool:
        """A heading without a label: an article of its own, a chapter, or text."""
        block = self.blocks[at]
        level = block.level
        if level is None or self.plan.level is None:
            return False
        if not self.outline.articles and not self.outline.chapters and self._only_title(at, level):
            return False
        if not trimmed(block.text):
            return True
        if self.plan.family == "heading":
            if level == self.plan.level:
                self._flush_caption()
                self.article = ArticleEntry(
                    number=None, label="", heading=trimmed(block.whole), place=block.place,
                    chapter=self.chapter, around=("", ""),
                )  # fmt: skip
                self.outline.articles.append(self.article)
                return True
            if level < self.plan.level and (
                self._holds_articles(at, level) or self._holds_text(at)
            ):
                return self._unnumbered_chapter(block, level)
            return False
        inside = self.plan.level - (2 if self.plan.articles_are_chapters else 0)
        if at < last and self.article is not None and level < max(self.plan.level, inside):
            if self._holds_articles(at, level):
                return self._unnumbered_chapter(block, level)
            return False
        if at < last and self.article is None and self.chapter is None and self.outline.chapters:
            return False
        if (
            at < last and not self.outline.chapters and level < self.plan.level
            and self._directly_above(at) and self.plan.family != "section"
            and self._siblings(at, level)
        ):  # fmt: skip
            return self._unnumbered_chapter(block, level)
        return False

    def _only_title(self, at: int, level: int) -> bool:
        """Whether a heading stands alone on its level: it is the title of the document."""
        return not any(block.level == level for block in self.blocks[at + 1 :])

    def _siblings(self, at: int, level: int) -> bool:
        """Whether more headings of this level, without labels, follow between articles."""
        return any(
            block.level == level and label_of(block, self.plan) is None
            for block in self.blocks[at + 1 : self._last_label()]
        )

    def _directly_above(self, at: int) -> bool:
        return at + 1 < len(self.blocks) and label_of(self.blocks[at + 1], self.plan) is not None

    def _holds_text(self, at: int) -> bool:
        """Whether a heading among others of its level stands over a text and no article.

        It is no part of the article before it, which stands deeper.
        """
        below = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        return self.article is not None and below is not None and below.level is None

    def _holds_articles(self, at: int, level: int) -> bool:
        """Whether an article stands below a heading, before the next one of its level."""
        for block in self.blocks[at + 1 :]:
            found = label_of(block, self.plan)
            if (
                found is not None
                and self._opens(block, found[0])
                and not self._is_chapter(found[0])
            ):
                return True
            if block.level is not None and block.level <= level:
                return False
            if self.plan.family == "heading" and block.level == self.plan.level:
                return True
        return False

    def _unnumbered_chapter(self, block: SourceBlock, level: int) -> bool:
        self._flush_caption()
        self.chapter = ChapterEntry(
            rank=1 if self.plan.family != "heading" else level, number=None,
            heading=trimmed(block.whole), label="", place=block.place,
        )  # fmt: skip
        self.outline.chapters.append(self.chapter)
        self.article = None
        return True

    def _place(self, block: SourceBlock) -> None:
        if self.article is not None and self.title is None:
            self.article.body.append(block)
        elif self.supplementary:
            entry = ArticleEntry(
                number=None, label="", heading=None, place=block.place,
                title=self.title[0] if self.title else "", body=[block],
            )  # fmt: skip
            self.title = None
            self.outline.supplementary.append(entry)
            self.article = entry
        elif self.chapter is not None:
            # Text of a chapter itself: an article without a label.
            self.article = ArticleEntry(
                number=None, label="", heading=None, place=block.place, chapter=self.chapter,
                body=[block],
            )  # fmt: skip
            self.outline.articles.append(self.article)
        else:
            self.outline.preamble.append(block)

    def _flush_caption(self) -> None:
        if self.caption is not None:
            block = self.caption[1]
            self.caption = None
            self._place(block)

    def _flush_title(self) -> None:
        """A title of supplementary provisions with nothing below it is text."""
        if self.title is not None:
            block = self.title[1]
            self.title = None
            self.outline.closing.append(block)

    # The end

    def _split_closing(self) -> None:
        """Move the signatures and the list of revisions out of the last article."""
        rows = self.outline.supplementary or self.outline.articles
        if not rows:
            return
        entry = rows[-1]
        whole_row = not entry.label
        start = _closing_starts(
            entry.body,
            keep=0 if whole_row or entry.heading or entry.deleted else 1,
            level=None if self.supplementary else self.plan.level,
        )
        if start is not None:
            moved = entry.body[start:]
            entry.body = entry.body[:start]
            self.outline.closing[:0] = moved
            if whole_row and not entry.body and not entry.heading:
                rows.pop()
                if entry.title:
                    self.outline.closing.insert(0, SourceBlock(text=entry.title, place=entry.place))
            self.outline.doubts.append(
                doubt(
                    "closing-found",
                    "from here on the text is taken for the end of the document (signatures, "
                    "dates, list of revisions), not for the last article",
                    "move it into the last article if it belongs there",
                    moved[0].place,
                    severity="note",
                )
            )


def _parted(whole: str, offset: int, end: int, start: int) -> tuple[str, str | None]:
    """The mark before ``start`` with its stop, and what parts it from the text there."""
    mark = whole[offset:end]
    mark += whole[end : end + len(whole[end:start]) - len(whole[end:start].lstrip(_STOPS))]
    gap = whole[offset + len(mark) : start]
    return mark.rstrip(EDGES), gap if start < len(whole) and gap else None


def _brackets(dropped: str) -> tuple[str, str]:
    """The brackets among what was dropped around a caption; empty texts where there are none."""
    return (dropped[0], dropped[-1]) if dropped and dropped[0] in _OPENING else ("", "")


def _title_line(block: SourceBlock) -> bool:
    if block.fixed or block.generated:
        return False
    if block.level is None and block.text.endswith(".") and not titled(block.text[:-1]):
        # "Duties of the president." is a title; with more words it is a sentence.
        return len(block.text.split()) <= _TITLE_WORDS and titled(block.text)
    return (block.level is not None or titled(block.text)) and alone(block) is None


def _second(block: SourceBlock) -> bool:
    """Whether a block is a second paragraph, so that the line above is the first and no title."""
    return not block.fixed and any(mark.number == Number.of(2) for mark in markers(block.whole))


def _titles_above(blocks: Sequence[SourceBlock], plan: NumberingPlan) -> frozenset[int]:
    """The identities of headings that are captions of articles whose number begins the text below.

    #### Purpose
    Article 3. The club …

    Every other article has one at the same depth; a heading over one of them, or over several,
    is that of a chapter.
    """
    if plan.family not in ("article", "section", "dotted") or plan.level is not None:
        return frozenset()
    articles = 0
    found: dict[int, list[int]] = {}
    for above, block in pairwise(blocks):
        label = label_of(block, plan)
        if label is None or block.level is not None or label[0].level not in _NUMBERED:
            continue
        articles += 1
        if above.level is not None and label_of(above, plan) is None and alone(above) is None:
            found.setdefault(above.level, []).append(id(above))
    most = max(found.values(), key=len, default=[])
    return frozenset(most) if len(most) >= 2 and len(most) * 2 >= articles else frozenset()


# Lines in capitals that are the headings of chapters without a number.
#
# DIRECTORS
# 5. Duties and Number: The affairs …
# 6. Qualifications: Every director …
# OFFICERS
# 22. Election: …


def _capital_chapters(blocks: Sequence[SourceBlock], plan: NumberingPlan) -> frozenset[int]:
    """The identities (``id``) of the blocks that are such headings; empty where there are none.

    A single line is the title of the document. Lines over nearly every article are the
    captions of the articles, unless the articles have captions of their own.
    """
    if plan.family not in ("article", "number") or plan.level is not None:
        return frozenset()
    found: list[int] = []
    captioned = articles = 0
    for at, block in enumerate(blocks):
        label = label_of(block, plan)
        if label is None or label[0].level not in ("article", "number") or label[0].japanese:
            continue
        articles += 1
        if at and _capital(blocks[at - 1], plan):
            found.append(id(blocks[at - 1]))
            whole = block.whole
            rest = whole[after_separator(whole, label[1] + label[0].end) :]
            captioned += beside(rest, styled=False, lead=0, followed=False) is not None
    # Captions stand over nearly all articles, headings of chapters over a few: the border is at
    # six in ten, unless every other one of the articles below has a caption of its own.
    chapters = len(found) >= 2 and (captioned * 2 >= len(found) or len(found) * 10 < articles * 6)
    return frozenset(found) if chapters else frozenset()


def _capital(block: SourceBlock, plan: NumberingPlan) -> bool:
    text = block.text.strip(EDGES)
    return (
        not block.fixed
        and not block.generated
        and block.level is None
        and text.isascii()
        and text.isupper()
        and 3 <= len(text) <= LONGEST
        and text[-1] not in ".;,"
        and label_of(block, plan) is None
    )


# Where the last article ends and the signatures, dates and annexes begin.

_DATE_JA: Final = (
    r"(?:(?:令和|平成|昭和|大正|明治|西暦)?[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○〇◯]{1,5}[\s\u3000]*年"
    r"[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○◯]{1,4}[\s\u3000]*月"
    r"(?:[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○◯]{1,4}[\s\u3000]*日)?|[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
)
_GAP: Final = r"[\s\u3000]*"
_CHANGED_JA: Final = (
    "(?:"
    + "|".join(
        _GAP.join(word)
        for word in "制定 改正 改訂 改定 変更 施行 作成 認証 設立 承認 決議 廃止".split()
    )
    + ")"
)
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2},? [12][0-9]{3}"
)
_JA: Final = re.compile(
    rf"以[\s\u3000]*上$|以上[、,].*(?:設立|定款|規約|会則)|{_DATE_JA}[\s\u3000]*(?:[（(].*[）)])?$|"
    rf"{_DATE_JA}[^。]{{0,30}}{_CHANGED_JA}[^。]{{0,12}}$|{_CHANGED_JA}[^。]{{0,12}}[:：\s\u3000]+{_DATE_JA}.*$|"
    r"(?:定款|規約|会則|規程)?(?:制定日|改正日|制定年月日|改廃履歴|改定履歴|改訂履歴|改正履歴|変更履歴|沿革|作成代理人)[:：]?.{0,40}$|"
    r"(?:定款|規約|会則|規程)(?:制定日|作成日|作成代理人)"
)
_EN: Final = re.compile(
    r"IN WITNESS WHEREOF|CERTIFICAT(?:E|ION)\b|(?i:certificate of (?:the )?(?:secretary|adoption))|"
    r"(?:I|We), the undersigned|The undersigned|_{5,}|"
    rf"(?:Adopted|Amended|Revised|Approved|Ratified|Last (?:amended|revised|updated|modified)|"
    rf"Originally adopted|Effective|Dated|Updated)\b"
    rf"(?:[^.]{{0,90}}$|.*(?:day of|{_MONTH}).{{0,40}}$)|"
    r"(?i:(?:list of |history of |revision |amendment )(?:amendments|revisions|history)):?$|"
    rf"{_MONTH}\b[^.]{{0,80}}$|"
    r"(?:Signed|Signature|Date|Secretary|President|Chair(?:man|person)?)(?: of .{0,40})?[:,]?\s*_*$"
)
_BULLET: Final = re.compile(rf"[-*+・•●][{EDGES}]+")
"""What a list of revisions may be set off by, a line each."""
_ANNEX_JA: Final = re.compile(
    r"[（(【〔［\[]?(?:別表|別紙|別記|様式|付表|附表)第?[0-9０-９一二三四五六七八九十]*[）)】〕］\]]?(?:$|[\s\u3000（(].{0,40}$)"
)


def _ends(block: SourceBlock) -> bool:
    """Whether a block begins what stands behind the last article."""
    text = _BULLET.sub("", block.whole.strip(EDGES))
    if not text or block.fixed:
        return False
    if markers(text) and not re.match(r"[12][0-9]{3}", text):
        return False
    return bool(_JA.match(text) or _EN.match(text)) or _is_annex(block)


def _is_annex(block: SourceBlock) -> bool:
    """Whether a block is the heading of an annex: 別表第1, Schedule A."""
    text = block.whole.strip(EDGES)
    if len(text) > _ANNEX or block.fixed:
        return False
    label = english_label(text, styled=block.level is not None)
    return bool(_ANNEX_JA.match(text)) or (label is not None and label.level == "annex")


def _cuts_off(block: SourceBlock, begun: bool) -> bool:
    """Whether nothing from this block on, behind the last label, can be an article's."""
    return begun and _is_annex(block)


def _closing_starts(blocks: Sequence[SourceBlock], *, keep: int, level: int | None) -> int | None:
    """The first of an article's blocks that belongs to the end of the document, or None.

    The first ``keep`` blocks are the article's in any case. ``level`` is that of the headings
    of articles: what such a heading without a number opens is no part of the article above.
    """
    for at, block in enumerate(blocks):
        headed = block.level is not None and level is not None and block.level <= level
        if at >= keep and (_ends(block) or (headed and not markers(block.whole))):
            return at
    return None
