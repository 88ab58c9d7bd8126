"""``amendtool record``: note an act beside the votes, with its day."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.acts import act_on
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import DayType, amendment_argument, json_option


@click.command(
    cls=Verb, name="record", example="amendtool record 2013-06-26-agm registered 2013-07-05"
)
@amendment_argument
@click.argument("act", type=click.Choice(["resolved", "noticed", "registered", "filed"]))
@click.argument("day", type=DayType())
@json_option
@click.pass_obj
def command(console: Console, amendment: str, act: str, day: datetime.date, as_json: bool) -> None:
    """Record that AMENDMENT was resolved by the board, noticed, registered or filed on DAY.

    An amendment is registered and filed once it is in force, and resolved and noticed before.
    The record is a commit of its own; the articles stay as they are.
    """
    act_on(console, amendment, act, day, as_json=as_json)
