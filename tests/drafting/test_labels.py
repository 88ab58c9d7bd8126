"""Drafts from documents that print the labels of all articles otherwise than before."""

from __future__ import annotations

from dataclasses import replace

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Replace
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import JA, DraftingStyle, samples
from amendtool.articles.text.clause import format_clause, parse_clause
from amendtool.comparison.house import HOUSES, HeadingPlace, HouseStyle
from amendtool.drafting.restyle import restyled
from amendtool.importing.document import import_document
from amendtool.render.charter.articles import articles_text
from amendtool.repository.storage.folders import clause_of
from amendtool.workflow.draft import draft
from amendtool.workflow.edited_document import (
    EditedDocument,
    edited_in_document,
    read_edited,
)

CLUB = """# 会則

## 第１条　名称

本会は、弦楽同好会と称する。

## 第２条　会員

会員は、年会費を納める。
"""
BESIDE = replace(HOUSES["ja-notice"], heading_place=HeadingPlace.BESIDE)


def imported(text: str) -> tuple[Charter, DraftingStyle]:
    found = import_document(text.encode(), file="club.md", style=JA, learn=True)
    return found.charter, found.printed


def drafted(text: str, house: HouseStyle = BESIDE) -> tuple[Charter, Charter, DraftingStyle, str]:
    """The present articles, the proposed ones, their style, and the amendment."""
    present, style = imported(CLUB)
    edited = EditedDocument(data=text.encode(), file="club.md")
    made = draft(present, edited, style, name="x", house=house)
    written = write_amendment(made.amendment, style)
    amendment = read_amendment(written, style, file="x.yaml", name="x").amendment
    application = apply(present, amendment, style)
    assert apply(application.proposed, application.inverse, style).proposed == present
    return present, application.proposed, style, written


def test_another_gap_behind_all_numbers_is_drafted_as_marks() -> None:
    edited = CLUB.replace("条　", "条 ")
    _, proposed, style, text = drafted(edited)
    assert text.count("mark:") == 2
    assert 'mark: "第２条 …"' in text
    other, others_style = imported(edited)
    printed = articles_text(proposed, style, BESIDE)
    assert printed == articles_text(other, others_style, BESIDE)
    assert "第２条 会員" in printed


def test_a_clause_file_holds_the_gap() -> None:
    _, proposed, style, _ = drafted(CLUB.replace("条　", "条 "))
    clause = clause_of(proposed.articles[0])
    assert clause.mark == "第１条 …"
    assert parse_clause(format_clause(clause, style), style) == clause


def test_a_new_article_is_parted_as_its_neighbour() -> None:
    more = "\n## 第３条　解散\n\n本会は、総会の決議により解散する。\n"
    _, proposed, style, text = drafted((CLUB + more).replace("条　", "条 "))
    assert "insert: 第３条" in text
    assert "第３条 解散" in articles_text(proposed, style, BESIDE)


def test_a_single_gap_that_differs_is_not_meant() -> None:
    text = CLUB.replace("第２条　", "第２条 ").replace("年会費", "月会費")
    assert "mark:" not in drafted(text)[3]


def test_gaps_say_nothing_where_headings_print_above() -> None:
    house = replace(BESIDE, heading_place=HeadingPlace.ABOVE)
    _, _, _, text = drafted(CLUB.replace("条　", "条 ").replace("年会費", "月会費"), house)
    assert "mark:" not in text


def test_captions_in_another_place_are_told_with_the_setting() -> None:
    present, style = imported(CLUB)
    above = CLUB.replace("## 第１条　名称", "## （名称）\n\n## 第１条")
    above = above.replace("## 第２条　会員", "## （会員）\n\n## 第２条")
    read = read_edited(EditedDocument(data=above.encode(), file="club.md"), style)
    articles = edited_in_document(present, *read, house=BESIDE, title="")
    (told,) = (each for each in articles.notices if each.code == "edited-captions")
    assert 'heading = "above"' in (told.hint or "")
    assert 'caption = "（…）"' in (told.hint or "")


def test_a_restyling_changes_the_gap_and_gives_it_back() -> None:
    present, style = imported(CLUB)
    wanted = samples.with_article(style, "第１条 …")
    assert wanted is not None
    operations = restyled(present, style, wanted, ["article"])
    assert operations[0] == Replace(target=Address(article=Number.of(1)), mark="第１条 …")
