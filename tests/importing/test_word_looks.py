"""What the page shows of a run: hidden, struck, raised, in capitals, in a font of signs."""

from __future__ import annotations

import pytest
from lxml import etree

from amendtool.articles.charter import body_texts
from amendtool.errors import InputError
from amendtool.importing.blocks import SourceDocument, size
from amendtool.importing.document import import_document, read_document
from amendtool.importing.word.looks import RunLook, RunLooks
from amendtool.importing.word.symbols import _FONTS, sign_of
from tests.importing.word_files import NAMESPACES, line, package, paragraph, run, run_style

HIDDEN, STRUCK = "<w:vanish/>", "<w:strike/>"
FIRST = paragraph("Article 1. Seat")


def read(*lines: str, styles: str = "", struck: str | None = None, **parts: str) -> SourceDocument:
    return read_document(
        package(FIRST + "".join(lines), styles=styles, **parts),
        file="x.docx",
        struck=struck,  # type: ignore[arg-type]  # a literal
    )


def texts(document: SourceDocument) -> list[str]:
    return [block.whole for block in document.blocks][1:]


def left_out(document: SourceDocument) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in document.left_out]


def codes(document: SourceDocument) -> list[str]:
    return [doubt.code for doubt in document.doubts]


def look(styles: str, own: str = "", paragraph: str | None = None) -> RunLook:
    root = etree.fromstring(f"<w:styles {NAMESPACES}>{styles}</w:styles>")
    properties = etree.fromstring(f"<w:rPr {NAMESPACES}>{own}</w:rPr>")
    return RunLooks(root).of(properties, paragraph=paragraph)


# Properties come from the run, its style, the style of its paragraph, and the defaults


@pytest.mark.parametrize(
    ("styles", "own", "hidden"),
    [
        ("", HIDDEN, True),
        ("", '<w:vanish w:val="0"/>', False),
        (run_style("Memo", HIDDEN), '<w:rStyle w:val="Memo"/>', True),
        (
            run_style("Base", HIDDEN) + run_style("Memo", "<w:i/>", base="Base"),
            '<w:rStyle w:val="Memo"/>',
            True,
        ),
        (
            run_style("Memo", HIDDEN),
            '<w:rStyle w:val="Memo"/><w:vanish w:val="false"/>',
            False,
        ),
        (f"<w:docDefaults><w:rPrDefault><w:rPr>{HIDDEN}</w:rPr></w:rPrDefault></w:docDefaults>", "",
         True),
    ],
)  # fmt: skip
def test_hidden_by_itself_by_a_style_or_by_default(styles: str, own: str, hidden: bool) -> None:
    assert look(styles, own).hidden is hidden


def test_two_styles_that_toggle_undo_each_other() -> None:
    styles = run_style("Quiet", HIDDEN, kind="paragraph") + run_style("Memo", HIDDEN)
    assert look(styles, paragraph="Quiet").hidden
    assert not look(styles, '<w:rStyle w:val="Memo"/>', "Quiet").hidden
    assert look(styles, f'<w:rStyle w:val="Memo"/>{HIDDEN}', "Quiet").hidden


def test_the_nearest_style_says_how_high_a_run_stands() -> None:
    styles = run_style("Up", '<w:vertAlign w:val="superscript"/>')
    assert look(styles, '<w:rStyle w:val="Up"/>').raised == 1
    assert look(styles, '<w:rStyle w:val="Up"/><w:vertAlign w:val="baseline"/>').raised == 0
    assert look("", '<w:position w:val="-8"/>').raised == -1
    assert look("", '<w:position w:val="2"/>').raised == 0


# Hidden


def test_hidden_text_is_left_out_and_reported() -> None:
    found = read(
        line("The seat is in Aldham", run(" (ask the notary)", '<w:rStyle w:val="Memo"/>'), "."),
        line("Choose a town.", properties='<w:pStyle w:val="Hint"/>'),
        line(run("Nobody reads this.", HIDDEN), properties=f"<w:rPr>{HIDDEN}</w:rPr>"),
        styles=run_style("Memo", HIDDEN) + run_style("Hint", HIDDEN, kind="paragraph"),
    )
    assert texts(found) == ["The seat is in Aldham."]
    assert left_out(found) == [
        ("hidden text", " (ask the notary)"),
        ("hidden text", "Choose a town."),
        ("hidden text", "Nobody reads this."),
    ]


def test_a_hidden_paragraph_of_a_list_is_not_counted() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    found = read(
        line("to trade;", properties=listed),
        line(run("to gamble;", HIDDEN), properties=f"{listed}<w:rPr>{HIDDEN}</w:rPr>"),
        line("to build.", properties=listed),
        numbering=numbering,
    )
    assert texts(found) == ["1. to trade;", "2. to build."]


def test_a_note_whose_mark_is_hidden_is_not_printed() -> None:
    mark = f'<w:r><w:rPr>{HIDDEN}</w:rPr><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{paragraph("Since 1999.")}</w:footnote>'
    found = read(line("In Aldham.", mark), footnotes=note)
    assert not found.notes
    assert ("footnote", "Since 1999.") in left_out(found)


def test_what_only_a_browser_hides_is_printed_with_a_doubt() -> None:
    found = read(line("In Aldham", run(" and Brook", "<w:webHidden/>"), "."))
    assert texts(found) == ["In Aldham and Brook."]
    assert codes(found) == ["web-hidden"]


# Struck


@pytest.mark.parametrize(
    ("looks", "styles"),
    [
        (STRUCK, ""),
        ("<w:dstrike/>", ""),
        ('<w:rStyle w:val="Gone"/>', run_style("Gone", STRUCK)),
        ('<w:rStyle w:val="Gone"/>', run_style("Gone", "<w:dstrike/>")),
    ],
)
def test_struck_text_is_a_second_text(looks: str, styles: str) -> None:
    row = line("The term is ", run("one", looks), run(" or two", looks), " four years.")
    with pytest.raises(InputError) as caught:
        read(row, styles=styles)
    assert [one.code for one in caught.value.problems] == ["struck-text"]
    assert "one or two" in caught.value.problems[0].message
    assert "--struck drop" in caught.value.problems[0].hint
    assert texts(read(row, styles=styles, struck="keep")) == ["The term is one or two four years."]
    dropped = read(row, styles=styles, struck="drop")
    assert texts(dropped) == ["The term is  four years."]
    assert left_out(dropped) == [("struck text", "one or two")]


def test_a_struck_space_and_a_run_that_is_not_struck_stop_nothing() -> None:
    found = read(line("In Aldham", run(" ", STRUCK), run(".", '<w:strike w:val="0"/>')))
    assert texts(found) == ["In Aldham ."]


def test_a_struck_paragraph_goes_with_its_number() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    rows = (
        line("to trade;", properties=listed),
        line(run("to gamble;", STRUCK), properties=f"{listed}<w:rPr>{STRUCK}</w:rPr>"),
        line("to build.", properties=listed),
    )
    assert texts(read(*rows, numbering=numbering, struck="drop")) == [
        "(a) to trade;", "(b) to build.",
    ]  # fmt: skip
    assert texts(read(*rows, numbering=numbering, struck="keep"))[1] == "(b) to gamble;"


def test_the_report_says_which_text_was_taken() -> None:
    data = package(FIRST + line("In ", run("Old", STRUCK), "Aldham."))
    report = import_document(data, file="x.docx", struck="drop").report
    assert "struck-taken" in [doubt.code for doubt in report.doubts]
    assert report.characters.left_out == 3
    assert report.characters.lost == 0


# Raised and lowered


@pytest.mark.parametrize(
    ("text", "looks", "shown"),
    [
        ("6", '<w:vertAlign w:val="superscript"/>', "⁶"),
        ("-12", '<w:vertAlign w:val="superscript"/>', "⁻¹²"),
        ("３", '<w:vertAlign w:val="superscript"/>', "³"),
        ("2", '<w:vertAlign w:val="subscript"/>', "₂"),
        ("2", '<w:position w:val="6"/>', "²"),
        ("(1)", '<w:vertAlign w:val="superscript"/>', "⁽¹⁾"),
        ("*", '<w:vertAlign w:val="superscript"/>', "*"),
    ],
)
def test_raised_signs_are_kept_where_unicode_has_them(text: str, looks: str, shown: str) -> None:
    found = read(line("It holds 10", run(text, looks), " units."))
    assert texts(found) == [f"It holds 10{shown} units."]
    assert not found.doubts


def test_raised_letters_are_a_doubt_and_the_ending_of_an_ordinal_a_note() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    found = read(line("On the 1", run("st", up), " of May, and x", run("ab", up), "."))
    assert texts(found) == ["On the 1st of May, and xab."]
    assert [(one.code, one.severity) for one in found.doubts] == [
        ("raised-text", "note"), ("raised-text", "warning"),
    ]  # fmt: skip


# Capitals


def test_capitals_are_printed_and_small_capitals_kept_as_typed() -> None:
    found = read(
        line(run("Article 2. Board", "<w:caps/>")),
        line("The Board", run(" sits", '<w:rStyle w:val="Loud"/>'), "."),
        line(run("Small One", "<w:smallCaps/>"), " and ", run("Small Two", "<w:smallCaps/>")),
        styles=run_style("Loud", "<w:caps/>"),
    )
    assert texts(found) == [
        "ARTICLE 2. BOARD", "The Board SITS.", "Small One and Small Two",
    ]  # fmt: skip
    assert [(one.code, one.severity) for one in found.doubts] == [("small-capitals", "note")]
    assert "2 times" in found.doubts[0].message


def test_a_number_is_printed_in_capitals_as_its_paragraph_or_its_level_is() -> None:
    def listed(looks: str) -> str:
        return (
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1."/>'
            f"<w:rPr>{looks}</w:rPr></w:lvl></w:abstractNum>"
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )

    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    loud = f"{properties}<w:rPr><w:caps/></w:rPr>"
    assert texts(read(line("Seat", properties=loud), numbering=listed(""))) == ["ARTICLE 1. Seat"]
    caps = listed("<w:caps/>")
    assert texts(read(line("Seat", properties=properties), numbering=caps)) == ["ARTICLE 1. Seat"]
    plain = listed('<w:caps w:val="0"/>')
    assert texts(read(line("Seat", properties=loud), numbering=plain)) == ["Article 1. Seat"]
    hidden = read(line("Seat", properties=properties), numbering=listed("<w:vanish/>"))
    assert texts(hidden) == ["Seat"]
    assert codes(hidden) == ["hidden-number"]


# Fonts of signs


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", 0xF0B3, "≥"), ("Symbol", 0xA3, "≤"), ("symbol", 0x61, "α"),
        ("Symbol", 0xF0B4, "×"), ("Wingdings", 0xF0FE, "☑"), ("Wingdings", 0xF0E0, "→"),
        ("Wingdings", 0x8C, "❶"), ("Wingdings 2", 0xF052, "☑"), ("Arial", 0x2265, "≥"),
        ("Wingdings", 0xF021, None), ("Arial", 0xF0B3, None),
    ],
)  # fmt: skip
def test_the_signs_of_a_font(font: str, code: int, sign: str | None) -> None:
    assert sign_of(font, code) == sign


def test_the_table_of_symbol_is_whole() -> None:
    assert set(range(0x21, 0x7F)) | set(range(0xA0, 0xFF)) == {*_FONTS["symbol"], 0xF0}


def test_runs_and_symbols_show_their_signs() -> None:
    fonts = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    found = read(
        line("Votes ", run("\uf0a3", fonts), " 10 ", '<w:r><w:sym w:font="Symbol" '
             'w:char="F0B9"/></w:r>', " 3, ", run("p", '<w:rStyle w:val="Greek"/>')),
        line('<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>', " cut"),
        styles=run_style("Greek", fonts),
    )  # fmt: skip
    assert texts(found) == ["Votes ≤ 10 ≠ 3, π", "• cut"]
    assert [(one.code, one.severity) for one in found.doubts] == [
        ("symbol", "note"), ("symbol", "note"), ("symbol", "note"), ("symbol", "warning"),
    ]  # fmt: skip


# Ruby, content controls


def test_ruby_is_a_reading_aid() -> None:
    def ruby(above: str, base: str) -> str:
        return (
            f"<w:r><w:ruby><w:rt>{run(above)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase>"
            "</w:ruby></w:r>"
        )

    found = read(line("当会社は、", ruby("あかし", "明石"), "商会と称する。"))
    assert texts(found) == ["当会社は、明石商会と称する。"]
    assert left_out(found) == [("reading aid", "あかし")]


@pytest.mark.parametrize("around", ["run", "paragraph"])
def test_a_placeholder_is_a_doubt_where_it_stands(around: str) -> None:
    inner = run("[Enter town]") if around == "run" else line("[Enter town]")
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )
    found = read(line("In ", control) if around == "run" else control)
    assert codes(found) == ["placeholder"]
    assert "[Enter town]" in found.doubts[0].message
    filled = control.replace("<w:showingPlcHdr/>", "")
    assert not read(line("In ", filled) if around == "run" else filled).doubts


def test_a_placeholder_around_a_cell_is_a_doubt() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc>"
        f"{line('[Enter a class]')}</w:tc></w:sdtContent></w:sdt>"
    )
    found = read(f"<w:tbl><w:tr>{control}</w:tr></w:tbl>")
    assert sorted(codes(found)) == ["placeholder", "table"]


def test_a_hidden_row_of_a_table_is_left_out() -> None:
    rows = (
        f"<w:tr><w:tc>{line('shown')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{line('not shown')}</w:tc></w:tr>"
    )
    found = read(f"<w:tbl>{rows}</w:tbl>")
    assert texts(found) == ["shown"]
    assert left_out(found) == [("hidden text", "not shown")]


# Printed, and not to be read


@pytest.mark.parametrize(
    ("looks", "styles"),
    [
        ('<w:color w:val="FFFFFF"/>', ""),
        ('<w:color w:val="fefefe"/>', ""),
        ('<w:sz w:val="2"/>', ""),
        ('<w:rStyle w:val="Pale"/>', run_style("Pale", '<w:color w:val="FFFFFF"/>')),
    ],
)
def test_text_that_nobody_can_read_is_a_doubt(looks: str, styles: str) -> None:
    found = read(line("The seat ", run("and the till", looks), " is in Aldham."), styles=styles)
    assert texts(found) == ["The seat and the till is in Aldham."]
    assert codes(found) == ["faint-text"]
    assert "and the till" in found.doubts[0].message


@pytest.mark.parametrize(
    "inner",
    [
        line(run("a", '<w:color w:val="FF0000"/><w:sz w:val="12"/>')),
        line(run("a", '<w:color w:val="auto"/>')),
        line(run("a", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>')),
        line(run("a", '<w:color w:val="FFFFFF"/>'), properties='<w:shd w:fill="000080"/>'),
        '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="000080"/></w:tcPr>'
        + line(run("a", '<w:color w:val="FFFFFF"/>'))
        + "</w:tc></w:tr></w:tbl>",
    ],
)
def test_colours_that_can_be_read_are_none(inner: str) -> None:
    assert "faint-text" not in codes(read(inner))


@pytest.mark.parametrize(
    "bold",
    [
        "Section 2.1 Terms: ",
        "Section 2.1  Terms: ",
        "Section 2.1\t Terms:   ",
        "Section 2.1   Terms and  Renewal: ",
        "Section 2.1  Te\u200brms: ",
        "  Section 2.1  Terms:",
    ],
)
def test_a_bold_caption_ends_where_the_bold_letters_end(bold: str) -> None:
    rows = (
        line(run("Section 1.1 Seat: ", "<w:b/>"), run("The seat is in Oslo.")),
        line(run(bold, "<w:b/>"), run("No term is longer than a year.")),
        line(run("Section 2.2  Dues: ", "<w:b/>"), run("Nobody pays twice.")),
    )
    found = import_document(package("".join(rows)), file="x.docx").charter
    caption = " ".join(bold.replace("\u200b", "").split()[2:]).rstrip(":")
    assert [(each.heading, *body_texts(each)) for each in found.articles] == [
        ("Seat", "The seat is in Oslo."),
        (caption, "No term is longer than a year."),
        ("Dues", "Nobody pays twice."),
    ]


def test_a_large_first_letter_is_a_part_of_its_paragraph() -> None:
    for kind in ("drop", "margin"):
        frame = f'<w:framePr w:dropCap="{kind}" w:lines="3"/>'
        found = read(line("T ", properties=frame), line("he seat is in Aldham."))
        assert texts(found) == ["The seat is in Aldham."]
    beside = read(line("Beside", properties='<w:framePr w:wrap="around"/>'), line("the text."))
    assert texts(beside) == ["Beside", "the text."]


def test_the_text_of_a_merged_cell_is_not_printed() -> None:
    def cell(text: str, merged: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        cell("Class", '<w:vMerge w:val="restart"/>') + cell("ten"),
        cell("unseen", "<w:vMerge/>") + cell("twenty"),
    )
    found = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    assert texts(found) == ["Class ten", "twenty"]
    assert left_out(found) == [("hidden text", "unseen")]


def test_a_fraction_of_a_formula_keeps_its_stroke() -> None:
    def part(name: str, text: str) -> str:
        return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"

    half = f"<m:oMath><m:f>{part('num', '1')}{part('den', '2')}</m:f></m:oMath>"
    found = read(line("Not less than ", half, " of them."))
    assert texts(found) == ["Not less than 1/2 of them."]
    assert codes(found) == ["formula"]


# The parts of a table, of which its style may say each how it looks

ROWS = (("ab", "bc", "cd"), ("de", "ef", "fg"), ("gh", "hi", "ij"), ("jk", "kl", "lm"))


def table_style(*kinds: str, looks: str = "<w:caps/>", base: str = "", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    parts = "".join(
        f'<w:tblStylePr w:type="{kind}"><w:rPr>{looks}</w:rPr></w:tblStylePr>' for kind in kinds
    )
    name = "Derived" if base else "Parts"
    return (
        f'<w:style w:type="table" w:styleId="{name}"><w:name w:val="{name}"/>{based}{more}{parts}'
        "</w:style>"
    )


def styled_table(look: str, style: str = "Parts", rows: tuple[tuple[str, ...], ...] = ROWS) -> str:
    body = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(one)}</w:tc>' for one in row)}</w:tr>" for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{look}</w:tblPr>{body}</w:tbl>'
        f"{paragraph('end')}"
    )


@pytest.mark.parametrize(
    ("kinds", "look", "capitals"),
    [
        (("wholeTable",), '<w:tblLook w:val="0600"/>', "ab bc cd de ef fg gh hi ij jk kl lm"),
        (("firstRow",), '<w:tblLook w:val="04A0"/>', "ab bc cd"),
        (("firstRow",), '<w:tblLook w:val="0000" w:firstRow="1"/>', "ab bc cd"),
        (("firstRow",), '<w:tblLook w:val="0600"/>', ""),
        (("lastRow",), '<w:tblLook w:val="0640"/>', "jk kl lm"),
        (("firstCol",), '<w:tblLook w:val="0680"/>', "ab de gh jk"),
        (("lastCol",), '<w:tblLook w:val="0700"/>', "cd fg ij lm"),
        (("band1Horz",), '<w:tblLook w:val="0420"/>', "de ef fg jk kl lm"),
        (("band2Horz",), '<w:tblLook w:val="0420"/>', "gh hi ij"),
        (("band1Horz",), '<w:tblLook w:val="0400"/>', "ab bc cd gh hi ij"),
        (("band1Vert",), '<w:tblLook w:val="0200"/>', "ab cd de fg gh ij jk lm"),
        (("band2Vert",), '<w:tblLook w:val="0280"/>', "cd fg ij lm"),
        (("neCell", "swCell"), '<w:tblLook w:val="07E0"/>', "cd jk"),
        (("nwCell", "seCell"), '<w:tblLook w:val="07E0"/>', "ab lm"),
        (("neCell",), '<w:tblLook w:val="0620"/>', ""),
        (("firstRow",), "", "ab bc cd"),
    ],
)
def test_a_style_tells_the_parts_of_a_table_apart(
    kinds: tuple[str, ...], look: str, capitals: str
) -> None:
    found = read(styled_table(look), styles=table_style(*kinds))
    wanted = capitals.split()
    assert " ".join(texts(found)).split() == [
        *(one.upper() if one in wanted else one for row in ROWS for one in row), "end",
    ]  # fmt: skip


def test_a_part_may_be_hidden_or_struck_and_its_style_inherited() -> None:
    look = '<w:tblLook w:val="0680"/>'
    hidden = read(styled_table(look), styles=table_style("firstCol", looks=HIDDEN))
    assert texts(hidden) == ["bc cd", "ef fg", "hi ij", "kl lm", "end"]
    assert [text for _, text in left_out(hidden)] == ["ab", "de", "gh", "jk"]
    derived = table_style("firstCol") + table_style("lastCol", base="Parts")
    both = read(styled_table('<w:tblLook w:val="0780"/>', "Derived"), styles=derived)
    assert texts(both)[0] == "AB bc CD"
    with pytest.raises(InputError) as error:
        read(styled_table(look), styles=table_style("firstCol", looks=STRUCK))
    assert error.value.problems[0].code == "struck-text"


def test_a_cell_switches_off_what_its_part_says_and_a_band_may_be_two_rows() -> None:
    off = line(run("ab", '<w:caps w:val="0"/>'))
    rows = ROWS[1:]
    body = styled_table('<w:tblLook w:val="0620"/>').replace(paragraph("ab"), off, 1)
    assert texts(read(body, styles=table_style("firstRow")))[0] == "ab BC CD"
    wide = '<w:tblPr><w:tblStyleRowBandSize w:val="2"/></w:tblPr>'
    found = read(styled_table('<w:tblLook w:val="0400"/>', rows=rows),
                 styles=table_style("band1Horz", more=wide))  # fmt: skip
    assert texts(found) == ["DE EF FG", "GH HI IJ", "jk kl lm", "end"]


def test_a_letter_without_a_capital_of_its_own_stays() -> None:
    found = read(line(run("straße", "<w:caps/>")))
    assert texts(found) == ["STRAßE"]
    assert found.total == size(*(block.text for block in found.blocks))


@pytest.mark.parametrize("name", ["Placeholder Text", "PlaceholderText"])
def test_a_text_in_the_style_of_one_to_be_filled_in_is_a_doubt(name: str) -> None:
    style = run_style("P", "<w:i/>").replace('<w:name w:val="P"/>', f'<w:name w:val="{name}"/>')
    asking = run("Click here.", '<w:rStyle w:val="P"/>')
    assert codes(read(line("The name is ", asking), styles=style)) == ["placeholder"]
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{asking}</w:sdtContent>"
    assert codes(read(line(control + "</w:sdt>"), styles=style)) == ["placeholder"]
