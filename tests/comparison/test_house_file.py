"""A house style as a file: what it may hold, and every mistake with its line."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.languages import LANGUAGES
from amendtool.comparison.house import (
    HOUSES,
    HeadingPlace,
    HouseStyle,
    NotePlace,
    NumberOnly,
    NumberPlace,
    RangeForm,
    Spacing,
    Unchanged,
)
from amendtool.comparison.house_file import (
    SETTINGS,
    format_house,
    house_values,
    read_house,
)
from amendtool.comparison.table import Align, Mark, Order, Orientation, Paper, RowBreak
from amendtool.errors import InputError, Problem
from amendtool.settings import toml_value

FILE = "house/our.toml"


def read(text: str) -> HouseStyle:
    return read_house(text.encode(), file=FILE)


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as error:
        read(text)
    return error.value.problems


# -- what a file holds ----------------------------------------------------------------------


def test_what_is_not_set_is_as_in_the_style_that_is_extended() -> None:
    house = read('extends = "ja-report"\nremarks = "備考"\n')
    assert house == dataclasses.replace(HOUSES["ja-report"], name=FILE, summary="", remarks="備考")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_extends_it_is_the_default_of_the_language(language: str) -> None:
    house = read(f'language = "{language}"')
    assert house.columns == HOUSES[LANGUAGES[language].house].columns
    assert read("").columns == HOUSES["seed-en"].columns


def test_an_empty_text_switches_off() -> None:
    house = read('extends = "ja-notice"\nnote = ""\nmoved_label = ""\nremarks = ""\n')
    assert (house.note, house.moved_label, house.remarks) == (None, None, None)


def test_marks_hold_for_whole_provisions_unless_these_have_their_own() -> None:
    assert read('marks = ["bold"]').whole_marks == (Mark.BOLD,)
    house = read('marks = ["bold"]\nwhole_marks = ["double"]')
    assert (house.marks, house.whole_marks) == ((Mark.BOLD,), (Mark.DOUBLE,))
    assert house.sets_wholes_apart
    assert not read('marks = ["bold", "underline"]').sets_wholes_apart


def test_labels_are_spaced_as_the_setting_says() -> None:
    labels = 'new_label = "（新　設）"\ndeleted_label = "（削除）"\n'

    def printed(spacing: str) -> tuple[str, ...]:
        return read(f'extends = "ja-notice"\n{labels}label_spacing = "{spacing}"').labels

    assert printed("keep") == ("（新　設）", "（削除）", "（条文省略）", "（現行どおり）")
    assert printed("wide") == ("（新　設）", "（削　除）", "（条文省略）", "（現行どおり）")
    assert printed("none") == ("（新設）", "（削除）", "（条文省略）", "（現行どおり）")
    assert read('label_spacing = "wide"').labels.deleted == "(Deleted)"


def test_every_field_of_a_house_style_is_a_setting() -> None:
    fields = {field.name for field in dataclasses.fields(HouseStyle)}
    assert fields == {"name", *(setting.name for setting in SETTINGS)}
    assert all(setting.meaning for setting in SETTINGS)


@pytest.mark.parametrize("house", HOUSES.values(), ids=lambda house: house.name)
def test_a_built_in_style_has_a_summary_and_is_named_by_it(house: HouseStyle) -> None:
    assert HOUSES[house.name] is house
    assert house.summary


# -- mistakes -------------------------------------------------------------------------------

MISTAKES = {
    'order = "left"': ("choice-unknown", "present-first, proposed-first"),
    'number_only = "collapsed"': ("choice-unknown", "collapse, label, full, hide"),
    'unchanged_items = "omit"': ("choice-unknown", "one of full, collapse"),
    'language = "fr"': ("choice-unknown", "en, ja"),
    'extends = "house/other.toml"': ("choice-unknown", "seed-en, en, ja-notice"),
    "extends = 1": ("choice-unknown", "seed-en"),
    'colums = ["a", "b"]': ("unknown-setting", "did you mean columns?"),
    "[columns]\nx = 1": ("setting-value", "two heads"),
    'columns = "a"': ("setting-value", "two heads"),
    'columns = ["a"]': ("setting-value", "two heads"),
    'columns = ["a", ""]': ("setting-value", "not empty"),
    'columns = ["a {documents}", "b"]': ("setting-value", "no other braces"),
    "note = 1": ("setting-value", "a text in quotes"),
    "note = 2013-07-01": ("setting-value", "a text in quotes"),
    'note = "a\\nb"': ("setting-value", "on one line"),
    'new_label = "\\u202ex"': ("setting-value", "control characters"),
    'chapter_lines = "yes"': ("setting-value", "true or false"),
    'marks = "bold"': ("setting-value", "a list of marks"),
    "marks = []": ("setting-value", "a list of marks"),
    'marks = ["blue"]': ("setting-value", "underline, double, bold, red"),
    'marks = ["red"]': ("setting-value", "another mark beside red"),
    'marks = ["bold", "bold"]': ("setting-value", "each mark once"),
    'marks = ["underline", "double"]': ("setting-value", "not both"),
    'moved_label = "(Moved)"': ("setting-value", "{chapter}"),
    'moved_label = "{chapter} {article}"': ("setting-value", "no other braces"),
    'pending_label = "(Later)"': ("setting-value", "{day}"),
    'overlap_until_label = "{day} {cases} {day}"': ("setting-value", "{day} and {cases}"),
    'leaving_label = "{day} {cases}"': ("setting-value", "no other braces"),
    'font = "a; } body {"': ("setting-value", "one font"),
    "font_size = 10.3": ("setting-value", "half points"),
    "font_size = 100": ("setting-value", "from 5 to 24"),
    "font_size = true": ("setting-value", "a number of points"),
    "font_size = nan": ("setting-value", "a number of points"),
    'paper = "A5"': ("choice-unknown", "A4, A3, B5, B4, Letter"),
    'note = "': ("toml-syntax", "name ="),
    f"font_size = {'9' * 5000}": ("toml-syntax", "name ="),
}


@pytest.mark.parametrize("line", MISTAKES, ids=lambda line: line[:40])
def test_a_mistake_has_its_line_and_says_what_was_expected(line: str) -> None:
    (problem,) = problems(f"# our style\n{line}\n")
    code, expected = MISTAKES[line]
    assert problem.code == code
    assert expected in f"{problem.message} {problem.hint}"
    assert problem.hint
    assert problem.place.file == FILE
    if not line.startswith("font_size = 9"):  # of such a number TOML does not tell the line
        assert problem.place.line == 2


def test_all_mistakes_are_told_at_once() -> None:
    found = problems('order = "x"\nextends = "y"\nnote = 1\ntypo = 1\n')
    assert [(p.place.line, p.place.path) for p in found] == [
        (1, "order"),
        (3, "note"),
        (4, "typo"),
        (2, "extends"),
    ]


def test_a_file_in_another_encoding_is_told_so() -> None:
    with pytest.raises(InputError) as error:
        read_house('note = "下線"'.encode("cp932"), file=FILE)
    assert error.value.problems[0].place.file == FILE


# -- the laws -------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")))
words = texts.filter(str.strip)
# In a head braces hold the place of the word for the document, and nothing else.
heads = words.filter(lambda text: not set(text) & set("{}")) | st.just("現行{document}")
marks = st.sampled_from(
    [(Mark.UNDERLINE,), (Mark.DOUBLE, Mark.RED), (Mark.BOLD,), (Mark.BOLD, Mark.UNDERLINE)]
)
parts = st.sampled_from((Unchanged.FULL, Unchanged.COLLAPSE))
houses = st.builds(
    HouseStyle,
    name=st.just(FILE),
    summary=texts,
    language=st.sampled_from(list(LANGUAGES)),
    columns=st.tuples(heads, heads),
    order=st.sampled_from(Order),
    remarks=st.none() | words,
    note=st.none() | words,
    new_label=words,
    deleted_label=words,
    omitted_label=words,
    unchanged_label=words,
    label_spacing=st.sampled_from(Spacing),
    label_align=st.sampled_from(Align),
    marks=marks,
    whole_marks=marks,
    removed_marks=marks | st.sampled_from(((), (Mark.STRIKE,), (Mark.STRIKE, Mark.RED))),
    number_only=st.sampled_from(NumberOnly),
    range_form=st.sampled_from(RangeForm),
    range_joint=words,
    unchanged_articles=st.sampled_from(Unchanged),
    unchanged_paragraphs=parts,
    unchanged_items=parts,
    side_by_side=st.booleans(),
    unchanged_chapters=st.booleans(),
    chapter_lines=st.booleans(),
    heading_place=st.sampled_from(HeadingPlace),
    number_place=st.sampled_from(NumberPlace),
    moved_label=st.sampled_from((None, "（{chapter}から）")),
    pending_label=st.sampled_from(("（{day}施行）", "from {day}")),
    leaving_label=st.sampled_from(("（{day}削除）", "to {day}")),
    overlap_label=st.sampled_from(("（{cases}）", "for {cases}")),
    overlap_until_label=st.sampled_from(("（{cases}、{day}まで）", "{day} {cases}")),
    note_place=st.sampled_from(NotePlace),
    print_pending=st.booleans(),
    font=st.sampled_from(("Century", "Times New Roman")),
    japanese_font=st.sampled_from(("游明朝", "ＭＳ Ｐ明朝")),
    font_size=st.integers(10, 48).map(lambda half: half / 2),
    paper=st.sampled_from(Paper),
    orientation=st.sampled_from(Orientation),
    title_line=st.booleans(),
    hanging_indent=st.booleans(),
    row_break=st.sampled_from(RowBreak),
)


@given(houses | st.sampled_from(list(HOUSES.values())))
def test_a_style_written_and_read_is_the_same_style(house: HouseStyle) -> None:
    assert dataclasses.replace(read(format_house(house)), name=house.name) == house


@given(houses)
def test_the_settings_in_a_record_are_those_of_the_file(house: HouseStyle) -> None:
    in_file = tomllib.loads(format_house(house))
    assert {n: "" if v is None else v for n, v in house_values(house).items()} == in_file


names = st.sampled_from([setting.name for setting in SETTINGS] + ["extends"])
values = st.sampled_from(
    ('"x"', '""', "1", "-1.5", "nan", "true", "[]", '["a", "b"]', "[1]", "{ a = 1 }", "1979-05-27")
)


@given(st.dictionaries(names, values))
def test_values_of_any_kind_give_a_style_or_mistakes_at_their_lines(
    chosen: dict[str, str],
) -> None:
    text = "".join(f"{name} = {value}\n" for name, value in chosen.items())
    try:
        house = read(text)
    except InputError as error:
        lines = {problem.place.path: problem.place.line for problem in error.problems}
    else:
        assert house.name == FILE
        lines = {}
    for name, line in lines.items():
        assert name is not None
        assert line == list(chosen).index(name) + 1


# -- the page -------------------------------------------------------------------------------


def test_the_page_of_house_styles_has_every_setting_as_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "house-styles.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| `(.*)` \| `(.*)` \|$", page, re.MULTILINE)
    assert [row[0] for row in rows] == [setting.name for setting in SETTINGS]
    for setting, (_, meaning, english, japanese) in zip(SETTINGS, rows, strict=True):
        assert meaning.startswith(setting.meaning)
        assert re.findall(r"`([\w-]+)`", meaning[len(setting.meaning) :]) == [*setting.choices]
        for name, shown in (("seed-en", english), ("ja-notice", japanese)):
            value = house_values(HOUSES[name])[setting.name]
            assert shown == toml_value("" if value is None else value)
    assert [*HOUSES] == re.findall(r"^\| `([\w-]+)` \| [^|]* \|$", page, re.MULTILINE)


def test_the_page_of_conventions_says_of_every_setting_where_it_was_seen() -> None:
    page = (Path(__file__).parents[2] / "docs" / "table-conventions.md").read_text(encoding="utf-8")
    part = page.partition("## House style")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:-1] for line in part.split("\n") if line.startswith("| ")]
    for what, _, seen in rows[1:]:
        assert re.search(r"\[[SJU](, [SJU])*\]", what + seen), what
    named = set(re.findall(r"`(\w+)`", " ".join(row[1] for row in rows)))
    assert {each.name for each in SETTINGS} - named == {"summary"}


def test_the_file_on_the_page_is_a_house_style() -> None:
    page = (Path(__file__).parents[2] / "docs" / "house-styles.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert read(text).remarks == "備考"
