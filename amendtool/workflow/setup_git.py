"""Telling git about clause files, so that ``git diff`` shows provisions and words."""

from __future__ import annotations

from collections.abc import Iterator

from amendtool.repository.landing.git_setup import (
    is_set_up,
    set_up,
    take_back,
    wanted_attributes,
    wanted_settings,
)
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass

_FOLDERS = (ARTICLES, AMENDMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class GitSetup:
    """What git would be told: settings by their keys, and lines of its attributes."""

    settings: tuple[tuple[str, str], ...]
    attributes: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is left to tell."""
        return bool(self.settings or self.attributes)

    def lines(self) -> Iterator[str]:
        """It as a person could type it."""
        for key, value in self.settings:
            shown = value.replace("\n", "\\n")
            yield f"git config {key} '{shown}'"
        for line in self.attributes:
            yield f".git/info/attributes: {line}"


def git_setup(workspace: Workspace) -> GitSetup:
    """What git is not told yet. Raises RepositoryError where its attributes cannot be read."""
    block = wanted_attributes(workspace.git, _FOLDERS) or b""
    lines = block.decode("utf-8", "backslashreplace").splitlines()
    return GitSetup(
        settings=tuple(
            (key, value.decode("utf-8", "backslashreplace"))
            for key, value in wanted_settings(workspace.git)
        ),
        attributes=tuple(line for line in lines if not line.startswith("#")),
    )


def set_up_git(workspace: Workspace) -> None:
    """Tell git what it is not told yet; nothing of it is committed, and no file is changed."""
    set_up(workspace.git, _FOLDERS)


def take_back_git(workspace: Workspace) -> bool:
    """Take back what was told; whether there was anything."""
    there = is_set_up(workspace.git)
    take_back(workspace.git)
    return there
