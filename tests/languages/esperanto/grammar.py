"""How Esperanto cites: nothing is read as a citation, so nothing is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amendtool.articles.numbers import Number
from amendtool.articles.numerals import Numeral
from amendtool.articles.references.antecedents import Memory
from amendtool.articles.references.phrases import Phrase

DIGITS: re.Pattern[str] | None = None


def phrases(text: str, memory: Memory) -> Iterator[Phrase]:
    """None."""
    return iter(())


def neighbours(level: str | None, numbers: Sequence[Number], depth: int, numeral: Numeral) -> str:
    """``artikoloj 3 kaj 4``."""
    return f"{level} {' kaj '.join(map(str, numbers))}"
