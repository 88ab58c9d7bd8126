"""One side of a comparison: its words and what a drafter sees in them.

How much a word weighs, where sentences end, and where a change begins and ends well. White
space stands apart from the words: it takes no part in finding the changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from operator import not_

from amendtool.values import dataclass

__all__ = [
    "CLOSING",
    "CONJUNCTIONS",
    "GRAMMAR",
    "OPENING",
    "SENTENCE_ENDS",
    "WORD",
    "Side",
    "weigh",
]

# What a token weighs when stretches are compared: a full word, a word of grammar, a mark.
WORD = 4
GRAMMAR = 1
_MARK = 0

# Words of grammar say little by themselves: that they stay is no sign that a passage does, and a
# change does not begin or end between them and the noun that they belong to.
_ARTICLES = frozenset("a an the".split())
_BINDING = _ARTICLES | frozenset(
    "of to in on at by for from with within without under upon as per and or nor but if than"
    " that which who whose such any each every no not this these those its his her their"
    " his/her its/their and/or".split()
)
_GRAMMAR_WORDS = _BINDING | frozenset(
    "shall may will must can be is are was were been being has have had it they he/she him/her"
    " so also only other".split()
)
CONJUNCTIONS = frozenset(
    "又は 及び 並びに 若しくは 若くは 且つ 但し または および ならびに もしくは かつ".split()
)
# They belong to the noun that follows, as an article does.
_POINTING = frozenset("この その あの 当該".split())

OPENING = {"(": ")", "[": "]", "“": "”", "‘": "’"} | dict(
    zip("（「『［〔【《〈", "）」』］〕】》〉", strict=True)
)
CLOSING = frozenset(OPENING.values())
BRACKETS = dict.fromkeys("(（「『", 1) | dict.fromkeys(")）」』", -1)
_COMMAS = frozenset(",、，")
_CLAUSE_ENDS = frozenset(";:；：")
SENTENCE_ENDS = frozenset("。．.!?！？")
_AFTER_A_SENTENCE = CLOSING | {'"', "'"}
_BEFORE_AN_END = SENTENCE_ENDS | _AFTER_A_SENTENCE


@dataclass(frozen=True, slots=True)
class Side:
    """One text: its words, the white space before each and after the last.

    ``weights`` are the sums of the words' weights, ``depths`` how many brackets are open, both
    before each word and after the last.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    weights: tuple[int, ...]
    depths: tuple[int, ...]

    @classmethod
    def of(cls, parts: Iterable[str]) -> Side:
        """The side whose tokens are ``parts``."""
        cut = tuple(parts)
        blank = [*map(str.isspace, cut)]
        at = [*compress(range(len(cut)), map(not_, blank))]
        words = [cut[here] for here in at]
        # Before each word the white space behind the word before it.
        gaps = [cut[here - 1] if here and blank[here - 1] else "" for here in at]
        gaps.append(cut[-1] if cut and blank[-1] else "")
        each = {word: weigh(word) for word in set(words)}
        weights = accumulate(map(each.__getitem__, words), initial=0)
        if each.keys().isdisjoint(BRACKETS):
            depths: Iterable[int] = (0,) * len(gaps)
        else:
            # A bracket that closes none, as in "1)", counts for nothing.
            depths = accumulate(
                (BRACKETS.get(word, 0) for word in words),
                lambda sum_, one: max(0, sum_ + one),
                initial=0,
            )
        return cls(tuple(words), tuple(gaps), tuple(weights), tuple(depths))

    def weight(self, start: int, end: int) -> int:
        """What the words ``start:end`` weigh together."""
        return self.weights[end] - self.weights[start]

    def total(self) -> int:
        """What all words weigh together."""
        return self.weights[-1]

    def sentences(self) -> list[tuple[int, int]]:
        """Where the sentences begin and end."""
        # Only behind one of these words, or at a line end, can one end: most need no closer look.
        places = self._behind(_BEFORE_AN_END.intersection(self.words))
        if "\n" in "".join(self.gaps):
            line_ends = (at for at, gap in enumerate(self.gaps) if at and "\n" in gap)
            places = sorted({*places, *line_ends})
        ends = (at for at in places if at < len(self.words) and self.sentence_ends(at))
        return list(pairwise(dict.fromkeys((0, *ends, len(self.words)))))

    def _behind(self, some: Iterable[str]) -> list[int]:
        """The places behind each of some words, in order."""
        places = []
        for word in some:
            at = -1
            for _ in range(self.words.count(word)):
                at = self.words.index(word, at + 1)
                places.append(at + 1)
        return sorted(places)

    def sentence_ends(self, at: int) -> bool:
        """Whether a sentence ends before word ``at`` (or the text begins or ends there).

        One within brackets, （以下「本件株式」という。）, is part of the sentence around it.
        """
        if at <= 0 or at >= len(self.words) or "\n" in self.gaps[at]:
            return True
        return not self.depths[at] and self._stops(at)

    def _stops(self, at: int) -> bool:
        """Whether the words before ``at`` end with a full stop, perhaps one in quotation marks."""
        gap = self.gaps[at]
        last = at - 1
        while gap and last > at - 4 and last > 0 and self.words[last] in _AFTER_A_SENTENCE:
            last -= 1
        if not gap and self.words[at] in _AFTER_A_SENTENCE:
            return False
        if self.words[last] == ".":
            return bool(gap) and not self.words[at][0].islower()
        return self.words[last] in SENTENCE_ENDS

    def fit(self, at: int) -> int:
        """How well a change begins or ends before word ``at``: the more, the better."""
        if self.sentence_ends(at):
            return 6
        before, after = self.words[at - 1], self.words[at]
        if self._stops(at):
            return 5
        if before in _CLAUSE_ENDS:
            return 5
        if after in CONJUNCTIONS:
            return 5
        if after in CLOSING or after in _COMMAS | _CLAUSE_ENDS | SENTENCE_ENDS:
            return 1
        if before in _COMMAS:
            return 4
        if before in OPENING or before.lower() in _ARTICLES or before in _POINTING:
            return 0
        if _leans_back(after):
            return 0
        if before in CONJUNCTIONS or before.lower() in _BINDING:
            return 1
        return 3


@lru_cache(maxsize=4096)
def weigh(word: str) -> int:
    """What a word counts for when stretches are compared."""
    if not any(character.isalnum() for character in word):
        return GRAMMAR if word in SENTENCE_ENDS | _CLAUSE_ENDS else _MARK
    if word.lower() in _GRAMMAR_WORDS or word in CONJUNCTIONS or _is_hiragana(word):
        return GRAMMAR
    return WORD


def _is_hiragana(word: str) -> bool:
    return all("\u3041" <= character <= "\u309f" for character in word)


def _leans_back(word: str) -> bool:
    """Whether ``word`` belongs to the one before it: の, は, する, により."""
    return _is_hiragana(word) and word not in CONJUNCTIONS
