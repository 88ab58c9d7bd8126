"""What all tests share: golden files, and how thoroughly laws are tried."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

# A law is tried on a few examples in every run, and on many in the long one. Examples are drawn
# anew each time; where a change is judged (.ci/run sets SAME_EXAMPLES) they are the same for the
# same code, so that the change is judged and not the luck of the draw.
for name, examples in (("quick", 20), ("thorough", 250)):
    settings.register_profile(
        name,
        max_examples=examples,
        deadline=None,
        derandomize=bool(os.environ.get("SAME_EXAMPLES")),
        suppress_health_check=[HealthCheck.too_slow],
    )

_FSYNC = os.fsync
Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew instead of comparing with them; then read the diff",
    )
    parser.addoption(
        "--thorough", action="store_true", help="try every law on many examples, not on a few"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a law is tried on; see to bytecode, garbage and interrupts."""
    # Hundreds of tests start the program in a process of its own. Where a machine is told to keep
    # no bytecode, each of them would compile all of it again, a third of the time that it takes.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # What is said is compared in the language that it is written in; tests of others say which.
    os.environ["AMENDTOOL_LANG"] = "en"
    sys.dont_write_bytecode = False
    # Ten thousand tests and what they are tried on live to the end; with the thresholds of Python
    # a fifth of the time goes into looking through them for garbage.
    gc.set_threshold(50_000, 20, 50)
    # What is changed is not waited for until it is on the disk: no test can cut the power, and the
    # waiting takes longer than the work. Sweeps that look for it ask for ``waits_for_the_disk``.
    os.environ["GIT_TEST_FSYNC"] = "0"  # of git's own tests, which leave it out as well
    patch.object(os, "fsync", lambda _: None).start()
    # A shell that starts the tests in the background has them ignored, and what is started
    # here would inherit that; some tests interrupt it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the laws, so that ``-m law`` finds them; begin with what takes longest."""
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker("law")
    items.sort(key=lambda item: item.get_closest_marker("first") is None)


def pytest_collection_finish() -> None:
    """What has been collected is never garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def waits_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed is waited for until it is on the disk, as the program does it."""
    monkeypatch.setattr(os, "fsync", _FSYNC)
    monkeypatch.setenv("GIT_TEST_FSYNC", "1")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, or write that file with ``--update-golden``."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, actual: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            return
        assert path.is_file(), f"no golden file {path}; run pytest with --update-golden"
        assert actual == path.read_bytes().decode(), f"differs from {path.name}"

    return compare
