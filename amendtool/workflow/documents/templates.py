"""The company's own templates, which go before the packaged ones of the same name."""

from __future__ import annotations

from pathlib import Path

from amendtool.repository.workspace import Workspace, read_folder

FOLDER = "templates"


def template_folders(workspace: Workspace) -> list[Path]:
    """The folder of page templates, if there is one. Raises RepositoryError for links in it."""
    folder = workspace.root / FOLDER
    if folder.exists():
        read_folder(workspace.root, FOLDER)  # refuses links
    return [folder] if folder.is_dir() else []
