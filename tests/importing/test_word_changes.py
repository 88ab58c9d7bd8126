"""Every shape of a tracked change: the import stops, and either side can be taken."""

from __future__ import annotations

import pytest

from amendtool.errors import InputError
from amendtool.importing.document import read_document
from amendtool.importing.word.text import Changes
from tests.importing.word_files import line, package, paragraph, run

BY = 'w:id="9" w:author="R" w:date="2026-01-01T00:00:00Z"'
LEVELS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for depth, form, text in ((0, "decimal", "%1."), (1, "lowerLetter", "(%2)"))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
DELETED = (
    '<w:r><w:delText xml:space="preserve">{}</w:delText></w:r>'.format
)  # the text of a run that is deleted


def ins(*inner: str) -> str:
    return f"<w:ins {BY}>{''.join(inner)}</w:ins>"


def dele(*inner: str) -> str:
    return f"<w:del {BY}>{''.join(inner)}</w:del>"


def listed(depth: int, more: str = "") -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/>{more}</w:numPr>'


def mark(change: str) -> str:
    return f"<w:rPr><w:{change} {BY}/></w:rPr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


SHAPES: dict[str, tuple[str, list[str], list[str]]] = {
    "insertion": (line("a ", ins(run("new ")), "b"), ["a new b"], ["a b"]),
    "deletion": (line("a ", dele(DELETED("old ")), "b"), ["a b"], ["a old b"]),
    "replacement": (
        line("a ", dele(DELETED("old")), ins(run("new")), " b"), ["a new b"], ["a old b"],
    ),
    "deleted-insertion": (
        line("a ", ins(dele(DELETED("never ")), run("new ")), "b"), ["a new b"], ["a b"],
    ),
    "move": (
        line(f'<w:moveFromRangeStart {BY} w:name="m"/><w:moveFrom {BY}>{run("x")}</w:moveFrom>'
             '<w:moveFromRangeEnd w:id="9"/>', "a")
        + line("b", f'<w:moveToRangeStart {BY} w:name="m"/><w:moveTo {BY}>{run("x")}</w:moveTo>'
               '<w:moveToRangeEnd w:id="9"/>'),
        ["a", "bx"], ["xa", "b"],
    ),
    "inserted-paragraph": (
        line("a") + line(ins(run("new")), properties=mark("ins")) + line("b"),
        ["a", "new", "b"], ["a", "b"],
    ),
    "deleted-paragraph": (
        line("a") + line(dele(DELETED("old")), properties=mark("del")) + line("b"),
        ["a", "b"], ["a", "old", "b"],
    ),
    "split": (line("a ", properties=mark("ins")) + line("b"), ["a", "b"], ["a b"]),
    "joined": (line("a ", properties=mark("del")) + line("b"), ["a b"], ["a", "b"]),
    "moved-paragraph": (
        line(f'<w:moveFrom {BY}>{run("x")}</w:moveFrom>', properties=mark("moveFrom"))
        + line("a")
        + line(f'<w:moveTo {BY}>{run("x")}</w:moveTo>', properties=mark("moveTo")) + line("b"),
        ["a", "x", "b"], ["x", "a", "b"],
    ),
    "inserted-number": (
        line("a", properties=listed(0))
        + line("b", properties=listed(0, f"<w:ins {BY}/>")) + line("c", properties=listed(0)),
        ["1. a", "2. b", "3. c"], ["1. a", "b", "2. c"],
    ),
    "deleted-number": (
        line("a", properties=listed(0))
        + line("b", properties=f"<w:pPrChange {BY}><w:pPr>{listed(0)}</w:pPr></w:pPrChange>")
        + line("c", properties=listed(0)),
        ["1. a", "b", "2. c"], ["1. a", "2. b", "3. c"],
    ),
    "lowered": (
        line("a", properties=listed(0))
        + line("b", properties=f"{listed(1)}<w:pPrChange {BY}><w:pPr>{listed(0)}</w:pPr>"
               "</w:pPrChange>")
        + line("c", properties=listed(0)),
        ["1. a", "(a) b", "2. c"], ["1. a", "2. b", "3. c"],
    ),
    "numbered-insertion": (
        line("a", properties=listed(0))
        + line(ins(run("new")), properties=listed(0) + mark("ins"))
        + line("c", properties=listed(0)),
        ["1. a", "2. new", "3. c"], ["1. a", "2. c"],
    ),
    "numbered-deletion": (
        line("a", properties=listed(0))
        + line(dele(DELETED("old")), properties=listed(0) + mark("del"))
        + line("c", properties=listed(0)),
        ["1. a", "2. c"], ["1. a", "2. old", "3. c"],
    ),
    "hiding": (
        line("a ", run("b ", f"<w:vanish/><w:rPrChange {BY}><w:rPr/></w:rPrChange>"), "c"),
        ["a c"], ["a b c"],
    ),
    "showing": (
        line("a ", run("b ", f"<w:rPrChange {BY}><w:rPr><w:vanish/></w:rPr></w:rPrChange>"), "c"),
        ["a b c"], ["a c"],
    ),
    "raising": (
        line("10", run("6", f'<w:vertAlign w:val="superscript"/><w:rPrChange {BY}><w:rPr/>'
                       "</w:rPrChange>")),
        ["10⁶"], ["106"],
    ),
    "inserted-row": (
        table(row(cell("a")), row(cell("new"), properties=f"<w:ins {BY}/>")), ["a", "new"], ["a"],
    ),
    "deleted-row": (
        table(row(cell("old"), properties=f"<w:del {BY}/>"), row(cell("a"))), ["a"], ["old", "a"],
    ),
    "inserted-cell": (
        table(row(cell("a"), cell("new", f"<w:cellIns {BY}/>"))), ["a new"], ["a"],
    ),
    "deleted-cell": (
        table(row(cell("old", f"<w:cellDel {BY}/>"), cell("a"))), ["a"], ["old a"],
    ),
    "merged-cell": (
        table(row(cell("a")), row(cell("b", f'<w:cellMerge {BY} w:vMerge="cont"/>'))),
        ["a", "b"], ["a", "b"],
    ),
    "section": (
        line("a", properties=f"<w:sectPr><w:sectPrChange {BY}><w:sectPr/></w:sectPrChange>"
             "</w:sectPr>"), ["a"], ["a"],
    ),
    "inserted-field": (
        line("see ", ins(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText>'
            '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("2"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), " there"),
        ["see 2 there"], ["see  there"],
    ),
    "inserted-control": (
        f'<w:customXmlInsRangeStart {BY}/><w:sdt><w:sdtContent>{line("a")}</w:sdtContent></w:sdt>'
        '<w:customXmlInsRangeEnd w:id="9"/>', ["a"], ["a"],
    ),
    "struck": (
        line("a ", run("b", f"<w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>")),
        ["a b"], ["a b"],
    ),
}  # fmt: skip


def texts(shape: str, changes: Changes | None) -> list[str]:
    data = package(SHAPES[shape][0], numbering=NUMBERING)
    return [block.whole for block in read_document(data, file="x.docx", changes=changes).blocks]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_import_stops(shape: str) -> None:
    with pytest.raises(InputError) as caught:
        texts(shape, None)
    assert [problem.code for problem in caught.value.problems] == ["tracked-changes"]


@pytest.mark.parametrize("shape", SHAPES)
def test_either_side_can_be_taken(shape: str) -> None:
    _, accepted, rejected = SHAPES[shape]
    assert texts(shape, "accept") == accepted
    assert texts(shape, "reject") == rejected


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_no_character_is_lost_on_either_side(shape: str, changes: Changes) -> None:
    data = package(SHAPES[shape][0], numbering=NUMBERING)
    document = read_document(data, file="x.docx", changes=changes)
    shown = "".join(block.text for block in document.blocks)
    left = "".join(one.text for one in document.left_out)
    assert len("".join((shown + left).split())) == document.total


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_change_in_a_note_stops_the_import_too(kind: str) -> None:
    notes = f'<w:{kind} w:id="1">{line("a", ins(run(" new")))}</w:{kind}>'
    data = package(line(f'<w:r><w:{kind}Reference w:id="1"/></w:r>'), **{f"{kind}s": notes})
    with pytest.raises(InputError):
        read_document(data, file="x.docx")
    sides: tuple[tuple[Changes, str], ...] = (("accept", "a new"), ("reject", "a"))
    for changes, text in sides:
        document = read_document(data, file="x.docx", changes=changes)
        assert [note.text.strip() for note in document.notes] == [text]


# The style separator, and other marks that are not printed


SEPARATOR = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
HEADING = '<w:pStyle w:val="Heading1"/>'


def joined(*lines: str, numbering: str = NUMBERING) -> list[tuple[str, int | None, int]]:
    data = package("".join(lines), numbering=numbering)
    blocks = read_document(data, file="x.docx").blocks
    return [(block.whole, block.level, block.lead) for block in blocks]


def test_a_style_separator_lets_the_text_follow_its_heading() -> None:
    assert joined(
        line("Article 1. Seat.", properties=HEADING + SEPARATOR), line(" In Aldham."), line("b")
    ) == [("Article 1. Seat. In Aldham.", None, len("Article 1. Seat. ")), ("b", None, 0)]


def test_the_number_of_the_heading_is_printed_and_no_other() -> None:
    found = joined(
        line("Seat.", properties=listed(0) + SEPARATOR),
        line(" In Aldham."),
        line("Term.", properties=listed(0) + SEPARATOR),
        line(" Two years."),
        line(" More", properties="<w:rPr><w:vanish/></w:rPr>"),
        line(" here", properties=listed(1)),
    )
    assert [text for text, _, _ in found] == [
        "1. Seat. In Aldham.", "2. Term. Two years.", "(a) More here",
    ]  # fmt: skip


def test_a_heading_with_nothing_behind_it_stays_a_heading() -> None:
    assert joined(line("Article 1. Seat", properties=HEADING + SEPARATOR)) == [
        ("Article 1. Seat", 1, 0)
    ]


def test_a_mark_that_is_not_printed_joins_nothing_over_the_end_of_a_cell() -> None:
    cells = row(f"<w:tc>{line('a', properties=SEPARATOR)}</w:tc>", cell("b"))
    assert [text for text, _, _ in joined(table(cells), line("c"))] == ["a b", "c"]
