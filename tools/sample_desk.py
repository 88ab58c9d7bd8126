"""Make the sample company as it stands before the meeting of 2026, to look at it on the desk.

Its nine amendments from 2009 to 2025 are in force, and the two items of the meeting are pending.
``python -m tools.sample_desk DIR``; a folder that is there already is left as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

KITANO = Path(__file__).resolve().parents[1] / "examples" / "kitano"


def make(folder: Path) -> None:
    """Make it in ``folder``, all of it or nothing; CalledProcessError where a step fails."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    shutil.copytree(KITANO, part)

    def run(*words: str) -> None:
        subprocess.run(words, cwd=part, check=True, stdout=subprocess.DEVNULL)

    run("git", "init", "-q", "-b", "main")
    for name, value in (("name", "Sample"), ("email", "sample@example.com")):
        run("git", "config", f"user.{name}", value)
    run("git", "add", "-A")
    run("git", "commit", "-q", "-m", "The articles of 2007")
    for amendment in sorted((KITANO / "amendments").glob("*-agm.yaml")):
        run(sys.executable, "-m", "amendtool", "apply", amendment.stem)
    part.rename(folder)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if not target.exists():
        make(target)
