"""Numbers, labels and kinds: what is read is printed again, and rows follow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.importing.evidence.labels import PrintedLabel, alike, figures, follows, numeral
from amendtool.importing.evidence.marks import readings

FORMS = (
    ("Section {}.", "decimal"), ("第{}条", "kanji"), ("第{}条", "full-width"), ("({})", "letter"),
    ("({})", "roman"), ("{}.", "decimal"), ("（{}）", "full-width"), ("{})", "katakana"),
    ("{}、", "kanji"), ("{}", "circled"), ("Article {}", "roman-capital"), ("1.{}", "decimal"),
)  # fmt: skip


@pytest.mark.parametrize(("form", "system"), FORMS)
@given(value=st.integers(1, 20))
def test_what_is_printed_is_read_to_the_character(form: str, system: str, value: int) -> None:
    printed = form.format(numeral(system).write(value))
    text = f"{printed}　本文" if ord(printed[-1]) > 0x2E80 else f"{printed} Text"
    found = [one for one in readings(text) if one.label.printed == printed]
    assert any(one.label.value == (value,) for one in found)
    assert all(text[one.start :] in ("本文", "Text") for one in found)


@given(value=st.integers(1, 98))
def test_the_next_label_is_of_the_same_kind_and_follows(value: int) -> None:
    for text in (f"Section 3.{value:02} A", f"第{value}条　甲", f"({value}) a", f"５．{value}　甲"):
        label = readings(text)[0].label
        after = label.with_number(label.value[0] + 1)
        assert alike(label.kind, after)
        assert follows(after.value, label.end)
        assert not follows(label.value, after.end)


def test_a_padded_number_stays_padded_and_wide_digits_wide() -> None:
    assert readings("1.09 Dues")[0].label.with_number(10).printed == "1.10"
    assert readings("1.01 Dues")[0].label.with_number(2).printed == "1.02"
    assert readings("第９条　会費")[0].label.with_number(10).printed == "第１０条"


def test_a_kind_with_a_word_folds_width_and_a_bare_mark_does_not() -> None:
    def kind(text: str) -> object:
        return readings(text)[0].label.kind

    assert kind("第９条　甲") == kind("第10条　甲") == kind("第 ９ 条　甲")
    assert kind("Section 1.2 A") == kind("SECTION 1.2. A")
    assert kind("２．　甲") != kind("2. 甲")
    assert kind("(1) a") != kind("1) a")


def test_wide_nine_and_half_width_ten_are_of_one_row() -> None:
    nine, ten = readings("９　甲")[0].label, readings("10　甲")[0].label
    two = readings("2　甲")[0].label
    assert alike(nine.kind, ten)
    assert not alike(nine.kind, two)


def test_a_branch_follows_its_number_and_the_next_number_the_branch() -> None:
    nine, branch, ten = ((9,), (9, 2), (10,))
    assert follows(branch, nine)
    assert follows((9, 3), branch)
    assert follows(ten, branch)
    assert not follows((11,), branch)


def test_a_range_is_one_label_and_the_number_behind_it_follows() -> None:
    label = readings("第２条から第４条まで　削除")[0].label
    assert label.printed == "第２条から第４条まで"
    assert follows((5,), label.end)
    pair = readings("第七条及び第八条　削除")[0].label
    assert pair.end == (8,)


def test_a_sign_may_be_more_than_one_number() -> None:
    assert {(one.system, one.value) for one in figures("i")} == {("roman", 1), ("letter", 9)}
    assert {(one.system, one.value) for one in figures("イ")} == {("iroha", 1), ("katakana", 2)}
    assert figures("00") == ()


@pytest.mark.parametrize(
    "text",
    ["2020 was dry.", "e.g. apples", "i.e. none", "12:30 lunch", "A member", "二人以上"],
)
def test_what_is_no_mark_has_no_certain_reading(text: str) -> None:
    assert all(one.bare for one in readings(text) if one.label.numbers)


def test_a_mark_behind_a_bullet_is_the_label_and_a_bullet_alone_counts_nothing() -> None:
    assert readings("- (1) dues")[0].label.printed == "(1)"
    bullet = readings("- dues")[0].label
    assert bullet == PrintedLabel(("-",), ())
    assert bullet.value == ()
