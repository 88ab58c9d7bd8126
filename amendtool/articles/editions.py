"""Two editions of the same articles: where they differ in what must be the same in both.

An edition is the articles in one language. The keys are the same in all editions, and so are
numbers, chapters, paragraphs and items; only the words differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.charter import Article, Chapter, Charter, Provision
from amendtool.articles.keys import make_key
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import Listed, list_references
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import block_titles
from amendtool.messages import say, say_count
from amendtool.values import dataclass


class Aspect(StrEnum):
    """What of a provision differs."""

    ARTICLE = "article"
    """The article stands in one edition only."""
    CHAPTER = "chapter"
    """The chapter stands in one edition only."""
    NUMBER = "number"
    PLACE = "place"
    """The chapter that it stands in."""
    STATUS = "status"
    HEADING = "heading"
    PARAGRAPHS = "paragraphs"
    ITEMS = "items"
    PREAMBLE = "preamble"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that two editions do not have in common.

    ``key`` is that of the article or chapter, empty for the texts around them. ``one`` and
    ``other`` are what the two editions have there, in words; an empty one has nothing.
    ``address`` names the provision in the first edition that has it.
    """

    aspect: Aspect
    key: str
    address: Address | None
    one: str
    other: str
    spot: Spot | None = None
    """Where in the article, for a count of paragraphs or items."""

    @property
    def identity(self) -> tuple[Aspect, str, Spot | None]:
        """What differs, whatever the two sides have there."""
        return self.aspect, self.key, self.spot


def differences(one: Charter, other: Charter) -> tuple[Difference, ...]:
    """Where the structure of two editions differs, in the order of the first."""
    return (*_frame(one, other), *_chapters(one, other), *_articles(one, other))


def _frame(one: Charter, other: Charter) -> Iterator[Difference]:
    for aspect, mine, theirs in (
        (Aspect.PREAMBLE, one.preamble, other.preamble),
        (Aspect.CLOSING, one.closing, other.closing),
    ):
        if bool(mine) != bool(theirs):
            yield Difference(
                aspect=aspect,
                key="",
                address=None,
                one="text" if mine else "",
                other="text" if theirs else "",
            )


def _chapters(one: Charter, other: Charter) -> Iterator[Difference]:
    mine = {chapter.key: chapter for chapter in (*one.chapters, *one.blocks)}
    theirs = {chapter.key: chapter for chapter in (*other.chapters, *other.blocks)}
    for key in dict.fromkeys((*mine, *theirs)):
        charter = one if key in mine else other
        titles = block_titles(charter.blocks)
        address = (
            Address(supplementary=True, block=titles[key])
            if key in titles
            else address_of_chapter(charter, key)
        )
        if key not in mine or key not in theirs:
            yield _missing(Aspect.CHAPTER, key, address, key in mine)
            continue
        here, there = mine[key], theirs[key]
        if here.number != there.number:
            yield _difference(Aspect.NUMBER, here, address, str(here.number), str(there.number))
        if here.parent != there.parent:
            yield _difference(Aspect.PLACE, here, address, here.parent or "", there.parent or "")
        yield from _headings(here, there, address)


def _articles(one: Charter, other: Charter) -> Iterator[Difference]:
    mine, theirs = one.by_key(), other.by_key()
    # A chapter that is missing is told once, and not for each of its articles.
    chapters = {c.key for c in (*one.chapters, *one.blocks)}
    chapters &= {c.key for c in (*other.chapters, *other.blocks)}
    shared: set[str | None] = {None, *chapters}
    for key in dict.fromkeys((*mine, *theirs)):
        charter = one if key in mine else other
        address = address_of_article(charter, key)
        if key not in mine or key not in theirs:
            yield _missing(Aspect.ARTICLE, key, address, key in mine)
            continue
        here, there = mine[key], theirs[key]
        supplementary = one.is_supplementary(key), other.is_supplementary(key)
        if (here.number, supplementary[0]) != (there.number, supplementary[1]):
            yield _difference(
                Aspect.NUMBER, here, address,
                _number_of(here, supplementary[0]), _number_of(there, supplementary[1]),
            )  # fmt: skip
        if here.chapter != there.chapter and {here.chapter, there.chapter} <= shared:
            yield _difference(Aspect.PLACE, here, address, here.chapter or "", there.chapter or "")
        if here.status is not there.status:
            yield _difference(Aspect.STATUS, here, address, here.status.value, there.status.value)
            continue
        yield from _headings(here, there, address)
        yield from _paragraphs(here, there, address)


def _number_of(article: Article, supplementary: bool) -> str:
    number = str(article.number) if article.number else say("no number")
    return (
        say("{number} of the supplementary provisions", number=number) if supplementary else number
    )


def _headings(
    here: Article | Chapter, there: Article | Chapter, address: Address
) -> Iterator[Difference]:
    if (here.heading is None) != (there.heading is None):
        yield _difference(Aspect.HEADING, here, address, here.heading or "", there.heading or "")


def _paragraphs(here: Article, there: Article, address: Address) -> Iterator[Difference]:
    mine = [paragraph.number for paragraph in here.paragraphs]
    theirs = [paragraph.number for paragraph in there.paragraphs]
    if mine != theirs:
        yield _count(Aspect.PARAGRAPHS, here.key, address, mine, theirs, Spot(key=here.key))
        return
    for one, other in zip(here.paragraphs, there.paragraphs, strict=True):
        spot = Spot(key=here.key, paragraph=one.number)
        within = Address(
            supplementary=address.supplementary, article=address.article, paragraph=one.number
        )
        yield from _items(here.key, one, other, spot, within)


def _items(
    key: str, one: Provision, other: Provision, spot: Spot, address: Address
) -> Iterator[Difference]:
    mine = [item.number for item in one.items]
    theirs = [item.number for item in other.items]
    if mine != theirs:
        yield _count(Aspect.ITEMS, key, address, mine, theirs, spot)
        return
    for here, there in zip(one.items, other.items, strict=True):
        at = Spot(key=key, paragraph=spot.paragraph, items=(*spot.items, here.number))
        yield from _items(key, here, there, at, address.item(here.number))


def _difference(
    aspect: Aspect, here: Article | Chapter, address: Address, one: str, other: str
) -> Difference:
    return Difference(aspect=aspect, key=here.key, address=address, one=one, other=other)


def _missing(aspect: Aspect, key: str, address: Address, first: bool) -> Difference:
    there = "there"
    return Difference(
        aspect=aspect, key=key, address=address,
        one=there if first else "", other="" if first else there,
    )  # fmt: skip


def _count(
    aspect: Aspect,
    key: str,
    address: Address,
    one: Sequence[Number],
    other: Sequence[Number],
    spot: Spot,
) -> Difference:
    """Another count, or the same count under other numbers."""

    def told(numbers: Sequence[Number]) -> str:
        listed = say(", ").join(map(str, numbers))
        if aspect is Aspect.PARAGRAPHS:
            if len(one) == len(other):
                return say("paragraphs {numbers}", numbers=listed)
            if not numbers:
                return say("no paragraphs")
            return say_count("{count} paragraph", "{count} paragraphs", len(numbers))
        if len(one) == len(other):
            return say("items {numbers}", numbers=listed)
        if not numbers:
            return say("no items")
        return say_count("{count} item", "{count} items", len(numbers))

    return Difference(
        aspect=aspect, key=key, address=address, one=told(one), other=told(other), spot=spot
    )


# What the references mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """References of one provision that mean something else in another edition.

    ``one`` are the references of the first edition whose targets the other does not cite in
    this provision, ``other`` those of the other edition; at least one on each side.
    """

    spot: Spot
    one: tuple[Listed, ...]
    other: tuple[Listed, ...]


def pointing_elsewhere(
    one: Charter, one_style: DraftingStyle, other: Charter, other_style: DraftingStyle
) -> Iterator[Pointing]:
    """The provisions whose references mean different provisions in the two editions.

    A translation may repeat a reference, or say "it" for one, so a provision counts only
    where both editions cite something that the other does not.
    """
    mine, theirs = _by_spot(one, one_style), _by_spot(other, other_style)
    for spot, here in mine.items():
        there = theirs.get(spot, [])
        left = _targets(here) - _targets(there)
        right = _targets(there) - _targets(here)
        if left and right:
            yield Pointing(
                spot=spot,
                one=tuple(each for each in here if _targets([each]) & left),
                other=tuple(each for each in there if _targets([each]) & right),
            )


def _by_spot(charter: Charter, style: DraftingStyle) -> dict[Spot, list[Listed]]:
    found: dict[Spot, list[Listed]] = {}
    for listed in list_references(charter, style):
        if listed.targets:
            found.setdefault(listed.standing.spot, []).append(listed)
    return found


def _targets(references: Sequence[Listed]) -> frozenset[Spot]:
    return frozenset(spot for each in references for spot, _ in each.targets)


# Keys


def with_keys_of(charter: Charter, leading: Charter) -> Charter:
    """The articles of a further edition under the keys of the leading one.

    Articles and chapters are matched by their numbers; one that has no counterpart keeps its
    own key, or another one made from it where that is taken.
    """
    addresses: dict[Address, str] = {}
    for article in leading.every_article():
        addresses[address_of_article(leading, article.key)] = article.key
    for chapter in leading.chapters:
        addresses[address_of_chapter(leading, chapter.key)] = chapter.key
    blocks = {own.key: each.key for own, each in zip(charter.blocks, leading.blocks, strict=False)}
    taken = [*addresses.values(), *(block.key for block in leading.blocks)]
    keys: dict[str, str] = {}
    for block in charter.blocks:
        keys[block.key] = blocks.get(block.key) or make_key(block.key, taken)
        taken.append(keys[block.key])
    places = [(a.key, address_of_article(charter, a.key)) for a in charter.every_article()]
    places += [(c.key, address_of_chapter(charter, c.key)) for c in charter.chapters]
    for own, address in places:
        if address in addresses:
            keys[own] = addresses[address]
        else:
            keys[own] = make_key(own, taken)
            taken.append(keys[own])

    def renamed(article: Article) -> Article:
        chapter = keys[article.chapter] if article.chapter is not None else None
        return replace(article, key=keys[article.key], chapter=chapter)

    return replace(
        charter,
        articles=tuple(map(renamed, charter.articles)),
        chapters=tuple(
            replace(
                each,
                key=keys[each.key],
                parent=keys[each.parent] if each.parent is not None else None,
            )
            for each in charter.chapters
        ),
        supplementary=tuple(map(renamed, charter.supplementary)),
        blocks=tuple(replace(each, key=keys[each.key]) for each in charter.blocks),
    )
