"""What a house style changes on paper: marks, fonts, sheet, order, a column for remarks."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import html

from amendtool.comparison.table import (
    Align,
    Block,
    BlockKind,
    Look,
    Mark,
    Order,
    Orientation,
    Paper,
    Row,
    RowKind,
    Run,
    Table,
)
from amendtool.render.table.docx import to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown
from amendtool.render.table.style_sheet import house_css
from amendtool.render.table.terminal import to_terminal

TABLE = Table(
    language="ja",
    title="定款",
    columns=("現行", "変更"),
    rows=(
        Row(
            kind=RowKind.DELETED,
            key="x",
            present=(Block(BlockKind.NUMBER, (Run("第１条", True, True),)),),
            proposed=(Block(BlockKind.LABEL, (Run("（削除）"),)),),
        ),
        Row(
            kind=RowKind.REPLACED,
            key="y",
            present=(Block(BlockKind.PARAGRAPH, (Run("甲は", True), Run("有する。"))),),
            proposed=(Block(BlockKind.PARAGRAPH, (Run("乙は", True), Run("有する。"))),),
        ),
    ),
)
OTHER = replace(
    TABLE,
    order=Order.PROPOSED_FIRST,
    remarks="備考",
    look=Look(
        marks=(Mark.BOLD, Mark.RED),
        whole_marks=(Mark.DOUBLE,),
        label_align=Align.RIGHT,
        font="Century",
        japanese_font="游明朝",
        font_size=9.5,
        paper=Paper.B5,
        orientation=Orientation.LANDSCAPE,
    ),
)


def test_the_usual_look_adds_nothing_to_the_page() -> None:
    assert house_css(TABLE) == ""


def test_a_page_in_another_look() -> None:
    page = html.fromstring(to_html(OTHER))
    assert [th.text for th in page.iter("th")] == ["変更", "現行", "備考"]
    rows = [
        ["".join(map(str, td.itertext())).strip() for td in tr.iter("td")] for tr in page.iter("tr")
    ][1:]
    assert rows == [["（削除）", "第１条", ""], ["乙は有する。", "甲は有する。", ""]]
    assert [element.get("class") for element in page.iter("del")] == ["whole", None]
    (css,) = ("".join(map(str, style.itertext())) for style in page.iter("style"))
    assert ".label { text-align: right; }" in css
    assert "font-weight: bold; color: #c00000;" in css
    assert "ins.whole, del.whole { text-decoration-line: underline;" in css
    assert "font-family: Century, 游明朝, " in css
    assert "font-size: 9.5pt;" in css
    assert "@page { size: 257mm 182mm; }" in css


@pytest.mark.parametrize("font", ["</style><script>", 'a"; } body { x: y', "3D & Co.'s", "a\\"])
def test_the_name_of_a_font_cannot_leave_its_rule(font: str) -> None:
    table = replace(TABLE, look=Look(font=font))
    css = house_css(table)
    assert not set(css) & set("<>&\"'")
    assert css.count("{") == css.count("}") == 1
    assert len(html.fromstring(to_html(table)).findall(".//script")) == 0


def test_a_word_document_in_another_look() -> None:
    document = docx.Document(io.BytesIO(to_docx(OTHER)))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width - Mm(257), section.page_height - Mm(182)) == pytest.approx(
        (0, 0), abs=Pt(0.1)
    )
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["変更", "現行", "備考"]
    assert [cell.text for cell in table.rows[1].cells] == ["（削除）", "第１条", ""]
    widths = [column.width for column in table.columns]
    assert all(width is not None for width in widths)
    assert widths[0] == widths[1]
    assert sum(int(width or 0) for width in widths) <= section.page_width - 2 * Mm(20)
    (whole,) = table.cell(1, 1).paragraphs[0].runs
    assert (whole.underline, whole.bold) == (WD_UNDERLINE.DOUBLE, None)
    changed, kept = table.cell(2, 0).paragraphs[0].runs
    assert (changed.underline, changed.bold, str(changed.font.color.rgb)) == (None, True, "C00000")
    assert (kept.underline, kept.bold, kept.font.color.rgb) == (None, None, None)
    label = table.cell(1, 0).paragraphs[0].style
    assert label is not None
    assert label.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    fonts = document.styles.element.find(f".//{qn('w:rFonts')}")
    size = document.styles.element.find(f".//{qn('w:sz')}")
    assert fonts is not None
    assert size is not None
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Century", "游明朝")
    assert size.get(qn("w:val")) == "19"


def test_markdown_and_the_terminal_keep_to_the_order() -> None:
    lines = to_markdown(OTHER).splitlines()
    assert lines[2:4] == ["| 変更 | 現行 | 備考 |", "| --- | --- | --- |"]
    assert lines[5] == "| <ins>乙は</ins>有する。 | <ins>甲は</ins>有する。 |  |"
    wide = to_terminal(OTHER, width=80, colour=False, unicode=True).splitlines()
    assert [line.count("│") for line in wide if "│" in line] == [4] * 3
    assert wide[2].index("変更") < wide[2].index("現行") < wide[2].index("備考")
    assert "_乙は_有する。" in wide[-2].split("│")[1]
    assert wide[4].split("│")[1].endswith("（削除） ")
    narrow = to_terminal(OTHER, width=30, colour=False, unicode=True)
    assert narrow.index("[変更]") < narrow.index("[現行]")


def test_json_keeps_everything_and_names_the_sides_alike() -> None:
    assert from_json(to_json(OTHER)) == OTHER
    assert '"present"' in to_json(OTHER)
    assert from_json(to_json(TABLE)) == TABLE
