"""Writing references: provisions by their numbers, where they were named as neighbours before."""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import KANJI, Numeral
from amendtool.articles.styles import EN, JA


def neighbours_by_number(addresses: Sequence[Address], numeral: Numeral, language: str) -> str:
    """What takes the place of "the preceding article" or 前二項: the provisions by number.

    ``addresses`` are of one level and stand in one row; only their last numbers are
    written. ``numeral`` is how a Japanese document writes its digits.
    """
    level = addresses[0].level
    numbers = [address.number for address in addresses]
    depth = len(addresses[0].items)
    if language.partition("-")[0].lower() == "ja":
        return _japanese(level, numbers, depth, numeral)
    return _english(level, numbers, depth)


def in_full(addresses: Sequence[Address], numeral: Numeral, language: str) -> str:
    """The same with all that they stand in: "Article 7 paragraph 3", 第七条第三項."""
    style = JA if language.partition("-")[0].lower() == "ja" else EN
    first = addresses[0]
    row: list[Address] = []
    outer = first.parent
    while outer.level is not None:
        row.insert(0, outer)
        outer = outer.parent
    words = [style.cited.supplementary] if first.supplementary else []
    words += [neighbours_by_number([each], numeral, language) for each in row]
    words.append(neighbours_by_number(addresses, numeral, language))
    return style.cited.gap.join(words)


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
