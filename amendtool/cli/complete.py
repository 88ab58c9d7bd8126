"""What the shell completes: names from the repository that the command would run in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completed: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def offer(value: str, *, type: str = "plain", help: str | None = None) -> CompletionItem:
    """What the shell is offered. The module is loaded for this alone, and brings ``difflib``."""
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type=type, help=help)


def folder_of(ctx: click.Context) -> Path:
    """Where the program will run: the folder behind ``-C``, if there is one."""
    folder = next((c.params.get("folder") for c in _contexts(ctx) if c.params.get("folder")), None)
    return Path.cwd() / folder if folder else Path.cwd()


def _contexts(ctx: click.Context | None) -> list[Any]:
    found = []
    while ctx is not None:
        found.append(ctx)
        ctx = ctx.parent
    return found


def complete_provision(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Keys and addresses of the edition that is asked for."""
    from amendtool.workflow.completions import provisions_offered

    language = ctx.params.get("language")
    return _fitting(provisions_offered(folder_of(ctx), language), incomplete)


def complete_revision(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Branches and tags; behind two or three dots, those of the other side."""
    from amendtool.workflow.completions import revisions_offered

    old, dots, new = incomplete.rpartition("..")
    return [
        offer(f"{old}{dots}{item.value}", help=item.help)
        for item in _fitting(revisions_offered(folder_of(ctx)), new)
    ]


def complete_house(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """House styles."""
    from amendtool.workflow.completions import houses_offered

    return _fitting(houses_offered(folder_of(ctx)), incomplete)


def complete_template(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Document templates."""
    from amendtool.workflow.completions import templates_offered

    return _fitting(templates_offered(folder_of(ctx)), incomplete)


def complete_event(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Events that amendments wait for."""
    from amendtool.workflow.completions import events_offered

    return _fitting(events_offered(folder_of(ctx)), incomplete)


def complete_file(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A file: the shell knows which there are."""
    return [offer(incomplete, type="file")]


def complete_folder(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A folder: the shell knows which there are."""
    return [offer(incomplete, type="dir")]


def one_of(*several: Completed) -> Completed:
    """What is offered where an argument may be one thing or another; files stand first.

    A shell forgets what was offered before it is told to look for files.
    """

    def complete(
        ctx: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [item for each in several for item in each(ctx, parameter, incomplete)]

    return complete


def _fitting(offered: tuple[tuple[str, str], ...], incomplete: str) -> list[CompletionItem]:
    return [offer(name, help=what or None) for name, what in offered if name.startswith(incomplete)]
