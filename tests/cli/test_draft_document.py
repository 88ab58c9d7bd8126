"""``draft`` from a document, on real git: export, edit as in a word processor, draft, apply."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from amendtool.repository.workspace import Workspace
from tests.cli.conftest import Repository

MARKS = 'w:author="Somebody" w:date="2026-01-01T00:00:00Z"'


def exported(repository: Repository, path: Path, *more: str) -> Path:
    done = repository.at("export", "-o", str(path), "--no-revisions", *more)
    assert done.code == 0, done.err
    return path


def lines(path: Path) -> list[str]:
    """Every paragraph of a Word document."""
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def drafted(repository: Repository, source: Path | str, *more: str) -> str:
    done = repository.at(
        "draft", str(source), "-o", str(repository.path / "amendments/new.yaml"), *more
    )
    assert done.code == 0, done.err
    return (repository.path / "amendments/new.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["docx", "html", "md", "txt"])
def test_an_export_that_nobody_edited_has_nothing_to_draft(
    example: Repository, tmp_path: Path, ending: str
) -> None:
    path = exported(example, tmp_path / f"articles.{ending}")
    before = example.state
    done = example.at("draft", str(path), "-o", str(example.path / "amendments/new.yaml"))
    assert (done.code, "nothing-to-draft" in done.err) == (3, True)
    assert example.state == before


def test_an_edited_word_document_is_drafted_applied_and_printed_the_same(
    small: Repository, tmp_path: Path
) -> None:
    path = exported(small, tmp_path / "articles.docx")
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "(Purpose)" in paragraph.text:
            paragraph.insert_paragraph_before("(Seal)\nArticle 2.", style=paragraph.style)
            body = "The Company shall have a seal, which the President keeps."
            paragraph.insert_paragraph_before(body)
            paragraph.text = paragraph.text.replace("Article 2", "Article 3")
        elif "(Office)" in paragraph.text:
            paragraph.text = paragraph.text.replace("Article 3", "Article 4")
        elif "Minato-ku" in paragraph.text:
            paragraph.text = paragraph.text.replace("Minato-ku", "Chiyoda-ku")
    document.save(str(path))
    text = drafted(small, path)
    assert text.count("\n  - ") == 2
    assert "- insert: Article 2\n    key: seal\n" in text
    assert 'find: "Minato"\n    with: "Chiyoda"' in text
    small.git("add", "amendments")
    small.git("commit", "-q", "-m", "The proposal")
    assert small.at("apply", "new", "--adopted", "2020-06-25").code == 0
    again = exported(small, tmp_path / "again.docx")
    assert lines(again) == lines(path)


def test_tracked_changes_are_the_edit(example: Repository, tmp_path: Path) -> None:
    path = tmp_path / "changes.docx"
    assert example.at("export", "2013-06-26-agm", "--tracked", "-o", str(path)).code == 0
    done = example.at("draft", str(path), "-o", str(example.path / "amendments/again.yaml"))
    assert done.code == 0, done.err
    assert "edited-base" not in done.err
    assert example.at("apply", "again", "--adopted", "2020-06-25").code == 0
    mine = Workspace.open(example.path).articles_on_disk().charter
    example.git("reset", "-q", "--hard", "HEAD~2")
    example.git("tag", "-d", "again")
    assert example.at("apply", "2013-06-26-agm").code == 0
    adopted = Workspace.open(example.path).articles_on_disk().charter

    assert [(a.number, a.heading, a.paragraphs) for a in mine.every_article()] == [
        (a.number, a.heading, a.paragraphs) for a in adopted.every_article()
    ]


def test_a_side_of_the_tracked_changes_can_be_taken(example: Repository, tmp_path: Path) -> None:
    path = tmp_path / "changes.docx"
    assert example.at("export", "2013-06-26-agm", "--tracked", "-o", str(path)).code == 0
    output = str(example.path / "amendments/new.yaml")
    rejected = example.at("draft", str(path), "--changes", "reject", "-o", output)
    assert (rejected.code, "nothing-to-draft" in rejected.err) == (3, True)
    assert example.at("draft", str(path), "--changes", "accept", "-o", output).code == 0


def test_changes_tracked_by_a_word_processor_are_the_edit(
    small: Repository, tmp_path: Path
) -> None:
    path = exported(small, tmp_path / "articles.docx")
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        before, found, after = paragraph.text.partition("Minato")
        if found:
            paragraph.text = before
            element = paragraph._p
            for xml in (
                f'<w:del w:id="1" {MARKS}><w:r><w:delText>{found}</w:delText></w:r></w:del>',
                f'<w:ins w:id="2" {MARKS}><w:r><w:t>Chiyoda</w:t></w:r></w:ins>',
                f"<w:r><w:t>{after}</w:t></w:r>",
            ):
                element.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))
        elif "as an example" in paragraph.text:
            # A paragraph that goes altogether: its mark goes too.
            text = paragraph.text
            paragraph.text = ""
            gone = f'<w:del w:id="3" {MARKS}><w:r><w:delText>{text}</w:delText></w:r></w:del>'
            paragraph._p.append(parse_xml(gone.replace(">", f" {nsdecls('w')}>", 1)))
            added = f'<w:ins w:id="4" {MARKS}><w:r><w:t>To serve.</w:t></w:r></w:ins>'
            paragraph._p.append(parse_xml(added.replace(">", f" {nsdecls('w')}>", 1)))
    document.save(str(path))
    done = small.at("draft", str(path), "-o", str(small.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert "edited-base" not in done.err
    text = (small.path / "amendments/new.yaml").read_text(encoding="utf-8")
    assert 'find: "Minato"\n    with: "Chiyoda"' in text
    assert "replace: Article 2 paragraph 1\n    text: |\n      To serve.\n" in text


def test_a_base_that_is_not_in_git_is_said(example: Repository, tmp_path: Path) -> None:
    path = tmp_path / "changes.docx"
    assert example.at("export", "2013-06-26-agm", "--tracked", "-o", str(path)).code == 0
    article = next((example.path / "articles").glob("016-*.md"))
    article.write_text("# Another\n\nSomebody changed this since.\n", encoding="utf-8")
    example.commit("A change that the document does not have")
    done = example.at("draft", str(path), "-o", str(example.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert "edited-base" in done.err
    assert "Article 16" in done.err


def test_flaws_are_said_with_their_places_and_mended(small: Repository, tmp_path: Path) -> None:
    path = exported(small, tmp_path / "articles.txt")
    text = path.read_text(encoding="utf-8")
    new = "(Seal)\nArticle 2.\nThe Company shall have a seal as Article 3 says.\n\n(Purpose)"
    path.write_text(text.replace("(Purpose)", new), encoding="utf-8")
    before = path.read_text(encoding="utf-8").split("\n")
    done = small.at("draft", str(path), "--json", "-o", str(small.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert done.record["mended"] == 1
    flaw = next(p for p in done.record["problems"] if p["code"] == "edited-number-twice")
    assert "Article 2 stands twice" in flaw["message"]
    assert flaw["file"] == str(path)
    assert before[flaw["line"] - 1].startswith("Article 2.")
    assert "- insert: Article" in (small.path / "amendments/new.yaml").read_text()
    assert small.at("check", "new").code == 0


def test_a_reference_where_nothing_was_edited_stays_and_is_told(
    small: Repository, tmp_path: Path
) -> None:
    small.write("articles/004-report.md", b"# Report\n\nAs Article 3 says, the seat is told.\n")
    small.commit("A fourth article")
    path = exported(small, tmp_path / "articles.txt")
    text = path.read_text(encoding="utf-8").replace("Article 4.", "Article 5.")
    fresh = "(Seal)\nArticle 3.\nThere is a seal.\n\n(Office)\nArticle 4."
    path.write_text(text.replace("(Office)\nArticle 3.", fresh), encoding="utf-8")
    output = small.path / "amendments/new.yaml"
    done = small.at("draft", str(path), "--json", "-o", str(output))
    assert done.code == 0, done.err
    assert (done.record["mended"], done.record["left"], done.record["open"]) == (0, 1, 0)
    assert "edited-reference-left" in {each["code"] for each in done.record["problems"]}
    written = output.read_text(encoding="utf-8")
    assert "  # Article 5 paragraph 1 still cites 'Article 3'; without this operation" in written
    assert '  - keep: Article 5 paragraph 1\n    find: "Article 3"\n' in written
    told = small.at("check", "new")
    assert told.code == 0, told.err
    assert "reference-left" in small.at("table", "new").err
    (table,) = [small.at("table", "new", "--format", "md").out]
    assert "the seat is told" not in table
    done = small.at("draft", str(path), "--follow", "--force", "-o", str(output))
    assert done.code == 0, done.err
    assert "edited-reference-stale" in done.err
    assert "keep" not in output.read_text(encoding="utf-8")
    both = small.at("draft", str(path), "--follow", "--literal", "--force", "-o", str(output))
    assert both.code == 2


def test_literally_a_number_that_stands_twice_is_the_second_of_it(
    small: Repository, tmp_path: Path
) -> None:
    path = exported(small, tmp_path / "articles.txt")
    text = path.read_text(encoding="utf-8")
    new = "(Seal)\nArticle 2.\nThe Company shall have a seal.\n\n(Office)"
    path.write_text(text.replace("(Office)", new), encoding="utf-8")
    assert "insert: second Article 2" in drafted(small, path, "--literal")


def test_what_was_guessed_is_a_comment_with_its_score(small: Repository, tmp_path: Path) -> None:
    path = exported(small, tmp_path / "articles.md")
    text = path.read_text(encoding="utf-8")
    text = text.replace("(Office)", "(Seat)").replace("shall have its head office", "has its seat")
    path.write_text(text, encoding="utf-8")
    written = drafted(small, path)
    assert "  # guess: Article 3 is the present Article 3 with another heading" in written
    assert ", score 0." in written


def test_text_around_the_articles_is_said_and_stays(small: Repository, tmp_path: Path) -> None:
    path = exported(small, tmp_path / "articles.txt")
    text = path.read_text(encoding="utf-8").replace("Minato-ku", "Chiyoda-ku")
    path.write_text(f"{text}\nAdopted on May 1, 2020\n", encoding="utf-8")
    done = small.at("draft", str(path), "-o", str(small.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert "edited-frame" in done.err


def test_force_writes_over_a_file_and_nothing_else_does(small: Repository, tmp_path: Path) -> None:
    path = exported(small, tmp_path / "articles.txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Minato-ku", "Chiyoda-ku"), encoding="utf-8")
    output = small.write("amendments/new.yaml", b"mine\n")
    refused = small.at("draft", str(path), "-o", str(output))
    assert (refused.code, output.read_bytes()) == (3, b"mine\n")
    assert small.at("draft", str(path), "-o", str(output), "--force").code == 0
    assert output.read_bytes().startswith(b"amendment: new\n")


def test_what_is_no_document_is_refused(small: Repository, tmp_path: Path) -> None:
    output = str(small.path / "amendments/new.yaml")
    missing = small.at("draft", str(tmp_path / "missing.docx"), "-o", output)
    assert (missing.code, "unreadable" in missing.err) == (5, True)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a package")
    before = small.state
    assert small.at("draft", str(broken), "-o", output).code == 3
    assert small.at("draft", "HEAD", "--changes", "accept", "-o", output).code == 3
    assert small.state == before


def test_a_draft_has_the_places_that_a_new_amendment_has(small: Repository) -> None:
    small.write("articles/002-purpose.md", b"# Purpose\n\nThe purpose is another one.\n")
    path = small.path / "amendments/new.yaml"
    assert small.at("draft", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    asked = [line for line in text.splitlines() if line.startswith("# ")]
    for field in ("title", "meeting", "resolved", "adopted", "effective", "reasons"):
        assert any(line.startswith(f"# {field}:") for line in asked), text
    filled = re.sub(r"^# (?=[a-z]+:|  - )", "", text, flags=re.M)
    path.write_text(filled.replace("…", "another purpose"), encoding="utf-8")
    told = small.at("plan", "new", "--json")
    assert told.code == 0, told.err
    assert "Article 2" in small.at("document", "new").out


def test_a_gap_that_is_left_in_the_work_tree_is_kept_and_said(small: Repository) -> None:
    small.write("articles/004-report.md", b"# Report\n\nAs Article 3 says, the seat is told.\n")
    small.commit("A fourth article")
    (small.path / "articles/002-purpose.md").unlink()
    done = small.at("draft", "-o", str(small.path / "amendments/new.yaml"))
    assert done.code == 0, done.err
    assert "edited-number-gap" in done.err
    assert "edited-reference-stale" not in done.err, "Article 3 is what it was"
    written = (small.path / "amendments/new.yaml").read_text(encoding="utf-8")
    assert written.endswith("numbering: stay\noperations:\n  - delete: Article 2\n")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "document-empty"), ("\n \n", "document-empty"), ("Hi.\n", "no-articles")],
)
def test_what_holds_no_articles_is_no_draft(example: Repository, text: str, code: str) -> None:
    path = example.path / "edited.txt"
    path.write_text(text)
    done = example.at("draft", str(path), "-o", str(example.path / "amendments/new.yaml"))
    assert (done.code, f"[{code}]" in done.err) == (3, True), done.err
    assert not (example.path / "amendments/new.yaml").exists()
    imported = example.at("import", str(path), "--check")
    assert (imported.code, f"[{code}]" in imported.err + imported.out) == (
        (3, True) if code == "document-empty" else (1, True)
    )


BLOCKS = """\
# 会則

## 第１条（名称）

本会は、弦楽同好会と称する。

## 附則

この会則は、令和４年４月１日から施行する。

## 附則

この会則は、令和５年６月１日から施行する。
"""


def test_a_block_of_several_is_written_as_it_is_read(small: Repository, tmp_path: Path) -> None:
    for each in small.path.glob("articles/0*.md"):
        each.unlink()
    settings = small.path / "amendtool.toml"
    settings.write_text(settings.read_text().replace('"en"', '"ja"'), encoding="utf-8")
    source = tmp_path / "rules.md"
    source.write_text(BLOCKS, encoding="utf-8")
    done = small.at("import", str(source))
    assert done.code in (0, 1), done.err
    small.git("add", "-A")
    small.git("commit", "-q", "-m", "The rules")
    source.write_text(BLOCKS.replace("５年６月", "５年９月"), encoding="utf-8")
    text = drafted(small, source)
    assert text.count("\n  - ") == 1
    assert 'find: "６月"\n    with: "９月"' in text
    small.git("add", "amendments")
    small.git("commit", "-q", "-m", "The proposal")
    assert small.at("apply", "new", "--adopted", "2023-06-25").code == 0


def test_other_words_for_what_is_deleted_are_drafted(small: Repository, tmp_path: Path) -> None:
    text = (
        "規則\n\n第１条（名称）　本会は、例の会と称する。\n\n{}\n\n"
        "第３条（解散）　本会は、総会の決議により解散する。\n"
    )
    present, edited = tmp_path / "present.txt", tmp_path / "edited.txt"
    present.write_text(text.format("第２条（会費）　会費は、年額千円とする。"), "utf-8")
    edited.write_text(text.format("第２条　削除"), "utf-8")
    folder = tmp_path / "rules"
    assert small.at("init", str(folder), "--language", "ja", "--style", "ja").code == 0
    rules = Repository(path=folder)
    assert rules.at("import", str(present)).code == 0
    rules.commit("The rules as they were imported")
    result = rules.at("draft", str(edited), "-o", "amendments/gone.yaml")
    assert result.code == 0, result.err
    assert "edited-captions" in result.err
    assert "'削除'" in result.err
    drafted = (folder / "amendments/gone.yaml").read_text(encoding="utf-8")
    assert '  - print: deleted\n    as: "削除"' in drafted
    assert rules.at("apply", "gone", "--adopted", "2020-06-25").code == 0
    assert (
        exported(rules, tmp_path / "after.txt").read_text(encoding="utf-8").count("第２条　削除")
        == 1
    )
    back = rules.at("draft", str(tmp_path / "after.txt"), "-o", "amendments/again.yaml")
    assert (back.code, "nothing-to-draft" in back.err) == (3, True)
