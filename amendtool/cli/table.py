"""``amendtool table``: the comparison table of an amendment or of two revisions."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted
from amendtool.cli.options import (
    complete_amendment,
    given_amendment,
    json_option,
    language_option,
    open_workspace,
)
from amendtool.cli.output import force_option, write_output
from amendtool.cli.printing import asked_format, format_option, moment, output_option
from amendtool.render.formats import TABLE, render


@click.command(
    cls=Verb,
    name="table",
    example="amendtool table 2013-06-26-agm -o table.docx\n"
    "amendtool table 2013-06-26-agm --json\n"
    "amendtool table 2007-06-26-agm..HEAD -o since-2007.html",
)
@click.argument("target", metavar="AMENDMENT|OLD..NEW", shell_complete=complete_amendment)
@output_option(TABLE)
@format_option(TABLE)
@force_option
@click.option(
    "--house",
    metavar="STYLE",
    help="The house style (`amendtool styles`) or its file, instead of the configured one.",
)
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    target: str,
    output: str | None,
    force: bool,
    form: str | None,
    house: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the comparison table, present against proposed.

    For an amendment that is not applied yet, the present side is the articles at HEAD; for
    one that is, the articles just before it. OLD..NEW compares two revisions; clauses are
    matched by key. Without -o and --format the table goes to the terminal.
    """
    from amendtool.workflow.table import compare
    from amendtool.workflow.templates import template_folders

    workspace = open_workspace(console, language)
    name = asked_format(TABLE, output, form, as_json=as_json)
    with console.progress("comparing"):
        compared = compare(workspace, given_amendment(target), house=house, cwd=console.cwd)
    table = compared.table
    console.problems(compared.notices)
    if not table.rows:
        console.notice("the articles are the same on both sides: the table has no rows")
    if name is None:
        from amendtool.render.table.terminal import to_terminal

        text = to_terminal(
            table,
            width=console.width,
            colour=console.styled(),
            unicode=console.shows("│─┼"),
        )
        console.print(text.rstrip("\n"), paged=True)
        return
    templates = template_folders(workspace)
    with console.progress("printing"):
        data = render(TABLE, table, name, templates=templates, moment=moment())
    if output not in (None, "-"):
        write_output(console, output, data, workspace=workspace, force=force)
        console.notice(f"{output}: {counted(len(table.rows), 'row')}")
    else:
        console.raw(data)
