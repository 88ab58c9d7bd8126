"""``amendtool record``: note an act beside the votes, with its day."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.acts import act_on
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import (
    DayType,
    amendment_argument,
    complete_amendment,
    json_option,
    one_language_option,
)
from amendtool.messages import say


@click.command(
    cls=Verb, name="record", example="amendtool record 2013-06-26-agm registered 2013-07-05"
)
@amendment_argument
@click.argument("act", type=click.Choice(["resolved", "noticed", "registered", "filed"]))
@click.argument("day", type=DayType())
@click.option(
    "--among",
    metavar="AMENDMENT",
    multiple=True,
    shell_complete=complete_amendment,
    help="An item of the meeting, this one too; again for each, in the order of the agenda.",
)
@click.option("--alone", is_flag=True, help="Its table was numbered as if the others fail.")
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str,
    act: str,
    day: datetime.date,
    among: tuple[str, ...],
    alone: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Record that AMENDMENT was resolved by the board, noticed, registered or filed on DAY.

    An amendment is registered and filed once it is in force, and resolved and noticed before.
    The record is a commit of its own; the articles stay as they are.

    With `noticed` goes a digest of its comparison table, of every edition or of --language:
    `apply` and `status` tell where what lands is not what was noticed. Where the notice had
    several items, --among names them, and the numbers are those that all of them make.
    """
    if act != "noticed" and (among or alone or language):
        raise click.UsageError(say("--among, --alone and --language are for what was noticed"))
    notice = (language, among, alone)
    act_on(console, amendment, act, day, as_json=as_json, notice=notice)
