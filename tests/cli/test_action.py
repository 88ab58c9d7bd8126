"""The steps of the GitHub Action and of the GitLab job, run as their hosts run them.

The hosts themselves are not here: what a step reads from them is set as they set it, and ``gh``
is a program that writes down what it was asked.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import ROOT, Repository

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the steps are for bash")

SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
WRONG = "  - replace: Article 3\n    find: Osaka\n    with: Kyoto\n"

GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$*" in *--paginate*) cat "$GH_FOUND";; *) cat "${6#body=@}" > "$GH_BODY";; esac
"""


@dataclass
class Runner:
    """A machine of GitHub's with a checkout, on which the steps of the action run."""

    repository: Repository
    temp: Path
    outputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        programs = self.temp / "amendtool" / "bin"
        programs.mkdir(parents=True)
        program = programs / "amendtool"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m amendtool "$@"\n')
        program.chmod(0o755)
        tools = self.temp / "tools"
        tools.mkdir()
        (tools / "gh").write_text(GH)
        (tools / "gh").chmod(0o755)
        (self.temp / "found").write_text("")

    def step(self, name: str, **given: str) -> subprocess.CompletedProcess[str]:
        """Run the step of that name; ``given`` are the values of its ``env``."""
        step = next(each for each in STEPS if each.get("name") == name)
        assert set(step.get("env", {})) == set(given), "all that it is given, and nothing else"
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PATH": f"{self.temp / 'tools'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GH_LOG": str(self.temp / "gh.log"),
            "GH_FOUND": str(self.temp / "found"),
            "GH_BODY": str(self.temp / "body"),
            **given,
        }
        # As GitHub runs `shell: bash`.
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.repository.path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )

    def said(self, name: str) -> str:
        path = self.temp / name
        return path.read_text() if path.exists() else ""


ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@pytest.fixture
def runner(small: Repository, tmp_path: Path) -> Runner:
    small.git("checkout", "-q", "-b", "work")
    return Runner(small, tmp_path / "runner")


def test_a_proposal_is_summed_up_and_commented_on_once(runner: Runner) -> None:
    runner.repository.amend("seal", SEAL)
    runner.repository.commit("Propose it")
    done = runner.step("review", TARGET="main", LIMIT="60000")
    assert done.returncode == 0, done.stderr
    assert runner.said("output") == "exit-code=0\n"
    assert "### seal" in runner.said("summary")
    assert (runner.temp / "amendtool-review" / "seal.docx").is_file()
    given = {"GH_TOKEN": "t", "REPOSITORY": "o/r", "NUMBER": "7"}
    assert runner.step("comment", **given).returncode == 0
    asked, made = runner.said("gh.log").splitlines()
    assert "--paginate repos/o/r/issues/7/comments" in asked
    assert 'and (.user.type == "Bot" or ' in asked, "no comment of a stranger is written over"
    assert made.startswith("api --method POST repos/o/r/issues/7/comments -F body=@")
    assert runner.said("body").startswith("<!-- amendtool review -->\n## What this branch")
    (runner.temp / "found").write_text("41\n43\n")
    assert runner.step("comment", **given).returncode == 0
    assert "--method PATCH repos/o/r/issues/comments/41 " in runner.said("gh.log").splitlines()[-1]


def test_what_cannot_be_applied_is_annotated_and_fails_at_the_end(runner: Runner) -> None:
    runner.repository.amend("office", WRONG)
    runner.repository.commit("Propose it")
    done = runner.step("review", TARGET="main", LIMIT="60000")
    assert done.returncode == 0, "the comment comes first"
    assert done.stdout.startswith("::error file=amendments/office.yaml,line=4")
    assert runner.said("output") == "exit-code=3\n"
    assert runner.step("result", CODE="3", STRICT="false").returncode == 3
    assert runner.step("result", CODE="1", STRICT="false").returncode == 0
    assert runner.step("result", CODE="1", STRICT="true").returncode == 1
    assert runner.step("result", CODE="0", STRICT="true").returncode == 0


def test_a_branch_without_a_common_commit_leaves_no_comment(runner: Runner) -> None:
    done = runner.step("review", TARGET="nowhere", LIMIT="60000")
    assert done.returncode == 0
    assert runner.said("output") == "exit-code=3\n"
    given = {"GH_TOKEN": "t", "REPOSITORY": "o/r", "NUMBER": "7"}
    assert runner.step("comment", **given).returncode == 0
    assert runner.said("gh.log") == ""


def test_nothing_from_the_pull_request_stands_in_a_script() -> None:
    """A title or a branch name in a script would be run; in an environment it is a text."""
    assert not [each["name"] for each in STEPS if "${{" in each.get("run", "")]


@pytest.mark.long
def test_the_step_that_installs_it(runner: Runner) -> None:
    done = runner.step("install amendtool", SOURCE=str(ROOT))
    assert done.returncode == 0, done.stderr
    program = runner.temp / "amendtool" / "bin" / "amendtool"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"amendtool \d+\.\d+\.\d+\S*\n", told.stdout)


def test_the_job_of_gitlab(runner: Runner) -> None:
    job = yaml.safe_load((ROOT / "docs" / "amendtool.gitlab-ci.yml").read_text("utf-8"))[
        "amendtool-review"
    ]
    runner.repository.amend("office", WRONG)
    runner.repository.commit("Propose it")
    programs = runner.repository.path / ".amendtool-venv"
    programs.symlink_to(runner.temp / "amendtool")
    (runner.temp / "amendtool" / "bin" / "python").symlink_to(sys.executable)
    script = [line for line in job["script"] if "pip install" not in line and "-m venv" not in line]
    assert len(script) == len(job["script"]) - 2
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(script)],
        cwd=runner.repository.path,
        env={
            **os.environ,
            **job["variables"],
            "PYTHONPATH": str(ROOT),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 3, done.stderr
    (folder,) = job["artifacts"]["paths"]
    report = runner.repository.path / job["artifacts"]["reports"]["codequality"]
    assert report.is_relative_to(runner.repository.path / folder)
    (entry,) = json.loads(report.read_text())
    assert entry["check_name"]
