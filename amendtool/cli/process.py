"""The program as a process: how it begins and ends, where nothing else runs beside it."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from typing import Final, NoReturn

from amendtool.cli.app import main

_OBJECTS_BETWEEN_SEARCHES: Final = 50_000
"""Python looks for cycles after 700 new objects; a verb makes many and leaves few cycles."""


def run() -> NoReturn:
    """Run the program with the arguments of the process, and end the process."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    _end(code)


def _end(code: object) -> NoReturn:
    """End the process without taking every module and value apart first: the system does it.

    What is to happen at the end happens: streams are flushed, what was registered is called.
    Where a thread runs yet, or a stream takes nothing more, Python ends it in its own way.
    """
    if not isinstance(code, int) or threading.active_count() > 1:
        sys.exit(code if isinstance(code, int | str) else None)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)
