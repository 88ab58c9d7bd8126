"""The amendments of the sample company, applied one after the other, and their tables.

``_read`` alone knows where the files of an edition are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import AmendmentFile, read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.languages import language_of
from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES, HouseStyle
from amendtool.comparison.remarks import remarks_of
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import Table
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder

KITANO = Path(__file__).resolve().parents[2] / "examples" / "kitano"
NAMES = tuple(sorted(path.stem for path in (KITANO / "amendments").glob("*-agm.yaml")))
LANGUAGES = ("ja", "en")
TITLES = {"ja": "北野原精工株式会社定款", "en": "Articles of Incorporation"}
_EDITIONS = tuple(STYLES[language] for language in LANGUAGES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One amendment, and what it made of the articles of its day."""

    parsed: AmendmentFile
    application: Application

    @property
    def amendment(self) -> Amendment:
        return self.parsed.amendment


def _read(language: str) -> tuple[Charter, Iterator[AmendmentFile]]:
    """The articles of 2007 in one language, and the amendments from the oldest on."""
    style = STYLES[language]
    files = (KITANO / "amendments" / f"{name}.yaml" for name in NAMES)
    return load(read_folder(KITANO, "articles"), style).charter, (
        read_amendment(
            file.read_text(encoding="utf-8"),
            style,
            file=f"amendments/{file.name}",
            name=file.stem,
            styles=_EDITIONS,
        )
        for file in files
    )


@cache
def steps(language: str) -> dict[str, Step]:
    """Every amendment by its name."""
    charter, amendments = _read(language)
    found = {}
    for parsed in amendments:
        application = apply(charter, parsed.amendment, STYLES[language])
        assert not application.questions
        found[parsed.amendment.name] = Step(parsed=parsed, application=application)
        charter = application.proposed
    return found


def table(language: str, name: str, house: HouseStyle | None = None) -> Table:
    """The comparison table of an amendment, in the usual house style of its language."""
    step = steps(language)[name]
    return make_table(
        step.application.present,
        step.application.proposed,
        style=STYLES[language],
        house=house or HOUSES[language_of(language).house],
        title=TITLES[language],
        kept=step.application.kept,
        remarks=remarks_of(step.application, step.amendment),
    )
