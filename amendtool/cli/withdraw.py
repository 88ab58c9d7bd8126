"""``amendtool withdraw``: record that its proposer withdrew it."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.acts import act_on
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import amendment_argument, day_option, json_option


@click.command(
    cls=Verb, name="withdraw", example="amendtool withdraw 2013-06-26-agm --on 2013-06-26"
)
@amendment_argument
@day_option("--on", "The day on which it was done; by default today.")
@json_option
@click.pass_obj
def command(console: Console, amendment: str, on: datetime.date | None, as_json: bool) -> None:
    """Record that AMENDMENT was withdrawn: it is no longer pending.

    The record is a commit of its own; the articles stay as they are. To propose the same once
    more, write an amendment under another name.
    """
    act_on(console, amendment, "withdrawn", on or datetime.date.today(), as_json=as_json)
