"""How the program ends as a process: with its code, and with all that was to happen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

AROUND = """\
import atexit, sys, threading, time
from amendtool.cli import process
atexit.register(print, "registered")
def ended():
    print("said")
    {last}
    sys.exit({code})
process.main = ended
process.run()
"""
LATE = "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()"


def run(last: str, code: int) -> subprocess.CompletedProcess[str]:
    """A process that says something, does ``last`` and ends."""
    return subprocess.run(
        [sys.executable, "-c", AROUND.format(last=last, code=code)], capture_output=True, text=True
    )


@pytest.mark.parametrize("code", [0, 3, 70])
def test_what_was_said_and_registered_is_done_before_the_end(code: int) -> None:
    done = run("print('error', file=sys.stderr)", code)
    assert (done.returncode, done.stdout, done.stderr) == (code, "said\nregistered\n", "error\n")


def test_a_thread_is_waited_for() -> None:
    done = run(LATE, 1)
    assert done.returncode == 1
    assert done.stdout.split() == ["said", "thread", "registered"]


def test_a_file_that_is_open_for_writing_is_closed_by_what_registered_it(tmp_path: object) -> None:
    path = os.path.join(str(tmp_path), "kept.txt")
    done = run(f"file = open({path!r}, 'w'); file.write('kept'); atexit.register(file.close)", 0)
    with open(path) as file:
        assert (done.returncode, file.read()) == (0, "kept")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_what_cannot_be_written_at_the_end_is_told() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", AROUND.format(last="", code=0)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode != 0
    assert "No space left" in done.stderr


def test_cycles_are_looked_for_seldom_in_a_verb_and_often_in_what_goes_on() -> None:
    """A verb ends soon; what is left in cycles while it goes on for hours has to be found."""
    asked = "import gc, weakref; class_ = type('Cycle', (), {}); found = []\n    "
    made = (
        "for _ in range(60_000):\n"
        "        each = class_(); each.own = each; found.append(weakref.ref(each))\n"
        "    print(sum(each() is not None for each in found))"
    )
    for first, most in (("", 60_000), ("process.goes_on()\n    ", 50_000)):
        said = run(asked + first + made, 0).stdout.split()
        assert said[0] == "said"
        left = int(said[1])
        assert left == most if not first else left < most, first
