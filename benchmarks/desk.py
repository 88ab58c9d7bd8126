"""``python -m benchmarks.desk``: the desk while many read and some ask what an amendment would do.

Readers open the articles, a list and a table, one after the other, with a pause between as people
have; editors ask for the preview of a pending amendment. All come by a socket under names of their
own, as behind a proxy. Printed are the times of answers, and the memory of the desk as it goes on:
with ``--seconds 600`` this is a soak. The times are those of this machine, and no ratios.
"""

from __future__ import annotations

import argparse
import http.client
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.charter import sample
from benchmarks.repository import environment, make

URL = "http://desk.example"
PAGES = ("index.html", "history.html", "amendments/index.html", "amendments/plan.html")
PREVIEW = "amendments/plan/adopt"
PLAN = "amendment: plan\ntitle: A plan\nadopted: 2026-06-25\noperations:\n  - delete: Article 7\n"


class _ByFile(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("desk.example", timeout=600)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(600)
        self.sock.connect(self._path)


@dataclass
class Asked:
    """How long each answer took, by what was asked, and how many were none."""

    times: dict[str, list[float]] = field(default_factory=dict)
    failed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, where: Path, path: str, user: str) -> None:
        """Ask for one page and keep how long that took."""
        began = time.monotonic()
        connection = _ByFile(where)
        try:
            connection.request("GET", f"/{path}", headers={"X-Desk-User": user})
            answer = connection.getresponse()
            answer.read()
            right = answer.status == 200
        except OSError:
            right = False
        finally:
            connection.close()
        with self.lock:
            self.times.setdefault(path, []).append(time.monotonic() - began)
            self.failed += not right


@contextmanager
def _served(folder: Path, scratch: Path, size: int) -> Iterator[tuple[Path, psutil.Process]]:
    env = environment(Path(__file__).resolve().parents[1], scratch)
    make(folder, sample(size, citing=False), env)
    (folder / "amendments").mkdir(exist_ok=True)
    (folder / "amendments" / "plan.yaml").write_text(PLAN)
    people = scratch / "people.toml"
    people.write_text('everyone = "adopt"\n')
    where = scratch / "s"
    options = ("--socket", str(where), "--user-header", "X-Desk-User", "--url", URL)
    program = subprocess.Popen(
        [sys.executable, "-m", "amendtool", "desk", *options, "--people", str(people)],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        if program.stdout.readline().strip() != URL:
            raise SystemExit("the desk did not start")
        yield where, psutil.Process(program.pid)
    finally:
        program.terminate()
        program.wait()


def main() -> None:
    """Measure and print."""
    options = _parser().parse_args()
    asked = Asked()
    with (
        tempfile.TemporaryDirectory(prefix="desk") as name,
        _served(Path(name) / "a", Path(name), options.size) as (where, desk),
    ):
        ends = time.monotonic() + options.seconds

        def visit(user: str, paths: Sequence[str]) -> None:
            pause = random.Random(user)
            while time.monotonic() < ends:
                asked.ask(where, pause.choice(paths), user)
                time.sleep(pause.uniform(0.5, 1.5) * options.pause)

        who: list[tuple[str, Sequence[str]]] = [
            (f"reader{each}", PAGES) for each in range(options.readers)
        ]
        who += [(f"editor{each}", (PREVIEW,)) for each in range(options.editors)]
        threads = [threading.Thread(target=visit, args=each) for each in who]
        for each in threads:
            each.start()
        while time.monotonic() < ends:
            time.sleep(min(options.seconds / 6, max(ends - time.monotonic(), 0.1)))
            memory = desk.memory_info().rss / 2**20
            print(f"{ends - time.monotonic():8.0f} s left   {memory:6.0f} MiB", flush=True)
        for each in threads:
            each.join()
    for path, times in sorted(asked.times.items()):
        times.sort()
        half, most = (times[int(len(times) * part)] for part in (0.5, 0.95))
        print(f"{path:24} {len(times):6} answers   median {half:6.3f} s   p95 {most:6.3f} s")
    print(f"refused or failed: {asked.failed}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--editors", type=int, default=5)
    parser.add_argument("--size", type=int, default=1000, help="articles")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5, help="seconds between two pages")
    return parser


if __name__ == "__main__":
    main()
