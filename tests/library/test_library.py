"""The library as a program sees it: its page runs, its names are there, its import is cheap."""

from __future__ import annotations

import ast
import doctest
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import assert_type

import pytest

import amendtool
from amendtool.articles.address_reader import parse_range
from amendtool.repository.history import HistoryEntry
from tests.repository.sandbox import clean_environment

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(python|text)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
JOB = BLOCKS[0][1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in clean_environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_of_the_page_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    for kind, text in BLOCKS:
        if kind == "text":
            assert capsys.readouterr().out == text
        elif text.startswith(">>>"):
            test = doctest.DocTestParser().get_doctest(text, names, "library.md", None, 0)
            runner.run(test, out=said.append, clear_globs=False)
            names = test.globs
        else:
            exec(compile(text, "library.md", "exec"), names)
    assert not said, "".join(said)
    written = {path.suffix for path in folder.glob("*-agm.*") if path.stat().st_size > 2000}
    assert written == {".html", ".docx"}


def test_the_whole_job_is_ten_lines_of_a_program(folder: Path) -> None:
    assert len([line for line in JOB.splitlines() if line]) <= 10
    done = subprocess.run(
        (sys.executable, "-c", JOB),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == BLOCKS[1][1]


def test_every_public_name_is_there_and_on_the_page() -> None:
    table = PAGE[PAGE.index("| repositories |") :]
    listed = {
        name for row in table.split("\n\n")[0].split("\n") for name in re.findall(r"`(\w+)`", row)
    }
    assert listed == {*amendtool.__all__} - {"__version__"}
    for name in amendtool.__all__:
        found = getattr(amendtool, name)
        assert name in ("STYLES", "HOUSES", "__version__") or found.__doc__, name


def test_what_a_type_checker_sees_is_what_a_program_gets() -> None:
    tree = ast.parse((ROOT / "amendtool" / "__init__.py").read_text("utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        (node.module, alias.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    got = {
        (f"amendtool.{module}", name)
        for module, names in amendtool._MODULES.items()
        for name in names
    }
    assert seen == got
    assert {name for _, name in got} == {*amendtool.__all__} - {"__version__"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rendre'"):
        amendtool.rendre  # noqa: B018


def test_importing_it_loads_nothing_else() -> None:
    program = "import sys, amendtool; print(*(m for m in sys.modules if m.startswith('amendtool')))"
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["amendtool"]


def test_the_function_render_is_there_whatever_was_imported_first() -> None:
    program = (
        "import amendtool.render.table.terminal; import amendtool; "
        "from amendtool import render; from amendtool.render import render as function; "
        "print(callable(amendtool.render), render is amendtool.render, function.__name__)"
    )
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "render"]


def test_a_type_checker_sees_the_signatures(folder: Path) -> None:
    # At run time assert_type gives back its argument; mypy --strict over the tests is the test.
    charter = assert_type(amendtool.read_charter({}), amendtool.Charter)
    amendment = "amendment: x\noperations:\n  - insert: Article 1\n    text: Words.\n    key: a\n"
    application = assert_type(
        amendtool.apply(charter, amendtool.read_amendment(amendment)), amendtool.Application
    )
    table = assert_type(amendtool.compare(charter, application.proposed), amendtool.Table)
    assert b"Words." in assert_type(amendtool.render(table, "json"), bytes)
    repository = amendtool.start_repository(folder / "new", company="Example Inc.")
    assert assert_type(repository.log(), tuple[HistoryEntry, ...])[0].amendment is None


def test_a_repository_reads_checks_and_lands_the_bytes_of_a_file(folder: Path) -> None:
    repository = amendtool.start_repository("trial", example="iij")
    data = (repository.folder / "amendments" / "2007-06-26-agm.yaml").read_bytes()
    assert repository.amendment(data) == repository.amendment("2007-06-26-agm")
    assert repository.check(data) == ()
    proposed = repository.propose(data).proposed
    before = repository.compare(data)
    adoption = repository.land(data)
    assert (adoption.tag, adoption.completed) == ("2007-06-26-agm", False)
    assert repository.articles() == proposed
    assert repository.compare("2007-06-26-agm").table == before.table
    house = repository.folder / "house" / "hiding.toml"
    house.parent.mkdir()
    house.write_text('extends = "seed-en"\nsummary = "ours"\nnumber_only = "hide"\n')
    hiding = repository.compare("2013-06-26-agm", house="house/hiding.toml")
    assert [notice.code for notice in hiding.notices] == ["rows-hidden"]
    with pytest.raises(amendtool.ConflictError, match="was applied already"):
        repository.land(data)
    with pytest.raises(amendtool.RepositoryError, match="no articles repository"):
        amendtool.open_repository(folder)


def test_what_is_written_is_read_again(folder: Path) -> None:
    repository = amendtool.start_repository("trial", example="iij")
    charter = repository.articles()
    assert amendtool.read_charter(repository.folder / "articles") == charter
    assert amendtool.read_charter(amendtool.write_charter(charter)) == charter
    amendment = replace(
        repository.amendment("2013-06-26-agm"),
        item=2,
        announced=date(2013, 5, 15),
        mentions=(parse_range("Article 2", amendtool.STYLES["en"]),),
    )
    assert amendtool.read_amendment(amendtool.write_amendment(amendment)) == amendment
    with pytest.raises(amendtool.InputError, match="cannot be the name of a file"):
        amendtool.write_amendment(replace(amendment, name="../agm"))
    with pytest.raises(amendtool.RepositoryError, match="no such folder"):
        amendtool.read_charter(folder / "nowhere")


@pytest.mark.parametrize("wrong", [{"example": "other"}, {"language": "xx"}, {"style": "xx"}])
def test_what_there_is_not_starts_no_repository(folder: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(amendtool.InputError, match="expected one of") as caught:
        amendtool.start_repository("trial", **wrong)
    assert [(each.code, each.place.path) for each in caught.value.problems if each.place] == [
        ("choice-unknown", *wrong)
    ]
    assert not (folder / "trial").exists()
