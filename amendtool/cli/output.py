"""Writing a result into the file that the user named: whole, and over nothing unasked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool import disk
from amendtool.cli.console import Console
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say

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
    from amendtool.workflow.output import require_place, written

    path = console.cwd / output
    require_place(workspace, path.resolve(), output)
    require_free(workspace, path, output, data, force=force)
    write_file(path, data)
    written(workspace, data)


def require_free(
    workspace: Workspace | None, path: Path, output: str, data: bytes, *, force: bool
) -> None:
    """Raise RepositoryError (``output-exists``) where ``data`` may not replace what is there."""
    from amendtool.workflow.output import is_free

    if not force and not is_free(workspace, path, data) and not _asked(output):
        raise RepositoryError(somebody_elses(output))


def somebody_elses(output: str) -> Problem:
    """That a file is not written over unasked, for it is nothing that we printed."""
    return Problem(
        code="output-exists",
        message=say(
            "the file is there, and it is no document that amendtool printed, or "
            "somebody has changed it since"
        ),
        hint=say("choose another name, or write over it with --force"),
        place=Place(file=output),
    )


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


def require_folder(console: Console, output: str, *, workspace: Workspace | None) -> None:
    """Raise RepositoryError where the folder ``output`` behind ``-o`` cannot be one.

    It is so where no document is written (``output-place``), where a file has its name or that
    of a folder above it (``folder-in-the-way``), and where nothing may be written there
    (``unwritable``). It is asked before anything is answered, drafted or kept.
    """
    from amendtool.workflow.output import require_place

    if output in ("", "-"):
        raise click.UsageError(say("-o names a folder here"))
    folder = (console.cwd / output).resolve()
    for path in (folder, folder / "index.html"):
        require_place(workspace, path, output)
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            return
        is_folder, why = there.is_dir(), say("Permission denied")
    except OSError as error:
        is_folder, why = True, error.strerror or str(error)
    raise RepositoryError(
        Problem(
            code="unwritable",
            message=say("the folder cannot be written: {why}", why=why),
            hint=say("check its name, the permissions and the space that is left"),
            place=Place(file=output),
        )
        if is_folder
        else Problem(
            code="folder-in-the-way",
            message=say("{name} is a file, and no folder", name=there.name),
            hint=say("choose another name for the folder"),
            place=Place(file=output),
        )
    )


def require_files(
    console: Console,
    output: str,
    files: Mapping[str, bytes],
    *,
    workspace: Workspace,
    force: bool,
) -> None:
    """Raise RepositoryError where a file may not be written into the folder ``output``."""
    from amendtool.workflow.output import require_place

    folder = (console.cwd / output).resolve()
    for name, data in files.items():
        require_place(workspace, folder / name, output)
        require_free(workspace, folder / name, os.path.join(output, name), data, force=force)


def write_folder(
    console: Console,
    output: str,
    files: Mapping[str, bytes],
    *,
    workspace: Workspace,
    force: bool,
) -> None:
    """Write files into the folder ``output`` behind ``-o``.

    A folder that is not there appears with all of them at once; in one that is there each is
    written as by :func:`write_output`, and what else it holds stays. Raises as that does, before
    anything is written.
    """
    from amendtool.workflow.output import written

    require_folder(console, output, workspace=workspace)
    folder = (console.cwd / output).resolve()
    require_files(console, output, files, workspace=workspace, force=force)
    if folder.exists():
        for name, data in files.items():
            with _writable(output):
                disk.make_folders((folder / name).parent)
            write_output(console, os.path.join(output, name), data, workspace=workspace, force=True)
        return
    begin = f".amendtool-new-{folder.name}-"
    unfinished = folder.with_name(disk.unfinished(begin))
    with _writable(output):
        disk.make_folders(folder.parent)
        for left in disk.left_behind(folder.parent, begin):
            disk.remove_tree(left, quietly=True)
        disk.make_folder(unfinished)
        try:
            for name, data in files.items():
                disk.make_folders((unfinished / name).parent)
                disk.create(unfinished / name, data)
            for inner in {(unfinished / name).parent for name in files} | {unfinished}:
                disk.sync_folder(inner)
            # Known first: killed behind the rename, the same command finds documents of ours.
            for data in files.values():
                written(workspace, data)
            disk.rename(unfinished, folder)
        except BaseException:
            disk.remove_tree(unfinished, quietly=True)
            raise


@contextmanager
def _writable(output: str) -> Iterator[None]:
    """Tell what the system refuses within of the folder behind ``-o``."""
    try:
        yield
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unwritable",
                message=say("the folder cannot be written: {why}", why=error.strerror or error),
                hint=say("check its name, the permissions and the space that is left"),
                place=Place(file=output),
            )
        ) from None


def _asked(output: str) -> bool:
    """Whether the user, who sits at a terminal, says yes."""
    if not _at_a_terminal():
        return False
    question = say("{file} is there, and is not as amendtool printed it. Replace it?", file=output)
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
    begin, end = f".{path.name}.", ".tmp"
    unfinished = path.with_name(disk.unfinished(begin, end))
    try:
        if path.exists() and not path.is_file():
            disk.write_through(path, data)
            return
        with suppress(OSError):
            for left in disk.left_behind(path.parent, begin, end):
                if left.is_file():
                    disk.remove(left, missing_ok=True)
        try:
            disk.create(unfinished, data)
            if path.is_file():
                disk.set_mode(unfinished, path.stat().st_mode & 0o777)
            disk.replace(unfinished, path)
        finally:
            disk.remove(unfinished, missing_ok=True)
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unwritable",
                message=say("the file cannot be written: {why}", why=error.strerror or error),
                hint=say("check the folder, its permissions and the space that is left"),
                place=Place(file=str(path)),
            )
        ) from None
