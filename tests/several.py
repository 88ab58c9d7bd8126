"""Several calls of the command line in one process, for a changed copy of the program.

``python tests/several.py LINES``, where LINES are lists of words as JSON, and the copy is first on
the path: a test cannot import it beside the program itself, and a process for each call takes
long. What it prints is JSON too: of each call the exit code and what it wrote to both streams.
"""

from __future__ import annotations

import io
import json
import sys


def main() -> None:
    from amendtool.cli import main as amendtool

    told: list[tuple[object, str, str]] = []
    streams = sys.stdout, sys.stderr
    for words in json.loads(sys.argv[1]):
        out, err = io.BytesIO(), io.BytesIO()
        sys.stdout = io.TextIOWrapper(out, encoding="utf-8", newline="")
        sys.stderr = io.TextIOWrapper(err, encoding="utf-8", newline="")
        code: object = 0
        try:
            amendtool(words)
        except SystemExit as done:
            code = done.code
        sys.stdout.flush()
        sys.stderr.flush()
        told.append((code, out.getvalue().decode(), err.getvalue().decode()))
    sys.stdout, sys.stderr = streams
    print(json.dumps(told))


if __name__ == "__main__":
    main()
