"""附則 with its text on the same line, as short rules have it."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import article_texts
from amendtool.importing.document import Imported, import_document

_ARTICLES = "規程\n\n第１条　本会は、寿会という。\n\n第２条　会費は、千円とする。\n\n"
_DAY = "この規程は、平成十年四月一日から施行する。"
_LONG = "この規程は、平成十年四月一日から施行し、同年五月一日以後に入会した者についてのみ適用する。"


def imported(text: str, file: str = "rules.txt") -> Imported:
    return import_document(text.encode(), file=file, style=None, learn=True)


def supplementary(found: Imported) -> list[list[str]]:
    return [list(article_texts(each)) for each in found.charter.supplementary]


@pytest.mark.parametrize("text", [_DAY, _LONG])
@pytest.mark.parametrize("title", ["附則", "附　則", "付則", "附則：", "（附則）", "【附則】"])
def test_a_text_behind_the_title_is_that_of_the_block(title: str, text: str) -> None:
    found = imported(f"{_ARTICLES}{title}　{text}\n")
    assert [str(each.number) for each in found.charter.articles] == ["1", "2"]
    assert list(article_texts(found.charter.articles[-1])) == ["会費は、千円とする。"]
    assert supplementary(found) == [[text]]
    assert [each.code for each in found.report.doubts if each.severity != "note"] == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rules.md", "# 規程\n\n## 第1条\n\n本会は、寿会という。\n\n附則　{}\n"),
        ("rules.html", "<h1>規程</h1><p>第1条　本会は、寿会という。</p><p>附則　{}</p>"),
    ],
)
def test_in_other_formats_too(file: str, text: str) -> None:
    assert supplementary(imported(text.format(_DAY), file)) == [[_DAY]]


def test_several_each_on_its_line() -> None:
    other = "この規程は、平成二十年四月一日から施行する。"
    found = imported(f"{_ARTICLES}附則　{_DAY}\n附則（平成二十年三月）　{other}\n")
    assert supplementary(found) == [[_DAY], [other]]


def test_a_number_behind_the_title_is_that_of_the_first_paragraph() -> None:
    found = imported(f"{_ARTICLES}附則　１　{_DAY}\n２　会費は、同日から納める。\n")
    assert supplementary(found) == [[_DAY, "会費は、同日から納める。"]]


@pytest.mark.parametrize("line", ["附則　平成十年四月一日", "附則　（平成十年四月一日）"])
def test_a_title_with_its_day_stays_one(line: str) -> None:
    found = imported(f"{_ARTICLES}{line}\n{_DAY}\n")
    assert supplementary(found) == [[_DAY]]


def test_a_sentence_on_supplementary_provisions_is_none() -> None:
    found = imported("規程\n\n第１条　本会は、寿会という。\n\n附則の規定は、別に定める。\n")
    assert not found.charter.supplementary
