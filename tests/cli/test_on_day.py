"""The articles in force on a day, as they were known: ``--on`` and ``--as-of``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Repository

SEAT = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
TRIAL = "  - insert: Article 4\n    key: trial\n    text: A trial.\n"


def applied(repository: Repository, name: str, operations: str, more: str) -> None:
    repository.amend(name, operations, more=more)
    result = repository.at("apply", name)
    assert result.code == 0, result.err


def on(repository: Repository, day: str, *words: str) -> str:
    result = repository.at("show", "--on", day, *words)
    assert result.code == 0, result.err
    return result.out


def refused(repository: Repository, *words: str) -> tuple[int, str]:
    result = repository.at(*words, "--json")
    return result.code, result.problems[0]["code"]


def table(repository: Repository, *words: str) -> list[tuple[Any, Any]]:
    rows = json.loads(repository.at("table", *words, "--json").data)["rows"]
    return [(row["kind"], row["key"]) for row in rows]


def test_the_published_provisions_wait_for_their_day(demo: Repository) -> None:
    note = "(Effective as of July 1, 2013)"
    before, between, after = (on(demo, f"2013-{day}") for day in ("06-25", "06-30", "07-01"))
    assert before == demo.at("show", "--at", "2007-06-26-agm").out
    assert between.count(note) == 2
    assert between.replace(f"{note}\n", "") == demo.at("show").out
    assert note not in after
    assert "Supplementary" not in after
    told = demo.at("show", "--on", "2013-07-01", "--json").problems
    assert [each["code"] for each in told] == ["lapse-applied"]
    printed = demo.at("export", "--on", "2013-07-01", "--format", "txt").out.splitlines()
    assert printed[-1].startswith("Supplementary Provisions Article 1 deleted by its own terms")
    # What the view leaves out is what `expire` lands.
    assert demo.at("expire", "--on", "2013-07-01").code == 0
    assert demo.at("show").out == after == on(demo, "2013-07-01")
    assert demo.at("show", "--on", "2013-07-01").err == ""
    assert on(demo, "2013-06-30") == between
    assert demo.at("export", "--on", "2013-07-01", "--format", "txt").out.splitlines() == printed
    assert "by its own terms" in demo.at("log", "--on", "2013-07-01").out
    log = demo.at("log", "--on", "2013-06-30").out
    assert ("2013-06-26-agm" in log, "by its own terms" in log) == (True, False)


def test_the_table_between_two_days(demo: Repository) -> None:
    rows = table(demo, "2013-06-30..2013-07-01")
    assert rows == table(demo, "--on", "2013-06-30", "--on", "2013-07-01")
    assert rows == [
        ("replaced", "less-than-unit-rights"),
        ("replaced", "less-than-unit-purchase"),
        ("deleted", "effective-date"),
    ]
    assert table(demo, "2013-07-01..2020-01-01") == []
    whole = json.loads(demo.at("table", "2013-06-26-agm", "--json").data)["rows"]
    days = json.loads(demo.at("table", "2013-06-25..2013-06-26", "--json").data)["rows"]
    assert [row["key"] for row in days] == [row["key"] for row in whole]
    assert demo.at("table", "--on", "2013-06-30").code == 2
    turned = demo.at("table", "2013-07-01..2013-06-30")
    assert turned.code == 2, "the earlier text is no proposal"
    assert "2013-06-30..2013-07-01" in turned.err
    assert demo.at("table", "2013-06-26-agm", "--on", "2013-06-26", "--json").data == (
        demo.at("table", "2013-06-26-agm", "--json").data
    )


def test_a_former_text_stands_beside_the_new_one_until_its_end(small: Repository) -> None:
    more = "adopted: 2023-08-30\neffective: 2023-09-01\n"
    ends = "    overlap: notices sent before\n"
    ends += "    overlap_until: {months: 6, from_event: 2023-08-30, day: last_day}\n"
    applied(small, "seat", SEAT + ends, more)
    assert "Minato-ku" in on(small, "2023-08-31")
    note = "(Former provision, which remains in force until February 29, 2024 for notices sent"
    for day in ("2023-09-01", "2024-02-29"):
        text = on(small, day, "office")
        assert text.index("Chuo-ku") < text.index("Minato-ku") < text.index(note)
        (found,) = small.at("show", "office", "--on", day, "--json").record["notes"]
        assert (found["kind"], found["of"], found["day"]) == ("overlap", "office", "2024-02-29")
    assert "Minato-ku" not in on(small, "2024-03-01")


def test_an_event_keeps_a_provision_pending_until_it_is_recorded(small: Repository) -> None:
    later = "    effective: {event: merger-completed}\n"
    applied(small, "merger", SEAT + later + TRIAL, "adopted: 2024-06-26\n")
    text = on(small, "2030-01-01", "office")
    assert text.index("Minato-ku") < text.index("Chuo-ku")
    assert text.endswith("(Effective as of the day of 'merger-completed')\n")
    assert small.at("event", "merger-completed", "2024-10-01").code == 0
    assert "(Effective as of October 1, 2024)" in on(small, "2024-09-30")
    assert "Minato-ku" not in on(small, "2024-10-01")
    # What was not known yet is not told: the event came later than that commit.
    assert "'merger-completed'" in on(small, "2024-10-01", "--as-of", "merger")


def test_as_of_alone_is_as_at(demo: Repository) -> None:
    for words in (("show",), ("export", "--format", "txt"), ("references",)):
        at, as_of = (demo.at(*words, each, "2007-06-26-agm") for each in ("--at", "--as-of"))
        assert at.out == as_of.out
    assert demo.at("show", "--at", "HEAD", "--on", "2020-01-01").code == 2
    assert on(demo, "2020-01-01", "--as-of", "2007-06-26-agm") == on(demo, "2013-06-25")
    assert "2013" not in demo.at("log", "--as-of", "2007-06-26-agm").out.split("Commits:")[0]


def test_what_was_written_on_a_later_amendment_has_no_text_before_it(small: Repository) -> None:
    applied(small, "trial", TRIAL, "adopted: 2024-06-26\neffective: 2024-10-01\n")
    applied(small, "seat", SEAT, "adopted: 2024-06-27\n")
    assert "Chuo-ku" not in on(small, "2024-06-26")
    for verb in ("show", "references", "log"):
        assert refused(small, verb, "--on", "2024-07-01") == (4, "text-not-composed")
    assert small.at("export", "--on", "2024-07-01", "--format", "txt").code == 4
    told = small.at("show", "--on", "2024-07-01")
    assert told.out == ""
    assert "seat (in force since 2024-06-27) was written on trial" in told.err
    assert "A trial." in on(small, "2024-10-01")


def test_what_was_undone_is_in_no_text(small: Repository) -> None:
    applied(small, "seat", SEAT, "adopted: 2024-06-26\n")
    landed = small.git("rev-parse", "HEAD").strip()
    assert "Chuo-ku" in on(small, "2024-07-01")
    assert small.at("undo", "seat").code == 0
    assert "Minato-ku" in on(small, "2024-07-01")
    assert "Chuo-ku" in on(small, "2024-07-01", "--as-of", landed)
    # It is adopted again, on another day, under a tag of its own.
    small.amend("seat", SEAT, more="adopted: 2024-09-01\n")
    assert small.at("apply", "seat").code == 0
    assert "seat.2" in small.git("tag")
    assert "Minato-ku" in on(small, "2024-08-31")
    assert "Chuo-ku" in on(small, "2024-09-01")


def test_before_the_company_there_are_no_articles(small: Repository) -> None:
    words = ("baseline", "--established", "1949-04-01", "--amended", "1968-02-29")
    assert small.at(*words).code == 0
    applied(small, "seat", SEAT, "adopted: 2024-06-26\n")
    assert refused(small, "show", "--on", "1949-03-31") == (3, "day-before-articles")
    assert refused(small, "show", "--on", "1968-02-28") == (3, "day-before-articles")
    assert "Minato-ku" in on(small, "1968-02-29")
    assert small.at("show", "--on", "1969-12-31").err == ""


def test_the_present_side_of_a_table_is_in_force(small: Repository) -> None:
    ends = "    delete_on: 2024-09-01\n    effective: 2024-08-01\n"
    applied(small, "trial", TRIAL + ends, "adopted: 2024-06-26\n")
    small.amend("seat", SEAT, more="adopted: 2024-10-01\n")
    small.amend("purpose", "  - delete: Article 2\n", more="adopted: 2024-10-01\n")
    for day, present in (("2024-07-31", True), ("2024-08-31", True), ("2024-09-01", False)):
        record = small.at("table", "purpose", "--on", day, "--json").data.decode()
        assert ('"trial"' in record) is present, day
    noted = [
        small.at("table", "purpose", "--on", day, "--json").data.decode().count("(Effective as of")
        for day in ("2024-07-31", "2024-08-01")
    ]
    assert noted == [0, 0], "a row of numbers alone prints no text"
    small.amend("trial-2", "  - replace: Article 4\n    find: trial\n    with: test\n")
    (row,) = json.loads(small.at("table", "trial-2", "--on", "2024-07-31", "--json").data)["rows"]
    told = [
        "(Effective as of August 1, 2024)" in str(row[side]) for side in ("present", "proposed")
    ]
    assert told == [True, False]


def test_an_operation_may_take_effect_before_its_amendment(small: Repository) -> None:
    early = "    effective: 2024-06-26\n"
    applied(small, "seat", SEAT + TRIAL + early, "adopted: 2024-06-26\neffective: 2024-10-01\n")
    text = on(small, "2024-07-01")
    assert ("A trial." in text, "Minato-ku" in text, "Chuo-ku" in text) == (True, True, False)
    codes = {each["code"] for each in small.at("show", "--on", "2024-07-01", "--json").problems}
    assert codes == {"partly-in-force", "not-in-force-yet"}
    assert "Chuo-ku" in on(small, "2024-10-01")


@pytest.mark.parametrize("day", ["2024-02-30", "2023-02-29", "令和6年1月1日", "1.1.2024"])
def test_a_day_is_a_day_of_the_calendar(small: Repository, day: str) -> None:
    assert small.at("show", "--on", day).code == 2


def test_a_misprint_was_never_law(small: Repository) -> None:
    applied(small, "trial", TRIAL.replace("trial.", "tryal."), "adopted: 2024-06-26\n")
    applied(small, "seat", SEAT, "adopted: 2024-09-01\n")
    landed = small.git("rev-parse", "HEAD").strip()
    small.write("articles/004-trial.md", b"A trial.\n")
    assert small.at("correct", "--reason", "misprint").code == 0
    assert "A trial." in on(small, "2024-07-01")
    assert "A tryal." in on(small, "2024-07-01", "--as-of", landed)
    (told,) = small.at("show", "--on", "2024-07-01", "--json").problems
    assert told["code"] == "corrected-since"


def test_what_stood_with_something_undone_alone_is_told_so(small: Repository) -> None:
    applied(small, "seat", SEAT, "adopted: 2024-02-01\n")
    applied(small, "trial", TRIAL, "adopted: 2024-03-01\n")
    purpose = "  - replace: Article 2\n    find: purpose\n    with: aim\n"
    applied(small, "purpose", purpose, "adopted: 2024-04-01\n")
    assert small.at("undo", "seat").code == 0
    told = small.at("show", "--on", "2024-03-15").err
    assert "with seat alone, which was taken back later" in told
    assert "A trial." in on(small, "2024-04-01")
