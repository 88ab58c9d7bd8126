"""Writing references: provisions by their numbers, where they were named as neighbours before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.numerals import Numeral
from amendtool.articles.references.parser import grammar_of
from amendtool.articles.references.reference import Cited, Level, Relation
from amendtool.articles.styles import DraftingStyle


def called(cited: Cited, style: DraftingStyle) -> str:
    """One level for a message: in canonical English, or as a style with words of its own does."""
    number = cited.number
    if not style.words:
        return str(cited)
    if cited.relation is not Relation.NUMBERED:
        return f"{cited.relation.value} {cited.word.lower()}"
    if number is None:
        return f"{cited.word or 'provision'} with such a number"
    if cited.level is Level.CHAPTER:
        return style.chapter_form(1).write(number)
    if cited.level is Level.ARTICLE:
        return style.cited.article.write(number)
    if cited.figures is not None and cited.level in (Level.ITEM, Level.SUBITEM):
        return f"({cited.figures.numeral.write(number.main)})"
    return str(cited)


def neighbours_by_number(
    addresses: Sequence[Address], numeral: Numeral, style: DraftingStyle
) -> str:
    """What takes the place of "the preceding article" or 前二項: the provisions by number.

    ``addresses`` are of one level and stand in one row; only their last numbers are
    written. ``numeral`` is how a Japanese document writes its digits.
    """
    level = addresses[0].level
    numbers = [address.number for address in addresses]
    depth = len(addresses[0].items)
    if style.words:
        return _in_style(addresses, style)
    return grammar_of(style.language).neighbours(level, numbers, depth, numeral)


def in_full(addresses: Sequence[Address], numeral: Numeral, style: DraftingStyle) -> str:
    """The same with all that they stand in: "Article 7 paragraph 3", 第七条第三項."""
    first = addresses[0]
    if style.words:
        return " and ".join(each.text(style) for each in addresses)
    row: list[Address] = []
    outer = first.parent
    while outer.level is not None:
        row.insert(0, outer)
        outer = outer.parent
    words = [style.cited.supplementary] if first.supplementary else []
    words += [neighbours_by_number([each], numeral, style) for each in row]
    words.append(neighbours_by_number(addresses, numeral, style))
    return style.cited.gap.join(words)


def _in_style(addresses: Sequence[Address], style: DraftingStyle) -> str:
    """In the words of a style that has its own: Sections 3.2 through 3.4, clause (ii)."""
    first = addresses[0]
    if first.items:
        word = "paragraph" if len(first.items) == 1 else "clause"
        written = [style.item_form(len(first.items)).write(each.number) for each in addresses]
    elif first.paragraph is not None:
        word, written = "paragraph", [str(each.number) for each in addresses]
    else:
        return _in_one_row(addresses, style)
    if len(written) == 1:
        return f"{word} {written[0]}"
    return f"{word}s {', '.join(written[:-1])} and {written[-1]}"


def _in_one_row(addresses: Sequence[Address], style: DraftingStyle) -> str:
    """Articles or chapters: Sections 3.2 and 3.3, Articles II through IV."""
    first, last = addresses[0], addresses[-1]
    adjoining = all(style.adjoins(a.number, b.number) for a, b in pairwise(addresses))
    if not adjoining or len(addresses) == 1:
        return " and ".join(each.text(style) for each in addresses)
    text = AddressRange(first, last).text(style)
    return text.replace(style.cited.range_joint, " and ") if len(addresses) == 2 else text
