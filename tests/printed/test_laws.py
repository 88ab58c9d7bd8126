"""What the product's import does with documents whose tree is known.

Only what holds is a law here; ``python -m tests.printed.measure`` says how far the rest is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Provision, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES
from tests.printed.documents import Document, documents
from tests.printed.layouts import PLAIN, Layout, layouts, other_layouts
from tests.printed.measure import Case, case, plain, verdict_of
from tests.printed.plans import PLANS
from tests.printed.printers import PRINTERS, printed_text
from tests.printed.product import printed_again, read_again
from tests.printed.tree import drawn
from tests.printed.words import tokens

_ENGLISH: Final = ("preamble", "several texts", "long rows")
_JAPANESE: Final = ("preamble", "closing", "long rows", "deleted", "branches", "supplementary")

english = documents(plans=("en-nested",), profiles=("regular",), extras=_ENGLISH)
japanese = documents(plans=("ja-company", "ja-law"), profiles=("regular",), extras=_JAPANESE)
read_right = english | japanese
"""The documents that the import reads right today; what they may have is to grow."""

forms = st.sampled_from(sorted(PRINTERS))


@given(documents(), st.integers(0, 2**20).map(layouts), forms)
def test_no_character_of_any_document_is_lost(
    document: Document, layout: Layout, form: str
) -> None:
    verdicts, found = verdict_of(Case(document, form, layout))
    counts = found.imported.report.characters
    assert (counts.lost, counts.invented) == (0, 0)
    assert verdicts


@given(documents(), forms)
def test_every_line_stays_where_it_stands(document: Document, form: str) -> None:
    found = verdict_of(Case(document, form))[1]
    source = printed_text(document)
    again = printed_again(found, "txt", document.title).data.decode()
    assert list(tokens(again)) == list(tokens(source))
    if document.language == "en":
        # Nor are lines run together, which would make words that the document does not have.
        omitted = set(STYLES["en"].omitted_label[1:-1].split())
        assert _words(again) - _words(source) - omitted == set()


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text))


@given(read_right, forms)
def test_the_tree_is_the_one_that_the_document_has(document: Document, form: str) -> None:
    verdicts, _ = verdict_of(Case(document, form))
    assert [one for one in verdicts if one.verdict != "right"] == []


@given(read_right, forms, st.sampled_from(other_layouts(PLAIN)))
def test_the_tree_is_the_same_in_another_layout(
    document: Document, form: str, layout: Layout
) -> None:
    # Broken lines of text and Markdown are not always put together again.
    assume(not layout.width or form in ("html", "docx"))
    one, other = (verdict_of(Case(document, form, each))[1].tree for each in (PLAIN, layout))
    assert drawn(one) == drawn(other)


@given(japanese, forms)
def test_what_is_imported_is_printed_as_the_document_prints_it(
    document: Document, form: str
) -> None:
    verdicts, found = verdict_of(Case(document, form))
    again = printed_again(found, "txt", document.title).data.decode()
    assert "".join(again.split()) == "".join(printed_text(document).split())
    # Beside it the tree, for a reader that finds no label passes the line above.
    assert {one.verdict for one in verdicts} == {"right"}


_CITING: Final = {
    "en": "Article {a}, paragraph {b}, and Articles {a} to {c} apply; see the preceding Article, "
    "items ({b}) to (3), Article {c} (Seat) and paragraph ({b}).",
    "ja": "第{a}条第{b}項及び第{a}条から第{c}条まで並びに前条、前項、前各号、イからハまで、ロの額、"
    "附則第{b}条、第{c}条（本店）及び同条第{b}項の規定による。",
}


@given(read_right, forms, st.integers(1, 9), st.integers(1, 4), st.integers(1, 20))
def test_an_article_at_the_end_asks_nothing_and_changes_nothing(
    document: Document, form: str, a: int, b: int, c: int
) -> None:
    found = verdict_of(Case(document, form))[1]
    charter, style = found.imported.charter, found.style
    numbered = [each.number for each in charter.articles if each.number is not None]
    assume(numbered and not style.numbered_in_chapters)
    words = _CITING[style.language].format(a=a, b=b, c=c)
    charter = replace(
        charter,
        articles=tuple(
            replace(each, body=(*each.body[:-1], _with_words(each.body[-1], words)))
            if each.body
            else each
            for each in charter.articles
        ),
    )
    new = Insert(
        target=Address(article=Number.of(max(number.main for number in numbered) + 1)),
        key="at-the-end",
        body=(provision(number=Number.of(1), text="…"),),
    )
    application = apply(charter, Amendment(name="end", operations=(new,)), style)
    assert application.questions == ()
    assert [entry for entry in application.ledger if entry.before != entry.after] == []


def _with_words(part: str | Provision, words: str) -> str | Provision:
    """The same with a text that cites at its beginning, where it has a text there."""
    if isinstance(part, str):
        return words
    first, *rest = part.body or ("",)
    return replace(part, body=(words, *rest)) if isinstance(first, str) else part


@given(read_right, forms)
def test_what_is_imported_comes_back_from_what_is_printed(document: Document, form: str) -> None:
    found = verdict_of(Case(document, form))[1]
    again = read_again(printed_again(found, form, document.title), found)
    assert plain(again) == plain(found.imported.charter)


@pytest.mark.parametrize("form", sorted(PRINTERS))
@pytest.mark.parametrize("plan", sorted(PLANS))
def test_documents_of_every_plan_come_back_from_what_is_printed(plan: str, form: str) -> None:
    for seed in (0, 7, 11):
        one = case(f"{plan}:{seed}:regular:{form}")
        found = verdict_of(one)[1]
        again = read_again(printed_again(found, form, one.document.title), found)
        assert plain(again) == plain(found.imported.charter), one.name


@pytest.mark.parametrize(
    "name", ["en-outline:2:irregular", "en-parts:0:irregular", "en-parts:2:irregular"]
)
@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_text_behind_a_list_within_a_list_comes_back_where_it_stands(
    name: str, form: str
) -> None:
    one = case(f"{name}:{form}")
    found = verdict_of(one)[1]
    again = read_again(printed_again(found, form, one.document.title), found)
    assert plain(again) == plain(found.imported.charter)
