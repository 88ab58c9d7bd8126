"""Numbers with more digits than a number may have, where a document or a folder names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import import_document
from amendtool.repository.git.adapter import is_on
from amendtool.repository.landing.locks import Holder
from amendtool.workflow.importing.document import files_in
from tests.importing.test_word_looks import read, texts
from tests.importing.word_files import field, line

MANY = "9" * 5000
PAGE = "<h2>Article 1. Name</h2><p>a{}b</p><h2>Article 2. Seat</h2><p>c</p>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"&#{MANY};", "\ufffd"),
        (f"&#{'0' * 5000}65;", "A"),
        (f"&#{'0' * 5000};", "\ufffd"),
        ("&#0000000000167;", "§"),
        ("&#1114112;", "\ufffd"),
        (f"&#x{'F' * 5000};", "\ufffd"),
    ],
)
def test_a_character_of_a_page_by_a_number_of_any_length(written: str, shown: str) -> None:
    found = import_document(
        PAGE.format(written).encode(), file="a.html", style=STYLES["bylaws"], learn=True
    )
    first, _ = found.charter.every_article()
    assert first.paragraphs[0].text == f"a{shown}b"


def test_a_circle_around_a_number_of_any_length() -> None:
    found = read(line("It is ", field(f" EQ \\o\\ac(○,{MANY}) "), " here."))
    assert texts(found) == [f"It is ○{MANY} here."]
    assert found.doubts


def test_files_of_a_folder_are_sorted_by_numbers_of_any_length(tmp_path: Path) -> None:
    names = ["2-b.md", "10-a.md", f"{'9' * 200}-c.md", f"{'0' * 199}3-d.md", "²-e.md", "x.md"]
    for name in names:
        (tmp_path / name).write_text("x", "utf-8")
    files, others = files_in(tmp_path)
    assert list(files) == [
        "2-b.md", f"{'0' * 199}3-d.md", "10-a.md", f"{'9' * 200}-c.md", "x.md", "²-e.md",
    ]  # fmt: skip
    assert others == []


@pytest.mark.parametrize(
    ("value", "on"),
    [("1", True), ("0", False), ("+007", True), ("-1", True), ("000", False), ("²", False),
     (MANY, True), ("0" * 5000, False), ("--1", False), ("", False), (None, False)],
)  # fmt: skip
def test_a_setting_of_git_is_on_by_a_number_of_any_length(value: str | None, on: bool) -> None:
    assert is_on(value) is on


@pytest.mark.parametrize("pid", ["²", MANY, "-1", "1.5", "٣"])
def test_a_lock_of_a_number_that_no_process_has_is_not_ours(pid: str) -> None:
    assert Holder.parse(f"amendtool {pid} here") is None
    assert Holder.parse("amendtool 12 here") == Holder(pid=12, host="here")
