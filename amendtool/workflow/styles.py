"""The house styles of the table: the built-in ones and those of the repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from amendtool.comparison.house import HOUSES
from amendtool.comparison.house_file import SETTINGS, format_house, house_values
from amendtool.errors import AmendtoolError, RepositoryError
from amendtool.messages import say
from amendtool.repository.config import read_config
from amendtool.repository.houses import find_house, own_houses, reader_in
from amendtool.repository.workspace import find_root, settings_of
from amendtool.values import dataclass

BUILT_IN: Final = tuple(HOUSES)
"""The names of the house styles that come with the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseCatalogue:
    """Every house style by name, with what it is for, and the configured one, if there is one."""

    summaries: Mapping[str, str]
    configured: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHouse:
    """Every setting of a house style: as a file to write, and as values with their meanings."""

    name: str
    file: str
    settings: Mapping[str, object]
    meanings: Mapping[str, str]


def list_houses(folder: Path) -> HouseCatalogue:
    """The house styles, with those of the repository that ``folder`` stands in, if it does.

    A file with a mistake is listed as such. Raises InputError for a wrong configuration.
    """
    found = {name: say(house.summary) for name, house in HOUSES.items()}
    root = _root(folder)
    if root is None:
        return HouseCatalogue(summaries=found)
    read = reader_in(root)
    for path in own_houses(root):
        try:
            found[path] = find_house(path, read, code="house-unknown").summary
        except AmendtoolError as error:
            found[path] = say("cannot be used: {message}", message=error.problems[0].message)
    configured = read_config(settings_of(root), read=read).house
    found.setdefault(configured.name, configured.summary)
    return HouseCatalogue(summaries=found, configured=configured.name)


def show_house(folder: Path, name: str) -> ShownHouse:
    """A house style, built in or a file of the repository; InputError when there is none."""
    root = _root(folder)
    read = reader_in(root) if root is not None else None
    house = find_house(name, read, code="house-unknown")
    return ShownHouse(
        name=house.name,
        file=format_house(house),
        settings=house_values(house),
        meanings={setting.name: setting.meaning for setting in SETTINGS},
    )


def _root(folder: Path) -> Path | None:
    try:
        return find_root(folder)
    except RepositoryError:
        return None
