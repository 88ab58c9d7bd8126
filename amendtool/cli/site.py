"""``amendtool site``: the articles, their history and their tables as a folder of pages."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_folder
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace
from amendtool.cli.output import force_option, require_folder, write_folder
from amendtool.messages import say, say_count


@click.command(cls=Verb, name="site", example="amendtool site -o public")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    shell_complete=complete_folder,
    help="The folder that the pages go into.",
)
@click.option(
    "--proposals",
    is_flag=True,
    help="Also the amendments that no meeting has adopted.",
)
@force_option
@click.pass_obj
def command(console: Console, output: str, proposals: bool, force: bool) -> None:
    """Write the articles as pages for an intranet or a git host, beginning with DIR/index.html.

    Each provision has its past and who cites it, each amendment its table; there are the articles
    of every day from which another text was in force, and the tables between these days, in every
    edition. The pages need no server, and no script to be read. They hold what was adopted, and no
    address of a person; --proposals adds what is pending, with what a draft says of it.

    In a folder that is there, pages of an earlier run are written over; what else it holds stays.
    """
    from amendtool.cli.language import said_in
    from amendtool.desk.pages import Pages

    workspace = open_workspace(console)
    require_folder(console, output, workspace=workspace)
    pages = Pages(workspace, speak=said_in, proposals=proposals)
    with console.progress(say("printing")):
        files = {path: data for path in pages.paths() if (data := pages.file(path)) is not None}
    write_folder(console, output, files, workspace=workspace, force=force)
    console.print(
        say(
            "{folder}: {files}, beginning with index.html",
            folder=output,
            files=say_count("{count} file", "{count} files", len(files)),
        )
    )
