"""``print``: what an amendment says of the page, kept with them and taken back with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment, write_editions
from amendtool.amendments.operations import Delete, Print, Replace
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, Provision
from amendtool.articles.numbers import Number
from amendtool.articles.page import HeadingPlace, Page, PageSetting, page_problem
from amendtool.articles.styles import EN, JA
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.errors import InputError
from amendtool.render.charter.articles import articles_text
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import State
from amendtool.render.charter.text import to_text
from amendtool.render.charter.tracked import make_tracked
from amendtool.repository.storage.folders import changed_files, files_of
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.page import PAGE_FILE, format_page, parse_page
from amendtool.repository.storage.proof import proven_changes

HOUSE = HOUSES["ja-notice"]


def article(number: int, heading: str, text: str) -> Article:
    body = (Provision(number=Number.of(1), body=(text,)),)
    return Article(key=f"k{number}", number=Number.of(number), heading=heading, body=body)


CHARTER = Charter(
    articles=(
        article(1, "名称", "本会は、合唱同好会という。"),
        article(2, "会費", "会費は月千円。"),
    ),
    supplementary=(replace(article(1, "施行", "公示の日から施行する。"), key="s1"),),
)
TITLE = Print(setting=PageSetting.SUPPLEMENTARY, value="【附則】")
BESIDE = Print(setting=PageSetting.HEADING, value="beside")
CAPTION = Print(setting=PageSetting.CAPTION, value="〈…〉")


def amendment(*operations: Print | Replace | Delete) -> Amendment:
    return Amendment(name="x", operations=operations)


def test_a_page_is_said_read_back_applied_and_taken_back() -> None:
    said = amendment(BESIDE, CAPTION, TITLE)
    text = write_amendment(said, JA)
    assert read_amendment(text, JA, file="x.yaml", name="x").amendment == said
    application = apply(CHARTER, said, JA)
    proposed = application.proposed
    assert proposed.page == Page(
        heading=HeadingPlace.BESIDE, caption="〈…〉", supplementary="【附則】"
    )
    assert replace(proposed, page=Page()) == CHARTER
    shown = articles_text(proposed, JA, HOUSE)
    assert "第１条〈名称〉" in shown
    assert "【附則】\n" in shown
    back = application.inverse
    assert {each.value for each in back.operations if isinstance(each, Print)} == {""}
    assert apply(proposed, back, JA).proposed == CHARTER


def test_articles_get_another_title() -> None:
    named = replace(CHARTER, preamble="会　則\nこの会則は、会の運営を定める。")
    said = amendment(
        Print(setting=PageSetting.TITLE, value="規約"),
        Print(setting=PageSetting.PREAMBLE, value="規　約\nこの規約は、会の運営を定める。"),
    )
    for present, around in ((CHARTER, said.operations[:1]), (named, said.operations)):
        application = apply(present, Amendment(name="x", operations=around), JA)
        proposed = application.proposed
        assert apply(proposed, application.inverse, JA).proposed == present
        export = make_export(proposed, style=JA, house=HOUSE, title="会則")
        text = to_text(export)
        assert "".join(export.title.split()) == "規約", "not that of the settings"
        assert "会則" not in text.replace(" ", "").replace("\u3000", "")
        (row,) = make_table(present, proposed, style=JA, house=HOUSE, title="会則").rows
        left, right = ("".join(cell[0].text.split()) for cell in (row.present, row.proposed))
        assert (left, right) == ("会則", "規約")
        tracked = make_tracked(present, proposed, style=JA, house=HOUSE, title="会則")
        states = {(piece.text, piece.state) for each in tracked.lines for piece in each.pieces}
        assert {State.DELETED, State.INSERTED} <= {state for _, state in states}
        assert tracked.title == "", "the title is a line whose change is tracked"


def test_the_page_is_a_file_of_the_articles() -> None:
    present = load(files_of(CHARTER, JA), JA)
    proposed = apply(CHARTER, amendment(TITLE), JA).proposed
    changes = proven_changes(present, proposed, JA)
    assert list(changes.writes) == [f"articles/{PAGE_FILE}"]
    files = changed_files(files_of(CHARTER, JA), changes)
    again = load(files, JA)
    assert again.charter == proposed
    assert files == files_of(proposed, JA)
    back = proven_changes(again, CHARTER, JA)
    assert back.deletes == {f"articles/{PAGE_FILE}"}


def test_an_inverse_of_texts_holds_the_page_too() -> None:
    gone = AddressRange(Address(article=Number.of(1)), Address(article=Number.of(1)))
    application = apply(CHARTER, amendment(Delete(target=gone), TITLE), JA)
    assert apply(application.proposed, application.inverse, JA).proposed == CHARTER


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ((TITLE, replace(TITLE, value="付則")), "page-twice"),
        ((replace(TITLE, value=""),), "no-change"),
    ],
)
def test_what_cannot_be_printed_is_refused(operations: tuple[Print, ...], code: str) -> None:
    with pytest.raises(InputError) as refused:
        apply(CHARTER, amendment(*operations), JA)
    assert [each.code for each in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("print: heading\n    as: below", "page-unclear"),
        ("print: caption\n    as: （）", "page-unclear"),
        ("print: paragraph\n    as: ②", "choice-unknown"),
        ("print: heading", "field-missing"),
    ],
)
def test_a_value_that_no_setting_has_is_told_with_its_line(line: str, code: str) -> None:
    text = f"amendment: x\noperations:\n  - {line}\n"
    with pytest.raises(InputError) as refused:
        read_amendment(text, JA, file="x.yaml", name="x")
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.place.line in (3, 4)


def test_a_page_file_is_read_strictly() -> None:
    page = Page(heading=HeadingPlace.ABOVE, supplementary="附　則")
    assert parse_page(format_page(page), file="page.toml") == page
    assert format_page(Page()) == ""
    for wrong in ('heading = "left"', "caption = 3", 'name = "x"', 'supplementary = ""'):
        with pytest.raises(InputError):
            parse_page(wrong, file="page.toml")
    assert page_problem(PageSetting.CAPTION, "【】") is not None
    with pytest.raises(ValueError, match="sample"):
        Page(caption="x")


def test_every_document_prints_each_side_as_its_articles_do() -> None:
    proposed = apply(CHARTER, amendment(BESIDE, TITLE), JA).proposed
    table = make_table(CHARTER, proposed, style=JA, house=HOUSE)
    (title,) = table.rows
    assert [block.text for block in title.present] == ["附　則"]
    assert [(run.text, run.changed) for run in title.proposed[0].runs] == [("【附則】", True)]
    told = Replace(
        target=Address(article=Number.of(2), paragraph=Number.of(1)),
        body=(Provision(number=Number.of(1), body=("会費は月二千円。",)),),
    )
    proposed = apply(CHARTER, amendment(BESIDE, told), JA).proposed
    row = make_table(CHARTER, proposed, style=JA, house=HOUSE).rows[-1]
    assert (row.present[0].text, row.proposed[0].text) == ("（会費）", "第２条（会費）")
    export = make_export(proposed, style=JA, house=HOUSE, title="会則")
    assert "第２条（会費）" in [line.text for line in export.lines]
    tracked = make_tracked(CHARTER, proposed, style=JA, house=HOUSE, title="会則")
    assert any("第２条（会費）" in line.text for line in tracked.lines)


def test_a_page_that_was_changed_since_stops_who_has_not_seen_it() -> None:
    said = amendment(TITLE)
    other = apply(CHARTER, amendment(BESIDE), JA).proposed
    assert carry(said, CHARTER, other, JA).amendment == said
    since = apply(CHARTER, amendment(replace(TITLE, value="付則")), JA).proposed
    assert [each.code for each in carry(said, CHARTER, since, JA).lost] == ["base-rewritten"]


def test_each_edition_says_its_own_title() -> None:
    english = replace(TITLE, value="Addenda")
    text = write_editions({"ja": amendment(TITLE), "en": amendment(english)}, {"ja": JA, "en": EN})
    assert 'as:\n      ja: "【附則】"\n      en: "Addenda"' in text
    read = read_amendment(text, EN, file="x.yaml", name="x", styles=(JA, EN))
    assert read.amendment.operations == (english,)


def test_the_text_around_the_articles_is_amended_as_a_whole() -> None:
    present = replace(CHARTER, preamble="合唱同好会会則", closing="以上")
    said = amendment(
        Print(setting=PageSetting.PREAMBLE, value="合唱団会則\nこの会則は、団の運営を定める。"),
        Print(setting=PageSetting.CLOSING, value=""),
    )
    text = write_amendment(said, JA)
    assert "as: |\n      合唱団会則\n      この会則は、" in text
    assert read_amendment(text, JA, file="x.yaml", name="x").amendment == said
    application = apply(present, said, JA)
    proposed = application.proposed
    assert (proposed.preamble, proposed.closing) == (
        "合唱団会則\nこの会則は、団の運営を定める。",
        "",
    )
    assert apply(proposed, application.inverse, JA).proposed == present
    first, last = make_table(present, proposed, style=JA, house=HOUSE).rows
    assert [block.text for block in first.present] == ["合唱同好会会則"]
    assert [block.text for block in first.proposed] == proposed.preamble.split("\n")
    assert [block.text for block in last.proposed] == [HOUSE.labels.deleted]
