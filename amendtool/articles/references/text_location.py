"""Where a text stands in the articles: every text of an article, and putting new ones back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Item, Paragraph

Part = Literal["heading", "text", "closing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One text: its provision, and which of the texts of the provision it is."""

    spot: Spot
    part: Part = "text"


def texts_of(article: Article) -> Iterator[tuple[Standing, str]]:
    """Every text of an article with where it stands, in reading order."""
    spot = Spot(key=article.key)
    if article.heading is not None:
        yield Standing(spot=spot, part="heading"), article.heading
    for paragraph in article.paragraphs:
        yield from _texts(paragraph, replace(spot, paragraph=paragraph.number))


def _texts(provision: Paragraph | Item, spot: Spot) -> Iterator[tuple[Standing, str]]:
    if provision.text:
        yield Standing(spot=spot), provision.text
    for item in provision.items:
        yield from _texts(item, replace(spot, items=(*spot.items, item.number)))
    if provision.closing:
        yield Standing(spot=spot, part="closing"), provision.closing


def with_texts(article: Article, texts: Mapping[Standing, str]) -> Article:
    """The article with other texts where ``texts`` has some; the same value without any."""
    if not texts:
        return article
    spot = Spot(key=article.key)
    paragraphs = tuple(
        _paragraph(paragraph, replace(spot, paragraph=paragraph.number), texts)
        for paragraph in article.paragraphs
    )
    heading = texts.get(Standing(spot=spot, part="heading"), article.heading)
    return replace(article, heading=heading, paragraphs=paragraphs)


def _paragraph(paragraph: Paragraph, spot: Spot, texts: Mapping[Standing, str]) -> Paragraph:
    return replace(
        paragraph,
        text=texts.get(Standing(spot=spot), paragraph.text),
        items=_items(paragraph.items, spot, texts),
        closing=texts.get(Standing(spot=spot, part="closing"), paragraph.closing),
    )


def _items(items: tuple[Item, ...], spot: Spot, texts: Mapping[Standing, str]) -> tuple[Item, ...]:
    found = []
    for item in items:
        at = replace(spot, items=(*spot.items, item.number))
        found.append(
            replace(
                item,
                text=texts.get(Standing(spot=at), item.text),
                items=_items(item.items, at, texts),
                closing=texts.get(Standing(spot=at, part="closing"), item.closing),
            )
        )
    return tuple(found)
