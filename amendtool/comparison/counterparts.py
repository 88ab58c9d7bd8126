"""Which present provisions go on as which proposed ones, where no operation tells.

The pairing keeps the order on both sides and is the best one by likeness: equal texts
first, then those that share most words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
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
from amendtool.comparison.tokens import tokens

_ALIKE = 0.3
"""Provisions that share fewer of their words than this are one deleted and one new.

Any two provisions of one document have particles, articles and "the Company" in common.
"""
# What a pair is worth beside the part of the words that it shares, which is 1 at most. The sum
# over all pairs decides, so each has to outweigh several of those below it.
_SETTLED = 10.0  # an operation has said so
_EQUAL = 2.0  # an unchanged text is never given up for one that is reworded
_SAME_NUMBER = 0.01  # decides only between pairs that are as good otherwise
_GROWN = 0.4  # words that only come or only go change less than one word that becomes another


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
    """Present and proposed provisions side by side, in the order of the proposed ones.

    ``known`` gives the proposed number of present numbers that an operation has paired;
    for the others the likeness of their texts decides. A provision without a counterpart
    stands beside None; a deleted one stands where it stood.
    """
    if tuple(present) == tuple(proposed) and all(old == new for old, new in known.items()):
        return list(zip(present, proposed, strict=True))  # the best pairing, and the usual one
    words = cache(lambda provision: Counter(_words(provision, language)))
    settled = {index for index, p in enumerate(proposed) if p.number in set(known.values())}

    def likeness(i: int, j: int) -> float:
        target = known.get(present[i].number)
        if target is not None or j in settled:
            return _SETTLED if target == proposed[j].number else 0.0
        if present[i] == proposed[j]:
            return _EQUAL
        old_words, new_words = words(present[i]), words(proposed[j])
        total = old_words.total() + new_words.total()
        common = 2 * (old_words & new_words).total() / total if total else 0.0
        if present[i].number != proposed[j].number:
            return common if common >= _ALIKE else 0.0
        grown = not (old_words - new_words) or not (new_words - old_words)
        same = _SAME_NUMBER + (_GROWN if grown else 0.0)
        return common + same if common >= _ALIKE else 0.0

    matched = _best(len(present), len(proposed), likeness)
    rows: list[tuple[Provision | None, Provision | None]] = []
    i = 0
    for j, new in enumerate(proposed):
        if j in matched:
            while i < matched[j]:
                rows.append((present[i], None))
                i += 1
            rows.append((present[i], new))
            i += 1
        else:
            rows.append((None, new))
    rows += [(old, None) for old in present[i:]]
    return rows


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


def _words(provision: Provision, language: str) -> list[str]:
    return [
        token
        for text in body_texts(provision)
        for token in tokens(text, language)
        if not token.isspace()
    ]


def _best(rows: int, columns: int, likeness: Callable[[int, int], float]) -> dict[int, int]:
    """The order-preserving pairing of the greatest likeness, as column: row."""
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[likeness(i, j) for j in range(columns)] for i in range(rows)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = score[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            score[i][j] = max(together, score[i + 1][j], score[i][j + 1])
    matched: dict[int, int] = {}
    i = j = 0
    while i < rows and j < columns:
        if alike[i][j] and score[i][j] == score[i + 1][j + 1] + alike[i][j]:
            matched[j] = i
            i, j = i + 1, j + 1
        elif score[i][j] == score[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched
