"""Companies whose repositories are on a server: cloned, pushed back with a lease, or refused."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fleet.conftest import PLAIN, Made
from tests.fleet.servers import SSHD, GitServer, https, ssh
from tests.fleet.test_fleet import fleet, results, rows

pytestmark = pytest.mark.long

PRIVILEGED = hasattr(os, "geteuid") and os.geteuid() == 0 and not Path("/run/sshd").is_dir()


@pytest.fixture(
    params=[
        "https",
        pytest.param(
            "ssh",
            marks=pytest.mark.skipif(
                SSHD is None or PRIVILEGED, reason="needs OpenSSH's sshd, and its /run/sshd as root"
            ),
        ),
    ]
)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GitServer]:
    own, root = tmp_path / "server", tmp_path / "served"
    own.mkdir(mode=0o700)
    root.mkdir()
    with {"https": https, "ssh": ssh}[request.param](own, root) as served:
        yield served


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def companies(make_companies: Made, server: GitServer, tmp_path: Path) -> Path:
    """Four companies on the server: the list, whose repositories are addresses."""
    plans = [PLAIN, replace(PLAIN, supplementary="articles"), PLAIN, replace(PLAIN, kind="there")]
    listed = make_companies(plans)
    with listed.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    for at, row in enumerate(table[1:]):
        bare = tmp_path / "served" / f"c{at}.git"
        git(tmp_path, "clone", "--quiet", "--bare", f"c{at}", str(bare))
        git(bare, "config", "http.receivepack", "true")
        row[table[0].index("repository")] = server.of(f"c{at}.git")
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    return listed


def run(act: str, companies: Path, server: GitServer, **given: str) -> list[dict[str, Any]]:
    before = dict(os.environ)
    os.environ.update({**server.environment, **given})
    try:
        with fleet(act, companies) as running:
            read = list(rows(running))
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert read[-1]["schema"] == "amendtool/fleet/1"
    return read


def test_what_is_done_in_copies_is_pushed_to_the_server(
    companies: Path, server: GitServer, tmp_path: Path
) -> None:
    assert results(run("draft", companies, server)) == ["done", "done", "done", "there"]
    assert results(run("apply", companies, server)) == ["done", "done", "done", "there"]
    for at in range(3):
        served = tmp_path / "served" / f"c{at}.git"
        adopted = git(served, "rev-parse", "electronic-provision^{commit}")
        assert adopted == git(served, "rev-parse", "main")
        assert "Pattern: electronic-provision-2022@" in git(served, "log", "-1", "--format=%B")
        git(served, "fsck", "--strict")
    assert results(run("apply", companies, server)) == ["already", "already", "already", "there"]
    assert results(run("verify", companies, server)) == ["done"] * 4


@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_is_faster_keeps_what_he_pushed(
    companies: Path, server: GitServer, tmp_path: Path, when: str
) -> None:
    """The branch moves before the server says where it stands, or after it has said so."""
    server.faster.write_text(when, "utf-8")
    read = run("apply", companies, server)
    [refused] = [each for each in read[:-1] if each["result"] == "failed"]
    assert [each["code"] for each in refused["problems"]] == ["push-refused"]
    served = tmp_path / "served" / f"c{refused['row'] - 1}.git"
    assert git(served, "log", "-1", "--format=%s", "main") == "somebody was faster"
    assert git(served, "tag") == ""
    assert sorted(results(read)) == ["done", "done", "failed", "there"]
    assert sorted(results(run("apply", companies, server))) == [
        "already", "already", "done", "there",
    ]  # fmt: skip
    assert git(served, "log", "--format=%s", "main").split("\n").count("somebody was faster") == 1


def test_what_a_server_refuses_is_not_applied(
    companies: Path, server: GitServer, tmp_path: Path
) -> None:
    served = tmp_path / "served" / "c0.git"
    hook = served / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not in this quarter >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    before = git(served, "for-each-ref")
    read = run("apply", companies, server)
    assert results(read) == ["failed", "done", "done", "there"]
    assert git(served, "for-each-ref") == before
    [refused] = [each for each in read[:-1] if each["result"] == "failed"]
    assert "not in this quarter" in refused["problems"][0]["message"]


def test_a_server_that_nobody_vouches_for_is_told_nothing(
    companies: Path, server: GitServer
) -> None:
    """An authority, or a host's key, that is not known: nothing is fetched and nothing asked."""
    nobody = {"GIT_SSL_CAINFO": os.devnull} if "https" in server.address else {}
    if "ssh" in server.address:
        asked = server.environment["GIT_SSH_COMMAND"]
        nobody = {"GIT_SSH_COMMAND": f"{asked} -o UserKnownHostsFile={os.devnull}"}
    read = run("plan", companies, server, **nobody)
    assert results(read) == ["failed"] * 4
    assert {each["code"] for row in read[:-1] for each in row["problems"]} == {"clone-failed"}
