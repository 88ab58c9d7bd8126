"""Every case under ``golden/``: a table as JSON, and how each format prints it.

A new case is a new folder with a ``table.json``; ``pytest --update-golden`` adds the rest.
``table.docx.xml`` is the document part of the DOCX, indented.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from amendtool.comparison.table import Table
from amendtool.render.table.docx import to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown
from amendtool.render.table.terminal import to_terminal

CASES = sorted(path.parent for path in Path(__file__).parent.glob("golden/*/table.json"))


def document_xml(table: Table) -> str:
    """The document part of the DOCX of ``table``, indented."""
    with zipfile.ZipFile(io.BytesIO(to_docx(table))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def in_a_terminal(table: Table) -> str:
    """The table as a terminal of 80 columns shows it, without colour."""
    return to_terminal(table, width=80, colour=False, unicode=True)


OUTPUTS: dict[str, Callable[[Table], str]] = {
    "table.html": to_html,
    "table.md": to_markdown,
    "table.txt": in_a_terminal,
    "table.docx.xml": document_xml,
}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_prints_as_recorded(case: Path, name: str, golden: Callable[[Path, str], None]) -> None:
    table = from_json((case / "table.json").read_text(encoding="utf-8"))
    golden(case / name, OUTPUTS[name](table))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_json_comes_back_as_it_was(case: Path) -> None:
    text = (case / "table.json").read_text(encoding="utf-8")
    assert to_json(from_json(text)) == text


def test_the_published_tables_are_among_the_cases() -> None:
    assert {"notice-2007", "press-release-2013", "japanese", "hostile"} <= {
        case.name for case in CASES
    }
