"""``[editions.<language>]`` in ``amendtool.toml``: editions of the articles in other languages.

::

    language = "ja"              # the leading edition

    [editions.en]                # articles/en/, with the same keys and numbers
    company = "Kitanohara Precision Co., Ltd."
    title = "Articles of Incorporation"
    style = "en"
    house = "seed-en"

    [editions.en.drafting]       # its forms, as in [drafting]
    items = ["(i)", "(a)"]

Every setting may be left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.comparison.house import HOUSES, HeadingPlace, HouseStyle
from amendtool.errors import InputError, Place, Problem
from amendtool.repository.settings.drafting import TABLE as DRAFTING
from amendtool.repository.settings.drafting import read_drafting
from amendtool.repository.settings.houses import Reader, find_house

TABLE: Final = "editions"
FIELDS: Final = ("company", "title", "style", "house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The articles in one language, and how that edition is written and printed.

    ``company`` is empty where the edition names the company as the leading one does.
    """

    company: str
    title: str
    style: DraftingStyle
    house: HouseStyle
    heading_place: HeadingPlace | None = None
    """Where its articles have their headings, whatever the house style says."""

    @property
    def language(self) -> str:
        """The language, as a BCP 47 tag; it is also the name of its folder."""
        return self.style.language


def read_editions(
    value: object,
    leading: str,
    text: str,
    file: str,
    problems: list[Problem],
    read: Reader | None = None,
) -> tuple[Edition, ...]:
    """The further editions, from the table ``editions`` of the file with ``text``.

    ``leading`` is the language of the leading edition. Every mistake is added to
    ``problems``, with its line.
    """
    reading = _Reading(text, file, problems, read)
    if not isinstance(value, dict):
        reading.problem(
            "", "", "table-expected", f"{TABLE} should be a table",
            f"name each further edition on a line of its own: [{TABLE}.en]",
        )  # fmt: skip
        return ()
    found: list[Edition] = []
    for language, settings in value.items():
        edition = reading.edition(language, settings)
        if language == leading:
            reading.problem(
                language, "", "edition-twice",
                f"{language!r} is the language of the leading edition",
                "the settings of the leading edition stand at the top of the file",
            )  # fmt: skip
        elif edition is not None:
            found.append(edition)
    return tuple(found)


class _Reading:
    def __init__(self, text: str, file: str, problems: list[Problem], read: Reader | None) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.read = read

    def edition(self, language: str, settings: object) -> Edition | None:
        """One edition, or None after its mistakes are noted."""
        if language not in LANGUAGES:
            self.problem(
                language, "", "choice-unknown", f"there is no language {language!r} here",
                f"expected one of {', '.join(LANGUAGES)}",
            )  # fmt: skip
            return None
        if not isinstance(settings, dict):
            self.problem(
                language, "", "table-expected", f"{TABLE}.{language} should be a table",
                f"write [{TABLE}.{language}] on a line of its own, and its settings below",
            )  # fmt: skip
            return None
        values = self._texts(language, settings)
        style, heading_place = read_drafting(
            settings.get(DRAFTING, {}),
            self._style(language, values.get("style", language)),
            self.text,
            self.file,
            self.problems,
            table=f"{TABLE}.{language}.{DRAFTING}",
        )
        house = self._house(language, values.get("house"))
        if heading_place is not None:
            house = replace(house, heading_place=heading_place)
        return Edition(
            company=values.get("company", ""),
            title=values.get("title", STYLES[language].document_name),
            style=style,
            house=house,
            heading_place=heading_place,
        )

    def _texts(self, language: str, settings: Mapping[str, object]) -> dict[str, str]:
        values: dict[str, str] = {}
        for key, value in settings.items():
            if key == DRAFTING:
                continue
            if key not in FIELDS:
                close = difflib.get_close_matches(key, FIELDS, n=1)
                guess = f"did you mean {close[0]}? " if close else ""
                self.problem(
                    language, key, "unknown-setting",
                    f"there is no setting {key!r} in [{TABLE}.{language}]",
                    f"{guess}known are {', '.join(FIELDS)}",
                )  # fmt: skip
            elif not isinstance(value, str):
                self.problem(
                    language, key, "text-expected", f"{key} should be a text",
                    f'write {key} = "{value}"',
                )  # fmt: skip
            else:
                values[key] = value
        return values

    def _style(self, language: str, name: str) -> DraftingStyle:
        fitting = [each.name for each in STYLES.values() if each.language == language]
        if name not in fitting:
            self.problem(
                language, "style", "choice-unknown",
                f"style is {name!r}, which is no drafting style of the language {language!r}",
                f"expected one of {', '.join(fitting)}",
            )  # fmt: skip
            return STYLES[fitting[0]]
        return STYLES[name]

    def _house(self, language: str, name: str | None) -> HouseStyle:
        usual = HOUSES[LANGUAGES[language].house]
        if name is None:
            return usual
        try:
            place = self._place(language, "house")
            return find_house(name, self.read, place=place, code="choice-unknown")
        except InputError as error:
            self.problems += error.problems
            return usual

    def problem(self, language: str, key: str, code: str, message: str, hint: str) -> None:
        """Note a mistake in the table of a language, or in one setting of it."""
        self.problems.append(
            Problem(code=code, message=message, hint=hint, place=self._place(language, key))
        )

    def _place(self, language: str, key: str) -> Place:
        """The line of a setting, or of the head of its table."""
        table = f"{TABLE}.{language}" if language else TABLE
        path = f"{table}.{key}" if key else table
        here = ""
        for number, line in enumerate(self.text.split("\n"), 1):
            head = re.match(r"\s*\[\s*([\w.\"' -]+?)\s*\]", line)
            if head:
                here = re.sub(r"[\"'\s]", "", head[1])
                name = ""
            else:
                setting = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
                name = setting[1] if setting else ""
            if ".".join(filter(None, (here, name))) == path:
                return Place(file=self.file, line=number, column=1, path=path)
        return Place(file=self.file, path=path)
