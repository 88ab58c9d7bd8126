"""``restyle``: the numbers of whole levels in another form, by an amendment like any other."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Repository, call

ARTICLES = {
    "01-board/000-chapter.md": "# Board\n",
    "01-board/001-duties.md": "The Board:\n\n- (1) meets;\n- (2) reports:\n  - (a) yearly;\n"
    "  - (b) when asked.\n\n2 It has a chair.\n",
    "01-board/002-chair.md": "The chair presides.\n\n2 The chair votes last.\n",
}


def company(tmp_path: Path) -> Repository:
    made = Repository(path=tmp_path / "r")
    assert call("init", str(made.path), "--language", "en").code == 0
    for name, text in ARTICLES.items():
        made.write(f"articles/{name}", text.encode())
    made.commit("The articles")
    return made


def exported(made: Repository) -> str:
    assert made.at("export", "-o", "out.txt", "--no-revisions").code == 0
    text = (made.path / "out.txt").read_text(encoding="utf-8")
    (made.path / "out.txt").unlink()
    return text


def test_levels_are_restyled_by_an_amendment_that_is_adopted(tmp_path: Path) -> None:
    made = company(tmp_path)
    before = exported(made)
    file = "amendments/new-look.yaml"
    done = made.at(
        "restyle", "--chapter", "PART ONE", "--article", "Section 1.", "--paragraph", "(2)",
        "--item", "a.", "-o", file,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert f"{file}: 7 operations" in done.out
    text = (made.path / file).read_text(encoding="utf-8")
    assert text.count("  - replace: ") == text.count("    mark: ") == 7
    made.write(file, text.replace("operations:", "adopted: 2026-06-25\noperations:").encode())
    made.commit("A new look")
    assert made.at("check", "new-look").code == 0
    table = made.at("table", "new-look", "--json").record
    assert [row["kind"] for row in table["rows"]] == ["chapter", "replaced", "replaced"]
    assert made.at("apply", "new-look").code == 0
    after = exported(made)
    changes = {
        "Chapter 1 Board": "PART ONE Board",
        "Article 1.": "Section 1.",
        "Article 2.": "Section 2.",
        "2 It has a chair.": "(2) It has a chair.",
        "2 The chair votes last.": "(2) The chair votes last.",
        "(1) meets;": "a. meets;",
        "(2) reports:": "b. reports:",
    }
    for old, new in changes.items():
        assert old in before
        before = before.replace(old, new)
    assert after == before
    again = made.at("restyle", "--article", "Section 1.", "-o", "amendments/again.yaml")
    assert again.code == 3
    record = made.at(
        "restyle", "--article", "Rule 1", "-o", "amendments/rules.yaml", "--json"
    ).record
    assert record == {
        "schema": "amendtool/restyle/1",
        "file": "amendments/rules.yaml",
        "operations": 2,
    }
    assert "nothing-to-restyle" in again.err


def test_every_wrong_sample_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    made = company(tmp_path)
    done = made.at("restyle", "--article", "x", "--item", "word", "-o", "amendments/x.yaml")
    assert done.code == 3
    assert done.err.count("sample-unclear") == 2
    assert not (made.path / "amendments/x.yaml").exists()
    assert made.at("restyle", "-o", "amendments/x.yaml").code == 2


def test_marks_that_no_clause_file_holds_are_refused(tmp_path: Path) -> None:
    made = company(tmp_path)
    done = made.at("restyle", "--paragraph", "§2", "-o", "amendments/x.yaml")
    assert done.code == 3
    assert done.err.count("mark-unreadable") == 2


def test_articles_in_a_block_of_supplementary_provisions_are_restyled_too(tmp_path: Path) -> None:
    made = company(tmp_path)
    block = "articles/supplementary/01-old"
    title = "Supplementary Provisions (June 24, 2020)"
    made.write(f"{block}/000-chapter.md", f"# {title}\n".encode())
    made.write(f"{block}/001-start.md", b"This takes effect today.\n\n2 So does the rest.\n")
    made.commit("The supplementary provisions")
    done = made.at("restyle", "--paragraph", "(2)", "-o", "amendments/new-look.yaml")
    assert done.code == 0, done.err
    text = (made.path / "amendments/new-look.yaml").read_text(encoding="utf-8")
    assert f"replace: {title} Article 1" in text
    made.commit("A new look")
    assert made.at("apply", "new-look", "--adopted", "2026-06-25").code == 0
    assert "(2) So does the rest." in exported(made)
