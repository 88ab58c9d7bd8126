"""The whole articles as a document: every line of them, in every format, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, EN, JA, STYLES, DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HOUSES, Around, HeadingPlace, NumberPlace
from amendtool.comparison.table import Align
from amendtool.errors import InputError
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export, LineKind, Revision
from amendtool.render.formats import ARTICLES, format_of, formats_of, render
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
from tests.strategies import charters, styles

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOUSE = {"en": HOUSES["seed-en"], "ja": HOUSES["ja-notice"]}
REVISION = Revision(
    name="2013-06-26-agm",
    title="Partial Amendment",
    meeting="The 21st Meeting",
    adopted="2013-06-26",
    effective="2013-07-01",
)


def exported(charter: Charter, style: DraftingStyle = EN, *, title: str = "The Articles") -> Export:
    return make_export(charter, style=style, house=HOUSE[style.name], title=title)


def article(key: str, number: int, *texts: str, chapter: str | None = None) -> Article:
    paragraphs = tuple(
        provision(number=Number.of(index), text=text) for index, text in enumerate(texts, 1)
    )
    return Article(
        key=key,
        number=Number.of(number),
        heading=key.capitalize(),
        body=paragraphs,
        chapter=chapter,
    )


def kitano(language: str) -> tuple[Charter, DraftingStyle]:
    style = STYLES[language]
    return load(read_folder(ROOT / "examples" / "kitano", "articles"), style).charter, style


CHAPTERED = Charter(
    preamble="We, the members,\nresolve as follows.",
    chapters=(
        Chapter(key="general", number=Number.of(1), heading="General"),
        Chapter(key="empty", number=Number.of(2)),
        Chapter(key="organs", number=Number.of(3), heading="Organs"),
        Chapter(key="meetings", number=Number.of(1), heading="The Board", parent="organs"),
        Chapter(key="last", number=Number.of(4), heading="Last"),
    ),
    articles=(
        article("name", 1, "The name is <Example> & Co.", chapter="general"),
        article("board", 2, "There is a board.", "It meets.", chapter="meetings"),
    ),
    supplementary=(article("start", 1, "In force from today."),),
    closing="Tokyo\nA. Secretary",
)


# --- the lines ---------------------------------------------------------------------------


@given(st.data())
def test_law_every_article_is_printed_as_show_prints_it(data: st.DataObject) -> None:
    style = data.draw(styles)
    charter = data.draw(charters(style, gaps=True))
    found = [line for each in exported(charter, style).lines for line in each.text.split("\n")]
    printer = Printer(style=style, house=HOUSE[style.name])
    wanted: list[str] = []
    for each in charter.every_article():
        for block in printer.arranged(printer.article(each, changed=False), each):
            if block.joint is None:
                wanted.append(block.text)
            else:
                wanted[-1] += block.joint.text + block.text
    headings = {
        printer.chapter_text(chapter, len(charter.outer_chapters(chapter.key)))
        for chapter in charter.chapters
    } | {style.supplementary_title}
    rest = iter(found)
    # Every block in its order; what stands between them are headings of chapters.
    for text in wanted:
        for line in rest:
            if line == text:
                break
            assert line in headings
        else:
            pytest.fail(f"not printed: {text!r}")
    assert set(rest) <= headings


def test_everything_stands_in_its_place() -> None:
    lines = exported(CHAPTERED).lines
    assert [(line.kind.value, line.level, line.text) for line in lines] == [
        ("text", 0, "We, the members,"),
        ("text", 0, "resolve as follows."),
        ("chapter", 1, "Chapter 1 General"),
        ("article", 2, "(Name)\nArticle 1."),
        ("paragraph", 0, "The name is <Example> & Co."),
        ("chapter", 1, "Chapter 2"),
        ("chapter", 1, "Chapter 3 Organs"),
        ("chapter", 2, "Section 1 The Board"),
        ("article", 3, "(Board)\nArticle 2."),
        ("paragraph", 0, "There is a board."),
        ("paragraph", 0, "2 It meets."),
        ("chapter", 1, "Chapter 4 Last"),
        ("chapter", 1, "Supplementary Provisions"),
        ("article", 2, "(Start)\nArticle 1."),
        ("paragraph", 0, "In force from today."),
        ("text", 0, "Tokyo"),
        ("text", 0, "A. Secretary"),
    ]


def test_a_title_in_the_preamble_is_printed_once() -> None:
    charter = Charter(preamble="The Articles\nof a company")
    export = exported(charter)
    assert render(ARTICLES, export, "text") == b"The Articles\n\nof a company\n"
    assert exported(Charter(preamble="The Articles")).lines == ()


def test_a_heading_stands_beside_the_number_where_the_house_style_has_it() -> None:
    for style, wanted in ((EN, "Article 1. (Name)"), (JA, "第１条（Name）")):
        house = replace(HOUSE[style.name], heading_place=HeadingPlace.BESIDE)
        export = make_export(CHAPTERED, style=style, house=house, title="")
        texts = [line.text for line in export.lines if line.kind is LineKind.ARTICLE]
        assert texts[0] == wanted


PLACES = {
    # The caption above, behind the number, and with the text on one line; the number alone.
    (HeadingPlace.ABOVE, NumberPlace.ABOVE): ["（商号）", "第１条", "当会社は。"],
    (HeadingPlace.ABOVE, NumberPlace.IN_LINE): ["（商号）", "第１条　当会社は。"],
    (HeadingPlace.BESIDE, NumberPlace.IN_LINE): ["第１条（商号）", "当会社は。"],
    (HeadingPlace.IN_LINE, NumberPlace.IN_LINE): ["第１条（商号）　当会社は。"],
}


@pytest.mark.parametrize("places", PLACES, ids="-".join)
@pytest.mark.parametrize("format", ["text", "html", "docx", "markdown"])
def test_a_text_goes_on_behind_the_number_where_the_house_style_has_it(
    places: tuple[HeadingPlace, NumberPlace], format: str
) -> None:
    named = replace(article("name", 1, "当会社は。", "支店は。"), heading="商号")
    charter = Charter(articles=(named,))
    export = make_export(charter, style=JA, house=HOUSES["ja-notice"].placed(*places), title="定款")
    wanted = ["定款", *PLACES[places], "２　支店は。"]
    assert [each for line in export.lines for each in line.text.split("\n")] == wanted[1:]
    given = render(ARTICLES, export, format)
    assert isinstance(given, bytes)
    match format:
        case "text":
            assert list(filter(None, given.decode().split("\n"))) == wanted
        case "html":
            page = html.document_fromstring(given.decode())
            assert [line for each in page_lines(page) for line in each.split("\n")] == wanted
            links = found_at(page, "//nav//a/text()")
            assert links == ["第１条（商号）"]
            assert found_at(page, "//*[@id='article-name']")
        case "docx":
            found = [each.text for each in Document(io.BytesIO(given)).paragraphs]
            assert [line for each in found for line in each.split("\n")] == wanted
        case _:
            # A caption above the number is a heading; one that the text goes on behind stands
            # in its line, and all others are one line with the number.
            apart = NumberPlace.IN_LINE in places or HeadingPlace.IN_LINE in places
            first = PLACES[places] if apart else ["第１条（商号）", "当会社は。"]
            assert markdown_lines(given.decode()) == ["定款", *first, "２　支店は。"]


def test_an_article_that_departs_is_printed_as_its_mark_tells() -> None:
    marks = ["第１条↵…", "第２条", "第３条… …"]
    files = {
        f"articles/00{at}-a{at}.md": f"---\nmark: {mark}\n---\n\n当会社は{at}。\n".encode()
        for at, mark in enumerate(marks, 1)
    }
    charter = load(files, JA).charter
    for place, wanted in (
        (NumberPlace.IN_LINE, "第１条|当会社は1。|第２条　当会社は2。|第３条 当会社は3。"),
        (NumberPlace.ABOVE, "第１条|当会社は1。|第２条|当会社は2。|第３条 当会社は3。"),
    ):
        house = HOUSES["ja-notice"].placed(None, place)
        export = make_export(charter, style=JA, house=house, title="")
        assert "|".join(line.text for line in export.lines) == wanted


@pytest.mark.parametrize(
    ("style", "revision", "wanted"),
    [
        (
            EN,
            REVISION,
            "Partial Amendment (The 21st Meeting; adopted June 26, 2013; effective July 1, 2013)",
        ),
        (EN, Revision(name="x", adopted="summer"), "Amendment (adopted summer)"),
        (EN, Revision(name="x"), "Amendment"),
        (
            JA,
            REVISION,
            "Partial Amendment（The 21st Meeting、2013年６月26日決議、2013年７月１日効力発生）",
        ),
        (JA, Revision(name="x"), "一部変更"),
    ],
)
def test_revisions_stand_at_the_end(style: DraftingStyle, revision: Revision, wanted: str) -> None:
    export = make_export(
        CHAPTERED, style=style, house=HOUSE[style.name], title="", revisions=[revision]
    )
    *_, heading, last = export.lines
    assert (heading.kind, heading.level) == (LineKind.CHAPTER, 1)
    assert heading.text == {"en": "List of Revisions", "ja": "変更履歴"}[style.name]
    assert (last.kind, last.text) == (LineKind.REVISION, wanted)


# --- formats -----------------------------------------------------------------------------

PRINTED = [each.name for each in formats_of(ARTICLES) if not each.printed_from]


def test_the_ending_picks_the_format() -> None:
    for each in formats_of(ARTICLES):
        for ending in each.endings:
            assert format_of(ARTICLES, f"a/b{ending.upper()}") == each.name
    for path in ("articles", "articles.odt"):
        with pytest.raises(InputError) as caught:
            format_of(ARTICLES, path)
        assert caught.value.problems[0].code == "unknown-format"
        assert ".html .htm .docx .pdf .md .txt" in caught.value.problems[0].message


@pytest.mark.parametrize("format", PRINTED)
def test_the_same_articles_give_the_same_bytes(format: str) -> None:
    for language in ("ja", "en"):
        export = exported(*kitano(language))
        assert render(ARTICLES, export, format) == render(ARTICLES, export, format)


@pytest.mark.parametrize("format", PRINTED)
def test_a_character_that_no_document_can_hold_is_named(format: str) -> None:
    export = exported(Charter(articles=(article("name", 1, "a\x01b"),)))
    with pytest.raises(InputError) as caught:
        render(ARTICLES, export, format)
    assert [problem.code for problem in caught.value.problems] == ["unprintable-character"]


def test_plain_text() -> None:
    assert render(ARTICLES, exported(CHAPTERED), "text").decode() == (
        "The Articles\n\nWe, the members,\n\nresolve as follows.\n\nChapter 1 General\n\n"
        "(Name)\nArticle 1.\nThe name is <Example> & Co.\n\nChapter 2\n\nChapter 3 Organs\n\n"
        "Section 1 The Board\n\n(Board)\nArticle 2.\nThere is a board.\n2 It meets.\n\n"
        "Chapter 4 Last\n\nSupplementary Provisions\n\n(Start)\nArticle 1.\n"
        "In force from today.\n\nTokyo\n\nA. Secretary\n"
    )


def markdown_lines(text: str) -> list[str]:
    def inline(token: Token) -> str:
        return "".join(
            "\n" if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children or ()
        )

    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    assert not [t.type for t in tokens if t.type in ("code_block", "fence", "html_block", "hr")]
    return [inline(token) for token in tokens if token.type == "inline"]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(st.data())
def test_law_a_markdown_reader_finds_every_line(data: st.DataObject) -> None:
    style = data.draw(styles)
    export = exported(data.draw(charters(style, gaps=True)), style)
    wanted = [export.title]
    for line in export.lines:
        parts = line.text.split("\n") if line.kind is LineKind.ARTICLE else [line.text]
        wanted.append("".join(reversed(parts)))
    found = markdown_lines(render(ARTICLES, export, "markdown").decode())
    assert [squeezed(line) for line in found] == [squeezed(line) for line in wanted]


def test_markdown_has_headings_by_their_depth() -> None:
    text = render(ARTICLES, exported(CHAPTERED), "markdown").decode()
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# The Articles",
        "## Chapter 1 General",
        "### Article 1. (Name)",
        "## Chapter 2",
        "## Chapter 3 Organs",
        "### Section 1 The Board",
        "#### Article 2. (Board)",
        "## Chapter 4 Last",
        "## Supplementary Provisions",
        "### Article 1. (Start)",
    ]


def found_at(page: html.HtmlElement, path: str) -> list[str]:
    """What XPath finds: attributes and texts as they are."""
    found = page.xpath(path)
    assert isinstance(found, list)
    return [str(each) for each in found]


def page_lines(page: html.HtmlElement) -> list[str]:
    """What stands on the page, navigation aside: a list of texts, ``<br>`` as a line feed."""
    found = []
    for element in page.xpath("//header/* | //main//*[self::p or starts-with(name(), 'h')]"):
        for br in element.xpath(".//br"):
            br.tail = "\n" + (br.tail or "")
        found.append(element.text_content())
    return found


@given(st.data())
def test_law_an_html_reader_finds_every_line(data: st.DataObject) -> None:
    style = data.draw(styles)
    export = exported(data.draw(charters(style, gaps=True)), style)
    page = html.document_fromstring(render(ARTICLES, export, "html").decode())
    assert page_lines(page) == [export.title, *(line.text for line in export.lines)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_has_landmarks_and_a_link_to_every_heading(language: str) -> None:
    export = make_export(
        kitano(language)[0],
        style=STYLES[language],
        house=HOUSE[language],
        title="T",
        revisions=[REVISION],
    )
    text = render(ARTICLES, export, "html").decode()
    page = html.document_fromstring(text)
    assert page.get("lang") == language
    assert [element.tag for element in page.iterfind("body/*")] == ["header", "nav", "main"]
    assert found_at(page, "//nav/@aria-label")
    ids = found_at(page, "//@id")
    assert len(ids) == len(set(ids))
    headings = found_at(page, "//main//*[self::h2 or self::h3 or self::h4]/@id")
    assert found_at(page, "//nav//a/@href") == [f"#{each}" for each in headings]
    assert found_at(page, "//section/@aria-labelledby") == found_at(page, "//main//@id") == headings
    assert len(found_at(page, "//h1")) == 1
    # Nothing is fetched and nothing runs.
    assert not re.search(r"<script|src=|https?://|url\(", text)


def test_the_closing_is_no_part_of_the_last_article() -> None:
    page = html.document_fromstring(render(ARTICLES, exported(CHAPTERED), "html").decode())
    assert found_at(page, "//main/div[@class='closing']/p/text()") == ["Tokyo", "A. Secretary"]
    assert found_at(page, "//main/p/text()") == ["We, the members,", "resolve as follows."]


def test_a_template_of_the_company_goes_first(tmp_path: Path) -> None:
    (tmp_path / "export.html.j2").write_text(
        '{% extends "packaged/export.html.j2" %}{% block contents %}{{ sections | length }} parts'
        "{% endblock %}",
        encoding="utf-8",
    )
    page = render(ARTICLES, exported(CHAPTERED), "html", templates=[tmp_path]).decode()
    assert "6 parts" in page
    assert "<nav" not in page


# --- the Word document -------------------------------------------------------------------


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


@given(st.data())
def test_law_a_docx_reader_finds_every_line(data: st.DataObject) -> None:
    style = data.draw(styles)
    export = exported(data.draw(charters(style, gaps=True)), style)
    found = Document(io.BytesIO(render(ARTICLES, export, "docx"))).paragraphs
    assert [each.text for each in found] == [export.title, *(line.text for line in export.lines)]


def test_chapters_and_articles_are_headings_of_word() -> None:
    def headings(charter: Charter, style: DraftingStyle) -> list[tuple[str, str]]:
        document = Document(io.BytesIO(render(ARTICLES, exported(charter, style), "docx")))
        styles = [
            (each.style.name if each.style else "", each.text) for each in document.paragraphs
        ]
        return [(name, text) for name, text in styles if name.startswith("Heading")]

    assert headings(CHAPTERED, EN) == [
        ("Heading 1", "Chapter 1 General"),
        ("Heading 3", "(Name)\nArticle 1."),
        ("Heading 1", "Chapter 2"),
        ("Heading 1", "Chapter 3 Organs"),
        ("Heading 2", "Section 1 The Board"),
        ("Heading 3", "(Board)\nArticle 2."),
        ("Heading 1", "Chapter 4 Last"),
        ("Heading 1", "Supplementary Provisions"),
        ("Heading 3", "(Start)\nArticle 1."),
    ]
    found = headings(*kitano("ja"))
    assert found[:2] == [("Heading 1", "第１章　総則"), ("Heading 2", "（商号）")]
    assert {name for name, _ in found} == {"Heading 1", "Heading 2"}
    plain = headings(Charter(articles=(article("name", 1, "a"),)), EN)
    assert plain == [("Heading 2", "(Name)\nArticle 1.")]


def test_the_navigation_pane_has_its_outline() -> None:
    styles = part(render(ARTICLES, exported(CHAPTERED), "docx"), "word/styles.xml")
    levels = {
        each.get(f"{W}styleId"): level.get(f"{W}val")
        for each in styles.iter(f"{W}style")
        for level in each.iter(f"{W}outlineLvl")
    }
    assert levels == {"heading1": "0", "heading2": "1", "heading3": "2"}


def test_the_page_is_a4_and_the_fonts_are_japanese_too() -> None:
    # The paper of the table may be another one, and may lie.
    content = render(ARTICLES, exported(*kitano("ja")), "docx")
    size = part(content, "word/document.xml").find(f".//{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    assert size.get(f"{W}orient") is None
    defaults = part(content, "word/styles.xml").find(f".//{W}rPrDefault")
    assert defaults is not None
    fonts, language = defaults.find(f".//{W}rFonts"), defaults.find(f".//{W}lang")
    assert fonts is not None
    assert language is not None
    assert fonts.get(f"{W}eastAsia") == "ＭＳ 明朝"
    assert language.get(f"{W}eastAsia") == "ja-JP"


def test_the_document_tells_nothing_of_who_made_it() -> None:
    moment = datetime(2013, 6, 26, tzinfo=UTC)
    content = render(ARTICLES, exported(*kitano("ja"), title="定款"), "docx", moment=moment)
    properties = Document(io.BytesIO(content)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("定款", "", "")
    assert properties.created == moment
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_items_hang_behind_their_markers() -> None:
    document = part(render(ARTICLES, exported(*kitano("ja")), "docx"), "word/document.xml")
    found = {}
    for paragraph in document.iter(f"{W}p"):
        indent = paragraph.find(f"{W}pPr/{W}ind")
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        if indent is not None:
            found[text[:3]] = (int(indent.get(f"{W}left", "")), int(indent.get(f"{W}hanging", "")))
    left, hanging = found["(1)"]
    deeper, hanging_deeper = found["イ　寸"]
    assert 0 < left - hanging < deeper - hanging_deeper


def test_an_article_stands_apart_and_its_later_lines_stand_in() -> None:
    """The number is no heading there that would have room above it of itself."""
    bare = replace(article("name", 1, "当会社は。", "支店は。"), heading=None)
    document = Document(
        io.BytesIO(render(ARTICLES, exported(Charter(articles=(bare,)), JA), "docx"))
    )
    first, second = document.paragraphs[1:]
    assert (first.text, second.text) == ("第１条　当会社は。", "２　支店は。")
    assert first.paragraph_format.space_before is not None
    assert second.paragraph_format.space_before is None
    for each in (first, second):
        indent = each.paragraph_format.left_indent
        assert indent is not None
        assert each.paragraph_format.first_line_indent == -indent


def test_the_cover_and_the_closing_stand_where_they_are_said_to() -> None:
    centre, right = Align.CENTRE, Align.RIGHT
    charter = Charter(
        preamble="株式会社すずな\n定款\n平成5年6月1日　作成",
        articles=(
            Article(
                key="a",
                number=Number.of(1),
                body=(provision(number=Number.of(1), text="商号を定める。"),),
            ),
        ),
        closing="以上\n平成9年6月1日　改正\n平成12年6月1日　改正",
    )
    around = Around(preamble=(centre, centre, right), closing=(right, Align.LEFT))
    export = make_export(charter, style=JA, house=HOUSES["ja-notice"], title="定款", around=around)
    aligned = {line.text: line.align for line in export.lines if line.kind is LineKind.TEXT}
    assert aligned == {
        "定款": centre, "平成5年6月1日　作成": right,
        "以上": right, "平成9年6月1日　改正": None, "平成12年6月1日　改正": None,
    }  # fmt: skip
    printed = {
        each.text: each.alignment
        for each in Document(io.BytesIO(render(ARTICLES, export, "docx"))).paragraphs
    }
    assert printed["平成5年6月1日　作成"] == WD_ALIGN_PARAGRAPH.RIGHT
    assert printed["定款"] == WD_ALIGN_PARAGRAPH.CENTER
    page = render(ARTICLES, export, "html").decode()
    assert '<p class="text" style="text-align:right">以上</p>' in page
    assert '<p class="paragraph hanging"' in page


def test_a_cover_in_capitals_goes_on_in_the_middle() -> None:
    cover = "BYLAWS\nof\nTHE QUAY CLUB, INC.\n(a Vermont corporation)\nAdopted May 1, 1999"
    export = make_export(
        Charter(preamble=cover), style=BYLAWS, house=HOUSES["bylaws"], title="Bylaws"
    )
    assert [line.align for line in export.lines] == [Align.CENTRE] * 3 + [None]
