"""References in texts that move: whether they still say what they said, read from there."""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.amendments.crossrefs.provenance import Carrying, outer
from amendtool.articles.addresses import Spot
from amendtool.articles.numbers import Number
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Level,
    Reference,
    Relation,
)
from amendtool.articles.references.resolver import CHAPTER_LEVELS, resolve
from amendtool.articles.references.text_location import Standing


def alone(place: CitedPlace) -> Reference:
    """A reference that is this place and nothing else."""
    return Reference(
        start=place.start, end=place.end, text="", category=Category.INTERNAL, members=(place,)
    )


def still_said(
    carrying: Carrying,
    standing: Standing,
    home: Standing,
    place: CitedPlace,
    targets: Sequence[Spot],
    *,
    is_open: bool,
) -> bool | None:
    """Whether a place that is read from where it stands still means ``targets``.

    "paragraph 2" and "this Article" mean others in another article. None for a place that
    names its article, and for a text that stands where it stood.
    """
    named = [level.meant for level in place.levels]
    if not is_open and _says_too_little(standing, named, targets[0]):
        return False
    if any(one.relation is Relation.NUMBERED and one.level is Level.ARTICLE for one in named):
        return None
    chapters = any(one.level in CHAPTER_LEVELS for one in named)
    # "this Chapter" is read in another chapter also when the article has moved as a whole.
    this = chapters and any(one.relation is Relation.THIS for one in named)
    if not this and (chapters or not carrying.uprooted(standing, home)):
        return None
    now = resolve(carrying.new, standing, alone(place))[0]
    if now.trouble is not None:
        return False
    if is_open and not this:
        # "the preceding items": those of the same provision, however many.
        return {outer(spot) for spot in now.targets} == {outer(spot) for spot in targets}
    return now.targets == tuple(targets)


def _says_too_little(standing: Standing, named: Sequence[Cited], target: Spot) -> bool:
    """Whether a target went out of what a place leaves unsaid, or is a part of what it was.

    "paragraph 2" leaves its article unsaid; "Article 11" may have become a paragraph.
    """
    if named[-1].level is Level.ARTICLE:
        return target.paragraph is not None
    here = standing.spot
    first = named[0]
    if first.level is Level.PARAGRAPH or (
        first.level is Level.ARTICLE and first.relation is Relation.THIS
    ):
        return target.key != here.key
    if first.level is Level.ITEM:
        return (target.key, target.paragraph) != (here.key, here.paragraph or Number.of(1))
    return False
