"""Drafts from documents that print the labels of all articles otherwise than before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Replace
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number
from amendtool.articles.page import Page
from amendtool.articles.styles import JA, DraftingStyle, samples
from amendtool.articles.text.clause import format_clause, parse_clause
from amendtool.comparison.house import HOUSES, HeadingPlace, HouseStyle
from amendtool.drafting.restyle import restyled
from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.render.charter.articles import articles_text
from amendtool.repository.storage.folders import clause_of
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument

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


def test_captions_in_another_place_are_drafted_as_the_page() -> None:
    present, style = imported(CLUB)
    above = CLUB.replace("## 第１条　名称", "## （名称）\n\n## 第１条")
    above = above.replace("## 第２条　会員", "## （会員）\n\n## 第２条")
    _, proposed, _, text = drafted(above)
    assert text.count("- print:") == 2 == text.count("\n  - ")
    assert proposed.page == Page(heading=HeadingPlace.ABOVE, caption="（…）")
    assert "（会員）\n第２条" in articles_text(proposed, style, BESIDE)
    assert "第２条　会員" in articles_text(present, style, BESIDE)
    # What is printed so already is nothing to draft.
    again = EditedDocument(data=above.encode(), file="club.md")
    with pytest.raises(InputError) as refused:
        draft(proposed, again, style, name="y", house=BESIDE)
    assert refused.value.problems[0].code == "nothing-to-draft"


def test_another_title_of_the_supplementary_provisions_is_drafted() -> None:
    old = CLUB + "\n## 附則\n\n第１条　この会則は、公示の日から施行する。\n"
    found = import_document(old.encode(), file="club.md", style=JA, learn=True)
    present, style = found.charter, found.printed
    new = old.replace("## 附則", "## ［附則］").replace("年会費", "月会費")
    made = draft(
        present, EditedDocument(data=new.encode(), file="club.md"), style, name="x", house=BESIDE
    )
    written = write_amendment(made.amendment, style)
    assert '- print: supplementary\n    as: "［附則］"' in written
    read = read_amendment(written, style, file="x.yaml", name="x").amendment
    application = apply(present, read, style)
    assert "［附則］\n" in articles_text(application.proposed, style, BESIDE)
    assert apply(application.proposed, application.inverse, style).proposed == present


def test_a_restyling_changes_the_gap_and_gives_it_back() -> None:
    present, style = imported(CLUB)
    wanted = samples.with_article(style, "第１条 …")
    assert wanted is not None
    operations = restyled(present, style, wanted, ["article"])
    assert operations[0] == Replace(target=Address(article=Number.of(1)), mark="第１条 …")


@pytest.mark.parametrize(
    ("words", "said"), [("削　除", ""), ("削除", '- print: deleted\n    as: "削除"\n')]
)
def test_one_line_for_several_deleted_articles_is_drafted_as_it_prints(
    words: str, said: str
) -> None:
    rows = CLUB + "\n## 第３条　役員\n\n役員を置く。\n\n## 第４条　雑則\n\n細則は、役員が定める。\n"
    found = import_document(rows.encode(), file="club.md", style=JA, learn=True)
    present, style = found.charter, found.printed
    start, end = rows.index("## 第２条"), rows.index("## 第４条")
    text = f"{rows[:start]}## 第２条から第３条まで　{words}\n\n{rows[end:]}"
    edited = EditedDocument(data=text.encode(), file="club.md")
    made = draft(present, edited, style, name="x", house=BESIDE)
    assert "edited-marks" not in [each.code for each in made.problems]
    written = write_amendment(made.amendment, style)
    assert '- replace: 第２条\n    mark: "第２条から第３条まで"' in written
    assert ("print: deleted" in written) == bool(said)
    assert said in written
    read = read_amendment(written, style, file="x.yaml", name="x").amendment
    application = apply(present, read, style)
    shown = articles_text(application.proposed, style, BESIDE)
    assert f"第２条から第３条まで　{words}\n" in shown
    assert "役員\n" not in shown
    assert apply(application.proposed, application.inverse, style).proposed == present


DATED = "## 附則（令和５年６月１日）\n\nこの会則は、令和５年６月１日から施行する。\n"


@pytest.mark.parametrize("old", ["", DATED])
def test_a_title_with_a_day_is_printed_once(old: str) -> None:
    found = import_document(f"{CLUB}\n{old}".encode(), file="club.md", style=JA, learn=True)
    present, style = found.charter, found.printed
    new = DATED.replace("５年６月", "６年４月")
    edited = EditedDocument(data=f"{CLUB}\n{new}".encode(), file="club.md")
    made = draft(present, edited, style, name="x", house=BESIDE)
    assert not made.mended
    proposed = apply(present, made.amendment, style).proposed
    assert proposed.page.supplementary == "附則（令和６年４月１日）"
    shown = articles_text(proposed, style, BESIDE)
    assert shown.endswith(
        "附則（令和６年４月１日）\n\nこの会則は、令和６年４月１日から施行する。\n"
    )
    assert shown.count("附則") == 1
