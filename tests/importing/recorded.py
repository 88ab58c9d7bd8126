"""A plugin that keeps every document which the tests read, for another program to show.

``pytest -p tests.importing.recorded``: each goes into the folder ``AMENDTOOL_RECORD``, with what
was asked for in its name.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amendtool.importing import document

ROOT = Path(__file__).parents[2]
KINDS = ("docx", "odt", "html")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is handed to the readers from now on."""
    folder = Path(os.environ["AMENDTOOL_RECORD"])
    read = document._read

    def kept(data: bytes, file: str, changes: Any, struck: Any) -> Any:
        found = read(data, file, changes, struck)
        if found.format in KINDS and found.total and struck != "drop":
            name = f"{hashlib.sha256(data).hexdigest()[:16]}-{changes or 'none'}"
            (folder / f"{name}.{found.format}").write_bytes(data)
        return found

    document._read = kept


def record(folder: Path, modules: Sequence[str], *options: str) -> list[Path]:
    """The documents that the tests of these modules of this folder read."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "tests.importing.recorded",
         *options, *(f"tests/importing/{name}.py" for name in modules)],
        cwd=ROOT, env=os.environ | {"AMENDTOOL_RECORD": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout[-2000:]
    return sorted(folder.iterdir())
