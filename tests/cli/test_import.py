"""``amendtool import``: from a document to clause files, and everything that stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call
from tests.importing.word_files import package, paragraph

RULES = """\
# Rules of the Pier

We love the pier.

## Article 1 (Name)

The name is Pier. It is short.

## Article 2 (Members)

The members are:

- (a) anglers;
- (b) gulls.

Adopted on May 1, 2020
"""


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    """A repository without articles."""
    repository = Repository(path=tmp_path / "empty")
    assert call("init", str(repository.path), "--company", "Pier").code == 0
    return repository


def clauses(repository: Repository) -> dict[str, str]:
    return {
        path.relative_to(repository.path).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((repository.path / "articles").rglob("*.md"))
        if path.name != "README.md"
    }


def test_a_document_becomes_clause_files_that_are_not_committed(empty: Repository) -> None:
    empty.write("rules.md", RULES.encode())
    result = empty.at("import", str(empty.path / "rules.md"))
    assert (result.code, result.err) == (0, "")
    assert clauses(empty) == {
        "articles/001-name.md": "# Name\n\nThe name is Pier.\nIt is short.\n",
        "articles/002-members.md": "# Members\n\nThe members are:\n\n"
        "- (a) anglers;\n- (b) gulls.\n",
        "articles/closing.md": "Adopted on May 1, 2020\n",
        "articles/preamble.md": "Rules of the Pier\n\nWe love the pier.\n",
    }
    assert "2 articles" in result.out
    assert "0 lost" in result.out
    assert "4 files written, none committed" in result.out
    assert any("articles/" in line and line.startswith("??") for line in empty.status)


def test_the_repository_goes_on_from_there(empty: Repository) -> None:
    empty.write("rules.md", RULES.encode())
    assert empty.at("import", str(empty.path / "rules.md")).code == 0
    (empty.path / "rules.md").unlink()
    empty.commit("The articles")
    assert empty.at("check").code == 0
    empty.amend(
        "2026-06-25-agm",
        "  - insert: Article 2\n    heading: Seat\n    text: The seat is at the pier.\n",
    )
    assert empty.at("apply", "2026-06-25-agm", "--adopted", "2020-06-25").code == 0
    assert sorted(clauses(empty)) == [
        "articles/001-name.md",
        "articles/002-seat.md",
        "articles/003-members.md",
        "articles/closing.md",
        "articles/preamble.md",
    ]
    assert clauses(empty)["articles/preamble.md"] == "Rules of the Pier\n\nWe love the pier.\n"
    assert empty.at("table", "2026-06-25-agm").code == 0


def test_check_shows_and_writes_nothing(empty: Repository) -> None:
    empty.write("rules.md", RULES.encode())
    empty.commit("rules.md")
    before = empty.state
    result = empty.at("import", str(empty.path / "rules.md"), "--check")
    assert result.code == 0
    assert "would write articles/001-name.md" in result.out
    assert empty.state == before


def test_check_needs_no_repository_and_tells_doubts(tmp_path: Path) -> None:
    (tmp_path / "flawed.txt").write_text("Article 1. A\nOne.\n\nArticle 3. B\nTwo.\n")
    result = call("-C", str(tmp_path), "import", "flawed.txt", "--check")
    assert result.code == 1
    assert "warning[number-gap]" in result.out
    assert "flawed.txt:4" in result.out


def test_the_report_as_json(empty: Repository) -> None:
    empty.write("rules.md", RULES.encode())
    record = empty.at("import", str(empty.path / "rules.md"), "--json").record
    assert record["schema"] == "amendtool/import/1"
    assert record["written"] is True
    assert record["found"] == {"labels": 2, "articles": 2, "chapters": 0, "supplementary": 0}
    counts = record["characters"]
    assert counts["lost"] == counts["invented"] == 0
    assert counts["read"] + counts["generated"] == sum(
        counts[name] for name in ("clauses", "preamble", "closing", "numbering", "left_out")
    )
    assert counts["read"] == sum(not char.isspace() for char in RULES)
    assert [doubt["code"] for doubt in record["doubts"]] == ["closing-found"]
    assert {one["kind"] for one in record["left_out"]} == {"markup: heading", "markup: list"}
    assert record["files"] == sorted(clauses(empty))


def test_articles_are_never_overwritten(small: Repository) -> None:
    small.write("rules.md", RULES.encode())
    small.commit("rules.md")
    before = small.state
    result = small.at("import", str(small.path / "rules.md"), "--json")
    assert result.code == 3
    assert [problem["code"] for problem in result.problems] == ["articles-there"]
    assert small.state == before


def test_tracked_changes_stop_until_a_side_is_chosen(empty: Repository) -> None:
    change = (
        '<w:p><w:r><w:t xml:space="preserve">The name is </w:t></w:r>'
        "<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>New</w:t></w:r></w:ins></w:p>"
    )
    path = empty.write("rules.docx", package(paragraph("Article 1. Name") + change))
    stopped = empty.at("import", str(path))
    assert stopped.code == 3
    assert "tracked-changes" in stopped.err
    assert clauses(empty) == {}
    assert empty.at("import", str(path), "--changes", "reject").code == 0
    assert clauses(empty) == {"articles/001-name.md": "# Name\n\nThe name is Old\n"}


def test_another_language_is_said(empty: Repository) -> None:
    text = "第１条　本会は、はしの会という。\n第２条　会員は、次のとおりとする。\n"
    path = empty.write("rules.txt", text.encode())
    refused = empty.at("import", str(path), "--language", "ja")
    assert refused.code == 3
    assert "import-language" in refused.err
    told = empty.at("import", str(path), "--check")
    assert told.code == 1
    assert "language-differs" in told.out
    assert empty.at("import", str(path)).code == 0
    settings = empty.path.joinpath("amendtool.toml").read_text()
    assert 'language = "ja"' in settings
    assert [text for text in clauses(empty).values() if "会員は、次のとおりとする。" in text]


def test_the_style_is_the_one_that_the_document_shows(empty: Repository) -> None:
    """Nobody is asked for it: sections that are counted in their Article move with it."""
    text = (
        "Bylaws\n\nArticle I Club\n\n1.01 Seat. In town.\n\nArticle II Boats\n\n"
        "2.01 Colour. Red, as Section 2.02 says.\n\n2.02 Number. Two.\n"
    )
    path = empty.write("rules.txt", text.encode())
    told = empty.at("import", str(path))
    assert "style-chosen" in told.out
    settings = empty.path.joinpath("amendtool.toml").read_text()
    assert 'style = "bylaws"' in settings
    assert 'house = "bylaws"' in settings
    assert "articles/02-boats/002-number.md" in clauses(empty)


def test_a_style_that_is_named_stays(empty: Repository) -> None:
    text = "Article I Club\n\nSection 1.1 Seat. In town.\n\nSection 1.2 Hue. Red.\n"
    path = empty.write("rules.txt", text.encode())
    assert empty.at("import", str(path), "--style", "en").code == 0
    assert 'style = "bylaws"' not in empty.path.joinpath("amendtool.toml").read_text()


@pytest.mark.parametrize(
    ("name", "data", "code", "problem"),
    [
        ("rules.pdf", b"%PDF", 3, "import-format"),
        ("rules.txt", "第１条".encode("cp932") * 9, 3, "not-utf-8"),
        ("rules.docx", b"PK\x03\x04", 3, "docx-damaged"),
        ("missing.txt", None, 5, "unreadable"),
    ],
)
def test_what_is_refused(
    empty: Repository, name: str, data: bytes | None, code: int, problem: str
) -> None:
    path = empty.path / name
    if data is not None:
        path.write_bytes(data)
    result = empty.at("import", str(path), "--json")
    assert result.code == code
    assert problem in [one["code"] for one in result.problems]
    assert clauses(empty) == {}


def test_where_one_file_cannot_be_written_none_is_left(empty: Repository) -> None:
    empty.write("rules.md", RULES.encode())
    (empty.path / "articles" / "002-members.md").mkdir()
    result = empty.at("import", str(empty.path / "rules.md"))
    assert result.code == 5
    assert "unwritable" in result.err
    assert [path.name for path in (empty.path / "articles").iterdir() if path.is_file()] == [
        "README.md"
    ]


def test_a_record_is_one_json_document(tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("Nothing here.\n")
    result = call("-C", str(tmp_path), "import", "none.txt", "--check", "--json")
    assert result.code == 1
    record = json.loads(result.data)
    assert record["files"] == ["articles/preamble.md"]
    assert [doubt["code"] for doubt in record["doubts"]] == ["no-articles"]


@pytest.mark.parametrize("ending", ["docx", "md", "txt", "html"])
def test_what_was_exported_comes_back(
    demo: Repository, empty: Repository, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"articles.{ending}"
    assert demo.at("export", "-o", str(path)).code == 0
    assert empty.at("import", str(path)).code == 0

    def texts(repository: Repository) -> list[tuple[str, str]]:
        # Keys are made anew; the folder, the number and the text have to be the same.
        return [
            (name.split("-")[0], text)
            for name, text in clauses(repository).items()
            if not name.endswith(("/preamble.md", "/closing.md"))
        ]

    assert texts(empty) == texts(demo)


RULES_JA = """定款

第一章　総則

第一条（商号）　当会社は、株式会社北野原と称する。

第二条（目的）　当会社は、次の事業を営む。
一　製造
二　販売

②　前項の事業に附帯する業務を営む。

第十条（公告）　公告は、官報による。

附則

第一条　この定款は、成立の日から施行する。
"""


def test_the_forms_of_a_document_are_kept_in_its_files_and_in_the_settings(
    empty: Repository,
) -> None:
    config = (empty.path / "amendtool.toml").read_text(encoding="utf-8")
    config = config.replace('language = "en"', 'language = "ja"').replace(
        'style = "en"', 'style = "ja"'
    )
    config = config.replace('house = "seed-en"', 'house = "ja-notice"')
    empty.write("amendtool.toml", config.encode())
    empty.write("teikan.txt", RULES_JA.encode())
    record = empty.at("import", str(empty.path / "teikan.txt"), "--check", "--json").record
    assert record["drafting"] == {
        "article": "第一条", "heading": "in-line", "supplementary": "附則",
    }  # fmt: skip
    told = empty.at("import", str(empty.path / "teikan.txt")).out
    added = told[told.index("[drafting]") :].split("\n\n")[0] + "\n"
    assert (empty.path / "amendtool.toml").read_text(encoding="utf-8").endswith(added)
    empty.commit("The articles")
    shown = empty.at("show").out
    for line in RULES_JA.splitlines()[4:]:
        for part in line.replace("）　", "）\n").replace("条　", "条\n").split("\n"):
            assert part.strip() in shown


def test_a_page_to_look_at_is_written_over_nothing_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pier.md").write_text(RULES, encoding="utf-8")
    show = ("import", "pier.md", "--check", "--html", "look.html")
    done = call(*show)
    assert done.code == 0
    assert "look.html: " in done.err
    page = (tmp_path / "look.html").read_text(encoding="utf-8")
    assert "(b) gulls." in page
    assert call(*show).code == 0, "the same page is no other one"
    (tmp_path / "look.html").write_text("mine", encoding="utf-8")
    done = call(*show)
    assert done.code == 5
    assert "output-exists" in done.err
    assert (tmp_path / "look.html").read_text(encoding="utf-8") == "mine"
    assert call(*show, "--force").code == 0
    assert (tmp_path / "look.html").read_text(encoding="utf-8") == page


def test_a_page_is_for_looking_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pier.md").write_text(RULES, encoding="utf-8")
    assert call("import", "pier.md", "--html", "look.html").code == 2
    assert call("import", "pier.md", "--check", "--force").code == 2
    assert not (tmp_path / "look.html").exists()


def test_a_page_is_no_part_of_the_articles(empty: Repository) -> None:
    empty.write("pier.md", RULES.encode())
    done = empty.at("import", "pier.md", "--check", "--html", "articles/look.html")
    assert done.code == 5
    assert "output-place" in done.err


def test_a_style_that_fits_better_is_said(empty: Repository) -> None:
    text = "Bylaws\n\nArticle I Club\n\nSection 1.1 Seat. In town.\n\nSection 1.2 Hue. Red.\n"
    path = empty.write("rules.txt", text.encode())
    told = empty.at("import", str(path), "--style", "en")
    assert told.code == 0
    assert "warning[style-fits-better]" in told.out
    assert "--style bylaws" in told.out
    assert told.out.index("style-fits-better") < told.out.index("written")


def test_another_name_of_the_company_is_said(empty: Repository) -> None:
    text = (
        "Article 1. Name\nThe name of the Company is Quay Holdings, Inc.\n\nArticle 2. Seat\nA.\n"
    )
    path = empty.write("rules.txt", text.encode())
    told = empty.at("import", str(path))
    assert "warning[company-differs]" in told.out
    assert "'Quay Holdings, Inc.'" in told.out
