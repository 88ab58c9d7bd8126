"""The answer that a question about a citation proposes is one: with it nothing is asked more."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle
from amendtool.importing.document import import_document

STYLES = {"en": EN, "ja": JA, "bylaws": BYLAWS}
_KEEP = re.compile(r"`- keep: (?P<where>[^`]+)` with `find: (?P<words>[^`]+)`")

_EN = """Article 1 (Name)

The name is Example.

Article 2 (Seat)

{text}

Article 3 (Chair)

The chair is elected.
"""
_BYLAWS = """# ARTICLE I - GENERAL

## Section 1.1 Name

The name is Example.

## Section 1.2 Seat

{text}

## Section 1.3 Chair

The chair is elected.
"""
_JA = """第1条（名称）　名称は、別に定める。

第2条（所在）　{text}

第3条（役員）　役員は、別に定める。

第4条（会費）　会費は、別に定める。
"""

ASKED = [
    ("en", "- insert: Article 1", "Under the Rules of the Board, Article 3 applies.", "Article 3"),
    ("en", "- insert: Article 3", "As the Code of Conduct, Article 3, says.", "Article 3"),
    (
        "bylaws",
        "- insert: Section 1.1",
        "Under the Handbook Rules, Section 1.3 applies.",
        "Section 1.3",
    ),
    ("ja", "- move: 第4条\n    after: 第1条", "所在は、第4条以下の定めによる。", "第4条"),
    ("ja", "- move: 第1条\n    after: 第4条", "所在は、第2条以降の定めによる。", "第2条"),
]


def _applied(style: DraftingStyle, charter: Charter, operations: str, language: str) -> Application:
    inserted = "\n    heading: New\n    text: New.\n" if "insert" in operations else "\n"
    first, _, more = operations.partition("\n  - keep")
    text = f"amendment: x\noperations:\n  {first}{inserted}"
    text += f"  - keep{more}\n" if more else ""
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    return apply(charter, amendment, style)


@pytest.mark.parametrize(("language", "operation", "text", "words"), ASKED)
def test_what_a_question_proposes_answers_it(
    language: str, operation: str, text: str, words: str
) -> None:
    document = {"en": _EN, "bylaws": _BYLAWS, "ja": _JA}[language].format(text=text)
    found = import_document(document.encode(), file="d.md", style=STYLES[language], learn=True)
    style = replace(found.printed, document_name="定款" if language == "ja" else "Bylaws")
    asked = _applied(style, found.charter, operation, language).questions
    assert [entry.before for entry, _ in asked] == [words]
    proposed = _KEEP.search(asked[0][1].hint or "")
    assert proposed is not None, asked[0][1].hint
    answer = f"\n  - keep: {proposed['where']}\n    find: {proposed['words']}"
    done = _applied(style, found.charter, operation + answer, language)
    assert done.questions == ()
    assert text in [each for a in done.proposed.every_article() for each in article_texts(a)]
