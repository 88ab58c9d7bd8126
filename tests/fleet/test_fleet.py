"""A fleet on a cluster of this machine: ten companies, one of them broken, one worker killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from tests.cli.conftest import schema_of
from tests.fleet.conftest import PATTERN, PLAIN, Made

PLANS = (
    PLAIN,
    replace(PLAIN, chapters=False, term="当社"),
    replace(PLAIN, settings={"article": "第十二条", "chapter": "第二章"}),
    replace(PLAIN, supplementary="articles"),
    replace(PLAIN, kind="absent"),
    replace(PLAIN, kind="there"),
    replace(PLAIN, kind="twice"),
    replace(PLAIN, vote="rejected"),
    replace(PLAIN, vote=""),
    replace(PLAIN, broken="conflict"),
)
APPLIED = ["done", "done", "done", "done", "done", "there", "doubt", "rejected", "waits", "failed"]


def fleet(act: str, companies: Path, *options: str) -> subprocess.Popen[str]:
    """``amendtool fleet`` as its own process, with a line of JSON for each company."""
    command = [sys.executable, "-m", "amendtool", "fleet", act, str(PATTERN)]
    return subprocess.Popen(
        [*command, "--companies", str(companies), "--workers", "2", "--json", *options],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def rows(run: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert run.stdout is not None
    for line in run.stdout:
        read = json.loads(line)
        schema_of(read["schema"]).validate(read)
        yield read


def results(read: list[dict[str, Any]]) -> list[str]:
    own = [each for each in read if each["schema"] == "amendtool/fleet-row/1"]
    return [each["result"] for each in sorted(own, key=lambda each: each["row"])]


def test_ten_companies_one_broken_and_a_worker_killed(make_companies: Made, tmp_path: Path) -> None:
    companies = make_companies(PLANS)
    with fleet("apply", companies) as run:
        coming = rows(run)
        read = [next(coming)]
        own = psutil.Process(run.pid)
        workers = [each for each in own.children() if "spawn_main" in " ".join(each.cmdline())]
        listening = {
            connection.laddr.ip
            for process in (own, *workers)
            for connection in process.net_connections()
            if connection.status == psutil.CONN_LISTEN
        }
        workers[0].kill()
        read += coming
        assert run.wait(timeout=300) == 1
    assert len(workers) == 2

    # A row that landed before its worker was killed is found done by the worker that has it next.
    assert [each.replace("already", "done") for each in results(read)] == APPLIED
    assert listening == {"127.0.0.1"}
    for at, said in enumerate(APPLIED):
        amendments = tmp_path / f"c{at}" / "amendments"
        record = amendments / "electronic-provision.record.yaml"
        assert record.is_file() == (said in ("done", "rejected"))
    assert not any(psutil.pid_exists(each.pid) for each in workers)

    with fleet("apply", companies) as run:
        again = list(rows(run))
    left = [said.replace("done", "already") for said in APPLIED]
    assert results(again) == left
    assert again[-1]["results"]["already"] == 5
