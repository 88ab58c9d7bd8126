"""What is handed out: the company's own list goes on, its title once, links as words."""

from __future__ import annotations

import datetime

import pytest

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.comparison.house import HOUSES
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Revision
from amendtool.render.charter.own_list import continued
from amendtool.render.formats import ARTICLES, render

DAY = datetime.date(2025, 6, 9)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("昭和60年4月1日　制定", "令和7年6月9日　改正"),
        ("平成15年４月１日 第1回改正", "令和７年６月９日 第2回改正"),
        ("２００３年１０月１１日　一部変更", "２０２５年６月９日　一部変更"),
        ("平成十五年四月十日改正", "令和七年六月九日改正"),
        ("改　正　　平成元年12月10日", "改　正　　令和7年6月9日"),
        ("1. 2003年 4月 1日　一部改正（臨時総会）", "1. 2025年 6月 9日　一部改正（臨時総会）"),
        ("Adopted May 3, 1999", "Amended June 9, 2025"),
        ("Amended and Restated: 3 May 1999", "Amended and Restated: 9 June 2025"),
        ("Revised 2003-04-01 by the members", "Revised 2025-06-09 by the members"),
    ],
)
def test_the_next_entry_is_written_as_the_last_one(before: str, after: str) -> None:
    assert continued(f"以上\n{before}\n会長", [DAY]) == f"以上\n{before}\n{after}\n会長"


def test_what_stands_in_the_list_is_not_written_again() -> None:
    text = "昭和60年4月1日　制定\n令和7年6月9日　改正"
    assert continued(text, [datetime.date(2019, 1, 1), DAY]) == text
    assert continued("Signed in Dover, May 3, 1999", [DAY]) is None
    assert continued("As amended through May 3, 1999", [DAY]) is None
    assert continued("定款は昭和60年4月1日に制定した。", [DAY]) is None


@pytest.mark.parametrize(
    ("before", "ended", "after"),
    [
        ("平成15年４月１日 第1回改正", "令和７年６月９日 一部削除", "令和７年６月10日 第2回改正"),
        ("昭和60年4月1日　制定", "令和7年6月9日　一部削除", "令和7年6月10日　改正"),
        ("1. 2003年 4月 1日　一部改正（臨時総会）", "1. 2025年 6月 9日　一部削除",
         "1. 2025年 6月 10日　一部改正（臨時総会）"),
        ("改　正　　平成元年12月10日", "一部削除　　令和7年6月9日", "改　正　　令和7年6月10日"),
        ("Amended and Restated: 3 May 1999", "Provisions deleted: 9 June 2025",
         "Amended and Restated: 10 June 2025"),
        ("Revised 2003-04-01 by the members", "Provisions deleted 2025-06-09",
         "Revised 2025-06-10 by the members"),
    ],
)  # fmt: skip
def test_what_went_by_its_own_terms_was_amended_by_nobody(
    before: str, ended: str, after: str
) -> None:
    text = continued(before, [], [DAY])
    assert text == f"{before}\n{ended}"
    tomorrow = DAY + datetime.timedelta(days=1)
    assert continued(text, [tomorrow], [DAY]) == f"{text}\n{after}"
    assert continued(before, [tomorrow], [DAY]) == f"{text}\n{after}"


def charter(text: str, *, preamble: str = "", closing: str = "") -> Charter:
    body = (provision(number=Number.of(1), text=text),)
    article = Article(key="a", number=Number.of(1), heading="A", body=body)
    return Charter(articles=(article,), preamble=preamble, closing=closing)


REVISIONS = (Revision(name="2025-06-09-agm", title="2025-06-09-agm", adopted="2025-06-09"),)


def test_one_list_in_the_company_s_words_and_place() -> None:
    own = charter("本文", closing="昭和60年4月1日　制定\n理事長")
    export = make_export(
        own, style=JA, house=HOUSES["ja-notice"], title="会則", revisions=REVISIONS
    )
    assert [line.text for line in export.lines][-3:] == [
        "昭和60年4月1日　制定", "令和7年6月9日　改正", "理事長"
    ]  # fmt: skip


def test_no_file_name_of_ours_is_printed() -> None:
    export = make_export(
        charter("Text."), style=EN, house=HOUSES["seed-en"], title="Rules", revisions=REVISIONS
    )
    assert export.lines[-1].text == "Amendment (adopted June 9, 2025)"
    assert b"agm" not in render(ARTICLES, export, "html")


@pytest.mark.parametrize(
    ("preamble", "title", "printed", "rest"),
    [
        ("港の会　会　則\n平成2年", "港の会会則", "港の会　会　則", ["平成2年"]),
        ("BYLAWS\nOF\nQUAY CLUB\nDelaware", "Bylaws of Quay Club", "BYLAWS OF QUAY CLUB",
         ["Delaware"]),
        ("Rules\nof something else", "Rules", "Rules", ["of something else"]),
        ("We resolve.", "Rules", "Rules", ["We resolve."]),
    ],
)  # fmt: skip
def test_the_title_is_printed_once_and_as_the_document_has_it(
    preamble: str, title: str, printed: str, rest: list[str]
) -> None:
    style = JA if title > "Ａ" or title[0] > "z" else EN
    own = charter("Text.", preamble=preamble)
    export = make_export(own, style=style, house=HOUSES["seed-en"], title=title)
    assert export.title == printed
    assert [line.text for line in export.lines if line.kind.value == "text"] == rest


def test_links_are_words_unless_their_addresses_are_asked_for() -> None:
    own = charter("See [the rules](https://example.com/a_b) and [Annex] (1).")
    for links, text in (
        (False, "See the rules and [Annex] (1)."),
        (True, "See the rules (https://example.com/a_b) and [Annex] (1)."),
    ):
        export = make_export(own, style=EN, house=HOUSES["en"], title="", links=links)
        assert export.lines[-1].text == text


@pytest.mark.parametrize(
    ("cover", "title", "printed"),
    [
        ("株式会社青空商事　定款", "定款", 1),
        ("一般社団法人みどりの会\n定　款\n令和２年４月１日", "定款", 1),
        ("BYLAWS OF THE EXAMPLE FOUNDATION, INC.", "Bylaws", 1),
        ("EXAMPLE FOUNDATION\nBylaws", "Bylaws", 1),
        ("Articles of Incorporation of Example Inc.", "Articles of Incorporation", 1),
        # Sentences that name the document are no titles.
        ("本会の目的は、この定款による。", "定款", 2),
        ("The members hereby adopt these Bylaws", "Bylaws", 2),
        ("Bylaws of the members are as follows.", "Bylaws", 2),
    ],
)
def test_a_title_that_says_whose_it_is_is_printed_once(
    cover: str, title: str, printed: int
) -> None:
    style, house = (JA, "ja-notice") if title == "定款" else (EN, "bylaws")
    export = make_export(
        charter("Text", preamble=cover), style=style, house=HOUSES[house], title=title
    )
    text = "\n".join((export.title, *(line.text for line in export.lines)))
    assert text.casefold().replace("　", "").count(title.casefold()) == printed
    if printed == 1:
        assert text.startswith(cover + "\n"), "the cover stands as it did"
