"""What a citation is told to lack, named as the articles name their provisions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import EN, JA

STYLES = {"ja": JA, "en": EN}
MISSING = [
    ("ja", "第40条による。", ["第40条"]),
    ("ja", "第9条の2第3項による。", ["第９条の２"]),
    ("ja", "第1条第3項による。", ["第１条第３項"]),
    ("ja", "第1条第1項第4号による。", ["第１条第１項第４号"]),
    ("ja", "第40条から第42条までによる。", ["第40条"]),
    ("ja", "第2条から第1条までによる。", ["第２条から第１条まで"]),
    ("ja", "前2条による。", ["前２条"]),
    ("ja", "次条による。", ["次条"]),
    ("ja", "第3章の規定による。", ["第３章"]),
    ("ja", "附則第3条による。", ["附則第３条"]),
    ("en", "See Article 40.", ["Article 40"]),
    ("en", "See paragraph 3 of Article 1.", ["Article 1 paragraph 3"]),
    ("en", "See the following Article.", ["following article"]),
]


@pytest.mark.parametrize(("language", "sentence", "missing"), MISSING)
def test_what_is_missing_is_named_as_the_articles_name_it(
    language: str, sentence: str, missing: list[str]
) -> None:
    texts = ("一", sentence) if language == "ja" else ("One.", sentence)
    charter = Charter(
        articles=tuple(
            Article(
                key=f"k{at}",
                number=Number.of(at),
                body=(provision(number=Number.of(1), text=text),),
            )
            for at, text in enumerate(texts, 1)
        )
    )
    style = replace(STYLES[language], document_name="会則" if language == "ja" else "Rules")
    found = [
        each.culprit
        for listed in list_references(charter, style)
        for each in listed.resolved
        if each.trouble
    ]
    assert found == missing
