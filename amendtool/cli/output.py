"""Writing a result into the file that the user named: whole, and over nothing unasked."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool.cli.console import Console
from amendtool.errors import Place, Problem, RepositoryError

if TYPE_CHECKING:
    from amendtool.repository.workspace import Workspace

force_option = click.option("--force", is_flag=True, help="Write over a file that is there.")


def write_output(
    console: Console, output: str, data: bytes, *, workspace: Workspace | None, force: bool
) -> None:
    """Write a document to the file ``output`` behind ``-o``.

    A file that is there and is not a document of ours is not replaced unasked: on a terminal
    the user is asked, elsewhere RepositoryError (``output-exists``) is raised, unless ``force``
    says so. Nothing allows to write into git's folder, the articles or the settings
    (``output-place``).
    """
    from amendtool.workflow.output import is_free, require_place, written

    path = console.cwd / output
    if workspace is not None:
        require_place(workspace, path.resolve(), output)
    if not force and not is_free(workspace, path, data) and not _asked(output):
        raise RepositoryError(
            Problem(
                code="output-exists",
                message="the file is there, and it is no document that amendtool printed, or "
                "somebody has changed it since",
                hint="choose another name, or write over it with --force",
                place=Place(file=output),
            )
        )
    write_file(path, data)
    written(workspace, data)


def write_items(
    console: Console,
    output: str | None,
    printed: Sequence[tuple[str, bytes]],
    *,
    joined: bytes | None,
    workspace: Workspace,
    force: bool,
) -> None:
    """Write what was printed of the items of a meeting: each to a file with its name in it.

    ``joined`` is one document that holds them all, where the format has that. On standard
    output they stand one after the other. Raises as :func:`write_output`.
    """
    if output in (None, "-"):
        console.raw(b"\n".join(data for _, data in printed) if joined is None else joined)
    elif joined is not None:
        write_output(console, str(output), joined, workspace=workspace, force=force)
    else:
        stem, ending = os.path.splitext(str(output))
        for name, data in printed:
            path = f"{stem}.{name}{ending}"
            write_output(console, path, data, workspace=workspace, force=force)
            console.notice(path)


def _asked(output: str) -> bool:
    """Whether the user, who sits at a terminal, says yes."""
    if not _at_a_terminal():
        return False
    question = f"{output} is there, and is not as amendtool printed it. Replace it?"
    return bool(click.confirm(question, err=True))


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def write_file(path: Path, data: bytes) -> None:
    """Write a result to a file: the old file stays until the new one is whole.

    A link is followed, and a device or a pipe is written to and never replaced. Raises
    RepositoryError when it cannot be written; nothing is left behind then, and what runs left
    that were killed while they wrote to it is removed.
    """
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _clear_unfinished(path)
        try:
            with unfinished.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if path.is_file():
                unfinished.chmod(path.stat().st_mode & 0o777)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unwritable",
                message=f"the file cannot be written: {error.strerror or error}",
                hint="check the folder, its permissions and the space that is left",
                place=Place(file=str(path)),
            )
        ) from None


def _clear_unfinished(path: Path) -> None:
    begin, end = f".{path.name}.", ".tmp"
    with suppress(OSError):
        for left in path.parent.iterdir():
            if not (left.name.startswith(begin) and left.name.endswith(end)):
                continue
            pid = left.name.removeprefix(begin).removesuffix(end).partition("-")[0]
            if pid.isdigit() and not left.is_symlink() and left.is_file() and not _alive(int(pid)):
                left.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    """Whether another process of this number is at work; True where nobody can say."""
    if pid == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # there the signal 0 would end it
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
