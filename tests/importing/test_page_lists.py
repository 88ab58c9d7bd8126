"""What number a list of a page shows: its start, its direction, its items' values and types.

The marks are those that Chromium prints.
"""

from __future__ import annotations

import pytest

from amendtool.importing.document import Imported, import_document, read_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.importing.print_account import house_of, printed_otherwise
from tests.importing.test_marks import drawn

A, B, C = "<li>x</li>", "<li>y</li>", "<li>z</li>"


def marks(body: str) -> list[str]:
    """The marks that the lists of a page show, in order."""
    found = read_document(body.encode(), file="x.html")
    return [block.generated for block in found.blocks]


def imported(body: str) -> Imported:
    """A list in an Article, with another Article behind it."""
    end = "<h2>Article 2. End</h2><p>The end.</p>"
    page = f"<h2>Article 1. Parts</h2><p>The parts are:</p>{body}{end}"
    return import_document(page.encode(), file="x.html", learn=True, choose="language")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (f'<ol start="0">{A}{B}</ol>', ["0.", "1."]),
        (f'<ol start="-1">{A}{B}{C}</ol>', ["-1.", "0.", "1."]),
        (f'<ol start=" +3 ">{A}{B}</ol>', ["3.", "4."]),
        (f'<ol start="3.7">{A}{B}</ol>', ["3.", "4."]),
        (f'<ol start="x">{A}{B}</ol>', ["1.", "2."]),
        (f'<ol start="4294967297">{A}{B}</ol>', ["1.", "2."]),
        (f"<ol reversed>{A}{B}{C}</ol>", ["3.", "2.", "1."]),
        (f"<ol reversed>{A}</ol>", ["1."]),
        (f'<ol reversed start="0">{A}{B}</ol>', ["0.", "-1."]),
        (f'<ol reversed>{A}<li style="display:none">h</li>{B}</ol>', ["2.", "1."]),
        (f"<ol reversed>{A}<li value=9>y</li>{C}</ol>", ["3.", "9.", "8."]),
        (f"<ol reversed><li>x<ol reversed>{A}{B}{C}</ol></li>{B}</ol>", "2. 3. 2. 1. 1.".split()),
        (f"<ol reversed><li>x<ol>{A}{B}</ol></li>{B}</ol>", ["2.", "1.", "2.", "1."]),
        (f"<ol reversed>{A}{B}</ol><ol reversed>{C}</ol>", ["2.", "1.", "1."]),
        (f"<ol>{A}<li value=5>y</li>{C}</ol>", ["1.", "5.", "6."]),
        ("<ol><li value=0>x</li><li value=-2>y</li><li>z</li></ol>", ["0.", "-2.", "-1."]),
        (f'<ol type="A" start="0">{A}{B}</ol>', ["0.", "A."]),
        (f'<ol type="i" start="0">{A}{B}</ol>', ["0.", "i."]),
        (f'<ol type="i" start="4000">{A}</ol>', ["4000."]),
        (f'<ol type="a" start="26">{A}{B}{C}</ol>', ["z.", "aa.", "ab."]),
        (f'<ol type="A" start="702">{A}{B}</ol>', ["ZZ.", "AAA."]),
        ('<ol><li type="a">x</li><li type="a">y</li></ol>', ["a.", "b."]),
        (f'<ol><li type="disc">x</li>{B}</ol>', ["•", "2."]),
        ('<ul><li type="1">x</li><li type="a">y</li></ul>', ["1.", "b."]),
        ('<ol style="list-style-type:lower-alpha"><li type="1">x</li><li>y</li></ol>',
         ["1.", "b."]),
        (f'<ol type="none">{A}</ol>', ["1."]),
        (f'<ul type="none">{A}</ul>', [""]),
        (f'<ol type="disc">{A}</ol>', ["1."]),
        (f'<ul type="1">{A}</ul>', ["•"]),
        (f"<menu>{A}{B}</menu>", ["•", "•"]),
        (f"<ol><li>x<menu>{A}</menu></li>{B}</ol>", ["1.", "•", "2."]),
        (f"<div>{A}{B}</div>", ["•", "•"]),
        (f'<ol style="list-style-type:katakana" start="0">{A}{B}</ol>', ["0、", "ア、"]),
        (f'<ol style="list-style-type:cjk-decimal" start="0">{A}{B}</ol>', ["〇、", "一、"]),
        (f'<ol style="list-style-type:japanese-informal" start="-1">{A}{B}{C}</ol>',
         ["マイナス一、", "〇、", "一、"]),
        (f'<ol><li style="counter-increment: list-item 5">x</li>{B}</ol>', ["5.", "6."]),
        (f'<ol>{A}<li style="counter-set: list-item 7">y</li>{C}</ol>', ["1.", "7.", "8."]),
        (f'<ol><li style="list-style:none">x</li>{B}</ol>', ["", "2."]),
        (f'<ol><li style="display:block">x</li>{B}</ol>', ["", "1."]),
    ],
)  # fmt: skip
def test_the_marks_of_a_list_are_those_that_the_page_shows(body: str, shown: list[str]) -> None:
    assert marks(body) == shown


def test_an_item_that_nobody_sees_is_counted_where_it_has_its_place() -> None:
    assert marks(f'<ol><li style="visibility:hidden">x</li>{B}</ol>') == ["2."]


@pytest.mark.parametrize(
    ("body", "lines", "doubts"),
    [
        (f'<ol start="0">{A}{B}</ol>', ["0. x", "1. y"], ["mark-as-text"]),
        (f'<ol start="-2">{A}{B}</ol>', ["-2. x", "-1. y"], ["mark-as-text"]),
        (f"<ol reversed>{A}{B}{C}</ol>", ["3. x", "2. y", "1. z"], ["number-gap"]),
        ("<ol><li>x</li><li value=-2>y</li><li>z</li></ol>", ["1. x", "-2. y", "-1. z"],
         ["mark-as-text"]),
        (f"<ol><li>x</li><li value=5>y</li>{C}</ol>", ["1. x", "5. y", "6. z"], ["number-gap"]),
        (f'<ol type="a" start="27">{A}{B}</ol>', ["aa. x", "ab. y"], ["mark-as-text"]),
        (f'<ol type="A" start="0">{A}{B}</ol>', ["0. x", "A. y"], ["mark-as-text"]),
    ],
)  # fmt: skip
def test_numbers_of_no_row_print_as_the_page_shows_them_and_are_doubted(
    body: str, lines: list[str], doubts: list[str]
) -> None:
    found = imported(body)
    told = [one.code for one in found.report.doubts if one.severity != "note"]
    assert set(doubts) <= set(told)
    house = house_of(found, None)
    assert not list(printed_otherwise(found, house))
    export = make_export(found.charter, style=found.printed, house=house, title="")
    text = render(ARTICLES, export, "text").decode()
    assert [line.strip() for line in text.splitlines() if line.strip()[-2:-1] == " "] == lines
    for form, ending in (("html", "html"), ("markdown", "md"), ("docx", "docx")):
        data = render(ARTICLES, export, form)
        again = import_document(data, file=f"y.{ending}", style=found.printed)
        assert drawn(again) == drawn(found)
