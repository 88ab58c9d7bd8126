"""What the product's import does with documents whose tree is known.

Only what holds is a law here; ``python -m tests.printed.measure`` says how far the rest is.
"""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from tests.printed.documents import Document, documents
from tests.printed.layouts import Layout, layouts
from tests.printed.measure import Case, verdict_of
from tests.printed.printers import PRINTERS

_ENGLISH: Final = ("preamble", "several texts", "long rows")
_JAPANESE: Final = ("preamble", "closing", "long rows", "deleted", "branches", "supplementary")

read_right = st.one_of(
    documents(plans=("en-nested",), profiles=("regular",), extras=_ENGLISH),
    documents(plans=("ja-company", "ja-law"), profiles=("regular",), extras=_JAPANESE),
)
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


@given(read_right, forms)
def test_the_tree_is_the_one_that_the_document_has(document: Document, form: str) -> None:
    verdicts, _ = verdict_of(Case(document, form))
    assert [one for one in verdicts if one.verdict != "right"] == []
