"""The pages that are written from the code, or have to keep up with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from amendtool.cli import catalogues
from tests.cli.conftest import ROOT
from tests.spoken import write_catalogue
from tools.catalogue import english
from tools.cli_page import PAGES, page

CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
PROBLEMS = ROOT / "docs" / "problems.md"
JAPANESE = ROOT / "docs" / "ja" / "problems.md"


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "amendtool").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def positions(modules: list[list[ast.AST]]) -> dict[str, set[tuple[int, range]]]:
    """The functions that take a parameter ``code``: where it stands, and of how many arguments."""
    found: dict[str, set[tuple[int, range]]] = {}
    for nodes in modules:
        for node in nodes:
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args]
                if "code" in names:
                    names = names[names[0] in ("self", "cls") :]
                    required = len(names) - len(node.args.defaults)
                    place = (names.index("code"), range(required, len(names) + 1))
                    found.setdefault(node.name, set()).add(place)
    return found


def texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, or either side of an if."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


@cache
def raised() -> frozenset[str]:
    """Every code that the source can put into a problem."""
    modules = [list(ast.walk(tree)) for tree in trees()]
    helpers = positions(modules)
    found: set[str] = set()
    for nodes in modules:
        own = {**helpers, **positions([nodes])}  # of two with one name, the nearer
        for node in nodes:
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for keyword in node.keywords:
                    if keyword.arg == "code":
                        found.update(texts(keyword.value))
                for index, counts in own.get(name, ()):
                    if len(node.args) in counts and index < len(node.args):
                        found.update(texts(node.args[index]))
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if not isinstance(target, ast.Name) or node.value is None:
                    continue
                if target.id == "code":
                    found.update(texts(node.value))
                elif target.id in NAMED:
                    inside = (each for each in ast.walk(node.value) if isinstance(each, ast.expr))
                    found.update(text for each in inside for text in texts(each))
    return frozenset(code for code in found if CODE.fullmatch(code))


NAMED = {"STALE", "_Kind", "_CODES"}
"""The constants that hold codes on their way into a problem."""


def explained(page: Path = PROBLEMS) -> list[str]:
    """The codes in the page, in its order."""
    return re.findall(r"^\| `([^`]+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("spoken", PAGES)
def test_the_page_of_the_command_line_is_up_to_date(
    spoken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(catalogues, "CATALOGUES", write_catalogue(tmp_path))
    written = PAGES[spoken].read_text(encoding="utf-8")
    assert written == page(spoken), "run python -m tools.cli_page"


def test_every_problem_is_explained_and_no_other() -> None:
    assert sorted(raised() - set(explained())) == []
    assert sorted(set(explained()) - raised()) == []


def test_the_page_of_problems_is_sorted_in_each_section() -> None:
    sections = PROBLEMS.read_text(encoding="utf-8").split("\n## ")[1:]
    for section in sections:
        codes = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
        assert codes, section[:40]
        assert codes == sorted(codes)
    assert len(explained()) == len(set(explained()))


def test_every_explanation_says_what_to_do() -> None:
    for line in PROBLEMS.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            _, _, meaning, remedy, _ = line.split(" | ".strip())
            assert len(meaning.strip()) > 10, line
            assert len(remedy.strip()) > 5, line


def test_the_japanese_page_explains_the_same_problems_in_the_same_sections() -> None:
    both = [
        [
            re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
            for section in page.read_text(encoding="utf-8").split("\n## ")[1:]
        ]
        for page in (PROBLEMS, JAPANESE)
    ]
    assert sorted(set(explained()) ^ set(explained(JAPANESE))) == []
    assert both[0] == both[1]


def test_the_japanese_page_is_in_japanese() -> None:
    """No English word stands in it but names and what is typed, and each cell says something."""
    for line in JAPANESE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            _, code, *cells, _ = line.split(" | ".strip())
            assert len(cells) == 2, line
            for cell in cells:
                assert len(cell.strip()) > 5, line
                assert english(cell) == [], (code, cell)
                assert not cell.strip().endswith("。"), line


def test_the_codes_are_collected_from_every_layer(tmp_path: Path) -> None:
    codes = raised()
    assert {"stale-base", "bidi-control", "yaml-anchor", "uncommitted", "key-clash"} <= codes
    assert {"symlink", "already-started", "file-in-the-way", "usage", "unknown-format"} <= codes


def test_every_promise_of_security_names_the_tests_that_hold_it() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| what ", "| -"))
    ]
    assert len(rows) > 8
    for sent, promised, held in rows:
        assert promised, sent
        tests = re.findall(r"`(tests/[^`]+\.py)`", held)
        assert tests, sent
        for test in tests:
            text = (ROOT / test).read_text(encoding="utf-8")
            assert "def test_" in text, test
