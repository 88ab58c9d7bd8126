"""``amendtool.toml``: the company, its articles and its house style."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from amendtool.amendments.company import NO_COMPANY, Company
from amendtool.articles.languages import LANGUAGES, language_of
from amendtool.articles.styles import EN, STYLES, DraftingStyle
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import (
    HOUSES,
    SEED_EN,
    STYLE_HOUSES,
    HeadingPlace,
    HouseStyle,
)
from amendtool.errors import InputError, Place, Problem
from amendtool.repository.settings.documents import TABLE, read_companies
from amendtool.repository.settings.drafting import TABLE as DRAFTING
from amendtool.repository.settings.drafting import read_drafting
from amendtool.repository.settings.editions import TABLE as EDITIONS
from amendtool.repository.settings.editions import Edition, read_editions
from amendtool.repository.settings.houses import Reader, find_house

CONFIG_FILE: Final = "amendtool.toml"

_FIELDS = ("company", "title", "language", "style", "house")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an articles repository says of itself, seen by one edition: at first the leading one."""

    company: str = ""
    title: str = EN.document_name
    style: DraftingStyle = EN
    house: HouseStyle = SEED_EN
    heading_place: HeadingPlace | None = None
    """Where the articles have their headings, whatever the house style says."""
    companies: tuple[tuple[str, Company], ...] = ()
    """The company in documents, by their language; without its name where that is ``company``."""
    editions: tuple[Edition, ...] = ()
    """All editions, the leading one first; empty where there is only one."""

    def company_in(self, language: str) -> Company:
        """The company as documents in a language name it."""
        company = dict(self.companies).get(language, NO_COMPANY)
        named = {each.language: each.company for each in self.editions}
        return company if company.name else replace(company, name=named.get(language, self.company))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the editions, the leading one first."""
        return tuple(each.language for each in self.editions) or (self.language,)

    @property
    def styles(self) -> tuple[DraftingStyle, ...]:
        """The drafting styles of the editions, that of the leading one first."""
        return tuple(each.style for each in self.editions) or (self.style,)

    @property
    def leads(self) -> bool:
        """Whether this is the leading edition."""
        return self.language == self.languages[0]

    def edition(self, language: str) -> Config:
        """The same settings, seen by the edition in a language; KeyError when there is none."""
        if language == self.language:
            return self
        found = {each.language: each for each in self.editions}[language]
        return replace(
            self,
            company=found.company,
            title=found.title,
            style=found.style,
            house=found.house,
            heading_place=found.heading_place,
        )

    def with_editions(self, further: tuple[Edition, ...]) -> Config:
        """The same settings with further editions beside this one, which leads.

        An edition names the company as the documents in its language do, or else as the
        leading one does.
        """
        if not further:
            return self
        own = Edition(
            company=self.company,
            title=self.title,
            style=self.style,
            house=self.house,
            heading_place=self.heading_place,
        )
        named = (
            replace(each, company=each.company or self.company_in(each.language).name)
            for each in further
        )
        return replace(self, editions=(own, *named))

    @property
    def language(self) -> str:
        """The language of the articles, as a BCP 47 tag."""
        return self.style.language


def read_config(data: bytes, *, file: str = CONFIG_FILE, read: Reader | None = None) -> Config:
    """The configuration that ``data``, in UTF-8, holds; InputError with all mistakes.

    ``read`` gives the file of a house style that it names, with its mistakes among them.
    """
    text, _ = decode(data, file=file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+), column (\d+)", str(error))
        place = Place(
            file=file,
            # Without a line the trouble is "at end of document".
            line=int(line[1]) if line else text.rstrip().count("\n") + 1,
            column=int(line[2]) if line else None,
        )
        raise InputError(
            Problem(
                code="toml-syntax",
                message=f"this cannot be read: {str(error).split(' (at ')[0]}",
                hint='write each setting as `name = "value"`',
                place=place,
            )
        ) from None
    problems: list[Problem] = []
    values: dict[str, str] = {}
    companies = read_companies(table.pop(TABLE, {}), text, file, problems)
    drafting = table.pop(DRAFTING, {})
    editions = table.pop(EDITIONS, {})
    for name, value in table.items():
        place = _place(text, name, file)
        if name not in _FIELDS:
            close = difflib.get_close_matches(name, _FIELDS, n=1)
            guess = f"did you mean {close[0]}? " if close else ""
            problems.append(
                Problem(
                    code="unknown-setting",
                    message=f"there is no setting {name!r}",
                    hint=f"{guess}known are {', '.join(_FIELDS)}, and the tables "
                    f"[{TABLE}], [{DRAFTING}] and [{EDITIONS}.en]",
                    place=place,
                )
            )
        elif not isinstance(value, str):
            problems.append(
                Problem(
                    code="text-expected",
                    message=f"{name} should be a text",
                    hint=f'write {name} = "{value}"',
                    place=place,
                )
            )
        else:
            values[name] = value
    language = values.get("language", "en")
    name = _choice(values, "style", language, STYLES, text, file, problems)
    style, heading_place = read_drafting(drafting, STYLES[name], text, file, problems)
    house = HOUSES[STYLE_HOUSES.get(name, language_of(language).house)]
    try:
        if "house" in values:
            place = _place(text, "house", file)
            house = find_house(values["house"], read, place=place, code="choice-unknown")
    except InputError as error:
        problems += error.problems
    if "language" in values and language not in LANGUAGES:
        problems.append(
            Problem(
                code="choice-unknown",
                message=f"language is {language!r}",
                hint=f"expected one of {', '.join(LANGUAGES)}",
                place=_place(text, "language", file),
            )
        )
    further = read_editions(editions, style.language, text, file, problems, read)
    if problems:
        raise InputError(*problems)
    if heading_place is not None:
        house = replace(house, heading_place=heading_place)
    leading = Config(
        company=values.get("company", ""),
        title=values.get("title", Config().title),
        style=style,
        house=house,
        heading_place=heading_place,
        companies=companies,
    )
    return leading.with_editions(further)


def _choice(
    values: dict[str, str],
    name: str,
    default: str,
    known: Mapping[str, object],
    text: str,
    file: str,
    problems: list[Problem],
) -> str:
    names = list(known)
    value = values.get(name, default)
    if value in names:
        return value
    if name in values:
        problems.append(
            Problem(
                code="choice-unknown",
                message=f"{name} is {value!r}",
                hint=f"expected one of {', '.join(names)}",
                place=_place(text, name, file),
            )
        )
    return names[0]


def _place(text: str, name: str, file: str) -> Place:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            return Place(file=file, line=number, column=1, path=name)
    return Place(file=file, path=name)
