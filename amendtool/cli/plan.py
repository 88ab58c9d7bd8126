"""``amendtool plan``: everything that an amendment would do, before it is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, exit_with, record_of, write_file
from amendtool.cli.options import (
    amendment_argument,
    find_source,
    json_option,
    one_language_option,
    open_workspace,
)
from amendtool.errors import InputError
from amendtool.render.formats import LEDGER, format_at, format_of, render, usual_endings

if TYPE_CHECKING:
    from amendtool.articles.styles import DraftingStyle
    from amendtool.comparison.consequences import Consequence, Due
    from amendtool.workflow.adopt import Proposal


@click.command(
    cls=Verb,
    name="plan",
    example="amendtool plan 2013-06-26-agm\namendtool plan 2013-06-26-agm --json",
)
@amendment_argument
@click.option("--references", "every", is_flag=True, help="Show every reference, not only changed.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help=f"Write the ledger of references ({' '.join(usual_endings(LEDGER))}).",
)
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str,
    every: bool,
    output: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Show everything that AMENDMENT would do, and write nothing.

    That is what is new, changed, deleted, moved and renumbered, the dates to remember, and
    what git would get. Where the articles have several editions it is shown for each, or for
    the one of --language.

    AMENDMENT is the name of a file in amendments/, a path, or - for standard input.
    """
    from amendtool.render.ledger import Appendix
    from amendtool.workflow.adopt import propose, questions, refuse_applied
    from amendtool.workflow.company_names import outdated_names
    from amendtool.workflow.editions import propose_for_all, read_in_every_edition

    workspace = open_workspace(console, language)
    found = find_source(workspace, amendment, console)
    if found.name is not None:
        # Before its words are asked for: an edition may have come since.
        refuse_applied(workspace, found.name)
    if language is None:
        sources = read_in_every_edition(workspace, found)
    else:
        sources = (workspace.read(found),)
    refuse_applied(workspace, sources[0].parsed.amendment.name)
    base = workspace.head()
    with console.progress("reading the articles"):
        if language is None:
            proposals = propose_for_all(workspace, sources, base)
        else:
            proposals = (propose(workspace, sources[0], base),)
    console.problems(outdated_names(workspace, *proposals))
    first = proposals[0]
    if output is not None:
        form = format_at(output)
        if form is not None and not form.prints(LEDGER):
            *others, last = usual_endings(LEDGER)
            raise click.UsageError(f"the ledger is written as {', '.join(others)} or {last}")
        ledger = first.application.ledger
        appendix = Appendix(first.amendment, ledger, workspace.config.style)
        write_file(console.cwd / output, render(LEDGER, appendix, format_of(LEDGER, output)))
        console.notice(f"{output}: {counted(len(ledger), 'reference')}")
    open_questions = questions(proposals)
    if as_json:
        editions = {
            each.language: _record(each, base, workspace.config.edition(each.language).style)
            for each in proposals[1:]
        }
        record = _record(first, base, workspace.config.edition(first.language).style)
        console.record(record | ({"editions": editions} if editions else {}))
        exit_with(InputError.exit_code if open_questions else 0)
    for proposal in proposals:
        if len(proposals) > 1:
            console.print(f"Edition: {proposal.language}")
        _print(console, proposal, workspace.config.edition(proposal.language).style, every=every)
    if open_questions:
        raise InputError(*open_questions)
    _print_end(console, proposals, base, one=language)


def _print(console: Console, proposal: Proposal, style: DraftingStyle, *, every: bool) -> None:
    """What the amendment does to one edition."""
    from amendtool.render.ledger import ledger_text
    from amendtool.render.plan import plan_text

    arrow = "→" if console.shows("→") else "->"
    dash = "–" if console.shows("–") else "-"
    found, dues = _consequences(proposal)
    console.print(plan_text(proposal.amendment, found, dues, style, arrow=arrow, dash=dash))
    cited = ledger_text(proposal.application.ledger, style, every=every, arrow=arrow)
    if cited:
        console.print(cited)


def _print_end(
    console: Console, proposals: tuple[Proposal, ...], base: str, *, one: str | None
) -> None:
    """What git would get, and what to do next."""
    name = proposals[0].amendment.name
    renames = any(each.files.renames for each in proposals)
    texts = any(each.files.writes or each.files.deletes for each in proposals)
    commits = "two commits (renumbering, then text)" if renames else "one commit"
    if renames and not texts:
        commits = "one commit for the renumbering, one for the amendment's file"
    of_all = f" for the editions {' and '.join(e.language for e in proposals)}"
    all_of_them = of_all if len(proposals) > 1 else ""
    table = f"amendtool table {name}" + (f" --language {one}" if one else "")
    console.print(
        f"In git: {commits}{all_of_them} and the tag {name}, on {base[:12]}.\n"
        f"Nothing is written. Next: {table}, then amendtool apply {name}"
    )


def _record(proposal: Proposal, base: str, style: DraftingStyle) -> dict[str, Any]:
    """The plan for one edition as JSON."""
    from amendtool.render.ledger import entry_record
    from amendtool.render.plan import plan_record

    found, dues = _consequences(proposal)
    files = proposal.files
    return plan_record(
        proposal.amendment,
        found,
        dues,
        style=style,
        base=base,
        renames=files.renames,
        writes=files.writes,
        deletes=files.deletes,
    ) | {
        "references": [entry_record(entry, style) for entry in proposal.application.ledger],
        "questions": [record_of(problem) for problem in proposal.questions],
    }


def _consequences(proposal: Proposal) -> tuple[list[Consequence], list[Due]]:
    """What follows, with the operations counted as in the file, which may hold more."""
    from amendtool.comparison.consequences import consequences, due_dates

    parsed = proposal.source.parsed

    def in_file(operation: int | None) -> int | None:
        return None if operation is None else parsed.position(operation)

    return (
        [
            replace(each, operations=tuple(map(parsed.position, each.operations)))
            for each in consequences(proposal.application)
        ],
        [
            replace(each, operation=in_file(each.operation))
            for each in due_dates(proposal.amendment)
        ],
    )
