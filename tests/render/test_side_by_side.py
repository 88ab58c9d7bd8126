"""How the page has it: parts side by side, number and text on one line, redlines, breaks."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from amendtool.comparison.house import HOUSES
from amendtool.comparison.table import (
    Block,
    BlockKind,
    Cell,
    Look,
    Mark,
    Row,
    RowBreak,
    RowKind,
    Run,
    Table,
)
from amendtool.errors import InputError
from amendtool.render.table.docx import to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown
from amendtool.render.table.terminal import to_terminal
from amendtool.render.typography import printed_lines

HEAD = Block(BlockKind.HEADING, (Run("（目的）"),))
NUMBER = Block(BlockKind.NUMBER, (Run("第２条"),))
TEXT = Block(BlockKind.PARAGRAPH, (Run("当会社は、次の事業を営む。"),), joint=Run("　"))
KEPT = Block(BlockKind.ITEM, (Run("(1)　出版"),), 1)
NEW = Block(BlockKind.ITEM, (Run("(2)　喫茶店の経営", changed=True),), 1)
LABEL = Block(BlockKind.LABEL, (Run("（新　設）"),))
ROW = Row(
    kind=RowKind.REPLACED,
    key="目的",
    present=(HEAD, NUMBER, TEXT, KEPT, LABEL),
    proposed=(HEAD, NUMBER, TEXT, KEPT, NEW),
    remarks=("備え",),
    facing=((3, 3), (1, 1), (1, 1)),
)
TABLE = Table(
    language="ja", title="定款", columns=("現行定款", "変更案"), rows=(ROW,), remarks="備考"
)
LINE = "第２条　当会社は、次の事業を営む。"


def rows_of_docx(table: Table) -> list[list[str]]:
    (found,) = docx.Document(io.BytesIO(to_docx(table))).tables
    return [[cell.text for cell in row.cells] for row in found.rows[1:]]


def test_each_part_is_a_row_in_word_with_no_line_between_them() -> None:
    assert rows_of_docx(TABLE) == [
        [f"（目的）\n{LINE}", f"（目的）\n{LINE}", "備え"],
        ["(1)　出版", "(1)　出版", ""],
        ["（新　設）", "(2)　喫茶店の経営", ""],
    ]
    (found,) = docx.Document(io.BytesIO(to_docx(TABLE))).tables
    sides = [
        [
            (side.tag, side.get(qn("w:color")))
            for side in row.cells[0]._element.findall(f".//{qn('w:tcBorders')}/*")
        ]
        for row in found.rows
    ]
    # The line of the table stands below each part, and the next one covers it: where a page
    # ends between them nothing does. The heads have a line that is not covered.
    inner = [(qn("w:top"), "FFFFFF")]
    assert sides == [[(qn("w:bottom"), "auto")], [], inner, inner]


def test_each_part_is_a_row_of_the_page_with_no_line_between_them() -> None:
    page = html.fromstring(to_html(TABLE))
    rows = page.findall(".//tbody/tr")
    assert [row.get("class") for row in rows] == [
        "replaced open",
        "replaced open inner",
        "replaced inner",
    ]
    cells = [["".join(map(str, p.itertext())) for p in row.iter("p")] for row in rows]
    assert cells[0] == ["（目的）", LINE] * 2 + ["備え"]
    assert cells[2] == ["（新　設）", "(2)　喫茶店の経営"]
    assert {row.get("aria-label") for row in rows} == {"（目的） 第２条"}
    assert (
        "tr.inner td::before { content: no-close-quote; display: block; height: 2.4px;"
        in to_html(TABLE)
    )


def test_the_terminal_and_markdown_have_the_parts_side_by_side() -> None:
    shown = to_terminal(TABLE, width=100, colour=False, unicode=False)
    assert any("（新　設）" in line and "喫茶店" in line for line in shown.splitlines())
    assert any(line.count(LINE) == 2 for line in shown.splitlines())
    assert "| （新　設） | <ins>(2)　喫茶店の経営</ins> |" in to_markdown(TABLE)


def test_the_parts_come_back_from_json_and_must_come_to_all_blocks() -> None:
    text = to_json(TABLE)
    assert from_json(text) == TABLE
    for wrong in ("[3, 2]", '[3, "3"]', "3"):
        first = "[\n          3,\n          3\n        ]"
        assert first in text
        with pytest.raises(InputError) as caught:
            from_json(text.replace(first, wrong))
        assert {problem.code for problem in caught.value.problems} == {"not-a-table"}


def test_later_lines_stand_in_by_one_character() -> None:
    look = Look(hanging_indent=True)
    table = replace(TABLE, look=look)
    style = docx.Document(io.BytesIO(to_docx(table))).styles["Paragraph"]
    indent = style.element.find(f".//{qn('w:ind')}")
    assert indent is not None
    assert (indent.get(qn("w:left")), indent.get(qn("w:hanging"))) == ("210", "210")
    assert ".paragraph { padding-left: 1em; text-indent: -1em; }" in to_html(table)
    long = Block(BlockKind.PARAGRAPH, (Run("当会社は、" * 12),))
    table = replace(table, rows=(replace(ROW, present=(long,), proposed=(long,), facing=()),))
    shown = to_terminal(table, width=70, colour=False, unicode=False).splitlines()
    lines = [line[2:] for line in shown if "当会社" in line]
    assert not lines[0].startswith(" ")
    assert all(line.startswith("  ") for line in lines[1:])


@pytest.mark.parametrize(
    ("row_break", "whole"), [(RowBreak.LONG, True), (RowBreak.ANYWHERE, False)]
)
def test_a_row_of_some_lines_breaks_where_the_house_says_so(
    row_break: RowBreak, whole: bool
) -> None:
    text = Block(BlockKind.PARAGRAPH, (Run("取締役会は、" * 30),))
    row = replace(ROW, present=(HEAD, text), proposed=(HEAD, text), facing=(), remarks=())
    table = replace(TABLE, rows=(row,), look=Look(row_break=row_break))
    (found,) = docx.Document(io.BytesIO(to_docx(table))).tables
    assert (found.rows[-1]._tr.find(f".//{qn('w:cantSplit')}") is not None) is whole


CHANGED = Block(BlockKind.PARAGRAPH, (Run("取締役会は、" * 30, changed=True),))
IN_LINE = replace(CHANGED, joint=Run("　"))


@pytest.mark.parametrize(
    ("present", "proposed", "rows"),
    [
        # A changed article, a new one, a deleted one, one whose caption comes.
        ((HEAD, NUMBER, IN_LINE), (HEAD, NUMBER, IN_LINE), ("（目的）", "（目的）")),
        ((LABEL,), (HEAD, NUMBER, IN_LINE), ("（新　設）", "（目的）")),
        ((HEAD, NUMBER, IN_LINE), (LABEL,), ("（目的）", "（新　設）")),
        ((NUMBER, IN_LINE), (HEAD, NUMBER, IN_LINE), ("", "（目的）")),
        # Nothing is parted where the caption is all, stands in line, or is not there.
        ((HEAD,), (HEAD,), None),
        ((NUMBER, IN_LINE), (NUMBER, IN_LINE), None),
        ((HEAD, replace(NUMBER, joint=Run("　")), IN_LINE), (LABEL,), None),
    ],
)
def test_no_caption_is_left_at_the_foot_of_a_page(
    present: Cell, proposed: Cell, rows: tuple[str, str] | None
) -> None:
    row = replace(ROW, present=present, proposed=proposed, facing=())
    table = replace(TABLE, rows=(row,), look=Look(row_break=RowBreak.ANYWHERE))
    (found,) = docx.Document(io.BytesIO(to_docx(table))).tables
    top, *below = found.rows[1:]
    assert len(below) == (rows is not None)
    if rows is not None:
        assert (top.cells[0].text, top.cells[1].text) == rows
        kept = [each._tr.find(f".//{qn('w:keepNext')}") is not None for each in (top, *below)]
        assert kept == [True, False]
        assert (top.cells[2].text, below[0].cells[2].text) == ("備え", "")
    printed = [b.text for cell in (present, proposed) for b in printed_lines(cell)]
    told = [p.text for i in (0, 1) for each in (top, *below) for p in each.cells[i].paragraphs]
    assert [text for text in told if text] == printed


def test_the_redline_of_bylaws_needs_no_colour_and_stands_on_letter_paper() -> None:
    look = HOUSES["bylaws-redline"].look
    assert (look.marks, look.removed_marks) == ((Mark.DOUBLE,), (Mark.STRIKE,))
    assert Mark.RED not in (*look.marks, *look.whole_marks, *look.removed_marks)
    table = replace(TABLE, language="en", title="Bylaws", look=look)
    document = docx.Document(io.BytesIO(to_docx(table)))
    assert document.paragraphs[0].text == "Bylaws"
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert [round(section.page_width.inches, 1), round(section.page_height.inches)] == [8.5, 11]
    assert "text-decoration-line: underline; text-decoration-style: double" in to_html(table)
    assert "@page { size: 215.9mm 279.4mm; }" in to_html(table)


def test_a_redline_strikes_what_goes_and_has_its_title_in_word_too() -> None:
    look = Look(
        marks=(Mark.DOUBLE,), whole_marks=(Mark.DOUBLE,), removed_marks=(Mark.STRIKE,),
        title_line=True,
    )  # fmt: skip
    gone = Block(BlockKind.PARAGRAPH, (Run("nine", changed=True), Run(" directors")))
    come = Block(BlockKind.PARAGRAPH, (Run("seven", changed=True), Run(" directors")))
    row = Row(kind=RowKind.REPLACED, key="a", present=(gone,), proposed=(come,))
    table = Table(language="en", title="Bylaws", columns=("P", "Q"), rows=(row,), look=look)
    document = docx.Document(io.BytesIO(to_docx(table)))
    assert document.paragraphs[0].text == "Bylaws"
    (found,) = document.tables
    left, right = (cell.paragraphs[0].runs[0] for cell in found.rows[1].cells)
    assert (left.font.strike, left.underline) == (True, None)
    assert (right.font.strike, int(right.underline or 0)) == (None, 3)
    page = to_html(table)
    assert "del, del.whole { text-decoration-line: line-through;" in page
    assert "| <del>nine</del> directors | <ins>seven</ins> directors |" in to_markdown(table)
    assert from_json(to_json(table)) == table
