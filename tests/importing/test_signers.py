"""Who signs below a document, in a list with numbers, is none of its provisions."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document

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
