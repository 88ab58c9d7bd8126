"""What a document tells of its company, sentence by sentence."""

from __future__ import annotations

import pytest

from amendtool.periods.law import Law
from amendtool.workflow.importing.document import import_articles, import_target
from amendtool.workflow.importing.facts import ToldFacts, same_name, told_facts


def facts(text: str, language: str) -> ToldFacts:
    made = import_articles(
        import_target(None, language=language, write=False),
        text.encode(), file="articles.txt", write=False,
    )  # fmt: skip
    return told_facts(made.imported.charter, language)


def english(sentence: str, *, title: str = "") -> ToldFacts:
    return facts(f"{title}\n\nArticle 1. Name\n{sentence}\n\nArticle 2. Dues\nTen.\n", "en")


def japanese(sentence: str, *, title: str = "定款", closing: str = "") -> ToldFacts:
    end = f"\n\n{closing}\n" if closing else "\n"
    return facts(f"{title}\n\n第１条　{sentence}\n\n第２条　会費は、十円とする。{end}", "ja")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The name of the corporation is Quay Holdings, Inc.", "Quay Holdings, Inc."),
        ("The name of the Corporation is Quay Co. (the “Corporation”).", "Quay Co."),
        ("The name of this association shall be “Pier Club”.", "Pier Club"),
        ("The Company shall be called Quay K.K., which means Quay.", "Quay K.K."),
        ("The name of the Society is the Pier Society and shall not change.", "Pier Society"),
        ("The seat of the Company is in town.", ""),
    ],
)
def test_the_name_is_what_the_first_articles_say(sentence: str, name: str) -> None:
    assert english(sentence).company == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("BYLAWS OF QUAY HOLDINGS, INC.", "Quay Holdings, Inc."),
        ("AMENDED AND RESTATED BYLAWS\nOF\nQUAY HOLDINGS, INC.\n(a Delaware corporation)",
         "Quay Holdings, Inc."),
        ("Articles of Incorporation of Pier Club", "Pier Club"),
        ("Bylaws of Quay Corp., a Delaware nonprofit corporation", "Quay Corp."),
        ("Bylaws of Quay, A Club", "Quay, A Club"),
        ("Certificate of Incorporation", ""),
        ("A letter of introduction", ""),
    ],
)  # fmt: skip
def test_else_it_is_that_of_the_title_as_the_articles_write_it(title: str, name: str) -> None:
    assert english("Quay Holdings, Inc. has members.", title=title).company == name


@pytest.mark.parametrize(
    ("sentence", "name", "other"),
    [
        ("当会社は、青空商事株式会社と称する。", "青空商事株式会社", ""),
        ("当会社は、株式会社海と称し、英文ではUmi Inc.とする。", "株式会社海", "Umi Inc."),
        ("当会社の商号は、「株式会社青空」とする。", "株式会社青空", ""),
        ("当会社は，青空商事株式会社と称する。", "青空商事株式会社", ""),
        ("当会社は，株式会社海と称し，英文はUmi Co., Ltd.とする。", "株式会社海", "Umi Co., Ltd."),
        ("この法人は、規程を定める。", "", ""),
    ],
)  # fmt: skip
def test_in_japanese_too(sentence: str, name: str, other: str) -> None:
    told = japanese(sentence)
    assert (told.company, told.english) == (name, other)


def test_a_title_of_another_company_is_told_beside_it() -> None:
    told = japanese("当会社は、青空商事株式会社と称する。", title="株式会社海　定款")
    assert (told.company, told.above) == ("青空商事株式会社", "株式会社海")
    told = japanese("当会社は、青空商事株式会社と称する。", title="青空商事株式会社　定款")
    assert told.above == ""


def test_seat_law_representative_and_days() -> None:
    told = japanese(
        "当会社は、本店を東京都千代田区に置く。会社法第２条の定めによる。",
        closing="昭和43年４月１日　制定\n平成18年６月29日　改正\n\n代表取締役社長　青空　太郎　㊞",
    )
    assert told.address == "東京都千代田区"
    assert told.law is Law.JP
    assert (told.representative_title, told.representative) == ("代表取締役社長", "青空　太郎")
    assert [(each.day, each.made) for each in told.days] == [
        ("1968-04-01", True),
        ("2006-06-29", False),
    ]
    assert japanese("当会社の本店は，東京都港区に置く。").address == "東京都港区"
    told = english("The Company shall have its head office in Kirino City, Nagano.")
    assert (told.address, told.law) == ("Kirino City, Nagano", None)


def test_names_are_the_same_whatever_their_widths() -> None:
    assert same_name("株式会社ＡＢＣ", "株式会社 ABC")
    assert not same_name("株式会社ABC", "ABC株式会社")


def test_an_article_in_front_makes_no_other_name() -> None:
    assert same_name("THE QUAY SOCIETY", "Quay Society")
    assert same_name("The Quay, Inc.", "the Quay, Inc.")
    assert not same_name("The", "the club")
    assert not same_name("Theatre Society", "atre Society")


@pytest.mark.parametrize("title", ["RULES OF THE PIER CLUB", "Rules of the Pier Club"])
def test_nor_does_one_in_the_title(title: str) -> None:
    told = english("The name of this association shall be “Pier Club”.", title=title)
    assert (told.company, told.above) == ("Pier Club", "")
    told = english("Members of the Pier Club pay dues.", title=title)
    assert told.company == "Pier Club"


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066"])
def test_what_nobody_can_see_is_no_name(hidden: str) -> None:
    told = japanese(
        f"当会社は、青空{hidden}商事株式会社と称し、本店を東京都{hidden}千代田区に置く。"
    )
    assert (told.company, told.address) == ("青空商事株式会社", "東京都千代田区")
