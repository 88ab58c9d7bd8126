"""Remarks of operations: beside their rows in every format, and never lost without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
from lxml import html

from amendtool.comparison.table import Row, RowKind, Table
from amendtool.render.table.terminal import to_terminal
from tests.cli.conftest import Repository

OPERATIONS = """\
  - replace: Article 1 heading
    text: Firm
    remark: Needless word
  - delete: Article 2
    remark: |
      The law says so.
      See the Companies Act.
"""


def ours(repository: Repository, text: str = 'extends = "en"\nremarks = "Remarks"\n') -> str:
    path = repository.path / "house" / "our.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return "house/our.toml"


def test_every_format_prints_the_remarks_beside_their_rows(
    small: Repository, tmp_path: Path
) -> None:
    house = ours(small)
    small.amend("x", OPERATIONS)
    done = small.at("table", "x", "--house", house, "--json")
    assert (done.code, done.err) == (0, "")
    record = done.record
    assert record["remarks"] == "Remarks"
    assert [row.get("remarks") for row in record["rows"]] == [
        ["Needless word"],
        ["The law says so.", "See the Companies Act."],
        None,
    ]

    page = html.fromstring(small.at("table", "x", "--house", house, "--format", "html").out)
    cells = [
        [p.text for p in row.findall("td")[2].iter("p")]
        for row in page.iter("tr")
        if row.find("td") is not None
    ]
    assert cells[:2] == [["Needless word"], ["The law says so.", "See the Companies Act."]]

    lines = small.at("table", "x", "--house", house, "--format", "md").out.splitlines()
    assert any(line.endswith("| Needless word |") for line in lines)
    assert any(line.endswith("| The law says so.<br>See the Companies Act. |") for line in lines)

    text = small.at("table", "x", "--house", house).out
    aside = [line.split("│")[3].strip() for line in text.splitlines() if line.startswith("│")]
    told = "Remarks Needless word The law says so. See the Companies Act."
    assert " ".join(filter(None, aside)) == told

    path = tmp_path / "x.docx"
    assert small.at("table", "x", "--house", house, "-o", str(path)).code == 0
    rows = docx.Document(str(path)).tables[0].rows
    assert [row.cells[2].text for row in rows][:3] == [
        "Remarks",
        "Needless word",
        "The law says so.\nSee the Companies Act.",
    ]


def test_on_a_narrow_terminal_the_remarks_stand_below_the_cells() -> None:
    row = Row(kind=RowKind.DELETED, key="x", present=(), proposed=(), remarks=("商法の廃止",))
    rows = (row, replace(row, remarks=()))
    table = Table(language="ja", title="", columns=("現行", "変更"), rows=rows, remarks="備考")
    text = to_terminal(table, width=20, colour=False, unicode=False)
    assert text.splitlines() == [
        "-" * 20, "[現行]", "", "[変更]", "", "[備考]", "商法の廃止",
        "-" * 20, "[現行]", "", "[変更]", "-" * 20,
    ]  # fmt: skip


def test_the_remarks_of_an_adopted_amendment_are_those_that_were_adopted(small: Repository) -> None:
    house = ours(small)
    small.amend("x", OPERATIONS)
    before = small.at("table", "x", "--house", house, "--json").record
    assert small.at("apply", "x").code == 0
    small.amend("x", OPERATIONS.replace("Needless", "Superfluous"))
    assert small.at("table", "x", "--house", house, "--json").record == before


def test_without_the_column_a_note_says_that_there_are_remarks(small: Repository) -> None:
    small.amend("x", OPERATIONS, more='title: Partial Amendment\nreasons: ["To be shorter."]\n')
    for verb in ("table", "document"):
        done = small.at(verb, "x", "--json")
        assert done.code == 0, done.err
        (problem,) = done.problems
        assert (problem["code"], problem["severity"]) == ("remarks-without-column", "note")
        assert problem["file"] == "amendments/x.yaml"
        assert "2 remarks" in problem["message"]
    assert all("remarks" not in row for row in small.at("table", "x", "--json").record["rows"])


def test_a_remark_of_a_hidden_row_brings_a_warning(small: Repository) -> None:
    house = ours(small, 'extends = "en"\nremarks = "Remarks"\nnumber_only = "hide"\n')
    small.amend(
        "x",
        "  - delete: Article 1\n  - renumber: Article 2\n    to: Article 1\n    remark: Moves up\n",
    )
    done = small.at("table", "x", "--house", house, "--json")
    assert [problem["code"] for problem in done.problems] == ["rows-hidden", "remark-unprinted"]
    assert done.problems[1]["line"] == 6
