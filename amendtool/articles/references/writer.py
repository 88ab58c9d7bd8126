"""Writing references: in the digits of the document, by number where a neighbour was named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, KANJI, MIXED_WIDTH, Numeral
from amendtool.articles.references.parser import grammar_of
from amendtool.articles.references.reference import Cited, Level, Relation
from amendtool.articles.styles import DraftingStyle
from amendtool.patterns import compiled

_PADDED = compiled(r"(?i:sections?|§|articles?)\s?[0-9]{1,3}\.(0[0-9])(?![0-9])")

_SMALL = compiled(r"(?<![A-Za-z])articles? [0-9]")
_CAPITAL = compiled(r"(?<![A-Za-z])Articles? [0-9]")


_MOST_FOR_ONE = 8  # one number that is set otherwise among so many tells of no habit


class DigitHabits:
    """The digits that the references of a charter are written in; read when first asked."""

    def __init__(self, charter: Charter, style: DraftingStyle) -> None:
        self.charter = charter
        self.style = style

    @cached_property
    def _counted(self) -> Counter[tuple[Numeral, bool]]:
        """How often each numeral stands there, with one digit (False) and with more (True)."""
        counted: Counter[tuple[Numeral, bool]] = Counter()
        pattern = grammar_of(self.style.language).DIGITS
        if pattern is None:
            return counted
        for article in self.charter.every_article():
            for text in article_texts(article):
                for half, full, kanji in pattern.findall(text):
                    numeral = DECIMAL if half else FULL_WIDTH if full else KANJI
                    counted[numeral, len(half or full or kanji) > 1] += 1
        return counted

    @cached_property
    def width(self) -> Numeral | None:
        """How Arabic digits are set: half-width, full-width or mixed; None for no habit.

        Full-width below ten and half-width from 10 on is mixed: there 第９条 becomes 第10条.
        A document that cites only full-width numbers below ten leaves open what it does from
        10 on; it is taken to be mixed, the common habit of Japanese articles.
        """
        if self._is_mixed():
            return MIXED_WIDTH
        half = {long for numeral, long in self._counted if numeral is DECIMAL}
        full = {long for numeral, long in self._counted if numeral is FULL_WIDTH}
        if not full:
            return DECIMAL if half else None
        if half <= {True} and full == {False}:
            return MIXED_WIDTH
        return None if half else FULL_WIDTH

    def _is_mixed(self) -> bool:
        """Whether nearly all numbers are full-width below ten and half-width from 10 on."""
        counted = self._counted
        as_mixed = [counted[FULL_WIDTH, False], counted[DECIMAL, True]]
        otherwise = counted[DECIMAL, False] + counted[FULL_WIDTH, True]
        return all(as_mixed) and sum(as_mixed) >= _MOST_FOR_ONE * otherwise

    @cached_property
    def padding(self) -> int:
        """How many digits its references fill up to with zeros behind a point: 2 in 2.03, or 0."""
        return max(
            (
                len(found[1])
                for article in self.charter.every_article()
                for text in article_texts(article)
                if ".0" in text
                for found in _PADDED.finditer(text)
            ),
            default=0,
        )

    @cached_property
    def numeral(self) -> Numeral:
        """The numeral for a reference that had no digits before: the one most used."""
        totals: Counter[Numeral] = Counter()
        for (numeral, _), times in self._counted.items():
            totals[numeral] += times
        for numeral, _ in totals.most_common(1):
            return numeral if numeral is KANJI else (self.width or numeral)
        return self.style.cited.article.numeral

    @cached_property
    def lower_case(self) -> bool:
        """Whether its citations begin small, as those of British articles do: article 5."""
        small = capital = 0
        for article in self.charter.every_article():
            for text in article_texts(article):
                if "rticle" in text:
                    small += len(_SMALL.findall(text))
                    capital += len(_CAPITAL.findall(text))
        return small > capital


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
    written = grammar_of(style.language).neighbours(level, numbers, depth, numeral)
    if level != "chapter":
        return written
    # A grammar calls every chapter by the word of the outermost: 章, where this is an 編 or a 節.
    usual: str | None = getattr(grammar_of(style.language), "CHAPTER", None)
    form = style.chapter_form(len(addresses[0].chapters))
    words = (each.strip() for each in (form.suffix, form.prefix))
    word = next((each for each in words if each.isalpha()), None)
    return written.replace(usual, word) if usual and word else written


def in_words_of(written: str, word: str, habits: DigitHabits) -> str:
    """The neighbours ``written`` by number, called as the citation calls them by its ``word``.

    In British articles (1) is a paragraph, though it stands where others have items, and an
    article begins small.
    """
    if habits.style.numbered_in_chapters or not word.isascii():
        return written
    head, gap, rest = written.partition(" ")
    called_so = word.lower().removesuffix("s")
    if head.removesuffix("s") in ("item", "clause") and called_so not in ("item", "sub-item"):
        head = called_so + "s" * head.endswith("s")
    elif head in ("Article", "Articles") and habits.lower_case:
        head = head.lower()
    return f"{head}{gap}{rest}"


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
    block = first.article.block if first.article else ""
    words = (
        [style.cited.block(block) if block else style.cited.supplementary]
        if first.supplementary
        else []
    )
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
