"""``amendtool rebase``: let the file of an amendment say the numbers of other articles."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_revision
from amendtool.cli.console import Console, record_of
from amendtool.cli.options import (
    amendment_argument,
    complete_amendment,
    json_option,
    open_workspace,
)
from amendtool.messages import say, say_count


@click.command(
    cls=Verb,
    name="rebase",
    example="amendtool rebase 2013-06-26-agm --after 2007-06-26-agm",
)
@amendment_argument
@click.option(
    "--against",
    metavar="REV",
    shell_complete=complete_revision,
    help="The commit whose articles the numbers mean then.",
)
@click.option(
    "--after",
    metavar="NAME",
    shell_complete=complete_amendment,
    help="The amendment that it stands on then: the numbers mean what that one leaves.",
)
@click.option(
    "--as-written",
    is_flag=True,
    help="Take the numbers as they stand for those of these articles; carry nothing over.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str,
    against: str | None,
    after: str | None,
    as_written: bool,
    as_json: bool,
) -> None:
    """Write the numbers of today into AMENDMENT, where the articles have moved on.

    The addresses of its operations, and the citations in its own texts, are carried over from
    the articles that it was written against: to those at HEAD, or to those of --against or
    --after. Comments and all else stay as they are. A file that does not say what it was
    written against is taken as it stands: then the option says what its numbers mean.

    Nothing is committed.
    """
    from amendtool.workflow.rebase import rebase

    if against is not None and after is not None:
        raise click.UsageError(say("--against and --after say two things; give one of them"))
    if as_written and against is None and after is None:
        raise click.UsageError(say("--as-written needs --against REV or --after NAME"))
    workspace = open_workspace(console, writes=True)
    done = rebase(
        workspace,
        amendment,
        against=against,
        after=after,
        as_written=as_written,
        cwd=console.cwd,
    )
    if as_json:
        console.record(
            {
                "schema": "amendtool/rebase/1",
                "amendment": done.name,
                "file": done.path,
                "base": done.base,
                "changed": done.changed,
                "carried": [record_of(each) for each in done.notes],
            }
        )
        return
    console.problems(done.notes)
    if not done.changed:
        console.print(say("{file}: it says so already; nothing is written", file=done.path))
        return
    moved = (
        say_count("{count} number changed", "{count} numbers changed", len(done.notes))
        if done.notes
        else say("no number changed")
    )
    console.print(
        say("{file}: after {name}; {moved}", file=done.path, name=done.base, moved=moved)
        if after
        else say(
            "{file}: against {commit}; {moved}",
            file=done.path,
            commit=done.base[:12],
            moved=moved,
        )
    )
    console.print(say("Next: amendtool plan {name}", name=done.name))
