"""``amendtool plan``: everything that an amendment would do, before it is done."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import (
    amendment_argument,
    json_option,
    open_workspace,
    read_source,
)


@click.command(
    cls=Verb,
    name="plan",
    example="amendtool plan 2013-06-26-agm\namendtool plan 2013-06-26-agm --json",
)
@amendment_argument
@json_option
@click.pass_obj
def command(console: Console, amendment: str, as_json: bool) -> None:
    """Show everything that AMENDMENT would do, and write nothing.

    That is what is new, changed, deleted and renumbered, the dates to remember, and what
    git would get.

    AMENDMENT is the name of a file in amendments/, a path, or - for standard input.
    """
    from amendtool.comparison.consequences import consequences, due_dates
    from amendtool.render.plan import plan_record, plan_text
    from amendtool.repository.adoption import propose, refuse_applied

    workspace = open_workspace(console)
    source = read_source(workspace, amendment, console)
    refuse_applied(workspace, source.parsed.amendment.name)
    base = workspace.head()
    with console.progress("reading the articles"):
        proposal = propose(workspace, source, base)
    found = consequences(proposal.application)
    dues = due_dates(proposal.amendment)
    files = proposal.files
    if as_json:
        console.record(
            plan_record(
                proposal.amendment,
                found,
                dues,
                base=base,
                renames=files.renames,
                writes=files.writes,
                deletes=files.deletes,
            )
        )
        return
    arrow = "→" if console.shows("→") else "->"
    dash = "–" if console.shows("–") else "-"
    text = plan_text(
        proposal.amendment, found, dues, workspace.config.style, arrow=arrow, dash=dash
    )
    console.print(text)
    commits = "two commits (renumbering, then text)" if files.renames else "one commit"
    if files.renames and not (files.writes or files.deletes):
        commits = "one commit for the renumbering, one for the amendment's file"
    console.print(
        f"In git: {commits} and the tag {proposal.amendment.name}, on {base[:12]}.\n"
        f"Nothing is written. Next: amendtool table {proposal.amendment.name}, then "
        f"amendtool apply {proposal.amendment.name}"
    )
