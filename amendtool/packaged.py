"""Where the data that comes with the program stands: the example, and the templates.

A wheel carries them inside the package, under ``_data``; in a checkout they have the
same names at its top level. Nothing else looks for them.
"""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

Shipped = Literal["articles", "amendments", "templates", "amendtool.toml"]


def packaged(name: Shipped, *parts: str) -> Traversable:
    """The shipped file or folder ``name``, or what ``parts`` lead to inside it.

    Raises :class:`FileNotFoundError` when ``name`` was not shipped: the installation
    is broken, which no user input can cause.
    """
    shipped = importlib.resources.files("amendtool") / "_data" / name
    checkout = Path(__file__).resolve().parent.parent / name
    for found in (shipped, checkout):
        if found.is_dir() or found.is_file():
            for part in parts:
                found = found / part
            return found
    raise FileNotFoundError(
        f"{name!r}, which comes with amendtool, is missing: "
        f"neither amendtool/_data/{name} nor {checkout} exists; install amendtool again"
    )
