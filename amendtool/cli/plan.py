"""``amendtool plan``: everything that an amendment would do, before it is done."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, exit_with, record_of, write_file
from amendtool.cli.options import (
    amendment_argument,
    json_option,
    open_workspace,
    read_source,
)
from amendtool.errors import InputError


@click.command(
    cls=Verb,
    name="plan",
    example="amendtool plan 2013-06-26-agm\namendtool plan 2013-06-26-agm --json",
)
@amendment_argument
@click.option("--references", "every", is_flag=True, help="Show every reference, not only changed.")
@click.option(
    "-o", "--output", metavar="FILE", help="Write the ledger of references (.html .md .json)."
)
@json_option
@click.pass_obj
def command(
    console: Console, amendment: str, every: bool, output: str | None, as_json: bool
) -> None:
    """Show everything that AMENDMENT would do, and write nothing.

    That is what is new, changed, deleted and renumbered, the dates to remember, and what
    git would get.

    AMENDMENT is the name of a file in amendments/, a path, or - for standard input.
    """
    from amendtool.comparison.consequences import consequences, due_dates
    from amendtool.render import format_of
    from amendtool.render.ledger import entry_record, ledger_document, ledger_text
    from amendtool.render.plan import plan_record, plan_text
    from amendtool.repository.adoption import propose, refuse_applied, require_answered

    workspace = open_workspace(console)
    source = read_source(workspace, amendment, console)
    refuse_applied(workspace, source.parsed.amendment.name)
    base = workspace.head()
    with console.progress("reading the articles"):
        proposal = propose(workspace, source, base)
    found = consequences(proposal.application)
    dues = due_dates(proposal.amendment)
    files = proposal.files
    style = workspace.config.style
    ledger = proposal.application.ledger
    if output is not None:
        form = format_of(output)
        if form == "docx":
            raise click.UsageError("the ledger is written as .html, .md or .json")
        write_file(console.cwd / output, ledger_document(proposal.amendment, ledger, style, form))
        console.notice(f"{output}: {counted(len(ledger), 'reference')}")
    if as_json:
        console.record(
            plan_record(
                proposal.amendment,
                found,
                dues,
                style=style,
                base=base,
                renames=files.renames,
                writes=files.writes,
                deletes=files.deletes,
            )
            | {
                "references": [entry_record(entry, style) for entry in ledger],
                "questions": [record_of(problem) for problem in proposal.questions],
            }
        )
        exit_with(InputError.exit_code if proposal.questions else 0)
    arrow = "→" if console.shows("→") else "->"
    dash = "–" if console.shows("–") else "-"
    text = plan_text(proposal.amendment, found, dues, style, arrow=arrow, dash=dash)
    console.print(text)
    cited = ledger_text(ledger, style, every=every, arrow=arrow)
    if cited:
        console.print(cited)
    require_answered(proposal)
    commits = "two commits (renumbering, then text)" if files.renames else "one commit"
    if files.renames and not (files.writes or files.deletes):
        commits = "one commit for the renumbering, one for the amendment's file"
    console.print(
        f"In git: {commits} and the tag {proposal.amendment.name}, on {base[:12]}.\n"
        f"Nothing is written. Next: amendtool table {proposal.amendment.name}, then "
        f"amendtool apply {proposal.amendment.name}"
    )
