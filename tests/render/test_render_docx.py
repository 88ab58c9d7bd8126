"""The Word document: its package, its styles, its pages, and that Word may open it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from docx2python import docx2python

from amendtool.comparison.table import Block, BlockKind, Row, RowBreak, RowKind, Run, Table
from amendtool.errors import InputError
from amendtool.render.table.docx import STYLES, to_docx
from amendtool.render.table.json import from_json

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = Path(__file__).parents[1] / "sample" / "tables" / "ja"
CASES = sorted(GOLDEN.glob("*/table.json"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The order of children in the schema (ISO/IEC 29500-1, annex A), as far as it is used here.
ORDER = {
    "document": "body",
    "body": "p tbl p sectPr",
    "p": "pPr r",
    "r": "rPr t br tab",
    "pPr": "pStyle keepNext keepLines widowControl spacing ind jc",
    "rPr": "rStyle rFonts b i color sz szCs u lang",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tblGrid": "gridCol",
    "tr": "trPr tc",
    "trPr": "cantSplit tblHeader",
    "tc": "tcPr p",
    "tcPr": "tcW",
    "sectPr": "pgSz pgMar",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "compat": "compatSetting",
}


def load(name: str) -> Table:
    return from_json((GOLDEN / name / "table.json").read_text(encoding="utf-8"))


def part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ElementTree.fromstring(package.read(name))


def one_block(text: str, language: str = "en") -> Table:
    block = Block(BlockKind.PARAGRAPH, (Run(text),))
    row = Row(kind=RowKind.REPLACED, key="a", present=(block,), proposed=(block,))
    return Table(language=language, title="T", columns=("P", "Q"), rows=(row,))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_elements_stand_in_the_order_of_the_schema(case: Path) -> None:
    content = to_docx(load(case.parent.name))
    for name in ("document", "styles", "settings"):
        for element in part(content, f"word/{name}.xml").iter():
            children = [child.tag.removeprefix(W) for child in element]
            if not children:
                continue
            order = ORDER[element.tag.removeprefix(W)].split()
            rest = iter(order)
            current = next(rest)
            if element.tag in {f"{W}r"}:
                assert set(children) <= set(order)
                assert "rPr" not in children[1:]
                continue
            for child in children:
                while current != child:
                    current = next(rest, "")
                    assert current, f"{child} is out of place in {element.tag}: {children}"


@pytest.mark.parametrize("name", ["notice-2007", "press-release-2013", "japanese"])
def test_another_reader_finds_the_text_of_both_columns(name: str) -> None:
    table = load(name)
    with docx2python(io.BytesIO(to_docx(table))) as document:
        tables = [body for body in document.body if len(body) > 1]
    (found,) = tables
    cells = [[[line for line in cell if line] for cell in row] for row in found]
    assert cells[0] == [[head] for head in table.columns]
    printed = [
        [[block.text for block in cell] for cell in (r.present, r.proposed)] for r in table.rows
    ]
    assert [[[squeeze(line) for line in cell] for cell in row] for row in cells[1:]] == [
        [[squeeze(line) for line in cell] for cell in row] for row in printed
    ]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", ["press-release-2013", "japanese"])
def test_the_page_is_a4_and_the_columns_fill_it_equally(name: str) -> None:
    root = part(to_docx(load(name)), "word/document.xml")
    page, margins = root.find(f".//{W}pgSz"), root.find(f".//{W}pgMar")
    assert page is not None
    assert margins is not None
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("11906", "16838")
    columns = [int(column.get(f"{W}w", "0")) for column in root.iter(f"{W}gridCol")]
    sides = sum(int(margins.get(f"{W}{side}", "0")) for side in ("left", "right"))
    assert columns[0] == columns[1]
    assert sum(columns) == 11906 - sides


def test_only_the_heads_are_repeated_and_rows_of_a_few_lines_stay_whole() -> None:
    root = part(to_docx(load("press-release-2013")), "word/document.xml")
    rows = list(root.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 8
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows]
    assert whole == [True, False, True, True, True, True, False, True, True]


def test_a_row_of_many_lines_may_break_wherever_its_text_is_long() -> None:
    short, long = ((Block(BlockKind.PARAGRAPH, (Run("word " * count),)),) for count in (80, 200))
    rows = [
        Row(kind=RowKind.REPLACED, key="a", present=present, proposed=proposed, remarks=remarks)
        for present, proposed, remarks in (
            (short, short, ()),
            (long, short, ()),
            (short, long, ()),
            (short, short, ("remark " * 30,)),
        )
    ]
    table = replace(load("notice-2007"), rows=tuple(rows), remarks="Remarks")
    root = part(to_docx(table), "word/document.xml")
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert whole == [True, True, False, False, False]


def test_the_line_of_a_chapter_stays_with_the_row_below_it() -> None:
    table = from_json((SAMPLE / "2019-06-26-agm.json").read_text(encoding="utf-8"))
    table = replace(table, look=replace(table.look, row_break=RowBreak.LONG))
    root = part(to_docx(table), "word/document.xml")
    kept = [row.find(f".//{W}keepNext") is not None for row in root.iter(f"{W}tr")][1:]
    chapters = [row.kind is RowKind.CHAPTER for row in table.rows for _ in row.parts()]
    assert any(chapters)
    assert kept == chapters
    last = part(to_docx(replace(table, rows=table.rows[:1])), "word/document.xml")
    assert last.find(f".//{W}keepNext") is None


@pytest.mark.parametrize("language", ["en", "ja", "en-GB"])
def test_fonts_and_languages_are_set_for_both_scripts(language: str) -> None:
    content = to_docx(one_block("“定款”", language))
    defaults = part(content, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults is not None
    fonts, lang, size = (defaults.find(f"{W}{name}") for name in ("rFonts", "lang", "sz"))
    assert fonts is not None
    assert lang is not None
    assert size is not None
    assert {key.removeprefix(W): value for key, value in fonts.attrib.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": "ＭＳ 明朝",
    }
    assert lang.get(f"{W}eastAsia") == "ja-JP"
    assert lang.get(f"{W}val") == ("en-GB" if language == "en-GB" else "en-US")
    assert size.get(f"{W}val") == "21"
    hints = part(content, "word/document.xml").findall(f".//{W}r/{W}rPr/{W}rFonts")
    assert bool(hints) == (language == "ja")


def test_every_kind_of_block_has_a_style_that_word_lists() -> None:
    table = load("japanese")
    content = to_docx(table)
    styles = {
        style.get(f"{W}styleId"): name.get(f"{W}val")
        for style in part(content, "word/styles.xml").findall(f"{W}style")
        if (name := style.find(f"{W}name")) is not None and style.find(f"{W}qFormat") is not None
    }
    used = {
        styles[style.get(f"{W}val")]
        for style in part(content, "word/document.xml").iter(f"{W}pStyle")
    }
    assert used == {*STYLES.values(), "Table Note", "Table Head"}


def test_the_lines_of_an_item_hang_under_its_text() -> None:
    content = to_docx(load("press-release-2013"))
    style = part(content, "word/styles.xml").find(f"{W}style[@{W}styleId='Item']/{W}pPr/{W}ind")
    assert style is not None
    left, hanging = (int(style.get(f"{W}{side}", "0")) for side in ("left", "hanging"))
    assert 200 < hanging < left
    items = part(content, "word/document.xml").findall(f".//{W}pStyle[@{W}val='Item']")
    assert len(items) == 4


def test_no_paragraph_in_a_clause_row_is_kept_with_the_next() -> None:
    table = load("japanese")
    clauses = tuple(row for row in table.rows if row.kind is not RowKind.CHAPTER)
    content = to_docx(replace(table, rows=clauses))
    keeping = {
        style.get(f"{W}styleId")
        for style in part(content, "word/styles.xml").findall(f"{W}style")
        if style.find(f"{W}pPr/{W}keepNext") is not None
    }
    assert keeping == {"TableNote", "TableHead"}
    assert not list(part(content, "word/document.xml").iter(f"{W}keepNext"))


def test_the_table_is_described_for_a_screen_reader() -> None:
    root = part(to_docx(load("press-release-2013")), "word/document.xml")
    described = {
        name: root.find(f".//{W}tblPr/{W}{name}") for name in ("tblCaption", "tblDescription")
    }
    values = {name: found.get(f"{W}val") for name, found in described.items() if found is not None}
    assert values == {
        "tblCaption": "Articles of Incorporation",
        "tblDescription": "Articles of Incorporation: Present Articles / Proposed Articles",
    }


def test_the_package_holds_only_what_it_needs_in_a_fixed_order() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(load("japanese")))) as package:
        members = package.infolist()
        text = b"".join(package.read(member) for member in members).decode()
    assert [member.filename for member in members] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.create_system for member in members} == {0}
    for trace in ("rsid", "python-docx", "Theme=", "instrText", "TargetMode", str(Path.home())):
        assert trace not in text


def properties(content: bytes) -> dict[str, str | None]:
    return {
        element.tag.rpartition("}")[2]: element.text
        for element in part(content, "docProps/core.xml")
    }


def test_the_properties_tell_the_title_and_nothing_of_who_made_it() -> None:
    assert properties(to_docx(load("press-release-2013"))) == {
        "title": "Articles of Incorporation",
        "creator": None,
        "description": None,
        "lastModifiedBy": None,
        "language": "en",
        "revision": "1",
        "created": "1980-01-01T00:00:00Z",
        "modified": "1980-01-01T00:00:00Z",
    }


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2013, 6, 26, 1, 30),
        datetime(2013, 6, 26, 1, 30, tzinfo=UTC),
        datetime(2013, 6, 26, 10, 30, 0, 5, tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_the_date_in_the_properties_may_be_given(moment: datetime) -> None:
    found = properties(to_docx(one_block("a"), moment=moment))
    assert (found["created"], found["modified"]) == ("2013-06-26T01:30:00Z",) * 2


def test_a_title_longer_than_the_property_is_cut_there_alone() -> None:
    table = Table(language="en", title="A" * 300, columns=("P", "Q"), rows=())
    content = to_docx(table)
    assert properties(content)["title"] == "A" * 255
    caption = part(content, "word/document.xml").find(f".//{W}tblCaption")
    assert caption is not None
    assert caption.get(f"{W}val") == "A" * 300


def test_the_same_table_gives_the_same_bytes_in_another_process_and_zone() -> None:
    path = GOLDEN / "japanese" / "table.json"
    program = (
        "import hashlib, pathlib, sys; from amendtool.render.formats import TABLE, render;"
        "from amendtool.render.table.json import from_json;"
        "table = from_json(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'));"
        "print(hashlib.sha256(render(TABLE, table, 'docx')).hexdigest())"
    )
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == hashlib.sha256(to_docx(load("japanese"))).hexdigest()


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\r", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_named(character: str) -> None:
    with pytest.raises(InputError) as caught:
        to_docx(one_block(f"a{character}b"))
    assert [problem.place.path for problem in caught.value.problems] == [
        "rows[0].present[0]",
        "rows[0].proposed[0]",
    ]
    assert {problem.code for problem in caught.value.problems} == {"unprintable-character"}
    assert f"U+{ord(character):04X}" in str(caught.value)
    assert character not in str(caught.value)


def test_libreoffice_repeats_the_heads_on_every_page(tmp_path: Path) -> None:
    soffice, pdftotext, pdfinfo = (shutil.which(n) for n in ("soffice", "pdftotext", "pdfinfo"))
    if not soffice or not pdftotext or not pdfinfo:
        pytest.skip("LibreOffice or poppler is not installed: no page was laid out")
    table = load("press-release-2013")
    long = Table(
        language="en", title=table.title, columns=table.columns, rows=table.rows * 8, note="Note"
    )
    (tmp_path / "table.docx").write_bytes(to_docx(long))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            *("--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "table.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pdf = str(tmp_path / "table.pdf")
    text, info = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for command in ([pdftotext, "-layout", pdf, "-"], [pdfinfo, pdf])
    )
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 3
    assert all(re.search(r"Present Articles\s+Proposed Articles", page) for page in pages)
    assert re.search(r"Page size: .*A4", info)
    assert not re.search(r"Author: +\S", info)
