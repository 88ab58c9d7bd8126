"""The last barrier: an error that nobody expected, as a problem that can be reported.

What it leaves behind is meant to be sent to us. So it tells which lines of which modules
led there, and nothing that a person has written: no text of an exception (it may quote
the articles), no value of a variable, no path, no argument.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from amendtool import __version__
from amendtool.errors import Problem
from amendtool.messages import say

_ENDS: Final = 30
"""So many frames are told at either end of a trace; a recursion has thousands between."""


def internal_error(error: BaseException, verb: str) -> Problem:
    """The problem that an unexpected error is, with its trace in a file of the temporary folder.

    Where no file can be written, the message says where in the program it happened.
    """
    text = report(error, verb)
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="amendtool-error-", suffix=".txt", encoding="utf-8", delete=False
        ) as file:
            file.write(text)
        where = say("its trace is in {name}", name=file.name)
    except OSError:
        where = say(
            "its trace could not be written to a file; it ended: {end}",
            end=text.splitlines()[-1].strip(),
        )
    return Problem(
        code="internal-error",
        message=say(
            "amendtool came to something that it did not expect ({name}): a mistake in the "
            "program, not in what you wrote; {where}",
            name=type(error).__name__,
            where=where,
        ),
        hint=say(
            "please report it with that file, which holds no text of yours; SECURITY.md "
            "says how, where it is none for the public. An amendment that was being applied "
            "is finished or cleaned up by `amendtool apply` with the same name"
        ),
    )


def report(error: BaseException, verb: str) -> str:
    """The trace of an error and of those that led to it: modules, lines, functions, types."""
    # It is written for us, and so in English whoever reads the message about it.
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    lines = [f"amendtool {__version__}, {verb or 'no verb'}, {system}"]
    seen: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in seen:
        seen.append(following)
        following = following.__cause__ or following.__context__
    for each in reversed(seen):
        frames = list(_frames(each.__traceback__))
        left_out = len(frames) - 2 * _ENDS
        if left_out > 0:
            frames[_ENDS:-_ENDS] = [f"… {left_out} more"]
        lines += ["", f"{type(each).__module__}.{type(each).__qualname__}", *frames]
    return "\n".join(lines) + "\n"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        module = trace.tb_frame.f_globals.get("__name__") or Path(code.co_filename).name
        yield f"  {module}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next
