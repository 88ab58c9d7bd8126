"""Drafts in which what is deleted keeps its label, with words in its place that say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.styles import STYLES
from amendtool.importing.document import import_document
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from tests.printed.product import Found, printed_again, tree_of

DOTTED = """\
# Rules of the Mill

## Article 1. Millers

### Section 1.1 Joining

Anybody who mills may join.

### Section 1.2 Wheels

These are the wheels.

#### Section 1.2.1 Upper Wheel

The upper wheel turns by day.

#### Section 1.2.2 Lower Wheel

The lower wheel turns by night.

### Section 1.3 Leaving

Anybody may leave.
"""
DASHED = """\
ARTICLE I — NAME

Section 1 — Name

The name is Quarry Circle.

Section 2 — Aims

The Circle keeps the quarry open.

ARTICLE II — MEMBERS

Section 1 — Entry

The Board admits members.

Section 2 — Fees

Each member pays a fee.

Section 3 — Votes

Each member has one vote.
"""
UNTITLED = """\
# Rules of the Weir

## Aims

1. The weir is kept.

2. It has no owner.

## Members

1. Anybody may join.

## Choices

Choices are made by lot.
"""
ALONE = (
    "# Rules\n\n## 1.\n\nThe ford is free.\n\n## 2.\n\nThe bridge is not.\n\n## 3.\n\nSo be it.\n"
)
ARTICLES = """\
# 水車組合規約

## 第1条（名称）

本組合は、水車組合という。

## 第2条（目的）

本組合は、水車を守る。

## 第3条（会費）

会員は、会費を納める。
"""
ABOVE = """\
（名称）
第１条　本組合は、石工組合という。

（目的）
第２条　本組合は、石を切る。

（会費）
第３条　会員は、会費を納める。
２　会費は、返さない。
"""
DOTS = """\
# 機織り規約

## 1. 会員

### 1.1 入会

誰でも入会できる。

### 1.2 機

機は、次のとおりとする。

#### 1.2.1 大機

大機は、昼に動かす。

#### 1.2.2 小機

小機は、夜に動かす。
"""


def found_in(text: str, form: str, style: str) -> Found:
    given = import_document(text.encode(), file=f"b.{form}", style=STYLES[style], learn=True)
    return Found(tree_of(given.charter, given.printed), (), given, given.printed)


def printed(found: Found) -> list[str]:
    lines = printed_again(found, "txt", "").data.decode().splitlines()
    return [line.strip() for line in lines if line.strip()]


def typed(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.strip()]


def drafted_both_ways(text: str, edited: str, form: str, style: str) -> None:
    """What is drafted, applied as written, has to print the edited text, line by line."""
    assert text != edited
    for old, new in ((text, edited), (edited, text)):
        found = found_in(old, form, style)
        present, own = found.imported.charter, found.style
        made = draft(present, EditedDocument(data=new.encode(), file=f"b.{form}"), own, name="x")
        written = write_amendment(made.amendment, own)
        amendment = read_amendment(written, own, file="x.yaml", name="x").amendment
        application = apply(present, amendment, own)
        assert not application.questions
        proposed = replace(found, imported=replace(found.imported, charter=application.proposed))
        body = printed(proposed)
        assert body == typed(new)[-len(body) :]
        assert len(body) >= len(typed(new)) - 1  # what names the document may stand on its page


@pytest.mark.parametrize("words", ["[Reserved]", "(Reserved)", "[Reserved.]", "[Repealed]"])
@pytest.mark.parametrize("old", ["1.2.1 Upper Wheel", "1.2.2 Lower Wheel"])
def test_a_number_below_a_section_may_be_the_only_thing_left_of_it(old: str, words: str) -> None:
    number, text = old.split(" ", 1)[0], DOTTED.index(old)
    end = DOTTED.index(".\n", text) + 2
    edited = f"{DOTTED[:text]}{number} {words}\n{DOTTED[end:]}"
    drafted_both_ways(DOTTED, edited, "md", "bylaws")


@pytest.mark.parametrize("words", ["[Reserved]", "Intentionally omitted."])
def test_all_numbers_below_a_section_may_be_deleted(words: str) -> None:
    start, end = DOTTED.index("#### Section 1.2.1"), DOTTED.index("### Section 1.3")
    both = f"#### Section 1.2.1 {words}\n\n#### Section 1.2.2 {words}\n\n"
    drafted_both_ways(DOTTED, DOTTED[:start] + both + DOTTED[end:], "md", "bylaws")


@pytest.mark.parametrize("words", ["[Reserved]", "(reserved)", "Intentionally left blank."])
@pytest.mark.parametrize("sign", [" — ", ": ", " - ", ". "])
def test_what_is_deleted_stands_behind_the_sign_that_captions_stand_behind(
    sign: str, words: str
) -> None:
    text = DASHED
    for number in "123":
        text = text.replace(f"Section {number} — ", f"Section {number}{sign}")
    edited = text.replace("Fees\n\nEach member pays a fee.", words)
    drafted_both_ways(text, edited, "txt", "bylaws")


@pytest.mark.parametrize("words", ["[Reserved]", "(Reserved)", "[Repealed]", "(Deleted)"])
@pytest.mark.parametrize("style", ["bylaws", "en"])
@pytest.mark.parametrize("old", ["Choices are made by lot.", "1. Anybody may join.", "has no"])
def test_below_a_caption_what_is_deleted_is_its_text(old: str, style: str, words: str) -> None:
    edited = UNTITLED.replace("It has no owner." if old == "has no" else old, words)
    drafted_both_ways(UNTITLED, edited, "md", style)


@pytest.mark.parametrize("words", ["[Reserved]", "[Reserved.]", "Intentionally omitted"])
@pytest.mark.parametrize("old", ["The ford is free.", "The bridge is not.", "So be it."])
def test_below_a_number_alone_what_is_deleted_stays_below_it(old: str, words: str) -> None:
    drafted_both_ways(ALONE, ALONE.replace(old, words), "md", "bylaws")


@pytest.mark.parametrize("words", ["[Reserved]", "(Reserved)"])
@pytest.mark.parametrize("number", ["1.1 Joining", "1.2 Wheels", "1.3 Leaving"])
@pytest.mark.parametrize("word", ["Section ", ""])
def test_a_section_may_be_deleted_and_what_is_counted_below_it_not(
    word: str, number: str, words: str
) -> None:
    text = DOTTED.replace("Section ", word).replace("Article ", "" if not word else "Article ")
    start = text.index(f"{word}{number}")
    end = text.index(".\n", start) + 2
    edited = f"{text[:start]}{word}{number[:3]} {words}\n{text[end:]}"
    drafted_both_ways(text, edited, "md", "bylaws")


@pytest.mark.parametrize("words", ["（削除）", "[削除]", "（欠番）", "削　除"])
@pytest.mark.parametrize(
    ("text", "form", "old", "label"),
    [
        (ARTICLES, "md", "第2条（目的）\n\n本組合は、水車を守る。", "第2条　"),
        (ARTICLES, "md", "本組合は、水車を守る。", ""),
        (ABOVE, "txt", "（目的）\n第２条　本組合は、石を切る。", "第２条　"),
        (ABOVE, "txt", "２　会費は、返さない。", "２　"),
        (DOTS, "md", "1.1 入会\n\n誰でも入会できる。", "1.1 "),
        (DOTS, "md", "1.2.1 大機\n\n大機は、昼に動かす。", "1.2.1 "),
        (DOTS, "md", "小機は、夜に動かす。", ""),
    ],
)
def test_what_is_deleted_in_japanese(
    text: str, form: str, old: str, label: str, words: str
) -> None:
    drafted_both_ways(text, text.replace(old, label + words), form, "ja")


def test_words_that_stand_at_the_number_stay_there() -> None:
    edited = ARTICLES.replace("第2条（目的）\n\n本組合は、水車を守る。", "第2条（削除）")
    drafted_both_ways(ARTICLES, edited, "md", "ja")
