"""Histories of documents as boards write them: each step drafted as a drafter would, exactly.

Each file of ``histories`` has what it is about, the drafting style that a user would name, and
versions of a document; between two of them stand the operations that are drafted. What they give
prints as the later version does, and nothing is mended.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from tests.printed.histories import step

FOLDER: Final = Path(__file__).parent / "histories"


def steps() -> list[object]:
    """Every step of every file: its versions, the operations between them, style and ending."""
    found: list[object] = []
    for path in sorted(FOLDER.iterdir()):
        head, *sections = path.read_text(encoding="utf-8").split("\n=== ")
        style = head.split("style: ")[1].split()[0]
        parts = [section.partition("\n")[::2] for section in sections]
        versions = [text for name, text in parts if name == "version"]
        operations = [text for name, text in parts if name == "operations"]
        assert len(versions) == len(operations) + 1, path.name
        for at, (pair, told) in enumerate(zip(pairwise(versions), operations, strict=True), 1):
            found.append(pytest.param(*pair, told, style, path.suffix[1:], id=f"{path.stem}-{at}"))
    return found


@pytest.mark.parametrize(("before", "after", "operations", "style", "ending"), steps())
def test_each_step_is_drafted_exactly(
    before: str, after: str, operations: str, style: str, ending: str
) -> None:
    made = step(before.encode(), after.encode(), ending, style)
    assert made.difference == ()
    assert made.mended == 0
    assert made.amendment.partition("\noperations:\n")[2].rstrip() == operations.rstrip()
