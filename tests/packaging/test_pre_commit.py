"""The hook for repositories that keep their articles here, run by pre-commit itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import call
from tests.packaging.test_wheel import ROOT

pytestmark = pytest.mark.long

PRE_COMMIT = Path(sys.executable).parent / "pre-commit"


def git(folder: Path, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
    names = ("user.name=Somebody", "user.email=somebody@example.com")
    settings = [word for name in names for word in ("-c", name)]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert not ok or done.returncode == 0, done.stderr
    return done


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """This project as it stands here, as a repository that pre-commit takes hooks from."""
    if git(ROOT, "rev-parse", ok=False).returncode != 0:
        pytest.skip("not in a git repository")
    folder = tmp_path / "hooks"
    for name in git(ROOT, "ls-files", "-z").stdout.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "As it stands")
    return folder


def test_pre_commit_refuses_what_check_finds(
    hooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # pip finds packages as it does outside of the tests.
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    ours = tmp_path / "ours"
    assert call("init", str(ours), "--company", "Example Inc.").code == 0
    (ours / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD').stdout.strip()}\n"
        "    hooks:\n      - id: amendtool-check\n"
    )
    (ours / "articles/001-name.md").write_text("# Name\n\nThe Company is Example Inc.\n")
    environment = {**os.environ, "PATH": f"{PRE_COMMIT.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(
        [PRE_COMMIT, "install"], cwd=ours, env=environment, check=True, capture_output=True
    )
    git(ours, "add", "-A")
    first = git(ours, "commit", "-m", "The articles", ok=False)
    assert first.returncode == 0, first.stderr + first.stdout
    assert "amendtool check" in first.stderr + first.stdout
    assert "Passed" in first.stderr + first.stdout
    (ours / "amendments/wrong.yaml").write_text(
        "amendment: wrong\noperations:\n  - delete: Article 9\n"
    )
    git(ours, "add", "-A")
    refused = git(ours, "commit", "-m", "Wrong", ok=False)
    assert refused.returncode != 0
    assert "target-missing" in refused.stderr + refused.stdout
    (ours / "README.md").write_text("Ours.\n")
    git(ours, "rm", "-q", "-f", "amendments/wrong.yaml")
    git(ours, "add", "-A")
    other = git(ours, "commit", "-m", "Nothing of the articles")
    assert "Skipped" in other.stderr + other.stdout
