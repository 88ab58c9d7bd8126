"""Every command of docs/git.md, run as it stands there; what it prints is what the page shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, ROOT, Repository

PAGE = ROOT / "docs/git.md"
OFFICE = shutil.which("soffice")
BLOCK = re.compile(r"^## (.+?)$|^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Step:
    section: str
    command: str
    shown: tuple[str, ...]


def steps() -> Iterator[Step]:
    section = ""
    for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if found[1]:
            section = found[1]
            continue
        for part in re.split(r"^\$ ", found[2], flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield Step(section=section, command=command, shown=tuple(shown))


@pytest.fixture
def kitano(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The sample company with its first amendment in force; the program is on the PATH."""
    made = Repository(path=tmp_path / "kitano")
    shutil.copytree(ROOT / "examples/kitano", made.path)
    made.git("init", "-q", "-b", "main")
    made.commit("The articles of 2007")
    assert made.at("apply", "2009-06-26-agm").code == 0
    programs = tmp_path / "bin"
    programs.mkdir()
    words = " ".join(PROGRAM)
    (programs / "amendtool").write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    (programs / "amendtool").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUTF8", "1")
    return made


def pattern(shown: tuple[str, ...]) -> re.Pattern[str]:
    """What was printed: ``…`` is whatever stands there, at the end of a line or as lines."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in shown]
    return re.compile("".join(lines).replace("…", ".*"))


def test_the_page_has_steps() -> None:
    assert {step.command.split()[0] for step in steps()} == {"amendtool", "git", "echo"}
    assert len([*steps()]) > 12


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are those of a shell")
@pytest.mark.parametrize("office", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_command_does_what_the_page_says(
    kitano: Repository, office: bool, tmp_path: Path
) -> None:
    """Without LibreOffice, which takes its time, and with it: only then are Word files read."""
    if office and OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    opened = tmp_path / "opened"
    for step in steps():
        if step.section.startswith("Word") != office:
            continue
        if "difftool --no-prompt" in step.command:
            # In place of the window: what would be opened there.
            program = tmp_path / "bin/soffice"
            program.write_text(f'#!/bin/sh\nshift\ncp "$1" {opened}.1\ncp "$2" {opened}.2\n')
            program.chmod(0o755)
        done = subprocess.run(
            step.command, shell=True, cwd=kitano.path, capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, (step, done.stderr.decode())
        told = done.stdout.decode() + done.stderr.decode()
        assert pattern(step.shown).search(told), (step, told)
    if office:
        old, new = (Path(f"{opened}.{n}").read_bytes() for n in (1, 2))
        assert new == (kitano.path / "teikan.docx").read_bytes()
        assert old[:2] == b"PK"
        assert old != new
