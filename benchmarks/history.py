"""``python -m benchmarks.history``: what a long history costs, and that its cost grows linearly.

Articles with a clause each, amended a thousand times, every amendment with its record as ``apply``
writes it. The history is made by ``git fast-import``; the measured verbs are processes of their
own, as a user starts them.
"""

from __future__ import annotations

import argparse
import datetime
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from amendtool import __version__
from amendtool.repository.git import TreeEntry, hash_of, tree_of
from amendtool.repository.record import Act, Deed, Record, record_path, write_record
from benchmarks.repository import environment, git

ROOT: Final = Path(__file__).resolve().parents[1]
VERBS: Final = ("status", "verify", "check", "due")
_LIKE: Final = "0" * 40
_FIRST: Final = datetime.date(1980, 1, 1)
_PERSON: Final = b"Benchmark <benchmark@example.com> 1767225600 +0000"
_PROGRAM: Final = "from amendtool.cli.process import run; run()"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print seconds, and the growth from each number of amendments to the next."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.history")
    parser.add_argument("--amendments", default="100,1000", metavar="N,N")
    parser.add_argument("--articles", type=int, default=40, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    options = parser.parse_args(arguments)
    sizes = sorted({int(each) for each in options.amendments.split(",")})
    with tempfile.TemporaryDirectory(prefix="amendtool-bench-") as name:
        folder = Path(name).resolve()
        env = environment(ROOT, folder)
        before: dict[str, tuple[int, float]] = {}
        for size in sizes:
            here = folder / f"history-{size}"
            make(here, size, options.articles, env)
            for verb in VERBS:
                took = min(_seconds(here, verb, env) for _ in range(options.runs))
                told = f"{verb:8}{size:>6,} amendments  {took:7.2f} s"
                if verb in before:
                    less, then = before[verb]
                    told += f"  {took / then:5.1f} times {less:,} (linear: at most {size / less:g})"
                before[verb] = size, took
                print(told, flush=True)
    return 0


def _seconds(folder: Path, verb: str, env: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "-C", str(folder), verb], env=env, capture_output=True
    )
    took = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"{verb} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return took


def make(folder: Path, amendments: int, articles: int, env: dict[str, str]) -> None:
    """A repository whose articles were amended so often, each time a word of one article."""
    folder.mkdir(parents=True)
    git(folder, env, "init", "--quiet")
    git(folder, env, "fast-import", "--quiet", input=b"".join(_stream(amendments, articles)))
    git(folder, env, "reset", "--quiet", "--hard", "main")


def _stream(amendments: int, articles: int) -> Iterator[bytes]:
    files = {f"articles/{at:03}-clause-{at}.md": _clause(at, 0) for at in range(1, articles + 1)}
    entries = {path: _entry(data) for path, data in files.items()}
    settings = b'style = "en"\ntitle = "Articles"\ncompany = "Example Inc."\n'
    yield _commit("The articles", {**files, "amendtool.toml": settings})
    words = [0] * (articles + 1)
    for number in range(1, amendments + 1):
        at = number % articles + 1
        day = _FIRST + datetime.timedelta(days=10 * number)
        name, path = f"amendment-{number:05}", f"articles/{at:03}-clause-{at}.md"
        amendment = (
            f"amendment: {name}\ntitle: The word of Article {at}\nadopted: {day}\noperations:\n"
            f"  - replace: Article {at}\n    find: word {words[at]} stands\n"
            f"    with: word {words[at] + 1} stands\n"
        ).encode()
        words[at] += 1
        base = tree_of(entries, "articles", like=_LIKE)
        data = _clause(at, words[at])
        entries[path] = _entry(data)
        act = Act(
            deed=Deed.ADOPTED,
            day=day,
            base=base,
            result=tree_of(entries, "articles", like=_LIKE),
            file=hash_of("blob", amendment, like=_LIKE),
            tool=__version__,
        )
        record = write_record(Record(name=name, acts=(act,)))
        message = f"The word of Article {at}\n\nAmendment: {name}\nAdopted: {day}"
        yield _commit(
            message, {path: data, f"amendments/{name}.yaml": amendment, record_path(name): record}
        )


def _clause(at: int, word: int) -> bytes:
    rest = ", and the Company keeps it as every director knows it" * 4
    return f"# Clause {at}\n\nIn this article word {word} stands{rest}.\n".encode()


def _entry(data: bytes) -> TreeEntry:
    return TreeEntry(mode="100644", kind="blob", oid=hash_of("blob", data, like=_LIKE))


def _commit(message: str, files: dict[str, bytes]) -> bytes:
    told = message.encode()
    lines = [b"commit refs/heads/main\nauthor ", _PERSON, b"\ncommitter ", _PERSON]
    lines.append(b"\ndata %d\n%s\n" % (len(told), told))
    for path, content in files.items():
        lines.append(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(content)))
        lines += [content, b"\n"]
    return b"".join(lines)


if __name__ == "__main__":
    sys.exit(main())
