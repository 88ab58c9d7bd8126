"""``amendtool schema``, the schema of a new repository, and the first line of a new amendment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from amendtool.workflow.schema import schema_names
from tests.cli.conftest import Repository, call

FIRST = "# yaml-language-server: $schema=amendment.schema.json"


def test_without_a_name_every_schema_is_listed() -> None:
    listed = [line.split()[0] for line in call("schema").out.splitlines()]
    assert listed == list(schema_names())
    assert listed[:4] == ["amendment", "act", "apply", "applied"]


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_one_and_leads_nowhere(name: str) -> None:
    text = call("schema", name).out
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:amendtool:schema:{name}"
    # The dialect is a name; no other address of the web stands in it.
    assert text.count("://") == 1


def test_a_schema_goes_into_a_file(tmp_path: Path) -> None:
    done = call("-C", str(tmp_path), "schema", "table", "-o", "t.json")
    assert (done.code, done.out, done.err) == (0, "", "t.json: the schema table\n")
    assert (tmp_path / "t.json").read_text("utf-8") == call("schema", "table").out
    assert call("schema", "table", "-o", "-").out == call("schema", "table").out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("schema", "tabel"), 3, "error[schema-unknown]: there is no schema 'tabel'"),
        (("schema", "-o", "x.json"), 2, "-o is for one schema: name it"),
        (("schema", "table", "-o", ""), 2, "-o needs the name of a file"),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], code: int, words: str) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_a_new_repository_has_the_schema_and_a_new_amendment_names_it(small: Repository) -> None:
    schema = small.path / "amendments" / "amendment.schema.json"
    assert schema.read_text("utf-8") == call("schema", "amendment").out
    assert small.at("new", "a").code == 0
    text = (small.path / "amendments" / "a.yaml").read_text("utf-8")
    assert text.splitlines()[0] == FIRST
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(yaml.safe_load(text))
    assert "amendment.schema" not in small.at("check").out


def test_a_repository_without_the_schema_is_not_promised_one(small: Repository) -> None:
    (small.path / "amendments" / "amendment.schema.json").unlink()
    assert small.at("new", "a").code == 0
    assert "$schema" not in (small.path / "amendments" / "a.yaml").read_text("utf-8")
    made = small.at("schema", "amendment", "-o", "amendments/amendment.schema.json")
    assert made.code == 0
    assert small.at("new", "b").code == 0
    text = (small.path / "amendments" / "b.yaml").read_text("utf-8")
    assert text.splitlines()[0] == FIRST


def test_the_published_example_has_it_too(example: Repository) -> None:
    schema = Draft202012Validator(
        json.loads((example.path / "amendments" / "amendment.schema.json").read_text("utf-8"))
    )
    for path in sorted((example.path / "amendments").glob("*.yaml")):
        schema.validate(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))
