"""``amendtool correct``: commit a clerical mend of the articles, with its reason."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import day_option, json_option, open_workspace
from amendtool.messages import later, say


@click.command(cls=Verb, name="correct", example=later('amendtool correct --reason "misprint"'))
@click.option("--reason", metavar="TEXT", required=True, help="What was wrong; it is recorded.")
@day_option("--on", "The day on which it was done; by default today.")
@json_option
@click.pass_obj
def command(console: Console, reason: str, on: datetime.date | None, as_json: bool) -> None:
    """Commit what was mended by hand in the clause files: a misprint, not a decision.

    Only words may differ from the articles at HEAD; what comes, goes or gets another number is
    an amendment and is refused. The reason and the articles before and after go into a record,
    and `amendtool verify` takes the commit for a correction. Other changed files are left alone.
    """
    from amendtool.workflow.correct import correct

    workspace = open_workspace(console, writes=True)
    today = datetime.date.today()
    done = correct(workspace, reason, day=on or today, today=today)
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/correction/1",
                "name": done.name,
                "day": str(done.day),
                "commit": done.commit,
                "files": list(done.files),
                "provisions": list(done.provisions),
            }
        )
        return
    console.print(
        say(
            "corrected: {provisions}; commit {commit}\nNext: amendtool verify",
            provisions=say(", ").join(done.provisions),
            commit=done.commit[:12],
        )
    )
