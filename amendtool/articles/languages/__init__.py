"""The languages of articles: one row each, found by its tag.

What a language prints and how it is typeset stands in its row (``docs/adr/0017``). Three things
are made of values that the row cannot know and have a row of their own under the same tag: its
drafting style (``styles.STYLES``), the grammar of its citations (``references.GRAMMARS``) and
the house style that the row names (``comparison.house.HOUSES``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from amendtool.articles.languages.english import ENGLISH
from amendtool.articles.languages.japanese import JAPANESE
from amendtool.articles.languages.language import Language

__all__ = ["ENGLISH", "LANGUAGES", "Language", "language_of"]

LANGUAGES: Final[Mapping[str, Language]] = {row.tag: row for row in (ENGLISH, JAPANESE)}
"""Every language that articles may be in, by its tag; the first is what `init` begins with."""


@cache
def language_of(tag: str) -> Language:
    """The language of a BCP 47 tag: that of ``en-GB`` is English, that of ``ja-JP`` Japanese.

    A language without a row, as a table from elsewhere may have, is printed as English is; only
    what would change the meaning of its numbers is not supposed of it.
    """
    primary = tag.lower().partition("-")[0]
    unknown = replace(ENGLISH, tag=primary, latin_tag=primary, groups_with_comma=False)
    return LANGUAGES.get(primary, unknown)
