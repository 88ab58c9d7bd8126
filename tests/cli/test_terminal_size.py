"""The size of the terminal is what ``shutil`` tells, which is not loaded for it."""

from __future__ import annotations

import os
import shutil

import pytest

from amendtool.cli import console

VALUES = [None, "", "0", "-3", "72", "x", " 90 "]


@pytest.mark.parametrize("columns", VALUES)
@pytest.mark.parametrize("lines", VALUES)
@pytest.mark.parametrize("asked", [(120, 50), (0, 0), None])
def test_the_size(
    columns: str | None,
    lines: str | None,
    asked: tuple[int, int] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def size(_: int) -> os.terminal_size:
        if asked is None:
            raise OSError("no terminal")
        return os.terminal_size(asked)

    monkeypatch.setattr(os, "get_terminal_size", size)
    for name, value in (("COLUMNS", columns), ("LINES", lines)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert console._terminal() == shutil.get_terminal_size((100, 24))
