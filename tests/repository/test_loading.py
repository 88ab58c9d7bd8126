"""Clause files into a charter: what is read, what is noticed, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.errors import InputError
from amendtool.repository.storage.folders import files_of, paths_of
from amendtool.repository.storage.loader import load
from tests import strategies

TEXT = b"# Heading\n\nText.\n"


@given(st.data())
def test_loading_is_the_inverse_of_writing_the_files(data: st.DataObject) -> None:
    style = data.draw(strategies.styles)
    charter = data.draw(strategies.charters(style, gaps=True))
    folders = {path.rpartition("/")[0] for path in files_of(charter, style)}
    # An empty chapter without a heading has no file, and git holds no empty folders.
    assume(all(paths_of(charter)[c.key].rpartition("/")[0] in folders for c in charter.chapters))
    assert load(files_of(charter, style), style).charter == charter


def test_articles_stand_in_the_order_of_their_numbers() -> None:
    names = ["010-j", "002-b", "002.10-d", "002.2-c", "1-a", "0011-k"]
    loaded = load({f"articles/{name}.md": TEXT for name in names}, EN)
    assert [article.key for article in loaded.charter.articles] == ["a", "b", "c", "d", "j", "k"]
    assert loaded.charter.articles[3].number == Number.of(2, 10)
    assert loaded.paths["k"] == "articles/0011-k.md"


def test_the_edition_of_the_language_is_read() -> None:
    files = {"articles/en/001-a.md": TEXT, "articles/ja/001-a.md": "本文。\n".encode()}
    assert load(files, EN).folder == "articles/en"
    assert load(files, JA).folder == "articles/ja"
    assert load(files, EN).notices == ()


@pytest.mark.parametrize(
    ("left_out", "place"),
    [("articles/002-b.md", "articles/002-b.md"), ("articles/fr/002-b.md", None)],
)
def test_what_stands_beside_an_edition_is_noticed(left_out: str, place: str | None) -> None:
    loaded = load({"articles/en/001-a.md": TEXT, left_out: TEXT}, EN)
    assert [article.key for article in loaded.charter.articles] == ["a"]
    assert [notice.place.file for notice in loaded.notices] == ([place] if place else [])


def test_an_edition_of_another_language_only_is_noticed() -> None:
    (notice,) = load({"articles/ja/001-a.md": TEXT}, EN).notices
    assert (notice.code, notice.place.file) == ("edition-left-out", "articles/ja")


def test_files_that_are_no_clauses_are_left_alone() -> None:
    files = {
        "articles/001-a.md": TEXT,
        "articles/README.md": b"# Read me\n",
        "articles/.hidden.md": b"",
        "articles/seal.png": b"\x89PNG",
        "articles/images/seal.png": b"\x89PNG",
        "amendments/2013.yaml": b"",
    }
    loaded = load(files, EN)
    assert loaded.notices == ()
    assert set(loaded.contents) == {"articles/001-a.md"}


BAD: dict[str, tuple[dict[str, bytes], str]] = {
    "two without a number": (
        {"articles/000-a.md": TEXT, "articles/000-b.md": TEXT},
        "number-twice",
    ),
    "branch zero": ({"articles/001.0-a.md": TEXT}, "file-number"),
    "number too long": ({"articles/1234567890-a.md": TEXT}, "file-number"),
    "number twice": ({"articles/001-a.md": TEXT, "articles/1-b.md": TEXT}, "number-twice"),
    "plain block twice": (
        {"articles/supplementary/000-a.md": TEXT, "articles/supplementary/0-b.md": TEXT},
        "number-twice",
    ),
    "key twice": ({"articles/001-a.md": TEXT, "articles/002-a.md": TEXT}, "key-twice"),
    "key of a chapter": (
        {"articles/01-a/000-chapter.md": b"# A\n", "articles/01-a/001-a.md": TEXT},
        "key-twice",
    ),
    "chapter number twice": (
        {"articles/01-a/001-x.md": TEXT, "articles/1-b/002-y.md": TEXT},
        "number-twice",
    ),
    "chapters out of order": (
        {"articles/02-b/001-x.md": TEXT, "articles/01-a/002-y.md": TEXT},
        "chapter-broken",
    ),
    "article without chapter behind one": (
        {"articles/01-a/001-x.md": TEXT, "articles/002-y.md": TEXT},
        "chapter-broken",
    ),
    "chapter with text": (
        {"articles/01-a/000-chapter.md": TEXT, "articles/01-a/001-x.md": TEXT},
        "chapter-text",
    ),
    "chapter in supplementary": (
        {"articles/supplementary/01-old/02-older/001-x.md": TEXT},
        "folder-name",
    ),
    "empty": ({"articles/001-a.md": b""}, "article-empty"),
    "heading alone": ({"articles/001-a.md": b"# A\n"}, "article-empty"),
    "no chapter": ({"articles/notes/001-a.md": TEXT}, "folder-name"),
    "key by case": ({"articles/001-\u00df.md": TEXT, "articles/002-ss.md": TEXT}, "key-clash"),
}


@pytest.mark.parametrize("case", BAD)
def test_refused(case: str) -> None:
    files, code = BAD[case]
    with pytest.raises(InputError) as error:
        load(files, EN)
    assert code in {problem.code for problem in error.value.problems}
    assert all(problem.place.file and problem.hint for problem in error.value.problems)


def test_all_mistakes_of_all_files_are_told_at_once() -> None:
    files = {
        "articles/1234567890-a.md": TEXT,
        "articles/001-b.md": "x\u202e\n".encode(),
        "articles/002-c.md": "会社\n".encode("cp932"),
        "articles/003-D.md": TEXT,
    }
    with pytest.raises(InputError) as error:
        load(files, EN)
    assert {problem.place.file for problem in error.value.problems} == set(files)


def test_decomposed_file_names_have_composed_keys() -> None:
    loaded = load({"articles/001-cafe\u0301.md": TEXT}, EN)
    assert loaded.charter.articles[0].key == "caf\u00e9"
    assert loaded.paths == {"caf\u00e9": "articles/001-cafe\u0301.md"}


@given(st.dictionaries(st.text(max_size=30), st.binary(max_size=60), max_size=4))
def test_whatever_stands_in_the_folder_is_read_or_refused(files: dict[str, bytes]) -> None:
    given_files = {f"articles/{name}.md": data for name, data in files.items()}
    try:
        read = load(given_files, EN).contents
    except InputError:
        return  # any other error fails the test
    assert read.items() <= given_files.items()
