"""A history of a document: each version imported, the next one drafted from it and applied.

What the verbs do for each step, from values to values: the articles of one version are kept in
clause files and read back, the next version is the edited document, and the draft goes through
the file that it is written to.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.comparison.page import style_on_page
from amendtool.errors import InputError
from amendtool.importing.document import Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.proof import proven_files
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.importing.print_account import house_of

NOTHING: Final = "nothing-to-draft"


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one step: how the result differs from the next version, and what was told."""

    difference: tuple[str, ...]
    operations: int
    mended: int
    flaws: tuple[str, ...] = ()
    amendment: str = ""


def imported(data: bytes, ending: str, style: DraftingStyle) -> Imported:
    """A version as ``import`` reads it into an empty repository, its clause files read back."""
    given = import_document(data, file=f"version.{ending}", style=style, learn=True)
    proven_files(given.charter, given.printed, "articles")
    return given


def printed(charter: Charter, given: Imported) -> list[str]:
    """The lines that ``export`` prints of articles in the forms of an imported document."""
    export = make_export(
        charter,
        style=style_on_page(charter, given.printed),
        house=house_of(given, None),
        title="",
    )
    return render(ARTICLES, export, "text").decode().splitlines()


def step(before: bytes, after: bytes, ending: str, style: str) -> Step:
    """Drafts the later version from the earlier one and applies that."""
    old, new = (imported(each, ending, STYLES[style]) for each in (before, after))
    wanted = printed(new.charter, new)
    edited = EditedDocument(data=after, file=f"edited.{ending}")
    try:
        made = draft(
            old.charter, edited, old.printed, name="x", house=house_of(old, None), title=""
        )
    except InputError as error:
        if [each.code for each in error.problems] != [NOTHING]:
            raise
        return Step(_between(printed(old.charter, old), wanted), 0, 0)
    text = write_amendment(made.amendment, old.printed)
    amendment = read_amendment(text, old.printed, file="x.yaml", name="x").amendment
    application = apply(old.charter, amendment, old.printed)
    questions = tuple(problem.message for _, problem in application.questions)
    proven_files(application.proposed, old.printed, "articles")
    got = printed(application.proposed, old)
    told = tuple(f"{each.code}: {each.message}" for each in made.problems)
    return Step(
        questions + _between(got, wanted), len(amendment.operations), made.mended, told, text
    )


def _between(got: list[str], wanted: list[str]) -> tuple[str, ...]:
    lines = unified_diff(got, wanted, lineterm="", n=0)
    return tuple(each for each in lines if not each.startswith(("---", "+++", "@@")))
