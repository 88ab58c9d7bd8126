"""A heading below a number that stands alone: its caption, or the title of what it holds."""

from __future__ import annotations

from itertools import chain

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import Imported, import_document
from tests.importing.word_files import package, paragraph

Rows = tuple[tuple[int, str], ...]

HALL: Rows = (
    (1, "Bylaws of the Hall Club"),
    (2, "ARTICLE I"), (3, "HALL"),
    (0, "Section 1. Rent. The hall is let by the day."),
    (0, "Section 2. Keys. Two members hold the keys."),
    (2, "ARTICLE II"), (3, "BAND"),
    (0, "Section 1. Brass. The brass plays first."),
    (0, "Section 2. Drums. The drums play last."),
)  # fmt: skip


def markdown(rows: Rows) -> bytes:
    """Headings by their signs."""
    return "\n\n".join(f"{'#' * level} {text}".strip() for level, text in rows).encode()


def page(rows: Rows) -> bytes:
    """A page that is one line of its file."""
    return "".join(
        f"<h{level}>{text}</h{level}>" if level else f"<p>{text}</p>" for level, text in rows
    ).encode()


def word(rows: Rows) -> bytes:
    """Paragraphs in the styles of headings."""
    return package("".join(
        paragraph(text, properties=f'<w:pStyle w:val="Heading{level}"/>' if level else "")
        for level, text in rows
    ))  # fmt: skip


FILES = {"md": markdown, "html": page, "docx": word}


def read(rows: Rows, form: str, style: str = "bylaws-restart") -> Imported:
    """The document as it is imported."""
    return import_document(
        FILES[form](rows), file=f"club.{form}", style=STYLES[style], learn=True
    )  # fmt: skip


@pytest.mark.parametrize("form", FILES)
def test_one_heading_below_the_number_of_each_chapter_is_its_caption(form: str) -> None:
    found = read(HALL, form)
    chapters = found.charter.chapters
    assert [(str(each.number), each.heading) for each in chapters] == [("1", "HALL"), ("2", "BAND")]
    assert [each.heading for each in found.charter.articles] == ["Rent", "Keys", "Brass", "Drums"]
    assert [one.code for one in found.report.doubts if one.severity != "note"] == []


@pytest.mark.parametrize("form", FILES)
def test_several_headings_below_one_number_are_titles_of_what_it_holds(form: str) -> None:
    rows: Rows = (
        (1, "Bylaws of the Hall Club"),
        (2, "Article I"), (3, "Rent"), (0, "The hall is let by the day."),
        (2, "Article II"), (3, "Brass"), (0, "The brass plays first."),
        (3, "Drums"), (0, "The drums play last."),
    )  # fmt: skip
    found = read(rows, form)
    texts = chain.from_iterable(each.body for each in found.charter.articles)
    kept = [one if isinstance(one, str) else one.text for one in texts]
    heads = [each.heading for each in found.charter.chapters]
    heads += [each.heading for each in found.charter.articles]
    # Each title stays where it stands, and none becomes the caption of the number.
    assert ("Rent" in heads) == ("Brass" in heads) == ("Drums" in heads)
    assert "".join(kept).index("The brass") < "".join(kept).index("The drums")


@pytest.mark.parametrize("form", FILES)
def test_a_japanese_chapter_has_its_caption_in_a_heading_below(form: str) -> None:
    rows: Rows = (
        (1, "会則"), (2, "第１章"), (3, "総則"), (0, "第１条　本会は、花の会と称する。"),
        (2, "第２章"), (3, "会員"), (0, "第２条　会員は、花を育てる。"),
    )  # fmt: skip
    found = read(rows, form, "ja")
    assert [each.heading for each in found.charter.chapters] == ["総則", "会員"]
    assert [str(each.number) for each in found.charter.articles] == ["1", "2"]
