"""OpenDocument texts, read as LibreOffice prints them: numbers, looks, changes, the account."""

from __future__ import annotations

import io
import zipfile

import pytest

from amendtool.errors import InputError
from amendtool.importing.blocks import Changes, SourceDocument, size
from amendtool.importing.document import import_document, read_document
from amendtool.importing.opendocument import OdtLevel, number_of
from tests.importing.changed import OPEN
from tests.importing.odt_files import (
    BEGIN,
    END,
    FIRST,
    LISTS,
    NAMESPACES,
    POINT,
    listed,
    looks,
    numbers,
    odt,
    p,
    region,
    span,
)


def read(
    body: str, *, changes: Changes | None = None, struck: str | None = None, **parts: str
) -> SourceDocument:
    return read_document(
        odt(FIRST + body, **parts),
        file="x.odt",
        changes=changes,
        struck=struck,  # type: ignore[arg-type]  # a literal
    )


def texts(document: SourceDocument) -> list[str]:
    return [block.whole for block in document.blocks][1:]


def left_out(document: SourceDocument) -> list[tuple[str, str]]:
    return [(one.kind, one.text.strip()) for one in document.left_out]


def codes(document: SourceDocument) -> list[str]:
    return [doubt.code for doubt in document.doubts]


# Numbers


def test_numbers_of_lists_are_those_that_are_printed() -> None:
    found = read(
        listed(p("one"), p("two") + listed(p("deep"), p("deeper")), p("three"))
        + p("between")
        + listed(p("anew")),
        automatic=LISTS,
    )
    assert texts(found) == [
        "1. one", "2. two", "(a) deep", "(b) deeper", "3. three", "between", "1. anew",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "more",
    ['text:continue-list="l1"', 'text:style-name="L" text:continue-numbering="true"'],
)
def test_a_list_may_go_on_behind_a_text(more: str) -> None:
    if "style-name" not in more:
        more += ' text:style-name="L"'
    first = listed(p("one"), p("two"), more='text:style-name="L" xml:id="l1"')
    found = read(first + p("between") + listed(p("three"), more=more), automatic=LISTS)
    assert texts(found) == ["1. one", "2. two", "between", "3. three"]


def test_an_item_has_one_number_and_a_header_none() -> None:
    found = read(
        listed(
            f"<text:list-header>{p('head')}</text:list-header>",
            p("one") + p("more of one"),
            f'<text:list-item text:start-value="7">{p("seven")}</text:list-item>',
        ),
        automatic=LISTS,
    )
    assert texts(found) == ["head", "1. one", "more of one", "7. seven"]


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Part "/><text:outline-level-style text:level="2" style:num-format="1" '
        'text:display-levels="2"/></text:outline-style>'
    )

    def h(level: int, text: str) -> str:
        return f'<text:h text:outline-level="{level}">{text}</text:h>'

    found = read(h(1, "Name") + h(2, "Seat") + h(2, "Year") + h(1, "Board"), styles=outline)
    assert texts(found) == ["Part I Name", "I.1 Seat", "I.2 Year", "Part II Board"]
    assert [block.level for block in found.blocks[1:]] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("level", "value", "number"),
    [
        (OdtLevel(form="lowerLetter", suffix="."), 28, "ab."),
        (OdtLevel(form="lowerLetter", suffix=".", doubled=True), 28, "bb."),
        (OdtLevel(form="japaneseCounting", prefix="第", suffix="条"), 12, "第十二条"),
        (OdtLevel(form="irohaFullWidth"), 3, "ハ"),
        (OdtLevel(pattern="§ %1%:"), 4, "§ 4:"),
        (OdtLevel(form="none", prefix="Whereas"), 4, "Whereas"),
    ],
)
def test_the_forms_of_numbers(level: OdtLevel, value: int, number: str) -> None:
    assert number_of({1: level}, {1: value}, 1) == number


def test_a_row_of_digits_stands_for_those_of_full_width() -> None:
    wide = 'style:num-format="1, 2, 3, ..." style:num-prefix="第" style:num-suffix="章"'
    found = read(listed(p("総則"), more='text:style-name="W"'), automatic=numbers("W", wide))
    assert texts(found) == ["第１章 総則"]


def test_bullets_are_bullets_and_unknown_forms_a_doubt() -> None:
    bullet = (
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="\uf0b7"/></text:list-style>'
    )
    found = read(
        listed(p("a"), more='text:style-name="B"') + listed(p("b"), more='text:style-name="T"'),
        automatic=bullet + numbers("T", 'style:num-format="๑"'),
    )
    assert texts(found) == ["• a", "1 b"]
    assert codes(found) == ["list-unknown"]


# Looks


@pytest.mark.parametrize(
    ("inner", "styles"),
    [
        (span(" (ask first)", "T"), looks("T", 'text:display="none"')),
        (
            span(" (ask first)", "T"),
            looks("Memo", 'text:display="none"') + looks("T", 'fo:color="#ff0000"', parent="Memo"),
        ),
        ('<text:hidden-text text:is-hidden="true"> (ask first)</text:hidden-text>', ""),
        ('<text:variable-set text:display="none"> (ask first)</text:variable-set>', ""),
    ],
)
def test_hidden_text_is_left_out_and_reported(inner: str, styles: str) -> None:
    found = read(p(f"In Aldham{inner}."), automatic=styles)
    assert texts(found) == ["In Aldham."]
    assert left_out(found) == [("hidden text", "(ask first)")]


def test_a_hidden_paragraph_of_a_list_is_counted_and_not_printed() -> None:
    styles = LISTS + looks("Quiet", 'text:display="none"', family="paragraph")
    found = read(listed(p("trade"), p("gamble", "Quiet"), p("build")), automatic=styles)
    assert texts(found) == ["1. trade", "3. build"], "as LibreOffice prints it"
    section = f'<text:section text:name="S" text:display="none">{p("gamble")}</text:section>'
    assert texts(read(section + p("build"))) == ["build"]


@pytest.mark.parametrize(
    "said", ['style:text-line-through-style="solid"', 'style:text-line-through-type="double"']
)
def test_struck_text_is_a_second_text(said: str) -> None:
    body, styles = p(f"The {span('old ', 'T')}seat"), looks("T", said)
    with pytest.raises(InputError) as caught:
        read(body, automatic=styles)
    assert [one.code for one in caught.value.problems] == ["struck-text"]
    assert texts(read(body, automatic=styles, struck="drop")) == ["The seat"]
    assert texts(read(body, automatic=styles, struck="keep")) == ["The old seat"]


@pytest.mark.parametrize(
    ("said", "text", "shown"),
    [
        ('style:text-position="super 58%"', "6", "10⁶"),
        ('style:text-position="33% 58%"', "6", "10⁶"),
        ('style:text-position="sub 58%"', "2", "10₂"),
        ('style:text-position="0% 100%"', "2", "102"),
        ('fo:text-transform="uppercase"', "abc", "10ABC"),
        ('style:font-name="Symbol"', "\uf0b3", "10≥"),
    ],
)
def test_signs_are_those_that_are_printed(said: str, text: str, shown: str) -> None:
    assert texts(read(p(f"10{span(text, 'T')}"), automatic=looks("T", said))) == [shown]


def test_white_letters_are_a_doubt() -> None:
    found = read(p(f"a {span('b', 'T')}"), automatic=looks("T", 'fo:color="#ffffff"'))
    assert (texts(found), codes(found)) == (["a b"], ["faint-text"])


def test_space_prints_as_it_does_in_the_program() -> None:
    found = read(p('a  \n b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e'))
    assert texts(found) == ["a b   c\td", "e"]


def test_readings_comments_notes_and_pages() -> None:
    found = read(
        p(
            "<text:ruby><text:ruby-base>商</text:ruby-base><text:ruby-text>しょう</text:ruby-text>"
            "</text:ruby>号<office:annotation><dc:creator>R</dc:creator><text:p>why?</text:p>"
            '</office:annotation>は<text:note text:note-class="footnote"><text:note-citation>1'
            "</text:note-citation><text:note-body><text:p>As of 2024.</text:p></text:note-body>"
            "</text:note>"
        )
        + f"<text:table-of-content><text:index-body>{p('Seat 1')}</text:index-body>"
        "</text:table-of-content>",
        pages=f"<style:header>{p('Draft')}</style:header><style:footer>{p('Page')}</style:footer>",
    )
    assert texts(found) == ["商号は"]
    assert [(note.generated, note.text) for note in found.notes] == [("1", "As of 2024.")]
    assert left_out(found) == [
        ("reading aid", "しょう"), ("comment", "why?"), ("list of contents", "Seat 1"),
        ("header", "Draft"), ("footer", "Page"),
    ]  # fmt: skip


def note(text: str, *, kind: str = "endnote", label: str = "") -> str:
    shown = f' text:label="{label}"' if label else ""
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation{shown}/><text:note-body>'
        f"{p(text)}</text:note-body></text:note>"
    )


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ("", ["i", "*", "ii"]),
        ('style:num-format="a" style:num-suffix=")"', ["a)", "*", "b)"]),
        ('style:num-format="1" text:start-value="4"', ["5", "*", "6"]),
    ],
)
def test_notes_have_the_numbers_that_are_printed(said: str, marks: list[str]) -> None:
    form = f'<text:notes-configuration text:note-class="endnote" {said}/>' if said else ""
    found = read(p(f"a {note('A')} b {note('B', label='*')} c {note('C')}"), styles=form)
    assert [one.generated for one in found.notes] == marks


def test_a_table_is_a_line_a_row_and_a_placeholder_a_doubt() -> None:
    row = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("Class A", "ten"))
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    found = read(f"<table:table>{columns}<table:table-row>{row}</table:table-row></table:table>")
    assert (texts(found), codes(found)) == (["Class A ten"], ["table"])
    control = (
        '<loext:content-control loext:showing-place-holder="true">Click</loext:content-control>'
    )
    assert codes(read(p(f"In {control}"))) == ["placeholder"]
    assert codes(read(p("In <text:placeholder>&lt;town&gt;</text:placeholder>"))) == ["placeholder"]


# Tracked changes


@pytest.mark.parametrize("shape", OPEN)
def test_changes_stop_and_either_side_can_be_taken(shape: str) -> None:
    body, accepted, rejected = OPEN[shape]
    with pytest.raises(InputError) as caught:
        read(body, automatic=LISTS)
    assert [one.code for one in caught.value.problems] == ["tracked-changes"]
    for side, lines in (("accept", accepted), ("reject", rejected)):
        found = read(body, automatic=LISTS, changes=side)  # type: ignore[arg-type]  # a literal
        assert (texts(found), codes(found)) == (lines, [])


@pytest.mark.parametrize("shape", OPEN)
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_no_character_is_lost_on_either_side(shape: str, changes: Changes) -> None:
    data = odt(FIRST + OPEN[shape][0], automatic=LISTS)
    counts = import_document(data, file="x.odt", changes=changes).report.characters
    assert (counts.lost, counts.invented) == (0, 0)


def test_a_changed_format_cannot_be_taken_back_and_is_a_doubt() -> None:
    body = region("format-change") + p(f"a {BEGIN}b{END}")
    assert codes(read(body, changes="reject")) == ["changed-format"]
    assert codes(read(body, changes="accept")) == []


# What is no text


def test_what_the_reader_passes_over_is_counted() -> None:
    found = import_document(
        odt(FIRST + "<text:forms>" + p("unread") + "</text:forms>" + p("Text.")), file="x.odt"
    )
    assert "not-read" in [one.code for one in found.report.doubts]
    assert found.report.characters.lost == len("unread")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_document(data, file="x.odt")


def test_a_spreadsheet_is_refused_and_a_text_known_by_what_it_is() -> None:
    begin = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument."
    with pytest.raises(InputError) as caught:
        read_document(begin + b"spreadsheet", file="x.ods")
    assert caught.value.problems[0].code == "import-format"
    assert read_document(odt(FIRST), file="articles.docx").format == "odt"


def test_a_file_that_is_not_opened_is_called_by_its_format() -> None:
    stream = io.BytesIO(odt(FIRST))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    for data, code in ((stream.getvalue(), "odt-refused"), (odt(FIRST)[:-30], "odt-damaged")):
        with pytest.raises(InputError) as caught:
            read_document(data, file="x.odt")
        assert [one.code for one in caught.value.problems] == [code]
        assert "LibreOffice" in caught.value.problems[0].hint


def test_a_table_that_was_deleted_stands_in_the_text_again() -> None:
    cells = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("x", "y"))
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    table = f"<table:table>{columns}<table:table-row>{cells}</table:table-row></table:table>"
    body = region("deletion", p("old") + table + p("")) + listed(p("a"), p(f"{POINT}b"))
    found = read(body, automatic=LISTS, changes="reject")
    assert texts(found) == ["1. a", "old", "x y", "2. b"]
    assert codes(found) == ["table", "deleted-paragraphs"]


# What stands beside the lines: boxes, shapes, objects

SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'


def frame(inner: str) -> str:
    return f"<draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame>"


def shape(inner: str, kind: str = "custom-shape") -> str:
    return f"<draw:{kind}>{inner}<draw:enhanced-geometry/></draw:{kind}>"


@pytest.mark.parametrize(
    ("body", "shown", "boxes"),
    [
        (p(f"a {frame(p('In it.'))}b"), ["a b", "In it."], 1),
        (frame(p("On the page.")) + p("a"), ["On the page.", "a"], 1),
        (p(frame(listed(p("one"), p("two")))), ["1. one", "2. two"], 1),
        (p(f"a {frame(p('outer ' + frame(p('inner'))))}"), ["a", "outer", "inner"], 2),
        (p(f"a {shape(p('In it.') + p('More.'))}b"), ["a b", "In it.", "More."], 1),
        (shape(p("On the page."), "rect") + p("a"), ["On the page.", "a"], 1),
        (p(f"a <draw:g>{shape(p('One.'))}{shape(p('Two.'), 'ellipse')}</draw:g>b"),
         ["a b", "One.", "Two."], 2),
    ],
)  # fmt: skip
def test_boxes_and_shapes_stand_below_their_line_with_a_doubt(
    body: str, shown: list[str], boxes: int
) -> None:
    found = read(body, automatic=LISTS)
    assert texts(found) == shown
    assert codes(found) == ["text-box"] * boxes
    assert (
        import_document(odt(FIRST + body, automatic=LISTS), file="x.odt").report.characters.lost
        == 0
    )


def test_a_picture_is_a_doubt_and_its_title_no_text() -> None:
    found = read(p(f"a <draw:frame><draw:image/><svg:title {SVG}>Seal</svg:title></draw:frame>b"))
    assert texts(found) == ["a b"]
    assert codes(found) == ["picture"]


def with_object(part: str) -> bytes:
    place = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"'
    data = odt(FIRST + p(f"a <draw:frame><draw:object {place}/></draw:frame> b"))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("Object 1/content.xml", part)
    return stream.getvalue()


def test_objects_are_in_the_account() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi><mo>=</mo>'
        "<mn>2</mn></mrow><annotation>x = 2</annotation></semantics></math>"
    )
    found = read_document(with_object(formula), file="x.odt")
    assert texts(found) == ["a x=2 b"]
    assert codes(found) == ["formula"]
    assert left_out(found) == [("code of a formula", "x = 2")]
    chart = with_object(f"<chart {NAMESPACES}>{p('Votes')}</chart>")
    report = import_document(chart, file="x.odt").report
    assert [(one.kind, one.text) for one in report.left_out] == [("object", "Votes")]
    assert report.characters.lost == 0


def test_a_paragraph_may_number_itself_and_an_item_have_a_style_of_its_own() -> None:
    def numbered(text: str, more: str = "") -> str:
        return (
            f'<text:numbered-paragraph text:list-id="l" text:style-name="L" text:level="1" {more}>'
            f"{p(text)}</text:numbered-paragraph>"
        )

    found = read(numbered("a") + numbered("b") + numbered("c", 'text:start-value="7"'),
                 automatic=LISTS)  # fmt: skip
    assert texts(found) == ["1. a", "2. b", "7. c"]
    other = f'<text:list-item text:style-override="M">{p("b")}</text:list-item>'
    mixed = f'<text:list text:style-name="L"><text:list-item>{p("a")}</text:list-item>{other}'
    more = LISTS + numbers("M", 'style:num-format="A" style:num-suffix=")"')
    assert texts(read(f"{mixed}</text:list>", automatic=more)) == ["1. a", "B) b"]


def test_fields_print_what_they_hold_and_some_of_them_change() -> None:
    found = read(
        p("<text:title>Rules</text:title> of <text:date>1 May 2026</text:date>, made "
          '<text:date text:fixed="true">2 May 2020</text:date>, by '
          "<text:creator>A. Clerk</text:creator>")
    )  # fmt: skip
    assert texts(found) == ["Rules of 1 May 2026, made 2 May 2020, by A. Clerk"]
    assert codes(found) == ["field-changing"]
    assert found.total == size(*(block.text for block in found.blocks))


def test_a_covered_cell_is_not_printed_and_a_table_may_stand_in_an_item() -> None:
    covered = f"<table:covered-table-cell>{p('unseen')}</table:covered-table-cell>"
    row = f"<table:table-row><table:table-cell>{p('seen')}</table:table-cell>{covered}"
    table = f"<table:table>{row}</table:table-row></table:table>"
    found = read(table)
    assert texts(found) == ["seen"]
    assert left_out(found) == [("hidden text", "unseen")]
    inside = read(listed(p("a") + table, p("b")), automatic=LISTS)
    assert texts(inside) == ["1. a", "seen", "2. b"]


def test_capitals_of_several_kinds() -> None:
    styles = looks("C", 'fo:text-transform="capitalize"') + looks(
        "S", 'fo:font-variant="small-caps"'
    )
    found = read(p(f"a {span('sample name', 'C')} {span('Small', 'S')}"), automatic=styles)
    assert texts(found) == ["a Sample Name Small"]
    assert codes(found) == ["small-capitals"]


@pytest.mark.parametrize(
    "table",
    [
        "<text:p>beside</text:p>{row}",
        "<table:table-row>{row}</table:table-row><text:p>beside</text:p>",
        "<table:table-header-rows><text:p>beside</text:p><table:table-row>{row}"
        "</table:table-row></table:table-header-rows>",
        "<table:table-row><table:table-row>{row}</table:table-row></table:table-row>"
        "<text:p>beside</text:p>",
    ],
)
def test_what_is_beside_the_rows_is_lost_and_no_row_is_read_twice(table: str) -> None:
    """A row in a row, twice read, made up in number for the text that was passed over."""
    row = (
        "<table:table-row><table:table-cell><text:p>within</text:p></table:table-cell>"
        "</table:table-row>"
    )
    body = "<text:p>Article 1. (Name) The name is X.</text:p>"
    body += f"<table:table>{table.format(row=row)}</table:table>"
    report = import_document(odt(body), file="a.odt").report
    assert report.characters.lost == len("beside")
    assert report.characters.invented == 0
    assert str(import_document(odt(body), file="a.odt").charter).count("within") == 1
