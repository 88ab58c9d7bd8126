"""Who signs below a document, in a list with numbers, is none of its provisions."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document
from tests.importing.test_silent_kinds import read

_RULES = (
    "DEED OF TRUST\n\n1. NAME:\nThe Trust is called the Ferry Trust.\n\n"
    "2. OBJECTS:\nThe objects are:\na) to keep the ferry; and\nb) to teach rowing.\n\n"
    "3. TRUSTEES:\nThere are three trustees.\n\n"
)
_SIGNED = {
    "room for names": (
        "IN WITNESS WHEREOF the parties have signed this deed.\n\n"
        "Signed by the Settlor ____________\nSigned by the Trustees ____________\n"
        "Witnesses:\n1. ____________\n2. ____________\n"
    ),
    "names": (
        "IN WITNESS WHEREOF the parties have signed this deed.\n\n"
        "In the presence of:\n1. Asha Rao\n2. Nikhil Sen\n"
    ),
    "names and room, two lists": (
        "IN WITNESS WHEREOF the parties have signed this deed.\n\n"
        "SIGNATORIES\n(1) Asha Rao ............\n(2) Nikhil Sen ............\n"
        "Witnesses\n(1) ............\n(2) ............\n"
    ),
}


@pytest.mark.parametrize("name", sorted(_SIGNED))
def test_a_list_of_those_who_sign_goes_to_the_end(name: str) -> None:
    found = import_document(
        f"{_RULES}{_SIGNED[name]}".encode(), file="deed.txt", style=None, learn=True
    )
    assert [str(each.number) for each in found.charter.articles] == ["1", "2", "3"]
    assert not found.charter.chapters
    assert found.charter.closing.split("\n") == [line for line in _SIGNED[name].split("\n") if line]


def test_a_list_of_witnesses_is_a_provision_where_nothing_ends_the_document() -> None:
    text = f"{_RULES}4. WITNESSES:\nThe deed has two witnesses:\na) Asha Rao\nb) Nikhil Sen\n"
    found = import_document(text.encode(), file="deed.txt", style=None, learn=True).charter
    assert [str(each.number) for each in found.articles] == ["1", "2", "3", "4"]
    assert not found.closing
    plain = import_document(
        f"{_RULES}4. HEARINGS:\nWitnesses:\n1. swear; and\n2. answer.\n".encode(),
        file="deed.txt", style=None, learn=True,
    ).charter  # fmt: skip
    assert not plain.closing


@pytest.mark.parametrize("file", ["x.txt", "x.html", "x.docx"])
@pytest.mark.parametrize(
    "lines",
    [
        ("Adopted by the club this ____ day of _______, 2025.", "____________", "Secretary Date",
         "1 The first bylaws were written by a group."),
        ("IN WITNESS WHEREOF, the undersigned has signed this.", "________", "1. See the minutes."),
        ("Approved by the members on this ___ day of May 2025.", "________", "President",
         "(1) Amended in 2020.", "(2) Amended in 2021."),
        ("令和　　年　　月　　日", "発起人　　　　　　印", "１　この会則は写しである。"),
        ("令和　　年　　月　　日", "発起人　　　　　　印"),
    ],
)  # fmt: skip
def test_a_note_below_the_signatures_is_no_provision(lines: tuple[str, ...], file: str) -> None:
    wide = not lines[-1].isascii()
    rules = ("第１条（名称）", "会は甲という。", "第２条（所在）", "東京に置く。") if wide else (
        "Article 1. Name", "The club.", "Article 2. Seat", "The seat is here."
    )  # fmt: skip
    found = read(*rules, *lines, file=file)
    assert found.charter.closing.split("\n") == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("The fee is ______ dollars.", "(1) for members;", "(2) for guests."),
        ("________", "Section 3. End", "The end."),
    ],
)
def test_room_in_a_text_makes_no_end(lines: tuple[str, ...]) -> None:
    found = read("Section 1. Name", "The club.", "Section 2. Fees", "The fees are:", *lines)
    assert not found.charter.closing
