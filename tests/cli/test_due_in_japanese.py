"""Days, duties and the words of records, as a Japanese reader is told them."""

from __future__ import annotations

import datetime
import gettext
import io
from functools import cache

import pytest
from babel.messages.pofile import read_po

from amendtool.cli.catalogues import CATALOGUES
from amendtool.messages import speaking
from amendtool.repository.record import Deed
from amendtool.repository.workspace import Workspace
from amendtool.workflow.clock.calendar import calendar_of
from amendtool.workflow.clock.due import what_is_due
from amendtool.workflow.documents.notice import QUESTIONS, duties
from amendtool.workflow.record_words import said_deed
from amendtool.workflow.status import lines_of, status
from tests.cli.conftest import Repository
from tools.catalogue import compiled, english

SEAT = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
ON = datetime.date(2022, 9, 1)


@cache
def japanese() -> gettext.GNUTranslations:
    catalogues = []
    for path in sorted((CATALOGUES / "ja").glob("*.po")):
        with path.open("rb") as file:
            catalogues.append(read_po(file, locale="ja"))
    return gettext.GNUTranslations(io.BytesIO(compiled(catalogues, "ja")))


@pytest.fixture
def company(small: Repository) -> Workspace:
    """A listed Japanese company whose seat moves, and that has its next meeting before it."""
    path = small.path / "amendtool.toml"
    more = '\n[registered]\noffice = "head-office"\n\n[documents]\ncode = "1234"\n'
    path.write_text('law = "jp"\n' + path.read_text("utf-8") + more, "utf-8")
    small.amend("seat", SEAT, more="adopted: 2022-08-30\neffective: 2022-09-01\n")
    assert small.at("apply", "seat").code == 0
    small.amend("next", "  - delete: Article 2\n", more="adopted: 2022-10-28\n")
    return Workspace.open(small.path)


def test_what_is_due_is_told_with_the_rule_of_law(company: Workspace) -> None:
    with speaking(japanese(), "ja"):
        clock = what_is_due(company, ON, within=365)
        told = {(each.amendment, each.what): each.how[0].said for each in clock.due if each.how}
    assert told == {
        ("seat", "議決権行使結果の臨時報告書の提出及び変更後の定款の取引所への提出（遅滞なく）"): (
            "企業内容等の開示に関する内閣府令第19条第２項第９号の２：遅滞なく。期間の定めがないため、"
            "決議の日から示しています"
        ),
        ("seat", "本店及び支店（会社法第911条第３項第３号）の変更の登記"): (
            "会社法第915条第１項：２週間以内"
        ),
        ("next", "招集通知の発送"): (
            "会社法第299条第１項。公開会社でなく、書面投票等も電子提供措置もないときは１週間"
        ),
    }


def test_a_calendar_keeps_its_identity_whoever_reads_it(company: Workspace) -> None:
    icalendar = pytest.importorskip("icalendar")

    def events() -> dict[str, str]:
        data = calendar_of(company, what_is_due(company, ON, within=365))
        found = icalendar.Calendar.from_ical(data).walk("VEVENT")
        return {str(each["uid"]): str(each["summary"]) for each in found}

    plain = events()
    with speaking(japanese(), "ja"):
        said = events()
    assert said.keys() == plain.keys()
    assert all(said[each] != plain[each] for each in plain)
    assert "next: 招集通知の発送" in said.values()


def test_the_duties_and_the_questions_of_a_notice_hold_no_english(company: Workspace) -> None:
    with speaking(japanese(), "ja"):
        words = [each for duty in duties(company, "next", ON) for each in (duty.what, duty.rule)]
        words += [each.question for each in QUESTIONS.values()]
        words += [each.example for each in QUESTIONS.values()]
    assert "会社法第298条第１項、会社法施行規則第63条" in words
    assert [each for each in words if english(each)] == []


def test_deeds_and_standings_are_said_in_japanese(company: Workspace) -> None:
    with speaking(japanese(), "ja"):
        deeds = [said_deed(each) for each in Deed]
        lines = list(lines_of(status(company)))
    assert [each for each in deeds if each.isascii()] == []
    assert lines == [
        "seat：可決（2022-08-30）",
        "  次：登記事項があれば `amendtool record seat registered DAY`",
        "next：未決",
        "  次：`amendtool table next`。"
        "決議の後は `amendtool apply next` 又は `amendtool reject next`",
    ]
