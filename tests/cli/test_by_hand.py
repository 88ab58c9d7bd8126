"""What bare ``check`` says of articles that somebody has edited and committed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.workflow.proof import unexplained
from tests.cli.conftest import Repository

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
CORRECT = ("correct", "--reason", "misprint", "--on", "2024-06-25")


def told(repository: Repository, *, code: int = 1) -> list[tuple[str, str, int | None]]:
    result = repository.at("check", "--json")
    found = result.record["findings"]
    findings = [each for each in found if each["severity"] != "note"]
    assert result.code == (code if findings else 0), result.err
    return [(each["code"], each["file"], each.get("line")) for each in found]


def edit(repository: Repository, before: bytes, after: bytes, key: str = "office") -> None:
    (path,) = repository.path.glob(f"articles/*-{key}.md")
    assert before in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(before, after))


@pytest.fixture
def office(small: Repository) -> Repository:
    """One amendment in force."""
    small.amend("office", CHANGE)
    assert small.at("apply", "office").code == 0
    return small


def test_it_is_a_finding_with_commit_file_and_line(office: Repository) -> None:
    edit(office, b"Chuo-ku", b"Koto-ku")
    assert told(office) == [], "what is not committed is nobody's history"
    commit = office.commit("A slip of the pen")
    assert told(office) == [("change-unexplained", "articles/003-office.md", 3)]
    (found,) = office.at("check", "--json").record["findings"]
    assert found["severity"] == "warning"
    assert commit[:12] in found["message"]
    assert all(word in found["hint"] for word in ("git revert", "amendtool verify", "correct"))
    office.git("revert", "--no-edit", "HEAD")
    assert told(office) == []
    edit(office, b"Chuo-ku", b"Chuo-Ku")
    assert office.at(*CORRECT).code == 0
    assert told(office) == []


def test_articles_that_are_being_set_up_are_nobodys_decision(small: Repository) -> None:
    small.amend("office", CHANGE)
    small.commit("Propose it")
    assert small.at("record", "office", "resolved", "2020-05-01").code == 0
    edit(small, b"Example Inc.", b"Sample Inc.", "name")
    small.commit("Still setting up")
    assert told(small) == []
    assert small.at("baseline").code == 0
    assert told(small) == []
    edit(small, b"Sample Inc.", b"Other Inc.", "name")
    small.commit("By hand")
    assert told(small) == [("change-unexplained", "articles/001-name.md", 3)]


def test_an_older_state_is_no_excuse(office: Repository) -> None:
    office.amend("name", "  - replace: Article 1\n    find: Example\n    with: Sample\n")
    assert office.at("apply", "name").code == 0
    edit(office, b"Sample", b"Example", "name")
    office.commit("As it was before")
    assert told(office) == [("change-unexplained", "articles/001-name.md", 3)]


def test_only_other_articles_than_the_last_act_left_cost_more(
    office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asked(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise Asked

    monkeypatch.setattr(unexplained, "_History", refuse)
    assert told(office) == []
    assert office.at("record", "office", "registered", "2024-07-01").code == 0
    assert told(office) == []
    assert office.at("undo", "office").code == 0
    assert told(office) == []


@pytest.fixture
def parted(small: Repository) -> Repository:
    """An insert on the branch ``side``, a change of a clause behind it on ``main``."""
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", INSERT, more=f"written_against: {tree}\n")
    small.amend("office", CHANGE, more=f"written_against: {tree}\n")
    small.commit("Two items")
    small.git("checkout", "-q", "-b", "side")
    assert small.at("apply", "seal").code == 0
    small.git("checkout", "-q", "main")
    assert small.at("apply", "office").code == 0
    return small


@pytest.mark.parametrize(
    "way",
    [
        ("merge", "-q", "--no-edit", "side"),
        ("cherry-pick", "side~1", "side"),
        ("rebase", "-q", "main", "side"),
        ("merge", "-q", "--squash", "side"),
    ],
    ids=lambda way: f"{way[0]}{len(way)}",
)
def test_what_git_puts_together_is_no_hand(
    parted: Repository, way: tuple[str, ...], tmp_path: Path
) -> None:
    parted.git(*way)
    if parted.status:
        parted.git("commit", "-q", "-m", "The seal (#2)")
    assert told(parted) == []
    assert parted.at("verify").code == 0
    for depth in (1, 2) if "--no-edit" in way else ():
        target = tmp_path / f"depth{depth}"
        url = parted.path.as_uri()
        parted.git("clone", "-q", "--no-tags", "--depth", str(depth), url, str(target))
        assert [code for code, _, _ in told(Repository(path=target))] == ["history-cut"]
    edit(parted, b"Chuo-ku", b"Koto-ku")
    parted.commit("A slip of the pen")
    assert told(parted) == [("change-unexplained", "articles/004-office.md", 3)]


def test_several_acts_in_one_squash_are_no_hand(parted: Repository) -> None:
    parted.git("checkout", "-q", "side")
    edit(parted, b"an example", b"an Example", "purpose")
    assert parted.at(*CORRECT).code == 0
    parted.git("checkout", "-q", "main")
    parted.git("merge", "-q", "--squash", "side")
    parted.git("commit", "-q", "-m", "The seal (#2)")
    assert told(parted) == []
    edit(parted, b"Chuo-ku", b"Koto-ku")
    parted.git("commit", "-q", "-a", "--amend", "--no-edit")
    ((code, _, _),) = told(parted)
    assert code == "landed-otherwise"


def test_a_hand_in_a_merge_is_told(parted: Repository) -> None:
    parted.git("merge", "-q", "--no-edit", "side")
    edit(parted, b"Chuo-ku", b"Koto-ku")
    parted.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert told(parted) == [("change-unexplained", "articles/004-office.md", 3)]


# --- below later acts ----------------------------------------------------------------------


@pytest.fixture
def buried(office: Repository) -> Repository:
    """A hand edit with an amendment on top of it."""
    edit(office, b"Example Inc.", b"Sample Inc.", "name")
    office.commit("A slip of the pen")
    office.amend("seal", INSERT)
    assert office.at("apply", "seal").code == 0
    return office


def test_a_hand_below_a_later_adoption_is_told(buried: Repository) -> None:
    assert told(buried) == [("change-unexplained", "articles/001-name.md", 3)]


@pytest.mark.long
@pytest.mark.parametrize("way", ["revert", "correct", "amend"])
def test_what_was_put_right_is_past(buried: Repository, way: str) -> None:
    slip = buried.git("log", "--format=%H", "--grep=slip")
    if way == "revert":
        buried.git("revert", "--no-edit", slip)
    elif way == "correct":
        edit(buried, b"Sample Inc.", b"Example Inc.", "name")
        assert buried.at(*CORRECT).code == 0
    else:
        words = "  - replace: Article 1\n    text: The name of the Company is Sample Co.\n"
        buried.amend("name", words)
        assert buried.at("apply", "name").code == 0
    assert told(buried) == []
    (found,) = buried.at("verify", "--json").record["findings"]
    assert slip[:12] in found["message"]


@pytest.mark.long
def test_a_number_and_a_deletion_by_hand_are_told_below_others(office: Repository) -> None:
    office.git("rm", "-q", "articles/003-office.md")
    office.commit("Away with it")
    office.amend("seal", INSERT)
    assert office.at("apply", "seal").code == 0
    assert told(office) == [("change-unexplained", "articles/003-office.md", None)]
    office.git("mv", "articles/002-seal.md", "articles/004-seal.md")
    office.git("mv", "articles/003-purpose.md", "articles/002-purpose.md")
    office.git("mv", "articles/004-seal.md", "articles/003-seal.md")
    office.commit("Another order")
    office.amend("year", "  - insert: Article 1\n    key: year\n    text: One year.\n")
    assert office.at("apply", "year").code == 0
    assert [code for code, _, _ in told(office)] == ["change-unexplained"] * 2


def test_more_in_the_commit_of_an_act_is_told_below_others(office: Repository) -> None:
    edit(office, b"Example Inc.", b"Sample Inc.", "name")
    office.git("commit", "-q", "-a", "--amend", "--no-edit")
    office.amend("seal", INSERT)
    assert office.at("apply", "seal").code == 0
    assert told(office) == [("landed-otherwise", "amendments/office.record.yaml", None)]
    edit(office, b"Sample Inc.", b"Example Inc.", "name")
    assert office.at(*CORRECT).code == 0
    assert told(office) == []


# --- what changes marks alone, and a clone that has no tags -----------------------------------


def test_restyled_articles_in_a_clone_without_tags(office: Repository, tmp_path: Path) -> None:
    assert office.at("restyle", "--article", "§1", "-o", "amendments/look.yaml").code == 0
    assert office.at("apply", "look", "--adopted", "2024-06-25").code == 0
    assert told(office) == []
    office.git("clone", "-q", "--no-tags", str(office.path), str(tmp_path / "clone"))
    clone = Repository(path=tmp_path / "clone")
    assert told(clone) == []
    assert clone.at("verify", "--json").record["replayed"] == ["office", "look"]
    (path,) = clone.path.glob("articles/*-office.md")
    path.write_text(path.read_text().replace("§3", "Art. 3"))
    clone.commit("Another mark")
    ((code, file, line),) = told(clone)
    assert (code, file) == ("change-unexplained", "articles/003-office.md")
    assert line is not None
    clone.git("reset", "-q", "--hard", "HEAD~1")
    path.write_text(path.read_text().replace("§3", "Art. 3"))
    clone.git("commit", "-q", "-a", "--amend", "--no-edit")
    assert told(clone) == [("landed-otherwise", "amendments/look.record.yaml", None)]
    found = [each["code"] for each in clone.at("verify", "--json").record["findings"]]
    assert found == ["landed-otherwise"]


# --- the records themselves ---------------------------------------------------------------


@pytest.fixture
def sealed(small: Repository) -> Repository:
    """One amendment in force that has renumbered others, in two commits."""
    small.amend("seal", INSERT)
    small.commit("Propose it")
    assert small.at("apply", "seal").code == 0
    return small


def proved(repository: Repository) -> list[tuple[str, str]]:
    found = repository.at("verify", "--json").record["findings"]
    return [(each["code"], each["file"]) for each in found]


RECORD = "amendments/seal.record.yaml"


def test_a_record_that_was_dropped_or_edited_is_told(sealed: Repository) -> None:
    sealed.git("rm", "-q", RECORD)
    sealed.commit("Who needs that")
    assert proved(sealed) == [("landed-otherwise", RECORD)]
    assert ("landed-otherwise", RECORD, None) in told(sealed, code=4)
    sealed.git("revert", "--no-edit", "HEAD")
    found = [code for code, _ in proved(sealed)]
    assert found == ["landed-otherwise"], "what was put right is told by verify alone"
    assert told(sealed) == []
    path = sealed.path / RECORD
    path.write_text(path.read_text().replace("2020-06-25", "2020-06-26"))
    sealed.commit("Another day")
    assert len(proved(sealed)) == 2


@pytest.mark.long
def test_an_act_may_be_taken_back_in_words_of_ones_own(sealed: Repository) -> None:
    sealed.git("revert", "--no-commit", "HEAD", "HEAD~1")
    sealed.commit("We take it back")
    assert proved(sealed) == []
    assert told(sealed) == []


@pytest.mark.long
def test_half_an_act_is_not_taken_back(sealed: Repository) -> None:
    sealed.git("revert", "--no-edit", "HEAD")
    assert proved(sealed) == [("change-unexplained", "articles/002-seal.md")]
    assert "change-unexplained" in [code for code, _, _ in told(sealed, code=4)]
    sealed.git("revert", "--no-edit", "HEAD~2")
    assert proved(sealed) == []
    assert told(sealed) == []
