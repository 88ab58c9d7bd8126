"""``amendtool table``: the comparison table of an amendment or of two revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted
from amendtool.cli.options import (
    complete_amendment,
    find_source,
    given_amendment,
    json_option,
    language_option,
    open_workspace,
)
from amendtool.cli.output import force_option, write_items, write_output
from amendtool.cli.printing import (
    alone_option,
    asked_format,
    format_option,
    joined_json,
    moment,
    output_option,
    require_printable,
)
from amendtool.render.formats import TABLE, render

if TYPE_CHECKING:
    from amendtool.workflow.table import ComparedArticles


@click.command(
    cls=Verb,
    name="table",
    example="amendtool table 2013-06-26-agm -o table.docx\n"
    "amendtool table 2013-06-26-agm --json\n"
    "amendtool table 2007-06-26-agm..HEAD -o since-2007.html",
)
@click.argument(
    "targets",
    metavar="AMENDMENT...|OLD..NEW",
    nargs=-1,
    required=True,
    shell_complete=complete_amendment,
)
@output_option(TABLE)
@format_option(TABLE)
@force_option
@click.option(
    "--house",
    metavar="STYLE",
    help="The house style (`amendtool styles`) or its file, instead of the configured one.",
)
@alone_option
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    targets: tuple[str, ...],
    output: str | None,
    force: bool,
    form: str | None,
    house: str | None,
    alone: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the comparison table, present against proposed.

    For an amendment that is not applied yet, the present side is the articles at HEAD; for
    one that is, the articles just before it. OLD..NEW compares two revisions; clauses are
    matched by key. Without -o and --format the table goes to the terminal.

    Several amendments are the items of one meeting, in the order of the agenda. Each has a
    table of its own: the present side is the articles in force, the proposed side is numbered
    as all items together make it, and a note says so; --alone numbers it as if the others fail.
    With -o each goes to a file of its own, FILE with the name before the ending.
    """
    from amendtool.workflow.table import compare, compare_items
    from amendtool.workflow.templates import template_folders

    workspace = open_workspace(console, language)
    name = asked_format(TABLE, output, form, as_json=as_json)
    if len(targets) > 1 or alone:
        several = tuple(find_source(workspace, each, console) for each in targets)
        require_printable(TABLE, name, output, len(several))
        with console.progress("comparing"):
            items = compare_items(workspace, several, house=house, alone=alone)
        for item in items:
            console.problems(item.compared.notices)
        if name is None:
            told = [f"{item.name}\n{_for_terminal(console, item.compared)}" for item in items]
            console.print("\n\n".join(told), paged=True)
            return
        folders = template_folders(workspace)
        with console.progress("printing"):
            printed = [
                (i.name, render(TABLE, i.compared.table, name, templates=folders, moment=moment()))
                for i in items
            ]
        write_items(
            console,
            output,
            printed,
            joined=joined_json("amendtool/tables/1", "tables", printed) if name == "json" else None,
            workspace=workspace,
            force=force,
        )
        return
    with console.progress("comparing"):
        compared = compare(workspace, given_amendment(targets[0]), house=house, cwd=console.cwd)
    table = compared.table
    console.problems(compared.notices)
    if not table.rows:
        console.notice("the articles are the same on both sides: the table has no rows")
    if name is None:
        console.print(_for_terminal(console, compared), paged=True)
        return
    templates = template_folders(workspace)
    with console.progress("printing"):
        data = render(TABLE, table, name, templates=templates, moment=moment())
    if output not in (None, "-"):
        write_output(console, output, data, workspace=workspace, force=force)
        console.notice(f"{output}: {counted(len(table.rows), 'row')}")
    else:
        console.raw(data)


def _for_terminal(console: Console, compared: ComparedArticles) -> str:
    from amendtool.render.table.terminal import to_terminal

    text = to_terminal(
        compared.table, width=console.width, colour=console.styled(), unicode=console.shows("│─┼")
    )
    return text.rstrip("\n")
