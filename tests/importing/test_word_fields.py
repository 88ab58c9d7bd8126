"""Fields: nothing in a code is text, and what a field shows is its result or is computed."""

from __future__ import annotations

import pytest

from amendtool.articles.findings import findings
from amendtool.articles.text.field_errors import field_errors
from amendtool.importing.blocks import SourceDocument, size
from amendtool.importing.document import import_document, read_document
from tests.importing.test_word_looks import codes, left_out, read, texts
from tests.importing.word_files import (
    NAMESPACES,
    field,
    line,
    package,
    paragraph,
    relations,
    run,
    zipped,
)


def test_the_result_of_a_field_in_a_code_is_no_text() -> None:
    inner = field(" DOCPROPERTY Size ", "small")
    outer = field(f" IF {inner} = small a b ", "three")
    deep = field(f" IF {field(f' = {inner} + 1 ', '2')} = 2 x y ", "five")
    found = read(line("There are ", outer, " to ", deep, " directors."))
    assert texts(found) == ["There are three to five directors."]
    assert sum(kind == "field code" for kind, _ in left_out(found)) == 5
    assert not found.doubts


def test_a_code_over_several_paragraphs_is_no_text() -> None:
    begin, end = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', field("X", "").rpartition("<w:r>")
    code = "<w:r><w:instrText> IF 1 = 1 </w:instrText></w:r>"
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    found = read(
        line("The seat is ", begin, code, run("not this,")),
        line(run("nor this"), separate, run("in Aldham"), f"<w:r>{end[2]}", "."),
        line("It may move."),
    )
    assert texts(found) == ["The seat is in Aldham.", "It may move."]


def test_a_field_without_an_end_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    found = read(line("In ", begin, "Aldham ", field(" PAGE ", "3"), "."), line("Or Brook."))
    assert texts(found) == ["In Aldham 3.", "Or Brook."]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (" MACROBUTTON NoMacro Brook & Sons Ltd. ", "Brook & Sons Ltd."),
        (' GOTOBUTTON p2 "see below" ', '"see below"'),
        (' QUOTE "as agreed" ', "as agreed"),
        (" SYMBOL 163 \\f Symbol ", "≤"),
        (" SYMBOL 252 \\f Wingdings \\s 12 ", "✓"),
        (" SYMBOL 8805 \\u ", "≥"),
        (" EQ \\o\\ac(○,7) ", "⑦"),
        (" eq \\o\\ac(○,秘) ", "㊙"),
        (" EQ \\s\\up 5(2) ", "²"),
        (' XE "seat" ', ""),
        (" TC heading ", ""),
    ],
)
def test_a_result_that_follows_from_the_code(code: str, shown: str) -> None:
    found = read(line("It is ", field(code), " here."))
    assert texts(found) == [f"It is {shown} here."]
    assert not found.doubts


@pytest.mark.parametrize(
    "code",
    [
        ' EQ \\* jc2 \\* "Font:Mincho" \\* hps10 \\o\\ad(\\s\\up 9(あか),明) ',
        " EQ \\o(\\s\\up 11(あか),明) ",
        " eq \\o\\ac(\\s\\do 3(あか);明) ",
    ],
)
def test_ruby_in_an_equation_is_a_reading_aid(code: str) -> None:
    found = read(line("商号は、", field(code), "石商会とする。"))
    assert texts(found) == ["商号は、明石商会とする。"]
    assert ("reading aid", "あか") in left_out(found)


@pytest.mark.parametrize(
    ("codes_", "shown"),
    [
        ([" AUTONUM "] * 3, "1. 2. 3."),
        ([" AUTONUM \\* roman \\s ) "] * 2, "i) ii)"),
        ([" AUTONUMLGL \\e "] * 2, "1 2"),
        ([" AUTONUMLGL \\* alphabetic "] * 2, "a. b."),
        ([" AUTONUMOUT "] * 2, "I. II."),
        ([" LISTNUM "] * 2, "1) 2)"),
        ([" LISTNUM OutlineDefault \\l 2 "] * 2, "A. B."),
        ([" LISTNUM LegalDefault ", " LISTNUM LegalDefault \\l 2 "], "1. 1.1."),
        ([" LISTNUM NumberDefault \\l 2 \\s 3 "], "c)"),
    ],
)
def test_numbers_that_fields_count(codes_: list[str], shown: str) -> None:
    found = read(*(line(field(code), " text") for code in codes_))
    assert [block.generated for block in found.blocks[1:]] == shown.split()
    assert codes(found) == ["field-computed"] * len(codes_)


def test_paragraph_numbers_begin_anew_below_a_heading() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    found = read(
        line(field(" AUTONUM "), " a"), line("Article 2. Board", properties=heading),
        line(field(" AUTONUM "), " b"),
    )  # fmt: skip
    assert [block.generated for block in found.blocks] == ["", "1.", "", "1."]


def test_sequences_count_whether_their_results_are_stored_or_not() -> None:
    seq = field(" SEQ item \\* ARABIC ")
    found = read(
        line("See ", field(" SEQ item ", "1"), ", ", seq, ", ", field(" SEQ item \\r 7 "),
             ", ", field(" SEQ item \\c \\* ROMAN "), ".")
    )  # fmt: skip
    assert texts(found) == ["See 1, 2, 7, VII."]


def test_a_citation_of_a_numbered_paragraph_is_computed_wherever_that_stands() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for depth, form, text in ((0, "decimal", "%1."), (1, "lowerLetter", "(%2)"))
        )
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    def listed(depth: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'

    mark = '<w:bookmarkStart w:id="1" w:name="_Ref7"/><w:bookmarkEnd w:id="1"/>'
    found = read(
        line("First, see ", field(" REF _Ref7 \\r \\h "), ".", properties=listed(0)),
        line("Second.", properties=listed(0)),
        line(mark, "Third.", properties=listed(1)),
        line("Only ", field(" REF _Ref7 \\n "), " or ", field(" REF _Ref8 \\r "), "."),
        numbering=numbering,
    )
    assert texts(found) == ["1. First, see 2(a).", "2. Second.", "(a) Third.", "Only (a) or ."]
    assert codes(found) == ["field-computed", "field-computed", "field-without-result"]


@pytest.mark.parametrize(
    "xml",
    [
        field(" REF _Ref1 \\h "),
        field(" PAGEREF _Ref1 "),
        field(" DATE "),
        field(" REF _Ref1 \\r ", ""),
        '<w:fldSimple w:instr=" STYLEREF Title "/>',
        field(" EQ \\i(1,2,x) "),
    ],
)
def test_a_result_that_is_not_there_is_a_doubt_at_its_place(xml: str) -> None:
    found = read(line("In Aldham."), line("See ", xml, " there."))
    assert codes(found) == ["field-without-result"]
    assert found.doubts[0].place.path == "paragraph 3"


def test_boxes_of_a_form_show_whether_they_are_checked() -> None:
    def box(state: str) -> str:
        return field(" FORMCHECKBOX ").replace(
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox>'
            "</w:ffData></w:fldChar>",
        )

    found = read(line(box("<w:checked/>"), " yes ", box('<w:default w:val="0"/>'), " no"))
    assert texts(found) == ["☒ yes ☐ no"]


ERRORS = [
    "Error! Reference source not found.",
    "Error! Bookmark not defined.",
    "エラー! ブックマークが定義されていません。",
    "Fehler! Verweisquelle konnte nicht gefunden werden.",
    "Erreur ! Source du renvoi introuvable.",
    "Error: Reference source not found",
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_text_is_a_doubt_and_a_finding(error: str) -> None:
    data = package(paragraph("Article 1. Seat") + line("See ", field(" REF _R ", error), " too."))
    found = import_document(data, file="x.docx")
    assert [one.code for one in found.report.doubts].count("field-error") == 1
    said = [
        one for one in findings(found.charter, {found.charter.articles[0].key: "1.md"}, found.style)
        if one.code == "field-error"
    ]  # fmt: skip
    assert [one.place.file for one in said] == ["1.md"]
    assert error in said[0].message


@pytest.mark.parametrize(
    "text",
    ["An error of form is no ground.", "エラーがあった場合", "Errors! they said", "No fault"],
)
def test_the_word_error_alone_is_none(text: str) -> None:
    assert not list(field_errors(text))


def test_the_account_closes_with_computed_text() -> None:
    data = package(
        paragraph("Article 1. Seat")
        + line("At ", field(" MACROBUTTON None Aldham "), " and ", field(" SYMBOL 163 \\f Symbol "))
        + line('<w:fldSimple w:instr=" TITLE ">' + run("Rules") + "</w:fldSimple>")
    )
    counts = import_document(data, file="x.docx").report.characters
    assert counts.lost == counts.invented == 0
    assert counts.generated == len("Aldham≤")
    assert counts.read + counts.generated == (
        counts.clauses + counts.preamble + counts.closing + counts.numbering + counts.left_out
    )


@pytest.mark.parametrize(
    ("code", "result"),
    [(" FORMTEXT ", "\u2002\u2002\u2002"), (" FORMTEXT ", None), (" MERGEFIELD Town ", "«Town»"),
     (" FILLIN Town ", "")],
)  # fmt: skip
def test_a_field_that_nobody_filled_in_is_a_doubt(code: str, result: str | None) -> None:
    found = read(line("In ", field(code, result), "."))
    assert codes(found) == ["placeholder"]
    assert not codes(read(line("In ", field(code, "Aldham"), ".")))


@pytest.mark.parametrize("code", ['SET Town "Aldham"', 'ASK Town "Which town?"', "set Town Aldham"])
def test_a_text_that_is_kept_for_other_fields_is_not_printed(code: str) -> None:
    found = read_document(
        package(paragraph("Article 1. Seat") + line("The ", field(code, "Aldham"), "seat.")),
        file="x.docx",
    )
    assert found.blocks[1].whole == "The seat."
    assert "Aldham" in [one.text for one in found.left_out if one.kind == "field code"]
    assert _account_closes(found)


def test_a_citation_that_prints_nought_is_an_error() -> None:
    document = package(
        paragraph("Article 1. Seat")
        + line("as in Article ", field(r"REF _Ref7 \\r \\h", "0"), " above")
        + line("as in Article ", field(r"REF _Ref8 \\w", "0"), " above")
        + line("with ", field("REF Shares", "0"), " shares, ", field(r"REF _Ref9 \\n", "10"), ".")
    )
    found = read_document(document, file="x.docx")
    assert [one.code for one in found.doubts] == ["field-error", "field-error"]


def _marked(name: str, at: int, *inner: str) -> str:
    begin = f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>'
    return begin + "".join(inner) + f'<w:bookmarkEnd w:id="{at}"/>'


LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for at, (form, text) in enumerate(
        (("decimal", "Article %1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    )
)
LISTED = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _listed(level: int, *inner: str) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return line(*inner, properties=numbered)


@pytest.mark.parametrize(
    ("code", "stored", "stale"),
    [
        (r"REF _Rb \w \h", "1.1(b)", False),
        (r"REF _Rb \r \h", "(b)", False),
        (r"REF _Rb \n \h", "1.1(b)", False),
        (r"REF _Rb \w \h", "1.1(c)", True),
        (r"REF _Rb \r \h", "(a)", True),
        (r"REF _Rb \w", "2.1(b)", True),
        (r"REF _Ref5 \r", "Article 2", False),
        (r"REF _Ref5 \r \t", "2", False),
        (r"REF _Ref5 \r \t", "12", True),
        (r"_Ref5 \n", "Article 1", True),
        (r"REF _Ref5 \r \p", "Article 9 above", False),
        ("REF Firm", "Aldham  Trading", False),
        (r"REF Firm \* Upper", "ALDHAM TRADING", False),
        ("REF Firm", "Oldham Trading", True),
        (r"REF Nowhere \r", "Article 7", False),
    ],
)
def test_a_stored_citation_is_held_against_what_it_cites(
    code: str, stored: str, stale: bool
) -> None:
    """The result of the field stands in front of what it cites, and behind it."""
    cites = line("See ", field(code, stored), ".")
    found = read(
        cites,
        _listed(0, "Firm"),
        _listed(1, "It is called ", _marked("Firm", 1, run("Aldham "), run("Trading")), "."),
        _listed(2, "here, or"),
        _listed(2, _marked("_Rb", 2, run("there."))),
        _listed(0, _marked("_Ref5", 3, run("Seat"))),
        cites,
        numbering=LISTED,
    )
    assert codes(found) == ["field-stale"] * 2 * stale
    assert texts(found)[0] == texts(found)[-1] == f"See {stored}."


def test_what_changes_with_the_day_or_the_page_is_a_doubt() -> None:
    found = read(
        line("Resolved on ", field(r" DATE \@ d ", "3 May"), ", page ", field("PAGEREF a", "4")),
        line("by ", field("AUTHOR", "A. Brook"), "."),
    )
    assert texts(found) == ["Resolved on 3 May, page 4", "by A. Brook."]
    assert codes(found) == ["field-changing", "field-changing"]


def test_the_rows_of_a_field_of_contents_are_left_out_whatever_their_style() -> None:
    begin, rest = field(r" TOC \o 1-2 ", "Article 1. Firm").rsplit("<w:r>", 1)
    found = read(
        line("Contents ", begin),
        line("Article 2. Seat ", field(r"PAGEREF _Toc2 \h", "9")),
        line("Article 3. Year", f"<w:r>{rest}", run(" As amended.")),
        line("Article 1. Firm"),
    )
    assert texts(found) == ["Contents", "As amended.", "Article 1. Firm"]
    contents = [text for kind, text in left_out(found) if kind == "list of contents"]
    assert contents == ["Article 1. Firm", "Article 2. Seat 9", "Article 3. Year"]
    assert _account_closes(found)
    assert not found.doubts


@pytest.mark.parametrize(("picked", "shown"), [("2", "Brook"), ("0", "Aldham"), ("7", "")])
def test_the_entry_that_is_picked_of_a_list_of_a_form(picked: str, shown: str) -> None:
    entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in ("Aldham", "Cole", "Brook"))
    data = f'<w:ffData><w:ddList><w:result w:val="{picked}"/>{entries}</w:ddList></w:ffData>'
    begin = '<w:fldChar w:fldCharType="begin"/>'
    asked = field(" FORMDROPDOWN ").replace(begin, f"{begin[:-2]}>{data}</w:fldChar>", 1)
    found = read(line("In ", asked, "."))
    assert texts(found) == [f"In {shown}."]
    assert codes(found) == ["field-without-result"] * (not shown)


def _account_closes(found: SourceDocument) -> bool:
    given = size(*(block.text for block in found.blocks), *(one.text for one in found.left_out))
    return given == found.total


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:name w:val="Mine"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            [line("To ", field(" LISTNUM Mine "), " ask, ", field(' LISTNUM "mine" '), " act.")],
            ["To 1. ask, 2. act."],
        ),
        (
            [line("To ", field(" LISTNUM Mine \\l 2 "), " ask, ",
                  field(" LISTNUM Mine \\l 2 \\s 5 "), " act.")],
            ["To (a) ask, (e) act."],
        ),
        (
            [line("One", properties=ITEM),
             line("Two ", field(" LISTNUM Mine "), " a ", field(" LISTNUM "), " b",
                  properties=ITEM),
             line("Three ", field(" LISTNUM "), " a", properties=ITEM)],
            ["1. One", "2. Two (a) a (b) b", "3. Three (a) a"],
        ),
    ],
)  # fmt: skip
def test_a_field_counts_in_a_list_of_the_document(lines: list[str], shown: list[str]) -> None:
    found = read(*lines, numbering=LISTS)
    assert texts(found) == shown
    assert set(codes(found)) == {"field-computed"}


def test_a_list_that_the_document_does_not_define_is_a_doubt() -> None:
    found = read(line("To ", field(" LISTNUM Other "), " ask."), numbering=LISTS)
    assert codes(found) == ["field-without-result"]


def marked(text: str, name: str = "Def") -> str:
    return f'<w:bookmarkStart w:id="5" w:name="{name}"/>{run(text)}<w:bookmarkEnd w:id="5"/>'


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (" REF Def ", "See the plan."),
        (" REF Def \\h ", "See the plan."),
        (" Def ", "See the plan."),
        (" REF Def \\h \\* Upper ", "See THE PLAN."),
        (" REF Def \\* FirstCap ", "See The plan."),
        (" REF Def \\* Caps ", "See The Plan."),
        (" REF Def \\p ", "See ."),
        (" REF Other ", "See ."),
    ],
)
def test_a_citation_of_a_text_is_that_text_wherever_it_stands(code: str, shown: str) -> None:
    defined = line("This is ", marked("the plan"), ".")
    for lines in ([defined, line("See ", field(code), ".")], [line("See ", field(code), "."),
                                                              defined]):  # fmt: skip
        found = read(*lines)
        assert shown in texts(found)
        known = shown != "See ."
        assert codes(found) == ["field-computed" if known else "field-without-result"]


@pytest.mark.parametrize(
    ("inner", "shown", "code"),
    [
        ('<w:fldSimple w:instr=" SEQ Table "/>', "Table 1", None),
        ('<w:fldSimple w:instr=" REF Nowhere \\r "/>', "Table", "field-without-result"),
        (field(" SYMBOL 179 \\f Symbol ", ""), "Table ≥", None),
        (field(" DOCPROPERTY Company ", ""), "Table", "field-without-result"),
        (field(" IF 1 = 2 a b ", ""), "Table", None),
    ],
)
def test_a_result_that_is_empty_is_none(inner: str, shown: str, code: str | None) -> None:
    found = read(line("Table ", inner))
    assert texts(found) == [shown]
    assert codes(found) == ([] if code is None else [code])


CORE = (
    '<cp xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rules</dc:title>'
    "<dc:creator>A. Clerk</dc:creator></cp>"
)
CUSTOM = "<Properties><property name='Kind'><s>club</s></property></Properties>"
SETTINGS = f'<w:docVars {NAMESPACES}><w:docVar w:name="Town" w:val="Aldham"/></w:docVars>'


def documented(body: str) -> SourceDocument:
    """A document that says of itself what its fields print."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package_ = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    files = {
        "_rels/.rels": relations(
            (f"{office}/officeDocument", "word/document.xml", ""),
            (f"{package_}/core-properties", "docProps/core.xml", ""),
            (f"{office}/custom-properties", "docProps/custom.xml", ""),
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations((f"{office}/settings", "settings.xml", "")),
        "word/settings.xml": f"<w:settings {NAMESPACES}>{SETTINGS}</w:settings>",
        "docProps/core.xml": CORE,
        "docProps/custom.xml": CUSTOM,
    }
    return read_document(zipped(files), file="x.docx")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (" TITLE ", "Rules"),
        (" AUTHOR \\* Upper ", "A. CLERK"),
        (" DOCPROPERTY Kind ", "club"),
        (' DOCPROPERTY "kind" \\* FirstCap ', "Club"),
        (" INFO Title ", "Rules"),
        (" DOCVARIABLE Town ", "Aldham"),
        (" DOCPROPERTY Town ", None),
        (" SUBJECT ", None),
    ],
)
def test_a_field_prints_what_the_document_says_of_itself(code: str, shown: str | None) -> None:
    found = documented(line("It is ", field(code), "."))
    assert [block.text for block in found.blocks] == [f"It is {shown or ''}."]
    assert codes(found) == ["field-computed" if shown else "field-without-result"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (' IF "a" = "a" "one half" "one third" ', "one half"),
        (' IF a <> A "one half" "one third" ', "one third"),
        (" IF 10 > 9 more less ", "more"),
        (" IF club = cl* yes no ", "yes"),
        (" IF 1 = 2 yes ", ""),
        (" IF a ~ b yes no ", None),
        (f' IF {field(" DOCPROPERTY Kind ")} = "club" yes no ', "yes"),
        (f' IF {field(" DOCPROPERTY Other ")} = "club" yes no ', None),
        (f" IF {field(' IF 1 = 1 a b ')} = a yes no ", "yes"),
        (" = 2 + 3 * 4 - 1 ", "13"),
        (" = SUM(ABOVE) ", None),
        (' = 2 + 3 \\# "0.00" ', None),
    ],
)
def test_what_a_code_decides_is_computed(code: str, shown: str | None) -> None:
    found = documented(line("It is ", field(code), "."))
    assert [block.text for block in found.blocks] == [f"It is {shown or ''}."]
    assert codes(found)[-1] == ("field-without-result" if shown is None else "field-computed")
    held = size(*(block.text for block in found.blocks)) - found.computed
    assert found.total == held + size(*(one.text for one in found.left_out))


@pytest.mark.parametrize("code", [" REF Plan ", " Plan ", " plan \\* Upper "])
def test_a_text_that_is_kept_for_others_is_printed_where_it_is_cited(code: str) -> None:
    kept = field(' SET Plan "the plan" ')
    shown = "THE PLAN" if "Upper" in code else "the plan"
    assert texts(read(line(kept, "See ", field(code), "."))) == [f"See {shown}."]
    stored = field(" SET Plan old ", "the plan")
    assert texts(read(line(stored, "See ", field(code), "."))) == [f"See {shown}."]
