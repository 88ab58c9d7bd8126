"""The places of the proposed articles that a page offers, and what somebody writes of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.articles.address_reader import AddressError, parse
from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import Article, Chapter, Provision, goes_unnumbered
from amendtool.drafting.restructuring import printed_whole
from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.values import dataclass
from amendtool.workflow.working_draft.draft import seal_of
from amendtool.workflow.working_draft.gesture import EditionSoFar

_WORDS = 24
"""So many characters of a provision tell it from the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPlace:
    """A paragraph or item that can be acted on: ``words`` is how it begins.

    ``before`` and ``behind`` are the places beside it, '' where there is none.
    """

    place: str
    words: str
    is_paragraph: bool
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedChapter:
    """A chapter as it would be, with the chapters beside it that it can go behind, by key."""

    key: str
    label: str
    heading: str
    others: tuple[tuple[str, str], ...]


def places_in(edition: EditionSoFar, key: str) -> Sequence[OfferedPlace]:
    """The paragraphs and items of an article, each named as the articles cite it."""
    charter, style = edition.proposed, edition.workspace.config.style
    article = charter.by_key().get(key)
    if article is None:
        return ()
    here = address_of_article(charter, key)

    def below(owner: Address, row: Sequence[Provision]) -> Iterator[OfferedPlace]:
        addresses = [_below(owner, each) for each in row]
        names = ["", *(each.text(style) for each in addresses), ""]
        for at, (each, address) in enumerate(zip(row, addresses, strict=True), 1):
            yield OfferedPlace(
                place=names[at],
                words=_opening(each),
                is_paragraph=address.level == "paragraph",
                before=names[at - 1],
                behind=names[at + 1],
            )
            yield from below(address, each.items)

    return tuple(below(here, article.paragraphs))


def _below(owner: Address, each: Provision) -> Address:
    if owner.paragraph is None:
        return replace(owner, paragraph=each.number)
    return owner.item(each.number)


def _opening(provision: Provision) -> str:
    text = provision.text or next((each.text for each in provision.items), "")
    line = " ".join(text.split())
    return line if len(line) <= _WORDS else f"{line[:_WORDS].rstrip()}…"


def spot_at(edition: EditionSoFar, text: str) -> Spot:
    """The provision that somebody names in the proposed numbers; InputError for none."""
    charter, style = edition.proposed, edition.workspace.config.style
    try:
        address = parse(text.strip(), style)
    except AddressError as error:
        raise InputError(_unclear(str(error))) from None
    found = find(charter, address)
    if address.heading or found is None or isinstance(found, Chapter):
        raise InputError(
            _unclear(say("the proposed articles have no {place}", place=address.text(style)))
        )
    if isinstance(found, Article):
        return Spot(key=found.key)
    article = find(charter, replace(address, paragraph=None, items=()))
    assert isinstance(article, Article)
    return Spot(key=article.key, paragraph=address.paragraph, items=address.items)


def _unclear(message: str) -> Problem:
    return Problem(
        code="address-unclear",
        message=message,
        hint=say("write a provision as the articles cite it, in the proposed numbers"),
    )


def seal_at(edition: EditionSoFar, key: str) -> str:
    """What tells an article or a chapter, with the number that it has, from how it is later."""
    charter, style = edition.proposed, edition.workspace.config.style
    try:
        return seal_of(printed_whole(charter, key, style))
    except (InputError, AssertionError):  # nothing that stands in print by itself
        article = charter.by_key().get(key)
        return seal_of("" if article is None else repr((article.heading, article.body)))


def number_printed(edition: EditionSoFar, key: str) -> str:
    """The number of an article as it is printed; '' where none is."""
    style = edition.workspace.config.style
    article = edition.proposed.by_key().get(key)
    if article is None or article.number is None or goes_unnumbered(article):
        return ""
    if article.mark is not None:
        return article.mark
    return style.article.write(article.number)


def whole_texts(editions: Mapping[str, EditionSoFar], key: str) -> Mapping[str, str]:
    """An article or a chapter as each edition prints it, to be restated; none where it cannot."""
    found: dict[str, str] = {}
    for language, edition in editions.items():
        try:
            found[language] = printed_whole(edition.proposed, key, edition.workspace.config.style)
        except (InputError, AssertionError):
            return {}
    return found


def headings_of(editions: Mapping[str, EditionSoFar], chapter: str) -> Mapping[str, str]:
    """The heading of a chapter in each edition."""
    return {
        language: next(
            (each.heading or "" for each in edition.proposed.chapters if each.key == chapter), ""
        )
        for language, edition in editions.items()
    }


def chapter_at(edition: EditionSoFar, key: str) -> DraftedChapter | None:
    """A chapter as it would be; None where there is none of this key."""
    charter, style = edition.proposed, edition.workspace.config.style
    chapter = next((each for each in charter.chapters if each.key == key), None)
    if chapter is None:
        return None

    def label(each: Chapter) -> str:
        return address_of_chapter(charter, each.key).text(style)

    return DraftedChapter(
        key=key,
        label=label(chapter),
        heading=chapter.heading or "",
        others=tuple(
            (each.key, " ".join(filter(None, (label(each), each.heading))))
            for each in charter.chapters
            if each.parent == chapter.parent and each.key != key
        ),
    )
