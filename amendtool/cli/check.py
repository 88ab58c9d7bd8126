"""``amendtool check``: problems in the articles, or in an amendment, all at once."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import MOST, Console, counted, exit_with, only_first, record_of
from amendtool.cli.options import (
    complete_amendment,
    find_source,
    json_option,
    open_workspace,
)
from amendtool.errors import AmendtoolError, Problem


@click.command(
    cls=Verb, name="check", example="amendtool check\namendtool check 2013-06-26-agm --json"
)
@click.argument("amendment", required=False, shell_complete=complete_amendment)
@json_option
@click.pass_obj
def command(console: Console, amendment: str | None, as_json: bool) -> None:
    """Report the problems in the articles, or in AMENDMENT and what it would do to them.

    The articles are those of the work tree, committed or not; where they have several
    editions, all of them, and where these differ. Nothing is written.

    Exit code 0: none (notes do not count); 1: findings; 3: something cannot be read or
    applied; 4: the articles have moved on.
    """
    from amendtool.repository.workspace import AMENDMENTS
    from amendtool.workflow.check import amendment_findings, article_findings

    workspace = open_workspace(console)
    found: list[Problem] = []
    checked = ""
    code = 0
    errors: list[AmendtoolError] = []
    try:
        found += article_findings(workspace, errors)
        names = [amendment] if amendment is not None else list(workspace.amendment_names())
        for name in names:
            try:
                source = find_source(workspace, name, console)
                more, checked = amendment_findings(workspace, source, alone=amendment is not None)
                found += more
            except AmendtoolError as error:
                errors.append(error)
    except AmendtoolError as error:
        errors.append(error)
    for each in errors:
        found += each.problems
        code = max(code, each.exit_code)
    if code == 0 and any(problem.severity != "note" for problem in found):
        code = 1
    if as_json:
        console.record(
            {"schema": "amendtool/check/1", "findings": [record_of(problem) for problem in found]}
        )
    elif found:
        for problem in found[:MOST]:
            console.print(console.story(problem, styled=console.styled()))
        console.print(counted(len(found), "finding") + only_first(len(found)))
    else:
        what = f"the amendment {checked}" if amendment else f"articles and {AMENDMENTS}/"
        console.print(f"{what}: no problems")
    exit_with(code)
