"""The built-in English drafting style (``docs/table-conventions.md``, "Numbers in print")."""

from __future__ import annotations

import re

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import DECIMAL, LETTER, LETTER_CAPITAL, ROMAN, ROMAN_CAPITAL
from amendtool.articles.styles.style import Citation, DraftingStyle

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
