"""``amendtool apply``: adopt an amendment into git."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted
from amendtool.cli.options import (
    amendment_argument,
    ask_day,
    day_option,
    find_source,
    json_option,
)


@click.command(cls=Verb, name="apply", example="amendtool apply 2013-06-26-agm && git log --stat")
@amendment_argument
@day_option("--adopted", "The day of the vote, where the file does not say it.")
@json_option
@click.pass_obj
def command(console: Console, amendment: str, adopted: datetime.date | None, as_json: bool) -> None:
    """Adopt AMENDMENT into git: the renumbering as pure renames, then the text, then a tag.

    All or nothing: killed at any moment, the repository is as before or as after, and the
    next run completes or cleans up. Changes outside articles/ are left alone.

    The day on which it was adopted is in its file, or in --adopted; without one a terminal
    asks. Where the articles have several editions, all of them are amended in the same commits.
    """
    from amendtool.workflow.apply import apply_amendment, open_finished

    # Other verbs warn of a run that was cut off; this one finishes it.
    opened = open_finished(console.cwd)
    console.problems(opened.notices)
    found = find_source(opened.workspace, amendment, console)
    done = apply_amendment(
        opened.workspace,
        found,
        completed=opened.completed,
        adopted=adopted,
        today=datetime.date.today(),
        ask=ask_day(console, "The day on which it was adopted"),
        progress=console.progress,
    )
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/apply/1",
                "amendment": done.name,
                "commits": list(done.commits),
                "tag": done.tag,
                "completed": done.completed,
                "adopted": str(done.adopted) if done.adopted else None,
            }
        )
        return
    what = "finished the run that was cut off" if done.completed else "applied"
    shown = ", ".join(commit[:12] for commit in done.commits)
    console.print(
        f"{done.name}: {what}; {counted(len(done.commits), 'commit')} {shown}"
        + (f", tag {done.tag}" if done.tag else "")
        + (f"\nAdopted on {done.adopted}." if done.adopted else "")
        + f"\nNext: amendtool log, or amendtool table {done.name} -o table.docx"
    )
