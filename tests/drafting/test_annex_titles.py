"""An annex whose title has other words is the annex that it was."""

from __future__ import annotations

import pytest

from amendtool.amendments.file.write import write_amendment
from amendtool.articles.languages import LANGUAGES
from amendtool.comparison.house import HOUSES
from amendtool.importing.document import import_document
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument

ENGLISH = (
    "Article 1 Name\n\nThe name is X.\n\nArticle 2 Play\n\nThe club plays.\n\n"
    "{0}\n\nThe principles are in this list.\n\n(1) Be fair to others.\n\n(2) Be kind to all.\n\n"
    "{1}\n\nThe club is committed to its members.\n"
)
JAPANESE = (
    "（商号）\n第１条　甲と称する。\n\n（目的）\n第２条　製造を目的とする。\n\n"
    "{0}\n\n別に定める手数料は、次のとおりとする。\n\n{1}\n\n様式は、次のとおりとする。\n"
)


def drafted(before: str, after: str, language: str) -> list[str]:
    """The operations from one text to the other, but for how a page of these settings prints."""
    found = import_document(before.encode(), file="a.txt", learn=True, choose="language")
    made = draft(
        found.charter, EditedDocument(data=after.encode(), file="b.txt"), found.printed, name="d",
        house=HOUSES[LANGUAGES[language].house], title="",
    )  # fmt: skip
    lines = write_amendment(made.amendment, found.printed).splitlines()
    return [line.strip() for line in lines if line.startswith("  - ") and "print:" not in line]


TITLES = [
    ("en", ("Schedule 1. Fair play", "Schedule 2 Members"), 0, "Schedule 1 Fair play"),
    ("en", ("ADDENDUM 1 FAIR PLAY", "ADDENDUM 2 MEMBERS"), 1, "ADDENDUM 2 THE MEMBERS"),
    ("en", ("Annex A: Play", "Annex B: Members"), 0, "Annex A: Fair play"),
    (
        "ja",
        ("別表第１（第１条関係）", "別表第２（第２条関係）"),
        0,
        "別表第１（第１条及び第２条関係）",
    ),
]


@pytest.mark.parametrize(("language", "titles", "at", "title"), TITLES)
def test_another_title_is_one_operation(
    language: str, titles: tuple[str, str], at: int, title: str
) -> None:
    text = ENGLISH if language == "en" else JAPANESE
    now = [*titles]
    now[at] = title
    (only,) = drafted(text.format(*titles), text.format(*now), language)
    assert only.startswith("- replace: ")
    assert "heading" in only or "見出し" in only


def test_words_that_change_beside_the_title_are_operations_of_their_own() -> None:
    titles = ("Schedule 1. Fair play", "Schedule 2 Members")
    before = ENGLISH.format(*titles)
    after = ENGLISH.format("Schedule 1 Play", titles[1]).replace("kind to all", "good to all")
    found = drafted(before, after, "en")
    assert len(found) == 2
    assert all(each.startswith("- replace: ") for each in found)


def test_another_annex_of_the_same_number_is_another_one() -> None:
    titles = ("Schedule 1. Fair play", "Schedule 2 Members")
    before = ENGLISH.format(*titles)
    after = before.replace(
        "Schedule 1. Fair play\n\nThe principles are in this list.\n\n(1) Be fair to others.\n\n"
        "(2) Be kind to all.",
        "Schedule 1 Dues\n\nEvery boat costs twelve pounds.",
    )
    assert not any("heading" in each for each in drafted(before, after, "en"))
