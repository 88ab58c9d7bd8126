"""What holds for every table, whatever its text: nothing lost, nothing added, nothing run.

Each format is read back by a parser that knows nothing of the renderer.
"""

from __future__ import annotations

import io
import math
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from amendtool.comparison.table import Block, BlockKind, Cell, Row, RowKind, Run, Table
from amendtool.render.table.docx import _TableWriter, to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown
from amendtool.render.table.terminal import to_terminal
from amendtool.render.typography import em_width, printed_lines
from amendtool.render.word import CELL_SIDE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Marked = list[tuple[str, bool]]
"""The text of a block, one character each, with whether it is changed."""

MARKUP = '<script>alert(1)</script>|&amp;|&|]]>|{{7*7}}|{% raw %}|"onload=|<!--|</td>|<ins>'
MARKDOWN = "| \\ \\| ` ** __ ~~ [x](y) ![ $$ # 1. www.a.b http://a"
SCRIPT = ["(1) ", "イ　", "　", "か\u3099", "葛\U000e0100", "𠮷", "  ", "\n", "\t"]
hostile = st.sampled_from([*MARKUP.split("|"), *MARKDOWN.split(), *SCRIPT])
texts = st.lists(
    hostile
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
).map("".join)
runs = st.lists(st.builds(Run, texts, st.booleans()), max_size=4).map(tuple)
joints = st.none() | st.builds(Run, texts, st.booleans())
blocks = st.builds(Block, st.sampled_from(BlockKind), runs, st.integers(0, 4), joints)
cells = st.lists(blocks, max_size=4).map(tuple)
parts = st.lists(st.tuples(cells, cells), max_size=3)


@st.composite
def facing_rows(draw: st.DrawFn) -> Row:
    """A row whose blocks stand side by side part by part, or without parts."""
    drawn = draw(parts)
    apart = draw(st.booleans())
    return Row(
        kind=draw(st.sampled_from(RowKind)),
        key=draw(st.text("ab-", max_size=3)),
        present=tuple(block for left, _ in drawn for block in left),
        proposed=tuple(block for _, right in drawn for block in right),
        remarks=tuple(draw(st.lists(texts, max_size=2))),
        facing=tuple((len(left), len(right)) for left, right in drawn) if apart else (),
    )


rows = facing_rows()
tables = st.builds(
    Table,
    language=st.sampled_from(["en", "ja", "en-GB"]),
    title=texts,
    columns=st.tuples(texts, texts),
    rows=st.lists(rows, max_size=3).map(tuple),
    note=st.none() | texts,
    remarks=st.none() | texts,
)


def marked(cell: Cell) -> list[Marked]:
    """What is to be found in every format for ``cell``, block by block."""
    found: list[Marked] = []
    for block in cell:
        text = [(char, run.changed) for run in block.runs for char in run.text]
        if block.joint is not None and found:
            found[-1] += [(char, block.joint.changed) for char in block.joint.text] + text
        else:
            found.append(text)
    return found


def wanted(table: Table) -> list[list[Marked]]:
    found = []
    for row in (part for each in table.rows for part in each.parts()):
        found += [marked(row.present), marked(row.proposed)]
        if table.remarks is not None:
            found.append([[(char, False) for char in remark] for remark in row.remarks])
    return found


class Page(HTMLParser):
    """Reads the cells of a page: the text of each ``<p>`` and what of it is marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[list[Marked]] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        if tag == "td":
            self.cells.append([])
        elif tag == "p" and "td" in self.open:
            self.cells[-1].append([])
        elif tag in {"title", "h1", "th", "p"}:
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open and "td" in self.open:
            changed = self.open[-1] in {"ins", "del"}
            self.cells[-1][-1] += [(char, changed) for char in data]
        elif self.open and self.open[-1] in self.texts:
            self.texts[self.open[-1]][-1] += data


@given(tables)
def test_the_table_comes_back_from_json(table: Table) -> None:
    assert from_json(to_json(table)) == table


@given(tables)
def test_html_holds_every_run_and_no_other_element(table: Table) -> None:
    page = Page()
    page.feed(to_html(table))
    page.close()
    assert page.cells == wanted(table)
    assert page.open == []
    assert page.texts["th"] == list(table.heads)
    assert page.texts["h1"] == page.texts["title"] == [table.title]
    assert page.texts.get("p", []) == ([table.note] if table.note is not None else [])
    assert "script" not in page.tags


@given(tables)
def test_docx_holds_every_run_and_underlines_the_changed_ones(table: Table) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(table))) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    found = [[paragraph_of_docx(p) for p in cell.findall(f"{W}p")] for cell in root.iter(f"{W}tc")]
    heads = len(table.heads)
    assert [["".join(char for char, _ in p) for p in cell] for cell in found[:heads]] == [
        [head] for head in table.heads
    ]
    assert found[heads:] == [cell or [[]] for cell in wanted(table)]


@given(tables)
def test_docx_is_written_as_the_library_writes_it(table: Table) -> None:
    """The rows are written by us, and the library, having read them, writes the same."""
    written = document_part(to_docx(table))
    read = etree.fromstring(written)
    etree.cleanup_namespaces(read, keep_ns_prefixes=["w", "r"])
    assert written == etree.tostring(read, encoding="UTF-8", standalone=True)


@given(cells, st.sampled_from(["en", "ja"]), st.integers(0, 2_000), st.integers(1, 12))
def test_the_lines_of_a_cell_are_told_by_its_widths(
    cell: Cell, language: str, width: int, few: int
) -> None:
    """Most are told by the length of their texts, which gives the same answer."""
    writer = _TableWriter(Table(language=language, title="", columns=("", ""), rows=()), 8_000)
    room = max((width - 2 * CELL_SIDE) / writer.em, 1)
    widths = [em_width(block.text, monospaced=writer.east_asian) for block in printed_lines(cell)]
    lines = sum(max(1, math.ceil(each / room)) for each in widths)
    assert writer.is_at_most(few, cell, width) == (lines <= few)


def document_part(made: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read("word/document.xml")


def paragraph_of_docx(paragraph: ElementTree.Element) -> Marked:
    found: Marked = []
    for run in paragraph.findall(f"{W}r"):
        underline = run.find(f"{W}rPr/{W}u")
        changed = underline is not None and underline.get(f"{W}val") == "single"
        for child in run:
            text = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}t": child.text or ""}.get(child.tag, "")
            found += [(char, changed) for char in text]
    return found


@given(tables)
def test_markdown_holds_every_run_and_nothing_is_read_as_markup(table: Table) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    found: list[list[Marked]] = []
    inside = False
    for token in tokens.parse(to_markdown(table)):
        inside = (inside or token.type == "tbody_open") and token.type != "tbody_close"
        if inside and token.type == "inline":
            changed = False
            blocks: list[Marked] = [[]]
            for child in token.children or []:
                if child.type == "html_inline" and child.content == "<br>" and not changed:
                    blocks.append([])
                elif child.type == "html_inline" and child.content in {"<ins>", "</ins>"}:
                    changed = child.content == "<ins>"
                else:
                    assert child.type in {"text", "text_special", "html_inline"}, child
                    text = "\n" if child.type == "html_inline" else child.content
                    blocks[-1] += [(char, changed) for char in text]
            found.append(blocks)
    assert [lines(cell) for cell in found] == [lines(cell) for cell in wanted(table)]


def lines(cell: list[Marked]) -> list[Marked]:
    """The lines of a cell: a line feed inside a block and the end of a block look alike."""
    found: list[Marked] = [[]]
    for number, block in enumerate(cell):
        if number:
            found.append([])
        for char, changed in block:
            if char == "\n":
                found.append([])
            else:
                found[-1].append((char, changed))
    return found


@given(tables, st.integers(-5, 130), st.booleans(), st.booleans())
def test_terminal_never_fails(table: Table, width: int, colour: bool, unicode: bool) -> None:
    text = to_terminal(table, width=width, colour=colour, unicode=unicode)
    assert text.endswith("\n")
    assert "\x1b" not in re.sub(r"\x1b\[(0|4;(3[12])?)m", "", text)
    assert colour or "\x1b" not in text


@given(st.lists(st.sampled_from(["Director ", "取締役", "、", "（", "(1) ", "か\u3099", "x" * 30])))
def test_terminal_shows_every_character_once(pieces: list[str]) -> None:
    text = "".join(pieces)
    block = Block(BlockKind.PARAGRAPH, (Run(text),) if text else ())
    row = Row(kind=RowKind.REPLACED, key="a", present=(), proposed=(block,))
    table = Table(language="ja", title="", columns=("P", "Q"), rows=(row,))
    shown = to_terminal(table, width=80, colour=False, unicode=False).splitlines()
    column = "".join(line.split("|")[2] for line in shown if line.startswith("|"))
    assert re.sub(r"\s", "", column) == "Q" + re.sub(r"\s", "", text)
