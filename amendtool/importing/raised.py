"""Raised and lowered text: kept where Unicode has the signs, for 10⁶ is not 106."""

from __future__ import annotations

import re
from typing import Final

from amendtool.errors import Place, Problem
from amendtool.importing.blocks import doubt
from amendtool.messages import say
from amendtool.patterns import compiled

_ABOVE: Final = str.maketrans(
    "0123456789０１２３４５６７８９+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ"
)
_BELOW: Final = str.maketrans("0123456789０１２３４５６７８９+-−=()", "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_THERE: Final = frozenset("*†‡§®™℠°ªº′″,、. \t\n\u00a0\u3000")
"""Signs that look the same, or that nobody sees raised."""
_ORDINAL: Final = compiled(r"(?:st|nd|rd|th|er|re|e|o|a)", re.IGNORECASE)


def written(text: str, raised: int, *, before: str, place: Place) -> tuple[str, list[Problem]]:
    """A text that stands above (1) or below (-1) the line, with signs of their own.

    ``before`` is the text that it follows: letters behind a digit are the ending of an ordinal
    (1st), which reads the same on the line. Where Unicode lacks a sign the text is given as it
    is, with a doubt.
    """
    signs = _ABOVE if raised > 0 else _BELOW
    if all(ord(char) in signs or char in _THERE for char in text):
        return text.translate(signs), []
    ordinal = raised > 0 and before[-1:].isdigit() and _ORDINAL.fullmatch(text.strip())
    return text, [
        doubt(
            "raised-text",
            say("{text!r} stands above the line in print, and on it here", text=text.strip())
            if raised > 0
            else say("{text!r} stands below the line in print, and on it here", text=text.strip()),
            say("compare with the original, and write it so that it cannot be misread"),
            place,
            severity="note" if ordinal else "warning",
        )
    ]
