"""The page that shows a document beside what is read from it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from amendtool.importing.document import Imported, import_document
from amendtool.render.imported import ImportPage, ImportRow, ShownLine, to_html
from amendtool.workflow.importing.page import import_page
from tests.importing.word_files import package, paragraph

HALL = """\
# Rules of the Hall

## Article 1 (Rent)

The hall is let to
members. See [the plan](plan.md).

- (a) by the hour;
- (b) by the ~~week~~ day.

<!-- Ask the clerk. -->
## Article 2 Keys

| Key | Who |
|-----|-----|
| one | clerk |

Adopted on May 1, 2020
"""


def imported(text: str, *, file: str = "hall.md") -> Imported:
    return import_document(text.encode(), file=file, struck="drop", learn=True)


def paged(found: Imported) -> ImportPage:
    return import_page(found, workspace=None, summary=("hall",))


def sides(page: ImportPage) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            row.place,
            [f"{one.generated} {one.text}".strip() for one in row.source],
            [" ".join(one.text.split()) for one in row.result],
        )
        for row in page.rows
    ]


def marked(page: ImportPage) -> list[str]:
    return [unescape(one) for one in re.findall("<mark>(.*?)</mark>", to_html(page))]


def test_every_block_stands_beside_the_lines_that_come_from_it() -> None:
    page = paged(imported(HALL))
    assert sides(page) == [
        ("line 1", ["Rules of the Hall"], ["Rules of the Hall"]),
        ("line 3", ["Article 1 (Rent)"], ["Article 1 (Rent)"]),
        ("line 5", ["The hall is let to members. See the plan."],
         ["The hall is let to members. See the plan."]),
        ("line 8", ["(a) by the hour;"], ["(a) by the hour;"]),
        ("line 9", ["(b) by the day."], ["(b) by the day."]),
        ("line 12", ["Article 2 Keys"], ["Article 2 (Keys)"]),
        ("line 14", ["Key Who"], ["Key Who"]),
        ("line 16", ["one clerk"], ["one clerk"]),
        ("line 18", ["Adopted on May 1, 2020"], ["Adopted on May 1, 2020"]),
    ]  # fmt: skip


def test_what_stands_on_one_side_alone_is_marked() -> None:
    assert marked(paged(imported(HALL)))[1:] == ["(", ")"]
    row = ImportRow(
        place="line 1", source=(ShownLine(text="one two three"), ShownLine(text="four"))
    )
    page = ImportPage(file="x", language="en", rows=(row,), summary=())
    assert marked(page)[-2:] == ["one two three", "four"]


def test_doubts_and_what_is_left_out_stand_at_their_place() -> None:
    page = paged(imported(HALL))
    at = {row.place: row for row in page.rows}
    assert [one.text for one in at["line 9"].left_out] == ["<!-- Ask the clerk. -->", "week"]
    assert [one.code for one in at["line 14"].doubts] == ["table"]
    every = [one for row in page.rows for one in row.doubts]
    assert len(every) == len(imported(HALL).report.doubts)


def test_nothing_is_doubted_twice_or_forgotten_in_word() -> None:
    field = '<w:p><w:r><w:t>See </w:t></w:r><w:fldSimple w:instr=" REF x \\r "/></w:p>'
    note = '<w:p><w:r><w:t>Two</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    data = package(
        paragraph("Article 1 Rent") + field + paragraph("Article 2 Keys") + note,
        footnotes=f'<w:footnote w:id="2">{paragraph("One is lost.")}</w:footnote>',
    )
    found = import_document(data, file="hall.docx", learn=True)
    page = paged(found)
    at = {row.place: row for row in page.rows}
    assert [one.code for one in at["paragraph 2"].doubts] == ["field-without-result"]
    assert [one.code for one in at["footnote 1"].doubts] == ["note-apart"]
    assert [one.text for one in at["footnote 1"].result] == ["1 One is lost."]
    every = [one for row in page.rows for one in row.doubts]
    assert len(every) == len(found.report.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "第１条（目的）\n　鍵を貸す。\n第２条（会員）\n　次の者とする。\n(1)　甲\n(2)　甲\n",
        "Article 1. Rent\n\nThe same.\n\nThe same.\n\nArticle 2. Keys\n\nThe same.\n",
    ],
)
def test_lines_that_are_alike_are_not_mixed_up(text: str) -> None:
    page = paged(imported(text, file="hall.txt"))
    assert marked(page) == ["Marked"]
    assert all(len(row.result) == 1 for row in page.rows if row.source)


def test_the_page_is_one_file_without_a_program() -> None:
    page = to_html(paged(imported(HALL)))
    assert "default-src 'none'" in page
    assert not [one for one in ("<script", "src=", "<link", "@import") if one in page]
    assert "&lt;!-- Ask the clerk. --&gt;" in page


def test_what_is_printed_on_every_page_and_is_no_markup_is_shown_first() -> None:
    document = package(
        paragraph("Article 1. Rent") + paragraph("The hall is let."),
        header1=paragraph("Draft of May"),
        comments=f'<w:comment w:author="A">{paragraph("Why?")}</w:comment>',
    )
    page = paged(import_document(document, file="hall.docx"))
    assert [(one.kind, one.text) for one in page.rows[0].left_out] == [
        ("header", "Draft of May"),
        ("comment", "Why?"),
    ]
    text = "<html><head><title>Hall</title><style>p {}</style></head><body><nav>up</nav>{}</body>"
    web = import_document(text.replace("{}", HALL, 1).encode(), file="hall.html", struck="drop")
    shown = [one.kind for row in paged(web).rows for one in row.left_out]
    assert "nav" in shown
    assert not {"title", "style"} & set(shown)
