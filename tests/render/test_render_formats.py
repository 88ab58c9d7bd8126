"""The choice of a format, the JSON contract, Markdown's literal text, and shipped data."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amendtool.comparison.table import Table
from amendtool.errors import InputError
from amendtool.packaged import packaged
from amendtool.render.formats import TABLE, format_of, formats_of, render
from amendtool.render.table.docx import to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown

PATH = Path(__file__).parent / "golden" / "press-release-2013" / "table.json"


@pytest.fixture
def table() -> Table:
    return from_json(PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("x/a.b.docx", "docx"),
        ("a.md", "markdown"),
        ("a.json", "json"),
        ("a.pdf", "pdf"),
    ],
)
def test_the_ending_chooses_the_format(name: str, format: str) -> None:
    assert format_of(TABLE, name) == format_of(TABLE, Path(name)) == format


@pytest.mark.parametrize("name", ["table.odt", "table", "table.doc", ".docx"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError) as caught:
        format_of(TABLE, name)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-format"
    for each in formats_of(TABLE):
        assert all(ending in problem.message for ending in each.endings)


def test_render_gives_the_bytes_of_each_format(table: Table, tmp_path: Path) -> None:
    moment = datetime(2013, 6, 26, tzinfo=UTC)
    (tmp_path / "table.html.j2").write_text("own")
    assert render(TABLE, table, "html") == to_html(table).encode()
    assert render(TABLE, table, "html", templates=[tmp_path]) == b"own"
    assert render(TABLE, table, "docx", moment=moment) == to_docx(table, moment=moment)
    assert render(TABLE, table, "markdown") == to_markdown(table).encode()
    assert render(TABLE, table, "json") == to_json(table).encode()
    with pytest.raises(InputError, match="'text' is no format of the table"):
        render(TABLE, table, "text")


@pytest.mark.parametrize("format", ["html", "docx", "markdown", "json"])
def test_every_format_names_a_character_it_cannot_hold(table: Table, format: str) -> None:
    with pytest.raises(InputError) as caught:
        render(TABLE, replace(table, note="a\x07b\ud800"), format)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("unprintable-character", "note")
    assert "U+0007, U+D800" in problem.message


def test_no_library_is_loaded_before_a_format_is_asked_for() -> None:
    program = (
        "import sys, amendtool.render.formats, amendtool.render.table.json\n"
        "import amendtool.render.table.markdown, amendtool.render.table.terminal\n"
        "print(sorted({'jinja2', 'docx', 'lxml'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert run.stdout == "[]\n"


def test_json_has_the_members_of_the_contract_in_its_order(table: Table) -> None:
    text = to_json(table)
    document = json.loads(text)
    first = ["schema", "language", "title", "columns", "note"]
    assert list(document) == [*first, "order", "remarks", "look", "rows"]
    assert document["order"] == "present-first"
    assert document["schema"] == "amendtool/table/1"
    row = document["rows"][3]
    assert list(row) == ["kind", "key", "keys", "present", "proposed"]
    assert row["present"][1] == {
        "kind": "number",
        "runs": [
            {"text": "Article ", "changed": False},
            {"text": "14", "changed": True},
            {"text": ".", "changed": False},
        ],
    }
    assert document["rows"][0]["proposed"][3]["level"] == 1
    assert text.endswith("}\n")


def test_json_is_not_escaped() -> None:
    table = from_json((PATH.parent.parent / "japanese" / "table.json").read_text(encoding="utf-8"))
    assert "現行定款" in to_json(table)


def test_a_reader_needs_only_the_members_of_the_first_contract(table: Table) -> None:
    document = json.loads(to_json(table))
    del document["title"]
    for row in document["rows"]:
        del row["keys"]
    document["added-later"] = 1
    bare = from_json(json.dumps(document))
    assert bare == replace(table, title="", rows=tuple(replace(row, keys=()) for row in table.rows))


def broken(table: Table, path: list[str | int], value: object) -> str:
    document: Any = json.loads(to_json(table))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["schema"], "amendtool/table/2", "schema"),
        (["language"], None, "language"),
        (["columns"], ["one"], "columns"),
        (["note"], 3, "note"),
        (["rows"], {}, "rows"),
        (["rows", 0], [], "rows[0]"),
        (["rows", 3, "kind"], "renamed", "rows[3].kind"),
        (["rows", 3, "keys"], [1], "rows[3].keys[0]"),
        (["rows", 3, "present", 1, "level"], True, "rows[3].present[1].level"),
        (["rows", 3, "present", 1, "runs", 0, "changed"], 1, "rows[3].present[1].runs[0].changed"),
    ],
)
def test_a_departure_from_the_contract_is_reported_with_its_place(
    table: Table, path: list[str | int], value: object, place: str
) -> None:
    with pytest.raises(InputError) as caught:
        from_json(broken(table, path, value))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == ("not-a-table", place)


def test_all_departures_are_reported_together(table: Table) -> None:
    document = json.loads(to_json(table))
    document["language"] = 1
    document["rows"][2]["kind"] = document["rows"][4]["key"] = 2
    with pytest.raises(InputError) as caught:
        from_json(json.dumps(document))
    assert [problem.place.path for problem in caught.value.problems] == [
        "language",
        "rows[2].kind",
        "rows[4].key",
    ]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", "null"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert caught.value.problems[0].code in {"not-json", "not-a-table"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 1", "\\# 1"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("a # - 1.", "a # - 1."),
        ("a|b", "a&#124;b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("see http://a", "see http\\://a"),
        ("　a ", "&#12288;a&#32;"),
    ],
)
def test_markdown_text_is_literal_in_a_line_of_its_own(text: str, written: str) -> None:
    table = Table(language="en", title="", columns=("P", "Q"), rows=(), note=text)
    assert to_markdown(table).splitlines()[0] == written


def test_the_shipped_data_of_a_checkout_is_at_its_top_level() -> None:
    template = packaged("templates", "table.html.j2")
    assert template.is_file()
    assert "<!DOCTYPE html>" in template.read_text(encoding="utf-8")


def test_the_data_in_the_package_goes_before_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "_data" / "templates"
    shipped.mkdir(parents=True)
    (shipped / "table.html.j2").write_text("from the wheel")
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    assert packaged("templates", "table.html.j2").read_text() == "from the wheel"


def test_missing_data_is_said_to_be_a_broken_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    monkeypatch.setattr("amendtool.packaged.__file__", str(tmp_path / "amendtool" / "packaged.py"))
    with pytest.raises(FileNotFoundError, match="install amendtool again"):
        packaged("amendments")
