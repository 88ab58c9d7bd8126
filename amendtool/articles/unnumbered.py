"""Articles that have no number among others that do: they are counted with their neighbour.

A text below the heading of a chapter, a page of definitions between two articles, an annex: each
stands where it stands and shifts nobody. Its number is that of the article before it, once more,
0 before the first; it never prints.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from amendtool.articles.charter import Article, Chapter, goes_unnumbered
from amendtool.articles.numbers import Number, told_apart
from amendtool.patterns import compiled

NONE: Final = Number((0,))
"""The number of what has none, before its neighbours are known."""
FIRST_BLOCK: Final = "#1"
"""What the first of several blocks of supplementary provisions is called in an address."""
AHEAD: Final = "+"
"""What stands behind the title of a new block that comes in front of the one that has it now."""
_COUNTED_THROUGH: Final[Mapping[str, int]] = {}


def counted(
    row: Sequence[Article], within: Mapping[str, int] = _COUNTED_THROUGH
) -> tuple[Article, ...]:
    """A row of articles in its order, each number told from its like.

    ``within`` are the numbers of the chapters, by key, that articles are counted in.
    """
    before = NONE
    numbers: list[Number] = []
    silent: set[int] = set()
    chapter: str | None = None
    for at, article in enumerate(row):
        if article.chapter != chapter and (main := within.get(article.chapter or "")):
            before = Number((main, *NONE.parts))
        chapter = article.chapter
        if goes_unnumbered(article):
            silent.add(at)
        elif article.number is not None:
            before = article.number
        numbers.append(before)
    told = told_apart(numbers, silent)
    return tuple(
        article
        if article.number is None or _alike(article.number, n := _named(number, at in silent))
        else replace(article, number=n)
        for at, (article, number) in enumerate(zip(row, told, strict=True))
    )


def _named(number: Number, silent: bool) -> Number:
    return replace(number, unprinted=True) if silent else number


def _alike(one: Number, other: Number) -> bool:
    marks = ((each.doubled, each.unprinted, each.block) for each in (one, other))
    return one == other and next(marks) == next(marks)


def carriers(row: Sequence[Article]) -> dict[Number, Number | None]:
    """By its number, what each article without one of its own stands behind in its row."""
    before: Article | None = None
    found: dict[Number, Number | None] = {}
    for article in row:
        if article.number is None:
            continue
        if goes_unnumbered(article):
            stood = before.number if before is not None else None
            # Where articles are counted in their chapters, those of another one are no row of it.
            beside = stood is not None and stood.stem == article.number.stem
            found[article.number] = stood if beside else None
        else:
            before = article
    return found


def counted_in_blocks(row: Sequence[Article], blocks: Sequence[Chapter]) -> tuple[Article, ...]:
    """The articles of supplementary provisions in their order, each block counted for itself.

    The number of each is told from those of the other blocks, and named by the title of its own.
    """
    titles = block_titles(blocks)
    stood: Counter[tuple[int, ...]] = Counter()
    found: list[Article] = []
    for home in (None, *titles):
        inner = [article for article in row if article.chapter == home]
        for article in counted(inner):
            number = article.number
            if number is not None:
                stood[number.parts] += 1
                number = replace(
                    number, nth=stood[number.parts], block=titles.get(home or "", ""),
                    inside=0 if number.unprinted and len(inner) == 1 else number.nth,
                )  # fmt: skip
            found.append(replace(article, number=number))
    return tuple(found)


def block_titles(blocks: Sequence[Chapter]) -> dict[str, str]:
    """By key, what each block of supplementary provisions is called in addresses.

    Of several that have one title, or none but the words themselves, the number behind a ``#``
    says which one it is. With none but the words it is the second or a later one: the first
    stands in front of all blocks, and is no block.
    """
    told: dict[str, str] = {}
    titles = [title_key(block.heading or "") for block in blocks]
    for at, block in enumerate(blocks):
        bare = _BARE.fullmatch(titles[at]) is not None
        alone = titles.count(titles[at]) == 1 and not bare
        nth = titles[: at + 1].count(titles[at]) + bare
        told[block.key] = (block.heading or "") + ("" if alone else f"#{nth}")
    return told


def is_first_block(title: str) -> bool:
    """Whether a title in an address means the first block of several, which has none of its own."""
    named, _, nth = title.partition("#")
    return nth == "1" and _BARE.fullmatch(title_key(named)) is not None


def titles_alike(title: str, blocks: Sequence[Chapter]) -> tuple[str, ...]:
    """The titles that ``title``, which none of the blocks has, may be meant for, nearest first.

    A new block is commonly titled by its day, or as another one is but for the figures: then
    none is. A part of a date, or words that are nearly those of another one, may be mistyped.
    """
    plain = title_key(title)
    others = {each.heading: title_key(each.heading) for each in blocks if each.heading}
    if _DAY.search(plain) or _FIGURES.sub("0", plain) in {
        _FIGURES.sub("0", each) for each in others.values()
    }:
        return ()
    from difflib import SequenceMatcher

    likeness = {
        shown: SequenceMatcher(None, plain, each, autojunk=False).ratio()
        for shown, each in others.items()
    }
    near = sorted(likeness, key=lambda shown: -likeness[shown])
    return tuple(shown for shown in near if likeness[shown] >= _ALIKE)[:3]


_ALIKE: Final = 0.6
_FIGURES: Final = compiled(r"[0-9]+|[〇一二三四五六七八九十百元]+")
_DAY: Final = compiled(
    r"年.+月.+日|[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[a-z]{3,9}\.?[0-9]{1,2},[0-9]{4}"
    r"|[0-9]{1,2}[a-z]{3,9}[0-9]{4}"
)
"""A whole date, in a title without spaces."""
_BARE: Final = compiled(r"|附則|supplementaryprovisions")


def title_key(title: str) -> str:
    """A title as it compares with others: without spaces, widths and case; 付則 is 附則."""
    plain = "".join(unicodedata.normalize("NFKC", title).split()).casefold()
    return plain.replace("付則", "附則")


def put_back(
    row: Sequence[Article], present: Sequence[Article], chapters: Sequence[str]
) -> tuple[Article, ...]:
    """``row`` with those that have no number, where they stood in the row ``present``.

    Each stands behind what it stood behind in its chapter, or where that is gone behind what stood
    before it; at the beginning of its chapter otherwise. ``row`` holds the ones without a number
    at its end, in any order; ``chapters`` are all chapters, by key.
    """
    loose = {each.key: each for each in row if each.number is not None and goes_unnumbered(each)}
    if not loose:
        return tuple(row)
    homes: dict[str | None, list[Article]] = {key: [] for key in (None, *chapters)}
    for article in row:
        if article.key not in loose:
            homes.setdefault(article.chapter, []).append(article)
    for at, stood in enumerate(present):
        if stood.key not in loose:
            continue
        article = loose[stood.key]
        here = homes[article.chapter]
        dissolved = [stood.chapter] if stood.chapter != article.chapter else []
        keys = [each.key for each in here]
        before = (
            each.key
            for each in reversed(present[:at])
            if each.key in keys and stood.chapter in (each.chapter, *dissolved)
        )
        anchor = next(before, None)
        here.insert(0 if anchor is None else keys.index(anchor) + 1, article)
    return tuple(article for here in homes.values() for article in here)
