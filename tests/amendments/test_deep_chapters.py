"""Chapters in chapters, to any depth: 編 over 章 over 節, Titles over Articles over Sections."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.styles import BYLAWS, JA, DraftingStyle
from amendtool.articles.styles.samples import with_chapter
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import JA_NOTICE
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load

_JA = with_chapter(JA, ["第一編", "第一章", "第一節", "第一款"])
_BYLAWS = with_chapter(BYLAWS, ["TITLE I", "ARTICLE I"])
assert isinstance(_JA, DraftingStyle)
assert isinstance(_BYLAWS, DraftingStyle)
CODE, TITLES = _JA, _BYLAWS


def charter_of(files: Mapping[str, str], style: DraftingStyle) -> Charter:
    read = load({f"articles/{name}": text.encode() for name, text in files.items()}, style)
    assert not read.notices
    assert load(files_of(read.charter, style), style).charter == read.charter
    return read.charter


BOOKS = charter_of(
    {
        "01-general/000-chapter.md": "# 総則\n",
        "01-general/01-name/000-chapter.md": "# 商号等\n",
        "01-general/01-name/01-words/000-chapter.md": "# 商号\n",
        "01-general/01-name/01-words/001-words-1.md": "# 商号\n\n当会社は、甲と称する。\n",
        "01-general/01-name/02-seat/000-chapter.md": "# 本店\n",
        "01-general/01-name/02-seat/01-town/000-chapter.md": "# 所在地\n",
        "01-general/01-name/02-seat/01-town/002-town-1.md": "# 所在地\n\n東京に置く。\n",
        "02-shares/000-chapter.md": "# 株式\n",
        "02-shares/01-issue/000-chapter.md": "# 発行\n",
        "02-shares/01-issue/003-issue-1.md": (
            "# 発行\n\n第一編第一章第二節に従い、第一編第一章第二節第一款による。\n"
        ),
    },
    CODE,
)

SECTIONS = charter_of(
    {
        "01-general/000-chapter.md": "# General\n",
        "01-general/01-name/000-chapter.md": "# Name\n",
        "01-general/01-name/001-words.md": "# Words\n\nThe name is X.\n",
        "01-general/02-members/000-chapter.md": "# Members\n",
        "01-general/02-members/001-who.md": "# Who\n\nAnybody. Section 1.1 stands.\n",
        "02-money/000-chapter.md": "# Money\n",
        "02-money/03-dues/000-chapter.md": "# Dues\n",
        "02-money/03-dues/001-how.md": "# How\n\nBy cheque, under Section 2.1 of Article II.\n",
    },
    TITLES,
)


def amend(charter: Charter, operations: str, style: DraftingStyle) -> Application:
    """What an amendment makes of a charter; it asks nothing, and its inverse undoes it."""
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    application = apply(charter, amendment, style)
    assert not application.questions
    assert apply(application.proposed, application.inverse, style).proposed == charter
    return application


def outline(charter: Charter, style: DraftingStyle) -> list[str]:
    """The chapters with the numbers of those that they stand in, as print has them."""
    printer = Printer(style=style, house=JA_NOTICE)
    found = []
    for chapter in charter.chapters:
        outer = charter.outer_chapters(chapter.key)
        lines = [printer.chapter_text(each, depth) for depth, each in enumerate(outer, 1)]
        found.append(" / ".join(lines))
    return found


def test_what_stands_in_what_is_printed_so() -> None:
    assert outline(BOOKS, CODE)[-3:] == [
        "第一編　総則 / 第一章　商号等 / 第二節　本店 / 第一款　所在地",
        "第二編　株式",
        "第二編　株式 / 第一章　発行",
    ]
    assert outline(SECTIONS, TITLES)[-1] == "TITLE II — Money / ARTICLE III — Dues"


def test_a_citation_follows_at_every_depth_that_it_names() -> None:
    new = (
        "  - insert: 第1編第1章第1節\n    heading: 目的\n    articles: 第1条\n"
        "  - insert: 第1条\n    text: 目的を定める。\n"
    )
    proposed = amend(BOOKS, new, CODE).proposed
    cites = proposed.by_key()["issue-1"].paragraphs[0].text
    assert cites == "第一編第一章第三節に従い、第一編第一章第三節第一款による。"


def test_what_comes_into_a_new_chapter_of_a_present_number_says_so() -> None:
    new = (
        "  - insert: 第2編\n    heading: 機関\n    articles: 第3条\n"
        "  - insert: 第2編第1章\n    heading: 役員\n    chapter: 第2編\n    articles: 第3条\n"
        "  - insert: 第3条\n    text: 取締役を置く。\n"
    )
    assert outline(amend(BOOKS, new, CODE).proposed, CODE)[-4:] == [
        "第二編　機関", "第二編　機関 / 第一章　役員",
        "第三編　株式", "第三編　株式 / 第一章　発行",
    ]  # fmt: skip


def test_without_that_it_comes_into_the_chapter_that_has_the_number_now() -> None:
    new = (
        "  - insert: 第2編\n    heading: 機関\n    articles: 第3条\n"
        "  - insert: 第2編第1章\n    heading: 種類\n    articles: 第4条\n"
        "  - replace: 第2編第1章\n    articles: 第5条\n"
        "  - insert: 第3条\n    text: 取締役を置く。\n  - insert: 第4条\n    text: 種類を定める。\n"
    )
    assert outline(amend(BOOKS, new, CODE).proposed, CODE)[-4:] == [
        "第二編　機関", "第三編　株式", "第三編　株式 / 第一章　種類",
        "第三編　株式 / 第二章　発行",
    ]  # fmt: skip


NEW_ARTICLE = (
    "  - insert: Title I Article II\n    heading: Seal\n"
    "  - insert: Section 2.1\n    heading: Seal\n    text: There is a seal.\n    key: seal-1\n"
)


def test_articles_that_run_on_through_titles_move_in_all_of_them() -> None:
    proposed = amend(SECTIONS, NEW_ARTICLE, TITLES).proposed
    assert outline(proposed, TITLES)[-1] == "TITLE II — Money / ARTICLE IV — Dues"
    numbers = {article.key: str(article.number) for article in proposed.articles}
    assert numbers == {"words": "1-1", "seal-1": "2-1", "who": "3-1", "how": "4-1"}
    cites = proposed.by_key()["how"].paragraphs[0].text
    assert cites == "By cheque, under Section 3.1 of Article III."


@pytest.mark.parametrize(
    ("operation", "last"),
    [
        ("  - delete: Title II\n", "TITLE I — General / ARTICLE II — Members"),
        ("  - replace: Title II Article III heading\n    text: Fees\n",
         "TITLE II — Money / ARTICLE III — Fees"),
        ("  - insert: Title II Article IV\n    heading: Fees\n",
         "TITLE II — Money / ARTICLE IV — Fees"),
    ],
)  # fmt: skip
def test_articles_in_titles_come_and_go(operation: str, last: str) -> None:
    assert outline(amend(SECTIONS, operation, TITLES).proposed, TITLES)[-1] == last


def test_where_they_begin_anew_they_stay_as_they_are() -> None:
    new = "  - insert: 第1編第2章\n    heading: 公告\n    articles: 第3条\n" + (
        "  - insert: 第3条\n    chapter: 第1編第2章\n    text: 官報による。\n"
    )
    assert outline(amend(BOOKS, new, CODE).proposed, CODE)[-3:] == [
        "第一編　総則 / 第二章　公告", "第二編　株式", "第二編　株式 / 第一章　発行",
    ]  # fmt: skip
