"""The built-in Japanese drafting style (``docs/table-conventions.md``, "Numbers in print")."""

from __future__ import annotations

import re

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    MIXED_WIDTH,
    ROMAN,
)
from amendtool.articles.styles.style import Citation, DraftingStyle


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
