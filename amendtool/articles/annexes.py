"""Annexes: 別表第１, 別紙２, Schedule A, Exhibit 3, which stand behind the articles.

An annex is a block with a title of its own, as a further block of supplementary provisions is.
Its title begins with what it is called by: a word, and mostly a number in it. That name is how it
is cited and addressed; what stands behind it in the title (（第５条関係）) tells what it is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from amendtool.articles.charter import Chapter
from amendtool.articles.numerals import (
    DECIMAL,
    FULL_WIDTH,
    KANJI,
    LETTER_CAPITAL,
    MIXED_WIDTH,
    ROMAN_CAPITAL,
    Numeral,
)
from amendtool.patterns import compiled
from amendtool.values import dataclass

JA_NAME: Final = (
    r"(?P<word>別表|別紙|別記|付表|附表)"
    r"(?:[ \u3000]?(?:第[ \u3000]?)?"
    r"(?P<number>[0-9]{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,4})"
    # 別表第１項 is the first paragraph of an annex that has no number.
    r"(?![0-9０-９一二三四五六七八九十]*[ \u3000]?[項条])(?:号(?!議案))?)?"
)
EN_NAME: Final = (
    r"(?P<word>(?i:schedule|appendix|annex|exhibit|attachment|addendum))(?: |\u00a0)"
    r"(?P<number>[0-9]{1,3}|[IVX]{1,5}|[A-Z])(?![A-Za-z0-9]|\.[0-9])"
)
COMING: Final = "0"
"""Behind the ``#`` of a title: a new annex, though one that stands has the same name now."""
_JA: Final = compiled(rf"[（(【〔［\[]?{JA_NAME}[）)】〕］\]]?(?=$|[ \u3000（(:：])")
_EN: Final = compiled(rf"{EN_NAME}(?=$|[ :.,(–—-])")
_ENGLISH: Final = (DECIMAL, ROMAN_CAPITAL, LETTER_CAPITAL)
_JAPANESE: Final = (DECIMAL, FULL_WIDTH, MIXED_WIDTH, KANJI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """What the title of an annex says: its word, and its number with where that is written.

    ``name`` is what it is called by, as the title prints it, and ends ``upto`` there. Without a
    number ``number`` is None.
    """

    word: str
    name: str
    number: int | None = None
    numeral: Numeral = DECIMAL
    start: int = 0
    end: int = 0
    upto: int = 0

    @property
    def key(self) -> str:
        """The name as it compares: 別表第一 and 別表１ are one, Schedule A and SCHEDULE A too."""
        return f"{self.word} {self.number or ''}"

    def numbered(self, title: str, number: int) -> str:
        """The ``title`` with another number, in the same digits."""
        return title[: self.start] + self.numeral.write(number) + title[self.end :]


def annex_of(title: str, like: Numeral | None = None) -> Annex | None:
    """The annex that a title names, or None: a block of other provisions has another title.

    ``like`` is the numeral of the annex before: behind Schedule H an I is a letter.
    """
    title = title.partition("#")[0]
    found = _JA.match(title) or _EN.match(title)
    return annex_in(found, like) if found is not None else None


def annex_in(found: re.Match[str], like: Numeral | None = None) -> Annex | None:
    """The annex that a match of ``JA_NAME`` or ``EN_NAME`` names."""
    word = unicodedata.normalize("NFKC", found["word"]).casefold()
    # The brackets around the whole title are no part of the name.
    start = found.start("word")
    written = found["number"]
    if written is None:
        return Annex(word=word, name=found["word"], upto=found.end("word"))
    value, numeral = read_number(word, written, like)
    if value is None:
        return None
    end = found.end("number")
    upto = end + found.string.startswith("号", end)
    return Annex(
        word=word, name=found.string[start:upto], number=value, numeral=numeral,
        start=found.start("number"), end=end, upto=upto,
    )  # fmt: skip


def read_number(word: str, written: str, like: Numeral | None = None) -> tuple[int | None, Numeral]:
    """The number of an annex with this ``word``, and the numeral; as ``like`` where that can be."""
    numerals = _ENGLISH if word.isascii() else _JAPANESE
    for numeral in (like, *numerals) if like is not None and like in numerals else numerals:
        value = numeral.read(written)
        if value is not None:
            return value, numeral
    return None, DECIMAL


def annexes_of(blocks: Iterable[Chapter]) -> Mapping[str, Annex]:
    """By key, the annexes among the blocks behind the articles, in their order."""
    titles = [(block.key, block.heading or "") for block in blocks]
    found: dict[str, Annex] = {}
    last: dict[str, Numeral] = {}
    for key, title in titles:
        annex = annex_of(title, last.get(title[:1]))
        if annex is None:
            continue
        if annex.numeral is ROMAN_CAPITAL and annex.number != _after(found.values(), annex.word):
            lettered = annex_of(title, LETTER_CAPITAL)
            if lettered is not None and lettered.numeral is LETTER_CAPITAL:
                following = lettered.number == _after(found.values(), annex.word)
                annex = lettered if following else annex
        last[title[:1]] = annex.numeral
        found[key] = annex
    return found


def _after(annexes: Iterable[Annex], word: str) -> int:
    numbers = [each.number or 0 for each in annexes if each.word == word]
    return numbers[-1] + 1 if numbers else 1


def counted_annexes(before: Sequence[Chapter], after: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The blocks of ``after`` with the annexes counted on where one came or went.

    Where those ``before`` were counted 1, 2, 3, the ones behind a new or a deleted annex move up
    or down by one, as articles do. An order that was none is left as it is.
    """
    old, new = annexes_of(before), annexes_of(after)
    titles = {block.key: block.heading or "" for block in after}
    for word in dict.fromkeys(annex.word for annex in old.values()):
        stood = {k: a.number for k, a in old.items() if a.word == word and a.number is not None}
        stands = {k: a for k, a in new.items() if a.word == word and a.number is not None}
        if stood.keys() == stands.keys() or not stood or not _counted(list(stood.values())):
            continue
        first = next(iter(stood.values())) or 1
        counted = dict(zip(stands, range(first, first + len(stands)), strict=True))
        if any(stands[key].number != counted[key] for key in stands.keys() - stood.keys()):
            continue  # what is new is called otherwise: somebody has said so
        for key, number in counted.items():
            titles[key] = stands[key].numbered(titles[key], number)
    return tuple(
        block if block.heading == titles[block.key] else replace(block, heading=titles[block.key])
        for block in after
    )


def _counted(numbers: Sequence[int | None]) -> bool:
    return all(one is not None and other == one + 1 for one, other in pairwise(numbers))


def place_of_annex(title: str, blocks: Sequence[Chapter]) -> int | None:
    """Before which of the blocks a new annex stands: the one that has its number, or a later one.

    None for what is no annex, or the last of its kind.
    """
    annex = annex_of(title)
    if annex is None or annex.number is None:
        return None
    standing = annexes_of(blocks)
    for place, block in enumerate(blocks):
        other = standing.get(block.key)
        if other is None or other.word != annex.word or other.number is None:
            continue
        same = annex_of(title, other.numeral) or annex
        if same.number is not None and other.number >= same.number:
            return place
    return None
