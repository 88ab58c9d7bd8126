"""What is to be written is read again first: it is the charter that was meant, or an error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause
from amendtool.errors import InputError, Place
from amendtool.repository.storage import folders
from amendtool.repository.storage.folders import ARTICLES, files_of
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.proof import proven_changes, proven_files
from tests.printed.documents import Document, documents
from tests.printed.layouts import PLAIN
from tests.printed.printers import PRINTERS
from tests.printed.product import read


@given(documents(profiles=("irregular",)), st.sampled_from(("html", "txt")))
def test_any_charter_is_read_as_it_is_written(document: Document, form: str) -> None:
    found = read(PRINTERS[form](document, PLAIN), document)
    charter, style = found.imported.charter, found.style
    files = proven_files(charter, style, ARTICLES)
    assert load(files, style).charter == charter


def office() -> Charter:
    return Charter(
        articles=tuple(
            Article(key=key, number=Number.of(at), body=(provision(Number.of(1), text),))
            for at, (key, text) in enumerate(
                (("name", "The name is X."), ("seat", "Town."), ("wax", "The seal is of wax.")), 1
            )
        )
    )


def test_a_text_that_is_read_otherwise_is_told_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    present = load(files_of(office(), EN), EN)
    lead = replace(
        office().articles[2],
        body=(provision(Number.of(1), "The seal is of lead."), provision(Number.of(2), "Or tin.")),
    )
    proposed = replace(office(), articles=(*office().articles[:2], lead))

    def careless(clause: Clause, style: DraftingStyle) -> str:
        return format_clause(clause, style).replace("2 Or tin.", "Or tin.")

    monkeypatch.setattr(folders, "format_clause", careless)
    with pytest.raises(InputError) as caught:
        proven_changes(present, proposed, EN)
    (problem,) = caught.value.problems
    assert problem.code == "not-read-back"
    assert problem.place == Place(file="articles/003-wax.md")
    assert "'The seal is of lead.'" in problem.message
    with pytest.raises(InputError) as caught:
        proven_changes(present, proposed, EN, {"wax": Place(path="operations[0]")})
    assert caught.value.problems[0].place == Place(path="operations[0]")
    with pytest.raises(InputError):
        proven_files(proposed, EN, ARTICLES)


def test_a_mark_that_says_what_prints_anyway_goes_when_its_number_moves() -> None:
    files = files_of(office(), EN)
    files["articles/003-wax.md"] = b'---\nmark: "Article 3."\n---\n\nThe seal is of wax.\n'
    present = load(files, EN)
    assert present.charter == office()
    name, _, wax = office().articles
    proposed = replace(office(), articles=(name, replace(wax, number=Number.of(2))))
    changes = proven_changes(present, proposed, EN)
    assert changes.writes == {"articles/002-wax.md": b"The seal is of wax.\n"}
    untouched = replace(
        office(),
        articles=(replace(name, body=(provision(Number.of(1), "Y."),)), *office().articles[1:]),
    )
    assert "articles/003-wax.md" not in proven_changes(present, untouched, EN).writes


def test_only_files_that_change_are_read_again() -> None:
    present = load(files_of(office(), EN), EN)
    seat = replace(office().articles[1], body=(provision(Number.of(1), "A city."),))
    name, _, wax = office().articles
    proposed = replace(office(), articles=(name, seat, wax))
    assert set(proven_changes(present, proposed, EN).writes) == {"articles/002-seat.md"}
    # What is known of the others is taken as it is, whatever stands there.
    other = {**present.clauses, "articles/003-wax.md": Clause(body=name.body)}
    with pytest.raises(InputError, match="003-wax"):
        proven_changes(replace(present, clauses=other), proposed, EN)
