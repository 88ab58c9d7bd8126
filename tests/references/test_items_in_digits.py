"""Section 1.1(2): items that bylaws print in digits are cited in digits."""

from __future__ import annotations

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import article_texts
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import BYLAWS
from amendtool.importing.document import Imported, import_document

TEXT = """BYLAWS

ARTICLE I
GENERAL

Section 1.1. Name. The corporation
(1) is Acme;
(2) sits in Dover.

Section 1.2. Office. The office under Section 1.1(2) is rented. See Section 1.1(1) and (2).

Section 1.3. Members. There are
(a) full members;
(b) guests under Section 1.3({cited}).
"""


def dangling(given: Imported) -> int:
    listed = list_references(given.charter, given.printed)
    return sum(not each.targets for each in listed)


def read(cited: str) -> Imported:
    text = TEXT.format(cited=cited)
    return import_document(text.encode(), file="x.txt", style=BYLAWS, learn=True)


def test_they_are_found_and_follow() -> None:
    given = read("a")
    assert dangling(given) == 0
    operations = "  - insert: Section 1.1(b)\n    text: was founded in 1990;\n"
    amendment = read_amendment(
        f"amendment: x\noperations:\n{operations}", given.printed, file="x.yaml", name="x"
    ).amendment
    proposed = apply(given.charter, amendment, given.printed).proposed
    cited = " ".join(article_texts(proposed.articles[1]))
    assert "under Section 1.1(3) is rented" in cited
    assert "See Section 1.1(1) and (3)" in cited


def test_digits_are_no_letters() -> None:
    given = read("1")
    assert dangling(given) == 1
