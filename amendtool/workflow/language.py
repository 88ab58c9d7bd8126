"""The language of the articles that a folder holds, for those who talk about them."""

from __future__ import annotations

from typing import Final

from amendtool import reading

_CONFIG_FILE: Final = "amendtool.toml"


def language_of_articles(folder: str) -> str | None:
    """The ``language`` of the settings of the articles that ``folder`` is in; None if none.

    It is asked before anything is read or refused: whatever is wrong with the settings is told
    later, by what reads them for their own sake.
    """
    try:
        settings = reading.nearest(folder, _CONFIG_FILE)
        if settings is not None:
            from amendtool.settings import read_toml

            language = read_toml(reading.read(settings).decode()).get("language")
            return language.split("-")[0] if isinstance(language, str) else None
    except (OSError, ValueError, RuntimeError):
        pass
    return None
