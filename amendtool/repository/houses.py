"""House styles by name: the built-in ones, and the files of an articles repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from amendtool import reading
from amendtool.comparison.house import HOUSES, HouseStyle
from amendtool.comparison.house_file import read_house
from amendtool.errors import reason_of
from amendtool.messages import say
from amendtool.settings import refuse

ENDING: Final = ".toml"
FOLDER: Final = "house"
"""Where a repository keeps its house styles; a file may stand elsewhere in it too."""

Reader = Callable[[str], bytes]
"""Gives the content of a file of the repository, by its path from the root."""


def find_house(name: str, read: Reader | None, *, code: str) -> HouseStyle:
    """The house style that ``name`` names: a built-in one, or a file ending in ``.toml``.

    Raises InputError: ``code`` for a name that is not known, ``house-missing`` for a file
    that is not there, both without a place, and the mistakes in a file at their lines.
    """
    if name in HOUSES:
        return HOUSES[name]
    if not name.endswith(ENDING):
        known = say(
            "expected one of {houses}, or a file such as {example}",
            houses=say(", ").join(HOUSES),
            example=f"{FOLDER}/our{ENDING}",
        )
        refuse(code, say("there is no house style {name!r}", name=name), known)
    path = PurePosixPath(name)
    trouble = ""
    if path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name:
        trouble = say("the file of a house style stands inside the repository")
    elif read is None:
        trouble = say("a file can be read only from a repository")
    else:
        try:
            return read_house(read(str(path)), file=str(path))
        except OSError as error:
            trouble = say(
                "the house style {name!r} cannot be read: {reason}",
                name=name,
                reason=reason_of(error),
            )
    refuse(
        "house-missing",
        trouble,
        say(
            "write one: amendtool styles ja-notice > {example}, and name it by "
            "its path from the folder of amendtool.toml",
            example=f"{FOLDER}/our{ENDING}",
        ),
    )


def reader_in(root: Path) -> Reader:
    """Reads the files below ``root``.

    What a link leads to elsewhere, and what is no file, is refused (OSError).
    """

    def read(path: str) -> bytes:
        if not (root / path).resolve().is_relative_to(root.resolve()):
            raise OSError(say("{path} leads out of the repository", path=path))
        if (root / path).exists() and not (root / path).is_file():  # a pipe would be waited for
            raise OSError(say("{path} is no file", path=path))
        return reading.read(root / path)

    return read


def own_houses(root: Path) -> tuple[str, ...]:
    """The files of house styles in the folder for them, by path, in order."""
    found = (root / FOLDER).glob(f"*{ENDING}")
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))
