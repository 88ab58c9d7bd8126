"""Hold a release to its sources: ``python -m tools.release v1.2.3 [--notes]``.

The tag, ``pyproject.toml`` and the changelog say the same version, or it is refused. ``--notes``
prints the section of the changelog, which becomes the text of the release.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_SECTION: Final = r"^## \[{version}\] - ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\n(.*?)(?=^## |^\[|\Z)"


def notes(tag: str, project: str, changelog: str) -> str:
    """The notes of the release ``tag``; ValueError where the sources say something else."""
    version = tomllib.loads(project)["project"]["version"]
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, and pyproject.toml says {version}")
    found = re.search(
        _SECTION.format(version=re.escape(version)), changelog, re.MULTILINE | re.DOTALL
    )
    if found is None:
        raise ValueError(f"CHANGELOG.md has no section `## [{version}] - YEAR-MONTH-DAY`")
    if not found[2].strip():
        raise ValueError(f"the section of {version} in CHANGELOG.md is empty")
    return found[2].strip() + "\n"


def main(arguments: Sequence[str]) -> int:
    """Check, or print the notes; returns an exit code."""
    tags = [each for each in arguments if each != "--notes"]
    if len(tags) != 1:
        print("python -m tools.release TAG [--notes]", file=sys.stderr)
        return 2
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        told = notes(tags[0], project, changelog)
    except ValueError as error:
        print(f"no release: {error}", file=sys.stderr)
        return 1
    if "--notes" in arguments:
        print(told, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
