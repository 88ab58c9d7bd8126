"""The laws of import and draft, each in every form: fixed documents of every plan and format.

``test_laws`` draws its documents, and of the forms that are read right alone; here is one of each,
irregular ones too. What is compared with is made of the generator's lines, without the reader:
the page of a document, and the lines of it that begin like a mark and are none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Final

import pytest

from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.importing.print_account import house_of
from tests.printed.compare import Judged, shares
from tests.printed.documents import Document, Profile, make
from tests.printed.layouts import PLAIN, Layout, other_layouts
from tests.printed.likeness import like_mark, marks_in_texts
from tests.printed.lines import lines_of
from tests.printed.measure import Case, plain, usual, verdict_of
from tests.printed.plans import PLANS
from tests.printed.printers import PRINTERS
from tests.printed.product import Found, printed_again
from tests.printed.tree import drawn

_SEEDS: Final = 4
_FORMS: Final = tuple(sorted(PRINTERS))
every_form = pytest.mark.parametrize(
    ("plan", "seed", "form"),
    [
        # In every run one document of each plan, in one of the formats by turns.
        pytest.param(plan, seed, form, marks=() if at % 4 == nth and not seed else pytest.mark.long)
        for at, plan in enumerate(sorted(PLANS))
        for seed in range(_SEEDS)
        for nth, form in enumerate(_FORMS)
    ],
)
every_profile = pytest.mark.parametrize("profile", ["regular", "irregular"])


@lru_cache(maxsize=64)
def judged(plan: str, seed: int, profile: Profile, form: str) -> tuple[Case, list[Judged], Found]:
    """A document in a format as it is read."""
    document = make(plan, seed, profile)
    one = Case(document, form, usual(document))
    return one, *verdict_of(one)


def doubts(found: Found) -> list[str]:
    """What a person is asked to look at."""
    return [each.code for each in found.imported.report.doubts if each.severity != "note"]


def shown(document: Document, form: str) -> list[str]:
    """The lines of the page, with the bullets that Markdown and text have in their lists."""
    return [_bullet(document, form, at) + line.whole for at, line in enumerate(lines_of(document))]


def _bullet(document: Document, form: str, at: int) -> str:
    line = lines_of(document)[at]
    listed = (line.kind == "history" and line.depth and form in ("txt", "md")) or (
        line.kind == "contents" and form == "md" and not line.rank
    )
    return "- " if listed else ""


def solid(text: str) -> str:
    """A text without white space; one bullet is as good as another in Markdown."""
    return "".join(text.replace("•", "-").split())


def renumbered(document: Document, form: str) -> bool:
    """Whether a list of Markdown has numbers that it does not show: it counts on by itself."""
    return form == "md" and any(
        flaw.name in ("gap", "twice", "out of turn", "begins late", "same marks on two levels")
        for flaw in document.flaws
    )


# The tree


@every_form
@every_profile
def test_each_provision_is_right_or_doubted_at_its_place(
    plan: str, seed: int, profile: Profile, form: str
) -> None:
    one, verdicts, _ = judged(plan, seed, profile, form)
    wrong = [each for each in verdicts if each.verdict != "right"]
    if profile == "regular":
        assert wrong == []
    elif not renumbered(one.document, form):
        assert [each for each in wrong if each.verdict == "silent"] == []


@pytest.mark.long
def test_of_regular_documents_999_in_1000_are_right_and_of_irregular_ones_95_in_100() -> None:
    counts: dict[Profile, Counter[str]] = {"regular": Counter(), "irregular": Counter()}
    for profile, count in counts.items():
        for plan in PLANS:
            for seed in range(20, 24):
                for form in PRINTERS:
                    count.update(shares(judged(plan, seed, profile, form)[1]))
    regular, irregular = counts["regular"], counts["irregular"]
    assert regular["right"] >= 0.999 * regular.total()
    assert irregular["right"] >= 0.95 * irregular.total()
    assert irregular["silent"] <= 0.001 * irregular.total()


@every_form
@every_profile
def test_no_line_like_a_mark_is_left_in_a_text_in_silence(
    plan: str, seed: int, profile: Profile, form: str
) -> None:
    one, _, found = judged(plan, seed, profile, form)
    document = one.document
    known = marks_in_texts(document.root)
    for line, page in zip(lines_of(document), shown(document, form), strict=True):
        if line.kind in ("contents", "history") and (kind := like_mark(page)) is not None:
            known[kind] += 1
    left = marks_in_texts(found.tree) - known
    assert not left or doubts(found)
    if profile == "regular":
        assert not left


@every_form
def test_the_tree_is_the_same_in_other_layouts(plan: str, seed: int, form: str) -> None:
    one, _, found = judged(plan, seed, "regular", form)
    for layout in other_layouts(PLAIN):
        if layout.width and form in ("txt", "md"):
            continue  # broken lines of text and Markdown are not always put together again
        other = verdict_of(Case(one.document, form, layout))[1]
        assert drawn(other.tree) == drawn(found.tree), layout


# 1. print(import(D)) = D


@every_form
@every_profile
def test_what_is_imported_prints_as_it_stood_or_is_listed(
    plan: str, seed: int, profile: Profile, form: str
) -> None:
    one, _, found = judged(plan, seed, profile, form)
    again = solid(printed_again(found, "txt", one.document.title).data.decode())
    source = solid("\n".join(shown(one.document, form)))
    if again != source:
        assert renumbered(one.document, form)
        assert doubts(found)
    assert profile == "irregular" or again == source


@pytest.mark.parametrize("form", [form for form in _FORMS if form != "md"])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("plan", ["ja-tight", "ja-mixed"])
def test_what_parts_marks_from_texts_prints_as_it_stood(plan: str, seed: int, form: str) -> None:
    one, _, found = judged(plan, seed, "regular", form)
    text = printed_again(found, "txt", one.document.title).data.decode()
    printed = Counter(" ".join(line.split()) for line in text.split("\n") if line.strip())
    source = Counter(
        " ".join(line.whole.split())
        for line in lines_of(one.document)
        if line.label
        and line.kind not in ("contents", "history", "heading")
        and not line.text.startswith("削")  # how that is spaced is a setting
    )
    assert source - printed == Counter()


@every_form
def test_the_account_is_the_multiset_of_the_characters(plan: str, seed: int, form: str) -> None:
    one, _, found = judged(plan, seed, "irregular", form)
    report = found.imported.report
    counts = report.characters
    out = [printed_again(found, "txt", one.document.title).data.decode()]
    source = Counter(solid("\n".join(shown(one.document, form))))
    printed = Counter(solid("".join(out)))
    digits = "0123456789"
    different = (source - printed) + (printed - source)
    if renumbered(one.document, form):
        different = Counter({each: n for each, n in different.items() if each not in digits})
    assert different == Counter()
    assert (counts.lost, counts.invented) == (0, 0)
    held = counts.clauses + counts.preamble + counts.closing + counts.numbering + counts.left_out
    assert held == counts.read + counts.generated


# 2. import(export(X)) = X


@every_form
@every_profile
def test_what_is_exported_is_imported_as_it_was(
    plan: str, seed: int, profile: Profile, form: str
) -> None:
    one, _, found = judged(plan, seed, profile, form)
    printed = printed_again(found, form, one.document.title)
    again = import_document(printed.data, file=printed.file, style=found.style)
    if plain(again.charter) != plain(found.imported.charter):
        # A mark that is read as text, or on the wrong level, is so again or is doubted.
        assert profile == "irregular"
        told = {each.code for each in again.report.doubts}
        assert told & {"mark-as-text", "mark-in-doubt", "mark-of-another", "number-twice"}


# 3. draft(X, X) is nothing


def nothing_to_draft(found: Found, data: bytes, file: str, title: str) -> bool:
    """Whether a document has nothing that the articles do not have, printed where it has them."""
    edited = EditedDocument(data=data, file=file)
    house = house_of(found.imported, None)
    with pytest.raises(InputError) as caught:
        draft(found.imported.charter, edited, found.style, name="x", house=house, title=title)
    return [each.code for each in caught.value.problems] == ["nothing-to-draft"]


@every_form
@every_profile
def test_an_unedited_document_of_any_layout_is_nothing_to_draft(
    plan: str, seed: int, profile: Profile, form: str
) -> None:
    one, _, found = judged(plan, seed, profile, form)
    if profile == "irregular" and renumbered(one.document, form):
        return
    layouts: tuple[Layout, ...] = (one.layout,)
    if profile == "regular":
        layouts = tuple(
            each for each in other_layouts(PLAIN) if not each.width or form in ("html", "docx")
        )[:2]
    for layout in layouts:
        printed = replace(one, layout=layout).printed()
        title = one.document.title
        assert nothing_to_draft(found, printed.data, printed.file, title), layout
