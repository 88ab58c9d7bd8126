"""The life of an amendment: the day of the vote, what is recorded of it, where it stands."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.cli.conftest import Repository

CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"


@pytest.fixture
def office(small: Repository) -> Repository:
    """One amendment that nobody has voted on."""
    text = f"amendment: office\ntitle: The Office\noperations:\n{CHANGE}"
    small.write("amendments/office.yaml", text.encode())
    small.commit("Propose it")
    return small


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at(*words, "--json")
    assert result.code != 0
    assert repository.state == before
    return [each["code"] for each in result.problems]


def standing(repository: Repository, name: str = "office") -> dict[str, Any]:
    record = repository.at("status", "--json").record
    (found,) = (each for each in record["amendments"] if each["amendment"] == name)
    return dict(found)


# --- the day of the vote ---------------------------------------------------------------------


def test_without_a_day_nothing_is_adopted(office: Repository) -> None:
    assert codes(office, "apply", "office") == ["adoption-missing"]
    assert office.at("apply", "office").code == 3


def test_the_day_may_be_given(office: Repository) -> None:
    done = office.at("apply", "office", "--adopted", "2024-06-25")
    assert (done.code, "Adopted on 2024-06-25" in done.out) == (0, True)
    assert "Adopted: 2024-06-25" in office.git("log", "-1", "--format=%B")
    assert standing(office)["day"] == "2024-06-25"
    assert "adopted June 25, 2024" in office.at("export", "--format", "txt").out


def test_a_day_in_the_future_is_refused(office: Repository) -> None:
    day = str(datetime.date.today() + datetime.timedelta(days=2))
    assert codes(office, "apply", "office", "--adopted", day) == ["day-in-future"]
    office.amend("later", CHANGE, more=f"adopted: {day}\n")
    assert codes(office, "apply", "later") == ["day-in-future"]
    assert codes(office, "reject", "office", "--on", day) == ["day-in-future"]


def test_two_days_of_one_vote_are_refused(office: Repository) -> None:
    office.amend("dated", CHANGE, more="adopted: 2024-06-25\n")
    assert codes(office, "apply", "dated", "--adopted", "2024-06-26") == ["adoption-differs"]
    office.amend("early", CHANGE, more="resolved: 2024-06-25\n")
    text = (office.path / "amendments/early.yaml").read_text().replace("adopted: 2020-06-25\n", "")
    office.write("amendments/early.yaml", text.encode())
    assert codes(office, "apply", "early", "--adopted", "2024-06-24") == ["date-order"]


@pytest.mark.parametrize("day", ["yesterday", "2024-6-5", "2024-02-30", ""])
def test_what_is_no_day_is_a_mistake_of_usage(office: Repository, day: str) -> None:
    assert office.at("apply", "office", "--adopted", day).code == 2


def test_the_file_of_what_was_adopted_stays_as_it_was(office: Repository) -> None:
    assert office.at("apply", "office", "--adopted", "2024-06-25").code == 0
    assert office.at("check").code == 0
    path = office.path / "amendments/office.yaml"
    path.write_text(path.read_text().replace("Chuo-ku", "Koto-ku"))
    office.commit("A hand in it")
    result = office.at("check", "--json")
    assert result.code == 1
    assert [each["code"] for each in result.record["findings"]] == ["adopted-file-changed"]


# --- acts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "word"), [("reject", "rejected"), ("withdraw", "withdrawn")])
def test_what_is_decided_is_pending_no_longer(office: Repository, verb: str, word: str) -> None:
    articles = office.git("rev-parse", "HEAD:articles")
    assert office.at(verb, "office", "--on", "2024-06-25").code == 0
    assert office.status == []
    assert office.git("rev-parse", "HEAD:articles") == articles
    assert (standing(office)["standing"], standing(office)["day"]) == (word, "2024-06-25")
    assert codes(office, "apply", "office", "--adopted", "2024-06-25") == ["already-decided"]
    assert codes(office, verb, "office", "--on", "2024-06-26") == ["already-decided"]
    office.write("articles/003-office.md", b"# Office\n\nIn Osaka.\n")
    office.commit("The articles move on")
    assert office.at("check").code == 0, "it is not looked at any more"
    assert "already-decided" not in office.at("log").out


def test_a_file_that_is_not_committed_comes_with_its_record(small: Repository) -> None:
    small.amend("office", CHANGE)
    assert small.at("reject", "office", "--on", "2024-06-25").code == 0
    assert small.status == []
    assert "office.yaml" in small.git("ls-files", "amendments")


def test_what_is_in_force_is_not_rejected(office: Repository) -> None:
    assert codes(office, "record", "office", "registered", "2024-07-01") == ["not-adopted"]
    assert office.at("apply", "office", "--adopted", "2024-06-25").code == 0
    assert codes(office, "reject", "office", "--on", "2024-06-26") == ["already-applied"]
    assert office.at("record", "office", "registered", "2024-07-01").code == 0
    found = standing(office)
    assert found["standing"] == "adopted"
    assert found["acts"] == [
        {"act": "adopted", "day": "2024-06-25"},
        {"act": "registered", "day": "2024-07-01"},
    ]
    assert "Chuo-ku" in office.at("table", "office", "--format", "md").out


def test_acts_before_the_vote_are_kept(office: Repository) -> None:
    assert office.at("record", "office", "resolved", "2024-05-14").code == 0
    assert office.at("record", "office", "noticed", "2024-06-03").code == 0
    assert standing(office)["standing"] == "pending"
    assert office.at("apply", "office", "--adopted", "2024-06-25").code == 0
    assert [each["act"] for each in standing(office)["acts"]] == ["resolved", "noticed", "adopted"]


def test_a_meeting_with_two_items_of_which_one_is_rejected(office: Repository) -> None:
    tree = office.git("rev-parse", "HEAD:articles").strip()
    office.amend("seal", INSERT, more=f"written_against: {tree}\nadopted: 2024-06-25\n")
    office.commit("A second item")
    assert office.at("apply", "seal").code == 0
    assert office.at("reject", "office", "--on", "2024-06-25").code == 0
    assert [standing(office, name)["standing"] for name in ("seal", "office")] == [
        "adopted",
        "rejected",
    ]
    assert office.at("check").code == 0


# --- status ------------------------------------------------------------------------------------


def test_status_tells_what_stands_where_and_what_stops(office: Repository) -> None:
    office.amend("bad", "  - delete: Article 9\n")
    office.amend("late", CHANGE, more="after: office\ndraft: yes\n")
    office.amend("next", INSERT, more="after: office\n")
    result = office.at("status")
    assert result.code == 0
    assert "bad: pending\n  stops: " in result.out
    assert "late: draft\n  next: finish it" in result.out
    assert "next: pending\n  next: waits for office" in result.out
    assert "office: pending  The Office\n" in result.out
    assert standing(office, "bad")["stops"]


def test_status_of_nothing(small: Repository) -> None:
    assert "amendtool new" in small.at("status").out


# --- undo --------------------------------------------------------------------------------------


def test_what_was_landed_by_mistake_is_pending_again(office: Repository) -> None:
    office.amend("both", INSERT + CHANGE, more="title: Both\n")
    office.write("articles/001-name.md", b"# Name\n\nThe   name, see Article 3.\n")
    office.commit("Another item")
    before, files = office.git("rev-parse", "HEAD:articles"), office.files()
    assert office.at("apply", "both").code == 0
    assert office.git("rev-parse", "HEAD:articles") != before
    assert office.at("undo", "both").code == 0
    assert (office.git("rev-parse", "HEAD:articles"), office.files()) == (before, files)
    assert office.status == []
    assert "003-office.md" in office.git("log", "--follow", "--format=", "--name-only", "--",
                                         "articles/003-office.md")  # fmt: skip
    assert standing(office, "both")["standing"] == "pending"
    assert "Both" not in office.at("export", "--format", "txt").out
    assert "tag both.2" in office.at("apply", "both").out
    assert standing(office, "both")["standing"] == "adopted"


def test_what_was_annulled_is_not(office: Repository) -> None:
    assert office.at("apply", "office", "--adopted", "2024-06-25").code == 0
    assert office.at("undo", "office", "--annulled", "2024-09-01").code == 0
    assert (standing(office)["standing"], standing(office)["day"]) == ("annulled", "2024-09-01")
    assert codes(office, "apply", "office", "--adopted", "2024-06-25") == ["already-decided"]
    assert codes(office, "undo", "office") == ["not-adopted"]


def test_what_came_since_stays(office: Repository) -> None:
    office.amend("seal", INSERT)
    office.amend("words", "  - replace: Article 3\n    find: an example\n    with: a sample\n",
                 more="after: seal\n")  # fmt: skip
    office.commit("Two more")
    assert office.at("apply", "seal").code == 0
    assert office.at("apply", "words").code == 0
    assert office.at("undo", "seal").code == 0
    assert [name.rpartition("/")[2] for name in sorted(office.files())][:3] == [
        "001-name.md", "002-purpose.md", "003-office.md",
    ]  # fmt: skip
    assert "a sample" in (office.path / "articles/002-purpose.md").read_text()
    assert standing(office, "words")["standing"] == "adopted"


def test_what_leans_on_it_is_told(office: Repository) -> None:
    office.amend("seal", INSERT)
    office.amend("wax", "  - replace: Article 2\n    find: a seal\n    with: a seal of wax\n",
                 more="after: seal\n")  # fmt: skip
    office.commit("Two more")
    assert office.at("apply", "seal").code == 0
    assert office.at("apply", "wax").code == 0
    assert codes(office, "undo", "seal") == ["undo-impossible"]
    assert "applied since: wax" in office.at("undo", "seal").err


def test_a_number_out_of_turn_comes_back_where_it_stood(office: Repository) -> None:
    (office.path / "articles/005-late.md").write_text('---\nafter: "name"\n---\n\nIt is late.\n')
    office.commit("A number out of turn")
    late = (office.path / "articles/005-late.md").read_text()
    office.amend("early", "  - delete: Article 5\n")
    office.amend("words", "  - replace: Article 2\n    find: an example\n    with: a sample\n",
                 more="after: early\n")  # fmt: skip
    office.commit("Two more")
    before = office.files()
    assert office.at("apply", "early").code == 0
    assert office.at("apply", "words").code == 0
    assert office.at("undo", "early").code == 0
    assert (office.path / "articles/005-late.md").read_text() == late
    changed = {path for path, text in office.files().items() if before.get(path) != text}
    assert {path for path in changed if path.startswith("articles/")} == {"articles/002-purpose.md"}
