"""Where the repository of a company may be: on a path, or reached by https or ssh."""

from __future__ import annotations

import re
from typing import Final

from amendtool.errors import Place, Problem
from amendtool.messages import say

_URL: Final = re.compile(
    r"(?:https://|ssh://)(?:[A-Za-z0-9._~-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?"
    r"/[A-Za-z0-9._~/%+-]+"
)
"""No password, no query: what stands in a list is read by many."""
_HOST: Final = re.compile(r"[^/\\]*:")
"""A colon before the first slash: a scheme, or a host to git."""
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")


def is_remote(address: str) -> bool:
    """Whether a repository is reached over the network."""
    return _URL.fullmatch(address) is not None


def address_problem(address: str, place: Place) -> Problem | None:
    """What is wrong with the address of a repository; None where it may be used.

    A path never begins with a hyphen, and nothing else that git takes for a way to run a program
    or to reach a host (``ext::``, ``host:path``, ``file:``, ``git:``) is one.
    """
    clean = bool(address) and address.isprintable() and not address.startswith("-")
    as_path = _HOST.match(address) is None or _DRIVE.match(address) is not None
    if clean and "::" not in address and (as_path or is_remote(address)) and "://-" not in address:
        return None
    return Problem(
        code="repository-address",
        message=say("{address!r} is no address of a repository here", address=address),
        hint=say("write a path, https://host/way or ssh://user@host/way; nothing else is used"),
        place=place,
    )
