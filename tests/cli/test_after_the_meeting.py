"""What follows a vote: minutes, registered matters with their days, the extraordinary report."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Repository
from tests.cli.test_certificate import kitano as kitano
from tests.cli.test_whole_notice import WRITTEN
from tests.repository.sandbox import clean_environment
from tools.terminal import at_terminal

NAME = "2009-06-26-agm"
MINUTES = {
    "opened": "午前10時00分",
    "closed": "午前11時15分",
    "place": "当会社本店会議室",
    "shareholders": "12,345",
    "votes": "480,000",
    "shareholders_present": "4,567",
    "votes_present": "360,000",
    "officers": "取締役　北野原　誠",
    "chair": "代表取締役社長　北野原　誠",
    "author": "代表取締役社長　北野原　誠",
}


def printed(company: Repository, template: str, *more: str, **facts: str) -> str:
    given = [word for name, text in facts.items() for word in ("--fact", f"{name}={text}")]
    done = company.at("document", NAME, "--template", template, *more, *given)
    assert done.code == 0, done.err
    return done.out


def test_the_minutes_ask_for_everything_at_once(kitano: Repository) -> None:
    done = kitano.at("document", NAME, "--template", "gijiroku", "--json")
    assert done.code == 3
    assert [each["path"] for each in done.problems] == list(MINUTES)
    assert all("--fact " in each["hint"] for each in done.problems)


def test_nobody_is_asked_for_answers_while_the_settings_lack_something(
    kitano: Repository, tmp_path: Path
) -> None:
    path = kitano.path / "amendtool.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^(code) = .*\n", "", text), encoding="utf-8")
    own = kitano.path / "templates/documents/own.ja.j2"
    own.parent.mkdir(parents=True, exist_ok=True)
    line = '<line>{{ company.code }}{{ fact("place", "どこですか", "本店") }}</line>'
    own.write_text(f"<document>{line}<table/></document>", encoding="utf-8")
    kitano.commit("Take out the code")
    call = ("document", NAME, "--template", "own")
    told = kitano.at(*call, "--json").problems
    assert ["code" in each["hint"] for each in told] == [True, False]
    session = at_terminal(call, cwd=kitano.path, env=clean_environment(tmp_path / "home"))
    assert session.code == 3
    assert session.screen.count("[document-fact-missing]") == 1
    assert "--fact" not in session.screen


WHO = {"representative_title": "代表取締役社長", "representative": "北野原　誠"}


@pytest.mark.parametrize("template", ["gijiroku", "genkou-teikan", "kaiji", "shoshu-tsuchi"])
def test_who_represents_the_company_is_asked_for_where_the_settings_do_not_say_it(
    kitano: Repository, template: str
) -> None:
    path = kitano.path / "amendtool.toml"
    text = path.read_text(encoding="utf-8")
    named = () if template == "genkou-teikan" else (NAME,)
    facts = MINUTES if template == "gijiroku" else WRITTEN if template == "shoshu-tsuchi" else {}
    said = printed(kitano, template, **facts) if named else None
    path.write_text(re.sub(r"(?m)^(representative\w*) = .*\n", "", text), encoding="utf-8")
    kitano.commit("Take out who represents it")
    call = ("document", *named, "--template", template)
    told = {each["path"]: each["hint"] for each in kitano.at(*call, "--json").problems}
    assert {*WHO} <= {*told}
    assert "under [documents], or give it with --fact representative=" in told["representative"]
    given = [
        word for name, answer in (facts | WHO).items() for word in ("--fact", f"{name}={answer}")
    ]
    done = kitano.at(*call, *given)
    assert done.code == 0, done.err
    assert "北野原　誠" in done.out
    assert said is None or done.out == said


def test_the_minutes_before_and_after_the_vote(kitano: Repository) -> None:
    draft = printed(kitano, "gijiroku", **MINUTES)
    assert draft.startswith("# 第81回定時株主総会議事録（抄本）（案）\n")
    assert kitano.at("apply", NAME).code == 0
    done = printed(kitano, "gijiroku", **MINUTES, votes_for="350,000")
    assert done.startswith("# 第81回定時株主総会議事録（抄本）\n")
    assert "３分の２以上の賛成（賛成350,000個）を得て、本議案は原案のとおり承認可決された。" in done
    assert "| 現行定款 | 変更案 |" in done
    assert "抄本であり、原本と相違ないことを証明します。" in done
    whole = printed(kitano, "gijiroku", **MINUTES, extent="whole", content="articles")
    assert whole.startswith("# 第81回定時株主総会議事録\n")
    assert "変更案" not in whole
    # The articles as amended: without certificates, and with what is numbered anew.
    assert "第７条　当会社は、会社法第165条第２項の規定により" in whole
    assert "株券を発行する。" not in whole
    assert "本議事録を作成する。" in whole


def test_the_minutes_of_an_item_that_was_rejected(kitano: Repository) -> None:
    assert kitano.at("reject", NAME, "--on", "2009-06-26").code == 0
    told = printed(kitano, "gijiroku", **MINUTES)
    assert "賛成を得られず、本議案は否決された。" in told
    assert "承認可決" not in told
    assert "（案）" not in told


def test_the_registered_matters_with_the_day_that_due_tells(kitano: Repository) -> None:
    assert kitano.at("apply", NAME).code == 0
    clock = kitano.at("due", "--on", "2009-06-27", "--json").record
    (register,) = [each for each in clock["due"] if each["kind"] == "register"]
    word = kitano.at("document", NAME, "--template", "touki-jikou", "--format", "docx").data
    (grid,) = Document(io.BytesIO(word)).tables
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert rows[0][0] == "登記すべき事項"
    assert rows[1] == [
        "単元株式数\n（会社法第911条第３項第８号）",
        "第８条（単元株式数）",
        "2009年６月26日",
        "2009年７月10日",
        "。".join(register["how"]["ja"]),
    ]
    assert register["day"] == "2009-07-10"
    assert rows[-1][:2] == [
        "株券の発行\n（会社法第911条第３項第10号）",
        "第７条（株券の発行）［削除］",
    ]
    assert rows[2][4] == "同上"
    english = printed(kitano, "registered-matters")
    assert (
        "| unit of shares<br>Companies Act art. 911(3)(viii) | Article 8 (Share Unit) |" in english
    )


def test_registered_matters_need_a_law(demo: Repository) -> None:
    done = demo.at("document", "2013-06-26-agm", "--template", "registered-matters", "--json")
    assert done.code == 3
    assert [each["code"] for each in done.problems] == ["document-fact-missing"]
    assert 'law = "jp"' in done.problems[0]["hint"]


def test_an_amendment_that_changes_nothing_registered(small: Repository) -> None:
    toml = (small.path / "amendtool.toml").read_text(encoding="utf-8")
    toml = f'law = "jp"\n{toml}\n[registered]\nname = "trade-name"\npurpose = "none"\n'
    small.write("amendtool.toml", toml.encode())
    small.commit("Whose law")
    operations = "  - {replace: Article 2, find: an example, with: a model}\n"
    small.amend("2020-06-25-agm", operations, more="title: Amendment\n")
    done = small.at("document", "2020-06-25-agm", "--template", "registered-matters")
    assert done.code == 0, done.err
    assert "The amendment changes no registered matter." in done.out


def test_the_extraordinary_report_has_the_votes_in_a_table(kitano: Repository) -> None:
    votes = {"votes_for": "345,678", "votes_against": "1,234", "abstentions": "56"}
    report = printed(
        kitano, "rinji-houkoku", "--house", "ja-report",
        filed="2009-06-29", quorum="３分の１以上", share_for="96.53", **votes,
    )  # fmt: skip
    assert "| 変更前 | 変更後 |" in report
    row = "| 定款一部変更の件 | 345,678 | 1,234 | 56 | （注） | 可決　96.53 |"
    assert row in report
    assert "議決権の３分の１以上を有する株主の出席" in report


@pytest.mark.parametrize(
    ("by", "facts", "title", "resolved"),
    [
        ("board", {"opened": "1", "place": "x", "in_office": "9", "present": "7", "chair": "y"},
         "Extract of the Minutes of a Meeting of the Board of Directors", "the required vote:"),
        ("consent", {"signed": "all stockholders"}, "Extract of the Written Consent",
         "The undersigned adopted the following resolution:"),
    ],
)  # fmt: skip
def test_the_extract_says_who_adopted_it(
    small: Repository, by: str, facts: dict[str, str], title: str, resolved: str
) -> None:
    small.amend(
        "2020-06-25",
        "  - {replace: Article 2, find: an example, with: a model}\n",
        more=f"title: Amendment\nadopted_by: {by}\n",
    )
    given = [word for pair in facts.items() for word in ("--fact", "=".join(pair))]
    done = small.at(
        "document", "2020-06-25", "--template", "minutes-extract", "--fact", "secretary=Z", *given
    )
    assert done.code == 0, done.err
    assert f"<br>Draft {title}" in done.out
    assert resolved in done.out
    assert "RESOLVED, that the" in done.out


def test_every_packaged_template_says_what_it_asks_for(tmp_path: Path) -> None:
    from amendtool.packaged import packaged

    for each in packaged("templates", "documents").iterdir():
        text = each.read_text(encoding="utf-8")
        assert f'"packaged/{each.name}"' in text
        assert "docs/documents.md" in text
