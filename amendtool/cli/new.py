"""``amendtool new``: a commented amendment file to fill in."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace


@click.command(cls=Verb, name="new", example="amendtool new 2026-06-25-agm")
@click.argument("name")
@click.pass_obj
def command(console: Console, name: str) -> None:
    """Write amendments/NAME.yaml, a commented amendment to fill in.

    NAME is also the name of the tag that `apply` makes; the date of the meeting and its
    kind make a good one. An existing file is never overwritten. Where the articles have
    several editions, the file has places for the words of each.
    """
    from amendtool.workflow.new import new_amendment

    name = name.removesuffix(".yaml")
    shown = new_amendment(open_workspace(console, writes=True), name)
    console.print(f"{shown}: fill it in, then amendtool check {name}")
