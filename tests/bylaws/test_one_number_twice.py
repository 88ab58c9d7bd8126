"""Bylaws in which two Articles have one number: each is addressed, amended and read back alone."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, DraftingStyle
from amendtool.errors import InputError
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.proof import proven_files

FILES = {
    "01-offices/000-chapter.md": "# Offices\n",
    "01-offices/001-office.md": "# Office\n\nTown.\n",
    "01-offices/002-seal.md": "# Seal\n\nOf wax.\n",
    "01-members/000-chapter.md": '---\nafter: "offices"\n---\n\n# Members\n',
    "01-members/001-who.md": "# Who\n\nAnybody.\n",
    "01-members/002-dues.md": "# Dues\n\nTen.\n",
    "02-board/000-chapter.md": "# Board\n",
    "02-board/001-size.md": "# Size\n\nFive.\n",
}
PRESENT = load({f"{ARTICLES}/{p}": text.encode() for p, text in FILES.items()}, BYLAWS).charter


def shape(charter: Charter) -> str:
    """The Articles with the numbers and keys of their Sections."""
    return "; ".join(
        " ".join(
            [f"{chapter.number.main} {chapter.key}:"]
            + [
                f"{'.'.join(map(str, a.number.parts))}-{a.key}"
                for a in charter.articles
                if a.chapter == chapter.key and a.number
            ]
        )
        for chapter in charter.chapters
    )


@pytest.mark.parametrize("style", [BYLAWS, BYLAWS_RESTART])
@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (
            "{renumber: second Article I, to: Article II}",
            "1 offices: 1.1-office 1.2-seal; 2 members: 2.1-who 2.2-dues; 3 board: 3.1-size",
        ),
        (
            "{renumber: first Article I, to: Article III}",
            "1 members: 1.1-who 1.2-dues; 2 board: 2.1-size; 3 offices: 3.1-office 3.2-seal",
        ),
        (
            "{renumber: Article II, to: Article I}",
            "1 board: 1.1-size; 2 offices: 2.1-office 2.2-seal; 2 members: 2.1-who 2.2-dues",
        ),
        (
            "{move: second Article I, after: Article II}",
            "1 offices: 1.1-office 1.2-seal; 2 board: 2.1-size; 3 members: 3.1-who 3.2-dues",
        ),
        ("delete: second Article I", "1 offices: 1.1-office 1.2-seal; 2 board: 2.1-size"),
        (
            "delete: second Article I heading",
            "1 offices: 1.1-office 1.2-seal 1.1-who 1.2-dues; 2 board: 2.1-size",
        ),
        (
            "delete: second Section 1.1",
            "1 offices: 1.1-office 1.2-seal; 1 members: 1.1-dues; 2 board: 2.1-size",
        ),
        (
            "{insert: after second Section 1.1, text: New., key: new}",
            "1 offices: 1.1-office 1.2-seal; 1 members: 1.1-who 1.2-new 1.3-dues; "
            "2 board: 2.1-size",
        ),
        (
            "{insert: Section 1.3, chapter: second Article I, text: New., key: new}",
            "1 offices: 1.1-office 1.2-seal; 1 members: 1.1-who 1.2-dues 1.3-new; "
            "2 board: 2.1-size",
        ),
    ],
)
def test_only_the_one_that_is_named_changes(
    operation: str, expected: str, style: DraftingStyle
) -> None:
    text = f"amendment: x\ntitle: X\noperations:\n  - {operation}\n"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    application = apply(PRESENT, amendment, style)
    assert shape(application.proposed) == expected
    proven_files(application.proposed, style, ARTICLES)
    back = apply(application.proposed, application.inverse, style).proposed
    assert back == PRESENT


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("{renumber: second Article I, to: second Article I}", "no-change"),
        ("{insert: Section 1.3, text: New.}", "target-unclear"),
        ("{renumber: second Section 1.2, to: Section 2.2}", "section-elsewhere"),
        ("delete: Article I", "target-unclear"),
        ("delete: Section 1.1", "target-unclear"),
    ],
)
def test_what_does_not_say_which_is_asked(operation: str, code: str) -> None:
    text = f"amendment: x\ntitle: X\noperations:\n  - {operation}\n"
    amendment = read_amendment(text, BYLAWS, file="x.yaml", name="x").amendment
    with pytest.raises(InputError) as caught:
        apply(PRESENT, amendment, BYLAWS)
    assert code in [each.code for each in caught.value.problems]
