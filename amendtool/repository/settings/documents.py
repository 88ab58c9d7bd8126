"""``[documents]`` in ``amendtool.toml``: what documents around the table say of the company.

::

    [documents]
    short_name = "IIJ"
    contact = \"\"\"
    IIJ Investor Relations
    Tel: …\"\"\"

    [documents.ja]
    company = "株式会社インターネットイニシアティブ"

``[documents.ja]`` and ``[documents.en]`` go before ``[documents]`` in documents of their
language.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from amendtool.amendments.company import Company, paragraphs
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.text import characters
from amendtool.errors import Place, Problem

TABLE: Final = "documents"
FIELDS: Final = (
    "company", "short_name", "tickers", "code", "exchange", "place", "address",
    "representative", "representative_title", "about", "contact", "dates",
)  # fmt: skip
DATES: Final = ("western", "era")

_SPACE = re.compile(r"[ \t\r\n]+")


def read_companies(
    value: object, text: str, file: str, problems: list[Problem]
) -> tuple[tuple[str, Company], ...]:
    """The company by language, from the table ``documents`` of the file with ``text``.

    Every mistake is added to ``problems``, with its line.
    """
    shared = _settings(value, TABLE, text, file, problems)
    tables = value if isinstance(value, dict) else {}
    return tuple(
        (language, _company(shared | own, language))
        for language in LANGUAGES
        for own in [
            _settings(tables.get(language, {}), f"{TABLE}.{language}", text, file, problems)
        ]
    )


def _settings(
    value: object, name: str, text: str, file: str, problems: list[Problem]
) -> dict[str, str]:
    """The settings of one table that are in order."""
    if not isinstance(value, dict):
        problems.append(
            Problem(
                code="table-expected",
                message=f"{name} should be a table",
                hint=f"write [{name}] on a line of its own, and its settings below",
                place=_place(text, name, "", file),
            )
        )
        return {}
    found: dict[str, str] = {}
    for key, setting in value.items():
        if name == TABLE and key in LANGUAGES:
            continue
        place = _place(text, name, key, file)
        problem = _problem(key, setting, name)
        if problem is not None:
            problems.append(problem.at(place))
            continue
        odd = [each for each in characters.problems(setting) if each.severity == "error"]
        problems += [each.at(place) for each in odd]
        if not odd:
            found[key] = setting
    return found


def _problem(key: str, setting: object, table: str) -> Problem | None:
    if key not in FIELDS:
        close = difflib.get_close_matches(key, FIELDS, n=1)
        guess = f"did you mean {close[0]}? " if close else ""
        known = ", ".join(FIELDS)
        return Problem(
            code="unknown-setting",
            message=f"there is no setting {key!r} in [{table}]",
            hint=f"{guess}known are {known}",
        )
    if not isinstance(setting, str):
        return Problem(
            code="text-expected",
            message=f"{key} should be a text",
            hint=f'write {key} = "…", or """…""" for several lines',
        )
    if key == "dates" and setting not in DATES:
        return Problem(
            code="choice-unknown",
            message=f"dates is {setting!r}",
            hint=f"expected one of {', '.join(DATES)}",
        )
    return None


def _company(settings: Mapping[str, str], language: str) -> Company:
    # Not str.split(): U+3000 is text (代表取締役社長　山田太郎).
    lines = {key: _SPACE.sub(" ", value).strip(" ") for key, value in settings.items()}
    return Company(
        name=lines.get("company", ""),
        short_name=lines.get("short_name", ""),
        tickers=lines.get("tickers", ""),
        code=lines.get("code", ""),
        exchange=lines.get("exchange", ""),
        place=lines.get("place", ""),
        address=lines.get("address", ""),
        representative=lines.get("representative", ""),
        representative_title=lines.get("representative_title", ""),
        about=paragraphs(settings.get("about", "")),
        contact=tuple(
            line.strip(" \t\r") for line in settings.get("contact", "").split("\n") if line.strip()
        ),
        era=settings.get("dates") == "era",
    )


def _place(text: str, table: str, key: str, file: str) -> Place:
    """The line of a setting, or of its table: the first that looks like it behind the head."""
    path = f"{table}.{key}" if key else table
    within = table == TABLE and not key
    for number, line in enumerate(text.split("\n"), 1):
        head = re.match(r"\s*\[\s*([\w.\"' -]+?)\s*\]", line)
        if head:
            within = re.sub(r"[\"'\s]", "", head[1]) == table
            if within and not key:
                return Place(file=file, line=number, column=1, path=path)
        elif within:
            name = key or table.rpartition(".")[2]
            if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
                return Place(file=file, line=number, column=1, path=path)
    return Place(file=file, path=path)
