"""``[drafting]`` in ``amendtool.toml``: forms by sample, mistakes with their lines."""

from __future__ import annotations

import pytest

from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.comparison.house import HeadingPlace
from amendtool.errors import InputError
from amendtool.repository.config import read_config

HEAD = 'language = "ja"\nstyle = "ja"\n\n[drafting]\n'


def test_forms_are_chosen_by_samples() -> None:
    config = read_config(
        (
            HEAD + 'article = "第一条"\nparagraph = "②"\nitems = ["一", "イ"]\n'
            'heading = "beside"\nsupplementary = "附則"\n'
        ).encode()
    )
    style = config.style
    assert style.article.write(Number.of(10)) == "第十条"
    assert style.paragraph.write(Number.of(2)) == "②"
    assert [form.write(Number.of(2)) for form in style.items[:2]] == ["二", "ロ"]
    assert style.supplementary_title == "附則"
    assert config.house.heading_place is HeadingPlace.BESIDE
    assert style.default is JA


def test_without_the_table_the_style_is_as_it_is_built_in() -> None:
    assert read_config(b"").style is EN
    assert read_config(b"[drafting]\n").style is EN


@pytest.mark.parametrize(
    ("settings", "line", "path", "code", "words"),
    [
        ('artcle = "第一条"', 5, "drafting.artcle", "unknown-setting", "did you mean article?"),
        ('article = "甲条"', 5, "drafting.article", "sample-unclear", "第一条"),
        ("article = 1", 5, "drafting.article", "text-expected", 'article = "…"'),
        ('article = "%s%n"', 5, "drafting.article", "sample-unclear", "第一条"),
        ('article = "第n条"', 5, "drafting.article", "sample-unclear", "第一条"),
        ('article = "第ｎ条"', 5, "drafting.article", "sample-unclear", "第一条"),
        ('article = "Article {1}"', 5, "drafting.article", "sample-unclear", "第一条"),
        ('chapter = "第$1章"', 5, "drafting.chapter", "sample-unclear", "第一章"),
        ('paragraph = "(%d)"', 5, "drafting.paragraph", "sample-unclear", "②"),
        ('items = ["(n)"]', 5, "drafting.items", "sample-unclear", "イ"),
        ('paragraph = "甲"', 5, "drafting.paragraph", "sample-unclear", "②"),
        ('caption = "【】"', 5, "drafting.caption", "sample-unclear", "（…）"),
        ('caption = "第1条"', 5, "drafting.caption", "sample-unclear", "（…）"),
        ('\nitems = ["一", "甲"]', 6, "drafting.items", "sample-unclear", "イ"),
        ('items = "一"', 5, "drafting.items", "texts-expected", "items = ["),
        ("items = []", 5, "drafting.items", "texts-expected", "items = ["),
        ('heading = "left"', 5, "drafting.heading", "choice-unknown", "above, beside"),
        ('closing_align = "right"', 5, "drafting.closing_align", "choice-unknown", "the last one"),
        ('preamble_align = ["top"]', 5, "drafting.preamble_align", "choice-unknown", "centre"),
        ('items_gap = ""', 5, "drafting.items_gap", "choice-unknown", "items_gap = ["),
        ("items_gap = []", 5, "drafting.items_gap", "choice-unknown", "items_gap = ["),
        ('items_gap = ["-"]', 5, "drafting.items_gap", "choice-unknown", "items_gap = ["),
        ("paragraph_gap = 1", 5, "drafting.paragraph_gap", "choice-unknown", "paragraph_gap ="),
        ('supplementary = ""', 5, "drafting.supplementary", "text-expected", "supplementary"),
        ('supplementary = "附\\u200b則"', 5, "drafting.supplementary", "invisible-character", ""),
    ],
)
def test_every_mistake_has_its_line(
    settings: str, line: int, path: str, code: str, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_config((HEAD + settings + "\n").encode())
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.path, problem.code) == (line, path, code)
    assert words in (problem.hint or "")


def test_all_mistakes_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        read_config(b'heding = "x"\n[drafting]\narticle = "x"\nitems = ["x"]\n')
    assert [problem.code for problem in caught.value.problems] == [
        "unknown-setting", "sample-unclear", "sample-unclear",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["drafting = 3\n", '[[drafting]]\narticle = "x"\n'])
def test_the_table_is_a_table(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_config(text.encode())
    assert [problem.code for problem in caught.value.problems] == ["table-expected"]


def test_what_stands_behind_a_mark_is_a_setting_of_its_own() -> None:
    style = read_config((HEAD + 'paragraph_gap = ""\nitems_gap = ["", "　"]\n').encode()).style
    assert (style.paragraph_chosen, style.items_chosen) == (False, 0)
    gaps = [style.mark_gap(style.paragraph, 0, "２．", "前項")]
    gaps += [style.mark_gap(style.item_form(each), each, "（１）", "机") for each in (1, 2, 3)]
    assert gaps == ["", "", "　", "　"]


@pytest.mark.parametrize(
    ("mark", "text", "tight"),
    [
        ("（１）", "冷蔵庫", True), ("（１）", "5日", True), ("(a)", "冷蔵庫", True),
        ("①", "5日", True),
        ("（１の２）", "冷蔵庫", True), ("1.", "冷蔵庫", True), ("1.", "To sell", True),
        ("1.", "5日", False), ("１．", "５日", False), ("1.", "a 冷", False), ("(a)", "abc", False),
        ("a.", "冷蔵庫", False), ("1.2", "氷", False),
        ("２", "前項", True), ("12", "前項", True), ("ア", "氷", True), ("一", "冷蔵庫", True),
        ("２", "テレビ", True), ("一", "テレビ", True), ("ア", "テレビ", False),
        ("２", "人以上", False), ("２", "メートル", False), ("２", "の規定", False),
        ("２", "３名", False), ("２", "abc", False), ("二", "人以上", False), ("一", "般", False),
        ("十", "一人", False), ("一", "方の者", False),
        ("（１）", "及び机", True), ("（１）", "のり", False), ("①", "．", False),
        ("（１）", "", False),
    ],
)  # fmt: skip
def test_a_mark_keeps_its_space_where_it_would_run_into_its_text(
    mark: str, text: str, tight: bool
) -> None:
    style = read_config((HEAD + 'items_gap = [""]\n').encode()).style
    assert style.mark_gap(style.item_form(1), 1, mark, text) == ("" if tight else "　")
