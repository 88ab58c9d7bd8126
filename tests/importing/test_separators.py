"""What stands between a number, its caption and its text: kept, or doubted at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from amendtool.articles.styles import EN, STYLES
from amendtool.importing.blocks import SourceBlock
from amendtool.importing.document import Imported, import_document
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from amendtool.workflow.importing.document import import_articles, import_target
from amendtool.workflow.importing.print_account import departures_in_print, house_of
from tests.importing.word_files import package, paragraph

FORMS = ("md", "html", "txt", "docx")

HALL = (
    ("ARTICLE I", " — ", "HALL", "", ""),
    ("Section 1.1", " ", "Rent", ". ", "The hall is let by the day."),
    ("Section 1.2", " ", "Keys", ". ", "Two members hold the keys."),
    ("Section 1.3", " ", "Dances", ". ", "No dance ends after midnight."),
)
BAND = (
    ("ARTICLE II", " — ", "BAND", "", ""),
    ("Section 2.1", " ", "Brass", ". ", "The brass plays first."),
    ("Section 2.2", " ", "Drums", ". ", "The drums play last."),
)
BYLAWS = (*HALL, *BAND)


def file_of(lines: Sequence[tuple[str, ...]], form: str) -> bytes:
    """A document in which the labels, and the captions that texts run behind, are bold."""
    if form == "txt":
        return "\n\n".join("".join(line) for line in lines).encode()
    if form == "docx":
        return package("".join(paragraph("".join(line)) for line in lines))
    left, right = {"md": ("**", "**"), "html": ("<b>", "</b>")}[form]
    rows = [f"{left}{line[0]}{right}{''.join(line[1:])}" for line in lines]
    if form == "html":
        return "".join(f"<p>{row}</p>" for row in rows).encode()
    return "\n\n".join(rows).encode()


def read(lines: Sequence[tuple[str, ...]], form: str, style: str = "bylaws") -> Imported:
    """The document as it is imported, its account of print included."""
    made = import_articles(
        import_target(None, style=style, write=False), file_of(lines, form), file=f"club.{form}",
        write=False,
    )  # fmt: skip
    return made.imported


def doubts(found: Imported) -> list[str]:
    """The doubts about print."""
    return [one.message for one in found.report.doubts if one.code == "prints-otherwise"]


def changed(
    lines: Sequence[tuple[str, ...]], label: str, at: int, sign: str
) -> list[tuple[str, ...]]:
    """The lines, one of which has another sign between its parts."""
    return [
        (*line[:at], sign, *line[at + 1 :]) if line[0] == label else line for line in lines
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_document_whose_labels_are_all_alike_prints_as_it_is(form: str) -> None:
    found = read(BYLAWS, form)
    assert doubts(found) == []
    assert [each.form for each in found.charter.articles] == [None] * 5


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("before", "behind"), [(" — ", ": "), (" – ", ". "), (": ", " — ")])
def test_one_sign_in_front_of_every_caption_and_another_behind_it(
    before: str, behind: str, form: str
) -> None:
    lines = [
        line if line[0].startswith("ARTICLE") else (line[0], before, line[2], behind, line[4])
        for line in BYLAWS
    ]
    assert doubts(read(lines, form)) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sign", [" — ", " – ", " - "])
def test_a_dash_between_one_number_and_its_caption_is_kept(sign: str, form: str) -> None:
    found = read(changed(BYLAWS, "Section 1.2", 1, sign), form)
    assert doubts(found) == []
    assert [each.heading for each in found.charter.articles][:3] == ["Rent", "Keys", "Dances"]
    files = files_of(found.charter, found.printed)
    told = [path for path, text in files.items() if f'mark: "Section 1.2{sign}…"' in text.decode()]
    assert [path.rsplit("/", 1)[-1] for path in told] == ["002-keys.md"]
    assert load(files, found.printed).charter == found.charter


@pytest.mark.parametrize("sign", [" ", ": ", " – "])
def test_one_chapter_may_be_parted_from_its_heading_otherwise(sign: str) -> None:
    found = read(changed(BYLAWS, "ARTICLE II", 1, sign), "txt")
    assert doubts(found) == []
    assert [each.heading for each in found.charter.chapters] == ["HALL", "BAND"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sign", [": ", " — ", " - ", ".— "])
def test_another_stop_behind_one_caption_is_kept(sign: str, form: str) -> None:
    found = read(changed(BYLAWS, "Section 1.2", 3, sign), form)
    assert doubts(found) == []
    headings = [each.heading for each in found.charter.articles]
    assert headings == ["Rent", f"Keys{sign.rstrip()}", "Dances", "Brass", "Drums"]


@pytest.mark.parametrize("form", FORMS)
def test_a_dash_behind_all_captions_is_a_setting(form: str) -> None:
    lines = [(*line[:3], " - ", line[4]) if line[3] else line for line in BYLAWS]
    found = read(lines, form)
    assert doubts(found) == []
    assert dict(found.drafting)["caption"] == "… -"
    assert [each.heading for each in found.charter.articles][:2] == ["Rent", "Keys"]


def test_a_sign_that_no_form_keeps_is_a_doubt_at_its_place() -> None:
    lines = [(*line[:3], " - ", line[4]) if line[3] else line for line in BYLAWS]
    found = read(changed(lines, "Section 2.1", 3, ". "), "txt")
    assert [(one.code, one.place.line) for one in found.report.doubts] == [("prints-otherwise", 11)]


def test_a_heading_below_its_number_gets_no_dash() -> None:
    lines = ("ARTICLE I", "HALL", "Section 1.1. Rent. Let.", "ARTICLE II", "BAND",
             "Section 2.1. Brass. First.")  # fmt: skip
    found = import_document(
        "\n\n".join(lines).encode(), file="club.txt", style=STYLES["bylaws"], learn=True
    )
    assert [each.heading for each in found.charter.chapters] == ["HALL", "BAND"]
    assert list(departures_in_print(found, house_of(found, None))) == []


def test_captions_without_brackets_above_their_numbers_get_none() -> None:
    lines = ("The Hall Club", "Rent", "Article 1. The hall is let.", "Keys",
             "Article 2. Two members hold the keys.")  # fmt: skip
    found = import_document(
        "\n\n".join(lines).encode(), file="club.txt", style=STYLES["en"], learn=True
    )
    assert [each.heading for each in found.charter.articles] == ["Rent", "Keys"]
    assert list(departures_in_print(found, house_of(found, None))) == []


def test_the_account_sees_what_is_missing_what_is_new_and_what_is_other() -> None:
    found = read(BYLAWS, "txt")
    blocks = list(found.source)

    def with_text(at: int, text: str) -> list[SourceBlock]:
        return [*blocks[:at], replace(blocks[at], text=text), *blocks[at + 1 :]]

    def told(source: Sequence[SourceBlock]) -> list[tuple[str, str]]:
        seen = replace(found, source=tuple(source))
        return [
            (one.source, one.printed) for one in departures_in_print(seen, house_of(seen, None))
        ]

    assert told(blocks) == []
    assert told(with_text(2, "Section 1.2 — Keys. Two members hold the keys.")) == [("—", "")]
    assert told(with_text(2, "Section 1.2 Keys Two members hold the keys.")) == [("", ".")]
    assert told(with_text(2, "Section 1.7 Keys. Two members hold the keys.")) == [("7", "2")]
    assert told(blocks[:-1])[-1][0] == ""
    assert told([*blocks, blocks[-1]])[-1][1] == ""


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_sign_that_one_label_of_those_without_any_has_stays_with_it(form: str) -> None:
    text = "\n\n".join((
        "花の会会則", "第１条（名称）\n\n花の会と称する。", "第２条　―　（目的）\n\n花を育てる。",
        "第３条（会費）\n\n千円とする。",
    ))  # fmt: skip
    made = import_articles(
        import_target(None, style="ja", write=False), text.encode(), file=f"club.{form}",
        write=False,
    )  # fmt: skip
    assert [each.heading for each in made.imported.charter.articles] == ["名称", "目的", "会費"]
    assert doubts(made.imported) == []
    assert "article" not in dict(made.imported.drafting)


def test_a_colon_of_one_label_is_kept_as_its_file_tells_it() -> None:
    text = "ARTICLE One: Name\n\nIt is Quay.\n\nARTICLE Two.: Seat\n\nIn town.\n"
    found = import_document(text.encode(), file="d.txt", style=EN, learn=True)
    assert [each.form is None for each in found.charter.articles] == [True, False]
    files = files_of(found.charter, found.printed)
    assert load(files, found.printed).charter == found.charter
    (label,) = (data for path, data in files.items() if path.startswith("articles/002"))
    assert b"ARTICLE Two.:" in label


def test_an_annex_whose_text_goes_on_behind_its_name_stays_text() -> None:
    text = (
        "Article 1 (Fees) See Schedule A.\n\nSchedule A (Fees) The fee is ten.\n\n"
        "Schedule A (Fees) The fee is ten.\n"
    )
    found = import_document(text.encode(), file="d.txt", style=EN)
    assert found.charter.blocks == ()
    assert found.charter.closing.count("Schedule A (Fees) The fee is ten.") == 2
    assert "not-structured" not in {each.code for each in found.report.doubts}
