"""The documents around the table: what they print, format by format, and their packages."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx import Document as read_docx
from docx2python import docx2python
from lxml import etree, html
from markdown_it import MarkdownIt

from amendtool.comparison.table import Align
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import DOCUMENT, render
from amendtool.render.notice.docx import to_docx
from amendtool.render.notice.html import to_html
from amendtool.render.notice.markdown import to_markdown
from amendtool.render.notice.model import (
    Comparison,
    Cover,
    Fact,
    FactList,
    Grid,
    GridCell,
    Heading,
    Layout,
    Notice,
    NoticeBlock,
    NoticeLine,
    NoticeParagraph,
    NumberedEntry,
    NumberedList,
    PageBreak,
    Title,
    WholeArticles,
    texts,
)
from tests.render.document_cases import DOCUMENTS, japanese, notice, press_release

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MADE: dict[str, Callable[[], Notice]] = {
    "notice-2007/notice": lambda: notice().document("notice"),
    "press-release-2013/press-release": lambda: press_release().document("press-release"),
    "japanese/shoshu": lambda: japanese().document("shoshu"),
    "japanese/kaiji": lambda: japanese().document("kaiji"),
}
PUBLISHED = [name for name in MADE if not name.startswith("japanese")]


@pytest.fixture(scope="module")
def documents() -> dict[str, Notice]:
    return {name: make() for name, make in MADE.items()}


def document_xml(document: Notice) -> str:
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def html_body(document: Notice) -> str:
    """What the page shows; the styles above it are those of the table's page."""
    return to_html(document).partition("<body>")[2].partition("</body>")[0].strip() + "\n"


OUTPUTS: dict[str, Callable[[Notice], str]] = {
    ".md": to_markdown,
    ".html": html_body,
    ".docx.xml": document_xml,
}


@pytest.mark.parametrize("ending", OUTPUTS)
@pytest.mark.parametrize("name", MADE)
def test_prints_as_recorded(
    documents: dict[str, Notice],
    name: str,
    ending: str,
    golden: Callable[[Path, str], None],
) -> None:
    golden(DOCUMENTS / f"{name}{ending}", OUTPUTS[ending](documents[name]))


# -- side by side with what was printed ------------------------------------------------------


def printed_lines(blocks: tuple[NoticeBlock, ...]) -> Iterator[str]:
    """The lines of a document, one for each paragraph in print."""
    for block in blocks:
        match block:
            case Title(text) | Heading(text) | NoticeLine(text) | NoticeParagraph(text):
                yield " ".join(text.split("\n"))
            case NumberedList(entries):
                for entry in entries:
                    first, *rest = printed_lines(entry.blocks)
                    yield f"{entry.number} {first}"
                    yield from rest
            case FactList(facts):
                for fact in facts:
                    yield f"{fact.term} {fact.value}"
            case Comparison():
                yield "[table]"
            case Cover() | PageBreak() | Grid() | WholeArticles():
                pytest.fail("the published documents have no such blocks")


@pytest.mark.parametrize("name", PUBLISHED)
def test_nothing_of_the_published_document_is_missing(
    documents: dict[str, Notice], name: str
) -> None:
    expected = (DOCUMENTS / name).parent / "printed.txt"
    assert (
        list(printed_lines(documents[name].blocks))
        == expected.read_text(encoding="utf-8").splitlines()
    )


def squeeze(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text).strip()


def inner(elements: Iterable[etree._Element]) -> str:
    """The text in the elements, a line break as a space."""
    pieces: list[str] = []
    for element in elements:
        for line in element.iter("br"):
            line.tail = "\n" + (line.tail or "")
        pieces += map(str, element.itertext())
    return squeeze("".join(pieces))


@pytest.mark.parametrize("name", MADE)
def test_another_reader_of_the_docx_finds_every_text_in_order(
    documents: dict[str, Notice], name: str
) -> None:
    document = documents[name]
    with docx2python(io.BytesIO(to_docx(document))) as read:
        found = squeeze(" ".join(read.text.split()))
    position = 0
    for text in texts(document):
        at = found.find(squeeze(text.replace("\u3000", " ")), position)
        assert at >= position, text
        position = at
    assert document.table is not None
    for block in document.table.blocks():
        assert squeeze(block.text.replace("\u3000", " ")) in found


@pytest.mark.parametrize("name", MADE)
def test_another_reader_of_the_markdown_finds_every_text(
    documents: dict[str, Notice], name: str
) -> None:
    document = documents[name]
    page = html.fromstring(MarkdownIt("commonmark").enable("table").render(to_markdown(document)))
    found = inner([page])
    for text in texts(document):
        assert squeeze(text) in found, text


@pytest.mark.parametrize("name", MADE)
def test_the_html_holds_every_text_under_headings_without_a_gap(
    documents: dict[str, Notice], name: str
) -> None:
    document = documents[name]
    page = html.document_fromstring(to_html(document))
    assert page.get("lang") == document.language
    assert page.findtext(".//title") == document.title
    found = inner(page.findall("body"))
    for text in texts(document):
        assert squeeze(text) in found, text
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|\bhref=", to_html(document))


# -- Word ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_word_finds_named_styles_and_an_outline(documents: dict[str, Notice], name: str) -> None:
    document = documents[name]
    read = read_docx(io.BytesIO(to_docx(document)))
    unnamed = [p.text for p in read.paragraphs if p.style and p.style.name == "Normal"]
    assert "".join(unnamed) == ""
    headings = [p.text for p in read.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings == [b.text for b in document.blocks if isinstance(b, Heading)]
    section = read.sections[0]
    sides = [section.page_width, section.page_height]
    assert [side and round(side.mm) for side in sides] == [210, 297]
    properties = read.core_properties
    assert properties.title == document.title
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.language == document.language


ORDER = "pStyle keepNext keepLines pageBreakBefore widowControl spacing ind jc outlineLvl".split()


@pytest.mark.parametrize("name", MADE)
def test_paragraph_properties_stand_in_the_order_of_the_schema(
    documents: dict[str, Notice], name: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(documents[name]))) as package:
        parts = [etree.fromstring(package.read(f"word/{p}.xml")) for p in ("document", "styles")]
    met = 0
    for root in parts:
        for layout in root.iter(f"{W}pPr"):
            places = [ORDER.index(str(child.tag).removeprefix(W)) for child in layout]
            assert places == sorted(places)
            met += 1
    assert met > 20


def test_the_table_in_a_document_is_the_table_alone(documents: dict[str, Notice]) -> None:
    from amendtool.render.table.docx import to_docx as table_to_docx

    document = documents["japanese/kaiji"]
    assert document.table is not None
    tables = []
    for content in (to_docx(document), table_to_docx(document.table)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            root = etree.fromstring(package.read("word/document.xml"))
            styles = etree.fromstring(package.read("word/styles.xml"))
        (table,) = root.iter(f"{W}tbl")
        own = {
            style.get(f"{W}styleId"): etree.tostring(style, method="c14n")
            for style in styles.iter(f"{W}style")
        }
        used = {str(each.get(f"{W}val")) for each in table.iter(f"{W}pStyle")}
        tables.append((etree.tostring(table, method="c14n"), {name: own[name] for name in used}))
    assert tables[0] == tables[1]


def test_what_announces_the_table_stays_on_its_page(documents: dict[str, Notice]) -> None:
    for document in documents.values():
        read = read_docx(io.BytesIO(to_docx(document)))
        (paragraph,) = [
            each for each, block in pairwise(document.blocks) if isinstance(block, Comparison)
        ]
        assert isinstance(paragraph, NoticeParagraph)
        (printed,) = [p for p in read.paragraphs if p.text == paragraph.text]
        assert printed.paragraph_format.keep_with_next is True


# -- the blocks of a document of the articles --------------------------------------------------


@pytest.fixture(scope="module")
def certificate() -> Notice:
    """Every block that only a document of the articles has, and a sentence below."""
    case = japanese()
    export = make_export(
        case.application.proposed,
        style=case.config.style,
        house=case.config.house,
        title=case.config.title,
    )
    heads = (GridCell("書類"), GridCell("部数", Align.RIGHT))
    rows = ((GridCell("定款 | *写し*"), GridCell("１\n２", Align.RIGHT)),)
    return Notice(
        language="ja",
        blocks=(
            Cover((Title("定　款"), NoticeLine("会社", Align.CENTRE))),
            Grid(heads, rows, (2, 1)),
            PageBreak(),
            Heading("写し"),
            WholeArticles(export),
            NoticeParagraph("　相違ありません。"),
            NoticeLine("代表者", Align.RIGHT),
        ),
    )


def test_word_has_the_articles_in_styles_of_their_own(certificate: Notice) -> None:
    assert certificate.articles is not None
    read = read_docx(io.BytesIO(to_docx(certificate)))
    by_text = {each.text: each for each in read.paragraphs}
    assert by_text["定　款"].style is not None
    assert by_text["定　款"].style.name == "Cover Title"
    printed = [line.text for line in certificate.articles.lines]
    told = [each.text for each in read.paragraphs]
    start = told.index(printed[0])
    assert told[start : start + len(printed)] == printed
    names = {
        each.style.name for each in read.paragraphs[start : start + len(printed)] if each.style
    }
    assert all(name.startswith("Articles ") for name in names)
    # What is certified begins a page, and the signature stays with the sentence.
    assert by_text["写し"].paragraph_format.page_break_before
    assert by_text["　相違ありません。"].paragraph_format.keep_with_next
    (grid,) = read.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["書類", "部数"], ["定款 | *写し*", "１\n２"],
    ]  # fmt: skip
    widths = [cell.width for cell in grid.rows[0].cells]
    assert widths[0] is not None
    assert widths[1] is not None
    assert round(widths[0] / widths[1]) == 2


def test_its_properties_stand_in_the_order_of_the_schema(certificate: Notice) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(certificate))) as package:
        parts = [etree.fromstring(package.read(f"word/{p}.xml")) for p in ("document", "styles")]
    for root in parts:
        for layout in root.iter(f"{W}pPr"):
            names = [str(child.tag).removeprefix(W) for child in layout]
            places = [ORDER.index(name) for name in names if name in ORDER]
            assert places == sorted(places)
    ids = [style.get(f"{W}styleId") for style in parts[1].iter(f"{W}style")]
    assert len(ids) == len(set(ids))


def test_the_page_of_the_articles_has_headings_without_a_gap(certificate: Notice) -> None:
    page = html.document_fromstring(to_html(certificate))
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    found = inner(page.findall("body"))
    for text in texts(certificate):
        assert squeeze(text) in found
    assert certificate.articles is not None
    for line in certificate.articles.lines:
        assert squeeze(line.text.replace("\n", " ")) in found
    assert next(cell.text for cell in page.iter("td")) == "定款 | *写し*"


def test_markdown_keeps_a_grid_and_the_levels_of_the_articles(certificate: Notice) -> None:
    told = to_markdown(certificate)
    rendered = html.fromstring(MarkdownIt("commonmark").enable("table").render(told))
    assert rendered.findtext(".//h1") == "定　款"
    assert [cell.text for cell in rendered.iter("td")] == ["定款 | *写し*", "１"]
    assert certificate.articles is not None
    assert certificate.articles.title in [each.text for each in rendered.iter("h2")]
    assert len(rendered.findall(".//h1")) == 1


def test_json_tells_the_blocks_of_the_articles(certificate: Notice) -> None:
    record = json.loads(render(DOCUMENT, certificate, "json"))
    kinds = [block["kind"] for block in record["blocks"]]
    assert kinds == ["cover", "grid", "break", "heading", "articles", "paragraph", "line"]
    assert record["title"] == "定　款"


# -- the same input, the same bytes ----------------------------------------------------------


@pytest.mark.parametrize("format", ["docx", "html", "markdown", "json"])
def test_the_same_bytes_in_another_process(format: str) -> None:
    program = (
        "import hashlib, sys; from tests.render.document_cases import japanese;"
        "from amendtool.render.formats import DOCUMENT, render;"
        f"d = render(DOCUMENT, japanese().document('kaiji'), {format!r});"
        "print(hashlib.sha256(d).hexdigest())"
    )
    here = hashlib.sha256(render(DOCUMENT, japanese().document("kaiji"), format)).hexdigest()
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert there == here


def test_json_gives_every_block(documents: dict[str, Notice]) -> None:
    for document in documents.values():
        record = json.loads(render(DOCUMENT, document, "json"))
        assert record["schema"] == "amendtool/document/1"
        assert record["title"] == document.title
        assert len(record["blocks"]) == len(document.blocks)
        (table,) = [block["table"] for block in record["blocks"] if block["kind"] == "table"]
        assert table["schema"] == "amendtool/table/1"


# -- shapes that the packaged templates do not use -------------------------------------------

DEEP = Notice(
    language="en",
    blocks=(
        Heading("3 # of #", 3),
        NumberedList(
            (
                NumberedEntry(
                    "(1)",
                    (
                        NoticeParagraph("one"),
                        NumberedList((NumberedEntry("（ａ）", (NoticeParagraph("two"),)),)),
                    ),
                ),
                NumberedEntry(
                    "(1000)",
                    (NumberedList((NumberedEntry("i.", (NoticeParagraph("three\nfour"),)),)),),
                ),
            )
        ),
        NoticeLine("- no list", Align.RIGHT),
        FactList((Fact("1. term", "value"),), Layout.COLUMNS),
        FactList((Fact("x" * 90, "value"),), Layout.ASIDE),
    ),
)


def test_a_document_without_a_table_and_with_lists_in_lists() -> None:
    read = read_docx(io.BytesIO(to_docx(DEEP)))
    assert [p.text for p in read.paragraphs] == [
        "3 # of #", "(1)\tone", "（ａ）\ttwo", "(1000)", "i.\tthree\nfour", "- no list",
        "1. term\tvalue", "x" * 90 + "\tvalue",
    ]  # fmt: skip
    indents = [p.paragraph_format.left_indent for p in read.paragraphs[1:3]]
    assert indents[1] is not None
    page = html.document_fromstring(to_html(DEEP))
    assert page.find(".//table") is None
    assert [item.findtext("span") for item in page.iter("li")] == ["(1)", "（ａ）", "(1000)", "i."]
    assert len(page.findall(".//ol//ol")) == 2


def test_markdown_keeps_what_would_be_markup() -> None:
    rendered = html.fromstring(MarkdownIt("commonmark").enable("table").render(to_markdown(DEEP)))
    assert rendered.findtext(".//h3") == "3 # of #"
    entries = [inner([li]) for li in rendered.iter("li")]
    assert entries == ["(1) one （ａ） two", "（ａ） two", "(1000) i. three four", "i. three four"]
    assert "- no list" in inner([rendered])
    assert len(rendered.findall(".//ol")) == 0
    assert len(rendered.findall(".//ul")) == 3


HOSTILE = "<b>&amp;</b> {{ 7*7 }} {% raw %} [x](http://a) | `c` *d* ]]> <!-- # \u3000神\ufe00"


@pytest.mark.parametrize("template", ["notice", "press-release", "shoshu", "kaiji"])
def test_hostile_text_is_text_in_every_format(template: str) -> None:
    case = japanese() if template in ("shoshu", "kaiji") else press_release()
    document = case.document(
        template, title=HOSTILE, meeting_as_printed=HOSTILE, reasons=(HOSTILE, HOSTILE)
    )
    assert sum(squeeze(HOSTILE) in squeeze(text) for text in texts(document)) >= 2
    page = html.document_fromstring(to_html(document))
    assert squeeze(HOSTILE) in inner([page])
    assert page.find(".//b") is None
    read = read_docx(io.BytesIO(to_docx(document)))
    assert any(squeeze(HOSTILE) in squeeze(p.text) for p in read.paragraphs)
    rendered = html.fromstring(
        MarkdownIt("commonmark").enable("table").render(to_markdown(document))
    )
    assert squeeze(HOSTILE) in inner([rendered])
    assert rendered.find(".//em") is None


def test_the_title_of_a_document_without_one_is_its_first_heading() -> None:
    document = Notice(language="en", blocks=(NoticeLine("x"), Heading("A\nB"), Heading("C", 2)))
    assert document.title == "A B"
    assert replace(document, blocks=()).title == ""
    assert replace(document, blocks=(Heading("A"), Title("T"))).title == "T"
