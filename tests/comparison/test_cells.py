"""A provision as blocks: alone, and against its counterpart."""

from __future__ import annotations

from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA
from amendtool.articles.text.clause import parse_clause
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import JA_NOTICE, SEED_EN
from amendtool.comparison.runs import joined
from amendtool.comparison.table import BlockKind, Run

PRINTER = Printer(style=EN, house=SEED_EN)


def test_a_paragraph_alone() -> None:
    clause = parse_clause("First.\n\n2 Second:\n\n- (1) one;\n  - (a) deep;\n\nclosing.\n", EN)
    blocks = PRINTER.provision(clause.paragraphs[1], depth=0)
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, 0, "2 Second:"),
        (BlockKind.ITEM, 1, "(1) one;"),
        (BlockKind.SUBITEM, 2, "(a) deep;"),
        (BlockKind.PARAGRAPH, 0, "closing."),
    ]
    assert PRINTER.provision(clause.paragraphs[0], depth=0)[0].text == "First."


def test_only_what_belongs_to_a_number_is_underlined() -> None:
    number = Number.of(14)
    assert PRINTER.number_runs(EN.article, number, changed=True) == (
        Run("Article "),
        Run("14", True),
        Run("."),
    )
    assert PRINTER.number_runs(EN.article, number, changed=False) == (Run("Article 14."),)
    japanese = Printer(style=JA, house=JA_NOTICE)
    assert japanese.number_runs(JA.article, number, changed=True) == (Run("第14条", True),)


def test_joining_runs() -> None:
    runs = [Run(""), Run("a"), Run("b"), Run("", True), Run("c", True), Run("d", True), Run("e")]
    assert joined(runs) == (Run("ab"), Run("cd", True), Run("e"))
    assert joined([]) == ()
