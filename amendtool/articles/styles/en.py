"""The built-in English drafting style (``docs/table-conventions.md``, "Numbers in print")."""

from __future__ import annotations

import re

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import (
    DECIMAL,
    LETTER,
    LETTER_CAPITAL,
    ROMAN,
    ROMAN_CAPITAL,
    Numeral,
)
from amendtool.articles.styles.style import AddressForms, DraftingStyle


def _marker(numeral: Numeral, prefix: str, suffix: str) -> NumberForm:
    # A branch of a letter or a roman numeral has digits: (a-2).
    branches = () if numeral is DECIMAL else (DECIMAL,)
    return NumberForm(numeral, prefix=prefix, suffix=suffix, branch_numerals=branches)


_ITEM_NUMERALS = (DECIMAL, LETTER, ROMAN, LETTER_CAPITAL, ROMAN_CAPITAL)

EN = DraftingStyle(
    name="en",
    language="en",
    chapters=tuple(
        NumberForm(DECIMAL, prefix=prefix) for prefix in ("Chapter ", "Section ", "Subsection ")
    ),
    article=NumberForm(DECIMAL, prefix="Article ", suffix="."),
    paragraph=NumberForm(DECIMAL),
    paragraph_forms=tuple(_marker(DECIMAL, *shape) for shape in (("", "."), ("(", ")"), ("", ")"))),
    items=tuple(_marker(numeral, "(", ")") for numeral in _ITEM_NUMERALS),
    # Not A. or I., which begin names and sentences as well.
    item_forms=tuple(
        _marker(numeral, "", stop) for stop in (".", ")") for numeral in (DECIMAL, LETTER, ROMAN)
    ),
    marker_gap=" ",
    chapter_gap=" ",
    cited=AddressForms(
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
    document_name="Articles of Incorporation",
    sentence_end=re.compile(r"[.!?][)\]\"'”’]* (?=[\"“'‘(]?[A-Z0-9])"),
    abbreviations=frozenset(
        "no nos art arts sec secs para paras co ltd inc corp "
        "mr mrs ms dr st v vs cf e.g i.e etc".split()
    ),
    article_words=("Article ", "ARTICLE ", "Art. "),
    chapter_words=("Chapter ", "CHAPTER "),
    sample_numerals=(DECIMAL, ROMAN_CAPITAL),
    samples={
        "article": "Article 1., ARTICLE 1, Article I",
        "chapter": "Chapter 1, CHAPTER I",
        "paragraph": "2, 2., (2), 2)",
        "items": "(1), (a), (i), (A), (I), 1., a., i., 1), a)",
    },
)
