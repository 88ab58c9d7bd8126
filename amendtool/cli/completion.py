"""``amendtool completion``: the completion script for a shell."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.messages import say


@click.command(
    cls=Verb,
    name="completion",
    example="amendtool completion bash >> ~/.bashrc",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def command(console: Console, shell: str) -> None:
    """Print the completion script for a shell.

    It completes verbs and options, and from the repository amendments, keys and addresses of
    provisions, branches and tags, house styles, templates, editions and events.
    """
    from click.shell_completion import get_completion_class

    from amendtool.cli.app import program

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(say("there is no completion for {shell}", shell=shell))
    script = kind(program, {}, "amendtool", "_AMENDTOOL_COMPLETE")
    text = script.source_template % script.source_vars()
    console.print(text)
