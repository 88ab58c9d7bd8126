"""The day of an event: recorded once it has come, and what waits for it counted from then on."""

from __future__ import annotations

import datetime

import pytest

from tests.cli.conftest import Repository

ENDING = """\
  - insert: Article 4
    key: trial
    text: A trial.
    delete_on:
      after:
        later_of:
          - {months: 6, from_start_of: 2022-09-01, day: day_after}
          - {months: 3, from_event: former-meeting, day: day_after}
"""
OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"


@pytest.fixture
def waiting(small: Repository) -> Repository:
    """An amendment in force with a provision that waits for an event, and a pending one."""
    path = small.path / "amendtool.toml"
    path.write_text('law = "jp"\n' + path.read_text("utf-8"), "utf-8")
    small.amend("trial", ENDING)
    assert small.at("apply", "trial").code == 0
    small.amend("office", OFFICE, more="effective: {event: merger-completed}\n")
    small.commit("Propose it")
    return small


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at(*words, "--json")
    assert result.code in (3, 4)
    assert repository.state == before
    return [each["code"] for each in result.problems]


def test_an_event_is_recorded_and_what_waits_for_it_ends(waiting: Repository) -> None:
    assert waiting.at("expire", "--on", "2023-06-01").out.startswith("nothing has ended")
    done = waiting.at("event", "former-meeting", "2023-02-20", "--json").record
    assert (done["event"], done["amendments"]) == ("former-meeting", ["trial"])
    assert "Event: former-meeting\nHappened: 2023-02-20" in waiting.git("log", "-1", "--format=%B")
    assert waiting.status == []
    assert waiting.at("expire", "--on", "2023-05-21").out.startswith("nothing has ended")
    (expiry,) = waiting.at("expire", "--on", "2023-05-22", "--json").record["expiries"]
    assert (expiry["day"], expiry["provisions"]) == ("2023-05-22", ["Article 4"])
    assert waiting.at("verify").code == 0
    names = [each["amendment"] for each in waiting.at("status", "--json").record["amendments"]]
    assert names == ["trial", "office"]
    assert waiting.at("check").code == 0


def test_another_day_needs_a_reason_and_counts(waiting: Repository) -> None:
    event = ("event", "merger-completed")
    assert waiting.at(*event, "2024-10-01").code == 0
    assert codes(waiting, *event, "2024-10-01") == ["already-recorded"]
    assert codes(waiting, *event, "2024-10-02") == ["event-differs"]
    assert waiting.at(*event, "2024-10-02", "--reason", "misread").code == 0
    assert codes(waiting, *event, "2024-10-02") == ["already-recorded"]
    record = waiting.path / "amendments/_event-merger-completed.record.yaml"
    assert record.read_text("utf-8").count("- act: happened") == 2


def test_what_is_no_event_is_refused(waiting: Repository) -> None:
    assert codes(waiting, "event", "merger-complete", "2024-10-01") == ["event-unknown"]
    told = waiting.at("event", "merger-complete", "2024-10-01")
    assert "did you mean merger-completed?" in told.err
    assert codes(waiting, "event", "../merger", "2024-10-01") == ["event-name"]
    later = str(datetime.date.today() + datetime.timedelta(days=2))
    assert codes(waiting, "event", "merger-completed", later) == ["day-in-future"]


def test_a_date_that_waits_is_told_in_words(waiting: Repository) -> None:
    assert "Effective: the day of 'merger-completed'" in waiting.at("plan", "office").out
    record = waiting.at("plan", "office", "--json").record
    assert (record["effective"], record["effective_when"]) == (
        None,
        "the day of 'merger-completed'",
    )
    told = waiting.git("log", "-1", "--format=%B", "trial")
    assert "Ends: Article 4: the day following the later of" in told


def days(repository: Repository) -> tuple[list[tuple[str, int | None]], int]:
    """What ``check`` finds in the amendment, but for what captions propose."""
    result = repository.at("check", "pilot", "--json")
    found = [(each["code"], each.get("line")) for each in result.record["findings"]]
    return [each for each in found if each[0] != "registered-proposed"], result.code


def test_words_that_say_another_day_than_the_field_are_a_finding(waiting: Repository) -> None:
    operations = (
        "  - insert: Supplementary Provisions Article 1\n    key: pilot\n"
        "    text: These Supplementary Provisions shall be deleted as of July 1, 2026.\n"
    )
    waiting.amend("pilot", f"{operations}    delete_on: 2026-07-02\n")
    assert days(waiting) == ([("days-differ", 6)], 1)
    waiting.amend("pilot", operations)
    assert days(waiting) == ([("day-unsaid", 5)], 0)
    waiting.amend("pilot", f"{operations}    delete_on: 2026-07-01\n")
    assert days(waiting) == ([], 0)
