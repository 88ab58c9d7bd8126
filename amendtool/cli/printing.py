"""What ``-o``, ``--format`` and ``--json`` ask for, for every verb that prints a document."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from amendtool.cli.complete import complete_file, complete_house
from amendtool.cli.console import Console, read_file
from amendtool.cli.output import force_option, write_items, write_output
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say, say_count
from amendtool.render.formats import TABLE, Publication, format_of, render, usual_endings

if TYPE_CHECKING:
    from amendtool.repository.workspace import Workspace
    from amendtool.workflow.documents.word_models import PrintedModel
    from amendtool.workflow.table import ComparedArticles

Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(what: Publication[Any], *, first: str = "") -> Callable[[Command], Command]:
    """``-o``, whose help names the endings; that of the format ``first`` before all others."""
    endings = " ".join(usual_endings(what, first=first))
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        shell_complete=complete_file,
        help=f"Write to FILE; its ending ({endings}) picks the format. - is standard output.",
    )


def format_option(what: Publication[Any], *, first: str = "") -> Callable[[Command], Command]:
    """``--format``: the usual endings without their dots."""
    names = [ending.removeprefix(".") for ending in usual_endings(what, first=first)]
    return click.option(
        "--format", "form", type=click.Choice(names), help="The format, whatever FILE."
    )


def asked_format(
    what: Publication[Any], output: str | None, form: str | None, *, as_json: bool = False
) -> str | None:
    """The name of the format that the options ask for together; None where none asks.

    Raises click.UsageError where they say different things, InputError (``unknown-format``)
    for an ending that ``what`` is not printed under.
    """
    if output == "":
        raise click.UsageError(say("-o needs the name of a file, or - for standard output"))
    written = output is not None and output != "-"
    if as_json:
        if (form or "json") != "json":
            raise click.UsageError(say("--json and --format say different things"))
        if written and format_of(what, str(output)) != "json":
            raise click.UsageError(
                say("--json and the name {file} say different things", file=output)
            )
        return "json"
    if form is not None:
        return format_of(what, f"{what.name}.{form}")
    return format_of(what, str(output)) if written else None


house_option = click.option(
    "--house",
    shell_complete=complete_house,
    metavar="STYLE",
    help="The house style of the table (`amendtool styles`), or its file, instead of the "
    "configured one.",
)


def table_options(what: Publication[Any], *, first: str = "") -> Callable[[Command], Command]:
    """The options of every verb that prints a table of amendments: where to, in which style."""
    return one_table_options(what, first=first, more=(alone_option,))


def one_table_options(
    what: Publication[Any], *, first: str = "", more: Sequence[Callable[[Any], Any]] = ()
) -> Callable[[Command], Command]:
    """The options of every verb that prints one table, and ``more`` behind them."""
    options = (
        output_option(what, first=first),
        format_option(what, first=first),
        force_option,
        house_option,
        *more,
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def write_several(
    console: Console,
    what: Publication[Any],
    output: str | None,
    printed: Sequence[tuple[str, bytes]],
    form: str,
    *,
    workspace: Workspace,
    force: bool,
) -> None:
    """Write what is printed of each item of a meeting: a file each, or one JSON document."""
    members = f"{what.name}s"
    joined = joined_json(f"amendtool/{members}/1", members, printed) if form == "json" else None
    write_items(console, output, printed, joined=joined, workspace=workspace, force=force)


def print_compared(
    console: Console,
    workspace: Workspace,
    compared: ComparedArticles,
    form: str | None,
    output: str | None,
    *,
    force: bool,
) -> None:
    """Print a table, with what is to be said of it: in a format, into a file, or for reading."""
    from amendtool.workflow.documents.templates import template_folders

    table = compared.table
    console.problems(compared.notices)
    if not table.rows:
        console.notice(say("the articles are the same on both sides: the table has no rows"))
    if form is None:
        console.print(for_terminal(console, compared), paged=True)
        return
    templates = template_folders(workspace)
    with console.progress(say("printing")):
        data = render(TABLE, table, form, templates=templates, moment=moment())
    if output in (None, "-"):
        console.raw(data)
        return
    write_output(console, str(output), data, workspace=workspace, force=force)
    rows = say_count("{count} row", "{count} rows", len(table.rows))
    console.notice(f"{output}: {rows}")


def for_terminal(console: Console, compared: ComparedArticles) -> str:
    """A table as the terminal shows it."""
    from amendtool.render.table.terminal import to_terminal

    text = to_terminal(
        compared.table, width=console.width, colour=console.styled(), unicode=console.draws("│─┼")
    )
    return text.rstrip("\n")


model_option = click.option(
    "--like",
    shell_complete=complete_file,
    metavar="FILE",
    help="The company's own Word file, whose styles, paper, header, footer and numbering are "
    "taken (DOCX only).",
)


def model_of(
    like: str | None, form: str | None, console: Console, command: str
) -> PrintedModel | None:
    """The Word file that ``--like`` names; None without it.

    Raises click.UsageError for another format than Word's, InputError for a file that is none.
    """
    if like is None:
        return None
    if form != "docx":
        raise click.UsageError(say("--like is for .docx: {command} -o FILE.docx", command=command))
    from amendtool.workflow.documents.word_models import read_model

    data = read_file(console.cwd / like, like)
    return read_model(data, file=like)


alone_option = click.option(
    "--alone", is_flag=True, help="Number each item as if the others fail; of items of a meeting."
)


def require_printable(
    what: Publication[Any], form: str | None, output: str | None, count: int
) -> None:
    """Raise click.UsageError for a format of which several cannot stand in one output."""
    if count > 1 and output in (None, "-") and form not in (None, "markdown", "json"):
        raise click.UsageError(
            say("what is printed of each item is a file of its own: name one with -o FILE")
        )


def joined_json(schema: str, member: str, items: Sequence[tuple[str, bytes]]) -> bytes:
    """One JSON document with those of the items of a meeting, each with its amendment."""
    found = [{"amendment": name, **json.loads(data)} for name, data in items]
    document = {"schema": schema, member: found}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def moment() -> datetime | None:
    """The date that documents carry: SOURCE_DATE_EPOCH when it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise InputError(
            Problem(
                code="epoch-unclear",
                message=say("SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}", epoch=epoch),
                hint=say("unset it, or set it to whole seconds since 1970"),
                place=Place(),
            )
        ) from None
