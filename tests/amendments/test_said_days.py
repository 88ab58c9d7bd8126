"""What supplementary provisions say of their days, against what the fields say."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.said_days import said_days
from amendtool.amendments.said_fields import day_problems
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


FROM = "この附則は、2022年９月１日から６か月を経過した日に削除する。"
SIX = "{{months: 6, from_start_of: {}, day: {}}}"
PASSING = FROM.replace("した日", "する日")
WEEKS = FROM.replace("６か月", "３週間")
ON_EFFECT = "本附則は、効力発生日をもってこれを削除する。"
MERGER = "本附則は、合併の効力発生後にこれを削除する。"
RIGHT = RULE.format("later_of", 3)
DIFFERS = [("days-differ", "operations[0].delete_on")]
UNSAID = [("day-unsaid", "operations[0].text")]
KEEPS = [("overlap-unsaid", "operations[0].text")]


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        # 「日後に」 leaves the day itself out, and wants `after`.
        (LATER, RIGHT.replace("{after: ", "", 1)[:-1], DIFFERS),
        (LATER.replace("日後に", "日に"), RIGHT, DIFFERS),
        # 経過した日 is the day after the period, 経過する日 its last day.
        (LATER, RIGHT.replace("day: day_after", "day: last_day"), DIFFERS),
        (FROM, "delete_on: " + SIX.format("2022-09-01", "day_after"), []),
        (FROM, "delete_on: " + SIX.format("2022-09-01", "last_day"), DIFFERS),
        (FROM, "delete_on: " + SIX.format("2022-10-01", "day_after"), DIFFERS),
        (
            FROM.replace("した日", "する日"),
            "delete_on: " + SIX.format("2022-09-01", "last_day"),
            [],
        ),
        (WEEKS, "delete_on: " + SIX.format("2022-09-01", "day_after"), DIFFERS),
        # A day that was counted by hand: with the first day, or without it.
        (FROM, "delete_on: 2023-03-01", []),
        (FROM, "delete_on: 2023-03-02", []),
        (FROM, "delete_on: 2023-02-28", DIFFERS),
        # The day of effect.
        (ON_EFFECT, "delete_on: 2022-06-24", []),
        (ON_EFFECT, "delete_on: 2022-06-25", DIFFERS),
        (ON_EFFECT, "delete_on: {event: merger}", []),
        # An end that no field names.
        (ON_EFFECT, "remark: x", UNSAID),
        (MERGER, "remark: x", UNSAID),
        (MERGER, "delete_when: 合併", []),
        ("附則第２条は、合併の効力発生後に削除された。", "remark: x", []),
        # A former text that no operation keeps.
        ("変更前の定款第３条は、なお効力を有する。", "remark: x", KEEPS),
        ("施行日前の行為については、なお従前の例による。", "remark: x", KEEPS),
    ],
)
def test_words_are_compared_to_the_day(
    text: str, fields: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, fields) == expected


OVERLAP = "- replace: 第３条\n  text: 新しい文。\n  overlap: 総会\n  overlap_until: {}\n"
KEPT = "第３条は、2023年２月28日までの総会については、なお効力を有する。"
EIGHT = "- delete: 第８条\n  effective: 2022-10-01\n"
NINE = "- delete: 第９条\n"
PROVISO = "ただし、第{}条の規定は、2022年10月１日から施行する。"


@pytest.mark.parametrize(
    ("more", "text", "expected"),
    [
        (OVERLAP.format("2023-02-28"), KEPT, []),
        (OVERLAP.format("2023-03-01"), KEPT, ["days-differ"]),
        (OVERLAP.format("{event: merger}"), KEPT, []),
        (EIGHT, PROVISO.format("８"), []),
        (EIGHT + NINE, PROVISO.format("９"), ["days-differ"]),
        (EIGHT + NINE, PROVISO.format("八"), []),
    ],
)
def test_words_are_compared_with_other_operations(
    more: str, text: str, expected: list[str]
) -> None:
    data = (
        f"amendment: x\neffective: 2022-06-24\noperations:\n{more}"
        f"- insert: 附則第３条\n  text: {text}\n"
    )
    amendment = read_amendment(data, JA, file="x.yaml").amendment
    assert [each.code for each in day_problems(amendment)] == expected


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
