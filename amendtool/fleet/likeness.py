"""How like two texts are, and whether they differ in what turns a provision round."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from amendtool.fleet.blanks import BLANK

_UNIT: Final = re.compile(r"[a-z]+|[0-9]+|[^\W\da-z_]")
"""A word of Latin letters, a number, or one character of another script."""
_TURNS: Final = re.compile(
    r"\b(?:not|no|nor|never|neither|unless|except|without|only)\b"
    r"|ない|なく|なけれ|ません|ぬものと|せず|ず、|除く|除き|限り|限る|禁"
)
"""Words of which one more or less makes another rule of nearly the same text."""

_SENTENCE: Final = re.compile(r"(?<=。)(?![)）」』])|(?<=[.;])\s|\n")
"""Where a sentence ends; not within brackets."""
STRANGE_RUN: Final = 16
"""So many threes of neighbours, one behind another, that no model has are a clause of its own."""


def likeness(text: str, model: str) -> float:
    """How much of two texts is the same, from 0 to 1: Dice's measure over neighbouring words.

    In scripts without spaces over neighbouring characters. Numbers count alike whatever they are,
    and blanks of the model stand for anything.
    """
    ours, theirs = _pairs(text), _pairs(model)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def says_more(text: str, models: Sequence[str]) -> bool:
    """Whether a text says something besides: a sentence more, or words that no model has.

    Likeness is of the whole, and a long text stays like its model with a short rule added to it.
    """
    known = set().union(*map(_threes, models))
    sentences = _sentences(text)
    if len(sentences) > max(len(_sentences(model)) for model in models):
        return True
    for sentence in sentences:
        strange = [each not in known for each in _threes(sentence)]
        longest = max((len(list(run)) for new, run in groupby(strange) if new), default=0)
        if longest >= STRANGE_RUN or sum(strange) > max(len(strange), STRANGE_RUN) / 2:
            return True
    return False


def turns_alike(text: str, model: str) -> bool:
    """Whether two texts deny and except equally often, so that likeness may be trusted."""
    return len(_TURNS.findall(_plain(text))) == len(_TURNS.findall(_plain(model)))


def folded(caption: str) -> str:
    """A caption as it is compared: without brackets, space, and the widths of characters."""
    plain = unicodedata.normalize("NFKC", caption).casefold()
    return re.sub(r"[\s()\[\]【】「」.。・,、]", "", plain)


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE.split(text) if _UNIT.search(each.casefold())]


def _runs(text: str) -> Iterator[list[str]]:
    """The units of a text between its blanks, numbers as one number."""
    plain = unicodedata.normalize("NFKC", BLANK.sub("\0", text)).casefold()
    for run in plain.split("\0"):
        yield ["0" if each.isdigit() else each for each in _UNIT.findall(run)]


def _threes(text: str) -> list[tuple[str, str, str]]:
    return [
        (one, other, third)
        for units in _runs(text)
        for one, other, third in zip(units, units[1:], units[2:], strict=False)
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", BLANK.sub(" ", text)).casefold()


@lru_cache(maxsize=4096)  # a model is compared with every article of every company
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pair for units in _runs(text) for pair in pairwise(units))
