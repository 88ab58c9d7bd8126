"""Every shape of a tracked change: the import stops, and either side can be taken."""

from __future__ import annotations

import pytest

from amendtool.errors import InputError
from amendtool.importing.blocks import Changes
from amendtool.importing.document import read_document
from tests.importing.changed import NUMBERING, WORD, cell, ins, listed, row, table
from tests.importing.word_files import line, package, run


def texts(shape: str, changes: Changes | None) -> list[str]:
    data = package(WORD[shape][0], numbering=NUMBERING)
    return [block.whole for block in read_document(data, file="x.docx", changes=changes).blocks]


@pytest.mark.parametrize("shape", WORD)
def test_the_import_stops(shape: str) -> None:
    with pytest.raises(InputError) as caught:
        texts(shape, None)
    assert [problem.code for problem in caught.value.problems] == ["tracked-changes"]


@pytest.mark.parametrize("shape", WORD)
def test_either_side_can_be_taken(shape: str) -> None:
    _, accepted, rejected = WORD[shape]
    assert texts(shape, "accept") == accepted
    assert texts(shape, "reject") == rejected


@pytest.mark.parametrize("shape", WORD)
@pytest.mark.parametrize("changes", ["accept", "reject"])
def test_no_character_is_lost_on_either_side(shape: str, changes: Changes) -> None:
    data = package(WORD[shape][0], numbering=NUMBERING)
    document = read_document(data, file="x.docx", changes=changes)
    shown = "".join(block.text for block in document.blocks)
    left = "".join(one.text for one in document.left_out)
    assert len("".join((shown + left).split())) == document.total


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_change_in_a_note_stops_the_import_too(kind: str) -> None:
    notes = f'<w:{kind} w:id="1">{line(" a", ins(run(" new")))}</w:{kind}>'
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
