"""What several verbs share: their options, opening the repository, completing names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from amendtool.cli.console import Console

if TYPE_CHECKING:
    from amendtool.repository.workspace import Source, Workspace


def _note_json(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    console: Console | None = ctx.obj
    if console is not None:
        console.json = console.json or value
    return value


DRAFTING_STYLES = ("en", "ja", "bylaws", "bylaws-restart")
"""The built-in drafting styles, known here without loading them."""

json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_note_json,
    is_eager=True,
    help="Print one JSON document; errors too, on standard error.",
)


def open_workspace(console: Console) -> Workspace:
    """The articles repository that the program runs in; a run that was cut off is noted."""
    from amendtool.repository.recovery import interrupted
    from amendtool.repository.workspace import Workspace

    workspace = Workspace.open(console.cwd)
    cut_off = interrupted(workspace.git)
    if cut_off is not None:
        console.problems([cut_off])
    return workspace


def read_source(workspace: Workspace, argument: str, console: Console) -> Source:
    """The amendment that an argument names; ``-`` reads standard input."""
    if argument == "-":
        data = sys.stdin.buffer.read()
        return workspace.read_amendment(data, "<stdin>", name=None)
    return workspace.amendment(argument, cwd=console.cwd)


def complete_amendment(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the amendments in the repository, for the shell."""
    from amendtool.errors import AmendtoolError
    from amendtool.repository.workspace import AMENDMENTS, ENDINGS, find_root

    folder = next((c.params.get("folder") for c in _contexts(ctx) if c.params.get("folder")), None)
    try:
        root = find_root(Path.cwd() / folder if folder else Path.cwd())
    except AmendtoolError:
        return []
    names = sorted(p.stem for p in (root / AMENDMENTS).glob("*") if p.suffix in ENDINGS)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _contexts(ctx: click.Context | None) -> list[Any]:
    found = []
    while ctx is not None:
        found.append(ctx)
        ctx = ctx.parent
    return found


amendment_argument = click.argument(
    "amendment", metavar="AMENDMENT", shell_complete=complete_amendment
)
