"""Which present provisions go on as which proposed ones, and what stands between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import (
    Body,
    Provision,
    body_texts,
    closing_of,
    provisions_of,
    text_of,
)
from amendtool.articles.numbers import Number
from amendtool.articles.rows import ALIKE, row_paired
from amendtool.comparison.alignment import common_ends
from amendtool.comparison.one_sentence import one_sentence, side_of
from amendtool.values import dataclass


def known_pairs(kept: Mapping[Spot, Spot], at: Spot, to: Spot) -> dict[Hashable, Hashable]:
    """The numbers of what stands in ``at``, with those that it has in ``to``.

    What goes to another provision is paired with nothing there, and what comes from one with
    nothing here: so both are known not to go on as something else.
    """
    known: dict[Hashable, Hashable] = {}
    for before, after in kept.items():
        leaves, lands = _owner(before) == at, _owner(after) == to
        if leaves or lands:
            here = _last(before) if leaves else before
            known[here] = _last(after) if lands else after
    return known


def _owner(spot: Spot) -> Spot | None:
    return spot.owner if spot.paragraph is not None else None


def _last(spot: Spot) -> Hashable:
    return spot.items[-1] if spot.items else spot.paragraph


def pair(
    present: Sequence[Provision],
    proposed: Sequence[Provision],
    *,
    known: Mapping[Hashable, Hashable],
    language: str,
) -> list[tuple[Provision | None, Provision | None]]:
    """Present and proposed provisions side by side, by the words of their ``language``.

    See :func:`amendtool.articles.rows.row_paired`.
    """
    return row_paired(
        present,
        proposed,
        lambda texts: Counter(_words(texts, language)),
        known,
        lambda one, other: _surely_alike(one, other, language),
    )


def _surely_alike(one: Provision, other: Provision, language: str) -> bool:
    """Whether what both begin and end with, text by text, is enough for the same provision.

    What is the same on both sides can only add to the part that they share, so that no text is
    cut that stays, nor a sentence that does beside one that is reworded.
    """
    shared = words = 0
    texts = [*body_texts(one)], [*body_texts(other)]
    if len(texts[0]) != len(texts[1]):
        return False
    for left, right in zip(*texts, strict=True):
        if left != right:
            apart = one_sentence(left, right)
            left, right = (apart.left, apart.right) if apart else (left, right)
            ours, theirs = side_of(left, language).words, side_of(right, language).words
            shared += sum(common_ends(ours, theirs))
            words += len(ours) + len(theirs)
    return words > 0 and 2 * shared / words >= ALIKE


def bodies_paired(
    present: Body, proposed: Body, *, known: Mapping[Hashable, Hashable], language: str
) -> Iterator[tuple[str | Provision | None, str | Provision | None]]:
    """Two bodies side by side: their provisions as :func:`pair` has them, and their texts.

    What a body begins or ends with goes on as that of the other; a text in between as the one
    that stands between the same provisions, whatever comes or goes around it. Where none stands
    there, it stands beside None.
    """
    yield from _beside(text_of(present), text_of(proposed))
    old_texts, new_texts = _texts_between(present), _texts_between(proposed)
    stretch = _Stretch()
    for before, after in pair(
        provisions_of(present), provisions_of(proposed), known=known, language=language
    ):
        if before is not None and after is not None:
            yield from stretch.rows()
            stretch = _Stretch()
            yield before, after
        if before is not None:
            stretch.old += [before] * (after is None)
            stretch.old += [text for text in [old_texts.get(before.number)] if text]
        if after is not None:
            stretch.new += [after] * (before is None)
            stretch.new += [text for text in [new_texts.get(after.number)] if text]
    yield from stretch.rows()
    yield from _beside(closing_of(present), closing_of(proposed))


@dataclass(slots=True)
class _Stretch:
    """What stands on each side between two pairs of provisions: what goes and comes, and texts."""

    old: list[str | Provision] = field(default_factory=list)
    new: list[str | Provision] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[str | Provision | None, str | Provision | None]]:
        """Its rows: the texts beside each other as far as there are as many on both sides."""
        old, new = _up_to_texts(self.old), _up_to_texts(self.new)
        if len(old) != len(new):
            old, new = [self.old], [self.new]
        for gone, come in zip(old, new, strict=True):
            text = len(old) > 1 and bool(gone) and isinstance(gone[-1], str)
            yield from ((None, each) for each in (come[:-1] if text else come))
            yield from ((each, None) for each in (gone[:-1] if text else gone))
            if text:
                yield gone[-1], come[-1]


def _up_to_texts(side: Sequence[str | Provision]) -> list[list[str | Provision]]:
    """A side in parts, each of which but the last ends with a text."""
    parts: list[list[str | Provision]] = [[]]
    for each in side:
        parts[-1].append(each)
        if isinstance(each, str):
            parts.append([])
    return parts


def _beside(old: str, new: str) -> Iterator[tuple[str | None, str | None]]:
    if old or new:
        yield old or None, new or None


def _texts_between(body: Body) -> dict[Number, str]:
    """The texts between provisions, by the number of the one that each stands behind."""
    return {
        before.number: each
        for before, each in pairwise(body[:-1])
        if isinstance(each, str) and not isinstance(before, str)
    }


def _words(texts: Iterable[str], language: str) -> list[str]:
    return [word for text in texts for word in side_of(text, language).words]
