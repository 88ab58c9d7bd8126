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
        shown = samples.with_caption(style, page.caption) or style
        unparted = not shown.heading_brackets[0] and not shown.article_gap(shown.article)
        if style.heading_brackets[0] and unparted:
            # What the brackets parted is parted by a space once they go: 第１条　適用.
            shown = replace(shown, article=replace(shown.article, gap=shown.marker_gap))
        style = shown
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
