"""The program as a process: how it begins and ends, where nothing else runs beside it."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from typing import Final, NoReturn

from amendtool.cli.app import main

_OBJECTS_OF_A_VERB: Final = 2_500_000
"""Python looks for cycles after 700 new objects, each time through all that are new and stay.

What a verb makes are trees, which go without that, and it ends soon: nothing is looked for before
it has made as many objects as ``apply`` for 10,000 articles leaves, whose peak of memory is then a
twentieth higher."""
_OBJECTS_BETWEEN_SEARCHES: Final = 50_000
"""The same for what goes on for hours."""


def run() -> NoReturn:
    """Run the program with the arguments of the process, and end the process."""
    gc.set_threshold(_OBJECTS_OF_A_VERB)
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    _end(code)


def goes_on() -> None:
    """Say of the process that it does not end soon, so that what is left in cycles is found."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)


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
