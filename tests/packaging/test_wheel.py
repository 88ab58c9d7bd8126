"""The wheel, as a user gets it: built, installed in an empty environment, and run elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("articles", "amendments", "templates", "amendtool.toml")
WHO = ("AUTHOR", "COMMITTER")
NOISE = {".DS_Store", "__pycache__"}


def run(
    *command: str | Path, cwd: Path, env: dict[str, str] | None = None, timeout: float = 600
) -> str:
    """Run ``command`` and give its standard output; its whole output if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind: str, source: Path, target: Path) -> Path:
    """Build ``--wheel`` or ``--sdist`` of ``source`` into the new folder ``target``."""
    run(sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", target, source, cwd=ROOT)
    (result,) = target.iterdir()
    return result


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("--wheel", ROOT, tmp_path_factory.mktemp("build") / "wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment that holds the wheel and what it needs."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--no-input")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", cwd=folder)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    run(programs / "python", "-m", "pip", "check", cwd=folder)
    return programs


@pytest.fixture
def stranger(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has set up nothing, not even a name for git."""
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    home = tmp_path / "home"
    home.mkdir()
    return env | {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}


def test_the_help_of_the_installed_command(
    installed: Path, stranger: dict[str, str], tmp_path: Path
) -> None:
    text = run(installed / "amendtool", "--help", cwd=tmp_path, env=stranger)
    for verb in ("init", "demo", "show", "new", "check", "plan", "apply", "table", "log"):
        assert f"  {verb} " in text


def test_the_demo_runs_from_the_installed_wheel(
    installed: Path, stranger: dict[str, str], tmp_path: Path
) -> None:
    where = run(
        installed / "python", "-c", "import amendtool; print(amendtool.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(installed.parent)
    printed = run(installed / "amendtool", "demo", "example", cwd=tmp_path, env=stranger)
    made = [
        path
        for path in (tmp_path / "example").rglob("*")
        if path.suffix in {".html", ".docx"} and ".git" not in path.parts
    ]
    assert Counter(path.suffix for path in made) == {".docx": 2, ".html": 2}
    for path in made:
        assert path.name in printed
        assert path.stat().st_size > 2000


def test_the_library_does_the_whole_job_from_the_installed_wheel(
    installed: Path, stranger: dict[str, str], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    job = page.split("```python\n")[1].split("```")[0]
    somebody = {f"GIT_{who}_{what}": "a@b.invalid" for who in WHO for what in ("NAME", "EMAIL")}
    printed = run(installed / "python", "-c", job, cwd=tmp_path, env=stranger | somebody)
    assert printed == page.split("```text\n")[1].split("```")[0]
    assert len([*tmp_path.glob("*-agm.docx"), *tmp_path.glob("*-agm.html")]) == 4


def test_the_wheel_holds_the_package_and_the_example_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {name.partition("/")[0] for name in files} == {
        "amendtool",
        "amendtool-" + wheel.name.split("-")[1] + ".dist-info",
    }
    assert "amendtool/py.typed" in files
    shipped = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for top in SHIPPED
        for path in [ROOT / top, *(ROOT / top).rglob("*")]
        if path.is_file() and NOISE.isdisjoint(path.parts)
    }
    assert {name.partition("/")[0] for name in shipped} == set(SHIPPED)
    prefix = "amendtool/_data/"
    assert shipped == {
        name.removeprefix(prefix): content
        for name, content in files.items()
        if name.startswith(prefix)
    }


def test_the_same_sources_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    again = build("--wheel", ROOT, tmp_path / "again")
    assert (again.name, again.read_bytes()) == (wheel.name, wheel.read_bytes())


def test_the_source_archive_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build("--sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as members:
        members.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    rebuilt = build("--wheel", source, tmp_path / "wheel")
    assert (rebuilt.name, rebuilt.read_bytes()) == (wheel.name, wheel.read_bytes())
