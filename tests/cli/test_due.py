"""The clock: what is due on a day, what is overdue, and what waits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Repository

TRIAL = """\
  - insert: Article 4
    key: trial
    heading: Trial
    text: A trial. This Article is deleted after the trial.
    delete_on: {months: 6, from_start_of: 2022-09-01, day: day_after}
  - insert: Article 5
    key: merger
    text: Until the merger.
    delete_on: {after: {later_of: [2023-06-30, {event: merger-completed}]}}
"""
SEAT = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
SEAT_ENDS = "    overlap: notices sent before\n    overlap_until: 2022-10-31\n"


@pytest.fixture
def company(small: Repository) -> Repository:
    """A Japanese company with an amendment in force that brings what ends and moves its seat."""
    path = small.path / "amendtool.toml"
    matters = '\n[registered]\noffice = "head-office"\npurpose = "none"\n'
    path.write_text('law = "jp"\n' + path.read_text("utf-8") + matters, "utf-8")
    more = "adopted: 2022-08-30\neffective: 2022-09-01\n"
    small.amend("trial", TRIAL + SEAT + SEAT_ENDS, more=more)
    assert small.at("apply", "trial").code == 0
    return small


def due(repository: Repository, on: str, *words: str) -> list[tuple[str, str, str | None]]:
    result = repository.at("due", "--on", on, *words, "--json")
    found: list[dict[str, Any]] = result.record["due"]
    assert result.code == (1 if found else 0)
    assert all(each["overdue"] is (each["day"] < on) for each in found)
    return [(each["day"], each["kind"], each["provision"]) for each in found]


def test_what_ends_is_told_from_before_its_day_until_it_is_gone(company: Repository) -> None:
    assert company.at("record", "trial", "registered", "2022-09-10").code == 0
    trial = ("2023-03-01", "lapse", "Article 4")
    assert due(company, "2023-02-14") == []
    assert due(company, "2023-02-15") == [trial]
    assert due(company, "2023-03-01", "--within", "0d") == [trial]
    assert due(company, "2023-05-01") == [trial]
    (found,) = company.at("due", "--on", "2023-05-01", "--json").record["due"]
    assert found["words"] == "This Article is deleted after the trial."
    assert "Civil Code art. 143" in " ".join(found["how"]["en"])
    assert (found["next"], found["overdue"]) == ("amendtool expire", True)
    assert company.at("expire", "--on", "2023-05-01").code == 0
    assert due(company, "2023-05-01") == []


def test_what_waits_says_for_what_and_counts_for_nothing(company: Repository) -> None:
    assert company.at("record", "trial", "registered", "2022-09-10").code == 0
    result = company.at("due", "--on", "2022-12-01", "--json")
    assert result.code == 0
    (waits,) = result.record["waiting"]
    assert (waits["provision"], waits["events"]) == ("Article 5", ["merger-completed"])
    assert waits["not_before"] == "2023-07-01"
    assert company.at("event", "merger-completed", "2023-10-01").code == 0
    assert company.at("due", "--on", "2022-12-01", "--json").record["waiting"] == []
    assert due(company, "2023-09-20")[-1] == ("2023-10-02", "lapse", "Article 5")
    assert company.at("expire", "--on", "2023-10-02").code == 0
    assert due(company, "2023-10-02") == []


def test_the_effect_the_overlap_and_the_registration(company: Repository) -> None:
    # In force from 0:00 of September 1, which counts: two weeks are over with September 14.
    assert due(company, "2022-09-01", "--within", "9w") == [
        ("2022-09-01", "effect", None),
        ("2022-09-14", "register", None),
        ("2022-10-31", "overlap", "Article 3"),
    ]
    assert due(company, "2022-09-02") == [("2022-09-14", "register", None)]
    told = company.at("due", "--on", "2022-09-20")
    assert "2022-09-14  OVERDUE  trial: register head office and branches (iii)" in told.out
    assert "next: amendtool record trial registered DAY" in told.out
    assert company.at("record", "trial", "registered", "2022-09-20").code == 0
    assert due(company, "2022-09-20") == []


def test_the_notice_of_a_meeting_and_the_vote(company: Repository) -> None:
    assert company.at("record", "trial", "registered", "2022-09-10").code == 0
    company.amend("purpose", "  - delete: Article 2\n", more="adopted: 2024-06-27\n")
    company.commit("Propose it")
    assert due(company, "2024-06-10")[1:] == [("2024-06-12", "notice", None)]
    assert company.at("record", "purpose", "noticed", "2024-06-11").code == 0
    assert [each for each in due(company, "2024-06-20") if each[1] != "lapse"] == []
    assert due(company, "2024-07-01")[1:] == [("2024-06-27", "vote", None)]
    assert company.at("reject", "purpose", "--on", "2024-06-27").code == 0
    assert [each[1] for each in due(company, "2024-07-01")] == ["lapse"]


def test_the_published_example_would_have_told_on_the_day(demo: Repository) -> None:
    # Its settings say no law, so what its amendments name is told and nothing else is counted.
    result = demo.at("due", "--on", "2013-07-01")
    assert result.code == 1
    assert "no law is set" in result.out
    assert "2013-07-01  2013-06-26-agm, Supplementary Provisions" in result.out
    assert "words: " in result.out
    assert demo.at("due", "--on", "2013-06-01").code == 0


@pytest.mark.parametrize("span", ["60", "d", "-3d", "2m", "99999d"])
def test_a_span_is_days_or_weeks(small: Repository, span: str) -> None:
    assert small.at("due", "--within", span).code == 2


def test_the_days_go_into_a_calendar(company: Repository) -> None:
    icalendar = pytest.importorskip("icalendar")
    assert company.at("due", "--ics", "-").code == 2, "no file is called so"
    words = ("due", "--on", "2022-09-01", "--within", "365d", "--ics", "due.ics")
    result = company.at(*words)
    assert result.code == 1
    data = (company.path / "due.ics").read_bytes()
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    told = [(str(each["dtstart"].dt), str(each["summary"])) for each in events]
    assert told == [
        ("2022-09-01", "trial: takes effect"),
        ("2022-09-14", "trial: register head office and branches (iii)"),
        ("2022-10-31", "trial, Article 3: the former text is in force to the end of the day for "
         "notices sent before"),
        ("2023-03-01", "trial, Article 4: ends by its own terms"),
    ]  # fmt: skip
    assert all(str(each["dtend"].dt) > str(each["dtstart"].dt) for each in events)
    assert len({str(each["uid"]) for each in events}) == len(events)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert company.at(*words).code == 1, "what amendtool wrote it writes anew"
    assert (company.path / "due.ics").read_bytes() == data
    (company.path / "due.ics").write_bytes(b"mine")
    assert company.at(*words).code == 5


def test_what_ends_is_proposed_for_the_next_amendment(company: Repository) -> None:
    (found,) = [
        each
        for each in company.at("due", "--on", "2023-03-01", "--json").record["due"]
        if each["kind"] == "lapse"
    ]
    assert found["operation"] == "delete: Article 4"
    company.amend("next", f"  - {found['operation']}\n", more="adopted: 2023-06-28\n")
    assert company.at("apply", "next").code == 0
    assert "A trial." not in company.at("show").out
    kinds = [
        each["kind"] for each in company.at("due", "--on", "2023-07-01", "--json").record["due"]
    ]
    assert "lapse" not in kinds


def test_a_listed_company_files_without_delay(company: Repository) -> None:
    path = company.path / "amendtool.toml"
    path.write_text(path.read_text("utf-8") + '\n[documents]\ncode = "1234"\n', "utf-8")
    assert due(company, "2022-08-30")[0] == ("2022-08-30", "file", None)
    assert company.at("record", "trial", "filed", "2022-08-31").code == 0
    assert "file" not in {kind for _, kind, _ in due(company, "2022-08-31")}
