"""Two texts that are the same but for what stands between two sentence ends.

Then that alone is compared: the rest is neither cut into tokens nor weighed. A full stop is taken
for the end of a sentence only where nothing leaves a doubt, so that what is found is what a
comparison of the whole finds:

- No token goes on over such an end, and none looks beyond it. The tokens of the whole are those
  of its parts.
- One stretch of words that is replaced, and holds no bracket, quotation mark or full stop, is
  marked by its own sentence. No rule for what is marked goes on beyond that, or takes an equal
  sentence for the counterpart of another.

``tests/comparison/test_one_sentence.py`` holds both against the comparison of the whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from amendtool.comparison.alignment import Edit
from amendtool.comparison.sides import BRACKETS, CLOSING, OPENING, SENTENCE_ENDS, Side
from amendtool.comparison.tokens import tokens
from amendtool.patterns import compiled

__all__ = ["OneSentence", "one_sentence", "replaced", "side_of"]

_ENGLISH, _JAPANESE = ". ", "。"
# No abbreviation that ends with a full stop: they have capitals (Sept., Corp., U.S.), or are one
# letter (a.m.).
_LAST_WORD: Final = compiled(r"(?:[a-z]{5}|(?:^|[ (])[a-z]{2,4}|[0-9)])\Z")
_BEGINS: Final = {
    _ENGLISH: compiled("[A-Z]"),
    _JAPANESE: compiled("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]"),
}
_BRACKET: Final = compiled(f"[{re.escape(''.join(BRACKETS))}]")
_CLOSES: Final = "[" + "".join(f"\\{mark}" for mark in sorted({*CLOSING, '"', "'"})) + "]"
# What could be a sentence without a word: a line, or a mark that closes what nothing opened.
_UNUSUAL: Final = compiled(rf"[\n\r]|[.!?。．！？]{_CLOSES}*\s+{_CLOSES}")
_MARKS: Final = frozenset({*OPENING, *CLOSING, *SENTENCE_ENDS, '"', "'"})


class OneSentence(NamedTuple):
    """What stands ``before`` and ``behind`` on both sides, and between them on each."""

    before: str
    left: str
    right: str
    behind: str


@lru_cache(maxsize=256)  # asked to find the counterpart of a text and to compare with it
def one_sentence(left: str, right: str) -> OneSentence | None:
    """Two different texts apart; None where they have no end of a sentence in common."""
    stop = _JAPANESE if _JAPANESE in left else _ENGLISH
    ours, theirs = left.split(stop), right.split(stop)
    number = len(ours)
    if number < 2 or number != len(theirs):
        return None
    start, end = 0, number
    while start < number - 1 and ours[start] == theirs[start]:
        start += 1
    while end - 1 > start and ours[end - 1] == theirs[end - 1]:
        end -= 1
    while start and not (_ends(ours, start, stop) and _ends(theirs, start, stop)):
        start -= 1
    while end < number and not (_ends(ours, end, stop) and _ends(theirs, end, stop)):
        end += 1
    before = stop.join([*ours[:start], ""]) if start else ""
    behind = stop.join(ours[end:])
    if not (before or behind) or _UNUSUAL.search(before) or _UNUSUAL.search(behind):
        return None
    if behind and behind[-1] not in SENTENCE_ENDS:
        return None
    if _is_open(before):
        return None
    closing = stop if end < number else ""
    return OneSentence(
        before, stop.join(ours[start:end]) + closing, stop.join(theirs[start:end]) + closing, behind
    )


def _ends(parts: list[str], at: int, stop: str) -> bool:
    """Whether a sentence ends beyond doubt before part ``at``."""
    begins = _BEGINS[stop].match(parts[at]) is not None
    return begins and (stop == _JAPANESE or _LAST_WORD.search(parts[at - 1][-5:]) is not None)


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a text, as :class:`Side` counts them."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = max(0, depth + BRACKETS[bracket])
    return depth > 0


def replaced(ours: Side, theirs: Side, edits: list[Edit]) -> bool:
    """Whether one stretch of plain words is replaced, and else nothing, not even white space."""
    if len(edits) != 1 or ours.depths[-1] or theirs.depths[-1]:
        return False
    left_start, left_end, right_start, right_end = edits[0]
    if left_start == left_end or right_start == right_end:
        return False
    if not _MARKS.isdisjoint(ours.words[left_start:left_end]):
        return False
    if not _MARKS.isdisjoint(theirs.words[right_start:right_end]):
        return False
    gaps = ours.gaps[: left_start + 1], theirs.gaps[: right_start + 1]
    return (
        gaps[0] == gaps[1]
        and ours.gaps[left_end:] == theirs.gaps[right_end:]
        and not any(
            "\n" in gap
            for gap in (*ours.gaps[left_start:left_end], *theirs.gaps[right_start:right_end])
        )
    )


@lru_cache(maxsize=256)  # the same text is cut to find its counterpart and to compare with it
def side_of(text: str, language: str) -> Side:
    """The words of a text in a language."""
    return Side.of(tokens(text, language))
