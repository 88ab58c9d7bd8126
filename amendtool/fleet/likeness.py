"""How like two texts are: by it a provision comes into question, and by it alone none is found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from amendtool.fleet.blanks import BLANK

_UNIT: Final = re.compile(r"[a-z]+|[0-9]+|[^\W\da-z_]")
"""A word of Latin letters, a number, or one character of another script."""


def likeness(text: str, model: str) -> float:
    """How much of two texts is the same, from 0 to 1: Dice's measure over neighbouring words.

    In scripts without spaces over neighbouring characters. Numbers count alike whatever they are,
    and blanks of the model stand for anything.
    """
    ours, theirs = _pairs(text), _pairs(model)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def folded(caption: str) -> str:
    """A caption as it is compared: without brackets, space, and the widths of characters."""
    plain = unicodedata.normalize("NFKC", caption).casefold()
    return re.sub(r"[\s()\[\]【】「」.。・,、]", "", plain)


def _runs(text: str) -> Iterator[list[str]]:
    """The units of a text between its blanks, numbers as one number."""
    plain = unicodedata.normalize("NFKC", BLANK.sub("\0", text)).casefold()
    for run in plain.split("\0"):
        yield ["0" if each.isdigit() else each for each in _UNIT.findall(run)]


@lru_cache(maxsize=4096)  # a model is compared with every article of every company
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pair for units in _runs(text) for pair in pairwise(units))
