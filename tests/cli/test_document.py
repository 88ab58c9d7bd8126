"""``amendtool document``: from a repository to a file, and what stops it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Repository

PRESS = ("document", "2013-06-26-agm", "--template", "press-release")


@pytest.mark.parametrize("ending", ["docx", "html", "md", "json"])
def test_the_press_release_is_written_in_every_format(demo: Repository, ending: str) -> None:
    done = demo.at(*PRESS, "-o", str(demo.path / f"release.{ending}"))
    assert (done.code, done.out) == (0, "")
    assert "press-release, 8 rows in the table" in done.err
    data = (demo.path / f"release.{ending}").read_bytes()
    text = data.decode() if ending != "docx" else "\n".join(
        paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs
    )  # fmt: skip
    assert "IIJ Announces Partial Amendment of its Articles of Incorporation" in text
    assert "Wednesday, June 26, 2013" in text


def test_the_document_is_the_same_before_and_after_the_amendment_is_applied(
    example: Repository, demo: Repository
) -> None:
    words = ("document", "2007-06-26-agm", "--format", "docx")
    before, after = example.at(*words), demo.at(*words)
    assert before.data == after.data
    assert before.code == after.code == 0
    assert example.status == []


def test_json_and_the_list_of_templates(demo: Repository) -> None:
    record = demo.at(*PRESS, "--json").record
    assert record["schema"] == "amendtool/document/1"
    assert record["language"] == "en"
    listed = demo.at("document", "--list", "--json").record
    assert listed["schema"] == "amendtool/templates/1"
    assert {each["file"] for each in listed["templates"]} == {None}
    demo.write("templates/documents/notice.en.j2", b"{# Our own -#}<document/>")
    plain = demo.at("document", "--list").out
    lines = [line.split() for line in plain.splitlines()]
    own = lines.index(["notice", "en", "templates/documents/notice.en.j2"])
    assert lines[own + 1] == ["Our", "own"]
    assert ["kaiji", "ja", "packaged"] in lines


def test_the_number_on_the_agenda_may_be_given(demo: Repository) -> None:
    assert demo.at("document", "2007-06-26-agm", "--item", "5").out.startswith("# Item 5: ")


def test_a_template_of_the_repository_goes_first(demo: Repository) -> None:
    demo.write(
        "templates/documents/notice.en.j2",
        b"<document><line>{{ amendment.title }}</line></document>",
    )
    done = demo.at("document", "2007-06-26-agm")
    assert done.out == "Amendments to the Articles of Incorporation\n"


def test_a_mistake_in_a_template_has_its_line_and_leaves_the_old_file(demo: Repository) -> None:
    demo.write("templates/documents/notice.en.j2", b"<document>\n{{ amendment.titel }}</document>")
    target = demo.write("notice.html", b"old")
    done = demo.at("document", "2007-06-26-agm", "-o", str(target))
    assert done.code == 3
    assert "error[template-fails]" in done.err
    assert "notice.en.j2:2" in done.err
    assert target.read_bytes() == b"old"


def test_a_link_among_the_templates_is_refused(demo: Repository, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (demo.path / "templates").mkdir()
    (demo.path / "templates" / "documents").symlink_to(tmp_path / "elsewhere")
    done = demo.at("document", "2007-06-26-agm")
    assert (done.code, done.out) == (5, "")
    assert "error[symlink]" in done.err


def test_a_wrong_article_in_the_reasons_stops_the_document(example: Repository) -> None:
    path = example.path / "amendments" / "2007-06-26-agm.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("structure (Article 16)", "structure (Article 61)"))
    done = example.at("document", "2007-06-26-agm", "-o", str(example.path / "notice.docx"))
    assert done.code == 3
    assert "error[reason-missing]: there is no Article 61" in done.err
    assert "amendments/2007-06-26-agm.yaml:9:5 reason 1" in done.err
    assert not (example.path / "notice.docx").exists()


def test_what_a_template_misses_is_told_in_one_go(demo: Repository) -> None:
    done = demo.at("document", "2007-06-26-agm", "--template", "press-release", "--json")
    assert done.code == 3
    assert {problem["code"] for problem in done.problems} == {"document-fact-missing"}
    assert {problem["path"] for problem in done.problems} == {"announced", "resolved"}


def test_a_template_in_another_language_than_the_table_is_said(demo: Repository) -> None:
    done = demo.at("document", "2007-06-26-agm", "--language", "ja")
    assert done.code == 0
    assert done.out.startswith("# 第２号議案　Amendments")
    assert "the template shoshu is in ja, the table in en" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("2007-06-26-agm", "--list"), 2),
        (("2007-06-26-agm", "-o", ""), 2),
        (("2007-06-26-agm", "--json", "--format", "md"), 2),
        (("2007-06-26-agm", "--json", "-o", "x.html"), 2),
        (("2007-06-26-agm", "-o", "x.odt"), 3),
        (("2007-06-26-agm", "--template", "nothing"), 3),
        (("2007-06-26-agm", "--house", "nothing"), 3),
        (("nothing",), 3),
    ],
)
def test_wrong_words(demo: Repository, words: tuple[str, ...], code: int) -> None:
    done = demo.at("document", *words)
    assert (done.code, done.out) == (code, "")
    assert '"code":' in done.err if "--json" in words else "error[" in done.err


def test_source_date_epoch_is_the_only_thing_that_changes_the_bytes(
    demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (demo.at(*PRESS, "--format", "docx").data for _ in range(2))
    assert one == two
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1372204800")
    dated = demo.at(*PRESS, "--format", "docx").data
    assert dated != one
    assert Document(io.BytesIO(dated)).core_properties.created is not None
