"""The pages about the file of an amendment: each example on them is one that is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from amendtool.amendments.file.read import read_amendment
from amendtool.articles.styles import BYLAWS, EN, JA
from amendtool.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.ja.md", "docs/amendments.md", "docs/ja/amendments.md")


def examples() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        for at, block in enumerate(re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)):
            if re.match(r"# \.\S+\n", block):
                continue  # its first line names the file of another program
            head = "" if block.startswith("amendment:") else "amendment: x\n"
            head += "operations:\n" if block.startswith("- ") else ""
            yield f"{page}, example {at + 1}", head + block


EXAMPLES = dict(examples())


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read(example: str) -> None:
    refused: list[InputError] = []
    for style in (JA,) if "ja" in example else (EN, JA, BYLAWS):
        try:
            read_amendment(EXAMPLES[example], style, file="x.yaml")
            return
        except InputError as error:
            refused.append(error)
    raise refused[0]


def test_both_pages_have_the_same_operations_and_fields() -> None:
    rows = [
        re.findall(r"^\| (`[a-z_]+`)", (ROOT / page).read_text("utf-8"), re.M) for page in PAGES[2:]
    ]
    assert set(rows[0]) == set(rows[1])
