"""Which level of a printed document is that of its articles.

What stands above articles is a chapter, what stands below them is part of their text. A level's
word says it (Article, 第…条, Section, §); where two of them stand one inside the other, the inner
one is the article if most of the outer ones hold it. Without a word it is the innermost level
whose provisions have captions, else the outermost that is numbered.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise
from typing import Final, Literal

from amendtool.articles.numbers import NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.importing.evidence.lines import DELETED, SUPPLEMENTARY, SUPPLEMENTARY_TITLE
from amendtool.importing.evidence.marks import rank_of
from amendtool.importing.evidence.tree import PrintedProvision, PrintedRow
from amendtool.patterns import compiled
from amendtool.values import dataclass

Family = Literal["none", "article", "section", "dotted", "number", "heading"]
"""What the articles of a document are called: by their word, by a number, by a title alone."""

_FRAMES: Final = frozenset(
    ("book", "title", "part", "division", "chapter", "部", "編", "篇", "章", "節", "款", "目")
)
_BELOW: Final = frozenset(("paragraph", "subsection", "clause", "項", "号"))
"""The words of levels inside an article, unless a document has nothing above them."""
_UNWORDED: Final = frozenset(("heading", "dotted", "number"))
"""What levels without a word are called here."""
_CAPTIONED: Final = 0.6
"""So many of a level have captions where it is one that has them."""
_ANNEX: Final = compiled(
    r"[（(【〔［\[]?(?:別表|別紙|別記|様式|付表|附表)第?[\s\u3000]?[0-9０-９一二三四五六七八九十]*号?"
    r"[）)】〕］\]]?(?:$|[\s\u3000（(].{0,40}$)"
)
_SCHEDULE: Final = compiled(
    r"(?i:schedule|appendix|annex|exhibit|addendum|attachment)s?(?:[ \u00a0]+(?:[0-9]{1,3}|[A-Z]|"
    r"[IVX]{1,5}))?(?:[\s.:—–-].{0,90})?"
)

_Level = tuple[str, int, str]
"""A level as it recurs: its word or what it is, its depth of numbers, its look."""


def is_supplementary(provision: PrintedProvision) -> bool:
    """Whether a provision is a block of supplementary provisions."""
    if provision.label is not None or provision.caption is None:
        return False
    text = provision.caption.text
    if SUPPLEMENTARY_TITLE.match(text):
        return SUPPLEMENTARY.fullmatch(text) is not None
    return re.fullmatch(
        r"(?i:(?:supplementary|supplemental|transitional) provisions?)[:.]?", text
    ) is not None  # fmt: skip


def is_annex(provision: PrintedProvision) -> bool:
    """Whether a provision is an annex, which is no part of the articles: 別表, Schedule A."""
    if provision.label is not None:
        return bool(provision.label.word) and rank_of(provision.label.word) == 0
    text = provision.caption.text if provision.caption is not None else ""
    return _ANNEX.fullmatch(text) is not None or _SCHEDULE.fullmatch(text) is not None


def is_deleted(provision: PrintedProvision) -> bool:
    """Whether a provision has no caption and no text but what says that it is deleted."""
    body = provision.body
    return provision.caption is None and len(body) == 1 and isinstance(body[0], str) and (
        DELETED.fullmatch(body[0]) is not None
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LevelWords:
    """What articles and chapters are known to be called, in small letters; '' for no word."""

    article: str
    chapters: frozenset[str]


@dataclass(slots=True)
class _Seen:
    """What was seen of a level."""

    count: int = 0
    captioned: int = 0
    telling: int = 0
    """Those with a text of their own."""
    both: Counter[_Level] = field(default_factory=Counter)
    """By level, how many of it have a text of their own and hold some of that one."""
    apart: Counter[_Level] = field(default_factory=Counter)
    """Of those the ones whose text ends before it, and leads to no list."""
    inside: Counter[_Level] = field(default_factory=Counter)
    """By level, how many of it hold some of that one directly."""
    homes: Counter[_Level] = field(default_factory=Counter)
    """By level, how many of it stand directly in one of that."""


@dataclass(frozen=True, slots=True)
class ArticleLevel:
    """The level of the articles; ``family`` is what they are called."""

    level: _Level | None
    family: Family
    frames: frozenset[_Level] = frozenset()
    """The levels whose provisions hold articles."""
    twice: frozenset[str] = frozenset()
    """The words of two levels, one in the other: § 1 and § 1.1."""

    def _level(self, provision: PrintedProvision) -> _Level | None:
        return level_of(provision, self.twice)

    def is_article(self, provision: PrintedProvision) -> bool:
        """Whether a provision is an article by its own look."""
        level = self._level(provision)
        return level is not None and level == self.level

    def is_deleted(self, provision: PrintedProvision) -> bool:
        """Whether a provision is a deleted article that is printed otherwise than the others are.

        It is asked of what stands where articles do.
        """
        level = self._level(provision)
        if level is None or self.level is None or level[:2] != self.level[:2]:
            return False
        return is_deleted(provision)

    def is_frame(self, provision: PrintedProvision) -> bool:
        """Whether a provision looks like those that hold articles."""
        return self._level(provision) in self.frames

    def holds(self, provision: PrintedProvision) -> bool:
        """Whether an article stands in a provision."""
        return any(self.is_article(one) for one in provision.walked() if one is not provision)


def level_of(provision: PrintedProvision, twice: frozenset[str] = frozenset()) -> _Level | None:
    """The level that a provision looks like one of; None for what only counts or lists.

    The words of ``twice`` are those of two levels, which the numbers in front tell apart.
    """
    label = provision.label
    if label is None:
        return None if provision.caption is None else ("heading", provision.level or 0, "")
    if not label.numbers:
        return None
    if label.word:
        return (label.word, label.own if label.word in twice else 0, "")
    headed = "headed" if provision.level is not None else ""
    if label.own:
        return ("dotted", label.own, headed)
    kind = label.kind
    system = {"full-width": "decimal", "kanji-places": "kanji"}.get(kind.system, kind.system)
    return ("number", 0, headed or f"{kind.shape.strip('.．、:：')} {system}")


def article_level(
    root: PrintedProvision, *, counted: bool = False, words: LevelWords | None = None
) -> ArticleLevel:
    """The level of the articles; ``counted`` where they are known to be counted in chapters.

    ``words`` are those of the levels where they are known: then it is no matter how many of
    the chapters hold articles.
    """
    seen: dict[_Level, _Seen] = defaultdict(_Seen)
    order: list[_Level] = []
    found: set[str] = set()
    _look(root, None, seen, order, found)
    twice = frozenset(found)
    if twice:
        seen, order = defaultdict(_Seen), []
        _look(root, None, seen, order, found, twice)
    # 1. [Reserved] on a line of text may stand before ### 2. Powers, and tells nothing of the look.
    order.sort(key=lambda level: not seen[level].count)
    if not order:
        return ArticleLevel(None, "none")
    level = _known(words, order) if words is not None else None
    if level is None:
        level = _inner(_worded(seen, order) or _unworded(seen, order), seen, counted=counted)
    frames = frozenset(_above(level, seen))
    return ArticleLevel(level, _family(level), frames=frames, twice=twice)


def level_words(style: DraftingStyle) -> LevelWords:
    """The words that the levels of articles in a style are printed with."""

    def word(form: NumberForm) -> str:
        return "" if form.silent else form.prefix.strip().casefold()

    chapters = frozenset(word(style.title_form(depth)) for depth in (1, 2, 3)) - {""}
    return LevelWords(article=word(style.article), chapters=chapters)


def _known(words: LevelWords, order: list[_Level]) -> _Level | None:
    """The level of the articles by the words of the levels; None where they do not tell it."""
    if words.article:
        called = [level for level in order if level[0] == words.article]
        # § 1.1 stands in § 1, whichever of the two the articles are.
        inmost = max if words.article in words.chapters else min
        return inmost(called, key=lambda level: level[1], default=None)
    if not any(level[0] in words.chapters for level in order):
        return None
    return next((level for level in order if level[0] not in _FRAMES | words.chapters), None)


def _look(
    provision: PrintedProvision, outer: _Level | None, seen: dict[_Level, _Seen],
    order: list[_Level], found: set[str], twice: frozenset[str] = frozenset(), depth: int = 0,
) -> None:  # fmt: skip
    held: set[_Level] = set()
    for part in provision.body:
        if isinstance(part, str):
            continue
        for item in part.items:
            if is_supplementary(item) or is_annex(item):
                continue
            level = level_of(item, twice)
            if level is not None:
                if level == outer and _stands_in_its_word(item, provision):
                    found.add(level[0])
                if level not in seen:
                    order.append(level)
                one = seen[level]
                if not is_deleted(item):  # which tells nothing of what the others have
                    one.count += 1
                    one.captioned += item.caption is not None
                    one.telling += any(isinstance(each, str) for each in item.body)
                if outer is not None and level != outer:
                    one.homes[outer] += 1
                    held.add(level)
            if depth < 6:
                _look(item, level or outer, seen, order, found, twice, depth + 1)
    if outer is not None and level_of(provision, twice) == outer:
        seen[outer].inside.update(held)
        if any(isinstance(part, str) for part in provision.body):
            seen[outer].both.update(held)
            if not _leads(provision):
                seen[outer].apart.update(held)


def _stands_in_its_word(item: PrintedProvision, owner: PrintedProvision) -> bool:
    """Whether a provision stands in one of its own word, whose number it has in front."""
    inner, outer = item.label, owner.label
    return (
        inner is not None and outer is not None and bool(inner.word) and inner.word == outer.word
        and inner.own == outer.own + 1
        and inner.above == tuple(one.value for one in outer.numbers[: inner.own])
    )  # fmt: skip


def _leads(provision: PrintedProvision) -> bool:
    """Whether the text of a provision leads to what stands in it, as a colon does."""
    return any(
        isinstance(text, str) and isinstance(row, PrintedRow) and text.endswith((":", "："))
        for text, row in pairwise(provision.body)
    )


def _worded(seen: dict[_Level, _Seen], order: list[_Level]) -> _Level | None:
    words = [level for level in order if level[0] not in _UNWORDED]
    named = [level for level in words if level[0] not in _FRAMES | _BELOW]
    law = ("条", 0, "")
    if law in seen:
        return law
    if named:
        return named[0]
    inside = [level for level in words if level[0] in _BELOW]
    plain = [level for level in words if level[0] not in _BELOW]
    return inside[0] if inside and not plain and not seen[inside[0]].homes else None


def _unworded(seen: dict[_Level, _Seen], order: list[_Level]) -> _Level:
    """The outermost level that is no chapter's by its word."""
    open_ = [level for level in order if level[0] not in _FRAMES]
    return open_[0] if open_ else order[-1]


def _inner(level: _Level, seen: dict[_Level, _Seen], *, counted: bool) -> _Level:
    """The level inside ``level`` that is that of the articles, if one is, else it itself."""
    known = {level}
    while True:
        one = seen[level]
        inner = None
        for other, held in one.inside.most_common():
            alone = one.telling - one.both[other]
            worded = other[0] not in (*_UNWORDED, level[0])
            titled = worded and seen[other].captioned >= seen[other].count
            if other in known or (seen[other].count if titled else held) < alone:
                continue  # more of them have a text of their own
            if _is_inner(level, other, seen, counted=counted):
                inner = other
                break
        if inner is None:
            return level
        known.add(inner)
        level = inner


def _is_inner(
    outer: _Level, inner: _Level, seen: dict[_Level, _Seen], *, counted: bool
) -> bool:  # fmt: skip
    """Whether the provisions inside those of a level are the articles."""
    if outer[0] == "条" or inner[0] in _BELOW:
        return False
    one = seen[inner]
    captioned = one.captioned > 0 and one.captioned >= _CAPTIONED * one.count
    if inner[0] not in _UNWORDED:
        return True  # Sections in an Article
    if inner[0] == "dotted" and inner[1] > 1:
        return False
    if counted and inner[0] == "dotted":
        return True
    if not captioned:
        return False
    if inner[0] == "dotted" or outer[0] == "heading" == inner[0]:
        return True
    if inner[0] == "heading":
        return False  # titles inside an article are part of it
    # Numbers that only stand in brackets, or behind a text, number what an article says.
    bracketed = inner[2].startswith(("(", "（", "["))
    texts = seen[outer].telling - seen[outer].apart[inner]
    return not bracketed and texts * 2 < seen[outer].count


def _above(level: _Level, seen: dict[_Level, _Seen]) -> Iterator[_Level]:
    found = [level]
    known: set[_Level] = set()
    while found:
        for home in seen[found.pop()].homes:
            if home not in known and home != level:
                known.add(home)
                found.append(home)
                yield home


def _family(level: _Level) -> Family:
    match level[0]:
        case "section" | "sec" | "§":
            return "section"
        case "heading":
            return "heading"
        case "dotted":
            return "dotted"
        case "number":
            return "number"
        case _:
            return "article"
