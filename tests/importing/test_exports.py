"""Documents as programs and offices make them: exports, encodings, covers, contents, revisions."""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported, import_document, read_document
from tests.importing.exports import ENGLISH, EXPORTS, JAPANESE, SHOWN, lines, word
from tests.importing.word_files import field, line, package, paragraph, run


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_shows_its_text_and_its_numbers(name: str) -> None:
    document = read_document(EXPORTS[name], file="x.html")
    shown = [" ".join(block.whole.split()) for block in document.blocks]
    assert shown == SHOWN[name]
    assert {one.code for one in document.doubts} <= {"encoding-declared"}


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("x-sjis", "cp932"),
        ("ms_kanji", "cp932"),
        ("windows-31j", "cp932"),
        ("csShiftJIS", "cp932"),
        ("utf8", "utf-8"),
        ("unicode-1-1-utf-8", "utf-8"),
    ],
)
def test_every_label_of_an_encoding_means_what_browsers_take_it_for(
    label: str, encoding: str
) -> None:
    data = word(JAPANESE, "(1)", japanese=True, encoding=encoding, label=label)
    found = read_document(data, file="x.html")
    shown = [" ".join(block.whole.split()) for block in found.blocks]
    assert shown == lines(JAPANESE, "(1)", japanese=True)


@pytest.mark.parametrize("label", ["ascii", "latin1", "iso-8859-1", "l1", "us-ascii"])
def test_the_labels_of_latin_letters_are_those_of_windows(label: str) -> None:
    rules = (*ENGLISH[:1], ENGLISH[2])
    data = word(rules, "1.", more="<p>“Dues” are 5 €.</p>", encoding="cp1252", label=label)
    assert read_document(data, file="x.html").blocks[0].text == "“Dues” are 5 €."


def test_every_export_becomes_its_articles() -> None:
    for name, data in EXPORTS.items():
        rules = JAPANESE if "japanese" in name else ENGLISH
        found = import_document(data, file="x.html", learn=True)
        titles = [article.heading for article in found.charter.articles]
        assert titles == [rule.title for rule in rules], name
        assert (found.report.characters.lost, found.report.characters.invented) == (0, 0)


# What stands around the articles of an office's Word file: cover, contents, pages, revisions, end

CENTRED, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
CONTENTS = '<w:pStyle w:val="TOC1"/>'
STYLES = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
TAB = "<w:r><w:tab/></w:r>"


def contents(*rows: str) -> str:
    """A list of contents: each row with its page, which a field cites."""
    return "".join(
        line(run(row), TAB, field(f" PAGEREF _Toc{at} \\h ", str(at)), properties=CONTENTS)
        for at, row in enumerate(rows, start=1)
    )


def filed(*parts: str, **pages: str) -> Imported:
    body = "".join(one if one.startswith("<w:") else paragraph(one) for one in parts)
    return import_document(package(body, styles=STYLES, **pages), file="x.docx", learn=True)


def centred(text: str) -> str:
    return paragraph(text, properties=CENTRED)


RULES = ("第1条　当会社は、株式会社しらさぎと称する。", "第2条　本店は、大津市に置く。")
COVERS = {
    "title": ((centred("株式会社しらさぎ"), centred("定　款")), "株式会社しらさぎ\n定　款"),
    "dates": (
        (centred("定款"), paragraph("平成2年4月1日　制定", properties=RIGHT),
         paragraph("令和6年6月27日　改正", properties=RIGHT), SECTION),
        "定款\n平成2年4月1日　制定\n令和6年6月27日　改正",
    ),
    "list": (
        (centred("定款"), "改正履歴", "平成2年4月1日　制定", SECTION),
        "定款\n改正履歴\n平成2年4月1日　制定",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_is_the_preamble(cover: str) -> None:
    parts, preamble = COVERS[cover]
    found = filed(*parts, *RULES)
    assert found.charter.preamble == preamble
    assert len(found.charter.articles) == 2
    assert [one.code for one in found.report.doubts] == []


def test_where_the_lines_around_the_articles_stand() -> None:
    closing = paragraph("以上", properties=RIGHT), "平成5年6月1日　改正"
    found = filed(*COVERS["dates"][0], *RULES, *closing)
    assert dict(found.drafting) == {
        "article": "第1条",
        "preamble_align": ["centre", "right"],
        "closing_align": ["right", "left"],
    }
    page = '<p style="text-align: center">定款</p><p align="right">平成5年6月1日　制定</p>'
    page += "".join(f"<p>{rule}</p>" for rule in RULES)
    web = import_document(page.encode(), file="x.html", learn=True)
    assert dict(web.drafting)["preamble_align"] == ["centre", "right"]
    assert "closing_align" not in dict(web.drafting)
    assert "preamble_align" not in dict(filed("定款", *RULES).drafting)


@pytest.mark.parametrize(
    "lists",
    [
        (contents("第1条　商号", "第2条　本店"),),
        (contents("第1条　商号", "第2条　本店"), "別表", contents("別表第1", "別表第2")),
        (contents("第1章　総則"), SECTION, contents("第1条　商号"), contents("第2条　本店")),
    ],
)
def test_every_list_of_contents_is_left_out(lists: tuple[str, ...]) -> None:
    found = filed(centred("定款"), *(one for one in lists if one.startswith("<w:")), *RULES)
    rows = sum(one.count("<w:pStyle") for one in lists)
    assert [one.kind for one in found.report.left_out] == ["list of contents"] * rows
    assert len(found.charter.articles) == 2


@pytest.mark.parametrize(
    "pages",
    [
        {"header1": paragraph("定款")},
        {"header1": paragraph("定款"), "footer1": line(field(" PAGE ", "1"))},
        {"header1": paragraph("表"), "header2": paragraph("裏"), "footer1": paragraph("秘")},
    ],
)
def test_what_stands_on_every_page_is_left_out(pages: dict[str, str]) -> None:
    found = filed(*RULES, **pages)
    assert [one.kind for one in found.report.left_out] == [name[:6] for name in pages]
    assert found.charter.preamble == found.charter.closing == ""


@pytest.mark.parametrize(
    "end",
    [
        ("以　上",),
        ("改正履歴", "平成2年4月1日　制定", "令和6年6月27日　第2条変更"),
        ("以上、しらさぎの設立のため、この定款を作成する。", "平成2年4月1日", "発起人　白鷺一郎"),
        ("令和6年6月27日　改正", "以上"),
        ("（以上）",),
        ("－　以　上　－",),
        ("以上。",),
        ("（変更履歴）", "平成2年4月1日　制定", "令和6年6月27日　第2条変更"),
        ("【改定経過】", "平成2年4月1日　制定"),
        ("■制定・改廃の記録", "平成2年4月1日　制定"),
    ],
)
def test_the_end_is_found_by_each_of_its_signs_with_a_doubt(end: tuple[str, ...]) -> None:
    found = filed(*RULES, *end)
    assert found.charter.closing == "\n".join(end)
    assert [one.code for one in found.report.doubts] == ["closing-found"]


@pytest.mark.parametrize(
    "end",
    [
        ("END OF BYLAWS",),
        ("[End of Document]",),
        ("* * * END * * *",),
        ("Amendment History", "May 1, 2010: adopted"),
        ("Record of Amendments", "May 1, 2010: adopted"),
        ("Document History:", "Adopted May 1, 2010"),
    ],
)
def test_the_end_of_english_rules_has_signs_of_its_own(end: tuple[str, ...]) -> None:
    rules = ("Article 1. Name", "The name is Aldham Hall.", "Article 2. End", "The end is open.")
    found = filed(*rules, *end)
    assert found.charter.closing == "\n".join(end)
    assert [one.code for one in found.report.doubts] == ["closing-found"]
    assert filed(*rules, "The end of a year is May 31.").charter.closing == ""


@pytest.mark.parametrize(
    ("end", "more"),
    [
        ("以上", ("別表第1　役員", "会長　一名")),
        ("改正履歴", ("平成2年4月1日　制定", "第3条　公告は、官報でする。")),
        ("CERTIFICATE OF SECRETARY", ("I certify this.", "Schedule A", "Fees: 10")),
    ],
)
def test_an_end_in_front_of_more_provisions_is_a_doubt(end: str, more: tuple[str, ...]) -> None:
    found = filed(*RULES, end, *more)
    assert "closing-inside" in [one.code for one in found.report.doubts]
