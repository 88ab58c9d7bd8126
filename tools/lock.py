"""Write the lock files ``requirements/*.txt`` from ``pyproject.toml`` (``make lock``).

Pins that still satisfy ``pyproject.toml`` are kept; ``--upgrade`` takes the newest instead,
``--upgrade-package NAME`` the newest of one. Run it with the oldest Python we support: what
only an older Python needs is then in the lock, and a newer one has it installed for nothing.

The files name packages, versions and hashes, never an index: where packages come from is
the business of the machine that installs them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",  # pip-tools asks for pip and setuptools; a hashed install must pin all
    "--strip-extras",
    "--no-header",
    "--no-emit-options",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--resolver=backtracking",
)
APART = {
    "fuzz": "fuzzing by coverage",
    "site": "the documentation site",
    "install": "installing the wheel as people do",
}
"""Groups with a lock of their own: they are for one target, and nothing else needs them."""

HEADER = "# Made by `make lock` from pyproject.toml: {what}. Do not edit.\n"


def main(arguments: list[str]) -> int:
    """Rewrite the lock files; ``arguments`` go to pip-compile. Returns an exit code."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run: list[str] = project["project"]["dependencies"]
    build: list[str] = project["build-system"]["requires"]
    dev: list[str] = project["dependency-groups"]["dev"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    oldest = project["project"]["requires-python"].removeprefix(">=")
    if "{}.{}".format(*sys.version_info) != oldest:
        print(f"make lock needs Python {oldest}, the oldest supported", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # All of them first; the two smaller files are then parts of it, version for version.
        lock(folder, "dev", [*run, *build, *dev], "work on amendtool", arguments)
        lock(folder, "run", run, "running amendtool", ["--constraint=dev.txt"])
        lock(folder, "build", build, "building amendtool", ["--constraint=dev.txt"])
        for group, what in APART.items():
            lock(folder, group, groups[group], what, arguments)
    return 0


def lock(folder: Path, name: str, requirements: list[str], what: str, options: list[str]) -> None:
    """Resolve ``requirements`` in ``folder`` and write ``requirements/<name>.txt``."""
    (folder / f"{name}.in").write_text("\n".join(requirements) + "\n", "utf-8")
    target = ROOT / "requirements" / f"{name}.txt"
    output = folder / f"{name}.txt"
    if target.exists():
        output.write_text(target.read_text("utf-8"), "utf-8")
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options]
    subprocess.run([*command, f"--output-file={name}.txt", f"{name}.in"], cwd=folder, check=True)
    target.write_text(HEADER.format(what=what) + output.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
