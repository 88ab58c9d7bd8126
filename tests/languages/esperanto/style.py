"""The drafting style of articles in Esperanto."""

from __future__ import annotations

from dataclasses import replace

from amendtool.articles.numbers import NumberForm
from amendtool.articles.numerals import DECIMAL
from amendtool.articles.styles.en import EN

EO = replace(
    EN,
    name="eo",
    language="eo",
    chapters=(NumberForm(DECIMAL, prefix="Ĉapitro "),),
    article=NumberForm(DECIMAL, prefix="Artikolo ", suffix="."),
    cited=replace(
        EN.cited,
        article=NumberForm(DECIMAL, prefix="Artikolo "),
        paragraph=NumberForm(DECIMAL, prefix="alineo "),
        item=NumberForm(DECIMAL, prefix="punkto (", suffix=")"),
        subitem="subpunkto ",
        heading="titolo",
        supplementary="Aldonaj dispozicioj",
        range_joint=" ĝis ",
        plurals={"Artikolo ": "Artikoloj ", "alineo ": "alineoj ", "punkto (": "punktoj ("},
    ),
    supplementary_title="Aldonaj dispozicioj",
    omitted_label="(Teksto ellasita)",
    reserved_label="(Forigita)",
    document_name="Statuto",
    article_words=("Artikolo ",),
    chapter_words=("Ĉapitro ",),
    samples={"article": "Artikolo 1.", "chapter": "Ĉapitro 1", "paragraph": "2", "items": "(1)"},
)
