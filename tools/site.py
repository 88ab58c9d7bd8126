"""Make the documentation site (``make site``): the pages of the repository, as they link there.

``python -m tools.site`` gathers README, the documents beside it, ``docs/`` and ``examples/`` in
``build/pages``, in the places that they have in the repository, so that the links between them
are the same on a git host and on the site, and runs ``mkdocs build`` there, which stops at a link
that leads nowhere. It needs what ``requirements/site.txt`` names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ROOT / "build" / "pages"
FOLDERS: Final = ("docs", "examples", "templates")
BESIDE: Final = (
    *("README.md", "README.ja.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *("LICENSE", "Dockerfile", "action.yml", "mkdocs.yml", "pyproject.toml", "Makefile"),
)
"""What pages link to that stands at the top of the repository."""


FOLDER_LINK: Final = re.compile(r"\]\(((?![a-z]+:)[^()#\s]+/)\)")


def gather(target: Path = PAGES) -> None:
    """Put the pages into a folder, which is made anew."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in BESIDE:
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, target / name)
    for name in FOLDERS:
        hidden = shutil.ignore_patterns(".*", "__pycache__")
        shutil.copytree(ROOT / name, target / name, ignore=hidden)
    for path in target.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        told = FOLDER_LINK.sub(partial(_to_page, path), text)
        if told != text:
            path.write_text(told, encoding="utf-8")


def _to_page(page: Path, link: re.Match[str]) -> str:
    """A link to a folder as one to its README, which is what a git host shows there."""
    there = (page.parent / link[1] / "README.md").is_file()
    return f"]({link[1]}README.md)" if there else link[0]


def main() -> int:
    """Gather the pages and build the site; returns an exit code."""
    gather()
    command = (sys.executable, "-m", "mkdocs", "build")
    # What its makers say of other versions is no finding of ours.
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
