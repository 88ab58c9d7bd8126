"""The command line against real git: repositories to try it on, and two ways to call it.

``Repository.at`` calls the program inside this process, which is fast; ``Repository.run``
starts it as a user does, for everything that is about the process itself.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from amendtool.cli import main
from amendtool.render.json_schema import json_schema
from amendtool.render.records import RECORDS
from tests.repository.sandbox import Sandbox, clean_environment

PROGRAM = (sys.executable, "-m", "amendtool")
ROOT = Path(__file__).resolve().parents[2]


@cache
def schema_of(name: str) -> Draft202012Validator:
    """The schema of a document by its name, closed: it may hold no member that is not told."""
    kind = name.removeprefix("amendtool/").removesuffix("/1")
    return Draft202012Validator(json_schema(RECORDS[kind], closed=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a call gave back."""

    code: int
    data: bytes
    errors: bytes

    @property
    def out(self) -> str:
        return self.data.decode()

    @property
    def err(self) -> str:
        return self.errors.decode()

    @property
    def record(self) -> dict[str, Any]:
        """The one JSON document on standard output, which is what its schema says."""
        found: dict[str, Any] = json.loads(self.data)
        schema_of(found["schema"]).validate(found)
        return found

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The problems on standard error, printed beside ``--json``."""
        document = json.loads(self.errors)
        assert document["schema"] == "amendtool/problems/1"
        schema_of(document["schema"]).validate(document)
        found: list[dict[str, Any]] = document["problems"]
        return found


class _Stream(io.TextIOWrapper):
    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="")

    def taken(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


def call(*arguments: str, stdin: bytes = b"") -> Result:
    """Call the program in this process."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    given, out, err = _Stream(stdin), _Stream(), _Stream()
    sys.stdin, sys.stdout, sys.stderr = given, out, err
    try:
        main(arguments)
    except SystemExit as done:
        code = done.code
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
    assert isinstance(code, int)
    return Result(code=code, data=out.taken(), errors=err.taken())


def run(
    *arguments: str | bytes,
    cwd: Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Result:
    """Start the program in a process of its own."""
    done = subprocess.run(
        (*PROGRAM, *arguments),
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})},
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Result(code=done.returncode, data=done.stdout, errors=done.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository(Sandbox):
    """An articles repository, and amendtool in it."""

    def at(self, *arguments: str, stdin: bytes = b"") -> Result:
        return call("-C", str(self.path), *arguments, stdin=stdin)

    def run(
        self,
        *arguments: str | bytes,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
    ) -> Result:
        return run(*arguments, cwd=self.path, stdin=stdin, env=env)

    def amend(self, name: str, operations: str, *, more: str = "") -> Path:
        """Write an amendment file; unless it says so, it was adopted on a day that is past.

        That stands at the end, where it moves no line.
        """
        text = f"amendment: {name}\n{more}operations:\n{operations}"
        if "adopted:" not in text:
            text = text.removesuffix("\n") + "\nadopted: 2020-06-25\n"
        return self.write(f"amendments/{name}.yaml", text.encode())

    @property
    def state(self) -> tuple[str, list[str], str, dict[str, bytes]]:
        """Everything that a refused command has to leave alone."""
        return self.git("rev-parse", "--all"), self.status, self.git("tag"), self.files(".")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``example``, as ``init --example iij`` makes it, ``demo`` and ``small``.

    Made once in a process: for pytest this is another fixture in each module that imports it.
    """
    folder = tmp_path_factory.getbasetemp() / "prepared"
    if not folder.exists():
        # Moved to its place when it is whole: a fixture that fails half way leaves none.
        _prepare(tmp_path_factory.mktemp("preparing")).rename(folder)
    return folder


def _prepare(folder: Path) -> Path:
    env = {**clean_environment(folder / "home"), "PYTHONPATH": str(ROOT)}
    for words in (
        ("init", "example", "--example", "iij"),
        ("demo", "demo"),
        ("init", "small", "--company", "Example Inc."),
    ):
        subprocess.run((*PROGRAM, *words), cwd=folder, env=env, check=True, capture_output=True)
    small = Sandbox(path=folder / "small")
    for number, key, text in (
        (1, "name", "The name of the Company shall be Example Inc."),
        (2, "purpose", "The purpose of the Company shall be to serve as an example."),
        (3, "office", "The Company shall have its head office in Minato-ku, Tokyo."),
    ):
        path = f"articles/{number:03}-{key}.md"
        small.write(path, f"# {key.capitalize()}\n\n{text}\n".encode())
    for words in (("add", "-A"), ("commit", "-q", "-m", "The articles")):
        subprocess.run(("git", *words), cwd=small.path, env=env, check=True)
    # A thousand tests copy these, and nothing reads what git puts here as examples.
    for sample in folder.glob("*/.git/hooks/*.sample"):
        sample.unlink()
    return folder


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    for name in ("NO_COLOR", "COLUMNS", "LINES", "SOURCE_DATE_EPOCH", "PYTHONIOENCODING"):
        environment.pop(name, None)
    for name in list(os.environ):
        if name not in environment:
            monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def example(prepared: Path, tmp_path: Path) -> Repository:
    """The published example, none of its amendments applied."""
    return Repository(path=shutil.copytree(prepared / "example", tmp_path / "example"))


@pytest.fixture
def demo(prepared: Path, tmp_path: Path) -> Repository:
    """The published example with both amendments applied."""
    return Repository(path=shutil.copytree(prepared / "demo", tmp_path / "demo"))


@pytest.fixture
def small(prepared: Path, tmp_path: Path) -> Repository:
    """Three short articles."""
    return Repository(path=shutil.copytree(prepared / "small", tmp_path / "small"))
