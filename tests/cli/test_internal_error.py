"""The last barrier: whatever nobody expected is a problem with a code, and never a traceback."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from amendtool import open_repository
from amendtool.cli.app import VERBS
from amendtool.cli.crash import report
from tests.cli.conftest import Repository, Result

SECRET = "The chairman shall be paid 12,345,678 yen"


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def value(*_: object, **__: object) -> None:
    raise ValueError(SECRET)


def recursion(*_: object, **__: object) -> None:
    recursion()


def coded(*_: object, **__: object) -> None:
    try:
        SECRET.encode().decode("utf-16")
        raise UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET)
    except UnicodeDecodeError as error:
        raise AssertionError(SECRET) from error


def memory(*_: object, **__: object) -> None:
    raise MemoryError(SECRET)


def told(result: Result, folder: Path) -> str:
    """The trace of an error that was told as it should be."""
    assert result.code == 70
    assert result.data == b"" or not result.data.strip()
    assert "Traceback" not in result.err
    assert SECRET not in result.err
    (file,) = folder.iterdir()
    assert str(file) in result.err
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("fail", [value, recursion, coded, memory])
def test_an_error_in_a_verb_is_told_with_a_trace_to_report(
    small: Repository,
    monkeypatch: pytest.MonkeyPatch,
    temporary: Path,
    fail: Callable[..., None],
) -> None:
    monkeypatch.setattr("amendtool.repository.workspace.Workspace.open", fail)
    result = small.at("check")
    trace = told(result, temporary)
    assert "error[internal-error]" in result.err
    assert "amendtool.workflow.open" in trace
    assert re.match(r"amendtool \S+, check, ", trace)
    assert SECRET not in trace
    assert str(small.path) not in trace
    assert len(trace.splitlines()) < 100


def test_beside_json_it_is_json(
    small: Repository, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr("amendtool.workflow.check.check", value)
    result = small.at("check", "--json")
    assert result.code == 70
    (problem,) = result.problems
    assert problem["code"] == "internal-error"
    assert SECRET not in json.dumps(problem)


@pytest.mark.parametrize("verb", ["show", "check", "log", "references", "apply x", "new y"])
def test_no_verb_lets_an_error_out(
    small: Repository, monkeypatch: pytest.MonkeyPatch, temporary: Path, verb: str
) -> None:
    assert verb.split()[0] in VERBS
    monkeypatch.setattr("amendtool.repository.git.Git.open", coded)
    told(small.at(*verb.split()), temporary)


def test_an_error_while_a_problem_is_printed(
    small: Repository, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr("amendtool.cli.console.Console.story", value)
    result = small.at("show", "Article 99")
    told(result, temporary)


def test_without_a_place_for_the_trace_the_message_says_where(
    small: Repository, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr("amendtool.repository.workspace.Workspace.open", value)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "not there"))
    result = small.at("check")
    assert result.code == 70
    assert "could not be written" in result.err
    assert SECRET not in result.err


def test_the_library_lets_it_pass(small: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amendtool.repository.workspace.Workspace.open", value)
    with pytest.raises(ValueError, match="chairman"):
        open_repository(small.path)


def test_errors_that_cause_each_other_in_a_circle_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert report(first, "x").count("builtins.") == 2
