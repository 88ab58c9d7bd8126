"""Addresses: the name of a place in the articles, ``Article 8 paragraph 1 item (3)``.

:func:`~amendtool.articles.address_reader.parse` and :meth:`Address.text` are inverses in every
drafting style.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amendtool.articles.annexes import COMING, Annex, annex_of, annexes_of
from amendtool.articles.charter import Article, Chapter, Charter, Provision, goes_unnumbered
from amendtool.articles.numbers import CountedForm, Number, NumberForm
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.articles.unnumbered import FIRST_BLOCK, block_titles, is_first_block, title_key
from amendtool.messages import later, say
from amendtool.values import dataclass

AnyProvision = Chapter | Article | Provision
"""What an address leads to."""


A_LEVEL: Final = {
    "chapter": later("a chapter"),
    "article": later("an article"),
    "paragraph": later("a paragraph"),
    "item": later("an item"),
}
"""What a provision of a level is called in a message."""


def said_level(level: str | None) -> str:
    """The name of a level in a message, as its noun alone."""
    return say(A_LEVEL[level]).removeprefix("an ").removeprefix("a ") if level else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place in the articles.

    ``chapters`` holds the numbers of the chapter and the sections in it, ``items`` those
    of the item and the sub-items in it. ``heading`` means the heading of the article or
    chapter alone. An address with nothing but ``supplementary`` is the whole block.

    ``block`` is the title of one of several blocks of supplementary provisions, as it is read;
    an article that stands there is known by its number alone (:func:`placed`).
    """

    supplementary: bool = False
    chapters: tuple[Number, ...] = ()
    article: Number | None = None
    heading: bool = False
    paragraph: Number | None = None
    items: tuple[Number, ...] = ()
    block: str = ""

    def __post_init__(self) -> None:
        if self.items and self.paragraph is None:
            raise ValueError("an item stands in a paragraph")
        if self.paragraph is not None and self.article is None and not self.supplementary:
            raise ValueError("a paragraph stands in an article")
        headed = self.level is not None or self.supplementary
        if self.heading and (self.paragraph is not None or not headed):
            raise ValueError("only an article or a chapter has a heading")

    @property
    def level(self) -> str | None:
        """The level of the provision: chapter, article, paragraph or item; None for none."""
        if self.items:
            return "item"
        if self.paragraph is not None:
            return "paragraph"
        if self.article is not None:
            return "article"
        return "chapter" if self.chapters else None

    @property
    def number(self) -> Number:
        """The number of the provision itself, the last one of the address."""
        number = (
            self.items[-1]
            if self.items
            else self.paragraph or self.article or (self.chapters[-1] if self.chapters else None)
        )
        if number is None:
            raise ValueError("an address without a number")
        return number

    def at(self, number: Number) -> Address:
        """The address of the sibling with ``number``."""
        if self.items:
            return replace(self, items=(*self.items[:-1], number))
        if self.paragraph is not None:
            return replace(self, paragraph=number)
        if self.article is not None:
            return replace(self, article=number)
        return replace(self, chapters=(*self.chapters[:-1], number))

    @property
    def parent(self) -> Address:
        """The address of what the provision stands in; itself without its last level."""
        if self.heading:
            return replace(self, heading=False)
        if self.items:
            return replace(self, items=self.items[:-1])
        if self.paragraph is not None:
            return replace(self, paragraph=None)
        if self.article is not None:
            return replace(self, article=None)
        return replace(self, chapters=self.chapters[:-1])

    def item(self, number: Number) -> Address:
        """The address of the item, or sub-item, with ``number`` in this provision."""
        return replace(self, items=(*self.items, number))

    def text(self, style: DraftingStyle = EN) -> str:
        """The address as it is written in ``style``."""
        return style.cited.together(self._levels(style))

    def __str__(self) -> str:
        return self.text()

    def _levels(self, style: DraftingStyle) -> Iterator[str]:
        cited = style.cited
        article = self.article
        block = self.block or (article.block if article else "")
        if self.supplementary:
            whole = bool(self.block)
            yield cited.block(block, whole=whole) if block else cited.supplementary
        for depth, number in enumerate(self.chapters, 1):
            yield cited.named(number, style.chapter_form(depth))
        if article is not None and article.inside:  # else the block is nothing else
            yield cited.named(article.local, cited.article)
        if self.heading:
            yield cited.heading
        first = self.paragraph
        unsaid = cited.compact and self.items and first == Number.of(1) and not first.told_apart
        if self.paragraph is not None and not unsaid:
            yield cited.named(self.paragraph, cited.paragraph)
        for depth, number in enumerate(self.items, 1):
            yield cited.named(number, item_form(style, depth))


@dataclass(frozen=True, slots=True)
class AddressRange:
    """A run of siblings, both ends included; one provision when the ends are equal.

    It runs over what stands between the two ends. An end with a lower number than the beginning
    is no range, even where numbers stand out of turn: nobody would write one so.
    """

    first: Address
    last: Address

    def __post_init__(self) -> None:
        if self.first == self.last:
            return
        if self.first.at(self.last.number) != self.last:
            raise ValueError(say("a range runs over provisions of one level in one place"))
        if self.last.number < self.first.number:
            raise ValueError(say("the end of a range stands before its beginning"))

    def text(self, style: DraftingStyle = EN) -> str:
        """The range as it is written in ``style``: ``Articles 8 to 35``."""
        if self.first == self.last:
            return self.first.text(style)
        *outer, written = self.first._levels(style)
        form = own_form(self.first, style)
        if self.first.number.told_apart or self.last.number.told_apart:
            last = style.cited.named(self.last.number, form)
            joined = f"{written}{style.cited.range_joint}{last}{style.cited.range_end}"
            return style.cited.together((*outer, joined))
        last = form.write(self.last.number)
        plural = style.cited.plurals.get(form.prefix)
        if isinstance(form, CountedForm) and self.first.number.home == self.last.number.home:
            form = form.inner
            last = form.write(self.last.number)
        own = form.write(self.first.number)
        if plural is not None and own.startswith(form.prefix):
            # "items (1) to (3)": the bracket belongs to the number, the word does not.
            word = form.prefix.rstrip("(")
            written = f"{written.removesuffix(own)}{plural}{own.removeprefix(form.prefix)}"
            last = last.removeprefix(word)
        joined = f"{written}{style.cited.range_joint}{last}{style.cited.range_end}"
        return style.cited.together((*outer, joined))

    def __str__(self) -> str:
        return self.text()


def item_form(style: DraftingStyle, depth: int) -> NumberForm:
    """How an item at ``depth`` is named in an address: ``item (3)``, ``sub-item (a)``."""
    if depth == 1:
        return style.cited.item
    form = style.item_form(depth)
    return replace(form, prefix=style.cited.subitem + form.prefix)


def own_form(address: Address, style: DraftingStyle) -> NumberForm:
    """How the innermost level of an address is named in it."""
    match address.level:
        case "item":
            return item_form(style, len(address.items))
        case "paragraph":
            return style.cited.paragraph
        case "article":
            return style.cited.article
        case _:
            return style.chapter_form(len(address.chapters))


def canonical(address: Address, style: DraftingStyle) -> str:
    """The address as programs are told it: in English, unless the style has English words."""
    return address.text(style if style.numbered_in_chapters or style.words else EN)


def find(charter: Charter, address: Address) -> AnyProvision | None:
    """The provision that stands at ``address``, or None; a heading gives its owner."""
    if address.level == "chapter":
        return _find_chapter(charter, address.chapters)
    address = placed(charter, address)
    articles = charter.supplementary if address.supplementary else charter.articles
    article = next((a for a in articles if a.number == address.article), None)
    if address.block:
        return None
    if article is None or address.paragraph is None:
        return article
    found: Provision | None = next(
        (p for p in article.paragraphs if p.number == address.paragraph), None
    )
    for number in address.items:
        if found is None:
            return None
        found = next((item for item in found.items if item.number == number), None)
    return found


def siblings(charter: Charter, address: Address) -> tuple[Number, ...]:
    """The numbers, in order, of the provisions that stand beside ``address`` and at it."""
    if address.level == "chapter":
        outer = _find_chapter(charter, address.chapters[:-1]) if address.chapters[:-1] else None
        parent = outer.key if outer else None
        return tuple(c.number for c in charter.chapters if c.parent == parent)
    row = (each.number for each in _beside(charter, address))
    return tuple(number for number in row if number is not None)


def _beside(charter: Charter, address: Address) -> tuple[Article, ...] | tuple[Provision, ...]:
    """The articles, paragraphs or items that stand beside ``address`` and at it, in order."""
    if address.level == "article":
        return block_row(charter, address) if address.supplementary else charter.articles
    owner = find(charter, address.parent)
    if isinstance(owner, Article):
        return owner.paragraphs
    return owner.items if isinstance(owner, Provision) else ()


def placed(charter: Charter, address: Address) -> Address:
    """``address`` with its block of supplementary provisions told by the number of the article.

    A title may be shortened: 附則（2022年） for 附則（2022年6月24日）. What names a block
    or an article that is not there stays as it is, but for the title of a block that is.
    """
    if not address.block:
        return address
    if is_first_block(address.block):
        return _in_first_block(charter, address)
    titles = block_titles(charter.blocks)
    wanted = title_key(address.block)
    found = [key for key, title in titles.items() if title_key(title) == wanted]
    begins = wanted.rstrip(")」]】")
    if not found and (annex := annex_of(address.block)) is not None:
        named = annexes_of(charter.blocks)
        found = [key for key, each in named.items() if _is_called(annex, each, address.block)]
        if not found:
            return address  # 別表第１ is not the beginning of 別表第10
    found = found or [key for key, title in titles.items() if title_key(title).startswith(begins)]
    if len(found) != 1:
        return address
    title, row = titles[found[0]], charter.in_block(found[0])
    for article in row:
        number = article.number
        if number is None:
            continue
        only = address.article is None and len(row) == 1 and number.unprinted
        if only or number.local == address.article:
            return replace(address, article=number, block="")
    return replace(address, block=title)


def _in_first_block(charter: Charter, address: Address) -> Address:
    """The first supplementary provisions where others stand behind them; else all of them."""
    first = charter.in_block(None)
    if not charter.blocks:
        return replace(address, block="")
    numbers = {each.number.local: each.number for each in first if each.number is not None}
    if address.article is None and (address.level is not None or not first):
        return replace(address, block="" if first else FIRST_BLOCK)
    number = numbers.get(address.article) if address.article is not None else None
    return replace(address, block=FIRST_BLOCK) if number is None else replace(
        address, article=number, block=""
    )  # fmt: skip


def _is_called(annex: Annex, standing: Annex, title: str) -> bool:
    """Whether an annex is called by the title, whose I may be a letter where the others are."""
    if annex.word != standing.word or title.endswith(f"#{COMING}"):
        return False
    again = annex_of(title, standing.numeral) or annex
    return again.number == standing.number


def block_row(charter: Charter, address: Address) -> tuple[Article, ...]:
    """The articles of the block of supplementary provisions that an address names, or is in.

    Without one, those that stand under no title of their own, or all where there are none.
    """
    address = placed(charter, address)
    titles = block_titles(charter.blocks)
    here = next((key for key, title in titles.items() if title == address.block), None)
    if address.block == FIRST_BLOCK:
        return charter.in_block(None)
    if not address.block:
        standing = (a for a in charter.supplementary if a.number == address.article)
        here = next((article.chapter for article in standing), None)
    return charter.in_block(here) or charter.supplementary


def numbered_siblings(charter: Charter, address: Address) -> tuple[Number, ...]:
    """The numbers beside ``address`` and at it, without those of what has none of its own."""
    if address.level not in ("article", "paragraph", "item"):
        return siblings(charter, address)
    row = (each.number for each in _beside(charter, address) if _prints(each))
    return tuple(number for number in row if number is not None)


def alike(charter: Charter, address: Address) -> tuple[Address, ...]:
    """What an address may mean where it does not say which of several with one number.

    They are given at the outermost level where that is so; nothing when it says which.
    """
    for each in reversed(tuple(ancestors(address))):
        if each.heading or each.level is None or each.number.told_apart:
            continue
        if len(blocks := _in_blocks(charter, each)) > 1:
            return blocks
        same = [n for n in siblings(charter, each) if n.parts == each.number.parts]
        if len(same) > 1 and sum(_prints(find(charter, each.at(n))) for n in same) > 1:
            return tuple(each.at(number) for number in same)
    return ()


def _in_blocks(charter: Charter, address: Address) -> tuple[Address, ...]:
    """The articles of several blocks that the number of an article without a block may mean.

    Nothing where the supplementary provisions without a title of their own hold one of it.
    """
    if address.level != "article" or not address.supplementary or address.block:
        return ()
    row = charter.supplementary if charter.blocks else ()
    same = [each for each in row if each.number is not None and address.article is not None
            and each.number.parts == address.article.parts and _prints(each)]  # fmt: skip
    if any(each.chapter is None for each in same):
        return ()
    return tuple(address.at(each.number) for each in same if each.number is not None)


def _prints(found: AnyProvision | None) -> bool:
    return not (isinstance(found, Article | Provision) and goes_unnumbered(found))


def ancestors(address: Address) -> Iterator[Address]:
    """The address and those of everything that the provision stands in, outwards.

    The supplementary provisions as a whole stand over their paragraphs, not over articles.
    """
    while address.level is not None:
        yield address
        if address.level == "article" and not address.heading:
            return
        address = address.parent
    if address.supplementary:
        yield address


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A provision by identity: the key of its article, and where it stands in it."""

    key: str
    paragraph: Number | None = None
    items: tuple[Number, ...] = ()

    @property
    def number(self) -> Number:
        """The number of the paragraph or item that stands here; ValueError for an article."""
        last = self.items[-1] if self.items else self.paragraph
        if last is None:
            raise ValueError("an article is known by its key")
        return last

    @property
    def owner(self) -> Spot:
        """What a paragraph or item stands in; ValueError for an article."""
        if self.items:
            return Spot(key=self.key, paragraph=self.paragraph, items=self.items[:-1])
        if self.paragraph is None:
            raise ValueError("an article stands in no provision")
        return Spot(key=self.key)

    def below(self, number: Number) -> Spot:
        """The provision with this number in the one that stands here."""
        if self.paragraph is None:
            return Spot(key=self.key, paragraph=number)
        return Spot(key=self.key, paragraph=self.paragraph, items=(*self.items, number))


def _find_chapter(charter: Charter, numbers: tuple[Number, ...]) -> Chapter | None:
    parent: str | None = None
    found: Chapter | None = None
    for number in numbers:
        found = next(
            (c for c in charter.chapters if c.number == number and c.parent == parent), None
        )
        if found is None:
            return None
        parent = found.key
    return found


def address_of_article(charter: Charter, key: str) -> Address:
    """The address of the article with ``key``; KeyError when there is none."""
    for article in charter.articles:
        if article.key == key:
            return Address(article=article.number)
    for article in charter.supplementary:
        if article.key == key:
            return Address(supplementary=True, article=article.number)
    raise KeyError(key)


def address_of_chapter(charter: Charter, key: str) -> Address:
    """The address of the chapter with ``key``; KeyError when there is none."""
    outer = charter.outer_chapters(key)
    return Address(chapters=tuple(chapter.number for chapter in outer))
