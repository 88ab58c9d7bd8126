"""``amendtool expire``: land the deletions that provisions prescribe themselves."""

from __future__ import annotations

import datetime

import click

from amendtool.cli.app import Verb
from amendtool.cli.apply import with_tag
from amendtool.cli.console import Console
from amendtool.cli.options import day_option, json_option
from amendtool.messages import say


@click.command(
    cls=Verb, name="expire", example="amendtool expire\namendtool expire --on 2013-07-01"
)
@day_option("--on", "Up to this day; by default today.")
@json_option
@click.pass_obj
def command(console: Console, on: datetime.date | None, as_json: bool) -> None:
    """Delete from the articles what has ended by its own terms, as `delete_on` says.

    Supplementary provisions often say on which day they are gone; from 0:00 of it they are, and
    nobody votes on it. Each such day becomes an act of its own: commit, record, tag
    `expiry-DAY`, and a line in the list of revisions; the days land together or not at all.
    Numbers close up and citations follow as in any amendment.

    What an event has to end, too (`delete_when`), and what another amendment has rewritten since,
    is left and told. Where nothing is due, nothing is written. A day in the future is refused.
    `amendtool undo expiry-DAY` takes one back that was landed by mistake.
    """
    from amendtool.workflow.apply import open_finished
    from amendtool.workflow.dates.expire import expire

    opened = open_finished(console.cwd)
    console.problems(opened.notices)
    today = datetime.date.today()
    done = expire(opened.workspace, on=on or today, today=today)
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/expired/1",
                "on": str(on or today),
                "expiries": [
                    {
                        "name": each.name,
                        "day": str(each.day),
                        "provisions": list(each.provisions),
                        "by_the_terms_of": list(each.of),
                        "commits": list(each.commits),
                        "tag": each.tag,
                    }
                    for each in done.expiries
                ],
            }
        )
        return
    for each in done.expiries:
        commits = say(", ").join(commit[:12] for commit in each.commits)
        console.print(
            say(
                "{name}: {provisions} deleted as of {day}, by the terms of {of}; commit {commits}",
                name=each.name,
                provisions=say(", ").join(each.provisions),
                day=each.day,
                of=say(", ").join(each.of),
                commits=commits,
            )
            + with_tag(each.tag)
        )
    if not done.expiries:
        console.print(say("nothing has ended by its own terms up to {on}", on=on or today))
        return
    console.print(say("Next: amendtool verify"))
