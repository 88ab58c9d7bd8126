"""Markers, hanging indents, and what a row is called aloud."""

from __future__ import annotations

import pytest

from amendtool.comparison.table import Block, BlockKind, Cell, Row, RowKind, Run
from amendtool.render.typography import em_width, is_short, laid_out, marker, row_label


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> Block:
    return Block(kind, (Run(text),), level)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1) Rights granted", "(1) "),
        ("(iv) Rights granted", "(iv) "),
        ("a) Rights granted", "a) "),
        ("1. Rights granted", "1. "),
        ("（１）　電気通信", "（１）　"),
        ("(1)　電気通信", "(1)　"),
        ("１　電気通信", "１　"),
        ("十二　電気通信", "十二　"),
        ("一の二　電気通信", "一の二　"),
        ("イ　賃貸", "イ　"),
        ("(イ)　賃貸", "(イ)　"),
        ("①　賃貸", "①　"),
        ("(ⅰ)　賃貸", "(ⅰ)　"),
        ("provided, however,", ""),
        ("A right to be heard", ""),
        ("I do so", ""),
        ("(New Provision)", ""),
        ("ただし、次の場合", ""),
        ("(1) ", ""),
    ],
)
def test_the_marker_of_an_item_is_found(text: str, expected: str) -> None:
    assert marker(block(text, BlockKind.ITEM, 1)) == expected


def test_only_items_have_markers() -> None:
    assert marker(block("(1) Rights granted")) == ""


def test_a_text_below_an_item_stands_under_the_text_of_that_item() -> None:
    cell: Cell = (
        block("(1) one", BlockKind.ITEM, 1),
        block("(a) inner", BlockKind.SUBITEM, 2),
        block("more of one", BlockKind.ITEM, 1),
        block("2 Next paragraph"),
        block("no item before", BlockKind.ITEM, 1),
    )
    assert [(laid.own, laid.above) for laid in laid_out(cell)] == [
        ("(1) ", "(1) "),
        ("(a) ", "(a) "),
        ("", "(1) "),
        ("", ""),
        ("", ""),
    ]


def test_widths_are_those_of_the_faces_in_use() -> None:
    assert em_width("イ　") == em_width("①ⅰ") == 2
    assert em_width("(1) ") == pytest.approx(1.43, abs=0.05)
    assert em_width("(1) ", monospaced=True) == 2
    assert em_width("か\u3099") == 1


@pytest.mark.parametrize(
    ("present", "proposed", "expected"),
    [
        ("heading number paragraph", "heading number paragraph", "proposed proposed"),
        ("heading number paragraph", "label", "present present"),
        ("label", "chapter number", "proposed proposed"),
        ("number label number", "number label number", "proposed proposed proposed"),
        ("label", "label", "proposed"),
    ],
)
def test_a_row_is_called_by_what_it_prints(present: str, proposed: str, expected: str) -> None:
    cells = [
        tuple(block(side, BlockKind(kind)) for kind in kinds.split())
        for side, kinds in (("present", present), ("proposed", proposed))
    ]
    row = Row(kind=RowKind.REPLACED, key="a", present=cells[0], proposed=cells[1])
    assert row_label(row) == expected
    assert is_short(row) == ("paragraph" not in f"{present} {proposed}")


@pytest.mark.parametrize(
    "text",
    ["(3)～(4)（条文省略）", "(6)（略）", "イ～ハ（条文省略）", "１～３〔略〕", "一～五（略）"],
)
def test_items_that_are_not_printed_begin_where_they_would(text: str) -> None:
    cell = (block("(2)　出版業", BlockKind.ITEM, 1), block(text, BlockKind.ITEM, 1))
    assert [laid.above for laid in laid_out(cell)] == ["(2)　", ""]
