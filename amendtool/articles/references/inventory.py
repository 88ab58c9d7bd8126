"""Every reference of a charter with what it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amendtool.articles.addresses import Address, Spot
from amendtool.articles.charter import Charter
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.document_levels import known
from amendtool.articles.references.reference import Category, Doubt, Reference
from amendtool.articles.references.resolver import Index, Resolved, resolve
from amendtool.articles.references.style_words import read_in
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.articles.styles import DraftingStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One reference met in the articles.

    ``address`` is where it stands, ``text`` the whole text there. ``resolved`` has a value
    for each member of an internal reference, and is empty for the others and those of a past
    day; ``targets`` are all provisions that it means, in order, each article of a range among
    them.
    """

    standing: Standing
    address: Address
    text: str
    reference: Reference
    resolved: tuple[Resolved, ...]
    targets: tuple[tuple[Spot, Address], ...]


def list_references(charter: Charter, style: DraftingStyle) -> Iterator[Listed]:
    """Every reference in the order of the articles."""
    index = Index(charter, style)
    for article in charter.every_article():
        context = Context()
        for standing, text in texts_of(article):
            read, context = read_in(text, style, context, standing.spot)
            references = known(index, read, standing.spot)
            for reference in references:
                internal = (
                    reference.category is Category.INTERNAL and reference.doubt is not Doubt.PAST
                )
                resolved = resolve(index, standing, reference) if internal else ()
                yield Listed(
                    standing=standing,
                    address=index.address(standing.spot),
                    text=text,
                    reference=reference,
                    resolved=resolved,
                    targets=tuple(
                        (spot, index.address(spot)) for each in resolved for spot in each.targets
                    ),
                )


def sentence_at(text: str, offset: int, style: DraftingStyle) -> str:
    """The sentence of ``text`` that the character at ``offset`` stands in."""
    start, end = 0, len(text)
    for match in style.sentence_end.finditer(text):
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.end()
            break
    return text[start:end].strip(" \n")
