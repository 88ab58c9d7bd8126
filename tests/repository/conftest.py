"""Every test here runs against real git, in a folder and with settings of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repository.sandbox import Sandbox, clean_environment, start


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = clean_environment(tmp_path / "home")
    for name in list(os.environ):
        if name not in environment:
            monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return start(tmp_path / "repository")
