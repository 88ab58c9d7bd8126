"""Text in a page of HTML: escaped, or filled in already.

It is apart from ``templates``, because loading a template engine takes longer than to make the
page of a small table: a page that is written without one needs no more than this.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class Filled(str):
    """HTML that is filled in: in a template it stands as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What escaping makes of it: itself."""
        return str(self)


def escape(text: str) -> str:
    """``text`` as it stands in an element or an attribute of HTML, as the templates escape it."""
    return (
        text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace('"', "&#34;")
    )


def own_folder(folders: Sequence[Path]) -> Path | None:
    """The first of the folders of a company's templates that holds anything."""
    return next((folder for folder in folders if any(folder.glob("*"))), None)
