"""Articles and notices in a company's own Word file, read back by python-docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, JA, DraftingStyle
from amendtool.comparison.house import HOUSES
from amendtool.comparison.table import Block, BlockKind, Row, RowKind, Run, Table
from amendtool.errors import InputError
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export
from amendtool.render.charter.tracked import make_tracked
from amendtool.render.notice.model import Comparison, Notice, NoticeParagraph, Title
from amendtool.workflow.documents.word_models import (
    changes_in_model,
    export_in_model,
    notice_in_model,
    read_model,
)


def article(number: Number, key: str, heading: str, *texts: str, chapter: str) -> Article:
    body = tuple(provision(number=Number.of(n), text=text) for n, text in enumerate(texts, 1))
    return Article(key=key, number=number, heading=heading, body=body, chapter=chapter)


KAI = Charter(
    preamble="港を見る会会則",
    chapters=(Chapter(key="general", number=Number.of(1), heading="総則"),),
    articles=(
        article(Number.of(1), "name", "名称", "本会は、港を見る会と称する。", chapter="general"),
        article(Number.of(2), "seat", "事務所", "事務所を塩尻市に置く。", "移すことができる。",
                chapter="general"),
        article(Number.of(3), "dues", "会費", "会費は年千円とする。", chapter="general"),
    ),
    closing="昭和60年4月1日　制定",
)  # fmt: skip
CLUB = Charter(
    chapters=(Chapter(key="general", number=Number.of(1), heading="GENERAL"),),
    articles=(
        article(Number.of(1, 1), "name", "Name", "The name is Quay Club.", chapter="general"),
        article(Number.of(1, 2), "seat", "Seat", "The seat is in Dover.", chapter="general"),
        article(Number.of(1, 3), "dues", "Dues", "See Section 1.2.", chapter="general"),
    ),
)


CELL = (Block(BlockKind.PARAGRAPH, (Run("甲", changed=True),)),)
NOTICE = Notice(
    language="ja",
    blocks=(
        Title("第１号議案"),
        NoticeParagraph("次のとおり変更する。"),
        Comparison(
            Table(
                language="ja",
                title="会則",
                columns=("現行", "変更案"),
                rows=(Row(kind=RowKind.REPLACED, key="a", present=CELL, proposed=CELL),),
            )
        ),
    ),
)


def exported(charter: Charter, style: DraftingStyle) -> Export:
    house = HOUSES["ja-notice" if style is JA else "bylaws"]
    return make_export(charter, style=style, house=house, title="港を見る会会則")


def paper() -> Document:
    model = docx.Document()
    section = model.sections[0]
    section.left_margin, section.page_width = Pt(120), Pt(540)
    section.header.paragraphs[0].text = "社外秘"
    section.footer.paragraphs[0].text = "－１－"
    model.styles["Normal"].font.size = Pt(12)
    return model


def kai_model() -> bytes:
    model = paper()
    title = model.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("港を見る会　会則").font.size = Pt(22)
    model.add_paragraph("事務局保管").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    model.add_paragraph("第１章　総則").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for heading, number, text, more in (
        ("（名称）", "第１条", "本会は、港を見る会と称する。", ""),
        ("（事務所）", "第２条", "事務所を塩尻市に置く。", "２　移すことができる。"),
        ("（会費）", "第３条", "会費は年千円とする。", ""),
    ):
        model.add_paragraph(heading)
        line = model.add_paragraph()
        line.paragraph_format.left_indent = Pt(12)
        line.add_run(number).bold = True
        line.add_run(f"\u3000{text}")
        if more:
            model.add_paragraph(more)
        model.add_paragraph()
    model.add_paragraph("昭和60年4月1日　制定").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(model)


def club_model() -> bytes:
    model = paper()
    numbering = model.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, form, text in ((0, "upperRoman", "ARTICLE %1"), (1, "decimal", "Section 1.%2."))
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )

    def listed(paragraph: Paragraph, depth: int) -> Paragraph:
        number = f'<w:ilvl w:val="{depth}"/><w:numId w:val="77"/>'
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{number}</w:numPr>"))
        return paragraph

    listed(model.add_paragraph("— GENERAL"), 0)
    for heading, text in (
        ("Name.", "The name is Quay Club."),
        ("Seat.", "The seat is in Dover."),
        ("Dues.", "See Section 1.2."),
    ):
        line = listed(model.add_paragraph(), 1)
        line.add_run(heading).bold = True
        line.add_run(f" {text}")
    return saved(model)


def saved(model: Document) -> bytes:
    out = io.BytesIO()
    model.save(out)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def others(data: bytes) -> dict[str, bytes]:
    """Everything in the file but the body."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "document" not in name}


@pytest.mark.parametrize(
    ("charter", "style", "model"), [(KAI, JA, kai_model()), (CLUB, BYLAWS, club_model())]
)
def test_what_stands_there_stays_to_the_letter(
    charter: Charter, style: DraftingStyle, model: bytes
) -> None:
    made = export_in_model(exported(charter, style), read_model(model, file="our.docx"))
    assert texts(made) == texts(model)
    assert others(made) == others(model)
    assert export_in_model(exported(charter, style), read_model(model, file="our.docx")) == made


def test_what_changes_looks_like_its_neighbours() -> None:
    name, seat, dues = KAI.articles
    new = article(Number.of(2), "flag", "会旗", "会旗は青とする。", chapter="general")
    moved = replace(seat, number=Number.of(3)), replace(dues, number=Number.of(4))
    changed = replace(KAI, articles=(name, new, *moved))
    made = export_in_model(exported(changed, JA), read_model(kai_model(), file="our.docx"))
    found = docx.Document(io.BytesIO(made)).paragraphs
    assert [each.text for each in found if each.text] == [
        "港を見る会　会則", "事務局保管", "第１章　総則",
        "（名称）", "第１条　本会は、港を見る会と称する。",
        "（会旗）", "第２条　会旗は青とする。",
        "（事務所）", "第３条　事務所を塩尻市に置く。", "２　移すことができる。",
        "（会費）", "第４条　会費は年千円とする。",
        "昭和60年4月1日　制定",
    ]  # fmt: skip
    lines = {each.text[:3]: each for each in found}
    for start in ("第２条", "第３条", "第４条"):
        number, text = lines[start].runs
        assert (number.bold, text.bold) == (True, None)
        assert lines[start].paragraph_format.left_indent == Pt(12)
    assert others(made) == others(kai_model())


def test_a_notice_leaves_every_part_and_style_of_the_model_as_it_is() -> None:
    model = kai_model()
    made = notice_in_model(NOTICE, read_model(model, file="our.docx"))
    styles, rest = "word/styles.xml", others(made)
    assert {n for n, data in others(model).items() if rest[n] != data} == {styles}
    old, new = (
        [etree.tostring(each, method="c14n") for each in etree.fromstring(one[styles])]
        for one in (others(model), rest)
    )
    assert new[: len(old)] == old


def test_styles_that_are_added_say_what_the_usual_paragraph_of_the_model_says_otherwise() -> None:
    model = docx.Document()
    model.styles["Normal"].paragraph_format.space_after = Pt(30)
    model.styles["Normal"].paragraph_format.first_line_indent = Pt(20)
    read = read_model(saved(model), file="letter.docx")
    made = docx.Document(io.BytesIO(notice_in_model(NOTICE, read)))
    own = {each.name for each in docx.Document(io.BytesIO(saved(model))).styles}
    added = [each for each in made.styles if each.name not in own]
    assert len(added) > 5
    for each in added:
        assert isinstance(each, ParagraphStyle)
        assert (each.paragraph_format.space_after or Pt(0)) < Pt(30)
        assert each.paragraph_format.space_after is not None
        assert each.paragraph_format.first_line_indent != Pt(20)


def test_word_goes_on_counting() -> None:
    name, seat, dues = CLUB.articles
    new = article(Number.of(1, 2), "flag", "Flag", "The flag is blue.", chapter="general")
    moved = replace(seat, number=Number.of(1, 3)), replace(dues, number=Number.of(1, 4))
    changed = replace(CLUB, articles=(name, new, *moved))
    made = export_in_model(exported(changed, BYLAWS), read_model(club_model(), file="our.docx"))
    found = docx.Document(io.BytesIO(made)).paragraphs
    assert [each.text for each in found][1:3] == ["Name. The name is Quay Club.",
                                                  "Flag. The flag is blue."]  # fmt: skip
    assert all(each._p.find(f".//{qn('w:numPr')}") is not None for each in found)
    assert [run.bold for run in found[2].runs] == [True, None]


def test_chapters_with_their_headings_below_their_numbers() -> None:
    model = paper()
    for text in ("ARTICLE I", "GENERAL"):
        model.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in exported(CLUB, BYLAWS).lines[1:]:
        model.add_paragraph(line.text)
    like = read_model(saved(model), file="our.docx")
    assert texts(export_in_model(exported(CLUB, BYLAWS), like)) == texts(saved(model))
    more = Chapter(key="money", number=Number.of(2), heading="MONEY")
    fresh = article(Number.of(2, 1), "fees", "Fees", "None.", chapter="money")
    longer = replace(CLUB, chapters=(*CLUB.chapters, more), articles=(*CLUB.articles, fresh))
    made = docx.Document(io.BytesIO(export_in_model(exported(longer, BYLAWS), like)))
    last = made.paragraphs[-3:]
    assert [each.text for each in last] == ["ARTICLE II", "MONEY", "Section 2.1. Fees. None."]
    centre = WD_ALIGN_PARAGRAPH.CENTER
    assert [each.alignment for each in last] == [centre, centre, None]


def test_a_number_that_word_would_count_otherwise_is_text() -> None:
    name, seat, dues = CLUB.articles
    gap = replace(CLUB, articles=(name, seat, replace(dues, number=Number.of(1, 7))))
    made = export_in_model(exported(gap, BYLAWS), read_model(club_model(), file="our.docx"))
    assert texts(made)[-1] == "Section 1.7. Dues. See Section 1.2."
    number = docx.Document(io.BytesIO(made)).paragraphs[-1]._p.find(f".//{qn('w:numId')}")
    assert number is not None
    assert number.get(qn("w:val")) == "0"


def test_another_text_lends_its_looks_alone() -> None:
    model = paper()
    model.add_paragraph("覚書")
    made = export_in_model(exported(KAI, JA), read_model(saved(model), file="our.docx"))
    assert texts(made)[0] == "港を見る会会則"
    assert "覚書" not in texts(made)
    section = docx.Document(io.BytesIO(made)).sections[0]
    assert (section.left_margin, section.header.paragraphs[0].text) == (Pt(120), "社外秘")


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        (b"<w:body>", b"<w:bogus>"),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ],
    ids=["no body", "Strict Open XML"],
)
def test_a_model_that_cannot_be_filled_is_refused(name: bytes, instead: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kai_model())) as model, zipfile.ZipFile(made, "w") as other:
        for each in model.namelist():
            data = model.read(each)
            if each == "word/document.xml":
                assert name in data
                data = data.replace(name, instead).replace(
                    b"</w:body>", b"</w:bogus>" if name == b"<w:body>" else b"</w:body>"
                )
            other.writestr(each, data)
    with pytest.raises(InputError) as error:
        read_model(made.getvalue(), file="our.docx")
    assert [each.code for each in error.value.problems] == ["docx-damaged"]


def test_a_notice_on_the_company_s_paper() -> None:
    made = docx.Document(
        io.BytesIO(notice_in_model(NOTICE, read_model(kai_model(), file="our.docx")))
    )
    assert [each.text for each in made.paragraphs[:2]] == ["第１号議案", "次のとおり変更する。"]
    section = made.sections[0]
    assert (section.left_margin, section.footer.paragraphs[0].text) == (Pt(120), "－１－")
    widths = [int(each.get(qn("w:w"), "0")) for each in made.element.iter(qn("w:gridCol"))]
    assert section.page_width is not None
    room = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    assert 0 <= room // 635 - sum(widths) < 3


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        # Word's own blue title, which stands in the file and no line of it is set in.
        ([("会則", "Normal")], "Document Title"),
        ([("会則", "Title"), ("第１条", "Normal")], "Title"),
        ([("会則", "Our Title")], "Title"),
        # A file for letters without any text is all design.
        ([], "Title"),
        ([("", "Normal")], "Title"),
    ],
)
def test_a_title_that_no_line_of_the_model_is_set_in_is_not_the_company_s(
    lines: list[tuple[str, str]], named: str
) -> None:
    model = paper()
    based = model.styles.add_style("Our Title", 1)
    based.base_style = model.styles["Title"]
    for text, style in lines:
        model.add_paragraph(text, style=style)
    read = read_model(saved(model), file="our.docx")
    made = docx.Document(io.BytesIO(notice_in_model(NOTICE, read)))
    title = made.paragraphs[0].style
    assert isinstance(title, ParagraphStyle)
    assert title.name == named
    assert (title.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER) is (named != "Title")
    assert (title.font.color.rgb is None) is (named != "Title")


def test_a_model_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        read_model(b"no zip", file="our.docx")
    assert refused.value.problems[0].code == "docx-damaged"


def accepted(data: bytes, *, gone: str, come: str) -> list[str]:
    """The texts of a document with its changes taken, by hand; ``gone`` and ``come`` are marks."""
    body = docx.Document(io.BytesIO(data)).element.body
    found, text = [], ""
    for paragraph in body.iterchildren(qn("w:p")):
        for piece in paragraph.iter(qn("w:t"), qn("w:delText")):
            around = {each.tag for each in piece.iterancestors()}
            text += "" if qn(gone) in around else piece.text or ""
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(gone)}") is None:
            found.append(text)
            text = ""
    assert body.find(f".//{qn(come)}") is not None
    return [each for each in found if each]


@pytest.mark.parametrize(
    ("charter", "style", "model"), [(KAI, JA, kai_model()), (CLUB, BYLAWS, club_model())]
)
def test_changes_are_tracked_in_the_paragraphs_of_the_model(
    charter: Charter, style: DraftingStyle, model: bytes
) -> None:
    name, seat, dues = charter.articles
    last = dues.number
    assert last is not None
    told = replace(name, body=(provision(number=Number.of(1), text="Another, 別の文。"),))
    fresh = replace(dues, key="new", number=last.next(), heading="New", body=seat.body)
    proposed = replace(charter, articles=(told, seat, dues, fresh))
    like = read_model(model, file="our.docx")
    sides = exported(charter, style), exported(proposed, style)
    house = HOUSES["ja-notice" if style is JA else "bylaws"]
    tracked = make_tracked(charter, proposed, style=style, house=house, title="港を見る会会則")
    made = changes_in_model(replace(tracked, author="A"), sides, like)
    assert accepted(made, gone="w:ins", come="w:del") == [one for one in texts(model) if one]
    clean = export_in_model(sides[1], like)
    assert accepted(made, gone="w:del", come="w:ins") == [one for one in texts(clean) if one]
    assert others(made) == others(model)


def test_another_text_is_tracked_in_the_looks_of_the_model() -> None:
    model = paper()
    model.add_paragraph("覚書")
    name, seat, dues = KAI.articles
    proposed = replace(KAI, articles=(name, seat, replace(dues, heading="年会費")))
    sides = exported(KAI, JA), exported(proposed, JA)
    tracked = make_tracked(KAI, proposed, style=JA, house=HOUSES["ja-notice"], title="会則")
    like = read_model(saved(model), file="our.docx")
    made = changes_in_model(replace(tracked, author="A"), sides, like)
    assert "（年会費）" in accepted(made, gone="w:del", come="w:ins")
    assert docx.Document(io.BytesIO(made)).sections[0].left_margin == Pt(120)
