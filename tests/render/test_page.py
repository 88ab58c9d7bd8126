"""The page that is written without a template engine is the one that the template makes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from amendtool.comparison.table import Block, BlockKind, Look, Order, Row, RowKind, Run, Table
from amendtool.errors import InputError
from amendtool.render.filled import escape
from amendtool.render.table.html import TEMPLATE, VALUES, table_functions, to_html
from amendtool.render.table.json import from_json
from amendtool.render.table.page import page
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.render.typography import check_characters

GOLDEN = Path(__file__).parent / "golden"

TEXTS = st.text(st.sampled_from("aZ 1(.)　条&<>'\"{}%イ①é\n"), max_size=6)
RUNS = st.builds(Run, TEXTS.filter(bool), st.booleans(), st.booleans())
BLOCKS = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(RUNS, min_size=1, max_size=3).map(tuple),
    st.integers(0, 2),
    st.none() | RUNS,
)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row, perhaps in parts."""
    present, proposed = (draw(st.lists(BLOCKS, max_size=4).map(tuple)) for _ in "ab")
    cuts = [draw(st.integers(0, len(cell))) for cell in (present, proposed)]
    facing = ((cuts[0], cuts[1]), (len(present) - cuts[0], len(proposed) - cuts[1]))
    return Row(
        kind=draw(st.sampled_from(RowKind)),
        key=draw(TEXTS),
        present=present,
        proposed=proposed,
        remarks=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        facing=draw(st.sampled_from([(), facing])),
    )


TABLES = st.builds(
    Table,
    language=st.sampled_from(["en", "ja", "x&y"]),
    title=TEXTS,
    columns=st.tuples(TEXTS, TEXTS),
    rows=st.lists(rows(), max_size=3).map(tuple),
    note=st.none() | TEXTS,
    order=st.sampled_from(Order),
    remarks=st.none() | TEXTS,
    look=st.sampled_from([Look(), Look(hanging_indent=True, font_size=9)]),
)


def by_the_template(table: Table) -> str:
    """The page as the packaged template makes it."""
    return Templates((), table_functions(table), values=VALUES).fill(
        TEMPLATE, {"table": table}, most=MAX_PAGE
    )


@given(TABLES)
def test_the_page_is_the_one_that_the_template_makes(table: Table) -> None:
    assert page(table) == by_the_template(table)


@pytest.mark.parametrize("name", sorted(each.name for each in GOLDEN.iterdir() if each.is_dir()))
def test_so_is_every_page_that_is_kept(name: str) -> None:
    kept = GOLDEN / name / "table.json"
    if kept.exists():
        table = from_json(kept.read_text(encoding="utf-8"))
        assert to_html(table) == by_the_template(table)


def test_a_template_that_only_extends_the_packaged_one_gives_the_same(tmp_path: Path) -> None:
    table = from_json((GOLDEN / "press-release-2013" / "table.json").read_text(encoding="utf-8"))
    (tmp_path / TEMPLATE).write_text('{% extends "packaged/table.html.j2" %}')
    assert to_html(table, [tmp_path]) == to_html(table)


@pytest.mark.parametrize("name", ["press-release-2013", "japanese", "hostile"])
def test_a_template_may_still_write_the_rows_by_itself(tmp_path: Path, name: str) -> None:
    """One that was written when the packaged one did so has what that one used."""
    table = from_json((GOLDEN / name / "table.json").read_text(encoding="utf-8"))
    shutil.copyfile(Path(__file__).with_name("own_rows.html.j2"), tmp_path / TEMPLATE)
    assert to_html(table, [tmp_path]) == to_html(table)


@given(st.text())
def test_text_is_escaped_as_templates_escape_it(text: str) -> None:
    environment = Environment(autoescape=True)
    assert escape(text) == environment.from_string("{{ text }}").render(text=text)


@given(TABLES, st.sampled_from("\x00\x0b\x1f\ufffe\r"), st.data())
def test_a_character_that_no_document_can_hold_is_found_wherever_it_stands(
    table: Table, character: str, data: st.DataObject
) -> None:
    check_characters(table)
    run = Run(f"a{character}")
    block = Block(BlockKind.ITEM, (Run("(1) "), run))
    joint = Block(BlockKind.PARAGRAPH, (Run("a"),), joint=run)
    row = Row(kind=RowKind.REPLACED, key="a", present=(), proposed=())
    wrong = data.draw(
        st.sampled_from(
            [
                replace(table, title=run.text),
                replace(table, note=run.text),
                replace(table, remarks=run.text),
                replace(table, columns=("", run.text)),
                replace(table, look=Look(font=run.text)),
                replace(table, rows=(*table.rows, replace(row, key=run.text))),
                replace(table, rows=(*table.rows, replace(row, present=(block,)))),
                replace(table, rows=(replace(row, proposed=(joint,)), *table.rows)),
                replace(table, rows=(*table.rows, replace(row, remarks=("", run.text)))),
            ]
        )
    )
    with pytest.raises(InputError) as found:
        check_characters(wrong)
    assert [problem.code for problem in found.value.problems] == ["unprintable-character"]
