"""What supplementary provisions say of their days, against what the fields say."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.said_days import day_problems, said_days
from amendtool.articles.languages import language_of
from amendtool.articles.styles import JA

DAYS = st.dates(datetime.date(1927, 1, 1), datetime.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        ("本附則は、令和５年３月１日をもって削除する。", "delete", "2023-03-01"),
        ("この附則は、2023年３月１日の経過をもって、これを削除する。", "delete", "2023-03-02"),
        ("なお、本附則第２条は、令和元年十二月三十一日に削除する。", "delete", "2019-12-31"),
        ("この定款は、二〇二四年四月一日から施行する。", "effective", "2024-04-01"),
        ("第16条の変更は、施行日である令和４年９月１日（以下「施行日」という。）から効力を生ずる。",
         "effective", "2022-09-01"),
        ("These Supplementary Provisions shall be deleted as of July 1, 2013.", "delete",
         "2013-07-01"),
        ("The change of Article 8 shall become effective as of July 1, 2013.", "effective",
         "2013-07-01"),
        ("This amendment takes effect on July 1,\n2026.", "effective", "2026-07-01"),
    ],
)  # fmt: skip
def test_a_plain_sentence_is_read(text: str, what: str, day: str) -> None:
    (found,) = said_days(text)
    assert (found.what, str(found.day)) == (what, day)


@pytest.mark.parametrize(
    "text",
    [
        "附則（令和２年６月24日）第１条を削除する。",
        "改正会社法が令和４年９月１日から施行されたことに伴い、次のとおりとする。",
        "本附則は、令和５年３月１日又は次の株主総会の日のいずれか遅い日後に削除する。",
        "本附則は、効力発生日をもってこれを削除する。",
        "本附則は、５年３月１日をもって削除する。",
        "本附則は、令和５年２月30日をもって削除する。",
        "This Article was deleted as of July 1, 2013.",
        "The Act that came into force on July 1, 2013 applies.",
        "",
    ],
)
def test_another_sentence_is_left_alone(text: str) -> None:
    assert list(said_days(text)) == []


def found(text: str, fields: str, more: str = "effective: 2022-06-24") -> list[tuple[str, str]]:
    data = f"amendment: x\n{more}\noperations:\n- insert: 附則第３条\n  text: {text}\n  {fields}\n"
    amendment = read_amendment(data, JA, file="x.yaml").amendment
    return [(each.code, each.place.path or "") for each in day_problems(amendment)]


ENDS = "本附則は、令和５年３月１日をもって削除する。"
LATER = (
    "この附則は、施行日から６か月を経過した日又は総会の日から３か月を経過した日のいずれか遅い日後にこれを"
    "削除する。"
)
RULE = (
    "delete_on: {{after: {{{}: [{{months: 6, from_start_of: 2022-09-01, day: day_after}}, "
    "{{months: {}, from_event: meeting, day: day_after}}]}}}}"
)


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (ENDS, "delete_on: 2023-03-01", []),
        (ENDS, "delete_on: 2023-03-02", [("days-differ", "operations[0].delete_on")]),
        (ENDS, "delete_on: {event: meeting}", []),
        (ENDS, "delete_when: 総会の日", []),
        (ENDS, "remark: x", [("day-unsaid", "operations[0].text")]),
        (LATER, RULE.format("later_of", 3), []),
        (LATER, RULE.format("earlier_of", 3), [("days-differ", "operations[0].delete_on")]),
        (LATER, RULE.format("later_of", 4), [("days-differ", "operations[0].delete_on")]),
        (LATER, "delete_on: 2023-03-02", []),
    ],
)
def test_a_difference_is_a_finding(text: str, fields: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, fields) == expected


def test_an_effect_is_that_of_the_amendment_or_of_an_operation() -> None:
    text = "この変更は、令和４年９月１日から効力を生ずる。"
    differs = [("days-differ", "operations[0].text")]
    assert found(text, "remark: x") == differs
    assert found(text, "effective: 2022-09-01") == []
    assert found(text, "remark: x", "effective: {event: merger}") == []
    assert found(text, "remark: x", "title: x") == []
    assert found(text, "remark: x", "adopted: 2022-09-01") == []


@pytest.mark.law
@given(DAYS)
def test_every_printed_day_is_read(day: datetime.date) -> None:
    for era in (False, True):
        printed = language_of("ja").date(day, era=era)
        (one,) = said_days(f"本附則は、{printed}をもって削除する。")
        assert one.day == day
    printed = language_of("en").date(day)
    (one,) = said_days(f"These Supplementary Provisions shall be deleted as of {printed}.")
    assert one.day == day
