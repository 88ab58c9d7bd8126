"""The wheel as ``pipx`` and ``uv tool`` install it, from a folder of wheels and no index."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.packaging.test_wheel import ROOT, build, run

pytestmark = pytest.mark.long

REQUIREMENTS = ROOT / "requirements"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our wheel, and those that it needs, as pip finds them on this machine."""
    folder = tmp_path_factory.mktemp("wheels")
    needed = ("--require-hashes", "-r", REQUIREMENTS / "run.txt")
    run(sys.executable, "-m", "pip", "download", "-q", "-d", folder, *needed, cwd=ROOT)
    build("--wheel", ROOT, folder / "ours")
    return folder


@pytest.fixture(scope="module")
def installers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment with pipx and uv in it."""
    folder = tmp_path_factory.mktemp("installers")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    asked = ("--require-hashes", "-r", REQUIREMENTS / "install.txt")
    run(programs / "python", "-m", "pip", "install", "-q", "--no-input", *asked, cwd=folder)
    return programs


def uv(programs: Path, wheels: Path, wheel: Path) -> list[str | Path]:
    offline = ("--offline", "--no-index", "--find-links", wheels, "--python", sys.executable)
    return [programs / "uv", "tool", "install", *offline, wheel]


def pipx(programs: Path, wheels: Path, wheel: Path) -> list[str | Path]:
    given = f"--pip-args=--no-index --find-links={wheels}"
    return [programs / "pipx", "install", "--python", sys.executable, given, wheel]


@pytest.mark.parametrize("asked", [uv, pipx], ids=["uv", "pipx"])
def test_the_wheel_is_installed_as_a_tool_and_works(
    asked: object, wheels: Path, installers: Path, tmp_path: Path
) -> None:
    assert callable(asked)
    (wheel,) = (wheels / "ours").iterdir()
    places = ("PIPX_HOME", "PIPX_BIN_DIR", "PIPX_MAN_DIR", "UV_TOOL_DIR", "UV_TOOL_BIN_DIR")
    env = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        **{name: str(tmp_path / name.lower()) for name in places},
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "UV_TOOL_BIN_DIR": str(tmp_path / "bin"),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "HOME": str(tmp_path),
    }
    run(*asked(installers, wheels, wheel), cwd=tmp_path, env=env)
    program = tmp_path / "bin" / "amendtool"
    version = run(program, "--version", cwd=tmp_path, env=env)
    assert wheel.name.startswith(version.strip().replace(" ", "-"))
    shown = run(program, "demo", "shown", cwd=tmp_path, env={**env, "GIT_CONFIG_NOSYSTEM": "1"})
    assert "2007-06-26-agm: " in shown
    assert (tmp_path / "shown/tables/2013-06-26-agm.docx").read_bytes()[:2] == b"PK"
    assert run(program, "-C", "shown", "check", "-q", cwd=tmp_path, env=env)
