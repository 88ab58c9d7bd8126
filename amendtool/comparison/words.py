"""Two texts compared word by word: the runs that a drafter would underline on each side.

The rules are those of ``docs/table-conventions.md``, "Underlines". The text is cut into
:mod:`~amendtool.comparison.tokens`, the common tokens are found by
:mod:`~amendtool.comparison.alignment`, and :mod:`~amendtool.comparison.underlines` turns the bare
differences into what a drafter would mark. White space takes no part in any of it: it is
changed between changed words, or where it alone is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from amendtool.comparison.alignment import Edit, differences
from amendtool.comparison.one_sentence import OneSentence, one_sentence, replaced, side_of
from amendtool.comparison.runs import joined as joined_runs
from amendtool.comparison.sides import Side, weigh
from amendtool.comparison.table import Run
from amendtool.comparison.underlines import common, joined, kept, marked

__all__ = ["compare", "compare_tokens"]

# Comparing by sentences keeps a sentence together that a comparison of the whole would take
# from two; for that it may leave fewer words unchanged, by this part of all words.
_TOLERANCE = 8
# The pairs of sentences grow with the square of the text: a longer one is compared as a whole.
_SENTENCE_WORDS = 4_000
_SENTENCE_PAIRS = 2_500


def compare(left: str, right: str, language: str = "en") -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of ``left`` and of ``right``; changed ones are to be underlined.

    ``language`` is a BCP 47 tag. The laws, for any two texts (Hypothesis tests hold them):

    - The runs of a side, joined, are its text; none is empty; neighbours differ in their flag.
    - The unchanged runs of both sides, joined, are equal once white space is removed.
    - Equal texts have no changed run; unequal texts have one on at least one side.
    - A run begins and ends at a token: no grapheme cluster, word or number is cut.
    - A changed run neither begins nor ends with white space, unless it is nothing else, or the
      other text is empty.
    - ``compare(right, left)`` is the same the other way round.
    - The result depends on nothing but the arguments.
    """
    if left == right:
        return _one_run(left, changed=False), _one_run(right, changed=False)
    if not left or not right:
        return _one_run(left, changed=True), _one_run(right, changed=True)
    # One order for both directions: a search in the other might find another solution.
    if (len(right), right) < (len(left), left):
        mirrored = compare(right, left, language)
        return mirrored[1], mirrored[0]
    apart = one_sentence(left, right)
    return (apart and _compared_apart(apart, language)) or _compared(
        side_of(left, language), side_of(right, language)
    )


def compare_tokens(
    left: Sequence[str], right: Sequence[str]
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of two different texts that are cut already, by whatever means.

    The rules for what is marked are those of :func:`compare`; only where a word may begin and
    end is up to the caller. The first text has to be the shorter one, or if both are as long
    the one that sorts first, for the result to be the same in both directions.
    """
    return _compared(Side.of(left), Side.of(right))


def _compared(ours: Side, theirs: Side) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    return _runs(ours, theirs, _edits(ours, theirs))


def _compared_apart(
    apart: OneSentence, language: str
) -> tuple[tuple[Run, ...], tuple[Run, ...]] | None:
    """The runs of two texts by what stands in them between two sentence ends.

    None where it is more than one stretch of words that is replaced: then the whole may tell.
    """
    ours, theirs = side_of(apart.left, language), side_of(apart.right, language)
    edits = differences(ours.words, theirs.words)
    if not replaced(ours, theirs, edits):
        return None
    if not _reworded_alone(ours, theirs, ours.sentences(), theirs.sentences()):
        return None
    left, right = (
        joined_runs([Run(apart.before), *runs, Run(apart.behind)])
        for runs in _runs(ours, theirs, marked(ours, theirs, edits))
    )
    return left, right


def _one_run(text: str, *, changed: bool) -> tuple[Run, ...]:
    return (Run(text, changed),) if text else ()


def _edits(ours: Side, theirs: Side) -> list[Edit]:
    """The changes to underline, found across the whole text or sentence by sentence.

    The words of a deleted sentence may occur in another one; a drafter does not pick them out.
    So the comparison by sentences is taken where it leaves hardly fewer words unchanged.
    """
    bare = differences(ours.words, theirs.words)
    whole = marked(ours, theirs, bare)
    pairs = _paired_sentences(ours, theirs)
    if pairs is None:
        return whole
    edits: list[Edit] = []
    left = right = 0
    for left_start, left_end, right_start, right_end in pairs:
        edits.append(Edit(left, left_start, right, right_start))
        edits += (
            Edit(
                one[0] + left_start, one[1] + left_start, one[2] + right_start, one[3] + right_start
            )
            for one in differences(
                ours.words[left_start:left_end], theirs.words[right_start:right_end]
            )
        )
        left, right = left_end, right_end
    edits.append(Edit(left, len(ours.words), right, len(theirs.words)))
    edits = list(_as_they_begin(ours, theirs, edits))
    if edits == bare:
        return whole
    by_sentence = marked(ours, theirs, edits)
    lost = kept(ours, whole) - kept(ours, by_sentence)
    return by_sentence if lost * _TOLERANCE <= ours.total() + theirs.total() else whole


def _as_they_begin(ours: Side, theirs: Side, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits that change anything, without the words with which both sides of one begin.

    A sentence that comes in before a reworded one may begin as that did: 当会社の公告は… and
    当会社の公告方法は…。ただし、… have 当会社の in common, whichever sentence goes on.
    """
    for edit in joined(edit for edit in edits if edit[0] < edit[1] or edit[2] < edit[3]):
        pairs = zip(
            ours.words[edit.left_start : edit.left_end],
            theirs.words[edit.right_start : edit.right_end],
            strict=False,
        )
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        begun = Edit(edit.left_start + same, edit.left_end, edit.right_start + same, edit.right_end)
        # A sentence of marks alone is paired with none, and yet may be the same on both sides.
        if begun.left_start < begun.left_end or begun.right_start < begun.right_end:
            yield begun


def _paired_sentences(ours: Side, theirs: Side) -> list[Edit] | None:
    """The sentences that are the same sentence, perhaps reworded; the others are new or gone.

    None if there is nothing to pair, or too much.
    """
    if len(ours.words) + len(theirs.words) > _SENTENCE_WORDS:
        return None
    left, right = ours.sentences(), theirs.sentences()
    if (len(left) < 2 and len(right) < 2) or len(left) * len(right) > _SENTENCE_PAIRS:
        return None
    if _reworded_alone(ours, theirs, left, right):
        return [Edit(*one, *other) for one, other in zip(left, right, strict=True)]
    left_words = [Counter(ours.words[start:end]) for start, end in left]
    right_words = [Counter(theirs.words[start:end]) for start, end in right]
    # The best sum of the weights in common from sentences i and j on, by dynamic programming.
    best = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    # A sentence that begins as another is the other, reworded: what both begin with counts twice.
    alike = [
        [
            sum(weigh(word) * count for word, count in (one & other).items())
            + _common_beginning(ours.words[slice(*left[i])], theirs.words[slice(*right[j])])
            for j, other in enumerate(right_words)
        ]
        for i, one in enumerate(left_words)
    ]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs = []
    i = j = 0
    while i < len(left) and j < len(right):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append(Edit(*left[i], *right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _reworded_alone(
    ours: Side,
    theirs: Side,
    left: Sequence[tuple[int, int]],
    right: Sequence[tuple[int, int]],
) -> bool:
    """Whether one sentence is reworded and all others are the same: the usual case.

    Then the sentences in their order are the best pairs, and the only ones: what is the same
    counts twice, and no sentence can count more with another one than with its like.
    """
    if len(left) != len(right):
        return False
    others = 0
    for one, other in zip(left, right, strict=True):
        words, there = ours.words[slice(*one)], theirs.words[slice(*other)]
        if words != there:
            others += 1
            if others > 1 or not any(weigh(word) for word in set(words) & set(there)):
                return False
        elif not ours.weight(*one):
            return False
    return others == 1


def _common_beginning(left: Sequence[str], right: Sequence[str]) -> int:
    """What the words weigh with which both begin."""
    weight = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        weight += weigh(one)
    return weight


def _runs(
    ours: Side, theirs: Side, edits: Sequence[Edit]
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of both sides. White space is changed inside a change, or if it alone is."""
    left_gaps = set() if ours.words else {0}
    right_gaps = set() if theirs.words else {0}
    for number, (left, right, length) in enumerate(common(ours, theirs, edits)):
        # White space beside a change is not compared: one side may have none there.
        begin = 0 if number == 0 and length else 1
        end = length + 1 if number == len(edits) and length else length
        if ours.gaps[left + begin : left + end] == theirs.gaps[right + begin : right + end]:
            continue
        for i in range(begin, end):
            if ours.gaps[left + i] != theirs.gaps[right + i]:
                left_gaps.add(left + i)
                right_gaps.add(right + i)
    return (
        _side_runs(ours, [(edit.left_start, edit.left_end) for edit in edits], left_gaps),
        _side_runs(theirs, [(edit.right_start, edit.right_end) for edit in edits], right_gaps),
    )


def _side_runs(side: Side, changes: Sequence[tuple[int, int]], gaps: set[int]) -> tuple[Run, ...]:
    # The white space and the words of the side by turns, and of each whether it is changed.
    parts = [""] * (2 * len(side.words) + 1)
    parts[0::2], parts[1::2] = side.gaps, side.words
    flags = bytearray(len(parts))
    for start, end in changes:
        inside = range(2 * start + 1, 2 * end)
        flags[2 * start + 1 : 2 * end] = b"\1" * len(inside)
    for gap in gaps:
        # Where there is no white space nothing is changed.
        flags[2 * gap] |= bool(side.gaps[gap])
    runs: list[Run] = []
    start, flag = 0, flags[0]
    while start < len(parts):
        end = flags.find(1 - flag, start)
        end = len(parts) if end < 0 else end
        text = "".join(parts[start:end])
        if text:
            runs.append(Run(text, bool(flag)))
        start, flag = end, 1 - flag
    return tuple(runs)
