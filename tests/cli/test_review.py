"""What a branch brings, as a reviewer sees it: the tables, the findings, what was done by hand."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Repository

SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
WRONG = "  - replace: Article 3\n    find: Osaka\n    with: Kyoto\n"


@pytest.fixture
def branch(small: Repository) -> Repository:
    """A branch beside main, which goes on after it was left."""
    small.git("checkout", "-q", "-b", "work")
    return small


def on_main(repository: Repository, text: str) -> None:
    repository.git("checkout", "-q", "main")
    repository.write("notes.txt", text.encode())
    repository.commit("A note on main")
    repository.git("checkout", "-q", "work")


def test_a_proposal_comes_with_its_table(branch: Repository) -> None:
    branch.amend("seal", SEAL, more="title: A seal\n")
    branch.commit("Propose it")
    on_main(branch, "later")
    before = branch.state
    told = branch.at("review", "main")
    assert told.code == 0, told.err
    assert "### seal: A seal\n\nThe amendment is pending.\n" in told.out
    assert "| (New Provision) | <ins>(Seal)</ins>" in told.out
    assert "The articles as a whole" not in told.out
    assert branch.state == before


def test_what_is_adopted_is_told_once(branch: Repository) -> None:
    branch.amend("seal", SEAL)
    branch.commit("Propose it")
    assert branch.at("apply", "seal").code == 0
    found = branch.at("review", "main", "--json").record
    assert found["base"] == branch.git("rev-parse", "main").strip()
    (one,) = found["amendments"]
    assert (one["amendment"], one["standing"], one["stops"]) == ("seal", "adopted", [])
    assert one["rows"]["en"] > 0
    assert found["articles"] == {}, "its table says all of it"


def test_what_was_done_by_hand_has_a_table_and_a_finding(branch: Repository) -> None:
    (path,) = branch.path.glob("articles/003-*.md")
    path.write_text(path.read_text().replace("Minato-ku", "Chuo-ku"))
    branch.commit("An edit by hand")
    told = branch.at("review", "main")
    assert "### The articles as a whole" in told.out
    assert "<ins>Chuo" in told.out


def test_an_amendment_that_cannot_be_applied_says_why(branch: Repository) -> None:
    branch.amend("office", WRONG)
    branch.commit("Propose it")
    told = branch.at("review", "main")
    assert told.code == 3
    assert "### Findings (1)" in told.out
    assert "find" in told.out.partition("### office")[2]
    assert "| --- |" not in told.out


def test_github_is_told_beside_the_line(branch: Repository) -> None:
    branch.amend("office", WRONG)
    branch.commit("Propose it")
    told = branch.at("review", "main", "--annotations", "github")
    (command,) = told.out.splitlines()
    assert command.startswith("::error file=amendments/office.yaml,line=4,col=")


def test_the_folder_holds_the_comment_the_report_and_the_documents(branch: Repository) -> None:
    branch.amend("office", OFFICE)
    branch.amend("wrong", WRONG)
    branch.commit("Propose both")
    words = ("review", "main", "-o", "out", "--annotations", "gitlab")
    told = branch.at(*words)
    assert told.code == 3
    found = sorted(path.name for path in (branch.path / "out").iterdir())
    assert found == ["code-quality.json", "office.docx", "office.html", "review.md"]
    (entry,) = json.loads((branch.path / "out/code-quality.json").read_text())
    assert entry["location"] == {"path": "amendments/wrong.yaml", "lines": {"begin": 4}}
    assert branch.at(*words).code == 3, "its own files are written over"
    (branch.path / "out/review.md").write_text("mine")
    assert branch.at(*words).code == 5
    assert (branch.path / "out/review.md").read_text() == "mine"


def test_a_dropped_file_and_a_rejected_one_are_told(branch: Repository) -> None:
    branch.amend("seal", SEAL)
    branch.amend("office", OFFICE)
    branch.commit("Propose both")
    branch.git("branch", "-f", "main")
    (branch.path / "amendments/seal.yaml").unlink()
    branch.commit("Take one back")
    assert branch.at("reject", "office", "--on", "2024-06-25").code == 0
    told = branch.at("review", "main").out
    assert "### Taken away\n\n- `seal`\n" in told
    assert "The amendment is rejected on 2024-06-25." in told


def test_no_change_is_said(branch: Repository) -> None:
    on_main(branch, "nothing of ours")
    told = branch.at("review", "main")
    assert told.code == 0
    assert "### The articles and the amendments are those of the base\n" in told.out


def test_histories_without_a_common_commit_are_refused(branch: Repository) -> None:
    branch.git("checkout", "-q", "--orphan", "other")
    branch.commit("Another beginning")
    told = branch.at("review", "main", "--json")
    assert told.code == 3
    assert [each["code"] for each in told.problems] == ["no-common-commit"]


def test_a_report_for_gitlab_needs_a_folder(branch: Repository) -> None:
    told = branch.at("review", "main", "--annotations", "gitlab")
    assert told.code == 2
    assert "-o" in told.err


def test_the_day_of_an_event_is_no_empty_branch(branch: Repository) -> None:
    branch.amend("office", OFFICE, more="effective: {event: closing}\n")
    branch.commit("Propose it")
    branch.git("branch", "-f", "main")
    assert branch.at("event", "closing", "2024-06-25").code == 0
    told = branch.at("review", "main").out
    assert "### Recorded beside the amendments\n\n- the day of the event closing\n" in told
    assert "those of the base" not in told


def test_an_edition_that_the_branch_begins_hides_nothing(example: Repository) -> None:
    settings = example.path / "amendtool.toml"
    whole = settings.read_text()
    example.git("checkout", "-q", "-b", "work")
    leading = example.path / "articles"
    texts = {
        path.relative_to(leading).as_posix(): path.read_bytes() for path in leading.rglob("*.md")
    }
    for name, text in texts.items():
        (leading / name).unlink()
        for language in ("en", "ja"):
            example.write(f"articles/{language}/{name}", text)
    settings.write_text(whole + '\n[editions.ja]\nstyle = "ja"\ntitle = "定款"\n')
    example.commit("Begin an edition")
    told = example.at("review", "main")
    assert "### The articles as a whole" in told.out, told.err
    assert "edition-missing" in told.out
