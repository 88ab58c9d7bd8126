"""``[drafting]`` in ``amendtool.toml``: the forms that the articles are numbered in.

::

    [drafting]
    article = "第十条"
    paragraph = "②"
    items = ["一", "イ", "(ア)"]
    heading = "beside"
    supplementary = "附則"

Each form is chosen by a sample (``articles/styles/samples.py``). What is left out is
remembered from the articles, or is the drafting style's.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import Final

from amendtool.articles.styles import DraftingStyle, samples
from amendtool.articles.text import characters
from amendtool.comparison.house import HeadingPlace
from amendtool.errors import Place, Problem

TABLE: Final = "drafting"
_CHOOSERS: Final = {
    "article": samples.with_article,
    "chapter": samples.with_chapter,
    "paragraph": samples.with_paragraph,
}
# The digits of the articles give those of the chapters, so they come first.
FIELDS: Final = (*_CHOOSERS, "items", "heading", "supplementary")


def read_drafting(
    value: object,
    style: DraftingStyle,
    text: str,
    file: str,
    problems: list[Problem],
    *,
    table: str = TABLE,
) -> tuple[DraftingStyle, HeadingPlace | None]:
    """``style`` in the forms of the table ``drafting``, and where headings stand if it says so.

    ``text`` is that of ``file``, and ``table`` the name that the table has in it; every mistake
    is added to ``problems``, with its line.
    """
    if not isinstance(value, dict):
        problems.append(
            Problem(
                code="table-expected",
                message=f"{table} should be a table",
                hint=f"write [{table}] on a line of its own, and its settings below",
                place=_place(text, table, "", file),
            )
        )
        return style, None
    for name in value:
        if name not in FIELDS:
            close = difflib.get_close_matches(name, FIELDS, n=1)
            guess = f"did you mean {close[0]}? " if close else ""
            problems.append(
                Problem(
                    code="unknown-setting",
                    message=f"there is no setting {name!r} in [{table}]",
                    hint=f"{guess}known are {', '.join(FIELDS)}",
                    place=_place(text, table, name, file),
                )
            )
    heading: HeadingPlace | None = None
    for name in FIELDS:
        if name not in value:
            continue
        setting, place = value[name], _place(text, table, name, file)
        trouble = _mistyped(name, setting)
        if trouble is not None:
            problems.append(trouble.at(place))
        elif name == "items":
            found = samples.with_items(style, setting)
            if isinstance(found, int):
                problems.append(_unclear(style, name, setting[found], place))
            else:
                style = found
        elif name == "heading":
            heading = HeadingPlace(setting)
        elif name == "supplementary":
            problems += [each.at(place) for each in characters.problems(setting)]
            style = replace(style, base=style.default, supplementary_title=setting.strip(" "))
        else:
            chosen = _CHOOSERS[name](style, setting)
            if chosen is None:
                problems.append(_unclear(style, name, setting, place))
            else:
                style = chosen
    return style, heading


def _mistyped(name: str, setting: object) -> Problem | None:
    if name == "items":
        if isinstance(setting, list) and setting and all(isinstance(one, str) for one in setting):
            return None
        return Problem(
            code="texts-expected",
            message="items should be a list of samples, one for each depth",
            hint='write items = ["(1)", "(a)"]',
        )
    if not isinstance(setting, str) or not setting.strip() or "\n" in setting:
        return Problem(
            code="text-expected",
            message=f"{name} should be a text of one line",
            hint=f'write {name} = "…"',
        )
    places = [place.value for place in HeadingPlace]
    if name == "heading" and setting not in places:
        return Problem(
            code="choice-unknown",
            message=f"heading is {setting!r}",
            hint=f"expected one of {', '.join(places)}",
        )
    return None


def _unclear(style: DraftingStyle, name: str, sample: str, place: Place) -> Problem:
    return Problem(
        code="sample-unclear",
        message=f"{sample!r} is no sample of how {name.removesuffix('s')}s are numbered",
        hint=f"write a number as it is printed, such as {style.samples[name]}",
        place=place,
    )


def _place(text: str, table: str, key: str, file: str) -> Place:
    """The line of a setting in the table, or of its head."""
    path = f"{table}.{key}" if key else table
    within = False
    for number, line in enumerate(text.split("\n"), 1):
        head = re.match(r"\s*\[\s*([\w.\"' -]+?)\s*\]\s*(?:#.*)?$", line)
        if head:
            within = head[1].strip("\"'") == table
        name = key if within else table
        if (head and within and not key) or (
            (within or not key) and re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line)
        ):
            return Place(file=file, line=number, column=1, path=path)
        if not within and re.match(rf"\s*{re.escape(table)}\s*\.\s*[\"']?{re.escape(key)}", line):
            return Place(file=file, line=number, column=1, path=path)
    return Place(file=file, path=path)
