"""``amendtool undo``: take back an amendment by a new commit."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import amendment_argument, day_option, json_option
from amendtool.messages import say, say_count


@click.command(cls=Verb, name="undo", example="amendtool undo 2013-06-26-agm")
@amendment_argument
@day_option("--annulled", "The day on which it was annulled; else it was landed by mistake.")
@json_option
@click.pass_obj
def command(
    console: Console, amendment: str, annulled: datetime.date | None, as_json: bool
) -> None:
    """Take back AMENDMENT by a new commit: the articles are what they were before it.

    History and tags stay. Where other amendments came since, theirs stay too; where one of
    them leans on it, nothing is written, and the message says what does. An amendment that was
    landed by mistake is pending again; with --annulled it is not.

    To take back by a vote what was rightly adopted: amendtool new NAME --reverse AMENDMENT.
    """
    from amendtool.workflow.apply import open_finished
    from amendtool.workflow.record_words import said_deed
    from amendtool.workflow.undo import undo

    opened = open_finished(console.cwd)
    console.problems(opened.notices)
    today = datetime.date.today()
    done = undo(
        opened.workspace,
        amendment,
        day=annulled or today,
        annulled=annulled is not None,
        today=today,
        cwd=console.cwd,
    )
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/act/1",
                "amendment": done.name,
                "act": done.deed.value,
                "day": str(done.day),
                "commit": done.commits[-1],
            }
        )
        return
    shown = say(", ").join(commit[:12] for commit in done.commits)
    console.print(
        say(
            "{name}: {act} on {day}; {count} {shown}\nNext: amendtool status",
            name=done.name,
            act=said_deed(done.deed),
            day=done.day,
            count=say_count("{count} commit", "{count} commits", len(done.commits)),
            shown=shown,
        )
    )
