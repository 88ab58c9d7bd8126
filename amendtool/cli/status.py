"""``amendtool status``: where every amendment stands, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, record_of
from amendtool.cli.options import json_option, open_workspace
from amendtool.messages import say

if TYPE_CHECKING:
    from amendtool.render.records import StatusRecord
    from amendtool.workflow.status import AmendmentStatus, ExpiryStatus


@click.command(cls=Verb, name="status", example="amendtool status\namendtool status --json")
@json_option
@click.pass_obj
def command(console: Console, as_json: bool) -> None:
    """List the amendments: where each stands, and what comes next.

    Those in force come first, in the order in which they were applied; then what is pending,
    being written, rejected or withdrawn. At the end stands what has ended by its own terms.
    Nothing is written.
    """
    from amendtool.workflow.status import expiries, lines_of, status

    workspace = open_workspace(console)
    found, ended = status(workspace), expiries(workspace)
    if as_json:
        console.record(status_record(found, ended))
        return
    console.print(
        "\n".join(lines_of(found, ended)) or say("there are no amendments yet: amendtool new NAME")
    )


def status_record(found: Sequence[AmendmentStatus], ended: Sequence[ExpiryStatus]) -> StatusRecord:
    """The schema ``amendtool/status/1``."""
    return {
        "schema": "amendtool/status/1",
        "amendments": [
            {
                "amendment": each.name,
                "title": each.title,
                "standing": each.standing,
                "day": str(each.day) if each.day else None,
                "next": each.next,
                "acts": [
                    {"act": act.deed.value, "day": str(act.day) if act.day else None}
                    for act in each.acts
                ],
                "stops": [record_of(problem) for problem in each.stops],
                "otherwise": [record_of(problem) for problem in each.otherwise],
            }
            for each in found
        ],
        "expiries": [
            {
                "name": each.name,
                "day": str(each.day) if each.day else None,
                "provisions": list(each.provisions),
                "by_the_terms_of": list(each.of),
            }
            for each in ended
        ],
    }
