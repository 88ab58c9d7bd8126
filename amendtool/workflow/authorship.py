"""Who somebody is that changes the articles through a program that others run: names for git."""

from __future__ import annotations

import unicodedata
from typing import Final

from amendtool.repository.git.authorship import authored_by

__all__ = ["authored_by", "clean_mail", "clean_name"]

_MOST: Final = 120
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_OF_GIT: Final = "<>"
"""What ends a name or an address in a commit."""
_EDGES: Final = " .,:;\\\"'"
"""What git takes away at both ends of a name."""


def clean_name(name: str) -> str:
    """``name`` as it can stand in a commit: on one line, all of it seen, of bounded length.

    Empty where nothing is left of it.
    """
    seen = "".join(_seen(each) for each in unicodedata.normalize("NFC", name))
    return " ".join(seen.split())[:_MOST].strip(_EDGES)


def clean_mail(mail: str) -> str:
    """``mail`` where it can be an address in a commit; else empty."""
    cleaned = clean_name(mail)
    here, at, there = cleaned.partition("@")
    fits = cleaned == mail and here and there and "@" not in there and " " not in cleaned
    return cleaned if at and fits else ""


def _seen(character: str) -> str:
    if character in _OF_GIT or unicodedata.category(character) in _UNSEEN:
        return " " if character in "\t\n\r\x0b\x0c\x85\u2028\u2029" else ""
    return character
