"""References at the command line: listed, followed, asked about, told in the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Repository

CITING = (
    (1, "name", "The name of the Company shall be Example Inc."),
    (2, "office", "The office is that of Article 3 and of Article 309 of the Companies Act."),
    (3, "seal", "Subject to Articles 4 through 6, the seal is kept. The preceding article holds."),
    (4, "notice", "Notice is given."),
    (5, "record", "Records are kept under Article 4."),
    (6, "year", "The year ends in March."),
)


@pytest.fixture
def citing(small: Repository) -> Repository:
    """Six articles that cite each other."""
    for path in (small.path / "articles").glob("0*.md"):
        path.unlink()
    for number, key, text in CITING:
        small.write(f"articles/{number:03}-{key}.md", f"{text}\n".encode())
    small.commit("Citing articles")
    return small


def test_references_of_the_published_example(demo: Repository) -> None:
    record = demo.at("references", "--json").record
    assert record["schema"] == "amendtool/references/1"
    told = {(each["in"], each["text"]): each for each in record["references"]}
    both = told["Supplementary Provisions Article 1 paragraph 1", "Article 8 and Article 9"]
    assert [target["provision"] for target in both["targets"]] == ["Article 8", "Article 9"]
    following = told["Article 8 paragraph 1 item (4)", "the following article"]
    assert following["targets"] == [{"provision": "Article 9", "key": "less-than-unit-purchase"}]
    law = next(each for each in record["references"] if "189" in each["text"])
    assert (law["class"], law["targets"]) == ("external", [])


def test_each_reference_has_its_place(citing: Repository) -> None:
    record = citing.at("references", "--json").record
    for each in record["references"]:
        line = (citing.path / each["file"]).read_text().splitlines()[each["line"] - 1]
        assert line[each["column"] - 1 :].startswith(each["text"])
    ranged = next(each for each in record["references"] if "through" in each["text"])
    assert [t["provision"] for t in ranged["targets"]] == ["Article 4", "Article 5", "Article 6"]


def test_references_of_one_provision(citing: Repository) -> None:
    record = citing.at("references", "Article 5", "--json").record
    assert [each["in"] for each in record["references"]] == ["Article 5 paragraph 1"]
    by_key = citing.at("references", "record", "--json").record
    assert by_key == record


def test_a_renumbering_takes_references_along(citing: Repository) -> None:
    citing.amend("go", "- insert: Article 3\n  key: fresh\n  text: New.\n")
    plan = citing.at("plan", "go")
    assert "Article 3 → Article 4" in plan.out
    assert citing.at("apply", "go").code == 0
    texts = {path.name: path.read_text() for path in (citing.path / "articles").glob("0*.md")}
    assert texts["002-office.md"].startswith(
        "The office is that of Article 4 and of Article 309 of"
    )
    assert "Articles 5 through 7" in texts["004-seal.md"]
    assert "Article 2 holds" in texts["004-seal.md"]
    assert citing.at("check").code == 0
    rows = citing.at("table", "go", "--json").record["rows"]
    office = next(row for row in rows if row["key"] == "office")
    changed = [run["text"] for block in office["proposed"] for run in block["runs"]
               if run["changed"]]  # fmt: skip
    assert changed == ["4"]


@pytest.mark.parametrize("verb", ["apply", "table", "plan", "check"])
def test_an_open_question_stops(citing: Repository, verb: str) -> None:
    citing.amend("ask", "- delete: Article 4\n")
    before = citing.state
    done = citing.at(verb, "ask")
    assert done.code == 3
    told = done.out + done.err
    assert "reference-to-deleted" in told
    assert "articles/005-record.md:1:24" in told
    assert "- retarget: {Article 4: …}" in told
    assert citing.state == before


def test_the_answers_let_it_go_on(citing: Repository) -> None:
    citing.amend(
        "answer",
        "- delete: Article 4\n"
        "- retarget: {Article 4: Article 1}\n  in: Article 5\n"
        "- keep: Article 4\n  in: Article 3\n",
    )
    assert citing.at("check", "answer").code == 0
    assert citing.at("apply", "answer").code == 0
    text = (citing.path / "articles/004-record.md").read_text()
    assert text == "Records are kept under Article 1.\n"


def test_the_plan_carries_every_reference(citing: Repository) -> None:
    citing.amend("go", "- insert: Article 3\n  key: fresh\n  text: New under Article 4.\n")
    record = citing.at("plan", "go", "--json").record
    rules = {entry["before"]: entry["rule"] for entry in record["references"]}
    assert rules["Article 3"] == "renumbered"
    assert rules["Articles 4 through 6"] == "renumbered"
    assert rules["The preceding article"] == "made-absolute"
    assert [e["rule"] for e in record["references"] if e["stood"] is None] == ["proposed"]
    law = next(e for e in record["references"] if e["law"])
    assert (law["before"], law["rule"]) == (law["after"], "foreign")
    assert "its target has another number" in citing.at("plan", "go").out
    assert "points elsewhere" in citing.at("plan", "go", "--references").out


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_the_ledger_as_an_appendix(citing: Repository, tmp_path: Path, ending: str) -> None:
    citing.amend("go", "- insert: Article 3\n  key: fresh\n  text: New.\n")
    path = tmp_path / f"ledger.{ending}"
    assert citing.at("plan", "go", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert "Articles 5 through 7" in text
    if ending == "json":
        assert json.loads(text)["schema"] == "amendtool/ledger/1"
    assert citing.at("plan", "go", "-o", str(tmp_path / "ledger.docx")).code == 2


def test_check_reports_references_to_nothing(citing: Repository) -> None:
    citing.write("articles/006-year.md", b"See Article 5, paragraph 3, and Article 40.\n")
    done = citing.at("check", "--json")
    assert done.code == 1
    found = [(f["code"], f["file"], f["line"], f["column"]) for f in done.record["findings"]]
    assert found == [
        ("reference-dangling", "articles/006-year.md", 1, 5),
        ("reference-dangling", "articles/006-year.md", 1, 33),
    ]


def test_a_title_of_another_article_is_reported_before_and_after(citing: Repository) -> None:
    citing.write("articles/002-office.md", b"# Seat\n\nThe office.\n")
    citing.write("articles/006-year.md", b"See Article 3 (Seat), and Article 2 (Seat).\n")
    citing.commit("Titles")
    done = citing.at("check", "--json")
    found = [(f["code"], f["file"], f["line"], f["column"]) for f in done.record["findings"]]
    assert found == [("reference-mistitled", "articles/006-year.md", 1, 5)]
    citing.write("articles/006-year.md", b"See Article 2 (Seat).\n")
    citing.commit("Mended")
    citing.amend("go", "- replace: Article 2 heading\n  text: Registered Office\n")
    done = citing.at("check", "go", "--json")
    assert [f["code"] for f in done.record["findings"]] == ["reference-mistitled"]
    assert "no article has this heading" in done.record["findings"][0]["message"]
    assert "reference-mistitled" in citing.at("table", "go").err


def test_numbers_that_no_rule_reads_are_a_warning_of_the_table(citing: Repository) -> None:
    citing.write("articles/006-year.md", b"The fees of pre-Article 4 days are due.\n")
    citing.commit("A number that nothing reads")
    citing.amend("go", "- insert: Article 3\n  key: fresh\n  text: New.\n")
    done = citing.at("table", "go")
    assert done.code == 0
    assert "numbers-unread" in done.err
    assert "'Article 4' in Article 7" in done.err
