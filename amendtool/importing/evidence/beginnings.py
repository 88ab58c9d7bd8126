"""Whether a line begins something, for readers of formats in which lines are broken and joined."""

from __future__ import annotations

from typing import Final

from amendtool.importing.blocks import EDGES
from amendtool.importing.evidence.citations import cites
from amendtool.importing.evidence.marks import LabelReading, readings
from amendtool.patterns import compiled

_CAPTION: Final = compiled(r"[（(【〔].{1,40}[)）】〕]|[・•●■*-][\s\u3000].*")
_SIGNS: Final = ("circled", "parenthesized", "iroha", "katakana", "kanji")


def begun(text: str) -> tuple[LabelReading, ...]:
    """The labels that a text may begin with, without those that surely cite."""
    text = text.strip(EDGES)
    return tuple(
        one for one in readings(text)
        if one.label.numbers and cites(text, one, heading=False) != "strong"
    )  # fmt: skip


def begins_level(text: str) -> bool:
    """Whether a text begins with a level's word and its number: Article 5, 第５条."""
    return any(one.label.word for one in begun(text))


def starts(text: str) -> bool:
    """Whether a line begins with the number of a provision, a bullet, or a caption in brackets."""
    text = text.strip(EDGES)
    if _CAPTION.fullmatch(text):
        return True
    return any(
        one.label.word or one.label.own or not one.bare
        or one.label.numbers[0].system.startswith(_SIGNS) or not text[:1].isascii()
        for one in begun(text)
    )  # fmt: skip
