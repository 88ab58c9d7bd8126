"""Document templates: which are chosen, what they may do, and what is said when they fail."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from amendtool.amendments.operations import Dates
from amendtool.comparison.table import Align
from amendtool.errors import InputError, Problem
from amendtool.render.notice.html import to_html
from amendtool.render.notice.markdown import to_markdown
from amendtool.render.notice.markup import DEEPEST, read_markup
from amendtool.render.notice.model import (
    Fact,
    FactList,
    Heading,
    Layout,
    Notice,
    NoticeLine,
    NoticeParagraph,
)
from amendtool.render.notice.templates import choose, template_files
from tests.render.document_cases import japanese, notice, press_release


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a template of the company; gives the folder."""

    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def refused(make: Callable[[], Notice]) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        make()
    return caught.value.problems


# -- which template --------------------------------------------------------------------------


def test_the_packaged_templates_say_what_they_are() -> None:
    files = template_files()
    assert [(each.name, each.language) for each in files] == [
        ("genkou-teikan", "ja"), ("gijiroku", "ja"), ("kaiji", "ja"), ("minutes-extract", "en"),
        ("notice", "en"), ("notice-of-meeting", "en"), ("press-release", "en"),
        ("registered-matters", "en"),
        ("rinji-houkoku", "ja"), ("secretary-certificate", "en"), ("shoshu", "ja"),
        ("shoshu-tsuchi", "ja"), ("touki-jikou", "ja"),
    ]  # fmt: skip
    assert all(each.summary and each.path is None for each in files)


@pytest.mark.parametrize(
    ("name", "language", "articles", "chosen"),
    [
        (None, None, "en", "notice.en.j2"),
        (None, None, "ja", "shoshu.ja.j2"),
        (None, "ja", "en", "shoshu.ja.j2"),
        (None, "en", "ja", "notice.en.j2"),
        ("kaiji", None, "en", "kaiji.ja.j2"),
        ("press-release", "en", "ja", "press-release.en.j2"),
    ],
)
def test_the_language_chooses_where_no_name_does(
    name: str | None, language: str | None, articles: str, chosen: str
) -> None:
    assert choose(name, language, own=articles).file == chosen


def test_a_name_in_two_languages_follows_the_articles(own: Callable[[str, str], Path]) -> None:
    folder = own("notice.ja.j2", "<document/>")
    assert choose("notice", None, own="ja", folders=[folder]).file == "notice.ja.j2"
    assert choose("notice", None, own="en", folders=[folder]).file == "notice.en.j2"


@pytest.mark.parametrize(
    ("name", "language", "words"),
    [
        ("notise", None, "did you mean notice? "),
        ("notice", "ja", "in ja"),
        ("../notice", None, "there is no template '../notice'"),
    ],
)
def test_a_template_that_is_not_there(name: str, language: str | None, words: str) -> None:
    with pytest.raises(InputError) as caught:
        choose(name, language, own="en")
    (problem,) = caught.value.problems
    assert problem.code == "template-unknown"
    assert words in f"{problem.message} {problem.hint}"
    assert "press-release (en)" in problem.hint


# -- templates of the company ----------------------------------------------------------------


def test_a_template_of_the_same_file_name_goes_first(own: Callable[[str, str], Path]) -> None:
    folder = own(
        "notice.en.j2",
        "{# Ours #}<document><heading>No. {{ figures(amendment.item) }}</heading></document>",
    )
    assert notice().document("notice", [folder]).blocks == (Heading("No. 2"),)
    (template,) = [each for each in template_files([folder]) if each.file == "notice.en.j2"]
    assert (template.summary, template.path) == ("Ours", folder / "notice.en.j2")


def test_a_template_may_replace_one_block(own: Callable[[str, str], Path]) -> None:
    folder = own(
        "notice.en.j2",
        '{% extends "packaged/notice.en.j2" %}\n'
        '{% block closing %}<line align="right">END</line>{% endblock %}\n',
    )
    case = notice()
    packaged = case.document("notice")
    assert case.document("notice", [folder]).blocks == (
        *packaged.blocks,
        NoticeLine("END", Align.RIGHT),
    )


def test_a_new_template_is_offered_under_its_name(own: Callable[[str, str], Path]) -> None:
    folder = own("minutes.en.j2", "<document><paragraph>{{ company.name }}</paragraph></document>")
    own("README.md", "not a template")
    own("shared.j2", "not a document")
    assert "minutes" in {each.name for each in template_files([folder])}
    assert len(template_files([folder])) == len(template_files()) + 1
    document = notice().document("minutes", [folder])
    assert document.blocks == (NoticeParagraph("Internet Initiative Japan Inc."),)


def test_a_page_template_of_the_company_goes_before_the_packaged_one(tmp_path: Path) -> None:
    (tmp_path / "document.html.j2").write_text(
        '{% extends "packaged/document.html.j2" %}{% block before %}{{ super() }}<hr>{% endblock %}'
    )
    document = notice().document()
    assert to_html(document, [tmp_path]).replace("<hr>", "") == to_html(document)


# -- what goes wrong -------------------------------------------------------------------------

FAULTY = [
    ("<document>\n{{ company.nam }}\n</document>", "template-fails", 2, "nam"),
    ("<document>\n{{ compnay.name }}\n</document>", "template-fails", 2, "compnay"),
    ("<document>\n\n{% if %}\n</document>", "template-syntax", 3, ""),
    ("<document>\n{{ date(company.name) }}</document>", "template-fails", 2, "wants a date"),
    ("<document>\n{{ figures('1') }}</document>", "template-fails", 2, "whole number"),
    ("<document>\n{{ figures(true) }}</document>", "template-fails", 2, "whole number"),
    ("<document>\n{{ figures(0) }}</document>", "template-fails", 2, "0 cannot"),
    ("<document>\n{{ the(amendment.reasons) }}</document>", "template-fails", 2, "wants a text"),
    ("<document>\n  <paragrph>x</paragrph>\n</document>", "document-markup", 2, "<paragrph>"),
    ("<document>\n<line>\n{{ company.name }}\n</document>", "document-markup", 4, "no markup"),
    ("<document>\n{{ company.name }}</document>", "document-markup", 1, "right inside <document>"),
    ("<document><line/>\nstray</document>", "document-markup", 1, "'stray'"),
    ("<document>\n\n<line align='middle'>x</line></document>", "document-markup", 3, "centre"),
    ("<document>\n<heading level='4'>x</heading></document>", "document-markup", 2, "1, 2 or 3"),
    ("<document>\n<heading size='4'>x</heading></document>", "document-markup", 2, "size"),
    ("<document>\n<table/>\n<table/></document>", "document-markup", 3, "second time"),
    ("<document><table>\n<line/></table></document>", "document-markup", 2, "expected nothing"),
    ("<document>\n<line>a<b>c</b></line></document>", "document-markup", 2, "<b>"),
    ("<document>\n<?php x ?></document>", "document-markup", 2, "not allowed"),
    ("<document><numbered>\n<entry><paragraph>x</paragraph></entry></numbered></document>",
     "document-markup", 2, "needs a number"),
    ("<document><numbered>\n<entry number='1'/></numbered></document>",
     "document-markup", 2, "holds nothing"),
    ("<document><facts>\n<fact>x</fact></facts></document>", "document-markup", 2, "a term"),
    ("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<document>&e;</document>",
     "document-markup", 1, "document type"),
    ("<document>\n<line>&nbsp;</line></document>", "document-markup", 2, "nbsp"),
    ("<html>\n</html>", "document-markup", 1, "<document> should stand around"),
    ("nothing", "document-markup", 1, "no markup"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "line", "words"), FAULTY)
def test_a_faulty_template_is_reported_with_its_file_and_line(
    own: Callable[[str, str], Path], source: str, code: str, line: int, words: str
) -> None:
    folder = own("notice.en.j2", source)
    problem = refused(lambda: notice().document("notice", [folder]))[0]
    assert (problem.code, problem.place.file) == (code, str(folder / "notice.en.j2"))
    assert problem.place.line == line
    assert words in problem.message
    assert problem.hint


def test_the_line_of_a_mistake_inside_a_loop_and_a_block(own: Callable[[str, str], Path]) -> None:
    folder = own(
        "notice.en.j2",
        '{% extends "packaged/notice.en.j2" %}\n'
        "{% block reasons %}\n"
        "{% for reason in amendment.reasons %}\n"
        "  <line>{{ reason[0] }}</line>\n"
        "  <oops/>\n"
        "{% endfor %}\n"
        "{% endblock %}\n",
    )
    problems = refused(lambda: notice().document("notice", [folder]))
    assert {(problem.place.file, problem.place.line) for problem in problems} == {
        (str(folder / "notice.en.j2"), 5)
    }


ESCAPES = [
    "{{ company.__class__ }}",
    "{{ company.facts.__class__ }}",
    "{{ date.__globals__ }}",
    "{{ amendment.name.upper() }}",
    "{{ amendment.adopted.today() }}",
    "{{ table.blocks() }}",
    "{{ company.name|safe }}",
    "{% autoescape false %}{{ company.name }}{% endautoescape %}",
    "{% include '/etc/passwd' %}",
    "{% include '../table.html.j2' %}",
    "{% include 'documents/notice.en.j2' %}",
    "{{ 'a' * 1000000000 }}",
    "{% set company.name = 'x' %}",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_cannot_leave_the_sandbox(own: Callable[[str, str], Path], source: str) -> None:
    folder = own("notice.en.j2", f"<document><line>{source}</line></document>")
    (problem,) = refused(lambda: notice().document("notice", [folder]))
    assert problem.code in ("template-fails", "template-syntax")
    assert problem.place.file == str(folder / "notice.en.j2")


def test_a_template_that_is_a_link_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("<document/>")
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "notice.en.j2").symlink_to(secret)
    (problem,) = refused(lambda: notice().document("notice", [folder]))
    assert problem.code == "template-not-a-file"


# -- facts that are not there ----------------------------------------------------------------


def test_every_missing_fact_is_reported_at_once_with_what_to_add() -> None:
    problems = refused(
        lambda: press_release().document(
            "press-release", resolved=None, adopted=None, meeting="", meeting_as_printed="",
            reasons=(),
        )
    )  # fmt: skip
    assert {problem.code for problem in problems} == {"document-fact-missing"}
    assert [problem.place.path for problem in problems] == [
        "announced", "resolved", "meeting", "adopted", "reasons",
    ]  # fmt: skip
    assert {problem.place.file for problem in problems} == {"amendments/2013-06-26-agm.yaml"}
    assert problems[3].hint == "add `adopted: 2013-06-26` to amendments/2013-06-26-agm.yaml"


def test_a_missing_fact_of_the_company_is_asked_for_in_the_configuration() -> None:
    problems = refused(lambda: press_release().document("kaiji"))
    assert [(problem.place.file, problem.hint) for problem in problems] == [
        ("amendtool.toml", 'add `code = "…"` to amendtool.toml under [documents]')
    ]


def test_what_is_not_known_may_be_left_out() -> None:
    document = notice().document("notice", item=None)
    assert document.title == "Amendments to the Articles of Incorporation"
    case = japanese()
    assert case.document("shoshu", item=None).title == "定款一部変更の件"


def test_one_reason_alone_has_no_number() -> None:
    document = notice().document("notice", reasons=("One.\n\nTwo\nlines.",))
    assert document.blocks[3:5] == (NoticeParagraph("One."), NoticeParagraph("Two lines."))


def test_japanese_lines_are_joined_without_a_space() -> None:
    document = japanese().document("shoshu", reasons=("取締役会の\n決議 Sample\nCo.\nを",))
    assert document.blocks[2] == NoticeParagraph("　取締役会の決議 Sample Co.を")


def test_the_day_of_the_disclosure_may_be_another_than_that_of_the_board() -> None:
    text = to_markdown(japanese().document("kaiji", announced=datetime.date(2025, 5, 15)))
    assert text.startswith("2025年５月15日\n")
    assert "2025年５月14日開催の取締役会" in text
    assert "本日" not in text


def test_days_on_which_single_provisions_take_effect_are_told() -> None:
    case = japanese()
    operations = [
        replace(operation, dates=Dates(effective=datetime.date(2025, month, 1)))
        for operation, month in zip(case.amendment.operations, (9, 9, 7), strict=False)
    ]
    (schedule,) = [
        block
        for block in case.document("kaiji", operations=tuple(operations)).blocks
        if isinstance(block, FactList) and block.layout is Layout.COLUMNS
    ]
    assert schedule.facts[2] == Fact(
        "一部の規定の効力発生日",
        "2025年７月１日（火曜日）（予定）\n2025年９月１日（月曜日）（予定）",
    )


# -- the markup ------------------------------------------------------------------------------


def test_white_space_is_layout_and_full_width_space_is_text() -> None:
    table = notice().table
    text = (
        "\n<document>\n  <line>\n    a\t b\n\n    c<br/>\n  \u3000d\u3000 </line>\n"
        "  <paragraph> </paragraph><!-- nothing -->\n"
        "  <facts layout='aside'><fact term=' x  y '>1</fact><fact term='z'> </fact></facts>\n"
        "  <facts/>\n  <numbered/>\n</document>\n"
    )
    assert read_markup(text, language="en", table=table).blocks == (
        NoticeLine("a b c\n\u3000d\u3000"),
        FactList((Fact("x y", "1"),), Layout.ASIDE),
    )


def test_lists_stand_in_each_other_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> str:
        inner = nested(depth - 1) if depth > 1 else "<paragraph>x</paragraph>"
        return f'<numbered><entry number="1">{inner}</entry></numbered>'

    table = notice().table
    deepest = f"<document>{nested(DEEPEST)}</document>"
    assert len(read_markup(deepest, language="en", table=table).blocks) == 1
    with pytest.raises(InputError, match=f"deeper than {DEEPEST}"):
        read_markup(f"<document>{nested(DEEPEST + 1)}</document>", language="en", table=table)


def test_a_character_that_no_document_can_hold_is_refused() -> None:
    with pytest.raises(InputError, match=r"U\+0007, U\+FFFE"):
        read_markup("<document>\a\ufffe</document>", language="en", table=notice().table)


def test_every_mistake_of_the_markup_is_told() -> None:
    text = "<document><line align='x'>a</line><oops/><heading level='9'>h</heading></document>"
    with pytest.raises(InputError) as caught:
        read_markup(text, language="en", table=notice().table)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<table/>", "no comparison table"),
        ("<articles/>", "no articles to print"),
        ("<grid><row><cell>x</cell></row></grid>", "begins with one <head>"),
        ("<grid><head/><row/></grid>", "begins with one <head>"),
        (
            "<grid><head><cell>x</cell></head><row><cell>1</cell><cell>2</cell></row></grid>",
            "this row has 2 cells, and the head of the grid 1",
        ),
        (
            "<grid widths='1 0'><head><cell>x</cell><cell>y</cell></head></grid>",
            "a whole number from 1 to 99",
        ),
        ("<cover><paragraph>x</paragraph></cover>", "cannot stand in <cover>"),
        ("<break>x</break>", "text stands right inside <break>"),
    ],
)
def test_mistakes_in_a_document_of_the_articles(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_markup(f"<document of='articles'>{text}</document>", language="en")
    assert {each.code for each in caught.value.problems} == {"document-markup"}
    assert any(told in each.message for each in caught.value.problems)


def test_what_a_document_is_of_is_one_of_two_things() -> None:
    with pytest.raises(InputError, match="expected one of amendment, articles"):
        read_markup("<document of='article'/>", language="en")
