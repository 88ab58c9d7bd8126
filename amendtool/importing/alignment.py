"""Where the lines around the articles stand: a cover in the middle, a date at the right edge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from amendtool.articles.charter import Charter
from amendtool.importing.blocks import SourceBlock

LEFT: Final = "left"
CENTRE: Final = "centre"
RIGHT: Final = "right"

PREAMBLE_ALIGN: Final = "preamble_align"
CLOSING_ALIGN: Final = "closing_align"


def alignments_of(
    charter: Charter, blocks: Sequence[SourceBlock], fixed: Collection[str] = ()
) -> dict[str, str | list[str]]:
    """The settings that say where the lines of the preamble and of the closing stand.

    One for each line; further lines stand as the last one. What is at the left edge throughout
    is not said, and neither are settings whose names are ``fixed``. What stands in both, as the
    name of the company may, is the first of them in the preamble and the last in the closing.
    """
    if not any(block.centred or block.right for block in blocks):
        return {}
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for block in blocks:
        place = CENTRE if block.centred else RIGHT if block.right else LEFT
        for text in (block.whole, *block.lines):
            solid = _solid(text)
            first.setdefault(solid, place)
            last[solid] = place
    settings: dict[str, str | list[str]] = {}
    for name, text, there in (
        (PREAMBLE_ALIGN, charter.preamble, first),
        (CLOSING_ALIGN, charter.closing, last),
    ):
        places = [there.get(_solid(line), LEFT) for line in text.split("\n")] if text else []
        while len(places) > 1 and places[-1] == places[-2]:
            places.pop()
        if name not in fixed and places not in ([], [LEFT]):
            settings[name] = places
    return settings


def _solid(text: str) -> str:
    return "".join(text.split())
