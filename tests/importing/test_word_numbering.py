"""Numbers as Word prints them: the forms, levels, restarts and overrides of ``numbering.xml``."""

from __future__ import annotations

import pytest
from lxml import etree

from amendtool.importing.document import import_document, read_document
from amendtool.importing.word.numbering import WordNumbering
from amendtool.importing.word.numerals import printed
from tests.importing.word_files import NAMESPACES, package, paragraph


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 12 105"),
        ("decimalZero", "01 02 12 105"),
        ("decimalFullWidth", "１ ２ １２ １０５"),
        ("upperRoman", "I II XII CV"),
        ("lowerRoman", "i ii xii cv"),
        ("upperLetter", "A B L AAAAA"),
        ("lowerLetter", "a b l aaaaa"),
        ("ordinal", "1st 2nd 12th 105th"),
        ("cardinalText", "One Two Twelve One hundred five"),
        ("ordinalText", "First Second Twelfth One hundred fifth"),
        ("ideographDigital", "一 二 一二 一〇五"),
        ("japaneseCounting", "一 二 十二 百五"),
        ("japaneseLegal", "壱 弐 拾弐 百伍"),
        ("irohaFullWidth", "イ ロ ヲ 105"),
        ("iroha", "ｲ ﾛ ｦ ﾙ"),
        ("aiueoFullWidth", "ア イ シ 105"),
        ("decimalEnclosedCircle", "① ② ⑫ 105"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑿ 105"),
        ("ideographTraditional", "甲 乙 乙 戊"),
        ("numberInDash", "- 1 - - 2 - - 12 - - 105 -"),
        ("none", "   "),
        ("no-such-form", "1 2 12 105"),
    ],
)
def test_the_forms(form: str, expected: str) -> None:
    assert " ".join(printed(value, form) for value in (1, 2, 12, 105)) == expected


def numbering(levels: str, numbers: str) -> WordNumbering:
    xml = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f"{numbers}</w:numbering>"
    )
    return WordNumbering(etree.fromstring(xml), None)


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def num(number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'


def test_levels_begin_anew_after_those_above() -> None:
    lists = numbering(level(0, "upperRoman", "ARTICLE %1") + level(1, "decimal", "%1.%2"), num(1))
    steps = [0, 1, 1, 0, 1]
    assert [lists.count("1", depth) for depth in steps] == [
        "ARTICLE I", "I.1", "I.2", "ARTICLE II", "II.1",
    ]  # fmt: skip


def test_legal_numbering_prints_digits() -> None:
    lists = numbering(
        level(0, "upperRoman", "ARTICLE %1") + level(1, "decimal", "Section %1.%2", "<w:isLgl/>"),
        num(1),
    )
    assert [lists.count("1", depth) for depth in (0, 1)] == ["ARTICLE I", "Section 1.1"]


def test_a_level_that_never_begins_anew() -> None:
    lists = numbering(
        level(0, "decimal", "第%1章")
        + level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>')
        + level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'),
        num(1),
    )
    steps = [0, 1, 2, 1, 2, 0, 1, 2]
    assert [lists.count("1", depth) for depth in steps] == [
        "第1章", "第1条", "(1)", "第2条", "(2)", "第2章", "第3条", "(1)",
    ]  # fmt: skip


def test_lists_share_the_counter_of_their_abstract_list() -> None:
    lists = numbering(level(0, "decimal", "%1."), num(1) + num(2))
    assert [lists.count(name, 0) for name in ("1", "1", "2")] == ["1.", "2.", "3."]


def test_an_override_of_the_start_begins_anew_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = numbering(level(0, "decimal", "%1."), num(1) + num(2, override))
    names = ("1", "1", "2", "2", "1")
    assert [lists.count(name, 0) for name in names] == ["1.", "2.", "5.", "6.", "7."]


def test_an_override_of_a_whole_level() -> None:
    override = (
        f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "(%1)", start=3)}</w:lvlOverride>'
    )
    lists = numbering(level(0, "decimal", "%1."), num(1, override))
    assert [lists.count("1", 0), lists.count("1", 0)] == ["(c)", "(d)"]


def test_a_deeper_level_used_first_counts_from_the_start_of_those_above() -> None:
    lists = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), num(1))
    assert [lists.count("1", depth) for depth in (1, 1, 0, 1)] == ["1.1", "1.2", "2.", "2.1"]


@pytest.mark.parametrize(
    ("order", "printed"),
    [
        ((0, 2, 2, 1, 1), ["第1条", "（1）", "（2）", "3", "4"]),
        ((0, 1, 2, 1), ["第1条", "2", "（1）", "3"]),
        ((0, 2, 0, 1), ["第1条", "（1）", "第2条", "2"]),
        ((2, 0, 1), ["（1）", "第2条", "2"]),
    ],
)
def test_a_skipped_level_counts_as_begun_though_no_number_shows_it(
    order: tuple[int, ...], printed: list[str]
) -> None:
    """As LibreOffice prints it: items right below an article leave its first paragraph behind."""
    lists = numbering(
        level(0, "decimal", "第%1条") + level(1, "decimal", "%2", start=2)
        + level(2, "decimal", "（%3）"), num(1),
    )  # fmt: skip
    assert [lists.count("1", depth) for depth in order] == printed


def test_bullets_of_a_font_of_signs_are_shown_as_bullets() -> None:
    lists = numbering(level(0, "bullet", "\uf0b7"), num(1))
    assert lists.count("1", 0) == "•"


def test_a_list_that_is_not_there_has_no_number() -> None:
    assert numbering("", num(1)).count("7", 0) is None


def test_a_form_that_is_not_known_is_a_doubt_once() -> None:
    levels = {
        form: f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1."/></w:lvl>'
        for form in (
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>',
            '<w:numFmt w:val="russianUpper"/>',
            '<w:numFmt w:val="hebrew1"/>',
        )
    }
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    found = []
    for level in levels.values():
        document = read_document(
            package(
                paragraph("a", properties=listed) + paragraph("b", properties=listed),
                numbering=f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
            ),
            file="x.docx",
        )
        codes = [one.code for one in document.doubts]
        found.append(([block.generated for block in document.blocks], codes))
    assert found == [
        (["001.", "002."], []), (["А.", "Б."], []), (["1.", "2."], ["list-unknown"]),
    ]  # fmt: skip


def test_the_numbers_of_a_list_in_a_table_are_counted_as_generated() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    cells = "".join(f"<w:tc>{paragraph(one, properties=listed)}</w:tc>" for one in ("a", "b"))
    data = package(paragraph("x") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", numbering=numbering)
    found = import_document(data, file="x.docx")
    assert [block.whole for block in found.source] == ["x", "1. a 2. b"]
    assert (found.report.characters.read, found.report.characters.generated) == (3, 4)


@pytest.mark.parametrize(
    ("text", "form", "labels"),
    [
        ("Article %1", "upperRoman", ("Article I", "Article II")),
        ("PART %1", "decimal", ("PART 1", "PART 2")),
        ("Chapter %1", "decimal", ("Chapter 1", "Chapter 2")),
    ],
)
def test_a_counted_number_on_its_own_line_is_no_entry_of_the_contents(
    text: str, form: str, labels: tuple[str, str]
) -> None:
    levels = level(0, form, text) + level(1, "decimal", "Section %2.")
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    heads = [
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>' for depth in (0, 1)
    ]
    titles = ("Members", "Meetings")
    body = paragraph("Bylaws of the Society") + paragraph("Table of Contents")
    body += "".join(
        paragraph(f"{label} {title}") for label, title in zip(labels, titles, strict=True)
    )
    for title in titles:
        body += paragraph("", properties=heads[0]) + paragraph(title, bold=True)
        body += paragraph(f"{title} are open to all.", properties=heads[1])
    found = import_document(package(body, numbering=numbering), file="x.docx", learn=True)
    assert [each.heading for each in found.charter.chapters] == list(titles)
    assert [each.number.parts for each in found.charter.chapters] == [(1,), (2,)]
    assert len(found.charter.articles) == 2
    assert "\n".join(labels) not in found.charter.preamble
