"""``amendtool export``: the articles as a document, and an amendment as tracked changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from tests.cli.conftest import Repository, call

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SWAP = """\
  - replace: Article 1
    find: Example Inc.
    with: Sample Inc.
"""


def changes(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return list(root.iter(f"{W}ins", f"{W}del"))


def told(data: bytes, name: str) -> set[str | None]:
    """What the changes say of ``name``: their author, their date."""
    return {change.get(f"{W}{name}") for change in changes(data)}


@pytest.mark.parametrize("ending", ["docx", "html", "md", "txt"])
def test_the_ending_picks_the_format(demo: Repository, ending: str) -> None:
    done = demo.at("export", "-o", str(demo.path / f"out.{ending}"))
    assert done.code == 0
    assert done.data == b""
    assert done.err.endswith(f"out.{ending}: 38 articles, 2 revisions\n")
    data = (demo.path / f"out.{ending}").read_bytes()
    assert data == demo.at("export", "--format", ending).data
    if ending == "docx":
        texts = [each.text for each in Document(io.BytesIO(data)).paragraphs]
    else:
        texts = data.decode().splitlines()
    for wanted in ("Articles of Incorporation", "List of Revisions", "Partial Amendment of"):
        assert any(wanted in text for text in texts), wanted


def test_the_file_goes_where_git_was_started(demo: Repository) -> None:
    (demo.path / "sub").mkdir()
    assert call("-C", str(demo.path / "sub"), "export", "-o", "out.txt").code == 0
    assert (demo.path / "sub" / "out.txt").is_file()


def test_the_revisions_are_those_of_the_articles(demo: Repository) -> None:
    now = demo.at("export", "--format", "txt").out
    then = demo.at("export", "--format", "txt", "--at", "2007-06-26-agm").out
    first = "Amendments to the Articles of Incorporation (The 15th Ordinary"
    last = (
        "Partial Amendment of the Articles of Incorporation (The 21st Ordinary "
        "General Meeting of Shareholders; adopted June 26, 2013; effective June 26, 2013)"
    )
    assert now.index(first) < now.index(last)
    assert now.endswith(f"{last}\n")
    assert first in then
    assert "Partial Amendment" not in then
    assert "2007-06-26-agm" not in then
    assert "(Chairman)\nArticle 14.\n" in then
    assert "(Chairman)\nArticle 16.\n" in now
    assert "List of Revisions" not in demo.at("export", "--format", "txt", "--no-revisions").out


def test_articles_without_an_amendment_have_no_revisions(small: Repository) -> None:
    assert small.at("export", "--format", "txt").out == (
        "Articles of Incorporation\n\n(Name)\nArticle 1.\nThe name of the Company shall be "
        "Example Inc.\n\n(Purpose)\nArticle 2.\nThe purpose of the Company shall be to serve as "
        "an example.\n\n(Office)\nArticle 3.\nThe Company shall have its head office in "
        "Minato-ku, Tokyo.\n"
    )


def test_a_template_of_the_company_goes_first(small: Repository) -> None:
    small.write("templates/export.html.j2", b"{{ export.title }} in {{ export.language }}")
    done = small.at("export", "--format", "html")
    assert done.out == "Articles of Incorporation in en"
    small.write("templates/export.html.j2", b"\n{{ export.nothing }}")
    done = small.at("export", "--format", "html")
    assert done.code == 3
    assert "template-fails" in done.err
    assert "export.html.j2:2" in done.err


def test_a_proposal_and_the_adopted_amendment_have_the_same_changes(
    example: Repository, demo: Repository
) -> None:
    words = ("export", "2007-06-26-agm", "--tracked", "--format", "docx")
    proposed, adopted = (repository.at(*words).data for repository in (example, demo))
    assert proposed == adopted
    assert len(changes(proposed)) > 4


def test_the_changes_have_the_day_of_adoption(demo: Repository) -> None:
    done = demo.at("export", "2013-06-26-agm", "--tracked", "-o", str(demo.path / "out.docx"))
    assert done.code == 0
    assert done.err.endswith("out.docx: 42 lines with changes\n")
    data = (demo.path / "out.docx").read_bytes()
    assert told(data, "date") == {"2013-06-26T00:00:00Z"}


def test_a_draft_takes_its_date_from_the_environment(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write("amendments/draft.yaml", f"amendment: draft\noperations:\n{SWAP}".encode())
    words = ("export", "draft", "--tracked", "--format", "docx")
    assert told(small.at(*words).data, "date") == {None}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1371945600")
    assert told(small.at(*words).data, "date") == {"2013-06-23T00:00:00Z"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = small.at(*words)
    assert done.code == 3
    assert "epoch-unclear" in done.err


def test_the_author_is_the_company_or_who_is_named(small: Repository) -> None:
    small.amend("draft", SWAP)
    words = ("export", "draft", "--tracked", "--format", "docx")
    assert told(small.at(*words).data, "author") == {"Example Inc."}
    assert told(small.at(*words, "--author", "法務部").data, "author") == {"法務部"}
    config = (small.path / "amendtool.toml").read_text(encoding="utf-8")
    small.write("amendtool.toml", config.replace('"Example Inc."', '""').encode())
    assert told(small.at(*words).data, "author") == {"draft"}
    source = (small.path / "amendments" / "draft.yaml").read_bytes()
    piped = call("-C", str(small.path), "export", "-", *words[2:], stdin=source)
    assert told(piped.data, "author") == {"draft"}


def test_json_says_what_was_written(demo: Repository) -> None:
    out = str(demo.path / "out.md")
    record = demo.at("export", "-o", out, "--json", "--at", "2007-06-26-agm").record
    assert record == {
        "schema": "amendtool/export/1",
        "file": out,
        "format": "markdown",
        "commit": demo.git("rev-parse", "2007-06-26-agm^{commit}").strip(),
        "articles": 35,
        "revisions": [
            {
                "name": "2007-06-26-agm",
                "title": "Amendments to the Articles of Incorporation",
                "meeting": "The 15th Ordinary General Meeting of Shareholders",
                "adopted": "2007-06-26",
                "effective": "2007-06-26",
            }
        ],
    }
    out = str(demo.path / "out.docx")
    record = demo.at("export", "2013-06-26-agm", "--tracked", "-o", out, "--json").record
    assert record == {
        "schema": "amendtool/export/1",
        "file": out,
        "format": "docx",
        "amendment": "2013-06-26-agm",
        "author": "Internet Initiative Japan Inc.",
        "date": "2013-06-26T00:00:00+00:00",
        "lines": 42,
    }
    failed = demo.at("export", "-o", str(demo.path / "no" / "out.md"), "--json")
    assert [problem["code"] for problem in failed.problems] == ["unwritable"]


def test_nothing_is_changed_in_the_repository(demo: Repository) -> None:
    before = demo.state
    assert demo.at("export", "--format", "docx").code == 0
    assert demo.at("export", "2013-06-26-agm", "--tracked", "--format", "docx").code == 0
    assert demo.state == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "say where to with -o FILE"),
        (["-o", "-"], "say where to with -o FILE"),
        (["-o", ""], "-o needs the name of a file"),
        (["--tracked", "--format", "docx"], "Missing argument 'AMENDMENT'"),
        (["draft", "--format", "docx"], "--at draft"),
        (["draft", "--tracked", "-o", "out.html"], "--tracked is for .docx"),
        (
            ["draft", "--tracked", "-o", "out.docx", "--at", "HEAD"],
            "are for articles without changes",
        ),
        (
            ["draft", "--tracked", "-o", "out.docx", "--no-revisions"],
            "are for articles without changes",
        ),
        (["--format", "txt", "--json"], "--json says what was written to a file"),
        (["--format", "txt", "--author", "A"], "--author is for --tracked"),
    ],
)
def test_words_that_make_no_sense_are_refused(
    small: Repository, words: list[str], message: str
) -> None:
    small.amend("draft", SWAP)
    done = small.at("export", *words)
    assert done.code == 2
    assert message in done.err
    assert done.data == b""
    assert not list(small.path.glob("out.*"))


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["-o", "out.odt"], 3, "unknown-format"),
        (["--format", "txt", "--at", "nowhere"], 3, "revision"),
        (["nowhere", "--tracked", "--format", "docx"], 3, "amendment-missing"),
        (["-o", "no/such/folder/out.txt"], 5, "unwritable"),
    ],
)
def test_mistakes_are_told(small: Repository, words: list[str], code: int, problem: str) -> None:
    done = small.at("export", *words)
    assert (done.code, done.data) == (code, b"")
    assert problem in done.err


def test_a_proposal_with_open_questions_is_refused(small: Repository) -> None:
    small.write("articles/002-purpose.md", b"# Purpose\n\nAs the office of Article 3 decides.\n")
    small.commit("A reference")
    small.amend("draft", "  - delete: Article 3\n")
    done = small.at("export", "draft", "--tracked", "-o", str(small.path / "out.docx"))
    assert done.code == 3
    assert not (small.path / "out.docx").exists()


def test_a_hostile_name_is_text(small: Repository, tmp_path: Path) -> None:
    small.amend("draft", SWAP)
    out = tmp_path / "out.docx"
    words = ("export", "draft", "--tracked", "-o", str(out), "--author", '"><w:p/>&amp;')
    assert small.at(*words).code == 0
    assert told(out.read_bytes(), "author") == {'"><w:p/>&amp;'}
