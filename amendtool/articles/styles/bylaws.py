"""The drafting styles of US bylaws: Article III, Section 3.2, (a), (i), (A), (1).

An Article is a chapter, a Section an article that is counted within it. What stands in
brackets are items: the words before (a) are those of the section itself. ``BYLAWS`` prints the
number of the Article with that of the Section; ``BYLAWS_RESTART`` begins with Section 1 in
every Article. The files of both are the same.
"""

from __future__ import annotations

import re
from dataclasses import replace

from amendtool.articles.numbers import CountedForm, NumberForm
from amendtool.articles.numerals import DECIMAL, LETTER, LETTER_CAPITAL, ROMAN, ROMAN_CAPITAL
from amendtool.articles.styles.en import EN
from amendtool.articles.styles.style import AddressForms, DraftingStyle

_ARTICLE = NumberForm(ROMAN_CAPITAL, prefix="Article ", also=(DECIMAL, ROMAN))
_ITEMS = tuple(
    NumberForm(numeral, prefix="(", suffix=")", branch_numerals=(DECIMAL,))
    for numeral in (LETTER, ROMAN, LETTER_CAPITAL, DECIMAL)
)

BYLAWS = DraftingStyle(
    name="bylaws",
    language="en",
    numbered_in_chapters=True,
    chapters=(_ARTICLE,),
    titles=(replace(_ARTICLE, prefix="ARTICLE "),),
    article=NumberForm(DECIMAL, prefix="Section ", suffix=".", branch="."),
    # Counted and not printed: the sign stands in clause files and in amendments alone.
    paragraph=NumberForm(DECIMAL, prefix="¶", silent=True),
    paragraph_forms=EN.paragraph_forms[:1],
    items=_ITEMS,
    marker_gap=" ",
    chapter_gap=" — ",
    cited=AddressForms(
        article=NumberForm(DECIMAL, prefix="Section ", branch="."),
        paragraph=NumberForm(DECIMAL, prefix="paragraph "),
        item=_ITEMS[0],
        subitem="",
        heading="heading",
        supplementary="Supplementary Provisions",
        gap=" ",
        range_joint=" through ",
        plurals={
            "Article ": "Articles ",
            "Section ": "Sections ",
            "paragraph ": "paragraphs ",
        },
        compact=True,
    ),
    number_unit="digits",
    heading_brackets=("", "."),
    supplementary_title="Supplementary Provisions",
    omitted_label="[Text omitted]",
    reserved_label="[Reserved]",
    document_name="Bylaws",
    sentence_end=EN.sentence_end,
    abbreviations=EN.abbreviations,
    article_words=EN.article_words,
    chapter_words=EN.chapter_words,
    sample_numerals=EN.sample_numerals,
    samples=EN.samples,
    words={
        "article": "chapter",
        "section": "article",
        "subsection": "item",
        "paragraph": "item",
        "item": "item",
        "subitem": "item",
    },
    others=re.compile(r"(?:Articles|Certificate) of (?:Incorporation|Association|Organization)"),
)

_SECTION = CountedForm(DECIMAL, prefix="Section ", suffix=".", branch=".")

BYLAWS_RESTART = replace(
    BYLAWS,
    name="bylaws-restart",
    article=_SECTION,
    cited=replace(BYLAWS.cited, article=replace(_SECTION, suffix="", outer=_ARTICLE)),
)
