"""Drafting styles: how articles, paragraphs and items are numbered, written and read.

A style is data; one algorithm serves them all. ``EN`` and ``JA`` are the built-in
ones (``docs/table-conventions.md``, "Numbers in print").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    MIXED_WIDTH,
    ROMAN,
    ROMAN_CAPITAL,
)


@dataclass(frozen=True, kw_only=True)
class Citation:
    """How a provision is named in an address and in a collapsed row: ``Article 8 paragraph 2``.

    ``plurals`` gives the prefix of a range for the prefix of one: ``Articles ``.
    """

    article: NumberForm
    paragraph: NumberForm
    item: NumberForm
    subitem: str
    """What stands before the marker of a sub-item."""
    heading: str
    supplementary: str
    gap: str
    """What stands between two levels."""
    range_joint: str
    range_end: str = ""
    plurals: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class DraftingStyle:
    """How one kind of articles of incorporation is written.

    ``name`` is what ``amendtool.toml`` names it by, ``language`` a BCP 47 tag.
    """

    name: str
    language: str

    chapters: tuple[NumberForm, ...]
    """A chapter, a section in it and so on, in its heading and in a citation: ``Chapter 2``."""
    article: NumberForm
    """The number line of an article in print: ``Article 14.``"""
    paragraph: NumberForm
    """The marker of the paragraphs from the second on."""
    items: tuple[NumberForm, ...]
    """The markers of items, sub-items and so on by depth; below the last they start again."""
    marker_gap: str
    """What stands between a marker and the text behind it."""
    chapter_gap: str
    """What stands between the number of a chapter and its heading."""

    cited: Citation
    """How the levels are named in an address."""

    number_unit: Literal["digits", "whole"]
    """What of a changed number is underlined: the 14 of "Article 14", or 第14条 as a whole."""
    heading_brackets: tuple[str, str]
    supplementary_title: str
    """The line above the supplementary provisions in print."""
    omitted_label: str
    """The whole content of an article whose text was not published."""
    reserved_label: str
    """The whole content of an article that was deleted but keeps its number."""

    line_joint: str
    """What joins two lines of a clause file: a space, or nothing in Japanese."""
    sentence_end: re.Pattern[str]
    """Matches the end of a sentence; its match ends where the next line may begin."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop ends no sentence, without the stop and in lower case."""

    def chapter_form(self, depth: int) -> NumberForm:
        """The form of chapters at ``depth`` (1 for chapters, 2 for sections)."""
        return self.chapters[min(depth, len(self.chapters)) - 1]

    def item_form(self, depth: int) -> NumberForm:
        """The marker form of items at ``depth`` (1 for items, 2 for sub-items)."""
        return self.items[(depth - 1) % len(self.items)]

    def joined(self, lines: Iterable[str]) -> str:
        """The lines of one block as one."""
        text = ""
        for line in lines:
            # Two Latin words that were wrapped inside a Japanese sentence stay two words.
            latin = text[-1:].isascii() and line[:1].isascii()
            joint = self.line_joint or (" " if latin else "")
            text += joint + line if text else line
        return text

    def bracketed(self, heading: str) -> str:
        """The heading as printed: ``(Chairman)``."""
        left, right = self.heading_brackets
        return f"{left}{heading}{right}"

    def unbracketed(self, text: str) -> str:
        """The heading without one pair of the style's brackets around the whole of it."""
        left, right = self.heading_brackets
        if not (text.startswith(left) and text.endswith(right)):
            return text
        depth = 0
        for position, char in enumerate(text):
            depth += (char == left) - (char == right)
            if depth == 0:
                return text[1:-1] if position == len(text) - 1 else text
        return text


EN = DraftingStyle(
    name="en",
    language="en",
    chapters=tuple(
        NumberForm(DECIMAL, prefix=prefix) for prefix in ("Chapter ", "Section ", "Subsection ")
    ),
    article=NumberForm(DECIMAL, prefix="Article ", suffix="."),
    paragraph=NumberForm(DECIMAL),
    items=(
        NumberForm(DECIMAL, prefix="(", suffix=")"),
        *(
            NumberForm(numeral, prefix="(", suffix=")", branch_numerals=(DECIMAL,))
            for numeral in (LETTER, ROMAN, LETTER_CAPITAL, ROMAN_CAPITAL)
        ),
    ),
    marker_gap=" ",
    chapter_gap=" ",
    cited=Citation(
        article=NumberForm(DECIMAL, prefix="Article "),
        paragraph=NumberForm(DECIMAL, prefix="paragraph "),
        item=NumberForm(DECIMAL, prefix="item (", suffix=")"),
        subitem="sub-item ",
        heading="heading",
        supplementary="Supplementary Provisions",
        gap=" ",
        range_joint=" to ",
        plurals={
            "Chapter ": "Chapters ",
            "Section ": "Sections ",
            "Subsection ": "Subsections ",
            "Article ": "Articles ",
            "paragraph ": "paragraphs ",
            "item (": "items (",
            "sub-item ": "sub-items ",
        },
    ),
    number_unit="digits",
    heading_brackets=("(", ")"),
    supplementary_title="Supplementary Provisions",
    omitted_label="(Provisions omitted)",
    reserved_label="(Deleted)",
    line_joint=" ",
    sentence_end=re.compile(r"[.!?][)\]\"'”’]* (?=[\"“'‘(]?[A-Z0-9])"),
    abbreviations=frozenset(
        "no nos art arts sec secs para paras co ltd inc corp "
        "mr mrs ms dr st v vs cf e.g i.e etc".split()
    ),
)


def _ja_level(suffix: str) -> NumberForm:
    return NumberForm(
        MIXED_WIDTH,
        prefix="第",
        suffix=suffix,
        branch="の",
        branch_outside=True,
        also=(DECIMAL, FULL_WIDTH, KANJI),
    )


JA = DraftingStyle(
    name="ja",
    language="ja",
    chapters=tuple(_ja_level(suffix) for suffix in "章節款目"),
    article=_ja_level("条"),
    paragraph=NumberForm(MIXED_WIDTH, branch="の", also=(DECIMAL, FULL_WIDTH, CIRCLED)),
    items=(
        NumberForm(DECIMAL, prefix="(", suffix=")", branch="の", also=(FULL_WIDTH,)),
        NumberForm(IROHA, branch="の", branch_numerals=(MIXED_WIDTH, DECIMAL, FULL_WIDTH, KANJI)),
        *(
            NumberForm(
                numeral,
                prefix="(",
                suffix=")",
                branch="の",
                branch_numerals=(DECIMAL, FULL_WIDTH),
            )
            for numeral in (KATAKANA, LETTER, ROMAN)
        ),
    ),
    marker_gap="　",
    chapter_gap="　",
    cited=Citation(
        article=_ja_level("条"),
        paragraph=_ja_level("項"),
        item=_ja_level("号"),
        subitem="",
        heading="見出し",
        supplementary="附則",
        gap="",
        range_joint="から",
        range_end="まで",
        plurals={},
    ),
    number_unit="whole",
    heading_brackets=("（", "）"),
    supplementary_title="附　則",
    omitted_label="（条文省略）",
    reserved_label="削　除",
    line_joint="",
    # Not "（以下「総会」という。）", where the sentence goes on.
    sentence_end=re.compile(r"。(?![」』）】〕])"),
)

STYLES: Mapping[str, DraftingStyle] = {style.name: style for style in (EN, JA)}
