"""In whose name is committed, where one process commits for several people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_author: ContextVar[tuple[str, str] | None] = ContextVar("author", default=None)

_VARIABLES: Final = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")


@contextmanager
def authored_by(name: str, mail: str) -> Iterator[None]:
    """Within it ``name`` is the author of what is committed; who commits stays who git says.

    ``mail`` may be empty. Other threads are not concerned.
    """
    before = _author.set((name, mail))
    try:
        yield
    finally:
        _author.reset(before)


def author_variables() -> Mapping[str, str]:
    """What tells git the author; nothing where it is who commits."""
    author = _author.get()
    return {} if author is None else dict(zip(_VARIABLES, author, strict=True))
