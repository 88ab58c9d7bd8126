"""Clerical corrections: words mended by hand, with a reason and a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Repository

DAY = "2024-06-25"
CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
REASON = ("--reason", "misprint", "--on", DAY)


@pytest.fixture
def adopted(small: Repository) -> Repository:
    """Articles with a record, where a change by hand is one too many."""
    small.amend("office", CHANGE)
    assert small.at("apply", "office").code == 0
    return small


def office(repository: Repository) -> Path:
    return next((repository.path / "articles").glob("003-*.md"))


def mend(repository: Repository, before: str = "Chuo-ku", after: str = "Chuo-Ku") -> None:
    path = office(repository)
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at(*words, "--json")
    assert result.code == 3
    assert repository.state == before
    return [each["code"] for each in result.problems]


def test_a_correction_is_proved(adopted: Repository) -> None:
    mend(adopted)
    done = adopted.at("correct", *REASON, "--json")
    assert done.code == 0, done.err
    assert done.record["provisions"] == ["Article 3"]
    assert adopted.status == []
    assert "Chuo-Ku" in adopted.at("show", "Article 3").out
    assert adopted.at("verify").code == 0
    assert adopted.at("check").code == 0
    assert "Correction: misprint" in adopted.git("log", "-1", "--format=%s")
    standings = adopted.at("status", "--json").record["amendments"]
    assert [each["amendment"] for each in standings] == ["office"]


def test_the_same_by_hand_is_not(adopted: Repository) -> None:
    mend(adopted)
    adopted.commit("By hand")
    assert adopted.at("verify").code == 1


def test_a_record_does_not_cover_another_text(adopted: Repository) -> None:
    mend(adopted)
    assert adopted.at("correct", *REASON).code == 0
    mend(adopted, "Chuo-Ku", "Koto-Ku")
    adopted.git("commit", "-qa", "--amend", "--no-edit")
    result = adopted.at("verify", "--json")
    assert result.code == 1
    assert [each["code"] for each in result.record["findings"]] == ["landed-otherwise"]


@pytest.mark.parametrize("squash", [False, True])
def test_corrections_of_two_branches_both_stand(adopted: Repository, squash: bool) -> None:
    adopted.git("checkout", "-qb", "side")
    mend(adopted)
    assert adopted.at("correct", *REASON).code == 0
    adopted.git("checkout", "-q", "main")
    if squash:
        adopted.git("merge", "-q", "--squash", "side")
        adopted.git("commit", "-qm", "Squashed")
    else:
        adopted.git("merge", "-q", "--no-ff", "-m", "Merged", "side")
    assert adopted.at("verify").code == 0


def test_more_than_words_is_an_amendment(adopted: Repository) -> None:
    path = office(adopted)
    (adopted.path / "articles/004-more.md").write_text("# More\n\nWords.\n")
    assert codes(adopted, "correct", *REASON) == ["correction-moves"]
    (adopted.path / "articles/004-more.md").unlink()
    path.rename(path.with_name(path.name.replace("003", "004")))
    assert codes(adopted, "correct", *REASON) == ["correction-moves"]


def test_nothing_to_correct(adopted: Repository) -> None:
    assert codes(adopted, "correct", *REASON) == ["correction-empty"]
    (adopted.path / "articles/README.md").write_text("Read me.\n")
    assert codes(adopted, "correct", *REASON) == ["correction-empty"]
    mend(adopted)
    assert codes(adopted, "correct", "--reason", " ") == ["correction-reason"]


def test_other_changes_stay_as_they_are(adopted: Repository) -> None:
    mend(adopted)
    adopted.write("notes.txt", b"mine\n")
    assert adopted.at("correct", *REASON).code == 0
    assert adopted.status == ["?? notes.txt"]


def test_what_was_corrected_is_undone_no_longer_byte_for_byte(adopted: Repository) -> None:
    """The amendment leans on the words that were mended, and says so."""
    mend(adopted)
    assert adopted.at("correct", *REASON).code == 0
    before = adopted.state
    assert adopted.at("undo", "office").code == 4
    assert adopted.state == before
