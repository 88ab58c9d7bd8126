"""Writing references: provisions by their numbers, where they were named as neighbours before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import KANJI, Numeral
from amendtool.articles.references.reference import Cited, Level, Relation
from amendtool.articles.styles import EN, JA, DraftingStyle


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
    if style.language.partition("-")[0].lower() == "ja":
        return _japanese(level, numbers, depth, numeral)
    return _english(level, numbers, depth)


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


def _english(level: str | None, numbers: Sequence[Number], depth: int) -> str:
    if level == "item":
        word = "item" if depth == 1 else "sub-item"
        written = [EN.item_form(depth).write(number) for number in numbers]
    else:
        word = {"chapter": "Chapter", "article": "Article"}.get(level or "", "paragraph")
        written = [str(number) for number in numbers]
    if len(numbers) == 1:
        return f"{word} {written[0]}"
    if len(numbers) > 2 and _unbroken(numbers):
        return f"{word}s {written[0]} to {written[-1]}"
    return f"{word}s {', '.join(written[:-1])} and {written[-1]}"


def _japanese(level: str | None, numbers: Sequence[Number], depth: int, numeral: Numeral) -> str:
    def write(number: Number) -> str:
        if level == "item" and depth > 1:
            return JA.item_form(depth).write(number)
        digits = KANJI if numeral is KANJI else numeral
        suffix = {"chapter": "章", "article": "条", "item": "号"}.get(level or "", "項")
        branches = "".join(f"の{digits.write(part)}" for part in number.branches)
        return f"第{digits.write(number.main)}{suffix}{branches}"

    written = [write(number) for number in numbers]
    if len(written) == 1:
        return written[0]
    if len(written) > 2 and _unbroken(numbers):
        return f"{written[0]}から{written[-1]}まで"
    return f"{'、'.join(written[:-1])}及び{written[-1]}"


def _unbroken(numbers: Sequence[Number]) -> bool:
    return all(
        not number.branches and number.main == numbers[0].main + position
        for position, number in enumerate(numbers)
    )
