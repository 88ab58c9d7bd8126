"""The registry of formats: every row holds, and a new one is known to every verb.

The last test does in a copy of the program what CONTRIBUTING says of a new renderer: one
module and one row.
"""

from __future__ import annotations

import importlib
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amendtool.errors import InputError
from amendtool.render.formats import (
    ARTICLES,
    DOCUMENT,
    FORMATS,
    LEDGER,
    TABLE,
    Format,
    format_of,
    formats_of,
)
from tests.repository.sandbox import clean_environment

ROOT = Path(__file__).resolve().parents[2]

MODULE = '''
"""The table as CSV."""

from __future__ import annotations

import csv
import io

from amendtool.comparison.table import Table


def to_csv(table: Table) -> str:
    """``table`` as CSV: a line for each row."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(table.columns)
    for row in table.rows:
        cells = ("\\n".join(block.text for block in cell) for cell in (row.present, row.proposed))
        writer.writerow(cells)
    return file.getvalue()
'''
ROW = '    Format(name="csv", endings=(".csv",), printers={TABLE: "table.csv:to_csv"}),\n'


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_every_printer_is_there_and_takes_what_its_row_says(format: Format) -> None:
    for name in format.printers.values():
        module, _, function = name.partition(":")
        printer = getattr(importlib.import_module(f"amendtool.render.{module}"), function)
        _, *others = inspect.signature(printer).parameters
        assert others == list(format.takes), name


def test_no_two_formats_share_an_ending() -> None:
    endings = [ending for each in FORMATS.values() for ending in each.endings]
    assert len(set(endings)) == len(endings)


def test_a_pdf_is_there_for_what_both_its_sources_print() -> None:
    pdf = FORMATS["pdf"]
    assert [pdf.prints(what) for what in (TABLE, DOCUMENT, ARTICLES, LEDGER)] == [True] * 3 + [
        False
    ]


def test_what_one_publication_prints_another_may_refuse() -> None:
    assert format_of(ARTICLES, "x.txt") == "text"
    with pytest.raises(InputError, match="no format of the table"):
        format_of(TABLE, "x.txt")
    with pytest.raises(InputError, match="no format of the articles"):
        format_of(ARTICLES, "x.json")
    assert formats_of(ARTICLES, first="docx")[0].name == "docx"


def test_a_renderer_is_one_module_and_one_row(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    shutil.copytree(
        ROOT / "amendtool", copy / "amendtool", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("articles", "amendments", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "amendtool.toml", copy)
    (copy / "amendtool" / "render" / "table" / "csv.py").write_text(MODULE, encoding="utf-8")
    registry = copy / "amendtool" / "render" / "formats.py"
    text = registry.read_text(encoding="utf-8")
    rows, end, rest = text.partition("\n)\n\nFORMATS: Final")
    registry.write_text(f"{rows}\n{ROW.rstrip()}{end}{rest}", encoding="utf-8")

    name = "2013-06-26-agm"
    at = ("-C", "company")
    others = (["document", name], ["export"])
    lines = [
        ["demo", "company"],
        [*at, "table", name, "-o", "x.csv"],
        [*at, "table", name, "--format", "csv"],
        ["table", "--help"],
    ]
    for verb in others:
        lines += [[*at, *verb, "-o", "y.csv"], [*at, *verb, "--format", "csv"], [verb[0], "--help"]]
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "several.py", json.dumps(lines)],
        cwd=tmp_path,
        env=clean_environment(tmp_path) | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    begun, tabled, printed, helping, *refusals = json.loads(done.stdout)
    assert begun[0] == 0
    company = tmp_path / "company"
    assert (tabled[0], tabled[2].rpartition(": ")[0]) == (0, "x.csv")
    written = (company / "x.csv").read_bytes().decode()
    assert written.startswith("Present Articles,Proposed Articles\r\n")
    assert printed[1].replace("\r\n", "\n") == written.replace("\r\n", "\n")
    helped = " ".join(helping[1].split())
    assert "(.html .docx .pdf .md .json .csv)" in helped
    assert "[html|docx|pdf|md|json|csv]" in helped
    for _ in others:
        (code, _, err), (usage, _, _), (_, told, _), *refusals = refusals
        assert code == 3, err
        assert "error[unknown-format]" in err
        assert usage == 2
        assert ".csv" not in told
    assert refusals == []
    assert not (company / "y.csv").exists()
