"""Drafts from bylaws whose sections are counted within their Articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.styles import STYLES
from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from tests.printed.product import Found, printed_again, tree_of

BYLAWS = """\
BYLAWS

ARTICLE I
OFFICES

Section 1.1. Seat. The seat of the Society is in the City of Albany.

Section 1.2. Other Offices. Other offices may be opened wherever the Council decides.

ARTICLE II
COUNCIL

Section 2.1. Members. The Council has seven members, whom the Society elects in May.

Section 2.2. Meetings. The Council meets in each quarter. Notice is given under Section 2.3. In \
the absence of the Chair, the Clerk presides.

Section 2.3. Notice. Notice is sent ten days before each meeting of the Council.
"""
TWICE = BYLAWS.replace("ARTICLE II\n", "ARTICLE I\n")
"""The same where an Article was given the number of the one before it."""


def lines(found: Found) -> str:
    return printed_again(found, "txt", "").data.decode()


def found_in(text: str) -> Found:
    given = import_document(text.encode(), file="b.txt", style=STYLES["bylaws"], learn=True)
    return Found(tree_of(given.charter, given.printed), (), given, given.printed)


def drafted(text: str, edited: str) -> tuple[EditionDraft, str]:
    """What is drafted, and its file; applied as written it has to give the edited text."""
    one = found_in(text)
    present, style = one.imported.charter, one.style
    made = draft(present, EditedDocument(data=edited.encode(), file="b.txt"), style, name="x")
    written = write_amendment(made.amendment, style)
    amendment = read_amendment(written, style, file="x.yaml", name="x").amendment
    application = apply(present, amendment, style)
    assert not application.questions
    proposed = replace(one, imported=replace(one.imported, charter=application.proposed))
    assert lines(proposed) == lines(found_in(edited))
    assert apply(application.proposed, application.inverse, style).proposed == present
    return made, written


def renumbered(text: str, *moves: tuple[str, str]) -> str:
    """The text with these numbers of sections replaced, in its citations too; the last first."""
    for old, new in moves:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_section_in_the_middle_is_one_insert() -> None:
    later = renumbered(BYLAWS, ("2.3", "2.4"), ("2.2", "2.3"))
    new = "Section 2.2. Chair. The Council elects a Chair.\n\n"
    made, text = drafted(
        BYLAWS, later.replace("Section 2.3. Meetings", new + "Section 2.3. Meetings")
    )
    assert made.mended == 0
    assert text.count("\n  - ") == 1
    assert "  - insert: Section 2.2\n" in text


def test_a_section_that_is_split_off_takes_the_next_number() -> None:
    last = " In the absence of the Chair, the Clerk presides."
    new = "\n\nSection 2.3. Clerk. In the absence of the Chair, the Clerk presides."
    edited = renumbered(BYLAWS, ("2.3", "2.4")).replace(last, new)
    made, text = drafted(BYLAWS, edited)
    assert made.mended == 0
    assert "  - insert: Section 2.3\n" in text


def test_an_article_in_the_middle_takes_its_sections_along() -> None:
    later = renumbered(BYLAWS, ("2.3", "3.3"), ("2.2", "3.2"), ("2.1", "3.1"))
    new = "ARTICLE II\nDUES\n\nSection 2.1. Dues. Dues are fixed in May.\n\nARTICLE III\n"
    made, text = drafted(BYLAWS, later.replace("ARTICLE II\n", new))
    assert made.mended == 0
    assert "  - insert: Article II\n" in text
    assert text.count("\n  - ") == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seven members", "nine members"),
        ("the City of Albany", "the City of Troy"),
        ("COUNCIL\n", "THE COUNCIL\n"),
    ],
)
def test_two_articles_with_one_number_are_drafted_in(old: str, new: str) -> None:
    assert old in TWICE
    made, _ = drafted(TWICE, TWICE.replace(old, new))
    assert made.mended == 0


def test_a_section_of_the_second_article_is_addressed_as_such() -> None:
    _, text = drafted(TWICE, TWICE.replace("seven members", "nine members"))
    assert "second Section 1.1" in text


def test_a_paragraph_that_is_parted_is_an_edit() -> None:
    parted = BYLAWS.replace(" In the absence", "\n\nIn the absence")
    _, text = drafted(BYLAWS, parted)
    assert text.count("\n  - ") == 1


@pytest.mark.parametrize(
    ("gone", "number"),
    [
        ("Section 1.1. Seat. The seat of the Society is in the City of Albany.\n\n", "1.1"),
        ("Section 2.2.1. Place. It meets in Albany.\n\n", "2.2.1"),
    ],
)
def test_what_stands_behind_the_first_that_is_deleted_counts_on_anew(
    gone: str, number: str
) -> None:
    deeper = (
        "Section 2.2.1. Place. It meets in Albany.\n\nSection 2.2.2. Hour. It meets at noon.\n\n"
        "Section 2.2.3. Day. It meets on Mondays.\n\nSection 2.3. Notice"
    )
    text = BYLAWS.replace("Section 2.3. Notice", deeper)
    one = found_in(text)
    edited = EditedDocument(data=text.replace(gone, "").encode(), file="b.txt")
    made = draft(one.imported.charter, edited, one.style, name="x")
    (operation,) = made.amendment.operations
    assert operation.target.text(one.style) == f"Section {number}"
    assert {each.code for each in made.problems} >= {"edited-number-gap"}


def test_a_number_that_cannot_be_meant_is_told_where_nothing_else_was_edited() -> None:
    one = found_in(BYLAWS)
    edited = BYLAWS.replace("Section 2.2. Meet", "Section 2.7. Meet")
    with pytest.raises(InputError) as caught:
        draft(
            one.imported.charter, EditedDocument(data=edited.encode(), file="b.txt"), one.style,
            name="x",
        )  # fmt: skip
    nothing, *_, gap = caught.value.problems
    assert (nothing.code, gap.code) == ("nothing-to-draft", "edited-number-gap")
    assert "Section 2.2" in gap.message
