"""Marks right before their texts, （１）冷蔵庫: imported, exported and drafted as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Repository, call
from tests.importing.word_files import package, paragraph

RULES = ("備品管理規程", "（目的）", "第１条　この規程は、備品の管理を定める。", "（備品の種類）")
"""What stands before the list."""
END = ("（管理）", "第３条　備品は総務部長が管理する。")

Lines = Sequence[str]

TIGHT: dict[str, tuple[Lines, str]] = {
    "（１）": (("第２条　備品は、次のとおりとする。", "（１）冷蔵庫", "（２）電子レンジ"), '[""]'),
    "①": (("第２条　備品は、次のとおりとする。", "①冷蔵庫", "②電子レンジ"), '[""]'),
    "1.": (("第２条　備品は、次のとおりとする。", "1.冷蔵庫", "2.電子レンジ"), '[""]'),
    "１）": (("第２条　備品は、次のとおりとする。", "１）冷蔵庫", "２）PC一式"), '[""]'),
    "ア．": (("第２条　備品は、次のとおりとする。", "ア．冷蔵庫", "イ．電子レンジ"), '[""]'),
    "一、": (("第２条　備品は、次のとおりとする。", "一、冷蔵庫", "二、電子レンジ"), '[""]'),
    "(a)": (("第２条　備品は、次のとおりとする。", "(a)冷蔵庫", "(b)電子レンジ"), '[""]'),
    "two depths": (
        ("第２条　備品は、次のとおりとする。", "（１）家電", "①冷蔵庫", "②電子レンジ", "（２）机"),
        '["", ""]',
    ),
    "the outer depth": (
        (
            "第２条　備品は、次のとおりとする。",
            "（１）家電",
            "ア　冷蔵庫",
            "イ　レンジ",
            "（２）机",
        ),
        '[""]',
    ),
    "the inner depth": (
        ("第２条　備品は、次のとおりとする。", "（１）　家電", "①冷蔵庫", "②レンジ", "（２）　机"),
        '["　", ""]',
    ),
}


def text_file(lines: Lines, folder: Path, name: str = "規程.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def word_file(lines: Lines, folder: Path) -> Path:
    """The lines as paragraphs in which every mark is typed."""
    path = folder / "規程.docx"
    path.write_bytes(package("".join(map(paragraph, lines))))
    return path


def imported(source: Path) -> tuple[Repository, str]:
    """The repository of a document, and what its settings say."""
    folder = source.parent / "repository"
    folder.mkdir()
    done = call("-C", str(folder), "import", str(source), "--company", "見本株式会社", "--yes")
    assert (done.code, done.err) == (0, "")
    return Repository(path=folder), (folder / "amendtool.toml").read_text(encoding="utf-8")


def exported(repository: Repository, form: str) -> Path:
    path = repository.path.parent / f"out.{form}"
    assert repository.at("export", "-o", str(path), "--no-revisions", "--force").code == 0
    return path


def lines(path: Path) -> list[str]:
    """The lines of a document of text or Word without what only lays them out."""
    if path.suffix == ".docx":
        found = [
            line for one in docx.Document(str(path)).paragraphs for line in one.text.split("\n")
        ]
    else:
        found = path.read_text(encoding="utf-8").split("\n")
    return [line.strip() for line in found if line.strip()]


def nothing_to_draft(repository: Repository, source: Path) -> bool:
    done = repository.at("draft", str(source), "-o", str(repository.path / "amendments/no.yaml"))
    return "nothing-to-draft" in done.err


@pytest.mark.parametrize("made", [text_file, word_file])
@pytest.mark.parametrize("marks", TIGHT)
def test_a_mark_right_before_its_text_prints_so(marks: str, made: object, tmp_path: Path) -> None:
    article, gaps = TIGHT[marks]
    document = (*RULES, *article, *END)
    source = (text_file if made is text_file else word_file)(document, tmp_path)
    repository, settings = imported(source)
    assert f"\n[drafting]\nitems_gap = {gaps}\n" in settings
    assert "items =" not in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert lines(exported(repository, "docx")) == list(document)
    assert nothing_to_draft(repository, source)
    for form in ("txt", "docx", "html", "md"):
        assert nothing_to_draft(repository, exported(repository, form)), form
    assert repository.at("check").code == 0


@pytest.mark.parametrize("marks", ["２．前項", "②前項", "（２）前項"])
def test_paragraphs_have_a_setting_of_their_own(marks: str, tmp_path: Path) -> None:
    mark = marks.removesuffix("前項")
    second = mark.replace("２", "３").replace("②", "③")
    document: Lines = (
        *RULES, "第２条　備品は、次のとおりとする。", "（１）　冷蔵庫", "（２）　机",
        f"{mark}前項の備品は番号を付ける。", f"{second}その他は別に定める。", *END,
    )  # fmt: skip
    if mark == "（２）":
        document = (*document[:5], *document[7:])  # they would go on with the list
    source = text_file(document, tmp_path)
    repository, settings = imported(source)
    gap = "items_gap = [" if mark == "（２）" else 'paragraph_gap = ""'
    assert gap in settings
    assert lines(exported(repository, "txt")) == list(document)
    assert nothing_to_draft(repository, source)
    assert nothing_to_draft(repository, exported(repository, "docx"))


def test_as_most_marks_stand_so_do_all_of_the_level(tmp_path: Path) -> None:
    article = ("第２条　備品は、次のとおりとする。", "（１）冷蔵庫", "（２）　机", "（３）椅子")
    repository, settings = imported(text_file((*RULES, *article, *END), tmp_path))
    assert 'items_gap = [""]' in settings
    assert "（２）机" in lines(exported(repository, "txt"))


@pytest.mark.parametrize("gap", ["　", " ", "\t", "  "])
def test_how_wide_a_space_is_makes_no_setting(gap: str, tmp_path: Path) -> None:
    article = (
        "第２条　備品は、次のとおりとする。",
        f"（１）{gap}冷蔵庫",
        f"（２）{gap}机",
        "（３）椅子",
    )
    repository, settings = imported(text_file((*RULES, *article, *END), tmp_path))
    assert "[drafting]" not in settings
    assert "（３）　椅子" in lines(exported(repository, "txt"))


def test_a_mark_that_would_run_into_its_text_keeps_a_space(tmp_path: Path) -> None:
    article = (
        "第２条　備品は、次のとおりとする。",
        "1.冷蔵庫",
        "2.机",
        "3.　5日以内の借用品",
        "4.椅子",
    )
    document = (*RULES, *article, *END)
    repository, _ = imported(text_file(document, tmp_path))
    assert lines(exported(repository, "txt")) == list(document)
    assert nothing_to_draft(repository, exported(repository, "txt"))


def test_an_amendment_and_its_table_print_so(tmp_path: Path) -> None:
    article = ("第２条　備品は、次のとおりとする。", "（１）冷蔵庫", "（２）電子レンジ")
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    edited = text_file((*RULES, *article, "（３）事務用の椅子", *END), tmp_path, "改正.txt")
    out = repository.path / "amendments/chairs.yaml"
    assert repository.at("draft", str(edited), "-o", str(out)).code == 0
    repository.commit("The proposal")
    table = repository.path.parent / "table.md"
    done = repository.at("table", "chairs", "--format", "md", "-o", str(table))
    assert done.code == 0, done.err
    text = table.read_text(encoding="utf-8")
    assert "（３）事務用の椅子" in text
    assert "（３）　" not in text
    assert repository.at("apply", "chairs", "--adopted", "2020-06-25").code == 0
    assert lines(exported(repository, "txt")) == lines(edited)


def test_it_may_be_set_by_hand(tmp_path: Path) -> None:
    article = ("第２条　備品は、次のとおりとする。", "（１）　冷蔵庫", "（２）　机")
    repository, _ = imported(text_file((*RULES, *article, *END), tmp_path))
    settings = repository.path / "amendtool.toml"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(f'{told}\n[drafting]\nitems_gap = [""]\n', encoding="utf-8")
    repository.commit("Tight")
    assert "（１）冷蔵庫" in lines(exported(repository, "txt"))
