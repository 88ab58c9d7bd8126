"""``amendtool diff``: the comparison table of two revisions, named as git diff names them."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_revision
from amendtool.cli.console import Console
from amendtool.cli.options import json_option, language_option, open_workspace
from amendtool.cli.printing import asked_format, one_table_options, print_compared
from amendtool.messages import say
from amendtool.render.formats import TABLE


@click.command(
    cls=Verb,
    name="diff",
    example="amendtool diff\namendtool diff HEAD~1 HEAD\n"
    "amendtool diff 2007-06-26-agm -o since.html",
)
@click.argument("revisions", metavar="[REV1 [REV2]]", nargs=-1, shell_complete=complete_revision)
@one_table_options(TABLE)
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    revisions: tuple[str, ...],
    output: str | None,
    force: bool,
    form: str | None,
    house: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the comparison table of two revisions, REV1 as the present side.

    Revisions are named as for git diff. REV1 alone is compared with the files as they stand
    under articles/, and without any HEAD is. REV1..REV2 is as REV1 REV2; REV1...REV2 is what
    REV2 has brought since it left REV1, as a pull request shows it. Clauses are matched by key.
    Without -o and --format the table goes to the terminal.
    """
    from amendtool.workflow.diff import compare_revisions

    if len(revisions) > 2:
        raise click.UsageError(say("diff takes one revision or two"))
    if len(revisions) == 2 and any(".." in each for each in revisions):
        raise click.UsageError(say("name two revisions, or one range: REV1..REV2"))
    workspace = open_workspace(console, language)
    name = asked_format(TABLE, output, form, as_json=as_json)
    with console.progress(say("comparing")):
        compared = compare_revisions(workspace, revisions, house=house)
    print_compared(console, workspace, compared, name, output, force=force)
