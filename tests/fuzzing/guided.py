"""Fuzz one reader by coverage: ``python -m tests.fuzzing.guided [OPTIONS] READER``.

It needs atheris, which ``make long`` installs where there is a build of it. Its own figures come
last; what was found is told with the input, and ends the run. With ``--corpus DIR`` the inputs that
reached something new are kept there, and the next run goes on from them: a night is many runs.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any


def begin(atheris: Any) -> Any:
    """The readers, with the program instrumented: only what atheris sees come in guides it."""
    # Everything that is loaded by now would take minutes; the program alone is what is tried.
    with atheris.instrument_imports(include=["amendtool"]):
        return importlib.import_module("tests.fuzzing.readers")


def main() -> None:
    """Read the arguments and run; the exit code is atheris's own."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing.guided", description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--inputs", type=int, default=-1, help="at most")
    parser.add_argument("--seed", type=int, default=0, help="0 draws one")
    parser.add_argument("--corpus", type=Path, help="keep here what reached something new")
    parser.add_argument("--keep", type=Path, default=Path("build/found"))
    given = parser.parse_args()
    atheris = importlib.import_module("atheris")  # no dependency: where it is installed
    readers = begin(atheris)
    reader = readers.READERS[given.reader]

    def one(data: bytes) -> None:
        said = readers.judged(given.reader, data[: readers.LONGEST])
        if said not in ("read", "refused"):
            raise AssertionError(said)

    with tempfile.TemporaryDirectory() as scratch:
        corpus = (given.corpus or Path(scratch, "corpus")) / given.reader
        corpus.mkdir(parents=True, exist_ok=True)
        found = given.keep / given.reader
        found.mkdir(parents=True, exist_ok=True)
        for number, piece in enumerate((*reader.seeds, *(each.encode() for each in reader.pieces))):
            (corpus / f"{number:04}").write_bytes(piece)
        options = (
            *(f"-max_total_time={given.seconds}", f"-runs={given.inputs}", f"-seed={given.seed}"),
            f"-max_len={readers.LONGEST}",
            *("-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1"),
            f"-artifact_prefix={found}/",
        )
        atheris.Setup([sys.argv[0], *options, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
