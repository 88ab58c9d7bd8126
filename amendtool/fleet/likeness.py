"""How like two texts are, and whether they differ in what turns a provision round."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Final

from amendtool.fleet.blanks import BLANK

_UNIT: Final = re.compile(r"[a-z]+|[0-9]+|[^\W\da-z_]")
"""A word of Latin letters, a number, or one character of another script."""
_TURNS: Final = re.compile(
    r"\b(?:not|no|nor|never|neither|unless|except|without|only)\b"
    r"|ない|なく|なけれ|ません|ぬものと|せず|ず、|除く|除き|限り|限る|禁"
)
"""Words of which one more or less makes another rule of nearly the same text."""


def likeness(text: str, model: str) -> float:
    """How much of two texts is the same, from 0 to 1: Dice's measure over neighbouring words.

    In scripts without spaces over neighbouring characters. Numbers count alike whatever they are,
    and blanks of the model stand for anything.
    """
    ours, theirs = _pairs(text), _pairs(model)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def turns_alike(text: str, model: str) -> bool:
    """Whether two texts deny and except equally often, so that likeness may be trusted."""
    return len(_TURNS.findall(_plain(text))) == len(_TURNS.findall(_plain(model)))


def folded(caption: str) -> str:
    """A caption as it is compared: without brackets, space, and the widths of characters."""
    plain = unicodedata.normalize("NFKC", caption).casefold()
    return re.sub(r"[\s()\[\]【】「」.。・,、]", "", plain)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", BLANK.sub(" ", text)).casefold()


@lru_cache(maxsize=4096)  # a model is compared with every article of every company
def _pairs(text: str) -> Counter[tuple[str, str]]:
    plain = unicodedata.normalize("NFKC", BLANK.sub("\0", text)).casefold()
    found: Counter[tuple[str, str]] = Counter()
    for run in plain.split("\0"):
        units = ["0" if each.isdigit() else each for each in _UNIT.findall(run)]
        found.update(pairwise(units))
    return found
