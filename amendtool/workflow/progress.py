"""How a use case says what takes its time, whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Progress = Callable[[str], AbstractContextManager[None]]
"""Called with what is being done (``reading the articles``); open for as long as it takes."""


def silent(_: str) -> AbstractContextManager[None]:
    """The progress that nobody is told of."""
    return nullcontext()
