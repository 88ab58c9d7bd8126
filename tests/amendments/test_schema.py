"""The JSON Schema of an amendment's file: what the reader reads is valid, faulty files are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.schema import amendment_schema
from amendtool.amendments.file.yaml import Mapping, Node, Scalar, Sequence_, read
from amendtool.amendments.operations import VERBS
from amendtool.articles.styles import BYLAWS, EN, JA
from amendtool.errors import InputError

ROOT = Path(__file__).parents[2]
VALIDATOR = jsonschema.Draft202012Validator(amendment_schema())


class _Editor(yaml.SafeLoader):
    """YAML as editors read it: numbers are numbers, dates are texts as in JSON."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_text(node: Node) -> Any:
    """A document whose scalars are all text, as the strict reader takes them."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence_):
        return [as_text(item) for item in node.items]
    return {key.value: as_text(value) for key, value in node.items}


def faults(text: str) -> list[str]:
    """What the schema finds in a file, as the strict reader and as an editor read it."""
    documents = (as_text(read(text, file="x.yaml")), yaml.load(text, Loader=_Editor))
    return [error.message for document in documents for error in VALIDATOR.iter_errors(document)]


def written_anywhere() -> Iterator[tuple[str, str]]:
    """Every text in the repository that could be an amendment, with its place."""
    # Not below folders with a dot: the virtual environment alone holds thousands of others.
    inside = (*ROOT.glob("amendments/*.yaml"), *ROOT.glob("[!.]*/**/amendments/*.yaml"))
    for path in sorted(inside):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").glob("amendment.*.yaml")):
        yield path.name, path.read_text(encoding="utf-8").replace("{{ name }}", "x")
    for path in sorted((ROOT / "tests").glob("**/*.txt")):
        parts = re.split(r"^(?:--|=== .*|== .*)\n", path.read_text(encoding="utf-8"), flags=re.M)
        for at, part in enumerate(parts):
            yield f"{path.relative_to(ROOT)} part {at}", f"amendment: x\noperations:\n{part}"
            yield f"{path.relative_to(ROOT)} part {at}", part
    for path in (*(ROOT / "docs").glob("*.md"), ROOT / "README.md"):
        text = path.read_text(encoding="utf-8")
        for at, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)):
            head = "" if block.startswith("amendment:") else "amendment: x\n"
            head += "operations:\n" if block.startswith("- ") else ""
            yield f"{path.relative_to(ROOT)} block {at}", head + block


def is_read(text: str) -> bool:
    """Whether it is an amendment of an edition, or of two."""
    try:
        document = read(text, file="x.yaml")
    except InputError:
        return False
    # Most of what is found has no list of operations, and need not be tried five times.
    if not isinstance(document, Mapping):
        return False
    if not any(isinstance(value, Sequence_) for _, value in document.items):
        return False
    for styles in ((EN,), (JA,), (BYLAWS,), (JA, EN), (EN, JA)):
        with suppress(InputError):
            for style in styles:
                read_amendment(text, style, file="x.yaml", styles=styles)
            return True
    return False


def test_it_is_a_schema_without_an_address() -> None:
    schema = amendment_schema()
    VALIDATOR.check_schema(schema)
    assert "//" not in schema["$id"]
    assert set(schema["$defs"]) == {*VERBS, "legal_day"}
    forms = [each for each in schema["$defs"].pop("legal_day")["anyOf"] if "properties" in each]
    assert all(
        each["additionalProperties"] is False for each in (*forms, *schema["$defs"].values())
    )


def test_every_amendment_in_the_repository_is_valid() -> None:
    found = [(place, text) for place, text in written_anywhere() if is_read(text)]
    assert len(found) > 100  # amendments, cases, drafts, the documentation
    assert [(place, wrong) for place, text in found if (wrong := faults(text))] == []


ONE = "operations:\n  - delete: Article 3"


@pytest.mark.parametrize(
    "fault",
    [
        ONE,
        "amendment: x",
        "amendment: x\noperations: []",
        "amendment: x\noperations:\n  delete: Article 3",
        f"amendment: x\ntitel: T\n{ONE}",
        f"amendment: x\nresolved: 26 June 2013\n{ONE}",
        f"amendment: x\nresolved: 2013-13-26\n{ONE}",
        f"amendment: x\nitem: first\n{ONE}",
        f"amendment: x\nitem: 0\n{ONE}",
        f"amendment: x\nnumbering: close\n{ONE}",
        f"amendment: x\nreasons: Because.\n{ONE}",
        f"amendment: x\ntitle: {{fr: T}}\n{ONE}",
    ],
)
def test_a_faulty_file_is_not_valid(fault: str) -> None:
    assert not is_read(fault)
    assert len(faults(fault)) >= 2  # as text, and as an editor reads it


@pytest.mark.parametrize(
    "operation",
    [
        "Article 3",
        "swap: Article 3",
        "delete: Article 3\ninsert: Article 4",
        "delete: [Article 3, Article 4]",
        "delete: Article 3\ntext: New.",
        "delete: Article 3\ndelete_on: next year",
        "delete: Article 3\ndelete_on: {event: 3rd meeting}",
        "delete: Article 3\ndelete_on: {months: 6, from_event: merger}",
        "delete: Article 3\ndelete_on: {months: 0, from_event: merger, day: last_day}",
        "delete: Article 3\ndelete_on: {later_of: [2024-04-01]}",
        "delete: Article 3\ndelete_on: {after: 2024-04-01, event: merger}",
        "keep: Article 3\nremark: R",
        "insert: Article 3\nkey: The Key\ntext: New.",
        "insert: Article 3\ntext: {de: Neu.}",
        "replace: Article 3\nfind: old",
        "replace: Article 3\nfind: old\nwith: n\ncount: 0",
        "renumber: Article 3",
        "retarget: Article 3",
        "retarget: {Article 3: Article 4, Article 5: Article 6}",
        "merge: Articles 3 to 4",
        "split: Article 3\ninto: Article 4",
        "split: Article 3\ninto:\n  - article: Article 3\n    paragraphs: paragraph 1",
        "split: Article 3\ninto:\n  - article: Article 3\n  - article: Article 4",
        "delete: Article 3\nedition: fr",
    ],
)
def test_a_faulty_operation_is_not_valid(operation: str) -> None:
    written = operation.replace("\n", "\n    ")
    test_a_faulty_file_is_not_valid(f"amendment: x\noperations:\n  - {written}\n")
