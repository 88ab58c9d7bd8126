"""The written corpus: each document of ``documents/`` and the clause files that it becomes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, cast

import pytest

from amendtool.importing.document import Imported, charter_texts, import_document
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.conftest import Golden
from tests.importing.word_files import built

FOLDER = Path(__file__).parent / "documents"
EXPECTED = Path(__file__).parent / "expected"
DOCUMENTS = sorted(path.name for path in FOLDER.iterdir())


def imported(name: str) -> Imported:
    data = (FOLDER / name).read_bytes()
    changes: str | None = None
    if name.endswith(".word"):
        data, changes = built(data.decode())
        name = f"{name}.docx"
    return import_document(data, file=name, changes=cast(Any, changes), learn=True)


def told(found: Imported) -> str:
    """The clause files, the doubts and what was left out, for reading and comparing."""
    report = found.report
    counts = report.characters
    lines = [
        f"style {report.style}: {report.articles} articles, {report.chapters} chapters, "
        f"{report.supplementary} supplementary; {counts.left_out} left out",
    ]
    for doubt in report.doubts:
        place = doubt.place.path or doubt.place.line or "-"
        lines.append(f"{doubt.severity} {doubt.code} at {place}: {doubt.message}")
    lines += [f"left out, {one.kind}: {one.text!r}" for one in report.left_out]
    lines += [f"{name} = {value!r}" for name, value in found.drafting]
    for path, data in files_of(found.charter, found.printed).items():
        lines += ["", f"=== {path}", data.decode().rstrip("\n")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_becomes_these_clause_files(name: str, golden: Golden) -> None:
    golden(EXPECTED / f"{name}.expected", told(imported(name)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_is_accounted_for(name: str) -> None:
    counts = imported(name).report.characters
    assert counts.lost == 0
    assert counts.invented == 0
    assert counts.read + counts.generated == (
        counts.clauses + counts.preamble + counts.closing + counts.numbering + counts.left_out
    )


@pytest.mark.parametrize("name", [one for one in DOCUMENTS if one.endswith((".txt", ".md"))])
def test_the_account_holds_against_the_bytes_of_the_file(name: str) -> None:
    found = imported(name)
    given = Counter((FOLDER / name).read_text(encoding="utf-8"))
    texts = [*charter_texts(found.charter), found.charter.preamble, found.charter.closing]
    kept = Counter("".join(texts))
    left = Counter("".join(one.text for one in found.report.left_out))
    solid = {char for char in given if not char.isspace()}
    assert sum(given[char] for char in solid) == found.report.characters.read
    for char in solid:
        assert kept[char] + left[char] <= given[char], char


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_clause_files_give_the_charter_back(name: str) -> None:
    found = imported(name)
    files = files_of(found.charter, found.printed)
    loaded = load(files, found.printed).charter
    assert loaded == found.charter
    assert files_of(loaded, found.printed) == files


def test_the_corpus_is_large_enough() -> None:
    assert len(DOCUMENTS) >= 40
    assert {Path(name).suffix for name in DOCUMENTS} == {".txt", ".md", ".html", ".word"}
