"""Tables of settings read strictly: where a mistake stands, and what was likely meant."""

from __future__ import annotations

from contextlib import suppress

import pytest

from amendtool.errors import InputError
from amendtool.settings import DEEPEST_TOML, Setting, SettingsFile, choice, read_toml, text
from tests.importing.test_linear import assert_linear

FILE = '''\
name = """
other = 1
"""
[ "outer" ]  # a comment
  'colour' = "red"
list = [
  ["a", "b"],
]
[outer.inner.deep]
size = 1
[[rows]]
dotted.key = 2
[outer.inner]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("name", 1),
        ("outer", 4),
        ("outer.colour", 5),
        ("outer.list", 6),
        ("outer.inner", 13),
        ("outer.inner.deep", 9),
        ("outer.inner.deep.size", 10),
        ("rows", 11),
        ("rows.dotted", 12),
        ("outer.deep", None),
        ("out", None),
    ],
)
def test_the_line_of_a_path(path: str, line: int | None) -> None:
    file = SettingsFile(FILE, file="x.toml")
    file.mistake(path, "x", "message", "hint")
    with pytest.raises(InputError) as caught:
        file.require_none()
    place = caught.value.problems[0].place
    assert (place.file, place.line, place.path) == ("x.toml", line, path)


def test_values_are_read_and_mistakes_gathered() -> None:
    colour = choice(text("colour"), ("red", "green"), refusal=lambda chosen: f"not {chosen}")
    file = SettingsFile(
        '[a]\ncolour = "red"\nsize = "2"\n[b]\ncolour = "blue"\nclour = 1\n', file=""
    )
    size = Setting(name="size", read=lambda value: int(str(value)))
    assert file.values("a", (colour, size)) == {"colour": "red", "size": 2}
    assert file.problems == []
    assert file.values("none", (colour,)) == {}
    assert file.values("b", (colour,), tables="[more]") == {}
    assert [(each.message, each.hint) for each in file.problems] == [
        ("not blue", "expected one of red, green"),
        (
            "there is no setting 'clour' in [b]",
            "did you mean colour? known are colour, and the tables [more]",
        ),
    ]


def test_a_table_inside_is_read_for_itself() -> None:
    file = SettingsFile("a = 1\n[inner]\nb = 2\n", file="")
    assert file.values("", (Setting(name="a", read=lambda value: value),), inner=("inner",)) == {
        "a": 1
    }
    assert file.names("inner") == {"b": 2}
    assert file.names("a.b") == {}
    assert file.problems == []
    assert file.names("a", hint="so") == {}
    assert [(each.code, each.hint) for each in file.problems] == [("table-expected", "so")]


A_LOT = 5_000
BEYOND = {
    "a number in hexadecimal digits": f"a = 0x{'f' * A_LOT}",
    "in octal ones": f"a = 0o{'7' * A_LOT}",
    "in a list": f"a = [1, [0b1{'0' * A_LOT}]]",
    "below the smallest": f"a = -{'9' * 30}",
    "in decimal digits": f"a = {'9' * A_LOT}",
    "a key of many parts": f"{'.'.join('a' * A_LOT)} = 1",
    "a table of many parts": f"[ {' . '.join('a' * A_LOT)} ]",
    "quoted parts": f"""{".".join(['"a"', "'b'"] * A_LOT)} = 1""",
    "parts in an inline table": f"a = {{ {'.'.join('a' * A_LOT)} = 1 }}",
    "lists in lists": f"a = {'[' * A_LOT}{']' * A_LOT}",
    "tables in tables": f"a = {'{a=' * A_LOT}1{'}' * A_LOT}",
    "one level too many": f"{'.'.join('a' * (DEEPEST_TOML + 1))} = 1",
    "lists that are not so deep": f"a = {'[' * 60}{']' * 60}",
}


@pytest.mark.parametrize("toml", BEYOND.values(), ids=BEYOND)
def test_what_is_too_deep_or_too_large_to_be_told_of_is_refused(toml: str) -> None:
    with pytest.raises(InputError) as caught:
        SettingsFile(f"b = 1\n{toml}\n", file="a.toml")
    (problem,) = caught.value.problems
    assert problem.code == "toml-syntax"
    assert problem.place.line == 2
    assert len(problem.message) < 200
    with pytest.raises(ValueError, match=r"deep|large|Exceeds"):
        read_toml(toml)


def test_what_is_deep_and_large_enough_is_read() -> None:
    deep = ".".join("a" * DEEPEST_TOML)
    assert read_toml(f"{deep} = 1\n[b]\nc = {2**63 - 1}\nd = {-(2**63)}\n")["b"]["c"] == 2**63 - 1
    dots = "1.1.1 See www.example.com. " + ". " * 500
    assert read_toml(f'text = "{dots}"\n') == {"text": dots}


@pytest.mark.parametrize(
    "piece", ["a.", "[a]\n", '"a".', "a = 1\n", "a" * 9, "['a',", "# a.", "'", '"a', "{a.", " "]
)
def test_the_reader_of_settings_is_linear(piece: str) -> None:
    def act(n: int) -> None:
        with suppress(InputError):
            SettingsFile(f"b = 1\n{piece * n}", file="a.toml")

    assert_linear(act, 300)
