"""The proof: what was adopted is what stands there, and what was not is told with its commit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Repository

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"


def proof(repository: Repository) -> dict[str, Any]:
    result = repository.at("verify", "--json")
    record = result.record
    assert result.code == (1 if record["findings"] else 0)
    return record


def findings(repository: Repository) -> list[tuple[str, str | None]]:
    return [(each["code"], each["file"]) for each in proof(repository)["findings"]]


@pytest.fixture
def adopted(small: Repository) -> Repository:
    """Two amendments in force, one with citations that follow."""
    small.write(
        "articles/003-office.md", b"# Office\n\nSee   Article 2 and Article 3, Minato-ku.\n"
    )
    small.commit("A citation")
    small.amend("seal", INSERT + CHANGE)
    small.amend("more", "  - delete: Article 1\n", more="after: seal\n")
    small.commit("Two items")
    for name in ("seal", "more"):
        assert small.at("apply", name).code == 0
    return small


def test_the_published_example_is_proved(demo: Repository) -> None:
    assert proof(demo)["replayed"] == ["2007-06-26-agm", "2013-06-26-agm"]
    assert findings(demo) == []


def test_what_was_adopted_is_proved(adopted: Repository) -> None:
    assert findings(adopted) == []
    assert proof(adopted)["replayed"] == ["seal", "more"]
    assert "the articles are what was adopted" in adopted.at("verify").out
    adopted.write("articles/README.md", b"What this folder holds.\n")
    adopted.commit("A word about the folder")
    assert findings(adopted) == []


def test_acts_and_what_is_taken_back_are_proved(adopted: Repository) -> None:
    assert adopted.at("record", "seal", "registered", "2024-07-01").code == 0
    assert adopted.at("undo", "more").code == 0
    assert findings(adopted) == []
    assert adopted.at("apply", "more").code == 0
    adopted.git("revert", "--no-edit", "HEAD", "HEAD~1")
    assert findings(adopted) == []
    assert proof(adopted)["replayed"] == ["seal"]


def test_a_hand_in_the_articles_is_told(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    commit = adopted.commit("A slip of the pen")
    (found,) = proof(adopted)["findings"]
    assert (found["code"], found["file"]) == ("change-unexplained", "articles/003-office.md")
    assert commit[:12] in found["message"]


def test_a_trailer_is_no_excuse(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    adopted.git("commit", "-q", "-am", "The office\n\nAmendment: seal")
    assert findings(adopted) == [("change-unexplained", "articles/003-office.md")]


def test_a_hand_in_the_commit_of_an_amendment_is_told(adopted: Repository) -> None:
    path = adopted.path / "articles/003-office.md"
    path.write_bytes(path.read_bytes().replace(b"Chuo-ku", b"Koto-ku"))
    adopted.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert findings(adopted) == [("landed-otherwise", "amendments/more.record.yaml")]


def test_a_squash_on_a_branch_that_has_moved_on_is_proved(small: Repository) -> None:
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", INSERT, more=f"written_against: {tree}\n")
    words = "  - replace: Article 1\n    find: Example\n    with: Sample\n"
    small.amend("name", words, more=f"written_against: {tree}\n")
    small.commit("Two items")
    small.git("checkout", "-q", "-b", "side")
    assert small.at("apply", "seal").code == 0
    small.git("checkout", "-q", "main")
    assert small.at("apply", "name").code == 0
    small.git("merge", "-q", "--squash", "side")
    small.git("commit", "-q", "-m", "The seal (#2)")
    assert findings(small) == []
    assert sorted(proof(small)["replayed"]) == ["name", "seal"]
