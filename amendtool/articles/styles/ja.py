"""The built-in Japanese drafting style (``docs/table-conventions.md``, "Numbers in print")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KANJI_PLACES,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    MIXED_WIDTH,
    PARENTHESIZED,
    ROMAN,
    ROMAN_SIGN,
    ROMAN_SIGN_CAPITAL,
    Numeral,
)
from amendtool.articles.styles.style import AddressForms, DraftingStyle


def _ja_level(suffix: str) -> NumberForm:
    return NumberForm(
        MIXED_WIDTH,
        prefix="第",
        suffix=suffix,
        branch="の",
        branch_outside=True,
        also=(DECIMAL, FULL_WIDTH, KANJI),
    )


_DIGITS = (MIXED_WIDTH, FULL_WIDTH, DECIMAL)
_BRANCHES = (MIXED_WIDTH, DECIMAL, FULL_WIDTH, KANJI)
_BRACKETS = (("(", ")"), ("（", "）"))
_STOPS = (("", "．"), ("", "."), ("", "、"))


def _digits(numeral: Numeral, prefix: str, suffix: str) -> NumberForm:
    return NumberForm(numeral, prefix=prefix, suffix=suffix, branch="の")


def _row(numeral: Numeral, prefix: str, suffix: str, branches: tuple[Numeral, ...]) -> NumberForm:
    return NumberForm(numeral, prefix=prefix, suffix=suffix, branch="の", branch_numerals=branches)


def _item_forms() -> Iterator[NumberForm]:
    """What items are marked with, the usual forms first."""
    for shape in (("", ""), *_BRACKETS, *_STOPS):
        for numeral in (*_DIGITS, KANJI, KANJI_PLACES):
            yield _digits(numeral, *shape)
        for numeral in (IROHA, KATAKANA):
            yield from (_row(numeral, *shape, (branch,)) for branch in _BRANCHES)
        if shape != ("", ""):  # a word of one letter is no mark
            yield from (_row(each, *shape, (DECIMAL,)) for each in (LETTER, ROMAN, LETTER_CAPITAL))
    for shape in (("", ""), *_BRACKETS):
        for numeral in (CIRCLED, PARENTHESIZED, ROMAN_SIGN, ROMAN_SIGN_CAPITAL):
            yield _row(numeral, *shape, (DECIMAL,))


JA = DraftingStyle(
    name="ja",
    language="ja",
    chapters=tuple(_ja_level(suffix) for suffix in "章節款目"),
    article=_ja_level("条"),
    paragraph=NumberForm(MIXED_WIDTH, branch="の"),
    paragraph_forms=(
        *(_digits(numeral, "", stop) for stop in ("", "．", ".") for numeral in _DIGITS),
        NumberForm(CIRCLED, branch="の", branch_numerals=_DIGITS),
        *(_digits(numeral, "○", "") for numeral in _DIGITS),
        *(_digits(numeral, "第", "項") for numeral in (*_DIGITS, KANJI)),
        *(_digits(numeral, "", "項") for numeral in (*_DIGITS, KANJI)),
    ),
    items=(
        NumberForm(DECIMAL, prefix="(", suffix=")", branch="の"),
        NumberForm(IROHA, branch="の", branch_numerals=_BRANCHES),
        *(_row(numeral, "(", ")", (DECIMAL, FULL_WIDTH)) for numeral in (KATAKANA, LETTER, ROMAN)),
    ),
    item_forms=tuple(_item_forms()),
    marker_gap="　",
    chapter_gap="　",
    cited=AddressForms(
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
        nth="{}番目の",
        following="{}の次",
        quotes=("「", "」"),
        behind="{number}の後の{which}文",
        before="{number}の前の{which}文",
    ),
    number_unit="whole",
    heading_brackets=("（", "）"),
    supplementary_title="附　則",
    omitted_label="（条文省略）",
    reserved_label="削　除",
    document_name="定款",
    # Not "（以下「総会」という。）", where the sentence goes on.
    sentence_end=re.compile(r"。(?![」』）】〕])"),
    # A sample of one width is of that width throughout: FULL_WIDTH goes before MIXED_WIDTH.
    sample_numerals=(DECIMAL, FULL_WIDTH, MIXED_WIDTH, KANJI, KANJI_PLACES),
    samples={
        "article": "第１条, 第1条, 第９条・第10条, 第一条, 第一〇条",
        "chapter": "第１章, 第1章, 第９章・第10章, 第一章",
        "paragraph": "２, 2, ②, ２．, 2.",
        "items": "(1), １, （１）, 一, ①, １．, (一), イ, (ア), ア, (a), (i)",
    },
)
