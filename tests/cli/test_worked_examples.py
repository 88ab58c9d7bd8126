"""Worked examples of days of law, row by row, through the clock and the text on a day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call

# From which day, whether it counts, which period, and its days: 経過する日, 経過した日.
ROWS = {
    "entry into force at 0:00": ("from_start_of: 2022-09-01", "months: 6", "2023-02-28",
                                 "2023-03-01"),
    "a meeting in February": ("from_event: 2023-02-20", "months: 3", "2023-05-20", "2023-05-21"),
    "a meeting in June": ("from_event: 2023-06-28", "months: 3", "2023-09-28", "2023-09-29"),
    "the end of November": ("from_event: 2023-11-30", "months: 3", "2024-02-29", "2024-03-01"),
    "no February 31": ("from_event: 2023-08-30", "months: 6", "2024-02-29", "2024-03-01"),
    "two weeks": ("from_event: 2013-06-26", "weeks: 2", "2013-07-10", "2013-07-11"),
    "a month from January 31": ("from_event: 2024-01-31", "months: 1", "2024-02-29",
                                "2024-03-01"),
}  # fmt: skip


FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")


@pytest.fixture
def company(tmp_path: Path) -> Repository:
    """A Japanese company with one article."""
    assert call("init", str(tmp_path / "c"), "--language", "ja", "--company", "例").code == 0
    company = Repository(path=tmp_path / "c")
    settings = company.path / "amendtool.toml"
    settings.write_text('law = "jp"\n' + settings.read_text("utf-8"), "utf-8")
    company.write("articles/001-name.md", "# 商号\n\n当会社は、例株式会社と称する。\n".encode())
    company.commit("The articles")
    return company


def applied(company: Repository, operations: str, more: str = "adopted: 2013-06-26\n") -> None:
    company.amend("a", operations, more=more)
    result = company.at("apply", "a")
    assert result.code == 0, result.err


def test_each_period_gives_its_two_days(company: Repository) -> None:
    operations, wanted = "", {}
    for nth, (start, period, last, after) in enumerate(ROWS.values()):
        for place, (day, end) in enumerate(((last, "last_day"), (after, "day_after"))):
            number = 2 * nth + place + 1
            operations += (
                f"  - insert: 附則第{number}条\n    key: end-{number}\n"
                f"    text: 経過措置その{number}。\n"
                f"    delete_on: {{{period}, {start}, day: {end}}}\n"
            )
            wanted[f"附則第{number}条"] = day
    applied(company, operations)
    result = company.at("due", "--on", "2025-01-01", "--json")
    found = {
        each["provision"].translate(str.maketrans("０１２３４５６７８９", "0123456789")): each[
            "day"
        ]
        for each in result.record["due"]
        if each["kind"] == "lapse"
    }
    # Of these 2023-05-20 is a Saturday: the day on which a provision ends never moves.
    assert found == wanted
    # It is gone at 0:00 of its day, and stands until the day before.
    for number, day in (
        (1, "2023-02-28"),
        (2, "2023-03-01"),
        (9, "2024-02-29"),
        (10, "2024-03-01"),
    ):
        text = company.at("show", "--on", day).out
        assert f"経過措置その{number}。" not in text
        if number in (2, 10):
            assert f"経過措置その{number}。" in company.at("show", "--on", _before(day)).out


def _before(day: str) -> str:

    return str(datetime.date.fromisoformat(day) - datetime.timedelta(days=1))


RULE = "    delete_on: {after: {later_of: [{months: 6, from_start_of: 2022-09-01, day: day_after}, "
RULE += "{months: 3, from_event: meeting, day: day_after}]}}\n"
LATER = (
    "この附則は、2022年９月１日から６か月を経過した日又は株主総会の日から３か月を経過した日の"
    "いずれか遅い日後にこれを削除する。"
)


@pytest.mark.parametrize(
    ("meeting", "gone"), [("2022-11-30", "2023-03-02"), ("2023-02-20", "2023-05-22")]
)
def test_the_later_of_two_days_waits_for_its_meeting(
    company: Repository, meeting: str, gone: str
) -> None:
    operations = f"  - insert: 附則第1条\n    key: end\n    text: {LATER}\n{RULE}"
    company.amend("a", operations, more="adopted: 2022-06-24\n")
    codes = {each["code"] for each in company.at("check", "a", "--json").record["findings"]}
    assert codes.isdisjoint({"days-differ", "day-unsaid"})
    applied(company, operations, "adopted: 2022-06-24\n")
    (waits,) = company.at("due", "--on", "2023-06-01", "--json").record["waiting"]
    assert (waits["events"], waits["not_before"]) == (["meeting"], "2023-03-02")
    assert "いずれか遅い日" in company.at("show", "--on", "2030-01-01").out
    assert company.at("event", "meeting", meeting).code == 0
    (entry,) = company.at("due", "--on", gone, "--within", "0d", "--json").record["due"]
    assert (entry["day"], entry["words"]) == (gone, LATER)
    how = " ".join(entry["how"]["ja"])
    assert how.count("民法第143条") == 2, "both candidates, with how each was counted"
    assert "いずれか遅い日" in company.at("show", "--on", _before(gone)).out
    assert "いずれか遅い日" not in company.at("show", "--on", gone).out


def test_it_is_gone_with_the_effect_that_it_waits_for(company: Repository) -> None:
    operations = (
        "  - replace: 第1条\n    find: 例株式会社\n    with: 見本株式会社\n"
        "    effective: {event: 合併の効力発生}\n"
        "  - insert: 附則第1条\n    key: end\n"
        "    text: 本附則は、効力発生日をもってこれを削除する。\n"
        "    delete_on: {event: 合併の効力発生}\n"
    )
    applied(company, operations)
    before = company.at("show", "--on", "2024-09-30").out
    assert "（「合併の効力発生」の日から施行）" in before
    assert "本附則は" in before
    assert company.at("event", "合併の効力発生", "2024-10-01").code == 0
    eve = company.at("show", "--on", "2024-09-30").out
    assert ("（2024年10月１日から施行）" in eve, "本附則は" in eve) == (True, True)
    day = company.at("show", "--on", "2024-10-01").out
    assert ("見本" in day, "例株式会社" in day, "本附則は" in day) == (True, False, False)


def test_a_former_text_is_printed_with_its_scope_and_end(company: Repository) -> None:
    operations = (
        "  - replace: 第1条\n    find: 例株式会社\n    with: 見本株式会社\n"
        "    overlap: 2022年８月31日以前の契約\n"
        "    overlap_until: {months: 6, from_start_of: 2022-09-01, day: last_day}\n"
    )
    applied(company, operations, "adopted: 2022-06-24\neffective: 2022-09-01\n")
    note = "2022年８月31日以前の契約については、2023年２月28日までなお効力を有する）"
    for day, there in (("2022-08-31", False), ("2022-09-01", True), ("2023-02-28", True),
                       ("2023-03-01", False)):  # fmt: skip
        text = company.at("show", "--on", day).out
        assert (note in text) is there, day


def test_a_registration_moves_over_the_rest_days(company: Repository) -> None:
    settings = company.path / "amendtool.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[registered]\nname = "trade-name"\n', "utf-8"
    )
    operations = "  - replace: 第1条\n    find: 例株式会社\n    with: 見本株式会社\n"
    applied(company, operations, "adopted: 2024-06-28\n")
    # Two weeks from a vote on June 28 end with Friday, July 12; from one at 0:00 of June 30 with
    # Saturday, July 13, and Monday the 15th is a holiday.
    (entry,) = company.at("due", "--on", "2024-07-01", "--json").record["due"]
    assert (entry["kind"], entry["day"]) == ("register", "2024-07-12")
    assert company.at("undo", "a").code == 0
    applied(company, operations, "adopted: 2024-06-28\neffective: 2024-06-30\n")
    (entry,) = company.at("due", "--on", "2024-07-05", "--json").record["due"]
    assert (entry["kind"], entry["day"]) == ("register", "2024-07-16")
