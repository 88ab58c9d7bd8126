"""The documentation site: every link of the pages leads somewhere, or there is no site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.test_wheel import ROOT, run
from tools.site import gather

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds what `make site` needs."""
    folder = tmp_path_factory.mktemp("site-env")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    asked = ("--require-hashes", "-r", ROOT / "requirements" / "site.txt")
    run(python, "-m", "pip", "install", "-q", "--no-input", *asked, cwd=folder)
    return python


def build(mkdocs: Path, folder: Path) -> tuple[int, str]:
    settings = f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: pages\nsite_dir: site\n"
    (folder / "mkdocs.yml").write_text(settings)
    done = subprocess.run(
        [mkdocs, "-m", "mkdocs", "build"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_the_site_is_built_and_stops_at_a_broken_link(mkdocs: Path, tmp_path: Path) -> None:
    gather(tmp_path / "pages")
    code, told = build(mkdocs, tmp_path)
    assert (code, re.findall("WARNING.*", told)) == (0, [])
    for page in ("", "docs/cli", "docs/git", "docs/adr", "docs/ja/tutorial", "examples/kitano"):
        assert (tmp_path / "site" / page / "index.html").is_file(), page
    index = (tmp_path / "site/index.html").read_text()
    assert 'href="docs/import/"' in index
    fetched = re.findall(r'(?:src|<link[^>]*href)="(https?://[^"]+)"', index)
    assert fetched == [], "nothing is fetched from elsewhere"
    for broken in ("[there](nowhere.md)", "[there](git.md#no-such-heading)", "[there](gone/)"):
        path = tmp_path / "pages/docs/time.md"
        text = path.read_text()
        path.write_text(f"{text}\n{broken}\n")
        code, told = build(mkdocs, tmp_path)
        assert code != 0, broken
        assert "docs/time.md" in told
        path.write_text(text)
