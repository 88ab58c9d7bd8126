"""The whole notice of a meeting with one purpose: what it prints, asks for and warns of."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Repository
from tests.cli.test_certificate import kitano as kitano

NAME = "2009-06-26-agm"
WRITTEN = {
    "sent": "2009-06-04",
    "opened": "午前10時00分",
    "place": "当会社本店会議室",
    "voting": "written",
    "url": "https://www.example.com/ir/",
    "deadline": "2009-06-25",
    "deadline_time": "午後５時30分",
    "provided": "2009-06-01",
}
ENGLISH = {
    "en.opened": "10:00 a.m.",
    "en.place": "the head office",
    "en.deadline_time": "5:30 p.m.",
}
MEETING = (
    *("--title", "Another head office", "--meeting", "Special Meeting of Stockholders"),
    *("--adopted", "2026-06-25", "--reason", "To move."),
)
SMALL = {"sent": "2026-06-01", "opened": "10:00 a.m.", "place": "the head office", "secretary": "J"}


def options(facts: Mapping[str, str]) -> list[str]:
    return [word for name, text in facts.items() for word in ("--fact", f"{name}={text}")]


def lines(data: bytes) -> list[str]:
    return [each.text for each in Document(io.BytesIO(data)).paragraphs]


def printed(company: Repository, facts: Mapping[str, str]) -> str:
    done = company.at("document", NAME, "--template", "shoshu-tsuchi", *options(facts))
    assert done.code == 0, done.err
    return done.out


@pytest.fixture
def office(small: Repository) -> Repository:
    operations = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
    path = small.path / "amendments/office.yaml"
    path.write_text(f"amendment: office\noperations:\n{operations}")
    return small


def test_both_editions_in_the_folder_with_what_the_law_wants(kitano: Repository) -> None:
    done = kitano.at("notice", NAME, "-o", "out", "--whole", *options(WRITTEN | ENGLISH))
    assert done.code == 0, done.err
    told = lines((kitano.path / "out/招集通知.ja.docx").read_bytes())
    assert told[:8] == [
        "証券コード　1234",
        "2009年６月４日",
        "（電子提供措置の開始日　2009年６月１日）",
        "株　主　各　位",
        "長野県霧野市本町一丁目２番３号",
        "北野原精工株式会社",
        "代表取締役社長　北野原　誠",
        "第81回定時株主総会招集ご通知",
    ]
    order = [
        "敬　具",
        "記",
        "以　上",
        "株主総会参考書類",
        "議案　定款一部変更の件",
        "１．提案の理由",
    ]
    assert [each for each in told if each in order] == order
    assert "２．場所\t当会社本店会議室" in told
    assert "３．目的事項\t決議事項　　議案　定款一部変更の件" in told
    (how,) = [each for each in told if "書面により議決権を行使" in each]
    assert "2009年６月25日（木曜日）午後５時30分までに" in how
    assert "https://www.example.com/ir/" in "".join(told)
    document = Document(str(kitano.path / "out/招集通知.ja.docx"))
    (title,) = [each for each in document.paragraphs if each.text == "株主総会参考書類"]
    assert title.paragraph_format.page_break_before
    assert [each.text for each in document.tables[0].rows[0].cells] == ["現行定款", "変更案"]
    english = lines((kitano.path / "out/notice.en.docx").read_bytes())
    assert "Notice of the 81st Ordinary General Meeting of Shareholders" in english
    assert "Date and time:\tFriday, June 26, 2009, 10:00 a.m." in english
    assert any("until 5:30 p.m. on Thursday, June 25, 2009" in each for each in english)
    page = unescape((kitano.path / "out/index.html").read_text())
    assert "the whole notice of the meeting, whose one purpose this amendment is" in page
    assert "Companies Act arts. 301, 302" in page
    assert "Companies Act arts. 325-3, 325-4" in page
    assert "has other purposes as a rule" in page


def test_all_that_is_missing_is_told_at_once(kitano: Repository) -> None:
    before = kitano.state
    done = kitano.at("notice", NAME, "-o", "out", "--whole", "--json")
    assert done.code == 3
    assert [each["path"] for each in done.problems] == [
        *("sent", "opened", "place", "voting", "url", "en.opened", "en.place"),
    ]
    assert kitano.state == before
    assert not (kitano.path / "out").exists()


def test_what_the_amendment_lacks_is_told_with_what_the_notice_asks(office: Repository) -> None:
    done = office.at("notice", "office", "-o", "out", "--whole", "--json")
    assert done.code == 3
    assert [each["path"] for each in done.problems] == [
        *("title", "meeting", "adopted", "reasons", "sent", "opened", "place", "voting"),
        "secretary",
    ]


def test_without_whole_nothing_is_new(office: Repository) -> None:
    assert office.at("notice", "office", "-o", "out", *MEETING).code == 0
    assert not (office.path / "out/notice.docx").exists()
    done = office.at("notice", "office", "-o", "out", "--fact", "place=here")
    assert done.code == 2
    assert "--whole" in done.err


@pytest.mark.parametrize(
    ("voting", "stands", "stands_not"),
    [
        ("written", ["株主総会参考書類", "議決権行使書用紙"], ["インターネット", "委任状"]),
        ("electronic", ["株主総会参考書類", "https\\://vote.example.com/"], ["議決権行使書用紙"]),
        ("both", ["書面又はインターネット等", "議決権行使書用紙"], ["賛成の意思表示", "重複"]),
        ("proxy", ["議案の概要", "委任状"], ["株主総会参考書類", "期限"]),
        ("none", ["議案の概要"], ["株主総会参考書類", "委任状", "期限", "当日"]),
    ],
)
def test_how_votes_are_taken_is_what_the_notice_says(
    kitano: Repository, voting: str, stands: list[str], stands_not: list[str]
) -> None:
    facts = WRITTEN | {"voting": voting}
    if voting in ("electronic", "both"):
        facts["voting_url"] = "https://vote.example.com/"
    if voting in ("proxy", "none"):
        del facts["deadline"], facts["deadline_time"]
    text = printed(kitano, facts).partition("１．提案の理由")[0]
    assert all(each in text for each in stands)
    assert not [each for each in stands_not if each in text]


def test_what_the_board_may_decide_is_printed_where_it_is_said(kitano: Repository) -> None:
    more = {"voting": "both", "voting_url": "https://v.example.com/", "reports": "事業報告の件"}
    text = printed(kitano, {**WRITTEN, **more, "blank": "approval", "twice": "internet"})
    assert "賛成の意思表示があったもの" in text
    assert "重複して議決権を行使された場合" in text
    assert "報告事項　　事業報告の件" in text


def test_a_company_that_is_not_listed_has_no_code_and_no_website(kitano: Repository) -> None:
    settings = kitano.path / "amendtool.toml"
    settings.write_text(re.sub(r"(?m)^(code|exchange) = .*\n", "", settings.read_text("utf-8")))
    facts = {name: text for name, text in WRITTEN.items() if name not in ("url", "provided")}
    text = printed(kitano, facts)
    assert "証券コード" not in text
    assert "電子提供" not in text
    asked = kitano.at("document", NAME, "--template", "shoshu-tsuchi", "--json")
    assert "url" not in [each["path"] for each in asked.problems]


@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        ({}, []),
        ({"sent": "2009-06-11", "deadline": "2009-06-26"}, []),
        ({"sent": "2009-06-11"}, ["votes are taken until 2009-06-25, less than two weeks"]),
        ({"sent": "2009-06-12", "deadline": "2009-06-26"},
         ["sent on 2009-06-12, and was due by 2009-06-11", "less than two weeks"]),
        ({"provided": "2009-06-05"}, ["on the web from 2009-06-05, and are due by 2009-06-04"]),
        ({"deadline": "2009-06-27"}, ["after the meeting of 2009-06-26"]),
    ],
)  # fmt: skip
def test_days_that_leave_too_little_time_are_warned_of(
    kitano: Repository, changed: dict[str, str], warned: list[str]
) -> None:
    facts = options(WRITTEN | changed)
    done = kitano.at("document", NAME, "--template", "shoshu-tsuchi", *facts)
    assert done.code == 0
    assert done.err.count("whole-notice-day") == len(warned)
    assert all(each in done.err for each in warned)
    assert "whole-notice-purposes" in done.err


@pytest.mark.parametrize(
    ("sent", "warned"),
    [
        ("2026-04-25", "may be sent from 2026-04-26 on"),
        ("2026-04-26", ""),
        ("2026-06-15", ""),
        ("2026-06-16", "was due by 2026-06-15"),
    ],
)
def test_in_delaware_a_notice_is_sent_neither_too_early_nor_too_late(
    office: Repository, sent: str, warned: str
) -> None:
    settings = office.path / "amendtool.toml"
    settings.write_text(settings.read_text("utf-8") + 'law = "us-de"\n', "utf-8")
    facts = options(SMALL | {"sent": sent, "voting": "none"})
    done = office.at("notice", "office", "-o", "out", "--whole", *MEETING, *facts)
    assert done.code == 0, done.err
    assert done.err.count("whole-notice-day") == bool(warned)
    assert warned in done.err


@pytest.mark.parametrize("by", ["board", "consent"])
def test_what_no_meeting_votes_on_has_no_notice(office: Repository, by: str) -> None:
    path = office.path / "amendments/office.yaml"
    path.write_text(path.read_text().replace("operations:", f"adopted_by: {by}\noperations:", 1))
    facts = options(SMALL | {"voting": "none"})
    done = office.at("notice", "office", "-o", "out", "--whole", *MEETING, *facts, "--json")
    assert done.code == 3
    assert "whole-notice-no-meeting" in [each["code"] for each in done.problems]


def test_on_a_terminal_it_is_asked_and_told_as_a_file(
    office: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amendtool.cli import notice

    monkeypatch.setattr(notice, "at_a_terminal", lambda: True)
    answers = b"y\n2026-06-01\n10:00 a.m.\nthe head office\nby hand\nproxy\nJane Doe\n"
    done = office.at("notice", "office", "-o", "out", *MEETING, stdin=answers)
    assert done.code == 0, done.err
    assert "Is this amendment the one purpose of the meeting? [y/N]" in done.err
    assert "expected one of proxy, written" in done.err
    first = lines((office.path / "out/notice.docx").read_bytes())
    assert any("return the enclosed proxy" in each for each in first)
    told = done.err.partition("In a file for --facts the answers are:\n")[2].splitlines()[:5]
    office.write("facts.toml", "\n".join(told).encode())
    facts = str(office.path / "facts.toml")
    again = office.at("notice", "office", "-o", "again", "--whole", "--facts", facts)
    assert again.code == 0, again.err
    assert lines((office.path / "again/notice.docx").read_bytes()) == first
    none = office.at("notice", "office", "-o", "none", stdin=b"\n")
    assert none.code == 0, none.err
    assert not (office.path / "none/notice.docx").exists()
    annual = (office.path / "amendments/office.yaml").read_text().replace("Special", "Annual")
    (office.path / "amendments/office.yaml").write_text(annual)
    done = office.at("notice", "office", "-o", "out", "--force", stdin=b"")
    assert done.code == 0, done.err
    assert "one purpose" not in done.err


def test_the_facts_of_an_edition_stand_in_a_table_of_the_file(
    kitano: Repository, tmp_path: Path
) -> None:
    text = "".join(f'{name} = "{value}"\n' for name, value in WRITTEN.items()) + "[en]\n"
    text += "".join(f'{name[3:]} = "{value}"\n' for name, value in ENGLISH.items())
    file = tmp_path / "facts.toml"
    file.write_text(text, "utf-8")
    done = kitano.at("notice", NAME, "-o", "out", "--whole", "--facts", str(file))
    assert done.code == 0, done.err
    wrong = kitano.at("notice", NAME, "-o", "out", "--whole", "--fact", "de.place=Bonn", "--json")
    assert [each["code"] for each in wrong.problems] == ["document-fact-unknown"]


def test_who_gets_paper_is_printed_where_it_is_said(kitano: Repository) -> None:
    assert "書面交付請求" not in printed(kitano, WRITTEN)
    text = printed(kitano, WRITTEN | {"paper": "requested", "left_out": "連結注記表"})
    assert "書面交付請求をされた株主の皆様には、電子提供措置事項を記載した書面を" in text
    assert "法令及び当社定款の規定に基づき、次の事項を記載しておりません。連結注記表" in text
    text = printed(kitano, WRITTEN | {"paper": "all"})
    assert "書面交付請求の有無にかかわらず、株主の皆様に電子提供措置事項を記載した書面を" in text
    assert "記載しておりません" not in text


def test_a_report_in_edinet_takes_the_place_of_electronic_provision(kitano: Repository) -> None:
    facts = {name: text for name, text in WRITTEN.items() if name not in ("url", "provided")}
    text = printed(kitano, facts | {"edinet": "instead"})
    assert "電子提供措置に代えて、会社法第325条の３第３項の規定により" in text
    assert "証券コード（1234）を検索" in text
    assert "edinet-fsa.go.jp" in text
    assert "開始日" not in text
    assert "修正前及び修正後" not in text


@pytest.mark.parametrize(
    ("meeting", "given", "words"),
    [
        ("第５回定時社員総会", {}, ("社　員　各　位", "社員総会参考書類", "出席しない社員は")),
        ("第５回通常総会", {"holders": "members"},
         ("会　員　各　位", "総会参考書類", "出席しない会員は")),
        ("第５回通常総会", {"holders": "members", "addressee": "組合員各位"},
         ("組合員各位", "総会参考書類", "出席しない会員は")),
    ],
)  # fmt: skip
def test_an_association_convenes_its_members(
    kitano: Repository, meeting: str, given: dict[str, str], words: tuple[str, str, str]
) -> None:
    settings = kitano.path / "amendtool.toml"
    settings.write_text(re.sub(r"(?m)^(code|exchange) = .*\n", "", settings.read_text("utf-8")))
    path = kitano.path / f"amendments/{NAME}.yaml"
    path.write_text(path.read_text("utf-8").replace("第81回定時株主総会", meeting), "utf-8")
    addressee, materials, asked = words
    facts = {name: text for name, text in WRITTEN.items() if name not in ("url", "provided")}
    text = printed(kitano, facts | given).partition("１．提案の理由")[0]
    assert addressee in text
    assert f"# {materials}" in text
    assert f"後記の{materials}をご検討" in text
    assert "株主" not in text
    wanted = kitano.at("document", NAME, "--template", "shoshu-tsuchi", "--json", *options(given))
    assert any(asked in each["message"] for each in wanted.problems)
