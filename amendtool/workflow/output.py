"""Whether a document may be written into a file, and that it was."""

from __future__ import annotations

from pathlib import Path

from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.config import CONFIG_FILE
from amendtool.repository.landing.outputs import (
    is_own_output,
    kept_from_output,
    kept_in_any,
    remember_output,
)
from amendtool.repository.workspace import Workspace


def require_place(workspace: Workspace | None, path: Path, shown: str) -> None:
    """Raise RepositoryError (``output-place``) for a file that no document is written into.

    That is one in git's folder or in ``articles/``, and the settings; nothing allows it, nor in
    another repository than the ``workspace`` at hand.
    """
    kept = kept_in_any(path, CONFIG_FILE)
    if kept is None and workspace is not None:
        kept = kept_from_output(workspace.git, CONFIG_FILE, path)
    if kept is not None:
        raise RepositoryError(
            Problem(
                code="output-place",
                message=say("a document is not written here: this is {kept}", kept=kept),
                hint=say("name another file behind -o"),
                place=Place(file=shown),
            )
        )


def is_free(workspace: Workspace | None, path: Path, data: bytes) -> bool:
    """Whether ``data`` may be written to ``path`` without asking.

    So it is where nothing stands, where what stands there takes what it is given (a device, a
    pipe), and where it is a document of ours that nobody has changed, or this one already.
    """
    if not path.is_file():
        return True
    try:
        standing = path.read_bytes()
    except OSError:
        return True  # writing says what is wrong
    return standing == data or (workspace is not None and is_own_output(workspace.git, standing))


def written(workspace: Workspace | None, data: bytes) -> None:
    """Know the document again, so that it is replaced without a question."""
    if workspace is not None:
        remember_output(workspace.git, data)
