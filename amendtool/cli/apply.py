"""``amendtool apply``: adopt an amendment into git."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, record_of
from amendtool.cli.options import (
    amendments_argument,
    ask_day,
    day_option,
    find_source,
    json_option,
    open_workspace,
)
from amendtool.messages import say, say_count

if TYPE_CHECKING:
    from amendtool.render.records import ApplyRecord
    from amendtool.workflow.apply import Adoption


@click.command(cls=Verb, name="apply", example="amendtool apply 2013-06-26-agm && git log --stat")
@amendments_argument
@day_option("--adopted", "The day of the vote, where the file does not say it.")
@click.option(
    "-n", "--dry-run", is_flag=True, help="Try all of it but the last step; write nothing."
)
@json_option
@click.pass_obj
def command(
    console: Console,
    amendments: tuple[str, ...],
    adopted: datetime.date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Adopt AMENDMENT into git: the renumbering as pure renames, then the text, then a tag.

    Several are the items of one meeting, in the order of the agenda: each says the numbers of
    the articles in force and is carried over to what the items before it leave, and all of them
    land in one update of the branch, or none does.

    All or nothing: killed at any moment, the repository is as before or as after, and the
    next run completes or cleans up. Changes outside articles/ are left alone.

    Where the table that was noticed is on record and what lands is another one, that is told.

    The day on which it was adopted is in its file, or in --adopted; without one a terminal
    asks. Where the articles have several editions, all of them are amended in the same commits.
    """
    from amendtool.workflow.apply import apply_amendments, open_finished

    if dry_run:
        workspace, completed = open_workspace(console), None
    else:
        # Other verbs warn of a run that was cut off; this one finishes it.
        opened = open_finished(console.cwd)
        console.problems(opened.notices)
        workspace, completed = opened.workspace, opened.completed
    items = [find_source(workspace, each, console) for each in amendments]
    every = apply_amendments(
        workspace,
        items,
        completed=completed,
        write=not dry_run,
        adopted=adopted,
        today=datetime.date.today(),
        ask=ask_day(console, say("The day on which it was adopted")),
        progress=console.progress,
    )
    told = (each for done in every for each in (*done.notices, *done.otherwise))
    console.problems(tuple(dict.fromkeys(told)))
    if as_json:
        if len(every) == 1:
            console.record(_record(every[0], written=not dry_run))
        else:
            console.record(
                {
                    "schema": "amendtool/applied/1",
                    "amendments": [_record(each, written=not dry_run) for each in every],
                }
            )
        return
    if dry_run:
        for done in every:
            line = say("{name}: could be applied", name=done.name)
            console.print(line + with_tag(done.tag), paged=True)
        nothing = say(
            "Nothing is written. amendtool plan {name} shows what it does", name=every[0].name
        )
        console.print(nothing, paged=True)
        return
    for done in every:
        what = say("finished the run that was cut off") if done.completed else say("applied")
        landed = say_count("{count} commit", "{count} commits", len(done.commits))
        shown = say(", ").join(commit[:12] for commit in done.commits)
        line = say(
            "{name}: {what}; {landed} {commits}",
            name=done.name,
            what=what,
            landed=landed,
            commits=shown,
        )
        console.print(line + with_tag(done.tag))
        if done.adopted:
            console.print(say("Adopted on {adopted}.", adopted=done.adopted))
    console.print(
        say("Next: amendtool log, or amendtool table {name} -o table.docx", name=every[0].name)
    )


def with_tag(tag: str | None) -> str:
    """What is added to what landed where it got a tag."""
    return say(", tag {tag}", tag=tag) if tag else ""


def _record(done: Adoption, *, written: bool) -> ApplyRecord:
    return {
        "schema": "amendtool/apply/1",
        "amendment": done.name,
        "commits": list(done.commits),
        "tag": done.tag,
        "completed": done.completed,
        "adopted": str(done.adopted) if done.adopted else None,
        "otherwise": [record_of(problem) for problem in done.otherwise],
        "written": written,
    }
