"""What the systems make of the name of a file: which two are one, and which lead elsewhere.

macOS and Windows take upper and lower case for the same, and macOS decomposes what it is given.
Windows keeps some names for devices, whatever their ending, cuts off dots and spaces at the end,
and takes what stands behind a colon for a stream of the file before it ("Naming Files, Paths, and
Namespaces"). A repository is cloned on all of them, and a document is sent to people who have
another one: so what may be named how is asked here, and answered alike on every system.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from amendtool.patterns import compiled

_PORTS: Final = "0123456789¹²³"
"""The numbers of ports; Windows takes the three small ones of Latin-1 for digits."""

DEVICES: Final = frozenset(
    [
        *("con", "prn", "aux", "nul", "conin$", "conout$", "clock$"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in _PORTS),
    ]
)
"""The names of devices, folded."""


def folded(name: str) -> str:
    """``name`` as every file system sees it that ignores case and Unicode composition.

    Folding may undo the normalisation, so that is done again.
    """
    composed = unicodedata.normalize("NFC", name)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", composed).casefold())


def on_windows(name: str) -> str:
    """The name of the file that Windows takes ``name`` for; empty where it is none."""
    return name.partition(":")[0].rstrip(". ")


def is_device(name: str) -> bool:
    """Whether Windows keeps a name for a device, whatever its case and its ending: ``NUL.md``."""
    return folded(on_windows(name)).partition(".")[0].rstrip(" ") in DEVICES


def is_plain(name: str) -> bool:
    """Whether ``name`` is that of one file of this very name wherever it can be had.

    It is not where Windows takes it for a device, for another file or for a path.
    """
    return on_windows(name) == name and "\\" not in name and not is_device(name)


_GITS: Final = compiled(r"(?:[A-Z]+_)*HEAD|AUTO_MERGE|stash")
_GITS_FOLDED: Final = frozenset(
    [
        *("head", "auto_merge", "stash"),
        *(f"{of}_head" for of in ("fetch", "orig", "merge", "cherry_pick", "revert", "rebase")),
        "bisect_head",
    ]
)


def is_gits(name: str) -> bool:
    """Whether git has the name for a place of its own, and would take a tag or a file for it.

    Where case is ignored it finds its ``HEAD`` under the name ``head``, too.
    """
    return bool(_GITS.fullmatch(name)) or folded(name) in _GITS_FOLDED
