"""Typographic variants: words that people take for the same, written with other characters.

``，`` for ``、``, curly quotation marks for straight ones, １２ for 12, a space where none stands.
Texts are never taken for each other because of it; a message says what differs.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import Final

_KINDS: Final = (
    ("the comma", ",，、､"),
    ("the full stop", ".．。｡"),
    ("the quotation marks", "\"＂“”„‟'＇‘’‚‛"),
    ("the dash", "-‐‑‒–—―−－"),
    ("the tilde", "~～〜"),
)
_FOLDED: Final = {ord(sign): signs[0] for _, signs in _KINDS for sign in signs} | dict.fromkeys(
    map(ord, "'＇‘’‚‛"), "'"
)


def as_it_stands(words: str, text: str) -> str | None:
    """The first place in ``text`` that holds a variant of ``words``; None where there is none."""
    wanted = "".join(map(_folded, words))
    pieces = [_folded(sign) for sign in text]
    at = "".join(pieces).find(wanted) if wanted else -1
    if at < 0:
        return None
    # A sign may fold to none or to several: ㈱ holds three.
    start = end = position = 0
    for index, piece in enumerate(pieces):
        if position <= at and piece:
            start = index
        position += len(piece)
        if position >= at + len(wanted):
            end = index + 1
            break
    return text[start:end]


def what_differs(one: str, other: str) -> str:
    """What two variants differ in, for a message: ``the comma and the white space``."""
    kinds: dict[str, None] = {}
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            kinds.update(dict.fromkeys(map(_kind, one[start:end] + other[begin:stop])))
    *most, last = kinds or ("nothing",)
    return f"{', '.join(most)} and {last}" if most else last


def _folded(sign: str) -> str:
    if sign.isspace():
        return ""
    folded = _FOLDED.get(ord(sign)) or unicodedata.normalize("NFKC", sign)
    return "".join(folded.split())


def _kind(sign: str) -> str:
    if sign.isspace():
        return "the white space"
    found = (kind for kind, signs in _KINDS if sign in signs)
    return next(found, "the width of characters")
