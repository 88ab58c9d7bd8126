"""The texts around the articles: preamble and closing, on disk and through an amendment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.charter import Article, Charter, provision, tidy
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.errors import InputError
from amendtool.repository.storage.folders import file_changes, files_of, format_frame, parse_frame
from amendtool.repository.storage.loader import load

CHARTER = Charter(
    articles=(
        Article(
            key="name",
            number=Number.of(1),
            body=(provision(number=Number.of(1), text="The name."),),
        ),
    ),
    preamble="Articles\nWe agree.",
    closing="May 1, 2020",
)


@given(st.text(max_size=40).map(tidy))
def test_the_file_of_a_frame_gives_it_back(text: str) -> None:
    assert parse_frame(format_frame(text)) == text


def test_the_frame_is_a_file_of_its_own() -> None:
    files = files_of(CHARTER, EN)
    assert files["articles/preamble.md"] == b"Articles\n\nWe agree.\n"
    assert files["articles/closing.md"] == b"May 1, 2020\n"
    loaded = load(files, EN)
    assert loaded.charter == CHARTER
    assert loaded.notices == ()


def test_an_edition_has_its_own_frame() -> None:
    files = files_of(CHARTER, EN, folder="articles/en")
    assert load(files, EN).charter == CHARTER


def test_a_frame_changes_with_the_charter_alone() -> None:
    loaded = load(files_of(CHARTER, EN), EN)
    same = file_changes(loaded, CHARTER, EN)
    assert (same.renames, same.writes, same.deletes) == ({}, {}, frozenset())
    changed = file_changes(loaded, replace(CHARTER, preamble="New", closing=""), EN)
    assert changed.writes == {"articles/preamble.md": b"New\n"}
    assert changed.deletes == frozenset({"articles/closing.md"})


def test_a_frame_holds_no_unseen_characters() -> None:
    files = {**files_of(CHARTER, EN), "articles/preamble.md": "a\u202eb\n".encode()}
    with pytest.raises(InputError) as caught:
        load(files, EN)
    assert [problem.code for problem in caught.value.problems] == ["bidi-control"]
    assert caught.value.problems[0].place.file == "articles/preamble.md"


def test_a_frame_is_tidy() -> None:
    with pytest.raises(ValueError, match="untidy"):
        Charter(preamble=" x")
