"""Several editions in a repository: their settings, their folders, and which one is behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.comparison.house import JA_NOTICE, SEED_EN, HeadingPlace
from amendtool.errors import InputError, Place, Problem
from amendtool.repository.config import read_config
from amendtool.repository.storage.loader import load
from amendtool.workflow.editions.each import joined
from amendtool.workflow.editions.translation_lag import HistoryStep, behind

SETTINGS = """\
company = "株式会社見本"
title = "株式会社見本定款"
language = "ja"

[documents.en]
company = "Example Inc."

[editions.en]
"""

# --- the settings ------------------------------------------------------------------------


def test_every_setting_of_an_edition_may_be_left_out() -> None:
    config = read_config(SETTINGS.encode())
    assert config.languages == ("ja", "en")
    assert tuple(style.default for style in config.styles) == (JA, EN)
    assert config.leads
    assert (config.company, config.title, config.house) == (
        "株式会社見本", "株式会社見本定款", JA_NOTICE,
    )  # fmt: skip
    english = config.edition("en")
    assert not english.leads
    assert (english.company, english.title) == ("Example Inc.", "Articles of Incorporation")
    assert (english.style.default, english.house, english.language) == (EN, SEED_EN, "en")
    assert english.edition("ja") == config
    with pytest.raises(KeyError):
        config.edition("fr")


def test_an_edition_has_settings_of_its_own() -> None:
    text = SETTINGS + 'company = "Example KK"\ntitle = "Charter"\nhouse = "ja-notice"\n'
    english = read_config(text.encode()).edition("en")
    assert (english.company, english.title, english.house) == ("Example KK", "Charter", JA_NOTICE)
    without = read_config(b'company = "Example"\nlanguage = "ja"\n[editions.en]\n')
    assert without.edition("en").company == "Example", "as the leading edition names it"
    assert without.company_in("en").name == "Example"


def test_an_edition_has_forms_of_its_own() -> None:
    leading = SETTINGS.replace("[documents.en]", '[drafting]\nparagraph = "②"\n\n[documents.en]')
    text = leading + '\n[editions.en.drafting]\nitems = ["(a)", "(i)"]\nheading = "beside"\n'
    text += 'items_gap = [""]\n'
    config = read_config(text.encode())
    english = config.edition("en")
    assert config.style.paragraph.write(Number.of(2)) == "②"
    assert english.style.item_form(1).write(Number.of(2)) == "(b)"
    assert (english.style.item_gaps, config.style.item_gaps) == (("",), ())
    assert (config.heading_place, english.heading_place) == (None, HeadingPlace.BESIDE)
    assert english.house.heading_place is HeadingPlace.BESIDE
    assert english.edition("ja") == config


def test_a_mistake_in_the_forms_of_an_edition_has_its_line() -> None:
    text = SETTINGS + '\n[editions.en.drafting]\nitem = ["(a)"]\nitems = ["?"]\n'
    with pytest.raises(InputError) as caught:
        read_config(text.encode())
    lines = text.split("\n")
    assert [(p.code, lines[(p.place.line or 0) - 1]) for p in caught.value.problems] == [
        ("unknown-setting", 'item = ["(a)"]'),
        ("sample-unclear", 'items = ["?"]'),
    ]


def test_one_edition_is_as_before() -> None:
    config = read_config(b'language = "ja"\n')
    assert (config.languages, config.styles, config.leads) == (("ja",), (JA,), True)
    assert config.editions == ()
    assert config.edition("ja") is config


MISTAKES = {
    b"editions = 5": ("table-expected", 1),
    b'title = "x"\n[editions]\nja = "Japanese"': ("table-expected", 3),
    b"\n[editions.fr]": ("choice-unknown", 2),
    b"[editions.en]": ("edition-twice", 1),
    b'[editions.ja]\ntitel = "x"': ("unknown-setting", 2),
    b"[editions.ja]\ntitle = 5": ("text-expected", 2),
    b'style = "en"\n[editions.ja]\nstyle = "en"': ("choice-unknown", 3),
    b'house = "seed-en"\n[editions.ja]\nhouse = "mine"': ("choice-unknown", 3),
    b'[editions.ja]\nhouse = "house/our.toml"': ("house-missing", 2),
}


@pytest.mark.parametrize("data", MISTAKES)
def test_a_mistake_in_an_edition_has_its_line(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_config(data)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == MISTAKES[data]
    assert problem.hint
    assert (problem.place.path or "").startswith("editions")


# --- the folders -------------------------------------------------------------------------

CLAUSE = b"# Name\n\nThe name is Example.\n"


def test_the_folder_of_another_edition_is_no_chapter_and_no_notice() -> None:
    files = {
        "articles/001-name.md": CLAUSE,
        "articles/en/02-shares/000-chapter.md": b"# Shares\n",
        "articles/en/02-shares/001-name.md": CLAUSE,
    }
    loaded = load(files, JA)
    assert loaded.charter.chapters == ()
    assert [(each.code, each.place.file) for each in loaded.notices] == [
        ("edition-left-out", "articles/en")
    ]
    assert load(files, JA, editions=("en",)).notices == ()
    english = load(files, EN, folder="articles/en", editions=("ja",))
    assert [chapter.key for chapter in english.charter.chapters] == ["shares"]
    assert english.notices == (), "what stands in no folder is the leading edition"


# --- behind ------------------------------------------------------------------------------

KEYS = st.frozensets(st.sampled_from("ab"))
STEPS = st.lists(
    st.builds(
        lambda where, ja, en, new: HistoryStep(
            where=where, changed={"ja": ja - new, "en": en - new}, come={"ja": new, "en": new}
        ),
        st.text(max_size=3),
        KEYS,
        KEYS,
        st.just(frozenset()) | KEYS,
    ),
    max_size=6,
)


def step(where: str, ja: str = "", en: str = "", come: str = "") -> HistoryStep:
    return HistoryStep(
        where=where,
        changed={"ja": frozenset(ja), "en": frozenset(en)},
        come={"en": frozenset(come)},
    )


CASES = [
    ("together", [step("1", "a", "a")], []),
    ("one alone", [step("1", "a")], [("a", "ja", "1")]),
    ("the translation follows", [step("1", "a"), step("2", en="a")], []),
    ("a mended translation", [step("1", en="a")], [("a", "en", "1")]),
    ("the last change counts", [step("1", "a"), step("2", "a")], [("a", "ja", "2")]),
    ("a new translation", [step("1", "a"), step("2", come="a")], []),
    ("one after the other", [step("1", "a"), step("2", en="a"), step("3", en="a")],
     [("a", "en", "3")]),
    ("each by itself", [step("1", "a", "b")], [("a", "ja", "1"), ("b", "en", "1")]),
    ("both again", [step("1", "a"), step("2", "a", "a")], []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "steps", "expected"), CASES)
def test_which_edition_is_behind(
    name: str, steps: list[HistoryStep], expected: list[tuple[str, str, str]]
) -> None:
    found = behind(steps, "ja", "en")
    assert [(each.key, each.ahead, each.where) for each in found] == expected
    assert all({each.ahead, each.behind} == {"ja", "en"} for each in found)


@given(steps=STEPS)
def test_each_edition_sees_the_same(steps: list[HistoryStep]) -> None:
    assert set(behind(steps, "ja", "en")) == set(behind(steps, "en", "ja"))


@given(steps=STEPS)
def test_a_change_of_all_clauses_in_both_editions_ends_it(steps: list[HistoryStep]) -> None:
    assert behind([*steps, step("end", "ab", "ab")], "ja", "en") == ()


# --- the mistakes of all editions ---------------------------------------------------------


def problem(message: str, *, line: int | None = None, path: str = "", file: str = "") -> Problem:
    place = Place(file=file or None, line=line, path=path or None)
    return Problem(code="x", message=message, place=place)


def test_the_same_mistake_is_told_once_and_one_of_an_edition_says_so() -> None:
    found = joined(
        [
            ("ja", [problem("第3条", line=1, path="operations[0]"), problem("alone", line=2)]),
            (
                "en",
                [
                    problem("Article 3", line=1, path="operations[0]"),
                    problem("words", line=3, path="operations[1].find.en"),
                    problem("file", file="articles/en/001-name.md"),
                    problem("other", line=4),
                ],
            ),
        ]
    )
    assert [each.message for each in found] == [
        "第3条",
        "alone (in the edition 'ja')",
        "words",
        "file",
        "other (in the edition 'en')",
    ]
