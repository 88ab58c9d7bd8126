"""``amendtool table``: the comparison table of an amendment or of two revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.cli.options import (
    complete_amendment,
    json_option,
    language_option,
    open_workspace,
    read_source,
)
from amendtool.cli.printing import asked_format, format_option, moment, output_option
from amendtool.errors import Problem
from amendtool.render.formats import TABLE, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amendtool.articles.charter import Charter
    from amendtool.comparison.house import HouseStyle
    from amendtool.comparison.table import Table
    from amendtool.repository.workspace import Workspace


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
    from amendtool.repository.workspace import read_folder

    workspace = open_workspace(console, language)
    name = asked_format(TABLE, output, form, as_json=as_json)
    with console.progress("comparing"):
        table = make(workspace, target, console, house)
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
    folder = workspace.root / "templates"
    if folder.exists():
        read_folder(workspace.root, "templates")
    templates = [folder] if folder.is_dir() else []
    with console.progress("printing"):
        data = render(TABLE, table, name, templates=templates, moment=moment())
    if output not in (None, "-"):
        write_file(console.cwd / Path(output), data)
        console.notice(f"{output}: {counted(len(table.rows), 'row')}")
    else:
        console.raw(data)


def make(workspace: Workspace, target: str, console: Console, house: str | None = None) -> Table:
    """The table of an amendment or of a range of revisions."""
    from amendtool.comparison.remarks import remarks_of, unprinted_remarks
    from amendtool.comparison.rows import NO_REMARKS, make_table
    from amendtool.workflow.company_names import named_at
    from amendtool.workflow.sides import Amended, is_range, sides_of, sides_of_range

    config = workspace.config
    chosen = workspace.house(house)
    remarks = NO_REMARKS
    if is_range(target):
        sides = sides_of_range(workspace, target)
    else:
        sides = sides_of(workspace, read_source(workspace, target, console))
    if isinstance(sides, Amended):
        remarks = remarks_of(sides.application, sides.source.parsed.amendment)
        if sides.base is not None:
            config = named_at(workspace, sides.base)
    table = make_table(
        sides.present,
        sides.proposed,
        style=config.style,
        house=chosen,
        title=config.title,
        kept=sides.kept,
        remarks=remarks,
    )
    found: tuple[Problem, ...] = ()
    if isinstance(sides, Amended):
        told = sides.source.parsed
        found = told.located(unprinted_remarks(table, told.amendment))
    warn_of_hidden_rows(console, sides.present, sides.proposed, chosen, found)
    return table


def warn_of_hidden_rows(
    console: Console,
    present: Charter,
    proposed: Charter,
    house: HouseStyle,
    more: Iterable[Problem] = (),
) -> None:
    """Say which articles the house style leaves out, because the meeting votes on these too.

    ``more`` is what else there is to say of the table, in the same breath.
    """
    from amendtool.comparison.rows import hidden_rows

    hidden = hidden_rows(present, proposed, house)
    found = list(more)
    if hidden:
        found.insert(
            0,
            Problem(
                code="rows-hidden",
                message=f"the table leaves out {counted(len(hidden), 'article')} of which "
                f"only the number changes ({', '.join(hidden)}); "
                "the meeting votes on these too",
                hint='set number_only = "collapse" in the house style to print them',
                severity="warning",
            ),
        )
    console.problems(found)
