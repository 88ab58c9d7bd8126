"""The two published amendments, from the clause files through git to every format.

What the notice of 2007 and the press release of 2013 print is told here once, by hand;
``published/`` holds what the program makes of it in every format (``--update-golden``).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree, html

from amendtool.comparison.table import Cell, Table
from amendtool.render.formats import TABLE, render
from amendtool.render.table.json import from_json, to_json
from amendtool.render.table.terminal import to_terminal
from amendtool.repository.workspace import Workspace
from amendtool.workflow.adopt import adopt, plan_adoption
from amendtool.workflow.init import example_amendments, example_files, start
from amendtool.workflow.proposal import propose
from amendtool.workflow.table import compare
from tests.repository.sandbox import clean_environment

FOLDER = Path(__file__).parent / "published"
NAMES = ("2007-06-26-agm", "2013-06-26-agm")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Table]:
    """The tables of both amendments, as a proposal and once they are applied."""
    folder = tmp_path_factory.mktemp("published")
    found: dict[tuple[str, str], Table] = {}
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in clean_environment(folder / "home").items():
            monkeypatch.setenv(name, value)
        root = folder / "repository"
        start(root, files=example_files(), subject="The articles", settle=lambda git: None)
        workspace = Workspace.open(root)
        for name in example_amendments():
            found[name, "proposed"] = compare(workspace, name).table
            source = workspace.amendment(name, cwd=root)
            proposal = propose(workspace, source, workspace.head())
            adopt(workspace, [plan_adoption(workspace, [proposal])])
            found[name, "applied"] = compare(workspace, name).table
    return found


def lines(cell: Cell) -> list[str]:
    """The blocks of a cell, what is changed in [[ ]]."""
    return [
        "".join(f"[[{run.text}]]" if run.changed else run.text for run in block.runs)
        for block in cell
    ]


def whole(*texts: str) -> list[str]:
    """Blocks that are underlined as a whole."""
    return [f"[[{text}]]" for text in texts]


JYOUKIN = (
    'shall appoint Full-time Company Auditor(s) ("Jyoukin-Kansayaku") by a resolution thereof.'
)
NOTICE = (
    "2 The notice of convocation of a meeting of the Board of Directors shall be given to each "
    "director and company auditor at least three (3) days prior to the day set for such meeting; "
    "provided, however, that this period may be further shortened under pressing circumstances."
)
MATTERS = (
    "3 Matters concerning operation of meetings of the Board of Directors, etc. shall be governed "
    "by laws and regulations, the Articles of Incorporation and the Regulations of Board of "
    "Directors to be prescribed by the Board of Directors."
)
CONVENED = (
    "Unless otherwise provided for by law, a meeting of the Board of Directors shall be convened "
    "and chaired by "
)
PLACE = (
    "be unable to so act, another director shall act in his/her place in the order predetermined "
    "by the Board of Directors."
)


def moved(first: str, last: str, to_first: str, to_last: str) -> tuple[str, list[str], list[str]]:
    """A run of articles whose numbers alone change."""
    left = [f"Article [[{first}]]", "(Provisions omitted)", f"Article [[{last}]]"]
    right = [f"Article [[{to_first}]]", "(Unchanged)", f"Article [[{to_last}]]"]
    return "renumbered", left, right


ROWS: dict[str, list[tuple[str, list[str], list[str]]]] = {
    "2007-06-26-agm": [
        (
            "replaced",
            [
                "(Number of Directors)",
                "Article 16.",
                "The maximum number of Directors of the Company shall be [[thirteen (13)]].",
            ],
            [
                "(Number of Directors)",
                "Article 16.",
                "The maximum number of Directors of the Company shall be [[fourteen (14)]].",
            ],
        ),
        (
            "replaced",
            [
                "(Full-time Company [[Auditor]])",
                "Article 28.",
                f"The Board of Company [[Auditor]] {JYOUKIN} [[The head of the Full-time Company "
                'Auditor(s) ("Jyounin-Kansayaku") shall be appointed from among the full-time '
                "company auditors through mutual consultation among company auditors.]]",
            ],
            [
                "(Full-time Company [[Auditors]])",
                "Article 28.",
                f"The Board of Company [[Auditors]] {JYOUKIN}",
            ],
        ),
    ],
    "2013-06-26-agm": [
        (
            "inserted",
            ["(New Provision)"],
            whole(
                "(Rights Pertaining to Less-than-a-full-unit Shares)",
                "Article 8.",
                "No shareholder of the Company shall exercise any right pertaining to shares that "
                'do not constitute a full unit of shares ("Less-than-a-full-unit Shares") that '
                "he/she has except the following rights:",
                "(1) Rights granted by the items listed in Article 189 Paragraph 2 of the "
                "Companies Act;",
                "(2) A right to make a request pursuant to Article 166 Paragraph 1 of the "
                "Companies Act;",
                "(3) A right for allotment of shares for subscription or stock acquisition rights "
                "for subscription in proportion to the number of shares owned by a shareholder; "
                "and",
                "(4) A right to make a request pursuant to the following article.",
            ),
        ),
        (
            "inserted",
            ["(New Provision)"],
            whole(
                "(Request to Purchase Less-than-a-full-unit Shares)",
                "Article 9.",
                "Any shareholder of the Company with Less-than-a-full-unit Shares may request the "
                "Company to sell to such shareholder shares that will become a number of full "
                "unit of shares together with a number of Less-than-a-full-unit Shares owned by "
                "such shareholder, in accordance with the Share Handling Regulations to be "
                "prescribed by the Board of Directors.",
            ),
        ),
        moved("8", "13", "10", "15"),
        (
            "replaced",
            [
                "(Chairman)",
                "Article [[14]].",
                "[[The President and Director]] shall chair a general meeting of shareholders. "
                f"Should [[the President and Director]] {PLACE}",
            ],
            [
                "(Chairman)",
                "Article [[16]].",
                "[[A director designated in advance by the Board of Directors]] shall chair a "
                f"general meeting of shareholders. Should [[such director]] {PLACE}",
            ],
        ),
        moved("15", "19", "17", "21"),
        (
            "replaced",
            [
                "(Convocation of Meetings of the Board of Directors)",
                "Article [[20]].",
                f"{CONVENED}[[the President and Director]].",
                NOTICE,
                MATTERS,
            ],
            [
                "(Convocation of Meetings of the Board of Directors)",
                "Article [[22]].",
                f"{CONVENED}[[a director designated in advance by the Board of Directors; "
                "provided, however, that when such director is unable to so act, another director "
                "shall act in his/her place in the order predetermined by the Board of "
                "Directors]].",
                NOTICE,
                MATTERS,
            ],
        ),
        moved("21", "35", "23", "37"),
        (
            "inserted",
            ["(New Provision)"],
            whole(
                "Supplementary Provisions",
                "Article 1.",
                "The establishment of new provisions of Article 8 and Article 9 shall become "
                "effective as of July 1, 2013.",
                "2 These Supplementary Provisions shall be deleted as of July 1, 2013.",
            ),
        ),
    ],
}


@pytest.mark.parametrize("stage", ["proposed", "applied"])
@pytest.mark.parametrize("name", NAMES)
def test_the_rows_read_as_published_to_the_last_underline(
    tables: dict[tuple[str, str], Table], name: str, stage: str
) -> None:
    table = tables[name, stage]
    found = [(row.kind.value, lines(row.present), lines(row.proposed)) for row in table.rows]
    assert found == ROWS[name]
    assert table.columns == ("Present Articles", "Proposed Articles")
    assert table.note is None  # the two documents print none


def cells(name: str) -> list[tuple[list[str], list[str]]]:
    """The text of every cell, without marks, under the heads of the columns."""
    plain = [
        ([t.replace("[[", "").replace("]]", "") for t in side])
        for _, *sides in ROWS[name]
        for side in sides
    ]
    return [
        (["Present Articles"], ["Proposed Articles"]),
        *zip(plain[::2], plain[1::2], strict=True),
    ]


def underlined(name: str) -> list[str]:
    """Everything that is underlined, in the order of the table."""
    texts = [text for _, *sides in ROWS[name] for side in sides for text in side]
    return [piece.split("]]")[0] for text in texts for piece in text.split("[[")[1:]]


@pytest.mark.parametrize("name", NAMES)
def test_the_docx_read_back_by_another_reader(
    tables: dict[tuple[str, str], Table], name: str
) -> None:
    document = Document(io.BytesIO(render(TABLE, tables[name, "applied"], "docx")))
    (table,) = document.tables
    found = [tuple([p.text for p in cell.paragraphs] for cell in row.cells) for row in table.rows]
    assert found == cells(name)
    runs = [
        run
        for row in table.rows[1:]
        for cell in row.cells
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    assert [run.text for run in runs if run.underline] == underlined(name)
    assert document.core_properties.author == ""
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", NAMES)
def test_the_html_read_back_by_another_reader(
    tables: dict[tuple[str, str], Table], name: str
) -> None:
    page = html.document_fromstring(render(TABLE, tables[name, "applied"], "html").decode())
    (table,) = page.iter("table")
    found = []
    for row in table.iter("tr"):
        found.append(tuple([text_of(block).strip() for block in _blocks(cell)] for cell in row))
    assert found == cells(name)
    marked = [text_of(each) for each in table.iter("ins", "del")]
    assert marked == underlined(name)
    assert page.get("lang") == "en"
    assert not list(page.iter("script"))


def text_of(element: etree._Element) -> str:
    """The text inside an element, without what follows it."""
    return str(html.tostring(element, method="text", encoding="unicode", with_tail=False))


def _blocks(cell: html.HtmlElement) -> list[html.HtmlElement]:
    return [child for child in cell if child.tag in ("p", "div")] or [cell]


def document_text(table: Table) -> str:
    """The document part of the DOCX, indented."""
    with zipfile.ZipFile(io.BytesIO(render(TABLE, table, "docx"))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


FORMATS: dict[str, Callable[[Table], str]] = {
    "json": to_json,
    "html": lambda table: render(TABLE, table, "html").decode(),
    "md": lambda table: render(TABLE, table, "markdown").decode(),
    "txt": lambda table: to_terminal(table, width=80, colour=False, unicode=True),
    "docx.xml": document_text,
}


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_as_recorded(
    tables: dict[tuple[str, str], Table],
    golden: Callable[[Path, str], None],
    name: str,
    ending: str,
) -> None:
    golden(FOLDER / f"{name}.{ending}", FORMATS[ending](tables[name, "applied"]))


@pytest.mark.parametrize("name", NAMES)
def test_the_json_is_the_public_contract(tables: dict[tuple[str, str], Table], name: str) -> None:
    text = to_json(tables[name, "applied"])
    record: dict[str, Any] = json.loads(text)
    assert record["schema"] == "amendtool/table/1"
    assert record.keys() >= {"schema", "language", "columns", "note", "rows"}
    for row in record["rows"]:
        assert row.keys() >= {"kind", "key", "present", "proposed"}
        for block in row["present"] + row["proposed"]:
            assert block["kind"] in {
                "chapter",
                "heading",
                "number",
                "paragraph",
                "item",
                "subitem",
                "label",
            }
            assert all(run.keys() == {"text", "changed"} for run in block["runs"])
    assert from_json(text) == tables[name, "applied"]


def test_a_proposal_and_what_was_applied_are_one_table(
    tables: dict[tuple[str, str], Table],
) -> None:
    for name in NAMES:
        assert tables[name, "proposed"] == tables[name, "applied"]
