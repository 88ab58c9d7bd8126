"""Telling open pages that something changed: by an editor, by git, by another page.

Each page says of which state of the repository it is, and the stream says the state whenever it
becomes another one; a page that falls behind shows itself anew, or offers to (``desk.js``). Files
are watched by the operating system; since no system tells of everything (a network disk, a folder
made later), it is looked again every few seconds as long as a page is open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from watchfiles import Change, awatch

_PATIENCE: Final = 5.0
"""How many seconds until it is looked again."""
_ALIVE: Final = 15.0
MOST_LISTENERS: Final = 100


class Changes:
    """The states of a repository, one after the other, for every page that is open.

    ``state`` says in a word which it is now, and may raise AmendtoolError: a file that is
    half written is no state. ``places`` are the folders to watch with all below them, and those
    to watch alone. Whatever else either raises ends no stream, and is looked at again: what a
    file or git refuses at one moment says nothing of the next one.
    """

    def __init__(
        self,
        state: Callable[[], str],
        places: Callable[[], tuple[Sequence[Path], Sequence[Path]]],
    ) -> None:
        self._state, self._places = state, places
        self._last = ""
        self._look_alone = asyncio.Lock()
        self._listeners: set[asyncio.Event] = set()
        self._ended = False

    @property
    def full(self) -> bool:
        """Whether no more pages are told."""
        return len(self._listeners) >= MOST_LISTENERS

    def end(self) -> None:
        """Let every page go: a server that stops waits for what it is still sending."""
        self._ended = True
        for each in self._listeners:
            each.set()

    async def watch(self) -> None:
        """Look until it is cancelled."""
        deep: Sequence[Path] = ()
        alone: Sequence[Path] = ()
        with suppress(Exception):  # it is still looked again every few seconds
            deep, alone = await asyncio.to_thread(self._places)
        await asyncio.gather(self._told(deep, True), self._told(alone, False), self._looked())

    async def events(self) -> AsyncIterator[str]:
        """What is sent to one page, in the form of server-sent events."""
        mine = asyncio.Event()
        self._listeners.add(mine)
        sent = ""
        try:
            await self._look()
            while not self._ended:
                if self._last != sent:
                    sent = self._last
                    yield f"data: {sent}\n\n"
                try:
                    await asyncio.wait_for(mine.wait(), _ALIVE)
                except TimeoutError:
                    yield ":\n\n"  # a page that is gone is noticed by this alone
                mine.clear()
        finally:
            self._listeners.discard(mine)

    async def _told(self, folders: Sequence[Path], below: bool) -> None:
        if not folders:
            return
        with suppress(OSError, RuntimeError):  # too many folders for the system: _looked remains
            async for _ in awatch(
                *folders, watch_filter=_matters, debounce=300, step=50, recursive=below
            ):
                if self._listeners:
                    await self._look()

    async def _looked(self) -> None:
        while True:
            await asyncio.sleep(_PATIENCE)
            if self._listeners:
                await self._look()

    async def _look(self) -> None:
        # One after the other: what was seen first is not told last. Whoever asks for a page is
        # told what is wrong; here an error of any kind would end all telling, for good and unseen.
        async with self._look_alone:
            with suppress(Exception):
                state = await asyncio.to_thread(self._state)
                if state != self._last:
                    self._last = state
                    for each in self._listeners:
                        each.set()


def _matters(change: Change, path: str) -> bool:
    return not path.endswith((".lock", "~", ".swp", ".tmp"))
