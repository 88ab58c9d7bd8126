"""``amendtool outcomes``: what each result of the votes on several items would make."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import amendments_argument, find_source, json_option, open_workspace
from amendtool.messages import say


@click.command(
    cls=Verb,
    name="outcomes",
    example="amendtool outcomes 2007-06-26-agm\namendtool outcomes 2007-06-26-agm --json",
)
@amendments_argument
@json_option
@click.pass_obj
def command(console: Console, amendments: tuple[str, ...], as_json: bool) -> None:
    """Work out every combination of adopted and rejected items of one meeting.

    Each combination is impossible (an item requires or stands on one that is rejected), or as
    the tables of the items print it, or numbers and citations come out otherwise: then it is
    told in which table. AMENDMENT... are in the order of the agenda. Nothing is written.

    Exit code 0: every possible outcome is as printed; 1: one is not.
    """
    from amendtool.workflow.meeting.agenda import outcomes_of

    workspace = open_workspace(console)
    items = [find_source(workspace, each, console) for each in amendments]
    with console.progress(say("working out the outcomes")):
        found = outcomes_of(workspace, items)
    if as_json:
        console.record(
            {
                "schema": "amendtool/outcomes/1",
                "outcomes": [
                    {
                        "adopted": list(each.outcome.adopted),
                        "rejected": list(each.rejected),
                        "impossible": None
                        if each.outcome.problem is None
                        else record_of(each.outcome.problem),
                        "otherwise": [
                            {
                                "amendment": wrong.item,
                                "key": wrong.provision,
                                "printed": wrong.printed,
                                "comes_out": wrong.comes_out,
                            }
                            for wrong in each.wrong
                        ],
                    }
                    for each in found
                ],
            }
        )
    else:
        for each in found:
            joined = say(", ").join
            adopted = joined(each.outcome.adopted) or say("nothing")
            console.print(
                say(
                    "adopted: {adopted}; rejected: {rejected}",
                    adopted=adopted,
                    rejected=joined(each.rejected),
                )
                if each.rejected
                else say("adopted: {adopted}", adopted=adopted)
            )
            problem = each.outcome.problem
            if problem is not None:
                console.print(
                    say(
                        "  impossible: {message} [{code}]",
                        message=problem.message,
                        code=problem.code,
                    )
                )
            for wrong in each.wrong:
                console.print(
                    say(
                        "  the table of {item} says {printed}; it comes out as {comes_out} "
                        "(key {key})",
                        item=wrong.item,
                        printed=wrong.printed,
                        comes_out=wrong.comes_out,
                        key=wrong.provision,
                    )
                )
            if problem is None and not each.wrong:
                console.print(say("  as printed"))
    exit_with(1 if any(each.wrong for each in found) else 0)
