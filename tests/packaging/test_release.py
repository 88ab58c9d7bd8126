"""A release is what its tag says; its workflow asks for no more rights than it needs."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.packaging.test_wheel import ROOT
from tools.release import main, notes

PROJECT = '[project]\nversion = "1.2.3"\n'
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- A thing.\n\n"
)
OLDER = "## [1.2.2] - 2026-11-01\n\n- Another.\n"
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())


def test_the_notes_are_the_section_of_the_version() -> None:
    assert notes("v1.2.3", PROJECT, CHANGELOG + OLDER) == "### Added\n\n- A thing.\n"
    assert notes("v1.2.3", PROJECT, CHANGELOG) == "### Added\n\n- A thing.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "words"),
    [
        ("v1.2.4", CHANGELOG, "the tag is v1.2.4, and pyproject.toml says 1.2.3"),
        ("1.2.3", CHANGELOG, "the tag is 1.2.3"),
        ("v1.2.3", OLDER, "has no section"),
        ("v1.2.3", CHANGELOG.replace("[1.2.3] - 2026-12-01", "[1.2.3]"), "has no section"),
        ("v1.2.3", CHANGELOG.replace("### Added\n\n- A thing.\n", ""), "is empty"),
    ],
)
def test_a_tag_that_says_something_else_is_refused(tag: str, changelog: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        notes(tag, PROJECT, changelog)


def test_what_is_not_released_yet_is_no_release(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["v99.0.0"]) == 1
    assert "no release: the tag is v99.0.0" in capsys.readouterr().err
    assert main([]) == 2


def test_every_job_has_the_rights_it_needs_and_no_other() -> None:
    assert WORKFLOW["permissions"] == {}
    rights = {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()}
    assert rights == {
        "build": {"contents": "read", "id-token": "write", "attestations": "write"},
        "pypi": {"id-token": "write"},
        "release": {"contents": "write"},
    }
    assert "secrets." not in (ROOT / ".github/workflows/release.yml").read_text()


def test_it_is_built_once_and_published_after_that() -> None:
    needs = {name: job.get("needs") for name, job in WORKFLOW["jobs"].items()}
    assert needs == {"build": None, "pypi": "build", "release": ["build", "pypi"]}
    steps = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
    scripts = "\n".join(step.get("run", "") for step in steps)
    assert scripts.count("make wheel") == 1
    assert scripts.index(".ci/run") < scripts.index("make wheel")
    # What somebody may name a tag is never part of a script.
    assert "${{" not in scripts
    for step in steps:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_image_holds_what_the_wheel_holds() -> None:
    """What the Dockerfile copies is what the ignore file lets in, and is there."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    copied = {
        word
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert copied == let_in
    assert all((ROOT / name).exists() for name in copied)
