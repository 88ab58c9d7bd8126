"""``amendtool table``: the comparison table of an amendment or of two revisions."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import (
    DayType,
    as_of_option,
    complete_amendment,
    find_source,
    given_amendment,
    json_option,
    language_option,
    open_workspace,
)
from amendtool.cli.printing import (
    asked_format,
    for_terminal,
    moment,
    print_compared,
    require_printable,
    table_options,
    write_several,
)
from amendtool.messages import say
from amendtool.render.formats import TABLE, render


@click.command(
    cls=Verb,
    name="table",
    example="amendtool table 2013-06-26-agm -o table.docx\n"
    "amendtool table 2013-06-26-agm --json\n"
    "amendtool table 2007-06-26-agm..HEAD -o since-2007.html\n"
    "amendtool table --on 2013-06-25 --on 2013-07-01",
)
@click.argument(
    "targets",
    metavar="[AMENDMENT...|OLD..NEW]",
    nargs=-1,
    shell_complete=complete_amendment,
)
@click.option(
    "--on",
    metavar="DAY",
    type=DayType(),
    multiple=True,
    help="The articles in force on this day; given twice, the table between two days.",
)
@as_of_option
@table_options(TABLE)
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    targets: tuple[str, ...],
    on: tuple[datetime.date, ...],
    as_of: str | None,
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

    With --on DAY the present side of an amendment is the text in force on that day, with its
    notes; --on DAY --on DAY, or DAY..DAY, compares the texts in force on two days. --as-of limits
    what was known.
    """
    from amendtool.workflow.documents.templates import template_folders
    from amendtool.workflow.in_force.two_days import days_of
    from amendtool.workflow.table import compare, compare_days, compare_items

    workspace = open_workspace(console, language)
    name = asked_format(TABLE, output, form, as_json=as_json)
    between = _two_days(targets, on)
    if between is None and len(targets) == 1:
        between = days_of(workspace, targets[0])
        if between is not None and on:
            raise click.UsageError(say("--on is for an amendment; DAY..DAY says both sides"))
    if between is not None and between[0] > between[1]:
        # The earlier text would be printed as what is proposed.
        raise click.UsageError(
            say(
                "the earlier day stands first: {first}..{last}, not the later one",
                first=between[1],
                last=between[0],
            )
        )
    if len(targets) > 1 or alone:
        if on or as_of is not None:
            raise click.UsageError(say("--on and --as-of are for one amendment, or for two days"))
        several = tuple(find_source(workspace, each, console) for each in targets)
        require_printable(TABLE, name, output, len(several))
        with console.progress(say("comparing")):
            items = compare_items(workspace, several, house=house, alone=alone)
        for item in items:
            console.problems(item.compared.notices)
        if name is None:
            told = [f"{item.name}\n{for_terminal(console, item.compared)}" for item in items]
            console.print("\n\n".join(told), paged=True)
            return
        folders = template_folders(workspace)
        with console.progress(say("printing")):
            printed = [
                (i.name, render(TABLE, i.compared.table, name, templates=folders, moment=moment()))
                for i in items
            ]
        write_several(console, TABLE, output, printed, name, workspace=workspace, force=force)
        return
    with console.progress(say("comparing")):
        if between is not None:
            compared = compare_days(workspace, *between, house=house, as_of=as_of)
        else:
            compared = compare(
                workspace,
                given_amendment(targets[0]),
                house=house,
                cwd=console.cwd,
                on=on[0] if on else None,
                as_of=as_of,
            )
    print_compared(console, workspace, compared, name, output, force=force)


def _two_days(
    targets: tuple[str, ...], on: tuple[datetime.date, ...]
) -> tuple[datetime.date, datetime.date] | None:
    """The two days of a table between them; None for that of an amendment or of revisions."""
    if len(on) > 2:
        raise click.UsageError(say("--on is given once, or twice for the table between two days"))
    if len(on) == 2:
        if targets:
            raise click.UsageError(say("the table between two days takes no amendment"))
        return on[0], on[1]
    if not targets:
        raise click.UsageError(say("Missing argument 'AMENDMENT...|OLD..NEW'."))
    return None
