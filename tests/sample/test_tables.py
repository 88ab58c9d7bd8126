"""The tables of the sample company as golden files, and in which row each rule is seen.

The JSON is the table to the last run; the Markdown is for reading. Write them anew with
``--update-golden`` and read them against ``docs/table-conventions.md``, whose last section
names a row for every rule; that page is read here and its rows looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from amendtool.comparison.house import HOUSES
from amendtool.comparison.table import Cell
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.markdown import to_markdown
from tests.sample import kitano

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "table-conventions.md"
CASES = ROOT / "tests" / "comparison" / "tables"
FOLDER = Path(__file__).parent / "tables"


@pytest.mark.parametrize("name", kitano.NAMES)
@pytest.mark.parametrize("language", kitano.LANGUAGES)
def test_the_tables_are_as_recorded(
    language: str, name: str, golden: Callable[[Path, str], None]
) -> None:
    table = kitano.table(language, name)
    text = to_json(table)
    assert from_json(text) == table
    golden(FOLDER / language / f"{name}.json", text)
    golden(FOLDER / language / f"{name}.md", to_markdown(table))


# -- where each rule is seen -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One line of the page."""

    rule: str
    table: str
    row: str
    present: str
    proposed: str

    def __str__(self) -> str:
        return f"{self.rule or '…'}: {self.table} {self.row}"


def told() -> Iterator[Seen]:
    _, section = PAGE.read_text(encoding="utf-8").split("## Where each rule is seen\n")
    for line in section.splitlines():
        if line.startswith("|") and not line.startswith(("| rule |", "|---")):
            cells = [cell.strip(" ") for cell in line.strip("|").split("|")]
            rule, table, row, present, proposed = cells
            yield Seen(
                rule=rule,
                table=table.replace("`", ""),
                row=row.replace("`", ""),
                present=present,
                proposed=proposed,
            )


TOLD = tuple(told())


def written(cell: Cell) -> list[str]:
    """The lines of a cell as the page writes them."""
    return [
        "".join(f"<u>{run.text}</u>" if run.changed else run.text for run in block.runs)
        for block in cell
    ]


def of_case(name: str, key: str) -> tuple[list[str], list[str]]:
    """The lines of both cells of a row in a case."""
    rows = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("== rows\n")[1]
    (row,) = re.findall(rf"^-- \w+ {re.escape(key)}\n((?:[<>*] .*\n)*)", rows, re.MULTILINE)
    marked = row.replace("[[", "<u>").replace("]]", "</u>")
    present, proposed = (
        [line[13:] for line in marked.splitlines() if line.startswith(sign)] for sign in "<>"
    )
    return present, proposed


def matches(wanted: str, lines: list[str]) -> bool:
    pattern = ".*".join(map(re.escape, wanted.split("…")))
    return not wanted or any(re.fullmatch(pattern, line) for line in lines)


@pytest.mark.parametrize("seen", TOLD, ids=str)
def test_a_rule_is_seen_where_the_page_says(seen: Seen) -> None:
    kind, name = seen.table.split(" ")
    if kind == "case":
        assert (CASES / f"{name}.txt").is_file()
        if not seen.row:
            return
        present, proposed = of_case(name, seen.row)
    else:
        house = HOUSES.get(kind)
        table = kitano.table(house.language if house else kind, name, house)
        rows = {row.key: row for row in table.rows}
        if seen.row.startswith("no "):
            assert seen.row.removeprefix("no ") not in rows
            return
        present, proposed = written(rows[seen.row].present), written(rows[seen.row].proposed)
    assert matches(seen.present, present), present
    assert matches(seen.proposed, proposed), proposed


def test_the_page_names_a_row_for_many_rules() -> None:
    assert len(TOLD) > 50
    assert {seen.table.split(" ")[0] for seen in TOLD} >= {"ja", "en", "case"}
    assert {seen.table.split(" ")[1] for seen in TOLD} >= set(kitano.NAMES)
