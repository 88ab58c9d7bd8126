"""``amendtool new``: a commented amendment file to fill in."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import complete_amendment, open_workspace
from amendtool.messages import say


@click.command(cls=Verb, name="new", example="amendtool new 2026-06-25-agm")
@click.argument("name")
@click.option(
    "--reverse",
    "adopted",
    metavar="AMENDMENT",
    shell_complete=complete_amendment,
    help="Fill it in: it takes back this amendment, which is in force.",
)
@click.pass_obj
def command(console: Console, name: str, adopted: str | None) -> None:
    """Write amendments/NAME.yaml, a commented amendment to fill in.

    NAME is also the name of the tag that `apply` makes; the date of the meeting and its
    kind make a good one. An existing file is never overwritten. Where the articles have
    several editions, the file has places for the words of each.

    With --reverse it holds the operations that take back an adopted amendment by a new vote;
    what came since stays, and where that leans on it nothing is written.
    """
    name = name.removesuffix(".yaml")
    workspace = open_workspace(console, writes=True)
    if adopted is None:
        from amendtool.workflow.new import new_amendment

        shown = new_amendment(workspace, name)
    else:
        from amendtool.workflow.reverse import reversing_amendment

        shown = reversing_amendment(workspace, name, adopted.removesuffix(".yaml"))
    console.print(say("{file}: fill it in, then amendtool check {name}", file=shown, name=name))
