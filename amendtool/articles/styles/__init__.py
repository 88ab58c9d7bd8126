"""Drafting styles: how articles, paragraphs and items are numbered, written and read.

A style is data; one algorithm serves them all. ``EN`` and ``JA`` are the built-in
ones (``docs/table-conventions.md``, "Numbers in print"), ``BYLAWS`` and ``BYLAWS_RESTART``
those of US bylaws (``docs/adding-a-style.md``).
"""

from __future__ import annotations

from collections.abc import Mapping

from amendtool.articles.styles.bylaws import BYLAWS, BYLAWS_RESTART
from amendtool.articles.styles.en import EN
from amendtool.articles.styles.ja import JA
from amendtool.articles.styles.style import AddressForms, DraftingStyle

__all__ = ["BYLAWS", "BYLAWS_RESTART", "EN", "JA", "STYLES", "AddressForms", "DraftingStyle"]

STYLES: Mapping[str, DraftingStyle] = {
    style.name: style for style in (EN, JA, BYLAWS, BYLAWS_RESTART)
}
