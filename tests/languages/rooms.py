"""What a language needs in each room: run as a program, the rooms that have nothing for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.references.parser import GRAMMARS
from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES
from amendtool.packaged import packaged


def lacking(tag: str) -> Iterator[str]:
    """The rooms that lack something for a language, each with what it is."""
    row = LANGUAGES.get(tag)
    if row is None:
        yield f"articles/languages: the row {tag}"
        return
    style = STYLES.get(tag)
    if style is None or style.language != tag:
        yield f"articles/styles: a drafting style {tag}"
    if tag not in GRAMMARS:
        yield f"articles/references: a grammar {tag}"
    house = HOUSES.get(row.house)
    if house is None or house.language != tag:
        yield f"comparison/house: the house style {row.house}"
    for name in (
        f"amendment.{tag}.yaml",
        f"articles-readme.{tag}.md",
        f"amendments-readme.{tag}.md",
        f"documents/{row.notice}.{tag}.j2",
        f"documents/{row.whole_notice}.{tag}.j2",
    ):
        if not packaged("templates", *name.split("/")).is_file():
            yield f"templates: {name}"


if __name__ == "__main__":
    for room in lacking(sys.argv[1]):
        print(room)
