"""A caption behind a number without a word, where some have a text below it and some a list."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document

_JA = (
    "会議室利用細則\n\n{0}目的\n　　この細則は、会議室の利用について定める。\n\n"
    "{1}利用時間\n　　利用時間は、午前九時から午後九時までとする。\n\n"
    "{2}申込み\n　(1) 利用しようとする者は、申し込む。\n　(2) 申込みは、書面による。\n"
)
_MARKS = {
    "wide with a stop": ("１．", "２．", "３．"),
    "with a stop and a space": ("1. ", "2. ", "3. "),
    "bare": ("１　", "２　", "３　"),
    "kanji": ("一、", "二、", "三、"),
}


@pytest.mark.parametrize("name", sorted(_MARKS))
def test_a_title_over_a_list_is_a_caption_where_the_others_are_over_texts(name: str) -> None:
    given = _JA.format(*_MARKS[name])
    found = import_document(given.encode(), file="rules.txt", style=None, learn=True).charter
    assert [each.heading for each in found.articles] == ["目的", "利用時間", "申込み"]
    assert [len(each.paragraphs[0].items) for each in found.articles] == [0, 0, 2]


def test_a_line_that_introduces_its_list_is_none() -> None:
    given = _JA.format("１．", "２．", "３．").replace("申込み\n", "利用できる者\n")
    found = import_document(given.encode(), file="rules.txt", style=None, learn=True).charter
    assert found.articles[2].heading is None


def test_capitals_with_a_colon_are_captions_over_lists_as_over_texts() -> None:
    given = (
        "DEED OF TRUST\n\n1. NAME:\nThe Trust is called the Ferry Trust.\n\n"
        "2. TRUSTEES:\ni) There are three trustees.\nii) A trustee may resign.\n\n"
        "3. MEETINGS:\nThe trustees meet in May.\n\n4. ACCOUNTS:\nThey are kept by the clerk.\n"
    )
    found = import_document(given.encode(), file="deed.txt", style=None, learn=True).charter
    assert [each.heading for each in found.articles] == [
        "NAME:", "TRUSTEES:", "MEETINGS:", "ACCOUNTS:",
    ]  # fmt: skip
    small = given.replace("TRUSTEES:", "The trustees:")
    found = import_document(small.encode(), file="deed.txt", style=None, learn=True).charter
    assert found.articles[1].heading is None
