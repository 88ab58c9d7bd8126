"""Every sentence has its translation, and the files of the translations are up to date."""

from __future__ import annotations

import pytest

from amendtool.cli.catalogues import CATALOGUES
from amendtool.cli.language import DOMAIN
from tests.spoken import catalogue_file
from tools.catalogue import (
    TRANSLATED,
    Sentence,
    english,
    fields,
    misfits,
    path_of,
    updated,
    written,
)
from tools.catalogue import _key as key
from tools.catalogue import _told as told


def entries(language: str) -> list[tuple[str, Sentence, str | tuple[str, ...]]]:
    return [
        (room, key(message), told(message))
        for room, catalog in updated(language).items()
        for message in catalog
        if message.id
    ]


def without_modules(file: bytes) -> list[bytes]:
    """The lines of a file but for those that tell which modules say a sentence."""
    return [line for line in file.splitlines() if not line.startswith(b"#:")]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_has_a_translation_that_fits(language: str) -> None:
    wrong = [
        f"{room}.po: {sentence!r} {what}"
        for room, sentence, translation in entries(language)
        for what in misfits(sentence, translation, language)
    ]
    assert not wrong, "\n".join(["see make messages", *wrong[:20]])


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_files_of_the_translations_are_up_to_date(language: str) -> None:
    catalogs = updated(language)
    assert {path.stem for path in (CATALOGUES / language).glob("*.po")} == set(catalogs)
    for room, catalog in catalogs.items():
        there, due = path_of(language, room).read_bytes(), written(catalog)
        assert without_modules(there) == without_modules(due), f"{room}.po: make messages"


def test_the_compiled_file_is_up_to_date() -> None:
    file = CATALOGUES / "ja" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    assert file.read_bytes() == catalogue_file(), "make messages"


def test_a_console_of_windows_shows_every_japanese_sentence() -> None:
    """Its code page is 932; what it lacks would stand there as an escape."""
    for room, sentence, translation in entries("ja"):
        for each in (translation,) if isinstance(translation, str) else translation:
            try:
                each.encode("cp932")
            except UnicodeEncodeError as error:
                raise AssertionError(f"{room}.po: {sentence!r}: {error}") from None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第５条の本文がありません", []),
        ("`articles/001-name.md` の `# Name` を --force で直してください", []),
        ("次：amendtool apply {name}、git commit", []),
        ("この {name} is 削除", ["is"]),
        ("「the name」、'the name'、\"the name\" の見出し", []),
        ("Word と Git、PDF と DOCX", []),
        ("、`later_of:`、`after:`、`not yet known`", []),
    ],
)
def test_an_english_word_is_found_where_it_is_not_quoted(text: str, words: list[str]) -> None:
    assert english(text) == words


@pytest.mark.parametrize(
    ("sentence", "translation", "what"),
    [
        ("{name} has no text", "{name}に本文がありません", ""),
        ("{name} has no text", "", "has no translation"),
        ("{name} has no text", "{file}に本文がありません", "has other fields"),
        ("{name} has no text", "{name}にtextがありません", "has English words"),
        (("{count} row", "{count} rows"), ("{count} 行",), ""),
        ("a text that begins with [ or {", "[ 又は { で始まる文字列", ""),
        ("write `{Article 1: Article 2}`", "`{第1条: 第2条}` と書いてください", ""),
        ("Name '%(name)s'", "名前「%(name)s」", ""),
        ("Name '%(name)s'", "名前", "has other fields"),
    ],
)
def test_a_translation_fits_its_sentence(
    sentence: Sentence, translation: str | tuple[str, ...], what: str
) -> None:
    found = list(misfits(sentence, translation, "ja"))
    assert bool(found) == bool(what)
    assert all(each.startswith(what) for each in found)


def test_fields_are_those_that_are_filled_in() -> None:
    assert fields("{name!r} in {file} with {count:>3}") == {"name", "file", "count"}
    assert fields("{{braces}} and {name}") == {"name"}
