"""Which provision of a row goes on as which one of another row: the one rule for that.

What a table compares and what an amendment restates are paired by it. The pairing keeps the order
on both sides and is the best one as a whole: what an operation has said, then equal texts, then
those that share most words; where that leaves a doubt, the number decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Body, Provision, body_texts, provisions_of, same_words
from amendtool.patterns import compiled

Words: TypeAlias = Callable[[Iterator[str]], "Counter[Any]"]
"""The words of the texts of a provision, however they are told apart."""
SurelyAlike: TypeAlias = Callable[[Provision, Provision], bool]
"""Whether two provisions share at least the part :data:`ALIKE` of those words, or it is open."""
NOTHING_KNOWN: Final[Mapping[Hashable, Hashable]] = {}

ALIKE = 0.3
"""Provisions that share fewer of their words than this are one deleted and one new.

Any two provisions of one document have particles, articles and "the Company" in common.
"""
# What a pair is worth beside the part of the words that it shares, which is 1 at most. The sum
# over all pairs decides, so each has to outweigh several of those below it.
_SETTLED = 10.0  # an operation has said so
_EQUAL = 2.0  # an unchanged text is never given up for one that is reworded
# What keeps its number stands where it stood: of two that share nearly as many words it is the one.
_SAME_NUMBER = 0.1
_SAME_NUMBER_HELD = 0.25  # where nearly all words of the one stand in the other
_HELD = 0.8
_GROWN = 0.4  # words that only come or only go change less than one word that becomes another


def row_paired(
    present: Sequence[Provision],
    proposed: Sequence[Provision],
    words_of: Words,
    known: Mapping[Hashable, Hashable] = NOTHING_KNOWN,
    surely: SurelyAlike | None = None,
) -> list[tuple[Provision | None, Provision | None]]:
    """Present and proposed provisions side by side, in the order of the proposed ones.

    ``known`` gives the proposed number of present numbers that an operation has paired;
    for the others the likeness of their texts decides. A provision without a counterpart
    stands beside None; a deleted one stands where it stood. ``surely`` may tell in less time of
    two provisions that they share enough words to be one; where it does not, they are counted.
    """
    if tuple(present) == tuple(proposed) and all(old == new for old, new in known.items()):
        return list(zip(present, proposed, strict=True))  # the best pairing, and the usual one

    @cache
    def words(provision: Provision) -> Counter[Any]:
        return words_of(body_texts(provision))

    @cache
    def bare(provision: Provision) -> Counter[Any]:
        texts = list(body_texts(provision))
        plain = list(unbracketed(texts))
        return words(provision) if plain == texts else words_of(iter(plain))

    settled = {index for index, p in enumerate(proposed) if p.number in set(known.values())}

    def likeness(i: int, j: int) -> float:
        target = known.get(present[i].number)
        if target is not None or j in settled:
            return _SETTLED if target == proposed[j].number else 0.0
        same_number = present[i].number == proposed[j].number
        if same_words(present[i].body, proposed[j].body):
            return _EQUAL + (_SAME_NUMBER if same_number else 0.0)
        old_words, new_words = words(present[i]), words(proposed[j])
        common = max(_shared(old_words, new_words), _shared(bare(present[i]), bare(proposed[j])))
        if not same_number:
            return common if common >= ALIKE else 0.0
        if common < ALIKE:
            return 0.0
        shared = (old_words & new_words).total()
        least = min(old_words.total(), new_words.total())
        same = _SAME_NUMBER_HELD if shared >= _HELD * least else _SAME_NUMBER
        grown = not (old_words - new_words) or not (new_words - old_words)
        return common + same + (_GROWN if grown else 0.0)

    def alike(one: Provision, other: Provision) -> bool:
        # The words in brackets are looked at only where all of them leave it open.
        return (
            (surely is not None and surely(one, other))
            or _shared(words(one), words(other)) >= ALIKE
            or _shared(bare(one), bare(other)) >= ALIKE
        )

    if not known and _reworded_alone(present, proposed, alike):
        return list(zip(present, proposed, strict=True))
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


def _reworded_alone(
    present: Sequence[Provision],
    proposed: Sequence[Provision],
    alike: Callable[[Provision, Provision], bool],
) -> bool:
    """Whether one provision is reworded, and all others stay as they are: the usual case.

    Then each goes on as what stands in its place, and nothing else comes near: no pair is worth
    more than one of equal texts with the same number.
    """
    if [one.number for one in present] != [one.number for one in proposed]:
        return False
    reworded = [
        (one, other)
        for one, other in zip(present, proposed, strict=True)
        if not same_words(one.body, other.body)
    ]
    return len(reworded) == 1 and alike(*reworded[0])


_BRACKETED: Final = compiled(r"（[^（）]*）|\([^()]*\)")


def unbracketed(texts: Iterable[str]) -> Iterator[str]:
    """The texts without what stands in brackets: 取締役（監査等委員である取締役を除く。）は.

    What comes to be excepted or explained in brackets makes no other provision of one.
    """
    return (_BRACKETED.sub("", text) for text in texts)


def _shared(one: Counter[Any], other: Counter[Any]) -> float:
    """The part of the words that two texts share; 0 where one has none."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if one and other else 0.0


def kept_inside(present: Body, proposed: Body, at: Spot) -> Iterator[tuple[Spot, Spot]]:
    """Where each provision of the body at ``at`` stands in another body that takes its place.

    What is gone or new is left out; what stands elsewhere in its row, word for word, was moved.
    """
    yield from _kept_inside(present, proposed, at, at)


def _kept_inside(
    present: Body, proposed: Body, old: Spot, new: Spot
) -> Iterator[tuple[Spot, Spot]]:
    # It knows citations, which a table does not load for its rows.
    from amendtool.articles.matching import pairs_of

    found = row_paired(provisions_of(present), provisions_of(proposed), pairs_of)
    pairs = [(one, other) for one, other in found if one is not None and other is not None]
    gone = [one for one, other in found if one is not None and other is None]
    come = [other for one, other in found if one is None and other is not None]
    for one in gone:
        moved = next((each for each in come if same_words(one.body, each.body)), None)
        if moved is not None:
            come.remove(moved)
            pairs.append((one, moved))
    for one, other in pairs:
        spots = old.below(one.number), new.below(other.number)
        yield spots
        yield from _kept_inside(one.body, other.body, *spots)


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
