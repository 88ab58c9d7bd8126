"""Labels of every look: imported, kept in settings and front lines, printed as they stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call

LABELS = {
    "en: a level with a word of its own": """\
Section 1 Name
Section 2 Members
Section 3 Dues
""",
    "en: numbers alone": """\
1. Name
2. Members
3. Dues
""",
    "en: titles without numbers": """\
Name
Members
Dues
""",
    "en: one label departs": """\
Article 1. Name
Article 2 Members
Article 3. Dues
""",
    "ja: spaces inside": """\
第 1 条　名称
第 2 条　会員
第 10 条　会費
""",
    "ja: kanji": """\
第一条（名称）
第二条（会員）
第三条の二（会費）
""",
    "ja: width by digits, and one that departs": """\
第９条（名称）
第10条（会員）
第十一条（会費）
""",
}

TEXT = {"en": "It is as the members decide.", "ja": "会員の決議による。"}


def repository(path: Path, language: str, style: str = "") -> Repository:
    made = Repository(path=path / "r")
    options = ["--style", style] if style else []
    assert call("init", str(made.path), "--language", language, *options).code == 0
    return made


def imported(made: Repository, document: str) -> None:
    made.write("d.md", document.encode())
    done = made.at("import", str(made.path / "d.md"))
    assert done.code == 0, done.err
    (made.path / "d.md").unlink()
    made.commit("The rules")


def exported(made: Repository) -> list[str]:
    made.at("export", "-o", "out.txt", "--no-revisions")
    text = (made.path / "out.txt").read_text(encoding="utf-8")
    (made.path / "out.txt").unlink()
    return text.split("\n")


@pytest.mark.parametrize("name", LABELS)
def test_every_label_is_printed_as_it_stood(tmp_path: Path, name: str) -> None:
    language = name.split(":")[0]
    labels = LABELS[name].strip().split("\n")
    made = repository(tmp_path, language)
    imported(made, "# R\n\n" + "".join(f"## {each}\n\n{TEXT[language]}\n\n" for each in labels))
    lines = exported(made)
    assert [line for line in lines if line in labels] == labels
    assert lines.count(TEXT[language]) == len(labels)
    assert made.at("check").code in (0, 1)


def test_what_departs_stands_in_front_lines_and_nowhere_else(tmp_path: Path) -> None:
    made = repository(tmp_path, "en")
    imported(made, "# R\n\n## Article 1. Name\n\nA.\n\n## Article 2 Seat\n\nB.\n\n"
                   "## Article 3. End\n\nC.\n")  # fmt: skip
    files = {
        path.name: path.read_text(encoding="utf-8") for path in (made.path / "articles").iterdir()
    }
    assert files["002-seat.md"] == '---\nmark: "Article 2"\n---\n\n# Seat\n\nB.\n'
    assert [name for name, text in files.items() if "mark:" in text] == ["002-seat.md"]


SECTIONS = """\
# Bylaws

## ARTICLE I - NAME

### Section 1.01. Name

It is the Club.

### Section 1.02. Seat

It is here.

## ARTICLE II - BOARD

### Section 2.01 Size

It has five.

### Section 2.02. Terms

They serve.
"""


def test_a_label_keeps_its_form_when_it_moves_on(tmp_path: Path) -> None:
    made = repository(tmp_path, "en", "bylaws")
    imported(made, SECTIONS)
    made.write(
        "amendments/x.yaml",
        b"amendment: x\ntitle: X\nadopted: 2024-01-01\noperations:\n"
        b"  - insert: Section 2.1\n    heading: Duty\n    text: It serves.\n",
    )
    made.commit("An amendment")
    done = made.at("apply", "x")
    assert done.code == 0, done.err
    labels = [line for line in exported(made) if line.startswith(("ARTICLE", "Section"))]
    assert labels == [
        "ARTICLE I - NAME",
        "Section 1.01. Name",
        "Section 1.02. Seat",
        "ARTICLE II - BOARD",
        "Section 2.01 Duty",
        "Section 2.02 Size",
        "Section 2.03. Terms",
    ]


def test_a_setting_that_is_there_goes_before_the_document(tmp_path: Path) -> None:
    made = repository(tmp_path, "ja")
    toml = made.path / "amendtool.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8") + '\n[drafting]\narticle = "第１条"\n', encoding="utf-8"
    )
    imported(made, "# 規約\n\n## 第一条【名称】\n\n会。\n\n## 第２条【会員】\n\n人。\n")
    lines = exported(made)
    assert "第一条【名称】" in lines
    assert "第２条【会員】" in lines
    assert toml.read_text(encoding="utf-8").endswith(
        '[drafting]\ncaption = "【…】"\nheading = "beside"\narticle = "第１条"\n'
    )


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ('---\nmark: "Section 2\n---\n', "no text in quotes"),
        ('---\nlabel: "Section 2"\n---\n', "no 'label'"),
        ('---\nmark: "1"\nmark: "2"\n---\n', "twice"),
    ],
)
def test_front_lines_that_say_something_else_are_refused(
    tmp_path: Path, front: str, words: str
) -> None:
    made = repository(tmp_path, "en")
    made.write("articles/001-name.md", f"{front}\n# Name\n\nA.\n".encode())
    done = made.at("check")
    assert "front-lines" in done.out + done.err
    assert words in done.out + done.err


def test_a_text_may_begin_with_dashes(tmp_path: Path) -> None:
    made = repository(tmp_path, "en")
    made.write("articles/001-name.md", b"---\n\nIt ends.\n")
    made.commit("The rules")
    assert "---" in exported(made)


def test_a_new_article_prints_the_marks_that_it_is_written_with(tmp_path: Path) -> None:
    made = repository(tmp_path, "ja")
    imported(made, "# 規約\n\n## 第1条（目的）\n\n目的とする。\n")
    made.write(
        "amendments/x.yaml",
        "amendment: x\ntitle: X\nadopted: 2024-01-01\noperations:\n"
        "  - insert: 第２条\n    heading: 範囲\n    text: |\n"
        "      1.　会員に適用する。\n      - ア）　正会員\n      - イ）　準会員\n\n"
        "      2.　役員に適用する。\n"
        "  - insert: 第３条\n    heading: 雑則\n    text: |\n"
        "      次のとおりとする。\n\n      2.　前項は、変更できる。\n".encode(),
    )
    made.commit("An amendment")
    done = made.at("apply", "x")
    assert done.code == 0, done.err
    lines = exported(made)
    marked = ["1.　会員に適用する。", "ア）　正会員", "イ）　準会員", "2.　役員に適用する。"]
    assert [line.strip() for line in lines if line.strip() in marked] == marked
    # A first paragraph without a number says nothing of the marks: they are as elsewhere.
    assert "次のとおりとする。" in lines


def test_a_range_of_deleted_articles_has_one_label_which_moves_on(tmp_path: Path) -> None:
    made = repository(tmp_path, "ja")
    document = "# 規約\n\n## 第一条（目的）\n\n目的。\n\n## 第二条から第四条まで　削除\n\n"
    imported(made, document + "## 第五条（雑則）\n\n雑則。\n")
    assert [line for line in exported(made) if "削" in line] == ["第二条から第四条まで　削除"]
    made.write(
        "amendments/x.yaml",
        "amendment: x\ntitle: X\nadopted: 2024-01-01\noperations:\n"
        "  - insert: 第二条\n    heading: 名称\n    text: 名称。\n"
        "  - replace: 第四条\n    heading: 会費\n    text: 会費。\n".encode(),
    )
    made.commit("An amendment")
    done = made.at("apply", "x")
    assert done.code == 0, done.err
    lines = [line for line in exported(made) if line.startswith("第") or "削" in line]
    # The one that has a text again is no part of the range any more, and prints its number.
    assert lines == [
        "第一条（目的）",
        "第二条（名称）",
        "第三条から第四条まで　削除",
        "第五条（会費）",
        "第六条（雑則）",
    ]


def test_a_draft_changes_the_marks_that_were_edited(tmp_path: Path) -> None:
    made = repository(tmp_path, "en")
    document = "# R\n\n## 1. Board\n\nThe Board:\n\n(a) meets;\n\n(b) votes.\n"
    imported(made, document)
    made.write("e.md", document.replace("(a)", "1.").replace("(b)", "2.").encode())
    done = made.at("draft", str(made.path / "e.md"), "-o", "amendments/x.yaml")
    assert done.code == 0, done.err
    assert made.path.joinpath("amendments/x.yaml").read_text("utf-8").count("    mark: ") == 2
    made.write("e.md", document.replace("votes", "acts").encode())
    done = made.at("draft", str(made.path / "e.md"), "-o", "amendments/y.yaml")
    assert "edited-marks" not in done.err
    assert "to the character." in done.out
