"""Pages are told of each state, whatever went wrong while it was looked for."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from amendtool.desk import watching
from amendtool.desk.watching import Changes
from amendtool.errors import Problem, RepositoryError

FAULTS = {
    "refused": RepositoryError(Problem(code="corrupt", message="not now", hint="later")),
    "no file": FileNotFoundError(errno.ENOENT, "gone in the middle"),
    "too many files": OSError(errno.EMFILE, "too many open files"),
    "no such letter": UnicodeDecodeError("utf-8", b"\xff", 0, 1, "half written"),
    "a fault of ours": KeyError("amendments"),
}


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked again without a pause."""
    monkeypatch.setattr(watching, "_PATIENCE", 0)


def nowhere() -> tuple[Sequence[Path], Sequence[Path]]:
    return (), ()


async def told(changes: Changes, number: int) -> list[str]:
    """The first events that a page is sent, but for signs of life."""
    watch = asyncio.create_task(changes.watch())
    found = []
    try:
        async for each in changes.events():
            if each.startswith("data: "):
                found.append(each.removeprefix("data: ").strip())
            if len(found) == number:
                break
    finally:
        watch.cancel()
        with pytest.raises(asyncio.CancelledError):  # and nothing else has ended it
            await watch
    return found


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_once_is_looked_at_again(at_once: None, fault: str) -> None:
    states = iter(("a", "a", FAULTS[fault], FAULTS[fault], "b", FAULTS[fault], "c"))

    def state() -> str:
        found = next(states, "c")
        if isinstance(found, Exception):
            raise found
        return found

    assert asyncio.run(told(Changes(state, nowhere), 3)) == ["a", "b", "c"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_comes_while_something_is_wrong_is_told_later(
    at_once: None, fault: str
) -> None:
    states = iter((FAULTS[fault], "a"))

    def state() -> str:
        found = next(states, "a")
        if isinstance(found, Exception):
            raise found
        return found

    assert asyncio.run(told(Changes(state, nowhere), 1)) == ["a"]


@pytest.mark.parametrize("fault", FAULTS)
def test_where_no_folder_can_be_watched_it_is_looked_all_the_same(
    at_once: None, fault: str
) -> None:
    states = iter("ab")

    def places() -> tuple[Sequence[Path], Sequence[Path]]:
        raise FAULTS[fault]

    changes = Changes(lambda: next(states, "b"), places)
    assert asyncio.run(told(changes, 2)) == ["a", "b"]


def test_a_folder_that_is_gone_is_no_end(at_once: None, tmp_path: Path) -> None:
    states = iter("ab")
    gone = tmp_path / "gone"
    changes = Changes(lambda: next(states, "b"), lambda: ((gone,), (gone,)))
    assert asyncio.run(told(changes, 2)) == ["a", "b"]


def test_what_was_seen_first_is_not_told_last() -> None:
    """Two look at once, and the first one is slow: the other waits for it."""
    second = threading.Event()
    overtaken: list[bool] = []

    def state() -> str:
        if not overtaken:
            overtaken.append(False)
            overtaken[0] = second.wait(0.2)
            return "old"
        second.set()
        return "new"

    changes = Changes(state, nowhere)

    async def both() -> list[str]:
        pages = [changes.events() for _ in range(2)]
        return list(await asyncio.gather(*(anext(each) for each in pages)))

    assert asyncio.run(both())[1] == "data: new\n\n"
    assert overtaken == [False]
