"""Tables of settings read strictly: where a mistake stands, and what was likely meant."""

from __future__ import annotations

import pytest

from amendtool.errors import InputError
from amendtool.settings import Setting, SettingsFile, choice, text

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
