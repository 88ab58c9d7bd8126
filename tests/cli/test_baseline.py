"""The baseline: a company that comes with articles and the days of its old amendments."""

from __future__ import annotations

import datetime

import pytest

from tests.cli.conftest import Repository

CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
OLD = ("--established", "1949-04-01", "--amended", "2001-06-27 The 52nd Meeting")


def revisions(repository: Repository) -> list[str]:
    text = repository.at("export", "--format", "txt").out
    return [line for line in text.partition("List of Revisions")[2].splitlines() if line]


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at("baseline", *words, "--json")
    assert result.code == 3
    assert repository.state == before
    return [each["code"] for each in result.problems]


def test_old_amendments_are_printed_before_those_in_git(small: Repository) -> None:
    articles = small.git("rev-parse", "HEAD:articles").strip()
    done = small.at("baseline", *OLD, "--amended", "1968-05-30", "--json")
    assert (done.code, done.record["articles"]) == (0, articles)
    assert small.git("rev-parse", "HEAD:articles").strip() == articles
    small.amend("office", CHANGE)
    assert small.at("apply", "office").code == 0
    assert revisions(small) == [
        "Established (April 1, 1949)",
        "Amended (May 30, 1968)",
        "Amended (The 52nd Meeting; June 27, 2001)",
        "Amendment (adopted June 25, 2020)",
    ]
    assert small.at("verify").code == 0
    assert small.at("check").code == 0
    told = small.at("status", "--json").record["amendments"]
    assert [each["amendment"] for each in told] == ["office"]


def test_what_is_changed_by_hand_after_it_is_unexplained(small: Repository) -> None:
    small.write("articles/003-office.md", b"# Office\n\nIn Osaka.\n")
    small.commit("Still setting up")
    assert small.at("verify").code == 0
    assert small.at("baseline").code == 0
    small.write("articles/003-office.md", b"# Office\n\nIn Kyoto.\n")
    small.commit("By hand")
    result = small.at("verify", "--json")
    assert [each["code"] for each in result.record["findings"]] == ["change-unexplained"]


def test_more_days_may_be_added_later(small: Repository) -> None:
    assert small.at("baseline", *OLD).code == 0
    start = small.at("baseline", "--amended", "1968-05-30", "--json").record["articles"]
    small.amend("office", CHANGE)
    assert small.at("apply", "office").code == 0
    again = small.at("baseline", "--amended", "1999-05-30", "--json").record
    assert again["articles"] == start, "the articles that it came with stay"
    assert [each["day"] for each in again["former"]] == [
        "1949-04-01", "1968-05-30", "1999-05-30", "2001-06-27",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--amended", "1940-01-01"), "date-order"),
        (("--amended", "2021-01-01"), "date-order"),
        (("--amended", "2001-06-27 The 52nd Meeting"), "baseline-twice"),
        (("--established", "1950-01-01"), "baseline-twice"),
        (("--amended", "TOMORROW"), "day-in-future"),
    ],
)
def test_days_that_cannot_be_are_refused(
    small: Repository, words: tuple[str, ...], code: str
) -> None:
    assert small.at("baseline", *OLD).code == 0
    small.amend("office", CHANGE)
    assert small.at("apply", "office").code == 0
    tomorrow = str(datetime.date.today() + datetime.timedelta(days=2))
    assert codes(small, *(each.replace("TOMORROW", tomorrow) for each in words)) == [code]


def test_what_is_no_day_is_a_mistake_of_usage(small: Repository) -> None:
    assert small.at("baseline", "--amended", "long ago").code == 2
