"""What the program says in Japanese, for tests: its catalogue as the files have it now."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from amendtool.messages import speaking
from tools.catalogue import compiled, english, updated

_AS_IT_IS = re.compile(r"\[[a-z]+(?:-[a-z]+)*\]|(?<![A-Za-z])(?:ja|en)(?![A-Za-z])")
"""The code of a problem, and the name of an edition."""


@cache
def catalogue_file() -> bytes:
    """The compiled catalogue; the one that is shipped may be older."""
    return compiled(updated("ja").values(), "ja")


def write_catalogue(folder: Path) -> Path:
    """Write the catalogue where the program looks for it, below ``folder``, which is returned."""
    file = folder / "ja" / "LC_MESSAGES" / "amendtool.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogue_file())
    return folder


@contextmanager
def in_japanese() -> Iterator[None]:
    """Say everything within in Japanese, but for what click says."""
    with speaking(gettext.GNUTranslations(io.BytesIO(catalogue_file())), "ja"):
        yield


def english_words(text: str) -> list[str]:
    """The English words of what was said, line by line, but for codes, names and quotations."""
    return [
        word
        for line in text.splitlines()
        if re.search(r"[A-Za-z]", line)
        for word in english(_AS_IT_IS.sub(" ", line))
    ]
