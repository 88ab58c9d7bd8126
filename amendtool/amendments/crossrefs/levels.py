"""What a cited level says of the provision that is cited, and of those around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amendtool.articles.addresses import Address, Spot
from amendtool.articles.numbers import Number
from amendtool.articles.references.reference import Cited, Level


def number_of(goal: Address, level: Cited, depth: int) -> Number | None:
    """The number that ``goal`` has at a cited level; ``depth`` is that of an item."""
    if level.counted and goal.article is not None and goal.article.stem:
        article = level.level is Level.ARTICLE
        return Number.of(goal.article.last if article else goal.article.main)
    if level.level is Level.ARTICLE:
        return goal.article
    if level.level is Level.PARAGRAPH:
        return goal.paragraph
    if level.level in (Level.ITEM, Level.SUBITEM):
        return goal.items[depth - 1] if len(goal.items) >= depth else None
    if goal.chapters and level.level in (Level.CHAPTER, Level.PART):
        return goal.chapters[0]
    return goal.chapters[-1] if goal.chapters else None


def prefixes(targets: Sequence[Spot], level: Cited, depth: int) -> tuple[Spot, ...]:
    """The targets down to one level, each once."""
    cut = []
    for spot in targets:
        if level.level is Level.ARTICLE or spot.paragraph is None:
            cut.append(Spot(key=spot.key))
        elif level.level is Level.PARAGRAPH:
            cut.append(replace(spot, items=()))
        else:
            cut.append(replace(spot, items=spot.items[:depth]))
    return tuple(dict.fromkeys(cut))
