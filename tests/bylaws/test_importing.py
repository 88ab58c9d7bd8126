"""Documents into bylaws: Articles and Sections land under the numbers that they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.articles.charter import Charter
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, DraftingStyle
from amendtool.importing.document import import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.bylaws.test_example import CONFIG, HISTORY, NAMES

DOCUMENTS = sorted(
    path
    for path in (Path(__file__).parents[1] / "importing" / "documents").glob("en-*")
    if path.suffix in (".txt", ".md", ".html")
)

PLAIN = """\
BYLAWS OF THE LARK SOCIETY

ARTICLE I — NAME

Section 1. Name. The name is the Lark Society.

ARTICLE II — MEMBERS

Section 1. Admission. The Board admits members.

Section 2. Dues. Members pay:

(a) an entrance fee; and

(b) yearly dues, which are:

(i) ten dollars; or

(ii) five for students.

ARTICLE III — NOTICES

All notices are given in writing.
"""


def shape(charter: Charter) -> list[tuple[str, str | None, str]]:
    return [
        (str(article.number), article.heading, article.paragraphs[0].text)
        for article in charter.articles
    ]


@pytest.mark.parametrize("style", [BYLAWS, BYLAWS_RESTART], ids=lambda style: style.name)
def test_sections_that_begin_again_in_every_article_keep_their_numbers(
    style: DraftingStyle,
) -> None:
    found = import_document(PLAIN.encode(), file="bylaws.txt", style=style)
    assert [(str(c.number), c.heading) for c in found.charter.chapters] == [
        ("1", "NAME"), ("2", "MEMBERS"), ("3", "NOTICES"),
    ]  # fmt: skip
    assert shape(found.charter) == [
        ("1-1", "Name", "The name is the Lark Society."),
        ("2-1", "Admission", "The Board admits members."),
        ("2-2", "Dues", "Members pay:"),
        ("3-0", None, "All notices are given in writing."),
    ]
    dues = found.charter.articles[2].paragraphs[0]
    assert [item.text for item in dues.items] == ["an entrance fee; and", "yearly dues, which are:"]
    assert [item.text for item in dues.items[1].items] == ["ten dollars; or", "five for students."]
    # An Article of nothing but text prints no Section, and nothing about it is in doubt.
    assert [doubt.code for doubt in found.report.doubts] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("style", [BYLAWS, BYLAWS_RESTART], ids=lambda style: style.name)
def test_nothing_of_a_document_is_lost_and_its_files_are_bylaws(
    path: Path, style: DraftingStyle
) -> None:
    found = import_document(path.read_bytes(), file=path.name, style=style)
    counts = found.report.characters
    assert counts.lost == counts.invented == 0
    assert load(files_of(found.charter, style), style).charter == found.charter


@pytest.mark.parametrize("form", ["docx", "html", "markdown", "text"])
@pytest.mark.parametrize("style", [BYLAWS, BYLAWS_RESTART], ids=lambda style: style.name)
def test_an_exported_document_comes_back(form: str, style: DraftingStyle) -> None:
    charter = HISTORY[NAMES[-1]].proposed
    document = make_export(charter, style=style, house=CONFIG.house, title=CONFIG.title)
    ending = {"markdown": "md", "text": "txt"}.get(form, form)
    found = import_document(render(ARTICLES, document, form), file=f"x.{ending}", style=style)
    back = found.charter
    assert [(c.number, c.heading) for c in back.chapters] == [
        (c.number, c.heading) for c in charter.chapters
    ]
    assert [(a.number, a.heading, a.paragraphs) for a in back.articles] == [
        (a.number, a.heading, a.paragraphs) for a in charter.articles
    ]
