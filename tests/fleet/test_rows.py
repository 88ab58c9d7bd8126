"""What a fleet does for one company, without a cluster."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from amendtool.fleet.companies_file import read_companies
from amendtool.fleet.company import FleetCompany, Vote
from amendtool.fleet.row import CompanyRow, FleetAct, FleetOrder, RowResult, run_row
from tests.fleet.conftest import PATTERN, PLAIN, Made

DAY = datetime.date(2022, 7, 1)


def order(act: str, folder: Path, pattern: bytes | None = None) -> FleetOrder:
    return FleetOrder(
        act=FleetAct(act),
        pattern_file=PATTERN.name,
        pattern_data=PATTERN.read_bytes() if pattern is None else pattern,
        today=DAY,
        folder=folder,
        moment=datetime.datetime(2022, 7, 1, tzinfo=datetime.UTC),
        scratch=folder,
        within=90,
    )


def listed(companies: Path) -> tuple[FleetCompany, ...]:
    return read_companies(companies.read_bytes(), file=companies.name)


def act(name: str, companies: Path, at: int = 0, **changed: object) -> CompanyRow:
    company = replace(listed(companies)[at], **changed)  # type: ignore[arg-type]
    return run_row(order(name, companies.parent), at, company)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_every_act_of_one_company(make_companies: Made) -> None:
    companies = make_companies([replace(PLAIN, supplementary="articles")])
    folder = companies.parent / "c0"
    before = git(folder, "rev-parse", "HEAD")
    for name in ("check", "plan", "table", "document"):
        row = act(name, companies)
        assert row.result is RowResult.DONE, row
    assert git(folder, "status", "--porcelain") == ""
    assert act("draft", companies).result is RowResult.DONE
    assert act("draft", companies).result is RowResult.ALREADY
    assert git(folder, "rev-parse", "HEAD") == before
    table = act("table", companies)
    assert table.files is not None
    assert "電子提供措置" in table.files["table.html"].decode()
    applied = act("apply", companies)
    assert applied.result is RowResult.DONE
    told = git(folder, "log", "-1", "--format=%(trailers:key=Pattern,valueonly)")
    record = (folder / "amendments" / "electronic-provision.record.yaml").read_text("utf-8")
    assert told.startswith("electronic-provision-2022@")
    assert f'pattern: "{told}"' in record
    assert git(folder, "tag") == "electronic-provision"
    assert act("apply", companies).result is RowResult.ALREADY
    assert act("verify", companies).result is RowResult.DONE
    assert act("due", companies).result is RowResult.FINDINGS
    assert act("report", companies).result is RowResult.ALREADY


@pytest.mark.parametrize(
    ("vote", "day", "result"),
    [
        ("", DAY, RowResult.WAITS),
        ("adopted", None, RowResult.WAITS),
        ("rejected", datetime.date(2022, 6, 24), RowResult.REJECTED),
        ("adopted", datetime.date(2022, 7, 2), RowResult.FAILED),
    ],
)
def test_no_row_lands_without_a_vote_and_its_day(
    make_companies: Made, vote: str, day: datetime.date | None, result: RowResult
) -> None:
    companies = make_companies([PLAIN])
    row = act("apply", companies, vote=Vote(vote), meeting_day=day)
    assert row.result is result
    assert "electronic-provision" not in git(companies.parent / "c0", "tag")
    if vote == "rejected":
        assert "act: rejected" in git(
            companies.parent / "c0", "show", "HEAD:amendments/electronic-provision.record.yaml"
        )
        assert act("apply", companies).result is RowResult.REJECTED


def test_a_pattern_of_another_content_is_not_applied_over_a_draft(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    assert act("draft", companies).result is RowResult.DONE
    other = PATTERN.read_bytes() + b"# another content\n"
    row = run_row(order("apply", companies.parent, other), 0, listed(companies)[0])
    assert (row.result, row.problems[0].code) == (RowResult.DOUBT, "pattern-changed")
    assert act("apply", companies).result is RowResult.DONE
    row = run_row(order("apply", companies.parent, other), 0, listed(companies)[0])
    assert (row.result, row.problems[0].code) == (RowResult.ALREADY, "pattern-changed")


def bare(companies: Path) -> Path:
    """The first company as a repository without files, as it stands on a server."""
    elsewhere = companies.parent / "server.git"
    git(companies.parent, "clone", "--quiet", "--bare", "c0", str(elsewhere))
    return elsewhere


def test_a_repository_elsewhere_is_cloned_and_pushed_back(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    elsewhere = bare(companies)
    before = git(elsewhere, "rev-parse", "main")
    assert act("plan", companies, repository="server.git").result is RowResult.DONE
    assert git(elsewhere, "rev-parse", "main") == before
    assert act("draft", companies, repository="server.git").result is RowResult.DONE
    drafted = git(elsewhere, "rev-parse", "main")
    assert git(elsewhere, "diff", "--name-only", before, drafted) == (
        "amendments/electronic-provision.yaml"
    )
    assert act("apply", companies, repository="server.git").result is RowResult.DONE
    assert git(elsewhere, "tag") == "electronic-provision"
    assert git(elsewhere, "rev-parse", "electronic-provision^{commit}") == git(
        elsewhere, "rev-parse", "main"
    )
    assert act("apply", companies, repository="server.git").result is RowResult.ALREADY
    assert not list(companies.parent.glob("amendtool-copy-*"))


def test_nothing_of_a_refused_push_is_applied(
    make_companies: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    companies = make_companies([PLAIN])
    elsewhere = bare(companies)
    from amendtool.repository.git import push
    from amendtool.workflow import repository_copy

    def too_late(*given: object, **named: object) -> None:
        # Somebody else pushes between the clone and the push.
        other = companies.parent / "other"
        git(companies.parent, "clone", "--quiet", str(elsewhere), str(other))
        git(
            other,
            "-c",
            "user.name=B",
            "-c",
            "user.email=b@b",
            "commit",
            "--allow-empty",
            "-qm",
            "x",
        )
        git(other, "push", "--quiet", "origin", "main")
        push(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(repository_copy, "push", too_late)
    row = act("apply", companies, repository="server.git")
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "push-refused")
    assert git(elsewhere, "tag") == ""
    assert git(elsewhere, "log", "-1", "--format=%s", "main") == "x"
    monkeypatch.setattr(repository_copy, "push", push)
    assert act("apply", companies, repository="server.git").result is RowResult.DONE


def test_where_the_tag_was_taken_meanwhile_the_branch_stays(
    make_companies: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    companies = make_companies([PLAIN])
    elsewhere = bare(companies)
    before = git(elsewhere, "rev-parse", "main")
    from amendtool.repository.git import push
    from amendtool.workflow import repository_copy

    def too_late(*given: object, **named: object) -> None:
        git(elsewhere, "tag", "electronic-provision", "main")
        push(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(repository_copy, "push", too_late)
    row = act("apply", companies, repository="server.git")
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "push-refused")
    assert git(elsewhere, "rev-parse", "main") == before
    assert git(elsewhere, "rev-parse", "electronic-provision") == before


def test_what_stands_on_the_other_side_runs_nothing(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    elsewhere = bare(companies)
    trap = companies.parent / "trap"
    for hook in ("pre-receive", "update", "post-receive", "post-update", "reference-transaction"):
        path = elsewhere / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch '{trap}'\n", "utf-8")
        path.chmod(0o755)
    with (elsewhere / "config").open("a", encoding="utf-8") as config:
        config.write(
            f'[core]\n\tsshCommand = touch "{trap}"\n\tfsmonitor = touch "{trap}"\n'
            f"\thooksPath = {elsewhere / 'hooks'}\n"
            f"[credential]\n\thelper = \"!touch '{trap}'\"\n"
            f'[uploadpack]\n\tpackObjectsHook = touch "{trap}"\n'
            '[url "ext::sh -c true"]\n\tinsteadOf = "https://"\n'
        )
    assert act("apply", companies, repository="server.git").result is RowResult.DONE
    assert not trap.exists()


@pytest.mark.parametrize("broken", ["missing", "settings", "conflict", "record", "empty"])
def test_a_broken_company_is_a_row_that_failed(make_companies: Made, broken: str) -> None:
    companies = make_companies([replace(PLAIN, broken=broken)])
    for name in ("draft", "apply", "table", "verify", "report"):
        row = act(name, companies)
        assert row.result in (RowResult.FAILED, RowResult.DOUBT, RowResult.DONE)
        assert (row.result is RowResult.DONE) == (name == "verify" and row.result is RowResult.DONE)
        assert all(problem.code != "internal-error" for problem in row.problems)
    assert act("apply", companies).result is not RowResult.DONE


def test_a_locked_repository_is_left_and_done_by_the_next_run(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    lock = companies.parent / "c0" / ".git" / "index.lock"
    lock.write_bytes(b"")
    row = act("apply", companies)
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "index-locked")
    lock.unlink()
    assert act("apply", companies).result is RowResult.DONE


def test_the_branch_of_the_list_is_the_one_that_is_checked_out(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    row = act("apply", companies, branch="other")
    assert (row.result, row.problems[0].code) == (RowResult.FAILED, "other-branch")
    assert act("apply", companies, branch="main").result is RowResult.DONE


def test_two_editions_are_filled_each_in_its_own_words(make_companies: Made) -> None:
    companies = make_companies([replace(PLAIN, english=True)])
    row = act("draft", companies)
    # The list names the meeting in Japanese alone.
    assert (row.result, row.problems[0].code) == (RowResult.DOUBT, "words-missing")
    fields = {"meeting.en": "Annual General Meeting"}
    assert act("draft", companies, fields=fields).result is RowResult.DONE
    text = (companies.parent / "c0" / "amendments" / "electronic-provision.yaml").read_text("utf-8")
    assert "en: Annual General Meeting" in text
    assert "変更前定款第" in text
    assert "the former Article" in text


def test_a_section_at_the_end_of_bylaws_of_delaware(tmp_path: Path) -> None:
    root = PATTERN.parents[2]
    folder = tmp_path / "larkspur"
    shutil.copytree(root / "examples" / "larkspur", folder)
    shutil.rmtree(folder / "amendments")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(folder))
    git(folder, "config", "user.name", "Secretary")
    git(folder, "config", "user.email", "secretary@example.com")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "The bylaws")
    company = FleetCompany(
        name="Larkspur", repository="larkspur", vote=Vote.ADOPTED, meeting_day=DAY
    )
    pattern = (root / "examples" / "fleet" / "exclusive-forum.yaml").read_bytes()
    # Whether bylaws have the text in words of their own is for a person to say.
    row = run_row(order("apply", tmp_path, pattern), 0, company)
    assert [each.code for each in row.problems] == ["not-found"]
    answered = replace(company, fields={"there": "none"})
    row = run_row(order("apply", tmp_path, pattern), 0, answered)
    assert row.result is RowResult.DONE, row
    added = next(folder.glob("articles/05-notices/004-*.md")).read_text("utf-8")
    assert added.startswith("# Exclusive Forum")
    assert "\nThe Corporation may enforce this Section" in added
    # Another pattern of the same words finds the text there.
    again = pattern.replace(b"pattern: exclusive-forum", b"pattern: another-name")
    row = run_row(order("draft", tmp_path, again), 0, company)
    assert row.result is RowResult.THERE


def test_a_doubt_that_the_list_answers_is_drafted(make_companies: Made) -> None:
    companies = make_companies([replace(PLAIN, kind="paraphrased"), replace(PLAIN, kind="found")])
    doubted = act("draft", companies)
    assert doubted.result is RowResult.DOUBT
    assert "column disclosure" in doubted.problems[0].hint
    unknown = act("draft", companies, fields={"disclosure": "第99条"})
    assert [each.code for each in unknown.problems] == ["answer-unknown"]
    drafted = act("draft", companies, fields={"disclosure": "disclosure"})
    assert drafted.result is RowResult.DONE, drafted
    assert [each.how for each in drafted.found if each.name == "disclosure"] == ["list"]
    [file] = (companies.parent / "c0" / "amendments").glob("*.yaml")
    assert "delete: " in file.read_text("utf-8")
    # Somebody who says that there is none is believed, and so nothing is taken away.
    inserted = act("draft", companies, 1, fields={"disclosure": "none"})
    assert inserted.result is RowResult.DONE, inserted
    [file] = (companies.parent / "c1" / "amendments").glob("*.yaml")
    assert "delete: " not in file.read_text("utf-8")


def test_a_document_takes_of_the_list_what_its_template_asks_for(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    fields = {"disclosure": "disclosure", "meeting.en": "Annual Meeting", "agent": "C"}
    row = act("document", companies, fields=fields)
    assert row.result is RowResult.DONE, row.problems
