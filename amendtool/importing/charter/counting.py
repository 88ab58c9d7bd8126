"""Which drafting style a document shows by how it counts its articles.

Sections that are counted in their Article move with it: Section 2.1 is Section 3.1 once another
Article stands before it. Articles that run through all chapters do not. A document shows which of
the two it has, so nobody is asked, and a style that was named for it by mistake is put right.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Final

from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, EN, DraftingStyle
from amendtool.importing.charter.outline import ArticleEntry, Outline

_MOST: Final = 0.7
"""Such a part of them tells what all are meant to do: a number may be typed wrongly."""
_FAMILY: Final = (EN.name, BYLAWS.name, BYLAWS_RESTART.name)


def counted_as(outline: Outline, style: DraftingStyle) -> DraftingStyle:
    """The style that counts articles as a document does; ``style`` where it tells nothing.

    ``outline`` is the one of :func:`~amendtool.importing.charter.outline.outline_of` in which
    articles are not known to be counted in chapters. Styles of a language with one way of
    counting stay.
    """
    if style.name not in _FAMILY:
        return style
    found = _shown(outline, style)
    return style if found.name == style.name else found


def _shown(outline: Outline, style: DraftingStyle) -> DraftingStyle:
    entries = [each for each in outline.articles if each.number is not None and each.label]
    if not entries:
        return style
    if stand_outside(outline):
        return EN if style.numbered_in_chapters else style
    if not any(each.chapter for each in entries):
        # Without chapters only the word tells: an Article is no chapter here.
        return EN if outline.family == "article" else style
    if not all(each.chapter for each in entries) or any(each.outer for each in outline.chapters):
        # Numbers that are counted in chapters have no place outside, or two levels below.
        return EN if style.numbered_in_chapters and _run_on(entries) else style
    if sum(map(_holds_its_chapter, entries)) >= _MOST * len(entries):
        return BYLAWS
    if any(each.dotted for each in entries):
        return style
    rows = [list(row) for _, row in groupby(entries, key=lambda each: id(each.chapter))]
    if len(rows) == 1:
        return style
    if sum(_first(row) == 1 for row in rows) >= max(_MOST * len(rows), 2):
        return BYLAWS_RESTART
    return EN if _run_on(entries) else style


def stand_outside(outline: Outline) -> bool:
    """Whether some section that has the number of its Article in front, as 1.1, stands in none.

    Such a number could not be read back in a style whose sections get it from their Article.
    """
    return any(
        each.number is not None and each.label and each.dotted and not each.chapter
        for each in outline.articles
    )


def _holds_its_chapter(entry: ArticleEntry) -> bool:
    """Whether its number begins with that of its chapter, as 2.1 in Article II does."""
    above = entry.chapter.number if entry.chapter is not None else None
    number = entry.number
    if above is None or number is None:
        return False
    return entry.dotted and number.main == above.main


def _first(row: list[ArticleEntry]) -> int | None:
    return row[0].number.main if row[0].number is not None else None


def _run_on(entries: list[ArticleEntry]) -> bool:
    """Whether the numbers go on from one chapter to the next."""
    rows = [list(row) for _, row in groupby(entries, key=lambda each: id(each.chapter))]
    ends = [[each.number.main for each in row if each.number] for row in rows]
    if any(each.dotted for each in entries):
        return False
    risen = [one[-1] < other[0] for one, other in pairwise(ends)]
    return bool(risen) and sum(risen) >= _MOST * len(risen)
