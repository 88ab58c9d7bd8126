"""``amendtool list``: the amendments, a line each."""

from __future__ import annotations

import unicodedata

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import json_option, open_workspace
from amendtool.messages import say

STANDINGS = ("draft", "pending", "adopted", "rejected", "withdrawn", "annulled")


@click.command(
    cls=Verb, name="list", example="amendtool list\namendtool list --only pending --only draft"
)
@click.option(
    "--only",
    "wanted",
    type=click.Choice(STANDINGS),
    multiple=True,
    help="Those that stand so; it may be given several times.",
)
@json_option
@click.pass_obj
def command(console: Console, wanted: tuple[str, ...], as_json: bool) -> None:
    """List the amendments, a line each: name, standing, day and title.

    They stand in the order of `amendtool status`, which tells what comes next for each. With
    --json the document is that of status.
    """
    from amendtool.cli.status import status_record
    from amendtool.workflow.record_words import said_standing
    from amendtool.workflow.status import status

    found = [
        each for each in status(open_workspace(console)) if not wanted or each.standing in wanted
    ]
    if as_json:
        console.record(status_record(found, ()))
        return
    rows = [
        (each.name, said_standing(each.standing), str(each.day or ""), each.title or "")
        for each in found
    ]
    if not rows:
        console.notice(say("there are no such amendments"))
        return
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        )
        console.print("  ".join(cells).rstrip())


def _columns(text: str) -> int:
    """The columns that a terminal needs: two for a wide character."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )
