"""Two levels of one word (§ 1 over § 1.1), and numbers with a nought over those of their parts."""

from __future__ import annotations

import pytest

from amendtool.articles.styles import STYLES
from amendtool.articles.styles.samples import with_article, with_chapter
from amendtool.importing.document import Imported, import_document
from amendtool.importing.evidence.marks import readings
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.importing.print_account import house_of, printed_otherwise
from tests.importing.test_marks import drawn
from tests.importing.test_silent_kinds import FORMATS, doubted, labels, read

TEXT = "The club does what it says here."


def chapters(found: Imported) -> list[tuple[str, str | None]]:
    """What each chapter prints as its number, and its heading."""
    style = found.printed
    return [
        (style.printed_title(0, one.form).printed(one.number) if one.number else "", one.heading)
        for one in found.charter.chapters
    ]  # fmt: skip


def comes_back(found: Imported) -> None:
    """Whether print has every sign of the document, and is read back the same."""
    house = house_of(found, None)
    assert not list(printed_otherwise(found, house))
    export = make_export(found.charter, style=found.printed, house=house, title="")
    count = len(list(found.charter.every_article()))
    for form, ending in (("text", "txt"), ("html", "html"), ("markdown", "md"), ("docx", "docx")):
        data = render(ARTICLES, export, form)
        again = import_document(data, file=f"y.{ending}", style=found.printed)
        assert labels(again) == labels(found)
        assert chapters(again) == chapters(found)
        assert [drawn(again, at) for at in range(count)] == [
            drawn(found, at) for at in range(count)
        ]


# Chapters and articles of one word


@FORMATS
@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("§{}", "§{}.{}"), ("§ {}", "§ {}.{}"), ("§ {}.", "§ {}.{}."),
        ("Section {}.", "Section {}.{}"), ("SECTION {}", "SECTION {}.{}"),
        ("Rule {}.", "Rule {}.{}."), ("Section {}.0", "Section {}.{}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("titled", [True, False])
def test_the_inner_level_of_a_word_has_the_articles(
    outer: str, inner: str, titled: bool, file: str
) -> None:
    lines = ["BYLAWS"]
    for chapter, (heading, titles) in enumerate(
        (("Name", ("Title", "Seat")), ("Members", ("Joining", "Leaving", "Fees"))), 1
    ):
        lines.append(f"{outer.format(chapter)} {heading}")
        for at, title in enumerate(titles, 1):
            mark = inner.format(chapter, at)
            lines += [f"{mark} {title}", TEXT] if titled else [f"{mark} {TEXT}"]
    found = read(*lines, file=file)
    assert doubted(found) == []
    assert [label for label, _ in labels(found)] == [
        inner.format(chapter, at) for chapter, at in ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3))
    ]
    assert chapters(found) == [(outer.format(1), "Name"), (outer.format(2), "Members")]
    if titled:
        assert [title for _, title in labels(found)] == "Title Seat Joining Leaving Fees".split()
    comes_back(found)


@FORMATS
def test_an_article_with_a_text_of_its_own_keeps_its_parts(file: str) -> None:
    found = read("BYLAWS", "§ 1 Name", TEXT, "§ 2 Seat", TEXT, "§ 2.1 " + TEXT, "§ 3 End", TEXT,
                 file=file)  # fmt: skip
    assert [label for label, _ in labels(found)] == ["§ 1", "§ 2", "§ 3"]
    assert "§ 2.1" in str(drawn(found, 1)) or doubted(found) == []


def test_a_chapter_of_the_articles_word_is_named_as_others_are() -> None:
    style = with_article(STYLES["bylaws"], "§ 1.1")
    assert style is not None
    told = with_chapter(style, "§ 1 …")
    assert told is not None
    assert not isinstance(told, int)
    assert told.titles[0].prefix == "§ "
    assert told.chapters[0].prefix == STYLES["bylaws"].chapters[0].prefix


# Numbers with a nought


@FORMATS
@pytest.mark.parametrize(
    ("outer", "inner", "language"),
    [
        ("{}.0", "{}.{}", "en"), ("{}.00", "{}.0{}", "en"), ("{}.0.", "{}.{}.", "en"),
        ("Article {}.0", "{}.{}", "en"), ("{}．０", "{}．{}", "ja"), ("{}.0", "{}.{}", "ja"),
    ],
)  # fmt: skip
def test_a_nought_stands_over_the_parts_of_its_number(
    outer: str, inner: str, language: str, file: str
) -> None:
    text = TEXT if language == "en" else "この会は学ぶ。"
    titles = ("NAME", "SEAT", "END") if language == "en" else ("名称", "所在", "終わり")
    lines = ["BYLAWS" if language == "en" else "会則"]
    wide = "．" in outer
    for number, title in enumerate(titles, 1):
        digit = "０１２３"[number] if wide else str(number)
        lines.append(f"{outer.format(digit)} {title}")
        lines += [f"{inner.format(digit, '０１２３'[at] if wide else at)} {text}" for at in (1, 2)]
    found = read(*lines, file=file)
    assert doubted(found) == []
    assert [label for label, _ in labels(found)] == [
        outer.format("０１２３"[at] if wide else at) for at in (1, 2, 3)
    ]
    assert str(drawn(found)).count(text) == 2
    comes_back(found)


@pytest.mark.parametrize("file", ["x.txt", "x.docx"])
def test_titled_parts_of_a_number_with_a_nought_are_the_articles(file: str) -> None:
    found = read("BYLAWS", "1.0 NAME", "1.1 Title", TEXT, "1.2 Seat", TEXT, "2.0 MEMBERS",
                 "2.1 Joining", TEXT, file=file)  # fmt: skip
    assert labels(found) == [("1.1", "Title"), ("1.2", "Seat"), ("2.1", "Joining")]
    assert chapters(found) == [("1.0", "NAME"), ("2.0", "MEMBERS")]
    comes_back(found)


@pytest.mark.parametrize("sample", ["1.0", "1.00", "1.0."])
def test_a_sample_with_a_nought_is_that_of_its_number(sample: str) -> None:
    style = with_article(STYLES["en"], sample)
    assert style is not None
    assert style.article.suffix.startswith(".0")
    assert style.article.branch != "."


@pytest.mark.parametrize("text", ["1.0 litres of water", "1.0% of it", "1.05 of it", "1.0.5 x"])
def test_a_measure_is_no_number_with_a_nought(text: str) -> None:
    assert not any(one.label.literals[-1].startswith(".0") for one in readings(text))


@FORMATS
@pytest.mark.parametrize("line", ["1.0.1 The seat.", "1.1.0 The seat.", "0.1 The seat."])
def test_a_number_with_a_nought_inside_is_doubted(line: str, file: str) -> None:
    found = read("BYLAWS", "1.0 NAME", "1.1 " + TEXT, line, "2.0 END", "2.1 " + TEXT, file=file)
    assert [code for code, _ in doubted(found)].count("mark-as-text") == 1


@FORMATS
def test_a_nought_beside_its_parts_is_doubted(file: str) -> None:
    found = read("BYLAWS", "Article I Name", "1.0 " + TEXT, "1.1 " + TEXT, "Article II End",
                 "2.0 " + TEXT, "2.1 " + TEXT, file=file)  # fmt: skip
    assert [code for code, _ in doubted(found)].count("mark-in-doubt") == 2
