"""``amendtool desk``: the articles in a browser, on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say


@click.command(
    cls=Verb, name="desk", example="amendtool desk\namendtool desk --read-only --port 8321"
)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port that it listens on; by default one that is free.",
)
@click.option(
    "--no-browser",
    is_flag=True,
    help="Open no browser: print the address alone.",
)
@click.option(
    "--read-only",
    is_flag=True,
    help="Show what was adopted alone, as `site` does.",
)
@click.pass_obj
def command(console: Console, port: int, no_browser: bool, read_only: bool) -> None:
    """Open the articles in a browser: each provision with its past, tables, any day.

    The pages are those of `site`, made anew whenever something changes, with the amendments that
    are pending, and with forms that ask for a day or for two. What a meeting decided is shown
    before it is recorded, and nothing is written but what a form asked for. It listens on this
    machine alone; the address that is printed opens it once, for one browser. Ctrl-C ends it.
    """
    workspace = open_workspace(console)
    try:
        from amendtool.desk.rooms import ACTIONS
        from amendtool.desk.server import Desk, listening, serve
    except ImportError as error:
        raise RepositoryError(
            Problem(
                code="desk-missing",
                message=say("the desk needs the library Starlette, which is not installed"),
                hint=say(
                    'install it: pip install "amendtool[desk]"; `amendtool site -o DIR` writes '
                    "the same pages without it"
                ),
            )
        ) from error
    from amendtool.cli.language import said_in
    from amendtool.workflow.open import open_workspace as opened

    root = Path(workspace.root)
    desk = Desk(
        lambda writes: opened(root, writes=writes)[0],
        speak=said_in,
        read_only=read_only,
        actions=ACTIONS,
    )
    try:
        at = listening(port)
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="port-taken",
                message=say("the port {port} cannot be had: {why}", port=port, why=error.strerror),
                hint=say("name another one with --port, or none, and a free one is taken"),
                place=Place(path=f"--port {port}"),
            )
        ) from error

    def told(address: str) -> None:
        console.print(address)
        if not no_browser:
            console.notice(say("Ctrl-C ends the desk."))
            click.launch(address)

    serve(desk, at, told)
