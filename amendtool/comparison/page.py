"""The styles that some articles print in: the settings, and before them what amendments have said.

Whatever prints articles as they look comes through here, so that no page forgets it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle, samples
from amendtool.comparison.house import HouseStyle


def style_on_page(charter: Charter, style: DraftingStyle) -> DraftingStyle:
    """The drafting style with what ``charter``'s page says: brackets, title, words for deleted."""
    page = charter.page
    if page.caption is not None:
        style = samples.with_caption(style, page.caption) or style
    if page.supplementary is not None:
        style = replace(style, base=style.default, supplementary_title=page.supplementary)
    if page.deleted is not None:
        style = style.spaced_as(page.deleted)
    return style


def title_on_page(charter: Charter, title: str) -> str:
    """What the articles of ``charter`` are called; the ``title`` of the settings by default."""
    return charter.page.title or title


def entitled(charter: Charter, title: str) -> str:
    """The text before the articles with their title in front, which it often begins with."""
    own = title_on_page(charter, title)
    lines = charter.preamble.split("\n")
    if any(_solid(own) in _solid(line) for line in lines):
        return charter.preamble
    return "\n".join((own, *filter(None, [charter.preamble])))


def _solid(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line).split()).casefold()


def house_on_page(charter: Charter, house: HouseStyle) -> HouseStyle:
    """The house style with the captions where the page of ``charter`` has them."""
    place = charter.page.heading
    return house if place is None else replace(house, heading_place=place)
