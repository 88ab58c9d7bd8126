"""``amendtool check``: problems in the articles, or in an amendment, all at once."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import MOST, Console, exit_with, only_first, record_of
from amendtool.cli.options import (
    complete_amendment,
    given_amendment,
    json_option,
    open_workspace,
)
from amendtool.messages import say, say_count


@click.command(
    cls=Verb, name="check", example="amendtool check\namendtool check 2013-06-26-agm --json"
)
@click.argument("amendments", metavar="[AMENDMENT]...", nargs=-1, shell_complete=complete_amendment)
@json_option
@click.pass_obj
def command(console: Console, amendments: tuple[str, ...], as_json: bool) -> None:
    """Report the problems in the articles, and in each AMENDMENT and what it would do to them.

    The articles are those of the work tree, committed or not; where they have several
    editions, all of them, and where these differ. Without a name every pending amendment is
    looked at, on what it stands on, and the pairs that collide, and commits that changed
    adopted articles by hand are told. Nothing is written.

    Exit code 0: none (notes do not count); 1: findings; 3: something cannot be read or
    applied; 4: the articles have moved on.
    """
    from amendtool.workflow.check import check

    workspace = open_workspace(console)
    given = tuple(map(given_amendment, amendments))
    findings = check(workspace, given or None, cwd=console.cwd)
    found = findings.problems
    code = max((error.exit_code for error in findings.errors), default=0)
    if code == 0 and any(problem.severity != "note" for problem in found):
        code = 1
    if as_json:
        console.record(
            {"schema": "amendtool/check/1", "findings": [record_of(problem) for problem in found]}
        )
    elif found:
        for problem in found[:MOST]:
            console.print(console.story(problem, styled=console.styled()))
        console.print(
            say_count("{count} finding", "{count} findings", len(found)) + only_first(len(found))
        )
    else:
        console.print(
            say("the amendment {name}: no problems", name=findings.checked)
            if len(amendments) == 1
            else say("the amendments {names}: no problems", names=findings.checked)
            if amendments
            else say("articles and amendments/: no problems")
        )
    exit_with(code)
