"""Bare differences turned into what a drafter would underline.

The rules, in their order; every one treats the two sides alike:

1. White space that joins or parts two words (ＡＢＣ　商事, ＡＢＣ商事) makes the words changed.
2. What moved by one place in a row of numbers is taken as replaced in its place: of "8 through
   10" and "10 through 12" the word is what stays, not the 10.
3. Two things that change places are changed both: 取締役および監査役, 監査役および取締役. A list
   that grows at its end is changed from its conjunction on: 会長及び理事, 会長、理事及び監事.
4. Words left standing between two rewritten stretches are underlined with them, and so is a
   comma or a bracket between two changed words; but not a quotation mark that opens or closes
   a name on both sides: 取締役「甲」 against 監査役「乙」.
5. An insertion or a deletion that can stand in several places takes the one where it begins
   and ends best: at a sentence, at a clause, after a comma, at a phrase.
6. Of a pair of brackets around changed words both are underlined, or neither.
7. A passage of which less than a third is left, or less than half in four or more shreds, is
   underlined from its first change to its last, and together with the rest of its sentences if
   of these too less than a third (of Japanese ones: less than two fifths) is left. Where all of
   a Japanese sentence is changed, so is its full stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from amendtool.comparison.alignment import Edit
from amendtool.comparison.sides import CLOSING, CONJUNCTIONS, GRAMMAR, OPENING, WORD, Side, weigh

__all__ = ["common", "joined", "kept", "marked"]

# Unchanged words between two changes are underlined too if each change weighs this many times
# as much: "the" needs two words on either side, a full word six.
_SWALLOW = 6
# What it is worth that a moved change meets its neighbour (see ``Side.fit``).
_MEETING = 4


class _Measure(NamedTuple):
    """A passage is underlined whole that weighs ``least`` and of which less than a part is left.

    Both are those of the shorter side; the part is ``part`` in ``whole``.
    """

    least: int
    part: int
    whole: int


# Of "The President" against "The Chairman" the article stays; a passage has eight words and more.
_PASSAGE = _Measure(8 * WORD, 1, 3)
_SENTENCE = _Measure(4 * WORD, 2, 5)
# Four changes and more leave shreds: half of what they span is too little to read.
_SHREDS = 4
_SHREDDED = _Measure(5 * WORD, 1, 2)
# Never more than three words in one place are taken into a passage.
_SCATTERED = 3 * WORD
# What stays of a name in quotation marks; English ones are taken with the words, as commas are.
_QUOTES = frozenset("「」『』")
# How many changes at most are looked at together, to bound the work on a very long text.
_PASSAGE_EDITS = 32
_NEVER = _SCATTERED + 1


def marked(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """``edits`` of the words of two sides by the rules of this module, in order, never touching."""
    edits = list(joined(_parted_words(ours, theirs, edits)))
    edits = _in_place(ours, theirs, edits)
    edits = _merged(ours, theirs, edits, _change_places, _lengthen)
    edits = _merged(ours, theirs, edits, _too_little_between)
    edits = _slide(ours, theirs, edits)
    edits = _merged(ours, theirs, edits, _too_little_between)
    edits = _close_brackets(ours, theirs, edits)
    edits = _rewritten_passages(ours, theirs, edits)
    edits = _rewritten_sentences(ours, theirs, edits)
    return list(joined(_with_full_stop(ours, theirs, edit) for edit in edits))


def kept(ours: Side, edits: Sequence[Edit]) -> int:
    """What the words weigh that the edits leave unchanged."""
    return ours.total() - sum(ours.weight(edit.left_start, edit.left_end) for edit in edits)


def joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The same changes, with those made one that overlap or touch."""
    last: Edit | None = None
    for edit in edits:
        if last is None:
            last = edit
        elif edit.left_start <= last.left_end or edit.right_start <= last.right_end:
            last = Edit(
                last.left_start,
                max(last.left_end, edit.left_end),
                last.right_start,
                max(last.right_end, edit.right_end),
            )
        else:
            yield last
            last = edit
    if last is not None:
        yield last


def common(ours: Side, theirs: Side, edits: Sequence[Edit]) -> Iterator[tuple[int, int, int]]:
    """The stretches without a change: place on the left, on the right, number of words."""
    left = right = 0
    for edit in edits:
        yield left, right, edit.left_start - left
        left, right = edit.left_end, edit.right_end
    yield left, right, len(ours.words) - left


def _parted_words(ours: Side, theirs: Side, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, and one for every two words that white space parts on one side only."""
    for number, (left, right, length) in enumerate(common(ours, theirs, edits)):
        inner = slice(left + 1, left + length), slice(right + 1, right + length)
        same = ours.gaps[inner[0]] == theirs.gaps[inner[1]]
        for i in () if same else range(1, length):
            if bool(ours.gaps[left + i]) != bool(theirs.gaps[right + i]):
                pair = ours.words[left + i - 1 : left + i + 1]
                if all(any(c.isalnum() for c in word) for word in pair):
                    yield Edit(left + i - 1, left + i + 1, right + i - 1, right + i + 1)
        if number < len(edits):
            yield edits[number]


def _in_place(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, in which no number is deleted here and inserted there that can be replaced.

    A deletion and an insertion of as many words become replacements in place if that leaves
    words of no less weight unchanged; here a number counts as little as a word of grammar.
    """
    placed: list[Edit] = []
    for edit in edits:
        placed.append(edit)
        if len(placed) < 2 or _replaces(placed[-2]) or _replaces(edit):
            continue
        between = ours.words[placed[-2].left_end : edit.left_start]
        left_start, left_end, right_start, right_end = _span(placed[-2], edit)
        if left_end - left_start == right_end - right_start:
            places = list(
                zip(range(left_start, left_end), range(right_start, right_end), strict=True)
            )
            same = [ours.words[i] for i, j in places if ours.words[i] == theirs.words[j]]
            if sum(map(_steadiness, same)) >= sum(map(_steadiness, between)):
                placed[-2:] = [
                    Edit(i, i + 1, j, j + 1) for i, j in places if ours.words[i] != theirs.words[j]
                ]
    return list(joined(placed))


def _replaces(edit: Edit) -> bool:
    return edit.left_start < edit.left_end and edit.right_start < edit.right_end


def _merged(
    ours: Side, theirs: Side, edits: Sequence[Edit], *one: Callable[[Side, Side, Edit, Edit], bool]
) -> list[Edit]:
    """The edits, with those made one that are one by any of the rules ``one``."""
    merged: list[Edit] = []
    for edit in edits:
        merged.append(edit)
        while len(merged) > 1 and any(rule(ours, theirs, *merged[-2:]) for rule in one):
            merged[-2:] = [_span(*merged[-2:])]
    return merged


def _change_places(ours: Side, theirs: Side, first: Edit, last: Edit) -> bool:
    """Whether two things change places.

    Of 取締役および監査役 and 監査役および取締役 neither is what stays. The same words are deleted
    before and inserted after what is hardly more than they are, or the other way round.
    """
    if _replaces(first) or _replaces(last) or _parts_sentences(ours, theirs, first, last):
        return False
    both = (*_words(ours, theirs, first), *_words(ours, theirs, last))
    moved = [sorted(words) for words in both if words]
    weight = sum(map(weigh, moved[0]))
    return moved[0] == moved[1] and ours.weight(first.left_end, last.left_start) <= 2 * weight


def _lengthen(ours: Side, theirs: Side, first: Edit, last: Edit) -> bool:
    """Whether a member comes after the last of a list, or goes from there.

    会長[及び理事] becomes 会長[、理事及び監事]: so amending acts quote it, with 理事 in it.
    """
    before, after = _words(ours, theirs, first), _words(ours, theirs, last)
    for (short, long), (none, more) in zip(
        (before, before[::-1]), (after, after[::-1]), strict=True
    ):
        if long == ("、",) and len(short) == 1 and short[0] in CONJUNCTIONS:
            between = ours.words[first.left_end : last.left_start]
            member = ours.weight(first.left_end, last.left_start) <= _SCATTERED
            return not none and more[:1] == short and member and "、" not in between
    return False


def _words(ours: Side, theirs: Side, edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        ours.words[edit.left_start : edit.left_end],
        theirs.words[edit.right_start : edit.right_end],
    )


def _steadiness(word: str) -> int:
    return GRAMMAR if any(character.isnumeric() for character in word) else weigh(word)


def _slide(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """Every pure insertion and deletion moved to where it begins and ends best."""
    placed: list[Edit] = []
    for number, edit in enumerate(edits):
        if _replaces(edit):
            placed.append(edit)
            continue
        if edit.left_start < edit.left_end:
            side, start, end = ours, edit.left_start, edit.left_end
        else:
            side, start, end = theirs, edit.right_start, edit.right_end
        following = edits[number + 1].left_start if number + 1 < len(edits) else len(ours.words)
        room_before = edit.left_start - (placed[-1].left_end if placed else 0)
        room_after = following - edit.left_end
        first = last = 0
        words = side.words
        while first > -room_before and words[start + first - 1] == words[end + first - 1]:
            first -= 1
        while last < room_after and words[start + last] == words[end + last]:
            last += 1
        meeting = {
            -room_before if placed else None,
            room_after if number + 1 < len(edits) else None,
        }
        # One change is better than two. The last of equals: what is added after a like phrase is
        # the second one.
        best = max(
            range(first, last + 1),
            key=lambda by: (
                side.fit(start + by) + side.fit(end + by) + _MEETING * (by in meeting),
                by,
            ),
        )
        placed.append(Edit(*(place + best for place in edit)))
        placed[-2:] = joined(placed[-2:])
    return list(joined(placed))


def _span(first: Edit, last: Edit) -> Edit:
    return Edit(first.left_start, last.left_end, first.right_start, last.right_end)


def _too_little_between(ours: Side, theirs: Side, first: Edit, last: Edit) -> bool:
    """Whether too little stands between two changes to be left standing."""
    # Between two insertions, or two deletions, stands the text of the other side itself.
    if not (first.left_start < first.left_end or last.left_start < last.left_end):
        return False
    if not (first.right_start < first.right_end or last.right_start < last.right_end):
        return False
    between = ours.words[first.left_end : last.left_start]
    if any(word in _QUOTES for word in between):
        return False
    left_between = ours.weight(first.left_end, last.left_start)
    lesser = min(
        max(
            ours.weight(edit.left_start, edit.left_end),
            theirs.weight(edit.right_start, edit.right_end),
        )
        for edit in (first, last)
    )
    return left_between * _SWALLOW <= lesser and not _parts_sentences(ours, theirs, first, last)


def _parts_sentences(ours: Side, theirs: Side, first: Edit, last: Edit) -> bool:
    """Whether a sentence ends between two edits of which one is a mere insertion or deletion.

    A sentence that comes in or goes is a change of its own, however little stands before it.
    """
    if _replaces(first) and _replaces(last):
        return False
    return any(
        ours.sentence_ends(first.left_end + i) and theirs.sentence_ends(first.right_end + i)
        for i in range(1, last.left_start - first.left_end + 1)
    )


def _close_brackets(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, none of which has one bracket of a pair that stands around its last words."""
    left_words, right_words = ours.words, theirs.words
    closed = []
    for edit in edits:
        left_start, left_end, right_start, right_end = edit
        left_open, left_close = _unmatched(left_words[left_start:left_end])
        right_open, right_close = _unmatched(right_words[right_start:right_end])
        if left_open and right_open and left_end < len(left_words):
            after = left_words[left_end]
            if after == OPENING[left_open] == OPENING[right_open] == right_words[right_end]:
                left_end, right_end = left_end + 1, right_end + 1
        if left_close and right_close and left_start:
            before = left_words[left_start - 1]
            if OPENING.get(before) == left_close == right_close:
                left_start, right_start = left_start - 1, right_start - 1
        closed.append(Edit(left_start, left_end, right_start, right_end))
    return list(joined(closed))


def _unmatched(words: Sequence[str]) -> tuple[str, str]:
    """The last bracket opened and not closed in ``words``, the first closed and not opened."""
    opened: list[str] = []
    closed = ""
    for word in words:
        if word in OPENING:
            opened.append(word)
        elif word in CLOSING:
            if opened and OPENING[opened[-1]] == word:
                opened.pop()
            else:
                closed = closed or word
    return opened[-1] if opened else "", closed


def _rewritten_passages(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, with those made one that have few and scattered words left between them."""
    between = [
        _NEVER
        if _parts_sentences(ours, theirs, before, after)
        else ours.weight(before.left_end, after.left_start)
        for before, after in pairwise(edits)
    ]
    merged: list[Edit] = []
    at = 0
    while at < len(edits):
        end, left_over = at, 0
        for following in range(at + 1, min(at + _PASSAGE_EDITS, len(edits))):
            here = between[following - 1]
            if here > _SCATTERED:
                break
            left_over += here
            whole = _span(edits[at], edits[following])
            if _is_rewritten(ours, theirs, whole, left_over) or (
                following - at + 1 >= _SHREDS
                and _is_rewritten(ours, theirs, whole, left_over, _SHREDDED)
            ):
                end = following
        merged.append(_span(edits[at], edits[end]))
        at = end + 1
    return merged


def _is_rewritten(
    ours: Side, theirs: Side, passage: Edit, left_over: int, measure: _Measure = _PASSAGE
) -> bool:
    lesser = min(
        ours.weight(passage.left_start, passage.left_end),
        theirs.weight(passage.right_start, passage.right_end),
    )
    return lesser >= measure.least and left_over * measure.whole < lesser * measure.part


def _rewritten_sentences(ours: Side, theirs: Side, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, or one that spans all their sentences if hardly a word of these is left."""
    if not edits:
        return []
    first, last = edits[0], edits[-1]
    left_start, right_start = first.left_start, first.right_start
    while not (ours.sentence_ends(left_start) and theirs.sentence_ends(right_start)):
        if not left_start or not right_start:
            break
        left_start, right_start = left_start - 1, right_start - 1
    left_end, right_end = last.left_end, last.right_end
    while not (ours.sentence_ends(left_end) and theirs.sentence_ends(right_end)):
        if left_end == len(ours.words) or right_end == len(theirs.words):
            break
        left_end, right_end = left_end + 1, right_end + 1
    left = ours.total() - ours.weight(left_start, left_end)
    whole = Edit(left_start, left_end, right_start, right_end)
    # A Japanese sentence has no articles and few pronouns: four words of it are a provision.
    japanese = "。" in (
        *ours.words[left_end - 1 : left_end],
        *theirs.words[right_end - 1 : right_end],
    )
    measure = _SENTENCE if japanese else _PASSAGE
    if _is_rewritten(ours, theirs, whole, kept(ours, edits) - left, measure):
        return [whole]
    return list(edits)


def _with_full_stop(ours: Side, theirs: Side, edit: Edit) -> Edit:
    """The edit, with the 。 of a Japanese sentence of which nothing else is left."""
    left_start, left_end, right_start, right_end = edit
    stops = (ours.words[left_end : left_end + 1], theirs.words[right_end : right_end + 1])
    if (
        _replaces(edit)
        and stops == (("。",), ("。",))
        and ours.sentence_ends(left_start)
        and theirs.sentence_ends(right_start)
    ):
        return Edit(left_start, left_end + 1, right_start, right_end + 1)
    return edit
