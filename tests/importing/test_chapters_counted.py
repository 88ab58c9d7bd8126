"""Articles that print the number of their chapter: the style that counts so, or a doubt."""

from __future__ import annotations

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import import_document
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load

RULES = (
    "Bylaws\n\nArticle 1 Club\n\nSection 1.1 Seat. In town.\n\nSection 1.2 Flag. It is blue.\n\n"
    "Article 2 Boats\n\nSection 2.1 Colour. Red.\n\nSection 2.2 Number. Two.\n"
)


@pytest.mark.parametrize(
    ("text", "style", "told"),
    [
        (RULES, "en", True),
        (RULES, "bylaws", False),
        (RULES.replace("2.1", "1.3").replace("2.2", "1.4"), "en", False),
        (RULES.replace("1.1", "1").replace("1.2", "2").replace("2.1", "3").replace("2.2", "4"),
         "en", False),
    ],
)  # fmt: skip
def test_it_is_told_where_an_inserted_chapter_would_leave_them_behind(
    text: str, style: str, told: bool
) -> None:
    report = import_document(text.encode(), file="d.txt", style=STYLES[style]).report
    codes = {each.code for each in report.doubts}
    assert ("number-of-chapter" in codes) == told


RESTARTED = RULES.replace("2.1", "1").replace("2.2", "2").replace("1.1", "1").replace("1.2", "2")
THROUGH = RULES.replace("1.1", "1").replace("1.2", "2").replace("2.1", "3").replace("2.2", "4")
JAPANESE = "会則\n\n第１条　本会は、ひばり会と称する。\n\n第２条　会員は、次のとおりとする。\n"


@pytest.mark.parametrize(
    ("text", "given", "shown"),
    [
        (RULES, "en", "bylaws"),
        (RULES.replace("Section ", ""), "en", "bylaws"),
        (RULES.replace("Section 2.1", "Section 1.1"), "bylaws-restart", "bylaws"),
        (RESTARTED, "en", "bylaws-restart"),
        (RESTARTED, "bylaws", "bylaws-restart"),
        (THROUGH, "bylaws", "en"),
        ("Rules\n\nArticle 1. Red.\n\nArticle 2. Blue.\n", "bylaws", "en"),
        ("Rules\n\nSection 1. Red.\n\nSection 2. Blue.\n", "bylaws", "bylaws"),
        ("Rules\n\nSection 1.1 Red. So.\n\nSection 1.2 Blue. So.\n", "bylaws", "en"),
        ("Rules\n\n5.1 Red. So.\n\n5.2 Blue. So.\n\n6.1 Green. So.\n", "bylaws", "en"),
        (RULES.replace("Article 1 Club\n\n", ""), "bylaws", "en"),
        (RULES.replace("Article 1 Club", "Part A\n\nArticle 1 Club"), "en", "en"),
        (JAPANESE, "en", "ja"),
        (RULES, "ja", "bylaws"),
    ],
)  # fmt: skip
def test_the_document_shows_its_style(text: str, given: str, shown: str) -> None:
    found = import_document(
        text.encode(), file="d.txt", style=STYLES[given], learn=True, choose="language"
    )
    assert found.style.name == shown
    told = {each.code for each in found.report.doubts} & {"style-chosen", "language-differs"}
    assert bool(told) == (given != shown)
    kept = import_document(text.encode(), file="d.txt", style=STYLES[given], learn=True)
    assert kept.style.name == given


@pytest.mark.parametrize(
    "text",
    [
        "Rules\n\nSection 1.1 Red. So.\n\nSection 1.2 Blue. So.\n",
        "Rules\n\n5.1 Red. So.\n\n5.2 Blue. So.\n\n6.1 Green. So.\n",
        RULES.replace("Article 1 Club\n\n", ""),
    ],
)
def test_sections_without_their_article_are_read_back(text: str) -> None:
    found = import_document(
        text.encode(), file="d.txt", style=STYLES["bylaws"], learn=True, choose="language"
    )
    again = load(files_of(found.charter, found.printed), style=found.printed).charter
    assert [each.number for each in again.articles] == [
        each.number for each in found.charter.articles
    ]
    assert "1" not in {str(each.number) for each in again.articles}


def test_japanese_decimals_below_chapters_are_told_too() -> None:
    text = (
        "鍵規程\n\n１．総則\n\n１．１　目的\n鍵の数を定める。\n\n１．２　数\n2本とする。\n\n"
        "２．管理\n\n２．１　責任者\n責任者は、次の者とする。\n\n２．２　交代\n毎年とする。\n"
    )
    report = import_document(text.encode(), file="d.txt", style=STYLES["ja"], learn=True).report
    assert "number-of-chapter" in {each.code for each in report.doubts}
