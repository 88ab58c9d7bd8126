"""Where a document has the text of an article, beside its number or below: learned, and printed."""

from __future__ import annotations

import pytest

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES, STYLE_HOUSES
from amendtool.importing.document import Imported, import_document
from amendtool.importing.forms import PageLayout, usual_layout
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from amendtool.workflow.importing.print_account import house_of

JA_MIXED = """会則

（名称）
第１条　本会は、潮見会という。

（所在地）
第２条
本会は、事務所を横浜市に置く。
２　支部を置くことができる。

（会員）
第３条　会員は、次のとおりとする。
一　正会員
二　賛助会員

第４条　会費は、総会で定める。
２　会費は、返さない。
"""
JA_BELOW = """会則

（名称）
第１条
本会は、潮見会という。

（所在地）
第２条
本会は、事務所を横浜市に置く。
"""
JA_BEHIND_CAPTION = """会則

第１条（名称）　本会は、潮見会という。

第２条（所在地）　本会は、事務所を横浜市に置く。

第３条（会費）
会費は、総会で定める。
"""
EN_PLAIN = """Rules

Section 1. The club is called Quay Club.

Section 2. The club has a flag, which is blue.

Section 3.
Members pay dues each year.
"""
EN_RUN_IN = """Rules

Section 1. Name. The club is called Quay Club.

Section 2. Flag. The club has a flag, which is blue.

Section 3. Dues
Members pay dues each year.
"""
DOCUMENTS = {
    "mixed": (JA_MIXED, "ja", {}, ["第２条↵…"]),
    "below": (JA_BELOW, "ja", {"number": "above"}, []),
    "behind-caption": (JA_BEHIND_CAPTION, "ja", {"heading": "in-line"}, ["第３条↵…"]),
    "plain": (EN_PLAIN, "en", {"number": "in-line"}, ["Section 3.↵…"]),
    "run-in": (EN_RUN_IN, "en", {"heading": "in-line"}, ["Section 3.↵…"]),
}


def read(text: str, file: str = "a.txt", language: str = "en") -> Imported:
    return import_document(text.encode(), file=file, style=STYLES[language], learn=True)


def printed(found: Imported, form: str) -> bytes:
    house = house_of(found, None)
    export = make_export(found.charter, style=found.printed, house=house, title="")
    given = render(ARTICLES, export, form)
    assert isinstance(given, bytes)
    return given


@pytest.mark.parametrize("name", DOCUMENTS)
def test_where_texts_stand_is_learned_and_kept(name: str) -> None:
    text, language, settings, marks = DOCUMENTS[name]
    found = read(text, language=language)
    told = {key: value for key, value in found.drafting if key in ("heading", "number")}
    assert told == settings
    files = {path: data.decode() for path, data in files_of(found.charter, found.printed).items()}
    shown = [
        line.removeprefix("mark: ").strip('"')
        for content in files.values()
        for line in content.split("\n")
        if line.startswith("mark: ")
    ]
    assert shown == marks
    # The clause files hold it: read again they print what the document prints.
    again = load({path: data.encode() for path, data in files.items()}, found.printed).charter
    assert again == found.charter
    lines = [line for line in printed(found, "text").decode().split("\n") if line.strip()]
    wanted = [line for line in text.split("\n") if line]
    assert ["".join(each.split()).rstrip(".") for each in lines] == [
        "".join(each.split()).rstrip(".") for each in wanted
    ]


@pytest.mark.parametrize("form", ["text", "html", "docx", "markdown"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_printed_is_learned_again(name: str, form: str) -> None:
    text, language, *_ = DOCUMENTS[name]
    found = read(text, language=language)
    endings = {"text": "txt", "html": "html", "docx": "docx", "markdown": "md"}
    again = import_document(
        printed(found, form), file=f"a.{endings[form]}", style=STYLES[language], learn=True
    )
    bodies = [[article.body for article in each.charter.every_article()] for each in (found, again)]
    assert bodies[0] == bodies[1]
    if form != "markdown":  # whose headings have lines of their own
        assert dict(again.drafting).get("number") == dict(found.drafting).get("number")
        marks = [[a.form and a.form.opens for a in e.charter.articles] for e in (found, again)]
        assert marks[0] == marks[1]


def test_a_setting_and_a_house_style_go_before_the_document() -> None:
    below = PageLayout("above", "in-line")
    found = import_document(
        JA_BELOW.encode(), file="a.txt", style=STYLES["ja"], learn=True, fixed=["number"],
        layout=below,
    )  # fmt: skip
    assert "number" not in dict(found.drafting)
    assert [article.form and article.form.opens for article in found.charter.articles] == [
        "\n", "\n",
    ]  # fmt: skip


def test_the_usual_layout_is_that_of_the_usual_house_style() -> None:
    for name, style in STYLES.items():
        house = HOUSES[STYLE_HOUSES.get(name) or LANGUAGES[style.language].house]
        assert usual_layout(style) == (house.heading_place, house.number_place)
