"""``amendtool.toml``: what it may say, and how its mistakes are told."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.articles.styles import EN, JA
from amendtool.articles.text import characters
from amendtool.comparison.house import JA_NOTICE, SEED_EN
from amendtool.errors import InputError
from amendtool.periods.law import Law
from amendtool.repository.config import Config, read_config
from amendtool.workflow.init import empty_files


def test_an_empty_file_means_the_defaults() -> None:
    config = read_config(b"")
    assert (config.style, config.house) == (EN, SEED_EN)
    assert (config.company, config.title) == ("", Config().title)


def test_the_language_brings_its_style_and_house() -> None:
    config = read_config('title = "定款"\nlanguage = "ja"\n'.encode())
    assert (config.style.default, config.house, config.title) == (JA, JA_NOTICE, "定款")


@pytest.mark.parametrize(
    ("setting", "title"),
    [
        ('language = "ja"', "定款"),
        ('style = "bylaws"', "Bylaws"),
        ("", "Articles of Incorporation"),
    ],
)
def test_articles_without_a_title_are_called_as_their_style_calls_them(
    setting: str, title: str
) -> None:
    assert read_config(setting.encode()).title == title


def test_the_names_of_the_body_tell_its_own_articles_from_others() -> None:
    config = read_config('company = "公益財団法人見本"\nnames = ["見本", "MHN"]\n'.encode())
    assert config.style.body_names == ("公益財団法人見本", "見本", "MHN")
    assert read_config(b"").style.body_names == ()


MISTAKES = {
    b'names = "Maple"': ("texts-expected", 1, 'write names = ["Example", "EX Inc."]'),
    b'tilte = "x"': ("unknown-setting", 1, "did you mean title?"),
    b'company = "x"\ntitle = 5': ("text-expected", 2, 'title = "5"'),
    b'\nhouse = "mine"': ("choice-unknown", 2, "ja-notice, ja-report"),
    b'style = "fr"': ("choice-unknown", 1, "en, ja"),
    b'language = "fr"': ("choice-unknown", 1, "en, ja"),
    b'title = "x': ("toml-syntax", 1, "name ="),
    b'title = "x"\ntitle = "y"': ("toml-syntax", 2, "name ="),
    b"title = " + b"9" * 5000: ("toml-syntax", 1, "name ="),
}


@pytest.mark.parametrize("data", MISTAKES)
def test_a_mistake_has_its_line_and_a_way_out(data: bytes) -> None:
    code, line, hint = MISTAKES[data]
    with pytest.raises(InputError) as error:
        read_config(data)
    (problem,) = error.value.problems
    assert (problem.code, problem.place.file) == (code, "amendtool.toml")
    assert problem.place.line == line
    assert hint in problem.hint


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\\u202e", "\\u0007"])
@pytest.mark.parametrize(
    "line",
    [
        'company = "Exa*mple"', 'title = "Ar*ticles"', 'names = ["EX", "E*X"]',
        '[drafting]\narticle = "Article 1*."', '[drafting]\nitems = ["(1)", "(a)*"]',
        '[drafting]\ncaption = "(…*)"', '[drafting]\nparagraph = "2*"',
        '[editions.ja]\ntitle = "定*款"', '[editions.ja.drafting]\narticle = "第1*条"',
    ],
)  # fmt: skip
def test_what_is_printed_holds_nothing_that_people_cannot_see(line: str, unseen: str) -> None:
    text = f'language = "en"\n{line.replace("*", unseen)}\n'
    with pytest.raises(InputError) as error:
        read_config(text.encode())
    codes = {problem.code for problem in error.value.problems}
    assert codes & {"bidi-control", "invisible-character", "control-character"}, codes
    read_config(f'language = "en"\n{line.replace("*", "")}\n'.encode())


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        read_config(b'tilte = "x"\nhouse = "y"\ntitle = 1\nstyle = "z"\n')
    assert len(error.value.problems) == 4


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(InputError) as error:
        read_config('title = "定款"'.encode("cp932"))
    assert error.value.problems[0].code == "not-utf-8"


printable = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\ufffd"),
    max_size=30,
)


@given(company=printable, title=printable, language=st.sampled_from(("en", "ja")))
def test_what_init_writes_is_read_back(company: str, title: str, language: str) -> None:
    assume(all(p.severity != "error" for p in characters.problems(company + title)))
    files = empty_files(company=company, title=title, language=language)
    config = read_config(files["amendtool.toml"])
    assert (config.company, config.title, config.language) == (company, title, language)


def test_the_law_is_said_and_never_taken_from_the_language() -> None:
    assert read_config(b'language = "ja"\n').law is None
    assert read_config(b'language = "en"\nlaw = "jp"\n').law is Law.JP
    assert read_config(b'law = "none"\n').law is Law.NONE


def test_registered_matters_are_words_of_the_law() -> None:
    data = b'law = "jp"\n[registered]\nname = "trade-name"\nseat = "none"\n"the.unit" = "unit"\n'
    assert read_config(data).registered == (
        ("name", "trade-name"),
        ("seat", None),
        ("the.unit", "unit"),
    )


@pytest.mark.parametrize(
    ("data", "code", "line", "hint"),
    [
        (b'law = "de"\n', "choice-unknown", 1, "jp, us-de, none"),
        (b'law = "jp"\n[registered]\na = "units"\n', "choice-unknown", 3, "unit, "),
        (b'law = "jp"\n[registered]\na = 3\n', "choice-unknown", 3, "unit, "),
        (b'law = "jp"\n[registered]\na = ["unit"]\n', "choice-unknown", 3, "unit, "),
        (b'[registered]\na = "unit"\n', "registered-without-law", 1, 'law = "jp"'),
        (b'law = "us-de"\n[registered]\na = "x"\n', "registered-without-law", 2, 'law = "jp"'),
        (b'law = "jp"\nregistered = "unit"\n', "table-expected", 2, "[registered]"),
    ],
)
def test_a_mistake_in_law_and_matters_is_told(data: bytes, code: str, line: int, hint: str) -> None:
    with pytest.raises(InputError) as error:
        read_config(data)
    (problem,) = error.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert hint in problem.hint


def test_what_is_deleted_is_spaced_as_the_settings_say() -> None:
    told = 'language = "ja"\n[drafting]\ndeleted = "{}"\n'
    assert read_config(told.format("削除").encode()).style.reserved_label == "削除"
    with pytest.raises(InputError) as caught:
        read_config(told.format("欠番").encode())
    assert [each.code for each in caught.value.problems] == ["deleted-unclear"]
