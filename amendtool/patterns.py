"""Regular expressions that are compiled when they are first used.

A module of the reading of texts names its patterns at its top, where they can be read beside each
other; a verb loads some three hundred of them and uses thirty. Compiling takes as long as all
else that loading does, and longest for the classes of characters of many scripts. So ``compiled``
gives what can be used like a compiled pattern and becomes one with its first use. It can be
passed on, but not to the functions of ``re``, which ask for a pattern of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["compiled"]


class _WhenUsed:
    """A pattern that is not compiled yet, and then has the methods of the one that is."""

    pattern: str

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """What is asked for first; all that is asked again is found without coming here."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_made":
            self._made = re.compile(self.pattern, self._flags)
            return self._made
        found = getattr(self._made, name)
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    from re import compile as compiled
else:
    compiled = _WhenUsed
