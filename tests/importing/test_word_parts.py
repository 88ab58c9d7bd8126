"""Parts are found by their relations, whatever they are called, and all are accounted for."""

from __future__ import annotations

import pytest

from amendtool.errors import InputError
from amendtool.importing.document import import_document, read_document
from amendtool.importing.word.account import characters_in
from tests.importing.word_files import (
    NAMESPACES,
    field,
    package,
    paragraph,
    relations,
    run,
    zipped,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NOTE = f'<w:footnote w:id="5">{paragraph("Since 1999.")}</w:footnote>'


def part(root: str, inner: str) -> str:
    return f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def docx(
    body: str, main: str, parts: dict[str, tuple[str, str, str]], *, office: str = OFFICE
) -> bytes:
    """A DOCX with these parts: by their names their type, root and content."""
    folder, _, base = main.rpartition("/")
    files = {
        "_rels/.rels": relations((f"{office}/officeDocument", main, "")),
        main: part("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{base}.rels".lstrip("/"): relations(
            *((f"{office}/{kind}", f"/{name}", "") for name, (kind, _, _) in parts.items())
        ),
        **{name: part(root, inner) for name, (_, root, inner) in parts.items()},
    }
    return zipped(files)


BODY = paragraph("Seat", properties=LISTED) + (
    f'<w:p>{run("In Aldham.")}<w:r><w:footnoteReference w:id="5"/></w:r></w:p>'
)


@pytest.mark.parametrize("main", ["word/document7.xml", "text/main.xml", "body.xml", "w/Main.part"])
@pytest.mark.parametrize("office", [OFFICE, STRICT])
def test_parts_of_any_name_are_read(main: str, office: str) -> None:
    data = docx(
        BODY,
        main,
        {
            "lists/a.xml": ("numbering", "numbering", NUMBERING),
            "notes/b.xml": ("footnotes", "footnotes", NOTE),
        },
        office=office,
    )
    found = import_document(data, file="x.docx")
    assert [article.heading for article in found.charter.articles] == ["Seat"]
    assert found.charter.closing == "1 Since 1999."
    assert found.report.characters.lost == 0


def test_a_part_that_nothing_names_is_no_part_of_the_document() -> None:
    data = docx(BODY, "word/document.xml", {"word/other.xml": ("theme", "numbering", NUMBERING)})
    assert read_document(data, file="x.docx").blocks[0].generated == ""


def test_names_are_compared_without_regard_to_case() -> None:
    files = {
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "Word/Document.xml", "")),
        "word/document.xml": part("document", f"<w:body>{BODY}</w:body>"),
    }
    assert len(read_document(zipped(files), file="x.docx").blocks) == 2


def test_every_part_that_holds_text_is_in_the_account() -> None:
    data = docx(
        BODY,
        "word/document.xml",
        {
            "word/k1.xml": ("comments", "comments",
                            f'<w:comment w:author="A">{paragraph("Why?")}</w:comment>'),
            "word/k2.xml": ("header", "hdr", paragraph("Draft of May")),
            "word/k3.xml": ("footer", "ftr", f"<w:p>{field(' PAGE ', '1')}</w:p>"),
            "word/k4.xml": ("glossaryDocument", "glossaryDocument", paragraph("Choose a town")),
            "word/k5.xml": ("endnotes", "endnotes",
                            f'<w:endnote w:id="1">{paragraph("Unused.")}</w:endnote>'),
            "word/k6.xml": ("somethingNew", "new", paragraph("Of a later version")),
        },
    )  # fmt: skip
    found = import_document(data, file="x.docx").report
    assert [(one.kind, one.text) for one in found.left_out] == [
        ("endnote", "Unused."), ("comment", "Why?"), ("header", "Draft of May"),
        ("footer", "PAGE 1"), ("building block", "Choose a town"),
        ("other part", "Of a later version"),
    ]  # fmt: skip
    assert found.characters.lost == 0


@pytest.mark.parametrize(
    ("inner", "count"),
    [
        (run("two words"), 8),
        (field(" REF a ", "5"), 5),
        ('<w:fldSimple w:instr=" REF b ">' + run("6") + "</w:fldSimple>", 5),
        ("<w:r><w:noBreakHyphen/><w:tab/><w:sym w:font='Symbol' w:char='F0B3'/></w:r>", 2),
        ("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", 4),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", 3),
        ("<mc:AlternateContent><mc:Choice>" + run("new") + "</mc:Choice><mc:Fallback>"
         + run("older") + "</mc:Fallback></mc:AlternateContent>", 3),
        ("<mc:AlternateContent><mc:Choice Requires='x'>" + run("new") + "</mc:Choice><mc:Fallback>"
         + run("older") + "</mc:Fallback></mc:AlternateContent>", 5),
        ("<mc:AlternateContent><mc:Choice Requires='x'>" + run("new") + "</mc:Choice>"
         "<mc:Choice Requires='w14'><mc:AlternateContent><mc:Choice Requires='y'/><mc:Fallback>"
         + run("b") + "</mc:Fallback></mc:AlternateContent>" + run("a") + "</mc:Choice>"
         "</mc:AlternateContent>" + run("c"), 3),
        ("<mc:AlternateContent><mc:Fallback>" + run("older") + "</mc:Fallback>"
         "</mc:AlternateContent>", 5),
    ],
)  # fmt: skip
def test_the_account_counts_what_the_file_holds(inner: str, count: int) -> None:
    files = {
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
        "word/document.xml": part("document", f"<w:body><w:p>{inner}</w:p></w:body>"),
        "word/loose.xml": part("hdr", paragraph("nothing leads here")),
    }
    assert characters_in({name: text.encode() for name, text in files.items()}) == count


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        ([("wps", "first"), ("", "last")], "first"),
        ([("unheard", "first"), ("w14", "second"), ("", "last")], "second"),
        ([("w14 unheard", "first"), ("", "last")], "last"),
        ([("signs", "1F60A"), ("", "☺")], "☺"),
        ([("unheard", "first")], "first"),
    ],
)
def test_of_several_forms_the_one_that_is_printed(forms: list[tuple[str, str]], shown: str) -> None:
    spaces = (
        'xmlns:signs="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
        'xmlns:unheard="urn:example:unheard"'
    )
    for inside in (True, False):
        inner = "".join(
            f"<mc:{'Choice' if needs else 'Fallback'}{f' Requires={needs!r}' if needs else ''}>"
            f"{f'<w:t>{text}</w:t>' if inside else run(text)}"
            f"</mc:{'Choice' if needs else 'Fallback'}>"
            for needs, text in forms
        )
        whole = f"<mc:AlternateContent {spaces}>{inner}</mc:AlternateContent>"
        document = paragraph("Seat").replace("<w:r>", f"<w:r>{whole}</w:r><w:r>" if inside else
                                             f"{whole}<w:r>", 1)  # fmt: skip
        found = read_document(package(document), file="x.docx")
        assert [block.text for block in found.blocks] == [f"{shown}Seat"]
        assert found.total == len(f"{shown}Seat")


def test_what_the_reader_passes_over_is_lost_and_said() -> None:
    strange = f"<w:unheardOf>{paragraph('Nobody reads this')}</w:unheardOf>"
    data = docx(BODY + strange, "word/document.xml", {
        "word/n.xml": ("numbering", "numbering", NUMBERING),
    })  # fmt: skip
    found = import_document(data, file="x.docx")
    assert found.report.characters.lost == len("Nobodyreadsthis")
    assert "not-read" in [doubt.code for doubt in found.report.doubts]
    assert [article.heading for article in found.charter.articles] == ["Seat"]


def noted(kind: str, *bodies: str, settings: str = "", sections: tuple[str, ...] = ()) -> list[str]:
    """The numbers of the notes of these sections: ``%`` refers to one, ``*`` has it typed."""
    body, notes = "", 0
    for at, row in enumerate(bodies):
        inner = ""
        for char in row:
            if char in "%*":
                notes += 1
                typed = ' w:customMarkFollows="1"' if char == "*" else ""
                inner += f'<w:r><w:{kind}Reference{typed} w:id="{notes}"/></w:r>'
            if char != "%":
                inner += run(f" {char} ")
        section = f"<w:sectPr>{sections[at]}</w:sectPr>" if sections else ""
        body += f"<w:p><w:pPr>{section}</w:pPr>{inner}</w:p>"
    rows = "".join(
        f'<w:{kind} w:id="{at}">{paragraph(" Note.")}</w:{kind}>' for at in range(1, notes + 1)
    )
    parts = {
        "word/n.xml": (f"{kind}s", f"{kind}s", rows),
        "word/s.xml": ("settings", "settings", settings),
    }
    data = docx(body, "word/document.xml", parts)
    return [one.generated for one in read_document(data, file="x.docx").notes]


def test_footnotes_and_endnotes_have_the_numbers_that_are_printed() -> None:
    assert noted("footnote", "a%b%") == ["1", "2"]
    assert noted("endnote", "a%b%") == ["i", "ii"]


def test_a_mark_that_is_typed_for_a_note_is_its_number() -> None:
    assert noted("footnote", "a%b*c%") == ["1", "", "2"]


def test_notes_are_numbered_as_the_document_or_the_section_says() -> None:
    lettered = '<w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    assert noted("footnote", "a%b%", settings=lettered) == ["C", "D"]
    anew = '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'
    by_section = '<w:endnotePr><w:numFmt w:val="decimal"/><w:numRestart w:val="eachSect"/>{}'
    ends = by_section.format("</w:endnotePr>")
    assert noted("endnote", "a%b%", "c%", "d%", sections=("", ends, ends)) == ["i", "ii", "1", "1"]
    assert noted("footnote", "a%b%c%d%e%", settings=anew) == ["*", "†", "‡", "§", "**"]


DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def letters(*rows: str) -> str:
    return "".join(f"<a:p><a:r><a:t>{row}</a:t></a:r></a:p>" for row in rows)


def drawing(inner: str) -> str:
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return f"<w:drawing {DRAWN}><wp:inline>{graphic}</wp:inline></w:drawing>"


def with_drawing(inner: str, looks: str = "") -> str:
    return (
        f"{paragraph('Article 1. Seat')}<w:p>{run('The board:')}<w:r><w:rPr>{looks}</w:rPr>"
        f"{inner}</w:r></w:p>"
    )


DIAGRAM = (
    f"<dgm:ptLst><dgm:pt><dgm:t>{letters('Chair')}</dgm:t></dgm:pt>"
    f"<dgm:pt><dgm:t>{letters('Secretary', 'Treasurer')}</dgm:t></dgm:pt></dgm:ptLst>"
)


def diagram(body: str) -> bytes:
    """A document with a diagram, its letters in one part and how it is drawn in another."""
    return zipped(
        {
            "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(
                (f"{OFFICE}/diagramData", "diagrams/data1.xml", ""),
                ("http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
                 "diagrams/drawing1.xml", ""),
            ),
            "word/diagrams/data1.xml": f"<dgm:dataModel {DRAWN}>{DIAGRAM}</dgm:dataModel>",
            "word/diagrams/drawing1.xml": f"<dsp {DRAWN}>{letters('Chair', 'Secretary')}</dsp>",
        }
    )  # fmt: skip


def test_the_letters_of_a_diagram_stand_behind_its_line_with_a_doubt() -> None:
    found = read_document(diagram(with_drawing(drawing('<dgm:relIds r:dm="r0"/>'))), file="x.docx")
    assert [block.text for block in found.blocks] == [
        "Article 1. Seat", "The board:", "Chair", "Secretary", "Treasurer",
    ]  # fmt: skip
    assert [one.code for one in found.doubts] == ["text-drawn"]
    assert [(one.kind, one.text) for one in found.left_out] == [("diagram", "ChairSecretary")]
    held = sum(len("".join(block.text.split())) for block in found.blocks)
    assert found.total == held + len("ChairSecretary")


def test_a_diagram_that_is_hidden_or_not_there_is_left_out_and_counted() -> None:
    body = with_drawing(drawing('<dgm:relIds r:dm="r0"/>'), "<w:vanish/>")
    hidden = import_document(diagram(body), file="x.docx").report
    assert hidden.characters.lost == 0
    assert [one.text for one in hidden.left_out if one.kind == "hidden text"] == [
        "Chair", "Secretary", "Treasurer",
    ]  # fmt: skip
    gone = import_document(diagram(with_drawing(drawing('<dgm:relIds r:dm="r9"/>'))), file="x.docx")
    assert gone.report.characters.lost == 0
    assert "picture" in [one.code for one in gone.report.doubts]


@pytest.mark.parametrize(
    ("inner", "rows"),
    [
        (drawing(f"<a:sp><a:txBody>{letters('Round', 'Seal')}</a:txBody></a:sp>"),
         ["Round", "Seal"]),
        (f'<w:pict {DRAWN}><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict>', ["DRAFT"]),
        ("<mc:AlternateContent><mc:Choice Requires='wps'>" + drawing(letters("Once"))
         + "</mc:Choice><mc:Fallback>" + drawing(letters("Once")) + "</mc:Fallback>"
         "</mc:AlternateContent>", ["Once"]),
    ],
)  # fmt: skip
def test_letters_that_are_drawn_are_read_once(inner: str, rows: list[str]) -> None:
    found = read_document(package(with_drawing(inner)), file="x.docx")
    assert [block.text for block in found.blocks] == ["Article 1. Seat", "The board:", *rows]
    assert found.total == sum(len("".join(block.text.split())) for block in found.blocks)


def test_the_letters_of_a_chart_are_left_out_and_counted() -> None:
    chart = drawing('<c:chart r:id="r0"/>')
    inner = (
        f"<c:title><c:tx>{letters('Votes')}</c:tx></c:title>"
        "<c:ser><c:cat><c:pt><c:v>Class A</c:v></c:pt></c:cat></c:ser>"
    )
    files = {
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
        "word/document.xml": part("document", f"<w:body>{with_drawing(chart)}</w:body>"),
        "word/_rels/document.xml.rels": relations((f"{OFFICE}/chart", "charts/a.xml", "")),
        "word/charts/a.xml": f"<c:chartSpace {DRAWN}>{inner}</c:chartSpace>",
    }
    found = import_document(zipped(files), file="x.docx").report
    assert [(one.kind, one.text) for one in found.left_out] == [("chart", "VotesClass A")]
    assert "picture" in [one.code for one in found.doubts]
    assert found.characters.lost == 0


@pytest.mark.parametrize(("element", "kind"), [("altChunk", "aFChunk"), ("subDoc", "subDocument")])
@pytest.mark.parametrize("related", [True, False])
def test_text_of_another_file_is_refused_with_the_way_out(
    element: str, kind: str, related: bool
) -> None:
    rows = ((f"{OFFICE}/{kind}", "more.xml", ""),) if related else ()
    here = "" if related else f'<w:{element} r:id="r0"/>'
    files = {
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
        "word/document.xml": part("document", f"<w:body>{BODY}{here}</w:body>"),
        "word/_rels/document.xml.rels": relations(*rows),
        "word/more.xml": "<html>More articles.</html>",
    }
    with pytest.raises(InputError) as error:
        read_document(zipped(files), file="x.docx")
    (problem,) = error.value.problems
    assert problem.code == "docx-refused"
    assert element in problem.message
    assert "save its text as a new .docx" in (problem.hint or "")


STORE = "{AAAAAAAA-0000-0000-0000-000000000001}"
CORE_STORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"


def controlled(path: str, shown: str, *, store: str = STORE, kind: str = "<w:text/>") -> bytes:
    """A document with a control that is bound to data of the document."""
    control = (
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="{path}" w:storeItemID="{store}" '
        f"w:prefixMappings=\"xmlns:n='urn:example:club'\"/>{kind}</w:sdtPr>"
        f"<w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"
    )
    body = f"<w:p>{run('The name is ')}{control}{run('.')}</w:p>"
    return zipped(
        {
            "_rels/.rels": relations(
                (f"{OFFICE}/officeDocument", "word/document.xml", ""),
                ("urn:x/core-properties", "docProps/core.xml", ""),
            ),
            "docProps/core.xml": "<core><title>Hall</title></core>",
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(
                (f"{OFFICE}/customXml", "../customXml/item1.xml", "")
            ),
            "customXml/item1.xml": (
                '<club xmlns="urn:example:club"><name short="AH">Aldham  Hall</name></club>'
            ),
            "customXml/_rels/item1.xml.rels": relations(
                (f"{OFFICE}/customXmlProps", "itemProps1.xml", "")
            ),
            "customXml/itemProps1.xml": f'<d:i xmlns:d="urn:d" d:itemID="{STORE.lower()}"/>',
        }
    )


@pytest.mark.parametrize(
    ("path", "more", "bound"),
    [
        ("/n:club/n:name", {}, "Aldham Hall"),
        ("/n:club[1]/n:name[1]", {}, "Aldham Hall"),
        ("/n:club/n:name/@short", {}, "AH"),
        ("/core/title", {"store": CORE_STORE}, "Hall"),
        ("/n:club/n:other", {}, None),
        ("/o:club/o:name", {}, None),
        ("//n:name", {}, "Aldham Hall"),
        ("/n:club/n:name", {"store": "{0}"}, None),
        ("/n:club/n:name", {"kind": "<w:date/>"}, None),
        ("/n:club/n:name", {"kind": "<w:showingPlcHdr/>"}, None),
    ],
)
def test_a_control_that_its_data_gainsay_is_a_doubt(
    path: str, more: dict[str, str], bound: str | None
) -> None:
    found = read_document(controlled(path, "Old Hall", **more), file="x.docx")
    assert [block.text for block in found.blocks] == ["The name is Old Hall."]
    told = [one.message for one in found.doubts if one.code == "field-stale"]
    assert [f"say {bound!r}" in one for one in told] == ([True] if bound else [])
    assert not read_document(controlled("/n:club/n:name", "Aldham Hall"), file="x.docx").doubts
