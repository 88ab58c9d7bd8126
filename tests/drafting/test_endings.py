"""What stands behind the last article, and is read back from an export as something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Print
from amendtool.articles.languages import language_of
from amendtool.articles.page import PageSetting
from amendtool.articles.styles import EN
from amendtool.comparison.house import HOUSES, HeadingPlace
from amendtool.drafting import draft as drafting
from amendtool.drafting.goal import EditedText
from amendtool.errors import InputError
from amendtool.importing.document import Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument

ENDING = """\
# Rules

## 1. Aim

The club keeps the harbour tidy.

## 2. Dues

Dues are paid in May.
"""
HOUSE = replace(HOUSES[language_of("en").house], heading_place=HeadingPlace.BESIDE)
BEHIND = [
    "\n## Schedule A\n\nA boat is up to nine metres long.\n\nA raft is no boat.\n"
    "\n## Schedule B: Fees (Article 2)\n\nFees are ten.\n",
    "\n## Schedule\n\nA boat is up to nine metres long.\n\nA raft is no boat.\n",
    "\nAdopted by the club this ____ day of June 2020.\n\nSecretary ____________________\n",
    "\nAdopted by the club on 3 May 2020.\n",
]


def imported(text: str) -> Imported:
    return import_document(text.encode(), file="r.md", style=EN, learn=True)


def drafted(given: Imported, form: str, *edits: tuple[str, str]) -> EditionDraft:
    """What is drafted from the export of ``given``, edited or not."""
    export = make_export(given.charter, style=given.printed, house=HOUSE, title="")
    data = render(ARTICLES, export, form)
    for old, new in edits:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode())
    file = f"e.{ {'markdown': 'md', 'text': 'txt'}.get(form, form) }"
    edited = EditedDocument(data=data, file=file)
    return draft(given.charter, edited, given.printed, name="x", house=HOUSE)


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("form", ["docx", "html", "markdown", "text"])
def test_what_stands_behind_the_articles_is_what_it_was(behind: str, form: str) -> None:
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        drafted(imported(ENDING + behind), form)


@pytest.mark.parametrize("form", ["docx", "text"])
def test_annexes_that_stand_in_the_closing_stay_there(form: str) -> None:
    given = imported(ENDING + BEHIND[0])
    text = "Schedule A\nA boat is up to nine metres long.\nSchedule B: Fees\nFees are ten."
    before = replace(given.charter, supplementary=(), blocks=(), closing=text)
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        drafted(replace(given, charter=before), form)


def test_a_new_annex_is_drafted_as_one() -> None:
    given = imported(ENDING + BEHIND[0])
    new = "Schedule B\n\nMoorings are two.\n\nSchedule C: Fees"
    made = drafted(given, "text", ("Schedule B: Fees", new))
    proposed = apply(given.charter, made.amendment, given.printed).proposed
    assert [block.heading for block in proposed.blocks] == [
        "Schedule A",
        "Schedule B",
        "Schedule C: Fees (Article 2)",
    ]


def test_a_line_before_the_articles_is_drafted() -> None:
    given = imported(ENDING)
    made = drafted(
        given, "markdown", ("Rules\n", "Rules of the Harbour Club\n\nFor all members.\n")
    )
    (said,) = made.amendment.operations
    assert said == Print(
        setting=PageSetting.PREAMBLE, value="Rules of the Harbour Club\nFor all members."
    )
    assert not [each for each in made.problems if each.code == "edited-frame"]
    proposed = apply(given.charter, made.amendment, given.printed).proposed
    assert replace(proposed, preamble="Rules") == given.charter


def test_a_line_behind_the_articles_is_drafted() -> None:
    given = replace(imported(ENDING), charter=replace(imported(ENDING).charter, closing="以上"))
    articles = EditedText(charter=replace(given.charter, closing="以 上"), closing="以 上")
    made = drafting.draft(given.charter, articles, given.printed, name="x")
    assert made is not None
    assert made.amendment.operations == (Print(setting=PageSetting.CLOSING, value="以 上"),)


def test_a_day_before_the_articles_is_told_and_stays() -> None:
    given = imported(ENDING.replace("# Rules\n", "# Rules\n\nAs amended on 3 May 2020\n"))
    edits = (("3 May 2020", "4 June 2021"), ("in May", "in June"))
    made = drafted(given, "markdown", *edits)
    (operation,) = made.amendment.operations
    assert operation.target.text(given.printed) == "Article 2 paragraph 1"
    assert [each.code for each in made.problems].count("edited-frame") == 1


@pytest.mark.parametrize("behind", BEHIND)
def test_an_edit_of_the_last_article_leaves_what_stands_behind_it(behind: str) -> None:
    given = imported(ENDING + behind)
    made = drafted(given, "text", ("in May", "in June"))
    (operation,) = made.amendment.operations
    assert operation.target.text(given.printed) == "Article 2 paragraph 1"
    proposed = apply(given.charter, made.amendment, given.printed).proposed
    assert proposed.closing == given.charter.closing
    assert not [each for each in made.problems if each.code == "edited-captions"]


@pytest.mark.parametrize("form", ["docx"])
def test_an_annex_with_other_headings_behind_it_keeps_its_place(form: str) -> None:
    behind = "\n## Schedule A: Boats\n\nBoats are long.\n\n## Moorings\n\nThere are two.\n"
    given = imported(ENDING + behind)
    assert not given.charter.blocks
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        drafted(given, form)
